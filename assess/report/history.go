package report

import (
	"maps"
	"slices"
	"strings"

	"rung/assess"
	"rung/rubric/lang"
)

// History is one subject's dated results, the oldest first, and the trend of each
// rater who has at least two.
func History(results []*assess.Result, tag lang.Tag) Document {
	w := writing{tag: tag}
	w.add(Headline{Text: w.assessmentsOf(results)}, Break{}, w.dated(results))
	for _, s := range byRater(results) {
		if t, ok := assess.NewTrend(s); ok {
			w.add(Break{}, Sentence{Text: w.trend(t)})
		}
	}
	w.acrossRubrics(results)
	next := []string{w.t("rung show ID")}
	if len(results) > 1 {
		next = append(next, w.t("rung compare ID ID"))
	}
	w.add(Break{}, Next{w.t("Next"), next})
	w.rubricFooter(results)
	return Document{Lang: tag, Title: w.assessmentsOf(results), Main: assessmentsGrid, Blocks: w.blocks}
}

// assessmentsGrid names the dated list.
const assessmentsGrid = "assessments"

// HistoryPage is the same as it is handed on, first the course of the standing and
// of each dimension.
func HistoryPage(results []*assess.Result, tag lang.Tag) Document {
	w := writing{tag: tag}
	w.add(Headline{Kicker: w.kickerOf(w.t("History"), results), Text: w.assessmentsOf(results)})
	for _, s := range byRater(results) {
		t, ok := assess.NewTrend(s)
		if !ok {
			continue
		}
		w.heading("Since %s (%s)", w.date(t.First.Assessment.CompletedAt), w.who(t.Last.Assessment))
		w.add(Sentence{Text: w.trend(t)}, w.courses(s))
	}
	w.part("Every assessment", "Standing is the mean rung, each level weighed by its chance.")
	w.add(w.dated(results))
	w.acrossRubrics(results)
	w.rubricFooter(results)
	return Document{Lang: tag, Title: w.assessmentsOf(results), Main: assessmentsGrid, Blocks: w.blocks}
}

func (w *writing) assessmentsOf(results []*assess.Result) string {
	if subject := results[0].Assessment.Subject; subject.Name != "" {
		return w.t("Assessments of %s", subject.Name)
	}
	return w.t("Your assessments")
}

// rubricFooter names the rubric, where it is the same for all.
func (w *writing) rubricFooter(results []*assess.Result) {
	if oneRubric(results) {
		w.add(Footer{rubricName(results[0].Rubric)})
	}
}

func oneRubric(results []*assess.Result) bool {
	for _, res := range results[1:] {
		if res.Rubric.Digest != results[0].Rubric.Digest {
			return false
		}
	}
	return true
}

