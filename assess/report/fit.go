package report

import (
	"slices"
	"strings"
)

// Fitted draws blocks in so many lines: it takes one yield after another until
// what is drawn fits, or until there is none left to take. Of 0 lines nothing is
// asked.
func Fitted(blocks []Block, lines int, draw func([]Block) string) string {
	drawn := draw(shortened(blocks, 0))
	if lines == 0 {
		return drawn
	}
	for _, rank := range ranks(blocks) {
		if strings.Count(drawn, "\n") <= lines {
			break
		}
		drawn = draw(shortened(blocks, rank))
	}
	return drawn
}

// ranks are the ranks of all yields, in order.
func ranks(blocks []Block) []int {
	var all []int
	for _, b := range blocks {
		var yields []Yield
		switch b := b.(type) {
		case Items:
			yields = append(b.Yields, Yield{Rank: b.Terse})
		case Grid:
			yields = b.Yields
		case Break:
			yields = []Yield{{Rank: b.Rank}}
		}
		for _, y := range yields {
			if y.Rank > 0 {
				all = append(all, y.Rank)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// shortened takes every yield up to a rank. A list without an item is no block,
// unless it has yielded all of them and its title says something without; nor is a
// grid without a row.
func shortened(blocks []Block, rank int) []Block {
	var out []Block
	for _, b := range blocks {
		switch b := b.(type) {
		case Items:
			all := len(b.Items)
			b.Items = b.Items[:keep(b.Yields, rank, all)]
			if b.Terse > 0 && b.Terse <= rank {
				b.Items = terse(b.Items)
			}
			if len(b.Items) > 0 || all > 0 && b.Title != nil && b.Title(0) != "" {
				out = append(out, b)
			}
		case Grid:
			out = append(out, b.shortened(rank)...)
		case Break:
			if b.Rank == 0 || b.Rank > rank {
				out = append(out, b)
			}
		default:
			out = append(out, b)
		}
	}
	return out
}

// terse are items whose sides keep their first text alone.
func terse(items []Item) []Item {
	items = slices.Clone(items)
	for i, item := range items {
		items[i].Sides = slices.Clone(item.Sides)
		for s := range item.Sides {
			texts := item.Sides[s].Texts
			items[i].Sides[s].Texts = texts[:min(len(texts), 1)]
		}
	}
	return items
}

func (g Grid) shortened(rank int) []Block {
	rows := g.Rows
	g.Rows = rows[:keep(g.Yields, rank, len(rows))]
	g.Narrow = shortened(g.Narrow, rank)
	var out []Block
	if len(g.Rows) > 0 {
		out = append(out, g)
	}
	if left := len(rows) - len(g.Rows); left > 0 && g.More != nil {
		out = append(out, Sentence{Text: g.More(left), Tone: Faint})
	}
	return out
}

// keep is how many of n are kept once the yields up to a rank are taken.
func keep(yields []Yield, rank, n int) int {
	for _, y := range yields {
		if y.Rank <= rank {
			n = min(n, y.Keep)
		}
	}
	return n
}
