package calibrate

import (
	"cmp"
	"encoding/json"
	"slices"

	"rung/rubric/lang"
)

// Fault is a way in which a record is not what rung wrote.
type Fault string

// The faults.
const (
	EntryEdited     Fault = "entry edited"     // its hash is not the one that the next entry, or the head, holds
	EntryRemoved    Fault = "entry removed"    // others stand before and behind it
	EntryMoved      Fault = "entry moved"      // it stands behind a later one
	EntryInserted   Fault = "entry inserted"   // it has the number of another, or stands behind the head
	LogCut          Fault = "log cut"          // the head lies further on
	PayloadEdited   Fault = "payload edited"   // it is not what its entry committed to
	PayloadRemoved  Fault = "payload removed"  // and no erasure or withdrawal covers that
	PayloadInserted Fault = "payload inserted" // its entry has none
	PayloadLeft     Fault = "payload left"     // the log says that it was erased or withdrawn
	RuleBroken      Fault = "rule broken"      // the chain is whole, but no rung would have written this
	FromNewer       Fault = "from newer"       // the chain is whole, and holds what this rung does not know
)

// Finding is one thing that is wrong with a record.
type Finding struct {
	Seq   int // of the entry
	Fault Fault
	lang.Message
}

// Verify checks a record and names what is wrong with it, in the order of the
// log; nothing if it is whole. It accepts that payloads are gone where an
// erasure or a withdrawal covers them.
//
// It proves that the entries are those that led to the head, in their order, and
// that each payload is the one its entry was written for. It does not prove that
// the log was never cut off at its end or rewritten as a whole, hashes and head
// included, by somebody who can write the store and knows its form: against that,
// Record.Find looks for a head that was noted earlier, outside the store. Nor can
// it name an edit to an entry whose successor was edited as well; that one
// it names.
func Verify(record Record) []Finding {
	_, findings := examine(record)
	return findings
}

// examine verifies a record and replays it as far as it is sound.
func examine(record Record) (*Session, []Finding) {
	x := &examiner{record: record, at: map[int]link{}}
	x.readEntries()
	x.checkNumbers()
	x.checkLinks()
	x.checkPayloads()
	s := x.replay()
	slices.SortStableFunc(x.findings, func(a, b Finding) int { return cmp.Compare(a.Seq, b.Seq) })
	return s, x.findings
}

type examiner struct {
	record   Record
	order    []int        // the numbers of the entries as they stand
	at       map[int]link // by number; of two with the same, the first
	last     int          // the number of the last entry there should be
	cut      bool         // the log ends before that
	newer    bool         // some entries are of a form that is not known
	findings []Finding
}

// link is an entry of the chain. One that cannot be read has no hash.
type link struct {
	entry Entry
	hash  string
	// strange says that the entry is of a form or a kind that this rung does not
	// know: all that is read of it is what makes the chain.
	strange bool
}

func (x *examiner) find(seq int, fault Fault, text string, args ...any) {
	x.findings = append(x.findings, Finding{seq, fault, lang.Sprintf(text, args...)})
}

func (x *examiner) edited(seq int) {
	x.find(seq, EntryEdited, "entry %d was edited", seq)
}

// readEntries reads every entry. One that is not in canonical form was edited,
// unless it is a link of the chain all the same, and counts as the one whose place
// it stands in.
func (x *examiner) readEntries() {
	for i, data := range x.record.Entries {
		e, err := DecodeEntry(data)
		l := link{entry: e, hash: hashOf(data), strange: !slices.Contains(Kinds, e.Kind)}
		if err != nil {
			l.entry = glimpse(data)
		}
		if err != nil && l.entry.Seq != i+1 {
			l = link{entry: Entry{Seq: i + 1}}
			x.edited(i + 1)
		}
		x.order = append(x.order, l.entry.Seq)
		if _, taken := x.at[l.entry.Seq]; !taken {
			x.at[l.entry.Seq] = l
		}
	}
	x.last = x.record.Head.Seq
	if x.last == 0 {
		x.last = len(x.order)
	}
}

