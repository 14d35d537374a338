package calibrate

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/exchange"
	"rung/rubric/lang"
)

// decidedRecord is a session from beginning to end, with every kind of entry.
func decidedRecord(t fataler) Record {
	t.Helper()
	act := clock(3)
	s := begin(t, act)
	hand(t, s, act,
		answered(t, "Ada", "Bo", assess.Manager, 3, noon), rated("Ada", "Ada", assess.Self, "pm"),
		rated("Cy", "Bo", assess.Manager, "gpm"), rated("Cy", "Bo", assess.Manager, "pm"), rated("Dee", "Ada", assess.Panel, "apm"))
	must(t, s.Seal(act(), sharedTerms(t)))
	must(t, s.Expect(act(), someone("Eve"), someone("Bo"), assess.Manager))
	p := &post{s: s, act: act, last: map[string]*exchange.Invitation{}}
	must(t, s.Expect(act(), someone("Cy"), someone("Fay"), assess.Manager))
	must(t, s.Expect(act(), someone("Ada"), someone("Fay"), assess.Panel))
	p.invite(t, "Fay")
	p.collect(t, p.seal(t, "Fay", 0, map[string]string{"Cy": "pm"}))
	p.invite(t, "Fay")
	p.collect(t, p.seal(t, "Fay", 1, map[string]string{"Cy": "pm"}))
	p.collect(t, p.seal(t, "Fay", 2, map[string]string{"Cy": "apm"}))
	must(t, s.SetCurrent(act(), someone("Eve"), "pm"))
	hand(t, s, act, rated("Eve", "Bo", assess.Manager, "cpo"), rated("Eve", "Bo", assess.Manager, "gpm"), rated("A.", "Bo", assess.Manager, "pm"))
	_, err := s.Withdraw(act(), "Eve", "Bo", false)
	must(t, err)
	_, err = s.Join(act(), "A.", "Ada")
	must(t, err)
	must(t, s.Part(act(), "Ada", "Bo"))
	must(t, s.Close(act()))
	p.collect(t, p.seal(t, "Fay", 3, nil))
	must(t, s.Unseal(key(t), p.release(t)))
	must(t, s.Reveal(act()))
	must(t, s.RecordAgenda(act(), 5, 30))
	must(t, s.Decide(act(), "Dee", "", "on leave"))
	must(t, s.ClearDecision(act(), "Dee"))
	must(t, s.Decide(act(), "Ada", "gpm", "as Cy said"))
	_, err = s.Erase(act(), "cy", func(text string) string { return strings.ReplaceAll(text, "Cy", "**") })
	must(t, err)
	must(t, s.Lock(act(), true))
	must(t, s.Correct(act(), "Ada", "pm", "misread"))
	record := recordOf(t, s)
	for _, kind := range Kinds {
		record.at(t, kind)
	}
	return record
}

// rewritten is a record in which somebody edited entries and sealed all anew.
func (r Record) rewritten(t fataler, edit func(seq int, e *Entry)) Record {
	t.Helper()
	out := Record{Payloads: r.Payloads}
	for i, data := range r.Entries {
		e, err := DecodeEntry(data)
		must(t, err)
		e.Prev = out.Head.Hash
		edit(i+1, &e)
		out.Entries = append(out.Entries, e.Bytes())
		out.Head = Head{i + 1, e.Hash()}
	}
	return out
}

// at is the number of the first entry of a kind.
func (r Record) at(t fataler, kind Kind) int {
	t.Helper()
	for i, data := range r.Entries {
		if e, err := DecodeEntry(data); err == nil && e.Kind == kind {
			return i + 1
		}
	}
	t.Fatalf("no entry is %s", kind)
	return 0
}

// kept is the number of the first entry of a kind that has its payload.
func (r Record) kept(t fataler, kind Kind) int {
	t.Helper()
	for _, p := range r.Payloads {
		if e, err := DecodeEntry(r.Entries[p.Seq-1]); err == nil && e.Kind == kind {
			return p.Seq
		}
	}
	t.Fatalf("no entry that is %s has its payload", kind)
	return 0
}

func (r Record) replace(seq int, old, with string) Record {
	r.Entries = slices.Clone(r.Entries)
	r.Entries[seq-1] = bytes.Replace(r.Entries[seq-1], []byte(old), []byte(with), 1)
	return r
}

func (r Record) payload(t fataler, seq int) int {
	t.Helper()
	i := slices.IndexFunc(r.Payloads, func(p Payload) bool { return p.Seq == seq })
	if i < 0 {
		t.Fatalf("entry %d has no payload", seq)
	}
	return i
}

