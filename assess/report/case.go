package report

import (
	"cmp"
	"io"
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
	At, Of int    // which case it is, from 1, and how many there are
	Last   string // the level of an earlier session; empty unless it was asked for
	// Lines is how many lines there are for it: what matters least is left out
	// until it fits, as far as it can. 0 leaves out nothing.
	Lines int
}

// cut is how much of a case is shown.
type cut struct {
	dimensions, questions, levels int
}

// whole leaves nothing out.
var whole = cut{math.MaxInt, math.MaxInt, math.MaxInt}

// cuts are tried in this order where lines are few.
func cuts() []cut {
	return []cut{{5, 2, 3}, {5, 1, 3}, {3, 1, 3}, {3, 1, 2}, {3, 1, 1}, {2, 1, 1}, {3, 1, 0}, {2, 1, 0}, {1, 1, 0}, {3, 0, 1}, {3, 0, 0}}
}

// Case writes one subject as the group looks at them: who says what, where they
// part, with the evidence they gave, and the levels in question.
func Case(w io.Writer, r *rubric.Rubric, c *calibrate.Case, how Showing, o Options) error {
	draw := func(most cut) (string, error) {
		var b strings.Builder
		v := caseView{newPage(&b, o), r, c, most}
		v.head(how)
		v.blank()
		v.voices()
		v.parting()
		v.inQuestion()
		return b.String(), v.err
	}
	drawn, err := draw(whole)
	for _, most := range cuts() {
		if how.Lines == 0 || strings.Count(drawn, "\n") <= how.Lines || err != nil {
			break
		}
		drawn, err = draw(most)
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, drawn)
	return err
}

// caseView draws one case, or as much of it as there is room for.
type caseView struct {
	*page
	r    *rubric.Rubric
	c    *calibrate.Case
	most cut
}

// head says what is known of the subject in a few lines.
func (v caseView) head(how Showing) {
	c := v.c
	text := v.t(lang.T("%d of %d · ", "%d sur %d · "), how.At, how.Of) + v.person(c.Person)
	if _, any := c.Fair.Standing().Value(); any {
		text += v.t(lang.T(": fair standing %s, proposed %s", " : position équitable %s, proposé %s"), v.within(c.Fair.Standing(), c.Fair.Interval, 1), short(c.Proposed))
	} else {
		text += v.t(lang.T(": nothing to propose a level on", " : rien sur quoi proposer un niveau"))
	}
	if c.Agreed != nil {
		text += v.t(lang.T(", agreed %s", ", convenu %s"), short(c.Agreed.Level))
	}
	v.strong(lang.T("%s", "%s"), text)
	if len(c.Item.Concerns) > 0 {
		v.say(lang.T("Why talk: %s", "Pourquoi en parler : %s"), v.concerns(c.Item))
	}
	if how.Last != "" {
		v.say(lang.T("Last cycle: %s", "Dernier cycle : %s"), how.Last)
	}
	if c.Peers != nil {
		v.say(lang.T("%d peers, mean standing %v.", "%d pairs, position moyenne %v."), c.Peers.Raters, lang.Number{Value: c.Peers.Mean, Decimals: 1})
	}
}

// voices is a column per rater, a row for each of the dimensions on which they
// part most; or a line where there are too many raters for columns.
func (v caseView) voices() {
	if len(v.c.Voices) == 0 {
		return
	}
	g := grid{header: []string{""}, wrap: []int{0}}
	level := []string{v.t(lang.T("Level", "Niveau"))}
	standing := []string{v.t(lang.T("Standing", "Position"))}
	for i, voice := range v.c.Voices {
		g.header = append(g.header, v.voice(voice))
		g.wrap = append(g.wrap, i+1)
		level = append(level, short(voice.Level))
		standing = append(standing, v.figure(voice.Standing, 1))
	}
	g.row(level...)
	g.row(standing...)
	apart := v.apart()
	for _, row := range apart[:min(v.most.dimensions, len(apart))] {
		g.row(row.cells...)
	}
	if g.fits(v.width()) {
		v.grid(&g)
	} else {
		v.crowd(apart)
	}
	if more := len(apart) - v.most.dimensions; more > 0 {
		v.faint(lang.T("They part less on %v.", "Ils divergent moins sur %v."), lang.Count{N: more, One: lang.T("other dimension", "autre dimension"), Many: lang.T("other dimensions", "autres dimensions")})
	}
}

// crowd is the voices of a case in running lines.
func (v caseView) crowd(apart []partedDimension) {
	var said []string
	for _, voice := range v.c.Voices {
		said = append(said, v.said(v.voice(voice), voice.View))
	}
	v.items("", said)
	for _, row := range apart[:min(v.most.dimensions, len(apart))] {
		v.hang("", "  ", row.cells[0]+v.t(lang.T(": from %s (%s) to %s (%s)", " : de %s (%s) à %s (%s)"),
			v.steps(row.low), v.voice(v.c.Voices[row.lowest]), v.steps(row.high), v.voice(v.c.Voices[row.highest])))
	}
}

