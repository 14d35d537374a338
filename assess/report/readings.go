package report

import (
	"slices"
	"strings"

	"rung/assess"
	"rung/rubric/lang"
)

// Readings are what the same answers come to under several rubrics: the levels side
// by side, and which answers do not fit under which.
func Readings(r assess.Readings, tag lang.Tag) Document {
	w := writing{tag: tag}
	title := w.readings(r)
	w.add(Headline{Text: title + "."}, Break{}, w.underEach(r), Break{})
	w.unfit(r)
	w.add(Footer{w.t("%s · answered on %s · not a decision", w.made(r.Made), refName(r.Made.Rubric))})
	return Document{Lang: tag, Title: title, Main: rubricsGrid, Blocks: w.blocks}
}

// rubricsGrid names the rubrics as a table.
const rubricsGrid = "rubrics"

// readings says in one sentence what the answers come to.
func (w *writing) readings(r assess.Readings) string {
	name, first := r.Made.Subject.Name, w.readAs(r.Under[0])
	alike := len(r.Under) > 1
	var each []string
	for _, one := range r.Under {
		alike = alike && w.readAs(one) == first
		each = append(each, w.t("%s (%s)", w.readAs(one), one.Result.Rubric.ID+" "+one.Result.Rubric.Version))
	}
	if alike {
		return w.spoken(name, "The same answers come to the same under %d rubrics: %s",
			"The same answers about %s come to the same under %d rubrics: %s", len(r.Under), first)
	}
	under := lang.Count(len(r.Under), "rubric", "rubrics")
	return w.spoken(name, "The same answers under %v: %s", "The same answers about %s under %v: %s", under, strings.Join(each, w.t("; ")))
}

// readAs is what the answers come to under one rubric.
func (w *writing) readAs(one assess.Reading) string {
	if !one.Comparable() {
		return w.t("cannot be compared")
	}
	return w.comesTo(one.Result)
}

func (w *writing) underEach(r assess.Readings) Grid {
	g := Grid{Name: rubricsGrid, Title: w.t("Rubrics"), Columns: []Column{
		w.wide("Rubric"), w.wide("Level"), w.figures("Rung"), w.figures("Confidence"), w.column("Fit"), w.figures("Answers that fit"),
	}}
	for _, one := range r.Under {
		res := one.Result
		cells := w.outcome(res)
		rung, fit := absent("–"), absent("–")
		if l := res.Named(); l != nil && res.Place == assess.Within {
			rung = w.count(l.Rung)
		}
		switch {
		case res.Rubric.Spread[0] == 0:
			fit = absent(w.t("never fitted"))
		case res.Fit != nil:
			fit = text(w.in(gradeNames[res.Fit.Grade]))
		}
		g.Rows = append(g.Rows, []Cell{text(rubricName(res.Rubric)), text(w.readAs(one)), rung, cells[3], fit,
			text(w.t("%d of %d", len(one.Fit), len(r.Made.Answered())))})
	}
	return g
}

// unfit lists the answers that do not fit, and the questions that they leave open.
func (w *writing) unfit(r assess.Readings) {
	var entries []Entry
	for _, one := range r.Under {
		if !one.Comparable() {
			continue // all, and its row says so
		}
		name := one.Result.Rubric.ID + " " + one.Result.Rubric.Version
		entries = append(entries, Entry{w.t("%s: do not fit", name), asked(one.Unfit)}, Entry{w.t("%s: to answer", name), unasked(one.Result)})
	}
	entries = slices.DeleteFunc(entries, func(e Entry) bool { return len(e.Parts) == 0 })
	if len(entries) > 0 {
		w.add(Listing{entries})
	}
	var results []*assess.Result
	for _, one := range r.Under {
		results = append(results, one.Result)
	}
	refs, _ := rubricsOf(results)
	w.namesakes(refs)
}
