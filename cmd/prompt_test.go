package cmd

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// promptRubric has two numbers and two choices, with texts as long as a rubric
// may have them, and one that attacks the terminal.
func promptRubric() *rubric.Rubric {
	both := func(en, fr string) rubric.Text { return rubric.Text{lang.EN: en, lang.FR: fr} }
	return &rubric.Rubric{
		ID: "tiny", Languages: lang.Tags,
		Dimensions: []rubric.Dimension{
			{ID: "teams", Title: both("Team count", "Nombre d’équipes")},
			{ID: "horizon", Title: both("Strategy horizon", "Horizon stratégique")},
		},
		Questions: []rubric.Question{
			{ID: "teams-led", Kind: rubric.Number, Unit: both("teams", "équipes"),
				Ask:      both("How many teams take their priorities from your roadmap?", "Combien d’équipes tirent leurs priorités de votre roadmap\u00a0?"),
				AskAbout: both("How many teams take their priorities from {name}'s roadmap?", "Combien d’équipes tirent leurs priorités de la roadmap que tient {name}\u00a0?")},
			{ID: "plan-form", Dimension: 1, Kind: rubric.Choice,
				Ask: both("What is the furthest-reaching document that you write, keep up to date and defend in front of the people whose work it orders, whoever they are?",
					"Quel est le document de plus longue portée que vous écrivez, tenez à jour et défendez devant celles et ceux dont il ordonne le travail\u00a0?"),
				AskAbout: both("What does {name} write?", "Qu’écrit {name}\u00a0?"),
				Options: []rubric.Option{
					{ID: "sprint", Text: both("A list of tasks for the current sprint", "Une liste de tâches pour le sprint en cours")},
					{ID: "quarter", Text: both("A roadmap for the next quarter or two", "Une roadmap pour le ou les deux prochains trimestres")},
					{ID: "years", Text: both("A strategy with the stages of the next two years, and what they rest on", "Une stratégie avec les étapes des deux prochaines années, leurs paris")},
				}},
			{ID: "reports", Kind: rubric.Number, Unit: both("people", "personnes"),
				Ask:      both("How many people report to you?", "Combien de personnes vous sont rattachées\u00a0?"),
				AskAbout: both("How many people report to {name}?", "Combien de personnes sont rattachées à {name}\u00a0?")},
			{ID: "guidance", Dimension: 1, Kind: rubric.Choice,
				Ask:      both("Who sets your goals?\x1b[2J\u202e", "Qui fixe vos objectifs\u00a0?"),
				AskAbout: both("Who sets {name}'s goals?", "Qui fixe les objectifs que suit {name}\u00a0?"),
				Options: []rubric.Option{
					{ID: "others", Text: both("Others do \x1b]0;x\a", "D’autres")},
					{ID: "self", Text: both("I do", "Moi")},
				}},
		},
	}
}

func viewOf(t *testing.T, question string, tag lang.Tag, given ...assess.Answer) assess.QuestionView {
	t.Helper()
	iv, err := assess.NewInterview(promptRubric(), assess.Voice{Lang: tag}, given)
	if err != nil {
		t.Fatal(err)
	}
	return iv.Review().Questions[promptRubric().QuestionIndex(question)]
}

