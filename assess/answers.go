package assess

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Sheet is a hand-written answers file, rung.answers/v1. It names its rubric, so
// the answers themselves are read when that is at hand, by Against. The zero
// Sheet has no answers.
type Sheet struct {
	Rubric   string   // id
	Version  string   // of the rubric; empty when the file does not say
	Subject  string   // name; empty when the file does not say
	Rater    string   // name; empty when the file does not say
	Relation Relation // empty when the file does not say

	d        *doc.Document
	rubricAt *doc.Node
	answers  []doc.Pair
	notes    []doc.Pair
}

// ParseSheet reads an answers file, but for the answers. Name is used in
// messages; the error is doc.Problems.
func ParseSheet(file string, data []byte) (*Sheet, error) {
	d, err := doc.Parse(file, data)
	if err != nil {
		return nil, err
	}
	if !d.Schema(AnswersSchema) {
		return nil, d.Err()
	}
	m := d.Map(d.Root, doc.Keys{"schema", "rubric", "answers"}, "version", "subject", "rater", "relation", "notes")
	s := &Sheet{
		Rubric:   d.ID(m.Get("rubric")),
		Version:  d.String(filled(m.Get("version"))),
		Subject:  personName(d, filled(m.Get("subject"))),
		Rater:    personName(d, filled(m.Get("rater"))),
		Relation: relation(d, filled(m.Get("relation"))),
		d:        d, rubricAt: m.Get("rubric"),
	}
	s.answers, _ = d.Entries(filled(m.Get("answers")))
	s.notes, _ = d.Entries(filled(m.Get("notes")))
	if err := d.Err(); err != nil {
		return nil, err
	}
	return s, nil
}

// filled is n, or nil when its value was left blank.
func filled(n *doc.Node) *doc.Node {
	if n != nil && n.Kind == doc.Null {
		return nil
	}
	return n
}

// Against reads the answers of the sheet as answers to r, in the order of r. A
// question left blank has none. The error is doc.Problems.
func (s *Sheet) Against(r *rubric.Rubric) ([]Answer, error) {
	if s.d == nil {
		return nil, nil
	}
	d := *s.d
	if !isFor(&d, s.rubricAt, s.Rubric, r) {
		return nil, d.Err()
	}
	return answersOf(&d, r, s.answers, s.notes), d.Err()
}

// isFor reports whether what a file holds is for r, by the id that it names there.
func isFor(d *doc.Document, at *doc.Node, id string, r *rubric.Rubric) bool {
	if id != "" && id != r.ID {
		d.Report(at.Pos, "rubric",
			lang.Sprintf("these answers are for the rubric %v, not for %v", doc.Quote(id), doc.Quote(r.ID)),
			lang.Sprintf("if that asks the same questions, write its id here: %s", r.ID))
	}
	return id == r.ID
}

// answersOf reads answers to r and the notes on them, in the order of r.
func answersOf(d *doc.Document, r *rubric.Rubric, answers, notes []doc.Pair) []Answer {
	given := map[string]Answer{}
	for _, p := range answers {
		if q := question(d, r, p.Key); q != nil && p.Value.Kind != doc.Null {
			given[q.ID] = answer(d, q, p.Value)
		}
	}
	for _, p := range notes {
		if q := question(d, r, p.Key); q != nil {
			addNote(d, given, q.ID, p)
		}
	}
	return inOrder(r, given)
}

func question(d *doc.Document, r *rubric.Rubric, key *doc.Node) *rubric.Question {
	if i := r.QuestionIndex(key.Text); i >= 0 {
		return &r.Questions[i]
	}
	d.Report(key.Pos, "unknown-id", lang.Sprintf("the rubric %v has no question %v", doc.Quote(r.ID), doc.Quote(key.Text)),
		doc.DidYouMean(key.Text, questionIDs(r)))
	return nil
}

func answer(d *doc.Document, q *rubric.Question, n *doc.Node) Answer {
	a := Answer{Question: q.ID, State: Answered}
	state, none := noAnswer(n.Text)
	switch {
	case n.Kind == doc.List && q.Kind == rubric.Several:
		a.Value.Ticks = listed(d, q, n)
	case n.Kind == doc.List || n.Kind == doc.Map:
		d.Report(n.Pos, "answer", lang.Sprintf("%v takes one value", doc.Quote(q.ID)), alone(q, n.Items))
	case n.Kind == doc.String && none:
		a.State = state
	case q.Kind == rubric.Number:
		a.Value.Number = count(d, q, n)
	case q.Kind == rubric.Several:
		a.Value.Ticks = inOneWord(d, q, n)
	default:
		a.Value.Option = option(d, q, n)
	}
	return a
}

