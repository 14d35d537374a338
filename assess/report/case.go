package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric"
	"rung/rubric/lang"
)

// Showing is how a case is put before the group.
type Showing struct {
	At, Of int  // which case it is, from 1, and how many there are
	Whole  bool // with that on which all agree
}

// Case is one subject as the group looks at them: who says what, where they part,
// with the evidence they gave, and the levels in question. A short screen leaves
// out what matters least: first all but five dimensions, two questions and three
// levels, then one after another.
func Case(r *rubric.Rubric, c *calibrate.Case, how Showing, tag lang.Tag) Document {
	v := caseView{writing{tag: tag}, r, c, NameOf, how.Whole}
	v.head(how)
	v.add(Break{})
	v.voices()
	v.add(Break{})
	v.parting()
	v.add(Break{})
	v.inQuestion()
	return Document{Lang: tag, Title: NameOf(c.Person), Main: "case", Blocks: v.blocks}
}

// How a case gets shorter: what is kept at each rank, in the order in which a
// group misses it least.
var (
	questionYields  = []Yield{{1, 2}, {2, 1}, {9, 0}}
	dimensionYields = []Yield{{1, 5}, {3, 3}, {6, 2}, {8, 1}}
	levelYields     = []Yield{{1, 3}, {4, 2}, {5, 1}, {7, 0}}
)

// beneath are yields of a grid that keeps its first rows.
func beneath(yields []Yield, first int) []Yield {
	out := slices.Clone(yields)
	for i := range out {
		out[i].Keep += first
	}
	return out
}

// caseView makes the document of one case.
type caseView struct {
	writing
	r *rubric.Rubric
	c *calibrate.Case
	// called is how raters are called.
	called func(assess.Person) string
	whole  bool // with that on which all agree
}

// head says what is known of the subject in a few lines.
func (v *caseView) head(how Showing) {
	c := v.c
	said := v.t("%d of %d · ", how.At, how.Of) + NameOf(c.Person)
	switch standing := v.standing(c.Fair, v.r).Text; {
	case c.Fair.Raters == 0:
		said += v.t(": nothing to propose a level on")
	case raw(c.PersonRow):
		said += v.t(": raw mean %s, proposed %s", standing, v.either(c.Proposed.Levels))
	default:
		said += v.t(": fair standing %s, proposed %s", standing, v.either(c.Proposed.Levels))
	}
	if c.Agreed != nil {
		said += v.t(", agreed %s", v.agreedLevel(c.Agreed.Level))
	}
	v.add(Headline{Text: said})
	v.doubt()
	if c.Peers != nil {
		v.say("%d peers, mean standing %v.", c.Peers.Raters, lang.Number{Value: c.Peers.Mean, Decimals: 1})
	}
}

// doubt is how much the proposal is in doubt, and the reasons to talk.
func (v *caseView) doubt() {
	if item := v.c.Item; item.Subject != "" {
		v.add(Sentence{Text: v.because(v.t("Doubt %s", v.doubted(item.Doubt)), item) + "."})
	}
}

// voices is a column per rater, a row for each of the dimensions on which they
// part most; or a line where there are too many raters for columns.
func (v *caseView) voices() {
	if len(v.c.Voices) > 0 {
		v.add(v.table())
	}
}

// voiceRows are the rows above the dimensions: level and standing.
const voiceRows = 2

func (v *caseView) table() Grid {
	g := Grid{Name: "case", Columns: []Column{{Wraps: true, Data: v.t("Dimension")}}}
	level, standing := []Cell{text(v.t("Level"))}, []Cell{text(v.t("Standing"))}
	for _, voice := range v.c.Voices {
		g.Columns = append(g.Columns, Column{Title: v.voice(voice), Wraps: true})
		level = append(level, text(v.view(voice.View)))
		standing = append(standing, v.estimate(voice.Standing, 1))
	}
	g.Rows = [][]Cell{level, standing}
	apart := v.apart()
	for _, d := range apart {
		g.Rows = append(g.Rows, d.cells)
	}
	g.Yields = beneath(dimensionYields, voiceRows)
	g.Narrow = v.crowd(apart)
	g.More = func(left int) string {
		return v.t("They also part on %v.", lang.Count(left, "other dimension", "other dimensions"))
	}
	return g
}

// crowd is the voices of a case in running lines.
func (v *caseView) crowd(apart []partedDimension) []Block {
	var said []string
	for _, voice := range v.c.Voices {
		said = append(said, v.said(v.voice(voice), voice.View))
	}
	parted := Items{Flush: true, Yields: dimensionYields}
	for _, d := range apart {
		parted.Items = append(parted.Items, Item{Text: d.cells[0].Text + v.ends(d)})
	}
	return []Block{Listing{[]Entry{{Parts: said}}}, parted}
}

// ends says from whom to whom the values of a dimension go.
func (v *caseView) ends(d partedDimension) string {
	if d.all.apart() <= barely {
		return v.colon() + v.steps(d.all.low)
	}
	return v.t(": from %s (%s) to %s (%s)",
		v.steps(d.all.low), v.voice(v.c.Voices[d.all.lowest]), v.steps(d.all.high), v.voice(v.c.Voices[d.all.highest]))
}

// voice names a rater of the case.
func (v *caseView) voice(voice calibrate.CaseVoice) string {
	if voice.Relation == assess.Self {
		return v.in(relationNames[assess.Self])
	}
	return v.called(voice.Rater)
}

