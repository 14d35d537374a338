// Package store is the shelf: it keeps rubrics, drafts and assessments in one
// SQLite file, and writes the files that leave rung.
//
// What it promises:
//
//   - A method that changes something is one transaction, and its effect is on
//     the disk when it returns: killing rung, or the power failing, undoes
//     nothing that was acknowledged and leaves nothing half done.
//   - What is read is what was written. Every stored text carries its SHA-256
//     and every row a seal over its columns; the structure of the file is
//     checked each time it is opened. A file that fails is refused and left as
//     it is, and a row that fails is reported and never served.
//   - The file is 0600 in folders made 0700, whatever the umask.
//   - Several processes may use one store. They wait for each other, say so when
//     it takes long, and give up rather than wait for ever.
//
// The journal is SQLite's rollback journal, not the write-ahead log, although
// that is four times faster (see BenchmarkComplete): the store is then one file
// at rest, which can be copied whole, read from a read-only folder and erased
// for good, and damage cannot hide in a log whose broken tail SQLite drops in
// silence.
package store

import (
	"crypto/sha256"
	"database/sql"
	"net/url"
	"path/filepath"
	"sync"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// Store is an open shelf. Its methods may be called from several goroutines.
// Every error a method returns is an *Error, or wraps one of the file formats.
type Store struct {
	path     string // absolute, symbolic links resolved
	db       *sql.DB
	versions []string // the statements that make each version of the schema
	patience patience
	waiting  func(time.Duration) error
	keys     func() (string, error) // their folder; nil: none

	mu   sync.Mutex
	seen map[string]digest // drafts by id, as this Store read or wrote them last

	undestroyed error    // of keys
	destroyed   []string // files of keys
}

type digest [sha256.Size]byte

// Option changes how a Store behaves.
type Option func(*Store)

// OnWait has notify called when another process keeps the store busy for more
// than two seconds, and about every second from then on, with the time waited
// so far. An error it returns ends the wait and is what the method returns.
// Without it, or if it returns nil, a method waits half a minute.
func OnWait(notify func(waited time.Duration) error) Option {
	return func(s *Store) { s.waiting = notify }
}

// Open opens the store at path, and makes it if there is nothing there. A store
// of an older rung is brought up to date. A file that is damaged, foreign or of
// a newer rung is refused and not touched.
func Open(path string, options ...Option) (*Store, error) {
	s := &Store{versions: versions(), patience: usualPatience(), seen: map[string]digest{}}
	for _, option := range options {
		option(s)
	}
	var err error
	if s.path, err = locate(path, s.versions); err != nil {
		return nil, err
	}
	if err := s.open(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Store) open() error {
	if err := probe(s.path); err != nil {
		return err
	}
	var err error
	if s.db, err = sql.Open("sqlite", dsn(s.path, connection())); err != nil {
		return s.explain(err)
	}
	s.db.SetMaxOpenConns(1)
	version, err := s.check()
	if err != nil {
		return err
	}
	tidy(s.path) // now that it is known to be a store
	if err := s.migrate(version); err != nil {
		return err
	}
	s.clearJournal()
	if err := s.finishChores(); Is(err, Damaged) {
		return err
	}
	return nil // what could not be finished now is left to the next Open
}

// Close releases the file. What was acknowledged is on the disk already.
func (s *Store) Close() error {
	if s.db == nil {
		return nil
	}
	return s.db.Close()
}

// connection is how every connection is set up. EXTRA is FULL plus a sync of
// the folder when the journal goes away, without which a commit could be undone
// by a power failure just after it. Temporary tables stay in memory so that no
// content is ever written outside the store's folder.
func connection() url.Values {
	return url.Values{
		"mode":    {"rw"},
		"_txlock": {"immediate"},
		"_pragma": {
			"busy_timeout(200)", "foreign_keys(1)", "synchronous(EXTRA)", "secure_delete(1)",
			"temp_store(MEMORY)", "trusted_schema(0)", "cell_size_check(1)",
		},
	}
}

// glance reads a file without locks, journals or any other effect on it.
func glance() url.Values { return url.Values{"mode": {"ro"}, "immutable": {"1"}} }

func dsn(path string, how url.Values) string {
	slashed := filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		slashed = "/" + slashed
	}
	return (&url.URL{Scheme: "file", Path: slashed, RawQuery: how.Encode()}).String()
}
