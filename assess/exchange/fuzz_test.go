package exchange_test

import (
	"bytes"
	"testing"

	"rung/assess/exchange"
	"rung/rubric/lang"
)

// FuzzEnvelope: no bytes make reader or check panic; what it accepts has the same bytes and
// receipt again, by itself and as a text.
func FuzzEnvelope(f *testing.F) {
	for _, seconds := range [][]string{nil, {"Sol"}} {
		w := begin(f, seconds...)
		f.Add(seal(f, w.bo, "junior").Bytes())
		f.Add(w.bo.Signed(seal(f, w.bo, "junior").Header(), nil, nil).Bytes())
	}
	f.Add([]byte{0, 0, 0, 2, '{', '}'})
	w := begin(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := exchange.ParseEnvelope(data)
		if err != nil {
			if lang.In(err, lang.FR) == "" {
				t.Error("refused without a word")
			}
			return
		}
		again, err := exchange.ParseArmoured("again.txt", e.Armoured())
		if err != nil || !bytes.Equal(again.Bytes(), data) || again.Receipt() != e.Receipt() {
			t.Errorf("it came back differently, %v", err)
		}
		_ = w.check(e)
	})
}

// FuzzArmoured: no text makes the reader panic, and what it accepts reads back.
func FuzzArmoured(f *testing.F) {
	w := begin(f)
	text := seal(f, w.cy, "junior").Armoured()
	f.Add(text)
	f.Add(mailed(text))
	f.Add([]byte("-----BEGIN RUNG ENVELOPE-----\nAAAA\n-----END RUNG ENVELOPE-----\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		e, err := exchange.ParseArmoured("e.txt", text)
		if err != nil {
			return
		}
		if again, err := exchange.ParseArmoured("e.txt", e.Armoured()); err != nil || again.Receipt() != e.Receipt() {
			t.Errorf("it came back differently, %v", err)
		}
	})
}

// FuzzFiles: no bytes make a reader of JSON panic, and what one accepts it writes again
// in the same bytes.
func FuzzFiles(f *testing.F) {
	all := documents(f)
	for i, d := range all {
		f.Add(i, d.data)
	}
	f.Fuzz(func(t *testing.T, i int, data []byte) {
		if i < 0 || i >= len(all) {
			return
		}
		again, err := all[i].again(data)
		if err == nil && !bytes.Equal(again, bytes.TrimSpace(data)) {
			t.Errorf("%s came back as %s", data, again)
		}
	})
}

// FuzzPayload: whatever is sealed to a session opens as what it is or is refused, and
// then opens again from what it is.
func FuzzPayload(f *testing.F) {
	w := begin(f)
	for _, sub := range []exchange.Submission{{}, {Level: "junior"}, {NotRated: true}, {Values: map[string]float64{"teams": 1.5}}, {Assessment: answered(f, "a note")}} {
		sub.Subject, sub.Rater, sub.Relation = about("Ada"), about("Cy"), "manager"
		p, err := exchange.NewPayload(w.terms, w.cy.Rater.ID, w.cy.Rater.People[0].Slot, now, sub, chance("salt"))
		must(f, err)
		sealed, err := p.Seal(w.terms)
		must(f, err)
		text, err := w.session.Unseal(w.terms, sealed)
		must(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		sealed, err := w.terms.Seal(text)
		if err != nil {
			return
		}
		p, err := w.session.Open(w.terms, sealed)
		if err != nil {
			return
		}
		if again, err := p.Seal(w.terms); err != nil || len(again) != len(sealed) {
			t.Errorf("it opened, and cannot be sealed: %v", err)
		}
	})
}
