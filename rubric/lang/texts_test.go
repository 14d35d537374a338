package lang

import (
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
)

// source is what is parsed and typed of rung: everything but its tests.
type source struct {
	fset  *token.FileSet
	files []*ast.File
	info  types.Info
	own   map[string]*types.Package
	other types.Importer
	hands map[types.Object]bool // the parameters that are handed on as a text
}

var rung = sync.OnceValues(load)

func load() (*source, error) {
	list := exec.Command("go", "list", "-export", "-deps", "-f", `{{.ImportPath}},{{.Export}},{{.Dir}},{{join .GoFiles ","}}`, "rung/...")
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("%v: %w", list, err)
	}
	exports := map[string]string{}
	s := newSource(func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	for line := range strings.Lines(string(out)) { // dependencies come first
		fields := strings.Split(strings.TrimSpace(line), ",")
		exports[fields[0]] = fields[1]
		if fields[0] == "rung" || strings.HasPrefix(fields[0], "rung/") {
			err = errors.Join(err, s.add(fields[0], fields[2], fields[3:]))
		}
	}
	return s, err
}

func newSource(export importer.Lookup) *source {
	fset := token.NewFileSet()
	return &source{
		fset: fset, own: map[string]*types.Package{}, other: importer.ForCompiler(fset, "gc", export), hands: map[types.Object]bool{},
		info: types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}},
	}
}

// Import finds rung's packages as they were typed here.
func (s *source) Import(path string) (*types.Package, error) {
	if p, ok := s.own[path]; ok {
		return p, nil
	}
	return s.other.Import(path)
}

func (s *source) add(path, dir string, names []string) error {
	var files []*ast.File
	for _, name := range names {
		file, err := parser.ParseFile(s.fset, filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	return s.check(path, files)
}

func (s *source) check(path string, files []*ast.File) (err error) {
	s.files = append(s.files, files...)
	s.own[path], err = (&types.Config{Importer: s}).Check(path, s.fset, files, &s.info)
	return err
}

// fixture is a package of one file, which may import those of rung.
func (s *source) fixture(t *testing.T, body string) *source {
	t.Helper()
	f := &source{fset: s.fset, info: s.info, own: maps.Clone(s.own), other: s.other, hands: maps.Clone(s.hands)}
	file, err := parser.ParseFile(s.fset, "fixture.go", "package fixture\n\nimport \"rung/rubric/lang\"\n\n"+body, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.check("fixture", []*ast.File{file}); err != nil {
		t.Fatal(err)
	}
	return f
}

// texts is what a source says: the keys, where each stands first, and what is
// wrong with saying it.
type texts struct {
	*source
	said   map[ast.Expr]bool
	at     map[string]token.Pos
	counts map[string]bool
	faults []string
}

func (s *source) texts() *texts {
	s.findHands()
	x := &texts{source: s, said: map[ast.Expr]bool{}, at: map[string]token.Pos{}, counts: map[string]bool{}}
	x.each(x.read)
	return x
}

// findHands finds the parameters that functions hand on as a text, themselves or
// through others.
func (s *source) findHands() {
	params := map[types.Object]bool{}
	s.each(func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncType); ok {
			for _, field := range f.Params.List {
				for _, name := range field.Names {
					params[s.info.Defs[name]] = true
				}
			}
		}
		return true
	})
	for known := -1; known < len(s.hands); {
		known = len(s.hands)
		s.each(func(n ast.Node) bool {
			for _, slot := range s.slots(n) {
				if id, ok := slot.(*ast.Ident); ok && params[s.info.Uses[id]] {
					s.hands[s.info.Uses[id]] = true
				}
			}
			return true
		})
	}
}

func (s *source) each(visit func(ast.Node) bool) {
	for _, f := range s.files {
		ast.Inspect(f, visit)
	}
}

func (x *texts) fault(at token.Pos, format string, args ...any) {
	x.faults = append(x.faults, fmt.Sprintf("%v: %s", x.fset.Position(at), fmt.Sprintf(format, args...)))
}

func (s *source) isText(t types.Type) bool {
	named, ok := t.(*types.Named)
	return ok && named.Obj() == s.own["rung/rubric/lang"].Scope().Lookup("Text")
}

// slots are the arguments of a call that are texts: what is converted to a Text,
// or given for a parameter that is handed on.
func (s *source) slots(n ast.Node) (slots []ast.Expr) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return nil
	}
	fun := s.info.Types[call.Fun]
	if fun.IsType() && s.isText(fun.Type) {
		return call.Args
	}
	signature, ok := fun.Type.(*types.Signature)
	if !ok {
		return nil
	}
	for i, a := range call.Args[:min(len(call.Args), signature.Params().Len())] {
		if s.hands[signature.Params().At(i).Origin()] {
			slots = append(slots, a)
		}
	}
	return slots
}

