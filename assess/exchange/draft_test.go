package exchange_test

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"rung/assess/exchange"
)

// TestADraftComesBack keeps an assessment that is not completed, a level and nothing.
func TestADraftComesBack(t *testing.T) {
	w := begin(t)
	begun := answered(t, "So far.")
	begun.CompletedAt = time.Time{}
	for _, subs := range [][]exchange.Submission{
		nil,
		{{Subject: about("Ada"), Assessment: begun}, {Subject: about("Bo"), NotRated: true, Comments: map[string]string{"": "Myself?"}}},
		{{Subject: about("Ada"), Level: "junior"}},
	} {
		data, err := w.bo.Draft(subs)
		must(t, err)
		read, err := w.bo.ParseDraft("bo.draft", data)
		must(t, err)
		again, err := w.bo.Draft(read)
		must(t, err)
		if len(read) != len(w.bo.Rater.People) || !bytes.Equal(again, data) {
			t.Errorf("%s comes back as %s", data, again)
		}
		for _, sub := range subs {
			for _, got := range read {
				if got.Subject.Name == sub.Subject.Name && (got.Level != sub.Level || got.NotRated != sub.NotRated || !reflect.DeepEqual(got.Comments, sub.Comments) || sub.Assessment != nil && !reflect.DeepEqual(got.Assessment.Answers, sub.Assessment.Answers)) {
					t.Errorf("%+v comes back as %+v", sub, got)
				}
			}
		}
	}
}

// TestADraftIsOfOneRater refuses that of another rater, of another session, and half of
// one.
func TestADraftIsOfOneRater(t *testing.T) {
	w, other := begin(t), begin(t, "Sol")
	data, err := w.bo.Draft([]exchange.Submission{{Subject: about("Ada"), Level: "junior"}})
	must(t, err)
	_, err = w.cy.ParseDraft("bo.draft", data)
	refused(t, err, "belongs to another invitation")
	_, err = other.bo.ParseDraft("bo.draft", data)
	refused(t, err, "belongs to another invitation")
	_, err = w.bo.ParseDraft("bo.draft", data[:len(data)/2])
	refused(t, err, "not the whole of it")
}