// count is the number that a text means.
func count(d *doc.Document, q *rubric.Question, n *doc.Node) int {
	number := bare(q, n)
	if number.Kind != doc.String || !strings.ContainsFunc(n.Text, unicode.IsLetter) {
		v, _ := d.Int(number, 0, q.Largest())
		return v
	}
	hint := lang.Sprintf("allowed here: %v", allowed{q})
	if doc.Near(n.Text, rubric.NoAnswer()) != "" {
		hint = doc.DidYouMean(n.Text, rubric.NoAnswer())
	}
	d.Report(n.Pos, "answer", lang.Sprintf("%v is no answer to %v", doc.Quote(n.Text), doc.Quote(q.ID)), hint)
	return 0
}

// listed is a list of options that are ticked.
func listed(d *doc.Document, q *rubric.Question, n *doc.Node) Ticks {
	var ids []string
	for _, item := range n.Items {
		ids = append(ids, option(d, q, item))
	}
	return tickInOrder(q, ids)
}

// inOneWord is what one text says is ticked.
func inOneWord(d *doc.Document, q *rubric.Question, n *doc.Node) Ticks {
	ticks, ok := Ticked(q, n.Text)
	if !ok {
		d.Report(n.Pos, "answer", lang.Sprintf("%v is no answer to %v", doc.Quote(n.Text), doc.Quote(q.ID)), tickHint(q, listing(n.Text), lang.Sprintf("allowed here: %v", allowed{q})))
	}
	return ticks
}

// alone is the hint to write the one item of a list without the list.
func alone(q *rubric.Question, items []*doc.Node) lang.Message {
	if len(items) != 1 || items[0].Text == "" {
		return lang.Message{}
	}
	return lang.Sprintf("write %s", q.ID+": "+items[0].Text)
}

// tickHint is what to do about parts of an answer that cannot stand among what is
// ticked; otherwise where there are none.
func tickHint(q *rubric.Question, parts []string, otherwise lang.Message) lang.Message {
	for _, part := range parts {
		_, none := noAnswer(part)
		switch {
		case q.Kind != rubric.Several || len(optionsMeant(q, part)) > 0:
		case part == "0":
			return lang.Sprintf("the options count from 1 to %d; 0 alone says that there is none", len(q.Options))
		case none || SaysNone(part):
			return lang.Sprintf("%v stands alone; write %s", doc.Quote(part), q.ID+": "+part)
		}
	}
	return otherwise
}

// option is the id of the option that a text means.
func option(d *doc.Document, q *rubric.Question, n *doc.Node) string {
	meant := optionsMeant(q, n.Text)
	switch {
	case len(meant) == 0:
		d.Report(n.Pos, "answer", lang.Sprintf("%v is no answer to %v", doc.Quote(n.Text), doc.Quote(q.ID)),
			tickHint(q, []string{n.Text}, noOption(q, n.Text)))
		return ""
	case len(meant) > 1:
		d.Report(n.Pos, "answer", lang.Sprintf("%v may be more than one answer to %v", doc.Quote(n.Text), doc.Quote(q.ID)),
			lang.Sprintf("say which: %v", doc.Words(meant)))
	}
	return meant[0]
}

// noOption is what to do about a text that means no option. A number counts the options
// from 1, unlike the steps of a scope.
func noOption(q *rubric.Question, text string) lang.Message {
	if isCount(text) && !slices.ContainsFunc(optionIDs(q), isCount) {
		return lang.Sprintf("a bare number counts the options from 1, not steps: 1 is %v, %d is %v", doc.Quote(q.Options[0].ID),
			len(q.Options), doc.Quote(q.Options[len(q.Options)-1].ID))
	}
	return doc.DidYouMean(text, slices.Concat(optionIDs(q), rubric.NoAnswer()))
}

