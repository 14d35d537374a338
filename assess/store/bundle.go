package store

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// BundleSchema is the value of the `schema` key of a bundle.
const BundleSchema = "rung.bundle/v1"

// bundle is the form of a file that holds everything about one person: the
// assessments and drafts of which they are the subject, the texts of the rubrics
// these were made with, and what calibration sessions came to about them.
type bundle struct {
	Schema      string            `json:"schema"`
	Rubrics     []bundledRubric   `json:"rubrics"`
	Assessments []json.RawMessage `json:"assessments"` // rung.assessment/v1, oldest first
	Drafts      []json.RawMessage `json:"drafts"`      // the same form, not completed
	Sessions    []bundledSession  `json:"sessions"`    // revealed or locked; to read, not to import
}

// bundledSession is what a letter of the session tells the person.
type bundledSession struct {
	Session   string  `json:"session"`
	Title     string  `json:"title"`
	Agreed    *string `json:"agreed"` // level id
	At        *string `json:"at"`
	Rationale string  `json:"rationale"`
	Withheld  bool    `json:"rationale_withheld"`
}

type bundledRubric struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
	Text    string `json:"text"`
}

func bundled(t RubricText) bundledRubric {
	return bundledRubric{t.ID, t.Version, t.Digest, string(t.Bytes)}
}

func (b bundledRubric) text() RubricText {
	return RubricText{ID: b.ID, Version: b.Version, Digest: b.Digest, Bytes: []byte(b.Text)}
}

// Export returns everything about the person with this id as a bundle: the same
// bytes for the same content. An error of kind Missing says that there is
// nothing; one of kind Changed names rows that were changed outside rung, and
// then there is no bundle, as it would not be whole.
func (s *Store) Export(subject string) (file []byte, err error) {
	b := bundle{Schema: BundleSchema}
	err = s.view(func(tx *sql.Tx) error {
		done, err := loadAll(tx, assessments(), Filter{Subject: subject})
		if err != nil {
			return err
		}
		begun, err := loadAll(tx, drafts(), Filter{Subject: subject})
		if err != nil {
			return err
		}
		if b.Sessions, err = bundleSessions(tx, subject); err != nil {
			return err
		}
		if len(done)+len(begun)+len(b.Sessions) == 0 {
			return unknownPerson(subject)
		}
		if b.Rubrics, err = bundleRubrics(tx, slices.Concat(done, begun)); err != nil {
			return err
		}
		if b.Assessments, err = encodeAll(done); err != nil {
			return err
		}
		b.Drafts, err = encodeAll(begun)
		return err
	})
	if err != nil {
		return nil, err
	}
	return encodeBundle(b)
}

func unknownPerson(id string) *Error {
	return fail(Missing, "the store has nothing about %v", lang.Quoted(id)).of(Person)
}

// encodeBundle writes a file that leaves rung.
func encodeBundle(bundle any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(bundle); err != nil {
		return nil, err
	}
	return lang.EscapeJSON(out.Bytes()), nil
}

// bundleRubrics returns the texts that the assessments need, in the order they
// are first needed.
func bundleRubrics(tx *sql.Tx, needed []*assess.Assessment) ([]bundledRubric, error) {
	texts := []bundledRubric{}
	for _, a := range needed {
		if slices.ContainsFunc(texts, func(b bundledRubric) bool { return b.Digest == a.Rubric.Digest }) {
			continue
		}
		text, err := rubricText(tx, a.Rubric.Digest)
		if err != nil {
			return nil, err
		}
		texts = append(texts, bundled(text))
	}
	return texts, nil
}

// bundleSessions returns what each session that is no longer sealed came to about
// a subject, by id of session.
func bundleSessions(tx *sql.Tx, subject string) ([]bundledSession, error) {
	outcomes := []bundledSession{}
	all, err := sessions(tx)
	if err != nil {
		return nil, err
	}
	if err := sessionsChanged(all); err != nil {
		return nil, err
	}
	for _, info := range all {
		if info.State.Before() {
			continue
		}
		session, err := replay(tx, info)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(session.Subjects(), func(p assess.Person) bool { return p.ID == subject })
		if at < 0 {
			continue
		}
		opened, err := session.Revealed()
		if err != nil {
			return nil, err
		}
		letter, err := opened.Letter(session.Subjects()[at].Name)
		if err != nil {
			return nil, err
		}
		outcomes = append(outcomes, newBundledSession(letter))
	}
	return outcomes, nil
}

func newBundledSession(l *calibrate.Letter) bundledSession {
	out := bundledSession{Session: l.ID, Title: l.Title, Rationale: l.Rationale, Withheld: l.Withheld}
	if l.Agreed != nil {
		at := l.At.UTC().Format(time.RFC3339)
		out.Agreed, out.At = &l.Agreed.ID, &at
	}
	return out
}

func encodeAll(list []*assess.Assessment) ([]json.RawMessage, error) {
	encoded := []json.RawMessage{}
	for _, a := range list {
		text, err := assess.Encode(a)
		if err != nil {
			return nil, err
		}
		encoded = append(encoded, text)
	}
	return encoded, nil
}
