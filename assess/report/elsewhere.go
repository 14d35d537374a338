package report

import (
	"slices"
	"strings"

	"rung/assess/elsewhere"
	"rung/rubric"
	"rung/rubric/lang"
)

// How many levels of public ladders a screen lists, a page spells out, and a sentence
// names that are as near.
const (
	nearShown = 8
	nearTold  = 10
	tiedNamed = 2
)

// elsewhereView makes documents of a scope beside public ladders.
type elsewhereView struct {
	writing
	c elsewhere.Comparison
}

// Elsewhere is the levels of public ladders nearest to a scope as a screen shows them:
// the nearest, the next ones, and the facts of the nearest that do not fit.
func Elsewhere(c elsewhere.Comparison, tag lang.Tag) Document {
	v := &elsewhereView{writing{tag: tag}, c}
	v.add(Headline{Text: v.nearest() + "."}, v.what())
	v.usable()
	v.add(Break{})
	if len(c.Near) == 0 {
		return v.document()
	}
	v.add(v.short(), Sentence{Text: v.order(), Tone: Faint}, Break{})
	v.told(c.Near[0], 4)
	v.add(Sentence{Text: v.t("Source: %s", c.Near[0].Ladder.Source), Tone: Faint})
	v.add(Next{v.t("Next"), []string{"rung levels " + typedAs(c.Near[0]) + " --elsewhere", "rung help ladders"}})
	return v.document()
}

// typedAs is what a level of a public ladder is asked for by: the level that it stands
// for, else its own title.
func typedAs(b elsewhere.Beside) string {
	if b.Is != nil {
		return b.Is.ID
	}
	return ShellWord(b.Title)
}

// ElsewherePage is the same as it is handed on: every level, the facts of the nearest,
// and the sources.
func ElsewherePage(c elsewhere.Comparison, tag lang.Tag) Document {
	v := &elsewhereView{writing{tag: tag}, c}
	v.add(Headline{Kicker: v.made(c.Assessment) + " · " + v.t("public ladders"), Text: v.nearest()}, v.what())
	v.usable()
	v.part("Levels by their facts", "Apart is the mean gap of the facts, as a share of their steps; none is given with fewer than %d facts.",
		elsewhere.Enough)
	if len(c.Near) > 0 {
		v.add(Sentence{Text: v.order()})
	}
	v.add(v.whole())
	if len(c.Near) > 0 {
		v.part("Fact by fact", "Of the %d nearest. A number fits where it is on the step of what is stated.", min(nearTold, len(c.Near)))
		v.add(v.facts())
	}
	v.heading("Sources")
	v.add(v.sources(c.Ladders.All))
	return v.document()
}

func (v *elsewhereView) document() Document {
	v.add(Footer{v.t("%s · not an assessment", v.asOf(v.c.Ladders))})
	return Document{Lang: v.tag, Title: v.nearest(), Main: laddersGrid, Blocks: v.blocks}
}

// laddersGrid names the levels of public ladders as a table.
const laddersGrid = "ladders"

// asOf says which ladders these are.
func (w *writing) asOf(l *elsewhere.Ladders) string {
	return w.t("%v, facts of %s", lang.Count(len(l.All), "public ladder", "public ladders"), w.date(l.Entered))
}

// nearest names the nearest level, with those that are as near by as many facts.
func (v *elsewhereView) nearest() string {
	name := v.c.Assessment.Subject.Name
	if len(v.c.Near) == 0 {
		return v.spoken(name, "Too few of your answers can be compared with public ladders: no level has %d facts that they cover",
			"Too few answers about %s can be compared with public ladders: no level has %d facts that they cover", elsewhere.Enough)
	}
	var as lang.List
	tied := v.c.Nearest()
	for _, b := range tied[:min(tiedNamed, len(tied))] {
		as = append(as, lang.Verbatim(v.t("%s: %s (%s)", ladderName(b.Ladder), b.Title, v.fit(b))))
	}
	if more := len(tied) - len(as); more > 0 {
		as = append(as, lang.Sprintf("%d more", more))
	}
	if len(as) > 1 {
		return v.spoken(name, "By stated facts, your scope is nearest to %v # several", "By stated facts, the scope of %s is nearest to %v # several", as)
	}
	return v.spoken(name, "By stated facts, your scope is nearest to %v", "By stated facts, the scope of %s is nearest to %v", as)
}

