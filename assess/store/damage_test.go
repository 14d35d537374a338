package store

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// damagedKinds are the kinds of error that damage may show as: Newer, because
// the version is in the file too.
var damagedKinds = []Kind{Damaged, Changed, Newer}

// sampleStore is a store with assessments, drafts and texts longer than a page,
// closed, and what it holds.
func sampleStore(t testing.TB) (path string, contents string) {
	s := filled(t)
	for n := range 7 {
		a := rated(n, fmt.Sprintf("Subject %d", n%3), "Rater Person")
		a.Answers[0].Note += strings.Repeat("evidence ", 70*n)
		must(t, s.Complete(a))
		d := draft(100+n, fmt.Sprintf("Drafter %d", n))
		must(t, s.SaveDraft(d))
	}
	contents, err := everything(s)
	must(t, err)
	must(t, s.Close())
	return s.Path(), contents
}

// everything reads a store in every way there is to read it.
func everything(s *Store) (string, error) {
	var all strings.Builder
	list, err := s.List(Filter{})
	if err != nil {
		return "", err
	}
	for n := range 3 {
		some, err := s.List(Filter{Subject: fmt.Sprintf("subject-%d", n)})
		if err != nil {
			return "", err
		}
		fmt.Fprintln(&all, ids(some))
	}
	for _, a := range list {
		found, err := s.Find(a.ID)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&all, "%+v\n", *found)
	}
	last, err := s.Find(Last)
	if err != nil {
		return "", err
	}
	begun, err := s.Drafts()
	if err != nil {
		return "", err
	}
	for _, a := range begun {
		found, err := s.Draft(KeyOf(a))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&all, "%+v\n", *found)
	}
	text, err := s.Rubric(last.Rubric.Digest)
	fmt.Fprintf(&all, "last %s\n%+v\n", last.ID, text)
	return all.String(), err
}

// inspectDamaged opens a store that may be damaged. It must be refused or give
// what was stored, and be left as it is.
func inspectDamaged(t *testing.T, path, contents, what string) (refused bool) {
	t.Helper()
	before := read(t, path)
	got, err := openAndRead(path)
	switch {
	case err != nil && !slices.ContainsFunc(damagedKinds, func(k Kind) bool { return Is(err, k) }):
		t.Errorf("%s: error %v", what, err)
	case err != nil && !strings.Contains(err.Error(), path) && !Is(err, Changed):
		t.Errorf("%s: the file is not named: %v", what, err)
	case err == nil && got != contents:
		t.Errorf("%s: what is read is not what was stored:\n%s", what, got)
	}
	if !bytes.Equal(read(t, path), before) {
		t.Errorf("%s: the file was touched", what)
	}
	beside, err2 := filepath.Glob(path + "?*")
	must(t, err2)
	if len(beside) > 0 {
		t.Errorf("%s: left %v", what, beside)
	}
	return err != nil
}

func openAndRead(path string) (string, error) {
	s, err := Open(path)
	if err != nil {
		return "", err
	}
	defer s.Close()
	return everything(s)
}

func TestTruncatedStoreIsRefused(t *testing.T) {
	t.Parallel()
	path, contents := sampleStore(t)
	whole := read(t, path)
	lengths := []int{0, 1, 15, 16, 17, 99, 100, 511, 512, 4095, len(whole) / 2, len(whole) - 1}
	for page := 4096; page < len(whole); page += 4096 {
		lengths = append(lengths, page, page+7)
	}
	for _, length := range lengths {
		must(t, os.WriteFile(path, whole[:length], 0o600))
		if !inspectDamaged(t, path, contents, fmt.Sprintf("cut to %d bytes", length)) {
			t.Errorf("a store cut to %d of %d bytes was read", length, len(whole))
		}
	}
}

