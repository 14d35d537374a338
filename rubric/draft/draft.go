// Package draft makes a rubric to begin with: of a ladder that somebody keeps in a
// spreadsheet or in Markdown, or as a scaffold that shows what a rubric may have.
//
// What a file leaves open is guessed, and every guess is said. What cannot be
// guessed safely is an error at its cell. A rubric that comes out of here loads.
package draft

import (
	"bytes"
	"cmp"
	"errors"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// MaxSize is the largest file that is read, in bytes.
const MaxSize = table.MaxSize

// Options say what a file does not say itself.
type Options struct {
	Sheet string   // of a workbook; empty is the first that holds a table
	Role  string   // whose levels are read, where a file has several; empty is the only one
	ID    string   // of the rubric; empty: made of the file's name
	Texts lang.Tag // the language of the file; empty: guessed
	Say   lang.Tag // the language of comments
}

// Draft is a rubric that was made, and what was guessed on the way.
type Draft struct {
	Text  []byte
	Notes []table.Note
}

// Import makes a rubric of a ladder in a table or in Markdown. Name is the file's,
// of which the rubric's is made. The error is doc.Problems, each at its cell.
func Import(name string, data []byte, o Options) (Draft, error) {
	l := &ladder{o: o, name: base(name)}
	switch {
	case isData(name, data):
		l.refuseData(name, data)
	case isMarkdown(name, data):
		l.readMarkdown(name, data)
	default:
		l.readTable(name, data)
	}
	for _, next := range []func(){l.leaveFigures, l.climb, l.describe} {
		if l.file.Err() == nil {
			next()
		}
	}
	if err := l.file.Err(); err != nil {
		return Draft{}, err
	}
	l.findLanguage()
	r := l.rubric()
	l.noteMade(r)
	text := write(r, l.comments(), o.Say)
	if len(text) > doc.MaxSize {
		l.refuseSize(len(text))
		return Draft{}, l.file.Err()
	}
	if _, err := rubric.Parse(l.name, text); err != nil {
		return Draft{}, l.placed(text, err)
	}
	return Draft{text, l.notes}, nil
}

// noteMade says what is in the rubric that was made.
func (l *ladder) noteMade(r *rubric.Rubric) {
	var titles lang.List
	for _, d := range r.Dimensions {
		titles = append(titles, doc.Quote(d.Title.In(l.texts)))
	}
	l.note("made", "the rubric has %v and %v: %v", lang.Count(len(r.Levels), "level", "levels"), lang.Count(len(titles), "dimension", "dimensions"), titles)
}

// refuseSize reports, at the dimension with most words, that the rubric would be of so
// many bytes, which is too large.
func (l *ladder) refuseSize(size int) {
	most, largest := 0, l.dimensions[0]
	for _, d := range l.dimensions {
		if n := d.size(); n > most {
			most, largest = n, d
		}
	}
	l.report(largest.Pos, "size", lang.Sprintf("a rubric has %d KiB at most, and this one would have %d: it has %v and %v, and most words are on %v",
		doc.MaxSize>>10, size>>10, lang.Count(len(l.levels), "level", "levels"), lang.Count(len(l.dimensions), "dimension", "dimensions"), doc.Quote(largest.Text)),
		lang.Sprintf("shorten the words to what tells levels apart, or take out what is no level or no dimension"))
}

// size is how many bytes the words of a dimension have.
func (d *dimension) size() (n int) {
	for _, s := range d.steps {
		for _, words := range s.words {
			n += len(words)
		}
	}
	return n
}

// placed is what is wrong with the rubric that was made, at the levels that it is
// about: that no answers reach one, for those that came before it.
func (l *ladder) placed(text []byte, err error) error {
	var problems doc.Problems
	if !errors.As(err, &problems) {
		return err
	}
	for _, p := range problems {
		at := doc.Pos{}
		above := strings.Join(strings.SplitAfter(string(text), "\n")[:p.Line], "")
		if _, levels, _ := strings.Cut(above, "\nlevels:\n"); levels != "" && !strings.Contains(levels, "\nquestions:\n") {
			at = l.levels[strings.Count(levels, "  - id: ")-1].Pos
		}
		l.report(at, p.Code, p.Text, p.Hint)
	}
	return l.file.Err()
}

// formSaid is where YAML or JSON says that it is a file of rung's.
var formSaid = regexp.MustCompile(`(?m)^[\s{]*"?schema"?\s*:\s*["']?(rung\.[a-z-]+/v\d+)`)

// isData reports whether a file is YAML or JSON, by its name or by how it begins.
func isData(name string, data []byte) bool {
	return slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(path.Ext(name))) || bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) ||
		formSaid.Match(data)
}

