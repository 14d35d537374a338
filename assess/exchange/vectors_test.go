package exchange_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"encoding/pem"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"filippo.io/age"

	"rung/assess/exchange"
)

var update = flag.Bool("update", false, "draw the test vectors anew")

// vectors are the folders of testdata/vectors, with the holders of each.
var vectors = map[string][]string{"alone": nil, "second": {"Sol"}}

func folder(name string) string { return filepath.Join("testdata", "vectors", name) }

// writeVectors draws a session anew. What age draws is never the same twice.
func writeVectors(t *testing.T, name string, seconds []string) {
	t.Helper()
	w := begin(t, seconds...)
	e, err := w.bo.Seal([]exchange.Submission{
		{Subject: about("Ada"), Level: "senior", Comments: map[string]string{"": "Seen for a year."}},
		{Subject: about("Bo"), Assessment: answered(t, "In <spring> & in “été”.")},
	}, now, chance("salt"))
	must(t, err)
	write := func(file string, data []byte, err error) {
		must(t, err)
		must(t, os.WriteFile(filepath.Join(folder(name), file), data, 0o644))
	}
	keyFile := func(file, of string) {
		data, err := key(t, of).File("rung: a key of the test vectors", "")
		write(file, data, err)
	}
	must(t, os.MkdirAll(folder(name), 0o755))
	keyFile("session.key", "session")
	write("terms.json", w.terms.Bytes(), nil)
	data, err := w.bo.Bytes()
	write("invitation.json", data, err)
	data, err = w.register.Bytes()
	write("register.json", data, err)
	write("envelope.txt", e.Armoured(), nil)
	write("receipt.txt", fmt.Appendf(nil, "%v\n%s\n", e.Receipt(), e.Receipt().Words()), nil)
	inner := [][]byte{e.Slots[0].Sealed, e.Slots[1].Sealed}
	if len(seconds) > 0 {
		keyFile("second.key", seconds[0])
		ask := w.ask(t, e)
		data, err := ask.Bytes()
		write("release.json", data, err)
		given, _, err := w.register.Release(key(t, seconds[0]), ask, now)
		must(t, err)
		data, err = given.Bytes()
		write("released.json", data, err)
		inner = given.Inner(e)
	}
	for i := range inner {
		text, err := w.session.Unseal(w.terms, inner[i])
		write(fmt.Sprintf("payload-%d.json", i+1), text, err)
	}
}

// vector is the files of a folder.
func vector(t *testing.T, name string) func(string) []byte {
	return func(file string) []byte {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(folder(name), file))
		must(t, err)
		return data
	}
}

// TestVectorsOpen holds that envelopes which an earlier rung made open in this one.
func TestVectorsOpen(t *testing.T) {
	for name, seconds := range vectors {
		if *update {
			writeVectors(t, name, seconds)
		}
		file := vector(t, name)
		w := &world{}
		var err error
		w.terms, err = exchange.ParseTerms("terms.json", file("terms.json"))
		must(t, err)
		w.register, err = exchange.ParseRegister("register.json", file("register.json"))
		must(t, err)
		w.session, err = exchange.ParseKey("session.key", file("session.key"), "")
		must(t, err)
		v, err := exchange.ParseInvitation("invitation.json", file("invitation.json"))
		must(t, err)
		_, err = v.Ladder()
		must(t, err)
		e, err := exchange.ParseArmoured("envelope.txt", mailed(file("envelope.txt")))
		must(t, err)
		must(t, e.Check(w.terms, v.Public(), now))
		must(t, w.check(e))
		if got := fmt.Sprintf("%v\n%s\n", e.Receipt(), e.Receipt().Words()); got != string(file("receipt.txt")) {
			t.Errorf("%s: the receipt is %s", name, got)
		}
		inner := [][]byte{e.Slots[0].Sealed, e.Slots[1].Sealed}
		if len(seconds) > 0 {
			inner = released(t, w, file).Inner(e)
		}
		for i, sealed := range inner {
			_, err := w.session.OpenSlot(w.terms, v.Public(), e, i, sealed)
			must(t, err)
			text, err := w.session.Unseal(w.terms, sealed)
			if must(t, err); !bytes.Equal(text, file(fmt.Sprintf("payload-%d.json", i+1))) {
				t.Errorf("%s: slot %d holds %s", name, i+1, text)
			}
		}
	}
}

