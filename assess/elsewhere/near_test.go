package elsewhere_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rung/assess"
	"rung/assess/elsewhere"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

// stating are answers that say what a level states.
func stating(r *rubric.Rubric, l *elsewhere.Level) *assess.Assessment {
	a := &assess.Assessment{Rubric: assess.Ref(r)}
	for _, f := range l.Facts {
		value := assess.Value{Number: int(max(f.Least, 1))}
		if f.Option != nil {
			value = assess.Value{Option: f.Option.ID}
		}
		a.Answers = assess.WithAnswer(r, a.Answers, assess.Answer{Question: f.Question.ID, State: assess.Answered, Value: value})
	}
	return a
}

// TestWhatALevelStatesFitsIt answers for each level what it states: all of its facts
// fit, and none is nearer.
func TestWhatALevelStatesFitsIt(t *testing.T) {
	ladders := builtIn(t)
	ranked := 0
	for _, l := range ladders.Levels() {
		c := elsewhere.Compare(ladders, ladders.Rubric, stating(ladders.Rubric, l))
		all := slices.Concat(c.Near, c.Thin)
		b := all[slices.IndexFunc(all, func(b elsewhere.Beside) bool { return b.Level == l })]
		if b.Known != len(l.Facts) || b.Fit != len(l.Facts) || b.Distance != 0 {
			t.Errorf("%s, %s: %d of %d facts fit, %d are known, at %v", l.Ladder.Name, l.Title, b.Fit, len(l.Facts), b.Known, b.Distance)
		}
		if len(l.Facts) < elsewhere.Enough {
			continue
		}
		ranked++
		if first := c.Near[0]; first.Known < b.Known || first.Known == b.Known && first.Distance > 0 {
			t.Errorf("%s, %s: %s, %s comes first", l.Ladder.Name, l.Title, first.Ladder.Name, first.Title)
		}
	}
	if ranked < 50 {
		t.Errorf("%d levels state %d facts", ranked, elsewhere.Enough)
	}
}

// genAnswers draws answers to some questions.
func genAnswers(t *rapid.T, r *rubric.Rubric) *assess.Assessment {
	a := &assess.Assessment{Rubric: assess.Ref(r)}
	for i := range r.Questions {
		q := &r.Questions[i]
		given := assess.Answer{Question: q.ID, State: rapid.SampledFrom([]assess.State{assess.Answered, assess.Answered, assess.Skipped, assess.NotApplicable}).Draw(t, "state")}
		if given.State != assess.Answered {
			given.Value = assess.Value{}
		} else if q.Kind == rubric.Number {
			given.Value.Number = rapid.IntRange(0, 40).Draw(t, "number")
		} else {
			given.Value.Option = rapid.SampledFrom(q.Options).Draw(t, "option").ID
		}
		a.Answers = append(a.Answers, given)
	}
	return a
}

// TestNothingRestsOnWhatIsNotKnown holds every comparison to its promises.
func TestNothingRestsOnWhatIsNotKnown(t *testing.T) {
	ladders := builtIn(t)
	rapid.Check(t, func(t *rapid.T) {
		a := genAnswers(t, ladders.Rubric)
		c := elsewhere.Compare(ladders, ladders.Rubric, a)
		if len(c.Near)+len(c.Thin) != 60 {
			t.Fatalf("%d and %d levels", len(c.Near), len(c.Thin))
		}
		for i, b := range c.Near {
			if b.Known < elsewhere.Enough || b.Fit > b.Known || b.Distance < 0 || b.Distance > 1 {
				t.Fatalf("%+v", b)
			}
			if i > 0 && follows(c.Near[i-1], b) {
				t.Fatalf("%s comes after %s", b.Title, c.Near[i-1].Title)
			}
			if (b.Fit == b.Known) != (b.Distance == 0) {
				t.Fatalf("all of %s fits, at %v", b.Title, b.Distance)
			}
		}
		for _, b := range slices.Concat(c.Near, c.Thin) {
			checkFacts(t, a, b)
		}
		bare := *a
		bare.Answers = slices.DeleteFunc(slices.Clone(a.Answers), func(one assess.Answer) bool { return one.State != assess.Answered })
		if said(elsewhere.Compare(ladders, ladders.Rubric, &bare)) != said(c) {
			t.Fatal("a skipped answer changes something")
		}
	})
}

