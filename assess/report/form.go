package report

import (
	"fmt"
	"strings"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric"
	"rung/rubric/lang"
)

// Form is a sheet for somebody to fill in: a table of which some cells are filled
// in and the others open. A table of ratings that was filled in is read back.
type Form struct {
	Lang    lang.Tag
	Title   string
	How     string // what to do with it
	Columns []FormColumn
	Rows    [][]string // the cells that are filled in: the first of each row
	Choices string     // the name of what is chosen from
	Wrong   string     // what is said to whoever writes something else than a choice
}

// FormColumn is a column of a form.
type FormColumn struct {
	Title   string
	Choices []string // what its cells are chosen from; nil: anything
	Said    string   // the choices, for a format without lists
}

// RatingForm is the form for a rater, or for all of them, to rate people of a
// session: by their steps on each dimension or, with levels, by a level. Send names
// whom to send it to; empty where nobody is known.
func RatingForm(s *calibrate.Session, pairs []calibrate.Expected, levels bool, send string, tag lang.Tag) Form {
	w := writing{tag: tag}
	f := Form{Lang: tag, Title: w.t("Ratings: %s", s.Title()), Choices: w.t("Choices"), Wrong: w.t("Choose from the list, or leave the cell empty."),
		How: w.howToRate(levels, send)}
	f.Columns = []FormColumn{{Title: w.t("Person")}, {Title: w.t("Rated by")}, {Title: w.t("As"), Choices: w.relationChoices()}}
	if levels {
		f.Columns = append(f.Columns, FormColumn{Title: w.t("Level"), Choices: append(w.levelChoices(s.Rubric()), w.t("no rating"))})
	} else {
		f.Columns = append(f.Columns, w.stepColumns(s.Rubric())...)
	}
	f.Columns = append(f.Columns, FormColumn{Title: w.t("Comment")})
	for i, c := range f.Columns {
		f.Columns[i].Said = w.t("%s: %s", c.Title, strings.Join(c.Choices, " | "))
	}
	for _, p := range pairs {
		row := []string{p.Subject.Name, p.Rater.Name, ""}
		if p.Relation != "" {
			row[2] = w.in(relationNames[p.Relation])
		}
		f.Rows = append(f.Rows, row)
	}
	return f
}

// howToRate says what to do with a form.
func (w *writing) howToRate(levels bool, send string) string {
	how := w.t("In each row, choose for every dimension the step that describes the person best. Steps count from 0.")
	if levels {
		how = w.t("In each row, choose the level whose work the person does today.")
	}
	how += w.t(" Leave a cell empty where you cannot tell; choose “%v” where there is nothing to rate. A comment is kept as evidence.", lang.Text("no rating"))
	if send == "" {
		return how + w.t(" Send the file to whoever runs the session.")
	}
	return how + w.t(" Send the file to %s.", send)
}

func (w *writing) relationChoices() (all []string) {
	for _, r := range assess.Relations {
		all = append(all, w.in(relationNames[r]))
	}
	return all
}

// levelChoices are the titles of the levels; the id of one whose title says not
// which it is.
func (w *writing) levelChoices(r *rubric.Rubric) (all []string) {
	for i := range r.Levels {
		l := &r.Levels[i]
		name := l.Title.In(w.tag)
		if found, err := r.FindLevel(name); err != nil || found != l {
			name = l.ID
		}
		all = append(all, name)
	}
	return all
}

// stepColumns are a column per dimension, of its steps by number and words.
func (w *writing) stepColumns(r *rubric.Rubric) (columns []FormColumn) {
	for _, d := range r.Dimensions {
		c := FormColumn{Title: d.Title.In(w.tag)}
		for i, step := range d.Steps {
			c.Choices = append(c.Choices, fmt.Sprintf("%d · %s", i, step.In(w.tag)))
		}
		c.Choices = append(c.Choices, w.t("no rating"))
		columns = append(columns, c)
	}
	return columns
}
