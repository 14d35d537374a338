package wire

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"time"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// ResultSchema is the value of the `schema` key of a result.
const ResultSchema = "rung.result/v1"

// The wire types of rung.result/v1.
type (
	// What scoring makes of one assessment. Always recomputed; the same answers give
	// the same bytes in every language. Numbers are rounded to six decimals. Lists
	// are never null.
	result struct {
		Schema     string        `json:"schema"`
		Rubric     rubricRef     `json:"rubric"`
		Assessment assessmentRef `json:"assessment"`
		Level      *closest      `json:"level"`            // Null also where open questions decide.
		Place      string        `json:"place" is:"place"` // Where the answers lie on the ladder as a whole.
		Confidence *confidence   `json:"confidence"`
		Fit        *fit          `json:"fit"`                // Null where the rubric has no spread.
		Standing   *figure       `json:"standing" is:"rung"` // The mean rung by probability.
		// Share of the rubric's weight that has an answer; below 0.6 no level is given.
		Coverage      figure         `json:"coverage" is:"share"`
		Answered      int            `json:"answered"`
		Questions     int            `json:"questions" is:"some"`
		ToAnswer      []toAnswer     `json:"to_answer"`         // What is missing for a level; empty when one is given.
		TiedWith      []string       `json:"tied_with" is:"id"` // Eligible levels at the same distance.
		Undecided     []undecided    `json:"undecided"`         // Open questions whose answers decide which level is the closest.
		HeldBack      *heldBack      `json:"held_back"`
		Ranking       []ranked       `json:"ranking"` // The eligible levels by distance, then the others; empty when too little is answered.
		Dimensions    []dimension    `json:"dimensions"`
		Next          []path         `json:"next"`           // From here to each next level, or to the target asked for.
		Strengths     []strength     `json:"strengths"`      // Dimensions above the closest level's scope.
		TippingPoints []tippingPoint `json:"tipping_points"` // Answers whose change by one step alone changes the level.
	}
	// The exact rubric that something was made with.
	rubricRef struct {
		ID      string `json:"id" is:"id"`
		Version string `json:"version" is:"text"`
		Digest  string `json:"digest" is:"digest"` // SHA-256 of the rubric file.
	}
	assessmentRef struct {
		ID          *string `json:"id" is:"uuid"` // UUIDv7; null when the assessment is not saved.
		Subject     person  `json:"subject"`
		Rater       person  `json:"rater"`
		Relation    string  `json:"relation" is:"relation"`
		CompletedAt *string `json:"completed_at" is:"time"` // UTC; null when the assessment is not saved.
	}
	// Empty name: the person gave none.
	person struct {
		ID   string `json:"id" is:"text"`
		Name string `json:"name"`
	}
	// The closest eligible level.
	closest struct {
		ID    string `json:"id" is:"id"`
		Label string `json:"label,omitempty"` // What the company calls it.
		Rung  int    `json:"rung" is:"rung"`
		Track string `json:"track" is:"id"`
	}
	// The chance that another equally honest set of these answers would land on the same level.
	confidence struct {
		Value figure  `json:"value" is:"share"`
		Band  *string `json:"band" is:"band"` // Null where the rubric was never fitted.
	}
	// How well any level describes the answers.
	fit struct {
		Grade    string `json:"grade" is:"grade"`
		Distance figure `json:"distance" is:"share"` // Of the single answers to the closest level.
		Uneven   figure `json:"uneven" is:"size"`    // The distance beyond which the answers are uneven.
		Misfit   figure `json:"misfit" is:"size"`    // The distance beyond which no level describes them well.
		Apart    []seat `json:"apart"`               // Empty when described.
	}
	// The level that a dimension alone sits on; null where no level expects the value.
	seat struct {
		Dimension string  `json:"dimension" is:"id"`
		Value     figure  `json:"value" is:"size"`
		Level     *string `json:"level" is:"id"`
		Rung      *int    `json:"rung" is:"rung"`
	}
	undecided struct {
		Dimension string   `json:"dimension" is:"id"`
		Questions []string `json:"questions" is:"id"`
		Levels    []string `json:"levels" is:"id"`
	}
	toAnswer struct {
		Dimension string   `json:"dimension" is:"id"`
		Questions []string `json:"questions" is:"id"`
	}
	// A must-have of a level that is not met, or that cannot be verified.
	requirement struct {
		Dimension     string  `json:"dimension" is:"id"`
		By            *string `json:"by" is:"id"`      // The question whose answer is tested; null where the mean of the dimension is.
		Min           int     `json:"min"`             // Lowest step; 0 asks for nothing.
		Max           int     `json:"max"`             // Highest step; the dimension's top asks for nothing.
		Have          *figure `json:"have" is:"size"`  // Where the answer or the mean stands, in steps; null when unanswered.
		ChangeOfTrack bool    `json:"change_of_track"` // The level asks for less than what is there: a matter of track, not of growth.
	}
	// A closer level that is not eligible, and why.
	heldBack struct {
		Level       string        `json:"level" is:"id"`
		Requirement []requirement `json:"requirement"`
	}
	ranked struct {
		Level       string        `json:"level" is:"id"`
		Distance    figure        `json:"distance" is:"share"`
		Probability figure        `json:"probability" is:"share"`
		Eligible    bool          `json:"eligible"`
		Unmet       []requirement `json:"unmet"`
		Unverified  []requirement `json:"unverified"`
	}
	// A level's scope on a dimension, in steps.
	expected struct {
		Min int `json:"min"`
		Max int `json:"max"`
	}
	dimension struct {
		ID       string    `json:"id" is:"id"`
		Value    *figure   `json:"value" is:"size"` // Mean step of the answered questions.
		Answered int       `json:"answered"`
		Asked    int       `json:"asked"`
		Expected *expected `json:"expected"` // By the closest level; null without one, and where it says nothing.
	}
	gap struct {
		Dimension string   `json:"dimension" is:"id"`
		Have      figure   `json:"have" is:"size"`
		Need      int      `json:"need"`
		Steps     figure   `json:"steps" is:"size"`  // need less have.
		Share     figure   `json:"share" is:"share"` // Of all gaps to this level, by weight.
		Answers   []string `json:"answers" is:"id"`  // The questions whose answers lie under need.
	}
	raise struct {
		Dimension string `json:"dimension" is:"id"`
		From      figure `json:"from" is:"size"`
		To        figure `json:"to" is:"size"`
	}
	path struct {
		Level        string        `json:"level" is:"id"`
		Distance     figure        `json:"distance" is:"share"`
		Ready        bool          `json:"ready"`           // Nothing is missing, and nothing unknown.
		Requirements []requirement `json:"requirements"`    // Not met.
		Gaps         []gap         `json:"gaps"`            // The heaviest first, without what the requirements say.
		Unknown      []string      `json:"unknown" is:"id"` // Dimensions without an answer.
		// Whether raises alone make it the closest level; too_large: the search was given up.
		Reach string `json:"reach" is:"reach"`
		// The fewest one-step raises that make it the closest level: how robust the result is, no advice.
		SmallestChange []raise `json:"smallest_change"`
	}
	strength struct {
		Dimension string `json:"dimension" is:"id"`
		Have      figure `json:"have" is:"size"`
		Expected  int    `json:"expected"`
	}
	tippingPoint struct {
		Question string `json:"question" is:"id"`
		From     int    `json:"from"`
		To       int    `json:"to"`
		Level    string `json:"level" is:"id"`
	}
)

