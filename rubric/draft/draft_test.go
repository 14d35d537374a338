package draft_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/draft"
	"rung/rubric/lang"
)

var update = flag.Bool("update", false, "write what is said into testdata")

// sheet is a small ladder as a table: its columns, and a row for each level.
type sheet [][]string

var small = sheet{
	{"Level", "Impact", "Direction"},
	{"L3 Engineer", "Finishes tasks, one by one", "Is told what to build"},
	{"L4 Senior engineer", "Finishes projects", "Is told what to solve"},
	{"L5 Staff engineer", "Changes how teams build", "Is told what to solve"},
}

func (s sheet) delimited(by string) string {
	var b strings.Builder
	for _, row := range s {
		for i, cell := range row {
			if i > 0 {
				b.WriteString(by)
			}
			b.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (s sheet) turned() sheet {
	turned := make(sheet, len(s[0]))
	for i := range turned {
		for _, row := range s {
			turned[i] = append(turned[i], row[i])
		}
	}
	return turned
}

func (s sheet) long() sheet {
	long := sheet{{"Role level", "Skill", "Skill level description"}}
	for _, row := range s[1:] {
		for i, cell := range row[1:] {
			long = append(long, []string{row[0], s[0][i+1], cell})
		}
	}
	return long
}

func (s sheet) headings(depth string, point func(name, text string) string) string {
	var b strings.Builder
	for _, row := range s[1:] {
		b.WriteString(depth + " " + row[0] + "\n\n")
		for i, cell := range row[1:] {
			b.WriteString(point(s[0][i+1], cell))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (s sheet) markdown() string {
	var b strings.Builder
	for i, row := range s {
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if i == 0 {
			b.WriteString("|" + strings.Repeat("---|", len(row)) + "\n")
		}
	}
	return b.String()
}

func (s sheet) workbook(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for r, row := range s {
		for c, cell := range row {
			if err := f.SetCellStr("Sheet1", fmt.Sprintf("%s%d", doc.Column(c+1), r+1), cell); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// imported reads a ladder that makes a rubric.
func imported(t rapid.TB, name, text string, o draft.Options) *rubric.Rubric {
	t.Helper()
	made, err := draft.Import(name, []byte(text), o)
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, text)
	}
	r, err := rubric.Parse(name, made.Text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return r
}

// said is what a rubric expects of each level, in words.
func said(r *rubric.Rubric) string {
	var b strings.Builder
	for _, l := range r.Levels {
		fmt.Fprintf(&b, "%s %s (%s, rung %d)", l.Label, l.Title.In(lang.EN), l.Track, l.Rung)
		for d := range r.Dimensions {
			dim := &r.Dimensions[d]
			fmt.Fprintf(&b, " | %s %d–%d: %s", dim.Title.In(lang.EN), l.Scope[d].Lo, l.Scope[d].Hi, dim.Words(l.Scope[d].Lo, l.Track).In(lang.EN))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestOneLadderInEveryLayout: whatever form a ladder is kept in, it is the same.
func TestOneLadderInEveryLayout(t *testing.T) {
	const want = `L3 Engineer (ladder, rung 3) | Impact 0–0: Finishes tasks, one by one | Direction 0–0: Is told what to build
L4 Senior engineer (ladder, rung 4) | Impact 1–1: Finishes projects | Direction 1–1: Is told what to solve
L5 Staff engineer (ladder, rung 5) | Impact 2–2: Changes how teams build | Direction 1–1: Is told what to solve
`
	untitled := append(sheet{{"", "Impact", "Direction"}}, small[1:]...)
	upsideDown := sheet{small[0], small[3], small[1], small[2]}
	titled := append(sheet{{"The ladder of our team", "", ""}, {"", "", ""}}, small...)
	areas := sheet{}
	for i, row := range small.turned() {
		areas = append(areas, append([]string{[]string{"Area", "Craft", ""}[i]}, row...))
	}
	areas[0][1] = "Competency"
	points := func(format string) func(name, text string) string {
		return func(name, text string) string { return fmt.Sprintf(format, name, text) }
	}
	inverse := func(depth string) string { return small.turned().headings(depth, points("- **%s**: %s\n")) }
	for name, text := range map[string]string{
		"rows.csv": small.delimited(","), "rows.tsv": small.delimited("\t"), "semicolons.csv": small.delimited(";"),
		"untitled.csv": untitled.delimited(","), "upside-down.csv": upsideDown.delimited(","), "titled.csv": titled.delimited(","),
		"columns.csv": small.turned().delimited(","), "untitled-columns.csv": untitled.turned().delimited(","),
		"areas.csv": areas.delimited(","), "long.csv": small.long().delimited(","), "book.xlsx": small.workbook(t), "columns.xlsx": small.turned().workbook(t), "long.xlsx": small.long().workbook(t),
		"table.md": small.markdown(), "table-columns.md": "# Our ladder\n\nAs of today.\n\n" + small.turned().markdown(),
		"strong.md": "# Our ladder\n\n" + small.headings("##", points("- **%s**: %s\n")), "colons.md": small.headings("#", points("* %s: %s\n")),
		"dashes.md":      small.headings("##", points("- %s – %s\n")),
		"below.md":       small.headings("##", points("- %s\n  - %s\n")),
		"subheadings.md": "# Our ladder\n" + small.headings("##", points("### %s\n\n%s\n\n")),
		"inverse.md":     inverse("##"),
		"bold.md":        "# Our ladder\n" + small.headings("##", points("**%s**\n\n- %s\n\n")),
		"glossary.md":    "| Word | Meaning |\n|---|---|\n| Task | A day |\n| Project | A month |\n\n" + small.markdown(),
	} {
		if diff := cmp.Diff(want, said(imported(t, name, text, draft.Options{}))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestGuesses are what a file leaves open.
func TestGuesses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{
			"alphabetical, by grades", "Role level,Skill,Skill level,Description\nHead of care,Tact,Practitioner,Calms a crowd\nJunior carer,Tact,Working,Calms one person\nSenior carer,Tact,Expert,Calms a city\n",
			" Junior carer (ic, rung 1) | Tact 0–0: Working – Calms one person\n" +
				" Senior carer (ic, rung 2) | Tact 2–2: Expert – Calms a city\n" +
				" Head of care (manager, rung 3) | Tact 1–1: Practitioner – Calms a crowd\n",
		},
		{
			"rows that go on, and points", "Level,Impact\nA1,\"- Builds\n- Mends\"\n,Learns\nA2,Leads\n",
			" A1 (ladder, rung 1) | Impact 0–0: Builds · Mends · Learns\n A2 (ladder, rung 2) | Impact 1–1: Leads\n",
		},
		{
			"tracks by bare codes", "Level,Impact\nIC1,Tasks\nIC2,Projects\nM1,Teams\nM2,Groups\n",
			" IC1 (ic, rung 1) | Impact 0–0: Tasks | People management 0–0: Manages nobody\n M1 (manager, rung 1) | Impact 0–0: Teams | People management 1–1: Manages people\n" +
				" IC2 (ic, rung 2) | Impact 1–1: Projects | People management 0–0: Manages nobody\n M2 (manager, rung 2) | Impact 1–1: Groups | People management 1–1: Manages people\n",
		},
		{
			"lines, and points with numbers", "Level,Impact,Care\nA1,\"Tests own work\nReviews others\",\"1. Ships tasks\n2. Asks for help\"\nA2,\"Leads,\nand mends.\nAsks\",\"a) Helps\nb) Shows\"\n",
			" A1 (ladder, rung 1) | Impact 0–0: Tests own work · Reviews others | Care 0–0: Ships tasks · Asks for help\n" +
				" A2 (ladder, rung 2) | Impact 1–1: Leads, and mends. Asks | Care 1–1: Helps · Shows\n",
		},
		{
			"from the highest down", "Niveau;Portée\nSenior;Toute l’entreprise\nConfirmé;Une équipe\nDébutant;Une tâche\n",
			" Débutant (ladder, rung 1) | Portée 0–0: Une tâche\n Confirmé (ladder, rung 2) | Portée 1–1: Une équipe\n Senior (ladder, rung 3) | Portée 2–2: Toute l’entreprise\n",
		},
	} {
		if diff := cmp.Diff(c.want, said(imported(t, "ladder.csv", c.text, draft.Options{}))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// TestColumns: whatever stands before and between the levels, and however the corner
// and the lowest level are called, all levels and dimensions are read.
func TestColumns(t *testing.T) {
	body := []string{"Discovery,Runs interviews,Plans research,Sets the agenda", "Influence,Team,Several teams,Company"}
	for _, c := range []struct{ header, before, note string }{
		{",PM,Senior PM,Lead PM", "", ""},
		{",Product Manager,Senior PM,Lead PM", "", ""},
		{",Analyst,Senior analyst,Lead analyst", "", ""},
		{"Skills & behaviours,Chef de produit,Chef de produit senior,Lead", "", ""},
		{",APM,PM,Senior PM", "", ""},
		{"Competency,Definition,L1,L2,L3", "What it is,", "“Definition”"},
		{"Competency,Share,L1,L2,L3", "30%,", "“Share”"},
		{"Competency,Why we ask,L1 PM,L2 Senior PM,L3 Lead PM", "Because,", "“Why we ask”"},
		{"Competency,,L1,L2,L3", "Because,", "column B, without a title"},
		{"Craft,Skill at work,Junior,Senior,Lead", "", ""},
	} {
		text := c.header + "\n"
		for _, row := range body {
			name, rest, _ := strings.Cut(row, ",")
			if strings.HasPrefix(c.header, "Craft,") {
				name = "Craft," + name
			}
			text += name + "," + c.before + rest + "\n"
		}
		made, err := draft.Import("ladder.csv", []byte(text), draft.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.header, err)
			continue
		}
		r, err := rubric.Parse("ladder.yaml", made.Text)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Levels) != 3 || len(r.Dimensions) != 2 || r.Dimensions[0].ID != "discovery" || r.Levels[0].Scope[1].Hi != 0 {
			t.Errorf("%s: %s", c.header, said(r))
		}
		if c.note != "" && !noted(made, c.note) {
			t.Errorf("%s: %v", c.header, made.Notes)
		}
	}
}

// TestTwoHeaders: of two rows that head the columns the lower one names the levels,
// and the upper one their tracks, whichever is more like a header.
func TestTwoHeaders(t *testing.T) {
	const want = `L2 PM (individual-contributor, rung 2) | Discovery 0–0: a | Reach 0–0: f | People management 0–0: Manages nobody
L3 Senior PM (individual-contributor, rung 3) | Discovery 1–1: b | Reach 1–1: g | People management 0–0: Manages nobody
L4 Staff PM (individual-contributor, rung 4) | Discovery 2–2: c | Reach 2–2: h | People management 0–0: Manages nobody
M4 Group PM (manager, rung 4) | Discovery 2–2: d | Reach 2–2: i | People management 1–1: Manages people
M5 Director (manager, rung 5) | Discovery 3–3: e | Reach 3–3: j | People management 1–1: Manages people
`
	levels := []string{"PM (L2)", "Senior PM (L3)", "Staff PM (L4)", "Group PM (M4)", "Director (M5)"}
	body := sheet{{"Craft", "Discovery", "a", "b", "c", "d", "e"}, {"", "Reach", "f", "g", "h", "i", "j"}}
	upper := append(sheet{{"Area", "Competency", "Individual contributor", "", "", "Manager", ""}, append([]string{"", ""}, levels...)}, body...)
	lower := append(sheet{{"", "", "Individual contributor", "", "", "Manager", ""}, append([]string{"Area", "Competency"}, levels...)}, body...)
	for name, text := range map[string]string{
		"upper.csv": upper.delimited(","), "lower.csv": lower.delimited(","), "upper.xlsx": upper.workbook(t), "lower.xlsx": lower.workbook(t), "upper.md": upper.markdown(),
	} {
		if diff := cmp.Diff(want, said(imported(t, name, text, draft.Options{}))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestPointers: a cell that points to another level has its words, and one that says
// nothing is silent; both are noted.
func TestPointers(t *testing.T) {
	for _, text := range []string{
		"Level,Impact,Care,Reach\nL1 PM,Tasks,Asks,N/A\nL2 Senior PM,Projects,Same as L1,\"\"\"\"\nL3,Results,= Senior PM,Wide\nL4,More,Shows,idem\n",
		"Niveau,Impact,Care,Reach\nL1 PM,Tasks,Asks,s.o.\nL2 Senior PM,Projects,Comme L1,Idem\nL3,Results,voir Senior PM,Wide\nL4,More,Shows,″\n",
		"Competency,L1 PM,L2 Senior PM,L3,L4\nImpact,Tasks,Projects,Results,More\nCare,Asks,ditto,same,Shows\nReach,TBD,–,Wide,Same\n",
	} {
		made, err := draft.Import("ladder.csv", []byte(text), draft.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := rubric.Parse("ladder.yaml", made.Text)
		if err != nil {
			t.Fatal(err)
		}
		if care := r.DimensionIndex("care"); len(r.Dimensions[care].Steps) != 2 || r.Levels[2].Scope[care].Hi != 0 || r.Levels[3].Scope[care].Hi != 1 {
			t.Errorf("%s%s", text, said(r))
		}
		if r.DimensionIndex("reach") >= 0 || !noted(made, "say the same: “Reach”") || !noted(made, "“Care” at L2 Senior PM and L3") {
			t.Errorf("%s%v", text, made.Notes)
		}
	}
}

// TestFigures: what holds only numbers is no dimension, which is noted, and what no
// level speaks of is not said to be alike.
func TestFigures(t *testing.T) {
	made, err := draft.Import("ladder.csv", []byte("Level,Salary,Years of experience,Since,CRAFT,Impact,Care\nL1,40k–50k €,0-2,2024-01-31,,Tasks,Asks\nL2,\"60,000\",3+,,,Projects,—\n"), draft.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"not read: “Salary”, “Years of experience” and “Since”", "no level says anything there: “CRAFT”", "say the same: “Care”"} {
		if !noted(made, words) {
			t.Errorf("%q: %v", words, made.Notes)
		}
	}
}

// TestLeftOut: what no level speaks of is named in the file that is written.
func TestLeftOut(t *testing.T) {
	made, err := draft.Import("ladder.csv", []byte("Level,Reach,Impact\nL1,,Tasks\nL2,,Projects\n"), draft.Options{})
	if err != nil || !strings.Contains(string(made.Text), "# Left out, as no level says anything there: Reach\n") {
		t.Errorf("%v\n%s", err, made.Text)
	}
}

// TestNobodyGivesUpReports: where managing people is required of one track and barred
// on the other, one may become a manager on the way up, and none has to stop being one.
func TestNobodyGivesUpReports(t *testing.T) {
	r := imported(t, "ladder.csv", "Level,Impact\nIC1,Tasks\nM1,Teams\nIC2,Projects\nM2,Groups\nIC3,Fields\n", draft.Options{})
	var links []string
	for _, l := range r.Levels {
		for _, next := range l.Next {
			links = append(links, l.ID+" "+r.Levels[next].ID)
		}
	}
	if diff := cmp.Diff([]string{"ic1 ic2", "ic1 m2", "m1 m2", "ic2 ic3"}, links); diff != "" {
		t.Error(diff)
	}
}

// TestMerged: levels that share a merged cell expect the same, whatever way they lie.
func TestMerged(t *testing.T) {
	s := sheet{{"Competency", "L1", "L2", "L3"}, {"CRAFT", "", "", ""}, {"Impact", "Ships tasks.", "", "Ships products."}, {"Care", "Asks", "Looks", "Looks"}}
	for _, c := range []struct {
		s      sheet
		ranges [][2]string
	}{{s, [][2]string{{"A2", "D2"}, {"B3", "C3"}}}, {s.turned(), [][2]string{{"C2", "C3"}}}} {
		f, err := excelize.OpenReader(strings.NewReader(c.s.workbook(t)))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		var b bytes.Buffer
		for _, one := range c.ranges {
			err = errors.Join(err, f.MergeCell("Sheet1", one[0], one[1]))
		}
		if err := errors.Join(err, f.Write(&b)); err != nil {
			t.Fatal(err)
		}
		const want = " L1 (ladder, rung 1) | Impact 0–0: Ships tasks. | Care 0–0: Asks\n L2 (ladder, rung 2) | Impact 0–0: Ships tasks. | Care 1–1: Looks\n" +
			" L3 (ladder, rung 3) | Impact 1–1: Ships products. | Care 1–1: Looks\n"
		if diff := cmp.Diff(want, said(imported(t, "ladder.xlsx", b.String(), draft.Options{}))); diff != "" {
			t.Error(diff)
		}
	}
}

// TestFormulas: a formula that fails, or that nobody computed, is refused at its cell.
func TestFormulas(t *testing.T) {
	f, err := excelize.OpenReader(strings.NewReader(small.workbook(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b bytes.Buffer
	if err := errors.Join(f.SetCellValue("Sheet1", "B2", nil), f.SetCellFormula("Sheet1", "B2", "A1&A2"), f.SetCellStr("Sheet1", "B3", "#N/A"), f.Write(&b)); err != nil {
		t.Fatal(err)
	}
	_, err = draft.Import("a.xlsx", b.Bytes(), draft.Options{})
	const want = "a.xlsx:Sheet1!B2: this cell holds a formula without a value [formula]\n    open and save the file in Excel\n" +
		"a.xlsx:Sheet1!B3: the formula in this cell fails: #N/A [formula]\n    mend it, or write in its place what a level expects"
	if err == nil || err.Error() != want {
		t.Error(err)
	}
}

// TestLineBreaks: a line break in a cell of Markdown parts words.
func TestLineBreaks(t *testing.T) {
	text := "| Level | Impact |\n|---|---|\n| L1 | Ships tasks.<br>Asks for help.<br/>Learns<BR />Reads |\n| L2 | Leads |\n"
	r := imported(t, "a.md", text, draft.Options{})
	if got, want := r.Dimensions[0].Words(0, "ladder").In(lang.EN), "Ships tasks. Asks for help. Learns · Reads"; got != want {
		t.Errorf("%q", got)
	}
}

// TestAreas: what has one name in two areas is two dimensions, and what has it twice in
// one is one, which is noted.
func TestAreas(t *testing.T) {
	for _, text := range []string{
		"Area,Competency,L1,L2\nCraft,Communication,Writes,Presents\n,Care,Asks,Looks\nPeople,Communication,Listens,Mediates\n,Care,Helps,Shows\n,Care,Waits,Calms\n",
		"Category,Skill,Level,Expectation\nCraft,Communication,L1,Writes\nCraft,Communication,L2,Presents\nCraft,Care,L1,Asks\nCraft,Care,L2,Looks\n" +
			"People,Communication,L1,Listens\nPeople,Communication,L2,Mediates\nPeople,Care,L1,Helps\nPeople,Care,L2,Shows\nPeople,Care,L1,Waits\nPeople,Care,L2,Calms\n",
	} {
		const want = " L1 (ladder, rung 1) | Craft – Communication 0–0: Writes | Craft – Care 0–0: Asks | People – Communication 0–0: Listens | People – Care 0–0: Helps · Waits\n" +
			" L2 (ladder, rung 2) | Craft – Communication 1–1: Presents | Craft – Care 1–1: Looks | People – Communication 1–1: Mediates | People – Care 1–1: Shows · Calms\n"
		if diff := cmp.Diff(want, said(imported(t, "a.csv", text, draft.Options{}))); diff != "" {
			t.Error(diff)
		}
	}
}

// TestShortTitles: the short title of a level is a name that the file has for it.
func TestShortTitles(t *testing.T) {
	r := imported(t, "a.csv", "Competency,PM,L2 Chef de produit confirmé,Senior product manager,Principal designer\nImpact,A,B,C,D\nCare,A,B,C,D\n", draft.Options{})
	var got []string
	for _, l := range r.Levels {
		got = append(got, l.Short)
	}
	if diff := cmp.Diff([]string{"PM", "L2", "Senior product manager", "Principal designer"}, got); diff != "" {
		t.Error(diff)
	}
}

// noted reports whether a note holds these words.
func noted(made draft.Draft, words string) bool {
	return slices.ContainsFunc(made.Notes, func(n table.Note) bool { return strings.Contains(n.Text.In(lang.EN), words) })
}

// TestEqualsWordedApart: levels of two tracks on one rung are on one step, in words of
// their own; where all is equal, who manages people tells them apart.
func TestEqualsWordedApart(t *testing.T) {
	text := "Level,Title,Impact,Care\nL3,Engineer,Tasks,Asks\nL4,Senior engineer,Projects,Looks\nL5 (IC),Staff engineer,How teams build,Shows\n" +
		"L5 (M),Engineering manager,What a team builds,Coaches\nL6 (M),Director,What teams build,Coaches\n"
	const want = `L3 Engineer (ic, rung 3) | Impact 0–0: Tasks | Care 0–0: Asks | People management 0–0: Manages nobody
L4 Senior engineer (ic, rung 4) | Impact 1–1: Projects | Care 1–1: Looks | People management 0–0: Manages nobody
L5 (IC) Staff engineer (ic, rung 5) | Impact 2–2: How teams build | Care 2–2: Shows | People management 0–0: Manages nobody
L5 (M) Engineering manager (manager, rung 5) | Impact 2–2: What a team builds | Care 2–2: Coaches | People management 1–1: Manages people
L6 (M) Director (manager, rung 6) | Impact 3–3: What teams build | Care 2–2: Coaches | People management 1–1: Manages people
`
	r := imported(t, "ladder.csv", text, draft.Options{})
	if diff := cmp.Diff(want, said(r)); diff != "" {
		t.Error(diff)
	}
	if got := r.Levels[2].Requires; len(got) != 1 || got[0].By == nil || got[0].Hi != 0 {
		t.Errorf("a contributor requires %v", got)
	}
}

// TestLadders: of any ladder, each level's words are those of its cells; or it is
// refused at a cell, because two levels say the same.
func TestLadders(t *testing.T) {
	words := []string{"One", "Two", "Three: and", "Four \"4\" #", "- Five", "", "n/a"}
	rapid.Check(t, func(t *rapid.T) {
		s := sheet{{"Level"}}
		dimensions := rapid.IntRange(1, 4).Draw(t, "dimensions")
		for d := range dimensions {
			s[0] = append(s[0], fmt.Sprintf("Dimension %c", 'A'+d))
		}
		for i := range rapid.IntRange(2, 5).Draw(t, "levels") {
			row := []string{fmt.Sprintf("L%d (%s)", i/2+1, []string{"IC", "M"}[i%2])}
			if rapid.Bool().Draw(t, "one track") {
				row[0] = fmt.Sprintf("L%d", i+10)
			}
			for range dimensions {
				row = append(row, rapid.SampledFrom(words).Draw(t, "words"))
			}
			s = append(s, row)
		}
		made, err := draft.Import("ladder.csv", []byte(s.delimited(",")), draft.Options{})
		var problems doc.Problems
		if errors.As(err, &problems) {
			for _, p := range problems {
				if p.Line < 2 || p.File != "ladder.csv" || !slices.Contains([]string{"same-level", "silent", "unreachable"}, p.Code) {
					t.Fatalf("%v\n%s", err, s.delimited(","))
				}
			}
			return
		}
		r, err := rubric.Parse("ladder.yaml", made.Text)
		if err != nil {
			t.Fatal(err)
		}
		s.check(t, r)
	})
}

// check holds each cell to the words of the steps that its level expects.
func (s sheet) check(t *rapid.T, r *rubric.Rubric) {
	for _, row := range s[1:] {
		level, err := r.FindLevel(row[0])
		if err != nil {
			t.Fatal(err)
		}
		for i, cell := range row[1:] {
			d := r.DimensionIndex(strings.ReplaceAll(strings.ToLower(s[0][i+1]), " ", "-"))
			if d < 0 || cell == "" || cell == "n/a" {
				continue // left out, as all say the same; or silent
			}
			dim := &r.Dimensions[d]
			for step := level.Scope[d].Lo; step <= level.Scope[d].Hi; step++ {
				if got, want := dim.Words(step, level.Track).In(lang.EN), strings.TrimPrefix(cell, "- "); got != want {
					t.Fatalf("%s expects %q, which is %q in the file", level.ID, got, want)
				}
			}
		}
	}
}

func TestRefusedLadders(t *testing.T) {
	var all strings.Builder
	diaries := "Level,Impact,Diary\n"
	for day := range 6 {
		diaries += fmt.Sprintf("L%d,Task %d,%s\n", day+1, day, strings.Repeat(fmt.Sprintf("Day %d. ", day), 7000))
	}
	for _, c := range []struct{ name, file, text string }{
		{"nothing", "a.csv", "\n"},
		{"no ladder in Markdown", "a.md", "# Title\n\nProse, and only prose.\n"},
		{"one level", "a.csv", "Level,Impact\nL1,Tasks\n"},
		{"levels nowhere", "a.csv", "Team,Colour,Shape\nNorth,Red,Round\nSouth,Blue,Square\n"},
		{"a column that may be a level", "a.csv", "Competency,What we mean,Junior,Senior\nImpact,Effect,Tasks,Projects\n"},
		{"a budget", "a.csv", "Cost centre,Q1,Q2,Q3,Total\nSalaries,120000,120000,130000,370000\nTravel,10 000 €,12%,9.5,1–2\n"},
		{"a pay list", "a.csv", "Name,Level,Salary,Start date\nAda,L3,40k,2024-01-31\nBo,L4,50k,31/01/2024\n"},
		{"levels in lower case", "a.csv", ",explorer,builder,owner\nDiscovery,Runs interviews,Plans research,Sets the agenda\n"},
		{"a level without a name", "a.csv", "Level,Impact\n,Tasks\nL2,Projects\n"},
		{"a level twice", "a.csv", "Level,Impact\nL1,Tasks\nL2,Projects\nL1,More tasks\n"},
		{"two levels that say the same", "a.csv", "Level,Impact,Care\nL1,Tasks,Asks\nL2,Projects,Looks\nL3,Projects,Looks\n"},
		{"all levels say the same", "a.csv", "Level,Impact\nL1,Tasks\nL2,Tasks\n"},
		{"nothing that the next one does not say", "a.csv", "Level,Impact,Care,Reach\nL1,Tasks,-,One\nL2,Tasks,Looks,One\nL3,Projects,Shows,Two\n"},
		{"hardly anything said", "a.csv", "Level,Impact,Care,Reach\nL1,Tasks,-,-\nL2,Projects,Looks,One\nL3,Results,Shows,Two\n"},
		{"several roles", "a.csv", "Role,Role level,Skill,Description\nCook,Junior cook,Knives,Cuts\nCook,Senior cook,Knives,Carves\nBaker,Junior baker,Dough,Kneads\n"},
		{"no ladder, but a register", "a.csv", "Level,Impact\n" + strings.Repeat("L1,Tasks\n", 3000)},
		{"a book in Markdown", "a.md", strings.Repeat("# Chapter\n", 3000)},
		{"words of which no rubric is made", "a.csv", diaries},
		{"a rubric", "a.yaml", "# Our ladder\n\nschema: rung.rubric/v1\nid: mine\n"},
		{"a rubric that is broken, under another name", "a.md", "# Our ladder\nschema:   'rung.rubric/v1'\n  id: [\n"},
		{"a rubric in JSON", "-", "{\"id\": \"mine\",\n \"schema\": \"rung.rubric/v1\"}"},
		{"answers", "a.json", "{\"schema\": \"rung.answers/v1\"}"},
		{"data", "data.yaml", "# Levels\n- name: Junior\n  impact: Tasks\n- name: Senior\n  impact: Projects\n"},
		{"a row of nothing", "a.csv", "Role level,Skill,Description\n,,Cuts\nSenior cook,Knives,Carves\n"},
	} {
		made, err := draft.Import(c.file, []byte(c.text), draft.Options{})
		var problems doc.Problems
		if !errors.As(err, &problems) || made.Text != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for _, tag := range lang.Tags {
			fmt.Fprintf(&all, "== %s\n%s\n", c.name, problems.In(tag))
		}
	}
	golden(t, "refused.txt", all.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: %s", path, diff)
	}
}

// TestSilence: a level that says nothing on a dimension expects any step of it.
func TestSilence(t *testing.T) {
	r := imported(t, "silent.csv", "Level,Impact,Care\nL1,Tasks,n/a\nL2,Projects,Looks\nL3,Results,Shows\n", draft.Options{})
	if made, err := draft.Import("silent.csv", []byte("Level,Impact,Care\nL1,Tasks,n/a\nL2,Projects,Looks\nL3,Results,Shows\n"), draft.Options{}); err != nil ||
		!noted(made, "1 cell without words is read as: expects nothing (scope: any): “Care” at L1") {
		t.Error(made.Notes, err)
	}
	if got := r.Levels[0].Scope[1]; !got.Any {
		t.Errorf("the scope is %v", got)
	}
}

// TestNone: none, in whatever words, is the lowest step wherever another level says more;
// only what is blank or left open says nothing.
func TestNone(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{
			"columns", "Skill,Junior,Senior\nPeople,0,3 reports\nOncall,No,Yes\nX,n/a,TBD\n",
			" Junior (ladder, rung 1) | People 0–0: 0 | Oncall 0–0: No\n Senior (ladder, rung 2) | People 1–1: 3 reports | Oncall 1–1: Yes\n",
		},
		{
			"French", "Axe;Junior;Confirmé;Senior\nEncadrement;Aucun;Aucune;1 à 3 personnes\nAstreinte;Non.;Oui;Oui\n",
			" Junior (ladder, rung 1) | Encadrement 0–0: Aucun | Astreinte 0–0: Non.\n Confirmé (ladder, rung 2) | Encadrement 0–0: Aucun | Astreinte 1–1: Oui\n" +
				" Senior (ladder, rung 3) | Encadrement 1–1: 1 à 3 personnes | Astreinte 1–1: Oui\n",
		},
		{
			"higher up, and a level that points to it", "Skill,L1,L2,L3,L4\nCoding,Some,Much,None,Same as L3\nReach,a,b,c,d\n",
			" L1 (ladder, rung 1) | Coding 1–1: Some | Reach 0–0: a\n L2 (ladder, rung 2) | Coding 2–2: Much | Reach 1–1: b\n" +
				" L3 (ladder, rung 3) | Coding 0–0: None | Reach 2–2: c\n L4 (ladder, rung 4) | Coding 0–0: None | Reach 3–3: d\n",
		},
		{
			"two tracks", "Level,Managing,Craft\nIC1,None,a\nM1,Leads one,a\nIC2,None,b\nM2,Leads many,b\n",
			" IC1 (ic, rung 1) | Managing 0–0: None | Craft 0–0: a\n M1 (manager, rung 1) | Managing 1–1: Leads one | Craft 0–0: a\n" +
				" IC2 (ic, rung 2) | Managing 0–0: None | Craft 1–1: b\n M2 (manager, rung 2) | Managing 2–2: Leads many | Craft 1–1: b\n",
		},
		{
			"grades", "Level,Skill,Skill level,Expectation\nL1,Tact,None,\nL2,Tact,Working,Calms one\nL3,Tact,Expert,Calms many\nL1,Reach,,a\nL2,Reach,,b\nL3,Reach,,c\n",
			" L1 (ladder, rung 1) | Tact 0–0: None | Reach 0–0: a\n L2 (ladder, rung 2) | Tact 1–1: Working – Calms one | Reach 1–1: b\n" +
				" L3 (ladder, rung 3) | Tact 2–2: Expert – Calms many | Reach 2–2: c\n",
		},
		{
			"figures, and a row that goes on", "Level,Bonus,Impact,Care\nL1,None,None,\n,0,Tasks,None\nL2,10%,Projects,Asks\n,,None,\n",
			" L1 (ladder, rung 1) | Impact 0–0: Tasks | Care 0–0: None\n L2 (ladder, rung 2) | Impact 1–1: Projects | Care 1–1: Asks\n",
		},
	} {
		r := imported(t, "ladder.csv", c.text, draft.Options{})
		if diff := cmp.Diff(c.want, said(r)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if summary := r.Levels[0].Summary.In(lang.EN); summary == "None" || summary == "Non" {
			t.Errorf("%s: the summary is %q", c.name, summary)
		}
	}
}

// TestAccount: what is said to be in the rubric is what is in it, and what was left
// out is named.
func TestAccount(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
		not        string
	}{
		{
			"a.csv", "Skill,L1,L2\nPeople,0,3 reports\nOncall,Yes,Yes\nX,n/a,TBD\nBlank,,\nPay,10,20\n",
			[]string{"the rubric has 2 levels and 1 dimension: “People”", "“X” and “Blank”", "say the same: “Oncall”", "not read: “Pay”", "rungs are the numbers of the levels"}, "equals",
		},
		{
			"a.csv", "Level,Impact\nIC1,Tasks\nIC2,Projects\nM1,Teams\nM2,Groups\n",
			[]string{"the rubric has 4 levels and 2 dimensions: “Impact” and “People management”", "levels with the same number are equals"}, "not read",
		},
		{
			"a.md", "# Ours\n## Welcome\nRead on.\n## Junior\n- **Impact**: Tasks\n## Senior\n- **Impact**: Projects\n## Staff\nDoes it all.\n",
			[]string{"the rubric has 2 levels and 1 dimension: “Impact”", "“Welcome” and “Staff”"}, "rungs",
		},
	} {
		made, err := draft.Import(c.name, []byte(c.text), draft.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range c.want {
			if !noted(made, words) {
				t.Errorf("%s: %q is not said: %v", c.text, words, made.Notes)
			}
		}
		if noted(made, c.not) {
			t.Errorf("%s: %q is said", c.text, c.not)
		}
	}
}

func TestScaffolds(t *testing.T) {
	for _, languages := range [][]lang.Tag{lang.Tags, {lang.EN}, {lang.FR}} {
		for _, tag := range lang.Tags {
			text := draft.Scaffold(languages, tag, lang.Verbatim("Then …"))
			if _, err := rubric.Parse("mine.yaml", text); err != nil {
				t.Errorf("%v: %v", languages, err)
			}
			for _, p := range rubric.Lint("mine.yaml", text, nil) {
				if p.Code != "one-language" || len(languages) > 1 {
					t.Errorf("%v: %v", languages, p.In(tag))
				}
			}
		}
	}
}

// FuzzImport: no bytes make the reading panic, and what comes out is a rubric or has
// its problems.
func FuzzImport(f *testing.F) {
	for _, text := range []string{
		small.delimited(","), small.turned().delimited("\t"), small.long().delimited(";"), small.markdown(),
		small.headings("##", func(name, text string) string { return "- **" + name + "**: " + text + "\n" }),
		small.headings("#", func(name, text string) string { return "### " + name + "\n\n- " + text + "\n" }),
	} {
		f.Add("ladder.md", text)
		f.Add("ladder.csv", text)
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		made, err := draft.Import(name, []byte(text), draft.Options{})
		var problems doc.Problems
		if err != nil && !errors.As(err, &problems) {
			t.Fatal(err)
		}
		if err == nil {
			if _, err := rubric.Parse("made.yaml", made.Text); err != nil {
				t.Fatal(err)
			}
		}
	})
}
