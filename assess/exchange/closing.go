package exchange

import (
	"crypto/sha256"
	"time"
)

// ClosingSchema names the form of a closing list.
const ClosingSchema = "rung.closing/v1"

// State is what became of what was handed in.
type State string

// The states.
const (
	Counted   State = "counted"   // it is opened at reveal
	Replaced  State = "replaced"  // by a later one of the same rater
	Revoked   State = "revoked"   // it came under an earlier invitation
	Withdrawn State = "withdrawn" // nothing of it is left: it was taken back, or is about nobody any more
	Seen      State = "seen"      // it came readable, and was seen by the facilitator
	Late      State = "late"      // it came after closing, which no closing list has
	HeldBack  State = "withheld"  // it failed a check of the second holder, who gave nothing back of it; no closing list has it
)

// Closing is the closing list of a session: every receipt, and what became of it. It
// is fixed before anything is opened.
type Closing struct {
	Schema   string    `json:"schema"`
	Terms    Hash      `json:"terms"`
	Closed   time.Time `json:"closed"` // UTC, whole seconds
	Receipts []Receipt `json:"receipts"`
}

// Receipt is a line of a closing list.
type Receipt struct {
	Rater   string `json:"rater"`   // id
	Receipt Hash   `json:"receipt"` // of the envelope; of what was kept, where it was seen
	State   State  `json:"state"`
}

// NewClosing is the closing list of a session that closes now.
func NewClosing(t *Terms, closed time.Time, receipts []Receipt) Closing {
	return Closing{ClosingSchema, t.Hash(), closed.UTC().Truncate(time.Second), receipts}
}

// Hash names the list. Second holders publish its words, so that whoever compares them
// sees that there was one list only.
func (c *Closing) Hash() Hash {
	data, err := encode(c)
	if err != nil {
		panic(err) // of a list that was made or checked
	}
	return sha256.Sum256(data)
}

// check holds that no receipt is there twice, and that one of each rater counts.
func (c *Closing) check() error {
	if c.Schema != ClosingSchema || !isTime(c.Closed) || c.Receipts == nil {
		return errNotWritten
	}
	there, counted := map[Hash]bool{}, map[string]bool{}
	for _, r := range c.Receipts {
		if !isID(r.Rater) || there[r.Receipt] || r.State == Counted && counted[r.Rater] {
			return errNotWritten
		}
		switch r.State {
		case Counted:
			counted[r.Rater] = true
		case Replaced, Revoked, Withdrawn, Seen:
		default:
			return errNotWritten
		}
		there[r.Receipt] = true
	}
	return nil
}
