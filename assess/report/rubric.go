package report

import (
	"io"
	"strconv"

	"rung/rubric"
	"rung/rubric/lang"
)

// Rubrics writes a line per rubric.
func Rubrics(w io.Writer, all []*rubric.Rubric, o Options) error {
	p := newPage(w, o)
	g := grid{header: []string{"Id", p.t(lang.T("Version", "Version")), p.t(lang.T("Title", "Titre")), p.t(lang.T("Levels", "Niveaux")), p.t(lang.T("Questions", "Questions"))},
		right: []int{3, 4}, wrap: []int{2}}
	for _, r := range all {
		g.row(r.ID, lang.Defang(r.Version), lang.Defang(r.Title.In(o.Lang)), strconv.Itoa(len(r.Levels)), strconv.Itoa(len(r.Questions)))
	}
	p.grid(&g)
	return p.err
}

// Rubric writes a whole rubric as a person reads it: the ladder, each dimension
// with its steps, and the questions asked about it.
func Rubric(w io.Writer, r *rubric.Rubric, o Options) error {
	v := ladderView{newPage(w, o), r}
	v.strong(lang.T("%s (%s %s)", "%s (%s %s)"), v.text(r.Title), r.ID, lang.Defang(r.Version))
	v.say(lang.T("%v, %v, %v", "%v, %v, %v"),
		lang.Count{N: len(r.Levels), One: lang.T("level", "niveau"), Many: lang.T("levels", "niveaux")},
		lang.Count{N: len(r.Dimensions), One: lang.T("dimension", "dimension"), Many: lang.T("dimensions", "dimensions")},
		lang.Count{N: len(r.Questions), One: lang.T("question", "question"), Many: lang.T("questions", "questions")})
	v.blank()
	v.ladder()
	for d := range r.Dimensions {
		v.dimension(d)
	}
	return v.err
}

func (v ladderView) dimension(d int) {
	dim := &v.r.Dimensions[d]
	v.blank()
	v.strong(lang.T("%s (%s, weight %s)", "%s (%s, poids %s)"), v.text(dim.Title), dim.ID, v.steps(dim.Weight))
	for s, step := range dim.Steps {
		v.hang("  "+strconv.Itoa(s)+"  ", "     ", v.text(step))
	}
	for _, i := range v.r.QuestionsOf(d) {
		q := &v.r.Questions[i]
		v.hang("  ? ", "    ", v.text(q.Ask)+" ["+q.ID+"]")
	}
}

type rubricRowJSON struct {
	ID        string      `json:"id"`
	Version   string      `json:"version"`
	Digest    string      `json:"digest"`
	Title     rubric.Text `json:"title"`
	Levels    int         `json:"levels"`
	Questions int         `json:"questions"`
}

// RubricsJSON writes a list of rubrics as rung.rubrics/v1.
func RubricsJSON(w io.Writer, all []*rubric.Rubric) error {
	return EncodeJSON(w, struct {
		Schema  string          `json:"schema"`
		Rubrics []rubricRowJSON `json:"rubrics"`
	}{"rung.rubrics/v1", each(all, func(r *rubric.Rubric) rubricRowJSON {
		return rubricRowJSON{r.ID, r.Version, r.Digest, r.Title, len(r.Levels), len(r.Questions)}
	})})
}
