package doc

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rung/rubric/lang"
)

// The readers below turn nodes into values. Each reports what is wrong with its
// node and goes on, so that all problems of a file come out in one run. A nil
// node stands for something that is absent, or reported already; it reads as
// the zero value and is never reported.

// Keys are the keys that a map must have.
type Keys []string

// Fields is a map with a fixed set of keys.
type Fields struct {
	d     *Document
	at    *Node
	pairs []Pair
}

// Map reads a map that has these keys, may have those, and has no others. A key that
// is misspelt is reported, and read as the one that was meant.
func (d *Document) Map(n *Node, must Keys, may ...string) Fields {
	entries, ok := d.Entries(n)
	if !ok {
		return Fields{d: d}
	}
	f := Fields{d: d, at: n}
	known := slices.Concat(must, may)
	var misspelt []Pair
	for _, e := range entries {
		if slices.Contains(known, e.Key.Text) {
			f.pairs = append(f.pairs, e)
		} else if meant := d.UnknownKey(e.Key, known); meant != "" {
			misspelt = append(misspelt, Pair{Key: &Node{Pos: e.Key.Pos, Kind: String, Text: meant}, Value: e.Value})
		}
	}
	f.pairs = append(f.pairs, misspelt...) // behind: the key itself is read before it
	f.Need(must...)
	return f
}

// UnknownKey reports a key that is none of the known ones, and returns the one that
// was meant; "" where none is near.
func (d *Document) UnknownKey(key *Node, known []string) (meant string) {
	d.Report(key.Pos, "unknown-key", lang.Sprintf("unknown key %v", Quote(key.Text)), DidYouMean(key.Text, known))
	return Near(key.Text, known)
}

// Get returns the value of a key; nil when it is absent.
func (f Fields) Get(key string) *Node {
	for _, p := range f.pairs {
		if p.Key.Text == key {
			return p.Value
		}
	}
	return nil
}

// Need reports which of the keys are absent.
func (f Fields) Need(keys ...string) {
	var missing lang.List
	for _, key := range keys {
		if f.at != nil && f.Get(key) == nil {
			missing = append(missing, Quote(key))
		}
	}
	switch len(missing) {
	case 0:
	case 1:
		f.d.Report(f.at.Pos, "missing-key", lang.Sprintf("the key %v is missing here", missing), lang.Message{})
	default:
		f.d.Report(f.at.Pos, "missing-key", lang.Sprintf("the keys %v are missing here", missing), lang.Message{})
	}
}

// Entries reads a map with any keys, in the order of the file. Of a key that
// comes twice, both lines are named and the first is kept. It is false when n is
// no map.
func (d *Document) Entries(n *Node) ([]Pair, bool) {
	if n == nil || !d.expect(n, Map, "keys with their values") {
		return nil, false
	}
	seen := map[string]Pos{}
	entries := make([]Pair, 0, len(n.Pairs))
	for _, p := range n.Pairs {
		if first, ok := seen[p.Key.Text]; ok {
			d.Report(p.Key.Pos, "duplicate-key", lang.Sprintf(
				"the key %v is here and on line %d, column %d", Quote(p.Key.Text), first.Line, first.Col),
				lang.Sprintf("keep one of the two"))
			continue
		}
		seen[p.Key.Text] = p.Key.Pos
		entries = append(entries, p)
	}
	return entries, true
}

// List reads a list with at least so many items.
func (d *Document) List(n *Node, atLeast int) []*Node {
	if n == nil || !d.expect(n, List, "a list") {
		return nil
	}
	if len(n.Items) < atLeast {
		d.Report(n.Pos, "too-few", lang.Sprintf("this list needs at least %v; it has %d",
			lang.Count(atLeast, "item", "items"), len(n.Items)), lang.Message{})
	}
	return n.Items
}

func (d *Document) expect(n *Node, k Kind, wanted lang.Text) bool {
	if n.Kind == k {
		return true
	}
	d.wrongKind(n, wanted, lang.Message{})
	return false
}

func (d *Document) wrongKind(n *Node, wanted lang.Text, hint lang.Message) {
	d.Report(n.Pos, "type", lang.Sprintf("expected %v, found %v", wanted, n.describe()), hint)
}

