package report

import "rung/assess/ratings"

// dimensions is a heat map of the mean steps of everybody on every dimension. There is
// none where all raters gave levels alone.
func (v *sessionView) dimensions() {
	g := Grid{Name: "dimensions", Title: v.t("Dimensions"), Columns: []Column{v.wide("Person")},
		Key: &Key{Empty: v.t("the lowest step"), Full: v.t("the highest step")}}
	for i := range v.a.Rubric.Dimensions {
		g.Columns = append(g.Columns, Column{Title: v.name(&v.a.Rubric.Dimensions[i]), Figures: true, Wraps: true})
	}
	known := false
	for _, p := range v.a.People {
		row := []Cell{text(NameOf(p.Person))}
		for i, step := range v.a.Steps(p) {
			row = append(row, v.heat(step, v.a.Rubric.Dimensions[i].Top()))
			known = known || step.Reason() == ratings.None
		}
		g.Rows = append(g.Rows, row)
	}
	if known {
		v.part("Every dimension", "The mean step by managers and panel, peers as one more; no severity is taken out.")
		v.add(g)
	}
}

// heat is a cell of a heat map with a figure that may be missing.
func (w *writing) heat(f ratings.Figure, top int) Cell {
	cell := w.estimate(f, 1)
	if x, any := f.Value(); any {
		cell.Drawing = Heat{Share: x / float64(top)}
	}
	return cell
}
