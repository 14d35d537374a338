package doc_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/clipperhouse/displaywidth"
	"github.com/google/go-cmp/cmp"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

var update = flag.Bool("update", false, "write the expected outputs anew")

// refused are files that are no document, by name.
func refused() [][2]string {
	return [][2]string{
		{"empty", ""},
		{"spaces", " \n\n"},
		{"comments only", "# nothing\n# here\n"},
		{"a tab before a key", "a:\n\tb: 1\n"},
		{"a tab in a list", "a:\n - b\n\t- c\n"},
		{"an alias", "a: &x 1\nb: *x\n"},
		{"an undefined alias", "a: *nope\n"},
		{"a recursive anchor", "a: &a [*a]\n"},
		{"a tag", "a: !!str 1\nb: !own {c: 1}\n"},
		{"a merge key", "a:\n  <<: {b: 1}\n"},
		{"a list as key", "? [a, b]\n: 1\n"},
		{"two documents", "a: 1\n---\nb: 2\n"},
		{"text after the end", "a: 1\n...\nb\n"},
		{"text without a key at the end", "a: 1\nb\n"},
		{"text after JSON in YAML", "{a: 1} b\n"},
		{"Latin-1", "title: Caf\xe9\n"},
		{"UTF-16", "\xff\xfea\x00:\x00"},
		{"half a character", "a: \xf0\x9f\x92"},
		{"NUL", "a: b\x00c\n"},
		{"a raw escape", "a: 1\nb: \"\x1b[2J\"\n"},
		{"a direction override", "a: \u202eb\n"},
		{"many bad characters", strings.Repeat("\x01", 30)},
		{"a lone carriage return", "a: 1\rb: 2\n"},
		{"a separator that breaks lines", "a: b\u2028c: d\n"},
		{"a byte order mark inside", "a: b\ufeff\n"},
		{"a colon in a text", "title: Rôles: produit\n"},
		{"a key under a text", "a: b\n  c: d\n"},
		{"an at sign", "a: @b\n"},
		{"open double quotes", "a: \"b\nc: d\n"},
		{"open single quotes", "a: 'b\nc: d\n"},
		{"text after quotes", "a: \"b\" c\n"},
		{"an escape that does not exist", `a: "C:\Users"` + "\n"},
		{"a broken escape", `a: "\u12"` + "\n"},
		{"half a pair", `a: "\ud800"` + "\n"},
		{"an open list", "a: [b, c\nd: e\n"},
		{"an open map", "a: {b: c\nd: e\n"},
		{"a wrong indentation", "a:\n    b: 1\n  c: 2\n"},
		{"a key without a colon", "a: 1\nb\nc: 2\n"},
		{"a list in a map", "a: 1\n- b\n"},
		{"a newer YAML", "%YAML 1.9\n---\na: 1\n"},
		{"JSON: text after the end", `{"a": 1} {"b": 2}`},
		{"JSON: a comma too many", `{"a": 1,}`},
		{"JSON: a comma missing", `{"a": 1 "b": 2}`},
		{"JSON: a comma missing in a list", `{"a": [1 2]}`},
		{"JSON: a colon missing", `{"a" 1}`},
		{"JSON: a bare word", "{\n  \"a\": yes\n}"},
		{"JSON: a bare key", `{"a": 1, b: 2}`},
		{"JSON: a number with a zero before", `{"a": 012}`},
		{"JSON: a number without digits", `{"a": -}`},
		{"JSON: half a number", `{"a": 1.}`},
		{"JSON: an open text", `{"a": "b`},
		{"JSON: a line break in a text", "{\"a\": \"b\nc\"}"},
		{"JSON: a Windows line break in a text", "{\"a\": \"b\r\nc\"}"},
		{"JSON: half a word", `{"a": nul}`},
		{"JSON: a tab in a text", "{\"a\": \"b\tc\"}"},
		{"JSON: an escape that does not exist", `{"a": "\x41"}`},
		{"JSON: half a pair", `{"a": "\ud83d"}`},
		{"JSON: two first halves", `{"a": "\ud83d\ud83d"}`},
		{"JSON: nothing after the opening", `{"a": `},
		{"JSON: a comment", "{\"a\": 1 // one\n}"},
		{"JSON: too deep", `{"a": ` + strings.Repeat("[", 64) + strings.Repeat("]", 64) + "}"},
		{"YAML: too deep", "a: " + strings.Repeat("[", 65) + strings.Repeat("]", 65)},
	}
}

func TestRefused(t *testing.T) {
	for _, tag := range lang.Tags {
		var all strings.Builder
		for _, c := range refused() {
			_, err := doc.Parse("file.yaml", []byte(c[1]))
			var problems doc.Problems
			if !errors.As(err, &problems) {
				t.Errorf("%s: accepted, or refused without a place: %v", c[0], err)
				continue
			}
			fmt.Fprintf(&all, "== %s\n%s\n", c[0], problems.In(tag))
		}
		golden(t, fmt.Sprintf("testdata/refused.%s.txt", tag), all.String())
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
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
		t.Error(diff)
	}
}

