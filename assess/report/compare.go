package report

import (
	"strconv"

	"rung/assess"
	"rung/rubric/lang"
)

// questionsShown is how many questions a comparison spells out on a screen.
const questionsShown = 5

// Comparison is results side by side: the levels, the dimensions, and the
// questions on which the answers part most.
func Comparison(c assess.Comparison, tag lang.Tag) Document {
	return comparison(c, tag, questionsShown)
}

// ComparisonPage is the same as it is handed on, with every question on which the
// answers part.
func ComparisonPage(c assess.Comparison, tag lang.Tag) Document {
	return comparison(c, tag, len(c.Questions))
}

func comparison(c assess.Comparison, tag lang.Tag, questions int) Document {
	w := writing{tag: tag}
	headline := w.sideBySide(c)
	w.add(Headline{Text: headline}, Break{}, w.comparedLevels(c), Break{}, w.comparedDimensions(c))
	w.comparedQuestions(c, questions)
	w.add(Break{})
	w.rubricFooter(c.Results)
	return Document{Lang: tag, Title: headline, Main: "dimensions", Blocks: w.blocks}
}

func (w *writing) sideBySide(c assess.Comparison) string {
	if subject := c.Results[0].Assessment.Subject; subject.Name != "" {
		return w.t("%d assessments of %s, side by side", len(c.Results), subject.Name)
	}
	return w.t("%d assessments of you, side by side", len(c.Results))
}

func (w *writing) comparedLevels(c assess.Comparison) Grid {
	g := Grid{Name: assessmentsGrid, Title: w.t("Assessments"), Columns: []Column{
		{Data: w.t("Column")}, w.wide("By"), w.column("Date"), w.column("Level"),
		w.figures("Confidence"), w.figures("Standing"),
	}}
	for i, res := range c.Results {
		cells := w.outcome(res)
		g.Rows = append(g.Rows, []Cell{text(letter(i)), cells[1], cells[0], cells[2], cells[3], cells[4]})
	}
	return g
}

// letter names the i-th result in the columns of a comparison.
func letter(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return strconv.Itoa(i + 1)
}

func (w *writing) comparedDimensions(c assess.Comparison) Grid {
	g := Grid{Name: "dimensions", Title: w.t("Dimensions"), Columns: []Column{w.wide("Dimension")}}
	for i := range c.Results {
		g.Columns = append(g.Columns, Column{Title: letter(i), Figures: true})
	}
	g.Columns = append(g.Columns, w.figures("Apart"))
	for _, d := range c.Dimensions {
		row := []Cell{text(w.name(d.Dimension))}
		for _, v := range d.Values {
			row = append(row, w.mean(v))
		}
		g.Rows = append(g.Rows, append(row, w.mean(d.Spread)))
	}
	return g
}

// comparedQuestions spells out the widest differences, in the words of the
// answers.
func (w *writing) comparedQuestions(c assess.Comparison, most int) {
	if len(c.Questions) == 0 {
		return
	}
	voice := assess.Voice{Lang: w.tag, About: c.Results[0].Assessment.Subject.Name}
	w.heading("Where the answers part most (%d of %v):",
		min(most, len(c.Questions)), lang.Count(len(c.Questions), "difference", "differences"))
	var items []Item
	for _, q := range c.Widest(most) {
		item := Item{Text: voice.Wording(q.Question)}
		for i, s := range q.Answers {
			if s != nil {
				item.Under = append(item.Under, Item{Lead: letter(i), Text: w.answer(s)})
			}
		}
		items = append(items, item)
	}
	w.add(Items{Items: items})
}

// answer is what was answered, with its note.
func (w *writing) answer(s *assess.AnswerStep) string {
	said := assess.Said(s.Question, s.Answer, w.tag)
	if s.Answer.Note != "" {
		said += " — " + s.Answer.Note
	}
	return said
}
