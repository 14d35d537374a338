package table_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

var update = flag.Bool("update", false, "write the expected outputs anew")

// titles are the columns of the tables here.
var titles = []string{"name", "level", "note"}

func count(row []table.Cell) (n int) {
	for _, c := range row {
		if slices.Contains(titles, c.Text) {
			n++
		}
	}
	return n
}

// readTable reads a table and returns its rows in words: each cell under a title,
// and its place.
func readTable(data string) (string, error) {
	t := table.Parse("file.csv", []byte(data), table.Options{Titles: count})
	var b strings.Builder
	for row := range t.Rows() {
		fmt.Fprintf(&b, "%d:%d", row.Pos().Line, row.Pos().Col)
		for i, title := range t.Header() {
			if c := row.Cell(i); title.Text != "" {
				fmt.Fprintf(&b, " %s@%d:%d=%q", title.Text, c.Line, c.Col, c.Text)
			}
		}
		b.WriteString("\n")
	}
	return b.String(), t.Err()
}

func TestTable(t *testing.T) {
	const ada = "2:1 name@2:1=\"Ada\" level@2:5=\"pm\"\n"
	for _, c := range []struct{ name, text, want string }{
		{"commas", "name,level\nAda,pm\n", ada},
		{"semicolons, a mark and CRLF", "\ufeffname;level\r\nAda;pm\r\n", ada},
		{"tabs, no line end at the end", "name\tlevel\nAda\tpm", ada},
		{"a line that says the separator", "sep=;\r\nname;level\r\nAda,B;pm\r\n", "3:1 name@3:1=\"Ada,B\" level@3:7=\"pm\"\n"},
		{"and says it against the header", "\"sep=;\"\nname;level;\"note\"\n,,;,;,\n", "3:1 name@3:1=\",,\" level@3:4=\",\" note@3:6=\",\"\n"},
		{"a title above, with commas", "Ratings, H2, product\n\nname;level\nAda;pm\n", strings.ReplaceAll(ada, "2:", "4:")},
		{"line breaks in cells", "name,\"level\",note\n\"Ada\",pm,\"one\r\n\"\"two\"\"\"\nBo,pm,\"\n\"\n", "2:1 name@2:1=\"Ada\" level@2:7=\"pm\" note@2:10=\"one\\n\\\"two\\\"\"\n4:1 name@4:1=\"Bo\" level@4:4=\"pm\" note@4:7=\"\"\n"},
		{"a cell that is no formula", "name,level\n'=Ada,'pm\n", "2:1 name@2:1=\"=Ada\" level@2:7=\"'pm\"\n"},
		{"UTF-16", "\xff\xfen\x00a\x00m\x00e\x00\t\x00l\x00e\x00v\x00e\x00l\x00\n\x00\xc9\x00\t\x00p\x00m\x00", "2:1 name@2:1=\"É\" level@2:3=\"pm\"\n"},
		{"UTF-16, its other order", "\xfe\xff\x00n\x00a\x00m\x00e\x00,\x00l\x00e\x00v\x00e\x00l\x00\n\x00\xc9\x00,\x00p\x00m", "2:1 name@2:1=\"É\" level@2:3=\"pm\"\n"},
		{"Windows-1252", "name,level\nRen\xe9 \x80,pm\n", "2:1 name@2:1=\"René €\" level@2:8=\"pm\"\n"},
		{"blank rows and columns", "\n,,,\nname,level,,\n\n \nAda,pm,,,,\n,,\n", "6:1 name@6:1=\"Ada\" level@6:5=\"pm\"\n"},
		{"quotes and the space around", "level,name, note\n\" p,\"\"m \", 李小龍 ,\"é;\"\n", "2:1 level@2:1=\"p,\\\"m\" name@2:11=\"李小龍\" note@2:17=\"é;\"\n"},
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

// refusedTables are files that are no table of names and levels, by name.
func refusedTables() [][2]string {
	return [][2]string{
		{"empty", ""},
		{"blank", "\ufeff\r\n ,,\r\n"},
		{"only a separator", "sep=;\n"},
		{"only a header", "name,level\n"},
		{"another separator", "sep=:\nname|level\nAda|pm\n"},
		{"too few cells and too many", "name,level\nAda\nBo,pm,x\nCy,pm,,\n"},
		{"a quote inside", "name,level\n李 \"Bo\",pm\n"},
		{"text behind a quote", "name,level\nCy,\"李\"x\n"},
		{"an open quote", "name,level\nAda\n李,\"a \"\",\"\"b\nDee,pm\n"},
		{"an open quote that another closes", "name,level\n\"Ada,pm\nBo,\"pm\"\nDee\n"},
		{"an open quote in the header", "name,\"level\nAda,pm\n"},
		{"UTF-8 and Latin-1", "name,level\nRené,pm\nRen\xe9,pm\n"},
		{"half of UTF-16", "\xff\xfen\x00a\x00\x00\xd8b\x00"},
		{"UTF-16 without a mark", "n\x00a\x00m\x00e\x00"},
		{"characters that do not show", "name,level\nA\x00da,p\u202em\nB\ro,pm\n"},
		{"an Excel workbook", "PK\x03\x04\x14\x00\x06\x00\x08\x00[Content_Types].xml"},
		{"an old Excel workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
		{"a PDF document", "%PDF-1.7\n"},
		{"a long line", "name,level\n" + strings.Repeat("x", 64<<10) + ",pm\n"},
		{"too many columns", "name,level" + strings.Repeat(",", table.MaxColumns) + "\nAda,pm\n"},
		{"too many rows", "name,level\n" + strings.Repeat("a,b\n", table.MaxRows+1)},
		{"too large", strings.Repeat("a,b\n", table.MaxSize/4+1)},
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
		path := fmt.Sprintf("testdata/tables.%s.txt", tag)
		if *update {
			if err := os.WriteFile(path, []byte(all.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), all.String()); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

func TestAsManyRowsAsAllowed(t *testing.T) {
	if _, err := readTable("name,level\n" + strings.Repeat("a,b\n", table.MaxRows)); err != nil {
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
	f.Add("\ufeff\rd\x00\v")
	f.Fuzz(func(t *testing.T, text string) {
		plain := strings.TrimPrefix(text, "\ufeff")
		if !strings.Contains(plain, "\n") { // lines end as they did on old Macs
			plain = strings.ReplaceAll(plain, "\r", "\n")
		}
		lines := strings.Split(plain, "\n")
		inside := func(at doc.Pos) bool {
			return !utf8.ValidString(text) ||
				at.Line >= 1 && at.Line <= len(lines) && at.Col >= 1 && at.Col <= utf8.RuneCountInString(lines[at.Line-1])+1
		}
		read := table.Parse("f", []byte(text), table.Options{Titles: count})
		for row := range read.Rows() {
			for _, c := range append(row.Cells(), row.Cell(-1), row.Cell(table.MaxColumns)) {
				if !inside(c.Pos) || strings.Contains(c.Text, "\r") {
					t.Errorf("the cell %q at %v", c.Text, c.Pos)
				}
			}
		}
		var problems doc.Problems
		errors.As(read.Err(), &problems)
		for _, p := range problems {
			if at := (doc.Pos{Line: p.Line, Col: p.Col}); at != (doc.Pos{}) && !inside(at) || p.In(lang.FR) == "" {
				t.Errorf("a problem outside the file: %v", p)
			}
		}
	})
}
