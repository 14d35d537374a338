package store

import (
	"cmp"
	"errors"
	"io/fs"
	"syscall"

	sqlite3 "modernc.org/sqlite/lib"

	"rung/rubric/lang"
)

// Kind says what went wrong, for those who decide what to do about it.
type Kind int

// The kinds of error.
const (
	Failed      Kind = iota // the disk or the system; nothing was changed unless it says so
	Damaged                 // the file is not a sound store; it was not touched
	Newer                   // the file needs a newer rung
	Busy                    // another process kept the store for too long
	Missing                 // what was asked for is not in the store
	Ambiguous               // an abbreviated id means several; IDs lists them
	Changed                 // rows were changed outside rung; IDs lists them
	Elsewhere               // another process changed the same draft meanwhile
	Conflicting             // the same id is there with other content; IDs lists it
	Refused                 // what was given cannot be stored
	Exists                  // the output file exists
)

// Thing is what an error is about.
type Thing int

// The things that errors tell apart.
const (
	Unsaid     Thing = iota
	Shelf            // the store itself
	Assessment       // or a draft
	Person
	Rubric
	Session
	File // to write to
)

// Error is what the methods of a Store return.
type Error struct {
	Kind Kind
	Of   Thing    // where Kind is Missing, Changed, Damaged or Exists
	None bool     // of a Missing thing: there is no other of its kind either
	IDs  []string // of what it is about, where Kind says so
	lang.Message
	why   lang.Localized // of a store that cannot be used; else nil
	cause error
}

func (e *Error) Error() string { return e.In(lang.EN) }

// Unwrap returns what the system or SQLite said, if they did.
func (e *Error) Unwrap() error { return e.cause }

// Is reports whether err is, or wraps, an *Error of this kind.
func Is(err error, kind Kind) bool {
	e := errorOf(err)
	return e != nil && e.Kind == kind
}

func errorOf(err error) *Error {
	var e *Error
	errors.As(err, &e)
	return e
}

func fail(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: lang.Sprintf(format, args...)}
}

func (e *Error) about(ids ...string) *Error {
	e.IDs = ids
	return e
}

func (e *Error) of(thing Thing) *Error {
	e.Of = thing
	return e
}

// none says that there is nothing else of the kind.
func (e *Error) none() *Error {
	e.None = true
	return e
}

func (e *Error) because(cause error) *Error {
	e.cause = cause
	return e
}

func damaged(path string) *Error {
	return fail(Damaged, "the store %v is damaged; it was left as it is", lang.Quoted(path)).of(Shelf)
}

func foreign(path string) *Error {
	return fail(Damaged,
		"the file %v is not a store of rung, or its beginning is damaged; it was left as it is: set RUNG_STORE to another file, or put "+
			"a backup in its place",
		lang.Quoted(path))
}

func newer(path string, version, known int) *Error {
	return fail(Newer,
		"the store %v was written by a newer rung (format %d; this one reads up to %d); install that rung, or set RUNG_STORE to "+
			"another file",
		lang.Quoted(path), version, known)
}

// explain puts what SQLite said into words that name the store and what to do.
// The statements are fixed and tested, so an error in one of them means a
// schema that is not rung's.
func (s *Store) explain(err error) error {
	if err == nil || errorOf(err) != nil {
		return err
	}
	code, ok := codeOf(err)
	if !ok {
		return err
	}
	switch code {
	case sqlite3.SQLITE_IOERR_DIR_FSYNC: // the journal is gone, which is what makes a change count
		return unconfirmed(s.path, lang.Text("the disk failed to read or write")).because(err)
	case sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_DATA, sqlite3.SQLITE_IOERR_CORRUPTFS:
		return damaged(s.path).because(err)
	}
	switch code & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH:
		return damaged(s.path).because(err)
	case sqlite3.SQLITE_BUSY:
		return busy(s.path, s.patience.limit).because(err)
	case sqlite3.SQLITE_FULL:
		return s.failed(lang.Text("there is no space left on its disk")).because(err)
	case sqlite3.SQLITE_READONLY:
		return s.failed(readOnly(code)).because(err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return s.failed(Reason(cmp.Or(reach(s.path), err))).because(err)
	case sqlite3.SQLITE_IOERR:
		return s.failed(lang.Text("its disk failed to read or write")).because(err)
	case sqlite3.SQLITE_NOMEM:
		return s.failed(lang.Text("there is not enough memory")).because(err)
	}
	return s.failed(lang.Verbatim(err.Error())).because(err)
}

func codeOf(err error) (code int, ok bool) {
	var said interface{ Code() int }
	if !errors.As(err, &said) {
		return 0, false
	}
	return said.Code(), true
}

func (s *Store) failed(why lang.Localized) *Error { return unusable(s.path, why) }

func unusable(path string, why lang.Localized) *Error {
	e := fail(Failed, "the store %v cannot be used: %v; nothing was changed; see to that, or set RUNG_STORE to another file", lang.Quoted(path), why)
	e.why = why
	return e
}

// unconfirmed says that something is done, which may not last.
func unconfirmed(path string, why lang.Localized) *Error {
	return fail(Failed, "%v was written, but the disk did not confirm it (%v), and a power failure may undo it; look before you try again", lang.Quoted(path), why)
}

func readOnly(code int) lang.Text {
	switch code {
	case sqlite3.SQLITE_READONLY_ROLLBACK:
		return "a change was cut short and must be undone first, but the file is read-only"
	case sqlite3.SQLITE_READONLY_DIRECTORY:
		return "no file can be made in its folder"
	case sqlite3.SQLITE_READONLY_DBMOVED:
		return "it was moved or replaced while in use"
	}
	return "it is read-only"
}

// Reason says in both languages why the system refused something, without what that
// left undone; what it does not know it passes on as the system said it.
func Reason(err error) lang.Localized {
	if e := errorOf(err); e != nil && e.why != nil {
		return e.why
	} else if e != nil {
		return e
	}
	for _, known := range []struct {
		is   error
		says lang.Text
	}{
		{fs.ErrPermission, "permission denied"},
		{fs.ErrNotExist, "there is no such file or folder"},
		{fs.ErrExist, "the file exists"},
		{syscall.ENOSPC, "there is no space left on the disk"},
		{syscall.EDQUOT, "the disk quota is used up"},
		{syscall.EROFS, "the disk is read-only"},
		{syscall.EIO, "the disk failed to read or write"},
		{syscall.EISDIR, "it is a folder, not a file"},
		{syscall.ENOTDIR, "a part of its path is not a folder"},
		{syscall.ENAMETOOLONG, "its path is too long"},
		{syscall.ELOOP, "its symbolic links run in a circle"},
		{syscall.EFBIG, "the file would be larger than allowed"},
		{syscall.EMFILE, "too many files are open"},
	} {
		if errors.Is(err, known.is) {
			return known.says
		}
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return lang.Verbatim(err.Error())
}
