//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package cmd

import (
	"strings"
	"testing"
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
				env := machine(t)
				if _, stderr, code := runs(t, env, "", "calibrate", "demo", "--save", "h2", "--lang", language); code != 0 {
					t.Fatal(stderr)
				}
				args := []string{"calibrate", "review", "h2", "--by", "Nadia", "--lang", language}
				if face == "--plain" {
					args = append(args, face)
				}
				th := play(t, stage{rung: args, env: env})
				// asked waits until something is asked below something said, so
				// that nothing is typed ahead and echoed in between.
				asked := func(what, below string) {
					th.until(what+" below "+below, func(screen string) bool {
						said := strings.LastIndex(screen, below)
						return said >= 0 && strings.LastIndex(screen, what) > said
					})
				}
				asked(w.ask, w.first)
				th.types("4" + enter)
				th.sees(w.why)
				th.types(enter)
				asked(w.ask, w.missing)
				th.types("4" + enter)
				asked(w.why, w.missing)
				th.types("Settled it alone" + enter)
				asked(w.ask, w.second)
				th.types("4" + enter)
				asked(w.why, w.second)
				th.types("half a rea" + ctrlC)
				th.ends(130)
				th.sees(w.left)
				back := playAgain(t, stage{rung: args, env: env})
				back.until("the second case", func(screen string) bool {
					return strings.Contains(screen, w.second) && strings.Contains(screen, w.ask)
				})
				back.types(ctrlC)
				back.ends(130)
				log, _, code := runs(t, env, "", "calibrate", "log", "h2", "--format", "json")
				if code != 0 || !strings.Contains(log, "Settled it alone") || strings.Contains(log, "half a rea") {
					t.Errorf("exit code %d; the log:\n%s", code, log)
				}
			})
		}
	}
}
