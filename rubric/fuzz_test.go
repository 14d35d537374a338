package rubric_test

import (
	"errors"
	"os"
	"reflect"
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// FuzzRubric: no bytes make Resolve panic; what it accepts keeps the promises of a
// *Rubric and stands alone, and what it refuses it can say in both languages.
func FuzzRubric(f *testing.F) {
	for _, bad := range badFiles() {
		f.Add([]byte(bad.text(f)))
	}
	for _, good := range accepted() {
		f.Add([]byte(good))
	}
	for _, bad := range badExtensions() {
		f.Add([]byte(bad.new))
	}
	f.Add([]byte(head))
	files := beside(map[string]string{"small.yaml": small})
	if product, err := os.ReadFile("../rubrics/product.yaml"); err == nil {
		f.Add(product)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, whole, err := rubric.Resolve("f.yaml", data, files)
		if err != nil {
			for _, tag := range lang.Tags {
				if said := lang.In(err, tag); said == "" {
					t.Error("refused without a word")
				}
			}
			return
		}
		for _, broken := range brokenPromises(r) {
			t.Error(broken)
		}
		again, err := rubric.Parse("f.yaml", whole)
		if err != nil || !reflect.DeepEqual(r, again) {
			t.Errorf("a second reading differs: %v", err)
		}
		rubric.Lint("f.yaml", data, files)
	})
}

// brokenPromises lists what a valid rubric may not have.
func brokenPromises(r *rubric.Rubric) []string {
	var broken []string
	promise := func(kept bool, what string) {
		if !kept {
			broken = append(broken, what)
		}
	}
	text := func(x rubric.Text) {
		for _, tag := range r.Languages {
			promise(x[tag] != "", "a text is missing")
		}
		promise(len(x) == len(r.Languages), "a text in a language not listed")
	}
	promise(len(r.Tracks) > 0 && len(r.Dimensions) > 0 && len(r.Levels) > 0 && len(r.Questions) > 0, "something is empty")
	promise(r.Temperature > 0 && len(r.Digest) == 64 && len(r.Languages) > 0, "temperature, digest or languages")
	text(r.Title)
	for i, d := range r.Dimensions {
		text(d.Title)
		promise(d.Weight > 0 && d.Top() >= 1 && len(r.QuestionsOf(i)) > 0, "dimension "+d.ID)
		for _, step := range d.Steps {
			text(step)
		}
		promise(d.ByTrack == nil || len(d.ByTrack) == len(d.Steps), "steps by track of "+d.ID)
		for step := range d.Steps {
			for _, l := range r.Levels {
				text(d.Words(step, l.Track))
			}
		}
	}
	for _, l := range r.Levels {
		text(l.Title)
		text(l.Summary)
		promise(l.Rung >= 1 && len(l.Scope) == len(r.Dimensions), "level "+l.ID)
		for i, expected := range l.Scope {
			promise(!expected.Any || expected.Lo == 0 && expected.Hi == r.Dimensions[i].Top(), "any of "+l.ID)
			promise(0 <= expected.Lo && expected.Lo <= expected.Hi && expected.Hi <= r.Dimensions[i].Top(), "scope of "+l.ID)
		}
		for _, must := range l.Requires {
			promise(0 <= must.Lo && must.Lo <= must.Hi && must.Hi <= r.Dimensions[must.Dimension].Top(), "requirement of "+l.ID)
		}
		for _, next := range l.Next {
			promise(0 <= next && next < len(r.Levels) && r.Levels[next].Rung >= l.Rung, "next of "+l.ID)
		}
	}
	for _, q := range r.Questions {
		text(q.Ask)
		text(q.AskAbout)
		promise((q.Kind == rubric.Choice) == (len(q.Thresholds) == 0) && (q.Kind == rubric.Number) == (len(q.Options) == 0), "kind of "+q.ID)
		for _, most := range q.Thresholds[max(len(q.Thresholds)-1, 0):] {
			promise(q.Kind != rubric.Several || most <= float64(len(q.Options)), "thresholds of "+q.ID)
		}
		for _, o := range q.Options {
			text(o.Text)
			promise(0 <= o.Step && o.Step <= r.Dimensions[q.Dimension].Top(), "option of "+q.ID)
		}
		promise(len(q.Thresholds) <= r.Dimensions[q.Dimension].Top(), "thresholds of "+q.ID)
	}
	return broken
}

// Words exchanged for others reach the checks behind the syntax, where bytes
// exchanged for others seldom come.
func TestAnyWordsInARubric(t *testing.T) {
	word := regexp.MustCompile(`[\pL\d.]+(-[\pL\d.]+)*`)
	places := word.FindAllStringIndex(small, -1)
	words := []string{"-1", "0", "1", "2", "3", "9", "1e9", "0.5", ".nan", "~", "null", "true", "[]", "{}", "[0, 1]", "[1, 2]", "any", "several", "{min: 1}", `""`, "*x", "!!int 1", "\n"}
	for _, at := range places {
		words = append(words, small[at[0]:at[1]])
	}
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		text := small
		for range rapid.IntRange(1, 2).Draw(t, "changes") {
			at := places[rapid.IntRange(0, len(places)-1).Draw(t, "place")]
			if at[1] <= len(text) {
				text = text[:at[0]] + rapid.SampledFrom(words).Draw(t, "word") + text[at[1]:]
			}
		}
		r, err := rubric.Parse("any.yaml", []byte(text))
		if err != nil {
			var problems doc.Problems
			if !errors.As(err, &problems) || problems.In(lang.FR) == "" {
				t.Fatalf("refused without a place: %v", err)
			}
			return
		}
		accepted++
		if broken := brokenPromises(r); broken != nil {
			t.Fatalf("%v in\n%s", broken, text)
		}
	})
	t.Log("accepted:", accepted)
}
