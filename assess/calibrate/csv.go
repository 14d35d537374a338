package calibrate

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// MaxRatings is the largest file of ratings, in bytes: room for 10,000 subjects
// with a few raters each.
const MaxRatings = 8 << 20

// ParseRatings reads a file of ratings: a header with the columns subject,
// rater, relation, and either level or one column per dimension, by id, in any
// order; then one row per rating. A dimension's cell may be blank, and so may
// the rater of a self rating.
//
// Fields are separated by commas, semicolons or tabs, whichever the header uses.
// With the latter two, as spreadsheets write where the comma is the decimal
// mark, numbers may have either mark. A byte order mark and CRLF are allowed;
// everything else that is not exactly so is refused. Name is used in messages;
// the error is doc.Problems, with everything that is wrong, and then there are
// no ratings.
func ParseRatings(file string, data []byte, r *rubric.Rubric) ([]Submission, error) {
	t := readTable(file, data)
	t.checkColumns(append([]string{"level"}, dimensionIDs(r)...))
	t.checkContentColumns()
	return t.submissions(func(row []field) (Submission, field) { return t.content(row, r) }, r)
}

// ParseRoster reads who is expected to rate whom: a file of the same form with
// the columns subject, rater and relation alone. The submissions it returns have
// no content.
func ParseRoster(file string, data []byte) ([]Submission, error) {
	t := readTable(file, data)
	t.checkColumns(nil)
	return t.submissions(func([]field) (Submission, field) { return Submission{}, field{} }, nil)
}

func dimensionIDs(r *rubric.Rubric) []string {
	var ids []string
	for _, d := range r.Dimensions {
		ids = append(ids, d.ID)
	}
	return ids
}

// table is a CSV file as it was read, and what is wrong with it.
type table struct {
	file      string
	lines     []string
	separator byte
	header    []field
	columns   map[string]int // by title; of one that is there twice, the first
	rows      [][]field
	headless  bool // the header is wrong, and the rows cannot be read
	problems  doc.Problems
}

// field is one cell. Line and Col count from 1, Col in characters.
type field struct {
	text string
	doc.Pos
}

// maxProblems bounds how many problems of a file are kept.
const maxProblems = 1000

func (t *table) report(at doc.Pos, code string, text lang.Message, hint lang.Message) {
	if len(t.problems) == maxProblems {
		return
	}
	source := ""
	if at.Line > 0 && at.Line <= len(t.lines) {
		source = t.lines[at.Line-1]
	}
	t.problems = append(t.problems, doc.Problem{File: t.file, Line: at.Line, Col: at.Col, Code: code, Text: text, Hint: hint, Source: source})
}

func say(en, fr string, args ...any) lang.Message { return lang.Sprintf(lang.T(en, fr), args...) }

// readTable splits a file into cells. A row ends with its line, so that one
// broken row leaves the others whole.
func readTable(file string, data []byte) *table {
	t := &table{file: file, columns: map[string]int{}}
	if len(data) > MaxRatings {
		t.report(doc.Pos{}, "size", say("the file is larger than %d KiB, the most that is read", "le fichier dépasse %d Kio, le plus qui soit lu", MaxRatings>>10), lang.Message{})
		return t
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	t.lines = strings.Split(text, "\n")
	for i, line := range t.lines {
		t.lines[i] = strings.TrimSuffix(line, "\r")
		t.checkCharacters(t.lines[i], i+1)
	}
	if len(t.problems) > 0 {
		return t
	}
	for i, line := range t.lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if t.separator == 0 {
			t.separator = separatorOf(line)
			t.header, _ = t.split(line, i+1)
			continue
		}
		if row, ok := t.split(line, i+1); ok && !blankRow(row) {
			t.rows = append(t.rows, row)
		}
	}
	if t.header == nil {
		t.report(doc.Pos{}, "empty", say("the file is empty", "le fichier est vide"), lang.Message{})
	}
	return t
}

// maxLine is the longest line, in bytes: room for a hundred dimensions.
const maxLine = 8 << 10

