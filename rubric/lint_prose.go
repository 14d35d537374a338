package rubric

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// found is a part of a text, with the byte at which it begins there.
type found struct {
	in     *doc.Node
	offset int
	text   string
}

// tokens are the words of a text, each with the byte at which it begins.
func tokens(s string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for at := 0; at < len(s); {
			start := strings.IndexFunc(s[at:], unicode.IsLetter)
			if start < 0 {
				return
			}
			at += start
			end := strings.IndexFunc(s[at:], func(c rune) bool { return !unicode.IsLetter(c) })
			if end < 0 {
				end = len(s) - at
			}
			if !yield(at, s[at:at+end]) {
				return
			}
			at += end
		}
	}
}

// vagueWords judge without saying by what, so that two raters take them in two
// ways. Words that name something, if roughly (several, complex, senior), are none.
var vagueWords = map[lang.Tag][]string{
	lang.EN: strings.Fields(`good great strong strongly solid excellent outstanding exceptional exceptionally
		effective effectively efficient efficiently successful successfully impactful
		appropriate appropriately adequate adequately suitable proactive proactively
		significant significantly various etc`),
	lang.FR: strings.Fields(`bon bonne bons bonnes fort forte forts fortes fortement solide solides
		excellent excellente excellents excellentes exceptionnel exceptionnelle exceptionnels exceptionnelles
		efficace efficaces efficacement approprié appropriée appropriés appropriées adéquat adéquate adéquats adéquates
		proactif proactive proactifs proactives significatif significative significatifs significatives
		divers diverses etc`),
}

// vague advises on the first vague word of a text, of which the other languages are
// translations, and reports whether there is one.
func (l linter) vague(n *doc.Node) bool {
	for _, w := range l.wordings(n) {
		if part, ok := vagueWord(w); ok {
			l.adviseOn(part, "vague-word", lang.Sprintf("two people read %v in two ways", doc.Quote(part.text)),
				lang.Sprintf("say what is done, counted or seen"))
			return true
		}
	}
	return false
}

// vagueWord finds the first one. After “at” it is none: “at various stages” and
// “à fort enjeu” say that there are several, or what is at stake.
func vagueWord(w wording) (part found, ok bool) {
	before := ""
	for at, word := range tokens(w.at.Text) {
		plain := strings.ToLower(word)
		if slices.Contains(vagueWords[w.tag], plain) && before != "at" && before != "à" {
			return found{w.at, at, word}, true
		}
		before = plain
	}
	return found{}, false
}

// prose advises on how a question is put: to the subject, or, where that is well
// put, to others.
func (l linter) prose(question *doc.Node) {
	for _, advise := range []func(*doc.Node) bool{l.vague, l.double} {
		if !advise(child(question, "ask")) {
			advise(child(question, "ask_about"))
		}
	}
}

// double advises on a question that asks two things, in the first language that
// shows it, and reports whether it does.
func (l linter) double(n *doc.Node) bool {
	for _, w := range l.wordings(n) {
		if part, ok := secondAsk(w); ok {
			l.adviseOn(part, "two-questions", lang.Sprintf("a second question begins at %v; whoever would answer the two apart cannot", doc.Quote(part.text)),
				lang.Sprintf("ask one thing, or make two questions of it"))
			return true
		}
	}
	return false
}

// secondAsks match a question in which a second one begins, where its group is.
// Two nouns are one question, and so is a verb that says more of what is asked
// about, as in “the document that you write and keep up to date”: what follows
// “and” has to ask by itself.
var secondAsks = sync.OnceValue(func() map[lang.Tag]*regexp.Regexp {
	const twoMarks = `\?[^\pL?]*(\pL+)[^?]*\?`
	return map[lang.Tag]*regexp.Regexp{
		lang.EN: regexp.MustCompile(`(?i)` + twoMarks + `|\W(and/or)\W` +
			`|\W(and|or),? (?:why|(?:how|what|when|where|who|whom|which) (?:do|does|did|is|are|was|were|has|have|had|can|will|many|much|often|long|far))\W` +
			`|\W(and|or),? (?:do|does|did|is|are|was|were|has|have|had|can|will) (?:you|they|\{name\})\W` +
			`|\W(?:do|does|did|has|have|had|can|will) (?:you|they|\{name\}) \pL+ (and) (?:coach|decide|define|deliver|design|hire|lead|manage|measure|mentor|plan|present|review|run|sell|ship|test|train|write)(?:e?d)?\W`),
		lang.FR: regexp.MustCompile(`(?i)` + twoMarks + `|\W(et/ou)\W` +
			`|\W(et|ou),? (?:combien|comment|pourquoi|quels?|quelles?|est-ce)\W` +
			`|\W(et|ou),? \pL+-(?:t-)?(?:vous|il|elle)\W`),
	}
})

func secondAsk(w wording) (part found, ok bool) {
	pattern := secondAsks()[w.tag]
	if pattern == nil {
		return found{}, false
	}
	return firstGroup(pattern, w)
}

// firstGroup finds the part of a text that the first group of a pattern to match
// anything matches.
func firstGroup(pattern *regexp.Regexp, w wording) (part found, ok bool) {
	groups := pattern.FindStringSubmatchIndex(w.at.Text)
	for i := 2; i < len(groups); i += 2 {
		if groups[i] >= 0 {
			return found{w.at, groups[i], w.at.Text[groups[i]:groups[i+1]]}, true
		}
	}
	return found{}, false
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
