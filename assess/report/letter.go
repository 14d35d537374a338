package report

import (
	"slices"

	"rung/assess/calibrate"
	"rung/rubric"
	"rung/rubric/lang"
)

// Letter is what one subject is told of a session, on a screen. Levels is the
// command that shows the levels of its rubric.
func Letter(l *calibrate.Letter, levels string, tag lang.Tag) Document {
	v := letterView{writing{tag: tag}, l}
	v.whole()
	v.commands(levels)
	return v.document("")
}

// whole is the letter but for what differs on a screen.
func (v *letterView) whole() {
	l := v.l
	v.opening()
	if l.Decided {
		v.why()
		v.corrects()
	}
	if l.Agreed != nil {
		v.strengths()
		for _, next := range l.Next {
			v.towards(next)
		}
		v.top()
	}
	v.own()
	v.ask()
	v.ownReceipts(l.Receipts)
}

// LetterPage is the letter as it is handed over: with a table of all that is told by
// dimension, and no command, as who reads it may have no rung.
func LetterPage(l *calibrate.Letter, tag lang.Tag) Document {
	v := letterView{writing{tag: tag}, l}
	v.whole()
	if l.Agreed != nil {
		v.say("Ask for the full text of these levels, too.")
	}
	if !v.tells(l.Here.Group) && !v.tells(l.Here.Own) {
		return v.document("")
	}
	v.table()
	return v.document(letterGrid)
}

// letterGrid names the table of a letter.
const letterGrid = "dimensions"

// letterView makes the document of one letter. It speaks to the subject.
type letterView struct {
	writing
	l *calibrate.Letter
}

func (v *letterView) document(main string) Document {
	return Document{Lang: v.tag, Title: NameOf(v.l.Person) + " · " + v.l.Title, Main: main, Blocks: v.blocks}
}

// opening says what was decided, what that is, who decided it, and whether it is final.
func (v *letterView) opening() {
	v.add(Headline{Kicker: v.t("Letter from a calibration session"), Text: v.t("%s: outcome of %v", NameOf(v.l.Person), lang.Quoted(v.l.Title))}, Break{})
	switch {
	case v.l.Decided:
		v.decision()
	case v.l.State == calibrate.Locked:
		v.say("The session ended without a level agreed for you.")
	default:
		v.say("No level is agreed for you yet: the group has not decided.")
	}
}

// decision says what was decided and what that is.
func (v *letterView) decision() {
	v.add(Sentence{Tone: Strong, Text: v.agreed()})
	if v.l.Agreed != nil {
		v.add(Sentence{Text: v.l.Agreed.Summary.In(v.tag)})
		if v.l.Corrected {
			v.say("The ratings inform such a decision; they do not make it.")
		} else {
			v.say("The group decided this. The ratings informed it; they did not decide.")
		}
	}
	if v.l.State != calibrate.Locked {
		v.say("The session has not ended yet: this may still change.")
	}
}

// agreed says which level is agreed, and since when. What came after the session is
// somebody's correction, and is not told as the group's word.
func (v *letterView) agreed() string {
	at, on := v.l.Agreed, v.date(v.l.At)
	switch {
	case !v.l.Corrected && at != nil:
		return v.t("On %s the group agreed on %s for you%s.", on, at.Title.In(v.tag), aside(at.Title.In(v.tag), at.Label, v.height(v.l.Rubric, at)))
	case !v.l.Corrected:
		return v.t("On %s the group agreed on no level for you this time.", on)
	}
	since := v.t("Corrected on %s: ", on)
	if len(v.l.Corrects) == 0 {
		since = v.t("Recorded on %s, after the session ended: ", on)
	}
	if at == nil {
		return since + v.t("no level is agreed for you this time.")
	}
	return since + v.t("the level agreed for you is %s%s.", at.Title.In(v.tag), aside(at.Title.In(v.tag), at.Label, v.height(v.l.Rubric, at)))
}

// why gives the reason as it was written.
func (v *letterView) why() {
	v.heading("Why")
	switch {
	case v.l.Withheld:
		v.say("A reason was recorded; it may name somebody else and is not repeated here. Ask for it.")
	case v.l.Rationale == "":
		v.say("The group wrote down no reason; you can ask what it was.")
	case v.l.Corrected:
		v.say("The reason recorded: %v", lang.Quoted(v.l.Rationale))
	default:
		v.say("In the group's words: %v", lang.Quoted(v.l.Rationale))
	}
}

