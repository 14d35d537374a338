package table

import (
	"bytes"
	"encoding/xml"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Range is a block of cells that are merged into one, whose text is that of the
// first. Lines and columns count from 1, and the last ones are part of it.
type Range struct{ First, Last doc.Pos }

// maxMerged is how many merged ranges of a sheet are read.
const maxMerged = 10_000

// part is the XML of a sheet; none if it is not found.
func (b *workbook) part(sheet string) []byte {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if xml.Unmarshal(b.stored("xl/workbook.xml"), &book) != nil || xml.Unmarshal(b.stored("xl/_rels/workbook.xml.rels"), &relations) != nil {
		return nil
	}
	for _, one := range book.Sheets {
		for _, to := range relations.All {
			if one.Name == sheet && one.ID == to.ID {
				return b.stored(strings.TrimPrefix(path.Join("/xl", strings.TrimPrefix(to.Target, "/xl/")), "/"))
			}
		}
	}
	return nil
}

func (b *workbook) stored(part string) []byte {
	stored, _ := b.file.Pkg.Load(part)
	data, _ := stored.([]byte)
	return data
}

// readParts keeps the merged ranges of a sheet, and reports the formulas below its
// header that nobody computed: no program has saved the file since they were
// written.
func (b *workbook) readParts(sheet string) {
	var c struct {
		ref, kind               string
		formula, inside, valued bool
	}
	d := xml.NewDecoder(bytes.NewReader(b.part(sheet)))
	for token, err := d.Token(); err == nil; token, err = d.Token() {
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "c":
				c.ref, c.kind = attribute(token, "r"), attribute(token, "t")
				c.formula, c.valued = false, false
			case "f":
				c.formula = true
			case "v":
				c.inside, c.valued = true, c.kind == "str" // which may be empty
			case "mergeCell":
				b.merge(attribute(token, "ref"))
			}
		case xml.CharData:
			c.valued = c.valued || c.inside && len(token) > 0
		case xml.EndElement:
			c.inside = false
			if at := place(c.ref); token.Name.Local == "c" && c.formula && !c.valued && at.Line > b.header[0].Line {
				b.Report(at, "formula", lang.Sprintf("this cell holds a formula without a value"), lang.Sprintf("open and save the file in Excel"))
			}
		}
	}
}

func (b *workbook) merge(ref string) {
	first, last, _ := strings.Cut(ref, ":")
	if r := (Range{place(first), place(last)}); r.First.Line > 0 && r.Last.Line > 0 && len(b.merged) < maxMerged {
		b.merged = append(b.merged, r)
	}
}

// place is where a cell such as B2 is; zero for what is none.
func place(ref string) doc.Pos {
	col, line, err := excelize.CellNameToCoordinates(ref)
	if err != nil {
		return doc.Pos{}
	}
	return doc.Pos{Line: line, Col: col}
}

func attribute(of xml.StartElement, name string) string {
	for _, one := range of.Attr {
		if one.Name.Local == name {
			return one.Value
		}
	}
	return ""
}