// released is what the holder of the vectors gives back, now as then.
func released(t *testing.T, w *world, file func(string) []byte) *exchange.Released {
	t.Helper()
	second, err := exchange.ParseKey("second.key", file("second.key"), "")
	must(t, err)
	ask, err := exchange.ParseRelease("release.json", file("release.json"))
	must(t, err)
	given, withheld, err := w.register.Release(second, ask, now)
	must(t, err)
	data, err := given.Bytes()
	must(t, err)
	if len(withheld) > 0 || !bytes.Equal(data, file("released.json")) {
		t.Errorf("%d withheld, and given back: %s", len(withheld), data)
	}
	read, err := exchange.ParseReleased("released.json", data, &ask.Closing)
	must(t, err)
	return read
}

// TestAnotherProgramReadsTheVectors holds the description beside them to be enough: it
// uses age, Ed25519, SHA-256 and JSON, and nothing of rung.
func TestAnotherProgramReadsTheVectors(t *testing.T) {
	for name, seconds := range vectors {
		file := vector(t, name)
		block, _ := pem.Decode(file("envelope.txt"))
		rest := block.Bytes
		part := func() (data []byte) {
			n := binary.BigEndian.Uint32(rest)
			data, rest = rest[4:4+n], rest[4+n:]
			return data
		}
		header := part()
		var h struct {
			Terms, Rater, Made string
			Slots              []struct{ Slot, Inner, Sent string }
		}
		must(t, json.Unmarshal(header, &h))
		hash := func(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }
		if h.Terms != hash(file("terms.json")) {
			t.Errorf("%s: the terms have the hash %s", name, hash(file("terms.json")))
		}
		for i, s := range h.Slots {
			layer := part()
			if s.Sent != hash(layer) {
				t.Errorf("%s: slot %d as sent has the hash %s", name, i+1, hash(layer))
			}
			if len(seconds) > 0 {
				text := ageOpens(t, file("second.key"), layer)
				bound := fmt.Sprintf("rung.slot/v1\n%s\n%s\n%s\n%s\n", h.Terms, h.Rater, h.Made, s.Slot)
				if layer = text[32:]; fmt.Sprintf("%x", text[:32]) != hash([]byte(bound)) {
					t.Errorf("%s: slot %d belongs elsewhere", name, i+1)
				}
			}
			if s.Inner != hash(layer) {
				t.Errorf("%s: the inner layer of slot %d has the hash %s", name, i+1, hash(layer))
			}
			text := ageOpens(t, file("session.key"), layer)
			if !bytes.Equal(bytes.TrimRight(text, "\x00"), file(fmt.Sprintf("payload-%d.json", i+1))) {
				t.Errorf("%s: slot %d holds %s", name, i+1, text)
			}
		}
		var register struct{ Raters []struct{ Key []byte } }
		must(t, json.Unmarshal(file("register.json"), &register))
		if !ed25519.Verify(register.Raters[0].Key, append([]byte("rung.envelope/v1\n"), header...), rest) {
			t.Errorf("%s: the signature is another one", name)
		}
		if receipt := hash(append(bytes.Clone(header), rest...)); receipt != string(file("receipt.txt")[:64]) {
			t.Errorf("%s: the receipt is %s", name, receipt)
		}
	}
}

func ageOpens(t *testing.T, key, layer []byte) []byte {
	t.Helper()
	all, err := age.ParseIdentities(bytes.NewReader(key))
	must(t, err)
	r, err := age.Decrypt(bytes.NewReader(layer), all...)
	must(t, err)
	plain, err := io.ReadAll(r)
	must(t, err)
	return plain
}
