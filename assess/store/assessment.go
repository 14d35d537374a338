package store

import (
	"bytes"
	"database/sql"
	"strings"

	"rung/assess"
	"rung/rubric/lang"
)

// Last is the reference to the newest assessment, for Find.
const Last = "last"

// shownCandidates is how many ids an error of kind Ambiguous names in words.
const shownCandidates = 8

// Complete stores a completed assessment and removes its draft. The rubric's
// text must have been put. Completing the same assessment again changes nothing;
// another with the same id is refused with an error of kind Conflicting.
//
// Assessments keep the order in which they were completed here, even if the
// clock is set back between them: an assessment's place is its completion time
// in milliseconds, or just after the last one in the store if that is later.
func (s *Store) Complete(a *assess.Assessment) error {
	if a.CompletedAt.IsZero() {
		return fail(Refused, "assessment %s is not completed", a.ID)
	}
	text, err := assess.Encode(a)
	if err != nil {
		return err
	}
	err = s.update(func(tx *sql.Tx) error {
		var last int64
		if err := tx.QueryRow(`SELECT coalesce(max(place), 0) FROM assessments`).Scan(&last); err != nil {
			return err
		}
		_, err := shelve(tx, cardOf(a, text, max(a.CompletedAt.UnixMilli(), last+1)), text)
		return err
	})
	if err == nil {
		s.forget(a.ID)
	}
	return err
}

// shelved says what became of an assessment that was put on the shelf.
type shelved int

const (
	added shelved = iota
	present
	restored // in place of a row that was changed
)

// shelve adds an assessment and removes the draft it was.
func shelve(tx *sql.Tx, c card, text []byte) (shelved, error) {
	outcome, err := occupied(tx, c, text)
	if err != nil || outcome == present {
		return outcome, err
	}
	if _, err := rubricText(tx, c.rubric); err != nil {
		return outcome, err
	}
	_, err = tx.Exec(`INSERT OR REPLACE INTO assessments (id, rubric, rubric_id, subject, rater, relation, completed_at, place, sum, seal, bytes)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.id, c.rubric, c.rubricID, c.subject, c.rater, c.relation, c.at, c.place, c.sum[:], c.seal(), text)
	if err != nil {
		return outcome, err
	}
	_, err = tx.Exec(`DELETE FROM drafts WHERE id = ?`, c.id)
	return outcome, err
}

// occupied compares an assessment with what the store has under its id.
func occupied(tx *sql.Tx, c card, text []byte) (shelved, error) {
	there, found, err := cardByID(tx, assessments(), c.id)
	if err != nil || !found {
		return added, err
	}
	stored, err := load(tx, assessments(), there)
	if Is(err, Changed) {
		return restored, nil
	}
	if err != nil {
		return present, err
	}
	same, err := assess.Encode(stored) // as this rung writes it; an older one may have stored it
	if err != nil || bytes.Equal(same, text) {
		return present, err
	}
	return present, fail(Conflicting,
		"assessment %s is in the store with other content, so it was changed after it was saved or exported; nothing was stored",
		c.id).about(
		c.id)
}

func cardByID(tx *sql.Tx, from table, id string) (c card, found bool, err error) {
	all, err := cards(tx, table{from.name, strings.Replace(from.cards, "ORDER BY", "WHERE id = ? ORDER BY", 1)}, id)
	if err != nil || len(all) == 0 {
		return card{}, false, err
	}
	return all[0], true, nil
}

// Filter selects assessments by ids. An empty field selects all.
type Filter struct {
	Subject, Rater, Rubric string
	Relation               assess.Relation
}

func (f Filter) takes(c card) bool {
	return suits(c.subject, f.Subject) && suits(c.rater, f.Rater) && suits(c.rubricID, f.Rubric) && suits(c.relation, string(f.Relation))
}

func suits(have, wanted string) bool { return wanted == "" || wanted == have }

// List returns the selected assessments, oldest first. If the store has rows
// that were changed outside rung, which cannot be told to be selected or not,
// List returns the sound ones and an error of kind Changed.
func (s *Store) List(filter Filter) ([]*assess.Assessment, error) {
	return viewed(s, func(tx *sql.Tx) ([]*assess.Assessment, error) { return loadAll(tx, assessments(), filter) })
}

func loadAll(tx *sql.Tx, from table, filter Filter) (list []*assess.Assessment, err error) {
	all, err := cards(tx, from)
	if err != nil {
		return nil, err
	}
	var bad []string
	for _, c := range all {
		if c.sound && !filter.takes(c) {
			continue
		}
		a, err := load(tx, from, c)
		switch {
		case Is(err, Changed):
			bad = append(bad, c.id)
		case err != nil:
			return nil, err
		default:
			list = append(list, a)
		}
	}
	return list, changedIfAny(bad)
}

// Find returns the assessment that ref means: Last, an id, or the beginning of
// the id of one assessment only. The error is of kind Missing, Ambiguous, or
// Changed.
func (s *Store) Find(ref string) (*assess.Assessment, error) {
	return viewed(s, func(tx *sql.Tx) (*assess.Assessment, error) {
		all, err := cards(tx, assessments())
		if err != nil {
			return nil, err
		}
		c, err := pick(all, ref)
		if err != nil {
			return nil, err
		}
		return load(tx, assessments(), c)
	})
}

// pick finds the card that ref means. A row that was changed may be the one
// that is meant wherever no sound one certainly is.
func pick(all []card, ref string) (card, error) {
	var sound []card
	var bad, ids []string
	for _, c := range all {
		if c.sound {
			sound = append(sound, c)
		} else {
			bad = append(bad, c.id)
		}
	}
	if ref == Last && len(sound) > 0 && len(bad) == 0 {
		return sound[len(sound)-1], nil
	}
	var meant []card
	for _, c := range sound {
		if ref != "" && strings.HasPrefix(c.id, strings.ToLower(ref)) {
			meant, ids = append(meant, c), append(ids, c.id)
		}
	}
	switch {
	case len(meant) == 1:
		return meant[0], nil
	case len(meant) > 1:
		return card{}, ambiguous(ref, ids)
	case len(bad) > 0:
		return card{}, changed(bad...)
	case ref == Last:
		return card{}, fail(Missing, "there is no assessment yet").of(Assessment).none()
	}
	return card{}, fail(Missing, "there is no assessment %v", lang.Quoted(ref)).of(Assessment)
}

func ambiguous(ref string, ids []string) *Error {
	shown := strings.Join(ids[:min(len(ids), shownCandidates)], ", ")
	if len(ids) > shownCandidates {
		shown += ", …"
	}
	return fail(Ambiguous, "%v is the beginning of %d assessments; add characters: %s",
		lang.Quoted(ref), len(ids), shown).about(ids...)
}