func (t *table) checkCharacters(line string, number int) {
	if len(line) > maxLine {
		t.report(doc.Pos{Line: number, Col: 1}, "size", say("this line has %d bytes; %d are allowed", "cette ligne fait %d octets ; %d sont permis", len(line), maxLine), lang.Message{})
		return
	}
	col := 0
	for i, c := range line {
		col++
		at := doc.Pos{Line: number, Col: col}
		switch {
		case c == utf8.RuneError && !strings.HasPrefix(line[i:], "\uFFFD"):
			t.report(at, "utf-8", say("byte 0x%02x is not UTF-8 text", "l’octet 0x%02x n’est pas du texte UTF-8", line[i]),
				say("save the file as CSV UTF-8", "enregistrez le fichier en CSV UTF-8"))
			return
		case lang.Invisible(c) && c != '\t':
			t.report(at, "character", say("the character %U does not show", "le caractère %U ne s’affiche pas", c), say("remove it", "retirez-le"))
			return
		}
	}
}

// separatorOf is what a header is separated by: titles have none of the three.
func separatorOf(header string) byte {
	best := byte(',')
	for _, c := range []byte{';', '\t'} {
		if strings.Count(header, string(c)) > strings.Count(header, string(best)) {
			best = c
		}
	}
	return best
}

func blankRow(row []field) bool {
	return !slices.ContainsFunc(row, func(f field) bool { return f.text != "" })
}

// split cuts a line into cells, without the space around them. It is not ok if
// the line is broken.
func (t *table) split(line string, number int) (row []field, ok bool) {
	before := len(t.problems)
	for at, col := 0, 1; ; {
		f := field{Pos: doc.Pos{Line: number, Col: col}}
		length, ends := 0, true
		if strings.HasPrefix(line[at:], `"`) {
			f.text, length, ends = t.quoted(line[at:], f.Pos)
		} else {
			f.text, length = t.plain(line[at:], f.Pos)
		}
		f.text = strings.TrimSpace(f.text)
		row = append(row, f)
		col += utf8.RuneCountInString(line[at:at+length]) + 1
		at += length
		if !ends || at >= len(line) {
			return row, len(t.problems) == before
		}
		at++
	}
}

func (t *table) plain(rest string, at doc.Pos) (text string, length int) {
	text, _, _ = strings.Cut(rest, string(t.separator))
	if i := strings.IndexByte(text, '"'); i >= 0 {
		at.Col += utf8.RuneCountInString(text[:i])
		t.report(at, "quote", say("there is a quotation mark inside the cell", "il y a un guillemet à l’intérieur de la cellule"),
			say(`put the whole cell in quotation marks, and double those inside: "a ""b"" c"`, `mettez toute la cellule entre guillemets, et doublez ceux de l’intérieur : "a ""b"" c"`))
	}
	return text, len(text)
}

// quoted reads a cell in quotation marks; length includes them. Ends is false if
// there is no telling where the cell ends.
func (t *table) quoted(rest string, at doc.Pos) (text string, length int, ends bool) {
	var b strings.Builder
	for i := 1; i < len(rest); i++ {
		switch {
		case rest[i] != '"':
			b.WriteByte(rest[i])
		case strings.HasPrefix(rest[i+1:], `"`):
			b.WriteByte('"')
			i++
		case i+1 == len(rest) || rest[i+1] == t.separator:
			return b.String(), i + 1, true
		default:
			at.Col += utf8.RuneCountInString(rest[:i+1])
			t.report(at, "quote", say("there is text behind the closing quotation mark", "il y a du texte après le guillemet fermant"), lang.Message{})
			return b.String(), len(rest), false
		}
	}
	t.report(at, "quote", say("this quotation mark is not closed on its line", "ce guillemet n’est pas fermé sur sa ligne"), lang.Message{})
	return b.String(), len(rest), false
}

// alwaysThere are the columns that every file has.
func alwaysThere() []string { return []string{"subject", "rater", "relation"} }

