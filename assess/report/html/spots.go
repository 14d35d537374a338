package html

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"rung/assess/report"
	"rung/assess/report/html/tree"
)

// spot is a named place between 0 and 1.
type spot struct {
	name  string
	place float64
}

// near is how close two spots stand whose names share a label.
const near = 0.08

// spots draws several places on the steps of a dimension, their names over them,
// and how far apart they are.
func spots(d report.Spots) *html.Node {
	svg := scale("steps spots", d.Top, 25)
	all := placed(d)
	if len(all) == 0 {
		return svg
	}
	svg.AppendChild(line("interval", at(all[0].place), at(all[len(all)-1].place), 25, 25))
	for _, s := range all {
		svg.AppendChild(circle("is", at(s.place), 25, 4.5))
	}
	for len(all) > 0 {
		n := together(all)
		svg.AppendChild(label(all[:n]))
		all = all[n:]
	}
	return svg
}

// placed are the spots that there are, from the lowest.
func placed(d report.Spots) []spot {
	var all []spot
	for i, v := range d.Values {
		if v != nil {
			all = append(all, spot{d.Names[i], place(*v, 0, float64(d.Top))})
		}
	}
	slices.SortStableFunc(all, func(a, b spot) int { return cmp.Compare(a.place, b.place) })
	return all
}

// together counts the first spots that stand close together, one beside another.
func together(all []spot) int {
	n := 1
	for n < len(all) && all[n].place-all[n-1].place < near {
		n++
	}
	return n
}

// label is the names of spots over their middle, at the ends of the scale inwards.
func label(all []spot) *html.Node {
	var names []string
	for _, s := range all {
		names = append(names, s.name)
	}
	middle := (all[0].place + all[len(all)-1].place) / 2
	x, end := at(middle), ""
	switch {
	case middle < near:
		x, end = "0", "first"
	case middle > 1-near:
		x, end = "100%", "last"
	}
	return tree.Attrs(tree.El("text", end, tree.Text(strings.Join(names, " "))), "x", x, "y", "13")
}
