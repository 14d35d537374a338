// Package sample holds a document with every block and every drawing, for the
// tests of writers.
package sample

import (
	"rung/assess/report"
	"rung/rubric/lang"
)

// Document is the sample. Each of its texts is what say makes of it; nil leaves
// them as they are.
func Document(tag lang.Tag, say func(string) string) report.Document {
	if say == nil {
		say = func(s string) string { return s }
	}
	return report.Document{Lang: tag, Title: say("Ada"), Main: "comparison", Blocks: []report.Block{
		report.Headline{Kicker: say("Self-assessment, 27 November 2026"), Text: say("Ada is closest to Senior PM.")},
		report.Sentence{Text: say("Leads a complex product.")},
		report.Sentence{Text: say("Staff PM requires more."), Tone: report.Caveat},
		report.Sentence{Text: say("Two questions have no answer."), Tone: report.Faint},
		report.Sentence{Text: say("Nothing was sent."), Tone: report.Strong},
		report.Facts{Facts: []report.Fact{{Label: say("Confidence"), Value: say("medium, 0.64")}, {Label: say("Answered"), Value: say("24 of 26")}}},
		ladder(say),
		report.Heading{Text: say("Between Senior PM and Staff PM")},
		comparison(say),
		report.Break{},
		gaps(say),
		report.Listing{Entries: []report.Entry{
			{Name: say("Dana"), Parts: []string{say("Ada 4"), say("Lee 3")}}, {Parts: []string{say("nobody else")}},
		}},
		report.Items{Items: []report.Item{{Text: say("Talk about Ada.")}, {Text: say("Then about Lee.")}}},
		figures(say),
		course(say),
		report.NewPage{},
		report.Headline{Kicker: say("1 of 2"), Text: say("Lee")},
		report.Heading{Text: say("Decision")},
		report.Blank{Label: say("Level"), Lines: 1},
		report.Blank{Label: say("Reason"), Lines: 2},
		report.Next{Text: say("Next"), Commands: []string{"rung show --explain", "rung show --target 'staff-pm'"}},
		report.Footer{Text: say("product 2.0.0, not a decision")},
	}}
}

// Of is a pointer to a figure.
func Of(v float64) *float64 { return &v }

func ladder(say func(string) string) report.Ladder {
	return report.Ladder{
		Name: "levels", Title: say("Levels"), Tracks: []string{say("Expert"), say("Manager")}, Caption: "A larger mark is a likelier level.",
		Levels: []report.Rung{
			{Height: 1, Track: 0, ID: say("senior"), Title: say("Senior PM"), Next: []int{1, 2}, Chance: Of(0.64), Here: true},
			{Height: 2, Track: 0, ID: say("staff"), Title: say("Staff PM"), Chance: Of(0.33)},
			{Height: 2, Track: 1, ID: say("group"), Title: say("Group PM")},
			{Height: 2, Track: 1, ID: say("lead"), Title: say("Lead PM")},
		},
	}
}

func comparison(say func(string) string) report.Grid {
	return report.Grid{
		Name: "comparison", Title: say("Comparison"),
		Key:     &report.Key{Is: say("Ada"), Here: say("Senior PM expects"), Beyond: say("Staff PM expects")},
		Columns: []report.Column{{Title: say("Dimension"), Wraps: true}, {Title: say("Now")}, {Title: say("To Staff PM"), Figures: true}},
		Rows: [][]report.Cell{
			{{Text: say("Mentoring")}, steps(say("2.5 of 4"), 2.5, 4, report.Range{Lo: 1, Hi: 2}, report.Range{Lo: 3, Hi: 3}),
				{Text: say("0.5 to go"), Number: &report.Number{Value: -0.5, Decimals: 2}}},
			{{Text: say("Vision")}, steps(say("7 of 10"), 7, 10, report.Range{Lo: 5, Hi: 7}, report.Range{Lo: 6, Hi: 9}),
				{Text: "=", Words: "as expected", Number: &report.Number{Decimals: 2}}},
			{{Text: say("Team")}, {Text: say("no answer"), Drawing: report.Steps{Top: 4}}, {}},
		},
	}
}

func steps(text string, value float64, top int, here, beyond report.Range) report.Cell {
	return report.Cell{
		Text: text, Number: &report.Number{Value: value, Decimals: 2},
		Drawing: report.Steps{Value: Of(value), Top: top, Here: &here, Beyond: &beyond},
	}
}

func gaps(say func(string) string) report.Items {
	title := say("The widest, in words:")
	return report.Items{
		Title: func(int) string { return title }, Apart: true,
		Items: []report.Item{{
			Lead: say("0.5"), Text: say("Mentoring"),
			Sides: []report.Side{
				{Label: say("Answered"), Texts: []report.Said{{Text: say("Two people helped"), Note: say("Paired with Lee since May.")}, {Text: say("Juniors come to learn.")}}},
				{Label: say("Staff PM expects"), Texts: []report.Said{{Text: say("Develops people across teams"), Note: say("of each team")}}},
				{Label: say("Nothing")},
			},
			Under: []report.Item{{Lead: say("a"), Text: say("one")}, {Text: say("two")}},
		}, {
			Text: say("Vision"),
		}},
	}
}

func figures(say func(string) string) report.Grid {
	count := func(n float64) *report.Number { return &report.Number{Value: n} }
	return report.Grid{
		Title:   say("Raters"),
		Columns: []report.Column{{Title: say("Rater")}, {Title: say("Severity"), Figures: true}, {Title: say("People"), Figures: true}, {Title: say("Share"), Figures: true}},
		Rows: [][]report.Cell{{
			{Text: say("Dana")},
			{Text: say("0.42 (0.12 to 0.71)"), Number: &report.Number{Value: 0.42, Decimals: 2},
				Drawing: report.Span{Value: Of(0.42), Low: Of(0.12), High: Of(0.71), From: -1, To: 1, Zero: true, Call: true}},
			{Text: say("8"), Number: count(8), Drawing: report.Bar{Value: 8, Most: 16}},
			{Text: say("75%"), Number: &report.Number{Value: 0.75, Percent: true}, Drawing: report.Heat{Share: 0.75}},
		}, {
			{Text: say("Lee")}, {Text: say("–")}, {Text: say("0"), Number: count(0), Drawing: report.Bar{Most: 16}}, {Text: say("?"), Words: say("unknown")},
		}},
	}
}

func course(say func(string) string) report.Grid {
	return report.Grid{
		Columns: []report.Column{{Title: say("Over time")}, {Title: say("Change"), Figures: true}},
		Rows: [][]report.Cell{{
			{Text: say("Standing")},
			{Text: say("+0.5"), Number: &report.Number{Value: 0.5, Decimals: 2}, Drawing: report.Course{
				Values: []*float64{Of(2.25), nil, Of(2.75)}, Names: []string{say("2026-01-31"), say("2026-05-01"), say("2026-11-27")}, From: 1, Top: 4,
			}},
		}},
	}
}
