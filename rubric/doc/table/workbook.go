package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// What of a workbook is read, and how large it may be once it is unpacked, in
// bytes. The library needs some twenty times that in memory.
const (
	maxSheets  = 8 << 20 // all of them together
	maxStrings = 4 << 20 // the texts of their cells
	maxPart    = 1 << 20 // whatever else says where things are
)

// manySheets is how many sheets a workbook may have.
const manySheets = 100

// IsWorkbook reports whether data begins as a workbook does, and every zip
// archive.
func IsWorkbook(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// parseWorkbook reads a table of a workbook. What stands for a computed cell is
// what was computed when the workbook was saved.
func parseWorkbook(name string, data []byte, o Options) *Table {
	file, err := open(data)
	var large tooLarge
	switch {
	case errors.As(err, &large):
		return refused(name, "size", lang.Sprintf("%v", large.error), lang.Sprintf("save the table as CSV UTF-8"))
	case err != nil:
		return refused(name, "format", lang.Sprintf("this cannot be read as an Excel workbook"), saveAs)
	}
	defer file.Close()
	b := workbook{file, &Table{d: &doc.Document{Name: name}, ragged: true}}
	if sheet, header, found := b.choose(o); found {
		b.d.Sheet = sheet
		if b.fill(b.rows(sheet, true), header); b.header != nil {
			b.readParts(sheet)
		}
	}
	return b.Table
}

// tooLarge is the error of a workbook that holds too much.
type tooLarge struct{ error }

var errTooLarge = tooLarge{lang.Errorf("the workbook holds more than can be read")}

// open opens a workbook without its styles, pictures and whatever else is not
// read here: these can fill the memory from a small file. Without styles a number is
// as it was typed, to the 15 digits that Excel shows, and no date or percentage.
func open(data []byte) (*excelize.File, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var kept bytes.Buffer
	if err := keepParts(zip.NewWriter(&kept), archive); err != nil {
		return nil, err
	}
	file, err := excelize.OpenReader(&kept, excelize.Options{UnzipXMLSizeLimit: maxSheets})
	if err == nil && len(file.GetSheetList()) > manySheets {
		return nil, errors.Join(errTooLarge, file.Close())
	}
	return file, err
}

// keepParts copies the parts of a workbook that are read.
func keepParts(w *zip.Writer, archive *zip.Reader) error {
	sheets := uint64(0)
	for _, part := range archive.File {
		limit, size := limitOf(part.Name), part.UncompressedSize64
		if limit == maxSheets {
			sheets += size
			size = sheets
		}
		if limit > 0 && size > limit {
			return errTooLarge
		}
		if limit > 0 {
			if err := w.Copy(part); err != nil {
				return err
			}
		}
	}
	return w.Close()
}

// limitOf is how large a part of a workbook may be; 0 if it is not read.
func limitOf(part string) uint64 {
	switch name := strings.ToLower(strings.ReplaceAll(part, `\`, "/")); name {
	case "[content_types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels":
		return maxPart
	case "xl/sharedstrings.xml":
		return maxStrings
	default:
		if path.Dir(name) == "xl/worksheets" {
			return maxSheets
		}
	}
	return 0
}

// workbook is a workbook of which one sheet becomes the table.
type workbook struct {
	file *excelize.File
	*Table
}

// choose finds the sheet that is read, and its header: the one that is named, or
// else the first one that shows and has a header, or else the first that shows and
// has anything.
func (b *workbook) choose(o Options) (sheet string, header int, found bool) {
	if o.Sheet != "" {
		return b.named(o)
	}
	most := -1
	var filled []string
	for _, one := range b.file.GetSheetList() {
		if visible, err := b.file.GetSheetVisible(one); err != nil || !visible || b.empty(one) {
			continue
		}
		filled = append(filled, one)
		if titles, i := o.best(b.rows(one, false)); most < 0 || most < fewTitles && titles >= fewTitles {
			sheet, most, header = one, titles, i
		}
	}
	if len(filled) > 1 {
		b.notes = append(b.notes, Note{"sheet", lang.Sprintf("the sheet %v was read, and not %v", doc.Quote(sheet), quoted(filled, sheet))})
	}
	if filled == nil {
		b.Report(doc.Pos{}, "empty", lang.Sprintf("the workbook is empty"), lang.Message{})
	}
	return sheet, header, filled != nil
}

// fewTitles is how many titles make a header.
const fewTitles = 2

func (b *workbook) named(o Options) (sheet string, header int, found bool) {
	all := b.file.GetSheetList()
	i := slices.IndexFunc(all, func(one string) bool { return lang.Fold(one) == lang.Fold(o.Sheet) })
	if i < 0 {
		b.Report(doc.Pos{}, "sheet", lang.Sprintf("there is no sheet %v; there are %v", doc.Quote(o.Sheet), quoted(all, "")), lang.Message{})
		return "", 0, false
	}
	_, header = o.best(b.rows(all[i], false))
	return all[i], header, true
}

// quoted lists the names of sheets, but for one.
func quoted(sheets []string, but string) (names lang.List) {
	for _, one := range sheets {
		if one != but {
			names = append(names, doc.Quote(one))
		}
	}
	return names
}

func (b *workbook) empty(sheet string) bool {
	for range b.rows(sheet, false) {
		return false
	}
	return true
}

// rows yields the rows of a sheet that are not blank. What is wrong with them is
// reported, if that is asked for.
func (b *workbook) rows(sheet string, report bool) iter.Seq[[]Cell] {
	return func(yield func([]Cell) bool) {
		rows, err := b.file.Rows(sheet)
		if err != nil {
			return // a sheet of charts
		}
		defer rows.Close()
		cells := 0
		for number := 1; rows.Next() && cells <= maxCells && err == nil; number++ {
			var texts []string
			texts, err = rows.Columns()
			cells += len(texts)
			if row := b.cells(texts, number, report); !blank(row) && !yield(row) {
				return
			}
		}
		if report && (errors.Join(err, rows.Error()) != nil || cells > maxCells) {
			b.Report(doc.Pos{}, "format", lang.Sprintf("the sheet cannot be read to its end"), saveAs)
		}
	}
}

// cells are the cells of a row, without characters that do not show.
func (b *workbook) cells(texts []string, number int, report bool) []Cell {
	row := make([]Cell, len(texts))
	for i, text := range texts {
		row[i] = Cell{strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")), doc.Pos{Line: number, Col: i + 1}}
		if report {
			b.checkCharacters(row[i])
		}
	}
	return row
}

func (b *workbook) checkCharacters(cell Cell) {
	for _, c := range cell.Text {
		if lang.Invisible(c) && c != '\n' && c != '\t' {
			b.Report(cell.Pos, "character", lang.Sprintf("the character %U does not show", c), lang.Sprintf("remove it"))
			return
		}
	}
}
