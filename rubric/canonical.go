package rubric

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// keyOrder is every key of a rubric in the order of the schema, whose parts do not
// disagree on it.
var keyOrder = sync.OnceValue(func() (keys []string) {
	d, _ := doc.Parse("rubric.json", schema)
	var walk func(*doc.Node)
	walk = func(n *doc.Node) {
		for _, item := range n.Items {
			walk(item)
		}
		for _, p := range n.Pairs {
			if p.Key.Text == "properties" {
				keys = append(keys, keysOf(p.Value)...)
			}
			walk(p.Value)
		}
	}
	walk(d.Root)
	return keys
})

func keysOf(n *doc.Node) (keys []string) {
	for _, p := range n.Pairs {
		keys = append(keys, p.Key.Text)
	}
	return keys
}

// canonical is the merged rubric as one file that needs no other: keys in the order
// of the schema, dimensions and languages in that of the rubric, each text on one
// line, and where each item comes from. The same rubrics give the same bytes.
func (w *whole) canonical() ([]byte, error) {
	f := former{whole: w, comments: map[*doc.Node]string{}, dimensions: idsOf(child(w.d.Root, "dimensions")), tracks: idsOf(child(w.d.Root, "tracks"))}
	for _, tag := range w.rubric.Languages {
		f.languages = append(f.languages, string(tag))
	}
	root := f.node("", w.d.Root)
	text := doc.YAML(root, func(n *doc.Node) string { return f.comments[n] })
	if len(text) > doc.MaxSize {
		w.d.Report(w.extends.Pos, "size", lang.Sprintf("with what it extends, this rubric is larger than %d KiB, the most that is read", doc.MaxSize>>10),
			lang.Message{})
	}
	return text, w.d.Err()
}

// former brings nodes into the canonical form.
type former struct {
	*whole
	comments                      map[*doc.Node]string
	dimensions, tracks, languages []string
}

// node is n in canonical form, where it stands under a key.
func (f *former) node(key string, n *doc.Node) *doc.Node {
	made := &doc.Node{Kind: n.Kind, Text: n.Text}
	if n.Kind == doc.String {
		made.Text = fold(n.Text)
	}
	for _, item := range n.Items {
		one := f.node(key, item)
		if slices.Contains(listKeys, key) {
			f.comments[one] = f.originOf(item).String()
		}
		made.Items = append(made.Items, one)
	}
	order, text := f.order(key)
	for _, p := range n.Pairs {
		other := text && doc.IsLanguage(p.Key.Text) && !slices.Contains(order, p.Key.Text)
		if !other { // else a language that the file does not keep
			made.Pairs = append(made.Pairs, doc.Pair{Key: p.Key, Value: f.node(below(key, p.Key.Text), p.Value)})
		}
	}
	slices.SortStableFunc(made.Pairs, func(a, b doc.Pair) int {
		return cmp.Compare(slices.Index(order, a.Key.Text), slices.Index(order, b.Key.Text))
	})
	return made
}

// listKeys are the lists of items that have origins.
var listKeys = []string{"tracks", "dimensions", "levels", "questions"}

// What stands below a map from ids, whatever the id is.
const requirement, trackText = "a requirement", "the text of a track"

// below is the key under which something stands in a map that stands under a key.
func below(key, inside string) string {
	switch key {
	case "requires":
		return requirement
	case "by_track":
		return trackText
	}
	return inside
}

// order is that of the keys of a map which stands under a key, and whether the map
// is a text.
func (f *former) order(key string) (keys []string, text bool) {
	switch {
	case key == "scope" || key == "requires":
		return f.dimensions, false
	case key == "by_track":
		return f.tracks, false
	case key == "" || key == "source" || key == "options" || key == requirement || slices.Contains(listKeys, key):
		return keyOrder(), false
	}
	return f.languages, true
}

// originOf is where an item of the rubric comes from.
func (w *whole) originOf(item *doc.Node) origin {
	from, changed := w.merged.origins[item]
	switch {
	case changed:
		return from
	case w.base != nil:
		return w.base.originOf(item)
	}
	return origin{from: w.ref()}
}

// String is the origin as it stands in a resolved file.
func (o origin) String() string {
	if len(o.changed) == 0 {
		return "from " + o.from
	}
	return "from " + o.from + ", changed in " + strings.Join(o.changed, ", ")
}
