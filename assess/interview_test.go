package assess_test

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// ladder is a rubric of n questions, numbers and choices by turns.
func ladder(n int) *rubric.Rubric {
	r := &rubric.Rubric{ID: "tiny", Languages: lang.Tags, Dimensions: []rubric.Dimension{{
		ID: "teams", Title: rubric.Text{lang.EN: "Teams", lang.FR: "Équipes"}, Weight: 1, Steps: make([]rubric.Text, 3),
	}}, Levels: []rubric.Level{{ID: "pm", Rung: 1, Scope: []rubric.Range{{Lo: 0, Hi: 2}}}}}
	for i := range n {
		q := rubric.Question{
			ID:       fmt.Sprintf("q%d", i+1),
			Kind:     rubric.Number,
			Ask:      rubric.Text{lang.EN: "How many teams do you lead?", lang.FR: "Combien d’équipes ?"},
			AskAbout: rubric.Text{lang.EN: "How many teams does {name} lead? {{.}} %s", lang.FR: "Combien pour {name} ?"},
			Unit:     rubric.Text{lang.EN: "teams", lang.FR: "équipes"},
		}
		if i%2 == 1 {
			q.Kind, q.Unit = rubric.Choice, nil
			for step := range 3 {
				q.Options = append(q.Options, rubric.Option{ID: fmt.Sprint("o", step), Step: step,
					Text: rubric.Text{lang.EN: fmt.Sprint("option ", step), lang.FR: fmt.Sprint("possibilité ", step)}})
			}
		}
		r.Questions = append(r.Questions, q)
	}
	return r
}

// failer is what a *testing.T and a *rapid.T have in common.
type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func begin(t failer, n int, given ...assess.Answer) *assess.Interview {
	t.Helper()
	iv, err := assess.NewInterview(ladder(n), assess.Voice{Lang: lang.EN}, given)
	if err != nil {
		t.Fatal(err)
	}
	return iv
}

func count(n int) assess.Action {
	return assess.Action{Verb: assess.Give, Value: assess.Value{Number: n}}
}

func choose(id string) assess.Action {
	return assess.Action{Verb: assess.Give, Value: assess.Value{Option: id}}
}

func jump(to string) assess.Action { return assess.Action{Verb: assess.Jump, Text: to} }

func note(text string) assess.Action { return assess.Action{Verb: assess.Note, Text: text} }

func mark(s assess.State) assess.Action { return assess.Action{Verb: assess.Mark, State: s} }

func verb(v assess.Verb) assess.Action { return assess.Action{Verb: v} }

// fill answers every question in order.
func fill(t failer, iv *assess.Interview) {
	t.Helper()
	for iv.Stage() == assess.Asking {
		a := count(iv.Question().Number)
		if iv.Question().Kind == rubric.Choice {
			a = choose("o1")
		}
		do(t, iv, a)
	}
}

func do(t failer, iv *assess.Interview, a assess.Action) (changed bool) {
	t.Helper()
	changed, err := iv.Do(a)
	if err != nil {
		t.Fatalf("%+v: %v", a, err)
	}
	return changed
}

// where names the place of the interview: a question's number, or the stage.
func where(iv *assess.Interview) string {
	if iv.Stage() == assess.Asking {
		return fmt.Sprint(iv.Question().Number)
	}
	return string(iv.Stage())
}

func TestChangingQuestion3AfterQuestion20KeepsTheOthers(t *testing.T) {
	iv := begin(t, 24)
	for range 20 {
		do(t, iv, mark(assess.Unknown))
	}
	before := iv.Answers()
	do(t, iv, jump("3"))
	do(t, iv, count(7))
	if where(iv) != "21" {
		t.Errorf("the jump led to question %s, not back to 21", where(iv))
	}
	want := slices.Clone(before)
	want[2] = assess.Answer{Question: "q3", State: assess.Answered, Value: assess.Value{Number: 7}}
	if diff := cmp.Diff(want, iv.Answers()); diff != "" {
		t.Error(diff)
	}
}