// figure is a number with at most six decimals, so that results compare equal
// across machines whose last bits differ.
type figure float64

func (f figure) MarshalJSON() ([]byte, error) {
	rounded := math.Round(float64(f)*1e6) / 1e6
	return json.Marshal(rounded + 0) // + 0 makes −0 a 0
}

func figureOf(v *float64) *figure {
	if v == nil {
		return nil
	}
	f := figure(*v)
	return &f
}

// Result writes the result as rung.result/v1. The bytes depend on the rubric and
// the answers alone, never on a language.
func Result(w io.Writer, res *assess.Result) error {
	return Encode(w, newResult(res))
}

// Encode writes v the way every JSON document of rung is written: indented
// by two spaces, without HTML escaping, invisible characters escaped, one newline
// at the end.
func Encode(w io.Writer, v any) error {
	var document bytes.Buffer
	enc := json.NewEncoder(&document)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(lang.EscapeJSON(document.Bytes()))
	return err
}

func newResult(res *assess.Result) result {
	out := result{
		Schema:     ResultSchema,
		Rubric:     newRubricRef(res.Rubric),
		Assessment: newAssessmentRef(res.Assessment),
		Place:      string(res.Place),
		Standing:   figureOf(res.Standing),
		Coverage:   figure(res.Coverage),
		Answered:   res.Answered,
		Questions:  res.Questions,
		TiedWith:   levelIDs(res.TiedWith),

		ToAnswer: each(res.ToAnswer, func(t assess.ToAnswer) toAnswer {
			return toAnswer{t.Dimension.ID, each(t.Questions, questionID)}
		}),
		Ranking: each(res.Ranking, newRanked),
		Undecided: each(res.Undecided, func(u assess.Undecided) undecided {
			return undecided{u.Dimension.ID, each(u.Questions, questionID), levelIDs(u.Levels)}
		}),
		Next: each(res.Next, newPath),
		Strengths: each(res.Strengths, func(s assess.Strength) strength {
			return strength{s.Dimension.ID, figure(s.Have), s.Expected}
		}),
		TippingPoints: each(res.TippingPoints, func(t assess.TippingPoint) tippingPoint {
			return tippingPoint{t.Question.ID, t.From, t.To, t.Level.ID}
		}),
	}
	for d, dv := range res.Dimensions {
		dim := dimension{ID: dv.Dimension.ID, Value: figureOf(dv.Value), Answered: len(dv.Steps), Asked: dv.Asked}
		if res.Level != nil && len(res.Undecided) == 0 {
			dim.Expected = newExpected(res.Level.Scope[d])
		}
		out.Dimensions = append(out.Dimensions, dim)
	}
	if l := res.Level; l != nil && len(res.Undecided) == 0 {
		out.Level = &closest{l.ID, l.Label, l.Rung, l.Track}
	}
	if c := res.Confidence; c != nil && len(res.Undecided) == 0 {
		out.Confidence = &confidence{Value: figure(c.Value)}
		if band := string(c.Band); band != "" {
			out.Confidence.Band = &band
		}
	}
	if f := res.Fit; f != nil {
		out.Fit = &fit{string(f.Grade), figure(f.Distance), figure(f.Limits[0]), figure(f.Limits[1]), each(f.Apart, newSeat)}
	}
	if h := res.HeldBack; h != nil {
		out.HeldBack = &heldBack{h.Level.ID, each(h.Unmet, newRequirement)}
	}
	return out
}

