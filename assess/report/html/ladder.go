package html

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"rung/assess/report"
	"rung/assess/report/html/tree"
	"rung/rubric/lang"
)

// The measures of a ladder, in pixels.
const (
	rungHeight = 38
	firstLane  = 40
	letter     = 7.5 // about
	beside     = 300
)

// ladder draws levels as the mark of rung does: a line per track, upwards. A track
// with several levels on one rung has as many lanes.
type ladder struct {
	report.Ladder
	tag   lang.Tag
	short bool
	rungs []int     // that have a level, ascending
	lane  []int     // of each level
	x     []float64 // of each lane
	width float64
}

func newLadder(l report.Ladder, tag lang.Tag, short bool) *ladder {
	d := &ladder{Ladder: l, tag: tag, short: short, lane: make([]int, len(l.Levels))}
	lanes := 0
	for track := range l.Tracks {
		lanes += d.spread(track, lanes)
	}
	widths := make([]float64, lanes)
	for i, level := range l.Levels {
		d.rungs = append(d.rungs, level.Height)
		widths[d.lane[i]] = max(widths[d.lane[i]], d.room(level))
	}
	slices.Sort(d.rungs)
	d.rungs = slices.Compact(d.rungs)
	d.width = firstLane
	for _, w := range widths {
		d.x = append(d.x, d.width)
		d.width += w
	}
	return d
}

// spread gives the levels of a track their lanes, from the first that is free, and
// counts them.
func (d *ladder) spread(track, first int) (lanes int) {
	used := map[int]int{}
	for i, level := range d.Levels {
		if level.Track == track {
			d.lane[i] = first + used[level.Height]
			used[level.Height]++
			lanes = max(lanes, used[level.Height])
		}
	}
	return lanes
}

// narrow reports whether the ladder has room beside a text.
func (d *ladder) narrow() bool { return d.width <= beside }

func (d *ladder) label(l report.Rung) string {
	if d.short {
		return cmp.Or(l.Short, l.Title)
	}
	return l.Called()
}

func (d *ladder) room(l report.Rung) float64 {
	return letter*float64(utf8.RuneCountInString(lang.Defang(d.label(l)+" "+d.chance(l)))) + 32
}

// chance is what a label adds to a level that the answers may belong to.
func (d *ladder) chance(l report.Rung) string {
	if l.Chance == nil || *l.Chance < 0.005 {
		return ""
	}
	return report.Chance(*l.Chance).In(d.tag)
}

// y is where a rung is drawn: those without a level take no room.
func (d *ladder) y(height int) float64 {
	above := len(d.rungs) - 1 - slices.Index(d.rungs, height)
	return float64(24 + rungHeight*above)
}

// figure is the drawing under its words: a picture with a list behind it.
func (d *ladder) figure() *html.Node {
	height := px(float64(24 + rungHeight*(len(d.rungs)-1) + 24))
	svg := tree.Attrs(tree.El("svg", "ladder", d.ways(), d.heights()), "width", px(d.width), "height", height, "aria-hidden", "true")
	for i, level := range d.Levels {
		x, y, r := d.x[d.lane[i]], d.y(level.Height), d.radius(level)
		svg.AppendChild(circle(d.class(level), px(x), y, r))
		svg.AppendChild(d.named(level, x+max(r, 6)+8, y+5))
	}
	wide := tree.El("div", "wide", svg)
	if !d.narrow() {
		tree.Attrs(wide, "role", "group", "tabindex", "0", "aria-label", d.Title)
	}
	return tree.El("figure", "ladder", wide, d.list(), tree.El("figcaption", "", d.caption()...))
}

func (d *ladder) caption() []*html.Node {
	if d.Caption == "" {
		return []*html.Node{tree.Text(d.Title)}
	}
	return []*html.Node{tree.El("span", "unseen", tree.Text(d.Title)), tree.El("span", "", tree.Text(d.Caption))}
}

// radius makes the area of a mark grow with the chance of its level.
func (d *ladder) radius(l report.Rung) float64 {
	if l.Chance == nil {
		return 6
	}
	return max(5, math.Round(160*math.Sqrt(place(*l.Chance, 0, 1)))/10)
}

func (d *ladder) class(l report.Rung) string {
	switch {
	case l.Here:
		return "is"
	case d.chance(l) != "" && *l.Chance >= 0.1:
		return "likely"
	case d.chance(l) != "":
		return "seldom"
	}
	return "not"
}

func (d *ladder) named(l report.Rung, x, y float64) *html.Node {
	name := tree.El("tspan", "", tree.Text(d.label(l)))
	if l.Here {
		name = tree.El("tspan", "strong", tree.Text(d.label(l)))
	}
	label := tree.Attrs(tree.El("text", "", name), "x", px(x), "y", px(y))
	if chance := d.chance(l); chance != "" {
		label.AppendChild(tree.Text(" "))
		label.AppendChild(tree.El("tspan", "soft", tree.Text(chance)))
	}
	return label
}

// heights are the numbers of the rungs.
func (d *ladder) heights() *html.Node {
	all := tree.El("g", "soft")
	for _, height := range d.rungs {
		all.AppendChild(tree.Attrs(tree.El("text", "", tree.Text(strconv.Itoa(height))), "x", "2", "y", px(d.y(height)+5)))
	}
	return all
}

// ways are the lines from each level up to the next ones. A change of track is
// drawn only where a track begins.
func (d *ladder) ways() *html.Node {
	all := tree.El("g", "")
	for from, level := range d.Levels {
		for _, to := range level.Next {
			if to >= 0 && to < len(d.Levels) && d.leads(level, d.Levels[to]) {
				all.AppendChild(d.way(from, to))
			}
		}
	}
	return all
}

func (d *ladder) leads(from, to report.Rung) bool {
	if from.Track == to.Track {
		return to.Height > from.Height
	}
	for _, l := range d.Levels {
		if l.Track == to.Track && l.Height < to.Height {
			return false
		}
	}
	return to.Height > from.Height
}

func (d *ladder) way(from, to int) *html.Node {
	x1, y1 := d.x[d.lane[from]], d.y(d.Levels[from].Height)
	x2, y2 := d.x[d.lane[to]], d.y(d.Levels[to].Height)
	bend := y1 - 0.7*rungHeight
	course := []string{"M", px(x1), px(y1), "C", px(x1), px(bend), px(x2), px(y1 - 0.3*rungHeight), px(x2), px(y1 - rungHeight), "V", px(y2)}
	return tree.Attrs(tree.El("path", "way"), "d", strings.Join(course, " "))
}

// list says the ladder in words, to those who do not see it.
func (d *ladder) list() *html.Node {
	all := tree.El("ul", "unseen")
	for _, l := range d.Levels {
		said := l.Called() + ", " + d.Tracks[l.Track]
		if l.Place != "" {
			said += ", " + l.Place
		}
		if chance := d.chance(l); chance != "" {
			said += lang.Sprintf(", chance %s", chance).In(d.tag)
		}
		if l.Here {
			said += lang.Text(", the closest level").In(d.tag)
		}
		all.AppendChild(tree.El("li", "", tree.Text(said)))
	}
	return all
}

// trademark is the mark of rung: two tracks from one trunk.
func trademark() *html.Node {
	return tree.Attrs(tree.El("svg", "trademark",
		tree.Attrs(tree.El("path", "way"), "d", "M6 25V4M6 18C6 11 18 14 18 4"),
		circle("not", "6", 4, 2.5), circle("not", "18", 4, 2.5), circle("is", "6", 18, 4), circle("not", "6", 25, 2.5)),
		"width", "24", "height", "29", "aria-hidden", "true")
}
