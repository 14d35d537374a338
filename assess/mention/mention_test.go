package mention

import (
	"fmt"

	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rung/assess"
)

func finder(names ...string) *Finder {
	var people []assess.Person
	for _, name := range names {
		people = append(people, assess.Person{ID: assess.PersonID(name), Name: name})
	}
	return NewFinder(people, []string{"Sr. PM", "GPM", "CPO"})
}

// marked is a text with its mentions in brackets: [ada] for one person, [ada|bo]
// where it is not known which, [?] for an address of nobody known; ‹…› instead of
// brackets where it may be none.
func marked(f *Finder, text string) string {
	var b strings.Builder
	rest := 0
	for _, m := range f.Find(text) {
		who := strings.Join(m.People, "|")
		if who == "" {
			who = "?"
		}
		form := "‹%s›"
		if m.Sure {
			form = "[%s]"
		}
		fmt.Fprintf(&b, "%s"+form, text[rest:m.Start], who)
		rest = m.End
	}
	return b.String() + text[rest:]
}

// TestFind shows what is found and what is not. The people are those of the
// first list; initials that are the ladder's words are not taken for theirs.
func TestFind(t *testing.T) {
	t.Parallel()
	f := finder("Ada Lovelace", "Ada Yonath", "Bo", "Zoé Le Goff", "Jean-Pierre Müller", "Élodie d'Arc", "Paul Martin", "李雷", "An Le", "Will Long", "May", "Grace", "Pour")
	ada, yonath, zoe, jp, elodie, will := "ada-lovelace", "ada-yonath", assess.PersonID("Zoé Le Goff"), assess.PersonID("Jean-Pierre Müller"), assess.PersonID("Élodie d'Arc"), "will-long"
	for text, want := range map[string]string{
		"": "",
		// Names and their parts.
		"Ada Lovelace leads":                       "[" + ada + "] leads",
		"Lovelace's team, LOVELACE; the Lovelaces": "[" + ada + "]'s team, [" + ada + "]; the [" + ada + "]",
		"Ada leads":                              "[" + ada + "|" + yonath + "] leads",
		"Lovelace, Ada and Yonath":               "[" + ada + "] and [" + yonath + "]",
		"with ada lovelace and adalovelace":      "with [" + ada + "] and [" + ada + "]",
		"as ZOE LE GOFF's team, d’Élodie d’Arc":  "as [" + zoe + "]'s team, d’[" + elodie + "]",
		"qu'Élodie, l'Arc":                       "qu'[" + elodie + "], l'[" + elodie + "]",
		"Jean-Pierre; Jean Mueller; MÜLLER":      "[" + jp + "]; [" + jp + "]; [" + jp + "]",
		"Love-\nlace, Jean-\n  Pierre":           "[" + ada + "], [" + jp + "]",
		"Ada\u00a0\nLovelace, Ada\u202fLovelace": "[" + ada + "], [" + ada + "]",
		"Zoe\u0301, zoé le goff":                 "[" + zoe + "], [" + zoe + "]",
		"boat, Bo, bo":                           "boat, [bo], bo",
		"我和李雷一起，李雷":                              "我和[" + assess.PersonID("李雷") + "]一起，[" + assess.PersonID("李雷") + "]",
		"和Lovelace一起":                            "和[" + ada + "]一起",
		"zoé, le périmètre":                      "‹" + zoe + "›, le périmètre", // written small: who knows
		// Initials.
		"A.L. and A. L. agree, J.-P.":           "[" + ada + "|an-le] and [" + ada + "|an-le] agree, [" + jp + "]",
		"asked A. Lovelace; Lovelace A.; Ada L": "asked [" + ada + "]; [" + ada + "]; [" + ada + "]",
		"ZLG, ZG; ZL, not LG":                   "‹" + zoe + "›, ‹" + zoe + "›; ‹" + zoe + "›, not LG",
		"ED and EA":                             "‹" + elodie + "› and ‹" + elodie + "›",
		"Ｌｏｖｅｌａｃｅ, Lovelaceʼs":                  "[" + ada + "], [" + ada + "]ʼs",
		"JPM says, or JP":                       "‹" + jp + "› says, or ‹" + jp + "›",
		"AL, al, Al":                            "‹" + ada + "|an-le›, al, Al",
		"a PM, the GPM, P.M., a CPO":            "a PM, the GPM, P.M., a CPO",
		"As for plan B. And plan C.":            "As for plan ‹bo› And plan C.",
		"I, À Paris, A team":                    "I, À Paris, A team",
		// Addresses.
		"ada.lovelace@example.com wrote":         "[" + ada + "] wrote",
		"@bo, @alovelace; x7@example.com, 3 @ 5": "[bo], [" + ada + "]; [?], 3 @ 5",
		"to alovelace or lovelacea":              "to ‹" + ada + "› or ‹" + ada + "›",
		// Words that are names too.
		"She will, or may, for long; pour le reste, with grace": "She will, or may, for long; pour le reste, with grace",
		"Will leads, and Grace":                                 "‹" + will + "› leads, and ‹grace›",
		"as Will Long said, W. Long":                            "as [" + will + "] said, [" + will + "]",
		"Le périmètre":                                          "‹an-le|" + zoe + "› périmètre",
		"le an, an le, de la part de Grace":                     "le an, an le, de la part de ‹grace›",
	} {
		if got := marked(f, text); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}

// sentences are ordinary ones of reviews, in which nobody is named although many
// words are names of somebody somewhere.
var sentences = []string{
	"She rose to the occasion and will lead the pricing work for long.",
	"Il mène seul le chantier depuis juin, pour la part de marché, et non la marge.",
	"On peut en dire plus: un an de recul, de la rigueur, le sens du détail.",
	"This may mark a turn; the price was right, and we can say so in the spring.",
	"Tient la route du petit périmètre au grand, de la cave au grenier.",
	"Handles trade-offs with grace, art and a frank word; no joy in a long day.",
	"Un pilote droit et juste, claire sur la suite, sage dans ses choix.",
	"We do well to hope for the best; ray of light, a good page, my old case.",
	"Senior PM to Staff PM at 14:30, see https://example.com/a?b=c (12 %, e.g. two teams).",
	"Leads 3 teams: growth, core, R&D; ships in Q3.",
}

// ordinaryNames are people who are called like words of these sentences.
var ordinaryNames = []string{
	"An Le", "May", "Will Long", "Rose Price", "Grace Mark", "Pour La", "Claire Petit", "Pierre Grand", "Joy Day", "Ray Page",
	"Hope Best", "Art Frank", "Juin De", "Spring Case", "Sage Droit", "Juste Plus", "Can Do", "Bo",
}

// TestOrdinarySentencesNameNobody holds that whoever is called like a word is not
// seen in every sentence that has it, written small.
func TestOrdinarySentencesNameNobody(t *testing.T) {
	t.Parallel()
	f := finder(ordinaryNames...)
	for _, s := range sentences {
		if got := marked(f, s); got != s {
			t.Errorf("found %s", got)
		}
	}
}

var anyPart = rapid.OneOf(
	rapid.StringMatching(`[A-Z][a-z]{2,8}`),
	rapid.StringMatching(`[A-ZÀÉÈÎÔÜŁØŒ][a-zàéèîôüßłøœç]{2,8}`),
	rapid.SampledFrom([]string{"Le", "An", "Will", "Rose", "de", "De", "d'Arc", "O’Neil", "Jean-Pierre", "Ng", "Bo", "李雷", "May"}),
)

func anyName(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(anyPart, 1, 3).Draw(t, "name"), " ")
}

