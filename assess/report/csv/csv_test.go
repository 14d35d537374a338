package csv_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"rung/assess/report"
	table "rung/assess/report/csv"
	"rung/rubric/lang"
)

func page() report.Document {
	half, most := 2.5, 3.0
	return report.Document{Lang: lang.EN, Main: "comparison", Blocks: []report.Block{
		report.Headline{Text: "Ada is closest to Senior Product Manager"},
		report.Grid{
			Name: "comparison",
			Key:  &report.Key{Is: "Ada", Here: "Sr. PM"},
			Columns: []report.Column{
				{Title: "Dimension"}, {Title: "", Data: "Ada"}, {Title: "To Staff PM; share"},
			},
			Rows: [][]report.Cell{
				{{Text: "Mentoring"},
					{Text: "●●◐○○", Number: &report.Number{Value: half, Decimals: 1},
						Drawing: report.Steps{Value: &half, Top: 5, Here: &report.Range{Lo: 1, Hi: 2}}},
					{Text: "33 %", Number: &report.Number{Value: 1.0 / 3, Percent: true}}},
				{{Text: "=SUM(A1), \"all\"\nof it"},
					{Text: "○○○", Number: &report.Number{Value: most}, Drawing: report.Steps{Value: &most, Top: 3}},
					{Text: "–", None: true}},
			},
		},
		report.Grid{Columns: []report.Column{{Title: "nameless"}}},
		report.Grid{Name: "answers", Columns: []report.Column{{Title: "Note"}}, Rows: [][]report.Cell{{{}}, {{Text: "-1"}}}},
	}}
}

func written(t rapid.TB, d report.Document, o table.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := table.Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDialects(t *testing.T) {
	for name, c := range map[string]struct {
		options table.Options
		want    string
	}{
		"rfc": {table.Options{}, "Dimension,Ada,Ada (highest step),Sr. PM (from),Sr. PM (to),\"To Staff PM; share\"\r\n" +
			"Mentoring,2.5,5,1,2,0.333333\r\n" +
			"\"'=SUM(A1), \"\"all\"\"\nof it\",3,3,,,\r\n"},
		"excel-fr": {table.Options{Dialect: table.ExcelFR},
			"\ufeffDimension;Ada;Ada (highest step);Sr. PM (from);Sr. PM (to);\"To Staff PM; share\"\r\n" +
				"Mentoring;2,5;5;1;2;0,333333\r\n" +
				"\"'=SUM(A1), \"\"all\"\"\nof it\";3;3;;;\r\n"},
		"another table": {table.Options{Table: "answers"}, "Note\r\n\"\"\r\n'-1\r\n"},
	} {
		if got := written(t, page(), c.options); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestTableThatIsNotThere(t *testing.T) {
	main := page()
	main.Main = ""
	for _, c := range []struct {
		d      report.Document
		table  string
		en, fr string
	}{
		{page(), "x", "there is no table “x”: there are comparison and answers",
			"il n’y a pas de tableau «\u00a0x\u00a0»\u00a0: il y a comparison et answers"},
		{main, "", "say which table you want: there are comparison and answers",
			"dites quel tableau vous voulez\u00a0: il y a comparison et answers"},
		{report.Document{}, "", "this document has no table", "ce document n’a pas de tableau"},
		{report.Document{}, "x", "this document has no table", "ce document n’a pas de tableau"},
	} {
		var b bytes.Buffer
		err := table.Write(&b, c.d, table.Options{Table: c.table})
		if err == nil || lang.In(err, lang.EN) != c.en || lang.In(err, lang.FR) != c.fr || b.Len() > 0 {
			t.Errorf("%q: %v, %q, wrote %q", c.table, err, lang.In(err, lang.FR), b.String())
		}
	}
}

func TestGuard(t *testing.T) {
	for text, want := range map[string]string{
		`=HYPERLINK("http://x","y")`: `'=HYPERLINK("http://x","y")`,
		"+1":                         "'+1",
		"-1":                         "'-1",
		"@SUM(A1)":                   "'@SUM(A1)",
		"  =1":                       "'  =1",
		"\u00a0\u3000＝1":             "'\u00a0\u3000＝1",
		`"=1`:                        `'"=1`,
		"'=1":                        "''=1",
		"''=1":                       "'''=1",
		"＇＠A":                        "'＇＠A",
		"\tx":                        "'\tx",
		"\r\nx":                      "'\r\nx",
		"\rx":                        `\rx`,
		"\x00=1":                     `\x00=1`,
		"\x1b[2J\u202e":              `\x1b[2J\u202e`,
		"it's":                       "it's",
		"'tis":                       "'tis",
		"–":                          "–",
		"−0.3":                       "−0.3",
		"'":                          "'",
		"":                           "",
	} {
		got := fields(t, written(t, single(text), table.Options{}), ',')
		if got[1][0] != want {
			t.Errorf("%q: got %q, want %q", text, got[1][0], want)
		}
	}
}

func single(text string) report.Document {
	return report.Document{Main: "m", Blocks: []report.Block{report.Grid{Name: "m",
		Columns: []report.Column{{Title: "t"}}, Rows: [][]report.Cell{{{Text: text}}}}}}
}

// TestReadBack holds that what is read back, the guard undone, is what there was.
func TestReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := report.Document{Main: "m", Blocks: []report.Block{grid(t)}}
		source := d.Grids()[0].Table(d.Lang)
		for dialect, comma := range map[table.Dialect]byte{table.RFC: ',', table.ExcelFR: ';'} {
			text := written(t, d, table.Options{Dialect: dialect})
			got := fields(t, strings.TrimPrefix(text, "\ufeff"), comma)
			if len(got) != len(source.Rows)+1 {
				t.Fatalf("%d lines of %d: %q", len(got), len(source.Rows)+1, text)
			}
			for c, title := range source.Header {
				same(t, got[0][c], report.Field{Text: title}, dialect)
			}
			for r, row := range source.Rows {
				for c, field := range row {
					same(t, got[r+1][c], field, dialect)
				}
			}
			common(t, strings.TrimPrefix(text, "\ufeff"), got, comma)
		}
	})
}

