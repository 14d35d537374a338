package html_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	xhtml "golang.org/x/net/html"

	"rung/assess/report"
	"rung/assess/report/html"
	"rung/rubric/lang"
)

// parsed is a page as a browser reads it.
func parsed(t *testing.T, d report.Document) *xhtml.Node {
	t.Helper()
	var page bytes.Buffer
	if err := html.Write(&page, d); err != nil {
		t.Fatal(err)
	}
	root, err := xhtml.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// elements are the elements of a name, all of them where it is empty.
func elements(root *xhtml.Node, name string) []*xhtml.Node {
	var found []*xhtml.Node
	for n := range root.Descendants() {
		if n.Type == xhtml.ElementNode && (name == "" || n.Data == name) {
			found = append(found, n)
		}
	}
	return found
}

func attribute(n *xhtml.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// spoken is the text of an element without what is hidden from readers.
func spoken(n *xhtml.Node) string {
	switch {
	case n.Type == xhtml.TextNode:
		return n.Data
	case attribute(n, "aria-hidden") != "":
		return ""
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(spoken(c))
	}
	return b.String()
}

func readTables(root *xhtml.Node) [][][]string {
	var tables [][][]string
	for _, table := range elements(root, "table") {
		var rows [][]string
		for _, tr := range elements(table, "tr") {
			var row []string
			for cell := range tr.ChildNodes() {
				row = append(row, spoken(cell))
			}
			rows = append(rows, row)
		}
		tables = append(tables, rows)
	}
	return tables
}

// sameTables holds the tables read from a page against those of the document.
func sameTables(t *testing.T, d report.Document, got [][][]string) {
	t.Helper()
	var want [][][]string
	for _, b := range d.Blocks {
		if g, is := b.(report.Grid); is {
			want = append(want, said(g))
			sameData(t, g.Table(d.Lang), want[len(want)-1])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: the tables differ (-want +got):\n%s", d.Title, diff)
	}
}

// said is a grid as its words.
func said(g report.Grid) [][]string {
	rows := make([][]string, 1+len(g.Rows))
	for _, c := range g.Columns {
		title := c.Title
		if title == "" {
			title = c.Data
		}
		rows[0] = append(rows[0], lang.Defang(title))
	}
	for r, row := range g.Rows {
		for _, c := range row {
			words := c.Words
			if words == "" {
				words = c.Text
			}
			rows[r+1] = append(rows[r+1], lang.Defang(words))
		}
	}
	return rows
}

// sameData holds the words of a grid against its texts as data.
func sameData(t *testing.T, data report.Table, rows [][]string) {
	t.Helper()
	for r, fields := range data.Rows {
		left := rows[r+1]
		for _, f := range fields {
			for f.Text != "" && len(left) > 0 && left[0] != lang.Defang(f.Text) {
				left = left[1:]
			}
			if f.Text != "" && len(left) == 0 {
				t.Errorf("row %d does not say %q: %q", r, f.Text, rows[r+1])
			}
		}
	}
}

func TestTablesReadBack(t *testing.T) {
	for _, tag := range lang.Tags {
		for _, d := range (sample{tag}).pages() {
			sameTables(t, d, readTables(parsed(t, d)))
		}
	}
}

func TestPageIsMadeForEverybody(t *testing.T) {
	for _, tag := range lang.Tags {
		for name, d := range (sample{tag}).pages() {
			root := parsed(t, d)
			if got := attribute(elements(root, "html")[0], "lang"); got != string(tag) {
				t.Errorf("%s: lang is %q", name, got)
			}
			for _, one := range []string{"title", "header", "main", "h1"} {
				if n := len(elements(root, one)); n != 1 {
					t.Errorf("%s: %d × %s", name, n, one)
				}
			}
			for _, th := range elements(root, "th") {
				if scope := attribute(th, "scope"); scope != "row" && scope != "col" {
					t.Errorf("%s: a header with scope %q", name, scope)
				}
			}
			for _, table := range elements(root, "table") {
				region := table.Parent
				if attribute(region, "role") != "region" || attribute(region, "tabindex") != "0" || attribute(region, "aria-label") == "" {
					t.Errorf("%s: a table without a region: %v", name, region.Attr)
				}
				if spoken(table.FirstChild) == "" {
					t.Errorf("%s: a table without a caption", name)
				}
			}
		}
	}
}

func TestChartsAreToldInWords(t *testing.T) {
	root := parsed(t, sample{lang.FR}.result())
	var labels []string
	for _, svg := range elements(root, "svg") {
		if attribute(svg, "role") == "img" {
			labels = append(labels, attribute(svg, "aria-label"))
		}
	}
	if len(labels) != len(gaps) || labels[5] != "attendu d’un Senior PM\u00a0: 1 à 2 · attendu d’un Staff PM\u00a0: 2 à 3" {
		t.Errorf("got %q", labels)
	}
	for _, want := range []string{"Senior Product Manager, ic, échelon 3, probabilité 0,64, le niveau le plus proche", "Chief Product Officer (C1), manager, échelon 6"} {
		if !strings.Contains(spoken(root), want) {
			t.Errorf("the ladder does not say %q", want)
		}
	}
}

// A heat map is scrolled beside its names, every tint has its figure, and what the
// tints lie between is said.
func TestHeatMapsAreRead(t *testing.T) {
	root := parsed(t, sample{lang.EN}.session())
	tinted := 0
	for _, table := range elements(root, "table") {
		for _, td := range elements(table, "td") {
			if attribute(td, "data-heat") == "" {
				continue
			}
			tinted++
			if attribute(table, "class") != "map" || !strings.Contains(spoken(td), ".") {
				t.Errorf("a tint of %q in a table %q", spoken(td), attribute(table, "class"))
			}
		}
	}
	if want := len(people)*9 - 1; tinted != want {
		t.Errorf("%d tints, want %d", tinted, want)
	}
	if got := spoken(root); !strings.Contains(got, "the lowest step") || !strings.Contains(got, "the highest step") {
		t.Error("the ends of the tints are not said")
	}
}

// Every page of a document is an article under one headline of the whole; slides are
// marked as such.
func TestPagesOfADocument(t *testing.T) {
	root := parsed(t, report.Document{Slides: true, Blocks: []report.Block{
		report.NewPage{}, report.Headline{Text: "Review"}, report.Heading{Text: "How"},
		report.NewPage{}, report.Headline{Kicker: "1 of 2", Text: "Ada"}, report.Heading{Text: "Decision"}, report.Blank{Label: "Reason", Lines: 3},
	}})
	got := attribute(elements(root, "html")[0], "class")
	for _, n := range elements(elements(root, "main")[0], "") {
		if n.Data == "article" || n.Data[0] == 'h' || attribute(n, "class") == "rule" {
			got += " " + n.Data
		}
	}
	if want := "slides article h1 h2 article h2 h3 div div div"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if said := spoken(root); !strings.Contains(said, "Reason (to be filled in)") {
		t.Errorf("nobody is told where to write: %q", said)
	}
}

func TestGroupsAreNamedOnce(t *testing.T) {
	again := map[string]int{}
	for name, d := range (sample{lang.EN}).pages() {
		for _, tr := range elements(parsed(t, d), "tr") {
			if attribute(tr, "class") == "again" {
				again[name]++
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"result": 4}, again); diff != "" {
		t.Errorf("rows under the name of another (-want +got):\n%s", diff)
	}
}

func TestLadderKeepsLevelsApart(t *testing.T) {
	root := parsed(t, sample{lang.EN}.odd())
	places := map[string]bool{}
	for _, svg := range elements(root, "svg") {
		if attribute(svg, "class") != "ladder" {
			continue
		}
		for _, c := range elements(svg, "circle") {
			places[attribute(c, "cx")+" "+attribute(c, "cy")] = true
		}
		if n := len(elements(svg, "path")); n != 8 {
			t.Errorf("%d ways, want one for each level named as a next one", n)
		}
	}
	if len(places) != 8 {
		t.Errorf("8 levels stand at %d places", len(places))
	}
}

func TestAddressesCanBeFollowed(t *testing.T) {
	for said, want := range map[string]string{
		"see (https://example.com/a?b=c#d), please.": "https://example.com/a?b=c#d",
		"mailto:ada@example.com":                     "mailto:ada@example.com",
		"javascript:alert(1)":                        "",
		"https://bank.example@evil.example":          "",
		"https://ex\u202eample.com":                  "",
		"https://exаmple.com":                        "",
		"data:text/html,x https:// http:/x //x.y":    "",
		`https://example.com/"><img/onerror=x>`:      "",
	} {
		root := parsed(t, report.Document{Blocks: []report.Block{report.Sentence{Text: said}}})
		got := ""
		for _, a := range elements(root, "a") {
			got += attribute(a, "href")
			if attribute(a, "rel") != "noopener noreferrer" || spoken(a) != got {
				t.Errorf("%q: %v", said, a.Attr)
			}
		}
		if got != want {
			t.Errorf("%q leads to %q, want %q", said, got, want)
		}
		if p := elements(elements(root, "main")[0], "p"); spoken(p[0]) != lang.Defang(said) {
			t.Errorf("%q reads %q", said, spoken(p[0]))
		}
	}
}

func TestPolicyAllowsTheStyleAlone(t *testing.T) {
	root := parsed(t, sample{lang.EN}.levels())
	sum := sha256.Sum256([]byte(spoken(elements(root, "style")[0])))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	if got := attribute(elements(root, "meta")[1], "content"); got != want {
		t.Errorf("the policy is %q, want %q", got, want)
	}
}

func TestMarksStayOnTheirAxes(t *testing.T) {
	nan, far := math.NaN(), 1e300
	row := []report.Cell{{Text: "a"}}
	for _, d := range []report.Drawing{
		report.Steps{Value: &far, Top: 3, Here: &report.Range{Lo: -9, Hi: 9}}, report.Steps{Value: &nan}, report.Bar{Value: 9, Most: 3}, report.Bar{},
		report.Span{Value: &far, Low: &nan, High: &far, From: 1, To: 1}, report.Span{Value: &far, Low: new(float64), High: &far, From: -1, To: 1, Zero: true, Call: true},
		report.Spots{Values: []*float64{&nan, &far, nil}, Names: []string{"x", "y", "z"}}, report.Spots{},
		report.Course{Values: []*float64{&far}, Names: []string{"x"}}, report.Course{}, report.Course{Values: []*float64{nil, &nan, &far}, Top: 2},
	} {
		row = append(row, report.Cell{Text: "b", Drawing: d})
	}
	root := parsed(t, report.Document{Blocks: []report.Block{report.Grid{Columns: make([]report.Column, len(row)), Rows: [][]report.Cell{row}}}})
	for _, n := range elements(elements(root, "table")[0], "") {
		for _, a := range n.Attr {
			share, is := strings.CutSuffix(a.Val, "%")
			if v, err := strconv.ParseFloat(share, 64); is && (err != nil || !(v >= 0 && v <= 100)) || strings.Contains(a.Val, "NaN") {
				t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
			}
		}
	}
}

func TestSpotsThatStandTogetherShareALabel(t *testing.T) {
	at := func(v float64) *float64 { return &v }
	spots := report.Spots{Top: 5, Names: []string{"A", "B", "C", "D"}, Values: []*float64{at(3.67), nil, at(1), at(3.5)}}
	root := parsed(t, report.Document{Blocks: []report.Block{report.Grid{Columns: make([]report.Column, 2),
		Rows: [][]report.Cell{{{Text: "x"}, {Text: "2.67", Drawing: spots}}}}}})
	var labels []string
	for _, n := range elements(root, "text") {
		labels = append(labels, n.FirstChild.Data)
	}
	if diff := cmp.Diff([]string{"C", "D A"}, labels); diff != "" {
		t.Error(diff)
	}
}

func TestStyleStandsAlone(t *testing.T) {
	style, err := os.ReadFile("style.css")
	if err != nil || len(style) > 12<<10 {
		t.Fatalf("the style sheet is too large: %d bytes, %v", len(style), err)
	}
	for _, banned := range []string{"</", "url(", "@import", "\r", "http"} {
		if strings.Contains(string(style), banned) {
			t.Errorf("the style sheet contains %q", banned)
		}
	}
}
