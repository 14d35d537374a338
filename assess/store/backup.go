package store

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	sqlite3 "modernc.org/sqlite/lib"

	"rung/rubric/lang"
)

// Copied counts what a copy of a store holds.
type Copied struct{ Assessments, Drafts, Sessions int }

// Backup copies the store to a file at path, as it is at one moment, whoever is
// using it meanwhile. The copy is a store: it is opened and checked before it gets
// its name, and readable by its owner alone. Nothing of what was erased is in it.
//
// A file that is there is replaced only if replace is set, and whole; the store
// itself, a database that is no store, and what belongs to any database are
// refused. The error is of kind Exists or Refused then.
func (s *Store) Backup(path string, replace bool) (done Copied, err error) {
	if path, err = s.target(path, replace); err != nil {
		return done, err
	}
	folder := filepath.Dir(path)
	Sweep(folder)
	file, err := namedTemporary(folder)
	if err != nil {
		return done, unwritten(path, err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if err := s.copyTo(file, path); err != nil {
		return done, err
	}
	if done, err = checked(file.Name()); err != nil {
		return done, err
	}
	if err := file.Sync(); err != nil {
		return done, unwritten(path, err)
	}
	if err := settle(file, file.Name(), path, replace); err != nil {
		return done, unwritten(path, err)
	}
	if err := syncFolder(folder); err != nil {
		return done, unconfirmed(path, Reason(err)).because(err)
	}
	return done, nil
}

// target is where a copy goes to, links followed, if it may.
func (s *Store) target(path string, replace bool) (string, error) {
	info, err := os.Stat(path)
	there := err == nil
	if store, err := os.Stat(s.path); there && err == nil && os.SameFile(info, store) {
		return "", fail(Refused, "%v is the store itself; write to another file", lang.Quoted(path))
	}
	real := resolved(path)
	switch {
	case Owns(real, s.path) && !isDatabase(real), there && !info.Mode().IsRegular():
		return "", fail(Refused, "%v cannot be replaced by a copy of the store; write to another file", lang.Quoted(path))
	case there && !replace:
		return "", unwritten(path, fs.ErrExist)
	case isDatabase(real) && probe(real) != nil:
		return "", fail(Refused, "%v is a database of another program; write to another file", lang.Quoted(path))
	}
	if _, err := os.Lstat(real + "-journal"); err == nil {
		return "", fail(Refused, "there is a journal beside %v, which would be taken for that of the copy; write to another file", lang.Quoted(path))
	}
	return real, nil
}

// copyTo fills an empty file, which is to be called path, with the store.
func (s *Store) copyTo(file *os.File, path string) error {
	file.Chmod(0o600) // against a umask that takes from its owner
	return s.patiently(func() error {
		if err := file.Truncate(0); err != nil {
			return unwritten(path, err)
		}
		_, err := s.db.Exec(`VACUUM INTO ?`, file.Name())
		if code, _ := codeOf(err); code == sqlite3.SQLITE_FULL || code == sqlite3.SQLITE_IOERR_WRITE {
			return unwritten(path, syscall.ENOSPC) // of the copy's disk: nothing else is written to
		}
		return err
	})
}

// checked opens a copy as any store is opened, and counts what is in it.
func checked(path string) (found Copied, err error) {
	s, err := Open(path)
	if err != nil {
		return found, err
	}
	found, err = viewed(s, func(tx *sql.Tx) (Copied, error) { return countAll(tx) })
	return found, errors.Join(err, s.Close())
}

func countAll(tx *sql.Tx) (found Copied, err error) {
	err = tx.QueryRow(`SELECT (SELECT count(*) FROM assessments), (SELECT count(*) FROM drafts), (SELECT count(*) FROM sessions)`).
		Scan(&found.Assessments, &found.Drafts, &found.Sessions)
	return found, err
}
