package store

import (
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	sqlite3 "modernc.org/sqlite/lib"

	"rung/rubric/lang"
)

// longestPath is what SQLite can open, less the ending of a journal.
const longestPath = 500

// locate finds the store at path, makes it if there is none, and returns its
// real path. It leaves what is there unread.
func locate(path string, versions []string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", unusable(path, Reason(err)).because(err)
	}
	if _, err := os.Lstat(absolute); errors.Is(err, fs.ErrNotExist) {
		if err := create(absolute, versions); err != nil {
			return "", err
		}
	}
	real, err := filepath.EvalSymlinks(absolute)
	if errors.Is(err, fs.ErrNotExist) {
		return "", unusable(absolute, lang.Text("it is a symbolic link to nothing")).because(err)
	}
	if err != nil {
		return "", unusable(absolute, Reason(err)).because(err)
	}
	return real, inspect(real)
}

// inspect refuses what cannot be a store.
func inspect(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return unusable(path, Reason(err)).because(err)
	case info.IsDir():
		return unusable(path, lang.Text("it is a folder; name a file in it"))
	case !info.Mode().IsRegular():
		return unusable(path, lang.Text("it is not a regular file"))
	case info.Size() == 0:
		return damaged(path) // a new store is never empty: see create
	case len(path) > longestPath:
		return unusable(path, lang.Text("its path is too long"))
	}
	return nil
}

// Owns reports whether path is, or would be, that of a database, as every store
// is, or of what SQLite keeps beside one. home is where there may be no store
// yet; it may be empty.
func Owns(path, home string) bool {
	path = resolved(path)
	if home != "" {
		home = resolved(home)
	}
	for _, ending := range []string{"", "-journal", "-wal", "-shm"} {
		end := max(0, len(path)-len(ending))
		if strings.EqualFold(path[end:], ending) && (isDatabase(path[:end]) || strings.EqualFold(path[:end], home)) {
			return true
		}
	}
	return false
}

// resolved is the absolute path of what may not be there, without links.
func resolved(path string) string {
	absolute, _ := filepath.Abs(path)
	if real, err := filepath.EvalSymlinks(absolute); err == nil {
		return real
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(absolute)); err == nil {
		return filepath.Join(folder, filepath.Base(absolute))
	}
	return absolute
}

func isDatabase(path string) bool {
	const begins = "SQLite format 3\x00"
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return false // a pipe would be waited for
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	start := make([]byte, len(begins))
	_, err = io.ReadFull(file, start)
	return err == nil && string(start) == begins
}

// tidy takes from others the right to read a store, and away what killed
// processes left beside it. What it may not do is no reason to refuse the store.
func tidy(path string) {
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
		os.Chmod(path, 0o600)
	}
	Sweep(filepath.Dir(path))
}

// create makes an empty store at path, whole and at once, so that an empty or
// half a file is always a damaged one. Several processes may try: one wins, and
// all find its store.
func create(path string, versions []string) error {
	for _, ending := range []string{"-journal", "-wal"} {
		if _, err := os.Lstat(path + ending); err == nil {
			return unusable(path,
				lang.Sprintf("it is gone, but the journal of its last change, %v, is still there: put the store back beside it, or "+
					"remove the journal to start anew",
					lang.Quoted(path+ending)))
		}
	}
	if len(path) > longestPath {
		return unusable(path, lang.Text("its path is too long"))
	}
	file, err := blank(versions)
	if err != nil {
		return unusable(path, Reason(err)).because(err)
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return unusable(path, Reason(err)).because(err)
	}
	if err := place(path, file, false); err != nil && !errors.Is(err, fs.ErrExist) {
		if errorOf(err) != nil {
			return err
		}
		return unusable(path, Reason(err)).because(err)
	}
	return nil
}

// makeFolder makes a folder and those above it, private, and durably.
func makeFolder(folder string) error {
	if info, err := os.Stat(folder); err == nil && info.IsDir() {
		return nil
	}
	above := filepath.Dir(folder)
	if above != folder {
		if err := makeFolder(above); err != nil {
			return err
		}
	}
	err := os.Mkdir(folder, 0o700)
	if errors.Is(err, fs.ErrExist) { // made by another process just now, or not a folder
		_, err = os.ReadDir(folder)
		return err
	}
	if err != nil {
		return err
	}
	if err := os.Chmod(folder, 0o700); err != nil { // against a umask that takes from its owner
		return err
	}
	return syncFolder(above)
}

// probe refuses a file that is no store without an effect on it: what belongs
// to another program may have a journal that opening it would play back. What
// only looks broken is left to check, which waits for whoever is writing.
func probe(path string) error {
	db, err := sql.Open("sqlite", dsn(path, glance()))
	if err != nil {
		return err
	}
	defer db.Close()
	var mark int
	err = db.QueryRow("PRAGMA application_id").Scan(&mark)
	code, _ := codeOf(err)
	if code == sqlite3.SQLITE_NOTADB || err == nil && mark != applicationID {
		return foreign(path).because(err)
	}
	return nil
}

// reach finds out what the system has against opening path or writing beside
// it, which SQLite does not tell.
func reach(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	file.Close()
	beside, err := os.CreateTemp(filepath.Dir(path), temporary)
	if err != nil {
		return err
	}
	return errors.Join(beside.Close(), os.Remove(beside.Name()))
}
