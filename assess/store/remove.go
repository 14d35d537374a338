package store

import (
	"database/sql"

	"rung/rubric/lang"
)

// Remove takes the assessment with this id off the shelf, for good: no byte of
// the file holds it any more. An error of kind Missing says that it is not there.
func (s *Store) Remove(id string) error {
	err := s.update(func(tx *sql.Tx) error {
		result, err := tx.Exec(`DELETE FROM assessments WHERE id = ?`, id)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return fail(Missing, "there is no assessment %v", lang.Quoted(id)).of(Assessment)
		}
		_, err = tx.Exec(`INSERT OR IGNORE INTO chores (name) VALUES (?)`, rewrite)
		return err
	})
	if err != nil {
		return err
	}
	return s.finishChores()
}
