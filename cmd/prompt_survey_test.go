//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/AlecAivazis/survey/v2/terminal"
	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/rubric/lang"
)

// TestDrawnScreens walks through an interview in English and looks at every
// whole screen.
func TestDrawnScreens(t *testing.T) {
	th := play(t, stage{})
	th.shows(`
Question 1 of 4 · Team count
How many teams take their priorities from your roadmap?

s~skip~· d~don't~know~· n~not~applicable~· t~note~· b~back~· j~jump~·
r~review~· q~quit~· h~help
0 to 10000 teams, no answer yet:`)
	th.types("2,5" + enter)
	th.shows(`
Question 1 of 4 · Team count
How many teams take their priorities from your roadmap?
! "2,5" is not understood; type a whole number from 0 to 10000, or h for help

s~skip~· d~don't~know~· n~not~applicable~· t~note~· b~back~· j~jump~·
r~review~· q~quit~· h~help
0 to 10000 teams, no answer yet:`)
	th.types("12" + enter)
	th.shows(`
1/4 Team count · teams: 12
Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?

>     – no answer yet –
   1  A list of tasks for the current sprint
   2  A roadmap for the next quarter or two
   3  A strategy with the stages of the next two years, and what they rest on

   s  skip this question
   d  I don't know
   n  not applicable
   t  write a note (a fact, an example)
   b  back
   r  review all answers, and submit
   q  save and quit

Arrows move, Enter chooses, a number or letter goes to its line.`)
	th.types(enter)
	th.shows(`
1/4 Team count · teams: 12
Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?
! nothing is chosen yet; move to an entry first

>     – no answer yet –
   1  A list of tasks for the current sprint
   2  A roadmap for the next quarter or two
   3  A strategy with the stages of the next two years, and what they rest on

   s  skip this question
   d  I don't know
   n  not applicable
   t  write a note (a fact, an example)
   b  back
   r  review all answers, and submit
   q  save and quit

Arrows move, Enter chooses, a number or letter goes to its line.`)
	th.types("3")
	th.shows(`
1/4 Team count · teams: 12
Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?
! nothing is chosen yet; move to an entry first

      – no answer yet –
   1  A list of tasks for the current sprint
   2  A roadmap for the next quarter or two
>  3  A strategy with the stages of the next two years, and what they rest on

   s  skip this question
   d  I don't know
   n  not applicable
   t  write a note (a fact, an example)
   b  back
   r  review all answers, and submit
   q  save and quit

Arrows move, Enter chooses, a number or letter goes to its line.`)
	th.types("t" + enter)
	th.shows(`
1/4 Team count · teams: 12
Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?

Enter keeps this text (none removes the note), Escape leaves it as it was.
Note:`)
	th.types("agreed in March" + enter)
	th.shows(`
1/4 Team count · teams: 12
Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?
Note: agreed in March

>     – no answer yet –
   1  A list of tasks for the current sprint
   2  A roadmap for the next quarter or two
   3  A strategy with the stages of the next two years, and what they rest on

   s  skip this question
   d  I don't know
   n  not applicable
   t  write a note (a fact, an example)
   b  back
   r  review all answers, and submit
   q  save and quit

Arrows move, Enter chooses, a number or letter goes to its line.`)
	th.types("3" + enter)
	th.shows(`
1/4 Team count · teams: 12
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
Question 3 of 4 · Team count
How many people report to you?

s~skip~· d~don't~know~· n~not~applicable~· t~note~· b~back~· j~jump~·
r~review~· q~quit~· h~help
0 to 10000 people, no answer yet:`)
	th.types("h" + enter)
	th.shows(`
1/4 Team count · teams: 12
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
Question 3 of 4 · Team count
How many people report to you?

  s   skip this question
  d   I don't know
  n   not applicable
  t   write a note (a fact, an example)
  b   back
  j   jump to a question by its number
  r   review all answers, and submit
  q   save and quit
  h   this help

s~skip~· d~don't~know~· n~not~applicable~· t~note~· b~back~· j~jump~·
r~review~· q~quit~· h~help
0 to 10000 people, no answer yet:`)
	th.types("n" + enter)
	th.shows(`
1/4 Team count · teams: 12
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
3/4 Team count · not applicable
Question 4 of 4 · Strategy horizon
Who sets your goals?\x1b[2J\u202e

>     – no answer yet –
   1  Others do \x1b]0;x\x07
   2  I do

   s  skip this question
   d  I don't know
   n  not applicable
   t  write a note (a fact, an example)
   b  back
   r  review all answers, and submit
   q  save and quit

Arrows move, Enter chooses, a number or letter goes to its line.`)
	th.types("r" + enter)
	th.shows(`
1/4 Team count · teams: 12
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
3/4 Team count · not applicable
All answers
4 questions, 1 still without an answer. You can submit all the same.

>     – choose an answer to change, or submit –
   s  submit the answers
   b  back
   q  save and quit

   1  Team count        teams: 12
   2  Strategy horizon  A strategy with the stages of the next two years, and…
   3  Team count        not applicable
   4  Strategy horizon  no answer yet




Arrows move, Enter chooses, a number or letter goes to its line.`)
	th.types("2")
	th.shows(`
1/4 Team count · teams: 12
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
3/4 Team count · not applicable
All answers
4 questions, 1 still without an answer. You can submit all the same.

      – choose an answer to change, or submit –
   s  submit the answers
   b  back
   q  save and quit

   1  Team count        teams: 12
>  2  Strategy horizon  A strategy with the stages of the next two years, and…
   3  Team count        not applicable
   4  Strategy horizon  no answer yet

What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?
Note: agreed in March
Arrows move, Enter chooses, a number or letter goes to its line.`)
	th.types(enter)
	th.shows(`
1/4 Team count · teams: 12
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
3/4 Team count · not applicable
Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?
Note: agreed in March

      – no change –
   1  A list of tasks for the current sprint
   2  A roadmap for the next quarter or two
>  3  A strategy with the stages of the next two years, and what they rest on

   s  skip this question
   d  I don't know
   n  not applicable
   t  write a note (a fact, an example)
   b  back
   r  review all answers, and submit
   q  save and quit

Arrows move, Enter chooses, a number or letter goes to its line.`)
	th.types(home + enter)
	th.shows(`
1/4 Team count · teams: 12
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
3/4 Team count · not applicable
All answers
4 questions, 1 still without an answer. You can submit all the same.

>     – choose an answer to change, or submit –
   s  submit the answers
   b  back
   q  save and quit

   1  Team count        teams: 12
   2  Strategy horizon  A strategy with the stages of the next two years, and…
   3  Team count        not applicable
   4  Strategy horizon  no answer yet




Arrows move, Enter chooses, a number or letter goes to its line.`)
	th.types("s" + enter)
	th.ends(0)
	th.shows(`
1/4 Team count · teams: 12
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
3/4 Team count · not applicable`)
	th.hasSaved("teams-led=12 plan-form=years (agreed in March) reports=not_applicable")
}

