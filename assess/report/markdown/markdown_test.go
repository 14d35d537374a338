package markdown_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"pgregory.net/rapid"

	"rung/assess/report"
	"rung/assess/report/markdown"
	"rung/assess/report/sample"
	"rung/rubric/lang"
)

func written(t interface{ Fatal(...any) }, d report.Document) string {
	var b strings.Builder
	if err := markdown.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	if diff := cmp.Diff(english, strings.ReplaceAll(written(t, sample.Document(lang.EN, nil)), "`", "'")); diff != "" {
		t.Error(diff)
	}
}

func TestWriteFrench(t *testing.T) {
	got := written(t, sample.Document(lang.FR, nil))
	for _, want := range []string{
		"- **Answered**\u00a0: 24 of 26\n",
		"| Échelon | Expert | Manager |\n",
		"| 1 | Senior PM (senior, probabilité 0,64, le plus proche) |  |\n",
		"| Mentoring | ●●◐○ 2.5 of 4 | 1 à 2 | 3 | 0.5 to go |\n",
		"<sub>Ada\u00a0: ● un palier atteint · ◐ une partie</sub>\n",
		"| Standing | +0.5 | 2,25 |  | 2,75 |\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// node is what a parser reads: the names of elements and the texts between them.
type node string

var github = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe(), html.WithXHTML()))

// parsed reads Markdown as GitHub does, with nothing left out.
func parsed(t interface{ Fatalf(string, ...any) }, source string) []node {
	var b strings.Builder
	if err := github.Convert([]byte(source), &b); err != nil {
		t.Fatalf("%v", err)
	}
	nodes, err := outline(b.String())
	if err != nil {
		t.Fatalf("%v of\n%s", err, source)
	}
	return nodes
}

var elements = strings.Fields("h1 h2 h3 hr p ul li strong sub table thead tbody tr th td blockquote code br")

// outline lists elements and texts; it fails on an element that no writer writes.
func outline(page string) ([]node, error) {
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var nodes []node
	text := ""
	flush := func(n node) {
		if text = strings.Trim(text, "\n"); text != "" {
			nodes = append(nodes, node("text "+text))
		}
		text, nodes = "", append(nodes, n)
	}
	for {
		token, err := d.Token()
		switch token := token.(type) {
		case xml.StartElement:
			switch name := token.Name.Local; {
			case !slices.Contains(elements, name):
				return nil, fmt.Errorf("a foreign element %s", name)
			case name == "br":
				text += "\n"
			default:
				flush(node(name))
			}
		case xml.EndElement:
			if token.Name.Local != "br" {
				flush(node("/" + token.Name.Local))
			}
		case xml.CharData:
			text += string(token)
		case nil:
			if errors.Is(err, io.EOF) {
				return nodes, nil
			}
			return nil, err
		}
	}
}

// hostile are beginnings of everything that could be markup.
var hostile = []string{
	"a", "b1", " ", " ", "\n", "é", "\u00a0", "*", "**", "_", "__", "`", "``", "~", "~~", "|", "\\", "\\|", "[", "]", "(", ")", "![", "](http://x.y)",
	"<", ">", "<b>", "</sub>", "<br>", "<!--", "-->", "<script>", "<a@b.co>", "<http://a.b>", "&", "&amp;", "&#64;", "&lt", ";", "#", "# ", "## ", "1. ", "2) ",
	"- ", "-", "---", "+ ", "===", "=", "> ", ">", "```", "~~~", "[ ] ", "[x] ", "[^1]", "[a]: http://x.y", "www.", "www.a.com", "http://", "https://a.b/c?d=e",
	"ftp://a.b", "mailto:", "xmpp:", "a@b.co", "@ada", "#12", "GH-12", ":smile:", ":+1:", "$", "$x$", "$$", "{+", "+}", "/close", "::", ":", ".", "!", "!1", "%1", "\"",
	"\x1b[2J", "\u202e", "\t", "\r\n", "\xff", "    ", "|---|", "\u200b", "日本",
}

// texts draws texts that have something to show.
var texts = rapid.Custom(func(t *rapid.T) string {
	return kept(strings.Join(rapid.SliceOfN(rapid.SampledFrom(hostile), 1, 8).Draw(t, "parts"), ""))
}).Filter(func(s string) bool { return s != "" })

