package xlsx_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"rung/assess/report"
	"rung/assess/report/sample"
	"rung/assess/report/xlsx"
	"rung/rubric/lang"
)

func written(t rapid.TB, d report.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t rapid.TB, workbook []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// parts are the files of a workbook.
func parts(t rapid.TB, workbook []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil || !file.Modified.IsZero() && file.Modified.Year() > 1980 {
			t.Fatal(file.Name, file.Modified, err)
		}
		parts[file.Name] = string(content)
	}
	return parts
}

func TestSheets(t *testing.T) {
	for tag, first := range map[lang.Tag]string{lang.EN: "Summary", lang.FR: "Synthèse"} {
		want := []string{first, "Levels", "Comparison", "Steps all some", "History (2)", "Levels (2)", "It’s heat"}
		if got := opened(t, written(t, page(tag))).GetSheetList(); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSummaryReadsFromTopToBottom(t *testing.T) {
	rows, err := opened(t, written(t, page(lang.EN))).GetRows("Summary")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range rows {
		got = append(got, strings.Join(row, " | "))
	}
	want := []string{
		"Self-assessment · 27 November 2026 · product 2.0.0",
		"Ada is closest to Senior Product Manager",
		" | Leads a complex, strategic product, reads its market and its competition, aligns several departments " +
			"and mentors less experienced product managers.",
		"Confidence | medium (0.64)", "Answered | 24 of 26", " | Two answers pull apart.", "Sheet | Levels",
		"", "Between Senior PM and Staff PM", "Sheet | Comparison",
		"", " | The widest 1", "1 | Mentoring",
		"answered | 2 people helped over weeks", " | both in Lyon", " | -1", "expected | –", " | under it",
		"Sheet | Steps all some", "Sheet | History (2)", "Sheet | Levels (2)", "Sheet | It’s heat",
		"", "Loose", "Key | Figure", "share | 0.25",
		"Ada | Bob: PM, Cid: APM", "", "Reason", "", "Next | rung show --explain\nrung plan", " | a self-assessment, not a decision",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What is filled in by hand has a line under it, on a sheet of paper of its own.
func TestRoomToWrite(t *testing.T) {
	workbook := written(t, page(lang.EN))
	sheet := parts(t, workbook)["xl/worksheets/sheet1.xml"]
	if !strings.Contains(sheet, `<rowBreaks count="1" manualBreakCount="1"><brk id="28"`) {
		t.Errorf("no break before row 29: %.400q", sheet[strings.Index(sheet, "</sheetData>"):])
	}
	f := opened(t, workbook)
	for _, cell := range []string{"B29", "B30"} {
		id, err := f.GetCellStyle("Summary", cell)
		if err != nil {
			t.Fatal(err)
		}
		if style, err := f.GetStyle(id); err != nil || len(style.Border) != 1 || style.Border[0].Type != "bottom" {
			t.Errorf("%s: %+v, %v", cell, style, err)
		}
	}
}

func TestGridSheet(t *testing.T) {
	f := opened(t, written(t, page(lang.EN)))
	rows, err := f.GetRows("Comparison")
	if err != nil || len(rows) != 6 {
		t.Fatal(rows, err)
	}
	want := []string{"Dimension", "Ada", "Ada (highest step)", "Senior PM expects (from)", "Senior PM expects (to)",
		"Staff PM expects (from)", "Staff PM expects (to)", "To Staff PM"}
	if !slices.Equal(rows[0], want) || !slices.Equal(rows[4], []string{"Team count", "3.5", "5", "1", "2", "3", "4", "0.7"}) {
		t.Errorf("got %q", rows)
	}
	if panes, err := f.GetPanes("Comparison"); err != nil || !panes.Freeze || panes.YSplit != 1 || panes.XSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if width, err := f.GetColWidth("Comparison", "A"); err != nil || width != 20 {
		t.Errorf("width %v, %v", width, err)
	}
	if names := f.GetDefinedName(); len(names) != 6 || names[1].RefersTo != "'Comparison'!$A$1:$H$6" {
		t.Errorf("filters %+v", names)
	}
	if shown, err := f.GetCellValue("Loose", "A1"); err == nil {
		t.Errorf("a grid without a name has a sheet: %q", shown)
	}
}

func TestNumbersShowTheirDecimals(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, page(lang.FR))))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[[2]string]string{{"Comparison", "B2"}: "0.5", {"Comparison", "C2"}: "5",
		{"Steps all some", "C2"}: "-1.90", {"Synthèse", "B26"}: "25%"} {
		if got, err := f.GetCellValue(cell[0], cell[1]); err != nil || got != want {
			t.Errorf("%v: got %q, want %q, %v", cell, got, want, err)
		}
	}
}

func TestCharts(t *testing.T) {
	parts := parts(t, written(t, page(lang.EN)))
	for i, want := range []string{
		"<barChart> 'Comparison'!$B$2:$B$6 'Comparison'!$D$2:$D$6 'Comparison'!$F$2:$F$6",
		"<lineChart> 'Steps all some'!$B$2:$B$5 'Steps all some'!$C$2:$C$5 'Steps all some'!$D$2:$D$5",
		"<lineChart> 'History (2)'!$C$2:$F$2 'History (2)'!$C$3:$F$3 'History (2)'!$C$4:$F$4",
		"<barChart> 'Levels (2)'!$B$2:$B$4",
	} {
		chart := strings.ReplaceAll(parts[fmt.Sprintf("xl/charts/chart%d.xml", i+1)], "&#39;", "'")
		got := regexp.MustCompile(`<(bar|line)Chart>`).FindString(chart)
		for _, values := range regexp.MustCompile(`<val><numRef><f>(.*?)</f>`).FindAllStringSubmatch(chart, -1) {
			got += " " + values[1]
		}
		if got != want {
			t.Errorf("chart %d: got %s, want %s", i+1, got, want)
		}
	}
	if _, more := parts["xl/charts/chart5.xml"]; more {
		t.Error("there is one chart more")
	}
}

func TestHeatIsAFill(t *testing.T) {
	f := opened(t, written(t, page(lang.EN)))
	for cell, want := range map[string]string{"B3": "CEE4E2", "B4": "9CC9C4", "C2": "9CC9C4"} {
		id, err := f.GetCellStyle("It’s heat", cell)
		if err != nil {
			t.Fatal(err)
		}
		if style, err := f.GetStyle(id); err != nil || !slices.Equal(style.Fill.Color, []string{want}) {
			t.Errorf("%s: %+v, %v", cell, style.Fill, err)
		}
	}
}

// TestNoAuthorAndNoTime holds that a workbook tells nothing but the document.
func TestNoAuthorAndNoTime(t *testing.T) {
	first := written(t, page(lang.EN))
	for range 5 {
		if !bytes.Equal(first, written(t, page(lang.EN))) {
			t.Fatal("the same document gives other bytes")
		}
	}
	core, app := parts(t, first)["docProps/core.xml"], parts(t, first)["docProps/app.xml"]
	if !strings.Contains(core, "<dc:title>Ada &lt;2026&gt;</dc:title><dc:language>en</dc:language>") {
		t.Error(core)
	}
	if found := regexp.MustCompile(`(?i)creator|modified|created|company|application|excelize|xuri`).FindString(core + app); found != "" {
		t.Errorf("%s in %s%s", found, core, app)
	}
}

func TestHostileTexts(t *testing.T) {
	long := strings.Repeat("é", 40_000)
	for text, want := range map[string]string{
		`=HYPERLINK("http://x","y")`: `=HYPERLINK("http://x","y")`,
		"+1":                         "+1",
		"-1":                         "-1",
		"@SUM(A1)":                   "@SUM(A1)",
		"1.50":                       "1.50",
		"TRUE":                       "TRUE",
		"\tx":                        "\tx",
		"\rx":                        `\rx`,
		" a\r\nb\n ":                 " a\r\nb\n ",
		"<b>&amp;\"'":                "<b>&amp;\"'",
		"\x00\x1b[2J\u202e\uffff":    `\x00\x1b[2J\u202e\uffff`,
		"\xff":                       `\xff`,
		"_x0041_x0041_":              "_x0041_x0041_",
		"__x005F_x000D_ _xD800_":     "__x005F_x000D_ _xD800_",
		long:                         long[:2*32766] + "…",
		long[:2*32767]:               long[:2*32767],
	} {
		f := opened(t, written(t, report.Document{Title: text, Blocks: []report.Block{
			report.Sentence{Text: text},
			report.Grid{Name: "g", Title: text, Columns: []report.Column{{Title: text}, {Title: text}}, Rows: [][]report.Cell{
				{{Text: text}, {Text: text, Number: &report.Number{Value: 1}, Drawing: report.Bar{Value: 1, Most: 1}}}}}}}))
		sheet := f.GetSheetList()[1]
		for _, cell := range []string{"A1", "A2"} {
			holds(t, f, sheet, cell, want)
		}
		holds(t, f, "Summary", "B1", want)
	}
}

func holds(t rapid.TB, f *excelize.File, sheet, cell, want string) {
	t.Helper()
	got, err := f.GetCellValue(sheet, cell)
	if err != nil || got != want {
		t.Fatalf("%s!%s holds %.80q, want %.80q, %v", sheet, cell, got, want, err)
	}
	kind, err := f.GetCellType(sheet, cell)
	formula, _ := f.GetCellFormula(sheet, cell)
	if want != "" && kind != excelize.CellTypeSharedString || formula != "" || err != nil {
		t.Fatalf("%s!%s is of type %v, formula %q, %v", sheet, cell, kind, formula, err)
	}
}

// TestEveryFigureIsFound holds that the grids of a document, those without a name
// too, are in its workbook as numbers, whatever the texts around them.
func TestEveryFigureIsFound(t *testing.T) {
	for _, text := range []string{"plain", "=1+1", "'", "\x00\r\n", ""} {
		d := sample.Document(lang.FR, func(string) string { return text })
		found := map[string]int{}
		f := opened(t, written(t, d))
		for _, sheet := range f.GetSheetList() {
			rows, err := f.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				for _, cell := range row {
					found[cell]++
				}
			}
		}
		for _, g := range d.Grids() {
			for _, field := range slices.Concat(g.Table(d.Lang).Rows...) {
				if v, ok := field.Figure(); ok {
					found[strconv.FormatFloat(v, 'f', -1, 64)]--
				}
			}
		}
		for cell, left := range found {
			if left < 0 {
				t.Errorf("with %q, %d times no %s", text, -left, cell)
			}
		}
	}
}

