package exchange

import (
	"crypto/ed25519"

	"rung/rubric"
	"rung/rubric/lang"
)

// InvitationSchema names the form of an invitation.
const InvitationSchema = "rung.invitation/v1"

// Invitation is what one rater gets, and nobody else: whoever has it can hand in as
// them. Its bytes may stand in a page as they are: <, > and & are escaped.
type Invitation struct {
	Schema string `json:"schema"`
	Terms  Terms  `json:"terms"`
	Title  string `json:"title"`  // of the session; may be empty
	Rater  Rater  `json:"rater"`  // with a slot for each person
	Seed   []byte `json:"seed"`   // of the rater's Ed25519 key, 32 bytes
	Rubric string `json:"rubric"` // its text
}

// ParseInvitation reads an invitation. Name is used in messages.
func ParseInvitation(name string, data []byte) (*Invitation, error) {
	var v Invitation
	if err := decodeFile(name, data, MaxFile, InvitationSchema, &v); err != nil {
		return nil, err
	}
	if err := v.check(); err != nil {
		return nil, lang.Errorf("%s: %v", name, err)
	}
	return &v, nil
}

func (v *Invitation) check() error {
	if err := v.Terms.check(); err != nil {
		return err
	}
	if err := v.Rater.check(); err != nil {
		return err
	}
	if !isLine(v.Title, maxTitle) || len(v.Seed) != ed25519.SeedSize || !v.Rater.drawn() || v.Terms.Rubric.Digest != digest(v.Rubric) {
		return errNotWritten
	}
	return nil
}

// Bytes is the invitation as a file.
func (v *Invitation) Bytes() ([]byte, error) { return encode(v) }

// Ladder is the rubric that the terms name.
func (v *Invitation) Ladder() (*rubric.Rubric, error) { return ladder(&v.Terms, v.Rubric) }

// Public is what others may know of the invitation: all but the rater's key.
func (v *Invitation) Public() Invited {
	return Invited{v.Rater, v.key().Public().(ed25519.PublicKey)}
}

func (v *Invitation) key() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(v.Seed) }
