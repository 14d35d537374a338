package assess_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/assess"
	"rung/rubric/lang"
)

// FuzzAnswers: no bytes make the reader panic; accepted answers fit the rubric
// and come back through a template.
func FuzzAnswers(f *testing.F) {
	r := small(f)
	for _, bad := range badSheets() {
		f.Add([]byte(bad.text))
	}
	for _, good := range goodSheets() {
		f.Add([]byte(good.text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, answers, err := readSheet(r, string(data))
		if err != nil {
			if lang.In(err, lang.FR) == "" {
				t.Error("refused without a word")
			}
			return
		}
		if err := (&assess.Assessment{Rubric: assess.Ref(r), Answers: answers}).Check(r); err != nil {
			t.Errorf("accepted, but: %v", err)
		}
		_, again, err := readSheet(r, string(assess.Template(r, lang.FR, assess.Assessment{Answers: answers}, "rung")))
		if err != nil {
			t.Errorf("the template does not read: %v", err)
		}
		if diff := cmp.Diff(answers, again); diff != "" {
			t.Error(diff)
		}
	})
}

// FuzzAssessment: no bytes make Decode panic; what it accepts encodes, and comes
// back equal and in the same bytes.
func FuzzAssessment(f *testing.F) {
	for _, bad := range badAssessments(f) {
		f.Add([]byte(bad.text))
	}
	for _, good := range goodAssessments() {
		f.Add([]byte(good))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := assess.Decode("f.json", data)
		if err != nil {
			if lang.In(err, lang.FR) == "" {
				t.Error("refused without a word")
			}
			return
		}
		first, err := assess.Encode(a)
		if err != nil {
			t.Fatalf("decoded, but not encoded: %v", err)
		}
		again, err := assess.Decode("again.json", first)
		if err != nil {
			t.Fatalf("encoded, but not decoded: %v", err)
		}
		if diff := cmp.Diff(a, again); diff != "" {
			t.Error(diff)
		}
		if second, err := assess.Encode(again); err != nil || !bytes.Equal(first, second) {
			t.Errorf("the bytes differ, %v", err)
		}
	})
}

// FuzzParseAnswer: what is accepted fits the rubric.
func FuzzParseAnswer(f *testing.F) {
	r := small(f)
	for _, seed := range []string{"teams-led=2", "reports=yes", "reports=skip", "teams-led=-1", "=", "x", "teams-led=1=2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if a, err := assess.ParseAnswer(r, text); err == nil {
			if err := (&assess.Assessment{Rubric: assess.Ref(r), Answers: []assess.Answer{a}}).Check(r); err != nil {
				t.Errorf("accepted, but: %v", err)
			}
		}
	})
}
