package form

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"rung/assess"
	"rung/assess/exchange"
	"rung/assess/report"
	"rung/assess/report/html"
	"rung/rubric/lang"
)

// key is what the browser keeps a draft under: that of one rubric, or of one rater in
// a session.
func (f *Form) key() string {
	if f.invited != nil {
		return "rung " + f.invited.invitation.Terms.Session + " " + f.invited.invitation.Rater.ID
	}
	return "rung " + f.rubric.Digest
}

// found goes on with what the browser kept. What cannot be read is not written over.
func (f *Form) found(e Event, s *Shown) error {
	if f.unsaved {
		return nil
	}
	err := f.load(e, s)
	f.kept, f.unsaved = err == nil, err == nil
	return err
}

// load goes on with the answers of a file, unless others would be lost.
func (f *Form) load(e Event, s *Shown) error {
	err, before := errUnsaved, f.sheet
	switch {
	case f.unsaved:
	case f.invited != nil:
		err = f.readDraft(e.Value, s)
	default:
		err = f.readAnswers(e.Value)
	}
	before.settle(loadID, "", err)
	if err != nil {
		return err
	}
	f.at = place{kind: begin}
	f.unsaved, s.Say, s.Focus = false, cmp.Or(s.Say, f.counted()), headingID
	return nil
}

// readAnswers takes the answers of an answers file.
func (f *Form) readAnswers(text string) error {
	if strings.Contains(text, exchange.DraftSchema) {
		return lang.Errorf("this is the draft of somebody who was invited; open the invitation first, then the draft")
	}
	written, err := assess.ParseSheet(f.t("the file"), []byte(text))
	if err != nil {
		return err
	}
	answers, err := written.Against(f.rubric)
	if err != nil {
		return err
	}
	sheet, err := newSheet(f.rubric, f.tag, answers)
	if err != nil {
		return err
	}
	sheet.typed = people{written.Subject, written.Rater, cmp.Or(written.Relation, assess.Self)}
	_ = sheet.name() // what is wrong with it is said when one goes on
	sheet.manner = f.sheet.manner
	f.sheet = sheet
	return nil
}

// draftFile is what load takes: of who is invited a draft, else an answers file, which
// `rung assess --answers` takes too.
func (f *Form) draftFile() []byte {
	if f.invited == nil {
		return assess.Template(f.rubric, f.tag, *f.assessment(), f.t("open it in this page again, or: rung assess --answers FILE"))
	}
	v := f.invited.invitation
	d := v.Draft()
	for _, s := range f.invited.sheets {
		d.People = append(d.People, exchange.DraftPerson{
			Name: s.who.Subject.Name, Manner: exchange.Manner(s.manner), Level: s.level, Why: s.why, Answers: exchange.Said(s.answers()),
		})
	}
	text, err := d.Bytes()
	if err != nil {
		panic(err) // strings can always be written
	}
	return text
}

// errDraft is why a draft is refused.
var errDraft = lang.Errorf("this is no draft that this page saved for this invitation, or not the whole of it; choose another file")

// readDraft takes what a draft says of the people of the invitation.
func (f *Form) readDraft(text string, s *Shown) error {
	v := f.invited.invitation
	d, err := v.ParseDraft(f.t("the file"), []byte(text))
	if err != nil {
		return errDraft
	}
	sheets, err := blank(v, f.rubric, f.tag)
	if err != nil {
		return err
	}
	var gone lang.List
	for _, one := range d.People {
		i := slices.IndexFunc(sheets, func(s *sheet) bool { return s.who.Subject.ID == assess.PersonID(one.Name) })
		if i < 0 {
			gone = append(gone, lang.Quoted(one.Name))
		} else if err := sheets[i].restore(one); err != nil {
			return err
		}
	}
	if len(gone) > 0 {
		f.warn(s, lang.Errorf("this draft was made with an earlier invitation; it also has answers about %v, of whom this one asks nothing, so they are left out", gone))
	}
	f.invited.sheets, f.sheet = sheets, sheets[0]
	return nil
}

// restore takes what a draft says of one person.
func (s *sheet) restore(p exchange.DraftPerson) error {
	answers, err := p.Read(s.rubric)
	if err != nil || p.Level != "" && s.rubric.LevelIndex(p.Level) < 0 || checkWord(p.Why) != nil {
		return errDraft
	}
	iv, err := assess.NewInterview(s.rubric, assess.VoiceOf(&s.who, s.tag), answers)
	if err != nil {
		return errDraft
	}
	iv.Follow(stay)
	s.iv, s.manner, s.level, s.why = iv, string(p.Manner), p.Level, p.Why
	return nil
}

// keep has the browser keep the answers, or keep them no more.
func (f *Form) keep(e Event, s *Shown) error {
	f.kept = e.Value == "on"
	if e.Value == "failed" {
		f.warn(s, lang.Errorf("this browser keeps nothing for this page; save your answers in a file"))
	}
	return nil
}

// elsewhere is told that another tab changed what the browser keeps: it keeps its own
// from here on, and this page nothing.
func (f *Form) elsewhere(_ Event, s *Shown) error {
	if f.kept {
		f.kept, f.unsaved = false, true
		f.warn(s, lang.Errorf("another tab changed what this browser keeps, so what you answer here is not kept any more; go on in one of the two, and save the draft here if it has what the other lacks"))
	}
	return nil
}

func (f *Form) print(_ Event, s *Shown) error {
	s.Print = true
	return nil
}

// save hands over a file: the draft, the page of the result, the envelope or its
// receipt.
func (f *Form) save(e Event, s *Shown) error {
	switch {
	case e.To == "answers" && f.invited == nil:
		s.Save = &File{"answers.yaml", "application/yaml", string(f.draftFile())}
		f.unsaved = false
	case e.To == "answers":
		s.Save = &File{f.invited.fileName() + ".draft.json", "application/json", string(f.draftFile())}
		f.unsaved = false
	case e.To == "page" && f.invited == nil:
		var page bytes.Buffer
		if err := html.Write(&page, f.page()); err != nil {
			return err
		}
		s.Save = &File{"result.html", "text/html", page.String()}
	case f.invited != nil && f.invited.sealed != nil:
		s.Save = f.handed(e.To)
	}
	if s.Save != nil {
		f.gave = s.Save.Name
		s.Say = f.whereGiven()
	}
	return nil
}

// page is the page of the result.
func (f *Form) page() report.Document {
	return report.Page(assess.Score(f.rubric, f.assessment()), f.tag, false)
}
