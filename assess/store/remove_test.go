package store

import (
	"bytes"
	"testing"
)

func TestRemoveTakesOneAndLeavesNoByteOfIt(t *testing.T) {
	t.Parallel()
	gone, kept := completed(1, "Ada"), completed(2, "Ada")
	gone.Answers[0].Note = "only said once"
	s := filled(t, gone, kept)
	must(t, s.Remove(gone.ID))
	wantKind(t, s.Remove(gone.ID), Missing)
	list, err := s.List(Filter{})
	must(t, err)
	if got := ids(list); len(got) != 1 || got[0] != kept.ID {
		t.Errorf("%v is left", got)
	}
	for _, trace := range []string{gone.ID, gone.Answers[0].Note} {
		if bytes.Contains(read(t, s.Path()), []byte(trace)) {
			t.Errorf("the file still holds %q", trace)
		}
	}
}
