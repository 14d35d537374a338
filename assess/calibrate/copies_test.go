package calibrate

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/exchange"
)

// some does a few things to a session, some of which may be refused.
func some(t *rapid.T, s *Session, act func() Act, most int) {
	p := &post{s: s, act: act, last: map[string]*exchange.Invitation{}}
	for range rapid.IntRange(0, most).Draw(t, "steps") {
		_ = do(t, p, act())
	}
}

func replayed(t fataler, record Record) *Session {
	t.Helper()
	s, err := Replay(record, product(t))
	must(t, err)
	return s
}

// stored is a shelf with a session on it.
func stored(t fataler, s *Session) *shelf {
	t.Helper()
	kept, whole := &shelf{}, *s
	whole.saved = Head{}
	kept.save(t, &whole)
	return kept
}

// TestACopyCarriesTheWholeSession takes any session to a place that has nothing of
// it: there it has the same head, and everything that can be seen of it is the same.
func TestACopyCarriesTheWholeSession(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		act := clock(1)
		s := begin(t, act)
		some(t, s, act, 12)
		record := s.Record()
		if diff := cmp.Diff(stored(t, s).whole(), record); diff != "" {
			t.Fatalf("the record is not what a store has:\n%s", diff)
		}
		brought := replayed(t, record)
		must(t, brought.CheckContents())
		if diff := cmp.Diff(look(s), look(brought), alike()); diff != "" {
			t.Fatalf("brought elsewhere, it is another session:\n%s", diff)
		}
		there := &shelf{}
		there.add(t, brought.All())
		if diff := cmp.Diff(record, there.whole()); diff != "" {
			t.Fatalf("stored elsewhere, it is another session:\n%s", diff)
		}
	})
}

// TestCopiesGoOnOrPart lets two copies of a session go on for themselves, each by
// nothing or more.
func TestCopiesGoOnOrPart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		act := clock(1)
		s := begin(t, act)
		some(t, s, act, 8)
		one, other := replayed(t, s.Record()), replayed(t, s.Record())
		some(t, one, clock(2), 3)
		later := clock(3)
		some(t, other, func() Act {
			act := later()
			act.At = act.At.Add(time.Hour) // what two do at the same second may be the same entry
			return act
		}, 3)
		kept := stored(t, one)
		change, any, err := other.Beyond(one)
		first, more, less := s.Head().Seq, other.Head().Seq, one.Head().Seq
		var parted *PartedError
		switch {
		case more > first && less > first:
			if !errors.As(err, &parted) || parted.Seq != first+1 {
				t.Fatalf("%v, want that they part at entry %d", err, first+1)
			}
			return
		case err != nil:
			t.Fatal(err)
		case any != (more > less):
			t.Fatalf("there is more: %v, with %d entries against %d", any, more, less)
		}
		if any {
			kept.add(t, change)
			if diff := cmp.Diff(other.Record(), kept.whole()); diff != "" {
				t.Fatalf("gone on, it is another session:\n%s", diff)
			}
		}
	})
}

// forged is a session in which the payload of one entry was replaced by another,
// with everything that hashes.
func forged(t fataler, s *Session, seq int, body string) Record {
	t.Helper()
	record := Record{Payloads: slices.Clone(s.Record().Payloads)}
	prev := ""
	for _, e := range s.entries {
		if e.Seq == seq {
			at := slices.IndexFunc(record.Payloads, func(p Payload) bool { return p.Seq == seq })
			record.Payloads[at].Body = []byte(body)
			e.Commitment = record.Payloads[at].commitment()
		}
		if e.Kind == KindRevealed {
			var before []Entry
			for _, data := range record.Entries {
				entry, err := DecodeEntry(data)
				must(t, err)
				before = append(before, entry)
			}
			e.Digest = digestOf(before)
		}
		e.Prev = prev
		prev = e.Hash()
		record.Entries = append(record.Entries, e.Bytes())
	}
	record.Head = Head{len(record.Entries), prev}
	return record
}

