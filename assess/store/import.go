package store

import (
	"bytes"
	"cmp"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Imported says what an import did, as ids of assessments and drafts.
type Imported struct {
	Added    []string // new here
	Present  []string // here already, the same
	Restored []string // here, but changed outside rung; now as they were
	Kept     []string // drafts left out because there is a draft of the same person, rater, relation and rubric
}

// Import stores what a file of at most assess.MaxFile holds: a bundle, or one
// assessment, completed. All of it or nothing. People get the ids that their names
// have here. An assessment that is here under the same id with other content is
// refused with an error of kind Conflicting; one whose rubric text is neither here
// nor in the file nor in known, with one of kind Missing. file is used in messages
// only; now is when rung first sees the texts.
func (s *Store) Import(file string, data []byte, now time.Time, known ...RubricText) (done Imported, err error) {
	p, err := unpack(file, data)
	if err != nil {
		return Imported{}, err
	}
	err = s.update(func(tx *sql.Tx) error {
		done, err = p.put(tx, now, known)
		return err
	})
	if err != nil {
		return Imported{}, err
	}
	return done, nil
}

// parcel is what an imported file holds.
type parcel struct {
	file        string
	rubrics     []RubricText
	assessments []*assess.Assessment
	drafts      []*assess.Assessment
	parsed      map[string]*rubric.Rubric // by digest, as far as they were needed
}

func unpack(file string, data []byte) (*parcel, error) {
	if len(data) > assess.MaxFile {
		return nil, fail(Refused, "the file %v is larger than %d MiB, the most that is read", lang.Quoted(file), assess.MaxFile>>20)
	}
	d, err := doc.Parse(file, data)
	if err != nil {
		return nil, err
	}
	p := &parcel{file: file, parsed: map[string]*rubric.Rubric{}}
	if isBundle(d.Root) {
		return p, p.unpackBundle(d, data)
	}
	a, err := assess.Decode(file, data)
	if err != nil {
		return nil, err
	}
	p.assessments = []*assess.Assessment{a}
	return p, p.allCompleted(p.assessments, true)
}

func (p *parcel) refuse(format string, args ...any) *Error {
	return fail(Refused, "%s: %v", p.file, lang.Sprintf(format, args...))
}

// isBundle reports whether a document says that it is a bundle, of any version.
func isBundle(root *doc.Node) bool {
	return slices.ContainsFunc(root.Pairs, func(p doc.Pair) bool {
		return p.Key.Text == "schema" && strings.HasPrefix(p.Value.Text, "rung.bundle/")
	})
}

func (p *parcel) unpackBundle(d *doc.Document, data []byte) error {
	if !d.Schema(BundleSchema) {
		return d.Err()
	}
	f := d.Map(d.Root, doc.Keys{"schema", "rubrics", "assessments", "drafts"}, "sessions")
	texts := bundledRubrics(d, f.Get("rubrics"))
	d.List(f.Get("assessments"), 0)
	d.List(f.Get("drafts"), 0)
	if err := d.Err(); err != nil {
		return err
	}
	if err := p.takeRubrics(texts); err != nil {
		return err
	}
	var raw struct{ Assessments, Drafts []json.RawMessage }
	if err := json.Unmarshal(unmarked(data), &raw); err != nil {
		return p.refuse("a bundle is JSON, and this is not; export it again")
	}
	var err error
	if p.assessments, err = p.decodeAll(data, raw.Assessments, true); err != nil {
		return err
	}
	p.drafts, err = p.decodeAll(data, raw.Drafts, false)
	return err
}

func bundledRubrics(d *doc.Document, list *doc.Node) []RubricText {
	var texts []RubricText
	for _, n := range d.List(list, 0) {
		f := d.Map(n, doc.Keys{"id", "version", "digest", "text"})
		texts = append(texts, RubricText{
			ID: d.ID(f.Get("id")), Version: d.String(f.Get("version")),
			Digest: d.String(f.Get("digest")), Bytes: []byte(d.String(f.Get("text"))),
		})
	}
	return texts
}

// takeRubrics checks that each text is the rubric that it is said to be.
func (p *parcel) takeRubrics(texts []RubricText) error {
	for _, text := range texts {
		if err := text.check(); err != nil {
			return err
		}
		r, err := rubric.Parse(p.file+"#"+text.ID, text.Bytes)
		if err != nil {
			return err
		}
		if r.ID != text.ID || r.Version != text.Version {
			return p.refuse("the text of rubric %s %s is that of %s %s; export it again",
				text.ID, text.Version, r.ID, r.Version)
		}
	}
	p.rubrics = texts
	return nil
}

func (p *parcel) decodeAll(data []byte, raw []json.RawMessage, completed bool) ([]*assess.Assessment, error) {
	var list []*assess.Assessment
	for _, text := range raw {
		a, err := assess.Decode(p.file, text)
		if err != nil {
			_, err = assess.Decode(p.file, inPlace(data, text))
			return nil, err
		}
		list = append(list, a)
	}
	return list, p.allCompleted(list, completed)
}

func (p *parcel) allCompleted(list []*assess.Assessment, completed bool) error {
	for _, a := range list {
		switch {
		case completed && a.CompletedAt.IsZero():
			return p.refuse("assessment %s is a draft; finish it where it was begun, and export it again", a.ID)
		case !completed && !a.CompletedAt.IsZero():
			return p.refuse("assessment %s stands among the drafts but is completed; export it again", a.ID)
		}
	}
	return nil
}

// inPlace is part with blanks before it, so that positions in it are those in
// the whole.
func inPlace(whole, part []byte) []byte {
	before, _, _ := bytes.Cut(whole, part)
	blanks := strings.Map(func(c rune) rune {
		if c == '\n' {
			return c
		}
		return ' '
	}, string(before))
	return append([]byte(blanks), part...)
}

func (p *parcel) put(tx *sql.Tx, now time.Time, known []RubricText) (done Imported, err error) {
	if err := p.putRubrics(tx, now, known); err != nil {
		return done, err
	}
	bad, err := cards(tx, assessments())
	if err != nil {
		return done, err
	}
	bad = slices.DeleteFunc(bad, func(c card) bool { return c.sound })
	var last int64
	for _, a := range p.assessments {
		text, err := p.fits(tx, a)
		if err != nil {
			return done, err
		}
		c := cardOf(a, text, max(a.CompletedAt.UnixMilli(), last+1))
		last = c.place
		if err := unclaimed(tx, c); err != nil {
			return done, err
		}
		outcome, err := shelve(tx, c, text)
		if err != nil {
			return done, err
		}
		if err := done.note(tx, c, outcome, bad); err != nil {
			return done, err
		}
	}
	return done, p.putDrafts(tx, &done)
}

// note records what became of an assessment, and clears away the row that was
// the same text under a changed id.
func (d *Imported) note(tx *sql.Tx, c card, outcome shelved, bad []card) error {
	for _, b := range bad {
		if b.sum == c.sum && b.id != c.id {
			outcome = restored
			if _, err := tx.Exec(`DELETE FROM assessments WHERE id = ?`, b.id); err != nil {
				return err
			}
		}
	}
	switch outcome {
	case added:
		d.Added = append(d.Added, c.id)
	case present:
		d.Present = append(d.Present, c.id)
	case restored:
		d.Restored = append(d.Restored, c.id)
	}
	return nil
}

// putRubrics stores the texts of the parcel, and of the known ones those that
// its assessments need.
func (p *parcel) putRubrics(tx *sql.Tx, now time.Time, known []RubricText) error {
	texts := p.rubrics
	for _, text := range known {
		if slices.ContainsFunc(p.assessments, func(a *assess.Assessment) bool { return a.Rubric.Digest == text.Digest }) {
			texts = append(texts, text)
		}
	}
	for _, text := range texts {
		if err := text.check(); err != nil {
			return err
		}
		if err := putRubric(tx, text, now); err != nil {
			return err
		}
	}
	return nil
}

// fits checks an assessment against its rubric, and returns its text.
func (p *parcel) fits(tx *sql.Tx, a *assess.Assessment) ([]byte, error) {
	r, err := p.rubric(tx, a.Rubric.Digest)
	if err != nil {
		return nil, err
	}
	if a.Rubric != assess.Ref(r) {
		return nil, p.refuse("assessment %s names rubric %s %s, but its digest is that of %s %s",
			a.ID, a.Rubric.ID, a.Rubric.Version, r.ID, r.Version)
	}
	if err := cmp.Or(a.Check(r), identify(a)); err != nil {
		return nil, p.refuse("assessment %s: %v", a.ID, err)
	}
	return assess.Encode(a)
}

// identify gives the people of an assessment the ids that their names have here,
// so that whoever is shown can be found, and nobody is called by another's id.
func identify(a *assess.Assessment) (err error) {
	if a.Relation != assess.Self || a.Subject != assess.Me || a.Rater != assess.Me {
		a.Subject, a.Rater, err = calibrate.Related(a.Subject, a.Rater, a.Relation)
	}
	return err
}

// unclaimed refuses what would take the place of a draft of something else.
func unclaimed(tx *sql.Tx, c card) error {
	there, found, err := cardByID(tx, drafts(), c.id)
	if err != nil || !found || !there.sound || there.key() == c.key() {
		return err
	}
	return fail(Conflicting, "there is a draft of another assessment under the id %s; nothing was stored", c.id).about(c.id)
}

// rubric reads a rubric from the store, once for all that need it.
func (p *parcel) rubric(tx *sql.Tx, digest string) (*rubric.Rubric, error) {
	if r, ok := p.parsed[digest]; ok {
		return r, nil
	}
	text, err := rubricText(tx, digest)
	if err != nil {
		return nil, err
	}
	p.parsed[digest], err = rubric.Parse(text.ID, text.Bytes)
	return p.parsed[digest], err
}

func (p *parcel) putDrafts(tx *sql.Tx, done *Imported) error {
	for _, a := range p.drafts {
		text, err := p.fits(tx, a)
		if err != nil {
			return err
		}
		c := cardOf(a, text, 0)
		if err := unclaimed(tx, c); err != nil {
			return err
		}
		there, found, err := draftCard(tx, c.key())
		if err != nil {
			return err
		}
		_, completed, err := cardByID(tx, assessments(), c.id)
		if err != nil {
			return err
		}
		switch {
		case completed || found && there.sum == c.sum:
			done.Present = append(done.Present, c.id)
		case found:
			done.Kept = append(done.Kept, c.id)
		default:
			done.Added = append(done.Added, c.id)
			if err := putDraft(tx, c, text); err != nil {
				return err
			}
		}
	}
	return nil
}
