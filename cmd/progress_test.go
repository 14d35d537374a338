package cmd

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"
)

// screen is a terminal that tests read while it is written to.
type screen struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// shown waits until the screen has a text.
func (s *screen) shown(t *testing.T, text string) {
	t.Helper()
	for range 1000 {
		if strings.Contains(s.String(), text) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%q never shows: %q", text, s.String())
}

// standing is what stands in the last line once a carriage return has gone back to
// its beginning.
func standing(text string) string {
	line := []rune{}
	at := 0
	for _, r := range text[strings.LastIndex(text, "\n")+1:] {
		if r == '\r' {
			at = 0
			continue
		}
		if at == len(line) {
			line = append(line, ' ')
		}
		line[at] = r
		at++
	}
	return strings.TrimRight(string(line), " ")
}

func TestProgressShowsAndIsGoneBeforeAnythingElseIsWritten(t *testing.T) {
	t.Parallel()
	a, s := speaking("fr"), &screen{}
	p := startProgress(a, s)
	s.shown(t, "En cours… 0 s")
	out := aside{s, p}
	if _, err := out.Write([]byte("ligne\n")); err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(s.String(), "ligne\n")
	if left := standing(before); left != "" {
		t.Errorf("%q stands before the line that is written", left)
	}
	s.shown(t, "ligne\n\rEn cours…")
	p.stop()
	p.stop()
	if left := standing(s.String()); left != "" {
		t.Errorf("%q is left", left)
	}
	end := s.String()
	time.Sleep(2 * tick)
	if s.String() != end {
		t.Error("it goes on after its end")
	}
}

func TestQuickWorkShowsNothing(t *testing.T) {
	t.Parallel()
	s := &screen{}
	startProgress(speaking("en"), s).stop()
	(*progress)(nil).stop()
	if s.String() != "" {
		t.Errorf("%q", s.String())
	}
}
