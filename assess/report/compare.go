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
	w := writing{tag: tag}
	w.add(Headline{Text: w.sideBySide(c)}, Break{}, w.comparedLevels(c), Break{}, w.comparedDimensions(c))
	if n := len(c.Questions); n > 0 {
		w.heading("Where the answers part most (%d of %v)", min(questionsShown, n), lang.Count(n, "difference", "differences"))
		w.add(Items{Items: w.comparedQuestions(c, questionsShown)})
	}
	w.add(Break{})
	return w.compared(c)
}

// ComparisonPage is the same as it is handed on, with every question on which the
// answers part.
func ComparisonPage(c assess.Comparison, tag lang.Tag) Document {
	w := writing{tag: tag}
	w.add(Headline{Kicker: w.kickerOf(w.t("Comparison"), c.Results), Text: w.sideBySide(c)}, w.comparedLevels(c))
	w.part("Dimension by dimension", "Steps, each assessment by its letter. The line is how far apart they are.")
	w.add(w.comparedDimensions(c))
	if n := len(c.Questions); n > 0 {
		w.part("Question by question", "%v, widest first.", lang.Count(n, "difference", "differences"))
		items := w.comparedQuestions(c, n)
		if len(c.Results) <= besides {
			w.beside(c, items)
		}
		w.add(Items{Apart: true, Items: items})
	}
	return w.compared(c)
}

// besides is how many assessments have room beside each other.
const besides = 3

// beside sets what was answered to each question side by side.
func (w *writing) beside(c assess.Comparison, items []Item) {
	for i, q := range c.Widest(len(items)) {
		items[i].Under = nil
		for r, s := range q.Answers {
			side := Side{Label: letter(r) + " · " + w.who(c.Results[r].Assessment)}
			if s != nil {
				side.Texts = []Said{{Text: w.reply(s.Question, s.Answer), Note: s.Answer.Note}}
			}
			items[i].Sides = append(items[i].Sides, side)
		}
	}
}

func (w *writing) compared(c assess.Comparison) Document {
	w.rubricFooter(c.Results)
	return Document{Lang: w.tag, Title: w.sideBySide(c), Main: "dimensions", Blocks: w.blocks}
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
		spots := Spots{Values: d.Values, Top: d.Dimension.Top()}
		for i, v := range d.Values {
			row = append(row, w.mean(v))
			spots.Names = append(spots.Names, letter(i))
		}
		apart := w.mean(d.Spread)
		apart.Drawing = spots
		g.Rows = append(g.Rows, append(row, apart))
	}
	return g
}

// comparedQuestions spells out the widest differences, in the words of the
// answers.
func (w *writing) comparedQuestions(c assess.Comparison, most int) []Item {
	voice := assess.Voice{Lang: w.tag, About: c.Results[0].Assessment.Subject.Name}
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
	return items
}

// answer is what was answered, with its note.
func (w *writing) answer(s *assess.AnswerStep) string {
	said := w.reply(s.Question, s.Answer)
	if s.Answer.Note != "" {
		said += " — " + s.Answer.Note
	}
	return said
}
