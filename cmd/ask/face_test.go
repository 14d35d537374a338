package ask

import (
	"context"
	"errors"
	"testing"

	"rung/rubric/lang"
)

func TestChooseFace(t *testing.T) {
	capable := Surroundings{Term: "xterm-256color", Stdin: true, Stderr: true}
	for name, c := range map[string]struct {
		change func(*Surroundings)
		want   Face
	}{
		"a capable terminal":             {func(*Surroundings) {}, Drawn},
		"--plain":                        {func(s *Surroundings) { s.Plain = true }, Plain},
		"RUNG_PLAIN":                     {func(s *Surroundings) { s.RungPlain = "1" }, Plain},
		"TERM=dumb":                      {func(s *Surroundings) { s.Term = "dumb" }, Plain},
		"no TERM":                        {func(s *Surroundings) { s.Term = "" }, Plain},
		"stderr is a pipe":               {func(s *Surroundings) { s.Stderr = false }, Plain},
		"stdin is a pipe":                {func(s *Surroundings) { s.Stdin = false }, None},
		"stdin is a pipe, RUNG_PLAIN":    {func(s *Surroundings) { s.Stdin, s.RungPlain = false, "1" }, None},
		"stdin is a pipe, --plain":       {func(s *Surroundings) { s.Stdin, s.Plain = false, true }, Plain},
		"nothing is a terminal":          {func(s *Surroundings) { s.Stdin, s.Stderr = false, false }, None},
		"nothing is a terminal, --plain": {func(s *Surroundings) { s.Stdin, s.Stderr, s.Plain = false, false, true }, Plain},
	} {
		s := capable
		c.change(&s)
		want := c.want
		if want == Drawn && !canDraw {
			want = Plain
		}
		if got := s.Face(); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestInterruptedIsACancelledContext(t *testing.T) {
	if !errors.Is(ErrInterrupted, context.Canceled) || lang.In(ErrInterrupted, lang.FR) != "interrompu" {
		t.Error("an interruption is not known as one")
	}
}
