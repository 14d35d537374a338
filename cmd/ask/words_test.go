package ask

import (
	"strings"
	"testing"

	"rung/assess"
	"rung/rubric/lang"
)

func TestReplies(t *testing.T) {
	give := func(n int) assess.Action {
		return assess.Action{Verb: assess.Give, Value: assess.Value{Number: n}}
	}
	option := func(id string) assess.Action {
		return assess.Action{Verb: assess.Give, Value: assess.Value{Option: id}}
	}
	ticks := func(ids ...string) assess.Action {
		return assess.Action{Verb: assess.Give, Value: assess.Value{Ticks: assess.Tick(ids...)}}
	}
	mark := func(s assess.State) assess.Action { return assess.Action{Verb: assess.Mark, State: s} }
	text := func(v assess.Verb, s string) assess.Action { return assess.Action{Verb: v, Text: s} }
	verb := func(v assess.Verb) assess.Action { return assess.Action{Verb: v} }
	both := []lang.Tag{lang.EN, lang.FR}
	en, fr := both[:1], both[1:]
	for _, c := range []struct {
		tags     []lang.Tag
		question string
		lines    string // alternatives, separated by |
		want     assess.Action
	}{
		{both, "teams-led", "3| 3 |03", give(3)},
		{both, "teams-led", "0", give(0)},
		{both, "teams-led", "10000|10 000|10,000|10\u202f000", give(10_000)},
		{both, "plan-form", "2", option("quarter")},
		{both, "plan-form", "|  ", verb(assess.Keep)},
		{both, "ways", "1, 3|3 1|1;3|1,3,|1\u00a03|1 1 3", ticks("pairs", "hires")},
		{both, "ways", "2", ticks("mentors")},
		{both, "ways", "0|none|None of these|aucune|aucune de ces réponses", ticks()},
		{both, "ways", "|  ", verb(assess.Keep)},
		{both, "ways", "na", mark(assess.NotApplicable)},
		{en, "plan-form", "s|S", mark(assess.Skipped)},
		{fr, "plan-form", "p|P", mark(assess.Skipped)},
		{both, "plan-form", "skip|passer|Passer", mark(assess.Skipped)},
		{en, "teams-led", "d", mark(assess.Unknown)},
		{fr, "teams-led", "x", mark(assess.Unknown)},
		{both, "teams-led", "unknown|don't know|Don’t  know|ne sait pas|je ne sais pas|NSP", mark(assess.Unknown)},
		{both, "teams-led", "n|na|n/a|N/A|not applicable|non applicable|sans objet", mark(assess.NotApplicable)},
		{both, "teams-led", "note Payments: =since March|NOTE   Payments: =since March|t Payments: =since March", text(assess.Note, "Payments: =since March")},
		{both, "teams-led", "note|t", verb(askNote)},
		{both, "teams-led", "note -", text(assess.Note, "")},
		{en, "teams-led", "b", verb(assess.Back)},
		{fr, "teams-led", "r", verb(assess.Back)},
		{both, "teams-led", "back|retour", verb(assess.Back)},
		{en, "teams-led", "j 7|j7|jump 7|go 7|aller 7", text(assess.Jump, "7")},
		{fr, "teams-led", "a 7|a7|aller 7|jump 7", text(assess.Jump, "7")},
		{both, "teams-led", "jump abc", text(assess.Jump, "abc")},
		{both, "teams-led", "jump|aller ", verb(askJump)},
		{en, "teams-led", "r", verb(assess.Review)},
		{fr, "teams-led", "l", verb(assess.Review)},
		{both, "teams-led", "review|vue|revue|tout voir|liste", verb(assess.Review)},
		{both, "teams-led", "submit|valider", verb(assess.Submit)},
		{both, "teams-led", "q|quit|exit|quitter", verb(assess.Quit)},
		{both, "teams-led", "h|help|aide|?", verb(askHelp)},
	} {
		for _, tag := range c.tags {
			for line := range strings.SplitSeq(c.lines, "|") {
				got, err := replyTo(viewOf(t, c.question, tag), line, tag)
				if err != nil || got != c.want {
					t.Errorf("%s %q: got %+v, %v; want %+v", tag, line, got, err, c.want)
				}
			}
		}
	}
}

