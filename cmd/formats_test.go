package cmd_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"

	"rung/rubric/lang"
)

// hostileSubject would be a formula, an element and a cell of a table.
const hostileSubject = "=1+1 <script>| a"

// shelved is a machine with two assessments of somebody with a hostile name.
func shelved(t *testing.T, language string) *machine {
	t.Helper()
	m := newMachine(t, language)
	for _, a := range []struct{ who, answers, notes string }{
		{"relation: self", "teams-led: 1, teams-met: 2, reports: nobody, hires: skip, craft-part: teaches, talks: 4", ""},
		{"rater: '@b|<i>'\nrelation: manager", "teams-led: 1, teams-met: 2, reports: nobody, hires: 1, craft-part: practises, talks: 4",
			"notes: {craft-part: '| b', talks: '=HYPERLINK(1)'}\n"},
	} {
		m.now = m.now.AddDate(0, 1, 0)
		m.must("assess", "--rubric", miniRubric(t), "--answers", m.put("answers.yaml",
			"schema: rung.answers/v1\nrubric: mini\nsubject: '"+hostileSubject+"'\n"+a.who+"\nanswers: {"+a.answers+"}\n"+a.notes))
	}
	return m
}

// page is a command that prints tables.
type page struct {
	args   []string
	tables []string // in the order in which they stand
}

var pages = []page{
	{args: []string{"assess", "--example", "senior-pm"}, tables: []string{"levels", "comparison", "answers"}},
	{args: []string{"show"}, tables: []string{"levels", "comparison", "answers"}},
	{args: []string{"history"}, tables: []string{"assessments"}},
	{args: []string{"compare"}, tables: []string{"assessments", "dimensions"}},
	{args: []string{"levels"}, tables: []string{"levels"}},
	{args: []string{"levels", "cpo", "--elsewhere"}, tables: []string{"spread"}},
	{args: []string{"rubric", "test", "--people", "3000"}, tables: []string{"personas", "simulation", "found", "bins"}},
	{args: []string{"calibrate", "demo"}, tables: []string{"people", "dimensions", "agenda", "decisions"}},
}

// TestEveryFormatHoldsTheSameFigures reads what a command prints back from every
// format: what stands in the tables of CSV stands in all others, as far as they
// hold it.
func TestEveryFormatHoldsTheSameFigures(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"en", "fr"} {
		m := shelved(t, language)
		for _, p := range pages {
			t.Run(language+" "+strings.Join(p.args, " "), func(t *testing.T) {
				m := *m
				m.t = t
				rows := map[string][][]string{"html": htmlRows(t, m.print(p, "html")), "md": markdownRows(t, m.print(p, "md"))}
				sentences := sentencesOf(m.must(append(p.args, "--plain")...))
				numbers := jsonNumbers(t, m.print(p, "json"))
				book := m.workbook(p)
				for i, name := range p.tables {
					table := csvRows(t, m.must(append(p.args, "--table", name)...))
					sameSheet(t, book, book.GetSheetName(i+1), table)
					for _, row := range table[1:] {
						for format, rows := range rows {
							if !stands(shown(name, row), rows) {
								t.Errorf("%s: no row says %q", format, row)
							}
						}
						if p.says(name) && !stands(said(name, table[0], row), sentences) {
							t.Errorf("plain: no sentence says %q", row)
						}
						for _, f := range counted(name, row) {
							if !numbers[f] {
								t.Errorf("json: %v of %q is not there", f, row)
							}
						}
					}
				}
			})
		}
	}
}

// print is what a command prints in a format.
func (m *machine) print(p page, format string) string {
	m.t.Helper()
	return m.must(append(p.args, "--format", format)...)
}

// says reports whether a table stands in sentences too: a result says no
// answers, and no ladder; a session is told in other words, and of a rubric that was
// tried only the figures.
func (p page) says(table string) bool {
	if p.args[0] == "rubric" {
		return table == "simulation"
	}
	return p.args[0] == "levels" || p.args[0] != "calibrate" && table != "answers" && table != "levels"
}

// shown are the fields of a row of CSV that a page shows: of a level in a ladder
// the title, the rung, and a chance that does not round to none.
func shown(table string, row []string) []string {
	if table != "levels" {
		return row
	}
	if chance, err := strconv.ParseFloat(row[len(row)-1], 64); err == nil && chance >= 0.005 {
		return []string{row[0], row[4], row[len(row)-1]}
	}
	return []string{row[0], row[4]}
}

// said are those that sentences say: of what is expected, only how far it is.
func said(table string, header, row []string) []string {
	if table != "comparison" {
		return shown(table, row)
	}
	return []string{row[0], row[1], row[2], row[len(row)-1]}
}

// counted are the figures of a row that JSON has; what is said of levels it
// leaves to the rubric, of an answer it has the step, and the steps to go it
// leaves to the reader.
func counted(table string, row []string) (figures []float64) {
	switch table {
	case "comparison":
		row = row[1:2]
	case "levels":
		row = row[5:]
	case "answers":
		row = row[3:4]
	}
	for _, field := range row {
		if f, err := strconv.ParseFloat(field, 64); err == nil {
			figures = append(figures, f)
		}
	}
	return figures
}

