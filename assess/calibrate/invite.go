package calibrate

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"rung/assess"
	"rung/assess/exchange"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// invitedBody is the payload of a KindInvited. It has no names: as invited, people are
// called what they were called when they joined.
type invitedBody struct {
	Key   ed25519.PublicKey `json:"key"`
	Slots []invitedSlot     `json:"slots"`
}

type invitedSlot struct {
	Slot     string          `json:"slot"`
	Subject  string          `json:"subject,omitempty"` // pid; empty if there was nobody of that name any more
	Relation assess.Relation `json:"relation"`
}

// Invitees are raters to be invited, with whom they are expected to rate: those named,
// or else all who were not invited yet. Text is that of the rubric. That there is nobody
// is a *LackError.
func (s *Session) Invitees(text []byte, names ...string) (*exchange.Roster, error) {
	if err := s.canInvite(); err != nil {
		return nil, err
	}
	raters := s.Uninvited()
	if len(names) > 0 {
		raters = nil
	}
	for _, name := range names {
		m, err := s.memberCalled(name)
		if err != nil {
			return nil, err
		}
		raters = append(raters, m.person())
	}
	if len(raters) == 0 {
		return nil, s.lacksRaters()
	}
	roster := &exchange.Roster{Schema: exchange.RosterSchema, Terms: *s.Terms(), Title: s.Title(), Rubric: string(text)}
	for _, p := range raters {
		rater := exchange.Rater{ID: s.ids[p.ID].pid, Name: p.Name}
		for _, slot := range s.toRateBy(rater.ID) {
			rater.People = append(rater.People, exchange.Person{Name: s.members[slot.Subject].name, Relation: slot.Relation})
		}
		if len(rater.People) == 0 {
			return nil, lacks(NoPairs, "%v is expected to rate nobody", doc.Quote(p.Name))
		}
		roster.Raters = append(roster.Raters, rater)
	}
	return roster, nil
}

// lacksRaters is why there is nobody to invite: nobody is expected to rate anybody, or
// all of them were invited.
func (s *Session) lacksRaters() error {
	if len(s.expected) == 0 {
		return lacks(NoPairs, "nobody is expected to rate anybody in session %v", lang.Quoted(s.id))
	}
	return lacks(NoneLeft, "nobody is left to invite to session %v", lang.Quoted(s.id))
}

func (s *Session) canInvite() error {
	if err := s.must(Collecting); err != nil {
		return err
	}
	if s.Terms() == nil {
		return lang.Errorf("session %v is not sealed, so there are no terms to invite anybody under", lang.Quoted(s.id))
	}
	return s.termsWhole()
}

// toRateBy is whom a rater, by pid, is expected to rate, by name.
func (s *Session) toRateBy(rater string) (slots []invitedSlot) {
	for p, relation := range s.expected {
		if p.rater == rater {
			slots = append(slots, invitedSlot{Subject: p.subject, Relation: relation})
		}
	}
	slices.SortFunc(slots, func(a, b invitedSlot) int {
		return byName(s.members[a.Subject].person(), s.members[b.Subject].person())
	})
	return slots
}

// Uninvited lists who is expected to rate somebody and was not invited, by name.
func (s *Session) Uninvited() []assess.Person {
	return s.expecting(func(rater string) bool { return s.invitation(rater) == 0 })
}

// Outdated lists who was invited and is now expected to rate somebody, or in a
// relation, that their invitation does not have, by name.
func (s *Session) Outdated() []assess.Person {
	return s.expecting(func(rater string) bool {
		in := s.invitation(rater)
		return in > 0 && len(s.missingFrom(in)) > 0
	})
}

// expecting lists those of whom something is expected and of whom, by pid, something
// is so.
func (s *Session) expecting(is func(rater string) bool) (people []assess.Person) {
	found := map[string]bool{}
	for p := range s.expected {
		if !found[p.rater] && is(p.rater) {
			people = append(people, s.members[p.rater].person())
		}
		found[p.rater] = true
	}
	slices.SortFunc(people, byName)
	return people
}

