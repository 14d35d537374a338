package cmd_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
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
	"golang.org/x/net/html":             {"assess/report/html", "assess/report/html/tree", "assess/form"},
	"github.com/xuri/excelize/v2":       {"assess/report/xlsx", "rubric/doc/table"},
	"github.com/yuin/goldmark":          {"rubric/draft"},
	"filippo.io/age":                    {"assess/exchange"},
	"filippo.io/age/armor":              {"assess/exchange"},
	"html/template":                     {},
	"text/template":                     {},
	"go.yaml.in/yaml/v4":                {"rubric/doc"},
	"modernc.org/sqlite":                {"assess/store"},
	"gonum.org/v1/gonum/mat":            {"assess/ratings"},
	"gonum.org/v1/gonum/floats":         {"assess/ratings"},
	"gonum.org/v1/gonum/stat":           {"assess/ratings", "assess/calibrate"},
	"gonum.org/v1/gonum/stat/distuv":    {"assess/ratings"},
	"os":                                {"cmd", "cmd/ask", "cmd/ask/theatre", "cmd/rung", "assess/store", "assess/report/html/tab"},
	"rung/rubrics":                      {"cmd"},
	"rung/assess/store":                 {"cmd"},
	"rung/assess/report/wire":           {"cmd"},
	"rung/assess/report/terminal":       {"cmd", "cmd/ask"},
	"rung/assess/report/plain":          {"cmd"},
	"rung/assess/report/markdown":       {"cmd"},
	"rung/assess/form":                  {"cmd", "cmd/engine"},
	"rung/assess/report/html":           {"cmd", "assess/form"},
	"rung/assess/report/html/tree":      {"assess/report/html", "assess/form"},
	"rung/assess/report/html/tab":       {},
	"syscall/js":                        {"cmd/engine"},
	"rung/assess/report/csv":            {"cmd"},
	"rung/assess/report/xlsx":           {"cmd"},
	"rung/assess/report/sample":         {},
	"rung/cmd/ask":                      {"cmd"},
	"rung/cmd/ask/theatre":              {},
	"rung/cmd":                          {"cmd/rung"},
}

// escapers says which folders and files may escape a text, by what.
var escapers = map[string][]string{
	"lang.Defang": {
		"assess/report/terminal", "assess/report/plain", "assess/report/markdown", "assess/report/html", "assess/report/html/tree", "assess/report/xlsx",
		"assess/template.go", "rubric/doc/problem.go", "rubric/draft/write.go",
	},
	"lang.DefangLines": {"assess/report/csv", "assess/report/xlsx"},
	"lang.EscapeJSON":  {"assess/report/wire", "assess/codec.go", "assess/store/bundle.go"},
	"terminal.Text":    {"cmd/output.go", "cmd/ask"},
}

// TestTextsAreEscapedWhereTheyAreShown holds that everything else is made of raw
// texts: writers escape, the files that rung writes, and the edge to the terminal.
func TestTextsAreEscapedWhereTheyAreShown(t *testing.T) {
	t.Parallel()
	idle := map[string]bool{}
	for name, homes := range escapers {
		for _, home := range homes {
			idle[name+" in "+home] = true
		}
	}
	eachFile(t, parser.SkipObjectResolution, func(file string, parsed *ast.File) {
		ast.Inspect(parsed, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			name := fmt.Sprint(selector.X, ".", selector.Sel)
			homes, escapes := escapers[name]
			i := slices.IndexFunc(homes, func(home string) bool { return home == file || home == path.Dir(file) })
			switch {
			case escapes && i < 0:
				t.Errorf("%s calls %s: it is for %v", file, name, homes)
			case escapes:
				delete(idle, name+" in "+homes[i])
			}
			return true
		})
	})
	for home := range idle {
		t.Errorf("nothing calls %s", home)
	}
}

// commands is what only the command line may say: the name of a command, a call
// of rung, or an option.
var commands = regexp.MustCompile("`rung |--[a-z]|\\brung (assess|template|show|history|compare|levels|rubric|calibrate|export|import|erase)\\b")

// TestTheDomainNamesNoCommands holds that what to type next is said at the edge:
// see advised. Views may name commands, and the catalogue has every text.
func TestTheDomainNamesNoCommands(t *testing.T) {
	t.Parallel()
	texts := 0
	eachFile(t, parser.SkipObjectResolution, func(file string, parsed *ast.File) {
		folder := path.Dir(file)
		if !strings.HasPrefix(folder, "rubric") && !strings.HasPrefix(folder, "assess") ||
			strings.HasPrefix(folder, "assess/report") || folder == "assess/form" || file == "rubric/lang/fr.go" {
			return
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			text, ok := n.(*ast.BasicLit)
			if !ok || text.Kind != token.STRING {
				return true
			}
			texts++
			if said, err := strconv.Unquote(text.Value); err != nil || commands.MatchString(said) {
				t.Errorf("%s says %s", file, text.Value)
			}
			return true
		})
	})
	if texts < 1000 {
		t.Errorf("%d texts were read, of more than a thousand", texts)
	}
}

// eachFile parses the source of rung, without its tests.
func eachFile(t *testing.T, mode parser.Mode, visit func(file string, parsed *ast.File)) {
	t.Helper()
	err := filepath.WalkDir("..", func(file string, entry fs.DirEntry, err error) error {
		if entry != nil && entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".." {
			return fs.SkipDir
		}
		if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, mode)
		if err == nil {
			visit(filepath.ToSlash(strings.TrimPrefix(file, "../")), parsed)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestImportsFlowOneWay holds the layout to its promise: the judgement is pure,
// and each library has one home.
func TestImportsFlowOneWay(t *testing.T) {
	t.Parallel()
	surveys := 0
	eachFile(t, parser.ImportsOnly, func(file string, parsed *ast.File) {
		folder := path.Dir(file)
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
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
			if folder == "assess/exchange" && strings.HasPrefix(imported, "rung/assess/") {
				t.Errorf("%s imports %s: an envelope knows nothing of sessions", file, imported)
			}
			if imported == "github.com/AlecAivazis/survey/v2" {
				surveys++
			}
		}
	})
	if surveys != 1 {
		t.Errorf("%d files import survey, want 1", surveys)
	}
}