func faults(findings []Finding) (all []string) {
	for _, f := range findings {
		all = append(all, fmt.Sprintf("%d %s", f.Seq, f.Fault))
	}
	return all
}

func TestTamperingIsNamed(t *testing.T) {
	whole := decidedRecord(t)
	if found := Verify(whole); found != nil {
		t.Fatalf("the untouched record: %v", found)
	}
	last := len(whole.Entries)
	submitted, decided, erased := whole.kept(t, KindSubmitted), whole.at(t, KindDecided), whole.at(t, KindErased)
	first, err := DecodeEntry(whole.Entries[submitted-1])
	must(t, err)
	revealed := whole.at(t, KindRevealed)
	opening, err := DecodeEntry(whole.Entries[revealed-1])
	must(t, err)
	for _, c := range []struct {
		what string
		do   func(r Record) Record
		want []string
	}{
		{"another time", func(r Record) Record { return r.replace(submitted, "T12:00", "T11:00") }, []string{fmt.Sprint(submitted, " entry edited")}},
		{"another relation", func(r Record) Record { return r.replace(submitted, "self", "peer") }, []string{fmt.Sprint(submitted, " entry edited")}},
		{"another commitment", func(r Record) Record {
			return r.replace(submitted, first.Commitment[:4], "beef")
		}, []string{fmt.Sprint(submitted, " entry edited")}}, // reveal committed to what was sealed
		{"another commitment at reveal", func(r Record) Record {
			i := slices.Index(opening.Covers, submitted)
			return r.replace(revealed, opening.Commitments[i][:8], "deadbeef")
		}, []string{fmt.Sprint(submitted, " payload edited"), fmt.Sprint(revealed, " entry edited")}},
		{"another link", func(r Record) Record { return r.replace(submitted, first.Prev[:8], "deadbeef") }, []string{fmt.Sprint(submitted, " entry edited")}},
		{"spaces", func(r Record) Record { return r.replace(submitted, ",", ", ") }, []string{fmt.Sprint(submitted, " entry edited")}},
		{"an unknown key", func(r Record) Record { return r.replace(submitted, "{", `{"x":1,`) }, []string{fmt.Sprint(submitted, " entry edited")}},
		{"the first entry", func(r Record) Record { return r.replace(1, "h2", "h3") }, []string{"1 entry edited"}},
		{"the last entry", func(r Record) Record { return r.replace(last, "T12", "T13") }, []string{fmt.Sprint(last, " entry edited")}},
		{"the reveal's digest", func(r Record) Record {
			return r.replace(r.at(t, KindRevealed), `"digest":"`, `"digest":"00`)
		}, []string{fmt.Sprint(whole.at(t, KindRevealed), " entry edited")}},
		{"one removed", func(r Record) Record {
			r.Entries = slices.Delete(slices.Clone(r.Entries), submitted-1, submitted)
			return r
		}, []string{fmt.Sprint(submitted, " entry removed")}},
		{"the first removed", func(r Record) Record {
			r.Entries = r.Entries[1:]
			return r
		}, []string{"1 entry removed"}},
		{"two swapped", func(r Record) Record {
			r.Entries = slices.Clone(r.Entries)
			r.Entries[3], r.Entries[4] = r.Entries[4], r.Entries[3]
			return r
		}, []string{"4 entry moved"}},
		{"one put in again", func(r Record) Record {
			r.Entries = slices.Insert(slices.Clone(r.Entries), 6, r.Entries[5])
			return r
		}, []string{"6 entry inserted"}},
		{"one put at the end", func(r Record) Record {
			e := Entry{Seq: last + 1, At: noon, Kind: KindErased, Subject: first.Subject, Prev: r.Head.Hash}
			r.Entries = append(slices.Clone(r.Entries), e.Bytes())
			return r
		}, []string{fmt.Sprint(last+1, " entry inserted")}},
		{"the tail cut", func(r Record) Record {
			r.Entries = r.Entries[:last-2]
			return r
		}, []string{fmt.Sprint(last-1, " log cut")}},
		{"everything cut", func(r Record) Record {
			r.Entries = nil
			return r
		}, nil},
		{"another rating", func(r Record) Record {
			return r.withBody(r.payload(t, submitted), []byte(`{"level":"cpo"}`))
		}, []string{fmt.Sprint(submitted, " payload edited")}},
		{"another salt", func(r Record) Record {
			r.Payloads = slices.Clone(r.Payloads)
			p := &r.Payloads[r.payload(t, submitted)]
			p.Salt = append([]byte{p.Salt[0] ^ 1}, p.Salt[1:]...)
			return r
		}, []string{fmt.Sprint(submitted, " payload edited")}},
		{"salt moved into the body", func(r Record) Record {
			r.Payloads = slices.Clone(r.Payloads)
			p := &r.Payloads[r.payload(t, submitted)]
			p.Body, p.Salt = slices.Concat(p.Salt[16:], p.Body), p.Salt[:16]
			return r
		}, []string{fmt.Sprint(submitted, " payload edited")}},
		{"what was there before the redaction", func(r Record) Record {
			return r.withBody(r.payload(t, decided), []byte(`{"proposed":"senior-pm","is":"gpm","rationale":"as Cy said"}`))
		}, []string{fmt.Sprint(decided, " payload edited")}},
		{"a rating removed", func(r Record) Record {
			i := r.payload(t, submitted)
			r.Payloads = slices.Delete(slices.Clone(r.Payloads), i, i+1)
			return r
		}, []string{fmt.Sprint(submitted, " payload removed")}},
		{"something for an entry that has nothing", func(r Record) Record {
			r.Payloads = append(slices.Clone(r.Payloads), Payload{Seq: erased})
			return r
		}, []string{fmt.Sprint(erased, " payload inserted")}},
		{"something that was erased", func(r Record) Record {
			e, err := DecodeEntry(r.Entries[erased-1])
			must(t, err)
			r.Payloads = append(slices.Clone(r.Payloads), Payload{Seq: e.Covers[0]})
			return r
		}, []string{fmt.Sprint(whole.erasedFirst(t), " payload left")}},
	} {
		got := faults(Verify(c.do(whole)))
		if c.want == nil {
			if len(got) == 0 {
				t.Errorf("%s: nothing was found", c.what)
			}
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.what, diff)
		}
		if _, err := Replay(c.do(whole), product(t)); !isTampered(err) {
			t.Errorf("%s: replaying gives %v", c.what, err)
		}
	}
}

