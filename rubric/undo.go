package rubric

import "slices"

// Undone returns b as it would be without one of the changes from a to b: with that part
// as a has it, and all else as b has it. It is nil where that is no rubric to score with:
// a step that is expected or asked for would not exist, nor the dimension of a question,
// or nothing would be left. A change of steps is one of its whole dimension, with what is expected and asked there.
func Undone(a, b *Rubric, c Change) *Rubric {
	u := undoing{a, b, c}
	r, fit := *b, u.of(TheFit, "")
	r.Fitted, r.Temperature, r.Spread = fit.Fitted, fit.Temperature, fit.Spread
	r.Dimensions = u.dimensions()
	r.Questions = u.questions(&r)
	r.Levels = u.levels(&r)
	if lost := c.Of == AQuestion && c.How != Added && r.QuestionIndex(c.ID) < 0; lost || len(r.Dimensions) == 0 || len(r.Levels) == 0 || !u.stands(&r) {
		return nil
	}
	return &r
}

// undoing is a change from a to b that is undone.
type undoing struct {
	a, b *Rubric
	c    Change
}

// of is the rubric whose part is taken: a where the change is about it.
func (u undoing) of(noun Noun, id string) *Rubric {
	if u.c.Of == noun && u.c.ID == id {
		return u.a
	}
	return u.b
}

// ofDimension is the rubric whose dimension is taken, with all that hangs on it.
func (u undoing) ofDimension(id string) *Rubric {
	whole, _ := u.c.Parts()
	if u.c.Of == AStep && whole == id || u.c.Of == ADimension && u.c.ID == id && (u.c.How == Added || u.c.How == Removed) {
		return u.a
	}
	return u.b
}

// both are the ids of two lists, those of the second where it lacks them behind the first.
func both[T any](first, second []T, id func(*T) string) (ids []string) {
	for _, list := range [][]T{first, second} {
		for i := range list {
			if one := id(&list[i]); !slices.Contains(ids, one) {
				ids = append(ids, one)
			}
		}
	}
	return ids
}

func (u undoing) dimensions() (all []Dimension) {
	for _, id := range both(u.b.Dimensions, u.a.Dimensions, func(d *Dimension) string { return d.ID }) {
		from := u.ofDimension(id)
		i := from.DimensionIndex(id)
		if i < 0 {
			continue
		}
		d := from.Dimensions[i]
		if weighed := u.of(ADimension, id); weighed.DimensionIndex(id) >= 0 {
			d.Weight = weighed.Dimensions[weighed.DimensionIndex(id)].Weight
		}
		all = append(all, d)
	}
	return all
}

func (u undoing) questions(r *Rubric) (all []Question) {
	for _, id := range both(u.b.Questions, u.a.Questions, func(q *Question) string { return q.ID }) {
		q, from := u.question(id)
		if q == nil {
			continue
		}
		taken := *q
		if taken.Dimension = r.DimensionIndex(from.Dimensions[q.Dimension].ID); taken.Dimension >= 0 {
			all = append(all, taken)
		}
	}
	return all
}

// question is the one that is taken, and the rubric that it is from; nil for none.
func (u undoing) question(id string) (*Question, *Rubric) {
	whole, _ := u.c.Parts()
	from := u.of(AQuestion, id)
	if u.c.Of == AnOption && whole == id {
		from = u.a
	}
	for _, r := range []*Rubric{u.a, u.b} { // where its dimension is taken, so is it
		if i := r.QuestionIndex(id); i >= 0 && u.ofDimension(r.Dimensions[r.Questions[i].Dimension].ID) == u.a {
			from = u.a
		}
	}
	if i := from.QuestionIndex(id); i >= 0 {
		return &from.Questions[i], from
	}
	return nil, nil
}

func (u undoing) levels(r *Rubric) (all []Level) {
	for _, id := range both(u.b.Levels, u.a.Levels, func(l *Level) string { return l.ID }) {
		from := u.of(ALevel, id)
		i := from.LevelIndex(id)
		if i < 0 {
			continue
		}
		l := from.Levels[i]
		l.Next, l.Scope, l.Requires = nil, nil, nil // nobody asks where it leads
		for d := range r.Dimensions {
			l.Scope = append(l.Scope, u.scope(l.ID, r.Dimensions[d]))
			l.Requires = append(l.Requires, u.requires(r, l.ID, d)...)
		}
		all = append(all, l)
	}
	return all
}

// part is the rubric whose scope or requirement of a level is taken, with the indices of
// the level and of the dimension in it; ok is false where it lacks either.
func (u undoing) part(noun Noun, level, dimension string) (from *Rubric, l, d int, ok bool) {
	from = u.of(noun, level+separatorOfID+dimension)
	if u.ofDimension(dimension) == u.a || u.of(ALevel, level) == u.a && u.b.LevelIndex(level) < 0 {
		from = u.a
	}
	l, d = from.LevelIndex(level), from.DimensionIndex(dimension)
	return from, l, d, l >= 0 && d >= 0
}

// scope is what the level expects on a dimension; anything where neither rubric says.
func (u undoing) scope(level string, d Dimension) Range {
	from, l, i, ok := u.part(AScope, level, d.ID)
	if !ok {
		return Range{Hi: d.Top(), Any: true}
	}
	return u.now(from, i, from.Levels[l].Scope[i])
}

func (u undoing) requires(r *Rubric, level string, d int) (all []Requirement) {
	from, l, i, ok := u.part(ARequirement, level, r.Dimensions[d].ID)
	if !ok {
		return nil
	}
	for _, must := range from.Levels[l].Requires {
		if must.Dimension != i {
			continue
		}
		taken := Requirement{Dimension: d, Range: u.now(from, i, must.Range)}
		if must.Hi == from.Dimensions[i].Top() { // no upper end
			taken.Hi = r.Dimensions[d].Top()
		}
		if must.By != nil {
			taken.By = &Question{}
			if q := r.QuestionIndex(must.By.ID); q >= 0 {
				taken.By = &r.Questions[q]
			}
		}
		all = append(all, taken)
	}
	return all
}

// now is a range of steps of a dimension of one of the rubrics, in the steps that are
// taken; outside of them where one has no counterpart.
func (u undoing) now(from *Rubric, d int, x Range) Range {
	dim := &from.Dimensions[d]
	if taken := u.ofDimension(dim.ID); taken != from {
		other := &taken.Dimensions[taken.DimensionIndex(dim.ID)]
		pairs := paired(dim.Steps, other.Steps)
		if x.Any {
			return Range{Hi: other.Top(), Any: true}
		}
		if x.Lo > 0 {
			x.Lo = pairs[x.Lo]
		}
		x.Hi = pairs[x.Hi]
	}
	return x
}

// stands reports whether every step that is expected and asked for exists, and every
// question that a requirement goes by.
func (u undoing) stands(r *Rubric) bool {
	for _, l := range r.Levels {
		for d, scope := range l.Scope {
			if !reaches(r.Dimensions[d], scope) {
				return false
			}
		}
		for _, must := range l.Requires {
			if !reaches(r.Dimensions[must.Dimension], must.Range) || must.By != nil && must.By.ID == "" {
				return false
			}
		}
	}
	return !slices.ContainsFunc(r.Questions, func(q Question) bool {
		top := r.Dimensions[q.Dimension].Top()
		return len(q.Thresholds) > top || slices.ContainsFunc(q.Options, func(o Option) bool { return o.Step > top })
	})
}

// reaches reports whether a dimension has all steps of a range.
func reaches(d Dimension, x Range) bool { return 0 <= x.Lo && x.Lo <= x.Hi && x.Hi <= d.Top() }