// read notes the texts of one node.
func (x *texts) read(n ast.Node) bool {
	e, ok := n.(ast.Expr)
	if !ok {
		return true
	}
	if v := x.info.Types[e]; v.Value != nil && x.isText(v.Type) {
		x.note(e, constant.StringVal(v.Value))
		return false
	}
	if call, ok := n.(*ast.CallExpr); ok && x.isCount(call) {
		x.readCount(call)
	}
	for _, a := range x.slots(n) {
		if v := x.info.Types[a].Value; v != nil {
			x.note(a, constant.StringVal(v))
		} else if !x.readElsewhere(a) {
			x.fault(a.Pos(), "this text is no constant")
		}
	}
	return true
}

func (x *texts) note(e ast.Expr, key string) {
	x.said[e] = true
	if _, seen := x.at[key]; !seen {
		x.at[key] = e.Pos()
	}
}

// readElsewhere reports whether a text is a parameter, whose arguments are read,
// or a Text put into a format, which was read where it was made.
func (x *texts) readElsewhere(e ast.Expr) bool {
	if call, ok := e.(*ast.CallExpr); ok && x.info.Types[call.Fun].IsType() {
		return x.isText(x.info.TypeOf(call.Args[0]))
	}
	id, ok := e.(*ast.Ident)
	return ok && x.hands[x.info.Uses[id]]
}

func (x *texts) isCount(call *ast.CallExpr) bool {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	return ok && x.info.Uses[fun.Sel] == x.own["rung/rubric/lang"].Scope().Lookup("Count")
}

