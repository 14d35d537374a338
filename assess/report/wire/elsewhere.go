package wire

import (
	"io"
	"time"

	"rung/assess/elsewhere"
	"rung/rubric"
)

// The wire types of rung.elsewhere/v1 and rung.spread/v1.
type (
	// A scope beside the levels of public ladders, by the facts that they state. It is no
	// assessment.
	elsewhereDoc struct {
		Schema     string        `json:"schema"`
		Assessment assessmentRef `json:"assessment"`
		Made       rubricRef     `json:"made"`   // The rubric it was made with.
		Rubric     rubricRef     `json:"rubric"` // The rubric whose questions the facts answer.
		Entered    string        `json:"entered" is:"day"`
		// Dimensions of the rubric it was made with that facts can be compared on.
		Usable   []string `json:"usable" is:"id"`
		Unusable []string `json:"unusable" is:"id"`
		Typical  *figure  `json:"typical" is:"share"` // Mean gap over all facts of near; null where that is empty.
		// Levels of which three facts or more can be compared, by expected, the nearest
		// first, then those with more facts.
		Near []besideLevel `json:"near"`
		Thin []besideLevel `json:"thin"` // The others, of which nothing is said of how far they are.
	}
	// Which level of which ladder.
	publicLevel struct {
		Ladder  string   `json:"ladder" is:"id"`
		Name    string   `json:"name" is:"text"`    // Of the ladder.
		Edition *string  `json:"edition" is:"text"` // The year that the ladder gives itself.
		Source  string   `json:"source" is:"text"`
		Title   string   `json:"title" is:"text"`
		Level   *string  `json:"level" is:"id"` // The level of the rubric that it stands for.
		Or      []string `json:"or" is:"id"`    // Levels of the rubric that it may stand for as well, or instead.
	}
	besideLevel struct {
		publicLevel
		Fit      int              `json:"fit"`                 // Facts that fit.
		Compared int              `json:"compared"`            // Facts that the answers cover.
		Distance *figure          `json:"distance" is:"share"` // Mean gap of those, as a share of their steps; null with fewer than three.
		Expected *figure          `json:"expected" is:"share"` // Distance with one fact more that lies typical apart: the order of near; null with fewer than three.
		Facts    []comparedPublic `json:"facts"`
	}
	statedFact struct {
		Question  string   `json:"question" is:"id"`
		Dimension string   `json:"dimension" is:"id"`
		Option    *string  `json:"option" is:"id"` // Null for a number.
		Least     *figure  `json:"least" is:"size"`
		Most      *figure  `json:"most" is:"size"` // Null also where there is no upper end.
		Steps     expected `json:"steps"`          // On the dimension.
	}
	comparedPublic struct {
		statedFact
		Step *int  `json:"step"` // Of the answer; null without one.
		Gap  *int  `json:"gap"`  // Steps outside of what is stated.
		Fits *bool `json:"fits"`
	}
	// What ladders that use one title state of it.
	spread struct {
		Schema  string        `json:"schema"`
		Rubric  rubricRef     `json:"rubric"`
		Entered string        `json:"entered" is:"day"`
		Level   *string       `json:"level" is:"id"` // That the title stands for; null where a title was asked for.
		Title   *string       `json:"title" is:"text"`
		Levels  []publicLevel `json:"levels"`
		Facts   []spreadFact  `json:"facts"` // Those that most state first.
	}
	spreadFact struct {
		Question  string     `json:"question" is:"id"`
		Dimension string     `json:"dimension" is:"id"`
		Steps     expected   `json:"steps"`  // From the lowest that one states to the highest.
		Silent    int        `json:"silent"` // Levels that state nothing of it.
		Stated    []statedBy `json:"stated"` // The lowest first.
	}
	statedBy struct {
		Ladder string `json:"ladder" is:"id"`
		Title  string `json:"title" is:"text"`
		statedFact
	}
)

// Elsewhere writes a scope beside public ladders as rung.elsewhere/v1.
func Elsewhere(w io.Writer, c elsewhere.Comparison) error {
	usable, not := c.Ladders.Usable(c.Made)
	id := func(d *rubric.Dimension) string { return d.ID }
	beside := func(b elsewhere.Beside) besideLevel { return newBeside(c.Ladders, b) }
	var typical *figure
	if len(c.Near) > 0 {
		typical = figureOf(&c.Typical)
	}
	return Encode(w, elsewhereDoc{
		Schema: "rung.elsewhere/v1", Assessment: newAssessmentRef(c.Assessment),
		Made: newRubricRef(c.Made), Rubric: newRubricRef(c.Ladders.Rubric), Entered: day(c.Ladders),
		Usable: each(usable, id), Unusable: each(not, id), Typical: typical,
		Near: each(c.Near, beside), Thin: each(c.Thin, beside),
	})
}

func day(l *elsewhere.Ladders) string { return l.Entered.Format(time.DateOnly) }

func newBeside(l *elsewhere.Ladders, b elsewhere.Beside) besideLevel {
	out := besideLevel{publicLevel: newPublic(b.Level), Fit: b.Fit, Compared: b.Known}
	if b.Known >= elsewhere.Enough {
		out.Distance, out.Expected = figureOf(&b.Distance), figureOf(&b.Expected)
	}
	out.Facts = each(b.Facts, func(f elsewhere.Compared) comparedPublic {
		one := comparedPublic{statedFact: newStated(l, f.Fact)}
		if f.Answer != nil {
			one.Step, one.Gap, one.Fits = &f.Answer.Step, &f.Gap, new(f.Fits())
		}
		return one
	})
	return out
}

func newPublic(l *elsewhere.Level) publicLevel {
	out := publicLevel{Ladder: l.Ladder.ID, Name: l.Ladder.Name, Source: l.Ladder.Source, Title: l.Title, Or: levelIDs(l.Or)}
	if l.Ladder.Edition != "" {
		out.Edition = &l.Ladder.Edition
	}
	if l.Is != nil {
		out.Level = &l.Is.ID
	}
	return out
}

func newStated(l *elsewhere.Ladders, f elsewhere.Fact) statedFact {
	d := &l.Rubric.Dimensions[f.Question.Dimension]
	steps := f.Steps(d.Top())
	out := statedFact{Question: f.Question.ID, Dimension: d.ID, Steps: expected{steps.Lo, steps.Hi}}
	if f.Option != nil {
		out.Option = &f.Option.ID
		return out
	}
	out.Least = figureOf(&f.Least)
	if f.Most > 0 {
		out.Most = figureOf(&f.Most)
	}
	return out
}

// Spread writes what ladders state of a title as rung.spread/v1.
func Spread(w io.Writer, s *elsewhere.Spread) error {
	out := spread{
		Schema: "rung.spread/v1", Rubric: newRubricRef(s.Ladders.Rubric), Entered: day(s.Ladders),
		Levels: each(s.Levels, newPublic),
		Facts: each(s.Kinds, func(k elsewhere.Stated) spreadFact {
			from, to := newStated(s.Ladders, k.From), newStated(s.Ladders, k.To)
			return spreadFact{
				Question: from.Question, Dimension: from.Dimension, Steps: expected{from.Steps.Min, to.Steps.Max},
				Silent: len(s.Levels) - len(k.By),
				Stated: each(k.By, func(by elsewhere.Says) statedBy {
					return statedBy{by.Ladder.ID, by.Title, newStated(s.Ladders, by.Fact)}
				}),
			}
		}),
	}
	if s.Level != nil {
		out.Level = &s.Levels[0].Is.ID // in the rubric named here
	} else {
		out.Title = &s.Title
	}
	return Encode(w, out)
}
