package cmd

import (
	"io"

	"rung/assess"
	"rung/assess/exchange"
	"rung/rubric/lang"
)

// through asks about each person of whom something is open, then shows all of them, to
// change any, until the rater hands in.
func (h *handingIn) through() error {
	for i, r := range h.said {
		if h.ready(i) == nil && (r.manner != exchange.Whole || len(r.answers) == len(h.ladder.Questions)) {
			continue
		}
		if err := h.rate(i); err != nil {
			return err
		}
	}
	for {
		entries := append(h.states(), h.app.t("hand in"))
		i, err := h.talk.Choose(h.app.t("What is said of each? Choose one to change it, or hand in."), entries)
		switch {
		case err != nil:
			return err
		case i < len(h.said):
			err = h.rate(i)
		default:
			var sure bool
			if sure, err = h.sure(); sure {
				return nil
			}
		}
		if err != nil {
			return err
		}
	}
}

// sure asks once more before people are left open.
func (h *handingIn) sure() (bool, error) {
	open := h.open()
	if len(open) == 0 {
		return true, nil
	}
	return h.talk.Confirm(h.app.t("Nothing will be handed in about %v. Hand in anyway?", names(open)))
}

// states are the people of the invitation, with what is said of each.
func (h *handingIn) states() (lines []string) {
	for i, p := range h.invitation.Rater.People {
		lines = append(lines, h.app.t("%v (%v)", p.Rated(), h.state(i)))
	}
	return lines
}

func (h *handingIn) tellStates() {
	for _, line := range h.states() {
		h.app.tell("%s", line)
	}
}

// state is what is said of a person.
func (h *handingIn) state(i int) lang.Localized {
	if why := h.ready(i); why != nil {
		return lang.Verbatim(lang.In(why, h.app.lang))
	}
	switch r := h.said[i]; r.manner {
	case exchange.Cannot:
		return lang.Text("you cannot rate them")
	case exchange.Direct:
		l, _ := h.ladder.FindLevel(r.level) // or it would not be ready
		return lang.Sprintf("level: %s", l.Title.In(h.app.lang))
	}
	return lang.Sprintf("%d of %d answered # amid a line", h.answered(i), len(h.ladder.Questions))
}

// answered is how many questions about a person have an answer.
func (h *handingIn) answered(i int) int { return len(h.assessment(i).Answered()) }

// rate asks how a person is to be rated, and does it.
func (h *handingIn) rate(i int) error {
	p := h.invitation.Rater.People[i]
	ways := []struct {
		text lang.Localized
		do   func(int) error
	}{
		{h.questions(i), h.answer},
		{lang.Text("give a level, without the questions"), h.level},
		{lang.Text("leave it as it is"), func(int) error { return nil }},
		{lang.Sprintf("say that you cannot rate %s", p.Name), h.decline},
	}
	if p.Relation == assess.Self {
		ways = ways[:3]
	}
	var entries []string
	for _, way := range ways {
		entries = append(entries, h.app.in(way.text))
	}
	chosen, err := h.talk.Choose(h.app.t("%v (%v). How do you rate?", p.Rated(), h.state(i)), entries)
	if err != nil {
		return err
	}
	if err := ways[chosen].do(i); err != nil {
		return err
	}
	h.tellRoom(i)
	return nil
}

// questions is what answering the questions is called.
func (h *handingIn) questions(i int) lang.Localized {
	if len(h.said[i].answers) > 0 {
		return lang.Sprintf("go on with the questions, %d of %d answered", h.answered(i), len(h.ladder.Questions))
	}
	return lang.Sprintf("answer the questions (%d)", len(h.ladder.Questions))
}

// answer puts the questions about a person. Every answer is saved as it is given.
func (h *handingIn) answer(i int) error {
	made := h.assessment(i)
	if err := h.offerQuick(h.ladder, made, h.talk); err != nil {
		return err
	}
	h.quickSaid = true // once for everybody
	iv, err := assess.NewInterview(h.ladder, assess.VoiceOf(made, h.app.lang), made.Answers)
	if err != nil {
		return err
	}
	manner := exchange.Whole
	if h.quick {
		manner = exchange.Quick
	}
	keep := func(answers []assess.Answer) error {
		r := h.said[i]
		r.manner, r.answers = manner, answers
		return h.say(i, r)
	}
	submitted, err := assess.Conduct(iv, h.prompts(h.ladder, iv, h.talk), keep)
	switch {
	case err != nil:
		return err
	case !submitted:
		return io.EOF
	}
	return keep(iv.Answers()) // a level may stand in their place
}

// level asks for a level of the ladder, and a word on it.
func (h *handingIn) level(i int) error {
	var entries []string
	for _, l := range h.ladder.Levels {
		entries = append(entries, l.Title.In(h.app.lang))
	}
	chosen, err := h.talk.Choose(h.app.t("Which level?"), entries)
	if err != nil {
		return err
	}
	r := h.said[i]
	r.manner, r.level = exchange.Direct, h.ladder.Levels[chosen].ID
	return h.because(i, r)
}

// decline says that the rater cannot rate a person.
func (h *handingIn) decline(i int) error {
	r := h.said[i]
	r.manner = exchange.Cannot
	return h.because(i, r)
}

// because records what is said of a person, and then asks for a word beside it.
func (h *handingIn) because(i int, r rating) (err error) {
	if err = h.say(i, r); err != nil {
		return err
	}
	if r.why, err = h.talk.Line(h.app.t("Why, in a word (may be left empty): "), r.why); err != nil {
		return err
	}
	return h.say(i, r)
}

// say records what is said of a person.
func (h *handingIn) say(i int, r rating) error {
	h.said[i] = r
	return h.keep()
}

// scarce is how little room is worth a word, in bytes.
const scarce = 2 << 10

// tellRoom says how much text still fits where that gets scarce.
func (h *handingIn) tellRoom(i int) {
	sub := h.submission(i)
	if room, err := h.invitation.Room(sub); err == nil && 0 <= room && room < scarce {
		h.app.tell("%d bytes of text still fit in what you say of %s.", room, sub.Subject.Name)
	}
}