func same(t *rapid.T, got string, want report.Field, dialect table.Dialect) {
	if v, ok := want.Figure(); ok {
		if dialect == table.ExcelFR {
			got = strings.Replace(got, ",", ".", 1)
		}
		if n, err := strconv.ParseFloat(got, 64); err != nil || n != v {
			t.Fatalf("%q is not %v", got, v)
		}
		return
	}
	if got := unguard(got); got != lang.DefangLines(want.Text) {
		t.Fatalf("%q is not %q", got, want.Text)
	}
	if start := strings.TrimLeft(got, ` "`); start != "" && strings.ContainsAny(start[:1], "=+-@\t\r\n") {
		t.Fatalf("%q may be computed", got)
	}
}

// unguard follows what the package says.
func unguard(field string) string {
	rest, guarded := strings.CutPrefix(field, "'")
	if !guarded {
		return field
	}
	for _, c := range rest {
		switch {
		case strings.ContainsRune("=+-@＝＋－＠\t\r\n", c):
			return rest
		case !unicode.IsSpace(c) && !strings.ContainsRune(`'"＇＂`, c):
			return field
		}
	}
	return field
}

// common holds that the usual reader, which turns CR LF into LF, agrees.
func common(t *rapid.T, text string, want [][]string, comma byte) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = rune(comma)
	got, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		for j := range want[i] {
			want[i][j] = strings.ReplaceAll(want[i][j], "\r\n", "\n")
		}
	}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Fatalf("read %q, want %q", got, want)
	}
}

// fields reads RFC 4180 to the letter.
func fields(t rapid.TB, text string, comma byte) [][]string {
	var lines [][]string
	line := []string{}
	for text != "" {
		field, rest, err := field(text, comma)
		if err != nil || rest == "" {
			t.Fatalf("%q: %v", text, err)
		}
		line = append(line, field)
		if rest[0] == comma {
			text = rest[1:]
			continue
		}
		if !strings.HasPrefix(rest, "\r\n") {
			t.Fatalf("%q does not end in CR LF", text)
		}
		lines, line, text = append(lines, line), nil, rest[2:]
	}
	return lines
}

func field(text string, comma byte) (value, rest string, err error) {
	if text[0] != '"' {
		end := strings.IndexAny(text, string(comma)+"\r\n\"")
		if end < 0 || text[end] == '"' {
			return "", "", errors.New("a field has no end")
		}
		return text[:end], text[end:], nil
	}
	for text = text[1:]; ; {
		part, after, closed := strings.Cut(text, `"`)
		if value += part; !closed {
			return "", "", errors.New("a quote is not closed")
		}
		if text = after; !strings.HasPrefix(text, `"`) {
			return value, text, nil
		}
		value, text = value+`"`, text[1:]
	}
}

var hostile = []string{`=HYPERLINK("http://x","y")`, "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\r\n", "\n", `"`, `""`, "'", "'=1", "''+",
	"a\nb", "a\r\nb", "\x00", "\x1b[2J", "\u202e", "\xff", "é;,", "1,5", "\\", strings.Repeat("x", 40_000)}

func grid(t *rapid.T) report.Grid {
	text := rapid.OneOf(rapid.SampledFrom(hostile), rapid.String(),
		rapid.StringMatching(`[ '"=+@\-\t\r\n＝,;a]{0,5}`))
	cell := rapid.Custom(func(t *rapid.T) report.Cell {
		if rapid.Bool().Draw(t, "figure") {
			return report.Cell{Text: "x", Number: &report.Number{Value: rapid.Float64().Draw(t, "value"), Percent: rapid.Bool().Draw(t, "percent")}}
		}
		return report.Cell{Text: text.Draw(t, "text")}
	})
	columns := rapid.IntRange(1, 4).Draw(t, "columns")
	g := report.Grid{Name: "m", Rows: rapid.SliceOfN(rapid.SliceOfN(cell, columns, columns), 0, 5).Draw(t, "rows")}
	for range columns {
		g.Columns = append(g.Columns, report.Column{Title: text.Draw(t, "title")})
	}
	return g
}
