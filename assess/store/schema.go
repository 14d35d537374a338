package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
)

// applicationID marks a store in the header of its file: "rung" in ASCII.
const applicationID = 0x72756e67

// schema1 is the first version. Rows are found by walking a whole table without
// its texts, so there is no index that could disagree with its table; `bytes`
// stands last so that the walk does not read it.
//
// In both assessments and drafts, `rubric` is a digest, `subject` and `rater`
// are ids, `sum` is the SHA-256 of `bytes`, and `seal` that of the other
// columns. `place` orders assessments: see Complete.
const schema1 = `
CREATE TABLE rubrics (
	digest     TEXT PRIMARY KEY,
	id         TEXT NOT NULL,
	version    TEXT NOT NULL,
	first_seen TEXT NOT NULL,
	seal       BLOB NOT NULL,
	bytes      BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE assessments (
	id           TEXT PRIMARY KEY,
	rubric       TEXT NOT NULL REFERENCES rubrics,
	rubric_id    TEXT NOT NULL,
	subject      TEXT NOT NULL,
	rater        TEXT NOT NULL,
	relation     TEXT NOT NULL,
	completed_at TEXT NOT NULL,
	place        INTEGER NOT NULL,
	sum          BLOB NOT NULL,
	seal         BLOB NOT NULL,
	bytes        BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
	id         TEXT NOT NULL,
	rubric     TEXT NOT NULL REFERENCES rubrics,
	rubric_id  TEXT NOT NULL,
	subject    TEXT NOT NULL,
	rater      TEXT NOT NULL,
	relation   TEXT NOT NULL,
	started_at TEXT NOT NULL,
	sum        BLOB NOT NULL,
	seal       BLOB NOT NULL,
	bytes      BLOB NOT NULL,
	PRIMARY KEY (rubric_id, subject, rater, relation)
) STRICT, WITHOUT ROWID;

-- Work that a killed process left to the next one: see finishChores.
CREATE TABLE chores (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`

// versions lists what each version of the schema adds to the one before, in
// order. PRAGMA user_version of a store is how many of them it has. Add to the
// end; never change what is there.
func versions() []string { return []string{schema1, schema2} }

// check reads the file's mark, structure and version, and refuses what is not a
// sound store of this rung or an older one. It returns the version.
func (s *Store) check() (version int, err error) {
	err = s.view(func(tx *sql.Tx) error {
		var mark int
		if err := tx.QueryRow("PRAGMA application_id").Scan(&mark); err != nil {
			return err
		}
		if mark != applicationID {
			return foreign(s.path)
		}
		whole, err := isWhole(tx, s.path)
		if err != nil {
			return err
		}
		if version, err = versionOf(tx); err != nil {
			return err
		}
		switch {
		case !whole || version < 1:
			return damaged(s.path)
		case version > len(s.versions):
			return newer(s.path, version, len(s.versions))
		}
		return nil
	})
	return version, err
}

// isWhole reports whether the file has all its pages, each where it belongs.
// Content is not looked at here: seals and sums say what of it is sound.
func isWhole(tx *sql.Tx, path string) (bool, error) {
	var pages, pageSize int64
	var verdict string
	err := cmp.Or(
		tx.QueryRow("PRAGMA page_count").Scan(&pages),
		tx.QueryRow("PRAGMA page_size").Scan(&pageSize),
		tx.QueryRow("PRAGMA quick_check(1)").Scan(&verdict),
	)
	if err != nil {
		return false, err
	}
	info, err := os.Stat(path)
	return err == nil && info.Size() >= pages*pageSize && verdict == "ok", err
}

// migrate brings the schema up to date, each version in a transaction of its
// own. Another process may be doing the same: the version is read again inside.
func (s *Store) migrate(version int) error {
	for ; version < len(s.versions); version++ {
		err := s.update(func(tx *sql.Tx) error {
			version, err := versionOf(tx)
			if err != nil || version >= len(s.versions) {
				return err
			}
			return apply(tx, s.versions, version)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// clearJournal removes what a change left beside the store that was cut short
// before it counted. Every change does; this one changes nothing, and leaves the
// journal of a process that is at work.
func (s *Store) clearJournal() {
	if _, err := os.Lstat(s.path + "-journal"); err != nil {
		return
	}
	s.transact(nil, func(tx *sql.Tx) error {
		version, err := versionOf(tx)
		if err != nil {
			return err
		}
		_, err = tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", version))
		return err
	})
}

func versionOf(tx *sql.Tx) (version int, err error) {
	err = tx.QueryRow("PRAGMA user_version").Scan(&version)
	return version, err
}

// apply takes a schema from version to the next.
func apply(tx *sql.Tx, versions []string, version int) error {
	_, err := tx.Exec(versions[version] + fmt.Sprintf("; PRAGMA user_version = %d", version+1))
	return err
}

// blank returns the bytes of an empty store.
func blank(versions []string) ([]byte, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	conn, err := db.Conn(context.Background())
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	var all strings.Builder
	all.WriteString(fmt.Sprintf("PRAGMA application_id = %d;", applicationID))
	for _, statements := range versions {
		all.WriteString(statements)
	}
	fmt.Fprintf(&all, "; PRAGMA user_version = %d", len(versions))
	if _, err := conn.ExecContext(context.Background(), all.String()); err != nil {
		return nil, err
	}
	var file []byte
	err = conn.Raw(func(driver any) error {
		file, err = driver.(interface{ Serialize() ([]byte, error) }).Serialize()
		return err
	})
	return file, err
}