func (r Record) withBody(i int, body []byte) Record {
	r.Payloads = slices.Clone(r.Payloads)
	r.Payloads[i].Body = body
	return r
}

func (r Record) erasedFirst(t fataler) int {
	t.Helper()
	e, err := DecodeEntry(r.Entries[r.at(t, KindErased)-1])
	must(t, err)
	return e.Covers[0]
}

func isTampered(err error) bool {
	var tampered *Tampered
	return errors.As(err, &tampered)
}

// A log that somebody rewrote from an entry on, hashes and head included, is
// whole; the rules still hold it.
func TestRewritingIsHeldToTheRules(t *testing.T) {
	whole := decidedRecord(t)
	revealed := whole.at(t, KindRevealed)
	for _, c := range []struct {
		what string
		edit func(seq int, e *Entry)
		want string
	}{
		{"a rating after reveal", func(seq int, e *Entry) {
			if seq == revealed+1 {
				e.Kind, e.Seed, e.Minutes = KindSubmitted, 0, 0
				first, _ := DecodeEntry(whole.Entries[whole.at(t, KindSubmitted)-1])
				e.Subject, e.Rater, e.Relation = first.Subject, first.Rater, first.Relation
			}
		}, fmt.Sprint(revealed+1, " rule broken")},
		{"commitments where none belong", func(seq int, e *Entry) {
			if e.Kind == KindErased {
				for range e.Covers {
					e.Commitments = append(e.Commitments, "")
				}
			}
		}, fmt.Sprint(whole.at(t, KindErased), " rule broken")},
		{"another digest", func(seq int, e *Entry) {
			if seq == revealed {
				e.Digest = strings.Repeat("0", 64)
			}
		}, fmt.Sprint(revealed, " rule broken")},
		{"a manager of themself", func(seq int, e *Entry) {
			if e.Relation == assess.Self {
				e.Relation = assess.Manager
			}
		}, ""},
		{"a replacement that replaces nothing", func(seq int, e *Entry) {
			if e.Kind == KindSubmitted {
				e.Covers = nil
			}
		}, ""},
		{"a first entry with one before it", func(seq int, e *Entry) {
			if seq == 1 {
				e.Prev = strings.Repeat("0", 64)
			}
		}, "1 rule broken"},
		{"nobody", func(seq int, e *Entry) {
			if e.Kind == KindDecided {
				e.Subject = "0123"
			}
		}, fmt.Sprint(whole.at(t, KindDecided), " rule broken")},
		{"a withdrawal of more than it says", func(seq int, e *Entry) {
			if e.Kind == KindWithdrawn && e.Rater != "" {
				e.Covers = append([]int{whole.at(t, KindJoined)}, e.Covers...)
			}
		}, fmt.Sprint(whole.at(t, KindWithdrawn), " rule broken")},
		{"a withdrawal of what is somebody else's", func(seq int, e *Entry) {
			if e.Kind == KindWithdrawn && e.Rater != "" {
				e.Subject, e.Rater = e.Rater, e.Subject
			}
		}, fmt.Sprint(whole.at(t, KindWithdrawn), " rule broken")},
		{"a name that replaces nothing", func(seq int, e *Entry) {
			if e.Kind == KindSame {
				e.Covers = nil
			}
		}, fmt.Sprint(whole.at(t, KindSame), " rule broken")},
		{"somebody who is themself", func(seq int, e *Entry) {
			if e.Kind == KindSame {
				e.Same, e.Covers = e.Subject, nil
			}
		}, fmt.Sprint(whole.at(t, KindSame), " rule broken")},
		{"a correction of nothing", func(seq int, e *Entry) {
			if e.Kind == KindCorrected {
				e.Covers = nil
			}
		}, fmt.Sprint(whole.at(t, KindCorrected), " rule broken")},
		{"a decision after the end", func(seq int, e *Entry) {
			if e.Kind == KindCorrected {
				e.Kind = KindDecided
			}
		}, fmt.Sprint(whole.at(t, KindCorrected), " rule broken")},
	} {
		got := faults(Verify(whole.rewritten(t, c.edit)))
		if len(got) != 1 || !strings.Contains(got[0], "rule broken") || c.want != "" && got[0] != c.want {
			t.Errorf("%s: %v, want %s", c.what, got, c.want)
		}
	}
}