// dump writes a node with the position and kind of everything in it.
func dump(n *doc.Node, indent string) string {
	kind := [...]string{"null", "bool", "number", "string", "list", "map"}[n.Kind]
	s := fmt.Sprintf("%d:%d %s", n.Line, n.Col, kind)
	if n.Text != "" {
		s += fmt.Sprintf(" %q", n.Text)
	}
	s += "\n"
	for _, item := range n.Items {
		s += indent + "- " + dump(item, indent+"  ")
	}
	for _, p := range n.Pairs {
		s += fmt.Sprintf("%s%d:%d %s: %s", indent, p.Key.Line, p.Key.Col, p.Key.Text, dump(p.Value, indent+"  "))
	}
	return s
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"scalars of YAML", "no: NO\nyes: yes\non: on\ndate: 2023-03-05\nv: 1.0.0\nt: true\nn: ~\nm:\nq: '1'\n12: 0x1f\ni: -.inf\nu: 1_000\n",
			`1:1 map
1:1 no: 1:5 string "NO"
2:1 yes: 2:6 string "yes"
3:1 on: 3:5 string "on"
4:1 date: 4:7 string "2023-03-05"
5:1 v: 5:4 string "1.0.0"
6:1 t: 6:4 bool "true"
7:1 n: 7:4 null "~"
8:1 m: 8:3 null
9:1 q: 9:4 string "1"
10:1 12: 10:5 number "0x1f"
11:1 i: 11:4 number "-.inf"
12:1 u: 12:4 string "1_000"
`},
		{"columns in characters, mark and line ends aside", "\ufeffé日: {\"👩\": x}\r\nb: y\r\n",
			`1:1 map
1:1 é日: 1:5 map
  1:6 👩: 1:11 string "x"
2:1 b: 2:4 string "y"
`},
		{"JSON", " {\"a\": [1, -0.5e+3, true, null],\n  \"é\": \"\\u00e9\\ud83d\\ude00\\n\\/\", \"b\": {}, \"c\": \"👩\", \"d\": []}\r\n",
			`1:2 map
1:3 a: 1:8 list
  - 1:9 number "1"
  - 1:12 number "-0.5e+3"
  - 1:21 bool "true"
  - 1:27 null
2:3 é: 2:8 string "é😀\n/"
2:34 b: 2:39 map
2:43 c: 2:48 string "👩"
2:53 d: 2:58 list
`},
		{"flow YAML that is not JSON", "{a: 1,}", "1:1 map\n1:2 a: 1:5 number \"1\"\n"},
	} {
		d, err := doc.Parse(c.name, []byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(c.want, dump(d.Root, "")); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// TestRefusedCheaply holds what is allocated for a file to a multiple of what a
// file may hold, so that only a blow-up fails it.
func TestRefusedCheaply(t *testing.T) {
	const kib = 1 << 10
	laughs := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'i'; c++ {
		laughs += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.Repeat(fmt.Sprintf("*%c,", c-1), 9))
	}
	var keys strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&keys, "%x:\n", i)
	}
	for name, text := range map[string]string{
		"billion laughs":   laughs,
		"brackets":         strings.Repeat("[", 256*kib),
		"braces":           strings.Repeat("{", 256*kib),
		"JSON brackets":    `["` + strings.Repeat(`",[`, 85*kib),
		"dashes":           strings.Repeat("- ", 128*kib),
		"anchors":          strings.Repeat("&a ", 80*kib),
		"indents":          strings.Repeat("\n"+strings.Repeat(" ", 500)+"a:", 500),
		"quotes":           strings.Repeat(`"`, 256*kib),
		"one line":         "a: [" + strings.Repeat("b,", 128*kib-4) + "c",
		"distinct keys":    keys.String(),
		"80,000 same keys": strings.Repeat("a:\n", 80_000),
		"long unknown key": strings.Repeat("k", 200*kib) + ": 1",
		"bad characters":   strings.Repeat("\x01", 256*kib),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		d, err := doc.Parse(name, []byte(text))
		if err == nil {
			d.Map(d.Root, doc.Keys{"schema", "questions"}, "answers")
			err = d.Err()
		}
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		if rendered := err.Error(); len(rendered) > 100*kib {
			t.Errorf("%s: %d bytes of messages", name, len(rendered))
		}
		runtime.ReadMemStats(&after)
		if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 1000*doc.MaxSize {
			t.Errorf("%s: %d bytes were allocated", name, allocated)
		}
	}
}

