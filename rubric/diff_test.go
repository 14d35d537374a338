package rubric_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
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
	turned := map[rubric.How]rubric.How{rubric.Added: rubric.Removed, rubric.Removed: rubric.Added, rubric.Reworded: rubric.Reworded, rubric.Reweighted: rubric.Reweighted, rubric.Changed: rubric.Changed}
	line := func(c rubric.Change) string {
		if whole, _ := c.Parts(); c.Of == rubric.AStep { // goes by where it stands now
			c.ID = whole
		}
		return fmt.Sprintf("%s %s %s %q %q %q", c.How, c.Of, c.ID, c.From, c.To, c.Words)
	}
	for _, a := range others(t) {
		for _, b := range others(t) {
			var there, back []string
			for _, c := range rubric.Diff(a, b) {
				there = append(there, line(c))
			}
			for _, c := range rubric.Diff(b, a) {
				back = append(back, line(rubric.Change{How: turned[c.How], Of: c.Of, ID: c.ID, From: c.To, To: c.From, Words: mirrored(c.Words)}))
			}
			slices.Sort(there)
			slices.Sort(back)
			if diff := cmp.Diff(there, back); diff != "" || (a.Digest == b.Digest) != (len(there) == 0) {
				t.Errorf("%s %s, %s %s:\n%s", a.ID, a.Version, b.ID, b.Version, diff)
			}
		}
	}
}

func mirrored(words []rubric.Wording) (back []rubric.Wording) {
	for _, w := range words {
		back = append(back, rubric.Wording{Key: w.Key, Lang: w.Lang, From: w.To, To: w.From})
	}
	return back
}

// TestADifferenceIsThatOfTheWords changes a rubric by hand, and says what differs.
func TestADifferenceIsThatOfTheWords(t *testing.T) {
	text, err := os.ReadFile("../cmd/testdata/mini.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const nobody, first = "- {en: Manages nobody, fr: Ne manage personne}", "      - {en: Alone, fr: Sans équipe}\n      "
	for name, c := range map[string]struct {
		edits []string // old and new by turns
		want  []string
	}{
		"nothing": {nil, nil},
		"a step below": {
			[]string{nobody, first[6:] + nobody, "people: 2,", "people: 3,", "people: 0,", "people: 1,", "{max: 0}", "{max: 1}", "{min: 2}", "{min: 3}",
				"id: team, step: 2", "id: team, step: 3", "id: one, step: 1", "id: one, step: 2", "id: nobody, step: 0", "id: nobody, step: 1",
				"thresholds: [1, 2]\n", "thresholds: [1, 2, 3]\n"},
			[]string{"added step people.0", "changed question hires"},
		},
		"a step below, and nothing else": {
			[]string{nobody, first[6:] + nobody},
			[]string{"added step people.0", "changed scope junior.people", "changed scope senior.people", "changed scope lead.people",
				"changed scope chief.people", "changed requirement junior.people", "changed requirement senior.people",
				"changed requirement lead.people", "changed requirement chief.people",
				"changed option reports.nobody", "changed option reports.one", "changed option reports.team"},
		},
		"a step gone": {
			[]string{"      - {en: Three teams or more, fr: Trois équipes ou plus}\n", "", "thresholds: [1, 2, 3]", "thresholds: [1, 2]"},
			[]string{"removed step teams.3", "changed question teams-led", "changed question teams-met"},
		},
		"a step reworded": {[]string{"{en: Learns, fr: Apprend}", "{en: Begins, fr: Débute}"}, []string{"reworded step craft.0"}},
		"a weight":        {[]string{"weight: 5", "weight: 4"}, []string{"reweighted dimension craft"}},
		"what was fitted": {[]string{"temperature: 20", "temperature: 21"}, []string{"changed fit "}},
	} {
		parse := func(text string) *rubric.Rubric {
			r, err := rubric.Parse("mini.yaml", []byte(text))
			if err != nil {
				t.Fatal(name, err)
			}
			return r
		}
		edited := strings.NewReplacer(c.edits...).Replace(string(text))
		var got []string
		for _, c := range rubric.Diff(parse(string(text)), parse(edited)) {
			got = append(got, fmt.Sprintf("%s %s %s", c.How, c.Of, c.ID))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestALanguageIsOneChange takes a language from a rubric.
func TestALanguageIsOneChange(t *testing.T) {
	r := others(t)[0]
	english := *r
	english.Languages = r.Languages[:1]
	gone := rubric.Change{How: rubric.Removed, Of: rubric.ALanguage, ID: string(r.Languages[1])}
	if diff := cmp.Diff([]rubric.Change{gone}, rubric.Diff(r, &english)); diff != "" {
		t.Error(diff)
	}
}