// A newer rung may write what this one does not know: that is said, and not that
// somebody broke the rules.
func TestANewerLogIsNamed(t *testing.T) {
	whole := decidedRecord(t)
	planned := whole.at(t, KindPlanned)
	strange := whole.rewritten(t, func(seq int, e *Entry) {
		if seq == planned {
			e.Kind = "weighed"
		}
	})
	longer := whole
	longer.Entries = slices.Concat(whole.Entries, [][]byte{fmt.Appendf(nil, `{"seq":%d,"at":"2027-01-01T00:00:00Z","kind":"weighed","weights":[1,2],"prev":"%s"}`, whole.Head.Seq+1, whole.Head.Hash)})
	longer.Head = Head{whole.Head.Seq + 1, hashOf(longer.Entries[whole.Head.Seq])}
	for what, c := range map[string]struct {
		record Record
		seq    int
	}{
		"another kind": {strange, planned}, "another form": {longer, longer.Head.Seq}, "another schema": {whole.reschemed(t), 1},
	} {
		_, err := Replay(c.record, product(t))
		var tampered *Tampered
		if !errors.As(err, &tampered) || !tampered.Newer() || !strings.Contains(err.Error(), "cannot be read by this rung") {
			t.Errorf("%s: %v", what, err)
		}
		if got := faults(Verify(c.record)); !slices.Equal(got, []string{fmt.Sprint(c.seq, " from newer")}) {
			t.Errorf("%s: %v", what, got)
		}
	}
	longer.Entries[whole.Head.Seq] = bytes.Replace(longer.Entries[whole.Head.Seq], []byte("[1,2]"), []byte("[1,3]"), 1)
	if got := faults(Verify(longer)); !slices.Equal(got, []string{fmt.Sprint(longer.Head.Seq, " entry edited")}) {
		t.Errorf("edited: %v", got)
	}
}

// reschemed is a record of another form from its beginning.
func (r Record) reschemed(t fataler) Record {
	t.Helper()
	out := Record{Payloads: r.Payloads}
	for i, data := range r.Entries {
		e, err := DecodeEntry(data)
		must(t, err)
		e.Prev = out.Head.Hash
		data = bytes.Replace(e.Bytes(), []byte(LogSchema), []byte("rung.log/v2"), 1)
		out.Entries = append(out.Entries, data)
		out.Head = Head{i + 1, hashOf(data)}
	}
	return out
}

