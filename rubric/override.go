package rubric

import (
	"slices"
	"strings"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// override is a change in a file that does not go with parts of what it extends. It
// is one problem, however many they are.
type override struct {
	at         *doc.Node
	code       string
	text, cure lang.Message
	parts      []parts
}

// parts are things of one kind: a text with a place for what their ids are.
type parts struct {
	what lang.Text
	ids  []string
}

// The kinds of parts that a change may not go with.
const (
	scopeOf      lang.Text = "scope of %v"
	requiresOf   lang.Text = "requires of %v"
	trackOf      lang.Text = "track of %v"
	nextOf       lang.Text = "next of %v"
	ownNext      lang.Text = "its own next (%v)"
	otherPlace   lang.Text = "the order of the levels (%v)"
	optionsOf    lang.Text = "options of %v"
	thresholdsOf lang.Text = "thresholds of %v"
	growOf       lang.Text = "grow of %v"
	stepsOf      lang.Text = "steps of %v"
	unasked      lang.Text = "the dimension %v, which no other question asks about"
)

// clash notes that a change does not go with a part of the base.
func (c *checker) clash(with override, what lang.Text, id string) {
	i := slices.IndexFunc(c.overrides, func(o override) bool { return o.at.Pos == with.at.Pos && o.text.In(lang.EN) == with.text.In(lang.EN) })
	if i < 0 {
		i, c.overrides = len(c.overrides), append(c.overrides, with)
	}
	all := &c.overrides[i].parts
	j := slices.IndexFunc(*all, func(p parts) bool { return p.what == what })
	if j < 0 {
		j, *all = len(*all), append(*all, parts{what: what})
	}
	if ids := &(*all)[j].ids; !slices.Contains(*ids, id) {
		*ids = append(*ids, id)
	}
}

// clashes reports every change that does not go with something, once.
func (c *checker) clashes() {
	for _, one := range c.overrides {
		c.hint(one.at, one.code, lang.Sprintf("%v, which does not go with: %v", one.text, partsList(one.parts)), one.cure)
	}
	c.overrides = nil
}

type partsList []parts

// In renders the parts in t.
func (l partsList) In(t lang.Tag) string {
	all := make([]string, len(l))
	for i, p := range l {
		all[i] = lang.Message{Format: p.what, Args: []any{doc.Words(p.ids)}}.In(t)
	}
	return strings.Join(all, lang.Text("; ").In(t))
}

// removal is that something of the base is removed; false where it is not.
func (c *checker) removal(noun lang.Text, id string, cure lang.Message) (override, bool) {
	at := c.merged.removedAt(noun, id)
	return override{at: at, code: "removed", text: lang.Sprintf("the %v %v is removed", noun, doc.Quote(id)), cure: cure}, at != nil
}

// restepped is that a dimension has other steps than in the base; false where it
// has not.
func (c *checker) restepped(dimension int) (override, bool) {
	dim := c.file.dimensions[dimension]
	top := len(dim.steps) - 1
	return override{
		at: dim.stepsAt, code: "range",
		text: lang.Sprintf("the steps of %v are 0 to %d here", doc.Quote(dim.id.text), top),
		cure: lang.Sprintf("write here too, for steps 0 to %d, what does not go with them, or leave the steps as they are", top),
	}, c.base != nil && dim.stepsAt.In(c.d)
}

// askedElsewhere is that a question is on another dimension than in the base; false
// where it is not.
func (c *checker) askedElsewhere(q fileQuestion) (override, bool) {
	return override{
		at: q.dimension.at, code: "requirement",
		text: lang.Sprintf("the question %v asks about %v here", doc.Quote(q.id.text), doc.Quote(q.dimension.text)),
		cure: lang.Sprintf("leave it where it is, and write a new question for the other dimension"),
	}, c.base != nil && q.dimension.at != nil && q.dimension.at.In(c.d) && c.base.rubric.QuestionIndex(q.id.text) >= 0
}

// raised is that a level has another rung or track than in the base; false where it
// has not.
func (c *checker) raised(l fileLevel) (override, bool) {
	at := c.cause(l.rungAt, l.track.at)
	return override{
		at: at, code: "next",
		text: lang.Sprintf("%v is on rung %d of the track %v here", doc.Quote(l.id.text), l.rung, doc.Quote(l.track.text)),
		cure: lang.Sprintf("write here too what is next, or the rungs that make it a step up"),
	}, c.base != nil && at != nil && at.In(c.d)
}

// lost is why no question asks about a dimension of the base any more.
func (c *checker) lost(dimension string) (override, bool) {
	for _, q := range c.baseQuestions(dimension) {
		if why, is := c.removal("question", q.ID, lang.Sprintf("ask another question about it, or keep this one")); is {
			return why, true
		}
		if i := slices.Index(c.questions, q.ID); i >= 0 {
			if why, is := c.askedElsewhere(c.file.questions[i]); is {
				return why, true
			}
		}
	}
	return override{}, false
}

// baseQuestions are those of the base on a dimension.
func (c *checker) baseQuestions(dimension string) (on []Question) {
	if c.base == nil {
		return nil
	}
	for _, i := range c.base.rubric.QuestionsOf(c.base.rubric.DimensionIndex(dimension)) {
		on = append(on, c.base.rubric.Questions[i])
	}
	return on
}
