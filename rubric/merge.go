package rubric

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// lists are the parts of a rubric whose items have an id, each with what one item
// is called, and a key that every item has: what has neither that key nor an item
// to change was misspelt.
var lists = []struct {
	key, always string
	noun        lang.Text
}{
	{"tracks", "title", "track"},
	{"dimensions", "title", "dimension"},
	{"levels", "title", "level"},
	{"questions", "ask", "question"},
}

// merged is what is known of the nodes of a merged rubric.
type merged struct {
	origins map[*doc.Node]origin
	gone    map[string]map[string]*doc.Node // by list and id, where it is removed
}

// removedAt is where something of the base is removed; nil where it is not.
func (m merged) removedAt(noun lang.Text, id string) *doc.Node {
	for _, l := range lists {
		if l.noun == noun {
			return m.gone[l.key][id]
		}
	}
	return nil
}

// origin says which rubric an item comes from, and which have changed it since.
type origin struct {
	from    string
	changed []string
}

// merger lays a rubric file over the rubric that it extends. Nodes of the base are
// never changed; those that replace them stand where their cause does.
type merger struct {
	merged
	d    *doc.Document
	base *whole
	ref  string // of the file
}

// merge makes the root of w that of the merged rubric. What is wrong with it, the
// reader says; it is false where too little is left to be read.
func (w *whole) merge() bool {
	root := w.d.Root
	m := &merger{d: w.d, base: w.base, ref: textOf(root, "id") + "@" + textOf(root, "version")}
	m.merged = merged{map[*doc.Node]origin{}, map[string]map[string]*doc.Node{}}
	base := m.remove(w.base.d.Root, child(root, "remove"))
	base.Pairs = without(base.Pairs, "schema", "id", "version", "title")
	w.d.Root = m.over(base, root, m.part)
	w.d.Root.Pairs = without(w.d.Root.Pairs, "extends", "remove")
	w.merged = m.merged
	return !m.emptied(w.d.Root, child(root, "remove"))
}

// emptied reports the first list of which all is removed.
func (m *merger) emptied(whole, remove *doc.Node) bool {
	for _, l := range lists {
		if left := child(whole, l.key); left.Kind == doc.List && len(left.Items) == 0 {
			m.d.Report(remove.Pos, "removed", lang.Sprintf("nothing is left of %v, and a rubric needs one at least", doc.Quote(l.key)),
				lang.Sprintf("keep one, or write new ones here"))
			return true
		}
	}
	return false
}

func without(pairs []doc.Pair, keys ...string) []doc.Pair {
	return slices.DeleteFunc(slices.Clone(pairs), func(p doc.Pair) bool { return slices.Contains(keys, p.Key.Text) })
}

// textOf is the text under a key of a map; "" when there is none.
func textOf(n *doc.Node, key string) string {
	if at := child(n, key); at != nil {
		return at.Text
	}
	return ""
}

// over lays one map over another, key by key. Of a key that both have, merge makes
// the value, nil for none.
func (m *merger) over(base, own *doc.Node, merge func(key string, base, own *doc.Node) *doc.Node) *doc.Node {
	if own.Kind != doc.Map {
		return own
	}
	entries, _ := m.d.Entries(own)
	n := &doc.Node{Pos: own.Pos, Kind: doc.Map}
	for _, p := range base.Pairs {
		i := slices.IndexFunc(entries, func(e doc.Pair) bool { return e.Key.Text == p.Key.Text })
		if i >= 0 {
			p = doc.Pair{Key: entries[i].Key, Value: merge(p.Key.Text, p.Value, entries[i].Value)}
		}
		if p.Value != nil {
			n.Pairs = append(n.Pairs, p)
		}
	}
	for _, e := range entries {
		if child(base, e.Key.Text) == nil {
			n.Pairs = append(n.Pairs, e)
		}
	}
	return n
}

func replace(_ string, _, own *doc.Node) *doc.Node { return own }

// part merges a part of the rubric.
func (m *merger) part(key string, base, own *doc.Node) *doc.Node {
	for _, l := range lists {
		if l.key == key && own.Kind == doc.List {
			return m.list(key, l.always, l.noun, base, own)
		}
	}
	if key == "source" {
		return m.over(base, own, replace)
	}
	return own
}

