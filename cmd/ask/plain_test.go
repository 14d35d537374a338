package ask

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/rubric/lang"
)

// converse conducts an interview over a pipe and returns its transcript.
func converse(t testing.TB, tag lang.Tag, about, typed string) (transcript string, answers []assess.Answer, submitted bool) {
	t.Helper()
	iv, err := assess.NewInterview(promptRubric(), assess.Voice{Lang: tag, About: about}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	p := newPlainDialog(t.Context(), Streams{In: strings.NewReader(typed), Out: &out, Lang: tag, Echo: true})
	submitted, err = assess.Conduct(iv, p, func([]assess.Answer) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), iv.Answers(), submitted
}

func typed(lines ...string) string { return strings.Join(lines, "\n") + "\n" }

func TestPlainTranscript(t *testing.T) {
	for _, c := range []struct {
		tag   lang.Tag
		about string
		typed string
		want  string
	}{{
		tag: lang.EN,
		typed: typed("", "b", "2.5", "h", "2", "4", "note two-year plan, agreed in March", "3", "j 9", "j", "1", "3", "s", "note",
			"Ada sets them\x1b[2J", "d", "2", "", "submit"),
		want: `
Question 1 of 4 · Team count
How many teams take their priorities from your roadmap?
s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
1 of 4, 0 to 10,000 teams, no answer yet: 
! there is no answer yet; give one, or skip the question
1 of 4, 0 to 10,000 teams, no answer yet: b
! this is the first question; there is none before it
1 of 4, 0 to 10,000 teams, no answer yet: 2.5
! “2.5” is not understood; type a whole number from 0 to 10,000, or ? for help
1 of 4, 0 to 10,000 teams, no answer yet: h
  s         skip this question
  d         I don't know
  n         not applicable
  t TEXT    write a note (a fact, an example)
  b         back
  j 7       jump to a question by its number
  r         review all answers, and submit
  q         save and quit
  ?         this help
There is no right answer: say what is true today. What is skipped, not known or
not applicable never counts as zero. A note stays with its question. Every
answer can be changed until you submit.
1 of 4, 0 to 10,000 teams, no answer yet: 2
= teams: 2

Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?
  1. A list of tasks for the current sprint
  2. A roadmap for the next quarter or two
  3. A strategy with the stages of the next two years, and what they rest on
s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
2 of 4, 1 to 3, no answer yet: 4
! 4 is out of range; type a number from 1 to 3
2 of 4, 1 to 3, no answer yet: note two-year plan, agreed in March

Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?
  1. A list of tasks for the current sprint
  2. A roadmap for the next quarter or two
  3. A strategy with the stages of the next two years, and what they rest on
Note: two-year plan, agreed in March
s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
2 of 4, 1 to 3, no answer yet: 3
= A strategy with the stages of the next two years, and what they rest on

Question 3 of 4 · Team count
How many people report to you?
s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
3 of 4, 0 to 10,000 people, no answer yet: j 9
! there is no question “9”; give a number from 1 to 4
3 of 4, 0 to 10,000 people, no answer yet: j
Question to jump to, 1 to 4: 1

Question 1 of 4 · Team count
How many teams take their priorities from your roadmap?
Present answer: teams: 2 (Enter keeps it)
s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
1 of 4, 0 to 10,000 teams, now 2: 3
= teams: 3

Question 3 of 4 · Team count
How many people report to you?
s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
3 of 4, 0 to 10,000 people, no answer yet: s
= skipped

Question 4 of 4 · Strategy horizon
Who sets your goals?\x1b[2J\u202e
  1. Others do \x1b]0;x\x07
  2. I do
s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
4 of 4, 1 to 2, no answer yet: note
Note: Ada sets them\x1b[2J

Question 4 of 4 · Strategy horizon
Who sets your goals?\x1b[2J\u202e
  1. Others do \x1b]0;x\x07
  2. I do
Note: Ada sets them\x1b[2J
s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
4 of 4, 1 to 2, no answer yet: d
= I don't know

  1. How many teams take their priorities from your roadmap?
     = teams: 3
  2. What is the furthest-reaching document that you write, keep up to date and
     defend in front of the people whose work it orders, whoever they are?
     = A strategy with the stages of the next two years, and what they rest on
     Note: two-year plan, agreed in March
  3. How many people report to you?
     = skipped
  4. Who sets your goals?\x1b[2J\u202e
     = I don't know
     Note: Ada sets them\x1b[2J
All answers: 2 of 4 answered, 1 skipped, 1 not known.
s~submit~· b~back~· q~quit~· ?~help
Review, 1 to 4 to change an answer: 2

Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?
  1. A list of tasks for the current sprint
  2. A roadmap for the next quarter or two
  3. A strategy with the stages of the next two years, and what they rest on
Present answer: A strategy with the stages of the next two years, and what they
                rest on (Enter keeps it)
Note: two-year plan, agreed in March
s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
2 of 4, 1 to 3, now 3: 
= A strategy with the stages of the next two years, and what they rest on

  1. How many teams take their priorities from your roadmap?
     = teams: 3
  2. What is the furthest-reaching document that you write, keep up to date and
     defend in front of the people whose work it orders, whoever they are?
     = A strategy with the stages of the next two years, and what they rest on
     Note: two-year plan, agreed in March
  3. How many people report to you?
     = skipped
  4. Who sets your goals?\x1b[2J\u202e
     = I don't know
     Note: Ada sets them\x1b[2J
All answers: 2 of 4 answered, 1 skipped, 1 not known.
s~submit~· b~back~· q~quit~· ?~help
Review, 1 to 4 to change an answer: submit
`,
	}, {
		tag: lang.FR, about: "Ada",
		typed: typed("x", "r", "?", "l", "p", "h", "7", "valider"),
		want: `
Question 1 sur 4 · Nombre d’équipes
Combien d’équipes tirent leurs priorités de la roadmap que tient Ada~?
p~passer~· x~je~ne~sais~pas~· n~non~applicable~· t~TEXTE~note~· r~retour~·
a~7~aller~· l~liste~· q~quitter~· ?~aide
1 sur 4, 0 à 10 000 équipes, pas encore de réponse~: x
= je ne sais pas

Question 2 sur 4 · Horizon stratégique
Qu’écrit Ada~?
  1. Une liste de tâches pour le sprint en cours
  2. Une roadmap pour le ou les deux prochains trimestres
  3. Une stratégie avec les étapes des deux prochaines années, leurs paris
p~passer~· x~je~ne~sais~pas~· n~non~applicable~· t~TEXTE~note~· r~retour~·
a~7~aller~· l~liste~· q~quitter~· ?~aide
2 sur 4, 1 à 3, pas encore de réponse~: r

Question 1 sur 4 · Nombre d’équipes
Combien d’équipes tirent leurs priorités de la roadmap que tient Ada~?
Réponse actuelle~: je ne sais pas (Entrée la conserve)
p~passer~· x~je~ne~sais~pas~· n~non~applicable~· t~TEXTE~note~· r~retour~·
a~7~aller~· l~liste~· q~quitter~· ?~aide
1 sur 4, 0 à 10 000 équipes, actuellement «~je ne sais pas~»~: ?
  p         passer cette question
  x         je ne sais pas
  n         non applicable
  t TEXTE   écrire une note (un fait, un exemple)
  r         revenir en arrière
  a 7       aller à une question par son numéro
  l         voir toutes les réponses, et valider
  q         enregistrer et quitter
  ?         cette aide
Il n’y a pas de bonne réponse~: dites ce qui est vrai aujourd’hui. Une question
passée, non applicable ou sans réponse connue ne compte jamais pour zéro. Une
note reste avec sa question. Toute réponse peut être modifiée tant que vous
n’avez pas validé.
1 sur 4, 0 à 10 000 équipes, actuellement «~je ne sais pas~»~: l

  1. Combien d’équipes tirent leurs priorités de la roadmap que tient Ada~?
     = je ne sais pas
  2. Qu’écrit Ada~?
     = pas encore de réponse
  3. Combien de personnes sont rattachées à Ada~?
     = pas encore de réponse
  4. Qui fixe les objectifs que suit Ada~?
     = pas encore de réponse
Toutes les réponses~: 0 sur 4, 1 «~je ne sais pas~», 3 encore sans réponse.
! trop peu de réponses pour proposer un niveau~; il en faut davantage parmi ces
  questions~: 1–4
v~valider~· c~continuer~· r~retour~· q~quitter~· ?~aide
Vue d’ensemble, 1 à 4 pour modifier~: p
! tapez le numéro d’une question de 1 à 4 pour la modifier, v pour valider,
  ou~? pour l’aide
Vue d’ensemble, 1 à 4 pour modifier~: h
  v         valider les réponses
  c         continuer avec les questions ouvertes, dans l’ordre
  r         revenir en arrière
  q         enregistrer et quitter
  ?         cette aide
Il n’y a pas de bonne réponse~: dites ce qui est vrai aujourd’hui. Une question
passée, non applicable ou sans réponse connue ne compte jamais pour zéro. Une
note reste avec sa question. Toute réponse peut être modifiée tant que vous
n’avez pas validé.
Vue d’ensemble, 1 à 4 pour modifier~: 7
! il n’y a pas de question «~7~»~; donnez un numéro de 1 à 4
Vue d’ensemble, 1 à 4 pour modifier~: valider
`,
	}} {
		got, _, submitted := converse(t, c.tag, c.about, c.typed)
		if diff := cmp.Diff(c.want, strings.ReplaceAll(got, "\u00a0", "~")); diff != "" {
			t.Errorf("%s:\n%s", c.tag, diff)
		}
		if !submitted {
			t.Errorf("%s: not submitted", c.tag)
		}
	}
}

// TestPlainKeepsAnswersOfLastTime has one that was not known, and one that was
// skipped with a note.
func TestPlainKeepsAnswersOfLastTime(t *testing.T) {
	iv, err := assess.NewInterview(promptRubric(), assess.Voice{Lang: lang.EN}, nil)
	if err != nil {
		t.Fatal(err)
	}
	iv.Offer([]assess.Answer{{Question: "teams-led", State: assess.Unknown}, {Question: "plan-form", State: assess.Skipped, Note: "none yet"}})
	var out bytes.Buffer
	p := newPlainDialog(t.Context(), Streams{In: strings.NewReader(typed("", "", "q")), Out: &out, Lang: lang.EN})
	if _, err := assess.Conduct(iv, p, func([]assess.Answer) error { return nil }); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\nLast time: I don't know (Enter keeps it)\n", ": = I don't know\n\nQuestion 2", ": = skipped\n", "\nNote of last time: none yet\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("never says %q in\n%s", want, out.String())
		}
	}
}

