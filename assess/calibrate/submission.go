package calibrate

import (
	"bytes"
	"maps"
	"slices"
	"time"

	"rung/assess"
	"rung/assess/exchange"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Submission is what one rater hands in about one subject, as an envelope carries it.
// One that says nothing yet is not taken.
type Submission exchange.Submission

// Hand makes a submission of an assessment.
func Hand(a *assess.Assessment) Submission {
	return Submission{Subject: a.Subject, Rater: a.Rater, Relation: a.Relation, Assessment: a}
}

// The payloads, by the kind of their entries.
type (
	createdBody struct {
		Title string `json:"title,omitempty"`
	}
	joinedBody struct {
		Name string `json:"name"`
	}
	currentBody struct {
		Level string `json:"level"` // id
	}
	// submittedBody holds no names, so that it outlives the erasure of its
	// rater.
	submittedBody struct {
		Level      string             `json:"level,omitempty"`
		Values     map[string]float64 `json:"values,omitempty"`
		Assessment *wireAssessment    `json:"assessment,omitempty"`
		NotRated   bool               `json:"not_rated,omitempty"`
		Comments   map[string]string  `json:"comments,omitempty"`
	}
	decidedBody struct {
		Proposed  string   `json:"proposed,omitempty"` // level id, where it was one
		Between   []string `json:"between,omitempty"`  // level ids, where they were several
		Tie       bool     `json:"tie,omitempty"`
		Tracks    bool     `json:"tracks,omitempty"`
		Moved     bool     `json:"moved,omitempty"`
		Was       string   `json:"was,omitempty"` // level id
		Is        string   `json:"is"`            // level id; empty where there is none this time
		Rationale string   `json:"rationale,omitempty"`
		NoLevel   bool     `json:"no_level,omitempty"`
	}
)

// wireAssessment is an assessment without its people and its rubric.
type wireAssessment struct {
	ID        string       `json:"id"`
	Lang      lang.Tag     `json:"lang"`
	Started   time.Time    `json:"started"`
	Completed time.Time    `json:"completed"`
	Answers   []wireAnswer `json:"answers"`
}

type wireAnswer struct {
	Question string       `json:"q"`
	State    assess.State `json:"s"`
	Number   int          `json:"n,omitempty"`
	Option   string       `json:"o,omitempty"`
	Ticks    assess.Ticks `json:"t,omitempty"`
	Note     string       `json:"note,omitempty"`
}

// bodyOf is the payload of a submission that was checked.
func bodyOf(sub Submission, r *rubric.Rubric) submittedBody {
	body := submittedBody{Values: sub.Values, NotRated: sub.NotRated, Comments: sub.Comments}
	if l, err := r.FindLevel(sub.Level); err == nil {
		body.Level = l.ID
	}
	if a := sub.Assessment; a != nil {
		body.Assessment = &wireAssessment{ID: a.ID, Lang: a.Lang, Started: a.StartedAt, Completed: a.CompletedAt}
		for _, g := range a.Answers {
			body.Assessment.Answers = append(body.Assessment.Answers, wireAnswer{g.Question, g.State, g.Value.Number, g.Value.Option, g.Value.Ticks, g.Note})
		}
	}
	return body
}

// assessment is what was handed in, made whole again.
func (w *wireAssessment) assessment(ref assess.RubricRef, subject, rater assess.Person, relation assess.Relation) *assess.Assessment {
	a := &assess.Assessment{
		ID: w.ID, Rubric: ref, Subject: subject, Rater: rater, Relation: relation,
		Lang: w.Lang, StartedAt: w.Started, CompletedAt: w.Completed,
	}
	for _, g := range w.Answers {
		a.Answers = append(a.Answers, assess.Answer{Question: g.Question, State: g.State, Value: assess.Value{Number: g.Number, Option: g.Option, Ticks: g.Ticks}, Note: g.Note})
	}
	return a
}

// made is when an assessment was completed; zero for anything else.
func (b submittedBody) made() time.Time {
	if b.Assessment == nil {
		return time.Time{}
	}
	return b.Assessment.Completed.UTC().Truncate(time.Second)
}

// saysTheSame reports whether two assessments have the same answers and notes:
// an answers file that is read twice becomes two.
func (b submittedBody) saysTheSame(c submittedBody) bool {
	return b.Assessment != nil && c.Assessment != nil && slices.Equal(b.Assessment.Answers, c.Assessment.Answers)
}

// Contradict reports whether two submissions by one rater about one subject differ,
// and neither says that it is the later one.
func (s *Session) Contradict(x, y Submission) bool {
	a, b := bodyOf(x, s.rubric), bodyOf(y, s.rubric)
	if dated := a.Assessment != nil && b.Assessment != nil; dated && !a.Assessment.Completed.Equal(b.Assessment.Completed) {
		return false
	}
	same := a.saysTheSame(b) || bytes.Equal(encode(a), encode(b))
	return !same || x.Relation != y.Relation
}

// sooner reports whether w was completed before v. Ids, which begin with the
// time too, settle what the second does not.
func (w *wireAssessment) sooner(v *wireAssessment) bool {
	if w.Completed.Equal(v.Completed) {
		return w.ID < v.ID
	}
	return w.Completed.Before(v.Completed)
}

// check reports whether a submission may be handed in on the rubric r, and
// returns its people with the ids that their names give. Nothing it says depends
// on what was answered, only on which questions were.
func (sub Submission) check(r *rubric.Rubric) (subject, rater assess.Person, err error) {
	if subject, rater, err = Related(sub.Subject, sub.Rater, sub.Relation); err != nil {
		return subject, rater, err
	}
	return subject, rater, sub.CheckContent(r)
}

// Related is two people with the ids that their names give, who may have this
// relation.
func Related(subject, rater assess.Person, relation assess.Relation) (s, r assess.Person, err error) {
	if s, err = named(subject, "the subject"); err != nil {
		return s, r, err
	}
	if r, err = named(rater, "the rater"); err != nil {
		return s, r, err
	}
	return s, r, assess.CheckRelation(s, r, relation)
}

func named(p assess.Person, role lang.Text) (assess.Person, error) {
	if p.Name == "" {
		return p, lacks(NoName, "%v has no name", role)
	}
	return assess.NewPerson(p.Name)
}

// CheckContent reports whether what is handed in fits the rubric r and suffices to
// be compared with others.
func (sub Submission) CheckContent(r *rubric.Rubric) error {
	if err := sub.checkComments(r); err != nil {
		return err
	}
	switch {
	case sub.NotRated:
		return nil
	case sub.Assessment != nil:
		return checkAssessment(sub.Assessment, r)
	case sub.Level != "":
		_, err := r.FindLevel(sub.Level)
		return err
	}
	res, err := assess.ScoreValues(r, sub.Values)
	if err != nil {
		return err
	}
	return enough(res)
}

func (sub Submission) checkComments(r *rubric.Rubric) error {
	for _, id := range slices.Sorted(maps.Keys(sub.Comments)) {
		if id != "" && r.DimensionIndex(id) < 0 {
			return lang.Errorf("a comment is on %v, which is no dimension", doc.Quote(id))
		}
		if err := checkText(sub.Comments[id], assess.MaxNote, true); err != nil {
			return lang.Errorf("a comment: %v", err)
		}
	}
	return nil
}

func checkAssessment(a *assess.Assessment, r *rubric.Rubric) error {
	if a.CompletedAt.IsZero() {
		return lacks(NoEnd, "the assessment is a draft")
	}
	if ref := assess.Ref(r); a.Rubric != ref {
		return lang.Errorf("the assessment was made with the rubric %v; the session uses %v", refName(a.Rubric), refName(ref))
	}
	if err := a.Check(r); err != nil {
		return err
	}
	return enough(assess.Brief(r, a))
}

// enough refuses what leaves too much open to be compared with others.
func enough(res *assess.Result) error {
	if len(res.Ranking) > 0 {
		return nil
	}
	var open []string
	for _, missing := range res.ToAnswer {
		open = append(open, missing.Dimension.ID)
	}
	return lang.Errorf("too few answers for a level: %v without any", doc.Words(open))
}

// after is a hint put behind the sentence it belongs to, if there is one.
type after struct{ hint lang.Localized }

// In renders the hint in t.
func (a after) In(t lang.Tag) string {
	if hint := a.hint.In(t); hint != "" {
		return lang.Text("; ").In(t) + hint
	}
	return ""
}