// list changes items by their id, and adds those that the base does not have.
func (m *merger) list(key, always string, noun lang.Text, base, own *doc.Node) *doc.Node {
	n := &doc.Node{Pos: own.Pos, Kind: doc.List, Items: slices.Clone(base.Items)}
	at, seen := map[string]int{}, map[string]*doc.Node{}
	for i, item := range base.Items {
		at[textOf(item, "id")] = i
	}
	var added []*doc.Node
	for _, item := range own.Items {
		id := textOf(item, "id")
		i, known := at[id]
		switch first := seen[id]; {
		case first != nil && id != "":
			m.d.Report(child(item, "id").Pos, "duplicate-id", lang.Sprintf("the %v %v is already on line %d", noun, doc.Quote(id), first.Line), lang.Message{})
		case known:
			n.Items[i] = m.item(base.Items[i], item)
		case m.gone[key][id] != nil && child(item, always) == nil:
			m.d.Report(child(item, "id").Pos, "removed", lang.Sprintf("the %v %v is removed on line %d, and changed here", noun, doc.Quote(id), m.gone[key][id].Line),
				lang.Sprintf("do one of the two, or write here all that it is instead"))
		case id != "" && child(item, always) == nil:
			m.d.Report(child(item, "id").Pos, "unknown-id", lang.Sprintf("%v has no %v %v to change, and a new one needs its %v",
				lang.Verbatim(m.base.ref()), noun, doc.Quote(id), lang.Verbatim(always)), doc.DidYouMean(id, idsOf(base)))
		default:
			added = append(added, item)
		}
		seen[id] = cmp.Or(seen[id], item)
	}
	for _, item := range added {
		n.Items = slices.Insert(n.Items, place(key, n.Items, item), item)
		m.origins[item] = origin{from: m.ref}
	}
	return n
}

func idsOf(list *doc.Node) []string {
	var ids []string
	for _, item := range list.Items {
		ids = append(ids, textOf(item, "id"))
	}
	return ids
}

// place is where a new item goes: a level before the first of its track that is
// higher, everything else at the end.
func place(key string, items []*doc.Node, item *doc.Node) int {
	rung := func(n *doc.Node) int { r, _ := strconv.Atoi(textOf(n, "rung")); return r }
	higher := func(n *doc.Node) bool { return textOf(n, "track") == textOf(item, "track") && rung(n) > rung(item) }
	if i := slices.IndexFunc(items, higher); i >= 0 && key == "levels" {
		return i
	}
	return len(items)
}

// item changes one item. A question of another kind has the answers of that kind
// alone.
func (m *merger) item(base, own *doc.Node) *doc.Node {
	from := m.originOf(base)
	if kind := child(own, "kind"); kind != nil && kind.Text != textOf(base, "kind") {
		base = &doc.Node{Kind: doc.Map, Pairs: without(base.Pairs, "unit", "thresholds", "most", "options")}
	}
	n := m.over(base, own, m.value)
	m.origins[n] = from.changedIn(m.ref)
	return n
}

// value merges a value of an item: scope and requires key by key, where "any" ends
// a requirement; all others are replaced.
func (m *merger) value(key string, base, own *doc.Node) *doc.Node {
	switch key {
	case "scope":
		return m.over(base, own, replace)
	case "requires":
		return m.over(base, own, func(_ string, _, own *doc.Node) *doc.Node {
			if own.Kind == doc.String && own.Text == anyStep {
				return nil
			}
			return own
		})
	}
	return own
}

func (m *merger) originOf(n *doc.Node) origin {
	if from, ok := m.origins[n]; ok { // it lost what it said of what is gone
		return from
	}
	return m.base.originOf(n)
}

func (o origin) changedIn(ref string) origin {
	if slices.Contains(o.changed, ref) {
		return o
	}
	return origin{o.from, append(slices.Clone(o.changed), ref)}
}

// remove is the base without what the file removes, and without what says something
// of it.
func (m *merger) remove(base, list *doc.Node) *doc.Node {
	for _, item := range m.d.List(list, 0) {
		key, id := m.target(base, m.d.String(item), item)
		switch {
		case key == "":
		case m.gone[key][id] != nil:
			m.d.Report(item.Pos, "duplicate", lang.Sprintf("%v is already removed on line %d", doc.Quote(item.Text), m.gone[key][id].Line), lang.Message{})
		default:
			m.markGone(key, id, item)
		}
	}
	for _, q := range child(base, "questions").Items {
		if at := m.gone["dimensions"][textOf(q, "dimension")]; at != nil {
			m.markGone("questions", textOf(q, "id"), at)
		}
	}
	n := *base
	n.Pairs = nil
	for _, p := range base.Pairs {
		n.Pairs = append(n.Pairs, doc.Pair{Key: p.Key, Value: m.left(p)})
	}
	return &n
}

