package doc

import (
	"cmp"
	"sort"
	"strings"
	"unicode/utf8"

	"rung/rubric/lang"
)

// Kind is what a node holds. A plain YAML scalar is a number, a truth value or
// nothing by the core schema of YAML 1.2; NO, yes and on are text.
type Kind int

// The kinds of node.
const (
	Null   Kind = iota // nothing, or null
	Bool               // true or false, unquoted
	Number             // an unquoted number in any notation
	String
	List
	Map
)

// Node is one value of a document.
type Node struct {
	Pos
	Kind  Kind
	Text  string  // of a Bool or Number as it is written; of a String, its content
	Items []*Node // of a List
	Pairs []Pair  // of a Map, in the order of the file, duplicates included
}

// Pair is one key of a map and its value.
type Pair struct{ Key, Value *Node }

// Pos is a place in a file. Line and Col count from 1, Col in characters; the
// zero Pos is the file as a whole.
type Pos struct {
	Line, Col int

	of *Document // nil: the one that the place is reported to
}

// String is the place as problems name it.
func (p Pos) String() string { return Problem{File: p.of.Name, Line: p.Line, Col: p.Col}.place() }

// In reports whether the place is in d.
func (p Pos) In(d *Document) bool { return p.of == nil || p.of == d }

// At is where a part of the text stands in the file that begins at the byte offset
// of it; where the file spells it otherwise, as with an escape, where the text does.
func (n *Node) At(offset int, part string) Pos {
	before := strings.Count(n.Text[:offset], part)
	left := len(n.Text)
	for line, col := n.Line, n.Col; n.of != nil && left > 0; line, col = line+1, 1 {
		source := n.of.line(line)
		from := byteOffset(source, col-1)
		for at := strings.Index(source[from:], part); at >= 0; at = strings.Index(source[from:], part) {
			if from += at; before == 0 {
				return Pos{line, utf8.RuneCountInString(source[:from]) + 1, n.of}
			}
			before, from = before-1, from+len(part)
		}
		left -= max(len(strings.TrimSpace(source)), 1)
	}
	return n.Pos
}

// Document is a file that was read, and what was found wrong with it.
type Document struct {
	Name string
	Root *Node
	// Sheet names the sheet of a workbook that the document is; then places are
	// its cells, Line their row and Col their column.
	Sheet string

	lines    []string
	problems Problems
	spare    []Node
}

// newNode hands out nodes made many at a time: a document has thousands.
func (d *Document) newNode(at Pos) *Node {
	if len(d.spare) == 0 {
		d.spare = make([]Node, 128)
	}
	n := &d.spare[0]
	d.spare = d.spare[1:]
	n.Pos = at
	return n
}

// maxProblems is how many problems of a document are kept.
const maxProblems = 1000

// Report notes a problem at a place, which may be in another document that d was
// made of; of very many, the first. Hint may be zero.
func (d *Document) Report(at Pos, code string, text, hint lang.Message) {
	if d.full() {
		return
	}
	in := cmp.Or(at.of, d)
	d.problems = append(d.problems, Problem{
		File: in.Name, Sheet: in.Sheet, Line: at.Line, Col: at.Col, Code: code, Text: text, Hint: hint, Source: in.line(at.Line)})
}

// full reports whether there are as many problems as are kept.
func (d *Document) full() bool { return len(d.problems) == maxProblems }

// Err returns what was reported, sorted by file and position, as Problems; nil
// when there is nothing.
func (d *Document) Err() error {
	if len(d.problems) == 0 {
		return nil
	}
	found := append(Problems{}, d.problems...)
	sort.SliceStable(found, func(i, j int) bool { return found[i].before(found[j]) })
	return found
}

func (d *Document) line(n int) string {
	if n < 1 || n > len(d.lines) {
		return ""
	}
	return strings.TrimSuffix(d.lines[n-1], "\r")
}

// describe names what a node holds, for messages.
func (n *Node) describe() lang.Localized {
	switch n.Kind {
	case Null:
		return lang.Text("nothing")
	case List:
		return lang.Text("a list")
	case Map:
		return lang.Text("a map of keys")
	case Bool:
		return lang.Sprintf("the truth value %s", n.Text)
	case Number:
		return lang.Sprintf("the number %s", clip(n.Text))
	}
	return lang.Sprintf("the text %v", Quote(n.Text))
}

// Quote shows a text from a file between quotation marks, shortened when long.
func Quote(s string) lang.Quoted { return lang.Quoted(clip(s)) }

const clipped = 60 // characters of a text that a message repeats

func clip(s string) string {
	n := 0
	for i := range s {
		if n == clipped {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
