package cmd_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// owners says which folders may import what is kept to a few.
var owners = map[string][]string{
	"github.com/spf13/cobra":            {"cmd"},
	"github.com/AlecAivazis/survey/v2":  {"cmd/ask"},
	"github.com/olekukonko/tablewriter": {"assess/report/terminal"},
	"golang.org/x/net/html":             {"assess/report/html"},
	"github.com/xuri/excelize/v2":       {"assess/report/xlsx"},
	"html/template":                     {},
	"text/template":                     {},
	"go.yaml.in/yaml/v4":                {"rubric/doc"},
	"modernc.org/sqlite":                {"assess/store"},
	"gonum.org/v1/gonum/mat":            {"assess/ratings"},
	"gonum.org/v1/gonum/floats":         {"assess/ratings"},
	"gonum.org/v1/gonum/stat":           {"assess/ratings", "assess/calibrate"},
	"gonum.org/v1/gonum/stat/distuv":    {"assess/ratings"},
	"os":                                {"cmd", "cmd/ask", "cmd/ask/theatre", "cmd/rung", "assess/store"},
	"rung/rubrics":                      {"cmd"},
	"rung/assess/store":                 {"cmd"},
	"rung/assess/report/wire":           {"cmd"},
	"rung/assess/report/terminal":       {"cmd"},
	"rung/assess/report/plain":          {"cmd"},
	"rung/assess/report/markdown":       {"cmd"},
	"rung/assess/report/html":           {"cmd"},
	"rung/assess/report/csv":            {"cmd"},
	"rung/assess/report/xlsx":           {"cmd"},
	"rung/assess/report/sample":         {},
	"rung/cmd/ask":                      {"cmd"},
	"rung/cmd/ask/theatre":              {},
	"rung/cmd":                          {"cmd/rung"},
}

// TestImportsFlowOneWay holds the layout to its promise: the judgement is pure,
// and each library has one home.
func TestImportsFlowOneWay(t *testing.T) {
	surveys := 0
	err := filepath.WalkDir("..", func(file string, entry fs.DirEntry, err error) error {
		if entry != nil && entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".." {
			return fs.SkipDir
		}
		if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder := path.Dir(filepath.ToSlash(strings.TrimPrefix(file, "../")))
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if homes, kept := owners[imported]; kept && !slices.Contains(homes, folder) {
				t.Errorf("%s imports %s, which is kept to %v", file, imported, homes)
			}
			if strings.HasPrefix(folder, "rubric") && (strings.HasPrefix(imported, "rung/assess") || imported == "rung/rubrics") {
				t.Errorf("%s imports %s: a rubric knows nothing of people", file, imported)
			}
			if folder == "assess/ratings" && strings.HasPrefix(imported, "rung/") && imported != "rung/rubric/lang" {
				t.Errorf("%s imports %s: numbers know nothing of sessions, rubrics or people", file, imported)
			}
			if imported == "github.com/AlecAivazis/survey/v2" {
				surveys++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if surveys != 1 {
		t.Errorf("%d files import survey, want 1", surveys)
	}
}
