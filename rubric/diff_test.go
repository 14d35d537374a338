package rubric_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/rubric"
)

func others(t *testing.T) (all []*rubric.Rubric) {
	for _, file := range []string{"../rubrics/product.yaml", "../rubrics/product@1.0.0.yaml", "testdata/small.yaml", "testdata/engineering.yaml"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r, err := rubric.Parse(file, data)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// TestADifferenceMirrors compares rubrics with themselves, and both ways.
func TestADifferenceMirrors(t *testing.T) {
	turned := map[rubric.How]rubric.How{rubric.Added: rubric.Removed, rubric.Removed: rubric.Added, rubric.Reworded: rubric.Reworded, rubric.Reweighted: rubric.Reweighted}
	line := func(c rubric.Change) string { return fmt.Sprintf("%s %s %s %q %q", c.How, c.Of, c.ID, c.From, c.To) }
	for _, a := range others(t) {
		for _, b := range others(t) {
			var there, back []string
			for _, c := range rubric.Diff(a, b) {
				there = append(there, line(c))
			}
			for _, c := range rubric.Diff(b, a) {
				back = append(back, line(rubric.Change{How: turned[c.How], Of: c.Of, ID: c.ID, From: c.To, To: c.From}))
			}
			slices.Sort(there)
			slices.Sort(back)
			if diff := cmp.Diff(there, back); diff != "" || (a.Digest == b.Digest) != (len(there) == 0) {
				t.Errorf("%s %s, %s %s:\n%s", a.ID, a.Version, b.ID, b.Version, diff)
			}
		}
	}
}
