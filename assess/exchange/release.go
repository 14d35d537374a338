package exchange

import (
	"crypto/sha256"
	"time"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// ReleaseSchema names the form of a release that is asked for.
const ReleaseSchema = "rung.release/v1"

// ReleasedSchema names the form of a release that was given.
const ReleasedSchema = "rung.released/v1"

// Release is what the facilitator asks a second holder to release: the closing list,
// and every envelope that counts by it.
type Release struct {
	Schema    string   `json:"schema"`
	Terms     Terms    `json:"terms"`
	Closing   Closing  `json:"closing"`
	Envelopes [][]byte `json:"envelopes"` // see Envelope.Bytes

	parsed map[Hash]*Envelope // by receipt; nil where it cannot be read
}

// Bytes is the release as a file.
func (r *Release) Bytes() ([]byte, error) {
	r.Schema = ReleaseSchema
	if err := r.check(); err != nil {
		return nil, err
	}
	return encode(r)
}

// ParseRelease reads what a facilitator asks to release. Name is used in messages.
func ParseRelease(name string, data []byte) (*Release, error) {
	var r Release
	if err := decodeFile(name, data, MaxRelease, ReleaseSchema, &r); err != nil {
		return nil, err
	}
	if err := r.check(); err != nil {
		return nil, lang.Errorf("%s: %v", name, err)
	}
	return &r, nil
}

// check holds that there is one envelope for each receipt that counts, and no other.
func (r *Release) check() error {
	if err := r.Terms.check(); err != nil {
		return err
	}
	if err := r.Closing.check(); err != nil {
		return err
	}
	if r.Closing.Terms != r.Terms.Hash() {
		return errNotWritten
	}
	r.parsed = map[Hash]*Envelope{}
	for _, data := range r.Envelopes {
		e, err := ParseEnvelope(data)
		if err != nil {
			return err
		}
		r.parsed[e.Receipt()] = e
	}
	counted := 0
	for _, one := range r.Closing.Receipts {
		if one.State != Counted {
			continue
		}
		if e := r.parsed[one.Receipt]; e == nil || e.Rater != one.Rater {
			return errList
		}
		counted++
	}
	if counted != len(r.Envelopes) {
		return errList
	}
	return nil
}

// Made is when an envelope was made, by its receipt; zero where the release has none.
func (r *Release) Made(receipt Hash) (made time.Time) {
	if e := r.parsed[receipt]; e != nil {
		made = e.Made
	}
	return made
}

// errList is why a release is refused.
var errList = lang.Errorf("the closing list and the envelopes do not belong together; ask the facilitator for the file again")

// Released is what a second holder gives back: inner layers only, which the key of
// the session opens and no other.
type Released struct {
	Schema    string  `json:"schema"`
	Closing   Hash    `json:"closing"` // of the list it was released for
	Envelopes []Given `json:"envelopes"`
}

// Given is what is given back of one envelope.
type Given struct {
	Receipt Hash     `json:"receipt"`
	Inner   [][]byte `json:"inner"` // by slot; empty where it was erased
}

// Withheld is an envelope of which nothing is given back.
type Withheld struct {
	Rater   string // name
	Receipt Hash
	Why     error
}

// Release releases what is asked for with the key of a second holder: it holds every
// envelope to the keys that were drawn here, and gives back nothing for one that fails.
// The register then says which closing list was released, and refuses any other: it
// is to be kept before anything is given away.
func (g *Register) Release(k *Key, r *Release, now time.Time) (*Released, []Withheld, error) {
	if err := g.mayRelease(k, r, now); err != nil {
		return nil, nil, err
	}
	list := r.Closing.Hash()
	given, withheld := &Released{ReleasedSchema, list, []Given{}}, []Withheld(nil)
	for _, one := range r.Closing.Receipts {
		if one.State != Counted {
			continue
		}
		inner, err := g.open(k, r.parsed[one.Receipt], now)
		if err != nil {
			withheld = append(withheld, Withheld{g.NameOf(one.Rater), one.Receipt, err})
			continue
		}
		given.Envelopes = append(given.Envelopes, Given{one.Receipt, inner})
	}
	g.Released = &list
	return given, withheld, nil
}

func (g *Register) mayRelease(k *Key, r *Release, now time.Time) error {
	if r.Closing.Terms != g.Terms.Hash() {
		return lang.Errorf("this release belongs to another session, or to other terms than those you invited under")
	}
	if !g.Terms.Held(k) {
		return lang.Errorf("your key is not one of those that release this session; give the one you made for it")
	}
	if g.Released != nil && *g.Released != r.Closing.Hash() {
		return lang.Errorf("you released another closing list of this session before; a second one is refused. Ask the facilitator why it changed")
	}
	if r.Closing.Closed.After(now.Add(ahead)) {
		return lang.Errorf("by its date, %s, this closing list comes from the future; set the clock of this computer", r.Closing.Closed.Format(time.DateOnly))
	}
	return g.Terms.MayOpen(now)
}

// open takes the outer layers off the slots of an envelope that checks.
func (g *Register) open(k *Key, e *Envelope, now time.Time) ([][]byte, error) {
	from, err := g.Sender(e)
	if err != nil {
		return nil, err
	}
	if err := e.Check(&g.Terms, from, now); err != nil {
		return nil, err
	}
	var all [][]byte
	for _, s := range e.Slots {
		inner, err := g.openOuter(k, e, s)
		if err != nil {
			return nil, lang.Errorf("the envelope of %v: %v", doc.Quote(from.Rater.Name), err)
		}
		all = append(all, inner)
	}
	return all, nil
}

func (g *Register) openOuter(k *Key, e *Envelope, s Slot) ([]byte, error) {
	if len(s.Sealed) == 0 {
		return []byte{}, nil
	}
	text, err := k.decrypt(s.Sealed, g.Terms.outerText(), len(g.Terms.Second))
	if err != nil {
		return nil, err
	}
	bound, inner := text[:sha256.Size], text[sha256.Size:]
	if Hash(bound) != binding(e.Terms, e.Rater, e.Made, s.ID) {
		return nil, lang.Errorf("a slot of it was made for another place")
	}
	if sha256.Sum256(inner) != s.Inner {
		return nil, errSigned
	}
	return inner, nil
}

// ParseReleased reads what a second holder gave back for the closing list. Name is
// used in messages.
func ParseReleased(name string, data []byte, of *Closing) (*Released, error) {
	var d Released
	if err := decodeFile(name, data, MaxRelease, ReleasedSchema, &d); err != nil {
		return nil, err
	}
	if d.Closing != of.Hash() {
		return nil, lang.Errorf("%s: %v", name, lang.Errorf("this was released for another closing list; ask the second holder for the one of this session"))
	}
	return &d, nil
}

// Bytes is what was released as a file.
func (d *Released) Bytes() ([]byte, error) { return encode(d) }

// Inner is what was given back of an envelope, by slot; nil if nothing was. What it
// holds is for OpenSlot to check.
func (d *Released) Inner(e *Envelope) [][]byte {
	receipt := e.Receipt()
	for _, one := range d.Envelopes {
		if one.Receipt == receipt && len(one.Inner) == len(e.Slots) {
			return one.Inner
		}
	}
	return nil
}
