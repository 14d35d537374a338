package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"rung/assess/report"
)

// The colours, as elsewhere on paper.
const (
	accent  = "0A6A64"
	tint    = "9CC9C4"
	neutral = "B8B2A7"
	soft    = "6B6660"
	warning = "8A4B08"
)

// look is how a cell looks. The zero look is running text.
type look struct {
	bold   bool
	line   bool    // under the cell
	long   bool    // runs on over the empty cells beside it, instead of being broken
	inset  bool    // set in a little
	align  string  // "left" or "right"; empty: texts left, numbers right
	color  string  // of the letters; empty: black
	size   float64 // in points; 0: the usual
	format string  // of a number; empty: a text
	heat   int     // tenths of the fullest tint; 0: none
}

// look finds a style, or makes it.
func (b *book) look(l look) int {
	id, known := b.looks[l]
	if !known {
		var err error
		id, err = b.file.NewStyle(l.style())
		b.check(err)
		b.looks[l] = id
	}
	return id
}

func (l look) style() *excelize.Style {
	style := excelize.Style{
		Font:      &excelize.Font{Bold: l.bold, Color: l.color, Size: l.size},
		Alignment: &excelize.Alignment{Vertical: "top", Horizontal: l.align, WrapText: !l.long && l.format == ""},
		NumFmt:    49, // a text stays one when somebody edits it
	}
	if l.format != "" {
		style.NumFmt, style.CustomNumFmt = 0, &l.format
	}
	if l.inset {
		style.Alignment.Indent = 2
	}
	if l.line {
		style.Border = []excelize.Border{{Type: "bottom", Color: soft, Style: 1}}
	}
	if l.heat > 0 {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{heats[l.heat]}}
	}
	return &style
}

// heats run from white to the tint, on which black letters stay legible.
var heats = [...]string{"FFFFFF", "F5FAF9", "EBF4F3", "E1EFED", "D7E9E7", "CEE4E2", "C4DFDC", "BAD9D6", "B0D4D0", "A6CECA", tint}

// format is how a figure is shown; where, the program's language decides.
func format(n report.Number) string {
	format := "0"
	if n.Decimals > 0 {
		format += "." + strings.Repeat("0", n.Decimals)
	}
	if n.Percent {
		format += "%"
	}
	return format
}