// kept is a text without the spaces around its lines, which Markdown cannot hold.
func kept(s string) string {
	lines := strings.Split(strings.ReplaceAll(strings.TrimSpace(s), "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(lines, "\n")
}

func shown(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = lang.Defang(lines[i])
	}
	return strings.Join(lines, "\n")
}

// A parser finds the same elements and the same texts in a document of a hostile
// text as in one of a harmless word.
func TestEveryTextIsLiteral(t *testing.T) {
	harmless := parsed(t, written(t, sample.Document(lang.EN, func(string) string { return "WORD" })))
	for _, s := range hostile {
		for _, text := range []string{s, "a" + s + "b"} {
			if text = kept(text); text != "" {
				literal(t, harmless, text)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) { literal(t, harmless, texts.Draw(t, "text")) })
}

func literal(t rapid.TB, harmless []node, text string) {
	t.Helper()
	source := written(t, sample.Document(lang.EN, func(string) string { return text }))
	want := make([]node, len(harmless))
	for i, n := range harmless {
		want[i] = node(strings.ReplaceAll(string(n), "WORD", shown(text)))
	}
	if got := parsed(t, source); !slices.Equal(got, want) {
		t.Fatalf("%q: %s", text, cmp.Diff(want, got))
	}
}

// Prose stays as it is typed.
func TestPlainProseHasNoEscapes(t *testing.T) {
	for _, s := range []string{
		"R&D: 2 * 3 < 7, a > b; (C#), snake_case, 50% – 5 of 4!",
		"What’s next? See “Vision” (v2.0.0), e.g. rung 1. It works - or not.",
		"10:30 at 3.5+1=4.5 / and/or #hash @ home",
	} {
		d := report.Document{Blocks: []report.Block{report.Sentence{Text: s}}}
		if got := written(t, d); got != s+"\n" {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestEscapes(t *testing.T) {
	for text, want := range map[string]string{
		"# a":                      `\# a`,
		"12) a":                    `12\) a`,
		"a #":                      `a \#`,
		"@ada, a@b.co":             "@<!-- -->ada, a@<!-- -->b.co",
		"#12 GH-12":                "#<!-- -->12 GH-<!-- -->12",
		":tada: 10:30:15":          ":<!-- -->tada: 10:30:15",
		"www.a.co http://b.co":     `www\.a.co http\://b.co`,
		"![a](http://b)":           `!\[a](http\://b)`,
		"<script>&lt;":             `\<script>\&lt;`,
		"/close":                   `\/close`,
		"{+a+} !1 %1 50%":          `\{+a+} \!1 \%1 50%`,
		"costs $5":                 `costs \$5`,
		"a\r\nb\nc\x1b\u202e":      `a<br>b<br>c\x1b\u202e`,
		"C:\\ and \\* and D:\\dir": `C:\ and \\\* and D:\dir`,
	} {
		d := report.Document{Blocks: []report.Block{report.Sentence{Text: text}}}
		if got := written(t, d); got != want+"\n" {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// Commands stand in code, whatever they hold.
func TestCommands(t *testing.T) {
	for _, command := range []string{"rung show", "rung show `a`", "`", "``x`` y", " spaced ", "rung --as 'a|b' <c> @d #1 \\* &amp;", "a\nb"} {
		nodes := parsed(t, written(t, report.Document{Blocks: []report.Block{report.Next{Commands: []string{command}}}}))
		want := []node{"ul", "li", "code", node("text " + lang.Defang(command)), "/code", "/li", "/ul"}
		if diff := cmp.Diff(want, nodes); diff != "" {
			t.Error(diff)
		}
	}
}

// The figures of every table are read back from the Markdown.
func TestFiguresReadBack(t *testing.T) {
	for _, tag := range lang.Tags {
		d := sample.Document(tag, nil)
		tables := tables(parsed(t, written(t, d)))
		var grids []report.Grid
		for _, b := range d.Blocks {
			if g, ok := b.(report.Grid); ok {
				grids = append(grids, g)
			}
		}
		if len(tables) != len(grids)+1 {
			t.Fatalf("%d tables for %d grids and a ladder", len(tables), len(grids))
		}
		if diff := cmp.Diff([]float64{2, 0.33, 1, 0.64}, slices.Concat(figures(tables[0])...)); diff != "" {
			t.Errorf("ladder: %s", diff)
		}
		for i, g := range grids {
			found := figures(tables[i+1])
			for r, row := range g.Table(tag).Rows {
				if unanswered(g.Rows[r]) {
					continue
				}
				for _, f := range row {
					if f.Number != nil && !holds(found[r+1], g.Rows[r], *f.Number) {
						t.Errorf("%s, row %d: no %v in %v", g.Title, r, f.Number.Value, found[r+1])
					}
				}
			}
		}
	}
}

// unanswered reports whether a row says that there is no answer, and so nothing of
// the steps there are.
func unanswered(row []report.Cell) bool {
	return slices.ContainsFunc(row, func(c report.Cell) bool {
		s, ok := c.Drawing.(report.Steps)
		return ok && s.Value == nil
	})
}

// holds reports whether a figure was found, or is nought in words.
func holds(found []float64, row []report.Cell, n report.Number) bool {
	value := math.Abs(n.Value)
	if n.Percent {
		value *= 100
	}
	inWords := slices.ContainsFunc(row, func(c report.Cell) bool { return c.Words != "" && c.Number != nil && c.Number.Value == n.Value })
	return inWords || slices.ContainsFunc(found, func(x float64) bool { return math.Abs(x-value) < 0.005 })
}

// tables lists the texts of tables, by row and cell.
func tables(nodes []node) (all [][][]string) {
	within := false
	for _, n := range nodes {
		t := len(all) - 1
		switch text, isText := strings.CutPrefix(string(n), "text "); {
		case n == "table":
			all = append(all, nil)
		case n == "tr":
			all[t] = append(all[t], nil)
		case n == "td", n == "th", n == "/td", n == "/th":
			within = n[0] != '/'
			if r := len(all[t]) - 1; within {
				all[t][r] = append(all[t][r], "")
			}
		case isText && within:
			row := all[t][len(all[t])-1]
			row[len(row)-1] += text
		}
	}
	return all
}

var figure = regexp.MustCompile(`\d+(?:[.,]\d+)?`)

// figures are the numbers of each row of a table; a date is none.
func figures(table [][]string) [][]float64 {
	rows := make([][]float64, len(table))
	for r, row := range table {
		if r == 0 {
			continue
		}
		for _, s := range figure.FindAllString(strings.Join(row, " | "), -1) {
			x, _ := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
			rows[r] = append(rows[r], x)
		}
	}
	return rows
}

// A backtick stands here as '.
const english = `# Ada is closest to Senior PM.

<sub>Self-assessment, 27 November 2026</sub>

Leads a complex product.

Staff PM requires more.

<sub>Two questions have no answer.</sub>

**Nothing was sent.**

- **Confidence**: medium, 0.64
- **Answered**: 24 of 26

**Levels**

| Rung | Expert | Manager |
| --- | --- | --- |
| 2 | Staff PM (staff, chance 0.33) | Group PM (group) |
|  |  | Lead PM (lead) |
| 1 | Senior PM (senior, chance 0.64, closest) |  |

## Between Senior PM and Staff PM

| Dimension | Now | Senior PM expects | Staff PM expects | To Staff PM |
| --- | --- | ---: | ---: | ---: |
| Mentoring | ●●◐○ 2.5 of 4 | 1 to 2 | 3 | 0.5 to go |
| Vision | 7 of 10 | 5 to 7 | 6 to 9 | as expected |
| Team | no answer | any | any |  |

<sub>Ada: ● a step reached · ◐ part of it</sub>

The widest, in words:

- **0.5** Mentoring
  - **Answered**
    - Two people helped
      > Paired with Lee since May.
    - Juniors come to learn.
  - **Staff PM expects**: Develops people across teams
    > of each team
  - **a** one
  - two

- Vision

<!-- -->

- **Dana**: Ada 4 · Lee 3
- nobody else

<!-- -->

- Talk about Ada.
- Then about Lee.

**Raters**

| Rater | Severity | People | Share |
| --- | ---: | ---: | ---: |
| Dana | 0.42 (0.12 to 0.71) | ■■■■■■■■ 8 | 75% |
| Lee | – | 0 | unknown |

| Over time | Change | 2026-01-31 | 2026-05-01 | 2026-11-27 |
| --- | ---: | ---: | ---: | ---: |
| Standing | +0.5 | 2.25 |  | 2.75 |

---

## Lee

<sub>1 of 2</sub>

### Decision

**Level**: ………………………………………………………………………………

**Reason**: ………………………………………………………………………………<br>………………………………………………………………………………

Next

- 'rung show --explain'
- 'rung show --target 'staff-pm''

<sub>product 2.0.0, not a decision</sub>
`

func TestTheFirstTableUnderAHeadingNeedsNoTitle(t *testing.T) {
	table := report.Grid{Title: "Title", Columns: []report.Column{{Title: "a"}}}
	d := report.Document{Blocks: []report.Block{report.Heading{Text: "Part"}, report.Sentence{Text: "What it shows."}, table, table}}
	var b strings.Builder
	if err := markdown.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "**Title**"); n != 1 {
		t.Errorf("the title stands %d times:\n%s", n, b.String())
	}
}
