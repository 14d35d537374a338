package report

import (
	"slices"

	"rung/assess/elsewhere"
	"rung/rubric/lang"
)

// spreadView makes documents of what ladders state of a title.
type spreadView struct {
	writing
	s *elsewhere.Spread
}

// TitleSpread is what public ladders state of one title, as a screen shows it: from
// where to where each fact goes, and who says what where most say something.
func TitleSpread(s *elsewhere.Spread, tag lang.Tag) Document {
	v := &spreadView{writing{tag: tag}, s}
	v.add(Headline{Text: v.title() + "."}, v.who(), Break{})
	g := v.ranges()
	g.Yields = []Yield{{4, 10}, {5, 8}, {6, 7}, {7, 6}, {8, 5}, {9, 4}}
	g.More = func(left int) string {
		return v.t("%v more, and who says what: -o FILE lists all.", lang.Count(left, "fact", "facts"))
	}
	v.add(g, Break{})
	v.add(v.says())
	return v.document()
}

// TitleSpreadPage is the same as it is handed on, with who says what of every fact.
func TitleSpreadPage(s *elsewhere.Spread, tag lang.Tag) Document {
	v := &spreadView{writing{tag: tag}, s}
	v.add(Headline{Kicker: v.asOf(s.Ladders), Text: v.title()}, v.who(), v.ranges())
	v.heading("Who says what")
	v.add(v.table())
	v.heading("Sources")
	v.add(v.sources(v.ladders()))
	return v.document()
}

func (v *spreadView) document() Document {
	v.add(Footer{v.t("%s · stated facts, not a rule", v.asOf(v.s.Ladders))})
	return Document{Lang: v.tag, Title: v.title(), Main: spreadGrid, Blocks: v.blocks}
}

// spreadGrid names what ladders state as a table.
const spreadGrid = "spread"

func (v *spreadView) title() string {
	var name lang.Localized = lang.Quoted(v.s.Title)
	if v.s.Level != nil {
		name = lang.Verbatim(v.writing.title(v.s.Level))
	}
	return v.t("%v in public ladders: %v", name, lang.Count(len(v.s.Levels), "level", "levels"))
}

// who names the ladders that have the title, or a level that stands for it.
func (v *spreadView) who() Sentence {
	var all lang.List
	for _, l := range v.ladders() {
		all = append(all, lang.Verbatim(ladderName(&l)))
	}
	if v.s.Level == nil {
		return Sentence{Text: v.t("The title stands in these: %v.", all)}
	}
	return Sentence{Text: v.t("The levels that stand for it, by title or place, in these: %v.", all)}
}

// ranges is from where to where each fact goes, and how many say nothing.
func (v *spreadView) ranges() Grid {
	g := Grid{Name: spreadGrid, Title: v.t("Facts"), Columns: []Column{v.wide("Fact"), v.wide("From"), v.wide("To"), v.figures("Say nothing")}}
	for _, k := range v.s.Kinds {
		from, to := k.From, k.To
		row := []Cell{text(k.Title.In(v.tag)), {}, {}, v.count(len(v.s.Levels) - len(k.By))}
		if from.Option != nil {
			row[1], row[2] = text(v.stated(from)), text(v.stated(to))
		} else {
			row[1], row[2] = text(v.steps(from.Least)), text(v.t("no upper end"))
			if to.Most > 0 {
				row[2] = text(v.steps(to.Most))
			}
		}
		if row[1].Text == row[2].Text {
			row[2] = Cell{Text: "=", Words: v.t("the same")}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// says spells out who says what.
func (v *spreadView) says() Items {
	var items []Item
	for _, k := range v.s.Kinds {
		item := Item{Text: k.Title.In(v.tag)}
		for _, said := range v.grouped(k) {
			item.Under = append(item.Under, Item{Text: v.t("%s: %v", said.text, said.by)})
		}
		items = append(items, item)
	}
	return Items{Title: over(v.t("Who says what:")), Items: items, Flush: true, Yields: []Yield{{1, 4}, {2, 2}, {3, 0}}}
}

// statement is what several ladders state alike.
type statement struct {
	text string
	by   lang.List
}

// grouped are the statements of one kind, the lowest first.
func (v *spreadView) grouped(k elsewhere.Stated) (all []statement) {
	for _, by := range k.By {
		said := v.stated(by.Fact)
		if n := len(all); n == 0 || all[n-1].text != said {
			all = append(all, statement{text: said})
		}
		last := &all[len(all)-1]
		last.by = append(last.by, lang.Verbatim(v.saying(by.Level)))
	}
	return all
}

// saying names a ladder, and its level where several of its levels are meant.
func (v *spreadView) saying(l *elsewhere.Level) string {
	others := func(other *elsewhere.Level) bool { return other.Ladder == l.Ladder && other != l }
	if !slices.ContainsFunc(v.s.Levels, others) {
		return ladderName(l.Ladder)
	}
	return called(ladderName(l.Ladder), l.Title)
}

// table is who says what, a row per statement.
func (v *spreadView) table() Grid {
	g := Grid{Name: "statements", Title: v.t("Statements"), Columns: []Column{v.wide("Fact"), v.wide("Stated"), v.wide("Ladder"), v.wide("Level")}}
	for _, k := range v.s.Kinds {
		for _, by := range k.By {
			g.Rows = append(g.Rows, []Cell{text(k.Title.In(v.tag)), text(v.stated(by.Fact)), text(ladderName(by.Ladder)), text(by.Level.Title)})
		}
	}
	return g
}

// ladders are those that the levels are of.
func (v *spreadView) ladders() (all []elsewhere.Ladder) {
	for _, l := range v.s.Levels {
		if n := len(all); n == 0 || all[n-1].ID != l.Ladder.ID {
			all = append(all, *l.Ladder)
		}
	}
	return all
}
