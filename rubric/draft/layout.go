package draft

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// grid is a table whose rows are as long as its header.
type grid struct {
	above  []table.Cell // the row above the header; may be of another length
	header []table.Cell
	roles  []role // of the columns; after withRoles
	rows   [][]table.Cell
	merged []table.Range
	unread []table.Cell // headings below which nothing is a row
}

// readTable reads a workbook or delimited text.
func (l *ladder) readTable(name string, data []byte) {
	t := table.Parse(name, data, table.Options{Titles: titles, Sheet: l.o.Sheet})
	l.file, l.notes = t, t.Notes()
	g := grid{above: t.Above(), header: t.Header(), merged: t.Merged()}
	for row := range t.Rows() {
		cells := make([]table.Cell, len(g.header))
		for i := range cells {
			if cells[i] = row.Cell(i); failed.MatchString(cells[i].Text) {
				l.report(cells[i].Pos, "formula", lang.Sprintf("the formula in this cell fails: %s", cells[i].Text), lang.Sprintf("mend it, or write in its place what a level expects"))
			}
		}
		g.rows = append(g.rows, cells)
	}
	if t.Err() == nil {
		l.take(g)
	}
}

// titles says how much a row is like a header: by short cells that begin as titles
// do, by words that head columns, and by names of levels.
func titles(row []table.Cell) (n int) {
	for _, cell := range row {
		first := []rune(cell.Text + " ")[0]
		switch {
		case strings.Contains(cell.Text, "\t"):
			return 0 // cells are parted by another separator
		case roleOf(cell.Text) != "":
			n += 100
		case lang.Columns(cell.Text) <= 60 && !unicode.IsLower(first) && first != ' ':
			n++
		}
	}
	if len(row) > 2 && shareOfLevels(row[1:]) > 0.5 {
		n += 100
	}
	if row[0].Text == "" && full(row[1:]) {
		n = max(n, len(row)-1) // though in lower case
	}
	if n > 0 && row[0].Text == "" {
		n++ // the corner of a table is often blank
	}
	return n
}

// full reports whether a short text stands in each of several cells.
func full(row []table.Cell) bool {
	return len(row) > 1 && !slices.ContainsFunc(row, func(c table.Cell) bool { return c.Text == "" || lang.Columns(c.Text) > 60 })
}

// underTwo is a table with the lower of two rows that head its columns as its header,
// where levels are in that; the upper one is above it.
func (g grid) underTwo() grid {
	if len(g.rows) < 2 || !g.lower(g.rows[0]) {
		return g
	}
	g.above = g.header
	g.header, g.rows = slices.Clone(g.rows[0]), g.rows[1:]
	for i, title := range g.header {
		if title.Text == "" {
			g.header[i] = g.above[i]
		}
	}
	return g
}

// lower reports whether a row has the names of levels below a header that has none.
func (g grid) lower(row []table.Cell) bool {
	return (row[0].Text == "" || row[0].Text == g.header[0].Text) && shareOfLevels(row[1:]) > max(0.5, shareOfLevels(g.header[1:]))
}

// tracks is a row that says the track of each level, as the row above the header
// does: of the column under which it stands and those without a title of their own
// to its right. None if no track is there.
func (g grid) tracks(name int) []table.Cell {
	row := make([]table.Cell, len(g.header))
	said := false
	for i := name + 1; i < len(row) && i < len(g.above); i++ {
		if row[i] = g.above[i]; row[i].Text == "" {
			row[i].Text = row[i-1].Text
		}
		said = said || isTrack(row[i].Text)
	}
	for i := max(name+1, len(g.above)); i < len(row); i++ {
		row[i] = row[i-1]
	}
	if row[name] = (table.Cell{Text: string(onTrack), Pos: g.header[name].Pos}); !said {
		return nil
	}
	return row
}

// maxRows is how many rows, or points of Markdown, a ladder may have.
const maxRows = 2000

