package wire

import (
	"io"
	"rung/rubric"
)

// The wire types of rung.levels/v1.
type (
	// Levels of a rubric, in every language.
	levels struct {
		Schema string      `json:"schema"`
		Rubric rubricRef   `json:"rubric"`
		Levels []levelCard `json:"levels"`
	}
	levelCard struct {
		ID        string               `json:"id" is:"id"`
		Title     rubric.Text          `json:"title"`
		Short     string               `json:"short"`
		Label     string               `json:"label,omitempty"` // What the company calls it.
		Track     string               `json:"track" is:"id"`
		Rung      int                  `json:"rung" is:"rung"`
		Next      []string             `json:"next" is:"id"` // Levels that this one leads to.
		Summary   rubric.Text          `json:"summary"`
		Elsewhere rubric.Text          `json:"elsewhere,omitempty"` // What other ladders call this scope.
		Scope     map[string]*expected `json:"scope"`               // By dimension; null where the level says nothing.
		Requires  []mustHave           `json:"requires"`
	}
	mustHave struct {
		Dimension string  `json:"dimension" is:"id"`
		By        *string `json:"by" is:"id"` // The question whose answer is tested; null where the mean of the dimension is.
		Min       int     `json:"min"`        // Lowest step; 0 asks for nothing.
		Max       int     `json:"max"`        // Highest step; the dimension's top asks for nothing.
	}
)

// Levels writes levels of a rubric as rung.levels/v1, with every language.
func Levels(w io.Writer, r *rubric.Rubric, chosen []*rubric.Level) error {
	return Encode(w, levels{"rung.levels/v1", newRubricRef(r),
		each(chosen, func(l *rubric.Level) levelCard { return newLevelCard(r, l) })})
}

// testedBy is the question whose answer a requirement is tested by; nil for none.
func testedBy(q rubric.Requirement) *string {
	if q.By == nil {
		return nil
	}
	return &q.By.ID
}

func newLevelCard(r *rubric.Rubric, l *rubric.Level) levelCard {
	card := levelCard{
		ID: l.ID, Title: l.Title, Short: l.Short, Label: l.Label, Track: l.Track, Rung: l.Rung, Summary: l.Summary, Elsewhere: l.Elsewhere,
		Next:  each(l.Next, func(i int) string { return r.Levels[i].ID }),
		Scope: map[string]*expected{},
		Requires: each(l.Requires, func(q rubric.Requirement) mustHave {
			return mustHave{r.Dimensions[q.Dimension].ID, testedBy(q), q.Lo, q.Hi}
		}),
	}
	for d, s := range l.Scope {
		card.Scope[r.Dimensions[d].ID] = newExpected(s)
	}
	return card
}
