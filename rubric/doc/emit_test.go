package doc_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"rung/rubric/doc"
)

// Whatever a document holds is read again from what is written.
func TestYAMLReadsAgain(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[-_.+a-zA-Z0-9 :#'"\\{}\[\],&*!|>%@~\x00\x{85}\x{2028}\x{feff}\x{1f600}]{0,9}`),
		rapid.SampledFrom([]string{"null", "~", "true", "0x1f", "1e5", ".nan", "-", "---", "...", "<<", "=", "no", "1.0.0", "2023-03-05", "é"}))
	scalar := rapid.Custom(func(t *rapid.T) *doc.Node {
		if rapid.Bool().Draw(t, "number") {
			return &doc.Node{Kind: doc.Number, Text: rapid.SampledFrom([]string{"0", "-1", "0.130", "1e9"}).Draw(t, "digits")}
		}
		return &doc.Node{Kind: doc.String, Text: text.Draw(t, "text")}
	})
	var value func(depth int) *rapid.Generator[*doc.Node]
	value = func(depth int) *rapid.Generator[*doc.Node] {
		return rapid.Custom(func(t *rapid.T) *doc.Node {
			n := &doc.Node{Kind: rapid.SampledFrom([]doc.Kind{doc.String, doc.List, doc.Map}).Draw(t, "kind")}
			if n.Kind == doc.String || depth == 0 {
				return scalar.Draw(t, "scalar")
			}
			for i := range rapid.IntRange(0, 3).Draw(t, "size") {
				if n.Kind == doc.List {
					item := value(depth-1).Draw(t, "item")
					if item.Kind == doc.List {
						item = &doc.Node{Kind: doc.Map, Pairs: []doc.Pair{{Key: &doc.Node{Kind: doc.String, Text: "k"}, Value: item}}}
					}
					n.Items = append(n.Items, item)
					continue
				}
				key := &doc.Node{Kind: doc.String, Text: string(rune('a'+i)) + text.Draw(t, "key")}
				n.Pairs = append(n.Pairs, doc.Pair{Key: key, Value: value(depth-1).Draw(t, "value")})
			}
			return n
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		want := &doc.Node{Kind: doc.Map, Pairs: []doc.Pair{{Key: &doc.Node{Kind: doc.String, Text: "root"}, Value: value(3).Draw(t, "root")}}}
		written := doc.YAML(want, func(*doc.Node) string { return "from here" })
		d, err := doc.Parse("written.yaml", written)
		if err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		if diff := cmp.Diff(want, d.Root, cmpopts.IgnoreFields(doc.Node{}, "Pos"), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s\n%s", diff, written)
		}
	})
}