func TestReplies(t *testing.T) {
	give := func(n int) assess.Action {
		return assess.Action{Verb: assess.Give, Value: assess.Value{Number: n}}
	}
	option := func(id string) assess.Action {
		return assess.Action{Verb: assess.Give, Value: assess.Value{Option: id}}
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
		{both, "teams-led", "10000", give(10_000)},
		{both, "plan-form", "2", option("quarter")},
		{both, "plan-form", "|  ", verb(assess.Keep)},
		{en, "plan-form", "s|S", mark(assess.Skipped)},
		{fr, "plan-form", "p|P", mark(assess.Skipped)},
		{both, "plan-form", "skip|passer|Passer", mark(assess.Skipped)},
		{en, "teams-led", "d", mark(assess.Unknown)},
		{fr, "teams-led", "x", mark(assess.Unknown)},
		{both, "teams-led", "?|unknown|don't know|Don’t  know|ne sait pas|je ne sais pas|NSP", mark(assess.Unknown)},
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
		{both, "teams-led", "jump", text(assess.Jump, "")},
		{en, "teams-led", "r", verb(assess.Review)},
		{fr, "teams-led", "v", verb(assess.Review)},
		{both, "teams-led", "review|vue|revue", verb(assess.Review)},
		{both, "teams-led", "submit|envoyer", verb(assess.Submit)},
		{both, "teams-led", "q|quit|exit|quitter", verb(assess.Quit)},
		{both, "teams-led", "h|help|aide", verb(askHelp)},
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
		{"teams-led", "10001", "10001 is out of range; type a whole number from 0 to 10000", "10001 est hors limites\u00a0; tapez un nombre entier de 0 à 10000"},
		{"teams-led", "99999999999999999999", "99999999999999999999 is out of range; type a whole number from 0 to 10000", "99999999999999999999 est hors limites\u00a0; tapez un nombre entier de 0 à 10000"},
		{"teams-led", "-1", `"-1" is not understood; type a whole number from 0 to 10000, or h for help`, "\"-1\" n’est pas compris\u00a0; tapez un nombre entier de 0 à 10000, ou h pour l’aide"},
		{"teams-led", "2,5", `"2,5" is not understood; type a whole number from 0 to 10000, or h for help`, "\"2,5\" n’est pas compris\u00a0; tapez un nombre entier de 0 à 10000, ou h pour l’aide"},
		{"teams-led", "\x1b[A", `"\x1b[A" is not understood; type a whole number from 0 to 10000, or h for help`, "\"\\x1b[A\" n’est pas compris\u00a0; tapez un nombre entier de 0 à 10000, ou h pour l’aide"},
		{"plan-form", "0", "0 is out of range; type a number from 1 to 3", "0 est hors limites\u00a0; tapez un numéro de 1 à 3"},
		{"plan-form", "4", "4 is out of range; type a number from 1 to 3", "4 est hors limites\u00a0; tapez un numéro de 1 à 3"},
		{"plan-form", "quarter", `"quarter" is not understood; type a number from 1 to 3, or h for help`, "\"quarter\" n’est pas compris\u00a0; tapez un numéro de 1 à 3, ou h pour l’aide"},
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
		for i, w := range words {
			for _, said := range append([]string{w.short(tag), fold(w.long.In(lang.EN)), fold(w.long.In(lang.FR))}, w.other...) {
				for _, other := range words[:i] {
					if other.is(said, tag) {
						t.Errorf("%s: %q is both %s and %s", tag, said, other.long.In(tag), w.long.In(tag))
					}
				}
				if a, ok := heard(said, tag); !ok || a.Verb != withTail(w.action).Verb && w.tail || a.State != w.action.State {
					t.Errorf("%s: %q is heard as %+v", tag, said, a)
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

func TestChooseFace(t *testing.T) {
	capable := surroundings{term: "xterm-256color", stdin: true, stderr: true}
	for name, c := range map[string]struct {
		change func(*surroundings)
		want   face
	}{
		"a capable terminal":             {func(*surroundings) {}, drawnFace},
		"--plain":                        {func(s *surroundings) { s.plain = true }, plainFace},
		"RUNG_PLAIN":                     {func(s *surroundings) { s.rungPlain = "1" }, plainFace},
		"TERM=dumb":                      {func(s *surroundings) { s.term = "dumb" }, plainFace},
		"no TERM":                        {func(s *surroundings) { s.term = "" }, plainFace},
		"stderr is a pipe":               {func(s *surroundings) { s.stderr = false }, plainFace},
		"stdin is a pipe":                {func(s *surroundings) { s.stdin = false }, noFace},
		"stdin is a pipe, RUNG_PLAIN":    {func(s *surroundings) { s.stdin, s.rungPlain = false, "1" }, noFace},
		"stdin is a pipe, --plain":       {func(s *surroundings) { s.stdin, s.plain = false, true }, plainFace},
		"nothing is a terminal":          {func(s *surroundings) { s.stdin, s.stderr = false, false }, noFace},
		"nothing is a terminal, --plain": {func(s *surroundings) { s.stdin, s.stderr, s.plain = false, false, true }, plainFace},
	} {
		s := capable
		c.change(&s)
		want := c.want
		if want == drawnFace && !canDraw {
			want = plainFace
		}
		if got := chooseFace(s); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestInterruptedIsACancelledContext(t *testing.T) {
	if !errors.Is(errInterrupted, context.Canceled) || lang.In(errInterrupted, lang.FR) != "interrompu" {
		t.Error("an interruption is not known as one")
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		lead, text string
		columns    int
		want       []string
	}{
		{"", "", 10, []string{""}},
		{" 1. ", "", 10, []string{" 1. "}},
		{" 1. ", "un deux trois", 12, []string{" 1. un deux", "    trois"}},
		{"", "quoi\u00a0? non", 6, []string{"quoi\u00a0?", "non"}},
		{"- ", "abcdefghij", 6, []string{"- abcd", "  efgh", "  ij"}},
		{"", "日本語日本語", 5, []string{"日本", "語日", "本語"}},
		{"", "deux  espaces", 20, []string{"deux  espaces"}},
	} {
		if diff := cmp.Diff(c.want, wrap(c.lead, c.text, c.columns)); diff != "" {
			t.Errorf("%q: %s", c.text, diff)
		}
	}
}

func TestWrapFitsAndLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := shown(rapid.StringN(0, 60, -1).Draw(t, "text"))
		columns := rapid.IntRange(2, 30).Draw(t, "columns")
		lines := wrap("", text, columns)
		for _, line := range lines {
			if columnsOf(line) > columns {
				t.Fatalf("%q takes %d columns of %d", line, columnsOf(line), columns)
			}
		}
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
			t.Fatalf("got %q of %q", got, want)
		}
		if short := clip(text, columns); columnsOf(short) > columns {
			t.Fatalf("clip gives %q", short)
		}
	})
}
