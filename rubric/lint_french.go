package rubric

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// texts are the keys under which texts in the languages of the rubric stand.
var texts = []string{"title", "summary", "basis", "elsewhere", "steps", "grow", "ask", "ask_about", "unit", "text"}

// cited are the keys of texts that tell what others say, in their words.
var cited = []string{"basis", "elsewhere"}

// french advises on every French text under n.
func (l linter) french(n *doc.Node) {
	for _, item := range n.Items {
		l.french(item)
	}
	for _, p := range n.Pairs {
		switch {
		case p.Key.Text == "source":
		case slices.Contains(texts, p.Key.Text):
			for _, w := range l.frenchIn(p.Value) {
				l.typography(w.at)
				if !slices.Contains(cited, p.Key.Text) {
					l.gendered(w)
				}
			}
		default:
			l.french(p.Value)
		}
	}
}

// frenchIn are the French wordings of a text, or of each of a list.
func (l linter) frenchIn(n *doc.Node) (all []wording) {
	if n.Kind == doc.List {
		for _, item := range n.Items {
			all = append(all, l.frenchIn(item)...)
		}
		return all
	}
	return slices.DeleteFunc(l.wordings(n), func(w wording) bool { return w.tag != lang.FR })
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

// neutral are, for words of one gender that name people of a company, ones that
// name anybody. Customers and users are not judged by a rubric, and titles in
// English are of no gender.
var neutral = []struct {
	words []string
	write string
}{
	{[]string{"directeur", "directeurs", "directrice", "directrices", "dirigeant", "dirigeants", "dirigeante", "dirigeantes"}, "la direction"},
	{[]string{"chef", "chefs", "cheffe", "cheffes"}, "responsable"},
	{[]string{"collaborateur", "collaborateurs", "collaboratrice", "collaboratrices", "coéquipier", "coéquipiers", "coéquipière", "coéquipières"}, "les membres de l’équipe"},
	{[]string{"employé", "employés", "employée", "employées", "salarié", "salariés", "salariée", "salariées"}, "le personnel"},
	{[]string{"développeur", "développeurs", "développeuse", "développeuses"}, "l’équipe de développement"},
	{[]string{"ingénieur", "ingénieurs", "ingénieure", "ingénieures"}, "l’ingénierie"},
	{[]string{"débutants", "débutante", "débutantes"}, "les personnes qui débutent"},
}

// genderedAsk matches an “il” or “elle” that stands for {name} as the subject of a
// question, not for a noun before it, and one that begins a sentence.
var genderedAsk = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|, |Combien d(?:e |’)\pL+ |(?:Comment|Où|Quand|Pourquoi|Que|Quoi) )\{name\} [^.?!]*-(il|elle)(?:\PL|$)|(?:^|[.?!] )(Il|Elle|Ils|Elles) `)
})

// impersonal matches what makes an “il” nobody.
var impersonal = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:\by a|\bs.agi|\bfau|\bfall|\bexiste|\bsuffi|\barrive|\breste|\best (?:possible|utile|rare|courant|demandé|attendu)|\bconvient)`)
})

// gendered advises on a word that names people by gender, where a neutral one is at
// hand. A text that names both genders is left alone.
func (l linter) gendered(w wording) {
	for _, n := range neutral {
		var parts []found
		for at, word := range tokens(w.at.Text) {
			if slices.Contains(n.words, strings.ToLower(word)) {
				parts = append(parts, found{w.at, at, word})
			}
		}
		if len(parts) == 1 {
			l.adviseOnGender(parts[0], lang.Sprintf("write for example %v", doc.Quote(n.write)))
		}
	}
	if part, ok := firstGroup(genderedAsk(), w); ok && !impersonal().MatchString(w.at.Text) {
		l.adviseOnGender(part, lang.Sprintf("repeat %s, or begin with the verb", Placeholder))
	}
}

func (l linter) adviseOnGender(part found, hint lang.Message) {
	l.adviseOn(part, "gendered", lang.Sprintf("%v names people of one gender", doc.Quote(part.text)), hint)
}