// TestDrawnScreensInFrench looks at the same kinds of screen in French.
func TestDrawnScreensInFrench(t *testing.T) {
	th := play(t, stage{lang: "fr"})
	th.shows(`
Question 1 sur 4 · Nombre d’équipes
Combien d’équipes tirent leurs priorités de votre roadmap~?

p~passer~· x~ne~sait~pas~· n~non~applicable~· t~note~· r~retour~· a~aller~·
v~vue~· q~quitter~· h~aide
0 à 10000 équipes, pas encore de réponse~:`)
	th.types("3" + enter)
	th.shows(`
1/4 Nombre d’équipes · équipes~: 3
Question 2 sur 4 · Horizon stratégique
Quel est le document de plus longue portée que vous écrivez, tenez à jour et
défendez devant celles et ceux dont il ordonne le travail~?

>     – pas encore de réponse –
   1  Une liste de tâches pour le sprint en cours
   2  Une roadmap pour le ou les deux prochains trimestres
   3  Une stratégie avec les étapes des deux prochaines années, leurs paris

   p  passer cette question
   x  je ne sais pas
   n  non applicable
   t  écrire une note (un fait, un exemple)
   r  revenir en arrière
   v  voir toutes les réponses, et envoyer
   q  enregistrer et quitter

Flèches~: se déplacer~; Entrée~: choisir~; chiffre, lettre~: aller à la ligne.`)
	th.types(enter)
	th.shows(`
1/4 Nombre d’équipes · équipes~: 3
Question 2 sur 4 · Horizon stratégique
Quel est le document de plus longue portée que vous écrivez, tenez à jour et
défendez devant celles et ceux dont il ordonne le travail~?
! rien n’est encore choisi~; placez-vous d’abord sur une ligne

>     – pas encore de réponse –
   1  Une liste de tâches pour le sprint en cours
   2  Une roadmap pour le ou les deux prochains trimestres
   3  Une stratégie avec les étapes des deux prochaines années, leurs paris

   p  passer cette question
   x  je ne sais pas
   n  non applicable
   t  écrire une note (un fait, un exemple)
   r  revenir en arrière
   v  voir toutes les réponses, et envoyer
   q  enregistrer et quitter

Flèches~: se déplacer~; Entrée~: choisir~; chiffre, lettre~: aller à la ligne.`)
	th.types("t" + enter)
	th.shows(`
1/4 Nombre d’équipes · équipes~: 3
Question 2 sur 4 · Horizon stratégique
Quel est le document de plus longue portée que vous écrivez, tenez à jour et
défendez devant celles et ceux dont il ordonne le travail~?

Entrée garde ce texte (vide~: plus de note), Échap laisse la note telle quelle.
Note~:`)
	th.types("l’été\u00a0: signé" + enter)
	th.shows(`
1/4 Nombre d’équipes · équipes~: 3
Question 2 sur 4 · Horizon stratégique
Quel est le document de plus longue portée que vous écrivez, tenez à jour et
défendez devant celles et ceux dont il ordonne le travail~?
Note~: l’été~: signé

>     – pas encore de réponse –
   1  Une liste de tâches pour le sprint en cours
   2  Une roadmap pour le ou les deux prochains trimestres
   3  Une stratégie avec les étapes des deux prochaines années, leurs paris

   p  passer cette question
   x  je ne sais pas
   n  non applicable
   t  écrire une note (un fait, un exemple)
   r  revenir en arrière
   v  voir toutes les réponses, et envoyer
   q  enregistrer et quitter

Flèches~: se déplacer~; Entrée~: choisir~; chiffre, lettre~: aller à la ligne.`)
	th.types("x" + enter)
	th.shows(`
1/4 Nombre d’équipes · équipes~: 3
2/4 Horizon stratégique · je ne sais pas
Question 3 sur 4 · Nombre d’équipes
Combien de personnes vous sont rattachées~?

p~passer~· x~ne~sait~pas~· n~non~applicable~· t~note~· r~retour~· a~aller~·
v~vue~· q~quitter~· h~aide
0 à 10000 personnes, pas encore de réponse~:`)
	th.types("h" + enter)
	th.shows(`
1/4 Nombre d’équipes · équipes~: 3
2/4 Horizon stratégique · je ne sais pas
Question 3 sur 4 · Nombre d’équipes
Combien de personnes vous sont rattachées~?

  p   passer cette question
  x   je ne sais pas
  n   non applicable
  t   écrire une note (un fait, un exemple)
  r   revenir en arrière
  a   aller à une question par son numéro
  v   voir toutes les réponses, et envoyer
  q   enregistrer et quitter
  h   cette aide

p~passer~· x~ne~sait~pas~· n~non~applicable~· t~note~· r~retour~· a~aller~·
v~vue~· q~quitter~· h~aide
0 à 10000 personnes, pas encore de réponse~:`)
	th.types("v" + enter)
	th.shows(`
1/4 Nombre d’équipes · équipes~: 3
2/4 Horizon stratégique · je ne sais pas
Toutes les réponses
4 questions, dont 2 encore sans réponse. Vous pouvez envoyer malgré tout.

>     – choisissez une réponse à modifier, ou envoyez –
   e  envoyer les réponses
   r  revenir en arrière
   q  enregistrer et quitter

   1  Nombre d’équipes     équipes~: 3
   2  Horizon stratégique  je ne sais pas
   3  Nombre d’équipes     pas encore de réponse
   4  Horizon stratégique  pas encore de réponse




Flèches~: se déplacer~; Entrée~: choisir~; chiffre, lettre~: aller à la ligne.`)
	th.types("2")
	th.shows(`
1/4 Nombre d’équipes · équipes~: 3
2/4 Horizon stratégique · je ne sais pas
Toutes les réponses
4 questions, dont 2 encore sans réponse. Vous pouvez envoyer malgré tout.

      – choisissez une réponse à modifier, ou envoyez –
   e  envoyer les réponses
   r  revenir en arrière
   q  enregistrer et quitter

   1  Nombre d’équipes     équipes~: 3
>  2  Horizon stratégique  je ne sais pas
   3  Nombre d’équipes     pas encore de réponse
   4  Horizon stratégique  pas encore de réponse

Quel est le document de plus longue portée que vous écrivez, tenez à jour et
défendez devant celles et ceux dont il ordonne le travail~?
Note~: l’été~: signé
Flèches~: se déplacer~; Entrée~: choisir~; chiffre, lettre~: aller à la ligne.`)
	th.types("e" + enter)
	th.ends(0)
	th.shows(`
1/4 Nombre d’équipes · équipes~: 3
2/4 Horizon stratégique · je ne sais pas`)
	th.hasSaved("teams-led=3 plan-form=unknown (l’été\u00a0: signé)")
}