// fits reports whether a ladder has no more rows than it may have.
func (l *ladder) fits(rows int) bool {
	if rows > maxRows {
		l.report(doc.Pos{}, "size", lang.Sprintf("a ladder has at most %d rows or points; here are %d", maxRows, rows), lang.Message{})
	}
	return rows <= maxRows
}

// spread gives merged cells to the right of the names the words of the first of them.
func (l *ladder) spread(g grid, name int) {
	filled, left := 0, maxSpread
	for _, one := range g.merged {
		if from := one.First.Col - 1; from > name && left >= 0 {
			filled += g.fillIn(one, from, &left)
		}
	}
	if filled > 0 {
		l.note("merged", "%v the words of the cell that they are merged with", lang.Count(filled, "cell has", "cells have"))
	}
	if left < 0 {
		l.note("merged", "only the first %d merged cells are filled in; blank ones beyond are read as blank", maxSpread)
	}
}

// fillIn fills in the blank cells of a merged range, and counts them, until no more
// cells are left to be looked at.
func (g grid) fillIn(merged table.Range, from int, left *int) (filled int) {
	words, to := "", min(merged.Last.Col, len(g.header))
	for _, row := range g.rows {
		if row[0].Line < merged.First.Line || row[0].Line > merged.Last.Line {
			continue
		}
		if *left -= to - from; *left < 0 {
			break
		}
		for i := from; i < to; i++ {
			if words = cmp.Or(words, row[i].Text); row[i].Text == "" && words != "" {
				row[i].Text = words
				filled++
			}
		}
	}
	return filled
}

// maxSpread is how many merged cells are filled in.
const maxSpread = 100_000

// take reads a table in whichever of its layouts it has.
func (l *ladder) take(g grid) {
	g = g.underTwo().withRoles()
	if l.o.Role != "" && !g.has(inRole) {
		l.report(doc.Pos{}, "role", lang.Sprintf("no column says roles, so there is no role %v to read", doc.Quote(l.o.Role)), lang.Message{})
		return
	}
	if g.has(skill) && (g.has(words) || g.has(grade) || g.has(summary)) && (g.has(named) || g.has(inRole)) {
		l.takeLong(g)
		return
	}
	inRows, sure := g.levelsInRows()
	switch {
	case !l.fits(len(g.rows)):
		return
	case !sure:
		l.report(g.header[0].Pos, "layout", lang.Sprintf("nothing says whether levels are in rows or in columns"),
			lang.Sprintf("write %v here if each row is a level, %v if each row is a dimension", doc.Quote("Level"), doc.Quote("Competency")))
	case inRows:
		l.spread(g, g.nameColumn())
		l.takeRows(g)
		l.noteAside(g, func(i int) bool { return i == g.nameColumn() || g.roles[i] != aside && g.header[i].Text != "" })
	default:
		l.takeColumns(g)
	}
	l.noteLayout(g, inRows)
}

func (l *ladder) noteLayout(g grid, inRows bool) {
	switch at := g.column(named); {
	case inRows && at >= 0:
		l.note("layout", "a row is a level, by %v", doc.Quote(g.header[at].Text))
	case inRows:
		l.note("layout", "a row or a heading is a level")
	default:
		l.note("layout", "a column is a level, a row a dimension")
	}
}

// levelsInRows reports whether a row is a level, rather than a column, by the names
// of both and by what the columns are called; sure is false where neither says.
func (g grid) levelsInRows() (inRows, sure bool) {
	var names []table.Cell
	for _, row := range g.rows {
		names = append(names, row[0])
	}
	down, across := shareOfLevels(names), shareOfLevels(g.header[1:])
	switch {
	case max(down, across) >= 0.5+min(down, across):
		return down > across, true
	case g.has(skill):
		return false, true
	case g.has(named):
		return true, true
	}
	return down > across, down != across
}

// shareOfLevels is how many of some titles are as levels are called.
func shareOfLevels(titles []table.Cell) float64 {
	levels, all := 0, 0
	for _, title := range titles {
		if title.Text != "" {
			all++
			if looksLikeLevel(title.Text) {
				levels++
			}
		}
	}
	return float64(levels) / float64(max(all, 1))
}

