package exchange

import (
	"slices"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// DraftSchema names the form of a draft.
const DraftSchema = "rung.draft/v1"

// Draft is what a rater has said so far of everybody of their invitation: a file for
// themself, in clear, by which they go on in a terminal or a browser.
type Draft struct {
	Schema string        `json:"schema"`
	Terms  Hash          `json:"terms"`
	Rater  string        `json:"rater"` // id
	People []DraftPerson `json:"people"`
}

// DraftPerson is what is said of one person. What belongs to another manner than the one
// chosen is kept, and not handed in.
type DraftPerson struct {
	Name    string        `json:"name"`
	Manner  Manner        `json:"manner"`
	Level   string        `json:"level,omitempty"` // id
	Why     string        `json:"why,omitempty"`   // beside a level, or where they cannot rate
	Answers []DraftAnswer `json:"answers,omitempty"`
}

// DraftAnswer is an answer in words.
type DraftAnswer struct {
	Question string `json:"question"`
	Answer   string `json:"answer"` // as assess.ParseAnswer reads it
	Note     string `json:"note,omitempty"`
}

// Manner is how a rater rates somebody.
type Manner string

// The manners.
const (
	Whole  Manner = "whole"  // by all questions
	Quick  Manner = "quick"  // by those that tell the levels apart
	Direct Manner = "level"  // by a level
	Cannot Manner = "cannot" // not at all
)

// Draft is an empty draft for the invitation.
func (v *Invitation) Draft() *Draft {
	return &Draft{DraftSchema, v.Terms.Hash(), v.Rater.ID, []DraftPerson{}}
}

// Bytes is the draft as a file.
func (d *Draft) Bytes() ([]byte, error) { return encode(d) }

// ParseDraft reads a draft for this invitation, or for an earlier one of the same rater
// to the same session, which may have asked about others. Name is used in messages.
func (v *Invitation) ParseDraft(name string, data []byte) (*Draft, error) {
	var d Draft
	if err := decodeFile(name, data, MaxFile, DraftSchema, &d); err != nil {
		return nil, err
	}
	if d.Terms != v.Terms.Hash() || d.Rater != v.Rater.ID {
		return nil, lang.Errorf("%s: %v", name, lang.Errorf("this draft belongs to another invitation"))
	}
	for _, p := range d.People {
		if !slices.Contains([]Manner{Whole, Quick, Direct, Cannot}, p.Manner) {
			return nil, lang.Errorf("%s: %v", name, errNotWritten)
		}
	}
	return &d, nil
}

// Said puts answers into words.
func Said(answers []assess.Answer) (said []DraftAnswer) {
	for _, a := range answers {
		said = append(said, DraftAnswer{a.Question, a.Word(), a.Note})
	}
	return said
}

// Read are the answers of a person to r. The error says what does not fit it.
func (p DraftPerson) Read(r *rubric.Rubric) (answers []assess.Answer, err error) {
	for _, one := range p.Answers {
		a, err := assess.ParseAnswer(r, one.Question+"="+one.Answer)
		if err != nil {
			return nil, err
		}
		a.Note = one.Note
		answers = append(answers, a)
	}
	return answers, nil
}
