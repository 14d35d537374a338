package report

import (
	"rung/rubric/lang"
)

// Grid is a table. Every row has a cell per column, and its first cell names it.
type Grid struct {
	Name    string // how --table and a workbook's sheets call it, in every language; empty for a table that goes nowhere alone
	Title   string // of a sheet, a caption
	Columns []Column
	Rows    [][]Cell
	Key     *Key // what the marks of Steps and the tints of Heat mean; nil where no cell has any

	// Spare is how many of the last columns may be left out on a narrow screen.
	Spare int
	// Narrow is drawn instead where the columns do not fit; nil: the grid is.
	Narrow []Block
	// Yields say how the grid gets shorter; it keeps its first rows.
	Yields []Yield
	// More words how many rows were left out; nil where nothing needs saying.
	More func(left int) string
}

// Column is the head of a column.
type Column struct {
	Title string // empty over marks that explain themselves
	// Figures are set flush right.
	Figures bool
	// Wraps allows the column to be narrowed.
	Wraps bool
	// Lines is how many lines a screen has for a cell: what is longer ends there, with
	// an ellipsis; 0 for as many as it takes.
	Lines int
	// Data is what a table of data calls the column; empty: Title.
	Data string
}

// Key says what the marks of a Steps mean, and the ends of the tints of a Heat. What
// no cell has is empty.
type Key struct {
	Is     string // whose the answers are
	Here   string // what the closest level expects
	Beyond string // what the level above expects

	Empty, Full string // what a Heat of 0 and one of 1 is
}

// Cell is one field of a table.
type Cell struct {
	// Text is what it says.
	Text string
	// Words say the same where Text is a sign such as "="; empty: Text does.
	Words string
	// Number is what Text says as a figure; nil for a text, or for no figure.
	Number *Number
	// None marks a Text that is only a sign for nothing: a table of data holds
	// nothing there.
	None bool
	// Drawing shows the same where there is room; nil: nothing does.
	Drawing Drawing
}

// Number is a figure as data: the value, and how a table shows it.
type Number struct {
	Value    float64
	Decimals int  // shown, 0 or more
	Percent  bool // shown times 100 with a percent sign, and so many decimals then
}

// Drawing is a mark that a writer may draw in a cell: one of Steps, Spots, Span,
// Bar, Heat and Course. What it shows beside the cell's own number is its Data.
type Drawing interface {
	// Data lists the figures drawn beside the cell's number, each with the title
	// of the column that holds it in a table of data. Every drawing of a column
	// lists as many under the same titles. A nil Number is a figure that is absent.
	Data(column string, key *Key, tag lang.Tag) []Datum
}

// Datum is a field that a drawing asks for, with its column's title.
type Datum struct {
	Title string
	Field
}

// Range is an interval of whole steps, both ends included.
type Range struct{ Lo, Hi int }

// Steps is a place on the steps of a dimension, with what is expected there.
type Steps struct {
	Value        *float64 // 0..Top; nil where there is no answer
	Top          int      // the highest step, 1 or more
	Here, Beyond *Range   // nil where nothing is expected or shown
}

// Spots are several places on the steps of a dimension, which other cells of the
// row say.
type Spots struct {
	Values []*float64 // 0..Top; nil where there is none
	Names  []string   // one per value, a letter or two
	Top    int        // the highest step, 1 or more
}

// Span is a figure with its interval, on an axis that all cells of a column share.
type Span struct {
	Value     *float64 // nil where there is no figure
	Low, High *float64 // both nil where there is no interval
	From, To  float64  // the ends of the axis, From < To
	Zero      bool     // the axis has a line at 0
	Call      bool     // the interval leaves 0 out: something to look at
}

// Bar is a count among counts.
type Bar struct{ Value, Most float64 } // 0 ≤ Value ≤ Most

// Heat is a cell of a heat map.
type Heat struct{ Share float64 } // 0..1, how full

// Course is a figure over time, the oldest first.
type Course struct {
	Values []*float64 // one per column of time; nil where there is none
	Names  []string   // one per value: its date
	Top    float64    // the top of the axis, which begins at From
	From   float64
}
