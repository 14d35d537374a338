package lang_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"rung/rubric/lang"
)

func TestDefang(t *testing.T) {
	for raw, want := range map[string]string{
		"Ada Lovelace, l’équipe\u00a0: 日本 👩\u200d💻": "Ada Lovelace, l’équipe\u00a0: 日本 👩\u200d💻",
		"\x1b[2J":                      `\x1b[2J`,
		"a\nb\tc\r":                    `a\nb\tc\r`,
		"\u202eevil\u2066":             `\u202eevil\u2066`,
		"a\u0085b\u200b":               `a\x85b\u200b`,
		"caf\xe9":                      `caf\xe9`,
		"\uFFFD kept":                  "\uFFFD kept",
		"\U000e0041":                   `\U000e0041`,
		"\x7f\x00":                     `\x7f\x00`,
		`already \x1b escaped is text`: `already \x1b escaped is text`,
	} {
		if got := lang.Defang(raw); got != want {
			t.Errorf("Defang(%q) = %q, want %q", raw, got, want)
		}
	}
}

func TestDefangLines(t *testing.T) {
	for raw, want := range map[string]string{
		"a\nb\tc\r\nd":         "a\nb\tc\r\nd",
		"a\rb\r":               `a\rb\r`,
		"\x1b\n\u202e\x00\xe9": "\\x1b\n\\u202e\\x00\\xe9",
	} {
		if got := lang.DefangLines(raw); got != want {
			t.Errorf("DefangLines(%q) = %q, want %q", raw, got, want)
		}
	}
}

func FuzzDefang(f *testing.F) {
	for _, seed := range []string{"plain", "\x1b]0;x\a", "\xff\xfe", "\u2028"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := lang.Defang(s)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, lang.Invisible) {
			t.Errorf("Defang(%q) = %q still hides something", s, got)
		}
		if again := lang.Defang(got); again != got {
			t.Errorf("Defang is not idempotent on %q", s)
		}
	})
}

func TestEscapeJSON(t *testing.T) {
	raw := "{\n  \"a\": \"\u202ex\u200b\U000e0041 é 👩\u200d💻\ufeff\u2028\"\n}\n"
	want := "{\n  \"a\": \"\\u202ex\\u200b\\udb40\\udc41 é 👩\u200d💻\\ufeff\\u2028\"\n}\n"
	got := lang.EscapeJSON([]byte(raw))
	if string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var before, after any
	if json.Unmarshal([]byte(raw), &before) != nil || json.Unmarshal(got, &after) != nil || !reflect.DeepEqual(before, after) {
		t.Errorf("another document: %v, %v", before, after)
	}
}