func TestRepliesNotUnderstood(t *testing.T) {
	for _, c := range []struct{ question, line, en, fr string }{
		{"teams-led", "10001", "10001 is out of range; type a whole number from 0 to 10,000", "10001 est hors limites\u00a0; tapez un nombre entier de 0 à 10 000"},
		{"teams-led", "99999999999999999999", "99999999999999999999 is out of range; type a whole number from 0 to 10,000", "99999999999999999999 est hors limites\u00a0; tapez un nombre entier de 0 à 10 000"},
		{"teams-led", "-1", `“-1” is not understood; type a whole number from 0 to 10,000, or ? for help`, "«\u00a0-1\u00a0» n’est pas reconnu\u00a0; tapez un nombre entier de 0 à 10 000, ou\u00a0? pour l’aide"},
		{"teams-led", "2,5", `“2,5” is not understood; type a whole number from 0 to 10,000, or ? for help`, "«\u00a02,5\u00a0» n’est pas reconnu\u00a0; tapez un nombre entier de 0 à 10 000, ou\u00a0? pour l’aide"},
		{"teams-led", "\x1b[A", "“\x1b[A” is not understood; type a whole number from 0 to 10,000, or ? for help", "«\u00a0\x1b[A\u00a0» n’est pas reconnu\u00a0; tapez un nombre entier de 0 à 10 000, ou\u00a0? pour l’aide"},
		{"plan-form", "0", "0 is out of range; type a number from 1 to 3", "0 est hors limites\u00a0; tapez un numéro de 1 à 3"},
		{"plan-form", "4", "4 is out of range; type a number from 1 to 3", "4 est hors limites\u00a0; tapez un numéro de 1 à 3"},
		{"plan-form", "quarter", `“quarter” is not understood; type a number from 1 to 3, or ? for help`, "«\u00a0quarter\u00a0» n’est pas reconnu\u00a0; tapez un numéro de 1 à 3, ou\u00a0? pour l’aide"},
		{"ways", "1, 4", "4 is out of range; type the numbers of all that hold, from 1 to 3, such as 1, 2, or 0 for none",
			"4 est hors limites\u00a0; tapez les numéros de tout ce qui s’applique, de 1 à 3, par exemple 1, 2, ou 0 si rien ne s’applique"},
		{"ways", "0, 1", "0 is out of range; type the numbers of all that hold, from 1 to 3, such as 1, 2, or 0 for none",
			"0 est hors limites\u00a0; tapez les numéros de tout ce qui s’applique, de 1 à 3, par exemple 1, 2, ou 0 si rien ne s’applique"},
		{"ways", ",", "“,” is not understood; type the numbers of all that hold, from 1 to 3, such as 1, 2, or 0 for none, or ? for help",
			"«\u00a0,\u00a0» n’est pas reconnu\u00a0; tapez les numéros de tout ce qui s’applique, de 1 à 3, par exemple 1, 2, ou 0 si rien ne s’applique, ou\u00a0? pour l’aide"},
	} {
		a, err := replyTo(viewOf(t, c.question, lang.EN), c.line, lang.EN)
		if err == nil {
			t.Errorf("%q was taken as %+v", c.line, a)
			continue
		}
		if err.Error() != c.en || lang.In(err, lang.FR) != c.fr {
			t.Errorf("%q: says %q and %q", c.line, err, lang.In(err, lang.FR))
		}
	}
}

// TestNoTwoWordsSoundAlike keeps the table free of forms that name two things
// where both can be said.
func TestNoTwoWordsSoundAlike(t *testing.T) {
	for _, tag := range lang.Tags {
		for _, stage := range everywhere {
			for _, w := range wordsAt(stage) {
				for _, said := range append([]string{w.short(tag), simply(w.long.In(lang.EN)), simply(w.long.In(lang.FR))}, w.other...) {
					for _, other := range words {
						if other.action != w.action && other.is(said, tag, stage) {
							t.Errorf("%s: %q is both %s and %s", tag, said, other.long.In(tag), w.long.In(tag))
						}
					}
					if a, ok := heard(said, tag, stage); !ok || a.Verb != withTail(w.action).Verb && w.tail || a.State != w.action.State {
						t.Errorf("%s: %q is heard as %+v", tag, said, a)
					}
				}
			}
		}
	}
}

func TestYesOrNo(t *testing.T) {
	for _, c := range []struct {
		tag     lang.Tag
		lines   string
		yes, ok bool
	}{
		{lang.FR, "o|O|oui|Oui|y|yes| oui ", true, true},
		{lang.EN, "y|Y|yes|YES", true, true},
		{lang.FR, "n|non|no", false, true},
		{lang.EN, "n|no|No", false, true},
		{lang.EN, "|o|oui|non|1|yess|q", false, false},
		{lang.FR, "|ou|ok|1", false, false},
	} {
		for line := range strings.SplitSeq(c.lines, "|") {
			if yes, ok := yesOrNo(line, c.tag); yes != c.yes || ok != c.ok {
				t.Errorf("%s %q: yes %v, ok %v", c.tag, line, yes, ok)
			}
		}
	}
}
