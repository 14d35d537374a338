package report

import (
	"io"
	"strconv"

	"rung/rubric"
	"rung/rubric/lang"
)

// ladderView draws a rubric's levels.
type ladderView struct {
	*page
	r *rubric.Rubric
}

// Ladder writes the whole ladder, the highest rung first, a column per track.
func Ladder(w io.Writer, r *rubric.Rubric, o Options) error {
	v := ladderView{newPage(w, o), r}
	v.strong(lang.T("%s (%s %s)", "%s (%s %s)"), v.text(r.Title), r.ID, lang.Defang(r.Version))
	v.blank()
	v.ladder()
	v.blank()
	v.say(lang.T("Next: rung levels LEVEL for one · rung levels LEVEL LEVEL for two side by side", "Ensuite : rung levels NIVEAU, ou rung levels NIVEAU NIVEAU pour en comparer deux"))
	return v.err
}

// ladder is the grid of levels: a row per rung, a column per track.
func (v ladderView) ladder() {
	g := grid{header: []string{v.t(lang.T("Rung", "Échelon"))}}
	for i, t := range v.r.Tracks {
		g.header = append(g.header, v.text(t.Title))
		g.wrap = append(g.wrap, i+1)
	}
	_, top := v.r.Ends()
	for rung := top.Rung; rung >= 1; rung-- {
		for _, row := range v.rowsOf(rung) {
			g.row(row...)
		}
	}
	v.grid(&g)
}

// rowsOf are the rows of one rung: as many as a track has levels on it.
func (v ladderView) rowsOf(rung int) [][]string {
	var rows [][]string
	for t, track := range v.r.Tracks {
		n := 0
		for _, l := range v.r.Levels {
			if l.Rung != rung || l.Track != track.ID {
				continue
			}
			if n == len(rows) {
				rows = append(rows, make([]string, len(v.r.Tracks)+1))
			}
			rows[n][t+1] = v.text(l.Title) + " (" + l.ID + ")"
			n++
		}
	}
	if len(rows) > 0 {
		rows[0][0] = strconv.Itoa(rung)
	}
	return rows
}

func (v ladderView) text(x rubric.Text) string { return lang.Defang(x.In(v.Lang)) }

// Card writes one level: what it is, what it expects, where it leads.
func Card(w io.Writer, r *rubric.Rubric, l *rubric.Level, o Options) error {
	v := ladderView{newPage(w, o), r}
	v.head(l)
	v.say(lang.T("%s", "%s"), v.text(l.Summary))
	v.blank()
	g := grid{header: []string{v.t(lang.T("Dimension", "Dimension")), v.t(lang.T("Expected", "Attendu"))}, wrap: []int{1}}
	for d := range r.Dimensions {
		dim := &r.Dimensions[d]
		g.row(v.text(dim.Title), v.scope(dim, l.Scope[d]))
	}
	v.grid(&g)
	v.blank()
	v.musts(l)
	v.leadsTo(l)
	if l.Basis != nil {
		v.faint(lang.T("Basis: %s", "Fondement : %s"), v.text(l.Basis))
	}
	return v.err
}

func (v ladderView) head(l *rubric.Level) {
	_, top := v.r.Ends()
	v.strong(lang.T("%s (%s), rung %d of %d, %s", "%s (%s), échelon %d sur %d, %s"),
		v.text(l.Title), lang.Defang(l.Short), l.Rung, top.Rung, v.track(l.Track))
}

func (v ladderView) track(id string) string {
	for _, t := range v.r.Tracks {
		if t.ID == id {
			return v.text(t.Title)
		}
	}
	return id
}

// scope words what is expected on a dimension.
func (v ladderView) scope(d *rubric.Dimension, s rubric.Range) string {
	lo, hi := v.text(d.Steps[s.Lo]), v.text(d.Steps[s.Hi])
	switch {
	case s.Lo == s.Hi:
		return lo
	case s.Lo+1 == s.Hi:
		return v.t(lang.T("%s; or: %s", "%s ; ou : %s"), lo, hi)
	}
	return v.t(lang.T("from: %s; to: %s", "de : %s ; à : %s"), lo, hi)
}

func (v ladderView) musts(l *rubric.Level) {
	for _, q := range l.Requires {
		d := &v.r.Dimensions[q.Dimension]
		if q.Lo > 0 {
			v.say(lang.T("Required: %s of at least %s.", "Exigé : %s d’au moins %s."), v.text(d.Title), lang.Quoted(v.text(d.Steps[q.Lo])))
		}
		if q.Hi < d.Top() {
			v.say(lang.T("Required: %s of at most %s.", "Exigé : %s d’au plus %s."), v.text(d.Title), lang.Quoted(v.text(d.Steps[q.Hi])))
		}
	}
}

func (v ladderView) leadsTo(l *rubric.Level) {
	var next lang.List
	for _, i := range l.Next {
		next = append(next, lang.Verbatim(v.text(v.r.Levels[i].Title)+" ("+v.r.Levels[i].ID+")"))
	}
	if len(next) > 0 {
		v.say(lang.T("Leads to %s.", "Mène à %s."), next)
	}
}

// SideBySide writes two levels next to each other, dimension by dimension.
func SideBySide(w io.Writer, r *rubric.Rubric, a, b *rubric.Level, o Options) error {
	v := ladderView{newPage(w, o), r}
	v.head(a)
	v.head(b)
	v.blank()
	g := grid{header: []string{v.t(lang.T("Dimension", "Dimension")), lang.Defang(a.Short), "", lang.Defang(b.Short)}, wrap: []int{1, 3}}
	for d := range r.Dimensions {
		dim := &r.Dimensions[d]
		if a.Scope[d] == b.Scope[d] {
			g.row(v.text(dim.Title), v.scope(dim, a.Scope[d]), "=", v.t(lang.T("the same", "identique")))
			continue
		}
		g.row(v.text(dim.Title), v.scope(dim, a.Scope[d]), order(a.Scope[d], b.Scope[d]), v.beside(dim, a.Scope[d], b.Scope[d]))
	}
	v.grid(&g)
	for _, l := range []*rubric.Level{a, b} {
		if len(l.Requires) > 0 {
			v.blank()
			v.strong(lang.T("%s:", "%s :"), lang.Defang(l.Short))
			v.musts(l)
		}
	}
	return v.err
}

// beside words scope b next to scope a, without saying again what they share.
func (v ladderView) beside(d *rubric.Dimension, a, b rubric.Range) string {
	if a.Lo == a.Hi && b.Lo == a.Lo {
		return v.t(lang.T("or also: %s", "ou aussi : %s"), v.text(d.Steps[b.Hi]))
	}
	if a.Lo == a.Hi && b.Hi == a.Lo {
		return v.t(lang.T("or also: %s", "ou aussi : %s"), v.text(d.Steps[b.Lo]))
	}
	return v.scope(d, b)
}

// order compares two scopes by their middles.
func order(a, b rubric.Range) string {
	switch {
	case a.Mid() < b.Mid():
		return "<"
	case a.Mid() > b.Mid():
		return ">"
	}
	return "~"
}

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

// LevelsJSON writes levels of a rubric as rung.levels/v1, with every language.
func LevelsJSON(w io.Writer, r *rubric.Rubric, levels []*rubric.Level) error {
	return EncodeJSON(w, ladderJSON{"rung.levels/v1", rubricRefJSON{r.ID, r.Version, r.Digest},
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
