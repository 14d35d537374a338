package report_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/report"
	"rung/rubric"
	"rung/rubric/lang"
)

// TestEveryClaimIsTrueOfTheAnswers holds what every view of a result claims against
// the answers themselves, and the words of each text against its claims.
func TestEveryClaimIsTrueOfTheAnswers(t *testing.T) {
	seen := map[report.Assertion]int{}
	eachResult(t, func(t *rapid.T, res *assess.Result) {
		tag := rapid.SampledFrom(lang.Tags).Draw(t, "lang")
		views := []report.Document{report.Result(res, tag, report.Screen{Notes: true}), report.Explain(res, tag), report.Page(res, tag, true)}
		if len(res.Next) > 0 {
			views = append(views, report.Toward(res, tag))
		}
		for _, d := range views {
			for text, claims := range claimed(d) {
				for _, c := range claims {
					seen[c.Says]++
					if !(world{res.Rubric, res.Assessment}).holds(c) {
						t.Fatalf("%q claims what is not so: %s", text, told(c))
					}
					if missing := unsaid(c, res, tag, text); missing != "" {
						t.Fatalf("%q claims %s and does not say %q", text, told(c), missing)
					}
				}
			}
		}
	})
	t.Log(seen)
}

func told(c report.Claim) string {
	s := string(c.Says)
	if c.Level != nil {
		s += " " + c.Level.ID
	}
	if c.Dimension != nil {
		s += " " + c.Dimension.ID
	}
	if c.Question != nil {
		s += " " + c.Question.ID
	}
	return fmt.Sprint(s, " ", c.Step, " ", c.Count)
}

// claimed are the texts of a document that claim something.
func claimed(d report.Document) map[string][]report.Claim {
	all := map[string][]report.Claim{}
	add := func(text string, claims []report.Claim) { all[text] = append(all[text], claims...) }
	for _, block := range d.Blocks {
		switch b := block.(type) {
		case report.Headline:
			add(b.Text, b.Claims)
		case report.Sentence:
			add(b.Text, b.Claims)
		case report.Items:
			if b.Title != nil {
				add(b.Title(len(b.Items)), b.Claims)
			}
			for _, item := range b.Items {
				add(item.Text, item.Claims)
				for _, side := range item.Sides {
					for _, said := range side.Texts {
						add(said.Text, said.Claims)
					}
				}
			}
		}
	}
	return all
}

// unsaid is what a text should say of its claim and does not.
func unsaid(c report.Claim, res *assess.Result, tag lang.Tag, text string) string {
	var words []string
	switch c.Says {
	case report.Answered:
		a, _ := res.Assessment.Answer(c.Question.ID)
		words = append(words, assess.Said(c.Question, a, tag))
		switch ticks := a.Value.Ticks.IDs(); {
		case c.Question.Kind == rubric.Number:
			words = []string{strconv.Itoa(a.Value.Number), assess.VoiceOf(res.Assessment, tag).Wording(c.Question)}
		case c.Question.Kind == rubric.Several && len(ticks) == 0:
			words = append(words, assess.VoiceOf(res.Assessment, tag).Wording(c.Question))
		case c.Question.Kind == rubric.Several: // a screen may name only some
			first := c.Question.Options[c.Question.OptionIndex(ticks[0])].Text.In(tag)
			words = []string{lang.Sprintf("%d of %d: %s", len(ticks), len(c.Question.Options), first).In(tag)}
		}
	case report.Expects, report.UpTo:
		words = append(words, c.Dimension.Words(c.Step, c.Level.Track).In(tag))
		if c.Question != nil {
			words = []string{atStep(c.Question, c.Step, tag)}
		}
	case report.Gaps, report.Answers:
		if c.Count > 0 {
			words = append(words, strconv.Itoa(c.Count))
		}
	case report.Short, report.Over, report.Sits, report.Torn, report.Misses:
		words = append(words, c.Dimension.Title.In(tag))
	case report.Open:
		if c.Question == nil {
			words = append(words, c.Dimension.Title.In(tag))
		}
	case report.Closest, report.Tied, report.Closer, report.Decides, report.Ready, report.Below, report.Beyond:
		if !strings.Contains(text, c.Level.Title.In(tag)) {
			words = append(words, c.Level.Short)
		}
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			return w
		}
	}
	return ""
}

// world is what claims are about. It computes from the answers what the engine
// computes, by itself.
type world struct {
	r *rubric.Rubric
	a *assess.Assessment
}

const near = 1e-6

// atStep is what an answer that gives a step says.
func atStep(q *rubric.Question, step int, tag lang.Tag) string {
	for _, o := range q.Options {
		if o.Step == step {
			return o.Text.In(tag)
		}
	}
	return strconv.Itoa(int(math.Ceil(q.Thresholds[step-1])))
}