func TestWhereAnswersLead(t *testing.T) {
	for name, c := range map[string]struct {
		answered int // questions answered beforehand, of 6
		actions  []assess.Action
		want     string
	}{
		"the next question":                         {0, []assess.Action{count(1)}, "2"},
		"the last leads to the review":              {5, []assess.Action{choose("o0")}, "reviewing"},
		"a draft resumes at the first open":         {3, nil, "4"},
		"a whole draft resumes at the review":       {6, nil, "reviewing"},
		"back, then on":                             {3, []assess.Action{verb(assess.Back), count(1)}, "4"},
		"back twice, keep":                          {3, []assess.Action{verb(assess.Back), verb(assess.Back), verb(assess.Keep)}, "4"},
		"jump to an answered one and return":        {4, []assess.Action{jump("1"), count(5)}, "5"},
		"jump twice returns to what is open":        {4, []assess.Action{jump("1"), jump("3"), count(5)}, "5"},
		"jump and keep returns":                     {4, []assess.Action{jump("2"), verb(assess.Keep)}, "5"},
		"jump ahead goes on from there":             {1, []assess.Action{jump("4"), choose("o2")}, "5"},
		"jump to where one is":                      {1, []assess.Action{jump("2"), choose("o2")}, "3"},
		"after the last come those left open":       {1, []assess.Action{jump("5"), count(1), choose("o0")}, "2"},
		"back is where one was":                     {4, []assess.Action{jump("2"), jump("3"), verb(assess.Back), verb(assess.Back)}, "5"},
		"the review in between forgets nothing":     {4, []assess.Action{jump("1"), verb(assess.Review), verb(assess.Back), count(5)}, "5"},
		"back from a review to where one came from": {2, []assess.Action{verb(assess.Review), jump("5"), count(1), verb(assess.Back)}, "3"},
		"the review again, from inside it":          {2, []assess.Action{verb(assess.Review), jump("5"), verb(assess.Review), verb(assess.Back)}, "3"},
		"from the review and back to it":            {6, []assess.Action{jump("2"), choose("o1")}, "reviewing"},
		"from the review to an open one and back":   {2, []assess.Action{verb(assess.Review), jump("5"), count(1)}, "reviewing"},
		"from the review and back again":            {6, []assess.Action{jump("3"), verb(assess.Back)}, "reviewing"},
		"from the review, jump inside, to it":       {6, []assess.Action{jump("3"), jump("2"), choose("o1")}, "reviewing"},
		"back from a review opened early":           {2, []assess.Action{verb(assess.Review), verb(assess.Back)}, "3"},
		"back from the review at the end":           {6, []assess.Action{verb(assess.Back)}, "6"},
		"a note stays":                              {2, []assess.Action{note("why")}, "3"},
		"skip, unknown, not applicable lead on":     {0, []assess.Action{mark(assess.Skipped), mark(assess.Unknown), mark(assess.NotApplicable)}, "4"},
		"submit from the review":                    {6, []assess.Action{verb(assess.Submit)}, "submitted"},
		"submit with open questions":                {2, []assess.Action{verb(assess.Review), verb(assess.Submit)}, "submitted"},
		"quit from a question":                      {2, []assess.Action{verb(assess.Quit)}, "left"},
		"quit from the review":                      {6, []assess.Action{verb(assess.Quit)}, "left"},
		"spaces around a number to jump to, and 06": {1, []assess.Action{jump(" 06 ")}, "6"},
	} {
		t.Run(name, func(t *testing.T) {
			whole := begin(t, 6)
			fill(t, whole)
			iv := begin(t, 6, whole.Answers()[:c.answered]...)
			for _, a := range c.actions {
				do(t, iv, a)
			}
			if got := where(iv); got != c.want {
				t.Errorf("at %s, want %s", got, c.want)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	tooLong := strings.Repeat("é", assess.MaxNote/2) + "x"
	for name, c := range map[string]struct {
		actions []assess.Action // the last one is refused
		en, fr  string
	}{
		"back past the first": {[]assess.Action{verb(assess.Back)},
			"this is the first question; there is none before it", "c’est la première question\u00a0; il n’y en a pas avant"},
		"jump to 0": {[]assess.Action{jump("0")},
			`there is no question “0”; give a number from 1 to 4`, "il n’y a pas de question «\u00a00\u00a0»\u00a0; donnez un numéro de 1 à 4"},
		"jump to 999": {[]assess.Action{jump("999")},
			`there is no question “999”; give a number from 1 to 4`, "il n’y a pas de question «\u00a0999\u00a0»\u00a0; donnez un numéro de 1 à 4"},
		"jump to abc, from the review": {[]assess.Action{verb(assess.Review), jump("abc")},
			`there is no question “abc”; give a number from 1 to 4`, "il n’y a pas de question «\u00a0abc\u00a0»\u00a0; donnez un numéro de 1 à 4"},
		"a negative count": {[]assess.Action{count(-1)},
			"give a whole number from 0 to 10,000", "donnez un nombre entier de 0 à 10\u202f000"},
		"an absurd count": {[]assess.Action{count(10_001)},
			"give a whole number from 0 to 10,000", "donnez un nombre entier de 0 à 10\u202f000"},
		"an option for a number": {[]assess.Action{choose("o1")},
			"give a whole number from 0 to 10,000", "donnez un nombre entier de 0 à 10\u202f000"},
		"an unknown option": {[]assess.Action{count(1), choose("o7")},
			"choose one of the 3 options", "choisissez l’une des 3 possibilités"},
		"a number for a choice": {[]assess.Action{count(1), count(1)},
			"choose one of the 3 options", "choisissez l’une des 3 possibilités"},
		"nothing to keep": {[]assess.Action{verb(assess.Keep)},
			"there is no answer yet; give one, or skip the question", "il n’y a pas encore de réponse\u00a0; donnez-en une, ou passez la question"},
		"submit from a question": {[]assess.Action{verb(assess.Submit)},
			"open the review first: answers are submitted from there", "ouvrez d’abord la vue d’ensemble\u00a0: c’est là que les réponses se valident"},
		"answer in the review": {[]assess.Action{verb(assess.Review), count(1)},
			"choose the question to change first", "choisissez d’abord la question à modifier"},
		"a note one byte too long": {[]assess.Action{note(tooLong)},
			"the note has 4097 bytes; 4096 are kept at most; shorten it", "la note fait 4097 octets\u00a0; 4096 au plus sont conservés\u00a0; raccourcissez-la"},
		"a note of 1 MB": {[]assess.Action{note(strings.Repeat("x", 1_000_000))},
			"the note has 1,000,000 bytes; 4096 are kept at most; shorten it", "la note fait 1\u202f000\u202f000 octets\u00a0; 4096 au plus sont conservés\u00a0; raccourcissez-la"},
		"a note in Latin-1": {[]assess.Action{note("caf\xe9")},
			"the note is not UTF-8 text", "la note n’est pas du texte UTF-8"},
		"after the end": {[]assess.Action{verb(assess.Quit), count(1)},
			"the interview is over", "le questionnaire est terminé"},
	} {
		t.Run(name, func(t *testing.T) {
			iv := begin(t, 4)
			last := len(c.actions) - 1
			for _, a := range c.actions[:last] {
				do(t, iv, a)
			}
			place, answers := where(iv), iv.Answers()
			changed, err := iv.Do(c.actions[last])
			if !errors.As(err, new(assess.Refusal)) || changed {
				t.Fatalf("changed %v, error %v; want a refusal", changed, err)
			}
			if err.Error() != c.en || lang.In(err, lang.FR) != c.fr {
				t.Errorf("says %q and %q", err, lang.In(err, lang.FR))
			}
			if where(iv) != place || !reflect.DeepEqual(iv.Answers(), answers) {
				t.Error("a refused action moved the interview")
			}
		})
	}
}

func TestNoteBeforeTheAnswerIsKeptWithoutOne(t *testing.T) {
	iv := begin(t, 2)
	do(t, iv, note("since March"))
	want := []assess.Answer{{Question: "q1", State: assess.Skipped, Note: "since March"}}
	if diff := cmp.Diff(want, iv.Answers()); diff != "" {
		t.Error(diff)
	}
	if v := iv.Question(); v.Present != nil || v.Note != "since March" || iv.Open() != 2 {
		t.Errorf("the note became an answer: %+v", v)
	}
	if _, err := iv.Do(verb(assess.Keep)); err == nil {
		t.Error("there was an answer to keep")
	}
	do(t, iv, count(3))
	want[0].State, want[0].Value = assess.Answered, assess.Value{Number: 3}
	if diff := cmp.Diff(want, iv.Answers()); diff != "" {
		t.Error(diff)
	}
	do(t, iv, verb(assess.Back))
	do(t, iv, note(""))
	if want[0].Note = ""; cmp.Diff(want, iv.Answers()) != "" {
		t.Error("an empty note did not remove the note")
	}
}

// TestADraftWithANoteAndNoAnswerAsksAgain: a draft cannot tell a note from a
// question skipped with a note.
func TestADraftWithANoteAndNoAnswerAsksAgain(t *testing.T) {
	draft := []assess.Answer{{Question: "q1", State: assess.Skipped, Note: "since March"}, {Question: "q2", State: assess.Skipped}}
	iv := begin(t, 3, draft...)
	if where(iv) != "1" || iv.Open() != 2 {
		t.Errorf("at %s, %d open", where(iv), iv.Open())
	}
	if diff := cmp.Diff(draft, iv.Answers()); diff != "" {
		t.Error(diff)
	}
}

// TestLastTimesAnswersAreOnlyOffered keeps some of them; what nobody kept is not
// said.
func TestLastTimesAnswersAreOnlyOffered(t *testing.T) {
	iv := begin(t, 5, assess.Answer{Question: "q5", State: assess.Unknown})
	iv.Offer([]assess.Answer{
		{Question: "q1", State: assess.Answered, Value: assess.Value{Number: 3}, Note: "of last time"},
		{Question: "q2", State: assess.NotApplicable},
		{Question: "q3", State: assess.Skipped},
		{Question: "q4", State: assess.Answered, Value: assess.Value{Option: "o1"}},
		{Question: "q5", State: assess.Answered, Value: assess.Value{Number: 1}},
	})
	var offered []string
	for _, q := range iv.Review().Questions {
		offered = append(offered, q.Before)
	}
	if want := []string{"teams: 3", "not applicable", "skipped", "option 1", ""}; !slices.Equal(offered, want) {
		t.Errorf("offers %q, want %q", offered, want)
	}
	if n := len(iv.Answers()); n != 1 {
		t.Errorf("%d answers before anybody answered", n)
	}
	do(t, iv, verb(assess.Keep))
	do(t, iv, verb(assess.Keep))
	do(t, iv, verb(assess.Keep))
	want := []assess.Answer{
		{Question: "q1", State: assess.Answered, Value: assess.Value{Number: 3}, Note: "of last time"},
		{Question: "q2", State: assess.NotApplicable},
		{Question: "q3", State: assess.Skipped},
		{Question: "q5", State: assess.Unknown},
	}
	if diff := cmp.Diff(want, iv.Answers()); diff != "" {
		t.Error(diff)
	}
}

// TestFollowingAnotherOrder asks from the last question down, while fewer than
// three are answered.
func TestFollowingAnotherOrder(t *testing.T) {
	iv := begin(t, 6)
	iv.Follow(func(said []assess.Answer, from int) int {
		switch {
		case len(said) == 3:
			return -1
		case from < 0:
			return 5
		}
		return from - 1
	})
	var asked []string
	for iv.Stage() == assess.Asking {
		asked = append(asked, where(iv))
		do(t, iv, mark(assess.Unknown))
	}
	do(t, iv, verb(assess.Back))
	do(t, iv, verb(assess.Back))
	asked = append(asked, where(iv))
	if want := []string{"6", "5", "4", "5"}; !slices.Equal(asked, want) {
		t.Errorf("asked %q, want %q", asked, want)
	}
	if turn := iv.Question().Turn; turn != 2 {
		t.Errorf("question 5 came as number %d", turn)
	}
}

// TestTheRestComesInTheOrderOfTheRubric goes on after an order that asked the third
// question only.
func TestTheRestComesInTheOrderOfTheRubric(t *testing.T) {
	iv := begin(t, 4)
	iv.Follow(func(said []assess.Answer, _ int) int { return 2 - 3*len(said) })
	do(t, iv, count(1))
	if v := iv.Review(); where(iv) != string(assess.Reviewing) || !v.Enough || v.Open != 3 {
		t.Fatalf("at %s: %+v", where(iv), v)
	}
	var asked []string
	for do(t, iv, verb(assess.Rest)); iv.Stage() == assess.Asking; do(t, iv, mark(assess.Unknown)) {
		asked = append(asked, where(iv))
		if turn := iv.Question().Turn; turn != 0 {
			t.Errorf("question %s came as number %d", where(iv), turn)
		}
	}
	if want := []string{"1", "2", "4"}; !slices.Equal(asked, want) {
		t.Errorf("asked %q, want %q", asked, want)
	}
	if _, err := iv.Do(verb(assess.Rest)); err == nil || iv.Review().Enough {
		t.Error("there is something to go on with, though nothing is open")
	}
}

func TestTheReviewNamesWhatIsMissingForALevel(t *testing.T) {
	iv := begin(t, 3)
	do(t, iv, mark(assess.Unknown))
	if got := iv.Review().ToAnswer; !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("to answer: %v", got)
	}
	do(t, iv, choose("o1"))
	if got := iv.Review().ToAnswer; got != nil {
		t.Errorf("to answer: %v, though there is a level", got)
	}
}

func TestViewPutsTheNameInPlaceLiterally(t *testing.T) {
	iv, err := assess.NewInterview(ladder(1), assess.Voice{Lang: lang.EN, About: "{name} %d {{.X}}"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := iv.Question().Text, "How many teams does {name} %d {{.X}} lead? {{.}} %s"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestViewShowsThePresentAnswer(t *testing.T) {
	given := []assess.Answer{
		{Question: "q2", State: assess.Answered, Value: assess.Value{Option: "o2"}, Note: "n"},
		{Question: "q1", State: assess.Answered, Value: assess.Value{Number: 1}},
		{Question: "q3", State: assess.NotApplicable, Value: assess.Value{Number: 5}}, // the value means nothing
	}
	iv, err := assess.NewInterview(ladder(4), assess.Voice{Lang: lang.FR}, given)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, q := range iv.Review().Questions {
		said = append(said, q.Said)
	}
	if want := []string{"équipes\u00a0: 1", "possibilité 2", "non applicable", ""}; !slices.Equal(said, want) {
		t.Errorf("said %q, want %q", said, want)
	}
	if kept := iv.Answers()[2].Value; kept != (assess.Value{}) {
		t.Errorf("a question without an answer has the value %+v", kept)
	}
	do(t, iv, jump("2"))
	want := assess.QuestionView{
		Number: 2, Of: 4, Dimension: "Équipes", Text: "Combien d’équipes ?", Kind: rubric.Choice,
		Options: []assess.OptionView{{ID: "o0", Text: "possibilité 0"}, {ID: "o1", Text: "possibilité 1"}, {ID: "o2", Text: "possibilité 2"}},
		Present: &given[0], Said: "possibilité 2", Note: "n", Open: 1,
	}
	if diff := cmp.Diff(want, iv.Question()); diff != "" {
		t.Error(diff)
	}
}

func TestNewInterviewRefusesAnswersOfAnotherRubric(t *testing.T) {
	for want, given := range map[string][]assess.Answer{
		`rubric tiny has no question “q9”`: {{Question: "q9", State: assess.Skipped}},
		`question “q1” is answered twice`:  {{Question: "q1", State: assess.Skipped}, {Question: "q1", State: assess.Unknown}},
		`question “q2”: choose one of the 3 options`: {
			{Question: "q2", State: assess.Answered, Value: assess.Value{Option: "x"}}},
		`question “q2”: “” is no reason for having no answer`: {{Question: "q2"}},
	} {
		if _, err := assess.NewInterview(ladder(4), assess.Voice{}, given); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestAnInterviewWithoutQuestions(t *testing.T) {
	iv := begin(t, 0)
	if where(iv) != "reviewing" {
		t.Fatalf("at %s", where(iv))
	}
	if _, err := iv.Do(verb(assess.Back)); err == nil {
		t.Error("went back to a question that does not exist")
	}
	do(t, iv, verb(assess.Submit))
}

// anyAction draws any action, sensible or not.
func anyAction() *rapid.Generator[assess.Action] {
	verbs := []assess.Verb{assess.Give, assess.Give, assess.Give, assess.Mark, assess.Keep, assess.Note,
		assess.Back, assess.Jump, assess.Jump, assess.Review, "shout", ""}
	return rapid.Custom(func(t *rapid.T) assess.Action {
		a := assess.Action{Verb: rapid.SampledFrom(verbs).Draw(t, "verb")}
		switch a.Verb {
		case assess.Give:
			a.Value.Number = rapid.SampledFrom([]int{0, 0, 1, 3, -1, 10_000, 10_001}).Draw(t, "number")
			a.Value.Option = rapid.SampledFrom([]string{"", "o0", "o2", "o9"}).Draw(t, "option")
		case assess.Mark:
			a.State = rapid.SampledFrom([]assess.State{assess.Skipped, assess.Unknown, assess.NotApplicable, assess.Answered, ""}).Draw(t, "state")
		case assess.Note:
			a.Text = rapid.SampledFrom([]string{"", "why", "=1+1\n---\n\"", "\xff"}).Draw(t, "note")
		case assess.Jump:
			a.Text = rapid.SampledFrom([]string{"0", "1", "2", "5", "8", "9", "abc", "-1", "", "1e9"}).Draw(t, "to")
		}
		return a
	})
}

// TestAnyActions plays any sequence of actions and follows it with the simplest
// model there is: a map from question to answer that only an edit may touch,
// and only at the question asked.
func TestAnyActions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 8).Draw(t, "questions")
		iv := begin(t, n)
		model := map[string]assess.Answer{}
		for _, a := range rapid.SliceOfN(anyAction(), 0, 60).Draw(t, "actions") {
			place, asked := where(iv), ""
			if iv.Stage() == assess.Asking {
				asked = fmt.Sprint("q", iv.Question().Number)
			}
			changed, err := iv.Do(a)
			if err != nil && (changed || where(iv) != place) {
				t.Fatalf("%+v was refused (%v) and still moved to %s", a, err, where(iv))
			}
			now := byQuestion(iv.Answers())
			for id := range union(model, now) {
				if model[id] == now[id] {
					continue
				}
				if err != nil || !changed || id != asked {
					t.Fatalf("%+v at %s (%s) changed %s", a, place, asked, id)
				}
				changed = false
			}
			if changed {
				t.Fatalf("%+v said it changed something and did not", a)
			}
			model = now
			if !slices.IsSortedFunc(iv.Answers(), func(a, b assess.Answer) int { return strings.Compare(a.Question, b.Question) }) {
				t.Fatalf("out of order: %+v", iv.Answers())
			}
			if iv.Stage() != assess.Asking && iv.Stage() != assess.Reviewing {
				t.Fatalf("ended at %s", iv.Stage())
			}
			iv.Review()
		}
		resumed, err := assess.NewInterview(ladder(n), assess.Voice{}, iv.Answers())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(iv.Answers(), resumed.Answers()); diff != "" {
			t.Fatal("a resumed draft differs:", diff)
		}
	})
}

func byQuestion(answers []assess.Answer) map[string]assess.Answer {
	m := map[string]assess.Answer{}
	for _, a := range answers {
		m[a.Question] = a
	}
	return m
}

func union(a, b map[string]assess.Answer) map[string]bool {
	ids := map[string]bool{}
	for id := range a {
		ids[id] = true
	}
	for id := range b {
		ids[id] = true
	}
	return ids
}

// TestTheOrderOfAnsweringDoesNotMatter answers the same questions in any order,
// by jumping, and gets the same answers.
func TestTheOrderOfAnsweringDoesNotMatter(t *testing.T) {
	straight := begin(t, 7)
	fill(t, straight)
	order := []int{1, 2, 3, 4, 5, 6, 7}
	rapid.Check(t, func(t *rapid.T) {
		iv := begin(t, 7)
		for _, n := range rapid.Permutation(order).Draw(t, "order") {
			do(t, iv, jump(fmt.Sprint(n)))
			if n%2 == 1 {
				do(t, iv, count(n))
			} else {
				do(t, iv, choose("o1"))
			}
		}
		if diff := cmp.Diff(straight.Answers(), iv.Answers()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// puppet plays a list of actions and keeps the refusals it is shown.
type puppet struct {
	actions []assess.Action
	refused []string
	before  func()
}

func (p *puppet) Ask(v assess.QuestionView) (assess.Action, error)  { return p.play(v.Refused) }
func (p *puppet) Review(v assess.ReviewView) (assess.Action, error) { return p.play(v.Refused) }

func (p *puppet) play(refused error) (assess.Action, error) {
	if p.before != nil {
		p.before()
	}
	if refused != nil {
		p.refused = append(p.refused, refused.Error())
	}
	if len(p.actions) == 0 {
		return assess.Action{}, io.ErrUnexpectedEOF
	}
	a := p.actions[0]
	p.actions = p.actions[1:]
	return a, nil
}

// TestConductSavesEachChangeBeforeItAsksAgain compares, at every prompt, what
// was saved with what the interview holds.
func TestConductSavesEachChangeBeforeItAsksAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		iv := begin(t, 6)
		saved := []assess.Answer{}
		p := &puppet{
			actions: rapid.SliceOfN(anyAction(), 0, 40).Draw(t, "actions"),
			before: func() {
				if diff := cmp.Diff(saved, iv.Answers()); diff != "" {
					t.Fatal("asked before saving:", diff)
				}
			},
		}
		submitted, err := assess.Conduct(iv, p, func(now []assess.Answer) error {
			if cmp.Diff(saved, now) == "" {
				t.Fatal("saved without a change")
			}
			saved = now
			return nil
		})
		if submitted || err != io.ErrUnexpectedEOF {
			t.Fatalf("submitted %v, error %v", submitted, err)
		}
	})
}

func TestConductEnds(t *testing.T) {
	full := errors.New("disk full")
	for name, c := range map[string]struct {
		actions   []assess.Action
		saveError error
		submitted bool
		err       error
	}{
		"submit":        {[]assess.Action{count(1), verb(assess.Review), verb(assess.Submit)}, nil, true, nil},
		"quit":          {[]assess.Action{count(1), verb(assess.Quit)}, nil, false, nil},
		"cannot save":   {[]assess.Action{count(1), verb(assess.Quit)}, full, false, full},
		"broken prompt": {[]assess.Action{count(1)}, nil, false, io.ErrUnexpectedEOF},
	} {
		submitted, err := assess.Conduct(begin(t, 3), &puppet{actions: c.actions}, func([]assess.Answer) error { return c.saveError })
		if submitted != c.submitted || !errors.Is(err, c.err) {
			t.Errorf("%s: submitted %v, error %v", name, submitted, err)
		}
	}
}

func TestConductShowsARefusalOnce(t *testing.T) {
	p := &puppet{actions: []assess.Action{verb(assess.Back), count(1), jump("7"), verb(assess.Quit)}}
	if _, err := assess.Conduct(begin(t, 3), p, func([]assess.Answer) error { return nil }); err != nil {
		t.Fatal(err)
	}
	want := []string{"this is the first question; there is none before it", `there is no question “7”; give a number from 1 to 3`}
	if !slices.Equal(p.refused, want) {
		t.Errorf("shown %q", p.refused)
	}
}
