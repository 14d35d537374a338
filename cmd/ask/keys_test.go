//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import (
	"context"
	"errors"
	"io"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/cmd/ask/theatre"
)

// keysOf reads everything that a reader makes of some bytes.
func keysOf(t testing.TB, chunks ...[]byte) ([]string, error) {
	t.Helper()
	in, typing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	k, release, err := newKeyReader(t.Context(), in, func() {})
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	go func() {
		for _, chunk := range chunks {
			typing.Write(chunk)
		}
		typing.Close()
	}()
	var keys []string
	p := make([]byte, 64)
	for {
		n, err := k.Read(p)
		if err != nil {
			return keys, err
		}
		keys = append(keys, string(p[:n]))
	}
}

func TestKeyReader(t *testing.T) {
	for typed, want := range map[string][]string{
		"aé日👩":                          {"a", "é", "日", "👩"},
		theatre.Up + theatre.Down + "x": {theatre.Up, theatre.Down, "x"},
		"\x1bOA\x1b[H\x1b[1~":           {"\x1bOA", "\x1b[H", "\x1b[H"},
		"\x1b[4~\x1b[8~\x1b[F":          {"\x1b[F", "\x1b[F", "\x1b[F"},
		theatre.Del + theatre.CtrlC:     {theatre.Del, theatre.CtrlC},
		"\x1bxy":                        {"y"},
		"\x1b\x1b[Ay":                   {theatre.Up, "y"},
		"\x1b[15~\x1b[1;5Cy":            {"y"},
		"\x1b[1\x03y":                   {theatre.CtrlC, "y"},
		"\x1b[1é":                       {"é"},
		"y\x1b[":                        {"y"},
		"\xc3a\xffb\x80":                {"a", "b", "\x00"},
		"\x1b[200~a\r\n\rb\t\x1b[A\x04\x7f\x1b[201~\x1b[A\r": {"a", " ", "b", " ", theatre.Up, "\r"},
		"\x1b[200~a" + theatre.CtrlC:                         {"a", theatre.CtrlC},
		"\uFFFDy":                                            {"y"},
	} {
		keys, err := keysOf(t, []byte(typed))
		if diff := cmp.Diff(want, keys); diff != "" || !errors.Is(err, io.EOF) {
			t.Errorf("%q: %v %s", typed, err, diff)
		}
	}
}

// FuzzKeyReader types any bytes, in two parts: nothing is delivered but whole
// characters and sequences that survey knows.
func FuzzKeyReader(f *testing.F) {
	for _, seed := range []string{"a", theatre.Up, "\x1b[15~", "\x1bx", "\x1b[[A", "\xc3", "\x1b[1;5", "日\x1b", "\x1b[200~\r\n\x1b[201~"} {
		f.Add([]byte(seed), 1)
	}
	f.Fuzz(func(t *testing.T, typed []byte, at int) {
		at = min(max(at, 0), len(typed))
		keys, _ := keysOf(t, typed[:at], typed[at:])
		for _, key := range keys {
			if len([]rune(key)) != 1 && spelled([]byte(key)) == nil {
				t.Errorf("%q delivers %q", typed, key)
			}
		}
	})
}

func TestKeyReaderStopsWithItsContext(t *testing.T) {
	in, typing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer typing.Close()
	ctx, cancel := context.WithCancel(t.Context())
	k, release, err := newKeyReader(ctx, in, cancel)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if _, err := k.Read(make([]byte, 64)); !errors.Is(err, ErrInterrupted) {
		t.Errorf("got %v", err)
	}
	k.typed = []byte("typed ahead")
	if _, err := k.Read(make([]byte, 64)); !errors.Is(err, ErrInterrupted) {
		t.Errorf("with more to read: %v", err)
	}
}
