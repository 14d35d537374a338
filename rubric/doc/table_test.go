package doc_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// readTable reads a table of names and levels, with notes or without, and
// returns its rows in words.
func readTable(data string) (string, error) {
	t := doc.ParseTable("file.csv", []byte(data))
	if !t.Columns(doc.Keys{"name", "level"}, "note") {
		return "", t.Err()
	}
	var b strings.Builder
	for row := range t.Rows() {
		fmt.Fprintf(&b, "%d:%d", row.Pos().Line, row.Pos().Col)
		for _, title := range []string{"name", "level", "note"} {
			c := row.Cell(title)
			fmt.Fprintf(&b, " %s@%d:%d=%q", title, c.Line, c.Col, c.Text)
		}
		b.WriteString("\n")
	}
	return b.String(), t.Err()
}

func TestTable(t *testing.T) {
	const ada = "2:1 name@2:1=\"Ada\" level@2:5=\"pm\" note@2:1=\"\"\n"
	for _, c := range []struct{ name, text, want string }{
		{"commas", "name,level\nAda,pm\n", ada},
		{"semicolons, a mark and CRLF", "\ufeffname;level\r\nAda;pm\r\n", ada},
		{"tabs, no line end at the end", "name\tlevel\nAda\tpm", ada},
		{"a line that says the separator", "sep=;\r\nname;level\r\nAda,B;pm\r\n", "3:1 name@3:1=\"Ada,B\" level@3:7=\"pm\" note@3:1=\"\"\n"},
		{"and says it against the header", "\"sep=;\"\nname;level;\"note\"\n,,;,;,\n", "3:1 name@3:1=\",,\" level@3:4=\",\" note@3:6=\",\"\n"},
		{"blank rows and columns", "\n,,,\nname,level,,\n\n \nAda,pm,,,,\n,,\n", "6:1 name@6:1=\"Ada\" level@6:5=\"pm\" note@6:1=\"\"\n"},
		{"quotes and the space around", "level,name, note\n\" p,\"\"m \", 李小龍 ,\"é;\"\n", "2:1 name@2:11=\"李小龍\" level@2:1=\"p,\\\"m\" note@2:17=\"é;\"\n"},
	} {
		got, err := readTable(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestDecimalComma(t *testing.T) {
	for text, want := range map[string]bool{"name,level\na,b": false, "name;level\na;b": true, "name\tlevel\na\tb": true, "sep=,\nname,level\na,b": false} {
		if doc.ParseTable("f", []byte(text)).DecimalComma() != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

// refusedTables are files that are no table of names and levels, by name.
func refusedTables() [][2]string {
	return [][2]string{
		{"empty", ""},
		{"blank", "\ufeff\r\n ,,\r\n"},
		{"only a separator", "sep=;\n"},
		{"only a header", "name,level\n"},
		{"another separator", "sep=|\nname|level\nAda|pm\n"},
		{"an unknown, a missing and a repeated column", "name,levle,note,name\nAda,pm,x,Ada\n"},
		{"too few cells and too many", "name,level\nAda\nBo,pm,x\nCy,pm,,\n"},
		{"a cell under a blank title", "name,,level\nAda,x,pm\n"},
		{"a quote inside", "name,level\n李 \"Bo\",pm\n"},
		{"text behind a quote", "name,level\nCy,\"李\"x\n"},
		{"open quotes", "name,level\n\"Ada,pm\n李,\"a \"\",\"\"b\n\"\nDee\n"},
		{"an open quote in the header", "name,\"level\nAda,pm\n"},
		{"Latin-1", "name,level\nRen\xe9,pm\n"},
		{"UTF-16", "\xff\xfen\x00a\x00"},
		{"characters that do not show", "name,level\nA\x00da,p\u202em\nB\ro,pm\n"},
		{"an Excel workbook", "PK\x03\x04\x14\x00\x06\x00\x08\x00[Content_Types].xml"},
		{"an old Excel workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
		{"a PDF document", "%PDF-1.7\n"},
		{"a long line", "name,level\n" + strings.Repeat("x", 8<<10) + ",pm\n"},
		{"too many rows", "name,level\n" + strings.Repeat("a,b\n", doc.MaxRows+1)},
		{"too large", strings.Repeat("a,b\n", doc.MaxTable/4+1)},
	}
}

func TestRefusedTables(t *testing.T) {
	for _, tag := range lang.Tags {
		var all strings.Builder
		for _, c := range refusedTables() {
			_, err := readTable(c[1])
			var problems doc.Problems
			if !errors.As(err, &problems) {
				t.Errorf("%s: accepted, or refused without a place: %v", c[0], err)
				continue
			}
			fmt.Fprintf(&all, "== %s\n%s\n", c[0], problems.In(tag))
		}
		golden(t, fmt.Sprintf("testdata/tables.%s.txt", tag), all.String())
	}
}

// A workbook is told by its name wherever a text was expected.
func TestWorkbookIsNoDocument(t *testing.T) {
	_, err := doc.Parse("ladder.xlsx", []byte("PK\x03\x04\x14\x00"))
	want := "ladder.xlsx: this is an Excel workbook or another zip archive, not text [format]\n    a table is saved as CSV UTF-8"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestAsManyRowsAsAllowed(t *testing.T) {
	if _, err := readTable("name,level\n" + strings.Repeat("a,b\n", doc.MaxRows)); err != nil {
		t.Error(err)
	}
}

// FuzzTable: no bytes make the reading panic, and every problem and cell has its
// place in the file.
func FuzzTable(f *testing.F) {
	for _, c := range refusedTables() {
		if len(c[1]) < 1000 {
			f.Add(c[1])
		}
	}
	f.Add("\ufeffsep=;\r\nname;level;note\r\n\"A\"\"da\";pm;\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")
		inside := func(at doc.Pos) bool {
			return at.Line >= 1 && at.Line <= len(lines) && at.Col >= 1 && at.Col <= utf8.RuneCountInString(lines[at.Line-1])+1
		}
		table := doc.ParseTable("f", []byte(text))
		table.Columns(doc.Keys{"name"}, "level")
		for row := range table.Rows() {
			for _, c := range []doc.Cell{row.Cell("name"), row.Cell("level"), row.Cell("other")} {
				if !inside(c.Pos) || strings.ContainsAny(c.Text, "\r\n") {
					t.Errorf("the cell %q at %v", c.Text, c.Pos)
				}
			}
		}
		var problems doc.Problems
		errors.As(table.Err(), &problems)
		for _, p := range problems {
			if at := (doc.Pos{Line: p.Line, Col: p.Col}); at != (doc.Pos{}) && !inside(at) || p.In(lang.FR) == "" {
				t.Errorf("a problem outside the file: %v", p)
			}
		}
	})
}