// written is a part of a name as somebody may write it.
func anyWriting(t *rapid.T, part string) string {
	return rapid.SampledFrom([]func(string) string{
		func(s string) string { return s },
		strings.ToUpper, strings.ToLower,
		func(s string) string { return fold(s) },
		func(s string) string { return s + "'s" },
		func(s string) string { return "d’" + s },
		func(s string) string { return "(" + s + ")" },
		func(s string) string { return "@" + s },
		func(s string) string { return s + "@example.com" },
		func(s string) string { return s + "s" },
	}).Draw(t, "written")(part)
}

// TestNoWordOfANameIsLeft writes names and parts of them into sentences. What is
// left beside the mentions has no word of a name but everyday words, written small,
// and words of two letters; and if all is sure, nothing of it may be a name.
func TestNoWordOfANameIsLeft(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.Custom(anyName), 1, 6).Draw(t, "names")
		f := finder(names...)
		var text []string
		for range rapid.IntRange(1, 6).Draw(t, "n") {
			parts := strings.Fields(rapid.SampledFrom(names).Draw(t, "who"))
			from := rapid.IntRange(0, len(parts)-1).Draw(t, "from")
			for _, part := range parts[from:] {
				text = append(text, anyWriting(t, part))
			}
			text = append(text, strings.Fields(rapid.SampledFrom(sentences).Draw(t, "s"))...)
		}
		var said strings.Builder
		for _, w := range text {
			said.WriteString(w + rapid.SampledFrom([]string{" ", "\u00a0", "\u202f", "\n", ", "}).Draw(t, "gap"))
		}
		checkNothingLeft(t, f, names, said.String())
	})
}

// TestAnyTextCanBeRead holds the same of texts and names that nobody would write.
func TestAnyTextCanBeRead(t *testing.T) {
	t.Parallel()
	odd := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("aAbB.-'’@_ \n\u00a0\u0301李雷éİßǅ1&")), rapid.Rune()))
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(odd, 1, 4).Draw(t, "names")
		text := odd.Draw(t, "text") + rapid.SampledFrom(names).Draw(t, "name") + odd.Draw(t, "more")
		checkNothingLeft(t, finder(names...), names, text)
	})
}

func checkNothingLeft(t *rapid.T, f *Finder, names []string, text string) {
	var words []string
	for _, name := range names {
		for _, w := range wordsOf(name) {
			words = append(words, w.folds[0])
		}
	}
	rest := 0
	for _, m := range append(f.Find(text), Mention{Start: len(text), End: len(text)}) {
		if m.Start < rest || m.End < m.Start {
			t.Fatalf("mentions of %q stand over each other: %+v", text, f.Find(text))
		}
		for _, w := range wordsOf(text[rest:m.Start]) {
			if named := slices.Contains(words, w.folds[0]); named && w.letters > short && (w.capital || !isOrdinary(w.folds[0])) {
				t.Fatalf("%q of %v is left in %q", w.folds[0], names, text)
			}
		}
		rest = m.End
	}
}

// TestWithoutNamesNothingIsFound holds that texts in which no word and no letter
// is anybody's are left alone.
func TestWithoutNamesNothingIsFound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := finder(rapid.SliceOfN(rapid.StringMatching(`[Q-Z][xq]{3,6} [Q-Z][jx]{3,6}`), 1, 5).Draw(t, "names")...)
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(sentences), 1, 4).Draw(t, "text"), "\n")
		if found := f.Find(text); len(found) > 0 {
			t.Fatalf("%+v in %q", found, text)
		}
	})
}
