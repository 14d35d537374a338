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
		ID       string              `json:"id" is:"id"`
		Title    rubric.Text         `json:"title"`
		Short    string              `json:"short"`
		Track    string              `json:"track" is:"id"`
		Rung     int                 `json:"rung" is:"rung"`
		Next     []string            `json:"next" is:"id"` // Levels that this one leads to.
		Summary  rubric.Text         `json:"summary"`
		Scope    map[string]expected `json:"scope"` // By dimension.
		Requires []mustHave          `json:"requires"`
	}
	mustHave struct {
		Dimension string `json:"dimension" is:"id"`
		Min       int    `json:"min"` // Lowest step; 0 asks for nothing.
		Max       int    `json:"max"` // Highest step; the dimension's top asks for nothing.
	}
)

// Levels writes levels of a rubric as rung.levels/v1, with every language.
func Levels(w io.Writer, r *rubric.Rubric, chosen []*rubric.Level) error {
	return Encode(w, levels{"rung.levels/v1", newRubricRef(r),
		each(chosen, func(l *rubric.Level) levelCard { return newLevelCard(r, l) })})
}

func newLevelCard(r *rubric.Rubric, l *rubric.Level) levelCard {
	card := levelCard{
		ID: l.ID, Title: l.Title, Short: l.Short, Track: l.Track, Rung: l.Rung, Summary: l.Summary,
		Next:  each(l.Next, func(i int) string { return r.Levels[i].ID }),
		Scope: map[string]expected{},
		Requires: each(l.Requires, func(q rubric.Requirement) mustHave {
			return mustHave{r.Dimensions[q.Dimension].ID, q.Lo, q.Hi}
		}),
	}
	for d, s := range l.Scope {
		card.Scope[r.Dimensions[d].ID] = expected{s.Lo, s.Hi}
	}
	return card
}
