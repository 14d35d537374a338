package store

import (
	"cmp"
	"errors"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"rung/rubric/lang"
)

// Kind says what went wrong, for those who decide what to do about it.
type Kind int

// The kinds of error.
const (
	Failed      Kind = iota // the disk or the system; nothing was changed
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

// Error is what the methods of a Store return.
type Error struct {
	Kind Kind
	IDs  []string // of assessments or drafts, where Kind says so
	lang.Message
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

func fail(kind Kind, format lang.Pair, args ...any) *Error {
	return &Error{Kind: kind, Message: lang.Sprintf(format, args...)}
}

func (e *Error) about(ids ...string) *Error {
	e.IDs = ids
	return e
}

func (e *Error) because(cause error) *Error {
	e.cause = cause
	return e
}

func damaged(path string) *Error {
	return fail(Damaged, lang.T(
		"the store %q is damaged; it was left as it is: put a backup in its place, or move it away and `rung import` what was exported",
		"la base %q est abîmée ; elle reste telle quelle : remettez une sauvegarde à sa place, ou déplacez-la et reprenez par `rung import` ce qui a été exporté"), path)
}

func foreign(path string) *Error {
	return fail(Damaged, lang.T(
		"the file %q is not a store of rung, or its beginning is damaged; it was left as it is: set RUNG_STORE to another file, or put a backup in its place",
		"le fichier %q n’est pas une base de rung, ou son début est abîmé ; il reste tel quel : indiquez un autre fichier dans RUNG_STORE, ou remettez une sauvegarde à sa place"), path)
}

func newer(path string, version, known int) *Error {
	return fail(Newer, lang.T(
		"the store %q was written by a newer rung (format %d; this one reads up to %d); install that rung, or set RUNG_STORE to another file",
		"la base %q a été écrite par un rung plus récent (format %d ; celui-ci lit jusqu’au %d) ; installez-le, ou indiquez un autre fichier dans RUNG_STORE"),
		path, version, known)
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
	case sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_DATA, sqlite3.SQLITE_IOERR_CORRUPTFS:
		return damaged(s.path).because(err)
	}
	switch code & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH:
		return damaged(s.path).because(err)
	case sqlite3.SQLITE_BUSY:
		return busy(s.path, s.patience.limit).because(err)
	case sqlite3.SQLITE_FULL:
		return s.failed(lang.T("there is no space left on its disk", "il n’y a plus de place sur son disque")).because(err)
	case sqlite3.SQLITE_READONLY:
		return s.failed(readOnly(code)).because(err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return s.failed(Reason(cmp.Or(reach(s.path), err))).because(err)
	case sqlite3.SQLITE_IOERR:
		return s.failed(lang.T("its disk failed to read or write", "son disque n’a pas pu lire ou écrire")).because(err)
	case sqlite3.SQLITE_NOMEM:
		return s.failed(lang.T("there is not enough memory", "la mémoire ne suffit pas")).because(err)
	}
	return s.failed(lang.Verbatim(err.Error())).because(err)
}

func codeOf(err error) (code int, ok bool) {
	var said *sqlite.Error
	if !errors.As(err, &said) {
		return 0, false
	}
	return said.Code(), true
}

func (s *Store) failed(why lang.Localized) *Error { return unusable(s.path, why) }

func unusable(path string, why lang.Localized) *Error {
	return fail(Failed, lang.T("the store %q cannot be used: %v; nothing was changed; see to that, or set RUNG_STORE to another file",
		"la base %q est inutilisable : %v ; rien n’a été modifié ; remédiez-y, ou indiquez un autre fichier dans RUNG_STORE"), path, why)
}

func readOnly(code int) lang.Pair {
	switch code {
	case sqlite3.SQLITE_READONLY_ROLLBACK:
		return lang.T("a change was cut short and must be undone first, but the file is read-only",
			"une modification interrompue doit d’abord être annulée, mais le fichier est en lecture seule")
	case sqlite3.SQLITE_READONLY_DIRECTORY:
		return lang.T("no file can be made in its folder", "aucun fichier ne peut être créé dans son dossier")
	case sqlite3.SQLITE_READONLY_DBMOVED:
		return lang.T("it was moved or replaced while in use", "elle a été déplacée ou remplacée en cours d’usage")
	}
	return lang.T("it is read-only", "elle est en lecture seule")
}

// Reason says in both languages why the system refused something; what it does
// not know it passes on as the system said it.
func Reason(err error) lang.Localized {
	for _, known := range []struct {
		is   error
		says lang.Pair
	}{
		{fs.ErrPermission, lang.T("permission denied", "accès refusé")},
		{fs.ErrNotExist, lang.T("there is no such file or folder", "ce fichier ou ce dossier n’existe pas")},
		{fs.ErrExist, lang.T("the file exists", "le fichier existe")},
		{syscall.ENOSPC, lang.T("there is no space left on the disk", "il n’y a plus de place sur le disque")},
		{syscall.EDQUOT, lang.T("the disk quota is used up", "le quota du disque est épuisé")},
		{syscall.EROFS, lang.T("the disk is read-only", "le disque est en lecture seule")},
		{syscall.EIO, lang.T("the disk failed to read or write", "le disque n’a pas pu lire ou écrire")},
		{syscall.EISDIR, lang.T("it is a folder, not a file", "c’est un dossier, pas un fichier")},
		{syscall.ENOTDIR, lang.T("a part of its path is not a folder", "une partie de son chemin n’est pas un dossier")},
		{syscall.ENAMETOOLONG, lang.T("its path is too long", "son chemin est trop long")},
		{syscall.ELOOP, lang.T("its symbolic links run in a circle", "ses liens symboliques tournent en rond")},
		{syscall.EFBIG, lang.T("the file would be larger than allowed", "le fichier dépasserait la taille permise")},
		{syscall.EMFILE, lang.T("too many files are open", "trop de fichiers sont ouverts")},
	} {
		if errors.Is(err, known.is) {
			return known.says
		}
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return lang.Verbatim(lang.Defang(err.Error()))
}