// stands reports whether one of the rows holds all fields: texts as they are,
// figures in as many decimals as it has, in per cent, or as all but certain. No step to go may be said in words.
func stands(fields []string, rows [][]string) bool {
	for _, row := range rows {
		all, whole := true, strings.Join(row, " ")
		for _, field := range fields {
			f, err := strconv.ParseFloat(field, 64)
			switch {
			case err != nil:
				all = all && strings.Contains(whole, strings.Join(strings.Fields(unguarded(field)), " "))
			case f != 0:
				all = all && (holds(whole, f) || percentage(whole, f) || beyond(whole, f) || unsure(whole, f))
			}
		}
		if all {
			return true
		}
	}
	return false
}

var figure = regexp.MustCompile(`\d+(?:[.,]\d+)?`)

// holds reports whether a text has a figure, rounded to its decimals; only a
// whole one stands without any.
func holds(text string, f float64) bool {
	for _, token := range figure.FindAllString(text, -1) {
		_, decimals, _ := strings.Cut(strings.Replace(token, ",", ".", 1), ".")
		rounded := rounded(math.Abs(f), len(decimals))
		if strings.Replace(token, ",", ".", 1) == rounded && (decimals != "" || f == math.Trunc(f)) {
			return true
		}
	}
	return false
}

func rounded(f float64, decimals int) string {
	return strconv.FormatFloat(lang.Number{Value: f, Decimals: decimals}.Shown(), 'f', decimals, 64)
}

// beyond reports whether a text says that a figure lies below the ladder or above it.
func beyond(text string, f float64) bool {
	return f < 1 && strings.Contains(text, "(<1") || f > 6 && strings.Contains(text, ">6)")
}

// unsure reports whether a text says that a chance is all but a certainty.
func unsure(text string, chance float64) bool {
	text = strings.Join(strings.Fields(text), " ")
	return chance >= 0.995 && chance < 1 && (strings.Contains(text, "over 0.99") || strings.Contains(text, "> 0,99"))
}

// percentage reports whether a text has a share in whole per cent.
func percentage(text string, share float64) bool {
	said := rounded(100*share, 0)
	return strings.Contains(text, said+"%") || strings.Contains(text, said+"\u00a0%") || strings.Contains(text, said+" %")
}

// unguarded is a field without the apostrophe that keeps it from being a formula.
func unguarded(field string) string {
	if len(field) > 1 && field[0] == '\'' && strings.ContainsRune("=+-@", rune(field[1])) {
		return field[1:]
	}
	return field
}

func csvRows(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%v of\n%s", err, text)
	}
	return rows
}

// sentencesOf are the sentences of a text, wherever it is wrapped.
func sentencesOf(text string) (all [][]string) {
	for sentence := range strings.SplitSeq(text, ".\n") {
		all = append(all, []string{strings.Join(strings.Fields(sentence), " ")})
	}
	return all
}

func markdownRows(t *testing.T, text string) [][]string {
	t.Helper()
	var page bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(text), &page); err != nil {
		t.Fatal(err)
	}
	return htmlRows(t, page.String())
}

// htmlRows are the rows of all tables and lists of a page, as they are read aloud.
func htmlRows(t *testing.T, text string) (rows [][]string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "tr" && n.Data != "li" {
			continue
		}
		var row []string
		for cell := range n.ChildNodes() {
			row = append(row, strings.Join(strings.Fields(readAloud(cell)), " "))
		}
		rows = append(rows, row)
	}
	return rows
}

func readAloud(n *html.Node) string {
	var b strings.Builder
	for _, a := range n.Attr {
		switch a.Key {
		case "aria-hidden":
			return ""
		case "aria-label":
			b.WriteString(a.Val + " ")
		}
	}
	if n.Type == html.TextNode {
		return n.Data
	}
	for c := range n.ChildNodes() {
		b.WriteString(readAloud(c))
	}
	if n.Data == "td" || n.Data == "th" || n.Data == "span" {
		b.WriteString(" ")
	}
	return b.String()
}

// jsonNumbers are all numbers of a document.
func jsonNumbers(t *testing.T, text string) map[float64]bool {
	t.Helper()
	all := map[float64]bool{}
	for d := json.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if err != nil {
			return all
		}
		if f, is := token.(float64); is {
			all[f] = true
		}
	}
}

func (m *machine) workbook(p page) *excelize.File {
	m.t.Helper()
	file := filepath.Join(m.t.TempDir(), "a.xlsx")
	m.must(append(p.args, "-o", file)...)
	book, err := excelize.OpenFile(file)
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() { book.Close() })
	return book
}

// sameSheet holds a sheet to a table of CSV, field by field.
func sameSheet(t *testing.T, book *excelize.File, name string, table [][]string) {
	t.Helper()
	sheet, err := book.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil || len(sheet) < len(table) {
		t.Errorf("xlsx: %s has %d rows: %v", name, len(sheet), err)
		return
	}
	for r, row := range table {
		for c, field := range row {
			cell := ""
			if c < len(sheet[r]) {
				cell = sheet[r][c]
			}
			want, err := strconv.ParseFloat(field, 64)
			got, _ := strconv.ParseFloat(cell, 64)
			if cell != unguarded(field) && (err != nil || math.Abs(got-want) > 1e-6) {
				t.Errorf("xlsx: row %d of %s has %q for %q", r+1, name, cell, field)
			}
		}
	}
}
