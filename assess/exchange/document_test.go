package exchange_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"filippo.io/age"

	"rung/assess/exchange"
	"rung/rubric/lang"
)

// decrypt opens a layer with age itself.
func decrypt(t fataler, name string, layer []byte) []byte {
	t.Helper()
	r, err := age.Decrypt(bytes.NewReader(layer), identity(t, name))
	must(t, err)
	plain, err := io.ReadAll(r)
	must(t, err)
	return plain
}

// document is a kind of file: one of it, and what reads it and writes it again.
type document struct {
	name  string
	data  []byte
	again func(data []byte) ([]byte, error)
}

// documents are one file of every kind that is JSON.
func documents(t fataler) []document {
	t.Helper()
	w := begin(t, "Sol")
	e := seal(t, w.cy, "senior")
	ask := w.ask(t, e)
	given, _, err := w.release(t, "Sol", e)
	must(t, err)
	bytesOf := func(data []byte, err error) []byte {
		must(t, err)
		return data
	}
	return []document{
		{"terms", w.terms.Bytes(), func(data []byte) ([]byte, error) {
			x, err := exchange.ParseTerms("f", data)
			if err != nil {
				return nil, err
			}
			return x.Bytes(), nil
		}},
		{"roster", bytesOf(w.roster.Bytes()), reading(exchange.ParseRoster)},
		{"invitation", bytesOf(w.bo.Bytes()), reading(exchange.ParseInvitation)},
		{"register", bytesOf(w.register.Bytes()), reading(exchange.ParseRegister)},
		{"release", bytesOf(ask.Bytes()), reading(exchange.ParseRelease)},
		{"released", bytesOf(given.Bytes()), reading(func(name string, data []byte) (*exchange.Released, error) {
			return exchange.ParseReleased(name, data, &ask.Closing)
		})},
	}
}

func reading[T interface{ Bytes() ([]byte, error) }](parse func(string, []byte) (T, error)) func([]byte) ([]byte, error) {
	return func(data []byte) ([]byte, error) {
		x, err := parse("f", data)
		if err != nil {
			return nil, err
		}
		return x.Bytes()
	}
}

// TestFilesAreStrict holds that every file comes back as it was, and that one with a
// key too many, twice, in other letters, or written otherwise is refused.
func TestFilesAreStrict(t *testing.T) {
	for _, d := range documents(t) {
		again, err := d.again(append(bytes.Clone(d.data), "\r\n"...))
		if must(t, err); !bytes.Equal(again, d.data) {
			t.Errorf("%s came back as %s", d.name, again)
		}
		for what, change := range map[string][2]string{
			"a key more":           {`{"schema"`, `{"more":1,"schema"`},
			"a key in capitals":    {`"terms"`, `"Terms"`},
			"a key twice":          {`"schema"`, `"schema":"","schema"`},
			"a space":              {`:`, `: `},
			"an escape":            {`rung`, `\u0072ung`},
			"a list that is null":  {`[`, `null,"x":[`},
			"something after it":   {``, `{}`},
			"a base64 line break":  {`="`, `\n="`},
			"a hash too long":      {`"terms":"`, `"terms":"00`},
			"a hash with a sign":   {`"terms":"`, `"terms":"-`},
			"a text for a number":  {`"slot_size":4096`, `"slot_size":"4096"`},
			"another kind of file": {`"schema":"rung.`, `"schema":"rung.x`},
		} {
			changed := strings.Replace(string(d.data), change[0], change[1], 1)
			if changed == string(d.data) {
				continue // this kind of file has nothing of it
			}
			if _, err := d.again([]byte(changed)); err == nil {
				t.Errorf("%s passed with %s", d.name, what)
			} else if lang.In(err, lang.FR) == err.Error() {
				t.Errorf("%q has no French", err)
			}
		}
		for _, bad := range []string{"", "{", "[]", "null", string(d.data[:len(d.data)/2])} {
			_, err := d.again([]byte(bad))
			refused(t, err, "f: this is not a file that rung wrote, or not the whole of it")
		}
	}
}

// TestFilesHoldTogether holds what is refused of a file whose form is right.
func TestFilesHoldTogether(t *testing.T) {
	w := begin(t)
	_, err := exchange.ParseTerms("f", []byte(strings.Replace(string(w.terms.Bytes()), `"second":[]`, `"second":null`, 1)))
	refused(t, err, "f: this is not a file that rung wrote")

	for _, change := range []func(g *exchange.Register){
		func(g *exchange.Register) { g.Raters = nil },
		func(g *exchange.Register) { g.Raters[0].Key = g.Raters[0].Key[1:] },
		func(g *exchange.Register) { g.Raters[1].Rater.ID = g.Raters[0].Rater.ID },
		func(g *exchange.Register) { g.Raters[0].Rater.People[0].Slot = "" },
		func(g *exchange.Register) { g.Raters[0].Rater.People[0].Slot = g.Raters[0].Rater.People[1].Slot },
	} {
		g := begin(t).register
		change(g)
		_, err := g.Bytes()
		refused(t, err, "this is not a file that rung wrote")
	}
	for _, change := range []func(v *exchange.Invitation){
		func(v *exchange.Invitation) { v.Seed = v.Seed[1:] },
		func(v *exchange.Invitation) { v.Rubric += "\n" },
		func(v *exchange.Invitation) { v.Title = "a\nb" },
		func(v *exchange.Invitation) { v.Rater.People[0].Slot = strings.ToUpper(v.Rater.People[0].Slot) },
		func(v *exchange.Invitation) { v.Rater.People[0].Slot = v.Rater.People[1].Slot },
	} {
		v := begin(t).bo
		change(v)
		data, err := v.Bytes()
		must(t, err)
		_, err = exchange.ParseInvitation("f", data)
		refused(t, err, "f: this is not a file that rung wrote")
	}
	w.bo.Terms.Rubric.Version = "2.0.0"
	_, err = w.bo.Ladder()
	refused(t, err, "this is not a file that rung wrote")
}

// TestInvitationsMayStandInAPage as they are.
func TestInvitationsMayStandInAPage(t *testing.T) {
	w := begin(t)
	w.bo.Title = "</script><!-- & \u2028"
	data, err := w.bo.Bytes()
	must(t, err)
	if bytes.ContainsAny(data, "<>&\u2028") {
		t.Errorf("%s", data)
	}
}
