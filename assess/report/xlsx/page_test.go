package xlsx_test

import (
	"fmt"

	"rung/assess/report"
	"rung/rubric/lang"
)

func number(v float64, decimals int) *report.Number {
	return &report.Number{Value: v, Decimals: decimals}
}

func f(v float64) *float64 { return &v }

// page has every block and every drawing.
func page(tag lang.Tag) report.Document {
	return report.Document{Lang: tag, Title: "Ada <2026>", Main: "comparison", Blocks: []report.Block{
		report.Headline{Kicker: "Self-assessment · 27 November 2026 · product 2.0.0", Text: "Ada is closest to Senior Product Manager"},
		report.Sentence{Text: "Leads a complex, strategic product, reads its market and its competition, " +
			"aligns several departments and mentors less experienced product managers."},
		report.Facts{Facts: []report.Fact{{Label: "Confidence", Value: "medium (0.64)"}, {Label: "Answered", Value: "24 of 26"}}},
		report.Sentence{Text: "Two answers pull apart.", Tone: report.Caveat},
		report.Ladder{Name: "ladder", Title: "Levels", Tracks: []string{"trunk", "people: [all]"}, Caption: "chance", Levels: []report.Rung{
			{Height: 1, ID: "pm", Title: "Product Manager", Short: "PM", Chance: f(0.1)},
			{Height: 2, Track: 1, ID: "gpm", Title: "Group PM", Short: "GPM", Chance: f(0.9), Here: true}}},
		report.Heading{Text: "Between Senior PM and Staff PM"},
		comparison(),
		report.Break{},
		report.Items{Title: func(n int) string { return fmt.Sprintf("The widest %d", n) }, Items: []report.Item{
			{Lead: "1", Text: "Mentoring", Sides: []report.Side{
				{Label: "answered", Texts: []report.Said{{Text: "2 people helped over weeks", Note: "both in Lyon"}, {Text: "-1"}}},
				{Label: "expected"}}, Under: []report.Item{{Text: "under it"}}}}},
		report.Grid{Title: "Steps: all/some?", Name: "people", Rows: spans(),
			Columns: []report.Column{{Title: "Person"}, {Title: "Standing", Figures: true}}},
		report.Grid{Title: "History", Name: "dimensions", Columns: []report.Column{{Title: "Dimension"}, {Title: "Course"}}, Rows: courses()},
		report.Grid{Title: "Levels", Name: "levels", Columns: []report.Column{{Title: "Level"}, {Title: "People"}}, Rows: bars()},
		report.Grid{Title: "It’s heat", Name: "heat", Columns: []report.Column{{Title: "Person"}, {Title: "A"}, {Title: "B"}}, Rows: heats()},
		report.Grid{Title: "Loose", Columns: []report.Column{{Title: "Key"}, {Title: "Figure"}}, Rows: [][]report.Cell{
			{{Text: "share"}, {Text: "25 %", Number: &report.Number{Value: 0.25, Percent: true}}}}},
		report.Listing{Entries: []report.Entry{{Name: "Ada", Parts: []string{"Bob: PM", "Cid: APM"}}}},
		report.NewPage{},
		report.Blank{Label: "Reason", Lines: 2},
		report.Next{Text: "Next", Commands: []string{"rung show --explain", "rung plan"}},
		report.Footer{Text: "a self-assessment, not a decision"},
	}}
}

func comparison() report.Grid {
	g := report.Grid{Title: "Comparison", Name: "comparison",
		Key:     &report.Key{Is: "Ada", Here: "Senior PM expects", Beyond: "Staff PM expects"},
		Columns: []report.Column{{Title: "Dimension"}, {Title: "Where the answers stand", Data: "Ada"}, {Title: "To Staff PM"}}}
	for i, name := range []string{"Mentoring", "Vision and strategy", "Stakeholders", "Team count", "Discovery"} {
		value := float64(i) + 0.5
		g.Rows = append(g.Rows, []report.Cell{{Text: name},
			{Text: "●●◐○○", Number: number(value, 1), Drawing: report.Steps{Value: &value, Top: 5,
				Here: &report.Range{Lo: i / 2, Hi: i/2 + 1}, Beyond: &report.Range{Lo: 3, Hi: 4}}},
			{Text: "0.7 to go", Number: number(0.7, 1)}})
	}
	return g
}

func spans() (rows [][]report.Cell) {
	for i, name := range []string{"Ada", "=Bob", "Cid", "Dee"} {
		v := float64(i) - 1.5
		rows = append(rows, []report.Cell{{Text: name}, {Text: "x", Number: number(v, 2),
			Drawing: report.Span{Value: &v, Low: f(v - 0.4), High: f(v + 0.3), From: -3, To: 3, Zero: true}}})
	}
	rows[3][1].Drawing = report.Span{Value: f(1.5), From: -3, To: 3}
	return rows
}

func courses() (rows [][]report.Cell) {
	for i, name := range []string{"Mentoring", "Vision", "Teams"} {
		v := float64(i)
		rows = append(rows, []report.Cell{{Text: name}, {Text: "up", Drawing: report.Course{
			Values: []*float64{f(v), nil, f(v + 1), f(v + 1.25)}, Names: []string{"2025-01-02", "2025-06-01", "2026-01-01", "2026-11-27"}, Top: 5}}})
	}
	return rows
}

func bars() (rows [][]report.Cell) {
	for i, name := range []string{"APM", "PM", "Sr. PM"} {
		rows = append(rows, []report.Cell{{Text: name},
			{Text: "x", Number: number(float64(i+2), 0), Drawing: report.Bar{Value: float64(i + 2), Most: 9}}})
	}
	return rows
}

func heats() (rows [][]report.Cell) {
	for i, name := range []string{"Ada", "Bob", "Cid"} {
		share := float64(i) / 2
		rows = append(rows, []report.Cell{{Text: name}, {Text: "x", Number: number(share, 2), Drawing: report.Heat{Share: share}},
			{Text: "–", Drawing: report.Heat{Share: 1 - share}}})
	}
	return rows
}
