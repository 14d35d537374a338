package exchange

import (
	"encoding/json"

	"rung/assess"
)

// Submission is what one rater hands in about one subject: an assessment, a
// level, a value per dimension, or that they do not rate. Exactly one of the four
// is set; none where the subject is still open.
type Submission struct {
	Subject, Rater assess.Person // by name; their ids are not read
	Relation       assess.Relation
	Assessment     *assess.Assessment // its people and relation are not read
	Level          string             // what it is called; counts as its rung
	Values         map[string]float64 // steps by dimension id, fractions allowed
	NotRated       bool               // the rater says that they cannot rate the subject
	// Comments are the rater's words beside a level or values, by dimension id; under
	// the empty id, those on the subject as a whole.
	Comments map[string]string
}

// Open reports whether the rater has said nothing of the subject yet.
func (s Submission) Open() bool { return s.said() == 0 }

// said counts which of the four are set.
func (s Submission) said() (n int) {
	for _, set := range []bool{s.Assessment != nil, s.Level != "", len(s.Values) > 0, s.NotRated} {
		if set {
			n++
		}
	}
	return n
}

// wireSubmission is a submission as it is written; what it holds stands in the keys
// of a payload.
type wireSubmission struct {
	Subject    string             `json:"subject"`
	By         string             `json:"by"` // name of the rater
	Relation   assess.Relation    `json:"relation"`
	Assessment json.RawMessage    `json:"assessment,omitempty"` // as it is exported
	Level      string             `json:"level,omitempty"`
	Values     map[string]float64 `json:"values,omitempty"`
	NotRated   bool               `json:"not_rated,omitempty"`
	Comments   map[string]string  `json:"comments,omitempty"`
}

func (s Submission) wire() (w wireSubmission, err error) {
	w = wireSubmission{Subject: s.Subject.Name, By: s.Rater.Name, Relation: s.Relation, Level: s.Level, Values: s.Values, NotRated: s.NotRated, Comments: s.Comments}
	if s.Assessment != nil {
		a := *s.Assessment
		a.Subject, a.Rater, a.Relation = asPerson(w.Subject), asPerson(w.By), w.Relation
		w.Assessment, err = assess.Encode(&a)
	}
	return w, err
}

// submission makes it whole again. That the people of an assessment are the same shows
// when it is written again. The error says nothing of what was handed in.
func (w wireSubmission) submission() (Submission, error) {
	s := Submission{Subject: asPerson(w.Subject), Rater: asPerson(w.By), Relation: w.Relation, Level: w.Level, Values: w.Values, NotRated: w.NotRated, Comments: w.Comments}
	if w.Assessment != nil {
		a, err := assess.Decode("", w.Assessment)
		if err != nil {
			return s, errNotWritten
		}
		s.Assessment = a
	}
	if checkName(w.Subject) != nil || checkName(w.By) != nil || s.said() > 1 ||
		assess.CheckRelation(s.Subject, s.Rater, s.Relation) != nil {
		return s, errNotWritten
	}
	return s, nil
}