// checkColumns looks up the titles: alwaysThere, and those.
func (t *table) checkColumns(others []string) {
	before := len(t.problems)
	defer func() { t.headless = len(t.problems) > before }()
	known := append(alwaysThere(), others...)
	for i, title := range t.header {
		first, taken := t.columns[title.text]
		switch {
		case title.text == "":
		case !slices.Contains(known, title.text):
			t.report(title.Pos, "unknown-column", say("unknown column %v", "colonne inconnue %v", doc.Quote(title.text)), doc.DidYouMean(title.text, known))
		case taken:
			t.report(title.Pos, "duplicate-column", say("the column %v is here and at column %d", "la colonne %v est ici et à la colonne %d", doc.Quote(title.text), t.header[first].Col), lang.Message{})
		default:
			t.columns[title.text] = i
		}
	}
	for _, title := range alwaysThere() {
		if _, there := t.columns[title]; !there && t.header != nil {
			t.report(t.header[0].Pos, "missing-column", say("the column %v is missing", "il manque la colonne %v", doc.Quote(title)), lang.Message{})
		}
	}
}

// checkContentColumns refuses levels and values in one file, and neither.
func (t *table) checkContentColumns() {
	level, levels := t.columns["level"]
	content := len(t.columns)
	for _, title := range alwaysThere() {
		if _, there := t.columns[title]; there {
			content--
		}
	}
	switch {
	case t.header == nil || t.headless:
	case content == 0:
		t.headless = true
		t.report(t.header[0].Pos, "missing-column", say("there is no column with ratings", "il n’y a pas de colonne d’évaluation"),
			say("add the column level, or one column per dimension", "ajoutez la colonne level, ou une colonne par dimension"))
	case levels && content > 1:
		t.headless = true
		t.report(t.header[level].Pos, "columns", say("there are levels and dimensions in one file", "il y a des niveaux et des dimensions dans un même fichier"),
			say("make two files of it", "faites-en deux fichiers"))
	}
}

// cell is a row's cell under a title; blank at the row's beginning if there is
// none.
func (t *table) cell(row []field, title string) field {
	if i, there := t.columns[title]; there && i < len(row) {
		return row[i]
	}
	return field{Pos: row[0].Pos}
}

// submissions reads every row. Content reads what is particular to the file, and
// names the cell to blame for it.
func (t *table) submissions(content func([]field) (Submission, field), r *rubric.Rubric) ([]Submission, error) {
	if len(t.problems) == 0 && len(t.rows) == 0 {
		t.report(t.header[0].Pos, "empty", say("there are no rows below the header", "il n’y a aucune ligne sous l’en-tête"), lang.Message{})
	}
	if t.headless {
		t.rows = nil
	}
	var all []Submission
	lines := map[[2]string]int{}
	for _, row := range t.rows {
		if len(t.problems) == maxProblems {
			break
		}
		if !t.fits(row) {
			continue
		}
		sub, blame := content(row)
		if !t.people(row, &sub, lines) || blame.text == bad {
			continue
		}
		if r != nil {
			if err := sub.checkContent(r); err != nil {
				t.report(blame.Pos, "content", say("%v", "%v", err), lang.Message{})
			}
		}
		all = append(all, sub)
	}
	if len(t.problems) > 0 {
		slices.SortStableFunc(t.problems, func(a, b doc.Problem) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
		})
		return nil, t.problems
	}
	return all, nil
}

// bad marks a cell that was reported already; no cell can hold it.
const bad = "\x00"

// fits reports whether a row has as many cells as the header. Blank ones at the
// end, which spreadsheets add, do not count.
func (t *table) fits(row []field) bool {
	for i, f := range row {
		if f.text != "" && (i >= len(t.header) || t.header[i].text == "") {
			t.report(f.Pos, "fields", say("this cell is under no column", "cette cellule n’est sous aucune colonne"), lang.Message{})
			return false
		}
	}
	needed := len(t.header)
	for needed > 0 && t.header[needed-1].text == "" {
		needed--
	}
	if len(row) < needed {
		cells := lang.Count{N: len(row), One: lang.T("cell", "cellule"), Many: lang.T("cells", "cellules")}
		t.report(row[0].Pos, "fields", say("this row has %v; the header has %d", "cette ligne a %v ; l’en-tête en a %d", cells, needed), lang.Message{})
		return false
	}
	return true
}