// toChoice answers the first question, and waits for the list of the second.
func toChoice(t *testing.T, s stage) *theatre {
	t.Helper()
	th := play(t, s)
	th.sees("Question 1 ")
	th.types("12" + enter)
	th.sees("Question 2 ")
	th.sees("Arrows")
	return th
}

func TestCtrlDIsNeverAnAnswer(t *testing.T) {
	for name, keys := range map[string]string{
		"at the start of a list":        ctrlD,
		"on an option":                  "2" + down + ctrlD,
		"after a filter without a hit":  "zzz" + ctrlD,
		"in a note":                     "t" + enter + "half a note" + ctrlD,
		"at a number, with digits":      "1" + enter + "45" + ctrlD,
		"at a number":                   "1" + enter + ctrlD,
		"in the review, on submit":      "r" + enter + "s" + ctrlD,
		"in the review":                 "r" + enter + ctrlD,
		"at a number, twice, and Enter": "1" + enter + "4" + ctrlD + ctrlD + enter,
	} {
		t.Run(name, func(t *testing.T) {
			th := toChoice(t, stage{})
			th.types(keys)
			th.ends(0)
			want := "teams-led=12"
			if strings.HasPrefix(keys, "1"+enter) {
				want += " plan-form=sprint"
			}
			th.hasSaved(want)
			if th.result() != `"false <nil>"` {
				t.Errorf("ended with %s", th.result())
			}
		})
	}
}

