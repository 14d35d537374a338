package calibrate

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rung/assess"
	"rung/assess/exchange"
	"rung/rubric/lang"
)

var newKey = sync.OnceValues(exchange.NewKey)

// key is the key of every sealed session in the tests.
func key(t fataler) *exchange.Key {
	t.Helper()
	k, err := newKey()
	must(t, err)
	return k
}

func terms(t fataler) *exchange.Terms { t.Helper(); return termsFrom(t, "") }

var newSecond = sync.OnceValues(exchange.NewKey)

// second is the key of Sol, the second holder of the sessions that have one.
func second(t fataler) *exchange.Key {
	t.Helper()
	k, err := newSecond()
	must(t, err)
	return k
}

func sharedTerms(t fataler) *exchange.Terms {
	t.Helper()
	r := product(t)
	made, err := exchange.NewTerms(exchange.Terms{
		Key: key(t).Recipient(), Reader: "Samira", Second: []exchange.Holder{{Name: "Sol", Key: second(t).Recipient()}}, SlotSize: exchange.MinSlot,
		Rubric: exchange.RubricRef{ID: r.ID, Version: r.Version, Digest: r.Digest},
	}, rand.Reader)
	must(t, err)
	return made
}

// termsFrom are terms by which nothing is opened before a day.
func termsFrom(t fataler, day string) *exchange.Terms {
	t.Helper()
	r := product(t)
	made, err := exchange.NewTerms(exchange.Terms{
		Key: key(t).Recipient(), Reader: "Samira", NotBefore: day, SlotSize: exchange.MinSlot,
		Rubric: exchange.RubricRef{ID: r.ID, Version: r.Version, Digest: r.Digest},
	}, rand.Reader)
	must(t, err)
	return made
}

// inEverySense is what is handed in for the tests of what stays unread: a level, values,
// that somebody does not rate, and answers with notes.
func inEverySense(t fataler) []Submission {
	t.Helper()
	d, err := newDemo(product(t), noon, lang.EN)
	must(t, err)
	noted := answered(t, "Ada", "Bo", assess.Manager, 3, noon)
	noted.Assessment.Answers[0].Note = "a telling note"
	return []Submission{
		noted, rated("Ada", "Ada", assess.Self, "principal-pm"),
		{Subject: someone("Cy"), Rater: someone("Bo"), Relation: assess.Manager, Values: d.values("ic", 2.5)},
		{Subject: someone("Cy"), Rater: someone("Dee"), Relation: assess.Peer, NotRated: true, Comments: map[string]string{"": "a telling comment"}},
	}
}

// telling are texts that stand in what is handed in, and nowhere else.
func telling() []string {
	return []string{"principal-pm", "staff-pm", "telling", `"level"`, `"values"`, `"not_rated"`, `"answers"`, "teams-led"}
}

// unread fails the test if any of the texts can be found in data, as it is or encoded.
func unread(t fataler, what string, data []byte) {
	t.Helper()
	for _, text := range telling() {
		for _, form := range []string{text, hex.EncodeToString([]byte(text)), base64.RawStdEncoding.EncodeToString([]byte(text))[:len(text)]} {
			if bytes.Contains(bytes.ToLower(data), []byte(strings.ToLower(form))) {
				t.Errorf("%s: %q can be read", what, text)
			}
		}
	}
}

// TestNothingSealedCanBeRead seals a session at once, and one in which everything was
// in clear before; until reveal no change to the store has a value in it.
func TestNothingSealedCanBeRead(t *testing.T) {
	for name, before := range map[string]bool{"from the beginning": false, "later": true} {
		act := still(1)
		s, kept := begin(t, act), &shelf{}
		give := func() {
			hand(t, s, act, inEverySense(t)...)
			must(t, s.SetCurrent(act(), someone("Cy"), "staff-pm"))
		}
		if before {
			give()
			kept.save(t, s)
		}
		must(t, s.Seal(act(), terms(t)))
		if !before {
			give()
		}
		for _, p := range kept.save(t, s).Payloads {
			unread(t, name, p.Body)
		}
		again := replayed(t, kept.whole())
		if err := again.Reveal(act()); err == nil {
			t.Error("revealed without the key")
		}
		must(t, again.Unseal(key(t), nil))
		must(t, again.Reveal(act()))
		plain := still(1)
		open := begin(t, plain)
		hand(t, open, plain, inEverySense(t)...)
		must(t, open.SetCurrent(plain(), someone("Cy"), "staff-pm"))
		must(t, open.Reveal(plain()))
		sameShown(t, open, replayed(t, again.Record()))
	}
}

