package exchange

import (
	"bytes"
	"io"

	"filippo.io/age"

	"rung/rubric/lang"
)

// stanzaType is that of the one kind of key that a layer may be encrypted to.
const stanzaType = "mlkem768x25519"

// The parts of a layer that do not depend on what is in it, in bytes, by the format of
// age (C2SP, age-encryption.org/v1): first line, what each key adds, last line of the
// header with its nonce, and what each chunk adds.
const (
	introSize  = len("age-encryption.org/v1\n")
	stanzaSize = len("-> "+stanzaType+" ") + 1494 + len("\n") + 43 + len("\n") // 1120 and 32 bytes in base64
	macSize    = len("--- ") + 43 + len("\n") + 16
	chunkSize  = 64 << 10
	tagSize    = 16
)

// layerSize is how long a layer is, in bytes, of so much plain text to so many keys.
func layerSize(plain, keys int) int {
	chunks := max(1, (plain+chunkSize-1)/chunkSize)
	return introSize + keys*stanzaSize + macSize + plain + chunks*tagSize
}

// encrypt makes a layer to each of the keys.
func encrypt(plain []byte, to ...string) ([]byte, error) {
	var recipients []age.Recipient
	for _, key := range to {
		recipient, err := parseRecipient(key)
		if err != nil {
			return nil, err
		}
		recipients = append(recipients, recipient)
	}
	var layer bytes.Buffer
	err := writeEncrypted(&layer, plain, recipients...)
	return layer.Bytes(), err
}

func writeEncrypted(to io.Writer, plain []byte, recipients ...age.Recipient) error {
	w, err := age.Encrypt(to, recipients...)
	if err != nil {
		return err
	}
	if _, err := w.Write(plain); err != nil {
		return err
	}
	return w.Close()
}

// errLayer is why a layer does not open.
var errLayer = lang.Errorf("it does not open with this key: it was sealed to another key, or damaged")

// decrypt opens a layer of so much plain text to so many keys, of which this is one.
// A layer of another form is refused.
func (k *Key) decrypt(layer []byte, size, keys int) ([]byte, error) {
	if len(layer) != layerSize(size, keys) {
		return nil, errLayer
	}
	r, err := age.Decrypt(bytes.NewReader(layer), oneOf{k.identity, keys})
	if err != nil {
		return nil, errLayer
	}
	plain, err := io.ReadAll(r)
	if err != nil || len(plain) != size {
		return nil, errLayer
	}
	return plain, nil
}

// oneOf is an identity that opens only what is encrypted to exactly so many keys, all
// of its own kind.
type oneOf struct {
	*age.HybridIdentity
	keys int
}

// Unwrap is as age.Identity has it.
func (o oneOf) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	if len(stanzas) != o.keys {
		return nil, errLayer
	}
	for _, s := range stanzas {
		if s.Type != stanzaType {
			return nil, errLayer
		}
	}
	return o.HybridIdentity.Unwrap(stanzas)
}
