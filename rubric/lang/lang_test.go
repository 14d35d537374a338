package lang_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"rung/rubric/lang"
)

func TestMessageArgumentsAreTranslatedToo(t *testing.T) {
	inner := lang.Errorf(lang.T("file %q is missing", "le fichier %q manque"), "a.yaml")
	outer := lang.Errorf(lang.T("reading: %v (%v, %v)", "lecture : %v (%v, %v)"), inner,
		lang.Number{Value: 0.625, Decimals: 2}, lang.Count{N: 0, One: lang.T("answer", "réponse"), Many: lang.T("answers", "réponses")})
	wrapped := fmt.Errorf("context: %w", outer)

	for tag, want := range map[lang.Tag]string{
		lang.EN: `reading: file "a.yaml" is missing (0.62, 0 answers)`,
		lang.FR: "lecture\u00a0: le fichier \"a.yaml\" manque (0,62, 0 réponse)",
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
	err := lang.Errorf(lang.T("cannot open: %v", "impossible d’ouvrir : %v"), fs.ErrNotExist)
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
	}{{-0.001, 2, "0,00"}, {-1.5, 1, "−1,5"}, {12, 0, "12"}} {
		if got := (lang.Number{Value: c.value, Decimals: c.decimals}).In(lang.FR); got != c.want {
			t.Errorf("%v: got %q, want %q", c.value, got, c.want)
		}
	}
}

func TestQuotedIsSafeToPrint(t *testing.T) {
	for tag, want := range map[lang.Tag]string{lang.EN: `“a\x1b[2J\nb”`, lang.FR: "«\u00a0a\\x1b[2J\\nb\u00a0»"} {
		if got := lang.Quoted("a\x1b[2J\nb").In(tag); got != want {
			t.Errorf("in %s: got %q, want %q", tag, got, want)
		}
	}
}
