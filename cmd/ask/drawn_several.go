//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"fmt"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// boxes are what is ticked at a question and not an answer yet. They stay while a
// note is written or help is read.
type boxes struct {
	question int // by its number; 0: none
	ticked   []bool
}

// askTicked is the verb of the entry that takes what is ticked.
const askTicked assess.Verb = "ask ticked"

// nothingTicked is said where what is ticked is taken and nothing is.
var nothingTicked = lang.Errorf("nothing is ticked yet; tick what holds, or choose “none of these”")

// boxesOf are the boxes of a question: as they were left, or as the present answer or
// that of last time has them.
func (d *drawnDialog) boxesOf(v assess.QuestionView) []bool {
	if d.boxes.question != v.Number {
		d.boxes = boxes{v.Number, tickedIn(v, said(v))}
	}
	return d.boxes.ticked
}

// said is the present answer, or that of last time.
func said(v assess.QuestionView) assess.Value {
	switch {
	case v.Present != nil:
		return v.Present.Value
	case v.Last != nil:
		return v.Last.Value
	}
	return assess.Value{}
}

// askSeveral asks to tick what holds.
func (d *drawnDialog) askSeveral(v assess.QuestionView, help bool) (assess.Action, error) {
	m := d.questionMenu(v, help)
	trace := m.trace
	m.trace = func(i int) string {
		if a, err := d.taken(v, m.entries[i].action); err == nil && a.Verb == assess.Give {
			return d.traced(v, a)
		}
		return trace(i)
	}
	a, err := d.choose(m)
	if err == nil {
		a, err = d.taken(v, a)
	}
	if a.Verb == assess.Give || a.Verb == assess.Mark || a.Verb == assess.Keep {
		d.boxes = boxes{}
	}
	return a, err
}

// taken is what an action says, with what is ticked where it takes that.
func (d *drawnDialog) taken(v assess.QuestionView, a assess.Action) (assess.Action, error) {
	if a.Verb != askTicked {
		return a, nil
	}
	ticks := ticksOf(v, d.boxesOf(v))
	switch {
	case ticks == assess.Tick():
		return assess.Action{}, nothingTicked
	case v.Last != nil && v.Last.Value.Ticks == ticks:
		return assess.Action{Verb: assess.Keep}, nil
	}
	return assess.Action{Verb: assess.Give, Value: assess.Value{Ticks: ticks}}, nil
}

// addOptions lists the options of a question: to choose one, or a box each, none,
// and what is ticked.
func (d *drawnDialog) addOptions(m *menu, v assess.QuestionView) {
	for i, o := range v.Options {
		m.add(fmt.Sprint(i+1), o.Text, assess.Action{Verb: assess.Give, Value: assess.Value{Option: o.ID}})
	}
	if v.Kind != rubric.Several {
		return
	}
	ticked, first := d.boxesOf(v), len(m.entries)-len(v.Options)
	for i := range ticked {
		m.entries[first+i].box = &ticked[i]
	}
	m.add("0", assess.SaidOf(nil, len(v.Options), d.lang), assess.Action{Verb: assess.Give, Value: assess.Value{Ticks: assess.Tick()}})
	m.add("o", "", assess.Action{Verb: askTicked})
	take := len(m.entries) - 1
	m.ticked = func() {
		m.entries[take].text = lang.Sprintf("take what is ticked: %d of %d", len(ticksOf(v, ticked).IDs()), len(ticked)).In(d.lang)
	}
	m.ticked()
}
