package exchange

import "rung/rubric/lang"

// DraftSchema names the form of a draft.
const DraftSchema = "rung.draft/v1"

// draft is what a rater has said so far, as it is written.
type draft struct {
	Schema string           `json:"schema"`
	Terms  Hash             `json:"terms"`
	Rater  string           `json:"rater"` // id
	People []wireSubmission `json:"people"`
}

// Draft is what the rater has said so far, whole or not, as a file for themself: in
// clear, for nobody else. Of a submission the same is read as by Seal.
func (v *Invitation) Draft(subs []Submission) ([]byte, error) {
	said, err := v.bySubject(subs)
	if err != nil {
		return nil, err
	}
	d := draft{DraftSchema, v.Terms.Hash(), v.Rater.ID, []wireSubmission{}}
	for _, sub := range said {
		w, err := sub.wire()
		if err != nil {
			return nil, err
		}
		d.People = append(d.People, w)
	}
	return encode(d)
}

// ParseDraft reads what Draft wrote, for this invitation or an earlier one of the same
// rater to the same session, which may have asked about others. Name is used in
// messages.
func (v *Invitation) ParseDraft(name string, data []byte) ([]Submission, error) {
	var d draft
	if err := decodeFile(name, data, MaxFile, DraftSchema, &d); err != nil {
		return nil, err
	}
	if d.Terms != v.Terms.Hash() || d.Rater != v.Rater.ID {
		return nil, lang.Errorf("%s: %v", name, lang.Errorf("this draft belongs to another invitation"))
	}
	var subs []Submission
	for _, w := range d.People {
		sub, err := w.submission()
		if err != nil {
			return nil, lang.Errorf("%s: %v", name, err)
		}
		subs = append(subs, sub)
	}
	return subs, nil
}