// takeColumns reads a table with a column for each level.
func (l *ladder) takeColumns(g grid) {
	name := g.namesOf()
	l.spread(g, name)
	l.nameApart(g, name)
	levels := l.levelColumns(g, name)
	if tracks := g.tracks(name); tracks != nil {
		g.above, g.rows = nil, slices.Insert(g.rows, 0, tracks)
	}
	l.noteAside(g, func(i int) bool { return i == name || slices.Contains(levels, i) })
	turned := g.turned(name, levels).withRoles()
	turned.roles[0] = named
	l.takeRows(turned)
}

// namesOf is the column that names the dimensions where a column is a level: the one
// that says so; or else, of those before the first that is surely a level, the last
// without a title, or the first in which no name comes twice.
func (g grid) namesOf() int {
	if said := g.dimensionColumn(); said >= 0 {
		return said
	}
	first := slices.IndexFunc(g.header, func(c table.Cell) bool { return looksLikeLevel(c.Text) })
	name := -1
	for i := range max(1, first) {
		if !besideLevels(g.roles[i]) && g.filled(i) && (g.header[i].Text == "" || name < 0 && g.distinct(i)) {
			name = i
		}
	}
	return max(0, name)
}

// filled reports whether something stands in a column.
func (g grid) filled(column int) bool {
	return slices.ContainsFunc(g.rows, func(row []table.Cell) bool { return row[column].Text != "" })
}

// distinct reports whether each cell of a column says something else.
func (g grid) distinct(column int) bool {
	seen := map[string]bool{}
	for _, row := range g.rows {
		seen[lang.Fold(row[column].Text)] = true
	}
	return len(seen) == len(g.rows)
}

// levelColumns are the columns that are levels. Where the others are numbered, one
// that is called unlike them is none; one before the first that is surely a level
// may be either, and is reported.
func (l *ladder) levelColumns(g grid, name int) (levels []int) {
	var sure []table.Cell
	numbered := true
	for i := name + 1; i < len(g.header); i++ {
		if title := g.header[i]; !besideLevels(g.roles[i]) && title.Text != "" {
			levels = append(levels, i)
			if _, number, _ := nameOf(title.Text); looksLikeLevel(title.Text) {
				sure, numbered = append(sure, title), numbered && number >= 0
			}
		}
	}
	if len(sure) < 2 {
		return levels
	}
	seen := false
	return slices.DeleteFunc(levels, func(i int) bool {
		title := g.header[i]
		like := looksLikeLevel(title.Text) || sharesWord(title.Text, sure)
		if seen = seen || like; !seen && !numbered {
			l.report(title.Pos, "layout", lang.Sprintf("nothing says whether %v is a level", doc.Quote(oneLine(title.Text))),
				lang.Sprintf("if it is none, write %v here; if it is one, add a word such as %v to its title", doc.Quote("Notes"), doc.Quote("junior")))
		}
		return !like && numbered
	})
}

// sharesWord reports whether a title has a word in common with others, or is what one
// of their words is short for, as PM is for Product Manager.
func sharesWord(title string, others []table.Cell) bool {
	said, initials := wordsOf(title), ""
	for _, word := range said {
		initials += string([]rune(word)[:1])
	}
	return slices.ContainsFunc(append(said, initials), func(word string) bool {
		return slices.ContainsFunc(others, func(other table.Cell) bool { return slices.Contains(wordsOf(other.Text), word) })
	})
}

// besideLevels reports whether a column among those of levels is none.
func besideLevels(what role) bool {
	return slices.Contains([]role{summary, words, onTrack, aside}, what)
}

// turned has a row for each level where a row was a dimension. A row without a title
// goes on with the one above it.
func (g grid) turned(name int, levels []int) grid {
	turned := grid{header: []table.Cell{g.header[name]}}
	for _, row := range g.rows {
		title := row[name]
		if title.Text == "" {
			title.Text = turned.header[len(turned.header)-1].Text
		}
		turned.header = append(turned.header, title)
	}
	for _, i := range levels {
		level := []table.Cell{g.header[i]}
		for _, row := range g.rows {
			level = append(level, row[i])
		}
		turned.rows = append(turned.rows, level)
	}
	return turned
}

