package store

import (
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rung/rubric/lang"
)

// KeysIn tells the folder of the keys of sealed sessions, when one is to be destroyed. If
// it cannot be told, what makes that key of no more use is refused: it would stay for
// ever. Without KeysIn a Store destroys none.
func KeysIn(folder func() (string, error)) Option {
	return func(s *Store) { s.keys = folder }
}

// KeyFile is where the key of a session, by its KeyName, is in a folder.
func KeyFile(folder, name string) string { return filepath.Join(folder, name+".key") }

// WriteKey writes the file of a key, which must not be there yet, for its owner
// alone, in folders that are made if they are not there. It is on the disk when
// WriteKey returns. Beside it stands by what MadeKey knows it.
func (s *Store) WriteKey(path string, data []byte) error {
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return unwritten(path, err)
	}
	if err := WriteFile(path, data, false); err != nil {
		return err
	}
	if err := WriteFile(madeFile(path), []byte(s.mark(data)), true); err != nil {
		return errors.Join(err, overwrite(path), remove(path)) // nobody would ever destroy it
	}
	return nil
}

// MadeKey reports whether a file is a key that this store made, byte for byte. A store
// is known by the place of its file, which nothing in it says: so the keys of a store
// are not those of its copies.
func (s *Store) MadeKey(path string) bool {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	data, err := os.ReadFile(path)
	mark, unmarked := os.ReadFile(madeFile(path))
	return err == nil && unmarked == nil && subtle.ConstantTimeCompare(mark, []byte(s.mark(data))) == 1
}

func madeFile(path string) string { return path + ".made" }

// mark stands for a key and the store that made it.
func (s *Store) mark(data []byte) string {
	sum := sha256.Sum256(append([]byte(s.path+"\x00"), data...))
	return hex.EncodeToString(sum[:])
}

// destroying begins the chore of destroying a key, whose file follows. It is put down in
// the transaction that makes the key of no more use.
const destroying = "destroy "

func (s *Store) toDestroy(tx *sql.Tx, name string) error {
	if s.keys == nil || name == "" {
		return nil
	}
	folder, err := s.keys()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT OR IGNORE INTO chores (name) VALUES (?)`, destroying+KeyFile(folder, name))
	return err
}

// Undestroyed is why a key that is to be destroyed was not, when it was last tried; nil
// if there is none. It is tried by each Open, and after each change.
func (s *Store) Undestroyed() error { return s.undestroyed }

// Destroyed lists the files of the keys that this Store destroyed since Open began.
func (s *Store) Destroyed() []string { return s.destroyed }

// destroyKeys does the chores among some that are about keys.
func (s *Store) destroyKeys(chores []string) {
	var all []error
	for _, chore := range chores {
		path, ok := strings.CutPrefix(chore, destroying)
		if !ok {
			continue
		}
		err := s.DestroyKey(path)
		if err == nil {
			err = s.update(func(tx *sql.Tx) error {
				_, err := tx.Exec(`DELETE FROM chores WHERE name = ?`, chore)
				return err
			})
		}
		if err != nil {
			all = append(all, fail(Failed, "the key %v is to be destroyed, and could not be: %v; the next rung that opens the store tries again",
				lang.Quoted(path), Reason(err)).because(err))
		}
	}
	s.undestroyed = errors.Join(all...)
}

// DestroyKey overwrites and removes a key if this store made it, and goes on where that
// was cut short: the name goes first, which shows that the file can be removed at all.
func (s *Store) DestroyKey(path string) error {
	doomed := path + ".gone"
	if s.MadeKey(path) {
		if err := os.Chmod(path, 0o600); err != nil {
			return err
		}
		if err := os.Rename(path, doomed); err != nil {
			return err
		}
	}
	err := overwrite(doomed)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := errors.Join(err, remove(madeFile(path)), remove(doomed), syncFolder(filepath.Dir(path))); err != nil {
		return err
	}
	s.destroyed = append(s.destroyed, path)
	return nil
}

// Shred overwrites and removes a file, if it is there.
func Shred(path string) error {
	if err := overwrite(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	return errors.Join(remove(path), syncFolder(filepath.Dir(path)))
}

// remove removes a file that may be gone already.
func remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// overwrite puts zeros in place of what is in a file. What the disk, or a copy of it,
// keeps of the old bytes is out of reach.
func overwrite(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err == nil {
		_, err = file.Write(make([]byte, info.Size()))
	}
	return errors.Join(err, file.Sync(), file.Close())
}
