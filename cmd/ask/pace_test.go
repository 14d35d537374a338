package ask

import (
	"slices"
	"strings"
	"testing"
	"time"

	"rung/assess"
	"rung/rubric/lang"
)

// walker does what it is told, each in its time, and keeps how long the rest was
// said to take.
type walker struct {
	assess.Prompter
	now  time.Time
	verb assess.Verb
	take time.Duration
	told []string
}

func (w *walker) Ask(v assess.QuestionView) (assess.Action, error) {
	_, told, _ := strings.Cut(place(v, lang.EN), "D")
	w.told = append(w.told, told)
	w.now = w.now.Add(w.take)
	return assess.Action{Verb: w.verb}, nil
}

// TestTheTimeLeftIsAtOnesOwnPace answers in half a minute, with a pause of an
// hour, and looks about a lot in between.
func TestTheTimeLeftIsAtOnesOwnPace(t *testing.T) {
	w := &walker{}
	p := Paced(w, func() time.Time { return w.now })
	open := 26
	for _, step := range []struct {
		verb assess.Verb
		take time.Duration
	}{
		{assess.Give, 30 * time.Second}, {assess.Jump, time.Second}, {assess.Note, time.Hour}, {assess.Mark, 20 * time.Second},
		{assess.Give, time.Hour}, {assess.Keep, 30 * time.Second}, {assess.Give, 40 * time.Second}, {assess.Give, 0},
	} {
		w.verb, w.take = step.verb, step.take
		p.Ask(assess.QuestionView{Dimension: "D", Open: open})
		open -= 3
	}
	w.take = 0
	p.Ask(assess.QuestionView{Dimension: "D", Open: 1})
	p.Ask(assess.QuestionView{Dimension: "D", Open: 0})
	want := []string{"", "", "", "", "", "", " · about 4 minutes left", " · about 3 minutes left", " · about 1 minute left", ""}
	if !slices.Equal(w.told, want) {
		t.Errorf("told %q, want %q", w.told, want)
	}
}
