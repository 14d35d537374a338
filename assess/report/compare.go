package report

import (
	"strconv"
	"time"

	"rung/assess"
	"rung/rubric/lang"
)

// questionsShown is how many questions a comparison spells out on a screen.
const questionsShown = 5

// Comparison is results side by side: the levels, the dimensions, and the
// questions on which the answers part most. One rater's are then and now, and go by
// their dates; others go by letters.
func Comparison(c assess.Comparison, tag lang.Tag) Document {
	w := writing{tag: tag}
	w.add(Headline{Text: w.sideBySide(c)}, Break{}, w.comparedLevels(c), Break{})
	w.overTime(c)
	w.add(w.comparedDimensions(c))
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
	w.overTime(c)
	if thenAndNow(c.Results) {
		w.part("Dimension by dimension", "Steps, by date. The line is the course of each.")
	} else {
		w.part("Dimension by dimension", "Steps, each assessment by its letter. The line is how far apart they are.")
	}
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
			side := Side{Label: w.label(c, r) + " · " + w.who(c.Results[r].Assessment)}
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
	subject := c.Results[0].Assessment.Subject
	switch {
	case thenAndNow(c.Results) && subject.Name != "":
		return w.t("%s, then and now", subject.Name)
	case thenAndNow(c.Results):
		return w.t("You, then and now")
	case subject.Name != "":
		return w.t("%d assessments of %s, side by side", len(c.Results), subject.Name)
	}
	return w.t("%d assessments of you, side by side", len(c.Results))
}

// thenAndNow reports whether results are one rater's, each of another day.
func thenAndNow(results []*assess.Result) bool {
	days := map[string]bool{}
	for _, res := range results {
		a, first := res.Assessment, results[0].Assessment
		if a.Rater.ID != first.Rater.ID || a.Relation != first.Relation {
			return false
		}
		days[a.CompletedAt.UTC().Format(time.DateOnly)] = true
	}
	return len(days) == len(results)
}

// overTime says how far one rater's standing moved, and whether the rubric did.
func (w *writing) overTime(c assess.Comparison) {
	if !oneRubric(c.Results) {
		refs, versions := rubricsOf(c.Results)
		w.add(Sentence{Text: w.t("Made with different versions of the rubric, %v: a step need not mean the same in each, and the dimensions are "+
			"those of the first.", versions)})
		w.namesakes(refs)
		w.add(Break{})
	} else if t, ok := assess.NewTrend(c.Results); ok && thenAndNow(c.Results) {
		w.add(Sentence{Text: w.trend(t)}, Break{})
	}
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
	if thenAndNow(c.Results) {
		g.Columns = g.Columns[1:]
		for i := range g.Rows {
			g.Rows[i] = g.Rows[i][1:]
		}
	}
	return g
}

// label is what the i-th result is called in the columns of a comparison.
func (w *writing) label(c assess.Comparison, i int) string {
	if thenAndNow(c.Results) {
		return w.day(c.Results[i].Assessment.CompletedAt)
	}
	return letter(i)
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
		g.Columns = append(g.Columns, Column{Title: w.label(c, i), Figures: true})
	}
	if thenAndNow(c.Results) {
		g.Columns = append(g.Columns, w.figures("Change"))
	} else {
		g.Columns = append(g.Columns, w.figures("Apart"))
	}
	for _, d := range c.Dimensions {
		row := []Cell{text(w.name(d.Dimension))}
		for _, v := range d.Values {
			row = append(row, w.mean(v))
		}
		g.Rows = append(g.Rows, append(row, w.apart(c, d)))
	}
	return g
}

// apart is how far the results are from each other on a dimension, or how far the
// last moved from the first.
func (w *writing) apart(c assess.Comparison, d assess.ComparedDimension) Cell {
	if thenAndNow(c.Results) {
		row := w.course("", w.dates(c.Results), d.Values, 0, float64(d.Dimension.Top()))
		course, moved := row[1], row[2]
		moved.Drawing = course.Drawing
		return moved
	}
	spots := Spots{Values: d.Values, Top: d.Dimension.Top()}
	for i := range d.Values {
		spots.Names = append(spots.Names, letter(i))
	}
	apart := w.mean(d.Spread)
	apart.Drawing = spots
	return apart
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
				item.Under = append(item.Under, Item{Lead: w.label(c, i), Text: w.answer(s)})
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
