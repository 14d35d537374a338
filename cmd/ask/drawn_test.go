//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"rung/assess"
	"rung/cmd/ask/theatre"
	"rung/rubric/lang"
)

// TestDrawnScreens walks through an interview in English and looks at every
// whole screen.
func TestDrawnScreens(t *testing.T) {
	th := play(t, stage{})
	th.Shows(`
Question 1 of 4 · Team count
How many teams take their priorities from your roadmap?

s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
Enter takes the line, Escape leaves it as it was; arrows, Home, End, Ctrl-W and
Ctrl-U edit; Ctrl-C or Ctrl-D stops.
0 to 10,000 teams, no answer yet:`)
	th.Types("2,5" + theatre.Enter)
	th.Shows(`
Question 1 of 4 · Team count
How many teams take their priorities from your roadmap?
! “2,5” is not understood; type a whole number from 0 to 10,000, or ? for help

s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
Enter takes the line, Escape leaves it as it was; arrows, Home, End, Ctrl-W and
Ctrl-U edit; Ctrl-C or Ctrl-D stops.
0 to 10,000 teams, no answer yet:`)
	th.Types("12" + theatre.Enter)
	th.Shows(`
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
   j  jump to a question by its number
   r  review all answers, and submit
   q  save and quit
   ?  this help

Arrows, Home and End move, Enter chooses, a number or letter goes to its line;
Ctrl-C or Ctrl-D stops.`)
	th.Types(theatre.Enter)
	th.Shows(`
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
   j  jump to a question by its number
   r  review all answers, and submit
   q  save and quit
   ?  this help

Arrows, Home and End move, Enter chooses, a number or letter goes to its line;
Ctrl-C or Ctrl-D stops.`)
	th.Types("3")
	th.Shows(`
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
   j  jump to a question by its number
   r  review all answers, and submit
   q  save and quit
   ?  this help

Arrows, Home and End move, Enter chooses, a number or letter goes to its line;
Ctrl-C or Ctrl-D stops.`)
	th.Types("t" + theatre.Enter)
	th.Shows(`
1/4 Team count · teams: 12
Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?

Enter takes the line, Escape leaves it as it was; arrows, Home, End, Ctrl-W and
Ctrl-U edit; Ctrl-C or Ctrl-D stops.
Note:`)
	th.Types("agreed in March" + theatre.Enter)
	th.Shows(`
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
   j  jump to a question by its number
   r  review all answers, and submit
   q  save and quit
   ?  this help

Arrows, Home and End move, Enter chooses, a number or letter goes to its line;
Ctrl-C or Ctrl-D stops.`)
	th.Types("3" + theatre.Enter)
	th.Shows(`
1/4 Team count · teams: 12
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
Question 3 of 4 · Team count
How many people report to you?

s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
Enter takes the line, Escape leaves it as it was; arrows, Home, End, Ctrl-W and
Ctrl-U edit; Ctrl-C or Ctrl-D stops.
0 to 10,000 people, no answer yet:`)
	th.Types("h" + theatre.Enter)
	th.Shows(`
1/4 Team count · teams: 12
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
Question 3 of 4 · Team count
How many people report to you?

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
Enter takes the line, Escape leaves it as it was; arrows, Home, End, Ctrl-W and
Ctrl-U edit; Ctrl-C or Ctrl-D stops.
0 to 10,000 people, no answer yet:`)
	th.Types("n" + theatre.Enter)
	th.Shows(`
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
   j  jump to a question by its number
   r  review all answers, and submit
   q  save and quit
   ?  this help

Arrows, Home and End move, Enter chooses, a number or letter goes to its line;
Ctrl-C or Ctrl-D stops.`)
	th.Types("r" + theatre.Enter)
	th.Shows(`
1/4 Team count · teams: 12
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
3/4 Team count · not applicable
All answers: 2 of 4 answered, 1 not applicable, 1 without an answer yet.

>     – choose an answer to change, or submit –
   s  submit the answers
   g  go on with the open questions, in order
   b  back
   q  save and quit
   ?  this help

   1  Team count           teams: 12
   2  Strategy horizon   * A strategy with the stages of the next two years, a…
   3  Team count           not applicable
   4  Strategy horizon  –  no answer yet

Arrows, Home and End move, Enter chooses, a number or letter goes to its line;
Ctrl-C or Ctrl-D stops.`)
	th.Types("2")
	th.Shows(`
1/4 Team count · teams: 12
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
3/4 Team count · not applicable
All answers: 2 of 4 answered, 1 not applicable, 1 without an answer yet.

      – choose an answer to change, or submit –
   s  submit the answers
   g  go on with the open questions, in order
   b  back
   q  save and quit
   ?  this help

   1  Team count           teams: 12
>  2  Strategy horizon   * A strategy with the stages of the next two years, a…
   3  Team count           not applicable
   4  Strategy horizon  –  no answer yet

What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?
Note: agreed in March
Arrows, Home and End move, Enter chooses, a number or letter goes to its line;
Ctrl-C or Ctrl-D stops.`)
	th.Types(theatre.Enter)
	th.Shows(`
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
3/4 Team count · not applicable
Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you write, keep up to date and
defend in front of the people whose work it orders, whoever they are?
Present answer: A strategy with the stages of the next two years, and what they
                rest on (Enter keeps it)
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
   j  jump to a question by its number
   r  review all answers, and submit
   q  save and quit
   ?  this help

Arrows, Home and End move, Enter chooses, a number or letter goes to its line;
Ctrl-C or Ctrl-D stops.`)
	th.Types(theatre.Home + theatre.Enter)
	th.Shows(`
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
3/4 Team count · not applicable
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
All answers: 2 of 4 answered, 1 not applicable, 1 without an answer yet.

>     – choose an answer to change, or submit –
   s  submit the answers
   g  go on with the open questions, in order
   b  back
   q  save and quit
   ?  this help

   1  Team count           teams: 12
   2  Strategy horizon   * A strategy with the stages of the next two years, a…
   3  Team count           not applicable
   4  Strategy horizon  –  no answer yet

Arrows, Home and End move, Enter chooses, a number or letter goes to its line;
Ctrl-C or Ctrl-D stops.`)
	th.Types("s" + theatre.Enter)
	th.ends(0)
	th.Shows(`
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…
3/4 Team count · not applicable
2/4 Strategy horizon · A strategy with the stages of the next two years, and w…`)
	th.hasSaved("teams-led=12 plan-form=years (agreed in March) reports=not_applicable")
}