// String reads a text, to the byte. Blank text is refused, and so is a number or
// a truth value that lacks its quotes.
func (d *Document) String(n *Node) string {
	if n == nil {
		return ""
	}
	wanted := lang.Text("a text")
	switch n.Kind {
	case Bool, Number:
		d.wrongKind(n, wanted, lang.Sprintf(`put it in quotes: "%s"`, clip(n.Text)))
		return ""
	case String:
		if strings.TrimSpace(n.Text) == "" {
			d.Report(n.Pos, "blank", lang.Sprintf("this text is blank"), lang.Message{})
		}
		return n.Text
	}
	d.wrongKind(n, wanted, lang.Message{})
	return ""
}

// Word reads one of a few words.
func (d *Document) Word(n *Node, words ...string) string {
	s := d.String(n)
	if s != "" && !slices.Contains(words, s) {
		d.Report(n.Pos, "word", lang.Sprintf("%v is not allowed here", Quote(s)), DidYouMean(s, words))
		return ""
	}
	return s
}

// maxID is the longest id, in characters.
const maxID = 64

// IsID reports whether s is an id: a lower-case letter or digit, then up to 63
// lower-case letters, digits and hyphens.
func IsID(s string) bool {
	return s != "" && len(s) <= maxID && s[0] != '-' && strings.IndexFunc(s, notInID) < 0
}

func notInID(c rune) bool { return (c < 'a' || 'z' < c) && (c < '0' || '9' < c) && c != '-' }

// ID reads an id. What is not one reads as "".
func (d *Document) ID(n *Node) string {
	s := d.String(n)
	if strings.TrimSpace(s) == "" || IsID(s) {
		return s
	}
	d.Report(n.Pos, "id", idFault(s), idHint(s))
	return ""
}

func idFault(s string) lang.Message {
	for _, c := range s {
		if notInID(c) {
			return lang.Sprintf("the id %v has the character %v (%U); ids have a to z, 0 to 9 and -",
				Quote(s), lang.Quoted(string(c)), c)
		}
	}
	if s[0] == '-' {
		return lang.Sprintf("the id %v begins with a hyphen", Quote(s))
	}
	return lang.Sprintf("the id %v has %d characters; %d are allowed", Quote(s), len(s), maxID)
}

func idHint(s string) lang.Message {
	var b strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case !notInID(c):
			b.WriteRune(c)
		case c == '_' || c == ' ' || c == '.' || c == '/':
			b.WriteByte('-')
		case unicode.IsLetter(c):
			return lang.Message{} // no telling which letter was meant
		}
	}
	if better := strings.Trim(b.String(), "-"); IsID(better) {
		return didYouMean(better)
	}
	return lang.Message{}
}

// Language reads the tag of a language: two or three lower-case letters, then
// subtags behind hyphens (BCP 47). What is not one reads as "".
func (d *Document) Language(n *Node) lang.Tag {
	s := d.String(n)
	if s == "" || IsLanguage(s) {
		return lang.Tag(s)
	}
	d.Report(n.Pos, "language", lang.Sprintf("%v is not the tag of a language, such as en or fr", Quote(s)), lang.Message{})
	return ""
}

// IsLanguage reports whether s has the form of a language tag.
func IsLanguage(s string) bool {
	subtags := strings.Split(s, "-")
	return len(s) <= maxID && len(subtags[0]) <= 3 && strings.Trim(subtags[0], letters) == "" && !slices.ContainsFunc(subtags, notSubtag)
}

const letters = "abcdefghijklmnopqrstuvwxyz"

