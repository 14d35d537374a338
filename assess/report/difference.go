package report

import (
	"strconv"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

var howNames = map[rubric.How]lang.Text{
	rubric.Added:      "added",
	rubric.Removed:    "removed",
	rubric.Reworded:   "reworded",
	rubric.Reweighted: "reweighted",
}

var nounNames = map[rubric.Noun]lang.Text{
	rubric.TheFit: "what was fitted", rubric.TheRubric: "title and source",
	rubric.ATrack: "track", rubric.ADimension: "dimension", rubric.AStep: "step", rubric.ALevel: "level",
	rubric.AScope: "scope", rubric.ARequirement: "requirement", rubric.AQuestion: "question", rubric.AnOption: "option # of a question",
}

var verdictTexts = map[assess.Verdict]lang.Text{
	assess.Same:  "nothing differs",
	assess.Patch: "a patch: only words differ",
	assess.Minor: "minor: additions that change nobody's level",
	assess.Major: "major: what is expected or asked is another",
}

// Difference is what differs from one rubric to another, and whose level does.
func Difference(diff assess.Difference, tag lang.Tag) Document {
	w := writing{tag: tag}
	from, to := diff.From.ID+" "+diff.From.Version, diff.To.ID+" "+diff.To.Version
	verdict := w.in(verdictTexts[diff.Verdict()])
	if len(diff.Moved) > 0 {
		verdict = w.t("major: levels change")
	}
	w.add(Headline{Text: w.t("From %s to %s, %s.", from, to, verdict)})
	w.elsewhereNow(diff)
	if len(diff.Changes) > 0 {
		w.add(Break{}, w.changes(diff.Changes))
	}
	w.add(Footer{rubricName(diff.From) + " · " + rubricName(diff.To)})
	return Document{Lang: tag, Title: from + ", " + to, Main: "changes", Blocks: w.blocks}
}

// elsewhereNow says whose answers name another level, and why as far as it can be told.
func (w *writing) elsewhereNow(diff assess.Difference) {
	if diff.Compared == 0 {
		w.say("Nobody's answers were compared; --against FILE or --against store does.")
		return
	}
	w.say("%d of %v now at another level.", len(diff.Moved), lang.Count(diff.Compared, "person compared", "people compared"))
	items := Items{Yields: []Yield{{2, 6}, {3, 4}, {4, 3}, {5, 2}}}
	level := func(l *rubric.Level) string {
		if l == nil {
			return w.t("no level # that answers name")
		}
		return l.Short
	}
	for _, m := range diff.Moved {
		item := Item{Text: w.t("%s: %s, was %s", m.Name, level(m.Is), level(m.Was))}
		if len(m.Unfit) > 0 {
			item.Under = append(item.Under, Item{Text: w.t("no longer fit: %v", questionIDs(m.Unfit))})
		}
		if len(m.Stepped) > 0 {
			item.Under = append(item.Under, Item{Text: w.t("another step now: %v", questionIDs(m.Stepped))})
		}
		if why := w.reasonsOf(m.Changes); len(why) > 0 {
			item.Under = append(item.Under, Item{Text: w.t("expected now: %v", why)})
		}
		items.Items = append(items.Items, item)
	}
	w.add(items)
}

func questionIDs(questions []*rubric.Question) lang.List {
	var ids lang.List
	for _, q := range questions {
		ids = append(ids, lang.Verbatim(q.ID))
	}
	return ids
}

// named is how many reasons are named of one person.
const named = 6

// reasonsOf are changes in a few words each, and how many more there are.
func (w *writing) reasonsOf(changes []rubric.Change) (why lang.List) {
	for _, c := range changes[:min(len(changes), named)] {
		said := w.in(nounNames[c.Of]) + " " + c.ID + " " + w.in(howNames[c.How])
		if c.How == rubric.Reweighted {
			said += w.t(" (%s, was %s)", w.amount(c.To).Text, w.amount(c.From).Text)
		}
		why = append(why, lang.Verbatim(said))
	}
	if more := len(changes) - named; more > 0 {
		why = append(why, lang.Sprintf("%d more", more))
	}
	return why
}

func (w *writing) changes(changes []rubric.Change) Grid {
	g := Grid{
		Name: "changes", Columns: []Column{w.wide("Part"), w.column("Change"), w.wide("Was"), w.wide("Is")},
		Yields: []Yield{{1, 14}, {2, 10}, {3, 7}, {6, 5}, {7, 3}},
		More: func(left int) string {
			return w.t("… and %v; --format csv has all", lang.Count(left, "more change", "more changes"))
		},
	}
	for _, c := range changes {
		part := w.in(nounNames[c.Of])
		if c.ID != "" {
			part += " " + c.ID
		}
		g.Rows = append(g.Rows, []Cell{text(part), text(w.in(howNames[c.How])), w.amount(c.From), w.amount(c.To)})
	}
	return g
}

// amount is a cell with a figure, or with several as they are written; a sign for none.
func (w *writing) amount(figures string) Cell {
	v, err := strconv.ParseFloat(figures, 64)
	switch {
	case figures == "":
		return absent("–")
	case err != nil:
		return text(figures)
	}
	_, decimals, _ := strings.Cut(figures, ".")
	return w.figure(v, min(len(decimals), 6))
}