// corrects says what stood before a correction.
func (v *letterView) corrects() {
	for _, before := range v.l.Corrects {
		if on, level := v.date(before.At), v.agreedLevel(before.Agreed); before.Corrected {
			v.say("Before, as recorded on %s: %s.", on, level)
		} else {
			v.say("Before, as the group agreed on %s: %s.", on, level)
		}
		if before.Rationale != "" {
			v.say("The reason then: %v", lang.Quoted(before.Rationale))
		}
		if before.Withheld {
			v.say("A reason was recorded then; it may name somebody else and is not repeated here.")
		}
	}
}

// strengths lists where the group's view reaches what the level expects, and names
// where it sees less.
func (v *letterView) strengths() {
	at := v.l.Here
	if !v.tells(at.Group) {
		v.add(Break{})
		v.say("Too few people rated you by dimension to show how the group sees you without showing what one of them said.")
		return
	}
	var above, met []Item
	var less lang.List
	for d, sight := range at.Group {
		scope, dim := at.Level.Scope[d], &v.l.Rubric.Dimensions[d]
		switch {
		case sight == calibrate.Over:
			above = append(above, Item{Text: v.name(dim) + v.colon() + v.t("more than %v", v.step(dim, scope.Hi, at.Level))})
		case sight == calibrate.Under:
			less = append(less, lang.Verbatim(v.name(dim)))
		case sight == calibrate.Meets && scope.Lo > 0:
			met = append(met, Item{Text: v.name(dim) + v.colon() + v.step(dim, scope.Lo, at.Level).In(v.tag)})
		}
	}
	if items := append(above, met...); len(items) > 0 {
		v.heading("Strengths")
		v.add(Items{Title: over(v.t("Where the group's view, to the nearest step, reaches what %s expects:", at.Level.Short)), Items: items})
	}
	if len(less) > 0 {
		v.add(Break{})
		v.say("The group sees less than %s expects on %v.", at.Level.Short, less)
	}
}

// step is a step in the ladder's words for a level.
func (v *letterView) step(d *rubric.Dimension, step int, l *rubric.Level) lang.Quoted {
	return lang.Quoted(v.words(d, step, l))
}

// towards says what a level expects, where the group's view lies under it.
func (v *letterView) towards(next calibrate.Against) {
	if next.Level.Rung == v.l.Agreed.Rung {
		v.heading("A change of track to %s", next.Level.Short)
	} else {
		v.heading("Towards %s", next.Level.Short)
	}
	v.add(Sentence{Text: v.title(next.Level) + v.colon() + next.Level.Summary.In(v.tag)})
	if !v.tells(next.Group) {
		return
	}
	var items []Item
	for d, sight := range next.Group {
		if dim := &v.l.Rubric.Dimensions[d]; sight == calibrate.Under {
			items = append(items, Item{Text: v.name(dim) + v.colon() + v.expected(next.Level, d)})
		}
	}
	switch {
	case len(items) > 0:
	case v.l.Rationale != "":
		v.say("As far as it can be told, the group's view, to the nearest step, is nowhere under what %s expects. %s is agreed for the reason above.",
			next.Level.Short, v.l.Agreed.Short)
	default:
		v.say("As far as it can be told, the group's view, to the nearest step, is nowhere under what %s expects. %s is agreed: ask what spoke for that.",
			next.Level.Short, v.l.Agreed.Short)
	}
	v.add(Items{Title: over(v.t("What it expects where the group sees less:")), Items: items})
}

// expected is the least that a level expects of a dimension.
func (v *letterView) expected(l *rubric.Level, d int) string {
	said := v.step(&v.l.Rubric.Dimensions[d], l.Scope[d].Lo, l).In(v.tag)
	if slices.ContainsFunc(l.Requires, func(q rubric.Requirement) bool { return q.Dimension == d && q.Lo > 0 }) {
		said += v.t(" (required)")
	}
	return said
}

// top says that the ladder ends here.
func (v *letterView) top() {
	if len(v.l.Next) == 0 {
		v.add(Break{})
		v.say("No level lies above %s on its track.", v.l.Agreed.Short)
	}
}

// own sets the subject's own answers beside what the group decided and sees.
func (v *letterView) own() {
	self := v.l.Self
	if self == nil || self.Level == nil {
		return
	}
	if self.Values == nil {
		v.heading("Your own rating")
		v.say("You rated yourself at %s%s", v.title(self.Level), v.fromAgreed(self.Level))
		return
	}
	v.heading("Your own answers")
	v.say("Your own answers were closest to %s%s", v.title(self.Level), v.fromAgreed(self.Level))
	var items []Item
	higher, lower := v.apart()
	if len(higher) > 0 {
		items = append(items, Item{Text: v.t("higher than the group does: %v", higher)})
	}
	if len(lower) > 0 {
		items = append(items, Item{Text: v.t("lower than the group does: %v", lower)})
	}
	if len(items) > 0 {
		v.add(Items{Title: over(v.t("As far as this letter can compare the two, you place yourself")), Items: items})
		v.say("Both are views of the same work, and worth a conversation.")
	}
}