// nameApart puts the area before what has the same name in another area; the names
// that come twice in one are noted.
func (l *ladder) nameApart(g grid, name int) {
	areas, area := map[string][]string{}, ""
	inArea := make([]string, len(g.rows))
	column := name - 1
	for column >= 0 && g.roles[column] != skill && g.roles[column] != aside {
		column--
	}
	var twice lang.List
	for i, row := range g.rows {
		if column >= 0 && row[column].Text != "" {
			area = flat(row[column].Text)
		}
		inArea[i] = area
		key := lang.Fold(row[name].Text)
		switch known := areas[key]; {
		case key == "":
		case !slices.Contains(known, area):
			areas[key] = append(known, area)
		case !g.has(named):
			twice = append(twice, doc.Quote(flat(row[name].Text)))
		}
	}
	for i, row := range g.rows {
		if len(areas[lang.Fold(row[name].Text)]) > 1 && inArea[i] != "" {
			row[name].Text = inArea[i] + " – " + row[name].Text
		}
	}
	if len(twice) > 0 {
		l.note("twice", "rows with the same name were made one dimension: %v", twice)
	}
}

// withRoles is a table with what its columns are for.
func (g grid) withRoles() grid {
	g.roles = make([]role, len(g.header))
	for i, title := range g.header {
		g.roles[i] = roleOf(title.Text)
	}
	return g
}

// column is the first column for something; −1 if there is none.
func (g grid) column(what role) int { return slices.Index(g.roles, what) }

func (g grid) has(what role) bool { return g.column(what) >= 0 }

// dimensionColumn is the column that names the dimensions: the last of those that
// may, for areas stand before what is in them; −1 if there is none.
func (g grid) dimensionColumn() int {
	last := len(g.roles) - 1
	for last >= 0 && g.roles[last] != skill {
		last--
	}
	return last
}

// nameColumn is the column that names the levels where a row is one.
func (g grid) nameColumn() int {
	if !g.has(named) && g.has(titled) {
		return g.column(titled)
	}
	return max(0, g.column(named))
}

// takeRows reads a table with a row for each level. A row without a name goes on
// with the one above it.
func (l *ladder) takeRows(g grid) {
	name := g.nameColumn()
	var at *level
	for _, row := range g.rows {
		if row[name].Text != "" || at == nil {
			if at = l.newLevel(row[name]); at == nil {
				return
			}
		}
		for i, cell := range row {
			switch what := g.roles[i]; {
			case i == name || g.header[i].Text == "" || what == aside:
			case what == "" || what == skill || what == inRole || what == grade:
				at.expect(l.dimensionNamed(g.header[i]), cell.Text, "")
			default:
				at.say(what, cell)
			}
		}
	}
}

// newLevel is a level that begins here; nil, and reported, if it cannot.
func (l *ladder) newLevel(name table.Cell) *level {
	if name.Text == "" {
		l.report(name.Pos, "level", lang.Sprintf("this level has no name"), lang.Message{})
		return nil
	}
	before := len(l.levels)
	if at := l.levelNamed(name); len(l.levels) > before {
		return at
	}
	l.report(name.Pos, "duplicate", lang.Sprintf("the level %v is here twice", doc.Quote(name.Text)), lang.Sprintf("give one of the two another name, or make one row of them"))
	return nil
}

// say keeps what is said of a level besides what it expects.
func (l *level) say(what role, cell table.Cell) {
	cell.Text = oneLine(cell.Text)
	if known := l.said[what]; known.Text != "" {
		cell.Text = joined(known.Text, cell.Text)
	}
	l.said[what] = cell
}