// TestEverySlotIsAlike holds that what is stored has the length of one slot, whatever
// was handed in, and of some where it does not fit in one.
func TestEverySlotIsAlike(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	must(t, s.Seal(act(), terms(t)))
	hand(t, s, act, inEverySense(t)...)
	must(t, s.SetCurrent(act(), someone("Cy"), "staff-pm"))
	long := answered(t, "Ada", "Dee", assess.Panel, 3, noon)
	for i := range long.Assessment.Answers {
		long.Assessment.Answers[i].Note = strings.Repeat("é", assess.MaxNote/2)
	}
	hand(t, s, act, long)
	sizes := map[int]int{}
	for _, seq := range s.lasting() {
		sizes[len(s.payloads[seq].Body)]++
	}
	if len(sizes) != 2 || sizes[slices.Min(slices.Collect(maps.Keys(sizes)))] != 5 {
		t.Errorf("sizes are %v", sizes)
	}
	must(t, s.Unseal(key(t), nil))
	must(t, s.Reveal(act()))
}

// TestWhatIsSealedOpens seals a text in as many slots as there may be, and refuses one
// that is longer: it could not be had again.
func TestWhatIsSealedOpens(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	must(t, s.Seal(act(), terms(t)))
	most := maxSlots*exchange.MinSlot - len(encode(sealedBody{s.sealing.Hash, "", time.Time{}, make([]byte, saltSize), nil})) + len("null")
	for size, fits := range map[int]bool{most: true, most + 1: false} {
		body := []byte(`"` + strings.Repeat("x", size-2) + `"`)
		closed, err := s.sealing.close(act(), Entry{Seq: 1}, body)
		if (err == nil) != fits {
			t.Errorf("%d bytes: %v", size, err)
		}
		if err != nil {
			continue
		}
		if in, err := s.sealing.open(key(t), closed); err != nil || !bytes.Equal(in.Body, body) {
			t.Errorf("%d bytes do not open again: %v", size, err)
		}
	}
}

// TestLaterReplacesEarlierUnread hands in dated and undated ratings, saved between, in a
// sealed session and in one that was sealed later.
func TestLaterReplacesEarlierUnread(t *testing.T) {
	dated := func(minutes int) Submission {
		return answered(t, "Ada", "Bo", assess.Manager, 3, noon.Add(time.Duration(minutes-60)*time.Minute))
	}
	for _, late := range []bool{false, true} {
		act := clock(1)
		s, kept := begin(t, act), &shelf{}
		add := func(sub Submission, want Taken) {
			t.Helper()
			kept.save(t, s)
			s = replayed(t, kept.whole())
			taken, err := s.Add(act(), sub)
			must(t, err)
			if taken != want {
				t.Errorf("sealed late %v: %s, want %s", late, taken, want)
			}
		}
		if !late {
			must(t, s.Seal(act(), terms(t)))
		}
		add(dated(5), Added)
		if late {
			must(t, s.Seal(act(), terms(t)))
		}
		add(dated(5), Already)
		add(dated(4), Older)
		add(dated(6), Replaced)
		add(dated(6), Already)
		add(rated("Ada", "Bo", assess.Manager, "pm"), Replaced)
		add(rated("Ada", "Bo", assess.Manager, "pm"), Replaced) // Already would tell which it was
		add(dated(1), Replaced)
		must(t, s.Unseal(key(t), nil))
		must(t, s.Reveal(act()))
		if n := len(s.lasting()); n != 1 {
			t.Errorf("%d are left after reveal, want the one that counts", n)
		}
	}
}

