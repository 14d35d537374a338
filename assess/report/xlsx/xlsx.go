// Package xlsx writes a document as a workbook: a first sheet that reads from top
// to bottom, then a sheet per grid that has a name, with a chart under it where
// its cells have drawings that make one.
//
// Figures are numbers, to six decimals; texts are texts, which no program computes.
// Of what does not show, a text keeps tabs and line breaks (LF, CR LF); the rest
// reads as an escape such as \x1b. A workbook names no author and no time: the same
// document gives the same bytes.
package xlsx

import (
	"cmp"
	"encoding/xml"
	"io"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"

	"rung/assess/report"
	"rung/rubric/lang"
)

// Write writes the document as a workbook. It is an error if a grid has more rows
// or columns than a sheet can have.
func Write(w io.Writer, d report.Document) error {
	b := book{file: excelize.NewFile(), tag: d.Lang, looks: map[look]int{}}
	summary := b.first(lang.Text("Summary").In(d.Lang))
	grids := d.Grids()
	sheets := make([]*sheet, len(grids))
	for i, g := range grids {
		if g.Name != "" {
			sheets[i] = b.add(cmp.Or(g.Title, g.Name))
		}
	}
	summary.document(d, grids, sheets)
	for i, s := range sheets {
		if s != nil {
			s.grid(grids[i])
		}
	}
	b.properties(d)
	b.finish()
	if b.err == nil {
		_, b.err = b.file.WriteTo(w)
	}
	return b.err
}

// book is a workbook in the making. It keeps the first error; what is done after
// it goes nowhere.
type book struct {
	file  *excelize.File
	tag   lang.Tag
	names names
	looks map[look]int
	err   error
}

func (b *book) check(err error) {
	if b.err == nil {
		b.err = err
	}
}

// first gives the sheet that every new workbook has its name.
func (b *book) first(title string) *sheet {
	s := &sheet{book: b, name: b.names.take(title)}
	b.check(b.file.SetSheetName("Sheet1", s.name))
	return s
}

func (b *book) add(title string) *sheet {
	s := &sheet{book: b, name: b.names.take(title)}
	_, err := b.file.NewSheet(s.name)
	b.check(err)
	return s
}

// properties are the title and the language, and nothing that the library says of
// itself or of a time.
func (b *book) properties(d report.Document) {
	var core strings.Builder
	core.WriteString(xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`)
	b.check(xml.EscapeText(&core, []byte(lang.Defang(d.Title))))
	core.WriteString(`</dc:title><dc:language>`)
	b.check(xml.EscapeText(&core, []byte(d.Lang)))
	core.WriteString(`</dc:language></cp:coreProperties>`)
	b.file.Pkg.Store("docProps/core.xml", []byte(core.String()))
	b.check(b.file.SetAppProps(&excelize.AppProperties{}))
}

// finish codes what texts marked, and puts what the library keeps in a map in order.
func (b *book) finish() {
	if b.file.SharedStrings != nil {
		for _, text := range b.file.SharedStrings.SI {
			text.T.Val = strings.ReplaceAll(text.T.Val, string(mark), "_x005F_")
		}
	}
	types := b.file.ContentTypes.Defaults
	sort.Slice(types, func(i, j int) bool { return types[i].Extension < types[j].Extension })
}
