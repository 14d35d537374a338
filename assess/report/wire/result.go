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

// The wire types of rung.result/v1. Names and order are the format's; lists are
// never null, and what is not known is null.
type (
	resultJSON struct {
		Schema        string             `json:"schema"`
		Rubric        rubricRefJSON      `json:"rubric"`
		Assessment    assessmentRefJSON  `json:"assessment"`
		Level         *levelJSON         `json:"level"`
		Place         string             `json:"place"`
		Confidence    *confidenceJSON    `json:"confidence"`
		Standing      *figure            `json:"standing"`
		Coverage      figure             `json:"coverage"`
		Answered      int                `json:"answered"`
		Questions     int                `json:"questions"`
		ToAnswer      []toAnswerJSON     `json:"to_answer"`
		TiedWith      []string           `json:"tied_with"`
		HeldBack      *heldBackJSON      `json:"held_back"`
		Ranking       []rankedJSON       `json:"ranking"`
		Dimensions    []dimensionJSON    `json:"dimensions"`
		Next          []pathJSON         `json:"next"`
		Strengths     []strengthJSON     `json:"strengths"`
		TippingPoints []tippingPointJSON `json:"tipping_points"`
	}
	rubricRefJSON struct {
		ID      string `json:"id"`
		Version string `json:"version"`
		Digest  string `json:"digest"`
	}
	assessmentRefJSON struct {
		ID          *string    `json:"id"`
		Subject     personJSON `json:"subject"`
		Rater       personJSON `json:"rater"`
		Relation    string     `json:"relation"`
		CompletedAt *string    `json:"completed_at"`
	}
	personJSON struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	levelJSON struct {
		ID    string `json:"id"`
		Rung  int    `json:"rung"`
		Track string `json:"track"`
	}
	confidenceJSON struct {
		Value figure `json:"value"`
		Band  string `json:"band"`
	}
	toAnswerJSON struct {
		Dimension string   `json:"dimension"`
		Questions []string `json:"questions"`
	}
	requirementJSON struct {
		Dimension     string  `json:"dimension"`
		Min           int     `json:"min"`
		Max           int     `json:"max"`
		Have          *figure `json:"have"`
		ChangeOfTrack bool    `json:"change_of_track"`
	}
	heldBackJSON struct {
		Level       string            `json:"level"`
		Requirement []requirementJSON `json:"requirement"`
	}
	rankedJSON struct {
		Level       string            `json:"level"`
		Distance    figure            `json:"distance"`
		Probability figure            `json:"probability"`
		Eligible    bool              `json:"eligible"`
		Unmet       []requirementJSON `json:"unmet"`
		Unverified  []requirementJSON `json:"unverified"`
	}
	expectedJSON struct {
		Min int `json:"min"`
		Max int `json:"max"`
	}
	dimensionJSON struct {
		ID       string        `json:"id"`
		Value    *figure       `json:"value"`
		Answered int           `json:"answered"`
		Asked    int           `json:"asked"`
		Expected *expectedJSON `json:"expected"`
	}
	gapJSON struct {
		Dimension string `json:"dimension"`
		Have      figure `json:"have"`
		Need      int    `json:"need"`
		Steps     figure `json:"steps"`
		Share     figure `json:"share"`
	}
	raiseJSON struct {
		Dimension string `json:"dimension"`
		From      figure `json:"from"`
		To        figure `json:"to"`
	}
	pathJSON struct {
		Level        string            `json:"level"`
		Distance     figure            `json:"distance"`
		Requirements []requirementJSON `json:"requirements"`
		Gaps         []gapJSON         `json:"gaps"`
		Unknown      []string          `json:"unknown"`
		Reach        string            `json:"reach"`
		ShortestWay  []raiseJSON       `json:"shortest_way"`
	}
	strengthJSON struct {
		Dimension string `json:"dimension"`
		Have      figure `json:"have"`
		Expected  int    `json:"expected"`
	}
	tippingPointJSON struct {
		Question string `json:"question"`
		From     int    `json:"from"`
		To       int    `json:"to"`
		Level    string `json:"level"`
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
	return Encode(w, newResultJSON(res))
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

func newResultJSON(res *assess.Result) resultJSON {
	out := resultJSON{
		Schema:     ResultSchema,
		Rubric:     rubricRefJSON{res.Rubric.ID, res.Rubric.Version, res.Rubric.Digest},
		Assessment: newAssessmentRefJSON(res.Assessment),
		Place:      string(res.Place),
		Standing:   figureOf(res.Standing),
		Coverage:   figure(res.Coverage),
		Answered:   res.Answered,
		Questions:  res.Questions,
		TiedWith:   levelIDs(res.TiedWith),

		ToAnswer: each(res.ToAnswer, func(t assess.ToAnswer) toAnswerJSON {
			return toAnswerJSON{t.Dimension.ID, each(t.Questions, func(q *rubric.Question) string { return q.ID })}
		}),
		Ranking: each(res.Ranking, newRankedJSON),
		Next:    each(res.Next, newPathJSON),
		Strengths: each(res.Strengths, func(s assess.Strength) strengthJSON {
			return strengthJSON{s.Dimension.ID, figure(s.Have), s.Expected}
		}),
		TippingPoints: each(res.TippingPoints, func(t assess.TippingPoint) tippingPointJSON {
			return tippingPointJSON{t.Question.ID, t.From, t.To, t.Level.ID}
		}),
	}
	for d, dv := range res.Dimensions {
		dim := dimensionJSON{ID: dv.Dimension.ID, Value: figureOf(dv.Value), Answered: len(dv.Steps), Asked: dv.Asked}
		if res.Level != nil {
			dim.Expected = &expectedJSON{res.Level.Scope[d].Lo, res.Level.Scope[d].Hi}
		}
		out.Dimensions = append(out.Dimensions, dim)
	}
	if l := res.Level; l != nil {
		out.Level = &levelJSON{l.ID, l.Rung, l.Track}
	}
	if c := res.Confidence; c != nil {
		out.Confidence = &confidenceJSON{figure(c.Value), string(c.Band)}
	}
	if h := res.HeldBack; h != nil {
		out.HeldBack = &heldBackJSON{h.Level.ID, each(h.Unmet, newRequirementJSON)}
	}
	return out
}

func newAssessmentRefJSON(a *assess.Assessment) assessmentRefJSON {
	ref := assessmentRefJSON{
		Subject:  personJSON(a.Subject),
		Rater:    personJSON(a.Rater),
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

func newRequirementJSON(m assess.Must) requirementJSON {
	return requirementJSON{m.Dimension.ID, m.Requirement.Lo, m.Requirement.Hi, figureOf(m.Have), m.AsksForLess()}
}

func newRankedJSON(k assess.Ranked) rankedJSON {
	return rankedJSON{k.Level.ID, figure(k.Distance), figure(k.Probability), k.Eligible,
		each(k.Unmet, newRequirementJSON), each(k.Unverified, newRequirementJSON)}
}

func newPathJSON(p assess.Path) pathJSON {
	return pathJSON{
		Level:        p.Level.ID,
		Distance:     figure(p.Distance),
		Requirements: each(p.Requirements, newRequirementJSON),
		Gaps: each(p.Gaps, func(g assess.Gap) gapJSON {
			return gapJSON{g.Dimension.ID, figure(g.Have), g.Need, figure(g.Steps), figure(g.Share)}
		}),
		Unknown: each(p.Unknown, func(d *rubric.Dimension) string { return d.ID }),
		Reach:   string(p.Reach),
		ShortestWay: each(p.ShortestWay, func(r assess.Raise) raiseJSON {
			return raiseJSON{r.Dimension.ID, figure(r.From), figure(r.To)}
		}),
	}
}

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
