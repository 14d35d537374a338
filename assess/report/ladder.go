package report

import (
	"cmp"
	"slices"
	"strconv"

	"rung/rubric/lang"
)

// Shown is the ladder as a table that a person reads: a row per rung, the highest
// first, and a column per track. A track with two levels on a rung takes two rows.
func (l Ladder) Shown(tag lang.Tag) Grid {
	return l.shown(tag, func(r Rung) string { return called(r.Title, r.typed()) })
}

// Told is the ladder as Shown, with the chances of the levels in words.
func (l Ladder) Told(tag lang.Tag) Grid {
	return l.shown(tag, func(r Rung) string { return called(r.Title, append([]string{r.typed()}, r.told(tag)...)...) })
}

func (l Ladder) shown(tag lang.Tag, named func(Rung) string) Grid {
	g := Grid{Title: l.Title, Columns: []Column{{Title: lang.Text("Rung").In(tag)}}}
	for _, t := range l.Tracks {
		g.Columns = append(g.Columns, Column{Title: t, Wraps: true})
	}
	for height := l.top(); height >= 1; height-- {
		g.Rows = append(g.Rows, l.rowsOf(height, named)...)
	}
	return g
}

func (l Ladder) top() (top int) {
	for _, r := range l.Levels {
		top = max(top, r.Height)
	}
	return top
}

// rowsOf are the rows of one height: as many as a track has levels on it.
func (l Ladder) rowsOf(height int, named func(Rung) string) [][]Cell {
	var rows [][]Cell
	used := make([]int, len(l.Tracks))
	for _, r := range l.Levels {
		if r.Height != height {
			continue
		}
		if used[r.Track] == len(rows) {
			rows = append(rows, make([]Cell, len(l.Tracks)+1))
		}
		rows[used[r.Track]][r.Track+1].Text = named(r)
		used[r.Track]++
	}
	if len(rows) > 0 {
		rows[0][0].Text = strconv.Itoa(height)
	}
	return rows
}

// Called is the title of the level with its label.
func (r Rung) Called() string { return called(r.Title, r.Label) }

// typed is what a command may call the level, besides its title.
func (r Rung) typed() string { return cmp.Or(r.Label, r.ID) }

func (r Rung) told(tag lang.Tag) (said []string) {
	if r.Chance != nil {
		said = append(said, lang.Sprintf("chance %v", Chance(*r.Chance)).In(tag))
	}
	if r.Here {
		said = append(said, lang.Text("closest").In(tag))
	}
	return said
}

// grid is the ladder as data: a row per level, in the order of the rubric.
func (l Ladder) grid(tag lang.Tag) Grid {
	in := func(text lang.Text) string { return text.In(tag) }
	g := Grid{Name: l.Name, Title: l.Title, Columns: []Column{
		{Title: in("Level")}, {Title: in("Short")}, {Title: "Id"},
		{Title: in("Track")}, {Title: in("Rung"), Figures: true},
	}}
	labelled := slices.ContainsFunc(l.Levels, func(r Rung) bool { return r.Label != "" })
	if labelled {
		g.Columns = append(g.Columns, Column{Title: in("Label")})
	}
	if l.Caption != "" {
		g.Columns = append(g.Columns, Column{Title: in("Chance"), Figures: true})
	}
	for _, r := range l.Levels {
		row := []Cell{{Text: r.Title}, {Text: r.Short}, {Text: r.ID}, {Text: l.Tracks[r.Track]},
			{Text: strconv.Itoa(r.Height), Number: whole(r.Height)}}
		if labelled {
			row = append(row, Cell{Text: r.Label})
		}
		if l.Caption != "" {
			row = append(row, Cell{Text: "–", Number: numberOf(r.Chance, 2), None: true})
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}