func (w world) holds(c report.Claim) bool {
	switch c.Says {
	case report.Answered:
		step, ok := w.step(c.Question)
		return ok && step == c.Step
	case report.Open:
		if c.Question != nil {
			_, ok := w.step(c.Question)
			return !ok
		}
		_, ok := w.mean(w.index(c.Dimension))
		return !ok
	case report.Closest:
		return w.eligible(c.Level) && w.distance(c.Level) <= w.least()+near
	case report.Tied:
		return w.eligible(c.Level) && math.Abs(w.distance(c.Level)-w.least()) < near
	case report.Closer:
		return !w.eligible(c.Level) && w.distance(c.Level) < w.least()+near
	case report.Misses:
		return w.misses(c.Level, w.index(c.Dimension))
	case report.Expects:
		if c.Question != nil { // the lowest answer that reaches what is expected
			given, _ := w.step(c.Question)
			lo := c.Level.Scope[w.index(c.Dimension)].Lo
			return given < lo && c.Step >= lo && !slices.ContainsFunc(c.Question.StepsPossible(), func(s int) bool { return lo <= s && s < c.Step })
		}
		return c.Level.Scope[w.index(c.Dimension)].Lo == c.Step || w.requires(c, func(q rubric.Requirement) int { return q.Lo })
	case report.UpTo:
		return c.Level.Scope[w.index(c.Dimension)].Hi == c.Step || w.requires(c, func(q rubric.Requirement) int { return q.Hi })
	case report.Short:
		return w.short(c.Level, w.index(c.Dimension))
	case report.Over:
		mean, ok := w.mean(w.index(c.Dimension))
		return ok && mean > float64(c.Level.Scope[w.index(c.Dimension)].Hi)
	case report.Gaps:
		return w.gaps(c.Level) == c.Count
	case report.Ready:
		return w.ready(c.Level)
	case report.Sits:
		return w.sits(c.Level, w.index(c.Dimension))
	case report.Torn:
		least, most := math.Inf(1), math.Inf(-1)
		for _, i := range w.r.QuestionsOf(w.index(c.Dimension)) {
			if step, ok := w.step(&w.r.Questions[i]); ok {
				least, most = math.Min(least, float64(step)), math.Max(most, float64(step))
			}
		}
		return most-least >= 3
	case report.Decides:
		return w.decides(c.Level)
	case report.Described:
		return w.misfit() <= w.r.Spread[0]+near
	case report.Undone:
		return w.misfit() > w.r.Spread[1]-near
	case report.Answers:
		return w.answered() == c.Count
	case report.Below:
		return w.off(func(mean float64, scope rubric.Range, _ int) bool { return scope.Lo > 0 && mean >= float64(scope.Lo) }, c.Level)
	case report.Beyond:
		return w.off(func(mean float64, scope rubric.Range, top int) bool {
			return scope.Hi < top && mean <= float64(scope.Hi)
		}, c.Level)
	}
	return false
}

func (w world) index(d *rubric.Dimension) int { return w.r.DimensionIndex(d.ID) }

func (w world) step(q *rubric.Question) (int, bool) {
	if q == nil {
		return 0, false
	}
	a, ok := w.a.Answer(q.ID)
	if !ok || a.State != assess.Answered {
		return 0, false
	}
	return assess.Step(q, a.Value), true
}

func (w world) answered() (n int) {
	for i := range w.r.Questions {
		if _, ok := w.step(&w.r.Questions[i]); ok {
			n++
		}
	}
	return n
}

func (w world) mean(d int) (float64, bool) {
	sum, n := 0, 0
	for _, q := range w.r.QuestionsOf(d) {
		if step, ok := w.step(&w.r.Questions[q]); ok {
			sum, n = sum+step, n+1
		}
	}
	return float64(sum) / math.Max(float64(n), 1), n > 0
}

func (w world) distance(l *rubric.Level) float64 {
	sum, weight := 0.0, 0.0
	for d, dim := range w.r.Dimensions {
		if mean, ok := w.mean(d); ok && !l.Scope[d].Any {
			lo, hi := float64(l.Scope[d].Lo), float64(l.Scope[d].Hi)
			sum += dim.Weight * math.Max(0, math.Max(lo-mean, mean-hi)) / float64(len(dim.Steps)-1)
			weight += dim.Weight
		}
	}
	return sum / weight
}

// misses reports whether the level requires of a dimension what is known not to be
// met.
func (w world) misses(l *rubric.Level, d int) bool {
	for _, q := range l.Requires {
		at, ok := w.mean(q.Dimension)
		slack := 0.5
		if q.By != nil {
			step, answered := w.step(q.By)
			at, ok, slack = float64(step), answered, 0
		}
		if q.Dimension == d && ok && (at < float64(q.Lo)-slack-1e-9 || at > float64(q.Hi)+slack+1e-9) {
			return true
		}
	}
	return false
}

