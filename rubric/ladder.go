package rubric

import (
	"slices"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// order refuses a level that comes after a higher one of its track: the order of
// the file breaks ties, and people read it as the ladder.
func (c *checker) order() {
	highest := map[string]fileLevel{}
	for _, l := range c.file.levels {
		before, ok := highest[l.track.text]
		if ok && l.rung > 0 && l.rung < before.rung {
			c.below(l, before)
			continue
		}
		highest[l.track.text] = l
	}
}

// below reports a level that comes after a higher one.
func (c *checker) below(l, before fileLevel) {
	if why, is := c.raised(l); is && c.base.rubric.LevelIndex(l.id.text) >= 0 {
		c.clash(why, otherPlace, before.id.text)
		return
	}
	if why, is := c.raised(before); is && !l.at.In(c.d) {
		c.clash(why, otherPlace, l.id.text)
		return
	}
	c.report(l.rungAt, "order", "%v, on rung %d, comes after %v, on rung %d of the same track",
		doc.Quote(l.id.text), l.rung, doc.Quote(before.id.text), before.rung)
}

// cycles reports each way in which next leads back to where it came from, once.
func (c *checker) cycles(r *Rubric) {
	const unseen, open, closed = 0, 1, 2
	state := make([]int, len(r.Levels))
	var path []int
	var visit func(i int)
	visit = func(i int) {
		state[i], path = open, append(path, i)
		for _, next := range r.Levels[i].Next {
			switch state[next] {
			case unseen:
				visit(next)
			case open:
				c.cycle(r, path[slices.Index(path, next):])
			}
		}
		state[i], path = closed, path[:len(path)-1]
	}
	for i := range r.Levels {
		if state[i] == unseen {
			visit(i)
		}
	}
}

func (c *checker) cycle(r *Rubric, path []int) {
	var ids []string
	for _, i := range path {
		ids = append(ids, r.Levels[i].ID)
	}
	last := c.file.levels[path[len(path)-1]]
	at, causes := last.at, []*doc.Node{}
	for _, id := range last.next {
		if id.text == ids[0] {
			at = id.at
		}
	}
	for _, i := range path {
		causes = append(causes, c.file.levels[i].at)
	}
	at = c.cause(at, causes...)
	if len(ids) == 1 {
		c.report(at, "cycle", "%v names itself in next", doc.Quote(ids[0]))
		return
	}
	c.report(at, "cycle", "next goes in a circle: %v, then %v again", doc.Words(ids), doc.Quote(ids[0]))
}

// facts refuses a requirement that no answer to its question meets. Each level's
// scope can be reached.
func (c *checker) facts(r *Rubric) {
	for i, l := range r.Levels {
		for _, must := range l.Requires {
			meets := func(step int) bool { return must.Gap(float64(step)) == 0 }
			if must.By != nil && !slices.ContainsFunc(must.By.StepsPossible(), meets) {
				c.unmet(l, must, c.file.levels[i].at)
			}
		}
	}
}

// unmet reports a requirement of the level at a node that no answer meets.
func (c *checker) unmet(l Level, must Requirement, level *doc.Node) {
	by := c.file.questions[slices.Index(c.questions, must.By.ID)]
	if c.base != nil && !level.In(c.d) && by.at.In(c.d) {
		steps := must.By.StepsPossible()
		c.clash(override{
			at: by.at, code: "requirement",
			text: lang.Sprintf("the question %v gives %v here", doc.Quote(must.By.ID), stepRange{Lo: steps[0], Hi: steps[len(steps)-1]}),
			cure: lang.Sprintf("let it give the steps that are required, or write here what these levels require instead"),
		}, requiresOf, l.ID)
		return
	}
	c.report(level, "requirement", "%v requires %v of %v, which no answer to it gives",
		doc.Quote(l.ID), stepRange(must.Range), doc.Quote(must.By.ID))
}

// scopes refuses levels that answers cannot tell apart or cannot reach. The
// rubric is sound otherwise.
func (c *checker) scopes(r *Rubric) {
	same := make([]bool, len(r.Levels))
	for i := range r.Levels {
		for j := range i {
			if slices.Equal(r.Levels[i].Scope, r.Levels[j].Scope) && bothEligible(r.Levels[i], r.Levels[j]) {
				same[i] = true
				c.report(c.cause(c.file.levels[i].scopeAt, c.file.levels[j].scopeAt), "same-scope", "%v has the same scope as %v; no answers can tell them apart",
					doc.Quote(r.Levels[i].ID), doc.Quote(r.Levels[j].ID))
				break
			}
		}
	}
	values := make([][]float64, len(r.Dimensions))
	for d := range values {
		values[d] = r.values(d)
	}
	tries := maxTries
	for i := range r.Levels {
		fitting, ok := c.fitting(r, i, values)
		if !ok || same[i] {
			continue
		}
		if rival := r.rival(i, fitting, &tries); rival >= 0 {
			c.report(c.cause(c.file.levels[i].scopeAt, c.file.levels[rival].scopeAt), "unreachable",
				"no answers that fit %v make it the closest level: whatever fits its scope fits %v too, which comes first",
				doc.Quote(r.Levels[i].ID), doc.Quote(r.Levels[rival].ID))
		}
	}
}

// bothEligible reports whether answers inside the common scope of two levels can
// meet the requirements of both.
func bothEligible(a, b Level) bool {
	for _, x := range a.Requires {
		for _, y := range b.Requires {
			if x.Dimension == y.Dimension && x.By == y.By && (x.Hi < y.Lo || y.Hi < x.Lo) {
				return false
			}
		}
	}
	return true
}

// fitting returns, per dimension, the values of answers that fit the level. Where
// there are none, it says what the questions can give, and is false.
func (c *checker) fitting(r *Rubric, level int, values [][]float64) ([][]float64, bool) {
	fitting := make([][]float64, len(values))
	all := true
	for d := range values {
		if fitting[d] = r.Levels[level].within(d, values[d]); len(fitting[d]) > 0 {
			continue
		}
		all = false
		c.outOfReach(r, level, d, values[d])
	}
	return fitting, all
}

// outOfReach reports a level that expects on a dimension what answers do not come to.
func (c *checker) outOfReach(r *Rubric, level, d int, values []float64) {
	at := c.file.levels[level].scopeAt
	for _, cell := range c.file.levels[level].scope {
		if cell.dimension.text == r.Dimensions[d].ID {
			at = cell.at
		}
	}
	give := stepRange{Lo: int(values[0]), Hi: int(values[len(values)-1])}
	if why, is := c.asksLess(r, d, give); is && !at.In(c.d) {
		c.clash(why, scopeOf, r.Levels[level].ID)
		return
	}
	c.report(at, "unreachable", "no answers reach what %v expects on %v (%v); the questions give %v",
		doc.Quote(r.Levels[level].ID), doc.Quote(r.Dimensions[d].ID), stepRange(r.Levels[level].Scope[d]), give)
}

// asksLess is that the questions on a dimension give other steps than in the base;
// false where the file changes none of them.
func (c *checker) asksLess(r *Rubric, dimension int, give stepRange) (override, bool) {
	var at *doc.Node
	for _, q := range r.QuestionsOf(dimension) {
		at = c.cause(at, c.file.questions[q].at)
	}
	if lost, is := c.lost(r.Dimensions[dimension].ID); is {
		at = c.cause(at, lost.at)
	}
	return override{
		at: at, code: "unreachable",
		text: lang.Sprintf("the questions on %v give %v here", doc.Quote(r.Dimensions[dimension].ID), give),
		cure: lang.Sprintf("let them give the steps that are expected, or write here what these levels expect instead"),
	}, c.base != nil && at != nil && at.In(c.d)
}

// stepRange is a range of steps in words.
type stepRange Range

// In renders the range in t.
func (r stepRange) In(t lang.Tag) string {
	if r.Lo == r.Hi {
		return lang.Sprintf("step %d", r.Lo).In(t)
	}
	return lang.Sprintf("steps %d to %d", r.Lo, r.Hi).In(t)
}
