package exchange_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"filippo.io/age"
	"filippo.io/age/armor"

	"rung/assess/exchange"
)

// TestAKeyComesBackFromItsFile, with and without a passphrase, and age reads it too.
func TestAKeyComesBackFromItsFile(t *testing.T) {
	k := key(t, "session")
	plain, err := k.File("rung: key of a session\nkeep a copy", "")
	must(t, err)
	if exchange.NeedsPassphrase(plain) || !strings.HasPrefix(string(plain), "# rung: key of a session\n# keep a copy\n# public key: age1pq1") {
		t.Errorf("the file is\n%s", plain)
	}
	locked, err := k.File("", "correct horse")
	must(t, err)
	if !exchange.NeedsPassphrase(locked) || bytes.Contains(locked, []byte("SECRET")) {
		t.Errorf("the file is\n%s", locked)
	}
	for _, file := range [][]byte{plain, locked} {
		again, err := exchange.ParseKey("a.key", file, "correct horse")
		if must(t, err); again.Recipient() != k.Recipient() {
			t.Error("another key came back")
		}
	}
	_, err = exchange.ParseKey("a.key", locked, "wrong")
	if refused(t, err, "a.key: this is not its passphrase"); !errors.Is(err, exchange.ErrPassphrase) {
		t.Error(err)
	}
	_, err = exchange.ParseKey("a.key", locked, "")
	refused(t, err, "not its passphrase")
	_, err = exchange.ParseKey("a.key", append(bytes.Clone(locked[:len(locked)-200]), locked[len(locked)-180:]...), "correct horse")
	refused(t, err, "not the file of a key")

	by, err := age.NewScryptIdentity("correct horse")
	must(t, err)
	r, err := age.Decrypt(armor.NewReader(bytes.NewReader(locked)), by)
	must(t, err)
	inside, err := io.ReadAll(r)
	must(t, err)
	if _, err := age.ParseIdentities(bytes.NewReader(inside)); err != nil {
		t.Error(err)
	}
}

// TestOtherKeysAreRefused, and never repeated.
func TestOtherKeysAreRefused(t *testing.T) {
	plain, err := key(t, "session").File("", "")
	must(t, err)
	secret := strings.TrimSpace(string(plain[bytes.Index(plain, []byte("AGE-SECRET")):]))
	x, err := age.GenerateX25519Identity()
	must(t, err)
	for _, file := range []string{"", "x", x.String(), secret + "\n" + secret, secret[:60], strings.Repeat("#\n", 64<<10)} {
		_, err := exchange.ParseKey("a.key", []byte(file), "")
		refused(t, err, "a.key: this is not the file of a key")
		if strings.Contains(err.Error(), "SECRET") {
			t.Error(err)
		}
	}
	for _, public := range []string{"", "x", secret, x.Recipient().String(), strings.ToUpper(key(t, "Sol").Recipient())} {
		terms := *begin(t).terms
		terms.Second = []exchange.Holder{{Name: "Sol", Key: public}}
		_, err := exchange.NewTerms(terms, chance("x"))
		refused(t, err, "the key of “Sol”: this is no public key")
		if strings.Contains(err.Error(), "SECRET") {
			t.Error(err)
		}
	}
}