// TestDrawnScreensInFrench looks at the same kinds of screen in French.
func TestDrawnScreensInFrench(t *testing.T) {
	th := play(t, stage{lang: "fr"})
	th.Shows(`
Question 1 sur 4 · Nombre d’équipes
Combien d’équipes tirent leurs priorités de votre roadmap~?

p~passer~· x~je~ne~sais~pas~· n~non~applicable~· t~TEXTE~note~· r~retour~·
a~7~aller~· l~liste~· q~quitter~· ?~aide
Entrée valide la ligne, Échap la laisse telle quelle~; flèches, Début, Fin,
Ctrl-W et Ctrl-U~: corriger~; Ctrl-C ou Ctrl-D~: arrêter.
0 à 10 000 équipes, pas encore de réponse~:`)
	th.Types("3" + theatre.Enter)
	th.Shows(`
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
   a  aller à une question par son numéro
   l  voir toutes les réponses, et valider
   q  enregistrer et quitter
   ?  cette aide

Flèches, Début, Fin~: se déplacer~; Entrée~: choisir~; numéro ou lettre~: sa
ligne~; Ctrl-C, Ctrl-D~: arrêter.`)
	th.Types(theatre.Enter)
	th.Shows(`
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
   a  aller à une question par son numéro
   l  voir toutes les réponses, et valider
   q  enregistrer et quitter
   ?  cette aide

Flèches, Début, Fin~: se déplacer~; Entrée~: choisir~; numéro ou lettre~: sa
ligne~; Ctrl-C, Ctrl-D~: arrêter.`)
	th.Types("t" + theatre.Enter)
	th.Shows(`
1/4 Nombre d’équipes · équipes~: 3
Question 2 sur 4 · Horizon stratégique
Quel est le document de plus longue portée que vous écrivez, tenez à jour et
défendez devant celles et ceux dont il ordonne le travail~?

Entrée valide la ligne, Échap la laisse telle quelle~; flèches, Début, Fin,
Ctrl-W et Ctrl-U~: corriger~; Ctrl-C ou Ctrl-D~: arrêter.
Note~:`)
	th.Types("l’été\u00a0: signé" + theatre.Enter)
	th.Shows(`
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
   a  aller à une question par son numéro
   l  voir toutes les réponses, et valider
   q  enregistrer et quitter
   ?  cette aide

Flèches, Début, Fin~: se déplacer~; Entrée~: choisir~; numéro ou lettre~: sa
ligne~; Ctrl-C, Ctrl-D~: arrêter.`)
	th.Types("x" + theatre.Enter)
	th.Shows(`
1/4 Nombre d’équipes · équipes~: 3
2/4 Horizon stratégique · je ne sais pas
Question 3 sur 4 · Nombre d’équipes
Combien de personnes vous sont rattachées~?

p~passer~· x~je~ne~sais~pas~· n~non~applicable~· t~TEXTE~note~· r~retour~·
a~7~aller~· l~liste~· q~quitter~· ?~aide
Entrée valide la ligne, Échap la laisse telle quelle~; flèches, Début, Fin,
Ctrl-W et Ctrl-U~: corriger~; Ctrl-C ou Ctrl-D~: arrêter.
0 à 10 000 personnes, pas encore de réponse~:`)
	th.Types("h" + theatre.Enter)
	th.Shows(`
1/4 Nombre d’équipes · équipes~: 3
2/4 Horizon stratégique · je ne sais pas
Question 3 sur 4 · Nombre d’équipes
Combien de personnes vous sont rattachées~?

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
Entrée valide la ligne, Échap la laisse telle quelle~; flèches, Début, Fin,
Ctrl-W et Ctrl-U~: corriger~; Ctrl-C ou Ctrl-D~: arrêter.
0 à 10 000 personnes, pas encore de réponse~:`)
	th.Types("l" + theatre.Enter)
	th.Shows(`
1/4 Nombre d’équipes · équipes~: 3
2/4 Horizon stratégique · je ne sais pas
Toutes les réponses~: 1 sur 4, 1 «~je ne sais pas~», 2 encore sans réponse.
! trop peu de réponses pour proposer un niveau~; il en faut davantage parmi ces
  questions~: 2, 4

>     – choisissez une réponse à modifier, ou validez –
   v  valider les réponses
   c  continuer avec les questions ouvertes, dans l’ordre
   r  revenir en arrière
   q  enregistrer et quitter
   ?  cette aide

   1  Nombre d’équipes        équipes~: 3
   2  Horizon stratégique   * je ne sais pas
   3  Nombre d’équipes     –  pas encore de réponse
   4  Horizon stratégique  –  pas encore de réponse

Flèches, Début, Fin~: se déplacer~; Entrée~: choisir~; numéro ou lettre~: sa
ligne~; Ctrl-C, Ctrl-D~: arrêter.`)
	th.Types("2")
	th.Shows(`
1/4 Nombre d’équipes · équipes~: 3
2/4 Horizon stratégique · je ne sais pas
Toutes les réponses~: 1 sur 4, 1 «~je ne sais pas~», 2 encore sans réponse.
! trop peu de réponses pour proposer un niveau~; il en faut davantage parmi ces
  questions~: 2, 4

      – choisissez une réponse à modifier, ou validez –
   v  valider les réponses
   c  continuer avec les questions ouvertes, dans l’ordre
   r  revenir en arrière
   q  enregistrer et quitter
   ?  cette aide

   1  Nombre d’équipes        équipes~: 3
>  2  Horizon stratégique   * je ne sais pas
   3  Nombre d’équipes     –  pas encore de réponse
   4  Horizon stratégique  –  pas encore de réponse

Quel est le document de plus longue portée que vous écrivez, tenez à jour et
défendez devant celles et ceux dont il ordonne le travail~?
Note~: l’été~: signé
Flèches, Début, Fin~: se déplacer~; Entrée~: choisir~; numéro ou lettre~: sa
ligne~; Ctrl-C, Ctrl-D~: arrêter.`)
	th.Types("v" + theatre.Enter)
	th.Sees("Les valider quand même~?")
	th.Types("o" + theatre.Enter)
	th.ends(0)
	th.Shows(`
1/4 Nombre d’équipes · équipes~: 3
2/4 Horizon stratégique · je ne sais pas
Ces réponses ne suffisent pas pour proposer un niveau. Les valider quand même~?
o`)
	th.hasSaved("teams-led=3 plan-form=unknown (l’été\u00a0: signé)")
}

