package lang_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"rung/rubric/lang"
)

func TestMessageArgumentsAreTranslatedToo(t *testing.T) {
	inner := lang.Errorf("a file is missing: %q", "a.yaml")
	outer := lang.Errorf("%v (%v, %v): %s", inner, lang.Number{Value: 0.625, Decimals: 2}, lang.Count(0, "level", "levels"), "x")
	wrapped := fmt.Errorf("context: %w", outer)

	for tag, want := range map[lang.Tag]string{
		lang.EN: `a file is missing: "a.yaml" (0.63, 0 levels): x`,
		lang.FR: `a file is missing: "a.yaml" (0,63, 0 niveau): x`,
	} {
		if got := lang.In(wrapped, tag); got != want {
			t.Errorf("in %s: got %q, want %q", tag, got, want)
		}
	}
	if outer.Error() != outer.(lang.Localized).In(lang.EN) {
		t.Error("Error() is not the English text")
	}
}

func TestErrorfWrapsItsErrors(t *testing.T) {
	err := lang.Errorf("cannot open: %v", fs.ErrNotExist)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error("the cause is lost")
	}
}

func TestList(t *testing.T) {
	words := lang.List{lang.Verbatim("a"), lang.Verbatim("b"), lang.Verbatim("c")}
	for n, want := range []string{"", "a", "a et b", "a, b et c"} {
		if got := words[:n].In(lang.FR); got != want {
			t.Errorf("%d words: got %q, want %q", n, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		value    float64
		decimals int
		want     string
	}{{3.25, 1, "3,3"}, {-0.125, 2, "−0,13"}, {0.285, 2, "0,29"}, {12.5, 0, "13"}, {3.2499, 1, "3,2"}, {-0.001, 2, "0,00"}, {-1.5, 1, "−1,5"}, {12, 0, "12"}, {9999, 0, "9999"}, {10000, 0, "10\u202f000"}, {-123456.5, 1, "−123\u202f456,5"}} {
		if got := (lang.Number{Value: c.value, Decimals: c.decimals}).In(lang.FR); got != c.want {
			t.Errorf("%v: got %q, want %q", c.value, got, c.want)
		}
	}
}

func TestIntegersOfAMessage(t *testing.T) {
	m := lang.Sprintf("%d to %d", -20000, 20000)
	if en, fr := m.In(lang.EN), m.In(lang.FR); en != "−20,000 to 20,000" || fr != "−20\u202f000 à 20\u202f000" {
		t.Errorf("got %q and %q", en, fr)
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		n      int
		en, fr string
	}{{0, "0 levels", "0 niveau"}, {1, "1 level", "1 niveau"}, {2, "2 levels", "2 niveaux"}, {1234567, "1,234,567 levels", "1\u202f234\u202f567 niveaux"}} {
		count := lang.Count(c.n, "level", "levels")
		if en, fr := count.In(lang.EN), count.In(lang.FR); en != c.en || fr != c.fr {
			t.Errorf("%d: got %q and %q", c.n, en, fr)
		}
	}
}

func TestWithoutFrenchATextReadsEnglish(t *testing.T) {
	for said, want := range map[lang.Localized]string{
		lang.Text("no entry # of two meanings"):      "no entry",
		lang.Count(0, "gnu", "gnus"):                 "0 gnus",
		lang.Count(1, "gnu", "gnus # the antelopes"): "1 gnu",
		lang.Count(3, "gnu", "gnus # the antelopes"): "3 gnus",
	} {
		if got := said.In(lang.FR); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestQuotedIsRaw(t *testing.T) {
	for tag, want := range map[lang.Tag]string{lang.EN: "“a\x1b[2J\nb”", lang.FR: "«\u00a0a\x1b[2J\nb\u00a0»"} {
		if got := lang.Quoted("a\x1b[2J\nb").In(tag); got != want {
			t.Errorf("in %s: got %q, want %q", tag, got, want)
		}
	}
}