func TestEnterWithNothingChosenAsksAgain(t *testing.T) {
	th := play(t, stage{})
	th.sees("Question 1 ")
	th.types(enter)
	th.sees("! there is no answer yet")
	th.types("h" + enter)
	th.sees("this help")
	th.until("no complaint any more", func(s string) bool { return !strings.Contains(s, "!") })
	th.types("12" + enter)
	th.sees("Question 2 ")
	th.types(enter + enter + enter)
	th.sees("! nothing is chosen yet")
	th.types("r" + enter)
	th.sees("All answers")
	th.types(enter)
	th.sees("! nothing is chosen yet")
	th.types(ctrlD)
	th.ends(0)
	th.hasSaved("teams-led=12")
}

// TestKeysAtAListNeverChoose types every character there is at a list.
func TestKeysAtAListNeverChoose(t *testing.T) {
	th := toChoice(t, stage{})
	var all strings.Builder
	for c := rune(' '); c < 0x180; c++ {
		if !lang.Invisible(c) {
			all.WriteRune(c)
		}
	}
	th.types(all.String() + "日本\t\x00\x01\x02\x05\x07\x0b\x0c\x1a\x1c")
	th.types("3")
	th.sees(">  3  A strategy")
	th.types("s")
	th.sees(">  s  skip")
	th.types(ctrlC)
	th.ends(130)
	th.hasSaved("teams-led=12")
}

func TestCtrlCKeepsEverythingBefore(t *testing.T) {
	for name, c := range map[string]struct{ sees, keys, want string }{
		"the first question":   {"Question 1 ", "", ""},
		"a number half typed":  {"Question 1 ", "12", ""},
		"a list":               {"Question 2 ", "12" + enter, "teams-led=12"},
		"a list, on an option": {">  2", "12" + enter + "2", "teams-led=12"},
		"a note":               {"Note: hal", "12" + enter + "t" + enter + "hal", "teams-led=12"},
		"after a note":         {"Note: whole", "12" + enter + "t" + enter + "whole" + enter, "teams-led=12 plan-form=skipped (whole)"},
		"the third question":   {"Question 3 ", "12" + enter + "2" + enter, "teams-led=12 plan-form=quarter"},
		"the review":           {"All answers", "12" + enter + "2" + enter + "r" + enter, "teams-led=12 plan-form=quarter"},
	} {
		t.Run(name, func(t *testing.T) {
			th := play(t, stage{})
			th.sees("Question 1 ")
			th.types(c.keys)
			th.sees(c.sees)
			th.types(ctrlC)
			th.ends(130)
			th.hasSaved(c.want)
		})
	}
}

// TestSignalsGiveTheTerminalBack sends the signals that end a process; ends
// compares the modes of the terminal with those before.
func TestSignalsGiveTheTerminalBack(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		for name, keys := range map[string]string{"a number": "", "a list": "12" + enter, "a note": "12" + enter + "t" + enter} {
			t.Run(signal.String()+" at "+name, func(t *testing.T) {
				th := play(t, stage{})
				th.sees("Question 1 ")
				th.types(keys)
				th.sees(map[string]string{"a number": "0 to 10000", "a list": "Arrows", "a note": "Note:"}[name])
				if err := th.cmd.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
				th.ends(130)
				th.hasSaved(map[bool]string{true: "", false: "teams-led=12"}[keys == ""])
			})
		}
	}
}

func TestAClosedTerminalLosesNothing(t *testing.T) {
	th := toChoice(t, stage{})
	th.hangUp()
	select {
	case <-th.ended:
	case <-time.After(deadline):
		t.Fatal("still running without a terminal")
	}
	th.hasSaved("teams-led=12")
}

func TestKill9LosesOnlyTheAnswerBeingTyped(t *testing.T) {
	th := toChoice(t, stage{})
	th.types("2")
	th.sees(">  2")
	th.cmd.Process.Kill()
	<-th.ended
	th.hasSaved("teams-led=12")
}

// TestTypedAhead writes a whole interview at once, before the first question
// is on the screen.
func TestTypedAhead(t *testing.T) {
	th := play(t, stage{})
	th.types("2" + enter + "3" + enter + "note all of them" + enter + "5" + enter + down + down + enter + "s" + enter)
	th.ends(0)
	th.hasSaved("teams-led=2 plan-form=years reports=5 (all of them) guidance=self")
	if th.result() != `"true <nil>"` {
		t.Errorf("ended with %s", th.result())
	}
}

// TestTypedAheadWhileAsked writes answers across prompts in one go and key by
// key.
func TestTypedAheadWhileAsked(t *testing.T) {
	keys := "2" + enter + down + down + up + enter + "é" + rubout + "7" + enter + "2" + enter
	for name, parts := range map[string][]string{"at once": {keys}, "byte by byte": strings.Split(keys, "")} {
		t.Run(name, func(t *testing.T) {
			th := play(t, stage{})
			th.sees("Question 1 ")
			for _, part := range parts {
				th.types(part)
			}
			th.sees("All answers")
			th.types(ctrlD)
			th.ends(0)
			th.hasSaved("teams-led=2 plan-form=sprint reports=7 guidance=self")
		})
	}
}

