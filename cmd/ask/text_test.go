package ask

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		lead, text string
		columns    int
		want       []string
	}{
		{"", "", 10, []string{""}},
		{" 1. ", "", 10, []string{" 1. "}},
		{" 1. ", "un deux trois", 12, []string{" 1. un deux", "    trois"}},
		{"", "quoi\u00a0? non", 6, []string{"quoi\u00a0?", "non"}},
		{"- ", "abcdefghij", 6, []string{"- abcd", "  efgh", "  ij"}},
		{"", "日本語日本語", 5, []string{"日本", "語日", "本語"}},
		{"", "deux  espaces", 20, []string{"deux  espaces"}},
	} {
		if diff := cmp.Diff(c.want, wrap(c.lead, c.text, c.columns)); diff != "" {
			t.Errorf("%q: %s", c.text, diff)
		}
	}
}

func TestWrapFitsAndLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := shown(rapid.StringN(0, 60, -1).Draw(t, "text"), rapid.Bool().Draw(t, "ascii"))
		columns := rapid.IntRange(2, 30).Draw(t, "columns")
		lines := wrap("", text, columns)
		for _, line := range lines {
			if columnsOf(line) > columns {
				t.Fatalf("%q takes %d columns of %d", line, columnsOf(line), columns)
			}
		}
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
			t.Fatalf("got %q of %q", got, want)
		}
		if short := clip(text, columns, rapid.SampledFrom([]string{"…", "..."}).Draw(t, "ellipsis")); columnsOf(short) > columns {
			t.Fatalf("clip gives %q", short)
		}
	})
}
