package ratings

import (
	"cmp"
	"slices"
)

// Part is a set of subjects and raters that ratings link, directly or through
// others. Raters and subjects of different parts are never compared.
type Part struct{ Subjects, Raters []string } // ascending

// Connections says who can be compared with whom.
type Connections struct {
	Parts   []Part   // by their first subjects
	Bridges []Bridge // by subject, then rater
	// Links holds, for every part but the one with the most raters, the
	// cheapest rating that would join the two. With all of them given, one part
	// remains. A part that no new rating can join has none: its only rater is
	// the other's only subject, and the other way round.
	Links []Link
}

// Bridge is a rating without which its part would fall in two.
type Bridge struct {
	Subject, Rater string
	// SubjectSide and RaterSide count the raters left on the subject's and on
	// the rater's side, who could then no longer be compared with each other.
	SubjectSide, RaterSide int
}

// Hangs reports whether a comparison between raters hangs on the bridge. It
// does not where the rating is the subject's only one.
func (b Bridge) Hangs() bool { return b.SubjectSide > 0 }

// Link is a rating not given that would join two parts.
type Link struct {
	Rater, Subject string
	Parts          [2]int // indices of Connections.Parts; the second is the larger
}

// part is a Part in indices of the sheet, ascending.
type part struct{ subjects, raters []int }

// local is a copy of row with the raters counted within the part.
func (p part) local(row []cell) []cell {
	out := make([]cell, len(row))
	for i, c := range row {
		at, _ := slices.BinarySearch(p.raters, c.rater)
		out[i] = cell{rater: at, value: c.value}
	}
	return out
}

func (s *Sheet) named(p part) Part {
	return Part{pick(s.subjects, p.subjects), pick(s.raters, p.raters)}
}

func pick(names []string, at []int) []string {
	out := make([]string, len(at))
	for i, k := range at {
		out[i] = names[k]
	}
	return out
}

// Connections finds the parts of the sheet, the ratings that hold them
// together, and those that would join them.
func (s *Sheet) Connections() Connections {
	parts := s.parts()
	c := Connections{Bridges: s.bridges(parts), Links: s.links(parts)}
	for _, p := range parts {
		c.Parts = append(c.Parts, s.named(p))
	}
	return c
}

// parts splits the rated subjects and the raters into connected components, in
// the order of their first subjects.
func (s *Sheet) parts() []part {
	up := make([]int, len(s.raters))
	for i := range up {
		up[i] = i
	}
	for _, row := range s.rows {
		for _, c := range row {
			up[root(up, c.rater)] = root(up, row[0].rater)
		}
	}
	var parts []part
	number := make([]int, len(s.raters)) // of a root's part, from 1
	for i, row := range s.rows {
		if len(row) == 0 {
			continue
		}
		r := root(up, row[0].rater)
		if number[r] == 0 {
			parts = append(parts, part{})
			number[r] = len(parts)
		}
		p := &parts[number[r]-1]
		p.subjects = append(p.subjects, i)
	}
	for i := range s.raters {
		p := &parts[number[root(up, i)]-1]
		p.raters = append(p.raters, i)
	}
	return parts
}

func root(up []int, i int) int {
	for up[i] != i {
		up[i] = up[up[i]]
		i = up[i]
	}
	return i
}

// graph has a node for every subject, then one for every rater, and an edge for
// every rating.
type graph struct {
	near     [][]int
	subjects int
}

func (s *Sheet) graph() graph {
	g := graph{make([][]int, len(s.subjects)+len(s.raters)), len(s.subjects)}
	for i, row := range s.rows {
		for _, c := range row {
			r := g.subjects + c.rater
			g.near[i] = append(g.near[i], r)
			g.near[r] = append(g.near[r], i)
		}
	}
	return g
}

// tree is a depth-first search of a graph, one part after another.
type tree struct {
	order  []int // the nodes of the last part, as they were met
	parent []int // per node; a root is its own
	place  []int // per node, its number in order, from 1; 0 if it was not met
	tried  []int // per node, how many of its neighbours were looked at
}

