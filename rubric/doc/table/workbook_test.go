package table_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// sheet is a sheet of a workbook; a cell is whatever excelize takes.
type sheet struct {
	name   string
	hidden bool
	rows   [][]any
}

func workbook(t testing.TB, sheets ...sheet) []byte {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, s := range sheets {
		if i == 0 {
			check(file.SetSheetName("Sheet1", s.name))
		} else {
			_, err := file.NewSheet(s.name)
			check(err)
		}
		for r, row := range s.rows {
			check(file.SetSheetRow(s.name, fmt.Sprintf("A%d", r+1), &row))
		}
	}
	file.SetActiveSheet(len(sheets) - 1)
	for _, s := range sheets {
		check(file.SetSheetVisible(s.name, !s.hidden))
	}
	var b bytes.Buffer
	check(file.Write(&b))
	return b.Bytes()
}

func readWorkbook(data []byte, name string) (text string, err error) {
	t := table.Parse("f.xlsx", data, table.Options{Titles: count, Sheet: name})
	var b strings.Builder
	for _, note := range t.Notes() {
		fmt.Fprintln(&b, note.Text.In(lang.EN))
	}
	for row := range t.Rows() {
		for i, title := range t.Header() {
			if c := row.Cell(i); c.Text != "" {
				fmt.Fprintf(&b, "%s@%d:%d=%q ", title.Text, c.Line, c.Col, c.Text)
			}
		}
		b.WriteString("\n")
	}
	return b.String(), t.Err()
}

func TestWorkbook(t *testing.T) {
	data := workbook(t,
		sheet{"Hidden", true, [][]any{{"name", "level"}, {"Nobody", "pm"}}},
		sheet{"Read me", false, [][]any{{"name your people"}}},
		sheet{"Ratings", false, [][]any{
			{"H2, product"}, nil, {nil, "name", "level", "", "note"}, nil,
			{nil, " Ada ", 3.5, "aside", "two\r\nlines"}, {nil, "Bo", 2.3, nil, nil, "far off"}, {""}, {nil, "Cy", "3,5"},
		}})
	for name, want := range map[string]string{
		"": "the sheet “Ratings” was read, and not “Read me”\n" +
			"name@5:2=\"Ada\" level@5:3=\"3.5\" @5:4=\"aside\" note@5:5=\"two\\nlines\" \nname@6:2=\"Bo\" level@6:3=\"2.3\" @6:6=\"far off\" \nname@8:2=\"Cy\" level@8:3=\"3,5\" \n",
		"hidden": "name@2:1=\"Nobody\" level@2:2=\"pm\" \n",
	} {
		got, err := readWorkbook(data, name)
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", name, diff)
		}
	}
}

// TestNumbersAndTruth holds that a number is what Excel shows of it, whatever its
// format, and that TRUE is no number.
func TestNumbersAndTruth(t *testing.T) {
	data := workbook(t, sheet{"A", false, [][]any{{"name", "level"}, {"sum", 3.0000000000000004}, {"mean", 2.3333333333333335}, {"truth", true},
		{"day", time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)}, {"text", "007"}}})
	const want = "name@2:1=\"sum\" level@2:2=\"3\" \nname@3:1=\"mean\" level@3:2=\"2.33333333333333\" \nname@4:1=\"truth\" level@4:2=\"TRUE\" \n" +
		"name@5:1=\"day\" level@5:2=\"46083\" \nname@6:1=\"text\" level@6:2=\"007\" \n"
	got, err := readWorkbook(data, "")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

func TestRefusedWorkbooks(t *testing.T) {
	escape := workbook(t, sheet{"A b", false, [][]any{{"name", "level"}, {"A\u200bda", "pm"}}})
	for _, c := range []struct {
		what, sheet string
		data        []byte
		want        string
	}{
		{"an archive", "", zipped(t, map[string]string{"content.xml": "<x/>"}), "f.xlsx: this cannot be read as an Excel workbook [format]\n    save the table as an Excel workbook (.xlsx) or as CSV UTF-8"},
		{"half a workbook", "", escape[:len(escape)/2], "f.xlsx: this cannot be read as an Excel workbook [format]\n    save the table as an Excel workbook (.xlsx) or as CSV UTF-8"},
		{"nothing", "", workbook(t, sheet{"A", false, nil}), "f.xlsx: the workbook is empty [empty]"},
		{"another sheet", "B", escape, "f.xlsx: there is no sheet “B”; there are “A b” [sheet]"},
		{"what does not show", "", escape, "f.xlsx:A b!A2: the character U+200B does not show [character]\n    remove it"},
		{"too many columns", "", workbook(t, sheet{"A", false, [][]any{append(make([]any, table.MaxColumns), "name"), {"x"}}}), "f.xlsx:A!ALM1: there are more columns than 1000, the most that is read [size]"},
	} {
		got, err := readWorkbook(c.data, c.sheet)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %s\n%v\nwant\n%s", c.what, got, err, c.want)
		}
	}
}

func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range parts {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzWorkbook: no sheet and no texts of a workbook make the reading panic, and every
// problem has its cell.
func FuzzWorkbook(f *testing.F) {
	parts := unzipped(f, workbook(f, sheet{"A", false, [][]any{{"name", "level", "note"}, {"Ada", 3.5, "two\nlines"}, {nil, "Cy", true}}}))
	const cells, texts = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
	f.Add(parts[cells], parts[texts])
	f.Add(strings.Replace(parts[cells], `r="B2"`, `r="XFD2"`, 1), strings.Replace(parts[texts], "Ada", "_x0000_", 1))
	f.Add(strings.Replace(parts[cells], `<row r="2"`, `<row r="-2"`, 1), strings.Replace(parts[texts], "<t>", "<r><t>", 1))
	f.Fuzz(func(t *testing.T, sheet, strings string) {
		parts[cells], parts[texts] = sheet, strings
		read := table.Parse("f.xlsx", zipped(t, parts), table.Options{Titles: count})
		for row := range read.Rows() {
			for _, c := range row.Cells() {
				if c.Line < 1 || c.Col < 1 {
					t.Errorf("the cell %q at %v", c.Text, c.Pos)
				}
			}
		}
		if err := read.Err(); err != nil && lang.In(err, lang.FR) == "" {
			t.Error("nothing is said")
		}
	})
}

// unzipped are the parts of a workbook.
func unzipped(t testing.TB, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[part.Name] = string(text)
	}
	return parts
}

// TestBombs holds that a small file that unpacks to a large one is refused unread.
func TestBombs(t *testing.T) {
	parts := unzipped(t, workbook(t, sheet{"A", false, [][]any{{"name", "level"}, {"Ada", "pm"}}}))
	for part, size := range map[string]int{"xl/worksheets/sheet1.xml": 8 << 20, "xl/sharedStrings.xml": 4 << 20, "xl/workbook.xml": 1 << 20} {
		changed := maps.Clone(parts)
		changed[part] += strings.Repeat(" ", size)
		if _, err := readWorkbook(zipped(t, changed), ""); err == nil || !strings.Contains(err.Error(), "f.xlsx: the workbook holds more than can be read [size]") {
			t.Errorf("%s: %v", part, err)
		}
	}
	parts["xl/styles.xml"] = "<styleSheet>" + strings.Repeat("<xf/>", 1<<20)
	if _, err := readWorkbook(zipped(t, parts), ""); err != nil {
		t.Errorf("styles are not read, but: %v", err)
	}
}