// TestFlippedByteIsFoundOrHarmless damages one byte at a time, several in every
// page. RUNG_TEST_FLIPS sets the distance between them; 1 takes half an hour.
func TestFlippedByteIsFoundOrHarmless(t *testing.T) {
	t.Parallel()
	path, contents := sampleStore(t)
	whole := read(t, path)
	stride := 307
	if given, err := strconv.Atoi(os.Getenv("RUNG_TEST_FLIPS")); err == nil {
		stride = given
	}
	refused := 0
	flips := sweep(offsets(len(whole), stride))
	for i, at := range flips {
		broken := bytes.Clone(whole)
		broken[at] ^= []byte{0xff, 0x01, 0x80, 0x10}[i%4]
		must(t, os.WriteFile(path, broken, 0o600))
		if inspectDamaged(t, path, contents, fmt.Sprintf("byte %d of page %d (%d), now %#x", at%4096, at/4096+1, at, broken[at])) {
			refused++
		}
	}
	t.Logf("%d of %d flips refused, the others harmless", refused, len(flips))
}

// TestLostRowIsFound takes the last row off a page by its count of rows, which
// leaves all others readable.
func TestLostRowIsFound(t *testing.T) {
	t.Parallel()
	path, contents := sampleStore(t)
	whole := read(t, path)
	pages := 0
	for page := 4096; page < len(whole); page += 4096 {
		const leaf, rows = 10, 4 // kind of page; where the low byte of its count of rows is
		if whole[page] != leaf || whole[page+rows] == 0 {
			continue
		}
		pages++
		broken := bytes.Clone(whole)
		broken[page+rows]--
		must(t, os.WriteFile(path, broken, 0o600))
		if !inspectDamaged(t, path, contents, fmt.Sprintf("a row less on page %d", page/4096+1)) {
			t.Errorf("a row less on page %d goes unnoticed", page/4096+1)
		}
	}
	if pages < 3 {
		t.Errorf("only %d pages have rows", pages)
	}
}

// offsets are places in a file of this size: all of the fixed fields of a small
// page's header every few pages, and one in every stride bytes.
func offsets(size, stride int) (all []int) {
	for at := 0; at < size; at++ {
		inHeader := at < 100 && at%3 == 0 || at%(4*4096) < 12
		if inHeader || at%stride == 0 {
			all = append(all, at)
		}
	}
	return all
}

// sweep is all of them, or in a short run every eleventh.
func sweep(all []int) (some []int) {
	if !testing.Short() {
		return all
	}
	for i := 0; i < len(all); i += 11 {
		some = append(some, all[i])
	}
	return some
}

func TestForeignFileIsRefused(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path, link := filepath.Join(folder, "rung.db"), filepath.Join(folder, "link.db")
	must(t, os.Symlink(path, link))
	theirs := filepath.Join(folder, "theirs")
	db, err := sql.Open("sqlite", theirs)
	must(t, err)
	_, err = db.Exec("CREATE TABLE theirs (x)")
	must(t, err)
	must(t, db.Close())
	for what, content := range map[string]string{
		"text": "this is not a store\n", "zeros": strings.Repeat("\x00", 8192), "yaml": strings.Repeat("a: b\n", 5000),
		"a database of another program": string(read(t, theirs)),
	} {
		must(t, os.WriteFile(path, []byte(content), 0o600))
		must(t, os.Chmod(path, 0o755))
		if !inspectDamaged(t, path, "", what) {
			t.Errorf("%s was read", what)
		}
		_, err := Open(link)
		wantKind(t, err, Damaged)
		if info, err := os.Stat(path); err != nil || info.Mode() != 0o755 {
			t.Errorf("%s: the mode is %v, error %v", what, info.Mode(), err)
		}
	}
}

// TestForeignJournalIsNotPlayed opens a store of another program that was killed
// with its last change in its write-ahead log.
func TestForeignJournalIsNotPlayed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	live := filepath.Join(folder, "live.db")
	db, err := sql.Open("sqlite", live)
	must(t, err)
	defer db.Close()
	_, err = db.Exec("PRAGMA journal_mode = WAL; CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")
	must(t, err)
	path := filepath.Join(folder, "rung.db")
	must(t, os.WriteFile(path, read(t, live), 0o600))
	must(t, os.WriteFile(path+"-wal", read(t, live+"-wal"), 0o600))
	before := read(t, path)

	_, err = Open(path)
	wantKind(t, err, Damaged)
	if !bytes.Equal(read(t, path), before) || !bytes.Equal(read(t, path+"-wal"), read(t, live+"-wal")) {
		t.Error("the other program's files were touched")
	}
}

