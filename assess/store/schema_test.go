package store

import (
	"database/sql"
	_ "embed"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// version1 is a store as the first rung wrote it. It never changes: every later
// rung opens it.
//
//go:embed testdata/version1.sql
var version1 string

// sqlStore makes a store of SQL text.
func sqlStore(t *testing.T, text string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "rung.db")
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer db.Close()
	_, err = db.Exec(text)
	must(t, err)
	return path
}

func TestFirstVersionIsReadForEver(t *testing.T) {
	t.Parallel()
	s := open(t, sqlStore(t, version1))
	a, err := s.Find(Last)
	must(t, err)
	if diff := cmp.Diff(rated(2, "Ada", "Bob"), a); diff != "" {
		t.Error(diff)
	}
	list, err := s.List(Filter{})
	must(t, err)
	if len(list) != 2 {
		t.Errorf("%d assessments, want 2", len(list))
	}
	d, err := s.Draft(KeyOf(draft(3, "Ada")))
	must(t, err)
	if diff := cmp.Diff(draft(3, "Ada"), d); diff != "" {
		t.Error(diff)
	}
	text, err := s.Rubric(tinyText().Digest)
	must(t, err)
	if diff := cmp.Diff(tinyText(), text); diff != "" {
		t.Error(diff)
	}
	must(t, s.Complete(completed(4, "Ada")))
}

func with(versions ...string) Option {
	return func(s *Store) { s.versions = append(s.versions[:1:1], versions...) }
}

func TestMigrationsRunInOrderAndOnce(t *testing.T) {
	t.Parallel()
	path := sqlStore(t, version1)
	second := `CREATE TABLE log (entry TEXT); INSERT INTO log VALUES ('second')`
	third := `INSERT INTO log SELECT entry || ', third' FROM log`
	for range 2 {
		s := open(t, path, with(second, third))
		var version, entries int
		must(t, s.db.QueryRow(`PRAGMA user_version`).Scan(&version))
		must(t, s.db.QueryRow(`SELECT count(*) FROM log WHERE entry IN ('second', 'second, third')`).Scan(&entries))
		if version != 3 || entries != 2 {
			t.Errorf("version %d, %d entries", version, entries)
		}
		must(t, s.migrate(1)) // as if another process had just done it
		_, err := s.Find(Last)
		must(t, err)
		must(t, s.Close())
	}
	_, err := Open(path)
	wantKind(t, err, Newer)
}

func TestFailedMigrationLeavesTheStoreAsItWas(t *testing.T) {
	t.Parallel()
	path := sqlStore(t, version1)
	before := read(t, path)
	_, err := Open(path, with(`CREATE TABLE log (entry TEXT); INSERT INTO nowhere VALUES (1)`))
	wantKind(t, err, Damaged)
	s := open(t, path, with())
	var tables int
	must(t, s.db.QueryRow(`SELECT count(*) FROM sqlite_schema WHERE name = 'log'`).Scan(&tables))
	if tables != 0 {
		t.Error("half of the migration stayed")
	}
	must(t, s.Close())
	if string(read(t, path)) != string(before) {
		t.Error("the file changed")
	}
}

func TestNewStoreHasTheNewestVersion(t *testing.T) {
	t.Parallel()
	s := open(t, storePath(t))
	var mark, version int
	must(t, s.db.QueryRow(`PRAGMA application_id`).Scan(&mark))
	must(t, s.db.QueryRow(`PRAGMA user_version`).Scan(&version))
	if mark != applicationID || version != len(versions()) {
		t.Errorf("mark %#x, version %d", mark, version)
	}
	for pragma, want := range map[string]string{"journal_mode": "delete", "synchronous": "3", "secure_delete": "1", "foreign_keys": "1", "temp_store": "2"} {
		var got string
		must(t, s.db.QueryRow(`PRAGMA `+pragma).Scan(&got))
		if got != want {
			t.Errorf("%s is %s, want %s", pragma, got, want)
		}
	}
}