func TestKeysThatMeanNothingHere(t *testing.T) {
	for name, keys := range map[string]string{
		"Alt and a letter": escape + "x", "Alt and é": escape + "é", "Alt and Enter": escape + "\r",
		"F1": escape + "OP", "F5": escape + "[15~", "F1 on the Linux console": escape + "[[A", "Shift-F5": escape + "[15;2~",
		"Ctrl-Right": escape + "[1;5C", "Insert": escape + "[2~", "PageDown": escape + "[6~",
		"a late cursor report": escape + "[24;80R", "focus": escape + "[I", "a byte that is no character": "\xe9\xff",
		"half a character": "\xe2\x82", "control characters": "\x00\x07\x0b\x1a\x1c",
	} {
		t.Run(name, func(t *testing.T) {
			th := toChoice(t, stage{})
			th.types(keys)
			th.types("t" + enter)
			th.sees("Note:")
			th.types("bo" + keys)
			th.types("x" + enter)
			th.sees("Note: box")
			th.types(ctrlC)
			th.ends(130)
			th.hasSaved("teams-led=12 plan-form=skipped (box)")
		})
	}
}

func TestEditingALine(t *testing.T) {
	for name, c := range map[string]struct{ keys, want string }{
		"left and right":   {"abd" + left + "c" + end + "e", "abcde"},
		"home and delete":  {"xabc" + home + del + del, "bc"},
		"rubout in middle": {"abxc" + left + rubout, "abc"},
		"rubout at start":  {"abc" + home + rubout + rubout, "abc"},
		"delete at end":    {"abc" + del, "abc"},
		"a word":           {"one two  three" + ctrlW + ctrlW + "3", "one 3"},
		"the line":         {"one two" + killLine + "3", "3"},
		"wide characters":  {"日本" + left + "é👩\u200d💻" + end + "語", "日é👩\u200d💻本語"},
		"long":             {strings.Repeat("0123456789", 30) + home + "<" + end + ">", "<" + strings.Repeat("0123456789", 30) + ">"},
		"markup":           {"=1+1 --- \"{{.}}\" %s $(id)", "=1+1 --- \"{{.}}\" %s $(id)"},
	} {
		t.Run(name, func(t *testing.T) {
			th := play(t, stage{talk: "line", lang: "fr"})
			th.sees("Motif")
			th.types(killLine + c.keys + enter)
			th.ends(0)
			if want := quoteResult(c.want); th.result() != want {
				t.Errorf("got %s, want %s", th.result(), want)
			}
		})
	}
}

// TestALongLineIsDrawnOver edits at the beginning of a text of several lines,
// under lines that have to stay.
func TestALongLineIsDrawnOver(t *testing.T) {
	th := toChoice(t, stage{columns: 50, rows: 24})
	th.types("t" + enter)
	th.sees("Note:")
	th.types(strings.Repeat("0123456789", 12) + home + "<")
	th.sees("Note: <0123")
	th.types(del + del)
	th.shows(`
1/4 Team count · teams: 12
Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you
write, keep up to date and defend in front of the
people whose work it orders, whoever they are?

Enter keeps this text (none removes the note),
Escape leaves it as it was.
Note: <234567890123456789012345678901234567890123
4567890123456789012345678901234567890123456789012
345678901234567890123456789`)
	th.types(ctrlC)
	th.ends(130)
}

func TestEscapeInALineGoesBackToWhatItWas(t *testing.T) {
	th := play(t, stage{talk: "line", lang: "fr"})
	th.sees("Motif~: ancien")
	th.types("xyz")
	th.sees("ancienxyz")
	th.types(escape)
	th.until("the old text", func(s string) bool { return strings.HasSuffix(s, "Motif~: ancien") })
	th.types(enter)
	th.ends(0)
	if th.result() != quoteResult("ancien") {
		t.Errorf("got %s", th.result())
	}
}

func TestEscapeLeavesANoteAsItWas(t *testing.T) {
	th := toChoice(t, stage{})
	th.types("t" + enter)
	th.sees("Note:")
	th.types("half")
	th.sees("half")
	th.types(escape)
	th.sees("Arrows")
	th.types("t" + enter)
	th.sees("Note:")
	th.types("whole" + enter)
	th.sees("Note: whole")
	th.types("t" + enter)
	th.sees("Enter keeps")
	th.until("the note once", func(s string) bool { return strings.Count(s, "Note: whole") == 1 })
	th.types(killLine + enter)
	th.sees("Arrows")
	th.types(ctrlC)
	th.ends(130)
	th.hasSaved("teams-led=12")
}

// quoteResult is how the child reports a text without an error.
func quoteResult(text string) string { return fmt.Sprintf("%q", text+" <nil>") }

