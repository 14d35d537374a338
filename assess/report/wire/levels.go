package wire

import (
	"io"
	"rung/rubric"
)

type (
	ladderJSON struct {
		Schema string          `json:"schema"`
		Rubric rubricRefJSON   `json:"rubric"`
		Levels []levelCardJSON `json:"levels"`
	}
	levelCardJSON struct {
		ID       string                  `json:"id"`
		Title    rubric.Text             `json:"title"`
		Short    string                  `json:"short"`
		Track    string                  `json:"track"`
		Rung     int                     `json:"rung"`
		Next     []string                `json:"next"`
		Summary  rubric.Text             `json:"summary"`
		Scope    map[string]expectedJSON `json:"scope"`
		Requires []requirementScopeJSON  `json:"requires"`
	}
	requirementScopeJSON struct {
		Dimension string `json:"dimension"`
		Min       int    `json:"min"`
		Max       int    `json:"max"`
	}
)

// Levels writes levels of a rubric as rung.levels/v1, with every language.
func Levels(w io.Writer, r *rubric.Rubric, levels []*rubric.Level) error {
	return Encode(w, ladderJSON{"rung.levels/v1", rubricRefJSON{r.ID, r.Version, r.Digest},
		each(levels, func(l *rubric.Level) levelCardJSON { return newLevelCardJSON(r, l) })})
}

func newLevelCardJSON(r *rubric.Rubric, l *rubric.Level) levelCardJSON {
	card := levelCardJSON{
		ID: l.ID, Title: l.Title, Short: l.Short, Track: l.Track, Rung: l.Rung, Summary: l.Summary,
		Next:  each(l.Next, func(i int) string { return r.Levels[i].ID }),
		Scope: map[string]expectedJSON{},
		Requires: each(l.Requires, func(q rubric.Requirement) requirementScopeJSON {
			return requirementScopeJSON{r.Dimensions[q.Dimension].ID, q.Lo, q.Hi}
		}),
	}
	for d, s := range l.Scope {
		card.Scope[r.Dimensions[d].ID] = expectedJSON{s.Lo, s.Hi}
	}
	return card
}