// optionsMeant are the ids of the options that a text may mean: an id means
// itself, and else an option is meant by its text in any language, or by its
// number in the list where no id is a number.
func optionsMeant(q *rubric.Question, text string) []string {
	if q.OptionIndex(text) >= 0 {
		return []string{text}
	}
	numbered := !slices.ContainsFunc(optionIDs(q), isCount)
	var meant []string
	for i, o := range q.Options {
		said := slices.ContainsFunc(o.Wordings(), func(wording string) bool { return worded(wording) == worded(text) })
		if said || numbered && strconv.Itoa(i+1) == text {
			meant = append(meant, o.ID)
		}
	}
	return meant
}

// worded is the text of an option as it is compared, without a full stop.
func worded(text string) string { return strings.TrimSuffix(lang.Fold(text), ".") }

func isCount(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && strconv.Itoa(n) == text
}

// bare is n as a number, where it is a count with its unit.
func bare(q *rubric.Question, n *doc.Node) *doc.Node {
	count, ok := withoutUnit(q, n.Text)
	if !ok {
		return n
	}
	number := *n
	number.Kind, number.Text = doc.Number, count
	return &number
}

// withoutUnit is a count alone, if the unit of q stands behind it, in any
// language; a plural also without its s.
func withoutUnit(q *rubric.Question, text string) (count string, ok bool) {
	count, unit, _ := strings.Cut(lang.Fold(text), " ")
	for _, known := range q.Unit {
		if known = lang.Fold(known); isCount(count) && (unit == known || unit+"s" == known) {
			return count, true
		}
	}
	return text, false
}

// noAnswer returns the state that a word stands for.
func noAnswer(word string) (State, bool) {
	states := []State{Skipped, Unknown, NotApplicable}
	i := slices.Index(rubric.NoAnswer(), word)
	if i < 0 {
		return "", false
	}
	return states[i], true
}

// Word is the answer as ParseAnswer reads it.
func (a Answer) Word() string {
	if a.State != Answered {
		return a.State.word()
	}
	return a.Value.String()
}

// word is what stands for the state in an answers file; "" for an answer.
func (s State) word() string {
	for _, w := range rubric.NoAnswer() {
		if state, _ := noAnswer(w); state == s {
			return w
		}
	}
	return ""
}

func addNote(d *doc.Document, given map[string]Answer, id string, p doc.Pair) {
	text := note(d, p.Value)
	a, ok := given[id]
	switch {
	case text == "":
	case !ok:
		d.Report(p.Key.Pos, "note", lang.Sprintf("there is a note on %v, but no answer", doc.Quote(id)),
			lang.Sprintf("answer it, or write %s: skip", id))
	default:
		a.Note = text
		given[id] = a
	}
}

func inOrder(r *rubric.Rubric, given map[string]Answer) []Answer {
	var all []Answer
	for _, q := range r.Questions {
		if a, ok := given[q.ID]; ok {
			all = append(all, a)
		}
	}
	return all
}

// ParseAnswer reads an answer typed as question=value, such as teams-led=2 or
// guidance=skip.
func ParseAnswer(r *rubric.Rubric, text string) (Answer, error) {
	id, value, ok := strings.Cut(text, "=")
	if !ok {
		return Answer{}, lang.Errorf("%v is no answer; write question=value", doc.Quote(text))
	}
	i := r.QuestionIndex(id)
	if i < 0 {
		return Answer{}, noQuestion(r, id)
	}
	a := Answer{Question: id, State: Answered}
	if state, none := noAnswer(value); none {
		a.State = state
		return a, nil
	}
	var err error
	if a.Value, err = parseValue(&r.Questions[i], value); err != nil {
		return Answer{}, err
	}
	return a, a.check(r)
}

// parseValue reads what was typed as a value that q takes.
func parseValue(q *rubric.Question, text string) (v Value, err error) {
	ok := false
	switch q.Kind {
	case rubric.Number:
		count, _ := withoutUnit(q, text)
		ok = isCount(count)
		v.Number, _ = strconv.Atoi(count)
	case rubric.Choice:
		meant := optionsMeant(q, text)
		if len(meant) == 0 {
			meant = wordingsIn(q, text)
		}
		if len(meant) > 1 {
			return v, lang.Errorf("%v are several answers to %v, which takes one", doc.Words(meant), doc.Quote(q.ID))
		}
		if ok = len(meant) == 1; ok {
			v.Option = meant[0]
		}
	case rubric.Several:
		v.Ticks, ok = Ticked(q, text)
	}
	if !ok {
		return v, notAnAnswer(q, text)
	}
	return v, nil
}
