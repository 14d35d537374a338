package cmd_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// slowTyping are lines, each of which takes four minutes to type.
type slowTyping struct {
	*machine
	lines []string
}

func (s *slowTyping) Read(b []byte) (int, error) {
	if len(s.lines) == 0 {
		return 0, io.EOF
	}
	n := copy(b, s.lines[0]+"\n")
	s.lines, s.now = s.lines[1:], s.now.Add(4*time.Minute)
	return n, nil
}

// TestReviewTellsTheTime walks with a clock that goes on by four minutes with each
// line that is typed: what a case has taken is told when its prompt is drawn anew,
// and adds up over visits.
func TestReviewTellsTheTime(t *testing.T) {
	m := newMachine(t, "en")
	m.must("calibrate", "demo", "--save", "h2")
	m.must("calibrate", "agenda", "h2", "--minutes", "60")
	_, said, _ := m.reading(&slowTyping{m, []string{"zz", "zz", "t", "j Hana", "t", "zz", "j Chloé", "j Linh", "q"}}, "calibrate", "review", "h2", "--plain", "--timer")
	var told []string
	for line := range strings.Lines(said) {
		if at := strings.Index(line, "Level agreed"); at >= 0 {
			gone, _, _ := strings.Cut(line[:at], " ")
			told = append(told, gone)
		}
	}
	want := []string{"0", "4", "8", "", "", "4", "8", "16", "0"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
}
