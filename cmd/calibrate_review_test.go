//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package cmd_test

import (
	"strings"
	"testing"

	"rung/cmd/ask/theatre"
)

// TestReviewTurnsPages looks at everything that was answered, page by page, and is
// back at the case, with nothing decided.
func TestReviewTurnsPages(t *testing.T) {
	m := newMachine(t, "en")
	m.must("calibrate", "demo", "--save", "h2")
	th := m.play("calibrate", "review", "h2")
	const question = "Level agreed, or Enter for Sr. PM, as proposed:"
	// below waits for a text right under another.
	below := func(under, what string) {
		th.Until(what+" under "+under, func(screen string) bool {
			at := strings.LastIndex(screen, under)
			return at >= 0 && strings.Contains(screen[at:], what) && !strings.Contains(screen[:at], what)
		})
	}
	below("1 of 12", question)
	th.Types("d" + theatre.Enter)
	below("1 of 12", "next page")
	th.Types(" ")
	below("How is Chloé's work reviewed?", "next page")
	th.Types("x" + theatre.Enter)
	below("In what state do problems usually reach Chloé?", "next page")
	th.Types("q")
	below("1 of 12", question)
	th.Types("q" + theatre.Enter)
	th.Sees("2 people without a decision.")
	th.Ends(130)
}

// TestReviewOnATerminal walks the demo on 80×24: a case is whole on the screen
// with what is asked about it; Ctrl-C keeps what was decided, and the next
// review begins with the first case without a decision.
func TestReviewOnATerminal(t *testing.T) {
	words := map[string]struct{ first, second, ask, why, missing, left string }{
		"en": {"1 of 12 · Chloé", "12 · Linh", "Level agreed, or Enter", "as it is not", "needs a reason", "1 person without a decision."},
		"fr": {"1 sur 12 · Chloé", "12 · Linh", "Niveau, ou Entrée", "car ce n’est", "demande une raison", "1 personne sans décision."},
	}
	for language, w := range words {
		for _, face := range []string{"drawn", "--plain"} {
			t.Run(language+" "+strings.TrimPrefix(face, "--"), func(t *testing.T) {
				t.Parallel()
				m := newMachine(t, language)
				m.must("calibrate", "demo", "--save", "h2")
				args := []string{"calibrate", "review", "h2", "--by", "Nadia"}
				if face == "--plain" {
					args = append(args, face)
				}
				th := m.play(args...)
				// asked waits until something is asked below something said, so
				// that nothing is typed ahead and echoed in between.
				asked := func(what, below string) {
					th.Until(what+" below "+below, func(screen string) bool {
						said := strings.LastIndex(screen, below)
						return said >= 0 && strings.LastIndex(screen, what) > said
					})
				}
				asked(w.ask, w.first)
				th.Types("4" + theatre.Enter)
				th.Sees(w.why)
				th.Types(theatre.Enter)
				asked(w.ask, w.missing)
				th.Types("4" + theatre.Enter)
				asked(w.why, w.missing)
				th.Types("Settled it alone" + theatre.Enter)
				asked(w.ask, w.second)
				th.Types("4" + theatre.Enter)
				asked(w.why, w.second)
				th.Types("half a rea" + theatre.CtrlC)
				th.Ends(130)
				th.Sees(w.left)
				back := m.play(args...)
				back.Until("the second case", func(screen string) bool {
					return strings.Contains(screen, w.second) && strings.Contains(screen, w.ask)
				})
				back.Types(theatre.CtrlC)
				back.Ends(130)
				log := m.must("calibrate", "log", "h2", "--format", "json")
				if !strings.Contains(log, "Settled it alone") || strings.Contains(log, "half a rea") {
					t.Errorf("the log:\n%s", log)
				}
			})
		}
	}
}
