package ratings

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"rung/rubric/lang"
)

func TestNewSheetRefuses(t *testing.T) {
	good := Rating{Subject: "ada", Rater: "bo", Value: 3}
	for _, c := range []struct {
		name    string
		ratings []Rating
		en, fr  string
	}{
		{"no subject", []Rating{{Rater: "bo", Value: 3}}, `a rating by “bo” has no subject`, "une évaluation faite par «\u00a0bo\u00a0» ne dit pas qui est évalué"},
		{"no rater", []Rating{{Subject: "ada", Value: 3}}, `a rating of “ada” has no rater`, "une évaluation au sujet de «\u00a0ada\u00a0» ne dit pas qui l’a faite"},
		{"self in disguise", []Rating{{Subject: "ada", Rater: "ada", Value: 3}}, "ada rated themself, but not as self", "ada\u00a0: une auto-évaluation, mais pas en tant que self"},
		{"not a number", []Rating{{Subject: "ada", Rater: "bo", Value: math.NaN()}}, "the rating of ada by bo is not a usable number", "l’évaluation de ada par bo n’est pas un nombre utilisable"},
		{"infinite", []Rating{{Subject: "ada", Rater: "bo", Value: math.Inf(-1)}}, "the rating of ada by bo is not a usable number", "l’évaluation de ada par bo n’est pas un nombre utilisable"},
		{"too large", []Rating{{Subject: "ada", Rater: "bo", Value: -2 * MaxValue}}, "the rating of ada by bo is not a usable number", "l’évaluation de ada par bo n’est pas un nombre utilisable"},
		{"twice", []Rating{good, {Subject: "eve", Rater: "bo", Value: 1}, good}, "bo rated ada twice", "bo a évalué ada deux fois"},
		{"self twice", []Rating{{Subject: "ada", Self: true}, {Subject: "ada", Rater: "x", Self: true}}, "ada rated ada twice", "ada a évalué ada deux fois"},
	} {
		_, err := NewSheet(c.ratings)
		if err == nil {
			t.Errorf("%s: accepted", c.name)
			continue
		}
		if err.Error() != c.en || lang.In(err, lang.FR) != c.fr {
			t.Errorf("%s: %q, %q; want %q, %q", c.name, err, lang.In(err, lang.FR), c.en, c.fr)
		}
	}
}

// everything is all that can be computed from ratings.
type everything struct {
	Agreement   Agreement
	Severities  Severities
	Plain       Severities
	Connections Connections
	SelfOthers  SelfOthers
	Agenda      Agenda
}

var plan = Plan{Scale: Scale{1, 2, 3, 4, 5, 6}, Minutes: 45, Seed: 7}

func compute(t interface{ Fatal(...any) }, ratings []Rating) everything {
	s := mustSheet(t, ratings)
	fair := s.Severities()
	return everything{
		s.Agreement([]float64{1, 2, 3, 4, 5, 6}), fair, s.severities(leastSquares()),
		s.Connections(), s.SelfOthers(), s.Agenda(fair, plan),
	}
}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := anyRatings(t)
		shuffled := rapid.Permutation(ratings).Draw(t, "shuffled")
		if diff := cmp.Diff(compute(t, ratings), compute(t, shuffled), visible); diff != "" {
			t.Error(diff)
		}
	})
}

// Neither self ratings nor ratings for means only say anything of raters.
func TestRatingsAsideCompareNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := anyRatings(t)
		others := compared(ratings)
		with, without := mustSheet(t, ratings), mustSheet(t, others)
		if diff := cmp.Diff(without.Agreement(nil), with.Agreement(nil), visible); diff != "" && len(others) > 0 {
			t.Error(diff)
		}
		if diff := cmp.Diff(without.Severities().Raters, with.Severities().Raters, visible); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(without.Severities().Parts, with.Severities().Parts, visible); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(without.Connections(), with.Connections()); diff != "" {
			t.Error(diff)
		}
	})
}

