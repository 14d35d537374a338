//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"testing"

	"rung/cmd/ask/theatre"
)

// TestTicking walks through a question with options to tick.
func TestTicking(t *testing.T) {
	th := play(t, stage{env: []string{childTicks + "=1"}})
	th.Shows(`
Question 1 of 2 · Team count
Which of these did you do this year?

>     – no answer yet –
   1  [ ] Worked in pairs, every week
   2  [ ] Mentored somebody
   3  [ ] Hired
   0  none of these
   o  take what is ticked: 0 of 3

   s  skip this question
   d  I don't know
   n  not applicable
   t  write a note (a fact, an example)
   b  back
   j  jump to a question by its number
   r  review all answers, and submit
   q  save and quit
   ?  this help

Arrows, Home and End move, Space or Enter ticks, a number or letter goes to its
line; Ctrl-C or Ctrl-D stops.`)
	th.Types("1 3" + theatre.Enter + "2  t" + theatre.Enter) // 2 is ticked and cleared
	th.Shows(`
Question 1 of 2 · Team count
Which of these did you do this year?

Enter takes the line, Escape leaves it as it was; arrows, Home, End, Ctrl-W and
Ctrl-U edit; Ctrl-C or Ctrl-D stops.
Note:`)
	th.Types("since March" + theatre.Enter + "?")
	th.Shows(`
Question 1 of 2 · Team count
Which of these did you do this year?
Note: since March
There is no right answer: say what is true today. What is skipped, not known or
not applicable never counts as zero. A note stays with its question. Every
answer can be changed until you submit.
>     – no answer yet –
   1  [x] Worked in pairs, every week
   2  [ ] Mentored somebody
   3  [x] Hired
   0  none of these
   o  take what is ticked: 2 of 3
   s  skip this question
   d  I don't know
   n  not applicable
   t  write a note (a fact, an example)
   b  back
     ↓ 4
s~skip~· d~don't~know~· n~not~applicable~· t~note~· b~back~· j~jump~·
r~review~· q~quit~· ?~help
Arrows, Home and End move, Space or Enter ticks, a number or letter goes to its
line; Ctrl-C or Ctrl-D stops.`)
	th.Types("o" + theatre.Enter)
	th.Shows(`
1/2 Team count · 2 of 3: Worked in pairs, every week; Hired
Question 2 of 2 · Team count
How many teams take their priorities from your roadmap?

s~skip~· d~don't~know~· n~not~applicable~· t~TEXT~note~· b~back~· j~7~jump~·
r~review~· q~quit~· ?~help
Enter takes the line, Escape leaves it as it was; arrows, Home, End, Ctrl-W and
Ctrl-U edit; Ctrl-C or Ctrl-D stops.
0 to 10,000 teams, no answer yet:`)
	th.hasSaved("ways=pairs, hires (since March)")
	th.Types("b" + theatre.Enter + theatre.Enter + "q" + theatre.Enter) // Enter keeps it
	th.hasSavedAtTheEnd("ways=pairs, hires (since March)")
}

// hasSavedAtTheEnd is hasSaved once the child is over.
func (th played) hasSavedAtTheEnd(want string) {
	th.t.Helper()
	th.Ends(0)
	th.hasSaved(want)
}

func TestWhatIsTickedIsTakenOnlyByWhoSaysSo(t *testing.T) {
	for name, test := range map[string]struct{ typed, saved string }{
		"none":                      {"0" + theatre.Enter, "ways=none"},
		"none, though some are":     {"1 0" + theatre.Enter, "ways=none"},
		"skipped, though some are":  {"1 s" + theatre.Enter, "ways=skipped"},
		"not known":                 {"d" + theatre.Enter, "ways=unknown"},
		"not applicable":            {"n" + theatre.Enter, "ways=not_applicable"},
		"nothing ticked":            {"o" + theatre.Enter + theatre.Home + theatre.Enter + "q" + theatre.Enter, ""},
		"left behind":               {"1 j" + theatre.Enter + "2" + theatre.Enter + "q" + theatre.Enter, ""},
		"left with Ctrl-D":          {"1 2 " + theatre.CtrlD, ""},
		"ticked after two refusals": {"o" + theatre.Enter + theatre.Enter + "2 o" + theatre.Enter, "ways=mentors"},
	} {
		t.Run(name, func(t *testing.T) {
			th := play(t, stage{env: []string{childTicks + "=1"}})
			th.Sees("Question 1 ")
			th.Types(test.typed + theatre.CtrlD)
			th.hasSavedAtTheEnd(test.saved)
		})
	}
}

func TestPastedTextTicksNothing(t *testing.T) {
	th := play(t, stage{env: []string{childTicks + "=1"}})
	th.Sees("Question 1 ")
	th.Pastes("1 2 o\r")
	th.Types("o" + theatre.Enter + theatre.CtrlD)
	th.hasSavedAtTheEnd("")
}

func TestTicksOfLastTime(t *testing.T) {
	last := childLast + `=[{"Question":"ways","State":"answered","Value":{"Ticks":["pairs","hires"]},"Note":"then"}]`
	for name, test := range map[string]struct{ typed, saved string }{
		"kept":    {theatre.Enter, "ways=pairs, hires (then)"},
		"changed": {"1 o" + theatre.Enter, "ways=hires"},
	} {
		t.Run(name, func(t *testing.T) {
			th := play(t, stage{env: []string{childTicks + "=1", last}, lang: "fr"})
			th.Shows(`
Question 1 sur 2 · Nombre d’équipes
Qu’avez-vous fait cette année~?
La dernière fois~: 2 sur 3~: Travaillé à deux, chaque semaine~; Recruté (Entrée
                   la conserve)
Note de la dernière fois~: then
      – pas encore de réponse –
   1  [x] Travaillé à deux, chaque semaine
   2  [ ] Accompagné quelqu’un
   3  [x] Recruté
   0  aucune de ces réponses
>  o  valider ce qui est coché~: 2 sur 3
   p  passer cette question
   x  je ne sais pas
   n  non applicable
   t  écrire une note (un fait, un exemple)
   r  revenir en arrière
   a  aller à une question par son numéro
   l  voir toutes les réponses, et valider
   q  enregistrer et quitter
   ?  cette aide

Flèches, Début, Fin~: se déplacer~; Espace ou Entrée~: cocher~; numéro ou
lettre~: sa ligne~; Ctrl-C, Ctrl-D~: arrêter.`)
			th.Sees("Question 1 ")
			th.Types(test.typed + theatre.CtrlD)
			th.hasSavedAtTheEnd(test.saved)
		})
	}
}
