package html

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"rung/assess/report"
	"rung/assess/report/html/tree"
	"rung/rubric/lang"
)

// draw makes the drawing of a cell. Marks stand at percentages of its width, so
// that it can be as wide as there is room without being stretched.
func (t table) draw(cell report.Cell) *html.Node {
	switch d := cell.Drawing.(type) {
	case report.Steps:
		return named(steps(d), t.expectations(d))
	case report.Spots:
		return named(spots(d), "")
	case report.Span:
		return named(span(d), "")
	case report.Bar:
		return named(bar(d), "")
	case report.Course:
		return named(course(d), t.story(d))
	}
	return nil
}

// named gives a drawing the words that say what the text beside it does not.
func named(svg *html.Node, words string) *html.Node {
	if words == "" {
		return tree.Attrs(svg, "aria-hidden", "true")
	}
	return tree.Attrs(svg, "role", "img", "aria-label", words)
}

// place is where v stands between from and to: 0 to 1.
func place(v, from, to float64) float64 {
	share := (v - from) / (to - from)
	if math.IsNaN(share) {
		return 0
	}
	return min(max(share, 0), 1)
}

// at is a place as a percentage of the width, with a margin for the marks.
func at(share float64) string { return percent(4 + 92*share) }

func percent(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) + "%" }