// TestForgedContentsAreFound replaces each payload of a session, in a log that
// verifies, by what no rung writes; and by what it does, which is none of its
// business.
func TestForgedContentsAreFound(t *testing.T) {
	s := withCurrent(t)
	must(t, s.Decide(clock(4)(), "Fay", "", "on leave"))
	must(t, s.Lock(clock(4)(), true))
	must(t, s.Correct(clock(4)(), "Fay", "pm", "back"))
	nasty := map[Kind][]string{
		KindCreated: {`{"title":"a\u0007b"}`, `[`},
		KindJoined:  {`{"name":""}`, `{"name":"a\u202eb"}`, `{}`, `"x"`},
		KindCurrent: {`{"level":"chief"}`, `{"level":""}`, `{}`},
		KindSubmitted: {`{}`, `{"level":"chief"}`, `{"level":"Sr. PM"}`, `{"values":{"teams":99}}`, `{"values":{"teams":-1}}`, `{"values":{"none":1}}`,
			`{"assessment":{"id":"x","lang":"en","answers":[]}}`, `{"not_rated":true,"comments":{"none":"x"}}`,
			`{"assessment":{"id":"x","lang":"en","completed":"2026-03-02T00:00:00Z","answers":[{"q":"none","s":"answered","n":1}]}}`},
		KindDecided:   {`{"is":"chief"}`, `{"is":"pm","proposed":"chief"}`, `{"is":"pm","was":"chief"}`, `{"is":"pm","rationale":"a\u0007b"}`, `{"is":""}`, `{"is":"chief","no_level":true}`},
		KindCorrected: {`{"is":""}`, `{"is":"pm","was":"chief"}`},
	}
	tried := 0
	for _, e := range s.entries {
		for _, body := range nasty[e.Kind] {
			tried++
			brought, err := Replay(forged(t, s, e.Seq, body), product(t))
			var tampered *Tampered
			if err == nil {
				err = brought.CheckContents()
			}
			if !errors.As(err, &tampered) || tampered.Findings[0].Seq != e.Seq {
				t.Errorf("entry %d (%s) as %s: %v", e.Seq, e.Kind, body, err)
			}
		}
	}
	if tried < 60 {
		t.Errorf("only %d bodies were tried", tried)
	}
	at := slices.IndexFunc(s.entries, func(e Entry) bool { return e.Kind == KindSubmitted })
	must(t, replayed(t, forged(t, s, at+1, `{"level":"cpo"}`)).CheckContents())
	must(t, replayed(t, decidedRecord(t)).CheckContents())
}

// TestWhatIsCheckedCanBeShown puts anything into any payload: what passes the check
// is shown without a fault.
func TestWhatIsCheckedCanBeShown(t *testing.T) {
	s := withCurrent(t)
	rapid.Check(t, func(t *rapid.T) {
		record := s.Record()
		p := rapid.SampledFrom(record.Payloads).Draw(t, "payload")
		var body map[string]any
		must(t, json.Unmarshal(p.Body, &body))
		key := rapid.SampledFrom([]string{"level", "values", "is", "was", "proposed", "between", "no_level", "name", "title", "not_rated", "assessment", "comments"}).Draw(t, "key")
		body[key] = rapid.SampledFrom([]any{nil, "", "Ada", "pm", "chief", 3, true, []string{"pm", "x"}, map[string]float64{"teams": 2}, map[string]string{"teams": "x"}}).Draw(t, "value")
		text, err := json.Marshal(body)
		must(t, err)
		brought, err := Replay(forged(t, s, p.Seq, string(text)), product(t))
		if err != nil || brought.CheckContents() != nil {
			return
		}
		_ = look(brought)
		for _, who := range brought.Subjects() {
			_, err := opened(t, brought).Case(who.Name)
			must(t, err)
			_, err = opened(t, brought).Letter(who.Name)
			must(t, err)
		}
	})
}

func TestWhereCopiesPartIsSaid(t *testing.T) {
	act := clock(1)
	s := begin(t, act)
	hand(t, s, act, rated("Ada", "Mo", assess.Manager, "pm"))
	here, there := replayed(t, s.Record()), replayed(t, s.Record())
	_, err := here.Add(Act{Who: someone("Nel"), At: noon, Random: act().Random}, rated("Bo", "Nel", assess.Manager, "pm"))
	must(t, err)
	must(t, there.Reveal(act()))
	_, _, err = there.Beyond(here)
	var parted *PartedError
	if !errors.As(err, &parted) || parted.Here.Kind != KindSubmitted || parted.Here.Who.Name != "Nel" || parted.There.Kind != KindRevealed || parted.There.Who.Name != "Samira" {
		t.Fatalf("%+v", parted)
	}
	if want := fmt.Sprintf("the two copies of session “h2” part at entry %d", s.Head().Seq+1); err.Error() != want {
		t.Errorf("says %q, want %q", err, want)
	}
}