// dated is the grid of results. They have a column for the rubric if it is not
// the same for all.
func (w *writing) dated(results []*assess.Result) Grid {
	g := Grid{Name: assessmentsGrid, Title: w.t("Assessments"), Columns: []Column{
		w.column("Date"), w.wide("By"), w.column("Level"),
		w.figures("Confidence"), w.figures("Standing"), {Title: "Id"},
	}}
	mixed := !oneRubric(results)
	if mixed {
		g.Columns = append(g.Columns, w.wide("Rubric"))
	}
	for _, res := range results {
		row := append(w.outcome(res), text(ShortID(res.Assessment.ID)))
		if mixed {
			row = append(row, text(rubricName(res.Rubric)))
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// outcome is a result in a row: date, rater, level, confidence, standing.
func (w *writing) outcome(res *assess.Result) []Cell {
	a := res.Assessment
	row := []Cell{text(w.day(a.CompletedAt)), text(w.who(a)), text(w.comesTo(res)), absent("–"), absent("–")}
	if res.Named() != nil && res.Place == assess.Within {
		row[3], row[4] = w.chance(res.Confidence.Value), w.figure(*res.Standing, 2)
	}
	return row
}

// comesTo is what answers come to, in a few words: a level, or why it is none.
func (w *writing) comesTo(res *assess.Result) string {
	lowest, highest := res.Rubric.Ends()
	switch {
	case len(res.Ranking) == 0:
		return w.t("too few answers")
	case res.Place == assess.Below:
		return w.t("below %s", lowest.Short)
	case res.Place == assess.Beyond:
		return w.t("beyond %s", highest.Short)
	case res.Level == nil, misfit(res):
		return w.t("no level # that answers name")
	case len(res.Undecided) > 0:
		return w.t("%s, still open", w.either(res.Undecided[0].Levels))
	}
	return res.Level.Short
}

// acrossRubrics says that no trend goes from one rubric to another, where there are
// several.
func (w *writing) acrossRubrics(results []*assess.Result) {
	if refs, names := rubricsOf(results); len(refs) > 1 {
		w.add(Break{})
		w.say("These results rest on different rubrics, %v. No trend is drawn from one to another.", names)
		w.namesakes(refs)
	}
}

// rubricsOf are the rubrics of results, in the order in which they come first, and
// their names.
func rubricsOf(results []*assess.Result) (refs []assess.RubricRef, names lang.List) {
	for _, res := range results {
		if ref := assess.Ref(res.Rubric); !slices.Contains(refs, ref) {
			refs = append(refs, ref)
			names = append(names, lang.Verbatim(refName(ref)))
		}
	}
	return refs, names
}

// namesakes warns of different rubrics that have one id and version.
func (w *writing) namesakes(refs []assess.RubricRef) {
	digests := map[string]lang.List{}
	for _, r := range refs {
		name := r.ID + " " + r.Version
		digests[name] = append(digests[name], lang.Verbatim(r.Digest[:7]))
	}
	for _, name := range slices.Sorted(maps.Keys(digests)) {
		if len(digests[name]) > 1 {
			w.add(Sentence{Text: w.t("Several rubrics call themselves %s: %v. They are not the same.", name, digests[name]), Tone: Caveat})
		}
	}
}

// byRater parts results by rubric and rater, in the order in which they come first.
func byRater(results []*assess.Result) [][]*assess.Result {
	var series [][]*assess.Result
	at := map[string]int{}
	for _, res := range results {
		key := strings.Join([]string{res.Rubric.Digest, string(res.Assessment.Relation), res.Assessment.Rater.ID}, " ")
		i, known := at[key]
		if !known {
			i = len(series)
			at[key] = i
			series = append(series, nil)
		}
		series[i] = append(series[i], res)
	}
	return series
}

func (w *writing) trend(t assess.Trend) string {
	who, since := w.who(t.Last.Assessment), w.date(t.First.Assessment.CompletedAt)
	switch {
	case !t.Clear():
		return w.t("Standing (%s): moved by %s since %s, within the wobble of such answers (±%v).",
			who, w.rungs(w.number(t.Change, 2), t.Change), since, lang.Number{Value: 2 * t.Wobble, Decimals: 2})
	case t.Change > 0:
		return w.t("Standing (%s): up by %s since %s, more than such answers wobble.", who, w.rungs(w.number(t.Change, 2), t.Change), since)
	}
	return w.t("Standing (%s): down by %s since %s, more than such answers wobble.", who, w.rungs(w.number(-t.Change, 2), t.Change), since)
}

// courses is how the standing and each dimension went in one rater's results on one
// rubric.
func (w *writing) courses(results []*assess.Result) Grid {
	last := results[len(results)-1]
	g := Grid{Name: "dimensions", Title: w.t("Dimensions"), Columns: []Column{
		w.wide("Dimension"), {Title: w.t("Course"), Data: w.t("Now")}, w.figures("Change"),
	}}
	standings := make([]*float64, len(results))
	for i, res := range results {
		standings[i] = res.Standing
	}
	lowest, highest := last.Rubric.Ends()
	g.Rows = append(g.Rows, w.course(w.t("Standing"), w.dates(results), standings, float64(lowest.Rung), float64(highest.Rung)))
	for _, d := range assess.Compare(results).Dimensions {
		g.Rows = append(g.Rows, w.course(w.name(d.Dimension), w.dates(results), d.Values, 0, float64(d.Dimension.Top())))
	}
	return g
}

func (w *writing) dates(results []*assess.Result) []string {
	dates := make([]string, len(results))
	for i, res := range results {
		dates[i] = w.day(res.Assessment.CompletedAt)
	}
	return dates
}

// course is a row of courses: the name, the values over time, and the change from
// the first to the last that there is.
func (w *writing) course(name string, dates []string, values []*float64, from, top float64) []Cell {
	row := []Cell{text(name), {Text: "?", None: true, Drawing: Course{values, dates, top, from}}, absent("–")}
	first, last := (*float64)(nil), (*float64)(nil)
	for _, v := range values {
		if v == nil {
			continue
		}
		if last = v; first == nil {
			first = v
		}
	}
	if last == nil {
		return row
	}
	row[1].None = false
	row[1].Text, row[1].Number = w.t("%s of %s", w.steps(*last), w.steps(top)), &Number{Value: *last, Decimals: 2}
	row[2] = Cell{Text: w.moved(*last - *first), Number: &Number{Value: *last - *first, Decimals: 2}}
	return row
}