func TestConfirm(t *testing.T) {
	for _, c := range []struct{ lang, keys, want string }{
		{"fr", "oui" + enter, `"true <nil>"`},
		{"fr", "o" + enter, `"true <nil>"`},
		{"fr", "Y" + enter, `"true <nil>"`},
		{"fr", enter + "peut-être" + enter + "non" + enter, `"false <nil>"`},
		{"en", "oui" + enter + "yes" + enter, `"true <nil>"`},
		{"en", escape + "yes" + killLine + "no" + enter, `"false <nil>"`},
		{"fr", "oui" + ctrlD, `"false EOF"`},
	} {
		t.Run(c.lang+" "+c.want, func(t *testing.T) {
			th := play(t, stage{talk: "confirm", lang: c.lang})
			th.sees("Reprendre le brouillon~?")
			th.types(c.keys)
			th.ends(0)
			if th.result() != c.want {
				t.Errorf("%q gave %s, want %s", c.keys, th.result(), c.want)
			}
		})
	}
}

// TestOthersWriteAfterAQuestion has the child write to the terminal between a
// question and the end of the conversation.
func TestOthersWriteAfterAQuestion(t *testing.T) {
	th := play(t, stage{talk: "confirm", lang: "fr"})
	th.sees("o ou n")
	th.types("oui" + enter)
	th.ends(0)
	th.shows("Reprendre le brouillon~? oui\nbien noté")
}

func TestChoose(t *testing.T) {
	th := play(t, stage{talk: "choose", lang: "fr"})
	th.shows(`
Quel niveau~?

>     – rien de choisi –
   1  PM
   2  Sr. PM
   3  Staff PM

Flèches~: se déplacer~; Entrée~: choisir~; chiffre, lettre~: aller à la ligne.`)
	th.types(enter)
	th.types("2" + enter)
	th.ends(0)
	if th.result() != `"1 <nil>"` {
		t.Errorf("chose %s", th.result())
	}
}

func TestSmallQuestionsStopAtCtrlC(t *testing.T) {
	for talk, sees := range map[string]string{"confirm": "Reprendre", "choose": "Quel niveau", "line": "Motif"} {
		t.Run(talk, func(t *testing.T) {
			th := play(t, stage{talk: talk})
			th.sees(sees)
			th.types(ctrlC)
			th.ends(130)
			if !strings.HasSuffix(th.result(), `interrupted"`) {
				t.Errorf("ended with %s", th.result())
			}
		})
		t.Run(talk+", ended by the system", func(t *testing.T) {
			th := play(t, stage{talk: talk})
			th.sees(sees)
			if err := th.cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			th.ends(130)
		})
	}
}

// TestColoursOnlyWhenAsked looks for escape codes that set colours.
func TestColoursOnlyWhenAsked(t *testing.T) {
	for colour, want := range map[string]bool{"": false, "1": true} {
		t.Run(colour, func(t *testing.T) {
			th := toChoice(t, stage{env: []string{childColor + "=" + colour, "CLICOLOR_FORCE=1", "NO_COLOR="}})
			th.types(ctrlC)
			th.ends(130)
			if got := strings.Contains(th.output(), "\x1b[1m"); got != want {
				t.Errorf("colours: %v", got)
			}
		})
	}
}

func TestADumbTerminalGetsPlainLines(t *testing.T) {
	th := play(t, stage{env: []string{"TERM=dumb"}})
	th.sees("1 of 4, 0 to 10000 teams, no answer yet:")
	th.types("12" + enter)
	th.sees("2 of 4, 1 to 3, no answer yet:")
	th.types("2" + enter)
	th.sees("3 of 4, 0 to 10000 people, no answer yet:")
	th.types(ctrlC)
	th.ends(130)
	th.hasSaved("teams-led=12 plan-form=quarter")
	if out := th.output(); strings.Contains(out, "\x1b") {
		t.Errorf("escape codes in %q", out)
	}
}

// TestTextsFromFilesCannotDriveTheTerminal resumes at the question whose texts
// are escape codes.
func TestTextsFromFilesCannotDriveTheTerminal(t *testing.T) {
	resume := `[{"Question":"teams-led","State":"skipped"},{"Question":"plan-form","State":"skipped"},` +
		`{"Question":"reports","State":"skipped","Note":"\u001b[2J\u001b]0;owned\u0007 {{.}}"}]`
	th := play(t, stage{env: []string{childResume + "=" + resume}})
	th.sees(`Who sets your goals?\x1b[2J\u202e`)
	th.sees(`Others do \x1b]0;x\x07`)
	th.types("1" + enter)
	th.sees("All answers")
	th.types("3")
	th.sees(`Note: \x1b[2J\x1b]0;owned\x07 {{.}}`)
	th.types(enter)
	th.sees("Question 3 ")
	th.types("t" + enter)
	th.sees("Enter keeps")
	th.sees(`Note: \x1b[2J\x1b]0;owned\x07 {{.}}`)
	th.types("!" + enter)
	th.sees("Question 3 ")
	th.types(ctrlC)
	th.ends(130)
	th.hasSaved("teams-led=skipped plan-form=skipped reports=skipped (\x1b[2J\x1b]0;owned\x07 {{.}}!) guidance=others")
	if out := th.output(); strings.Contains(out, "\x1b[2J") || strings.Contains(out, "\x1b]") || strings.Contains(out, "\u202e") {
		t.Errorf("raw escape codes in %q", out)
	}
}