// order says what the order of the levels goes by.
func (v *elsewhereView) order() string {
	return v.t("The nearest first; with few facts, a level ranks closer to the mean gap (%v).", lang.Number{Value: v.c.Typical, Decimals: 2})
}

// fit is how many facts fit, of those that can be compared.
func (v *elsewhereView) fit(b elsewhere.Beside) string {
	return v.t("%d of %v", b.Fit, lang.Count(b.Known, "fact", "facts"))
}

// ladderName is a ladder with the year that it gives itself.
func ladderName(l *elsewhere.Ladder) string {
	if l.Edition == "" {
		return l.Name
	}
	return l.Name + " " + l.Edition
}

// what says what this is.
func (v *elsewhereView) what() Sentence {
	return Sentence{Text: v.t("What titles mean in %v, by stated facts; no assessment.", lang.Count(len(v.c.Ladders.All), "public ladder", "public ladders"))}
}

// usable says on which dimensions of another rubric facts can be compared.
func (v *elsewhereView) usable() {
	usable, not := v.c.Ladders.Usable(v.c.Made)
	if len(not) > 0 {
		v.say("Of %s, the ladders' facts can be compared on %v; not on %v.", rubricName(v.c.Made), v.dimensions(usable), v.dimensions(not))
	}
}

func (v *elsewhereView) dimensions(all []*rubric.Dimension) (names lang.List) {
	for _, d := range all {
		names = append(names, lang.Verbatim(v.name(d)))
	}
	return names
}

// short is the table of the nearest.
func (v *elsewhereView) short() Grid {
	g := Grid{Name: laddersGrid, Title: v.t("Public ladders"), Columns: []Column{
		v.wide("Level"), v.wide("Ladder"), v.figures("Facts that fit"), v.figures("Apart"),
	}, Yields: []Yield{{0, min(nearShown, len(v.c.Near))}, {3, 6}, {4, 5}, {5, 4}, {6, 3}, {8, 2}}}
	thin := len(v.c.Thin)
	g.More = func(left int) string {
		if thin == 0 {
			return v.t("%d more: -o FILE lists all.", left)
		}
		return v.t("%d more, and %d with fewer than %d facts to compare: -o FILE lists all.", left-thin, thin, elsewhere.Enough)
	}
	for _, b := range slices.Concat(v.c.Near, v.c.Thin) {
		g.Rows = append(g.Rows, []Cell{text(b.Title), text(ladderName(b.Ladder)), text(v.t("%d of %d", b.Fit, b.Known)), v.figure(b.Distance, 2)})
	}
	return g
}

// told is which facts of a level fit, and the widest of those that do not.
func (v *elsewhereView) told(b elsewhere.Beside, most int) {
	var fit lang.List
	var unknown [elsewhere.Never + 1]lang.List // by how they are asked
	var not []elsewhere.Compared
	for _, f := range b.Facts {
		title := lang.Verbatim(f.Title.In(v.tag))
		switch {
		case f.Answer == nil:
			unknown[f.Asked] = append(unknown[f.Asked], title)
		case f.Fits():
			fit = append(fit, title)
		default:
			not = append(not, f)
		}
	}
	v.heading("%s: %s", ladderName(b.Ladder), b.Title)
	if len(fit) > 0 {
		v.say("Facts that fit: %v.", fit)
	}
	v.unknown(unknown)
	v.misses(not, most)
}

// unknown names the facts that nothing is known of, by how their questions are asked.
func (v *elsewhereView) unknown(facts [elsewhere.Never + 1]lang.List) {
	var said []string
	if all := facts[elsewhere.Alike]; len(all) > 0 {
		said = append(said, v.t("Not answered: %v.", all))
	}
	if all := facts[elsewhere.Unfit]; len(all) > 0 {
		said = append(said, v.t("Answered, but the answer does not fit %s, so not compared: %v.", v.asking(), all))
	}
	if all := facts[elsewhere.Otherwise]; len(all) > 0 {
		said = append(said, v.t("Asked in other words by %s, so not compared: %v.", v.c.Made.ID+" "+v.c.Made.Version, all))
	}
	if all := facts[elsewhere.Never]; len(all) > 0 {
		said = append(said, v.t("Not asked: %v.", all))
	}
	if len(said) > 0 {
		v.add(Sentence{Text: strings.Join(said, " ")})
	}
}

// asking names the rubric whose questions the facts answer.
func (v *elsewhereView) asking() string {
	return v.c.Ladders.Rubric.ID + " " + v.c.Ladders.Rubric.Version
}