// partedDimension is a row of a case, with how far apart its values are: those of
// everybody, and those of the others without the subject's own.
type partedDimension struct {
	cells       []Cell
	all, others extremes
}

// extremes are the lowest and the highest of some values, and which voices' they are.
type extremes struct {
	low, high       float64 // +Inf and -Inf of none
	lowest, highest int
}

func (e *extremes) take(x float64, voice int) {
	if x < e.low {
		e.low, e.lowest = x, voice
	}
	if x > e.high {
		e.high, e.highest = x, voice
	}
}

// apart is how far; 0 of no values.
func (e extremes) apart() float64 { return max(0, e.high-e.low) }

// apart lists the dimensions on which the voices part, those first on which the
// raters do most: what somebody thinks of themself is not what the group settles.
func (v *caseView) apart() []partedDimension {
	var rows []partedDimension
	for d := range v.r.Dimensions {
		if row := v.parted(d); row.all.apart() > barely || v.whole && row.all.low <= row.all.high {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b partedDimension) int {
		return cmp.Or(cmp.Compare(b.others.apart(), a.others.apart()), cmp.Compare(b.all.apart(), a.all.apart()))
	})
	return rows
}

func (v *caseView) parted(d int) partedDimension {
	none := extremes{low: math.Inf(1), high: math.Inf(-1)}
	row := partedDimension{[]Cell{text(v.name(&v.r.Dimensions[d]))}, none, none}
	for i, voice := range v.c.Voices {
		cell := absent("–")
		if voice.Values != nil {
			if x, any := voice.Values[d].Value(); any {
				cell = v.mean(&x)
				row.all.take(x, i)
				if voice.Relation != assess.Self {
					row.others.take(x, i)
				}
			}
		}
		row.cells = append(row.cells, cell)
	}
	return row
}

// parting spells out the questions on which the raters part most, those with
// evidence first.
func (v *caseView) parting() {
	l := Items{Flush: true, Apart: true, Yields: questionYields}
	for _, q := range v.questions() {
		l.Items = append(l.Items, v.question(q))
	}
	v.add(l)
}

// questions are those on which the raters part or of which one gave evidence, or all
// of a whole case; those with evidence first, then the widest.
func (v *caseView) questions() []assess.ComparedQuestion {
	if v.c.Compared == nil {
		return nil
	}
	questions := v.c.Compared.Widest(len(v.c.Compared.Questions))
	questions = slices.DeleteFunc(questions, func(q assess.ComparedQuestion) bool { return !v.whole && q.Spread == 0 && !noted(q) })
	slices.SortStableFunc(questions, func(a, b assess.ComparedQuestion) int {
		switch {
		case noted(a) == noted(b):
			return 0
		case noted(a):
			return -1
		}
		return 1
	})
	return questions
}

func noted(q assess.ComparedQuestion) bool {
	return slices.ContainsFunc(q.Answers, func(s *assess.AnswerStep) bool { return s != nil && s.Answer.Note != "" })
}

func (v *caseView) wording(q assess.ComparedQuestion) string {
	return assess.Voice{Lang: v.tag, About: NameOf(v.c.Person)}.Wording(q.Question)
}

// question is a question with what each voice answered; bare counts share a line.
func (v *caseView) question(q assess.ComparedQuestion) Item {
	item := Item{Text: v.wording(q)}
	var counts []string
	for i, s := range q.Answers {
		if s == nil {
			continue
		}
		said := v.speaker(v.c.Compared.Results[i].Assessment) + v.colon()
		if q.Question.Kind == rubric.Number && s.Answer.Note == "" {
			counts = append(counts, said+strconv.Itoa(s.Answer.Value.Number))
			continue
		}
		item.Under = append(item.Under, Item{Text: said + v.answer(s)})
	}
	if len(counts) > 0 {
		item.Under = append(item.Under, Item{Text: strings.Join(counts, " · ")})
	}
	return item
}

func (v *caseView) speaker(a *assess.Assessment) string {
	if a.Relation == assess.Self {
		return v.in(relationNames[assess.Self])
	}
	return v.called(a.Rater)
}

// inQuestion gives the texts of the levels in question: the one proposed, and
// those that most voices name, those that matter most first.
func (v *caseView) inQuestion() {
	v.add(Items{Flush: true, Yields: levelYields, Items: v.levelTexts()})
}

func (v *caseView) levelTexts() (items []Item) {
	for _, level := range v.inDoubt() {
		items = append(items, Item{Text: v.shortTitle(level) + v.colon() + level.Summary.In(v.tag)})
	}
	return items
}

// inDoubt lists the levels in question, those that matter most first, of equals
// the earlier in the rubric.
func (v *caseView) inDoubt() []*rubric.Level {
	votes := map[*rubric.Level]int{}
	for _, voice := range v.c.Voices {
		votes[voice.Level]++
	}
	for _, l := range v.c.Proposed.Levels {
		votes[l] += len(v.c.Voices) + 1
	}
	var levels []*rubric.Level
	for i := range v.r.Levels {
		if l := &v.r.Levels[i]; votes[l] > 0 {
			levels = append(levels, l)
		}
	}
	slices.SortStableFunc(levels, func(a, b *rubric.Level) int { return cmp.Compare(votes[b], votes[a]) })
	return levels
}