// TestANoteHasALimit pastes more than a note may have.
func TestANoteHasALimit(t *testing.T) {
	th := toChoice(t, stage{})
	th.types("t" + enter)
	th.sees("Note:")
	th.types(strings.Repeat("0123456789", assess.MaxNote/10+5))
	th.sees("! the text is full: it takes 4096 bytes at most")
	th.types(enter)
	th.sees("Arrows")
	th.types(ctrlC)
	th.ends(130)
	if got := len(th.saved()); got != len("teams-led=12 plan-form=skipped ()")+assess.MaxNote {
		t.Errorf("saved %d bytes", got)
	}
}

// TestSmallTerminal draws the same lists on few and narrow lines: nothing of an
// old list may stay.
func TestSmallTerminal(t *testing.T) {
	th := play(t, stage{columns: 40, rows: 12})
	th.sees("Question 1 ")
	th.types("12" + enter)
	th.shows(`
that you write, keep up to date and
defend in front of the people whose
work it orders, whoever they are?
>     – no answer yet –
   1  A list of tasks for the current
      sprint
   2  A roadmap for the next quarter or
      two
     ↓ 8

Arrows move, Enter chooses, a number or
letter goes to its line.`)
	th.types("3")
	th.shows(`
work it orders, whoever they are?
     ↑ 2
   2  A roadmap for the next quarter or
      two
>  3  A strategy with the stages of the
      next two years, and what they
      rest on
   s  skip this question
     ↓ 6

Arrows move, Enter chooses, a number or
letter goes to its line.`)
	th.types(down + down + down)
	th.shows(`
work it orders, whoever they are?
     ↑ 4
   s  skip this question
   d  I don't know
>  n  not applicable
   t  write a note (a fact, an example)
   b  back
   r  review all answers, and submit
     ↓ 1

Arrows move, Enter chooses, a number or
letter goes to its line.`)
	th.types("2" + enter)
	th.shows(`
work it orders, whoever they are?
2/4 Strategy horizon · A roadmap for t…
Question 3 of 4 · Team count
How many people report to you?

s~skip~· d~don't~know~·
n~not~applicable~· t~note~· b~back~·
j~jump~· r~review~· q~quit~· h~help
0 to 10000 people, no answer yet:`)
	th.types(ctrlC)
	th.ends(130)
}

func TestResizedWhileAsked(t *testing.T) {
	th := toChoice(t, stage{})
	th.mu.Lock()
	th.vt.Resize(60, 20)
	th.mu.Unlock()
	if err := pty.Setsize(th.master, &pty.Winsize{Cols: 60, Rows: 20}); err != nil {
		t.Fatal(err)
	}
	th.types("2")
	th.sees(">  2")
	th.types(enter)
	th.sees("Question 3 ")
	th.types(ctrlC)
	th.ends(130)
	th.hasSaved("teams-led=12 plan-form=quarter")
}

// TestDigitsLeadToEntries types numbers of one and two digits.
func TestDigitsLeadToEntries(t *testing.T) {
	for typed, want := range map[string]int{"1": 1, "9": 9, "12": 12, "19": 9, "1x2": 2, "0": 0, "10": 10, "121": 1, "x": 0, "1" + down2: 2} {
		m := (&drawnDialog{}).menu(nil)
		for i := range 13 {
			m.add(fmt.Sprint(i), "", assess.Action{})
		}
		m.entries[0].key = ""
		for _, key := range typed {
			m.move(key)
		}
		if m.at != want {
			t.Errorf("%q leads to %d, want %d", typed, m.at, want)
		}
	}
}

// down2 is the arrow as survey reads it.
const down2 = string(terminal.KeyArrowDown)

// texts are up to seventy words, some with characters that terminals count in
// their own ways.
var texts = rapid.Custom(func(t *rapid.T) string {
	words := rapid.SampledFrom([]string{"mot", "l’équipe", "e\u0301te\u0301", "日本語", "👩\u200d💻", "🇫🇷", "☀\ufe0f", "\x1b[2J", strings.Repeat("x", 90)})
	return strings.Join(rapid.SliceOfN(words, 0, 70).Draw(t, "words"), " ")
})

// TestSurveyNeverCountsMoreColumns holds survey, which counts lines to erase
// them, to the measure that lines are broken by.
func TestSurveyNeverCountsMoreColumns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(texts, rapid.String()).Draw(t, "text")
		if got := terminal.StringWidth(shown(s)); got > columnsOf(shown(s)) {
			t.Fatalf("%q is %d wide for survey, %d here", s, got, columnsOf(s))
		}
	})
}

