package xlsx_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/assess/report"
	"rung/assess/report/xlsx"
	"rung/rubric/lang"
)

// TestForm holds that each open cell of a form is chosen from its list, which stands
// whole on a sheet that does not show, however long it is.
func TestForm(t *testing.T) {
	f := report.Form{
		Lang: lang.FR, Title: "=Sheet 'A' & B", How: "Choose.", Choices: "Choices", Wrong: "No <such> \"choice\".",
		Columns: []report.FormColumn{{Title: "Person"}, {Title: "Step & more", Choices: []string{"0 · " + strings.Repeat("long ", 60), "=1", "1 · b"}}, {Title: "Comment"}},
		Rows:    [][]string{{"=Ada"}, {"Bo", "1 · b"}},
	}
	var a, b bytes.Buffer
	if err := xlsx.WriteForm(&a, f); err != nil {
		t.Fatal(err)
	}
	if err := xlsx.WriteForm(&b, f); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same form gives other bytes", err)
	}
	book := opened(t, a.Bytes())
	sheets := book.GetSheetList()
	if visible, err := book.GetSheetVisible(sheets[1]); visible || err != nil || len(sheets) != 2 {
		t.Errorf("%q: %v", sheets, err)
	}
	rules, err := book.GetDataValidations(sheets[0])
	if err != nil || len(rules) != 1 {
		t.Fatal(rules, err)
	}
	if rule := rules[0]; rule.Sqref != "B5:B36" || rule.Formula1 != "'Choices'!$B$1:$B$3" || !rule.ShowErrorMessage || *rule.Error != f.Wrong {
		t.Errorf("%+v", rule)
	}
	choices, err := book.GetCols(sheets[1])
	if err != nil || !slices.Equal(choices[1], f.Columns[1].Choices) {
		t.Error(choices, err)
	}
	rows, err := book.GetRows(sheets[0])
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{f.Title}, {f.How}, nil, {"Person", "Step & more", "Comment"}, {"=Ada"}, {"Bo", "1 · b"}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	if panes, err := book.GetPanes(sheets[0]); err != nil || !panes.Freeze || panes.YSplit != 4 || panes.XSplit != 1 {
		t.Error(panes, err)
	}
}
