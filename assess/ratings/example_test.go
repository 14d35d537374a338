package ratings_test

import (
	"fmt"

	"rung/assess/ratings"
)

// Two managers, five subjects: one manager rates a rung lower than the other.
func Example() {
	var given []ratings.Rating
	for i, low := range []float64{2, 3, 3, 4, 2} {
		subject := []string{"ada", "bo", "cy", "dee", "eve"}[i]
		given = append(given,
			ratings.Rating{Subject: subject, Rater: "mia", Value: low},
			ratings.Rating{Subject: subject, Rater: "noa", Value: low + 1 + 0.1*float64(i%2)})
	}
	given = append(given, ratings.Rating{Subject: "flo", Rater: "mia", Value: 3})

	sheet, err := ratings.NewSheet(given)
	if err != nil {
		fmt.Println(err)
		return
	}
	fair := sheet.Severities()
	for _, r := range fair.Raters {
		severity, _ := r.Severity.Value()
		fmt.Printf("%s %+.2f %v\n", r.Rater, severity, r.Call)
	}
	flo := fair.Subjects[5]
	raw, _ := flo.Raw.Value()
	standing, _ := flo.Fair.Value()
	fmt.Printf("%s %.2f, fair %.2f\n", flo.Subject, raw, standing)
	// Output:
	// mia +0.51 severe
	// noa -0.51 lenient
	// flo 3.00, fair 3.51
}

func ExampleSheet_Agreement() {
	var given []ratings.Rating
	for i, value := range []float64{3, 3, 3, 3, 4, 3, 3, 3, 3, 3, 3, 3} {
		subject := fmt.Sprint("subject-", i)
		given = append(given,
			ratings.Rating{Subject: subject, Rater: "mia", Value: value},
			ratings.Rating{Subject: subject, Rater: "noa", Value: 3})
	}
	sheet, err := ratings.NewSheet(given)
	if err != nil {
		fmt.Println(err)
		return
	}
	a := sheet.Agreement([]float64{1, 2, 3, 4, 5, 6})
	alpha, _ := a.Alpha.Value.Value()
	ac2, _ := a.AC2.Value.Value()
	fmt.Printf("%d of %d exact, alpha %.2f, AC2 %.2f: %v\n", a.Exact, a.Pairs, alpha, ac2, a.Verdict)
	fmt.Println("interval of alpha:", a.Alpha.Interval.Reason)
	// Output:
	// 11 of 12 exact, alpha 0.00, AC2 1.00: says nothing
	// interval of alpha: all the differences come from one subject
}
