package report

import (
	"io"
	"strconv"

	"rung/assess"
	"rung/rubric/lang"
)

// questionsShown is how many questions a comparison spells out.
const questionsShown = 5

// Comparison writes results side by side: the levels, the dimensions, and the
// questions on which the answers part most.
func Comparison(w io.Writer, c assess.Comparison, o Options) error {
	p := newPage(w, o)
	p.comparedLevels(c)
	p.blank()
	p.comparedDimensions(c)
	p.comparedQuestions(c)
	if oneRubric(c.Results) {
		p.blank()
		p.faint(lang.T("%s", "%s"), rubricName(c.Results[0]))
	}
	return p.err
}

func (p *page) comparedLevels(c assess.Comparison) {
	if subject := c.Results[0].Assessment.Subject; subject.Name == "" {
		p.strong(lang.T("%d assessments of you, side by side", "%d évaluations vous concernant, côte à côte"), len(c.Results))
	} else {
		p.strong(lang.T("%d assessments of %s, side by side", "%d évaluations concernant %s, côte à côte"), len(c.Results), lang.Defang(subject.Name))
	}
	p.blank()
	g := grid{header: []string{"", p.t(lang.T("By", "Par")), p.t(lang.T("Date", "Date")), p.t(lang.T("Level", "Niveau")), p.t(lang.T("Confidence", "Confiance")), p.t(lang.T("Standing", "Position"))},
		right: []int{4, 5}, wrap: []int{1}}
	for i, res := range c.Results {
		cells := p.historyRow(res)
		g.row(letter(i), cells[1], cells[0], cells[2], cells[3], cells[4])
	}
	p.grid(&g)
}

// letter names the i-th result in the columns of a comparison.
func letter(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return strconv.Itoa(i + 1)
}

func (p *page) comparedDimensions(c assess.Comparison) {
	g := grid{header: []string{p.t(lang.T("Dimension", "Dimension"))}, wrap: []int{0}}
	for i := range c.Results {
		g.header = append(g.header, letter(i))
		g.right = append(g.right, i+1)
	}
	g.header = append(g.header, p.t(lang.T("Apart", "Écart")))
	g.right = append(g.right, len(c.Results)+1)
	for _, d := range c.Dimensions {
		row := []string{lang.Defang(d.Dimension.Title.In(p.Lang))}
		for _, v := range d.Values {
			row = append(row, p.stepsOrNone(v))
		}
		g.row(append(row, p.stepsOrNone(d.Spread))...)
	}
	p.grid(&g)
}

func (p *page) stepsOrNone(v *float64) string {
	if v == nil {
		return "?"
	}
	return p.steps(*v)
}

// comparedQuestions spells out the widest differences, in the words of the
// answers.
func (p *page) comparedQuestions(c assess.Comparison) {
	if len(c.Questions) == 0 {
		return
	}
	voice := assess.Voice{Lang: p.Lang, About: c.Results[0].Assessment.Subject.Name}
	p.blank()
	p.strong(lang.T("Where the answers part most (%d of %v):", "Là où les réponses divergent le plus (%d sur %v) :"),
		min(questionsShown, len(c.Questions)), lang.Count{N: len(c.Questions), One: lang.T("difference", "différence"), Many: lang.T("differences", "différences")})
	for _, q := range c.Widest(questionsShown) {
		p.hang("  ", "    ", lang.Defang(voice.Wording(q.Question)))
		for i, s := range q.Answers {
			if s != nil {
				p.hang("    "+letter(i)+"  ", "       ", p.answer(s))
			}
		}
	}
}

func (p *page) answer(s *assess.AnswerStep) string {
	text := lang.Defang(assess.Said(s.Question, s.Answer, p.Lang))
	if s.Answer.Note != "" {
		text += " — " + lang.Defang(s.Answer.Note)
	}
	return text
}

type (
	comparisonJSON struct {
		Schema     string                  `json:"schema"`
		Results    []resultJSON            `json:"results"`
		Dimensions []comparedDimensionJSON `json:"dimensions"`
		Questions  []comparedQuestionJSON  `json:"questions"`
	}
	comparedDimensionJSON struct {
		ID     string    `json:"id"`
		Values []*figure `json:"values"`
		Spread *figure   `json:"spread"`
	}
	comparedQuestionJSON struct {
		ID     string `json:"id"`
		Steps  []*int `json:"steps"`
		Spread int    `json:"spread"`
	}
)

// ComparisonJSON writes a comparison as rung.comparison/v1.
func ComparisonJSON(w io.Writer, c assess.Comparison) error {
	return EncodeJSON(w, comparisonJSON{
		Schema:  "rung.comparison/v1",
		Results: each(c.Results, newResultJSON),
		Dimensions: each(c.Dimensions, func(d assess.ComparedDimension) comparedDimensionJSON {
			return comparedDimensionJSON{d.Dimension.ID, each(d.Values, figureOf), figureOf(d.Spread)}
		}),
		Questions: each(c.Questions, func(q assess.ComparedQuestion) comparedQuestionJSON {
			steps := each(q.Answers, func(s *assess.AnswerStep) *int {
				if s == nil {
					return nil
				}
				return &s.Step
			})
			return comparedQuestionJSON{q.Question.ID, steps, q.Spread}
		}),
	})
}
