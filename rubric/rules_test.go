package rubric_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rung/rubric"
	"rung/rubric/doc"
)

// TestEveryCodeHasARule finds the codes in the source: the second argument of what
// reports, or a field of that name. Every one has a rule, and there is no rule without one.
func TestEveryCodeHasARule(t *testing.T) {
	used := map[string]string{}
	for _, folder := range []string{".", "doc"} {
		for at, code := range codesIn(t, folder) {
			used[code] = at
		}
	}
	for code, at := range used {
		if _, ok := rubric.RuleOf(code); !ok {
			t.Errorf("%s: the code %s has no rule", at, code)
		}
	}
	for _, rule := range rubric.Rules() {
		if used[rule.Code] == "" {
			t.Errorf("the rule %s is of nothing", rule.Code)
		}
	}
}

// reporters are the functions whose second argument is a code.
var reporters = []string{"Report", "report", "hint", "beyond", "misfit", "advise", "adviseOn"}

// codesIn are the codes that the files of a folder report, by where. A code that is
// not written out there is handed on from one that is.
func codesIn(t *testing.T, folder string) map[string]string {
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	fset, codes := token.NewFileSet(), map[string]string{}
	add := func(n ast.Expr) {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			codes[fset.Position(lit.Pos()).String()], _ = strconv.Unquote(lit.Value)
		}
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.SelectorExpr); ok && slices.Contains(reporters, f.Sel.Name) && len(n.Args) > 1 {
					add(n.Args[1])
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && strings.EqualFold(key.Name, "code") {
					add(n.Value)
				}
			}
			return true
		})
	}
	return codes
}

// TestEveryRuleIsBroken holds that each rule has a file that breaks it; steady.yaml
// and small.yaml break none.
func TestEveryRuleIsBroken(t *testing.T) {
	broken := map[string]bool{}
	add := func(found doc.Problems) {
		for _, p := range found {
			broken[p.Code] = true
		}
	}
	for _, bad := range badFiles() {
		_, err := rubric.Parse("small.yaml", []byte(bad.text(t)))
		add(problemsOf(err))
	}
	for _, bad := range badExtensions() {
		_, _, err := rubric.Resolve("ours.yaml", []byte(bad.new), beside(map[string]string{"small.yaml": small}))
		add(problemsOf(err))
	}
	for _, text := range noRubrics() {
		_, err := rubric.Parse("no.yaml", []byte(text))
		add(problemsOf(err))
	}
	people := strings.NewReplacer("id: reports\n", "id: people\n", "by: reports", "by: people").Replace(small)
	_, _, err := rubric.Resolve("ours.yaml", []byte(head+"remove: [people]\n"), beside(map[string]string{"small.yaml": people}))
	add(problemsOf(err))
	add(rubric.Lint("ours.yaml", []byte(namedAsItsBase), beside(map[string]string{"small.yaml": small})))
	for _, c := range lintCases() {
		add(c.lint(t))
	}
	for _, c := range trade {
		add(rubric.Lint("engineering.yaml", []byte(strings.Replace(engineering, c.old, c.new, 1)), nil))
	}
	add(doc.Problems{doc.Unreadable("mine.yaml", fs.ErrNotExist)})
	var unbroken []string
	for _, rule := range rubric.Rules() {
		if !broken[rule.Code] {
			unbroken = append(unbroken, rule.Code)
		}
		delete(broken, rule.Code)
	}
	if len(unbroken) > 0 || len(broken) > 0 {
		t.Errorf("no file breaks %v, and %v are no rules", unbroken, slices.Sorted(maps.Keys(broken)))
	}
}

// noRubrics are files that are not even read as one.
func noRubrics() []string {
	return []string{
		"", "\xff", "PK\x03\x04", "id: \u200b", "id: [", "steps:\n\t- One\n", small + "---\n", strings.Repeat("# long\n", doc.MaxSize/7+1),
		strings.Repeat("[", doc.MaxDepth+1) + strings.Repeat("]", doc.MaxDepth+1),
		"id: &a small", "id: !!str small", "<<: {id: small}", "[a, b]: 1",
	}
}

func problemsOf(err error) (found doc.Problems) {
	errors.As(err, &found)
	return found
}

func TestRulesAreInOrderAndTheirExamplesAreYAML(t *testing.T) {
	rules := rubric.Rules()
	if !slices.IsSortedFunc(rules, func(a, b rubric.Rule) int { return strings.Compare(a.Code, b.Code) }) {
		t.Error("the rules are not in the order of their codes")
	}
	for _, rule := range rules {
		if rule.Before == rule.After {
			t.Errorf("%s: nothing is mended", rule.Code)
		}
		if _, err := doc.Parse(rule.Code, []byte(rule.After)); err != nil {
			t.Error(err)
		}
	}
}
