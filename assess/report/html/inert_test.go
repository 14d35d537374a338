package html_test

import (
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"

	"rung/assess/report"
	"rung/rubric/lang"
)

// everywhere is a document that says one text wherever a document says anything.
func everywhere(s string) report.Document {
	chance := 0.5
	cell := func(d report.Drawing) report.Cell { return report.Cell{Text: s, Drawing: d} }
	course := report.Course{Names: []string{s, s}, Values: []*float64{&chance, &chance}, Top: 1}
	return report.Document{Lang: lang.EN, Title: s, Blocks: []report.Block{
		report.Headline{Kicker: s, Text: s},
		report.Headline{Kicker: s, Text: s},
		report.Sentence{Text: s, Tone: report.Caveat},
		report.Facts{Facts: []report.Fact{{Label: s, Value: s}}},
		report.Ladder{Title: s, Caption: s, Tracks: []string{s}, Levels: []report.Rung{{Height: 1, Title: s, Short: s, Chance: &chance, Here: true}}},
		report.Break{},
		report.Heading{Text: s},
		report.Grid{Title: s, Key: &report.Key{Is: s, Here: s, Beyond: s},
			Columns: []report.Column{{Title: s}, {Title: s, Figures: true}, {Title: s, Wraps: true}, {Data: s}, {Title: s}, {Title: s}, {Title: s}, {Title: s}},
			Rows: [][]report.Cell{{cell(nil), cell(report.Steps{Value: &chance, Top: 2, Here: &report.Range{Lo: 1, Hi: 2}}), {Text: "=", Words: s},
				cell(report.Span{Value: &chance, To: 1}), cell(report.Bar{Value: 1, Most: 2}), cell(report.Heat{Share: 1}), cell(course), cell(report.Spots{Values: []*float64{&chance}, Names: []string{s}, Top: 1})}}},
		report.Items{Title: func(int) string { return s }, Items: []report.Item{{Lead: s, Text: s,
			Sides: []report.Side{{Label: s, Texts: []report.Said{{Text: s, Note: s}}}}, Under: []report.Item{{Lead: s, Text: s}}}}},
		report.Listing{Entries: []report.Entry{{Name: s, Parts: []string{s, s}}, {Parts: []string{s}}}},
		report.Ladder{Title: s, Tracks: []string{s}, Levels: []report.Rung{{Height: 1, Title: s}}},
		report.Next{Text: s, Commands: []string{s}},
		report.Footer{Text: s},
	}}
}

// texts is how often a page made of everywhere says its text, alone in an element.
const texts = 52

// allowed are the attributes that a page may have, and what their values begin
// with where they are not words.
var allowed = map[string]string{
	"class": "", "lang": "", "charset": "utf-8", "content": "", "name": "viewport", "http-equiv": "Content-Security-Policy",
	"scope": "", "role": "", "tabindex": "0", "aria-label": "", "aria-hidden": "true", "data-label": "", "data-heat": "",
	"x": "", "y": "", "x1": "", "x2": "", "y1": "", "y2": "", "cx": "", "cy": "", "r": "", "d": "M", "rx": "", "width": "", "height": "", "overflow": "visible",
	"href": "", "rel": "noopener noreferrer",
}

// inert fails where a page holds anything that acts or comes from elsewhere.
func inert(t *testing.T, root *xhtml.Node) {
	t.Helper()
	for _, n := range elements(root, "") {
		switch n.Data {
		case "script", "img", "iframe", "object", "embed", "link", "base", "form", "input", "button", "foreignObject", "use", "image", "animate", "set", "template":
			t.Errorf("the page has a <%s>", n.Data)
		}
		for _, a := range n.Attr {
			begins, known := allowed[a.Key]
			if !known || !strings.HasPrefix(a.Val, begins) {
				t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
			}
			if strings.ContainsFunc(a.Val, lang.Invisible) {
				t.Errorf("<%s> hides something in %s=%q", n.Data, a.Key, a.Val)
			}
			if a.Key == "href" && (n.Data != "a" || !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "mailto:")) {
				t.Errorf("<%s> leads to %q", n.Data, a.Val)
			}
		}
	}
	if n := len(elements(root, "meta")); n != 3 {
		t.Errorf("%d metas", n)
	}
}

// reads counts the elements with nothing but text and links in them that say s.
func reads(root *xhtml.Node, s string) (n int) {
	for node := range root.Descendants() {
		if node.Type == xhtml.ElementNode && node.FirstChild != nil && node.Data != "style" && only(node) && flat(whole(node)) == flat(s) {
			n++
		}
	}
	return n
}

// flat is a text with its line breaks as escapes, none at its end: some places
// keep its lines, others are one line. A carriage return is part of a break or an
// escape, by what follows it.
func flat(s string) string {
	s = strings.ReplaceAll(s, `\r`, "")
	for strings.HasSuffix(s, `\n`) {
		s = strings.TrimSuffix(s, `\n`)
	}
	return s
}

// only reports whether an element holds nothing but text, breaks and links; a link
// is part of what holds it.
func only(n *xhtml.Node) bool {
	for c := range n.ChildNodes() {
		if c.Type == xhtml.ElementNode && c.Data != "a" && c.Data != "br" {
			return false
		}
	}
	return n.Data != "a"
}

func whole(n *xhtml.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == xhtml.TextNode:
			b.WriteString(c.Data)
		case c.Data == "br":
			b.WriteString(`\n`)
		}
	}
	return b.String()
}

var hostile = []string{
	"plain", "<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "javascript:alert(1)", "</style><script>x</script>", "</title><b>",
	"]]>", "<!--", "-->", "&lt;&amp;&#x3c;", "\u202eevil\u2066", "a\x00b\x1b[2J\r\n\t", "a\r\r\n\t", "caf\xe9 \xff", "שלום עולם", "see https://example.com/?a=<b>, mailto:a@b.c",
	"https://example.com/" + strings.Repeat("long/", 60), strings.Repeat("name ", 200), " leading and trailing ", "</table><p>", "<svg/onload=x>", "\ufeff",
}

func TestHostileTextsAreInert(t *testing.T) {
	for _, s := range hostile {
		root := parsed(t, everywhere(s))
		inert(t, root)
		if n := reads(root, lang.Defang(s)); n != texts {
			t.Errorf("%q reads back %d times, want %d", s, n, texts)
		}
	}
}

func FuzzTextsReadBack(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.TrimSpace(s) == "" {
			t.Skip("no text")
		}
		root := parsed(t, everywhere(s))
		inert(t, root)
		if n := reads(root, lang.Defang(s)); n < texts { // an axis may say the same
			t.Errorf("%q reads back %d times, want at least %d", s, n, texts)
		}
	})
}
