package form_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/exchange"
	"rung/assess/form"
	"rung/rubric"
	"rung/rubric/lang"
)

// sessionKey opens what the tests seal; drawing one takes a while.
var sessionKey = sync.OnceValues(exchange.NewKey)

// invitation asks Bo to rate themself, Ada and Cy.
func invitation(t rapid.TB, text string) (*exchange.Key, *exchange.Invitation) {
	t.Helper()
	key, err := sessionKey()
	must(t, err)
	terms, err := exchange.NewTerms(exchange.Terms{
		Key: key.Recipient(), Reader: "Fay", NotBefore: "2026-12-01", SlotSize: exchange.DefaultSlot, Form: "1.0.0",
		Rubric: exchange.RubricRef(assess.Ref(parse(t, text))),
	}, draws())
	must(t, err)
	roster := &exchange.Roster{Terms: *terms, Title: "Spring", Rubric: text, Raters: []exchange.Rater{{
		ID: strings.Repeat("b0", 16), Name: "Bo",
		People: []exchange.Person{{Name: "Bo", Relation: assess.Self}, {Name: "Ada", Relation: assess.Manager}, {Name: "Cy", Relation: assess.Peer}},
	}}}
	all, err := roster.Invite(draws())
	must(t, err)
	return key, all[0]
}

