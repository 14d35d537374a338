package report_test

import (
	"crypto/rand"
	"slices"
	"strings"
	"testing"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/assess/report"
	"rung/rubric/lang"
	"rung/rubrics"
)

// enveloped is a session with a second holder, in which Grace was invited twice and
// handed in twice, Mo handed in by file, and Nel was not invited; it goes on to the
// state, with an envelope that came too late.
func enveloped(t *testing.T, state calibrate.State) *calibrate.Session {
	t.Helper()
	act := calibrate.Act{At: demoDay, Random: rand.Reader}
	must := func(errs ...error) {
		t.Helper()
		for _, err := range errs {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	s, err := calibrate.New(act, "h2", "Half", builtIn(t))
	must(err)
	key, err := exchange.NewKey()
	must(err)
	second, err := exchange.NewKey()
	must(err)
	terms, err := exchange.NewTerms(exchange.Terms{Key: key.Recipient(), Reader: "Fay", Second: []exchange.Holder{{Name: "Sol", Key: second.Recipient()}},
		SlotSize: exchange.MinSlot, Rubric: exchange.RubricRef(assess.Ref(builtIn(t)))}, rand.Reader)
	must(err, s.Seal(act, terms))
	expect := func(subject, rater string, relation assess.Relation) error {
		return s.Expect(act, assess.Person{Name: subject}, assess.Person{Name: rater}, relation)
	}
	must(expect("Ada", "Grace", assess.Manager), expect("Grace", "Grace", assess.Self))
	_, text, err := rubrics.Read("product")
	must(err)
	register := &exchange.Register{Terms: *terms}
	handIn := func(minute int, level string) *exchange.Invitation {
		roster, err := s.Invitees(text, "Grace")
		must(err)
		drawn, err := roster.Invite(rand.Reader)
		must(err)
		register.Enter(drawn[0].Public())
		_, err = s.Enter(act, register)
		must(err)
		e, err := drawn[0].Seal([]exchange.Submission{{Subject: assess.Person{Name: "Ada"}, Level: level}}, demoDay, rand.Reader)
		must(err)
		_, err = s.Collect(act, e)
		must(err)
		return drawn[0]
	}
	handIn(0, "pm")
	last := handIn(1, "gpm")
	_, err = s.Add(act, calibrate.Submission{Subject: assess.Person{Name: "Ada"}, Rater: assess.Person{Name: "Mo"}, Relation: assess.Peer, Level: "pm"})
	must(err, expect("Ada", "Nel", assess.Peer), expect("Mo", "Grace", assess.Peer))
	if state == calibrate.Collecting {
		return s
	}
	must(s.Close(act))
	late, err := last.Seal(nil, demoDay, rand.Reader)
	must(err)
	_, err = s.Collect(act, late)
	must(err)
	if state == calibrate.Closed {
		return s
	}
	asked, err := s.Release()
	must(err)
	_, err = asked.Bytes()
	must(err)
	given, _, err := register.Release(second, asked, demoDay)
	must(err, s.Unseal(key, given), s.Reveal(act))
	return s
}

// TestTheLogSaysWhatBecameOfEnvelopes holds the sentences of each kind of entry about
// envelopes, in both languages.
func TestTheLogSaysWhatBecameOfEnvelopes(t *testing.T) {
	s := enveloped(t, calibrate.Revealed)
	for tag, want := range map[lang.Tag][]string{
		lang.EN: {
			"Grace was invited", "the envelope of Grace came in; receipt ", "in the envelope of entry 8: the slot for Grace on Ada, as manager",
			"in the envelope of entry 8: the slot for Grace, self-assessment", "Grace was invited again; what came under the invitation before counts no more",
			"closed, for a second holder to release; closing list ", "an envelope of Grace came too late, and was left unopened; receipt ",
		},
		lang.FR: {
			"Grace : invitation", "l’enveloppe de Grace est arrivée ; reçu ", "dans l’enveloppe de l’entrée 8 : case prévue pour Grace sur Ada, en tant que ",
			"dans l’enveloppe de l’entrée 8 : case prévue pour Grace, auto-évaluation", "Grace : nouvelle invitation ; ce qui est venu avec la précédente ne compte plus",
			"clôturée, en attente d’une seconde clé ; liste de clôture ", "une enveloppe de Grace est arrivée trop tard, et n’a pas été ouverte ; reçu ",
		},
	} {
		log := strings.ReplaceAll(said(report.Log(s, tag)), "\u00a0", " ")
		for _, sentence := range want {
			if !strings.Contains(log, sentence) {
				t.Errorf("%q is not in\n%s", sentence, log)
			}
		}
	}
}

// TestStatusSaysWhoseEnvelopesAreIn holds what status says before reveal, when an
// envelope has something for everybody, and after, when what was left open is missing.
func TestStatusSaysWhoseEnvelopesAreIn(t *testing.T) {
	in := "Envelopes in: 1 of 1 invited raters."
	seen := "Handed in readable, and so seen by the facilitator: ratings by Mo."
	open := "An envelope counts as in for everybody whom it is asked about; whom it leaves open shows at reveal."
	uninvited, outdated := "Not invited yet: Nel.", "Whom they rate changed since they were invited: Grace."
	for state, want := range map[calibrate.State][]string{
		calibrate.Collecting: {in, open, seen, uninvited, outdated, "2 of 4 in"},
		calibrate.Closed:     {in, open, seen, "closed", "2 of 4 in", "rung calibrate reveal h2 --released FILE"},
		calibrate.Revealed:   {in, seen, "self-assessment; Mo (as peer)"},
	} {
		s := enveloped(t, state)
		status := said(report.Status(s, lang.EN))
		for _, sentence := range append(want, open, uninvited, outdated) {
			if strings.Contains(status, sentence) != slices.Contains(want, sentence) {
				t.Errorf("%s: %q: %v\n%s", state, sentence, !slices.Contains(want, sentence), status)
			}
		}
		said(report.StatusPage(s, lang.FR))
	}
}
