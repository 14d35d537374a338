package store

import (
	"database/sql"

	"rung/assess"
)

// What only tests look at.

// Path is where the store is: absolute, with symbolic links resolved.
func (s *Store) Path() string { return s.path }

// Drafts returns every draft, by the time it was begun. As with List, rows that
// were changed are left out and the error then is of kind Changed.
func (s *Store) Drafts() ([]*assess.Assessment, error) {
	return viewed(s, func(tx *sql.Tx) ([]*assess.Assessment, error) { return loadAll(tx, drafts(), Filter{}) })
}

// Rubrics returns every text, ordered by id, then by when it was first seen.
// Texts that were changed are left out, and the error then is of kind Changed.
func (s *Store) Rubrics() (texts []RubricText, err error) {
	err = s.view(func(tx *sql.Tx) error {
		digests, err := column(tx, `SELECT digest FROM rubrics ORDER BY id, first_seen, digest`)
		if err != nil {
			return err
		}
		texts = nil
		var changed error
		for _, digest := range digests {
			text, err := rubricText(tx, digest)
			switch {
			case Is(err, Changed):
				changed = err
			case err != nil:
				return err
			default:
				texts = append(texts, text)
			}
		}
		return changed
	})
	return texts, err
}
