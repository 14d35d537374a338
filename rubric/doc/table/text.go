package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// maxLine is the longest line of a text, in bytes: room for a hundred columns with
// a note in each.
const maxLine = 64 << 10

// parseText reads a table of delimited text.
func parseText(name string, data []byte, o Options) *Table {
	t := &Table{}
	data = t.utf8(data)
	if !bytes.Contains(data, []byte("\n")) {
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	var text string
	if t.d, text = doc.Text(name, data); t.Err() != nil {
		return t
	}
	t.checkLines(text)
	s := scanner{Table: t, text: text}
	separators := s.separators()
	if t.Err() != nil {
		return t
	}
	separator, most, header := separators[0], 0, 0
	for _, one := range separators {
		if titles, i := o.best(s.rows(one, false)); titles > most {
			separator, most, header = one, titles, i
		}
	}
	t.fill(s.rows(separator, true), header)
	return t
}

// utf8 is data as UTF-8. Text in UTF-16 says so by its mark, or by half a letter of
// nothing at its start. What is not UTF-8,
// and has no character that only UTF-8 can mean, is what Excel saves as CSV in
// western Europe.
func (t *Table) utf8(data []byte) []byte {
	if order, is := utf16Order(data); is {
		decoded, err := utf16.UTF16(order, utf16.UseBOM).NewDecoder().Bytes(data)
		if err == nil && !bytes.ContainsRune(decoded, utf8.RuneError) {
			return decoded
		}
		return data
	}
	if word := foreign(data); word != nil {
		t.notes = append(t.notes, Note{"encoding", lang.Sprintf(
			"the text is not UTF-8, and was read as Windows-1252, as Excel saves CSV: see that %v is right", doc.Quote(string(western(word))))})
		return western(data)
	}
	return data
}

// utf16Order is the order of the bytes of a text in UTF-16, if it is one.
func utf16Order(data []byte) (order utf16.Endianness, is bool) {
	switch begins := func(mark string) bool { return bytes.HasPrefix(data, []byte(mark)) }; {
	case begins("\xff\xfe"), len(data) > 1 && data[0] != 0 && data[1] == 0:
		return utf16.LittleEndian, true
	case begins("\xfe\xff"), begins("\x00") && !begins("\x00\x00"):
		return utf16.BigEndian, true
	}
	return utf16.LittleEndian, false
}

func western(data []byte) []byte {
	decoded, _ := charmap.Windows1252.NewDecoder().Bytes(data) // every byte is a character
	return decoded
}

// foreign is the first word of data that is not UTF-8, if possible one with a letter
// that is not; nil if there is none, or if another word shows that the rest is.
func foreign(data []byte) (first []byte) {
	if utf8.Valid(data) {
		return nil
	}
	for word := range bytes.FieldsFuncSeq(data, func(c rune) bool { return c < utf8.RuneSelf && !unicode.IsLetter(c) }) {
		switch {
		case !utf8.Valid(word):
			if first == nil || !hasLetter(first) && hasLetter(word) {
				first = word
			}
		case bytes.ContainsFunc(word, func(c rune) bool { return c >= utf8.RuneSelf }):
			return nil
		}
	}
	return first
}

// hasLetter reports whether a word in Windows-1252 has an accented letter.
func hasLetter(word []byte) bool {
	return slices.ContainsFunc(word, func(c byte) bool { return c >= 0xc0 })
}

func (t *Table) checkLines(text string) {
	number := 0
	for line := range strings.Lines(text) {
		if number++; len(line) > maxLine {
			t.Report(doc.Pos{Line: number, Col: 1}, "size", lang.Sprintf(
				"this line has %d bytes; %d are allowed", len(line), maxLine), lang.Message{})
		}
	}
}

// scanner splits a text into rows.
type scanner struct {
	*Table
	text string
}

// separators are those that the text may have, the likeliest first. A first line
// that says one is blanked out.
func (s *scanner) separators() []rune {
	const all = ",;\t|"
	number := 0
	for line := range strings.Lines(s.text) {
		number++
		if strings.Trim(line, " ,;|\t\"\r\n") == "" {
			continue
		}
		said, ok := strings.CutPrefix(strings.Trim(line, "\"\r\n"), "sep=")
		if !ok {
			return mostOf(all, line)
		}
		if len(said) != 1 || !strings.Contains(all, said) {
			s.Report(doc.Pos{Line: number, Col: 1}, "separator",
				lang.Sprintf("cells are separated by a comma, a semicolon, a tab or a bar"), lang.Message{})
		}
		s.text = strings.Replace(s.text, line, strings.Repeat("\n", strings.Count(line, "\n")), 1)
		return []rune(said)
	}
	return []rune(all)
}

// mostOf are separators in the order of how many of each a line has.
func mostOf(separators, line string) []rune {
	ordered := []rune(separators)
	slices.SortStableFunc(ordered, func(a, b rune) int {
		return strings.Count(line, string(b)) - strings.Count(line, string(a))
	})
	return ordered
}

// rows yields the rows that are not blank. Those that cannot be read are reported,
// if that is asked for. A cell that is not closed ends the text.
func (s *scanner) rows(separator rune, report bool) iter.Seq[[]Cell] {
	return func(yield func([]Cell) bool) {
		r := csv.NewReader(strings.NewReader(s.text))
		r.Comma, r.FieldsPerRecord, r.ReuseRecord = separator, -1, true
		lines := strings.Split(s.text, "\n")
		for {
			texts, err := r.Read()
			if err == io.EOF {
				return
			}
			var wrong *csv.ParseError
			if errors.As(err, &wrong) {
				if report {
					s.reportQuote(wrong, lines, separator)
				}
				if wrong.Line > wrong.StartLine {
					return
				}
				continue
			}
			if row := cells(texts, r.FieldPos, lines); !blank(row) && !yield(row) {
				return
			}
		}
	}
}

// cells are the cells of a record. Places are counted on from one to the next.
func cells(texts []string, place func(int) (line, column int), lines []string) []Cell {
	row := make([]Cell, len(texts))
	at, offset := doc.Pos{}, 0
	for i, text := range texts {
		line, column := place(i)
		if line != at.Line {
			at, offset = doc.Pos{Line: line, Col: 1}, 0
		}
		at.Col += utf8.RuneCountInString(lines[line-1][offset : column-1])
		offset = column - 1
		row[i] = Cell{unguarded(strings.TrimSpace(text)), at}
	}
	return row
}

// unguarded is a text without the apostrophe that a program has put before it so
// that no spreadsheet computes it.
func unguarded(text string) string {
	rest, ok := strings.CutPrefix(text, "'")
	start := strings.TrimLeft(rest, `'"＇＂ `)
	if ok && start != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(start)[0]) {
		return rest
	}
	return text
}

