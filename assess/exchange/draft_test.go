package exchange_test

import (
	"reflect"
	"testing"

	"rung/assess/exchange"
)

// TestADraftComesBack keeps answers, a level and a word.
func TestADraftComesBack(t *testing.T) {
	w := begin(t)
	r, _ := small(t)
	want := w.bo.Draft()
	given := answered(t, "So far.").Answers
	want.People = append(want.People, exchange.DraftPerson{Name: "Ada", Manner: exchange.Quick, Answers: exchange.Said(given)},
		exchange.DraftPerson{Name: "Bo", Manner: exchange.Direct, Level: "junior", Why: "Myself?"})
	data, err := want.Bytes()
	must(t, err)
	got, err := w.bo.ParseDraft("bo.draft", append(data, '\n'))
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v comes back as %+v", want, got)
	}
	answers, err := got.People[0].Read(r)
	must(t, err)
	if !reflect.DeepEqual(answers, given) {
		t.Errorf("%+v comes back as %+v", given, answers)
	}
}

// TestADraftIsOfOneRater refuses that of another rater, of another session, half of one,
// and a manner that there is not.
func TestADraftIsOfOneRater(t *testing.T) {
	w, other := begin(t), begin(t, "Sol")
	data, err := w.bo.Draft().Bytes()
	must(t, err)
	_, err = w.cy.ParseDraft("bo.draft", data)
	refused(t, err, "belongs to another invitation")
	_, err = other.bo.ParseDraft("bo.draft", data)
	refused(t, err, "belongs to another invitation")
	_, err = w.bo.ParseDraft("bo.draft", data[:len(data)/2])
	refused(t, err, "not the whole of it")
	odd := w.bo.Draft()
	odd.People = append(odd.People, exchange.DraftPerson{Name: "Ada", Manner: "aloud"})
	data, err = odd.Bytes()
	must(t, err)
	_, err = w.bo.ParseDraft("bo.draft", data)
	refused(t, err, "not a file that rung wrote")
}