func notSubtag(s string) bool {
	return len(s) < 2 || len(s) > 8 || strings.Trim(s, letters+"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != ""
}

const wholeNumber lang.Text = "a whole number"

// Int reads a whole number from lowest to highest. What is not one reads as
// lowest, and false.
func (d *Document) Int(n *Node, lowest, highest int) (int, bool) {
	if n == nil || !d.number(n, wholeNumber) {
		return lowest, false
	}
	if strings.ContainsAny(n.Text, ".eE") {
		d.wrongKind(n, wholeNumber, lang.Message{})
		return lowest, false
	}
	v, err := strconv.Atoi(n.Text)
	if err != nil || v < lowest || v > highest {
		d.Report(n.Pos, "range", lang.Sprintf("%s is out of range; %d to %d is allowed", clip(n.Text), lowest, highest), lang.Message{})
		return lowest, false
	}
	return v, true
}

// Float reads a number greater than 0 and at most highest. What is not one
// reads as 0, and false.
func (d *Document) Float(n *Node, highest float64) (float64, bool) {
	if n == nil || !d.number(n, "a number") {
		return 0, false
	}
	v, err := strconv.ParseFloat(n.Text, 64)
	if err != nil || !(0 < v && v <= highest) || math.IsInf(1/v, 0) {
		d.Report(n.Pos, "range",
			lang.Sprintf("%s is out of range; a number above 0 and up to %v is allowed", clip(n.Text), lang.Number{Value: highest}),
			lang.Message{})
		return 0, false
	}
	return v, true
}

// number reports whether n is a number as JSON writes it, and says what to write
// instead of one in another notation.
func (d *Document) number(n *Node, wanted lang.Text) bool {
	fits := func(s string) bool {
		return isDecimal(s) && (wanted != wholeNumber || !strings.ContainsAny(s, ".eE"))
	}
	switch {
	case n.Kind == Number && isDecimal(n.Text):
		return true
	case n.Kind == Number:
		d.Report(n.Pos, "number", lang.Sprintf("%s is not a number in decimal digits", clip(n.Text)), notationHint(n.Text))
	case n.Kind == String && fits(n.Text):
		d.wrongKind(n, wanted, lang.Sprintf("write %s, without quotes", clip(n.Text)))
	case n.Kind == String && fits(strings.Replace(n.Text, ",", ".", 1)):
		d.wrongKind(n, wanted, lang.Sprintf("write %s, with a point", clip(strings.Replace(n.Text, ",", ".", 1))))
	case n.Kind == String:
		d.wrongKind(n, wanted, notationHint(n.Text))
	default:
		d.wrongKind(n, wanted, lang.Message{})
	}
	return false
}

// notationHint suggests decimal digits for 0x1f, 0o17, 012, 1_000, 1 000, +1, .5
// and 5.; nothing else has one.
func notationHint(s string) lang.Message {
	plain := strings.NewReplacer("_", "", " ", "", "\u00a0", "", "\u202f", "", "+", "").Replace(s)
	if v, err := strconv.ParseInt(plain, 0, 64); err == nil && strings.HasPrefix(plain, "0x") || strings.HasPrefix(plain, "0o") {
		plain = strconv.FormatInt(v, 10)
	}
	plain = strings.TrimSuffix(strings.TrimLeft(plain, "0"), ".")
	if strings.HasPrefix(plain, ".") {
		plain = "0" + plain
	}
	if !isDecimal(plain) {
		return lang.Message{}
	}
	return lang.Sprintf("did you mean %s?", clip(plain))
}

// Schema checks the `schema` key of the document before anything else of it is
// read. It is false when the file is of another kind, or of a version this rung
// does not know, and the rest cannot be read for that reason. A document that
// lacks the key is of the wanted kind but for that.
func (d *Document) Schema(want string) bool {
	if d.Root.Kind != Map {
		d.expect(d.Root, Map, "keys with their values")
		return false
	}
	for _, p := range d.Root.Pairs {
		if p.Key.Text == "schema" {
			s := d.String(p.Value)
			if s != want && s != "" {
				d.Report(p.Value.Pos, "schema", lang.Sprintf("this file is of the form %v; %v was expected", Quote(s), Quote(want)),
					schemaHint(s, want))
				if !strings.HasPrefix(s, family(want)) {
					d.problems[len(d.problems)-1].Form = s
				}
			}
			return s == want
		}
	}
	return true
}

// Form is what the `schema` key of the document says it is; empty without one.
func (d *Document) Form() string {
	for _, p := range d.Root.Pairs {
		if p.Key.Text == "schema" {
			return p.Value.Text
		}
	}
	return ""
}

// family is a form without its version.
func family(form string) string { return form[:strings.LastIndex(form, "/v")+2] }

// schemaHint says what reads a file of another version, and what may be meant.
// Form vN comes with rung N.
func schemaHint(s, want string) lang.Message {
	number, same := strings.CutPrefix(s, family(want))
	if version, err := strconv.Atoi(number); err == nil && same && version > 1 {
		return lang.Sprintf("rung %d or later reads it; this one reads %v", version, Quote(want))
	}
	if Near(s, []string{want}) != "" {
		return didYouMean(want)
	}
	return lang.Message{}
}
