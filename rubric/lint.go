package rubric

import (
	"slices"
	"strings"
	"unicode"

	"github.com/clipperhouse/displaywidth"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// The lengths that read well on a screen of 80 columns, in columns.
const (
	maxTitle    = 24 // of a dimension
	maxLevel    = 32
	maxShort    = 14
	maxChoice   = 70 // a step or an option
	maxQuestion = 150
	maxSummary  = 220
)

// Lint returns advice on a valid rubric file: what is allowed, but reads or
// measures badly. What holds of a rubric that it extends is said of that one
// only. It is nil when there is none, and for a file that is not valid, which
// Resolve tells about.
func Lint(name string, data []byte, find Finder) doc.Problems {
	w, err := resolve(name, data, find)
	if err != nil {
		return nil
	}
	return w.lint()
}

func (w *whole) lint() doc.Problems {
	l := linter{w.d, w.rubric}
	l.head()
	l.tracks()
	l.dimensions()
	l.levels()
	l.questions()
	l.french(w.d.Root)
	advice, _ := w.d.Err().(doc.Problems)
	advice = slices.CompactFunc(advice, same)
	if w.base == nil {
		return advice
	}
	known := w.base.lint()
	return slices.DeleteFunc(advice, func(p doc.Problem) bool {
		return slices.ContainsFunc(known, func(q doc.Problem) bool { return same(p, q) })
	})
}

// same reports whether two pieces of advice are one, on a step that is an option
// of several questions or on what a rubric extends.
func same(a, b doc.Problem) bool {
	return a.Code == b.Code && a.File == b.File && a.Line == b.Line && a.Col == b.Col
}

// linter walks the nodes of a valid rubric.
type linter struct {
	d *doc.Document
	r *Rubric
}

func (l linter) advise(at *doc.Node, code string, text string, args ...any) {
	l.d.Report(at.Pos, code, lang.Sprintf(text, args...), lang.Message{})
}

// child is the value of a key of a map; nil when it is absent.
func child(n *doc.Node, key string) *doc.Node {
	if n == nil {
		return nil
	}
	for _, p := range n.Pairs {
		if p.Key.Text == key {
			return p.Value
		}
	}
	return nil
}

func (l linter) items(key string) []*doc.Node { return child(l.d.Root, key).Items }

// wording is a text in one language, and where it stands.
type wording struct {
	tag lang.Tag
	at  *doc.Node
}

// wordings are what a text, or a step, is in each language; none for an absent one.
func (l linter) wordings(n *doc.Node) []wording {
	if n == nil {
		return nil
	}
	if by := child(n, "by_track"); by != nil {
		var all []wording
		for _, p := range by.Pairs {
			all = append(all, l.wordings(p.Value)...)
		}
		return all
	}
	if n.Kind != doc.Map {
		return []wording{{l.r.Languages[0], n}}
	}
	var all []wording
	for _, p := range n.Pairs {
		all = append(all, wording{lang.Tag(p.Key.Text), p.Value})
	}
	return all
}

// fits advises on each wording of a text that is wider than most columns.
func (l linter) fits(n *doc.Node, most int) {
	for _, w := range l.wordings(n) {
		l.narrow(w.at, most)
	}
}

func (l linter) narrow(n *doc.Node, most int) {
	if w := displaywidth.String(fold(n.Text)); w > most {
		l.advise(n, "long-text", "this text is %d columns wide; up to %d read well", w, most)
	}
}

func (l linter) head() {
	if child(l.d.Root, "temperature") == nil {
		l.advise(l.d.Root, "temperature", "there is no temperature, so the confidence has no band; fit one")
	}
	if child(l.d.Root, "spread") == nil {
		l.advise(l.d.Root, "spread", "there is no spread, so nothing is said of how well a level describes the answers; fit one")
	}
	facts := 0
	for _, q := range l.r.Questions {
		if q.Kind == Number {
			facts++
		}
	}
	if 3*facts < len(l.r.Questions) {
		l.advise(child(l.d.Root, "questions"), "few-facts",
			"%d of %d questions count something; with a third or more, answers are harder to inflate", facts, len(l.r.Questions))
	}
}

func (l linter) tracks() {
	for i, n := range l.items("tracks") {
		used := false
		for _, level := range l.r.Levels {
			used = used || level.Track == l.r.Tracks[i].ID
		}
		if !used {
			l.advise(child(n, "id"), "unused-track", "no level is on the track %v", doc.Quote(l.r.Tracks[i].ID))
		}
	}
}

func (l linter) dimensions() {
	for i, n := range l.items("dimensions") {
		l.fits(child(n, "title"), maxTitle)
		for _, step := range child(n, "steps").Items {
			l.fits(step, maxChoice)
		}
		if grow := child(n, "grow"); grow != nil {
			for _, text := range grow.Items {
				l.fits(text, maxSummary)
			}
		}
		if len(l.r.QuestionsOf(i)) == 1 {
			l.advise(child(n, "id"), "one-question", "one question alone asks about %v; a second one would steady it",
				doc.Quote(l.r.Dimensions[i].ID))
		}
	}
}

func (l linter) levels() {
	for i, n := range l.items("levels") {
		l.fits(child(n, "title"), maxLevel)
		l.narrow(child(n, "short"), maxShort)
		if label := child(n, "label"); label != nil {
			l.narrow(label, maxShort)
		}
		l.fits(child(n, "summary"), maxSummary)
		if l.r.Levels[i].Basis == nil {
			l.advise(child(n, "id"), "no-basis", "%v does not say what in the source it rests on; add basis", doc.Quote(l.r.Levels[i].ID))
		}
	}
}

func (l linter) questions() {
	for i, n := range l.items("questions") {
		l.fits(child(n, "ask"), maxQuestion)
		l.fits(child(n, "ask_about"), maxQuestion)
		for _, w := range l.wordings(child(n, "ask")) {
			if strings.Contains(w.at.Text, Placeholder) {
				l.advise(w.at, "placeholder", "%s stands for a name in ask_about only; here it is shown as it is", Placeholder)
			}
		}
		if q := &l.r.Questions[i]; q.Kind == Choice {
			l.options(q, child(n, "options"))
		}
	}
}

// options advises on the options of a choice; listed is nil where they are the
// steps.
func (l linter) options(q *Question, listed *doc.Node) {
	if len(q.StepsPossible()) == 1 {
		l.advise(listed, "one-step", "all options of %v give the same step", doc.Quote(q.ID))
	}
	for i, o := range q.Options {
		text := child(l.items("dimensions")[q.Dimension], "steps").Items[o.Step]
		if listed != nil && child(listed.Items[i], "text") != nil {
			text = child(listed.Items[i], "text")
			l.fits(text, maxChoice)
		}
		for _, w := range l.wordings(text) {
			if name := l.levelNamed(w.tag, w.at.Text); name != "" {
				l.advise(w.at, "names-level", "this option names the level %v; say what a person does instead", doc.Quote(name))
			}
		}
	}
}

// levelNamed returns the title, short title or label of a level that stands in
// the text as whole words, or "".
func (l linter) levelNamed(tag lang.Tag, text string) string {
	for _, level := range l.r.Levels {
		for _, name := range []string{level.Title.In(tag), level.Short, level.Label} {
			if name != "" && hasWords(strings.ToLower(text), strings.ToLower(name)) {
				return name
			}
		}
	}
	return ""
}

func hasWords(text, words string) bool {
	inWord := func(s string, last bool) bool {
		runes := []rune(s)
		if len(runes) == 0 {
			return false
		}
		c := runes[0]
		if last {
			c = runes[len(runes)-1]
		}
		return unicode.IsLetter(c) || unicode.IsDigit(c)
	}
	for from := 0; ; {
		at := strings.Index(text[from:], words)
		if at < 0 {
			return false
		}
		if !inWord(text[:from+at], true) && !inWord(text[from+at+len(words):], false) {
			return true
		}
		from += at + len(words)
	}
}

// texts are the keys under which texts in the languages of the rubric stand.
var texts = []string{"title", "summary", "basis", "elsewhere", "steps", "grow", "ask", "ask_about", "unit", "text"}

// french advises on the typography of every French text under n.
func (l linter) french(n *doc.Node) {
	for _, item := range n.Items {
		l.french(item)
	}
	for _, p := range n.Pairs {
		switch {
		case p.Key.Text == "source":
		case slices.Contains(texts, p.Key.Text):
			l.frenchOf(p.Value)
		default:
			l.french(p.Value)
		}
	}
}

// frenchOf advises on a text, or on each of a list.
func (l linter) frenchOf(n *doc.Node) {
	if n.Kind == doc.List {
		for _, item := range n.Items {
			l.frenchOf(item)
		}
		return
	}
	for _, w := range l.wordings(n) {
		if w.tag == lang.FR {
			l.typography(w.at)
		}
	}
}

func (l linter) typography(n *doc.Node) {
	runes := []rune(fold(n.Text))
	for i, c := range runes {
		switch {
		case c == '\'':
			l.advise(n, "typography", "French writes the apostrophe ’, not '")
		case strings.ContainsRune(":;?!»", c) && i > 0 && wantsSpaceBefore(runes, i):
			l.advise(n, "typography", "French puts a no-break space (U+00A0) before %s", string(c))
		case c == '«' && i+1 < len(runes) && !isNoBreak(runes[i+1]):
			l.advise(n, "typography", "French puts a no-break space (U+00A0) after «")
		default:
			continue
		}
		return
	}
}

// wantsSpaceBefore reports whether the sign at i lacks its no-break space. A
// second sign (?!), a time (8:30) and an address (https://) want none.
func wantsSpaceBefore(runes []rune, i int) bool {
	if isNoBreak(runes[i-1]) || strings.ContainsRune(":;?!", runes[i-1]) {
		return false
	}
	return runes[i] != ':' || i+1 == len(runes) || runes[i+1] != '/' && !unicode.IsDigit(runes[i+1])
}

func isNoBreak(c rune) bool { return c == '\u00a0' || c == '\u202f' }