func (x *texts) readCount(call *ast.CallExpr) {
	one, many := x.info.Types[call.Args[1]].Value, x.info.Types[call.Args[2]].Value
	if one == nil || many == nil {
		x.fault(call.Pos(), "a noun of this count is no constant")
		return
	}
	key := constant.StringVal(one) + "|" + constant.StringVal(many)
	x.note(call, key)
	x.counts[key] = true
	if constant.StringVal(one) == "" || english(constant.StringVal(many)) == "" {
		x.fault(call.Pos(), "a form of this count is empty")
	}
}

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([-+# 0]*\d*(?:\.\d+)?)(?:\[(\d+)\])?([a-zA-Z%])`)

// verbs are the verbs of a format by the argument they print, each once.
func verbs(format string) []string {
	var found []string
	next := 1
	for _, v := range verb.FindAllStringSubmatch(format, -1) {
		if v[4] == "%" {
			continue
		}
		if index := v[1] + v[3]; index != "" {
			fmt.Sscan(index, &next)
		}
		found = append(found, fmt.Sprintf("%%[%d]%s%s", next, v[2], v[4]))
		next++
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// universal reports whether a text reads the same in every language: it has
// neither letters nor marks that French sets otherwise.
func universal(key string) bool {
	bare := verb.ReplaceAllStringFunc(key, func(v string) string { return strings.Repeat("%", strings.Count(v, "%%")) })
	return !strings.ContainsFunc(bare, unicode.IsLetter) && !strings.ContainsAny(bare, ":;?!%\"“”")
}

// faultsOf says what is wrong with a catalogue for texts.
func (x *texts) faultsOf(catalogue []entry) []string {
	faults := slices.Clone(x.faults)
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	meanings := map[string]int{}
	for i, e := range catalogue {
		if i > 0 && catalogue[i-1].en >= e.en {
			fault("%q does not stand in order", e.en)
		}
		meanings[english(e.en)]++
		at, used := x.at[e.en]
		if !used {
			fault("%q is used nowhere", e.en)
		}
		for _, f := range e.faults(x.counts[e.en]) {
			fault("%v: %q, %q: %s", x.fset.Position(at), e.en, e.fr, f)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(x.at)) {
		if !universal(key) && !slices.ContainsFunc(catalogue, func(e entry) bool { return e.en == key }) {
			fault("%v: %q has no French", x.fset.Position(x.at[key]), key)
		}
		if english(key) != key && meanings[english(key)] == 1 {
			fault("%v: %q has one meaning", x.fset.Position(x.at[key]), key)
		}
	}
	return faults
}

// An apostrophe in a word, as each language types it and the other does not.
var (
	straight = regexp.MustCompile(`\pL'`)
	curly    = regexp.MustCompile(`\pL’`)
)

// faults says what is wrong with one entry.
func (e entry) faults(count bool) (faults []string) {
	en := english(e.en)
	one, many, bar := strings.Cut(e.fr, "|")
	for fault, is := range map[string]bool{
		"other verbs":                       !slices.Equal(verbs(en), verbs(e.fr)),
		"a form of the count is missing":    count && (!bar || one == "" || many == "" || strings.Contains(many, "|")),
		"it needs no entry":                 en == e.fr && universal(e.en),
		"the French is empty":               strings.TrimSpace(e.fr) == "",
		"a straight apostrophe in French":   straight.MatchString(e.fr),
		"a curly apostrophe in English":     curly.MatchString(en),
		"three dots for …":                  strings.Contains(en+e.fr, "..."),
		"space or punctuation at the edges": edges(en) != edges(e.fr),
	} {
		if is {
			faults = append(faults, fault)
		}
	}
	slices.Sort(faults)
	return faults
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
	return fmt.Sprintf("%t %s %q", begins, end, s[len(last):])
}

func TestEveryTextHasItsFrench(t *testing.T) {
	s, err := rung()
	if err != nil {
		t.Fatal(err)
	}
	x := s.texts()
	for _, f := range x.faultsOf(french) {
		t.Error(f)
	}
	if len(x.at) < 300 {
		t.Errorf("only %d texts found", len(x.at))
	}
}

// wrapper is a fixture's way to say a text: through two functions.
const wrapper = `
func tell(n int, format string, args ...any) { say(format, args...) }
func say(format string, args ...any) { println(lang.Sprintf(format, args...).In(lang.FR)) }
`

func TestTheFaultsOfTextsAreFound(t *testing.T) {
	s, err := rung()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		body, fault string
		catalogue   []entry
	}{
		"fine":                {`func f() { tell(1, "a %d", 1); lang.Count(1, "b", "bs") }`, "", []entry{{"a %d", "un %d"}, {"b|bs", "x|xs"}}},
		"joined":              {`func f() { say("a" + " b") }`, "", []entry{{"a b", "c"}}},
		"universal":           {`func f() { say("%s (%v)", "", 1) }`, "", nil},
		"two meanings":        {`func f() { say("a"); say("a # b") }`, "", []entry{{"a", "c"}, {"a # b", "d"}}},
		"a Text as a format":  {`func f() { a := lang.Text("a %d"); say(string(a), 1) }`, "", []entry{{"a %d", "b %d"}}},
		"no French, wrapped":  {`func f() { tell(1, "a") }`, `"a" has no French`, nil},
		"no French, error":    {`func f() error { return lang.Errorf("a") }`, `"a" has no French`, nil},
		"no French, map":      {`var m = map[int]lang.Text{1: "a"}`, `"a" has no French`, nil},
		"no French, argument": {`func g(lang.Text) {}; func f() { g("a") }`, `"a" has no French`, nil},
		"no French, literal":  {`func f() { g := func(s string) { say(s) }; g("a") }`, `"a" has no French`, nil},
		"no French, mark":     {`func f() { say("%s: ", "") }`, `"%s: " has no French`, nil},
		"no French, count":    {`func f() { lang.Count(1, "a", "as") }`, `"a|as" has no French`, nil},
		"unused":              {``, `"a" is used nowhere`, []entry{{"a", "b"}}},
		"variable":            {`func f() { s := "a"; say(s) }`, "this text is no constant", nil},
		"variable noun":       {`func f(s string) { lang.Count(1, s, "as") }`, "a noun of this count is no constant", nil},
		"unsorted":            {`func f() { say("a"); say("b") }`, `"a" does not stand in order`, []entry{{"b", "c"}, {"a", "d"}}},
		"twice":               {`func f() { say("a") }`, `"a" does not stand in order`, []entry{{"a", "c"}, {"a", "d"}}},
		"fewer verbs":         {`func f() { say("a %d %s", 1, "") }`, "other verbs", []entry{{"a %d %s", "b %d"}}},
		"swapped verbs":       {`func f() { say("a %d %s", 1, "") }`, "other verbs", []entry{{"a %d %s", "b %s %d"}}},
		"indexed verbs":       {`func f() { say("a %d %s", 1, "") }`, "", []entry{{"a %d %s", "b %[2]s %[1]d"}}},
		"wrong index":         {`func f() { say("a %d %s", 1, "") }`, "other verbs", []entry{{"a %d %s", "b %[1]s %[2]d"}}},
		"one form":            {`func f() { lang.Count(1, "a", "as") }`, "a form of the count is missing", []entry{{"a|as", "b"}}},
		"empty form":          {`func f() { lang.Count(1, "", "as") }`, "a form of this count is empty", []entry{{"|as", "b|bs"}}},
		"one meaning":         {`func f() { say("a # b") }`, `"a # b" has one meaning`, []entry{{"a # b", "c"}}},
		"needless":            {`func f() { say("%s", "") }`, "it needs no entry", []entry{{"%s", "%s"}}},
		"empty":               {`func f() { say("a") }`, "the French is empty", []entry{{"a", ""}}},
		"straight":            {`func f() { say("a") }`, "a straight apostrophe", []entry{{"a", "l'a"}}},
		"curly":               {`func f() { say("a’s") }`, "a curly apostrophe", []entry{{"a’s", "a"}}},
		"dots":                {`func f() { say("a...") }`, "three dots", []entry{{"a...", "b..."}}},
		"edges":               {`func f() { say("a.\n") }`, "at the edges", []entry{{"a.\n", "b."}}},
	} {
		faults := strings.Join(s.fixture(t, wrapper+c.body).texts().faultsOf(c.catalogue), "\n")
		if c.fault == "" && faults != "" || !strings.Contains(faults, c.fault) {
			t.Errorf("%s: got %q, want %q", name, faults, c.fault)
		}
	}
}

// oneLanguage are the texts that are printed as they are, in every language, and
// why.
var oneLanguage = map[string]string{
	"rung ":                      "the program's name",
	"rung {{.Version}}\n":        "the program's name",
	"; PRAGMA user_version = %d": "SQL",
	"session %s (%s)":            "what a debugging print of a session shows",
	"::%s %s,title=%s::%s\n":     "a workflow command of GitHub",
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

// printed are the texts that a node shows: what is printed, and the help of
// commands and options.
func printed(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && (key.Name == "Short" || key.Name == "Long") {
			return []ast.Expr{n.Value}
		}
	case *ast.CallExpr:
		if name := named(n); strings.HasSuffix(name, "Var") || strings.HasSuffix(name, "VarP") {
			return n.Args[len(n.Args)-1:]
		}
		if at, ok := printers[named(n)]; ok && at < len(n.Args) {
			return n.Args[at : at+1]
		}
	}
	return nil
}

// inOneLanguage finds the words that are printed and are no texts.
func (x *texts) inOneLanguage() map[string]token.Pos {
	found := map[string]token.Pos{}
	x.each(func(n ast.Node) bool {
		for _, e := range printed(n) {
			ast.Inspect(e, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok && x.said[e] {
					return false
				}
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				if s := constant.StringVal(x.info.Types[lit].Value); word.MatchString(verb.ReplaceAllString(s, "")) {
					found[s] = lit.Pos()
				}
				return false
			})
		}
		return true
	})
	return found
}

// TestNothingIsSaidInOneLanguageOnly looks at what is printed and is no text.
func TestNothingIsSaidInOneLanguageOnly(t *testing.T) {
	s, err := rung()
	if err != nil {
		t.Fatal(err)
	}
	found := s.texts().inOneLanguage()
	for said, at := range found {
		if oneLanguage[said] == "" {
			t.Errorf("%v: prints %q in one language", s.fset.Position(at), said)
		}
	}
	for said := range oneLanguage {
		if _, ok := found[said]; !ok {
			t.Errorf("%q is excused but never printed", said)
		}
	}
}

func TestWhatIsSaidInOneLanguageIsFound(t *testing.T) {
	s, err := rung()
	if err != nil {
		t.Fatal(err)
	}
	found := s.fixture(t, wrapper+`func f() { panic("raw words" + lang.Sprintf("a text").In(lang.EN)) }`).texts().inOneLanguage()
	if _, ok := found["raw words"]; !ok || len(found) != 1 {
		t.Errorf("got %v", found)
	}
}