// The end of a log cut off, and its head written anew, is found by whoever noted
// the head.
func TestANotedHeadFindsWhatWasCutOff(t *testing.T) {
	whole := decidedRecord(t)
	locked := whole.at(t, KindLocked)
	noted := Head{locked, hashOf(whole.Entries[locked-1])}
	cut := Record{Entries: whole.Entries[:locked-1], Head: Head{locked - 1, hashOf(whole.Entries[locked-2])}}
	cut.Payloads = slices.DeleteFunc(slices.Clone(whole.Payloads), func(p Payload) bool { return p.Seq >= locked })
	if found := Verify(cut); found != nil {
		t.Fatalf("the log alone shows that it was cut: %v", found)
	}
	anew := whole.rewritten(t, func(seq int, e *Entry) {
		if e.Kind == KindPlanned {
			e.Seed++
		}
	})
	if found := Verify(anew); found != nil {
		t.Fatalf("the log alone shows that it was written anew: %v", found)
	}
	for _, text := range []string{noted.String(), noted.Hash, noted.Hash[:16], fmt.Sprint(locked, ":", strings.ToUpper(noted.Hash[:20]))} {
		head, err := ParseHead(text)
		must(t, err)
		if at := whole.Find(head); at != locked {
			t.Errorf("%s is found at %d of the whole log", text, at)
		}
		if at, again := cut.Find(head), anew.Find(head); at != 0 || again != 0 {
			t.Errorf("%s is found at %d and %d", text, at, again)
		}
	}
	if at := whole.Find(Head{locked - 1, noted.Hash}); at != 0 {
		t.Errorf("under another number it is found at %d", at)
	}
	for _, text := range []string{"", noted.Hash[:15], noted.Hash + "0", "x:" + noted.Hash, "0:" + noted.Hash, "-1:" + noted.Hash, noted.Hash[:20] + "g", ":" + noted.Hash} {
		if head, err := ParseHead(text); err == nil {
			t.Errorf("%q is taken for %v", text, head)
		}
	}
}

// Whatever single byte of a record is changed, Verify sees it.
func TestNoByteCanBeChanged(t *testing.T) {
	whole := decidedRecord(t)
	rapid.Check(t, func(t *rapid.T) {
		r := Record{Head: whole.Head}
		for _, data := range whole.Entries {
			r.Entries = append(r.Entries, bytes.Clone(data))
		}
		for _, p := range whole.Payloads {
			r.Payloads = append(r.Payloads, Payload{p.Seq, bytes.Clone(p.Salt), bytes.Clone(p.Body)})
		}
		target := rapid.SampledFrom(r.Entries).Draw(t, "entry")
		if rapid.Bool().Draw(t, "payload") {
			p := rapid.SampledFrom(r.Payloads).Draw(t, "payload")
			target = p.Body
			if rapid.Bool().Draw(t, "salt") {
				target = p.Salt
			}
		}
		i := rapid.IntRange(0, len(target)-1).Draw(t, "byte")
		target[i] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		if Verify(r) == nil {
			t.Fatalf("unseen: %s", target)
		}
	})
}

func TestFindingsSpeakBothLanguages(t *testing.T) {
	whole := decidedRecord(t)
	_, err := Replay(whole.replace(4, "T12", "T13"), product(t))
	want := "the log of session “h2” does not verify, and the session is not used: entry 4 was edited"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	want = "le journal de la session « h2 » n’est pas intact, et la session n’est pas utilisée : l’entrée 4 a été modifiée"
	if got := strings.ReplaceAll(lang.In(err, lang.FR), "\u00a0", " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestOnlyTheCanonicalFormIsAnEntry(t *testing.T) {
	whole := decidedRecord(t)
	for what, edit := range map[string][2]string{
		"a space":                 {`":`, `": `},
		"an escape":               {`created`, `\u0063reated`},
		"another zone":            {`Z"`, `+00:00"`},
		"a zero that is left out": {`"seq":1`, `"seq":1,"minutes":0`},
		"keys in another order":   {`"schema":"rung.log/v1","seq":1`, `"seq":1,"schema":"rung.log/v1"`},
		"another form":            {`rung.log/v1`, `rung.log/v2`},
		"something behind":        {`"}`, `"} `},
		"case of a key":           {`"seq"`, `"Seq"`},
	} {
		data := bytes.Replace(whole.Entries[0], []byte(edit[0]), []byte(edit[1]), 1)
		if bytes.Equal(data, whole.Entries[0]) {
			t.Fatalf("%s: nothing was edited", what)
		}
		if e, err := DecodeEntry(data); err == nil {
			t.Errorf("%s: read as %+v", what, e)
		}
	}
}

func FuzzDecodeEntry(f *testing.F) {
	for _, data := range decidedRecord(f).Entries {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := DecodeEntry(data)
		if err == nil && !bytes.Equal(e.Bytes(), data) {
			t.Errorf("%s is read as %s", data, e.Bytes())
		}
	})
}
