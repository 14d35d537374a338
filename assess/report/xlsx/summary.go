package xlsx

import (
	"strings"

	"rung/assess/report"
	"rung/rubric/lang"
)

// summary is the sheet that reads from top to bottom: labels in its first column,
// texts in its second.
type summary struct {
	*sheet
	row  int // the next to write
	last int // its last column so far
}

// The widths of its columns.
const labels, texts = 26, 88

var (
	label = look{color: soft}
	title = look{bold: true, long: true, size: 12}
	tones = map[report.Tone]look{report.Strong: {bold: true}, report.Faint: {color: soft}, report.Caveat: {color: warning}}
)

// document writes every block. A grid with a sheet is a link to it.
func (s *sheet) document(d report.Document, grids []report.Grid, sheets []*sheet) {
	s.width(1, labels)
	s.width(2, texts)
	sum, next := summary{s, 1, 2}, 0
	for _, b := range d.Blocks {
		switch b.(type) {
		case report.Grid, report.Ladder:
			sum.grid(grids[next], sheets[next])
			next++
		default:
			sum.block(b)
		}
	}
	s.page("portrait", at(sum.last, max(sum.row-1, 1)))
}

func (s *summary) block(b report.Block) {
	switch b := b.(type) {
	case report.Headline:
		s.line(b.Kicker, look{color: soft, long: true})
		s.height(s.row, 2)
		s.line(b.Text, look{bold: true, long: true, size: 16})
	case report.Heading:
		s.row++
		s.line(b.Text, title)
	case report.Sentence:
		s.said("", b.Text, tones[b.Tone])
	case report.NewPage:
		s.newPage()
	case report.Break:
		s.row++
	case report.Facts:
		for _, f := range b.Facts {
			s.said(f.Label, f.Value, look{})
		}
	case report.Blank:
		s.blank(b)
	case report.Items:
		s.items(b)
	case report.Listing:
		for _, e := range b.Entries {
			s.said(e.Name, strings.Join(e.Parts, ", "), look{})
		}
	case report.Next:
		s.said(b.Text, strings.Join(b.Commands, "\n"), look{})
	case report.Footer:
		s.said("", b.Text, look{color: soft})
	}
}

// line writes a text across the columns; nothing is no row.
func (s *summary) line(text string, l look) {
	if text != "" {
		s.text(1, s.row, text, l)
		s.row++
	}
}

// said writes a text behind its label.
func (s *summary) said(head, text string, l look) {
	s.text(1, s.row, head, label)
	s.text(2, s.row, text, l)
	s.height(s.row, max(lines(head, labels), lines(text, texts)))
	s.row++
}

// newPage begins a sheet of paper, unless nothing stands on it yet.
func (s *summary) newPage() {
	if s.row > 1 {
		s.row++
		s.check(s.file.InsertPageBreak(s.name, at(1, s.row)))
	}
}

// blank leaves cells to write in, a line under each.
func (s *summary) blank(b report.Blank) {
	s.text(1, s.row, b.Label, label)
	for range b.Lines {
		s.style(2, s.row, look{line: true})
		s.height(s.row, 2)
		s.row++
	}
}

func (s *summary) items(list report.Items) {
	if list.Title != nil {
		s.said("", list.Title(len(list.Items)), look{bold: true})
	}
	for _, item := range list.Items {
		s.said(item.Lead, item.Text, look{})
		for _, side := range item.Sides {
			s.side(side)
		}
		for _, under := range item.Under {
			s.said(under.Lead, under.Text, look{inset: true})
		}
	}
}

func (s *summary) side(side report.Side) {
	head := side.Label
	for _, t := range side.Texts {
		s.said(head, t.Text, look{inset: true})
		if t.Note != "" {
			s.said("", t.Note, look{inset: true, color: soft})
		}
		head = ""
	}
	if len(side.Texts) == 0 {
		s.said(head, "–", look{inset: true})
	}
}

// grid writes a grid that has no sheet in its place.
func (s *summary) grid(g report.Grid, own *sheet) {
	if own != nil {
		s.link(own)
		return
	}
	s.row++
	s.line(g.Title, look{bold: true, long: true})
	s.rows(s.row, g.Table(s.tag), look{align: "left"})
	s.row += len(g.Rows) + 1
	s.last = max(s.last, len(g.Columns))
}

// link leads to another sheet.
func (s *summary) link(to *sheet) {
	s.said(lang.Text("Sheet").In(s.tag), to.name, look{color: accent})
	s.check(s.file.SetCellHyperLink(s.name, at(2, s.row-1), to.quoted()+"A1", "Location"))
}