// fromAgreed ends a sentence on a level with how it lies to the one agreed.
func (v *letterView) fromAgreed(own *rubric.Level) string {
	at, place := v.l.Agreed, v.l.Rubric.Place
	switch {
	case at == nil || own == at:
		return "."
	case own.Rung > at.Rung:
		return v.t(", %v above what was agreed.", lang.Count(place(own)-place(at), "rung", "rungs"))
	case own.Rung < at.Rung:
		return v.t(", %v below what was agreed.", lang.Count(place(at)-place(own), "rung", "rungs"))
	}
	return v.t(", on the same rung of another track.")
}

// apart names the dimensions on which the subject's own answers and the group's view
// lie on different sides of what a level expects.
func (v *letterView) apart() (higher, lower lang.List) {
	for d := range v.l.Rubric.Dimensions {
		name := lang.Verbatim(v.name(&v.l.Rubric.Dimensions[d]))
		switch difference := v.difference(d); {
		case difference > 0:
			higher = append(higher, name)
		case difference < 0:
			lower = append(lower, name)
		}
	}
	return higher, lower
}

// difference is how much higher the subject sees themself, by sights.
func (v *letterView) difference(d int) (sum int) {
	for _, a := range append([]calibrate.Against{v.l.Here}, v.l.Next...) {
		if a.Level != nil && a.Group[d] != calibrate.Untold && a.Own[d] != calibrate.Untold {
			sum += int(a.Own[d]) - int(a.Group[d])
		}
	}
	return sum
}

// ask says whom to ask.
func (v *letterView) ask() {
	v.heading("Questions")
	if v.l.Ask.Name != "" {
		v.say("Ask %s.", v.l.Ask.Name)
	} else {
		v.say("Ask whoever gave you this letter.")
	}
}

// commands print what the levels expect, for whoever hands the letter over.
func (v *letterView) commands(levels string) {
	if v.l.Agreed == nil {
		return
	}
	commands := []string{levels + " " + v.l.Agreed.ID}
	for _, next := range v.l.Next {
		commands = append(commands, levels+" "+v.l.Agreed.ID+" "+next.Level.ID)
	}
	v.add(Next{v.t("What these levels expect, in full"), commands})
}

// tells reports whether anything is told.
func (v *letterView) tells(sights []calibrate.Sight) bool {
	return slices.ContainsFunc(sights, func(s calibrate.Sight) bool { return s != calibrate.Untold })
}

// table is a row per dimension: how the group sees it against the level agreed and
// those it leads to, and how the subject does where that is something else.
func (v *letterView) table() {
	v.heading("By dimension")
	v.say("The group's view is what its ratings come to on average, to the nearest step (halfway, the higher); peers count from three on. No single rating can be read from it.")
	g := Grid{Name: letterGrid, Title: v.t("By dimension"), Columns: []Column{v.wide("Dimension")}}
	all := append([]calibrate.Against{v.l.Here}, v.l.Next...)
	for _, a := range all {
		g.Columns = append(g.Columns, Column{Title: v.t("Against %s", a.Level.Short), Wraps: true})
	}
	for d := range v.l.Rubric.Dimensions {
		row := []Cell{text(v.name(&v.l.Rubric.Dimensions[d]))}
		for i, a := range all {
			row = append(row, v.seen(a.Group[d], a.Own[d], i > 0))
		}
		g.Rows = append(g.Rows, row)
	}
	v.add(g)
}

// seen is how the group sees a dimension, and the subject where they see it otherwise.
func (v *letterView) seen(group, own calibrate.Sight, next bool) Cell {
	said := v.sight(group, next)
	switch {
	case own != calibrate.Untold && own != group:
		return text(v.t("%s (you: %s)", said, v.sight(own, next)))
	case group == calibrate.Untold:
		return absent(said)
	}
	return text(said)
}

// sight is a word; of a level to which another leads only whether it is reached.
func (v *letterView) sight(s calibrate.Sight, next bool) string {
	switch {
	case s == calibrate.Untold:
		return "–"
	case s == calibrate.Under:
		return v.t("under")
	case s == calibrate.Over:
		return v.t("over")
	case next:
		return v.t("reached")
	}
	return v.t("as expected")
}