// TestWhatCannotBeOpenedIsNamed damages one of what was handed in, and puts another in
// the place of one: reveal names them without a value, and goes on without them.
func TestWhatCannotBeOpenedIsNamed(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	must(t, s.Seal(act(), terms(t)))
	must(t, s.Expect(act(), someone("Ada"), someone("Ada"), assess.Self))
	hand(t, s, act, inEverySense(t)...)
	must(t, s.SetCurrent(act(), someone("Cy"), "staff-pm"))
	all := s.lasting()
	damaged := s.payloads[all[0]]
	damaged.Body = slices.Clone(damaged.Body)
	damaged.Body[len(damaged.Body)/2] ^= 1
	s.payloads[all[0]] = damaged
	moved := s.payloads[all[2]]
	moved.Seq = all[1]
	s.payloads[all[1]] = moved
	var unread *UnreadError
	if err := s.Unseal(key(t), nil); !errors.As(err, &unread) {
		t.Fatalf("unsealed: %v", err)
	}
	want := "session “h2” was not revealed, since not everything in it can be opened: what Bo said of Ada (it is damaged, or was sealed to another key), " +
		"what Ada said of Ada (it belongs elsewhere)"
	if unread.Error() != want {
		t.Errorf("got  %s\nwant %s", unread, want)
	}
	must(t, s.Reveal(act()))
	if status := s.Status(); len(status.Handed) != 2 || len(status.Missing) != 1 {
		t.Errorf("status is %+v", status)
	}
	history := s.History()
	if diff := cmp.Diff(all[:2], history[len(history)-1].Unread); diff != "" {
		t.Error(diff)
	}
}

// TestARevealedSessionIsNotUnsealed says that it is revealed, as two who reveal at once
// find, and not that it cannot be opened.
func TestARevealedSessionIsNotUnsealed(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	must(t, s.Seal(act(), terms(t)))
	hand(t, s, act, inEverySense(t)...)
	must(t, s.Unseal(key(t), nil))
	must(t, s.Reveal(act()))
	var state *StateError
	if err := s.Unseal(key(t), nil); !errors.As(err, &state) || state.State != Revealed {
		t.Errorf("unsealed again: %v", err)
	}
}

func TestRevealNeedsTheKeyAndTheDay(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	must(t, s.Seal(act(), termsFrom(t, "2026-03-06")))
	hand(t, s, act, inEverySense(t)...)
	other, err := exchange.NewKey()
	must(t, err)
	if err := s.Unseal(other, nil); err == nil || err.Error() != "the key is not that of session “h2”" {
		t.Errorf("another key: %v", err)
	}
	must(t, s.Unseal(key(t), nil))
	var state *StateError
	if err := s.Reveal(act()); !errors.As(err, &state) || !state.Early || !strings.Contains(err.Error(), "2026-03-06") {
		t.Errorf("too early: %v", err)
	}
	late := act()
	late.At = noon.AddDate(0, 0, 1)
	hand(t, s, act, rated("Eve", "Bo", assess.Manager, "pm"))
	if err := s.Reveal(late); err == nil {
		t.Error("revealed without what came in since it was opened")
	}
	must(t, s.Unseal(key(t), nil))
	must(t, s.Reveal(late))
}

