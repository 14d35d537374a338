package exchange

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"

	"rung/rubric/lang"
)

// Key opens what was sealed to it: a session's, or that of a second holder. It is
// the hybrid identity of age.
type Key struct{ identity *age.HybridIdentity }

// NewKey draws a key.
func NewKey() (*Key, error) {
	identity, err := age.GenerateHybridIdentity()
	if err != nil {
		return nil, err
	}
	return &Key{identity}, nil
}

// Recipient is the public half of the key, which begins with age1pq1.
func (k *Key) Recipient() string { return k.identity.Recipient().String() }

// File is the key as a file that age reads too: an identity file with note as its
// comment, and with a passphrase an armoured age file of it. Without one, whoever has
// the file has the key.
func (k *Key) File(note, passphrase string) ([]byte, error) {
	var file bytes.Buffer
	for line := range strings.Lines(note) {
		file.WriteString("# " + strings.TrimRight(line, "\n") + "\n")
	}
	file.WriteString("# public key: " + k.Recipient() + "\n" + k.identity.String() + "\n")
	if passphrase == "" {
		return file.Bytes(), nil
	}
	return withPassphrase(file.Bytes(), passphrase)
}

func withPassphrase(plain []byte, passphrase string) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	armoured := armor.NewWriter(&file)
	if err := writeEncrypted(armoured, plain, recipient); err != nil {
		return nil, err
	}
	err = armoured.Close()
	return file.Bytes(), err
}

// maxKeyFile is the largest file of a key, in bytes.
const maxKeyFile = 64 << 10

// NeedsPassphrase reports whether the file of a key opens with a passphrase only.
func NeedsPassphrase(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(data), []byte(armor.Header))
}

// ErrPassphrase is why a file of a key does not open with what was typed.
var ErrPassphrase error = fault{"this is not its passphrase"}

// ParseKey reads a file that File wrote. Name is used in messages, which never hold
// anything of the file. Passphrase is not looked at where the file has none. The error
// wraps ErrPassphrase if that is what does not fit.
func ParseKey(name string, data []byte, passphrase string) (*Key, error) {
	if len(data) <= maxKeyFile && NeedsPassphrase(data) {
		plain, err := openWith(data, passphrase)
		if err != nil {
			return nil, lang.Errorf("%s: %v", name, err)
		}
		data = plain
	}
	if len(data) <= maxKeyFile {
		if identities, err := age.ParseIdentities(bytes.NewReader(data)); err == nil && len(identities) == 1 {
			if identity, hybrid := identities[0].(*age.HybridIdentity); hybrid {
				return &Key{identity}, nil
			}
		}
	}
	return nil, lang.Errorf("%s: %v", name, lang.Errorf("this is not the file of a key as rung writes it, or not the whole of it; use a backup of it"))
}

func openWith(data []byte, passphrase string) ([]byte, error) {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, ErrPassphrase
	}
	plain, err := age.Decrypt(armor.NewReader(bytes.NewReader(data)), identity)
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, ErrPassphrase
	}
	if err != nil {
		return nil, nil // what ParseKey then says is all there is to say
	}
	key, err := io.ReadAll(plain)
	if err != nil {
		return nil, nil
	}
	return key, nil
}

// errRecipient is why a key that somebody gave is refused. The key is not repeated,
// since it may be a secret one.
var errRecipient = lang.Errorf("this is no public key that rung makes: one begins with age1pq1; give the public key, whole and on one line")

func parseRecipient(s string) (*age.HybridRecipient, error) {
	recipient, err := age.ParseHybridRecipient(s)
	if err != nil {
		return nil, errRecipient
	}
	return recipient, nil
}
