package exchange

import (
	"crypto/ed25519"
	"slices"

	"rung/rubric/lang"
)

// RegisterSchema names the form of a register.
const RegisterSchema = "rung.register/v1"

// Register is who was invited, as whoever drew the invitations keeps it. A second
// holder gives a copy to the facilitator, and releases by their own.
type Register struct {
	Schema string    `json:"schema"`
	Terms  Terms     `json:"terms"`
	Raters []Invited `json:"raters"`
	// Released is the hash of the closing list that was released, after which no
	// other one is; nil before.
	Released *Hash `json:"released,omitempty"`
}

// Invited is a rater who was invited, each person with their slot.
type Invited struct {
	Rater Rater             `json:"rater"`
	Key   ed25519.PublicKey `json:"key"` // 32 bytes
}

// ParseRegister reads a register. Name is used in messages.
func ParseRegister(name string, data []byte) (*Register, error) {
	var g Register
	if err := decodeFile(name, data, MaxFile, RegisterSchema, &g); err != nil {
		return nil, err
	}
	if err := g.check(); err != nil {
		return nil, lang.Errorf("%s: %v", name, err)
	}
	return &g, nil
}

func (g *Register) check() error {
	if err := g.Terms.check(); err != nil {
		return err
	}
	if len(g.Raters) == 0 {
		return errNotWritten
	}
	ids := map[string]bool{}
	for _, one := range g.Raters {
		if err := one.Rater.check(); err != nil {
			return err
		}
		if !one.Rater.drawn() || len(one.Key) != ed25519.PublicKeySize || ids[one.Rater.ID] {
			return errNotWritten
		}
		ids[one.Rater.ID] = true
	}
	return nil
}

// Bytes is the register as a file.
func (g *Register) Bytes() ([]byte, error) {
	g.Schema = RegisterSchema
	if err := g.check(); err != nil {
		return nil, err
	}
	return encode(g)
}

// Enter puts in a rater who was invited, in the place of an earlier invitation of
// theirs.
func (g *Register) Enter(one Invited) {
	g.Raters = slices.DeleteFunc(g.Raters, func(other Invited) bool { return other.Rater.ID == one.Rater.ID })
	g.Raters = append(g.Raters, one)
}

// Sender is who an envelope says that it is from. That it is, Check says.
func (g *Register) Sender(e *Envelope) (Invited, error) {
	i := slices.IndexFunc(g.Raters, func(one Invited) bool { return one.Rater.ID == e.Rater })
	if e.Terms != g.Terms.Hash() {
		return Invited{}, ErrOtherSession
	}
	if i < 0 {
		return Invited{}, lang.Errorf("this envelope is from nobody who is invited to this session; ask who sent it which invitation they used")
	}
	return g.Raters[i], nil
}

// NameOf is what a rater is called, or their id where nobody of it was invited.
func (g *Register) NameOf(rater string) string {
	for _, one := range g.Raters {
		if one.Rater.ID == rater {
			return one.Rater.Name
		}
	}
	return rater
}