func TestEditByHandIsReported(t *testing.T) {
	t.Parallel()
	for _, edit := range []string{
		`UPDATE assessments SET bytes = CAST(replace(CAST(bytes AS TEXT), '"value": 2', '"value": 9') AS BLOB) WHERE id = ?`,
		`UPDATE assessments SET subject = 'somebody-else' WHERE id = ?`,
		`UPDATE assessments SET completed_at = '2020-01-01T00:00:00Z' WHERE id = ?`,
		`UPDATE assessments SET place = 1 WHERE id = ?`,
		`UPDATE assessments SET sum = zeroblob(32) WHERE id = ?`,
		`UPDATE assessments SET sum = x'' WHERE id = ?`,
		`UPDATE assessments SET relation = 'manager' WHERE id = ?`,
	} {
		t.Run(edit, func(t *testing.T) {
			first, second := completed(1, "Ada"), completed(2, "Bob")
			s := filled(t, first, second)
			original, err := s.Export(first.Subject.ID)
			must(t, err)
			_, err = s.db.Exec(edit, first.ID)
			must(t, err)

			list, err := s.List(Filter{})
			if got := wantKind(t, err, Changed); !slices.Equal(got.IDs, []string{first.ID}) || !strings.Contains(err.Error(), first.ID) {
				t.Errorf("names %v in %q", got.IDs, err)
			}
			if got := ids(list); !slices.Equal(got, []string{second.ID}) {
				t.Errorf("the sound ones are %v", got)
			}
			_, err = s.Find(first.ID)
			wantKind(t, err, Changed)
			_, err = s.Export(first.Subject.ID)
			wantKind(t, err, Changed)
			_, err = s.Find(second.ID)
			must(t, err)

			done, err := s.Import("export.json", original, noon)
			must(t, err)
			if !slices.Equal(done.Restored, []string{first.ID}) {
				t.Errorf("restoring it gave %+v", done)
			}
			again, err := s.Export(first.Subject.ID)
			must(t, err)
			if !bytes.Equal(again, original) {
				t.Error("it is not what it was")
			}
		})
	}
}

func TestEditedIDIsReportedAndRestored(t *testing.T) {
	t.Parallel()
	a, b := completed(1, "Ada"), completed(2, "Ada")
	s := filled(t, a, b)
	original, err := s.Export("ada")
	must(t, err)
	_, err = s.db.Exec(`UPDATE assessments SET id = ? WHERE id = ?`, newID(77), a.ID)
	must(t, err)
	_, err = s.Find(a.ID)
	wantKind(t, err, Changed)
	_, err = s.Find(Last) // which may be that one
	wantKind(t, err, Changed)
	_, err = s.Import("export.json", original, noon)
	must(t, err)
	list, err := s.List(Filter{})
	must(t, err)
	if got := ids(list); !slices.Equal(got, []string{a.ID, b.ID}) {
		t.Errorf("got %v", got)
	}
}

func TestEditedDraftAndRubricAreReported(t *testing.T) {
	t.Parallel()
	s := filled(t)
	a := draft(1, "Ada")
	must(t, s.SaveDraft(a))
	_, err := s.db.Exec(`UPDATE drafts SET subject = 'bob'`)
	must(t, err)
	_, err = s.Draft(KeyOf(a))
	wantKind(t, err, Changed)
	_, err = s.Drafts()
	wantKind(t, err, Changed)
	must(t, s.DropDraft(a.ID))
	_, err = s.Drafts()
	must(t, err)

	for _, edit := range []string{`UPDATE rubrics SET version = '9'`, `UPDATE rubrics SET bytes = x'00'`, `UPDATE rubrics SET digest = 'x'`} {
		_, err = s.db.Exec(edit)
		must(t, err)
		_, err = s.Rubric(tinyText().Digest)
		wantKind(t, err, Changed)
		_, err = s.Rubrics()
		wantKind(t, err, Changed)
		wantKind(t, s.Complete(completed(2, "Ada")), Changed)
		must(t, s.PutRubric(tinyText(), noon))
		texts, err := s.Rubrics()
		must(t, err)
		if len(texts) != 1 {
			t.Errorf("%s: %d texts are left", edit, len(texts))
		}
	}
}

