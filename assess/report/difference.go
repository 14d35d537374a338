package report

import (
	"slices"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// diffView makes documents of what differs between two rubrics.
type diffView struct {
	writing
	diff  assess.Difference
	whole bool // what was and what is are said whole; else from about where they differ
}

// Difference is what differs from one rubric to another, and whose level does.
func Difference(diff assess.Difference, tag lang.Tag) Document {
	v := diffView{writing{tag: tag}, diff, false}
	v.verdict()
	v.compared()
	v.renamed()
	v.moved()
	return v.document()
}

// DifferencePage is the same as it is handed on, with every person in a table, and the
// words whole.
func DifferencePage(diff assess.Difference, tag lang.Tag) Document {
	v := diffView{writing{tag: tag}, diff, true}
	v.verdict()
	v.compared()
	v.renamed()
	if len(diff.Compared) > 0 {
		v.say("%v.", comeElsewhere(len(diff.Moved)))
		v.add(v.people())
	}
	return v.document()
}

func (v *diffView) document() Document {
	if len(v.diff.Changes) > 0 {
		v.add(Break{}, v.changes())
	}
	v.add(Footer{rubricName(v.diff.From) + " · " + rubricName(v.diff.To)})
	return Document{Lang: v.tag, Title: v.title(v.diff.From) + ", " + v.title(v.diff.To), Main: changesGrid, Blocks: v.blocks}
}

// The tables by their names.
const changesGrid, peopleGrid = "changes", "people"

func (v *diffView) title(r *rubric.Rubric) string { return r.ID + " " + r.Version }

func (v *diffView) verdict() {
	v.add(Headline{Text: v.t("From %s to %s, %v.", v.title(v.diff.From), v.title(v.diff.To), v.verdictOf())})
	switch due, unraised := v.diff.Unraised(); {
	case due != "":
		v.say("The version was not raised; it should be %s.", due)
	case unraised:
		v.say("The version was not raised.")
	}
}

// verdictOf says what kind of version the second rubric is, by what differs.
func (v *diffView) verdictOf() lang.Localized {
	switch verdict := v.diff.Verdict(); {
	case verdict == assess.Same:
		return lang.Text("nothing differs")
	case verdict == assess.Patch:
		return lang.Text("a patch: only words differ")
	case verdict == assess.Minor && v.fitGone():
		if kinds := v.minorKinds(); len(kinds) > 0 {
			return lang.Sprintf("minor: the fit is gone, else nothing but %v", kinds)
		}
		return lang.Text("minor: the fit is gone")
	case verdict == assess.Minor:
		return lang.Sprintf("minor: nothing but %v", v.minorKinds())
	case len(v.diff.Moved) > 0:
		return lang.Text("major: levels change")
	case v.diff.OnlyLanguages():
		return lang.Text("major: a language is gone")
	}
	return lang.Text("major: what is expected or asked is another")
}

func (v *diffView) fitGone() bool {
	return slices.ContainsFunc(v.diff.Changes, func(c rubric.Change) bool { return c.Of == rubric.TheFit && c.To == "" })
}

// minorKinds are the kinds of change that a minor version may have, of those there are,
// without that the fit is gone.
func (v *diffView) minorKinds() (kinds lang.List) {
	var added, fitted, worded bool
	for _, c := range v.diff.Changes {
		added = added || c.How == rubric.Added
		fitted = fitted || c.Of == rubric.TheFit && c.To != ""
		worded = worded || c.How == rubric.Reworded
	}
	for _, kind := range []struct {
		there bool
		name  lang.Text
	}{{added, "additions"}, {fitted, "another fit"}, {worded, "other words"}} {
		if kind.there {
			kinds = append(kinds, kind.name)
		}
	}
	return kinds
}

// compared says whose answers were scored on both rubrics.
func (v *diffView) compared() {
	counts := map[assess.Origin]func(int) lang.Counted{
		assess.OfPersona: func(n int) lang.Counted { return lang.Count(n, "persona", "personas") },
		assess.OfStore: func(n int) lang.Counted {
			return lang.Count(n, "assessment from the store", "assessments from the store")
		},
		assess.OfFile: func(n int) lang.Counted { return lang.Count(n, "assessment from a file", "assessments from files") },
	}
	var all lang.List
	for _, from := range assess.Origins {
		if n := v.diff.Of(from); n > 0 {
			all = append(all, counts[from](n))
		}
	}
	switch {
	case !v.diff.Comparable():
		v.say("They have no question in common; nobody's answers can be compared.")
	case len(all) == 0:
		v.say("Nobody's answers were compared; --against FILE or --against store does.")
	default:
		v.say("Compared: %v.", all)
	}
}

// renamed says which levels go by another name now, which is theirs in all that follows.
func (v *diffView) renamed() {
	var all []string
	for _, was := range v.diff.From.Levels {
		if i := v.diff.To.LevelIndex(was.ID); i >= 0 && v.diff.To.Levels[i].Short != was.Short {
			all = append(all, was.Short+" → "+v.diff.To.Levels[i].Short)
		}
	}
	if len(all) > 0 {
		v.say("Called otherwise now: %s.", strings.Join(all, v.t("; ")))
	}
}

func comeElsewhere(n int) lang.Localized {
	if n == 0 {
		return lang.Text("Nobody comes to another level")
	}
	return lang.Count(n, "comes to another level", "come to another level")
}

// moved lists whose answers name another level, and what decided it.
func (v *diffView) moved() {
	all := len(v.diff.Moved)
	if all == 0 && len(v.diff.Compared) > 0 {
		v.say("%v.", comeElsewhere(all))
	}
	items := Items{
		Yields: []Yield{{2, 6}, {3, 4}, {4, 3}, {5, 2}},
		Title: func(shown int) string {
			if shown < all {
				return v.t("%v; here the first %d, and all with --format csv --table people:", comeElsewhere(all), shown)
			}
			return v.t("%v:", comeElsewhere(all))
		},
	}
	for _, m := range v.diff.Moved {
		item := Item{Text: v.t("%s: %s, was %s", m.Name, v.level(m.Is), v.level(m.Was))}
		for _, why := range v.why(m) {
			item.Under = append(item.Under, Item{Text: why})
		}
		items.Items = append(items.Items, item)
	}
	if all > 0 {
		v.add(items)
	}
}

var originNames = map[assess.Origin]lang.Text{
	assess.OfPersona: "persona", assess.OfStore: "store", assess.OfFile: "file",
}

// people is the same as a table.
func (v *diffView) people() Grid {
	g := Grid{Name: peopleGrid, Title: v.t("People"), Columns: []Column{
		v.wide("Person"), v.column("Origin"), v.column("Was"), v.column("Is"), v.wide("Why"),
	}}
	for _, m := range v.diff.Moved {
		why := strings.Join(v.why(m), v.t("; "))
		g.Rows = append(g.Rows, []Cell{text(m.Name), text(v.in(originNames[m.From])), text(v.level(m.Was)), text(v.level(m.Is)), text(why)})
	}
	return g
}

func (v *diffView) level(l *rubric.Level) string {
	if l == nil {
		return v.t("no level # that answers name")
	}
	if i := v.diff.To.LevelIndex(l.ID); i >= 0 {
		l = &v.diff.To.Levels[i]
	}
	return v.shortTitle(l)
}

// why is what decided a level; where it takes several differences, what became of the
// answers.
func (v *diffView) why(m assess.Moved) (why []string) {
	for _, c := range m.Why {
		why = append(why, v.said(c)...)
	}
	if len(why) > 0 {
		return why
	}
	why = []string{v.t("several differences together")}
	if len(m.Unfit) > 0 {
		why = append(why, v.t("no longer fit: %v", questionIDs(m.Unfit)))
	}
	if len(m.Stepped) > 0 {
		why = append(why, v.t("another step now: %v", questionIDs(m.Stepped)))
	}
	return why
}

func questionIDs(questions []*rubric.Question) lang.List {
	var ids lang.List
	for _, q := range questions {
		ids = append(ids, lang.Verbatim(q.ID))
	}
	return ids
}

// said is a change in a few words, what was on a line of its own.
func (v *diffView) said(c rubric.Change) []string {
	part, was, is := v.part(c)+" "+v.in(howOf(c)), v.figuresOf(v.diff.From, c).Text, v.figuresOf(v.diff.To, c).Text
	switch {
	case c.Of == rubric.TheFit && v.diff.From.Spread[0] > 0 && v.diff.To.Spread[0] == 0:
		return []string{part + v.colon() + v.t("without a spread, nobody is told that no level fits")}
	case c.How == rubric.Changed, c.How == rubric.Reweighted:
		return []string{part + v.colon() + is, v.t("was: %s", was)}
	case c.How == rubric.Added:
		return []string{part + v.colon() + is}
	}
	return []string{part}
}

func (v *diffView) changes() Grid {
	was, is := v.wide("Was"), v.wide("Is")
	was.Lines, is.Lines = linesOfWords, linesOfWords
	g := Grid{
		Name: changesGrid, Title: v.t("Changes"), Columns: []Column{v.wide("Part"), v.column("Change"), was, is},
		Yields: []Yield{{1, 14}, {2, 10}, {3, 7}, {6, 5}, {7, 3}},
		More: func(left int) string {
			return v.t("… and %v; --format csv has all", lang.Count(left, "more change", "more changes"))
		},
	}
	for _, c := range v.diff.Changes {
		if c.How == rubric.Reworded {
			g.Rows = append(g.Rows, v.reworded(c)...)
			continue
		}
		was, is := v.figuresOf(v.diff.From, c), v.figuresOf(v.diff.To, c)
		was.Text, is.Text = v.shown(was.Text, is.Text)
		g.Rows = append(g.Rows, []Cell{text(v.part(c)), text(v.in(howOf(c))), was, is})
	}
	return g
}

// linesOfWords is how many lines a screen has for old or new words.
const linesOfWords = 2

// reworded are the old and the new words of a part, a row for each of its texts: in the
// language of the document, where they differ in that one.
func (v *diffView) reworded(c rubric.Change) (rows [][]Cell) {
	for i, words := range c.Words {
		if i > 0 && c.Words[i-1].Key == words.Key {
			continue
		}
		for _, other := range c.Words[i:] {
			if other.Key == words.Key && other.Lang == v.tag {
				words = other
			}
		}
		part := v.part(c)
		if name := keyNames[words.Key]; name != "" {
			part += v.colon() + v.in(name)
		}
		was, is := v.shown(words.From, words.To)
		rows = append(rows, []Cell{text(part), text(v.in(howOf(c))), orNone(was), orNone(is)})
	}
	return rows
}
