//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package cmd_test

import (
	"strings"
	"testing"

	"rung/cmd/ask/theatre"
)

// TestReviewOnATerminal walks the demo on 80×24: a case is whole on the screen
// with what is asked about it; Ctrl-C keeps what was decided, and the next
// review begins with the first case without a decision.
func TestReviewOnATerminal(t *testing.T) {
	words := map[string]struct{ first, second, ask, why, missing, left string }{
		"en": {"1 of 12 · Chloé", "11 of 12 · Linh", "Level agreed (1 to 8", "Reason, as it is not", "needs a reason", "1 person without a decision."},
		"fr": {"1 sur 12 · Chloé", "11 sur 12 · Linh", "Niveau convenu (1 à 8", "Raison, car ce", "demande une raison", "1 personne sans décision."},
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