// missingFrom are the pairs that are expected of a rater and that their invitation, by
// Seq, does not have.
func (s *Session) missingFrom(in int) (pairs []pair) {
	has := map[pair]assess.Relation{}
	for p, slot := range s.slotsIn(in) {
		has[p] = slot.Relation
	}
	rater := s.goesUnder(s.entries[in-1].Rater)
	for p, relation := range s.expected {
		if p.rater == rater && has[p] != relation {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// placed is a slot of an invitation, and its place in it.
type placed struct {
	invitedSlot
	at int
}

// slotsIn are the slots of an invitation, by Seq, by whom they are about now; of two
// about one person, the one under the name that they go under.
func (s *Session) slotsIn(in int) map[pair]placed {
	var body invitedBody
	s.read(in, &body)
	slots := map[pair]placed{}
	for i, slot := range body.Slots {
		p := pair{s.goesUnder(slot.Subject), s.goesUnder(s.entries[in-1].Rater)}
		if _, twice := slots[p]; !twice || slot.Subject == p.subject {
			slots[p] = placed{slot, i}
		}
	}
	return slots
}

// Enter records who was invited, and returns those of whom that was new. What had come
// in envelopes under an earlier invitation counts no more, and is gone.
func (s *Session) Enter(act Act, register *exchange.Register) (entered []assess.Person, err error) {
	if err := s.canInvite(); err != nil {
		return nil, err
	}
	if register.Terms.Hash() != s.sealing.Hash {
		return nil, lang.Errorf("these invitations belong to another session, or to other terms than those of session %v", lang.Quoted(s.id))
	}
	for _, one := range register.Raters {
		m := s.members[one.Rater.ID]
		switch {
		case m == nil, !m.erased && m.id != assess.PersonID(one.Rater.Name):
			return entered, lang.Errorf("an invitation is for %v, who is not in session %v under that name", doc.Quote(one.Rater.Name), lang.Quoted(s.id))
		case m.erased || s.keyKnown(keyDigest(one.Key)):
			continue
		}
		entry := Entry{Kind: KindInvited, Rater: m.pid, Digest: keyDigest(one.Key), Covers: s.sentBy(m.pid)}
		if err := s.logAs(act, entry, s.invitedBody(one)); err != nil {
			return entered, err
		}
		entered = append(entered, m.person())
	}
	return entered, nil
}

// Against says whom a register would invite again, so that what came under their
// earlier invitation counts no more; and whom it knows by an earlier invitation alone.
func (s *Session) Against(register *exchange.Register) (again, outdated []assess.Person) {
	for _, one := range register.Raters {
		in := s.invitation(one.Rater.ID)
		switch key := keyDigest(one.Key); {
		case in == 0 || !s.present(one.Rater.ID) || s.entries[in-1].Digest == key:
		case s.keyKnown(key):
			outdated = append(outdated, s.member(one.Rater.ID).person())
		default:
			again = append(again, s.member(one.Rater.ID).person())
		}
	}
	return again, outdated
}

// invitedBody is what is kept of an invitation.
func (s *Session) invitedBody(one exchange.Invited) invitedBody {
	pids := map[string]string{}
	for pid, m := range s.members {
		if !m.erased {
			pids[m.id] = pid
		}
	}
	body := invitedBody{Key: one.Key}
	for _, p := range one.Rater.People {
		body.Slots = append(body.Slots, invitedSlot{p.Slot, pids[assess.PersonID(p.Name)], p.Relation})
	}
	return body
}

func keyDigest(key ed25519.PublicKey) string {
	sum := sha256.Sum256(key)
	return hex.EncodeToString(sum[:])
}

func (s *Session) keyKnown(digest string) bool {
	return slices.ContainsFunc(s.entries, func(e Entry) bool { return e.Kind == KindInvited && e.Digest == digest })
}

// invitation is the Seq of the invitation of a rater, by pid, that counts; 0 without
// one.
func (s *Session) invitation(rater string) int {
	for _, e := range slices.Backward(s.entries) {
		if e.Kind == KindInvited && s.goesUnder(e.Rater) == s.goesUnder(rater) {
			return e.Seq
		}
	}
	return 0
}

// invited is an invitation as whoever drew it knows it, but that people erased since
// are called otherwise.
func (s *Session) invited(in Entry) exchange.Invited {
	var body invitedBody
	s.read(in.Seq, &body)
	one := exchange.Invited{Key: body.Key, Rater: exchange.Rater{ID: in.Rater, Name: s.members[in.Rater].person().Name}}
	for _, slot := range body.Slots {
		one.Rater.People = append(one.Rater.People, exchange.Person{Slot: slot.Slot, Name: s.members[slot.Subject].person().Name, Relation: slot.Relation})
	}
	return one
}

// mayInvite reports whether a rater may be invited by the entry.
func (s *Session) mayInvite(e Entry) bool {
	return s.Sealed() && s.members[e.Rater] != nil && e.Commitment != "" && isDigest(e.Digest) && !s.keyKnown(e.Digest) &&
		slices.Equal(e.Covers, s.sentBy(e.Rater))
}

// present reports whether a pid is that of somebody who was not erased, whoever they
// go under. No rule of the log may ask: replayed, who is erased later is so from the
// beginning.
func (s *Session) present(pid string) bool { return s.members[pid] != nil && !s.members[pid].erased }

// isDigest reports whether a text is a SHA-256 as it is written.
func isDigest(text string) bool {
	var h exchange.Hash
	return h.UnmarshalText([]byte(text)) == nil && h.String() == text
}
