package spreadsheet

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// complaint is what is wrong with one cell, or with several in the same way.
type complaint struct {
	at         doc.Pos
	code       string
	text, hint lang.Message
	more       int // cells like the first
}

// complain notes what is wrong with a cell. What is said of a cell already is
// counted.
func (s *sheet) complain(at doc.Pos, code string, text, hint lang.Message) {
	key := code + text.In(lang.EN)
	if c, again := s.complaints[key]; again {
		if c.at != at {
			c.more++
		}
		return
	}
	c := &complaint{at: at, code: code, text: text, hint: hint}
	s.complaints[key], s.inOrder = c, append(s.inOrder, c)
}

// reportComplaints reports each thing that is wrong, once.
func (s *sheet) reportComplaints() {
	for _, c := range s.inOrder {
		if c.more > 0 {
			c.text = lang.Sprintf("%v (and in %v)", c.text, lang.Count(c.more, "more cell", "more cells"))
		}
		s.Report(c.at, c.code, c.text, c.hint)
	}
}

// number is a number with a point or a comma.
func number(text string) (float64, bool) {
	if !decimal.MatchString(text) {
		return 0, false
	}
	x, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	return x, err == nil
}

var decimal = regexp.MustCompile(`^[0-9]{1,9}(?:[.,][0-9]{1,20})?$`)

func isNumber(cell table.Cell) bool {
	_, is := number(cell.Text)
	return is
}

// isRung reports whether a cell holds a number that may be a level.
func (s *sheet) isRung(cell table.Cell) bool {
	rung, is := number(cell.Text)
	low, high := s.r.Ends()
	_, err := s.findLevel(cell.Text)
	return is && (err == nil || float64(low.Rung) <= rung && rung <= float64(high.Rung))
}

// rates reports whether a cell holds a level, a number or that there is none.
func (s *sheet) rates(cell table.Cell) bool {
	return isNumber(cell) || isNothing(cell.Text) || s.ratesInWords(cell)
}

// ratesInWords reports whether a cell holds a level by what it is called.
func (s *sheet) ratesInWords(cell table.Cell) bool {
	if isNumber(cell) {
		return false
	}
	_, err := s.findLevel(cell.Text)
	return err == nil
}

// level is the id of the level in a cell: what one is called, such as 60, before
// the number of a rung.
func (s *sheet) level(cell table.Cell) (id string, ok bool) {
	l, err := s.findLevel(cell.Text)
	if rung, is := number(cell.Text); is && (err != nil || strings.ContainsAny(cell.Text, ".,")) {
		if l, err = s.onRung(cell.Text, rung); err == nil {
			s.levels[cell.Text] = l
		}
	}
	if err != nil {
		s.complain(cell.Pos, "level", lang.Sprintf("%v", err), lang.Message{})
		return "", false
	}
	return l.ID, true
}

// parts are what stands between dashes, colons, dots and brackets.
var parts = regexp.MustCompile(`\s*[()\[\]·:|]\s*|\s+[-–—/]\s+`)

// findLevel finds a level by what it is called, or by several names at once, as in
// “Sr. PM (Senior Product Manager)”, or behind its rung, as in “3 - Senior PM”.
func (s *sheet) findLevel(text string) (l *rubric.Level, err error) {
	if l = s.levels[text]; l != nil {
		return l, nil
	}
	if l, err = s.r.FindLevel(text); err != nil {
		l, err = s.findTwice(text, err)
	}
	if rung, words := numbered(text); err != nil && words != "" {
		if named, wrong := s.findLevel(words); wrong == nil && float64(named.Rung) == rung {
			l, err = named, nil
		}
	}
	if err == nil {
		s.levels[text] = l
	}
	return l, err
}

// findTwice finds a level that a text calls by several names; else the error is the
// one given.
func (s *sheet) findTwice(text string, err error) (*rubric.Level, error) {
	var found *rubric.Level
	for _, part := range parts.Split(text, -1) {
		one, wrong := s.r.FindLevel(part)
		switch {
		case part == "":
		case wrong != nil || found != nil && found != one:
			return nil, err
		default:
			found = one
		}
	}
	if found == nil {
		return nil, err
	}
	return found, nil
}

// onRung is the level on a rung.
func (s *sheet) onRung(text string, rung float64) (*rubric.Level, error) {
	below, on, above := s.around(rung)
	switch {
	case len(on) == 1:
		return on[0], nil
	case len(on) > 1:
		return nil, lang.Errorf("on rung %s there are %v; write which", text, levelNames(on))
	case below != nil && above != nil:
		return nil, lang.Errorf("%s is no rung; below it is %v, above it %v: write one level, or the steps on each dimension", text, levelNames(below), levelNames(above))
	}
	low, high := s.r.Ends()
	return nil, lang.Errorf("there is no rung %s; the rungs are %d to %d", text, low.Rung, high.Rung)
}

