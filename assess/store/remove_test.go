package store

import (
	"bytes"
	"strings"
	"testing"
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
