package cmd

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"rung/assess/calibrate"
	"rung/assess/store"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

func TestErrorsEndWithWhatToType(t *testing.T) {
	said := lang.Sprintf("so")
	state := func(s calibrate.State, empty bool) error {
		return &calibrate.StateError{Session: "h2", State: s, Empty: empty, Message: said}
	}
	lack := func(what calibrate.Lack) error { return &calibrate.LackError{What: what, Message: said} }
	shelf := func(kind store.Kind, of store.Thing, none bool) error {
		return &store.Error{Kind: kind, Of: of, None: none, IDs: []string{"a b"}, Message: said}
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{errors.New("so"), "so"},
		{state(calibrate.Locked, false), "so; run `rung calibrate report h2` to read it"},
		{state(calibrate.Revealed, false), "so; run `rung calibrate agenda h2` to go on"},
		{state(calibrate.Collecting, true), "so; run `rung calibrate add h2 FILE…`, or `rung calibrate collect h2 --from FOLDER` for envelopes"},
		{state(calibrate.Collecting, false), "so; run `rung calibrate reveal h2` once everybody has handed in"},
		{state(calibrate.Closed, false),
			"so; run `rung calibrate reveal h2 --released FILE` with what a second holder gave back, or without it to write again what one is to release"},
		{lack(calibrate.NoName), "so; say whom it is about with --subject NAME, and with --rater NAME if somebody else answered"},
		{&calibrate.Tampered{Session: "h2", Findings: []calibrate.Finding{{Fault: calibrate.FromNewer, Message: said}}},
			"session “h2” cannot be read by this rung: so; use that one"},
		{&calibrate.Tampered{Session: "h2", Findings: []calibrate.Finding{{Fault: calibrate.LogCut, Message: said}}},
			"the log of session “h2” does not verify, and the session is not used: so; run `rung calibrate log h2 --verify` to see all"},
		{lack(calibrate.NoEnd), "so; finish it with `rung assess`"},
		{lack(calibrate.NoReason), "so; say why with --why"},
		{lack(calibrate.NoPairs), "so; say who is to rate whom, with `rung calibrate add SESSION --expect FILE`"},
		{lack(calibrate.NoneLeft), "so; name who is to be invited again, with --rater NAME"},
		{lack(calibrate.NotExpected), "so; mend the rating, or say what is expected with --expect FILE"},
		{shelf(store.Missing, store.Assessment, true), "so; run `rung assess`"},
		{shelf(store.Missing, store.Rubric, false), "so; `rung import` an export that holds it"},
		{shelf(store.Missing, store.Session, true), "so; run `rung calibrate new 'a b'` to begin one"},
		{shelf(store.Missing, store.Session, false), "so"},
		{shelf(store.Changed, store.Assessment, false),
			"so; `rung import` an exported copy to restore it, or `rung erase` the person to remove it"},
		{shelf(store.Changed, store.Rubric, false), "so; `rung import` an export that holds it to restore it"},
		{shelf(store.Changed, store.Session, false), "so"},
		{shelf(store.Damaged, store.Shelf, false), "so: put a backup in its place, or move it away and `rung import` what was exported"},
		{shelf(store.Damaged, store.Unsaid, false), "so"},
		{shelf(store.Exists, store.File, false), "so; add --force to replace it"},
		{shelf(store.Exists, store.Unsaid, false), "so"},
	} {
		for _, err := range []error{c.err, invalid(c.err)} {
			got := sayable(err)
			if lang.In(got, lang.EN) != c.want {
				t.Errorf("%#v: got  %v\nwant %s", c.err, got, c.want)
			}
			if exitCode(got) != exitCode(err) {
				t.Errorf("%v: exit code %d, was %d", got, exitCode(got), exitCode(err))
			}
		}
	}
}

func TestProblemsNameTheCommandThatReads(t *testing.T) {
	for form, want := range map[string]string{
		"rung.rubric/v1": "rung rubric lint FILE", "rung.answers/v1": "rung assess --answers FILE", "rung.answers/v7": "rung assess --answers FILE",
		"rung.assessment/v1": "rung import FILE", "rung.bundle/v1": "rung import FILE",
	} {
		d, err := doc.Parse("a.yaml", []byte("schema: "+form))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		d.Schema("rung.other/v1")
		speaking(lang.EN).reportError(&b, d.Err())
		if !strings.HasSuffix(b.String(), "\n    to read it: `"+want+"`\n") {
			t.Errorf("%s: got %s", form, b.String())
		}
	}
}
