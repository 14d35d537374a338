package cmd

import "testing"

func TestShellWord(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Ada": "Ada", "Zoé": "Zoé", "../mine.yaml": "../mine.yaml",
		"":          "''",
		"Ada Byron": "'Ada Byron'",
		"O'Brien":   `'O'\''Brien'`,
		"$(id)":     "'$(id)'",
		"a\x1b[2Jb": "'a\x1b[2Jb'",
		"~":         "'~'",
	} {
		if got := shellWord(text); got != want {
			t.Errorf("shellWord(%q) = %s, want %s", text, got, want)
		}
	}
}
