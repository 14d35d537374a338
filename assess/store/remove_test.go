package store

import (
	"bytes"
	"strings"
	"testing"

	"rung/assess/calibrate"
)

func TestRemoveTakesOneAndLeavesNoByteOfIt(t *testing.T) {
	t.Parallel()
	gone, kept := completed(1, "Ada"), completed(2, "Ada")
	gone.Answers[0].Note = strings.Repeat("only said once ", 270)
	s := filled(t, gone, kept)
	must(t, s.Remove(gone.ID))
	wantKind(t, s.Remove(gone.ID), Missing)
	list, err := s.List(Filter{})
	must(t, err)
	if got := ids(list); len(got) != 1 || got[0] != kept.ID {
		t.Errorf("%v is left", got)
	}
	var unused int
	must(t, s.db.QueryRow(`PRAGMA freelist_count`).Scan(&unused))
	if unused > 0 {
		t.Errorf("%d pages are left over: the file was not rewritten", unused)
	}
	for _, trace := range []string{gone.ID, "only said once"} {
		if bytes.Contains(read(t, s.Path()), []byte(trace)) {
			t.Errorf("the file still holds %q", trace)
		}
	}
}

// TestADeletedSessionLeavesNoByte deletes sessions in every state, those included
// that do not verify, and searches the file.
func TestADeletedSessionLeavesNoByte(t *testing.T) {
	t.Parallel()
	s, path, r := demoStore(t)
	for _, id := range []string{"collecting", "revealed", "locked", "rowless"} {
		session := withGraceInIt(t, r, id)
		change, _ := session.Change()
		must(t, s.SaveSession(change))
		head := session.Head()
		if id == "rowless" {
			_, err := s.db.Exec(`PRAGMA foreign_keys = 0; DELETE FROM sessions WHERE id = 'rowless'; PRAGMA foreign_keys = 1`)
			must(t, err)
			head = calibrate.Head{}
		}
		if len(traces(read(t, path))) == 0 {
			t.Fatalf("%s: the name is not in the store to begin with", id)
		}
		wantKind(t, s.DeleteSession(id, calibrate.Head{Seq: 3}, ""), map[bool]Kind{true: Changed, false: Elsewhere}[id == "rowless"])
		must(t, s.DeleteSession(id, head, ""))
		if found := traces(read(t, path)); len(found) > 0 {
			t.Errorf("%s: the store still holds %v", id, found)
		}
		wantKind(t, s.DeleteSession(id, head, ""), Missing)
	}
	loadSession(t, s, r)
}