// TestNames holds the names of sheets to Excel's rules.
func TestNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.OneOf(rapid.String(), rapid.StringMatching(`'?[:\\/?*\[\]Hh'é😀a]{0,40}'?`),
			rapid.SampledFrom([]string{"History", "HISTORIQUE", "Summary"}))
		d := report.Document{}
		for _, text := range rapid.SliceOfN(title, 0, 5).Draw(t, "titles") {
			d.Blocks = append(d.Blocks, report.Grid{Name: "g", Title: text, Columns: []report.Column{{Title: "t"}}})
		}
		seen := map[string]bool{}
		for _, name := range opened(t, written(t, d)).GetSheetList() {
			low := strings.ToLower(name)
			if seen[low] || low == "history" || low == "historique" || name == "" || len(utf16.Encode([]rune(name))) > 31 ||
				strings.ContainsAny(name, `[]:*?/\`) || strings.Trim(name, "'") != name || lang.Defang(name) != name {
				t.Fatalf("%q is no name", name)
			}
			seen[low] = true
		}
		if len(seen) != len(d.Blocks)+1 {
			t.Fatalf("%d sheets of %d", len(seen), len(d.Blocks)+1)
		}
	})
}

// TestReadBack holds that what is read back is what there was.
func TestReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := report.Document{Blocks: []report.Block{grid(t)}}
		source := d.Grids()[0].Table(d.Lang)
		f := opened(t, written(t, d))
		for c, title := range source.Header {
			cell, _ := excelize.CoordinatesToCellName(c+1, 1)
			holds(t, f, "m", cell, lang.DefangLines(title))
			for r, row := range source.Rows {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+2)
				want, figure := row[c].Figure()
				if !figure {
					holds(t, f, "m", cell, lang.DefangLines(row[c].Text))
					continue
				}
				got, _ := f.GetCellValue("m", cell)
				kind, _ := f.GetCellType("m", cell)
				if v, err := strconv.ParseFloat(got, 64); err != nil || v != want || kind != excelize.CellTypeUnset {
					t.Fatalf("%s holds %q of type %v, want %v", cell, got, kind, want)
				}
			}
		}
	})
}

func grid(t *rapid.T) report.Grid {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ '"=+@\-\t\r\n<&;a]{0,5}`), rapid.StringMatching(`[_x0-9A-F]{0,16}`))
	cell := rapid.Custom(func(t *rapid.T) report.Cell {
		if !rapid.Bool().Draw(t, "figure") {
			return report.Cell{Text: text.Draw(t, "text")}
		}
		v := rapid.Float64Range(-1e9, 1e9).Draw(t, "value")
		return report.Cell{Text: "x", Number: &report.Number{Value: v, Decimals: rapid.IntRange(0, 4).Draw(t, "decimals"),
			Percent: rapid.Bool().Draw(t, "percent")}, Drawing: report.Bar{Value: v, Most: v}}
	})
	columns := rapid.IntRange(1, 4).Draw(t, "columns")
	g := report.Grid{Name: "m", Rows: rapid.SliceOfN(rapid.SliceOfN(cell, columns, columns), 0, 5).Draw(t, "rows")}
	for range columns {
		g.Columns = append(g.Columns, report.Column{Title: text.Draw(t, "title")})
	}
	return g
}