// TestMenuFitsEveryScreen draws lists of any size on screens of any size.
func TestMenuFitsEveryScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &drawnDialog{out: &ttyWriter{tty: os.Stdin}, lang: lang.FR}
		m := d.menu(slices.Repeat([]line{{"", "head"}}, rapid.IntRange(0, 3).Draw(t, "head")))
		m.oneLine = rapid.Bool().Draw(t, "one line")
		for range rapid.IntRange(1, 30).Draw(t, "entries") {
			m.add("7", texts.Draw(t, "text"), assess.Action{})
		}
		m.gap = rapid.IntRange(0, len(m.entries)-1).Draw(t, "gap")
		m.at = rapid.IntRange(0, len(m.entries)-1).Draw(t, "at")
		columns, rows := rapid.IntRange(12, 100).Draw(t, "columns"), rapid.IntRange(13, 60).Draw(t, "rows")
		lines := m.lines(columns, rows)
		marked := 0
		for _, l := range lines {
			if strings.HasPrefix(l.text, ">") {
				marked++
			}
		}
		if len(lines) >= rows || marked != 1 {
			t.Fatalf("%d lines on %d rows, %d marked: %q", len(lines), rows, marked, lines)
		}
	})
}

// TestFieldFitsEveryScreen draws fields of any text on screens of any size.
func TestFieldFitsEveryScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &drawnDialog{out: &ttyWriter{tty: os.Stdin}, lang: lang.EN}
		f := d.field("label", assess.MaxNote)
		f.set(texts.Draw(t, "text"))
		f.at = rapid.IntRange(0, len(f.text)).Draw(t, "at")
		columns, rows := rapid.IntRange(12, 100).Draw(t, "columns"), rapid.IntRange(3, 30).Draw(t, "rows")
		lines, below, column := f.lines(columns, rows)
		if len(lines) >= rows || below < 0 || below >= len(lines) || column > columns {
			t.Fatalf("%d lines on %d rows, cursor %d up in column %d of %d", len(lines), rows, below, column, columns)
		}
		for _, l := range lines {
			if columnsOf(l.text) > columns {
				t.Fatalf("%q is wider than %d", l.text, columns)
			}
		}
	})
}

// keysOf reads everything that a reader makes of some bytes.
func keysOf(t testing.TB, chunks ...[]byte) ([]string, error) {
	t.Helper()
	in, typing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	k, release, err := newKeyReader(t.Context(), in, func() {})
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	go func() {
		for _, chunk := range chunks {
			typing.Write(chunk)
		}
		typing.Close()
	}()
	var keys []string
	p := make([]byte, 64)
	for {
		n, err := k.Read(p)
		if err != nil {
			return keys, err
		}
		keys = append(keys, string(p[:n]))
	}
}

func TestKeyReader(t *testing.T) {
	for typed, want := range map[string][]string{
		"aé日👩":                 {"a", "é", "日", "👩"},
		up + down + "x":        {up, down, "x"},
		"\x1bOA\x1b[H\x1b[1~":  {"\x1bOA", "\x1b[H", "\x1b[H"},
		"\x1b[4~\x1b[8~\x1b[F": {"\x1b[F", "\x1b[F", "\x1b[F"},
		del + ctrlC:            {del, ctrlC},
		"\x1bxy":               {"y"},
		"\x1b\x1b[Ay":          {up, "y"},
		"\x1b[15~\x1b[1;5Cy":   {"y"},
		"\x1b[1\x03y":          {ctrlC, "y"},
		"\x1b[1é":              {"é"},
		"y\x1b[":               {"y"},
		"\xc3a\xffb\x80":       {"a", "b"},
		"\uFFFDy":              {"y"},
	} {
		keys, err := keysOf(t, []byte(typed))
		if diff := cmp.Diff(want, keys); diff != "" || !errors.Is(err, io.EOF) {
			t.Errorf("%q: %v %s", typed, err, diff)
		}
	}
}

// FuzzKeyReader types any bytes, in two parts: nothing is delivered but whole
// characters and sequences that survey knows.
func FuzzKeyReader(f *testing.F) {
	for _, seed := range []string{"a", up, "\x1b[15~", "\x1bx", "\x1b[[A", "\xc3", "\x1b[1;5", "日\x1b"} {
		f.Add([]byte(seed), 1)
	}
	f.Fuzz(func(t *testing.T, typed []byte, at int) {
		at = min(max(at, 0), len(typed))
		keys, _ := keysOf(t, typed[:at], typed[at:])
		for _, key := range keys {
			if len([]rune(key)) != 1 && known([]byte(key)) == nil {
				t.Errorf("%q delivers %q", typed, key)
			}
		}
	})
}

func TestKeyReaderStopsWithItsContext(t *testing.T) {
	in, typing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer typing.Close()
	ctx, cancel := context.WithCancel(t.Context())
	k, release, err := newKeyReader(ctx, in, cancel)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if _, err := k.Read(make([]byte, 64)); !errors.Is(err, errInterrupted) {
		t.Errorf("got %v", err)
	}
	k.typed = []byte("typed ahead")
	if _, err := k.Read(make([]byte, 64)); !errors.Is(err, errInterrupted) {
		t.Errorf("with more to read: %v", err)
	}
}