// misses are facts that do not fit, the widest first.
func (v *elsewhereView) misses(facts []elsewhere.Compared, most int) {
	slices.SortStableFunc(facts, func(a, b elsewhere.Compared) int { return b.Gap - a.Gap })
	var items []Item
	for _, f := range facts[:min(most, len(facts))] {
		items = append(items, Item{Text: f.Title.In(v.tag), Sides: []Side{
			{Label: v.t("stated"), Texts: []Said{{Text: v.stated(f.Fact)}}},
			{Label: v.t("answered"), Texts: []Said{{Text: v.answered(f)}}},
		}})
	}
	if len(items) > 0 {
		v.add(Items{Items: items, Title: func(shown int) string { return v.t("Do not fit (%d of %d):", shown, len(facts)) },
			Yields: []Yield{{1, 3}, {2, 2}, {7, 1}}})
	}
}

// stated is a fact in words; a number goes without its unit, which the title has.
func (w *writing) stated(f elsewhere.Fact) string {
	least := lang.Verbatim(w.steps(f.Least))
	switch {
	case f.Option != nil:
		return f.Option.Text.In(w.tag)
	case f.Most == 0:
		return w.t("%v or more", least)
	case f.Most > f.Least:
		return w.t("%v to %v", least, lang.Verbatim(w.steps(f.Most)))
	}
	return least.In(w.tag)
}

// answered is the answer to the question of a fact.
func (v *elsewhereView) answered(f elsewhere.Compared) string {
	switch {
	case f.Asked == elsewhere.Unfit:
		return v.t("answered, but not so that it fits %s", v.asking())
	case f.Asked == elsewhere.Otherwise:
		return v.t("asked in other words")
	case f.Asked == elsewhere.Never:
		return v.t("not asked")
	case f.Answer == nil:
		return v.t("no answer")
	}
	return v.reply(f.Question, f.Answer.Answer)
}

// whole is the table of all levels, those with too few facts last.
func (v *elsewhereView) whole() Grid {
	g := Grid{Name: laddersGrid, Title: v.t("Public ladders"), Columns: []Column{
		v.wide("Level"), v.wide("Ladder"), v.column("Edition"), v.figures("Facts that fit"), v.figures("Facts compared"), v.figures("Facts stated"), v.figures("Apart"),
		v.wide("Facts that do not fit"),
	}}
	for _, b := range v.c.Near {
		g.Rows = append(g.Rows, v.row(b, v.figure(b.Distance, 3)))
	}
	for _, b := range v.c.Thin {
		g.Rows = append(g.Rows, v.row(b, absent("–")))
	}
	return g
}

func (v *elsewhereView) row(b elsewhere.Beside, apart Cell) []Cell {
	var not lang.List
	for _, f := range b.Facts {
		if f.Answer != nil && !f.Fits() {
			not = append(not, lang.Verbatim(f.Title.In(v.tag)))
		}
	}
	edition := text(b.Ladder.Edition)
	if b.Ladder.Edition == "" {
		edition = absent("–")
	}
	return []Cell{text(b.Title), text(b.Ladder.Name), edition, v.count(b.Fit), v.count(b.Known), v.count(len(b.Facts)), apart, text(v.in(not))}
}

// facts is the table of the facts of the nearest.
func (v *elsewhereView) facts() Grid {
	g := Grid{Name: "facts", Title: v.t("Facts"), Columns: []Column{
		v.wide("Level"), v.wide("Ladder"), v.wide("Fact"), v.wide("Stated"), v.wide("Answered"), v.figures("Steps apart"),
	}}
	for _, b := range v.c.Near[:min(nearTold, len(v.c.Near))] {
		for _, f := range b.Facts {
			apart := absent("?")
			if f.Answer != nil {
				apart = v.count(f.Gap)
			}
			g.Rows = append(g.Rows, []Cell{text(b.Title), text(ladderName(b.Ladder)), text(f.Title.In(v.tag)),
				text(v.stated(f.Fact)), text(v.answered(f)), apart})
		}
	}
	return g
}

// sources is where ladders are published.
func (w *writing) sources(ladders []elsewhere.Ladder) Grid {
	g := Grid{Name: "sources", Title: w.t("Sources"), Columns: []Column{w.wide("Ladder"), w.wide("Source")}}
	for i := range ladders {
		g.Rows = append(g.Rows, []Cell{text(ladderName(&ladders[i])), text(ladders[i].Source)})
	}
	return g
}
