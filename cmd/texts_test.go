package cmd_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is every Go file of rung that is no test.
func source(t *testing.T) (*token.FileSet, []*ast.File) {
	t.Helper()
	set := token.NewFileSet()
	var files []*ast.File
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		files = append(files, file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 50 {
		t.Fatalf("only %d files", len(files))
	}
	return set, files
}

// literal is the text of a string constant, which may be put together with +.
func literal(e ast.Expr) (text string, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		left, ok1 := literal(e.X)
		right, ok2 := literal(e.Y)
		return left + right, ok1 && ok2 && e.Op == token.ADD
	case *ast.ParenExpr:
		return literal(e.X)
	}
	return "", false
}

// named is what a call calls, as "package.Name" or ".Method" or "Name".
func named(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
		return "." + f.Sel.Name
	}
	return ""
}

var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*(\d+|\*)?(\.(\d+|\*))?(\[\d+\])?[a-zA-Z%]`)

// verbs are the verbs of a format, but for %%: in order, or by their explicit
// indexes sorted, as then the order is free.
func verbs(format string) []string {
	var found []string
	indexed := false
	for _, v := range verb.FindAllString(format, -1) {
		if strings.HasSuffix(v, "%") {
			continue
		}
		indexed = indexed || strings.Contains(v, "[")
		found = append(found, v)
	}
	if indexed {
		slices.Sort(found)
		return slices.Compact(found)
	}
	return found
}

// An apostrophe in a word, as each language types it and the other does not.
var (
	straight = regexp.MustCompile(`\pL'`)
	curly    = regexp.MustCompile(`\pL’`)
)

// isPair reports whether a call makes a pair of its first two arguments. The
// package calibrate has a short form of lang.Sprintf(lang.T(…)).
func isPair(file *ast.File, call *ast.CallExpr) bool {
	if len(call.Args) < 2 {
		return false
	}
	if x, ok := call.Args[0].(*ast.Ident); ok && x.Name == "en" {
		return false // that short form itself
	}
	switch named(call) {
	case "lang.T":
		return true
	case "T":
		return file.Name.Name == "lang"
	case "say":
		return file.Name.Name == "calibrate"
	}
	return false
}

func TestEveryTextIsAPair(t *testing.T) {
	t.Parallel()
	set, files := source(t)
	pairs := 0
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !isPair(file, call) {
				return true
			}
			pairs++
			complain := func(format string, args ...any) {
				t.Errorf("%v: %s", set.Position(call.Pos()), fmt.Sprintf(format, args...))
			}
			en, ok1 := literal(call.Args[0])
			fr, ok2 := literal(call.Args[1])
			switch {
			case !ok1 || !ok2:
				complain("a side is no constant text")
			case strings.TrimSpace(en) == "" || strings.TrimSpace(fr) == "":
				if en != fr {
					complain("a side is empty: %q, %q", en, fr)
				}
			case !slices.Equal(verbs(en), verbs(fr)):
				complain("other verbs: %q, %q", verbs(en), verbs(fr))
			case straight.MatchString(fr):
				complain("a straight apostrophe in French: %q", fr)
			case strings.Contains(fr, "...") || strings.Contains(en, "..."):
				complain("three dots for …: %q, %q", en, fr)
			case curly.MatchString(en):
				complain("a typographic apostrophe in English: %q", en)
			case strings.HasSuffix(en, "\n") != strings.HasSuffix(fr, "\n"):
				complain("only one side ends its line: %q, %q", en, fr)
			case edges(en) != edges(fr):
				complain("spaces or punctuation at the end differ: %q, %q", en, fr)
			}
			return true
		})
	}
	if pairs < 300 {
		t.Errorf("only %d pairs found", pairs)
	}
}

// edges is the space and the sentence end around a text. French has a space
// before some marks, also at its beginning.
func edges(s string) string {
	begins := strings.HasPrefix(s, " ") && !strings.ContainsAny(s[1:min(2, len(s))], ":;?!»%")
	last := strings.TrimRight(s, " \n")
	end := ""
	if last != "" && strings.ContainsAny(last[len(last)-1:], ".:!?;") {
		end = last[len(last)-1:]
	}
	return fmt.Sprintf("%t %s %d", begins, end, len(s)-len(last))
}

// oneLanguage are the texts that are printed as they are, in every language, and
// why.
var oneLanguage = map[string]string{
	"rung ":                      "the program's name",
	"rung {{.Version}}\n":        "the program's name",
	"; PRAGMA user_version = %d": "SQL",
	"session %s (%s)":            "what a debugging print of a session shows",
	"cancelled":                  "never shown: tells Escape from Enter inside the drawn face",
	"not an entry of a log in its canonical form":            "never shown: the findings of a log say it in their words",
	"ratings: a finite symmetric matrix without eigenvalues": "a panic that cannot be",
}

// printers are the calls that show or make a text, with the place of the text.
var printers = map[string]int{
	"fmt.Print": 0, "fmt.Println": 0, "fmt.Printf": 0,
	"fmt.Fprint": 1, "fmt.Fprintln": 1, "fmt.Fprintf": 1,
	"io.WriteString": 1, "errors.New": 0, "fmt.Errorf": 0,
	"panic": 0, "log.Print": 0, "log.Printf": 0, "log.Fatal": 0,
	"p.put": 0, "v.put": 0, "root.SetVersionTemplate": 0,
}

var word = regexp.MustCompile(`\pL{2,}`)

// TestNothingIsSaidInOneLanguageOnly looks at what is printed without a pair.
func TestNothingIsSaidInOneLanguageOnly(t *testing.T) {
	t.Parallel()
	set, files := source(t)
	seen := map[string]bool{}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			at, printer := printers[named(call)]
			if !printer || at >= len(call.Args) {
				return true
			}
			ast.Inspect(call.Args[at], func(n ast.Node) bool {
				if inner, ok := n.(*ast.CallExpr); ok && strings.HasSuffix(named(inner), ".T") {
					return false
				}
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				text, ok := literal(e)
				if !ok {
					return true
				}
				seen[text] = true
				if word.MatchString(verb.ReplaceAllString(text, "")) && oneLanguage[text] == "" {
					t.Errorf("%v: %s prints %q in one language", set.Position(call.Pos()), named(call), text)
				}
				return false
			})
			return true
		})
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			for _, e := range helpTexts(n) {
				if text, ok := literal(e); ok && word.MatchString(text) {
					t.Errorf("%v: help says %q in one language", set.Position(e.Pos()), text)
				}
			}
			return true
		})
	}
	for text := range oneLanguage {
		if !seen[text] {
			t.Errorf("%q is excused but never printed", text)
		}
	}
}

// helpTexts are the texts that cobra shows: of commands and of options.
func helpTexts(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && (key.Name == "Short" || key.Name == "Long") {
			return []ast.Expr{n.Value}
		}
	case *ast.CallExpr:
		if name := named(n); strings.HasSuffix(name, "Var") || strings.HasSuffix(name, "VarP") {
			return n.Args[len(n.Args)-1:]
		}
	}
	return nil
}