// glimpse is what makes a link of an entry whose form is not known: its number,
// its kind and what it is chained to.
func glimpse(data []byte) Entry {
	var w struct {
		Seq  int    `json:"seq"`
		Kind Kind   `json:"kind"`
		Prev string `json:"prev"`
	}
	if json.Unmarshal(data, &w) != nil {
		return Entry{}
	}
	return Entry{Seq: w.Seq, Kind: w.Kind, Prev: w.Prev}
}

// checkNumbers finds entries that are missing, twice there, or out of place.
func (x *examiner) checkNumbers() {
	seen := map[int]bool{}
	highest := 0
	for _, seq := range x.order {
		switch {
		case seen[seq] || seq < 1 || seq > x.last:
			x.find(seq, EntryInserted, "an entry %d was inserted", seq)
		case seq < highest:
			x.find(seq, EntryMoved, "entry %d stands behind entry %d", seq, highest)
		default:
			highest = seq
		}
		seen[seq] = true
	}
	for seq := 1; seq <= highest; seq++ {
		if !seen[seq] {
			x.find(seq, EntryRemoved, "entry %d was removed", seq)
		}
	}
	if highest < x.last || x.last == 0 {
		x.cut = true
		x.find(highest+1, LogCut, "the log was cut: it has %d of %d entries", highest, x.last)
	}
}

// checkLinks compares the hash of each entry with the one that its successor, or
// the head, holds. A successor that was edited itself is no witness.
func (x *examiner) checkLinks() {
	witness, known := x.record.Head.Hash, x.record.Head.Seq > 0
	for seq := x.last; seq >= 1; seq-- {
		l, there := x.at[seq]
		sound := there && l.hash != ""
		if sound && (known && l.hash != witness || !known && l.strange) {
			x.edited(seq)
			sound = false
			if l.strange {
				x.at[seq] = link{entry: Entry{Seq: seq}}
			}
		}
		if sound && l.strange {
			x.newer = true
			x.find(seq, FromNewer, "entry %d (%s) is of a form that this rung does not know; a newer rung wrote it", seq, string(l.entry.Kind))
		}
		witness, known = l.entry.Prev, sound
	}
}

// checkPayloads compares the payloads with what their entries committed to, with
// what took their place since, and with what was erased. What belongs to an entry
// that cannot be read, or may have changed in a part that was cut, is left aside.
func (x *examiner) checkPayloads() {
	if x.cut || x.newer {
		return
	}
	commitments, erased := map[int]string{}, map[int]bool{}
	for seq := 1; seq <= x.last; seq++ {
		e := x.at[seq].entry
		if e.holds() {
			commitments[seq] = e.Commitment
		}
		for covered, commitment := range e.puts(func(seq int) Kind { return x.at[seq].entry.Kind }) {
			commitments[covered] = commitment
			erased[covered] = erased[covered] || commitment == ""
		}
	}
	left := map[int]bool{}
	for _, p := range x.record.Payloads {
		left[p.Seq] = true
		if p.Seq < 1 || p.Seq > x.last || x.at[p.Seq].hash != "" {
			x.checkPayload(p, commitments[p.Seq], erased[p.Seq])
		}
	}
	for seq := 1; seq <= x.last; seq++ {
		if commitments[seq] != "" && !left[seq] && !erased[seq] {
			x.find(seq, PayloadRemoved, "what entry %d stands for was removed", seq)
		}
	}
}

func (x *examiner) checkPayload(p Payload, commitment string, erased bool) {
	switch {
	case erased:
		x.find(p.Seq, PayloadLeft, "what entry %d stands for was erased or withdrawn, and is still there", p.Seq)
	case commitment == "":
		x.find(p.Seq, PayloadInserted, "something was added to entry %d", p.Seq)
	case !p.keeps(commitment):
		x.find(p.Seq, PayloadEdited, "what entry %d stands for was edited", p.Seq)
	}
}

// replay applies the entries, if nothing was found so far.
func (x *examiner) replay() *Session {
	s := blank(nil)
	if len(x.findings) > 0 {
		s.id = x.at[1].entry.Session
		return s
	}
	for _, p := range x.record.Payloads {
		s.payloads[p.Seq] = p
	}
	for seq := 1; seq <= x.last; seq++ {
		if err := s.apply(x.at[seq].entry); err != nil {
			x.find(seq, RuleBroken, "%v", err)
			return s
		}
	}
	return s
}