// follows reports whether a level that is ranked before another should come after it: it
// is farther by as many facts, or farther than typical by more, or no nearer by fewer.
func follows(before, b elsewhere.Beside) bool {
	more, as := b.Known > before.Known, b.Known == before.Known
	return as && b.Distance < before.Distance-1e-6 || more && b.Distance <= before.Distance && b.Distance < b.Expected-1e-6
}

// TestFewFactsPutNoLevelAhead answers as a level of eight facts states, but for one: the
// level of three facts that all fit comes behind it, and before those that fit in nothing.
func TestFewFactsPutNoLevelAhead(t *testing.T) {
	ladders, err := parse(t, fewAndMany)
	if err != nil {
		t.Fatal(err)
	}
	a := stating(ladders.Rubric, &ladders.All[0].Levels[1])
	a.Answers = assess.WithAnswer(ladders.Rubric, a.Answers, assess.Answer{Question: "audience", State: assess.Answered, Value: assess.Value{Option: "committee"}})
	c := elsewhere.Compare(ladders, ladders.Rubric, a)
	if got := titles(c.Near); got != "Many, Few, Far, Farther, Other" || c.Near[0].Distance <= c.Near[1].Distance {
		t.Errorf("%s: %+v", got, c.Near)
	}
}

// fewAndMany is a ladder with a level of few facts, one of many, and three that are far.
const fewAndMany = `schema: rung.ladders/v1
rubric: product
version: 2.0.0
entered: '2026-11-22'
facts:
  - {question: teams-led, title: {en: a, fr: a}}
  - {question: guidance, title: {en: b, fr: b}}
  - {question: strategy-breadth, title: {en: c, fr: c}}
  - {question: vision-part, title: {en: d, fr: d}}
  - {question: audience, title: {en: e, fr: e}}
  - {question: learners, title: {en: f, fr: f}}
  - {question: process-part, title: {en: g, fr: g}}
  - {question: problem-state, title: {en: h, fr: h}}
ladders:
  - id: one
    name: One
    source: https://example.org/one
    levels:
      - {title: Few, facts: {guidance: results, learners: several-teams, process-part: designing}}
      - title: Many
        facts: {teams-led: 2, guidance: results, strategy-breadth: portfolio, vision-part: joins-products, audience: executives,
          learners: several-teams, process-part: designing, problem-state: tangled}
      - {title: Far, facts: {teams-led: 12, guidance: company-results, strategy-breadth: company-shared, learners: none-yet}}
      - {title: Farther, facts: {teams-led: 12, guidance: company-results, strategy-breadth: company-shared, learners: none-yet}}
      - {title: Other, facts: {teams-led: 12, guidance: company-results, strategy-breadth: company-shared, learners: none-yet}}
`

func titles(all []elsewhere.Beside) string {
	var titles []string
	for _, b := range all {
		titles = append(titles, b.Title)
	}
	return strings.Join(titles, ", ")
}

func checkFacts(t *rapid.T, a *assess.Assessment, b elsewhere.Beside) {
	for _, f := range b.Facts {
		given, _ := a.Answer(f.Question.ID)
		if answered := given.State == assess.Answered; answered != (f.Answer != nil) || f.Fits() && !answered {
			t.Fatalf("%s: %+v", f.Question.ID, given)
		}
	}
}

func said(c elsewhere.Comparison) (all string) {
	for _, b := range slices.Concat(c.Near, c.Thin) {
		all += fmt.Sprintf("%s %s %d %d %v\n", b.Ladder.ID, b.Title, b.Fit, b.Known, b.Distance)
	}
	return all
}

