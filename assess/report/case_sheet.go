package report

import (
	"slices"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric"
)

// sheetRoom is how much of a case a page has room for.
type sheetRoom struct {
	dimensions, questions, levels int
	decision                      bool // room to write it down
}

var (
	onPaper  = sheetRoom{dimensions: 5, questions: 3, levels: 3, decision: true}
	onScreen = sheetRoom{dimensions: 3, questions: 1, levels: 2}
)

// sheet is a case as a page of its own.
func (v *caseView) sheet(at, of int, room sheetRoom) {
	kicker := v.t("%d of %d", at, of)
	if v.c.Item.Minutes > 0 {
		kicker += v.t(", %d min", v.c.Item.Minutes)
	}
	v.add(NewPage{}, Headline{Kicker: kicker, Text: NameOf(v.c.Person)})
	v.proposal()
	if len(v.c.Item.Concerns) > 0 {
		v.say("Why talk: %s.", v.concerns(v.c.Item))
	}
	v.ratings(room.dimensions)
	shown := v.questions()
	shown = shown[:min(len(shown), room.questions)]
	if texts := v.levelTexts(); len(texts) > 0 {
		v.heading("Levels in question")
		v.add(Items{Items: texts[:min(len(texts), room.levels)]})
	}
	v.sideBySide(shown)
	v.notes(shown)
	v.outcome(room.decision)
}

// proposal is what is proposed, and where the ratings leave it to the group.
func (v *caseView) proposal() {
	c := v.c
	facts := []Fact{{v.t("Proposed"), v.proposed(c.Proposed).Text}}
	if _, any := c.Fair.Standing().Value(); any {
		label := v.t("Fair standing")
		if raw(c.PersonRow) {
			label = v.t("Raw mean")
		}
		facts = append(facts, Fact{label, v.standing(c.Fair, v.r).Text})
	}
	if c.Item.Subject != "" {
		facts = append(facts, Fact{v.t("Doubt"), v.doubted(c.Item.Doubt)})
	}
	if c.Peers != nil {
		facts = append(facts, Fact{v.t("%d peers, on average", c.Peers.Raters), v.number(c.Peers.Mean, 1)})
	}
	v.add(Facts{facts})
	if c.Proposed.Tie {
		v.say("The standing lies halfway between two rungs: the ratings do not decide, the group does.")
	}
	if c.Proposed.Tracks {
		v.say("Levels of several tracks are proposed: the ratings do not decide, the group does.")
	}
	if c.Proposed.Moved {
		v.say("Taking severity out changes the level, and whether there is any is not known: the group decides.")
	}
}

// ratings is what each rater says, with the dimensions on which they part most.
func (v *caseView) ratings(dimensions int) {
	if len(v.c.Voices) == 0 {
		return
	}
	g := v.table()
	g.Title = v.t("Ratings")
	rows := len(g.Rows)
	g.Rows = g.Rows[:min(rows, voiceRows+dimensions)]
	g.Yields = nil
	v.add(g)
	if left := rows - len(g.Rows); left > 0 {
		v.add(Sentence{Text: g.More(left), Tone: Faint})
	}
}

// sideBySide sets the answers to questions against each other.
func (v *caseView) sideBySide(questions []assess.ComparedQuestion) {
	if len(questions) == 0 {
		return
	}
	l := Items{Apart: true}
	for _, q := range questions {
		item := Item{Text: v.wording(q)}
		for i, s := range q.Answers {
			if s != nil {
				said := Said{Text: v.reply(s.Question, s.Answer), Note: s.Answer.Note}
				item.Sides = append(item.Sides, Side{v.speaker(v.c.Compared.Results[i].Assessment), []Said{said}})
			}
		}
		l.Items = append(l.Items, item)
	}
	v.heading("Where the raters part")
	v.add(l)
}

// notes are what each rater wrote, but for what stands beside the questions shown.
func (v *caseView) notes(shown []assess.ComparedQuestion) {
	if noted := v.noted(shown); len(noted) > 0 {
		v.heading("Notes")
		v.add(Items{Items: noted})
	}
}

func (v *caseView) noted(shown []assess.ComparedQuestion) (items []Item) {
	for _, voice := range v.c.Voices {
		if sides := v.written(voice, shown); len(sides) > 0 {
			items = append(items, Item{Text: v.voice(voice), Sides: sides})
		}
	}
	return items
}

// written is what a rater wrote, by dimension: on the subject as a whole first.
func (v *caseView) written(voice calibrate.CaseVoice, shown []assess.ComparedQuestion) (sides []Side) {
	add := func(label string, texts []Said) {
		if len(texts) > 0 {
			sides = append(sides, Side{label, texts})
		}
	}
	add(v.t("as a whole"), comment(voice, ""))
	for d := range v.r.Dimensions {
		texts := comment(voice, v.r.Dimensions[d].ID)
		for i := range v.r.Questions {
			q := &v.r.Questions[i]
			if q.Dimension == d && !slices.ContainsFunc(shown, func(s assess.ComparedQuestion) bool { return s.Question == q }) {
				texts = append(texts, v.noteOn(voice, q)...)
			}
		}
		add(v.name(&v.r.Dimensions[d]), texts)
	}
	return sides
}

// comment is what a rater wrote on a dimension, beside a level or values.
func comment(voice calibrate.CaseVoice, dimension string) []Said {
	if text := voice.Comments[dimension]; text != "" {
		return []Said{{Text: text}}
	}
	return nil
}

// noteOn is what a rater wrote on a question, beside their answer.
func (v *caseView) noteOn(voice calibrate.CaseVoice, q *rubric.Question) []Said {
	if voice.Result == nil || voice.Result.Assessment == nil {
		return nil
	}
	if given, any := voice.Result.Assessment.Answer(q.ID); any && given.Note != "" {
		return []Said{{Text: assess.Said(q, given, v.tag), Note: given.Note}}
	}
	return nil
}

// outcome is what was decided, or room to write it down.
func (v *caseView) outcome(room bool) {
	if agreed := v.c.Agreed; agreed != nil {
		v.heading("Decision")
		v.add(Facts{[]Fact{{v.t("Agreed"), v.agreedLevel(agreed.Level)}}})
		if why := v.grounds(agreed); why != "" {
			v.add(Sentence{Text: why})
		}
		return
	}
	if room {
		v.heading("Decision")
		v.add(Blank{v.t("Level"), 1}, Blank{v.t("Reason"), 2})
		v.add(Sentence{Text: v.t("%s will read the reason.", NameOf(v.c.Person)), Tone: Faint})
	}
}