func px(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func line(class, x1, x2 string, y1, y2 float64) *html.Node {
	return tree.Attrs(tree.El("line", class), "x1", x1, "x2", x2, "y1", px(y1), "y2", px(y2))
}

func circle(class, x string, y, r float64) *html.Node {
	return tree.Attrs(tree.El("circle", class), "cx", x, "cy", px(y), "r", px(r))
}

// path is drawn from the point at x on the line.
func path(class, x, d string) *html.Node {
	return tree.Attrs(tree.El("svg", "", tree.Attrs(tree.El("path", class), "d", d)), "x", x, "overflow", "visible")
}

// ticked is the most steps that are drawn as ticks.
const ticked = 24

// scale draws the steps of a dimension at a height.
func scale(class string, top int, y float64) *html.Node {
	svg := tree.El("svg", class, line("axis", at(0), at(1), y, y))
	for i := 0; i <= top && top <= ticked; i++ {
		x := at(place(float64(i), 0, float64(top)))
		svg.AppendChild(line("axis", x, x, y-3, y+3))
	}
	return svg
}

// steps draws the answers on the steps of a dimension, over what is expected.
func steps(d report.Steps) *html.Node {
	svg := scale("steps", d.Top, 13)
	x := func(v float64) string { return at(place(v, 0, float64(d.Top))) }
	if r := d.Here; r != nil {
		svg.AppendChild(line("edge", x(float64(r.Lo)), x(float64(r.Hi)), 13, 13))
		svg.AppendChild(line("here", x(float64(r.Lo)), x(float64(r.Hi)), 13, 13))
	}
	if r := d.Beyond; r != nil {
		ring(svg, x(float64(r.Lo)), x(float64(r.Hi)))
	}
	if d.Value != nil {
		svg.AppendChild(circle("is", x(*d.Value), 13, 6))
	}
	return svg
}

// ring is a dashed line around everything from one place to another.
func ring(svg *html.Node, from, to string) {
	svg.AppendChild(path("beyond", from, "M0 4.5a8.5 8.5 0 0 0 0 17"))
	svg.AppendChild(line("beyond", from, to, 4.5, 4.5))
	svg.AppendChild(line("beyond", from, to, 21.5, 21.5))
	svg.AppendChild(path("beyond", to, "M0 4.5a8.5 8.5 0 0 1 0 17"))
}

// span draws a figure in its interval. One that calls for a look has a mark of
// another shape.
func span(d report.Span) *html.Node {
	x := func(v float64) string { return at(place(v, d.From, d.To)) }
	svg := tree.El("svg", "span", line("axis", at(0), at(1), 13, 13))
	if d.Zero {
		svg.AppendChild(line("zero", x(0), x(0), 1, 25))
	}
	if d.Low != nil && d.High != nil {
		svg.AppendChild(line("interval", x(*d.Low), x(*d.High), 13, 13))
	}
	switch {
	case d.Value != nil && d.Call:
		svg.AppendChild(path("call", x(*d.Value), "M0 5.5L7.5 13L0 20.5L-7.5 13Z"))
	case d.Value != nil:
		svg.AppendChild(circle("is", x(*d.Value), 13, 5.5))
	}
	return svg
}

// bar draws a count among counts.
func bar(d report.Bar) *html.Node {
	width := percent(100 * place(d.Value, 0, d.Most))
	return tree.El("svg", "bar", tree.Attrs(tree.El("rect", "is"), "width", width, "height", "12", "rx", "2"))
}

// degree is how full a cell of a heat map is, in tenths.
func degree(h report.Heat) int { return int(math.Round(10 * place(h.Share, 0, 1))) }

// course draws a figure over time: a line that breaks where there is none.
func course(d report.Course) *html.Node {
	svg := tree.El("svg", "course", line("axis", at(0), at(1), 3, 3), line("axis", at(0), at(1), 41, 41))
	x := func(i int) string { return at(place(float64(i), 0, float64(len(d.Values)-1))) }
	y := func(v float64) float64 { return 41 - math.Round(380*place(v, d.From, d.Top))/10 }
	last := -1
	for i, v := range d.Values {
		if v == nil {
			continue
		}
		if last >= 0 && last == i-1 {
			svg.AppendChild(line("way", x(last), x(i), y(*d.Values[last]), y(*v)))
		}
		last = i
	}
	for i, v := range d.Values {
		if v != nil && i == last {
			svg.AppendChild(circle("is", x(i), y(*v), 5.5))
		} else if v != nil {
			svg.AppendChild(circle("was", x(i), y(*v), 3.5))
		}
	}
	return svg
}

// ends are what stands at the ends of a drawing's axis.
func ends(d report.Drawing, tag lang.Tag) []string {
	number := func(v float64) string {
		return lang.Number{Value: v, Decimals: 1}.Short(tag)
	}
	switch d := d.(type) {
	case report.Span:
		return []string{number(d.From), number(d.To)}
	case report.Course:
		if n := len(d.Names); n > 1 {
			return []string{d.Names[0], d.Names[n-1]}
		}
	}
	return nil
}

// expectations are the steps that a drawing marks beside the answers.
func (t table) expectations(d report.Steps) string {
	var said []string
	add := func(what string, r *report.Range) {
		if what != "" {
			said = append(said, t.t("%s: %s", what, t.interval(r)))
		}
	}
	if t.Key != nil {
		add(t.Key.Here, d.Here)
		add(t.Key.Beyond, d.Beyond)
	}
	return strings.Join(said, " · ")
}

func (t table) interval(r *report.Range) string {
	switch {
	case r == nil:
		return t.t("any")
	case r.Lo == r.Hi:
		return strconv.Itoa(r.Lo)
	}
	return t.t("%d to %d", r.Lo, r.Hi)
}

// story is a figure over time in words.
func (t table) story(d report.Course) string {
	var said []string
	for i, v := range d.Values {
		if v != nil && i < len(d.Names) {
			said = append(said, t.t("%s: %v", d.Names[i], lang.Number{Value: *v, Decimals: 1}))
		}
	}
	return strings.Join(said, " · ")
}

func (t table) t(format string, args ...any) string {
	return lang.Sprintf(format, args...).In(t.tag)
}

// key says what the marks of steps mean, and between what the tints of a heat lie.
func key(k report.Key) *html.Node {
	all := tree.El("p", "key")
	add := func(words string, marks ...*html.Node) {
		if words == "" {
			return
		}
		svg := tree.Attrs(tree.El("svg", "", marks...), "width", "26", "height", "26", "aria-hidden", "true")
		all.AppendChild(tree.El("span", "", svg, tree.El("span", "", tree.Text(words))))
	}
	rings := tree.El("g", "")
	ring(rings, "9", "17")
	add(k.Is, circle("is", "13", 13, 6))
	add(k.Here, line("edge", "9", "17", 13, 13), line("here", "9", "17", 13, 13))
	add(k.Beyond, rings)
	if k.Full != "" {
		all.AppendChild(tree.El("span", "", tree.El("span", "", tree.Text(k.Empty)), tints(), tree.El("span", "", tree.Text(k.Full))))
	}
	return all
}

// tints are those of a heat map, from the palest.
func tints() *html.Node {
	all := tree.Attrs(tree.El("span", "tints"), "aria-hidden", "true")
	for degree := 0; degree <= 10; degree += 2 {
		all.AppendChild(tree.Attrs(tree.El("i", ""), "data-heat", strconv.Itoa(degree)))
	}
	return all
}