// people reads subject, rater and relation into sub.
func (t *table) people(row []field, sub *Submission, lines map[[2]string]int) bool {
	before := len(t.problems)
	relation := t.cell(row, "relation")
	sub.Relation = assess.Relation(relation.text)
	if relation.text == "" {
		t.report(relation.Pos, "relation", say("this rating has no relation", "cette évaluation n’a pas de relation"), doc.DidYouMean("", relationWords()))
	} else if !known(sub.Relation) {
		t.report(relation.Pos, "relation", say("%v is not allowed here", "%v n’est pas permis ici", doc.Quote(relation.text)), doc.DidYouMean(relation.text, relationWords()))
	}
	subject, rater := t.cell(row, "subject"), t.cell(row, "rater")
	if rater.text == "" && sub.Relation == assess.Self {
		rater.text = subject.text
	}
	sub.Subject, sub.Rater = t.person(subject), t.person(rater)
	if len(t.problems) > before {
		return false
	}
	if err := checkRelation(sub.Subject, sub.Rater, sub.Relation); err != nil {
		t.report(relation.Pos, "relation", say("%v", "%v", err), lang.Message{})
	}
	key := [2]string{sub.Subject.ID, sub.Rater.ID}
	if first, twice := lines[key]; twice {
		t.report(subject.Pos, "duplicate", say("%v rates %v here and on line %d", "%v évalue %v ici et à la ligne %d", doc.Quote(sub.Rater.Name), doc.Quote(sub.Subject.Name), first), lang.Message{})
	} else {
		lines[key] = subject.Line
	}
	return len(t.problems) == before
}

func (t *table) person(f field) assess.Person {
	p, err := assess.NewPerson(f.text)
	if err != nil {
		t.report(f.Pos, "name", say("%v", "%v", err), lang.Message{})
	}
	return p
}

// content reads the level or the values of a row. The cell it returns is the one
// to blame if they do not fit.
func (t *table) content(row []field, r *rubric.Rubric) (Submission, field) {
	if _, levels := t.columns["level"]; levels {
		return t.levelOf(t.cell(row, "level"), r)
	}
	sub, blame := Submission{Values: map[string]float64{}}, field{Pos: row[0].Pos}
	for d := range r.Dimensions {
		dim := &r.Dimensions[d]
		cell := t.cell(row, dim.ID)
		if cell.text == "" {
			continue
		}
		value, ok := t.number(cell, dim)
		if !ok {
			blame.text = bad
		}
		sub.Values[dim.ID] = value
	}
	return sub, blame
}

func (t *table) levelOf(cell field, r *rubric.Rubric) (Submission, field) {
	switch {
	case cell.text == "":
		t.report(cell.Pos, "level", say("this rating has no level", "cette évaluation n’a pas de niveau"), lang.Message{})
		return Submission{}, field{text: bad}
	case r.LevelIndex(cell.text) < 0:
		t.report(cell.Pos, "level", say("the rubric %v has no level %v", "le référentiel %v n’a pas de niveau %v", doc.Quote(r.ID), doc.Quote(cell.text)), levelHint(cell.text, r))
		return Submission{}, field{text: bad}
	}
	return Submission{Level: cell.text}, cell
}

// number reads a step, fractions allowed.
func (t *table) number(cell field, d *rubric.Dimension) (float64, bool) {
	text := cell.text
	if t.separator != ',' {
		text = strings.Replace(text, ",", ".", 1)
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || !isDecimal(text) {
		t.report(cell.Pos, "number", say("%v is not a number", "%v n’est pas un nombre", doc.Quote(cell.text)), numberHint(text))
		return 0, false
	}
	if value > float64(d.Top()) {
		t.report(cell.Pos, "range", say("%s is out of range; a step of %v is a number from 0 to %d", "%s est hors limites ; un palier de %v est un nombre de 0 à %d", cell.text, doc.Quote(d.ID), d.Top()), lang.Message{})
		return 0, false
	}
	return value, true
}

// isDecimal reports whether a text is a few digits, or two lots of them around a
// point.
func isDecimal(text string) bool {
	whole, rest, pointed := strings.Cut(text, ".")
	return areDigits(whole) && (!pointed || areDigits(rest))
}

func areDigits(text string) bool {
	return text != "" && len(text) <= 9 && strings.Trim(text, "0123456789") == ""
}

func numberHint(text string) lang.Message {
	if pointed := strings.Replace(text, ",", ".", 1); pointed != text && isDecimal(pointed) {
		return say("write %s, with a point", "écrivez %s, avec un point", pointed)
	}
	return lang.Message{}
}
