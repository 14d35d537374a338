package report

import (
	"cmp"
	"io"
	"time"

	"rung/assess"
	"rung/rubric/lang"
)

var relationNames = map[assess.Relation]lang.Pair{
	assess.Self:    lang.T("self", "soi-même"),
	assess.Manager: lang.T("manager", "manager"),
	assess.Peer:    lang.T("peer", "pair"),
	assess.Panel:   lang.T("panel", "panel"),
}

// who names a rater: the relation, and the name where there is one.
func (p *page) who(a *assess.Assessment) string {
	if a.Relation == assess.Self || a.Rater.Name == "" {
		return p.in(relationNames[a.Relation])
	}
	return p.in(relationNames[a.Relation]) + " " + lang.Defang(a.Rater.Name)
}

func (p *page) day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// History writes one subject's dated results, the oldest first, and the trend of
// each rater who has at least two.
func History(w io.Writer, results []*assess.Result, o Options) error {
	p := newPage(w, o)
	if subject := results[0].Assessment.Subject; subject.Name == "" {
		p.strong(lang.T("Your assessments", "Vos évaluations"))
	} else {
		p.strong(lang.T("Assessments of %s", "Évaluations concernant %s"), lang.Defang(subject.Name))
	}
	p.blank()
	p.dated(results)
	p.trends(results)
	p.blank()
	p.say(lang.T("Next: rung show ID · rung compare ID ID", "Ensuite : rung show ID · rung compare ID ID"))
	if oneRubric(results) {
		p.faint(lang.T("%s", "%s"), rubricName(results[0]))
	}
	return p.err
}

// dated is the grid of results. They have a column for the rubric if it is not
// the same for all.
func (p *page) dated(results []*assess.Result) {
	g := grid{
		header: []string{p.t(lang.T("Date", "Date")), p.t(lang.T("By", "Par")), p.t(lang.T("Level", "Niveau")), p.t(lang.T("Confidence", "Confiance")), p.t(lang.T("Standing", "Position")), "Id"},
		right:  []int{3, 4}, wrap: []int{1},
	}
	mixed := !oneRubric(results)
	if mixed {
		g.header = append(g.header, p.t(lang.T("Rubric", "Référentiel")))
		g.wrap = append(g.wrap, len(g.header)-1)
	}
	for _, res := range results {
		cells := append(p.historyRow(res), ShortID(res.Assessment.ID))
		if mixed {
			cells = append(cells, res.Rubric.ID+" "+lang.Defang(res.Rubric.Version))
		}
		g.row(cells...)
	}
	p.grid(&g)
}

func oneRubric(results []*assess.Result) bool {
	for _, res := range results[1:] {
		if res.Rubric.Digest != results[0].Rubric.Digest {
			return false
		}
	}
	return true
}

// rubricName is a rubric as footers name it.
func rubricName(res *assess.Result) string {
	r := res.Rubric
	return r.ID + " " + lang.Defang(r.Version) + " (" + r.Digest[:7] + ")"
}

func (p *page) historyRow(res *assess.Result) []string {
	a, level, confidence, standing := res.Assessment, p.t(lang.T("none", "aucun")), "–", "–"
	if res.Level != nil {
		level = lang.Defang(res.Level.Short)
		confidence, standing = p.number(res.Confidence.Value, 2), p.number(*res.Standing, 2)
	}
	return []string{p.day(a.CompletedAt), p.who(a), level, confidence, standing}
}

// ShortID is the beginning of an id that holds its time: enough to tell
// assessments apart, and to type.
func ShortID(id string) string { return id[:min(13, len(id))] }

// NameOf is a person's name, or their id where they gave none.
func NameOf(who assess.Person) string { return cmp.Or(who.Name, who.ID) }

func (p *page) trends(results []*assess.Result) {
	var raters []string
	by := map[string][]*assess.Result{}
	for _, res := range results {
		key := res.Rubric.ID + " " + string(res.Assessment.Relation) + " " + res.Assessment.Rater.ID
		if by[key] == nil {
			raters = append(raters, key)
		}
		by[key] = append(by[key], res)
	}
	for _, key := range raters {
		t, ok := assess.NewTrend(by[key])
		if !ok {
			continue
		}
		p.blank()
		p.trend(t)
	}
}

func (p *page) trend(t assess.Trend) {
	who, since := p.who(t.Last.Assessment), p.day(t.First.Assessment.CompletedAt)
	change := lang.Number{Value: t.Change, Decimals: 2}
	switch {
	case !t.Clear():
		p.say(lang.T("Standing (%s): moved by %v rung since %s, within the wobble of such answers (±%v).", "Position (%s) : déplacée de %v échelon depuis le %s, dans la marge de telles réponses (±%v)."),
			who, change, since, lang.Number{Value: 2 * t.Wobble, Decimals: 2})
	case t.Change > 0:
		p.say(lang.T("Standing (%s): up by %v rung since %s, more than such answers wobble.", "Position (%s) : en hausse de %v échelon depuis le %s, plus que la marge de telles réponses."), who, change, since)
	default:
		p.say(lang.T("Standing (%s): down by %v rung since %s, more than such answers wobble.", "Position (%s) : en baisse de %v échelon depuis le %s, plus que la marge de telles réponses."), who, lang.Number{Value: -t.Change, Decimals: 2}, since)
	}
}

// HistoryJSON writes dated results as rung.history/v1: a list of rung.result/v1.
func HistoryJSON(w io.Writer, results []*assess.Result) error {
	return EncodeJSON(w, struct {
		Schema  string       `json:"schema"`
		Results []resultJSON `json:"results"`
	}{"rung.history/v1", each(results, newResultJSON)})
}
