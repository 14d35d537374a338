package store

import (
	"cmp"
	"database/sql"

	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// DeleteSession removes a session whole, its log too, for good: no byte of the file
// holds it any more. Its rubric stays. A session that does not end with head, since
// another process has changed it meanwhile, is left alone with an error of kind
// Elsewhere. The zero head is that of a session whose row was changed outside rung.
//
// The key of the session, by its KeyName, is destroyed if this Store made it; an empty
// name keeps it.
func (s *Store) DeleteSession(id string, head calibrate.Head, key string) error {
	err := s.update(func(tx *sql.Tx) error {
		info, found, err := sessionInfo(tx, id)
		unsound := Is(err, Changed) && head == calibrate.Head{}
		switch {
		case err != nil && !unsound:
			return err
		case !found && !unsound:
			return noSession(tx, id)
		case info.Head != head:
			return changedElsewhere(id)
		}
		return cmp.Or(s.toDestroy(tx, key), deleteSession(tx, id))
	})
	if err != nil {
		return err
	}
	return s.finishChores()
}

func deleteSession(tx *sql.Tx, id string) error {
	var gone int64
	for _, statement := range []string{
		`DELETE FROM session_payloads WHERE session = ?`, `DELETE FROM session_entries WHERE session = ?`, `DELETE FROM sessions WHERE id = ?`,
	} {
		done, err := tx.Exec(statement, id)
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		if err != nil {
			return err
		}
		gone += n
	}
	if gone == 0 {
		return noSession(tx, id)
	}
	_, err := tx.Exec(`INSERT OR IGNORE INTO chores (name) VALUES (?)`, rewrite)
	return err
}

func changedElsewhere(session string) error {
	return fail(Elsewhere, "session %v was changed by another rung meanwhile; run the command again", lang.Quoted(session))
}
