package form

import (
	"bytes"
	"cmp"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/report/html"
	"rung/rubric/lang"
)

// open begins, with what the browser kept, if it kept anything. What cannot be read is
// not written over.
func (f *Form) open(e Event, s *Shown) error {
	if e.Value == "" {
		return nil
	}
	err := f.load(e, s)
	f.kept, f.unsaved = err == nil, err == nil
	return err
}

// load goes on with the answers of a file, unless others would be lost.
func (f *Form) load(e Event, s *Shown) error {
	sheet, err := f.read(e.Value)
	if f.unsaved {
		err = lang.Errorf("the answers here are not saved in a file; save the draft, then load the other one")
	}
	f.sheet.settle(loadID, "", err)
	if err != nil {
		return err
	}
	sheet.quick = f.sheet.quick
	f.sheet, f.unsaved = sheet, false
	s.Say = f.progress()
	return f.leave(s, place{kind: begin})
}

// read makes a sheet of an answers file.
func (f *Form) read(text string) (*sheet, error) {
	written, err := assess.ParseSheet(f.t("the file"), []byte(text))
	if err != nil {
		return nil, err
	}
	answers, err := written.Against(f.rubric)
	if err != nil {
		return nil, err
	}
	sheet, err := newSheet(f.rubric, f.tag, answers)
	if err != nil {
		return nil, err
	}
	sheet.typed = people{written.Subject, written.Rater, cmp.Or(written.Relation, assess.Self)}
	_ = sheet.name() // what is wrong with it is said when one goes on
	return sheet, nil
}

// keep has the browser keep the answers, or keep them no more.
func (f *Form) keep(e Event, s *Shown) error {
	f.kept = e.Value == "on"
	if e.Value == "failed" {
		return lang.Errorf("this browser keeps nothing for this page; save your answers in a file")
	}
	return nil
}

func (f *Form) print(_ Event, s *Shown) error {
	s.Print = true
	return nil
}

// save hands over a file: the answers, or the page of the result.
func (f *Form) save(e Event, s *Shown) error {
	switch e.To {
	case "answers":
		s.Save = &File{"answers.yaml", "application/yaml", string(f.answersFile())}
		f.unsaved = false
	case "page":
		var page bytes.Buffer
		if err := html.Write(&page, f.page()); err != nil {
			return err
		}
		s.Save = &File{"result.html", "text/html", page.String()}
	}
	return nil
}

// answersFile is what `rung assess --answers` takes, and load.
func (f *Form) answersFile() []byte {
	return assess.Template(f.rubric, f.tag, *f.assessment(), f.t("open it in this page again, or: rung assess --answers FILE"))
}

// page is the page of the result.
func (f *Form) page() report.Document {
	return report.Page(assess.Score(f.rubric, f.assessment()), f.tag, false)
}
