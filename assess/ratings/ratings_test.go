package ratings

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// worked is testdata/agreement.json.
type worked struct {
	Alpha struct {
		Input struct {
			Raters map[string][]*float64 `json:"raters"`
		} `json:"input"`
		Expected struct {
			Ordinal   float64 `json:"ordinal"`
			Jackknife struct {
				Units int     `json:"pairable_units"`
				Mean  float64 `json:"jackknife_mean"`
				SE    float64 `json:"jackknife_se"`
			} `json:"jackknife_over_subjects"`
		} `json:"expected"`
	} `json:"krippendorff_alpha"`
	Severity struct {
		Input struct {
			Pairs [][3]any `json:"pairs"`
		} `json:"input"`
		Expected struct {
			OLS    estimates          `json:"ols"`
			Fixed  estimates          `json:"shrunk_fixed_ratio"`
			Grid   estimates          `json:"shrunk_grid"`
			Raw    map[string]float64 `json:"raw_means"`
			Joined int                `json:"connected_components"`
		} `json:"expected"`
	} `json:"rater_severity"`
	Connectivity struct {
		Input struct {
			Ratings [][2]string `json:"ratings"`
		} `json:"input"`
		Expected struct {
			Components [][]string `json:"components"`
		} `json:"expected"`
	} `json:"connectivity"`
}

type estimates struct {
	Lambda   float64            `json:"lambda_"`
	Severity map[string]float64 `json:"severity"`
	SD       map[string]float64 `json:"sd"`
	Fair     map[string]float64 `json:"fair"`
}

func readWorked(t *testing.T) worked {
	t.Helper()
	b, err := os.ReadFile("testdata/agreement.json")
	if err != nil {
		t.Fatal(err)
	}
	var w worked
	if err := json.Unmarshal(b, &w); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w worked) alphaRatings() []Rating {
	var ratings []Rating
	for rater, values := range w.Alpha.Input.Raters {
		for unit, v := range values {
			if v != nil {
				ratings = append(ratings, Rating{Subject: fmt.Sprintf("unit-%02d", unit), Rater: rater, Value: *v})
			}
		}
	}
	return ratings
}

func (w worked) severityRatings() []Rating {
	var ratings []Rating
	for _, p := range w.Severity.Input.Pairs {
		ratings = append(ratings, Rating{Rater: p[0].(string), Subject: p[1].(string), Value: p[2].(float64)})
	}
	return ratings
}

func mustSheet(t interface{ Fatal(...any) }, ratings []Rating) *Sheet {
	s, err := NewSheet(ratings)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// columns makes a sheet of columns of ratings, one column per rater; NaN is a
// rating not given.
func columns(t interface{ Fatal(...any) }, raters ...[]float64) *Sheet {
	var ratings []Rating
	for j, values := range raters {
		for i, v := range values {
			if !math.IsNaN(v) {
				ratings = append(ratings, Rating{Subject: fmt.Sprintf("s%03d", i), Rater: fmt.Sprintf("r%d", j), Value: v})
			}
		}
	}
	return mustSheet(t, ratings)
}

// anyRatings generates sheets small enough to hit every degenerate case: whole
// or fractional values, few or many overlaps, with and without self ratings and
// ratings for means only.
func anyRatings(t *rapid.T) []Rating {
	subjects := rapid.IntRange(0, 14).Draw(t, "subjects")
	raters := rapid.IntRange(1, 6).Draw(t, "raters")
	density := rapid.IntRange(1, 4).Draw(t, "density")
	value := rapid.OneOf(
		rapid.Map(rapid.IntRange(1, 6), func(i int) float64 { return float64(i) }),
		rapid.Float64Range(1, 6),
	)
	if rapid.Bool().Draw(t, "flat") {
		value = rapid.Map(rapid.IntRange(3, 4), func(i int) float64 { return float64(i) })
	}
	track := rapid.SampledFrom([]string{"", "ic", "manager"})
	var ratings []Rating
	for i := range subjects {
		subject := fmt.Sprintf("s%02d", i)
		for j := range raters {
			if rapid.IntRange(0, 4).Draw(t, "given") < density {
				ratings = append(ratings, Rating{Subject: subject, Rater: fmt.Sprintf("r%02d", j), Value: value.Draw(t, "value"), Track: track.Draw(t, "track")})
			}
		}
		if rapid.IntRange(0, 3).Draw(t, "aside") == 0 {
			ratings = append(ratings, Rating{Subject: subject, Rater: "aside", MeanOnly: true, Value: value.Draw(t, "value")})
		}
		if rapid.Bool().Draw(t, "self") {
			ratings = append(ratings, Rating{Subject: subject, Self: true, Value: value.Draw(t, "value")})
		}
	}
	return ratings
}

// compared drops the ratings that no rater is compared by.
func compared(ratings []Rating) []Rating {
	return slices.DeleteFunc(slices.Clone(ratings), func(r Rating) bool { return r.Self || r.MeanOnly })
}

func near(t interface{ Errorf(string, ...any) }, what string, got Figure, want, tolerance float64) {
	v, ok := got.Value()
	if !ok {
		t.Errorf("%s is not computable: %v; want %v", what, got.Reason(), want)
	} else if !(math.Abs(v-want) <= tolerance) {
		t.Errorf("%s = %.12g, want %.12g ± %g", what, v, want, tolerance)
	}
}