func (w world) eligible(l *rubric.Level) bool {
	for d := range w.r.Dimensions {
		if w.misses(l, d) {
			return false
		}
	}
	return true
}

// least is the distance to the closest eligible level, or where there is none, to
// the closest.
func (w world) least() float64 {
	least, any := math.Inf(1), math.Inf(1)
	for i := range w.r.Levels {
		l := &w.r.Levels[i]
		if any = math.Min(any, w.distance(l)); w.eligible(l) {
			least = math.Min(least, w.distance(l))
		}
	}
	if math.IsInf(least, 1) {
		return any
	}
	return least
}

func (w world) requires(c report.Claim, end func(rubric.Requirement) int) bool {
	for _, q := range c.Level.Requires {
		if q.Dimension == w.index(c.Dimension) && end(q) == c.Step {
			return true
		}
	}
	return false
}

func (w world) short(l *rubric.Level, d int) bool {
	mean, ok := w.mean(d)
	return ok && mean < float64(l.Scope[d].Lo)-1e-9
}

func (w world) gaps(l *rubric.Level) (n int) {
	for d := range w.r.Dimensions {
		if w.short(l, d) && !w.misses(l, d) {
			n++
		}
	}
	return n
}

func (w world) ready(l *rubric.Level) bool {
	for d := range w.r.Dimensions {
		if _, ok := w.mean(d); !ok && w.asks(l, d) || w.short(l, d) {
			return false
		}
	}
	return w.eligible(l)
}

func (w world) asks(l *rubric.Level, d int) bool {
	return !l.Scope[d].Any || slices.ContainsFunc(l.Requires, func(q rubric.Requirement) bool { return q.Dimension == d })
}

// off reports whether no dimension lies on the ladder.
func (w world) off(on func(mean float64, scope rubric.Range, top int) bool, l *rubric.Level) bool {
	for d, dim := range w.r.Dimensions {
		if mean, ok := w.mean(d); ok && on(mean, l.Scope[d], dim.Top()) {
			return false
		}
	}
	return true
}

func (w world) sits(l *rubric.Level, d int) bool {
	at, _ := w.mean(d)
	for _, other := range w.r.Levels {
		for _, must := range other.Requires {
			if step, ok := w.step(must.By); must.Dimension == d && must.By != nil && ok {
				at = float64(step)
			}
		}
	}
	least := math.Inf(1)
	for _, other := range w.r.Levels {
		if !other.Scope[d].Any {
			least = math.Min(least, other.Scope[d].Gap(at))
		}
	}
	if l == nil {
		return least > 0.5
	}
	return !l.Scope[d].Any && l.Scope[d].Gap(at) <= least+near && least <= 0.5+near
}

// decides reports whether some answer to all that is open on one dimension makes the
// level the closest.
func (w world) decides(l *rubric.Level) bool {
	for d, dim := range w.r.Dimensions {
		for step := range dim.Steps {
			filled := *w.a
			for _, i := range w.r.QuestionsOf(d) {
				q := &w.r.Questions[i]
				if _, ok := w.step(q); !ok {
					filled.Answers = assess.WithAnswer(w.r, filled.Answers, answerNear(q, step))
				}
			}
			if assess.Brief(w.r, &filled).Level == l {
				return true
			}
		}
	}
	return false
}

// misfit is how far the single answers lie from the closest level.
func (w world) misfit() float64 {
	closest, sum, weight := w.closest(), 0.0, 0.0
	for d, dim := range w.r.Dimensions {
		gaps, n := 0.0, 0
		for _, i := range w.r.QuestionsOf(d) {
			if step, ok := w.step(&w.r.Questions[i]); ok && !closest.Scope[d].Any {
				gaps += closest.Scope[d].Gap(float64(step))
				n++
			}
		}
		if n > 0 {
			sum += dim.Weight * gaps / float64(n) / float64(len(dim.Steps)-1)
			weight += dim.Weight
		}
	}
	return sum / weight
}

// closest is the closest eligible level, or where there is none, the closest; of
// several the lowest, then the first.
func (w world) closest() *rubric.Level {
	var best *rubric.Level
	for i := range w.r.Levels {
		l := &w.r.Levels[i]
		if w.distance(l) <= w.least()+near && (w.eligible(l) || !w.anyEligible()) && (best == nil || l.Rung < best.Rung) {
			best = l
		}
	}
	return best
}

func (w world) anyEligible() bool {
	return slices.ContainsFunc(w.r.Levels, func(l rubric.Level) bool { return w.eligible(&l) })
}
