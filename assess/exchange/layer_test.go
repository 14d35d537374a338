package exchange_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"filippo.io/age"

	"rung/assess/exchange"
)

// TestLayersHaveTheLengthThatTheTermsGive holds the lengths that readers insist on to
// what age writes.
func TestLayersHaveTheLengthThatTheTermsGive(t *testing.T) {
	keys := []string{key(t, "session").Recipient(), key(t, "Sol").Recipient(), key(t, "Tam").Recipient()}
	for _, plain := range []int{0, 1, exchange.MinSlot, 64<<10 - 1, 64 << 10, 64<<10 + 1, 2*64<<10 + 5} {
		for n := 1; n <= len(keys); n++ {
			layer, err := exchange.Encrypt(make([]byte, plain), keys[:n]...)
			must(t, err)
			if want := exchange.LayerSize(plain, n); len(layer) != want {
				t.Errorf("%d bytes to %d keys make %d, not %d", plain, n, len(layer), want)
			}
		}
	}
}

// TestSealedTextsHaveOneLength holds that nobody learns from a length what is sealed.
func TestSealedTextsHaveOneLength(t *testing.T) {
	terms := begin(t).terms
	for _, text := range []string{"", "staff", strings.Repeat("x", terms.SlotSize)} {
		sealed, err := terms.Seal([]byte(text))
		must(t, err)
		if len(sealed) != terms.SentSize() {
			t.Errorf("%d bytes make %d", len(text), len(sealed))
		}
		opened, err := key(t, "session").Unseal(terms, sealed)
		if must(t, err); string(opened) != text {
			t.Errorf("%q came back as %q", text, opened)
		}
		_, err = key(t, "Sol").Unseal(terms, sealed)
		refused(t, err, "sealed to another key")
	}
	_, err := terms.Seal(make([]byte, terms.SlotSize+1))
	refused(t, err, "bytes; 4096 are allowed")
}

// classic wraps a recipient so that age mixes it with others.
type classic struct{ *age.X25519Recipient }

// mixable is a hybrid recipient that age mixes with others.
type mixable struct{ r *age.HybridRecipient }

func (m mixable) Wrap(fileKey []byte) ([]*age.Stanza, error) { return m.r.Wrap(fileKey) }

// TestALayerIsToTheKeysOfTheTermsOnly holds that one more key, or one of another kind,
// is refused, even where the length fits.
func TestALayerIsToTheKeysOfTheTermsOnly(t *testing.T) {
	terms := begin(t).terms
	session, err := age.ParseHybridRecipient(terms.Key)
	must(t, err)
	other, err := age.ParseHybridRecipient(key(t, "Sol").Recipient())
	must(t, err)
	x, err := age.GenerateX25519Identity()
	must(t, err)
	for name, to := range map[string][]age.Recipient{
		"two hybrid keys":    {session, other},
		"a classic key, too": {mixable{session}, classic{x.Recipient()}},
	} {
		var layer bytes.Buffer
		plain := make([]byte, terms.SlotSize)
		for size := terms.SlotSize; ; size -= layer.Len() - terms.SentSize() {
			layer.Reset()
			w, err := age.Encrypt(&layer, to...)
			must(t, err)
			_, err = w.Write(plain[:size])
			must(t, err)
			must(t, w.Close())
			if layer.Len() == terms.SentSize() {
				break
			}
		}
		_, err := key(t, "session").Unseal(terms, layer.Bytes())
		refused(t, err, "does not open")
		r, err := age.Decrypt(&layer, identity(t, "session"))
		if must(t, err); len(plain) == 0 {
			t.Errorf("%s: not even age opens it", name)
		}
		_, err = io.ReadAll(r)
		must(t, err)
	}
}

// junk is a recipient that nobody can be.
type junk []*age.Stanza

func (j junk) Wrap([]byte) ([]*age.Stanza, error) { return j, nil }

// TestAnOuterLayerIsToEveryHolder holds that a rater cannot put something else, of the
// same length, in the place of what is meant for one holder.
func TestAnOuterLayerIsToEveryHolder(t *testing.T) {
	w := begin(t, "Sol", "Tam")
	e := seal(t, w.cy, "junior")
	sol, err := age.ParseHybridRecipient(w.terms.Second[0].Key)
	must(t, err)
	body := make([]byte, 32)
	for name, instead := range map[string]junk{
		"another kind": {{Type: "mlkem768x25510", Args: []string{strings.Repeat("A", 1494)}, Body: body}},
		"two":          {{Type: "mlkem768x25519", Args: []string{strings.Repeat("A", 1000)}, Body: body}, {Type: "x", Args: []string{strings.Repeat("A", 1494-1000-50)}, Body: body}},
	} {
		var layer bytes.Buffer
		to, err := age.Encrypt(&layer, mixable{sol}, instead)
		must(t, err)
		_, err = to.Write(make([]byte, 32+exchange.LayerSize(exchange.MinSlot, 1)))
		must(t, err)
		must(t, to.Close())
		if layer.Len() != w.terms.SentSize() {
			t.Fatalf("%s: %d bytes, not %d", name, layer.Len(), w.terms.SentSize())
		}
		w.register.Released = nil
		_, withheld, err := w.release(t, "Sol", w.cy.Resealed(e, 0, layer.Bytes(), e.Slots[0].Inner))
		must(t, err)
		if len(withheld) != 1 {
			t.Fatalf("%s passed", name)
		}
		refused(t, withheld[0].Why, "the envelope of “Cy”: it does not open")
	}
}

// identity is a key as age has it, by way of its file.
func identity(t fataler, name string) age.Identity {
	t.Helper()
	file, err := key(t, name).File("", "")
	must(t, err)
	all, err := age.ParseIdentities(bytes.NewReader(file))
	must(t, err)
	return all[0]
}
