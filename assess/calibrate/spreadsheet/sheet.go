package spreadsheet

import (
	"slices"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// sheet is a table of ratings in the reading.
type sheet struct {
	*table.Table
	r       *rubric.Rubric
	o       Options
	words   *vocabulary
	columns []column // with a title
	long    bool     // a row is on one dimension

	unreadable bool // for what is wrong with the columns, which was said
	notes      []table.Note

	levels     map[string]*rubric.Level // by what was found to mean them
	above      map[int]string           // the names in the rows above, by column; where a row is on one dimension
	drafts     []*draft
	byPair     map[[2]string]*draft // of subject and rater, by their ids
	unrated    lang.List            // the names in rows without a rating
	complaints map[string]*complaint
	inOrder    []*complaint
}

// open reads a table and what its titles mean.
func open(name string, data []byte, r *rubric.Rubric, o Options) *sheet {
	words := newVocabulary(r)
	s := &sheet{
		Table: table.Parse(name, data, table.Options{Titles: words.titles, Sheet: o.Sheet}),
		r:     r, o: o, words: words, levels: map[string]*rubric.Level{}, above: map[int]string{},
		byPair: map[[2]string]*draft{}, complaints: map[string]*complaint{},
	}
	s.notes = s.Table.Notes()
	for i, title := range s.Header() {
		if c := (column{index: i, title: title, meaning: words.title(title.Text)}); title.Text != "" {
			if parts := aside.FindStringSubmatch(title.Text); parts != nil {
				c.scale = scaleIn(parts[2])
			}
			s.columns = append(s.columns, c)
		}
	}
	s.mapColumns()
	return s
}

func (s *sheet) note(code, text string, args ...any) {
	s.notes = append(s.notes, table.Note{Code: code, Text: lang.Sprintf(text, args...)})
}

// refuse reports what is wrong with the table as a whole, so that no row is read.
func (s *sheet) refuse(at doc.Pos, code string, text, hint lang.Message) {
	s.unreadable = true
	s.Report(at, code, text, hint)
}

// isEmpty reports whether there is no row to read.
func (s *sheet) isEmpty() bool {
	for range s.Rows() {
		return false
	}
	return true
}

// start is where the header begins.
func (s *sheet) start() doc.Pos { return s.columns[0].title.Pos }

// mapColumns gives columns the meanings that were said.
func (s *sheet) mapColumns() {
	if len(s.columns) == 0 {
		return
	}
	for _, m := range s.o.Map {
		what := s.words.title(m.What)
		switch {
		case !what.known():
			s.refuse(doc.Pos{}, "map", lang.Sprintf("%v is nothing that a column holds", doc.Quote(m.What)),
				lang.Sprintf("it is one of %v, or a dimension", doc.Words([]string{"subject", "rater", "relation", "level", "dimension", "value", "comment", "nothing"})))
		case !s.mapColumn(m.Title, what):
			s.refuse(s.start(), "map", lang.Sprintf("there is no column %v; there are %v", doc.Quote(m.Title), s.titlesOf(all)), lang.Message{})
		}
	}
}

// mapColumn gives the columns with a title a meaning, and takes it from those that
// have it by their titles. It is false if none has the title.
func (s *sheet) mapColumn(title string, what meaning) (found bool) {
	for i := range s.columns {
		switch c := &s.columns[i]; {
		case c.mapped && c.meaning != what && title != "" && plain(c.title.Text) == plain(title):
			s.refuse(c.title.Pos, "map", lang.Sprintf("the column %v is mapped twice, and can only be one thing", doc.Quote(c.title.Text)), lang.Message{})
			found = true
		case title != "" && plain(c.title.Text) == plain(title):
			c.meaning, c.mapped, found = what, true, true
		case c.meaning == what && !c.mapped:
			c.meaning = meaning{}
		}
	}
	return found || title == ""
}

// with lists the columns that fit.
func (s *sheet) with(fits func(column) bool) (found []column) {
	for _, c := range s.columns {
		if fits(c) {
			found = append(found, c)
		}
	}
	return found
}

func all(column) bool { return true }

func (s *sheet) titlesOf(fits func(column) bool) (titles lang.List) {
	for _, c := range s.with(fits) {
		titles = append(titles, doc.Quote(oneLine(c.title.Text)))
	}
	return titles
}

// holding lists the columns with a role.
func (s *sheet) holding(r role) []column {
	return s.with(func(c column) bool { return c.role == r })
}

// first is the first column with a role, if there is any.
func (s *sheet) first(r role) (c column, any bool) {
	found := s.holding(r)
	if len(found) == 0 {
		return column{index: -1}, false
	}
	return found[0], true
}

// cells are the cells of a column that are not blank.
func (s *sheet) cells(c column) (filled []table.Cell) {
	for row := range s.Rows() {
		if cell := row.Cell(c.index); cell.Text != "" {
			filled = append(filled, cell)
		}
	}
	return filled
}

// every reports whether a column has cells, and all of them fit.
func (s *sheet) every(c column, fits func(table.Cell) bool) bool {
	cells := s.cells(c)
	return len(cells) > 0 && !slices.ContainsFunc(cells, func(cell table.Cell) bool { return !fits(cell) })
}