// around are the levels on a rung and on those next to it.
func (s *sheet) around(rung float64) (below, on, above []*rubric.Level) {
	for i := range s.r.Levels {
		l := &s.r.Levels[i]
		switch at := float64(l.Rung); {
		case at == rung:
			on = append(on, l)
		case at < rung && (below == nil || below[0].Rung <= l.Rung):
			below = nearest(below, l)
		case at > rung && (above == nil || above[0].Rung >= l.Rung):
			above = nearest(above, l)
		}
	}
	return below, on, above
}

// nearest is levels on one rung with another that is as near, or that one alone.
func nearest(levels []*rubric.Level, l *rubric.Level) []*rubric.Level {
	if len(levels) > 0 && levels[0].Rung != l.Rung {
		levels = nil
	}
	return append(levels, l)
}

func levelNames(levels []*rubric.Level) (names lang.List) {
	for _, l := range levels {
		names = append(names, lang.Verbatim(l.Short))
	}
	return names
}

// step is the step of a dimension in a cell: a number, or the words of the step
// with or without its number.
func (s *sheet) step(cell table.Cell, d *rubric.Dimension, scale *Scale) (v float64, ok bool) {
	if x, is := number(cell.Text); is {
		if v, ok = scale.step(x, d); !ok {
			s.outOfRange(cell, d, scale)
		}
		return v, ok
	}
	if at := stepCalled(d, cell.Text); at >= 0 {
		return float64(at), true
	}
	said, words := numbered(cell.Text)
	at := stepCalled(d, words)
	if at < 0 {
		s.complain(cell.Pos, "step", lang.Sprintf("%v is no step of %v", doc.Quote(cell.Text), doc.Quote(d.ID)),
			lang.Sprintf("a step is a number from 0 to %d, its words, or both", d.Top()))
		return 0, false
	}
	if v, in := scale.step(said, d); !in || v != float64(at) {
		s.complain(cell.Pos, "step", lang.Sprintf("%v has the number of one step of %v and the words of another", doc.Quote(cell.Text), doc.Quote(d.ID)),
			lang.Sprintf("these are the words of step %d", at))
		return 0, false
	}
	return float64(at), true
}

func (s *sheet) outOfRange(cell table.Cell, d *rubric.Dimension, scale *Scale) {
	if scale != nil {
		s.complain(cell.Pos, "range", lang.Sprintf("%s is beyond the scale", cell.Text), lang.Message{})
		return
	}
	s.complain(cell.Pos, "range", lang.Sprintf("%s is out of range; a step of %v is a number from 0 to %d", cell.Text, doc.Quote(d.ID), d.Top()), lang.Message{})
}

var leading = regexp.MustCompile(`^([0-9]{1,4})\s*[·.:)=–—-]?\s+(\S.*)$`)

// numbered is a text that begins with a number, in two.
func numbered(text string) (x float64, words string) {
	if parts := leading.FindStringSubmatch(oneLine(text)); parts != nil {
		x, _ = number(parts[1])
		return x, parts[2]
	}
	return 0, ""
}

// stepCalled is the step of d with these words, those of a track among them, or -1.
func stepCalled(d *rubric.Dimension, words string) int {
	words = lang.Spelt(words)
	for step := range d.Steps {
		if slices.ContainsFunc(d.Wordings(step), func(text rubric.Text) bool { return says(text, words) }) {
			return step
		}
	}
	return -1
}

// says reports whether a text has these words in one of its languages.
func says(text rubric.Text, words string) bool {
	for _, s := range text {
		if lang.Spelt(s) == words {
			return true
		}
	}
	return false
}

// relationNamed is the relation that a cell names, as “manager” or “Peer reviewer” does;
// empty if it names none.
func (s *sheet) relationNamed(cell table.Cell) assess.Relation {
	if m := s.words.words(plain(cell.Text)); m.role == "" || m.role == rater {
		return m.relation
	}
	return ""
}

// relation is the relation in a cell.
func (s *sheet) relation(cell table.Cell) (assess.Relation, bool) {
	if r := s.relationNamed(cell); r != "" {
		return r, true
	}
	s.complain(cell.Pos, "relation", lang.Sprintf("%v is no relation", doc.Quote(cell.Text)), doc.DidYouMean(cell.Text, relationWords()))
	return "", false
}

func relationWords() (words []string) {
	for _, r := range assess.Relations {
		words = append(words, string(r))
	}
	return words
}