// newExpected is nil for a scope that says nothing.
func newExpected(s rubric.Range) *expected {
	if s.Any {
		return nil
	}
	return &expected{s.Lo, s.Hi}
}

func newRubricRef(r *rubric.Rubric) rubricRef { return rubricRef{r.ID, r.Version, r.Digest} }

func newAssessmentRef(a *assess.Assessment) assessmentRef {
	ref := assessmentRef{
		Subject:  person(a.Subject),
		Rater:    person(a.Rater),
		Relation: string(a.Relation),
	}
	if a.ID != "" {
		ref.ID = &a.ID
	}
	if !a.CompletedAt.IsZero() {
		at := a.CompletedAt.UTC().Format(time.RFC3339)
		ref.CompletedAt = &at
	}
	return ref
}

func newSeat(s assess.Seat) seat {
	out := seat{Dimension: s.Dimension.ID, Value: figure(s.Value)}
	if s.Level != nil {
		out.Level, out.Rung = &s.Level.ID, &s.Level.Rung
	}
	return out
}

func newRequirement(m assess.Must) requirement {
	return requirement{m.Dimension.ID, testedBy(m.Requirement), m.Requirement.Lo, m.Requirement.Hi, figureOf(m.Have), m.AsksForLess()}
}

func newRanked(k assess.Ranked) ranked {
	return ranked{k.Level.ID, figure(k.Distance), figure(k.Probability), k.Eligible,
		each(k.Unmet, newRequirement), each(k.Unverified, newRequirement)}
}

func newPath(p assess.Path) path {
	return path{
		Level:        p.Level.ID,
		Distance:     figure(p.Distance),
		Ready:        p.Ready(),
		Requirements: each(p.Requirements, newRequirement),
		Gaps: each(p.Gaps, func(g assess.Gap) gap {
			below := each(g.Answers, func(s assess.AnswerStep) string { return s.Question.ID })
			return gap{g.Dimension.ID, figure(g.Have), g.Need, figure(g.Steps), figure(g.Share), below}
		}),
		Unknown: each(p.Unknown, func(d *rubric.Dimension) string { return d.ID }),
		Reach:   string(p.Reach),
		SmallestChange: each(p.SmallestChange, func(r assess.Raise) raise {
			return raise{r.Dimension.ID, figure(r.From), figure(r.To)}
		}),
	}
}

func questionID(q *rubric.Question) string { return q.ID }

func levelIDs(levels []*rubric.Level) []string {
	return each(levels, func(l *rubric.Level) string { return l.ID })
}

// each maps a list to a list that is never nil.
func each[From, To any](from []From, to func(From) To) []To {
	out := make([]To, len(from))
	for i, v := range from {
		out[i] = to(v)
	}
	return out
}