func (m *merger) markGone(key, id string, at *doc.Node) {
	if m.gone[key] == nil {
		m.gone[key] = map[string]*doc.Node{}
	}
	m.gone[key][id] = at
}

// target is the list and the id of what is to be removed; "" when there is none.
func (m *merger) target(base *doc.Node, name string, at *doc.Node) (key, id string) {
	var there, ids []string
	list, id, qualified := strings.Cut(name, ".")
	if !qualified {
		list, id = "", name
	}
	for _, l := range lists {
		has := idsOf(child(base, l.key))
		ids = append(ids, has...)
		if (list == "" || list == l.key) && slices.Contains(has, id) {
			there = append(there, l.key)
		}
	}
	switch {
	case name == "":
		return "", ""
	case len(there) == 0:
		m.d.Report(at.Pos, "unknown-id", lang.Sprintf("%v has nothing called %v to remove", lang.Verbatim(m.base.ref()), doc.Quote(name)),
			m.removable(base, id, ids))
		return "", ""
	case len(there) > 1:
		m.d.Report(at.Pos, "ambiguous", lang.Sprintf("%v is the id of something in %v", doc.Quote(id), doc.Words(there)),
			lang.Sprintf("write %v", doc.Quote(there[len(there)-1]+"."+id)))
		return "", ""
	}
	return there[0], id
}

// removable says what can be removed instead of an id that there is not.
func (m *merger) removable(base *doc.Node, id string, ids []string) lang.Message {
	if doc.Near(id, ids) != "" {
		return doc.DidYouMean(id, ids)
	}
	return lang.Sprintf("remove takes the ids of tracks, dimensions, levels and questions; its levels are %v", doc.Words(idsOf(child(base, "levels"))))
}

// left is what is left of a part of the base.
func (m *merger) left(p doc.Pair) *doc.Node {
	return eachOf(kept(p.Value, m.gone[p.Key.Text]), func(item *doc.Node) *doc.Node {
		n := within(item, m.pruned)
		if n != item {
			m.origins[n] = m.originOf(item).changedIn(m.ref)
		}
		return n
	})
}

// pruned is what an item says under a key, without what is gone.
func (m *merger) pruned(p doc.Pair) *doc.Node {
	switch p.Key.Text {
	case "scope", "requires":
		return kept(p.Value, m.gone["dimensions"])
	case "by_track":
		return kept(p.Value, m.gone["tracks"])
	case "next":
		return kept(p.Value, m.gone["levels"])
	case "steps":
		return eachOf(p.Value, func(step *doc.Node) *doc.Node { return within(step, m.pruned) })
	}
	return p.Value
}

// within is a map with other values; the same where none is another.
func within(n *doc.Node, value func(doc.Pair) *doc.Node) *doc.Node {
	made, changed := *n, false
	made.Pairs = nil
	for _, p := range n.Pairs {
		was := p.Value
		p.Value = value(p)
		changed = changed || p.Value != was
		made.Pairs = append(made.Pairs, p)
	}
	if !changed {
		return n
	}
	return &made
}

// eachOf is a list with other items; the same where none is another.
func eachOf(list *doc.Node, item func(*doc.Node) *doc.Node) *doc.Node {
	made, changed := *list, false
	made.Items = nil
	for _, was := range list.Items {
		is := item(was)
		changed = changed || is != was
		made.Items = append(made.Items, is)
	}
	if !changed {
		return list
	}
	return &made
}

// kept is a list of items, or a map from ids, without what is gone. Once something
// is gone, it stands where that is said.
func kept(of *doc.Node, gone map[string]*doc.Node) *doc.Node {
	n := *of
	isGone := func(id string) bool {
		at := gone[id]
		if at != nil {
			n.Pos = at.Pos
		}
		return at != nil
	}
	n.Items = slices.DeleteFunc(slices.Clone(of.Items), func(i *doc.Node) bool { return isGone(cmp.Or(textOf(i, "id"), i.Text)) })
	n.Pairs = slices.DeleteFunc(slices.Clone(of.Pairs), func(p doc.Pair) bool { return isGone(p.Key.Text) })
	if len(n.Items) == len(of.Items) && len(n.Pairs) == len(of.Pairs) {
		return of
	}
	return &n
}