// TestWhatMayBePut holds the entries that put other payloads in place of earlier ones
// to the rules, whatever the payloads are.
func TestWhatMayBePut(t *testing.T) {
	act := clock(1)
	plain := begin(t, act)
	hand(t, plain, act, inEverySense(t)...)
	hash := strings.Repeat("0", 64)
	all := plain.lasting()
	each := func(n int) (commitments []string) { return slices.Repeat([]string{hash}, n) }
	seal := Entry{Kind: KindSealed, Covers: all, Commitments: each(len(all)), Commitment: hash}
	sealed := begin(t, clock(2))
	must(t, sealed.Seal(act(), terms(t)))
	hand(t, sealed, act, inEverySense(t)...)
	hand(t, sealed, act, rated("Ada", "Ada", assess.Self, "pm"))
	replaced := sealed.lasting()[1]
	open := Entry{Kind: KindRevealed, Covers: sealed.lasting(), Commitments: each(5), Digest: digestOf(sealed.entries)}
	open.Commitments[1] = ""
	for _, c := range []struct {
		what string
		s    *Session
		e    Entry
		edit func(e *Entry)
		may  bool
	}{
		{"a seal", plain, seal, func(*Entry) {}, true},
		{"a seal without terms", plain, seal, func(e *Entry) { e.Commitment = "" }, false},
		{"a seal that drops", plain, seal, func(e *Entry) { e.Commitments[0] = "" }, false},
		{"a seal that leaves", plain, seal, func(e *Entry) { e.Covers, e.Commitments = e.Covers[1:], e.Commitments[1:] }, false},
		{"a seal with a commitment too few", plain, seal, func(e *Entry) { e.Commitments = e.Commitments[1:] }, false},
		{"a second seal", sealed, open, func(e *Entry) { e.Kind, e.Commitments, e.Commitment = KindSealed, each(5), hash }, false},
		{"a reveal", sealed, open, func(*Entry) {}, true},
		{"a reveal without one", sealed, open, func(e *Entry) { e.Commitments[2] = "" }, true},
		{"a reveal of what was replaced", sealed, open, func(e *Entry) { e.Commitments[slices.Index(e.Covers, replaced)] = hash }, false},
		{"a reveal that leaves", sealed, open, func(e *Entry) { e.Covers, e.Commitments = e.Covers[1:], e.Commitments[1:] }, false},
		{"a reveal of nothing", sealed, open, func(e *Entry) { e.Covers, e.Commitments = nil, nil }, false},
		{"a key destroyed before reveal", sealed, Entry{Kind: KindDestroyed}, func(*Entry) {}, false},
	} {
		e := c.e
		e.Commitments = slices.Clone(e.Commitments)
		c.edit(&e)
		e.Seq, e.At, e.Prev = len(c.s.entries)+1, noon, c.s.hash
		if c.s.inOrder(e) != c.may {
			t.Errorf("%s: allowed is %v", c.what, !c.may)
		}
	}
}

// TestErasingASecondHolder blots their name out of the terms and leaves the other; the
// session is still theirs to release, under terms that nobody can tell any more.
func TestErasingASecondHolder(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	must(t, s.Seal(act(), sharedTerms(t)))
	hand(t, s, act, inEverySense(t)...)
	done, err := s.Erase(act(), "sol", func(text string) string { return strings.ReplaceAll(text, "Sol", "***") })
	must(t, err)
	if done.Texts != 1 {
		t.Errorf("%d texts were blotted, not the terms", done.Texts)
	}
	record := recordOf(t, s)
	for _, p := range record.Payloads {
		if bytes.Contains(p.Body, []byte("Sol")) {
			t.Errorf("the name is in %s", p.Body)
		}
	}
	again := replayed(t, record)
	if terms := again.Terms(); terms.Reader != "Samira" || len(terms.Second) != 1 || terms.Second[0].Key != second(t).Recipient() {
		t.Errorf("the terms are %+v", terms)
	}
	if err := again.Close(act()); err == nil || !strings.Contains(err.Error(), "whom the terms of session “h2” name was erased") {
		t.Errorf("closed under terms without a name: %v", err)
	}
}

// TestErasingInASealedSession takes a rater out, and then the one who is to read.
func TestErasingInASealedSession(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	must(t, s.Seal(act(), terms(t)))
	hand(t, s, act, inEverySense(t)...)
	blot := func(name string) func(string) string {
		return func(text string) string { return strings.ReplaceAll(text, name, "***") }
	}
	done, err := s.Erase(act(), "bo", blot("Bo"))
	must(t, err)
	if done.Submissions != 2 || done.Sealed != 2 || done.Texts != 0 {
		t.Errorf("Bo: %+v", done)
	}
	_, err = s.Erase(act(), "samira", blot("Samira"))
	must(t, err)
	record := recordOf(t, s)
	for _, p := range record.Payloads {
		if bytes.Contains(p.Body, []byte("Samira")) {
			t.Errorf("the name is in %s", p.Body)
		}
	}
	again := replayed(t, record)
	hand(t, again, act, rated("Eve", "Fay", assess.Manager, "pm"))
	must(t, again.Unseal(key(t), nil))
	must(t, again.Reveal(act()))
	if n := len(again.Status().Handed); n != 3 {
		t.Errorf("%d ratings are left, want 3", n)
	}
}
