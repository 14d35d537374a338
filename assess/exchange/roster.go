package exchange

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// RosterSchema names the form of a roster.
const RosterSchema = "rung.roster/v1"

// Roster is who is to be invited: what whoever draws the invitations, a second holder
// where there is one, gets from the facilitator and checks.
type Roster struct {
	Schema string  `json:"schema"`
	Terms  Terms   `json:"terms"`
	Title  string  `json:"title"`  // of the session; may be empty
	Rubric string  `json:"rubric"` // its text, with nothing left to find; see rubric.Resolve
	Raters []Rater `json:"raters"`
}

// Rater is somebody who rates, and whom.
type Rater struct {
	ID     string   `json:"id"` // their pid in the session, 32 hex digits
	Name   string   `json:"name"`
	People []Person `json:"people"`
}

// Person is somebody to be rated.
type Person struct {
	Slot     string          `json:"slot,omitempty"` // 32 hex digits, drawn by Invite; none before
	Name     string          `json:"name"`
	Relation assess.Relation `json:"relation"` // what the rater is to them
}

// The most that a session takes.
const (
	MaxRaters = 1000
	MaxPeople = 200 // whom one rater rates
	maxTitle  = 200 // bytes
)

// ParseRoster reads a roster. Name is used in messages.
func ParseRoster(name string, data []byte) (*Roster, error) {
	var r Roster
	if err := decodeFile(name, data, MaxFile, RosterSchema, &r); err != nil {
		return nil, err
	}
	if err := r.check(); err != nil {
		return nil, lang.Errorf("%s: %v", name, err)
	}
	return &r, nil
}

// Bytes is the roster as a file.
func (r *Roster) Bytes() ([]byte, error) {
	r.Schema = RosterSchema
	if err := r.check(); err != nil {
		return nil, err
	}
	return encode(r)
}

func (r *Roster) check() error {
	if err := r.Terms.check(); err != nil {
		return err
	}
	if !isLine(r.Title, maxTitle) || r.Terms.Rubric.Digest != digest(r.Rubric) {
		return errNotWritten
	}
	if len(r.Raters) == 0 || len(r.Raters) > MaxRaters {
		return lang.Errorf("a list of who is invited has 1 to %d raters, not %d", MaxRaters, len(r.Raters))
	}
	names, ids := map[string]bool{}, map[string]bool{}
	for _, rater := range r.Raters {
		if err := rater.check(); err != nil {
			return err
		}
		if person := assess.PersonID(rater.Name); names[person] || ids[rater.ID] {
			return lang.Errorf("%v is there twice", doc.Quote(rater.Name))
		} else {
			names[person], ids[rater.ID] = true, true
		}
	}
	return nil
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// check holds names, relations and that nobody is rated twice.
func (r *Rater) check() error {
	if !isID(r.ID) {
		return errNotWritten
	}
	if err := checkName(r.Name); err != nil {
		return err
	}
	if len(r.People) == 0 || len(r.People) > MaxPeople {
		return lang.Errorf("%v is to rate %d people; from 1 to %d are allowed", doc.Quote(r.Name), len(r.People), MaxPeople)
	}
	there := map[string]bool{}
	for _, p := range r.People {
		if err := checkName(p.Name); err != nil {
			return err
		}
		subject := asPerson(p.Name)
		if err := assess.CheckRelation(subject, asPerson(r.Name), p.Relation); err != nil {
			return err
		}
		if there[subject.ID] {
			return lang.Errorf("%v is to rate %v twice", doc.Quote(r.Name), doc.Quote(p.Name))
		}
		there[subject.ID] = true
	}
	return nil
}

func asPerson(name string) assess.Person {
	return assess.Person{ID: assess.PersonID(name), Name: name}
}

// drawn reports whether every person has a slot of their own.
func (r *Rater) drawn() bool {
	slots := map[string]bool{}
	for _, p := range r.People {
		slots[p.Slot] = true
		if !isID(p.Slot) {
			return false
		}
	}
	return len(slots) == len(r.People)
}

// Invite draws an invitation for each rater, with a key and slots of its own. A rater
// who is invited again gets others, and what comes under the old ones counts no more.
func (r *Roster) Invite(random io.Reader) ([]*Invitation, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	var all []*Invitation
	for _, rater := range r.Raters {
		one := &Invitation{Schema: InvitationSchema, Terms: r.Terms, Title: r.Title, Rubric: r.Rubric, Seed: make([]byte, ed25519.SeedSize)}
		if _, err := io.ReadFull(random, one.Seed); err != nil {
			return nil, err
		}
		one.Rater = Rater{ID: rater.ID, Name: rater.Name}
		for _, p := range rater.People {
			slot, err := newID(random)
			if err != nil {
				return nil, err
			}
			one.Rater.People = append(one.Rater.People, Person{slot, p.Name, p.Relation})
		}
		all = append(all, one)
	}
	return all, nil
}

// ladder is the rubric of the terms, read from its text.
func ladder(t *Terms, text string) (*rubric.Rubric, error) {
	r, err := rubric.Parse(t.Rubric.ID, []byte(text))
	if err != nil {
		return nil, err
	}
	if assess.Ref(r) != assess.RubricRef(t.Rubric) {
		return nil, errNotWritten
	}
	return r, nil
}
