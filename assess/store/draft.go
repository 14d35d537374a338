package store

import (
	"database/sql"

	"rung/assess"
)

// DraftKey says whose draft it is. There is at most one for each.
type DraftKey struct {
	Rubric, Subject, Rater string // ids
	Relation               assess.Relation
}

// KeyOf is the key of a draft.
func KeyOf(a *assess.Assessment) DraftKey {
	return DraftKey{a.Rubric.ID, a.Subject.ID, a.Rater.ID, a.Relation}
}

// SaveDraft keeps a as it is now. The rubric's text must have been put. If the
// draft under the same key is not the one that this Store read or wrote last,
// somebody else is at work on it: it is left alone, and the error is of kind
// Elsewhere.
func (s *Store) SaveDraft(a *assess.Assessment) error {
	if !a.CompletedAt.IsZero() {
		return fail(Refused, "assessment %s is completed, not a draft", a.ID)
	}
	text, err := assess.Encode(a)
	if err != nil {
		return err
	}
	c := cardOf(a, text, 0)
	err = s.update(func(tx *sql.Tx) error {
		if err := s.undisturbed(tx, KeyOf(a), a.ID); err != nil {
			return err
		}
		if _, err := rubricText(tx, c.rubric); err != nil {
			return err
		}
		return putDraft(tx, c, text)
	})
	if err == nil {
		s.remember(a.ID, c.sum)
	}
	return err
}

// undisturbed checks that the draft under key is still what this Store knows.
func (s *Store) undisturbed(tx *sql.Tx, key DraftKey, id string) error {
	there, found, err := draftCard(tx, key)
	if err != nil {
		return err
	}
	known, met := s.remembered(id)
	if found == met && (!found || there.sum == known) {
		return nil
	}
	return fail(Elsewhere,
		"another rung has changed, submitted or dropped this draft meanwhile; your last answer was not saved: run the command again to "+
			"go on from the other's").about(
		id)
}

func draftCard(tx *sql.Tx, key DraftKey) (c card, found bool, err error) {
	all, err := cards(tx, drafts())
	for _, c := range all {
		if c.key() == key {
			return c, true, err
		}
	}
	return card{}, false, err
}

func (c card) key() DraftKey {
	return DraftKey{c.rubricID, c.subject, c.rater, assess.Relation(c.relation)}
}

func putDraft(tx *sql.Tx, c card, text []byte) error {
	_, err := tx.Exec(`INSERT OR REPLACE INTO drafts (id, rubric, rubric_id, subject, rater, relation, started_at, sum, seal, bytes)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.id, c.rubric, c.rubricID, c.subject, c.rater, c.relation, c.at, c.sum[:], c.seal(), text)
	return err
}

// Draft returns the draft under key, nil if there is none. While the store has
// drafts that were changed outside rung, none of which may be this one, the
// error is of kind Changed.
func (s *Store) Draft(key DraftKey) (a *assess.Assessment, err error) {
	var c card
	err = s.view(func(tx *sql.Tx) error {
		a = nil
		all, err := cards(tx, drafts())
		if err != nil {
			return err
		}
		var bad []string
		for _, c = range all {
			if c.sound && c.key() == key {
				a, err = load(tx, drafts(), c)
				return err
			}
			if !c.sound {
				bad = append(bad, c.id)
			}
		}
		return changedIfAny(bad)
	})
	if a != nil {
		s.remember(c.id, c.sum)
	}
	return a, err
}

// DropDraft removes the draft with this id, sound or not, if there is one.
func (s *Store) DropDraft(id string) error {
	err := s.update(func(tx *sql.Tx) error {
		_, err := tx.Exec(`DELETE FROM drafts WHERE id = ?`, id)
		return err
	})
	if err == nil {
		s.forget(id)
	}
	return err
}

func (s *Store) remembered(id string) (sum digest, met bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sum, met = s.seen[id]
	return sum, met
}

func (s *Store) remember(id string, sum digest) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen[id] = sum
}

func (s *Store) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.seen, id)
}