func must(t rapid.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func asFile(t rapid.TB, v *exchange.Invitation) string {
	t.Helper()
	data, err := v.Bytes()
	must(t, err)
	return string(data)
}

// openInvited opens the form that carries an invitation.
func openInvited(t rapid.TB, v *exchange.Invitation) *user {
	t.Helper()
	f, err := form.New(form.Carried{Lang: lang.EN, Invitation: asFile(t, v)}, draws())
	must(t, err)
	u := &user{TB: t, form: f, now: noon}
	u.do("open", "", "")
	return u
}

// opened is what an envelope says, by the name of the person, as the key opens it.
func opened(t rapid.TB, key *exchange.Key, v *exchange.Invitation, text string, now time.Time) (*exchange.Envelope, map[string]exchange.Submission) {
	t.Helper()
	e, err := exchange.ParseArmoured("the envelope", []byte(text))
	must(t, err)
	must(t, e.Check(&v.Terms, v.Public(), now))
	said := map[string]exchange.Submission{}
	for i, slot := range e.Slots {
		p, err := key.OpenSlot(&v.Terms, v.Public(), e, i, slot.Sealed)
		must(t, err)
		said[v.Rater.People[i].Name] = p.Submission
	}
	return e, said
}

// told is what a rater has told the form about one person: a model of it.
type told struct {
	manner, level, why string
	answers            []assess.Answer
}

// tell draws an event of the rater, and has the model follow it.
func tell(t *rapid.T, r *rubric.Rubric, u *user, at *int, model []told) {
	m := &model[*at]
	switch what := rapid.SampledFrom([]string{"person", "manner", "level", "why", "answer", "answer", "answer", "all", "note", "elsewhere", "nonsense"}).Draw(t, "what"); what {
	case "person":
		to := rapid.IntRange(0, len(model)-1).Draw(t, "person")
		if u.do("go", fmt.Sprintf("person@%d", to+1), ""); !strings.Contains(u.page, fmt.Sprintf("Person %d of", to+1)) {
			t.Fatalf("person %d is not reached: %q", to+1, u.last.Say)
		}
		*at = to
	case "manner":
		m.manner = rapid.SampledFrom([]string{"whole", "quick", "level", "cannot"}).Draw(t, "manner")
		u.do("manner", "", m.manner)
	case "level":
		m.level = r.Levels[rapid.IntRange(0, len(r.Levels)-1).Draw(t, "level")].ID
		u.do("level", "", m.level)
	case "why":
		m.why = rapid.SampledFrom([]string{"", "knows it\nall", " « \"<&> é 日本 "}).Draw(t, "why")
		u.do("why", "", m.why)
	case "answer":
		q := &r.Questions[rapid.IntRange(0, len(r.Questions)-1).Draw(t, "question")]
		m.answer(r, u, q, rapid.SampledFrom(append(rubric.NoAnswer(), value(q, 1))).Draw(t, "value"))
	case "all":
		for i := range r.Questions {
			m.answer(r, u, &r.Questions[i], value(&r.Questions[i], 1))
		}
	case "note":
		q := &r.Questions[rapid.IntRange(0, len(r.Questions)-1).Draw(t, "question")]
		note := rapid.SampledFrom([]string{"since March", "</script>\n\"'", strings.Repeat("é", 400)}).Draw(t, "note")
		u.do("note", q.ID, note)
		a, known := (&assess.Assessment{Answers: m.answers}).Answer(q.ID)
		if !known {
			a = assess.Answer{Question: q.ID, State: assess.Skipped}
		}
		a.Note = note
		m.answers = assess.WithAnswer(r, m.answers, a)
	case "elsewhere":
		u.do(rapid.SampledFrom([]string{"open", "print", "save", "changed", "copied"}).Draw(t, "do"), "answers", "")
		u.do("go", rapid.SampledFrom([]string{"begin", "overview", "envelope", "review", "result", "person@9", "dimension.x"}).Draw(t, "to"), "")
	case "nonsense":
		u.do("invite", "", "{}")
		u.do("name", "subject", "Eve")
		u.do("about", "", "panel")
		u.do("language", rapid.SampledFrom([]string{"en", "fr"}).Draw(t, "language"), "")
		u.do("language", "en", "")
	}
}

func (m *told) answer(r *rubric.Rubric, u *user, q *rubric.Question, word string) {
	u.do("answer", q.ID, word)
	a, err := assess.ParseAnswer(r, q.ID+"="+word)
	must(u, err)
	if before, known := (&assess.Assessment{Answers: m.answers}).Answer(q.ID); known {
		a.Note = before.Note
	}
	m.answers = assess.WithAnswer(r, m.answers, a)
}

// value is an answer to q, as a file has it.
func value(q *rubric.Question, n int) string {
	if q.Kind == rubric.Number {
		return fmt.Sprint(n)
	}
	return q.Options[min(n, len(q.Options)-1)].ID
}

// says is what an envelope should say of somebody: nothing where too little was said.
func (m *told) says(r *rubric.Rubric, p exchange.Person) exchange.Submission {
	s := exchange.Submission{}
	switch {
	case m.manner == "cannot":
		s.NotRated = true
	case m.manner == "level":
		s.Level = m.level
	default:
		a := &assess.Assessment{Rubric: assess.Ref(r), Answers: m.answers}
		if len(assess.Brief(r, a).Ranking) > 0 {
			s.Assessment = a
		}
		return s
	}
	if why := strings.TrimSpace(m.why); why != "" && !s.Open() {
		s.Comments = map[string]string{"": why}
	}
	return s
}

// TestWhateverARaterDoes plays any events: what comes out is an envelope that checks,
// opens to exactly what was said of everybody of whom enough was, and replaces those
// before; a draft loads back to the same; and nothing unsaved is called saved.
func TestWhateverARaterDoes(t *testing.T) {
	for name, text := range map[string]string{"studio": studio(t), "product": product(t)} {
		t.Run(name, func(t *testing.T) {
			key, v := invitation(t, text)
			r := parse(t, text)
			rapid.Check(t, func(t *rapid.T) {
				u, at := openInvited(t, v), 0
				model := []told{{manner: "whole"}, {manner: "whole"}, {manner: "whole"}}
				var before *exchange.Envelope
				for range rapid.IntRange(1, 12).Draw(t, "events") {
					tell(t, r, u, &at, model)
				}
				for range 2 {
					before = sealed(t, u, key, v, r, model, before)
					sameDraft(t, u, v)
					tell(t, r, u, &at, model)
				}
			})
		})
	}
}

// sealed has the rater hand in, and compares what comes out with the model.
func sealed(t *rapid.T, u *user, key *exchange.Key, v *exchange.Invitation, r *rubric.Rubric, model []told, before *exchange.Envelope) *exchange.Envelope {
	t.Helper()
	want := map[string]exchange.Submission{}
	open := 0
	for i := range model {
		p := v.Rater.People[i]
		want[p.Name] = model[i].says(r, p)
		if want[p.Name].Open() {
			open++
		}
	}
	if before != nil {
		u.now = before.Made.Add(-time.Hour) // a clock may go back
	}
	shown := u.do("seal", "", "")
	if open == len(model) {
		if shown.Say == "" || shown.Place == "envelope" && before == nil {
			t.Fatalf("an envelope of nothing: %+v", shown)
		}
		return before
	}
	if shown.Place != "envelope" || !shown.Unsaved {
		t.Fatalf("no envelope: %q at %s", shown.Say, shown.Place)
	}
	text := u.saved("envelope")
	if u.last.Unsaved && open == 0 {
		t.Fatal("all is in the envelope, which is saved, and the page warns")
	}
	e, got := opened(t, key, v, text, u.now)
	if before != nil && !e.Supersedes(before) {
		t.Fatalf("made %s, it does not replace the one made %s", e.Made, before.Made)
	}
	for name, w := range want {
		g := got[name]
		if a := g.Assessment; a != nil {
			if !a.CompletedAt.Equal(e.Made) || !a.StartedAt.Equal(e.Made) {
				t.Fatalf("%s: times beside that of the envelope: %+v", name, a)
			}
			must(t, a.Check(r))
			g.Assessment = &assess.Assessment{Rubric: a.Rubric, Answers: a.Answers}
		}
		g.Subject, g.Rater, g.Relation = assess.Person{}, assess.Person{}, ""
		if diff := cmp.Diff(w, g); diff != "" {
			t.Fatalf("%s is handed in otherwise: %s", name, diff)
		}
	}
	receipt := u.saved("receipt")
	if !strings.Contains(receipt, e.Receipt().Words()) || !strings.Contains(receipt, e.Receipt().String()) {
		t.Fatalf("the receipt is %q", receipt)
	}
	return e
}

// sameDraft loads a draft into another form, which saves the same in turn.
func sameDraft(t *rapid.T, u *user, v *exchange.Invitation) {
	t.Helper()
	file := u.saved("answers")
	other := openInvited(t, v)
	other.do("load", "", file)
	if again := other.saved("answers"); again != file {
		t.Fatalf("a draft comes back otherwise: %s", cmp.Diff(file, again))
	}
}

// TestOnlyWholeDraftsAreRead refuses what this page did not save for this invitation,
// and leaves out whom a new invitation does not ask about, saying so.
func TestOnlyWholeDraftsAreRead(t *testing.T) {
	_, v := invitation(t, product(t))
	u := openInvited(t, v)
	u.do("go", "person@3", "")
	u.do("manner", "", "cannot")
	file := u.saved("answers")
	for _, change := range []string{
		"", "{}", file[1:], strings.Replace(file, v.Terms.Hash().String(), strings.Repeat("0", 64), 1), file + "x", strings.Replace(file, "cannot", "never", 1), strings.Replace(file, `"Ada"`, `"Ada","name":"Bo"`, 1),
		strings.Replace(file, v.Rater.ID, strings.Repeat("c1", 16), 1), strings.Replace(file, "/v1", "/v2", 1), strings.ReplaceAll(file, ",", ", "),
	} {
		other := openInvited(t, v)
		if shown := other.do("load", "", change); !strings.Contains(shown.Parts["load.refusal"], "no draft") || other.saved("answers") != openInvited(t, v).saved("answers") {
			t.Errorf("%.60q is taken: %q", change, shown.Say)
		}
	}
	fewer := *v
	fewer.Rater.People = fewer.Rater.People[:2]
	other := openInvited(t, &fewer)
	if other.do("load", "", file); !strings.Contains(other.page, "Cy") {
		t.Error("nobody is told that Cy is left out")
	}
}

// TestWhatNoEnvelopeHasIsUnsaved saves an envelope that leaves somebody out.
func TestWhatNoEnvelopeHasIsUnsaved(t *testing.T) {
	_, v := invitation(t, product(t))
	u := openInvited(t, v)
	u.do("go", "person@3", "")
	u.do("manner", "", "cannot")
	u.do("go", "person@2", "")
	u.do("answer", "teams-led", "2")
	u.do("seal", "", "")
	if u.saved("envelope"); !u.last.Unsaved {
		t.Error("an answer that is neither in the envelope nor in a draft is called saved")
	}
	if u.saved("answers"); u.last.Unsaved {
		t.Error("all is saved, and the page warns")
	}
}

// TestACopiedEnvelopeIsSaved copies it as text, once in vain; a receipt is not it.
func TestACopiedEnvelopeIsSaved(t *testing.T) {
	_, v := invitation(t, product(t))
	u := openInvited(t, v)
	for i := range v.Rater.People {
		u.do("go", fmt.Sprintf("person@%d", i+1), "")
		u.do("manner", "", "cannot")
	}
	u.do("seal", "", "")
	u.do("copied", "words", "done")
	if u.do("copied", "text", ""); !u.last.Unsaved {
		t.Error("an envelope that nobody has is called saved")
	}
	if u.do("copied", "text", "done"); u.last.Unsaved {
		t.Error("the envelope is copied, and the page warns")
	}
}

// TestThePageIsCalledWhatItIsAbout names the session where there is one, for whoever has
// several pages open.
func TestThePageIsCalledWhatItIsAbout(t *testing.T) {
	_, v := invitation(t, product(t))
	nameless := *v
	nameless.Title = ""
	for want, u := range map[string]*user{"Product roles": open(t, product(t)), "Spring": openInvited(t, v), "You are invited to rate people": openInvited(t, &nameless)} {
		if u.last.Title != want {
			t.Errorf("the page of %q is called %q", want, u.last.Title)
		}
	}
}

// TestTheBareFormOpensAnInvitation takes one as a file, unless answers would be lost.
func TestTheBareFormOpensAnInvitation(t *testing.T) {
	_, v := invitation(t, studio(t))
	u := open(t, product(t))
	if shown := u.do("invite", "", "nonsense"); !strings.Contains(shown.Parts["invitation.refusal"], "rung") || shown.Page != "" {
		t.Errorf("taken: %+v", shown)
	}
	u.do("start", "", "")
	u.do("answer", "teams-led", "2")
	if shown := u.do("invite", "", asFile(t, v)); !strings.Contains(shown.Say, "not saved") {
		t.Errorf("answers are lost: %q", shown.Say)
	}
	u.saved("answers")
	before := u.last.Key
	u.do("go", "begin", "")
	if shown := u.do("load", "", openInvited(t, v).saved("answers")); !strings.Contains(shown.Parts["load.refusal"], "open the invitation first") {
		t.Errorf("of a draft of the invitation it says %q", shown.Say)
	}
	var page bytes.Buffer
	must(t, form.Write(&page, form.Carried{Lang: lang.EN, Invitation: asFile(t, v)}, form.Engine{}))
	shown := u.do("invite", "", page.String())
	for _, said := range append(v.Told(), v.Asked(), v.Compared()) {
		if !strings.Contains(words(parsed(t, shown.Page)), said.In(lang.EN)) {
			t.Errorf("nobody is told %q", said.In(lang.EN))
		}
	}
	if shown.Key == before {
		t.Error("a draft of the invitation is kept under the key of the other")
	}
}

// TestTheRoomIsShown fills the notes about somebody until they are too long for an
// envelope, which is not made then.
func TestTheRoomIsShown(t *testing.T) {
	_, v := invitation(t, product(t))
	r := parse(t, product(t))
	u := openInvited(t, v)
	u.do("start", "", "")
	u.do("next", "", "")
	scarce, over := false, false
	for i := range r.Questions {
		u.do("answer", r.Questions[i].ID, value(&r.Questions[i], 1))
		u.do("note", r.Questions[i].ID, strings.Repeat("a", 2000))
		scarce = scarce || strings.Contains(u.sees(), "There is room for about")
		over = over || strings.Contains(u.last.Say, "too long for an envelope")
	}
	if !scarce || !over {
		t.Errorf("scarce: %v, over: %v", scarce, over)
	}
	u.do("go", "overview", "")
	if !strings.Contains(u.page, "too long for an envelope") {
		t.Error("the overview does not say who is too long")
	}
	if shown := u.do("seal", "", ""); shown.Place == "envelope" || !strings.Contains(shown.Say, "too long") {
		t.Errorf("it is made, or it says %q", shown.Say)
	}
}

// TestTheWayBackLeadsThroughTheForm goes where the browser would, back from every page.
func TestTheWayBackLeadsThroughTheForm(t *testing.T) {
	_, v := invitation(t, product(t))
	for name, u := range map[string]*user{"invited": openInvited(t, v), "alone": open(t, product(t)), "quick": open(t, product(t))} {
		if name == "quick" {
			u.do("manner", "", "quick")
		}
		way := []string{u.last.Place}
		for _, do := range []string{"start", "next", "next", "next"} {
			if u.do(do, "", ""); name == "quick" && do == "next" {
				q := strings.TrimPrefix(u.last.Place, "question.")
				u.do("answer", q, value(&parse(t, product(t)).Questions[parse(t, product(t)).QuestionIndex(q)], 1))
				u.do("next", "", "")
			}
			way = append(way, u.last.Place)
		}
		u.do("go", "review", "")
		slices.Reverse(way)
		for _, to := range way {
			if u.do("go", to, ""); u.last.Place != to {
				t.Errorf("%s: the way back to %s leads to %s: %q", name, to, u.last.Place, u.last.Say)
			}
		}
		slices.Reverse(way)
		for _, to := range way {
			if u.do("go", to, ""); u.last.Place != to {
				t.Errorf("%s: the way forward to %s leads to %s: %q", name, to, u.last.Place, u.last.Say)
			}
		}
		if u.do("back", "", ""); name == "quick" && u.last.Place != way[len(way)-2] {
			t.Errorf("back on the page leads to %s, not to %s", u.last.Place, way[len(way)-2])
		}
	}
}

// TestAnotherTabKeepsItsOwn has another tab change what is kept: this one says so, and
// writes nothing over it.
func TestAnotherTabKeepsItsOwn(t *testing.T) {
	_, v := invitation(t, product(t))
	u := openInvited(t, v)
	if shown := u.do("changed", "", ""); shown.Say != "" {
		t.Errorf("nothing is kept, and it says %q", shown.Say)
	}
	u.do("keep", "", "on")
	if shown := u.do("changed", "", ""); !shown.Unsaved || !strings.Contains(shown.Parts["stand"], "another tab") && !strings.Contains(shown.Parts["stand"], "Another tab") {
		t.Errorf("nobody is told: %+v", shown)
	}
	if shown := u.do("manner", "", "cannot"); shown.Keep != nil {
		t.Error("it writes over what the other tab keeps")
	}
}

// TestInvitedPagesHaveTheirWords draws every page of an invitation in both languages.
func TestInvitedPagesHaveTheirWords(t *testing.T) {
	_, v := invitation(t, studio(t))
	for _, tag := range lang.Tags {
		u := openInvited(t, v)
		u.do("language", string(tag), "")
		check(t, u)
		for i, manner := range []string{"cannot", "level", "quick"} {
			u.do("go", fmt.Sprintf("person@%d", i+1), "")
			u.do("manner", "", manner)
			u.do("language", "en", "")
			u.do("language", string(tag), "")
			check(t, u)
			u.do("next", "", "")
			check(t, u)
		}
		for _, to := range []string{"review", "overview"} {
			u.do("go", to, "")
			check(t, u)
		}
		u.do("seal", "", "")
		check(t, u)
	}
}

// TestAFormOfAnInvitationCarriesIt has nothing of it end its element.
func TestAFormOfAnInvitationCarriesIt(t *testing.T) {
	_, v := invitation(t, studio(t))
	want := form.Carried{Lang: lang.FR, Invitation: asFile(t, v)}
	for n := range parsed(t, string(written(t, want))).Descendants() {
		if attribute(n, "id") != "carried" {
			continue
		}
		var got form.Carried
		if err := json.Unmarshal([]byte(words(n)), &got); err != nil || got != want {
			t.Errorf("%v, %+v", err, got)
		}
		return
	}
	t.Error("the file carries nothing")
}