// takeLong reads a table with a row for each level and dimension. Cells that are
// blank because they are as above are filled in.
func (l *ladder) takeLong(g grid) {
	g.fillDown()
	dimension, level := g.dimensionColumn(), g.column(named)
	if level < 0 {
		level = g.column(inRole)
	} else if !l.chooseRole(&g, g.column(inRole)) {
		return
	}
	if !l.fits(len(g.rows)) {
		return
	}
	l.nameApart(g, dimension)
	for _, row := range g.rows {
		if row[level].Text == "" || row[dimension].Text == "" {
			l.report(row[0].Pos, "fields", lang.Sprintf("this row does not say of which level and dimension it is"), lang.Message{})
			continue
		}
		cells := map[role]string{}
		for i, what := range g.roles {
			cells[what] = row[i].Text
		}
		at := l.levelNamed(row[level])
		at.expect(l.dimensionNamed(row[dimension]), cmp.Or(cells[words], cells[summary]), cells[grade])
		for _, what := range []role{titled, labelled, onTrack, onRung} {
			if i := g.column(what); i >= 0 && at.said[what].Text == "" {
				at.say(what, row[i])
			}
		}
		if i := g.column(summary); i >= 0 && g.has(words) && at.said[summary].Text == "" {
			at.say(summary, row[i])
		}
	}
	l.note("layout", "a row is what a level expects on a dimension")
	l.noteAside(g, func(i int) bool {
		return g.roles[i] != "" && g.roles[i] != aside && (g.roles[i] != skill || i == dimension)
	})
}

// fillDown fills in the names that are left blank where they are those of the row
// above.
func (g grid) fillDown() {
	for i, what := range g.roles {
		if what != inRole && what != named && i != g.dimensionColumn() {
			continue
		}
		for r := 1; r < len(g.rows); r++ {
			if g.rows[r][i].Text == "" {
				g.rows[r][i].Text = g.rows[r-1][i].Text
			}
		}
	}
}

// chooseRole keeps the rows of one role. It is false, and reported, where there are
// several and none is said.
func (l *ladder) chooseRole(g *grid, column int) bool {
	if column < 0 {
		return true
	}
	var roles []string
	at, known := doc.Pos{}, map[string]bool{}
	for _, row := range g.rows {
		if key := lang.Fold(row[column].Text); !known[key] {
			known[key], roles, at = true, append(roles, row[column].Text), row[column].Pos
		}
	}
	wanted := l.o.Role
	if wanted == "" && len(roles) == 1 {
		wanted = roles[0]
	}
	key := lang.Fold(wanted)
	g.rows = slices.DeleteFunc(g.rows, func(row []table.Cell) bool { return lang.Fold(row[column].Text) != key })
	switch {
	case len(g.rows) > 0:
		l.title = wanted
	case wanted == "":
		l.report(at, "roles", lang.Sprintf("there are %d roles, and a rubric is the ladder of one: %v", len(roles), doc.Words(roles)), lang.Message{})
	default:
		l.report(doc.Pos{}, "roles", lang.Sprintf("there is no role %v; there are %v", doc.Quote(wanted), doc.Words(roles)), lang.Message{})
	}
	return len(g.rows) > 0
}

// noteAside lists the columns that are not read, by their letter where they have no
// title, and what stands above the header.
func (l *ladder) noteAside(g grid, read func(column int) bool) {
	var titles lang.List
	for i, title := range g.header {
		switch {
		case title.Text != "" && !read(i):
			titles = append(titles, doc.Quote(oneLine(title.Text)))
		case title.Text == "" && !read(i) && g.filled(i):
			titles = append(titles, lang.Sprintf("column %s, without a title", doc.Column(i+1)))
		}
	}
	if len(titles) > 0 {
		l.note("aside", "these columns are not read: %v", titles)
	}
	if above := quotedTexts(g.above); len(above) > 0 {
		l.note("aside", "this stands above the header, and is not read: %v", above)
	}
}

func titlesOf(dimensions []*dimension) (titles lang.List) {
	for _, d := range dimensions {
		titles = append(titles, doc.Quote(d.Text))
	}
	return titles
}

// quotedTexts are the texts of those cells that have some.
func quotedTexts(row []table.Cell) (texts lang.List) {
	for _, cell := range row {
		if cell.Text != "" {
			texts = append(texts, doc.Quote(oneLine(cell.Text)))
		}
	}
	return texts
}
