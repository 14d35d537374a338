package rubric_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// large is a valid rubric of 50 dimensions, 10 levels and 500 questions.
func large() string {
	var b strings.Builder
	b.WriteString("schema: rung.rubric/v1\nid: large\nversion: 1.0.0\ntitle: {en: L}\nlanguages: [en]\ntracks: [{id: ic, title: {en: I}}]\ndimensions:\n")
	for d := range 50 {
		fmt.Fprintf(&b, "- {id: d%d, title: {en: D}, steps: [{en: a}, {en: b}, {en: c}, {en: d}, {en: e}]}\n", d)
	}
	b.WriteString("levels:\n")
	for l := range 10 {
		fmt.Fprintf(&b, "- {id: l%d, title: {en: L}, short: L, track: ic, rung: %d, summary: {en: s}, scope: {", l, l+1)
		for d := range 50 {
			fmt.Fprintf(&b, "d%d: %d, ", d, (4*l+d%9)/9)
		}
		b.WriteString("}}\n")
	}
	b.WriteString("questions:\n")
	for q := range 500 {
		fmt.Fprintf(&b, "- {id: q%d, dimension: d%d, kind: number, unit: {en: u}, ask: {en: a}, ask_about: {en: '{name}'}, thresholds: [1, 2, 3, 4]}\n", q, q%50)
	}
	return b.String()
}

func TestALargeRubricLoads(t *testing.T) {
	text := large()
	if len(text) > doc.MaxSize {
		t.Fatalf("%d bytes", len(text))
	}
	if _, err := rubric.Parse("large.yaml", []byte(text)); err != nil {
		t.Fatal(err)
	}
}

// Files made to cost time are refused with few words, and for what is allocated
// for a hundred files as large.
func TestHostileRubricsAreRefused(t *testing.T) {
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	long := strings.Repeat("x", 50)
	for name, text := range map[string]string{
		"unknown keys":      "schema: rung.rubric/v1\n" + many(20_000, "k%d:\n"),
		"unknown next":      strings.Replace(small, "next: [lead]", "next: ["+many(30_000, "x%d,")+"]", 1),
		"near misses":       strings.Replace(small, "tracks:\n", "tracks:\n"+many(1200, "  - {id: "+long+"%04d, title: {en: a, fr: a}}\n")+many(1200, "  - {id: "+long+"y%04d, track: a}\n"), 1),
		"levels in a row":   strings.Replace(small, "levels:\n", "levels:\n"+many(900, "  - {id: l%d, title: {en: a, fr: a}, short: a, track: ic, rung: 1, summary: {en: a, fr: a}, scope: {teams: [0, 1], people: 0}, next: []}\n"), 1),
		"questions":         strings.Replace(small, "questions:\n", "questions:\n"+many(1300, "  - {id: q%d, dimension: teams, kind: number, unit: {en: a, fr: a}, ask: {en: a, fr: a}, ask_about: {en: a, fr: a}, thresholds: [1]}\n"), 1),
		"steps and options": strings.Replace(small, "      - {id: yes, step: 1", many(4000, "      - {id: o%d, step: 7, text: {en: a, fr: a}}\n")+"      - {id: yes, step: 1", 1),
	} {
		if len(text) > doc.MaxSize {
			t.Errorf("%s: %d bytes", name, len(text))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := rubric.Parse(name, []byte(text))
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		if said := lang.In(err, lang.FR); len(said) > 100<<10 {
			t.Errorf("%s: %d bytes of messages", name, len(said))
		}
		runtime.ReadMemStats(&after)
		if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 1000*doc.MaxSize {
			t.Errorf("%s: %d bytes were allocated", name, allocated)
		}
	}
}

// TestTheSearchForRivalsEnds would be cut off by the time that all tests have.
func TestTheSearchForRivalsEnds(t *testing.T) {
	_, err := rubric.Parse("overlaps.yaml", []byte(overlaps()))
	t.Log(err)
}

// overlaps is a rubric of 900 levels that all overlap, so that telling them apart
// takes a search.
func overlaps() string {
	var b strings.Builder
	b.WriteString("schema: rung.rubric/v1\nid: o\nversion: 1.0.0\ntitle: {en: L}\nlanguages: [en]\ntracks: [{id: ic, title: {en: I}}]\ndimensions:\n")
	for d := range 12 {
		fmt.Fprintf(&b, "- {id: d%d, title: {en: D}, steps: [%s]}\n", d, strings.Repeat("{en: a},", 20))
	}
	b.WriteString("levels:\n")
	for l := range 900 {
		fmt.Fprintf(&b, "- {id: l%d, title: {en: L}, short: L, track: ic, rung: 1, summary: {en: s}, scope: {", l)
		for d := range 12 {
			fmt.Fprintf(&b, "d%d: [%d, 19], ", d, 1-(l>>min(d, 10))&1)
		}
		b.WriteString("}}\n")
	}
	b.WriteString("questions:\n")
	for d := range 12 {
		fmt.Fprintf(&b, "- {id: q%d, dimension: d%d, kind: number, unit: {en: u}, ask: {en: a}, ask_about: {en: '{name}'}, thresholds: [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19]}\n", d, d)
	}
	return b.String()
}