// TestEmptyEndThatIsCutOffIsMissed cuts a byte that reads as zero, as it was,
// when it is not there.
func TestEmptyEndThatIsCutOffIsMissed(t *testing.T) {
	t.Parallel()
	s := open(t, storePath(t))
	must(t, s.Close())
	must(t, os.Truncate(s.Path(), int64(len(read(t, s.Path()))-1)))
	_, err := Open(s.Path())
	wantKind(t, err, Damaged)
}

// TestEmptiedStoreIsCalledDamaged tells a store cut to nothing from the file of
// another program.
func TestEmptiedStoreIsCalledDamaged(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "rung.db")
	must(t, os.WriteFile(path, nil, 0o600))
	_, err := Open(path)
	if want := damaged(path).Error(); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// TestStoreCutWhileOpen cuts the last page while the store is in use.
func TestStoreCutWhileOpen(t *testing.T) {
	t.Parallel()
	path, contents := sampleStore(t)
	s := open(t, path)
	must(t, os.Truncate(path, int64(len(read(t, path))-4000)))
	if got, err := everything(s); err == nil && got != contents || err != nil && !Is(err, Damaged) && !Is(err, Changed) {
		t.Errorf("error %v, content\n%s", err, got)
	}
}

// TestCheckSeesTheMarkToo covers a probe that met a file in the middle of a
// change and could not tell.
func TestCheckSeesTheMarkToo(t *testing.T) {
	t.Parallel()
	s := filled(t)
	_, err := s.db.Exec("PRAGMA application_id = 1")
	must(t, err)
	_, err = s.check()
	wantKind(t, err, Damaged)
}

func TestNewerStoreIsRefused(t *testing.T) {
	t.Parallel()
	s := filled(t)
	_, err := s.db.Exec("PRAGMA user_version = 99")
	must(t, err)
	must(t, s.Close())
	_, err = Open(s.Path())
	if wantKind(t, err, Newer); !strings.Contains(err.Error(), "RUNG_STORE") {
		t.Errorf("says %q", err)
	}
}

func TestStoreThatLostItsFileKeepsItsJournal(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "rung.db")
	must(t, os.WriteFile(path+"-journal", []byte("x"), 0o600))
	_, err := Open(path)
	if wantKind(t, err, Failed); !strings.Contains(err.Error(), path+"-journal") {
		t.Errorf("says %q", err)
	}
	if _, err := os.Lstat(path); err == nil {
		t.Error("an empty store was made beside the journal")
	}
}

// TestStoreThatVanishesIsNotMadeAnew stands for a file that is moved away just
// after it was found.
func TestStoreThatVanishesIsNotMadeAnew(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "rung.db")
	s := &Store{path: path, versions: versions(), patience: usualPatience()}
	wantKind(t, s.open(), Failed)
	must(t, s.Close())
	if _, err := os.Lstat(path); err == nil {
		t.Error("an empty file was made")
	}
}

// TestColdJournalIsCleared opens a store whose last writer was killed before its
// journal counted: SQLite leaves such a one, with pages of the store in it, to
// the next change.
func TestColdJournalIsCleared(t *testing.T) {
	t.Parallel()
	path, contents := sampleStore(t)
	must(t, os.WriteFile(path+"-journal", append(make([]byte, 512), "Subject 1"...), 0o600))
	if got, err := openAndRead(path); err != nil || got != contents {
		t.Errorf("error %v, content\n%s", err, got)
	}
	if got := names(t, filepath.Dir(path)); !slices.Equal(got, []string{"rung.db"}) {
		t.Errorf("the folder holds %v", got)
	}
}

// TestJournalInUseStays opens a store while another process changes it.
func TestJournalInUseStays(t *testing.T) {
	t.Parallel()
	s := filled(t, completed(1, "Ada"))
	tx, err := s.db.Begin()
	must(t, err)
	_, err = tx.Exec(`DELETE FROM assessments`)
	must(t, err)
	open(t, s.Path())
	if _, err := os.Stat(s.Path() + "-journal"); err != nil {
		t.Error(err)
	}
	must(t, tx.Rollback())
	if list, err := s.List(Filter{}); err != nil || len(list) != 1 {
		t.Errorf("%d assessments, error %v", len(list), err)
	}
}
