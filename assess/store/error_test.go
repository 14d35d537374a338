package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"rung/rubric/lang"
)

func TestWordsOfErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err             error
		english, french string
	}{
		{damaged("/a.db"),
			"the store “/a.db” is damaged; it was left as it is",
			"la base «\u00a0/a.db\u00a0» est abîmée\u00a0; elle reste telle quelle"},
		{foreign("/a\x1b.db"),
			"the file “/a\x1b.db” is not a store of rung, or its beginning is damaged; it was left as it is: set RUNG_STORE to another file, or put a backup in its place",
			"le fichier «\u00a0/a\x1b.db\u00a0» n’est pas une base de rung, ou son début est abîmé\u00a0; il reste tel quel\u00a0: indiquez un autre fichier dans RUNG_STORE, ou remettez une sauvegarde à sa place"},
		{newer("/a.db", 3, 1),
			`the store “/a.db” was written by a newer rung (format 3; this one reads up to 1); install that rung, or set RUNG_STORE to another file`,
			"la base «\u00a0/a.db\u00a0» a été écrite par un rung plus récent (format 3\u00a0; celui-ci lit jusqu’au 1)\u00a0; installez-le, ou indiquez un autre fichier dans RUNG_STORE"},
		{busy("/a.db", 30*time.Second),
			`the store “/a.db” has been in use by another rung for 30 seconds; run the command again when that one has finished`,
			"la base «\u00a0/a.db\u00a0» est occupée par un autre rung depuis 30 secondes\u00a0; relancez la commande quand il aura fini"},
		{ambiguous("01", []string{"01a", "01b"}),
			`“01” is the beginning of 2 assessments; add characters: 01a, 01b`,
			"«\u00a001\u00a0» est le début de 2 évaluations\u00a0; ajoutez des caractères\u00a0: 01a, 01b"},
		{changed("01a", "01b\x1b"),
			"changed outside rung and therefore not used: 01a, 01b\x1b",
			"modifié hors de rung et donc laissé de côté\u00a0: 01a, 01b\x1b"},
		{unusable("/a.db", Reason(syscall.EDQUOT)),
			`the store “/a.db” cannot be used: the disk quota is used up; nothing was changed; see to that, or set RUNG_STORE to another file`,
			"la base «\u00a0/a.db\u00a0» est inutilisable\u00a0: le quota du disque est épuisé\u00a0; rien n’a été modifié\u00a0; remédiez-y, ou indiquez un autre fichier dans RUNG_STORE"},
	} {
		if got := c.err.Error(); got != c.english {
			t.Errorf("in English: got  %s\nwant %s", got, c.english)
		}
		if got := lang.In(c.err, lang.FR); got != c.french {
			t.Errorf("in French: got  %s\nwant %s", got, c.french)
		}
	}
}

func TestErrorsKeepTheirKindAndCause(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("saving: %w", unusable("/a.db", Reason(fs.ErrPermission)).because(fs.ErrPermission))
	if !Is(err, Failed) || Is(err, Busy) || Is(nil, Failed) || Is(fs.ErrPermission, Failed) {
		t.Error("the kind is lost")
	}
	if !errors.Is(err, fs.ErrPermission) {
		t.Error("the cause is lost")
	}
}

// broke is an error of SQLite.
type broke int

func (b broke) Code() int     { return int(b) }
func (b broke) Error() string { return fmt.Sprint(int(b)) }

// TestAnErrorAfterTheCommitDoesNotDenyIt takes the sync of the folder, which comes
// when the journal is gone and the change counts, and one that comes before.
func TestAnErrorAfterTheCommitDoesNotDenyIt(t *testing.T) {
	t.Parallel()
	s := &Store{path: "/a.db"}
	for code, undone := range map[broke]bool{sqlite3.SQLITE_IOERR_DIR_FSYNC: false, sqlite3.SQLITE_IOERR_FSYNC: true} {
		said := s.explain(code).Error()
		if strings.Contains(said, "nothing was changed") != undone || strings.Contains(said, "was written") == undone {
			t.Errorf("code %d: says %q", code, said)
		}
	}
}

// TestWhatIsRemovedIsNotDenied rewrites the file after something was removed, and fails.
func TestWhatIsRemovedIsNotDenied(t *testing.T) {
	t.Parallel()
	s := &Store{path: "/a.db"}
	for _, code := range []broke{sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR} {
		said := unfinished(s.path, s.explain(code)).Error()
		if strings.Contains(said, "nothing was changed") || !strings.Contains(said, "what was removed is gone") {
			t.Errorf("code %d: says %q", code, said)
		}
	}
}

func TestReason(t *testing.T) {
	t.Parallel()
	if got := Reason(&fs.PathError{Op: "open", Path: "/secret", Err: errors.New("odd\x1b")}).In(lang.EN); got != "odd\x1b" {
		t.Errorf("got %q", got)
	}
	if got := Reason(fmt.Errorf("x: %w", syscall.EROFS)).In(lang.FR); got != "le disque est en lecture seule" {
		t.Errorf("got %q", got)
	}
}
