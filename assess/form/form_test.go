package form_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/form"
	"rung/assess/report"
	page "rung/assess/report/html"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

var noon = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

// studio is a rubric with questions of every kind, product the built-in one.
func studio(t rapid.TB) string {
	text, err := os.ReadFile("../../cmd/testdata/studio.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func product(t rapid.TB) string {
	_, text, err := rubrics.Read("product")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func parse(t rapid.TB, text string) *rubric.Rubric {
	r, err := rubric.Parse("rubric", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// user is somebody at a form, who sees what a browser would show.
type user struct {
	rapid.TB
	form     *form.Form
	now      time.Time
	last     form.Shown
	page     string
	parts    map[string]string
	controls map[string]form.Control
}

func open(t rapid.TB, text string) *user {
	f, err := form.New(form.Carried{Lang: lang.EN, Rubric: text}, draws())
	if err != nil {
		t.Fatal(err)
	}
	u := &user{TB: t, form: f, now: noon}
	u.do("open", "", "")
	return u
}

func (u *user) do(do, to, value string) form.Shown {
	u.now = u.now.Add(10 * time.Second)
	u.last = u.form.Do(form.Event{Do: do, To: to, Value: value, Now: u.now})
	if u.last.Page != "" {
		u.page, u.parts = u.last.Page, map[string]string{}
	}
	for id, part := range u.last.Parts {
		u.parts[id] = part
	}
	u.controls = map[string]form.Control{}
	for _, c := range u.last.Controls {
		u.controls[c.ID] = c
	}
	return u.last
}

// sees are the page and what changed on it, as text.
func (u *user) sees() string {
	said := u.page
	for _, part := range u.parts {
		said += part
	}
	return said
}

// saved is a file that the form hands over.
func (u *user) saved(what string) string {
	u.Helper()
	file := u.do("save", what, "").Save
	if file == nil {
		u.Fatalf("no file of %s", what)
	}
	return file.Text
}

// answers are read back from the file that the form saves.
func (u *user) answers(r *rubric.Rubric) (*assess.Sheet, []assess.Answer) {
	u.Helper()
	sheet, err := assess.ParseSheet("answers.yaml", []byte(u.saved("answers")))
	if err != nil {
		u.Fatal(err)
	}
	answers, err := sheet.Against(r)
	if err != nil {
		u.Fatal(err)
	}
	return sheet, answers
}

// places are where buttons may lead.
func places(r *rubric.Rubric) []string {
	all := []string{"begin", "review", "result", "", "nowhere", "dimension.x", "review.x"}
	for _, d := range r.Dimensions {
		all = append(all, "dimension."+d.ID)
	}
	for _, q := range r.Questions {
		all = append(all, "question."+q.ID)
	}
	return all
}

// anyEvent draws anything that a page could tell, sensible or not.
func anyEvent(r *rubric.Rubric) *rapid.Generator[form.Event] {
	var questions []string
	values := []string{"", "0", "3", "10000", "10001", "-1", "x", "skip", "unknown", "na", "none", "3 teams", "\xff", "a,b"}
	for _, q := range r.Questions {
		questions = append(questions, q.ID)
		for _, o := range q.Options {
			values = append(values, o.ID)
		}
	}
	return rapid.Custom(func(t *rapid.T) form.Event {
		e := form.Event{Do: rapid.SampledFrom([]string{"open", "kept", "changed", "invite", "level", "why", "seal", "copied", "language", "about", "name", "manner", "start", "answer", "answer", "answer", "answer", "note",
			"go", "go", "next", "next", "back", "rest", "save", "keep", "print", "dance"}).Draw(t, "do")}
		switch e.Do {
		case "language":
			e.To = rapid.SampledFrom([]string{"en", "fr", "de"}).Draw(t, "language")
		case "about":
			e.Value = rapid.SampledFrom([]string{"self", "self", "manager", "boss"}).Draw(t, "relation")
		case "name":
			e.To = rapid.SampledFrom([]string{"subject", "rater"}).Draw(t, "whose")
			e.Value = rapid.SampledFrom([]string{"", "Ada", "Grace", "me", "a\nb", strings.Repeat("x", 101)}).Draw(t, "name")
		case "manner":
			e.Value = rapid.SampledFrom([]string{"quick", "whole"}).Draw(t, "manner")
		case "answer":
			e.To = rapid.SampledFrom(append(questions, "", "nothing")).Draw(t, "question")
			e.Value = rapid.SampledFrom(values).Draw(t, "answer")
		case "note":
			e.To = rapid.SampledFrom(questions).Draw(t, "question")
			e.Value = rapid.SampledFrom([]string{"", "since March", "a: b\n# c\n\"'", "</textarea><script>", "\u202e", strings.Repeat("é", 3000)}).Draw(t, "note")
		case "go":
			e.To = rapid.SampledFrom(places(r)).Draw(t, "place")
		case "keep":
			e.Value = rapid.SampledFrom([]string{"on", "", "failed"}).Draw(t, "keep")
		case "save":
			e.To = rapid.SampledFrom([]string{"answers", "page", "all"}).Draw(t, "file")
		}
		return e
	})
}

// TestWhateverIsDone plays any events: the answers fit the rubric, and read back from
// the file and in another form they are the same; no language changes one; what is
// answered by nobody is not answered; and nothing unsaved is called saved.
func TestWhateverIsDone(t *testing.T) {
	for name, text := range map[string]string{"studio": studio(t), "product": product(t)} {
		t.Run(name, func(t *testing.T) {
			r := parse(t, text)
			rapid.Check(t, func(t *rapid.T) {
				u := open(t, text)
				before := []assess.Answer(nil)
				for _, e := range rapid.SliceOfN(anyEvent(r), 1, 25).Draw(t, "events") {
					shown := u.do(e.Do, e.To, e.Value)
					if shown.Lang == "" || shown.Title == "" {
						t.Fatalf("%+v shows %+v", e, shown)
					}
					if strings.Contains(shown.Page, "<script") {
						t.Fatalf("%+v shows a script", e)
					}
					sheet, answers := peek(u, r)
					if (&assess.Assessment{Rubric: assess.Ref(r), Answers: answers, Relation: assess.Self, Subject: assess.Me, Rater: assess.Me}).Check(r) != nil {
						t.Fatalf("%+v leads to answers that do not fit: %+v", e, answers)
					}
					changed := !slices.Equal(before, answers)
					if changed && e.Do != "answer" && e.Do != "note" {
						t.Fatalf("%+v changes answers", e)
					}
					if changed && !shown.Unsaved && shown.Keep == nil {
						t.Fatalf("%+v changes answers, and nobody is warned", e)
					}
					if before = answers; changed {
						sameElsewhere(u, text, sheet)
					}
				}
			})
		})
	}
}

// peek reads the answers without a trace: a copy of the form saves them.
func peek(u *user, r *rubric.Rubric) (string, []assess.Answer) {
	u.Helper()
	copied := *u.form
	file := copied.Do(form.Event{Do: "save", To: "answers", Now: u.now}).Save.Text
	sheet, err := assess.ParseSheet("answers.yaml", []byte(file))
	if err != nil {
		u.Fatal(err)
	}
	answers, err := sheet.Against(r)
	if err != nil {
		u.Fatalf("%v\n%s", err, file)
	}
	return file, answers
}

// sameElsewhere loads a draft into another form, which saves the same in turn.
func sameElsewhere(u *user, text, file string) {
	u.Helper()
	other := open(u, text)
	if u.last.Lang == lang.FR {
		other.do("language", "fr", "")
	}
	if said := other.do("load", "", file).Say; strings.Contains(said, "answers.yaml") {
		u.Fatalf("the draft is refused: %s", said)
	}
	_, want := peek(u, parse(u, text))
	if _, got := peek(other, parse(u, text)); !slices.Equal(got, want) {
		u.Fatalf("a draft comes back otherwise: %s", cmp.Diff(want, got))
	}
}

// TestAPersonAnswersAll goes through all pages and gets the page of the report.
func TestAPersonAnswersAll(t *testing.T) {
	r := parse(t, product(t))
	u := open(t, product(t))
	u.do("start", "", "")
	for range r.Dimensions {
		for _, q := range r.Questions {
			if !strings.Contains(u.page, `id="`+q.ID+`"`) {
				continue
			}
			value := "3"
			if q.Kind == rubric.Choice {
				value = q.Options[len(q.Options)-1].ID
			}
			u.do("answer", q.ID, value)
		}
		u.do("next", "", "")
	}
	if !strings.Contains(u.sees(), "24 of 24") {
		t.Error("not all questions were reached")
	}
	u.do("go", "result", "")
	_, answers := u.answers(r)
	made := &assess.Assessment{Rubric: assess.Ref(r), Relation: assess.Self, Subject: assess.Me, Rater: assess.Me, Lang: lang.EN, Answers: answers, CompletedAt: u.now}
	var want strings.Builder
	if err := page.Write(&want, report.Page(assess.Score(r, made), lang.EN, false)); err != nil {
		t.Fatal(err)
	}
	if got := u.saved("page"); got != want.String() {
		t.Errorf("the page is not that of the report: %s", cmp.Diff(want.String(), got))
	}
	if u.last.Unsaved {
		t.Error("all is saved, and the page warns")
	}
}

// TestQuickAsksInTheOrderOfTheEngine answers what is asked, goes back, and asks the
// rest.
func TestQuickAsksInTheOrderOfTheEngine(t *testing.T) {
	r := parse(t, product(t))
	u := open(t, product(t))
	u.do("manner", "", "quick")
	u.do("start", "", "")
	var answers []assess.Answer
	for i := assess.NextQuestion(r, answers); i >= 0; i = assess.NextQuestion(r, answers) {
		q := &r.Questions[i]
		if !strings.Contains(u.page, `<fieldset class="question" id="`+q.ID+`"`) {
			t.Fatalf("%s is not asked", q.ID)
		}
		if shown := u.do("next", "", ""); shown.Page != "" || shown.Say == "" {
			t.Fatalf("an open question is passed over: %q", shown.Say)
		}
		value := "2"
		if q.Kind == rubric.Choice {
			value = q.Options[2].ID
		}
		u.do("answer", q.ID, value)
		u.do("next", "", "")
		one, err := assess.ParseAnswer(r, q.ID+"="+value)
		if err != nil {
			t.Fatal(err)
		}
		answers = assess.WithAnswer(r, answers, one)
	}
	if !strings.Contains(u.page, "enough for a level") {
		t.Error("the review does not say that it is enough")
	}
	u.do("back", "", "")
	if !strings.Contains(u.page, "Question ") {
		t.Error("there is no way back")
	}
	u.do("rest", "", "")
	if !strings.Contains(u.page, "Dimension ") {
		t.Error("the others are not asked")
	}
}

// TestWhatIsRefusedStays shows a refusal beside its field, keeps one on the page, and
// lets one go on once it is mended.
func TestWhatIsRefusedStays(t *testing.T) {
	u := open(t, product(t))
	u.do("about", "", "manager")
	if said := u.do("load", "", "schema: \x00\x01").Say; said == "" || strings.ContainsAny(said, "\x00\x01") {
		t.Errorf("a damaged file is refused with %q", said)
	}
	if shown := u.do("start", "", ""); shown.Focus != "people" || !strings.Contains(shown.Parts["people.refusal"], "both names") {
		t.Errorf("without names: %+v", shown)
	}
	u.do("name", "subject", "Ada")
	u.do("name", "rater", "ada")
	if shown := u.do("start", "", ""); !strings.Contains(shown.Say, "cannot be their own manager") {
		t.Errorf("Ada rates herself: %q", shown.Say)
	}
	u.do("name", "rater", "Grace")
	if u.do("start", "", ""); !strings.Contains(u.page, "Ada") {
		t.Error("the questions do not name Ada")
	}
	shown := u.do("answer", "teams-led", "two")
	if c := u.controls["teams-led.value"]; !c.Invalid || *c.Value != "two" || shown.Say == "" || !strings.Contains(shown.Parts["teams-led.value.refusal"], shown.Say) {
		t.Errorf("no refusal: %+v, %q", c, shown.Say)
	}
	if shown = u.do("next", "", ""); shown.Focus != "teams-led.value" || shown.Page != "" {
		t.Errorf("one goes on with it: %+v", shown)
	}
	if u.do("answer", "teams-led", "2 teams"); *u.controls["teams-led.value"].Value != "2" {
		t.Error("a number with its unit is not taken")
	}
	if shown = u.do("next", "", ""); shown.Page == "" {
		t.Error("one cannot go on")
	}
}

// TestAnswersExcludeEachOther ticks, says none, gives a reason and takes it back.
func TestAnswersExcludeEachOther(t *testing.T) {
	u := open(t, studio(t))
	u.do("start", "", "")
	for range 9 {
		if strings.Contains(u.page, `id="growth-ways"`) {
			break
		}
		u.do("next", "", "")
	}
	for _, step := range []struct{ value, chosen string }{
		{"mentors", "growth-ways.mentors"}, {"none", "growth-ways.none.none"}, {"hires,mentors", "growth-ways.mentors growth-ways.hires"},
		{"unknown", "growth-ways.reason.unknown"}, {"", ""}, {"skip", "growth-ways.reason.skip"}, {"mentors", "growth-ways.mentors"},
	} {
		u.do("answer", "growth-ways", step.value)
		var chosen []string
		for _, c := range u.last.Controls {
			if c.Chosen && strings.HasPrefix(c.ID, "growth-ways.") {
				chosen = append(chosen, c.ID)
			}
		}
		if got := strings.Join(chosen, " "); got != step.chosen {
			t.Errorf("after %q: %q is chosen, want %q", step.value, got, step.chosen)
		}
	}
}

// TestADraftIsKeptAndForgotten keeps a draft in the browser, begins with it, and
// deletes it.
func TestADraftIsKeptAndForgotten(t *testing.T) {
	u := open(t, product(t))
	u.do("start", "", "")
	if shown := u.do("answer", "teams-led", "2"); shown.Keep != nil || !shown.Unsaved {
		t.Errorf("kept without being asked: %+v", shown)
	}
	u.do("go", "begin", "")
	kept := u.do("keep", "", "on")
	if kept.Keep == nil || !strings.Contains(*kept.Keep, "teams-led: 2") || kept.Unsaved {
		t.Fatalf("not kept: %+v", kept)
	}
	if shown := u.do("load", "", *kept.Keep); !strings.Contains(shown.Say, "not saved in a file") {
		t.Errorf("answers are loaded over others: %q", shown.Say)
	}
	again, err := form.New(form.Carried{Lang: lang.FR, Rubric: product(t)}, draws())
	if err != nil {
		t.Fatal(err)
	}
	shown := again.Do(form.Event{Do: "kept", Value: *kept.Keep, Now: noon})
	if !strings.Contains(shown.Page, "Continuer") {
		t.Error("the draft is not there")
	}
	if shown = again.Do(form.Event{Do: "keep", Now: noon}); shown.Keep == nil || *shown.Keep != "" || !shown.Unsaved {
		t.Errorf("not forgotten: %+v", shown)
	}
}

// TestEveryControlHasItsWords draws every page in both languages: each control has a
// label or a name, its state, and an id that no other has.
func TestEveryControlHasItsWords(t *testing.T) {
	for _, text := range []string{product(t), studio(t)} {
		r := parse(t, text)
		for _, tag := range lang.Tags {
			u := open(t, text)
			u.do("language", string(tag), "")
			check(t, u)
			u.do("start", "", "")
			for _, to := range places(r) {
				u.do("go", to, "")
				u.do("language", string(lang.EN), "")
				u.do("language", string(lang.FR), "")
				check(t, u)
			}
		}
	}
}

func check(t *testing.T, u *user) {
	t.Helper()
	root := parsed(t, u.page)
	ids := map[string]bool{}
	for n := range root.Descendants() {
		id := attribute(n, "id")
		if id != "" && ids[id] {
			t.Errorf("two elements are %s", id)
		}
		ids[id] = true
		switch n.Data {
		case "input", "textarea":
			if n.Parent.Data != "label" || strings.TrimSpace(words(n.Parent)) == "" {
				t.Errorf("%s has no label", id)
			}
			if _, stands := u.controls[id]; !stands && attribute(n, "type") != "file" {
				t.Errorf("nobody says how %s stands", id)
			}
		case "button":
			if attribute(n, "data-do") == "" || words(n) == "" {
				t.Errorf("a button does nothing, or does not say what: %q", words(n))
			}
		case "fieldset":
			if n.FirstChild.Data != "legend" || words(n.FirstChild) == "" {
				t.Errorf("%s has no legend", id)
			}
		case "h1":
			if id != "heading" {
				t.Errorf("a page is headed by %q", id)
			}
		}
	}
}

func parsed(t *testing.T, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func words(n *html.Node) string {
	var all strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			fmt.Fprint(&all, d.Data)
		}
	}
	return all.String()
}

// draws is a source that gives the same each time.
func draws() io.Reader { return rand.NewChaCha8([32]byte{}) }

// TestWhatIsSavedIsNamed says, to be seen and to be heard, which file was handed over,
// until the next thing is done.
func TestWhatIsSavedIsNamed(t *testing.T) {
	_, v := invitation(t, product(t))
	u := openInvited(t, v)
	u.do("go", "person@1", "")
	u.do("manner", "", "cannot")
	names := func(file string) {
		t.Helper()
		if !strings.Contains(u.last.Say, file) || !strings.Contains(u.parts["stand"], file) {
			t.Errorf("%s is not named: %q, %q", file, u.last.Say, u.parts["stand"])
		}
	}
	u.saved("answers")
	names("spring-bo.draft.json")
	if u.do("why", "", "on leave"); strings.Contains(u.parts["stand"], "draft.json") {
		t.Error("the draft is named after something else was said")
	}
	u.do("seal", "", "")
	u.saved("envelope")
	names("spring-bo.envelope")
	u.saved("receipt")
	names("spring-bo-receipt.txt")
}