// reportQuote says where quotation marks are wrong.
func (s *scanner) reportQuote(wrong *csv.ParseError, lines []string, separator rune) {
	line := strings.TrimSuffix(lines[wrong.Line-1], "\r")
	closed := wrong.Column <= len(line)
	at := doc.Pos{Line: wrong.Line, Col: utf8.RuneCountInString(line[:min(wrong.Column-1, len(line))]) + 1}
	switch {
	case errors.Is(wrong.Err, csv.ErrBareQuote):
		s.Report(at, "quote", lang.Sprintf("there is a quotation mark inside the cell"), doubled)
	case !closed:
		s.Report(opening(wrong.StartLine, lines, separator), "quote", lang.Sprintf("this quotation mark is not closed"), lang.Message{})
	case wrong.Line > wrong.StartLine:
		s.Report(at, "quote", lang.Sprintf("the cell that begins on line %d ends here, and text follows", wrong.StartLine), doubled)
	default:
		at.Col++
		s.Report(at, "quote", lang.Sprintf("there is text behind the closing quotation mark"), lang.Message{})
	}
}

// opening is where the last cell of a record begins whose quotation mark is not
// closed.
func opening(start int, lines []string, separator rune) doc.Pos {
	r := csv.NewReader(strings.NewReader(strings.Join(lines[start-1:], "\n")))
	r.Comma, r.LazyQuotes = separator, true
	texts, _ := r.Read() // what is wrong with it has been seen
	row := cells(texts, r.FieldPos, lines[start-1:])
	at := row[len(row)-1].Pos
	at.Line += start - 1
	return at
}

var doubled = lang.Sprintf(`put the whole cell in quotation marks, and double those inside: "a ""b"" c"`)