// voice names a rater of the case.
func (v caseView) voice(voice calibrate.CaseVoice) string {
	if voice.Relation == assess.Self {
		return v.in(relationNames[assess.Self])
	}
	return v.person(voice.Rater)
}

// partedDimension is a row of a case: its lowest and highest values, and whose
// they are.
type partedDimension struct {
	cells           []string
	low, high       float64
	lowest, highest int // voices
}

// apart lists the dimensions on which the voices part, the widest first.
func (v caseView) apart() []partedDimension {
	var rows []partedDimension
	for d := range v.r.Dimensions {
		if row := v.parted(d); row.high-row.low > barely {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b partedDimension) int { return cmp.Compare(b.high-b.low, a.high-a.low) })
	return rows
}

func (v caseView) parted(d int) partedDimension {
	row := partedDimension{cells: []string{lang.Defang(v.r.Dimensions[d].Title.In(v.Lang))}, low: math.Inf(1), high: math.Inf(-1)}
	for i, voice := range v.c.Voices {
		cell := "–"
		if voice.Values != nil {
			if x, any := voice.Values[d].Value(); any {
				cell = v.steps(x)
				if x < row.low {
					row.low, row.lowest = x, i
				}
				if x > row.high {
					row.high, row.highest = x, i
				}
			}
		}
		row.cells = append(row.cells, cell)
	}
	return row
}

// parting spells out the questions on which the raters part most, those with
// evidence first.
func (v caseView) parting() {
	if v.c.Compared == nil {
		return
	}
	questions := v.c.Compared.Widest(len(v.c.Compared.Questions))
	questions = slices.DeleteFunc(questions, func(q assess.ComparedQuestion) bool { return q.Spread == 0 && !noted(q) })
	slices.SortStableFunc(questions, func(a, b assess.ComparedQuestion) int {
		switch {
		case noted(a) == noted(b):
			return 0
		case noted(a):
			return -1
		}
		return 1
	})
	for _, q := range questions[:min(v.most.questions, len(questions))] {
		v.blank()
		v.question(q)
	}
}

func noted(q assess.ComparedQuestion) bool {
	return slices.ContainsFunc(q.Answers, func(s *assess.AnswerStep) bool { return s != nil && s.Answer.Note != "" })
}

func (v caseView) question(q assess.ComparedQuestion) {
	v.hang("", "", strings.ReplaceAll(lang.Defang(q.Question.AskAbout.In(v.Lang)), "{name}", v.person(v.c.Person)))
	var counts []string
	for i, s := range q.Answers {
		if s == nil {
			continue
		}
		said := v.voiceName(v.c.Compared.Results[i].Assessment) + v.t(lang.T(": ", " : "))
		if q.Question.Kind == rubric.Number && s.Answer.Note == "" {
			counts = append(counts, said+strconv.Itoa(s.Answer.Value.Number))
			continue
		}
		v.hang("  "+said, "    ", v.answer(s))
	}
	if len(counts) > 0 {
		v.hang("  ", "    ", strings.Join(counts, " · "))
	}
}

func (p *page) voiceName(a *assess.Assessment) string {
	if a.Relation == assess.Self {
		return p.in(relationNames[assess.Self])
	}
	return p.person(a.Rater)
}

// inQuestion gives the texts of the levels in question: the one proposed, and
// those that most voices name.
func (v caseView) inQuestion() {
	levels := v.inDoubt()
	if len(levels) == 0 {
		return
	}
	v.blank()
	for i := range v.r.Levels {
		if l := &v.r.Levels[i]; slices.Contains(levels, l) {
			v.hang(short(l)+v.t(lang.T(": ", " : ")), "  ", lang.Defang(l.Summary.In(v.Lang)))
		}
	}
}

// inDoubt lists the levels in question, those that matter most first, of equals
// the earlier in the rubric.
func (v caseView) inDoubt() []*rubric.Level {
	votes := map[*rubric.Level]int{}
	for _, voice := range v.c.Voices {
		votes[voice.Level]++
	}
	if v.c.Proposed != nil {
		votes[v.c.Proposed] += len(v.c.Voices) + 1
	}
	var levels []*rubric.Level
	for i := range v.r.Levels {
		if l := &v.r.Levels[i]; votes[l] > 0 {
			levels = append(levels, l)
		}
	}
	slices.SortStableFunc(levels, func(a, b *rubric.Level) int { return cmp.Compare(votes[b], votes[a]) })
	return levels[:min(v.most.levels, len(levels))]
}