// zeros is /dev/zero.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func TestPlainInputWithoutAnEnd(t *testing.T) {
	for name, in := range map[string]io.Reader{"zeros": zeros{}, "lines": strings.NewReader(strings.Repeat("\n", mostHeard+1))} {
		p := newPlainDialog(t.Context(), Streams{In: in, Out: io.Discard, Lang: lang.EN, Echo: true})
		if _, err := p.Ask(viewOf(t, "teams-led", lang.EN)); name == "zeros" && err != ErrEndless {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := p.Confirm("Resume the draft?"); err != ErrEndless {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPlainEndOfInput ends the input at every prompt of an interview: it is
// never an answer, and neither is a line that was not finished.
func TestPlainEndOfInput(t *testing.T) {
	lines := []string{"2", "note", "why", "3", "1", "s", "1", "4"}
	kept := []int{0, 1, 1, 2, 2, 3, 4, 4, 4} // answers after so many lines
	for n := range len(lines) + 1 {
		for _, rest := range []string{"", "1"} {
			input := strings.Join(lines[:n], "\n") + "\n" + rest
			if n == 0 {
				input = rest
			}
			transcript, answers, submitted := converse(t, lang.EN, "", input)
			if submitted || len(answers) != kept[n] {
				t.Errorf("after %d lines and %q: submitted %v, answers %+v", n, rest, submitted, answers)
			}
			if !strings.HasSuffix(transcript, ": \n") {
				t.Errorf("after %d lines the transcript ends in %q", n, transcript[max(0, len(transcript)-20):])
			}
		}
	}
}

func TestPlainLongLines(t *testing.T) {
	long := strings.Repeat("é", assess.MaxNote/2)
	transcript, answers, _ := converse(t, lang.EN, "", typed("note "+long+"x", "note "+strings.Repeat("x", 1_000_000), "note "+long, "q"))
	for _, want := range []string{
		"! the note has 4097 bytes; 4096 are kept at most; shorten it\n",
		"! the line is too long; 65,536 bytes are taken at most, and a note has at most\n  4096\n",
	} {
		if !strings.Contains(transcript, want) {
			t.Errorf("the transcript does not say %q", want)
		}
	}
	if len(answers) != 1 || answers[0].Note != long {
		t.Errorf("kept %d answers", len(answers))
	}
}

// TestPlainNeverMovesTheCursor types anything at an interview.
func TestPlainNeverMovesTheCursor(t *testing.T) {
	lines := rapid.OneOf(rapid.SampledFrom([]string{"", "1", "2", "note", "note \x1b[2J\r", "b", "r", "j 3", "h", "s"}), rapid.String())
	rapid.Check(t, func(rt *rapid.T) {
		typed := strings.Join(rapid.SliceOf(lines).Draw(rt, "lines"), "\n")
		transcript, _, _ := converse(t, lang.FR, "", typed)
		if strings.ContainsFunc(strings.ReplaceAll(transcript, "\n", ""), lang.Invisible) {
			rt.Fatalf("%q", transcript)
		}
	})
}

func TestPlainStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, typing := io.Pipe()
	defer typing.Close()
	asked := writerFunc(func(b []byte) (int, error) { cancel(); return len(b), nil })
	p := newPlainDialog(ctx, Streams{In: in, Out: asked, Lang: lang.EN})
	done := make(chan error)
	go func() { _, err := p.Confirm("Resume the draft?"); done <- err }()
	select {
	case err := <-done:
		if !errors.Is(err, ErrInterrupted) {
			t.Errorf("got %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Error("still waiting for a line")
	}
	for range 50 {
		l := newLineReader(ctx, strings.NewReader("yes\n"))
		l.lines <- typedLine{text: "yes"}
		if line, err := l.read(); !errors.Is(err, ErrInterrupted) {
			t.Fatalf("read %q, %v after the end", line, err)
		}
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestPlainCannotWrite(t *testing.T) {
	full := errors.New("no space left")
	p := newPlainDialog(t.Context(), Streams{In: strings.NewReader("1\n"), Out: writerFunc(func([]byte) (int, error) { return 0, full }), Lang: lang.EN})
	if _, err := p.Ask(assess.QuestionView{}); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

func TestPlainSmallQuestions(t *testing.T) {
	var out bytes.Buffer
	p := newPlainDialog(t.Context(), Streams{In: strings.NewReader(typed("", "peut-être", "oui", "", "-", "nouveau")), Out: &out, Lang: lang.FR, Echo: true})
	yes, err := p.Confirm("Reprendre le brouillon\u00a0?")
	if !yes || err != nil {
		t.Errorf("confirmed %v, %v", yes, err)
	}
	for _, want := range []string{"ancien", "", "nouveau"} {
		if got, err := p.Line("Motif\u00a0: ", "ancien"); got != want || err != nil {
			t.Errorf("line %q, %v; want %q", got, err, want)
		}
	}
	if _, err := p.Line("Motif\u00a0: ", ""); err != io.EOF {
		t.Errorf("at the end: %v", err)
	}
	want := `Reprendre le brouillon~? (o ou n)~: 
Tapez o pour oui ou n pour non.
Reprendre le brouillon~? (o ou n)~: peut-être
Tapez o pour oui ou n pour non.
Reprendre le brouillon~? (o ou n)~: oui
Actuellement~: ancien
Une ligne vide le conserve, - l’efface.
Motif~: 
Actuellement~: ancien
Une ligne vide le conserve, - l’efface.
Motif~: -
Actuellement~: ancien
Une ligne vide le conserve, - l’efface.
Motif~: nouveau
Motif~: 
`
	if diff := cmp.Diff(want, strings.ReplaceAll(out.String(), "\u00a0", "~")); diff != "" {
		t.Error(diff)
	}
}

// TestPlainInASCII asks where the locale has no other characters.
func TestPlainInASCII(t *testing.T) {
	var out bytes.Buffer
	p := newPlainDialog(t.Context(), Streams{In: strings.NewReader("é\nnon\n- \n"), Out: &out, Lang: lang.FR, ASCII: true, Echo: true})
	if yes, err := p.Confirm("L’équipe “A”\x1b[2J\u00a0?"); yes || err != nil {
		t.Errorf("confirmed %v, %v", yes, err)
	}
	if said, err := p.Line("Motif\u00a0: ", "…\n"); said != "" || err != nil {
		t.Errorf("line %q, %v", said, err)
	}
	want := `L'equipe "A"\x1b[2J ? (o ou n) : e
Tapez o pour oui ou n pour non.
L'equipe "A"\x1b[2J ? (o ou n) : non
Actuellement : ...
Une ligne vide le conserve, - l'efface.
Motif : -
`
	if got := out.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