// search makes t the tree of the part that root belongs to.
func (g graph) search(t *tree, root int) {
	t.order = t.order[:0]
	t.meet(root, root)
	for at := root; ; {
		if t.tried[at] == len(g.near[at]) {
			if at == root {
				return
			}
			at = t.parent[at]
			continue
		}
		next := g.near[at][t.tried[at]]
		t.tried[at]++
		if t.place[next] == 0 {
			t.meet(next, at)
			at = next
		}
	}
}

func (t *tree) meet(node, parent int) {
	t.order = append(t.order, node)
	t.place[node] = len(t.order)
	t.parent[node] = parent
}

// bridges finds the edges that no cycle runs through: those below which no edge
// leads back above them (Tarjan 1974, Information Processing Letters 2:160).
func (s *Sheet) bridges(parts []part) []Bridge {
	g := s.graph()
	nodes := len(g.near)
	t := tree{parent: make([]int, nodes), place: make([]int, nodes), tried: make([]int, nodes)}
	var found []Bridge
	for _, p := range parts {
		g.search(&t, p.subjects[0])
		found = append(found, s.cut(g, t, len(p.raters))...)
	}
	slices.SortFunc(found, func(a, b Bridge) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Rater, b.Rater))
	})
	return found
}

// cut finds the bridges of one part, which has that many raters.
func (s *Sheet) cut(g graph, t tree, raters int) []Bridge {
	var found []Bridge
	back := make(map[int]int, len(t.order))  // the earliest place that the subtree of a node leads to
	below := make(map[int]int, len(t.order)) // the raters in it
	for _, v := range slices.Backward(t.order) {
		up, lead := t.parent[v], t.place[v]
		if b, leads := back[v]; leads {
			lead = min(lead, b)
		}
		for _, u := range g.near[v] {
			if u != up {
				lead = min(lead, t.place[u])
			}
		}
		if v >= g.subjects {
			below[v]++
		}
		if v == up {
			continue
		}
		if lead == t.place[v] {
			found = append(found, s.bridge(g, v, up, below[v], raters-below[v]))
		}
		below[up] += below[v]
		if b, leads := back[up]; !leads || lead < b {
			back[up] = lead
		}
	}
	return found
}

// bridge is the edge from v up to its parent, with the raters on either side.
func (s *Sheet) bridge(g graph, v, up, below, above int) Bridge {
	if v < g.subjects {
		return Bridge{s.subjects[v], s.raters[up-g.subjects], below, above}
	}
	return Bridge{s.subjects[up], s.raters[v-g.subjects], above, below}
}

// links joins every part to the one with the most raters.
func (s *Sheet) links(parts []part) []Link {
	if len(parts) < 2 {
		return nil
	}
	load := make([]int, len(s.raters))
	for _, row := range s.rows {
		for _, c := range row {
			load[c.rater]++
		}
	}
	hub := 0
	for i, p := range parts {
		if cmp.Or(cmp.Compare(len(p.raters), len(parts[hub].raters)), cmp.Compare(len(p.subjects), len(parts[hub].subjects))) > 0 {
			hub = i
		}
	}
	var links []Link
	for i, p := range parts {
		if i == hub {
			continue
		}
		if rater, subject, ok := s.cheapest(p, parts[hub], load); ok {
			load[rater]++
			links = append(links, Link{s.raters[rater], s.subjects[subject], [2]int{i, hub}})
		}
	}
	return links
}

// cheapest is the rating that would join two parts: by the rater who has rated
// least, of the subject whom most have rated, as their place is known best.
func (s *Sheet) cheapest(a, b part, load []int) (rater, subject int, ok bool) {
	for _, way := range [2][2]part{{a, b}, {b, a}} {
		for _, r := range way[0].raters {
			if ok && load[r] >= load[rater] {
				continue
			}
			if i, found := s.anchor(way[1], r); found {
				rater, subject, ok = r, i, true
			}
		}
	}
	return rater, subject, ok
}

// anchor is the subject of the part whom most have rated, and who is not the
// rater.
func (s *Sheet) anchor(p part, rater int) (subject int, ok bool) {
	for _, i := range p.subjects {
		if s.subjects[i] != s.raters[rater] && (!ok || len(s.rows[i]) > len(s.rows[subject])) {
			subject, ok = i, true
		}
	}
	return subject, ok
}
