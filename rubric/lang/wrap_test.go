package lang_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rung/rubric/lang"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text    string
		columns int
		want    []string
	}{
		{"", 10, []string{""}},
		{"une phrase à couper", 10, []string{"une phrase", "à couper"}},
		{"dit\u00a0: oui", 5, []string{"dit\u00a0:", "oui"}},
		{"日本語", 4, []string{"日本", "語"}},
		{"abcdefgh", 3, []string{"abc", "def", "gh"}},
	} {
		if got := lang.Wrap(c.text, c.columns); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d columns: got %q, want %q", c.text, c.columns, got, c.want)
		}
	}
}

func TestWrapKeepsEveryWordAndTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching("[a-zé日 ]{0,60}").Draw(t, "text")
		columns := rapid.IntRange(2, 30).Draw(t, "columns")
		lines := lang.Wrap(text, columns)
		for _, line := range lines {
			if lang.Columns(line) > columns {
				t.Fatalf("%q is wider than %d", line, columns)
			}
		}
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}