// toChoice answers the first question, and waits for the list of the second.
func toChoice(t *testing.T, s stage) played {
	t.Helper()
	th := play(t, s)
	th.Sees("Question 1 ")
	th.Types("12" + theatre.Enter)
	th.Sees("Question 2 ")
	th.Sees("Arrows")
	return th
}

func TestCtrlDIsNeverAnAnswer(t *testing.T) {
	for name, keys := range map[string]string{
		"at the start of a list":        theatre.CtrlD,
		"on an option":                  "2" + theatre.Down + theatre.CtrlD,
		"after a filter without a hit":  "zzz" + theatre.CtrlD,
		"in a note":                     "t" + theatre.Enter + "half a note" + theatre.CtrlD,
		"at a number, with digits":      "1" + theatre.Enter + "45" + theatre.CtrlD,
		"at a number":                   "1" + theatre.Enter + theatre.CtrlD,
		"in the review, on submit":      "r" + theatre.Enter + "s" + theatre.CtrlD,
		"in the review":                 "r" + theatre.Enter + theatre.CtrlD,
		"at a number, twice, and Enter": "1" + theatre.Enter + "4" + theatre.CtrlD + theatre.CtrlD + theatre.Enter,
	} {
		t.Run(name, func(t *testing.T) {
			th := toChoice(t, stage{})
			th.Types(keys)
			th.ends(0)
			want := "teams-led=12"
			if strings.HasPrefix(keys, "1"+theatre.Enter) {
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
	th.Sees("Question 1 ")
	th.Types(theatre.Enter)
	th.Sees("! there is no answer yet")
	th.Types("h" + theatre.Enter)
	th.Sees("this help")
	th.Until("no complaint any more", func(s string) bool { return !strings.Contains(s, "!") })
	th.Types("12" + theatre.Enter)
	th.Sees("Question 2 ")
	th.Types(theatre.Enter + theatre.Enter + theatre.Enter)
	th.Sees("! nothing is chosen yet")
	th.Types("r" + theatre.Enter)
	th.Sees("All answers")
	th.Types(theatre.Enter)
	th.Sees("! nothing is chosen yet")
	th.Types(theatre.CtrlD)
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
	th.Types(all.String() + "日本\t\x00\x01\x02\x05\x07\x0b\x0c\x1a\x1c")
	th.Types("3")
	th.Sees(">  3  A strategy")
	th.Types("s")
	th.Sees(">  s  skip")
	th.Types(theatre.CtrlC)
	th.ends(130)
	th.hasSaved("teams-led=12")
}

func TestCtrlCKeepsEverythingBefore(t *testing.T) {
	for name, c := range map[string]struct{ sees, keys, want string }{
		"the first question":   {"Question 1 ", "", ""},
		"a number half typed":  {"Question 1 ", "12", ""},
		"a list":               {"Question 2 ", "12" + theatre.Enter, "teams-led=12"},
		"a list, on an option": {">  2", "12" + theatre.Enter + "2", "teams-led=12"},
		"a note":               {"Note: hal", "12" + theatre.Enter + "t" + theatre.Enter + "hal", "teams-led=12"},
		"after a note":         {"Note: whole", "12" + theatre.Enter + "t" + theatre.Enter + "whole" + theatre.Enter, "teams-led=12 plan-form=skipped (whole)"},
		"the third question":   {"Question 3 ", "12" + theatre.Enter + "2" + theatre.Enter, "teams-led=12 plan-form=quarter"},
		"the review":           {"All answers", "12" + theatre.Enter + "2" + theatre.Enter + "r" + theatre.Enter, "teams-led=12 plan-form=quarter"},
	} {
		t.Run(name, func(t *testing.T) {
			th := play(t, stage{})
			th.Sees("Question 1 ")
			th.Types(c.keys)
			th.Sees(c.sees)
			th.Types(theatre.CtrlC)
			th.ends(130)
			th.hasSaved(c.want)
		})
	}
}

// TestSignalsGiveTheTerminalBack sends the signals that end a process; ends
// compares the modes of the terminal with those before.
func TestSignalsGiveTheTerminalBack(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		for name, keys := range map[string]string{"a number": "", "a list": "12" + theatre.Enter, "a note": "12" + theatre.Enter + "t" + theatre.Enter} {
			t.Run(signal.String()+" at "+name, func(t *testing.T) {
				th := play(t, stage{})
				th.Sees("Question 1 ")
				th.Types(keys)
				th.Sees(map[string]string{"a number": "0 to 10,000", "a list": "Arrows", "a note": "Note:"}[name])
				th.Signal(signal)
				th.ends(130)
				th.hasSaved(map[bool]string{true: "", false: "teams-led=12"}[keys == ""])
			})
		}
	}
}

func TestAClosedTerminalLosesNothing(t *testing.T) {
	th := toChoice(t, stage{})
	th.HangUp()
	th.Wait()
	th.hasSaved("teams-led=12")
}

func TestKill9LosesOnlyTheAnswerBeingTyped(t *testing.T) {
	th := toChoice(t, stage{})
	th.Types("2")
	th.Sees(">  2")
	th.Signal(os.Kill)
	th.Wait()
	th.hasSaved("teams-led=12")
}

// TestTypedAhead writes a whole interview at once, before the first question
// is on the screen.
func TestTypedAhead(t *testing.T) {
	th := play(t, stage{})
	th.Types("2" + theatre.Enter + "3" + theatre.Enter + "note all of them" + theatre.Enter + "5" + theatre.Enter + theatre.Down + theatre.Down + theatre.Enter + "s" + theatre.Enter)
	th.ends(0)
	th.hasSaved("teams-led=2 plan-form=years reports=5 (all of them) guidance=self")
	if th.result() != `"true <nil>"` {
		t.Errorf("ended with %s", th.result())
	}
}

// TestTypedAheadWhileAsked writes answers across prompts in one go and key by
// key.
func TestTypedAheadWhileAsked(t *testing.T) {
	keys := "2" + theatre.Enter + theatre.Down + theatre.Down + theatre.Up + theatre.Enter + "é" + theatre.Rubout + "7" + theatre.Enter + "2" + theatre.Enter
	for name, parts := range map[string][]string{"at once": {keys}, "byte by byte": strings.Split(keys, "")} {
		t.Run(name, func(t *testing.T) {
			th := play(t, stage{})
			th.Sees("Question 1 ")
			for _, part := range parts {
				th.Types(part)
			}
			th.Sees("All answers")
			th.Types(theatre.CtrlD)
			th.ends(0)
			th.hasSaved("teams-led=2 plan-form=sprint reports=7 guidance=self")
		})
	}
}

func TestKeysThatMeanNothingHere(t *testing.T) {
	for name, keys := range map[string]string{
		"Alt and a letter": theatre.Escape + "x", "Alt and é": theatre.Escape + "é", "Alt and Enter": theatre.Escape + "\r",
		"F1": theatre.Escape + "OP", "F5": theatre.Escape + "[15~", "F1 on the Linux console": theatre.Escape + "[[A", "Shift-F5": theatre.Escape + "[15;2~",
		"Ctrl-Right": theatre.Escape + "[1;5C", "Insert": theatre.Escape + "[2~", "PageDown": theatre.Escape + "[6~",
		"a late cursor report": theatre.Escape + "[24;80R", "focus": theatre.Escape + "[I", "a byte that is no character": "\xe9\xff",
		"half a character": "\xe2\x82", "control characters": "\x00\x07\x0b\x1a\x1c",
	} {
		t.Run(name, func(t *testing.T) {
			th := toChoice(t, stage{})
			th.Types(keys)
			th.Types("t" + theatre.Enter)
			th.Sees("Note:")
			th.Types("bo" + keys)
			th.Types("x" + theatre.Enter)
			th.Sees("Note: box")
			th.Types(theatre.CtrlC)
			th.ends(130)
			th.hasSaved("teams-led=12 plan-form=skipped (box)")
		})
	}
}

func TestEditingALine(t *testing.T) {
	for name, c := range map[string]struct{ keys, want string }{
		"left and right":   {"abd" + theatre.Left + "c" + theatre.End + "e", "abcde"},
		"home and delete":  {"xabc" + theatre.Home + theatre.Del + theatre.Del, "bc"},
		"rubout in middle": {"abxc" + theatre.Left + theatre.Rubout, "abc"},
		"rubout at start":  {"abc" + theatre.Home + theatre.Rubout + theatre.Rubout, "abc"},
		"delete at end":    {"abc" + theatre.Del, "abc"},
		"a word":           {"one two  three" + theatre.CtrlW + theatre.CtrlW + "3", "one 3"},
		"the line":         {"one two" + theatre.KillLine + "3", "3"},
		"wide characters":  {"日本" + theatre.Left + "é👩\u200d💻" + theatre.End + "語", "日é👩\u200d💻本語"},
		"long":             {strings.Repeat("0123456789", 30) + theatre.Home + "<" + theatre.End + ">", "<" + strings.Repeat("0123456789", 30) + ">"},
		"markup":           {"=1+1 --- \"{{.}}\" %s $(id)", "=1+1 --- \"{{.}}\" %s $(id)"},
	} {
		t.Run(name, func(t *testing.T) {
			th := play(t, stage{talk: "line", lang: "fr"})
			th.Sees("Motif")
			th.Types(theatre.KillLine + c.keys + theatre.Enter)
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
	th.Types("t" + theatre.Enter)
	th.Sees("Note:")
	th.Types(strings.Repeat("0123456789", 12) + theatre.Home + "<")
	th.Sees("Note: <0123")
	th.Types(theatre.Del + theatre.Del)
	th.Shows(`
1/4 Team count · teams: 12
Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you
write, keep up to date and defend in front of the
people whose work it orders, whoever they are?

Enter takes the line, Escape leaves it as it was;
arrows, Home, End, Ctrl-W and Ctrl-U edit; Ctrl-C
or Ctrl-D stops.
Note: <234567890123456789012345678901234567890123
4567890123456789012345678901234567890123456789012
345678901234567890123456789`)
	th.Types(theatre.CtrlC)
	th.ends(130)
}

func TestEscapeInALineGoesBackToWhatItWas(t *testing.T) {
	th := play(t, stage{talk: "line", lang: "fr"})
	th.Sees("Motif~: ancien")
	th.Types("xyz")
	th.Sees("ancienxyz")
	th.Types(theatre.Escape)
	th.Until("the old text", func(s string) bool { return strings.HasSuffix(s, "Motif~: ancien") })
	th.Types(theatre.Enter)
	th.ends(0)
	if th.result() != quoteResult("ancien") {
		t.Errorf("got %s", th.result())
	}
}

func TestEscapeLeavesANoteAsItWas(t *testing.T) {
	th := toChoice(t, stage{})
	th.Types("t" + theatre.Enter)
	th.Sees("Note:")
	th.Types("half")
	th.Sees("half")
	th.Types(theatre.Escape)
	th.Sees("Arrows")
	th.Types("t" + theatre.Enter)
	th.Sees("Note:")
	th.Types("whole" + theatre.Enter)
	th.Sees("Note: whole")
	th.Types("t" + theatre.Enter)
	th.Sees("Enter takes")
	th.Until("the note once", func(s string) bool { return strings.Count(s, "Note: whole") == 1 })
	th.Types(theatre.KillLine + theatre.Enter)
	th.Sees("Arrows")
	th.Types(theatre.CtrlC)
	th.ends(130)
	th.hasSaved("teams-led=12")
}

// quoteResult is how the child reports a text without an error.
func quoteResult(text string) string { return fmt.Sprintf("%q", text+" <nil>") }

func TestConfirm(t *testing.T) {
	for _, c := range []struct{ lang, keys, want string }{
		{"fr", "oui" + theatre.Enter, `"true <nil>"`},
		{"fr", "o" + theatre.Enter, `"true <nil>"`},
		{"fr", "Y" + theatre.Enter, `"true <nil>"`},
		{"fr", theatre.Enter + "peut-être" + theatre.Enter + "non" + theatre.Enter, `"false <nil>"`},
		{"en", "oui" + theatre.Enter + "yes" + theatre.Enter, `"true <nil>"`},
		{"en", theatre.Escape + "yes" + theatre.KillLine + "no" + theatre.Enter, `"false <nil>"`},
		{"fr", "oui" + theatre.CtrlD, `"false EOF"`},
	} {
		t.Run(c.lang+" "+c.want, func(t *testing.T) {
			th := play(t, stage{talk: "confirm", lang: c.lang})
			th.Sees("Reprendre le brouillon~?")
			th.Types(c.keys)
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
	th.Sees("o ou n")
	th.Types("oui" + theatre.Enter)
	th.ends(0)
	th.Shows("Reprendre le brouillon~? oui\nbien noté")
}

func TestAnAnswerStandsBehindItsWholeQuestion(t *testing.T) {
	th := play(t, stage{talk: "confirm", lang: "fr", columns: 20})
	th.Sees("o ou n")
	th.Types("oui" + theatre.Enter)
	th.ends(0)
	th.Shows("Reprendre le\nbrouillon~? oui\nbien noté")
}

func TestSmallQuestionsStopAtCtrlC(t *testing.T) {
	for talk, sees := range map[string]string{"confirm": "Reprendre", "line": "Motif"} {
		t.Run(talk, func(t *testing.T) {
			th := play(t, stage{talk: talk})
			th.Sees(sees)
			th.Types(theatre.CtrlC)
			th.ends(130)
			if !strings.HasSuffix(th.result(), `interrupted"`) {
				t.Errorf("ended with %s", th.result())
			}
		})
		t.Run(talk+", ended by the system", func(t *testing.T) {
			th := play(t, stage{talk: talk})
			th.Sees(sees)
			th.Signal(syscall.SIGTERM)
			th.ends(130)
		})
	}
}

// TestColoursOnlyWhenAsked looks for escape codes that set colours.
func TestColoursOnlyWhenAsked(t *testing.T) {
	for colour, want := range map[string]bool{"": false, "1": true} {
		t.Run(colour, func(t *testing.T) {
			th := toChoice(t, stage{env: []string{childColor + "=" + colour, "CLICOLOR_FORCE=1", "NO_COLOR="}})
			th.Types(theatre.CtrlC)
			th.ends(130)
			if got := strings.Contains(th.Output(), "\x1b[1m"); got != want {
				t.Errorf("colours: %v", got)
			}
		})
	}
}

func TestPlainLinesFitANarrowTerminal(t *testing.T) {
	th := play(t, stage{columns: 60, rows: 15, env: []string{"TERM=dumb"}})
	th.Sees("no answer yet:")
	th.Types("12" + theatre.Enter)
	th.Shows(`
b~back~· j~7~jump~· r~review~· q~quit~· ?~help
1 of 4, 0 to 10,000 teams, no answer yet: 12
= teams: 12

Question 2 of 4 · Strategy horizon
What is the furthest-reaching document that you write, keep
up to date and defend in front of the people whose work it
orders, whoever they are?
  1. A list of tasks for the current sprint
  2. A roadmap for the next quarter or two
  3. A strategy with the stages of the next two years, and
     what they rest on
s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~·
b~back~· j~7~jump~· r~review~· q~quit~· ?~help
2 of 4, 1 to 3, no answer yet:`)
	th.Types(theatre.CtrlC)
	th.ends(130)
}

func TestADumbTerminalGetsPlainLines(t *testing.T) {
	th := play(t, stage{env: []string{"TERM=dumb"}})
	th.Sees("1 of 4, 0 to 10,000 teams, no answer yet:")
	th.Types("12" + theatre.Enter)
	th.Sees("2 of 4, 1 to 3, no answer yet:")
	th.Types("2" + theatre.Enter)
	th.Sees("3 of 4, 0 to 10,000 people, no answer yet:")
	th.Types(theatre.CtrlC)
	th.ends(130)
	th.hasSaved("teams-led=12 plan-form=quarter")
	if out := th.Output(); strings.Contains(out, "\x1b") {
		t.Errorf("escape codes in %q", out)
	}
}

// TestTextsFromFilesCannotDriveTheTerminal resumes at the question whose texts
// are escape codes.
func TestTextsFromFilesCannotDriveTheTerminal(t *testing.T) {
	resume := `[{"Question":"teams-led","State":"skipped"},{"Question":"plan-form","State":"skipped"},` +
		`{"Question":"reports","State":"unknown","Note":"\u001b[2J\u001b]0;owned\u0007 {{.}}"}]`
	th := play(t, stage{env: []string{childResume + "=" + resume}})
	th.Sees(`Who sets your goals?\x1b[2J\u202e`)
	th.Sees(`Others do \x1b]0;x\x07`)
	th.Types("1" + theatre.Enter)
	th.Sees("All answers")
	th.Types("3")
	th.Sees(`Note: \x1b[2J\x1b]0;owned\x07 {{.}}`)
	th.Types(theatre.Enter)
	th.Sees("Question 3 ")
	th.Types("t" + theatre.Enter)
	th.Sees("Enter takes")
	th.Sees(`Note: \x1b[2J\x1b]0;owned\x07 {{.}}`)
	th.Types("!" + theatre.Enter)
	th.Sees("Question 3 ")
	th.Types(theatre.CtrlC)
	th.ends(130)
	th.hasSaved("teams-led=skipped plan-form=skipped reports=unknown (\x1b[2J\x1b]0;owned\x07 {{.}}!) guidance=others")
	if out := th.Output(); strings.Contains(out, "\x1b[2J") || strings.Contains(out, "\x1b]") || strings.Contains(out, "\u202e") {
		t.Errorf("raw escape codes in %q", out)
	}
}

// TestANoteHasALimit pastes more than a note may have.
func TestANoteHasALimit(t *testing.T) {
	th := toChoice(t, stage{})
	th.Types("t" + theatre.Enter)
	th.Sees("Note:")
	th.Types(strings.Repeat("0123456789", assess.MaxNote/10+5))
	th.Sees("! the text is full: it takes 4096 bytes at most")
	th.Types(theatre.Enter)
	th.Sees("Arrows")
	th.Types(theatre.CtrlC)
	th.ends(130)
	if got := len(th.saved()); got != len("teams-led=12 plan-form=skipped ()")+assess.MaxNote {
		t.Errorf("saved %d bytes", got)
	}
}

// TestSmallTerminal draws the same lists on few and narrow lines: nothing of an
// old list may stay.
func TestSmallTerminal(t *testing.T) {
	th := play(t, stage{columns: 40, rows: 12})
	th.Sees("no answer yet")
	th.Types("12" + theatre.Enter)
	th.Shows(`
defend in front of the people whose
work it orders, whoever they are?
>     – no answer yet –
   1  A list of tasks for the current
      sprint
     ↓ 11
s~skip~· d~don't~know~·
n~not~applicable~· t~note~· b~back~·
j~jump~· r~review~· q~quit~· ?~help
Arrows, Home and End move, Enter
chooses, a number or letter goes to its
line; Ctrl-C or Ctrl-D stops.`)
	th.Types("3")
	th.Shows(`
work it orders, whoever they are?
     ↑ 3
>  3  A strategy with the stages of the
      next two years, and what they
      rest on
     ↓ 9
s~skip~· d~don't~know~·
n~not~applicable~· t~note~· b~back~·
j~jump~· r~review~· q~quit~· ?~help
Arrows, Home and End move, Enter
chooses, a number or letter goes to its
line; Ctrl-C or Ctrl-D stops.`)
	th.Types(theatre.Down + theatre.Down + theatre.Down)
	th.Shows(`
work it orders, whoever they are?
     ↑ 5
   d  I don't know
>  n  not applicable
   t  write a note (a fact, an example)
     ↓ 5
s~skip~· d~don't~know~·
n~not~applicable~· t~note~· b~back~·
j~jump~· r~review~· q~quit~· ?~help
Arrows, Home and End move, Enter
chooses, a number or letter goes to its
line; Ctrl-C or Ctrl-D stops.`)
	th.Types("2" + theatre.Enter)
	th.Shows(`
Question 3 of 4 · Team count
How many people report to you?

s~skip~· d~don't~know~·
n~not~applicable~· t~TEXT~note~·
b~back~· j~7~jump~· r~review~· q~quit~·
?~help
Enter takes the line, Escape leaves it
as it was; arrows, Home, End, Ctrl-W
and Ctrl-U edit; Ctrl-C or Ctrl-D
stops.
0 to 10,000 people, no answer yet:`)
	th.Types(theatre.CtrlC)
	th.ends(130)
}

// TestPastedTextIsOnlyText pastes lines where keys would choose, enter or
// interrupt.
func TestPastedTextIsOnlyText(t *testing.T) {
	th := play(t, stage{})
	th.Sees("Question 1 ")
	th.Pastes("1\r\n2\n")
	th.Sees("no answer yet: 1 2")
	th.Types(theatre.KillLine + "12" + theatre.Enter)
	th.Sees("Question 2 ")
	th.Pastes("3\r\x1b[B\rs\r\x04?")
	th.Types("t")
	th.Sees(">  t  write")
	th.Pastes("2\n")
	th.Types(theatre.Enter)
	th.Sees("Note:")
	th.Pastes("Led it\r\nin March;\ttwo teams\rsaid \x1b[Aso\x04\x15")
	th.Sees("Note: Led it in March; two teams said so")
	th.Types("." + theatre.Enter)
	th.Sees(">     – no answer yet –")
	th.Types("r" + theatre.Enter)
	th.Sees("All answers")
	th.Pastes("s\r")
	th.Types(theatre.Down)
	th.Sees(">  s  submit")
	th.Types(theatre.CtrlC)
	th.ends(130)
	th.hasSaved("teams-led=12 plan-form=skipped (Led it in March; two teams said so.)")
}

func TestPastedAtASmallQuestion(t *testing.T) {
	th := play(t, stage{talk: "confirm"})
	th.Sees("Reprendre")
	th.Pastes("yes\n")
	th.Types("?" + theatre.Enter)
	th.Sees("Reprendre le brouillon~?\n! Type y for yes or n for no.\nEnter takes the answer; Ctrl-C or Ctrl-D stops.\ny or n:")
	th.Pastes("yes\n")
	th.Types(theatre.Enter + theatre.CtrlD)
	th.ends(0)
	if th.result() != `"false EOF"` {
		t.Errorf("ended with %s", th.result())
	}
}

// TestPastedIntoPlainLinesIsOneLine pastes what would answer, submit and go on in
// the shell, and corrects what it typed.
func TestPastedIntoPlainLinesIsOneLine(t *testing.T) {
	th := play(t, stage{env: []string{"RUNG_PLAIN=1"}})
	th.Sees("no answer yet:")
	th.Pastes("3\n2\n4\n1\nsubmit\ntouch /tmp/x\n")
	th.Sees("no answer yet: 3 2 4 1 submit touch /tmp/x")
	th.Types(theatre.Enter)
	th.Sees("! “3 2 4 1 submit touch /tmp/x” is not understood")
	th.Types("é3" + theatre.Rubout + theatre.Rubout + "12" + theatre.Left + theatre.Up + theatre.Enter)
	th.Sees("no answer yet: 12\n= teams: 12\n")
	th.Types(theatre.CtrlC)
	th.ends(130)
	th.hasSaved("teams-led=12")
	if out := th.Output(); !strings.HasSuffix(out, markNoPastes) {
		t.Errorf("pastes are still marked after %q", out)
	}
}

// TestWhatWasNotReadIsForNobody types ahead of the end of an interview, and looks
// for it where the shell would.
func TestWhatWasNotReadIsForNobody(t *testing.T) {
	for _, face := range []string{"", "RUNG_PLAIN=1"} {
		t.Run(face, func(t *testing.T) {
			th := play(t, stage{talk: "line", env: []string{face}})
			th.Sees("Motif")
			th.Signal(syscall.SIGSTOP)
			th.Types("x" + theatre.Enter + strings.Repeat("touch /tmp/x"+theatre.Enter, 200))
			time.Sleep(100 * time.Millisecond) // the terminal takes what was typed in its own time
			th.Signal(syscall.SIGCONT)
			th.ends(0)
			if left := th.Unread(); left != "" {
				t.Errorf("left for the shell: %q", left)
			}
		})
	}
}

// TestTooFewAnswersAreSubmittedOnlyForWhoSaysSo says no, and yes, in each face.
func TestTooFewAnswersAreSubmittedOnlyForWhoSaysSo(t *testing.T) {
	for _, face := range []string{"", "RUNG_PLAIN=1"} {
		t.Run(face, func(t *testing.T) {
			th := play(t, stage{env: []string{face}})
			th.Sees("Question 1 ")
			th.Types("12" + theatre.Enter)
			th.Sees("Question 2 ")
			th.Types("r" + theatre.Enter)
			th.Sees("All answers")
			th.Types("s" + theatre.Enter)
			th.Sees("Submit anyway?")
			th.Types("n" + theatre.Enter)
			th.Until("the review again", func(s string) bool {
				return strings.LastIndex(s, "All answers") > strings.LastIndex(s, "Submit anyway?")
			})
			th.Types("g" + theatre.Enter)
			th.Sees("Question 2 ")
			th.Types("r" + theatre.Enter)
			th.Types("s" + theatre.Enter)
			th.Types("y" + theatre.Enter)
			th.ends(0)
		})
	}
}

// TestJumpAsksForTheNumber jumps from a number and from a list.
func TestJumpAsksForTheNumber(t *testing.T) {
	th := play(t, stage{})
	th.Sees("Question 1 ")
	th.Types("j" + theatre.Enter)
	th.Sees("Question to jump to, 1 to 4:")
	th.Types("4" + theatre.Enter)
	th.Sees("Question 4 ")
	th.Types("j" + theatre.Enter)
	th.Sees("Question to jump to, 1 to 4:")
	th.Types(theatre.Escape)
	th.Sees("Arrows")
	th.Types("j" + theatre.Enter)
	th.Sees("Question to jump to, 1 to 4:")
	th.Types("12" + theatre.Enter)
	th.Sees("! there is no question “12”")
	th.Types("j" + theatre.Enter + "3" + theatre.Enter)
	th.Sees("Question 3 ")
	th.Types(theatre.CtrlC)
	th.ends(130)
	th.hasSaved("")
}

func TestAQuestionMarkIsHelp(t *testing.T) {
	th := play(t, stage{})
	th.Sees("Question 1 ")
	th.Types("?" + theatre.Enter)
	th.Sees("There is no right answer")
	th.Types("2" + theatre.Enter)
	th.Sees("Question 2 ")
	th.Until("no help", func(s string) bool { return !strings.Contains(s, "no right answer") })
	th.Types("?")
	th.Sees("There is no right answer")
	th.Types("r" + theatre.Enter)
	th.Sees("All answers")
	th.Until("no help", func(s string) bool { return !strings.Contains(s, "no right answer") })
	th.Types("?")
	th.Sees("There is no right answer")
	th.Types(theatre.CtrlC)
	th.ends(130)
	th.hasSaved("teams-led=2")
}

func TestListsHaveEnds(t *testing.T) {
	th := toChoice(t, stage{})
	th.Types(theatre.Up + theatre.Up + theatre.Down)
	th.Sees(">  1")
	th.Types(theatre.End + theatre.Down + theatre.Down)
	th.Sees(">  ?")
	th.Types(theatre.Home + theatre.Up + theatre.Enter)
	th.Sees("! nothing is chosen yet")
	th.Types(theatre.CtrlC)
	th.ends(130)
	th.hasSaved("teams-led=12")
}

func TestTheReviewSaysThatTheAnswersAreTooFew(t *testing.T) {
	th := toChoice(t, stage{})
	th.Types("d" + theatre.Enter)
	th.Sees("Question 3 ")
	th.Types("r" + theatre.Enter)
	th.Sees("All answers: 1 of 4 answered, 1 not known, 2 without an answer yet.\n" +
		"! too few answers for a level; more are needed of these questions: 2, 4")
	th.Types("4" + theatre.Enter + "1" + theatre.Enter)
	th.Sees("2 of 4 answered")
	th.Until("no complaint", func(s string) bool { return !strings.Contains(s, "!") })
	th.Types("b" + theatre.Enter)
	th.Sees("Question 3 ")
	th.Types(theatre.CtrlC)
	th.ends(130)
}

// TestLastTime keeps an answer of last time in each kind of question, and
// answers another anew.
func TestLastTime(t *testing.T) {
	last := `[{"Question":"teams-led","State":"answered","Value":{"Number":4}},{"Question":"plan-form","State":"answered","Value":{"Option":"quarter"}},` +
		`{"Question":"reports","State":"answered","Value":{"Number":2}},{"Question":"guidance","State":"skipped","Note":"ask Grace"}]`
	th := play(t, stage{env: []string{childLast + "=" + last}})
	th.Sees("Last time: teams: 4 (Enter keeps it)")
	th.Types(theatre.Enter)
	th.Sees("Last time: A roadmap for the next quarter or two (Enter keeps it)")
	th.Sees(">  2  A roadmap for the next quarter or two (last time)")
	th.Types(theatre.Enter)
	th.Sees("2/4 Strategy horizon · A roadmap for the next quarter or two")
	th.Sees("Last time: people: 2")
	th.Types("3" + theatre.Enter)
	th.Sees("Note of last time: ask Grace")
	th.Sees(">  s  skip this question (last time)")
	th.Types(theatre.Enter)
	th.Sees("All answers")
	th.Types(theatre.CtrlC)
	th.ends(130)
	th.hasSaved("teams-led=4 plan-form=quarter reports=3 guidance=skipped (ask Grace)")
}

// TestNothingIsLostOnALowScreen looks for the first and the last line of what is
// asked on 60×15, with a note, an answer and a complaint.
func TestNothingIsLostOnALowScreen(t *testing.T) {
	for tag, sees := range map[string]struct{ first, words, last string }{
		"en": {"Question 2 of 4", "?~help", "letter goes to its line; Ctrl-C or Ctrl-D stops."},
		"fr": {"Question 2 sur 4", "?~aide", "numéro ou lettre~: sa ligne~; Ctrl-C, Ctrl-D~: arrêter."},
	} {
		t.Run(tag, func(t *testing.T) {
			th := play(t, stage{lang: tag, columns: 60, rows: 15})
			th.Sees("Question 1 ")
			th.Types("12" + theatre.Enter)
			for _, keys := range []string{"", "t" + theatre.Enter + "why" + theatre.Enter, theatre.Enter} {
				th.Types(keys)
				th.Sees(sees.first)
				th.Sees(sees.words)
				th.Sees(sees.last)
			}
			th.Types(map[string]string{"en": "r", "fr": "l"}[tag] + theatre.Enter)
			th.Until("the review", func(s string) bool { return strings.Contains(s, "1 ") && strings.HasSuffix(s, sees.last) })
			th.Sees(sees.words)
			th.Types(theatre.CtrlC)
			th.ends(130)
		})
	}
}

func TestResizedWhileAsked(t *testing.T) {
	th := toChoice(t, stage{})
	th.Resize(60, 20)
	th.Types("2")
	th.Sees(">  2")
	th.Types(theatre.Enter)
	th.Sees("Question 3 ")
	th.Types(theatre.CtrlC)
	th.ends(130)
	th.hasSaved("teams-led=12 plan-form=quarter")
}