// refuseData reports that a file is a rubric already, or is nothing that a ladder is
// read from.
func (l *ladder) refuseData(name string, data []byte) {
	l.file, _ = doc.Text(name, data)
	said := formSaid.FindSubmatchIndex(data)
	switch {
	case l.file.Err() != nil:
	case said == nil:
		l.report(doc.Pos{}, "format", lang.Sprintf("a ladder is not read from YAML or JSON"), lang.Sprintf("save it as a workbook, CSV, TSV or Markdown"))
	case string(data[said[2]:said[3]]) == rubric.Schema:
		l.report(posAt(data, said[2]), "is-rubric", lang.Sprintf("this is a rubric already"), lang.Message{})
	default:
		l.report(posAt(data, said[2]), "form", lang.Sprintf("this file is of the form %v, and no ladder", doc.Quote(string(data[said[2]:said[3]]))), lang.Message{})
	}
}

// posAt is the place of an offset, in bytes, in a text.
func posAt(text []byte, offset int) doc.Pos {
	line := bytes.LastIndexByte(text[:offset], '\n') + 1
	return doc.Pos{Line: bytes.Count(text[:offset], []byte("\n")) + 1, Col: utf8.RuneCount(text[line:offset]) + 1}
}

// base is the name of a file without its folders.
func base(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

// source is a file in the reading, of which problems are reported.
type source interface {
	Report(at doc.Pos, code string, text, hint lang.Message)
	Err() error
}

// ladder is what a file says, level by level.
type ladder struct {
	o     Options
	title string // of the ladder; empty where the file does not say
	name  string // of the file
	file  source
	notes []table.Note

	levels     []*level // after climb, from the lowest rung up
	dimensions []*dimension
	tracks     []track
	alike      []*dimension // those on which all levels say the same, which are left out
	mute       []*dimension // and those on which none says anything
	texts      lang.Tag
	managing   bool // a dimension tells managers from others, which no text does
}

// level is one level as a file has it.
type level struct {
	table.Cell // its name
	title      string
	label      string
	number     int // in its name; -1: none
	rung       int
	track      int                      // index into ladder.tracks
	said       map[role]table.Cell      // what the file says of it besides
	texts      map[*dimension]*expected // what it expects; nil where it is silent
	scope      map[*dimension]rubric.Range
}

// expected is what a level expects on one dimension.
type expected struct {
	words string
	grade string // what the file calls the step, such as “working”
}

// dimension is one aspect of scope as a file has it.
type dimension struct {
	table.Cell // its title
	steps      []step
}

// track is a line of levels.
type track struct {
	id    string
	title string // as the file says; empty: that of the id
}

func (l *ladder) note(code, format string, args ...any) {
	l.notes = append(l.notes, table.Note{Code: code, Text: lang.Sprintf(format, args...)})
}

func (l *ladder) report(at doc.Pos, code string, text, hint lang.Message) {
	l.file.Report(at, code, text, hint)
}

// levelNamed is the level with this name, a new one if there is none.
func (l *ladder) levelNamed(name table.Cell) *level {
	for _, known := range l.levels {
		if lang.Fold(known.Text) == lang.Fold(name.Text) {
			return known
		}
	}
	name.Text = flat(name.Text)
	made := &level{Cell: name, said: map[role]table.Cell{}, texts: map[*dimension]*expected{}, scope: map[*dimension]rubric.Range{}}
	l.levels = append(l.levels, made)
	return made
}

// dimensionNamed is the dimension with this title, a new one if there is none.
func (l *ladder) dimensionNamed(title table.Cell) *dimension {
	for _, known := range l.dimensions {
		if lang.Fold(known.Text) == lang.Fold(title.Text) {
			return known
		}
	}
	title.Text = flat(title.Text)
	made := &dimension{Cell: title}
	l.dimensions = append(l.dimensions, made)
	return made
}

// expect adds to what a level expects on a dimension.
func (l *level) expect(on *dimension, words, grade string) {
	words, grade = oneLine(words), oneLine(grade)
	if isNothing(words) {
		words = ""
	}
	if isNothing(grade) {
		grade = ""
	}
	known := l.texts[on]
	switch {
	case words == "" && grade == "":
	case known == nil || isNone(known.String()):
		l.texts[on] = &expected{words, grade}
	case isNone(words):
	default:
		known.words, known.grade = joined(known.words, words), cmp.Or(known.grade, grade)
	}
}

// leaveFigures leaves out the dimensions on which no cell has words, or none but those
// that say none. Where no dimension is left, the table is no ladder.
func (l *ladder) leaveFigures() {
	var worded, figures []*dimension
	for _, d := range l.dimensions {
		if l.onlyFigures(d) {
			figures = append(figures, d)
		} else {
			worded = append(worded, d)
		}
	}
	if l.dimensions = worded; len(figures) == 0 {
		return
	}
	if len(worded) == 0 {
		l.report(figures[0].Pos, "layout", lang.Sprintf("no cell says in words what a level expects"), lang.Message{})
		return
	}
	l.note("aside", "only numbers or dates stand there, and they are not read: %v", titlesOf(figures))
}

func (l *ladder) onlyFigures(d *dimension) bool {
	said := false
	for _, one := range l.levels {
		if t := one.texts[d]; t != nil && !isNone(t.String()) {
			if said = true; t.grade != "" || !isFigure(t.words) {
				return false
			}
		}
	}
	return said
}

// resolve gives the cells that point to another level the words of that.
func (l *ladder) resolve() {
	copied := map[*expected]bool{}
	for i, one := range l.levels {
		for _, d := range l.dimensions {
			if other := l.pointedTo(i, one.texts[d]); other != nil && other.texts[d] != nil {
				same := *other.texts[d]
				one.texts[d] = &same
				copied[&same] = true
			} else if other != nil {
				delete(one.texts, d)
			}
		}
	}
	if n, where := l.where(func(one *level, d *dimension) bool { return copied[one.texts[d]] }); n > 0 {
		l.note("same", "these point to another level, and have its words: %v", where)
	}
}

// pointedTo is the level that a text of level i points to instead of words of its
// own; nil if it has some.
func (l *ladder) pointedTo(i int, t *expected) *level {
	if t == nil || t.grade != "" {
		return nil
	}
	words := lang.Fold(t.words)
	if i > 0 && slices.Contains(dittos, words) {
		return l.levels[i-1]
	}
	if m := dittoOf.FindStringSubmatch(words); m != nil {
		for j, other := range l.levels {
			if j != i && slices.Contains([]string{lang.Fold(other.Text), lang.Fold(other.label), lang.Fold(other.title)}, m[1]) {
				return other
			}
		}
	}
	return nil
}

// where lists the cells of which something is so, by dimension, and counts them.
func (l *ladder) where(so func(*level, *dimension) bool) (n int, cells lang.List) {
	for _, d := range l.dimensions {
		var names []string
		for _, one := range l.levels {
			if so(one, d) {
				names = append(names, one.Text)
			}
		}
		if n += len(names); len(names) > 0 {
			cells = append(cells, lang.Sprintf("%v at %v", doc.Quote(d.Text), doc.Words(names)))
		}
	}
	return n, cells
}

// joined are two sentences one after the other; one that is there already is not
// said again.
func joined(first, second string) string {
	switch {
	case first == "" || second == "":
		return first + second
	case strings.Contains(first, second):
		return first
	case strings.ContainsAny(first[len(first)-1:], ".;:!?"):
		return first + " " + second
	}
	return first + " · " + second
}

// String is a text as a step says it.
func (t *expected) String() string {
	switch {
	case t.grade == "" || strings.HasPrefix(lang.Fold(t.words), lang.Fold(t.grade)):
		return t.words
	case t.words == "":
		return t.grade
	}
	return t.grade + " – " + t.words
}

// bullet is how a point of a list begins.
var bullet = regexp.MustCompile(`^\s*(?:[-*•·–◦▪‣]|\d{1,2}[.)]|[a-z]\))\s+`)

// oneLine is a cell as one line, the points of a list in it one behind the other. A
// line that begins in lower case goes on with the one above it.
func oneLine(cell string) (line string) {
	for part := range strings.Lines(cell) {
		words := flat(bullet.ReplaceAllString(part, ""))
		if first := []rune(words + " ")[0]; bullet.MatchString(part) || !unicode.IsLower(first) {
			line = joined(line, words)
		} else {
			line = strings.TrimSpace(line + " " + words)
		}
	}
	return line
}

// flat is a text on one line. No-break spaces stay.
func flat(cell string) string {
	return strings.Join(strings.FieldsFunc(cell, func(c rune) bool { return strings.ContainsRune(" \t\r\n", c) }), " ")
}

// slug makes an id of a title; empty where nothing of it can be in one.
func slug(title string) string {
	words := strings.FieldsFunc(lang.Unaccented(title), func(c rune) bool { return (c < 'a' || 'z' < c) && (c < '0' || '9' < c) })
	id := strings.Join(words, "-")
	return strings.Trim(id[:min(len(id), 60)], "-")
}

// unique is an id that is not taken yet, like the one that is wanted, and takes it.
func unique(taken *[]string, wanted, otherwise string) string {
	id := cmp.Or(wanted, otherwise)
	for n := 2; slices.Contains(*taken, id); n++ {
		id = cmp.Or(wanted, otherwise) + "-" + strconv.Itoa(n)
	}
	*taken = append(*taken, id)
	return id
}
