package rubric_test

import (
	"slices"
	"testing"

	"rung/rubric"
)

// TestAChangeThatIsUndoneIsNone undoes each change between two versions alone, both
// ways. Those of words and of the order of levels do not count.
func TestAChangeThatIsUndoneIsNone(t *testing.T) {
	words := []rubric.Noun{rubric.TheRubric, rubric.ALanguage, rubric.ATrack, rubric.ALevel}
	versions := others(t)[:2]
	for i, a := range versions {
		b := versions[1-i]
		all, undone := rubric.Diff(a, b), 0
		for _, c := range all {
			r := rubric.Undone(a, b, c)
			if r == nil || slices.Contains(words, c.Of) || c.How == rubric.Reworded {
				continue
			}
			undone++
			same := func(left rubric.Change) bool { return left.How == c.How && left.Of == c.Of && left.ID == c.ID }
			if slices.ContainsFunc(rubric.Diff(a, r), same) {
				t.Errorf("%s to %s: %+v is still there", a.Version, b.Version, c)
			}
		}
		if undone < 20 {
			t.Errorf("%s to %s: only %d of %d changes can be undone", a.Version, b.Version, undone, len(all))
		}
	}
}
