package report_test

import (
	"fmt"
	"strings"

	"rung/assess/report"
)

// said is every text of a document, a line each, in no format.
func said(d report.Document) string {
	var b strings.Builder
	say := func(texts ...string) {
		for _, s := range texts {
			fmt.Fprintln(&b, s)
		}
	}
	say(d.Title)
	for _, block := range d.Blocks {
		switch block := block.(type) {
		case report.Items:
			if block.Title != nil {
				say(block.Title(len(block.Items)))
			}
			sayItems(say, block.Items)
		case report.Grid:
			sayGrid(say, block)
		case report.Ladder:
			sayGrid(say, block.Shown(d.Lang))
		case report.Headline:
			say(block.Kicker, block.Text)
		case report.Sentence:
			say(block.Text)
		case report.Break:
		default:
			say(fmt.Sprintf("%+v", block))
		}
	}
	return b.String()
}

func sayItems(say func(...string), items []report.Item) {
	for _, item := range items {
		say(item.Lead, item.Text)
		for _, side := range item.Sides {
			say(side.Label)
			for _, s := range side.Texts {
				say(s.Text, s.Note)
			}
		}
		sayItems(say, item.Under)
	}
}

func sayGrid(say func(...string), g report.Grid) {
	say(g.Title)
	for _, c := range g.Columns {
		say(c.Title)
	}
	for _, row := range g.Rows {
		for _, cell := range row {
			say(cell.Text, cell.Words)
		}
	}
}

// shown adds up the figures of a column of a grid in units of their last decimal.
func shown(rows [][]report.Cell, column int) (units int) {
	for _, row := range rows {
		if n := row[column].Number; n != nil {
			units += unitsOf(n.Value, n.Decimals)
		}
	}
	return units
}
