package exchange

import (
	"crypto/sha256"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// HolderSchema names the form of the public part of a second holder's key.
const HolderSchema = "rung.holder/v1"

// HolderFile is the public part of the key of a second holder, as they give it to the
// facilitator before the session begins.
type HolderFile struct {
	Schema  string `json:"schema"`
	Session string `json:"session"` // what the facilitator will call it
	Holder
}

// ParseHolder reads the public part of a second holder's key. Name is used in messages.
func ParseHolder(name string, data []byte) (*HolderFile, error) {
	var f HolderFile
	if err := decodeFile(name, data, maxKeyFile, HolderSchema, &f); err != nil {
		return nil, err
	}
	if err := f.check(); err != nil {
		return nil, lang.Errorf("%s: %v", name, err)
	}
	return &f, nil
}

func (f *HolderFile) check() error {
	if !doc.IsID(f.Session) {
		return errNotWritten
	}
	if err := checkName(f.Name); err != nil {
		return err
	}
	_, err := parseRecipient(f.Key)
	return err
}

// Bytes is the public part as a file.
func (f *HolderFile) Bytes() ([]byte, error) {
	f.Schema = HolderSchema
	if err := f.check(); err != nil {
		return nil, err
	}
	return encode(f)
}

// Hash names the public part. Its words are for holder and facilitator to compare.
func (f *HolderFile) Hash() Hash {
	data, err := encode(f)
	if err != nil {
		panic(err) // strings can always be written
	}
	return sha256.Sum256(data)
}