// TestOtherRubricsShareWhatTheyAskAlike compares answers on other rubrics.
func TestOtherRubricsShareWhatTheyAskAlike(t *testing.T) {
	ladders := builtIn(t)
	older := read(t, "product@1.0.0")
	if usable, not := ladders.Usable(older); len(usable) == 0 || len(usable)+len(not) != len(older.Dimensions) {
		t.Errorf("%d dimensions of an older version can be used, %d not", len(usable), len(not))
	}
	name, data, err := rubrics.Read("product")
	if err != nil {
		t.Fatal(err)
	}
	made := strings.Replace(string(data), "\nid: product\n", "\nid: mine\n", 1)
	made = strings.Replace(made, "ask:\n      en: How many months ahead", "ask:\n      en: Now, how many months ahead", 1)
	made = strings.Replace(made, "fr: Sur combien de mois porte le plan le plus lointain dont vous", "fr: Bref, sur combien de mois porte le plan dont vous", 1)
	mine, err := rubric.Parse(name, []byte(made))
	if err != nil {
		t.Fatal(err)
	}
	if usable, not := ladders.Usable(mine); len(usable) != 8 || len(not) != 1 || not[0].ID != "horizon" {
		t.Errorf("of a rubric made from it %d dimensions can be used, and not %+v", len(usable), not)
	}
	data, err = os.ReadFile("../../cmd/testdata/mini.yaml")
	if err != nil {
		t.Fatal(err)
	}
	mini, err := rubric.Parse("mini.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if usable, _ := ladders.Usable(mini); len(usable) > 0 {
		t.Errorf("%s of a rubric that shares nothing can be used", usable[0].ID)
	}
	a := &assess.Assessment{Rubric: assess.Ref(mini), Answers: []assess.Answer{
		{Question: "teams-led", State: assess.Answered, Value: assess.Value{Number: 3}}}}
	if c := elsewhere.Compare(ladders, mini, a); len(c.Near) > 0 || len(c.Assessment.Answers) > 0 {
		t.Errorf("a namesake is compared: %v", c.Assessment.Answers)
	}
}

// TestSpread holds what is said of a title to what each ladder says.
func TestSpread(t *testing.T) {
	ladders := builtIn(t)
	for i := range ladders.Rubric.Levels {
		l := &ladders.Rubric.Levels[i]
		s := ladders.Of(l)
		if s == nil {
			t.Errorf("no ladder has a %s", l.ID)
			continue
		}
		for _, k := range s.Kinds {
			for _, by := range k.By {
				steps := by.Fact.Steps(99)
				if by.Is.ID != l.ID || steps.Lo < k.From.Steps(99).Lo || steps.Hi > k.To.Steps(99).Hi {
					t.Errorf("%s: %s of %s is outside of the range", l.ID, k.Question.ID, by.Title)
				}
			}
		}
	}
	if s := ladders.Titled("lead product manager"); s == nil || len(s.Levels) != 3 {
		t.Errorf("levels called Lead Product Manager: %+v", s)
	}
	if s := ladders.Titled("lead prod"); s != nil {
		t.Errorf("half a word is a title: %+v", s.Levels)
	}
}

// TestSpreadOfAnotherRubric asks for the levels of another rubric: under the title of
// one of product, whatever the id, they are that one; under titles of their own they are
// what is called so, whatever the id.
func TestSpreadOfAnotherRubric(t *testing.T) {
	ladders := builtIn(t)
	for title, levels := range map[string]int{"Senior Product Manager": 9, "Head of Product": 3, "Product Team Lead": 0} {
		for _, id := range []string{"director", "l3"} {
			s := ladders.Of(&rubric.Level{ID: id, Title: rubric.Text{lang.EN: title, lang.FR: "Ici"}})
			if s == nil != (levels == 0) || s != nil && len(s.Levels) != levels {
				t.Errorf("%s, %s: %+v", id, title, s)
			}
		}
	}
}
