package store

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"rung/rubric/lang"
)

// patience is how long a method waits for other processes: in silence until
// notice, then with a word about every again, at most limit in all.
type patience struct{ notice, again, limit time.Duration }

func usualPatience() patience {
	return patience{notice: 2 * time.Second, again: time.Second, limit: 30 * time.Second}
}

func busy(path string, waited time.Duration) *Error {
	return fail(Busy, "the store %v has been in use by another rung for %d seconds; run the command again when that one has finished", lang.Quoted(path),
		int(waited.Seconds()))
}

// view runs do in a transaction that sees the store at one moment. As with
// update, do may run more than once: it must set its results, not add to them.
func (s *Store) view(do func(*sql.Tx) error) error {
	return s.patiently(func() error { return s.transact(&sql.TxOptions{ReadOnly: true}, do) })
}

// viewed is what do finds in a transaction as view runs it.
func viewed[T any](s *Store, do func(*sql.Tx) (T, error)) (found T, err error) {
	err = s.view(func(tx *sql.Tx) error {
		found, err = do(tx)
		return err
	})
	return found, err
}

// each calls do with every row that a query finds, to scan it.
func each(tx *sql.Tx, do func(row *sql.Rows) error, query string, args ...any) error {
	rows, err := tx.Query(query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// update runs do in a transaction that changes the store, all of it or nothing.
func (s *Store) update(do func(*sql.Tx) error) error {
	return s.patiently(func() error { return s.transact(nil, do) })
}

func (s *Store) transact(how *sql.TxOptions, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(context.Background(), how)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		tx.Rollback() // which SQLite has done by itself when the disk failed
		return err
	}
	return tx.Commit()
}

// patiently repeats try while another process holds the store. SQLite itself
// waits a fifth of a second each time, but not in every case: two processes
// that find the same unfinished change both try to undo it.
func (s *Store) patiently(try func() error) error {
	begun, told := time.Now(), time.Duration(0)
	for {
		err := try()
		waited := time.Since(begun)
		if !isBusy(err) || waited >= s.patience.limit {
			return s.explain(err)
		}
		if waited >= s.patience.notice && waited-told >= s.patience.again {
			told = waited
			if err := s.notify(waited); err != nil {
				return err
			}
		}
		time.Sleep(time.Duration(5+rand.IntN(25)) * time.Millisecond)
	}
}

func isBusy(err error) bool {
	code, ok := codeOf(err)
	return ok && code&0xff == sqlite3.SQLITE_BUSY
}

func (s *Store) notify(waited time.Duration) error {
	if s.waiting == nil {
		return nil
	}
	return s.waiting(waited)
}