// A rating for means only counts in them like any other, as it was given.
func TestMeanOnlyCountsInMeans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := anyRatings(t)
		before, after := mustSheet(t, compared(ratings)).Severities(), mustSheet(t, ratings).Severities()
		sums, counts := map[string]float64{}, map[string]float64{}
		for _, r := range ratings {
			if !r.Self {
				sums[r.Subject] += r.Value
				counts[r.Subject]++
			}
		}
		for _, f := range after.Subjects {
			if counts[f.Subject] == 0 {
				continue
			}
			near(t, "raw mean", f.Raw, sums[f.Subject]/counts[f.Subject], 1e-9)
			was := before.Subject(f.Subject)
			raw, _ := was.Raw.Value()
			if fair, adjusted := was.Fair.Value(); adjusted {
				taken := (fair - raw) * float64(was.Raters)
				near(t, "fair standing", f.Fair, (sums[f.Subject]+taken)/counts[f.Subject], 1e-9)
			} else if f.Fair.Reason() == None {
				t.Errorf("%+v is adjusted", f)
			}
		}
	})
}

// The figures of a person do not depend on what the people are called.
func TestNamesDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := anyRatings(t)
		names := rapid.Permutation([]string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"}).Draw(t, "names")
		called := func(id string) string {
			var n int
			fmt.Sscanf(id[1:], "%d", &n)
			return id[:1] + names[n]
		}
		renamed := append([]Rating(nil), ratings...)
		for i, r := range renamed {
			renamed[i].Subject = called(r.Subject)
			if !r.Self {
				renamed[i].Rater = called(r.Rater)
			}
		}
		before, after := compute(t, ratings), compute(t, renamed)
		if diff := cmp.Diff(before.Agreement, after.Agreement, approximately...); diff != "" {
			t.Error(diff)
		}
		raters := byRater(after.Severities)
		for _, r := range before.Severities.Raters {
			got := raters[called(r.Rater)]
			got.Rater = r.Rater
			if diff := cmp.Diff(r, got, approximately...); diff != "" {
				t.Error(diff)
			}
		}
		for _, f := range before.Severities.Subjects {
			got := after.Severities.Subject(called(f.Subject))
			got.Subject = f.Subject
			if diff := cmp.Diff(f, got, approximately...); diff != "" {
				t.Error(diff)
			}
		}
		if len(before.Connections.Parts) != len(after.Connections.Parts) || len(before.Connections.Bridges) != len(after.Connections.Bridges) || len(before.Connections.Links) != len(after.Connections.Links) {
			t.Errorf("connections %+v became %+v", before.Connections, after.Connections)
		}
	})
}

// visible compares what can be seen of results.
var visible = cmp.Options{cmp.AllowUnexported(Figure{}), cmpopts.IgnoreUnexported(FairStanding{})}

var approximately = []cmp.Option{
	visible,
	cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-8*max(1, math.Abs(a)) }),
}

func TestEverythingIsFinite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := anyRatings(t)
		if rapid.Bool().Draw(t, "huge") {
			for i := range ratings {
				ratings[i].Value *= MaxValue / 6
			}
		}
		finite(t, "result", reflect.ValueOf(compute(t, ratings)))
	})
}

// finite walks a value down to its numbers.
func finite(t *rapid.T, at string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			t.Errorf("%s is %v", at, f)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			finite(t, fmt.Sprintf("%s[%d]", at, i), v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			finite(t, at+"."+v.Type().Field(i).Name, v.Field(i))
		}
		if !v.CanInterface() {
			return
		}
		if i, ok := reflect.TypeAssert[Interval](v); ok && (i.Low > i.High || i.Reason != None && i != Interval{Reason: i.Reason}) {
			t.Errorf("%s is %+v", at, i)
		}
	}
}

func TestReasonsAreSaid(t *testing.T) {
	said := map[string]Reason{}
	for r := NoRatings; r <= TooFew; r++ {
		for _, tag := range lang.Tags {
			text := r.In(tag)
			if text == "" || strings.HasSuffix(text, ".") {
				t.Errorf("reason %d in %s: %q", r, tag, text)
			}
			if other, twice := said[text]; twice {
				t.Errorf("reasons %d and %d are both %q", r, other, text)
			}
			said[text] = r
		}
	}
	if None.String() != "" {
		t.Errorf("None says %q", None)
	}
}

func TestFigure(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if _, ok := Known(x).Value(); ok {
			t.Errorf("%v is a figure", x)
		}
	}
	if v, ok := Known(-0.5).Value(); v != -0.5 || !ok {
		t.Error("a figure is lost")
	}
}