func TestReadUpTo(t *testing.T) {
	if _, err := doc.ReadUpTo("a\x1b[2J\n.yaml", io.LimitReader(zeros{}, 200<<20), doc.MaxSize); err == nil ||
		err.Error() != `a\x1b[2J\n.yaml: the file is larger than 256 KiB, the most that is read [size]` {
		t.Errorf("200 MB: %v", err)
	}
	if data, err := doc.ReadUpTo("a", strings.NewReader(strings.Repeat("a", doc.MaxSize)), doc.MaxSize); err != nil || len(data) != doc.MaxSize {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	broken := errors.New("broken")
	if _, err := doc.ReadUpTo("a", iotest.ErrReader(broken), doc.MaxSize); !errors.Is(err, broken) {
		t.Errorf("the cause is lost: %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("0123456789", 20)
	for _, c := range []struct {
		name, source string
		col          int
		want         string
	}{
		{"a wide character before", "日本: é x", 7, "    日本: é x\n            ^"},
		{"a tab and an escape before", "\ta\x1b: b", 5, "     a\\x1b: b\n           ^"},
		{"at the end of the line", "a: [", 5, "    a: [\n        ^"},
		{"a joined emoji before", "👩\u200d💻: x", 5, "    👩\u200d💻: x\n       ^"},
		{"a long line at its begin", long, 1, "    " + long[:75] + "…\n    ^"},
		{"a long line in its middle", long, 101, "    …" + long[51:125] + "…\n    " + strings.Repeat(" ", 50) + "^"},
		{"a long line at its end", long, 201, "    …" + long[151:] + "\n    " + strings.Repeat(" ", 50) + "^"},
		{"a long wide line", strings.Repeat("日", 100), 80, "    …" + strings.Repeat("日", 37) + "…\n    " + strings.Repeat(" ", 49) + "^"},
	} {
		p := doc.Problem{File: "f", Line: 1, Col: c.col, Code: "c", Text: lang.Sprintf("t"), Source: c.source}
		want := fmt.Sprintf("f:1:%d: t [c]\n%s", c.col, c.want)
		got := p.In(lang.EN)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		for _, line := range strings.Split(got, "\n") {
			if w := displaywidth.String(line); w > 80 {
				t.Errorf("%s: %d columns", c.name, w)
			}
		}
	}
}

func TestNear(t *testing.T) {
	words := []string{"levels", "questions", "id", "ask", "ask_about", "Omar"}
	for word, want := range map[string]string{
		"levles": "levels", "level": "levels", "question": "questions", "qeustoins": "questions", "ID": "id", "LEVLES": "levels", "omra": "Omar", "ids": "id",
		"ask_abuot": "ask_about", "zzz": "", "": "", strings.Repeat("levels", 100): "",
	} {
		if got := doc.Near(word, words); got != want {
			t.Errorf("Near(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestIDs(t *testing.T) {
	for id, want := range map[string]bool{
		"a": true, "0": true, "a-b-1": true, strings.Repeat("a", 64): true, "a-": true,
		"": false, "-a": false, "A": false, "é": false, "a b": false, "a_b": false, strings.Repeat("a", 65): false, "a\n": false, "../x": false,
	} {
		if doc.IsID(id) != want {
			t.Errorf("IsID(%q) is %v", id, !want)
		}
	}
	for tag, want := range map[string]bool{"en": true, "fr": true, "pt-BR": true, "gsw": true, "": false, "e": false, "EN": false, "en-": false, "en-x": false, "e1": false, "en_US": false, "en\x10": false, "english": false} {
		if doc.IsLanguage(tag) != want {
			t.Errorf("IsLanguage(%q) is %v", tag, !want)
		}
	}
}

func TestProblemsAreSortedAndCounted(t *testing.T) {
	d, err := doc.Parse("f", []byte("a: 1\nb: 2\n"))
	if err != nil {
		t.Fatal(err)
	}
	for line := 2; line >= 1; line-- {
		for range 75 {
			d.Report(doc.Pos{Line: line, Col: 1}, "c", lang.Sprintf("t"), lang.Message{})
		}
	}
	lines := strings.Split(lang.In(d.Err(), lang.FR), "\n")
	if lines[0] != "f:1:1: t [c]" || lines[len(lines)-1] != "… et 50 de plus dans f" {
		t.Errorf("%s … %s", lines[0], lines[len(lines)-1])
	}
}

// A workbook is told by its name wherever a text was expected.
func TestWorkbookIsNoDocument(t *testing.T) {
	_, err := doc.Parse("ladder.xlsx", []byte("PK\x03\x04\x14\x00"))
	want := "ladder.xlsx: this is an Excel workbook or another zip archive, not text [format]\n    a table is saved as CSV UTF-8"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// Of a document made of two, each problem names the file that it is in.
func TestProblemsOfTwoDocuments(t *testing.T) {
	parse := func(name, text string) *doc.Document {
		d, err := doc.Parse(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	whole, part := parse("b.yaml", "x: 1\ny: 2\n"), parse("a.json", `{"z": 3}`)
	report := func(at doc.Pos, code string) { whole.Report(at, code, lang.Sprintf("wrong"), lang.Message{}) }
	report(whole.Root.Pairs[1].Value.Pos, "second")
	report(part.Root.Pairs[0].Value.Pos, "other")
	report(whole.Root.Pairs[0].Value.Pos, "first")
	const want = "a.json:1:7: wrong [other]\n    {\"z\": 3}\n          ^\n" +
		"b.yaml:1:4: wrong [first]\n    x: 1\n       ^\nb.yaml:2:4: wrong [second]\n    y: 2\n       ^"
	if got := whole.Err().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if part.Err() != nil || part.Root.Pos.In(whole) || !part.Root.Pos.In(part) || !(doc.Pos{}).In(whole) {
		t.Error("a place is in the document that it was read from, and in no other")
	}
}
