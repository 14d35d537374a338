package exchange_test

import (
	"strings"
	"testing"

	"rung/assess/exchange"
	"rung/rubric/lang"
)

// TestRatersAreToldWhoReads names who reads what with whose help and when, in every
// language and for every kind of terms, and promises what only those with a second
// holder bring about.
func TestRatersAreToldWhoReads(t *testing.T) {
	said := func(v *exchange.Invitation, tag lang.Tag) (all string) {
		for _, text := range append(v.Told(), v.Asked(), v.Compared(), v.Sent()) {
			one := text.In(tag)
			if tag == lang.FR && one == text.In(lang.EN) {
				t.Errorf("%q has no French", one)
			}
			if strings.Contains(one, "%!") {
				t.Error(one)
			}
			all += one + "\n"
		}
		for _, p := range v.Rater.People {
			all += p.Rated().In(tag) + "\n"
		}
		return all
	}
	for _, holders := range [][]string{nil, {"Sol"}, {"Sol", "Tam"}} {
		w := begin(t, holders...)
		for _, tag := range lang.Tags {
			all := said(w.bo, tag)
			for _, names := range append(holders, "Fay", "Bo", "Ada", "Spring", w.terms.NotBefore, w.terms.Hash().Words()) {
				if !strings.Contains(all, names) {
					t.Errorf("%s is not in\n%s", names, all)
				}
			}
		}
		if promised := strings.Contains(said(w.bo, lang.EN), "cannot"); promised != (len(holders) > 0) {
			t.Errorf("with %d second holders: promised is %v", len(holders), promised)
		}
		w.bo.Title, w.bo.Terms.NotBefore = "", ""
		if all := said(w.bo, lang.EN); !strings.Contains(all, "no day") || strings.Contains(all, "Spring") {
			t.Error(all)
		}
	}
}
