package cmd

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"rung/assess/report"
	"rung/assess/report/csv"
	"rung/assess/report/html"
	"rung/assess/report/markdown"
	"rung/assess/report/plain"
	"rung/assess/report/terminal"
	"rung/assess/report/xlsx"
	"rung/rubric/lang"
)

// format is a way to print a result.
type format struct {
	name    string
	endings []string // of files that choose it, the first is the usual one
	paper   bool     // it holds a page that is handed on, not a screen
	bytes   bool     // no text: nothing for a terminal
	means   lang.Text
	write   func(io.Writer, report.Document, *output) error // nil: the JSON document
}

// defaultFormat is the one of a terminal.
const defaultFormat = "table"

// formats are all there are, the default first.
var formats = []format{
	{name: defaultFormat, endings: []string{".txt", ""}, write: writeScreen,
		means: "columns for a terminal; with --plain, sentences"},
	{name: "json", endings: []string{".json"},
		means: "every figure, the same bytes in every language"},
	{name: "csv", endings: []string{".csv"}, paper: true, write: writeCSV,
		means: "one table for a spreadsheet; --table names another, --csv a dialect"},
	{name: "md", endings: []string{".md", ".markdown"}, paper: true,
		means: "Markdown, for wikis, issues and merge requests",
		write: func(w io.Writer, d report.Document, _ *output) error { return markdown.Write(w, d) }},
	{name: "html", endings: []string{".html", ".htm"}, paper: true,
		means: "a page for a browser and a printer, one file",
		write: func(w io.Writer, d report.Document, _ *output) error { return html.Write(w, d) }},
	{name: "xlsx", endings: []string{".xlsx"}, paper: true, bytes: true,
		means: "a workbook, a sheet per table",
		write: func(w io.Writer, d report.Document, _ *output) error { return xlsx.Write(w, d) }},
}

func formatNames() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// formatsHelp is the help about what --format takes.
func (a *app) formatsHelp() string {
	var page strings.Builder
	for _, f := range formats {
		fmt.Fprintf(&page, "%-15s %-14s %s\n", "--format "+f.name, strings.Join(f.endings, " "), a.in(f.means))
	}
	return page.String()
}

func formatNamed(name string) format {
	return formats[slices.IndexFunc(formats, func(f format) bool { return f.name == name })]
}

// print draws one form of a result.
func (f format) print(w io.Writer, p printed, o *output) error {
	switch {
	case f.write == nil:
		return p.wire(w)
	case f.paper:
		return f.write(w, p.paper(o.app.lang), o)
	}
	return f.write(w, p.screen(o.app.lang), o)
}

// settle finds the format, by --format, by the options that only one format has,
// or by the ending of the file.
func (o *output) settle() error {
	if err := o.choose(); err != nil {
		return err
	}
	if o.csv != "" && !slices.Contains(csvDialects(), o.csv) {
		return usageErrorf("there is no dialect %v; --csv takes %s", lang.Quoted(o.csv), strings.Join(csvDialects(), ", "))
	}
	if !slices.Contains(o.formats(), o.format) {
		return usageErrorf("there is no format %v; --format takes %s", lang.Quoted(o.format), strings.Join(o.formats(), ", "))
	}
	if o.toStdout() && isTerminal(o.app.Stdout) && !slices.Contains(o.extra, o.format) && formatNamed(o.format).bytes {
		return usageErrorf("%s is nothing for a terminal; add -o FILE", o.format)
	}
	return nil
}

// choose takes the format that was named, else that of the file's ending, else the
// one that the other options are for.
func (o *output) choose() error {
	named, forCSV := o.format != "", o.csv != "" || o.table != ""
	if !named {
		if err := o.byEnding(); err != nil {
			return err
		}
		if forCSV && o.format == defaultFormat {
			o.format = "csv"
		}
	}
	if forCSV && o.format != "csv" {
		return usageErrorf("--table and --csv are for --format csv")
	}
	return nil
}

// byEnding chooses the format of the file's ending.
func (o *output) byEnding() error {
	o.format = defaultFormat
	if o.toStdout() {
		return nil
	}
	if named := formatOf(o.file); slices.Contains(o.formats(), named) {
		o.format = named
		return nil
	}
	return usageErrorf("no format ends in %s; name one: --format %s", strings.ToLower(filepath.Ext(o.file)), strings.Join(o.formats(), ", "))
}

// writeScreen draws for a terminal; sentences are not looked at a screen at a time.
func writeScreen(w io.Writer, d report.Document, o *output) error {
	if o.sentences() {
		return o.screen(w, d, 0)
	}
	lines, _ := sizeOf(o.app.Stdout)
	return o.screen(w, d, max(lines, usualLines)-1) // the prompt needs one
}

func (o *output) sentences() bool { return o.plain || o.app.Getenv("RUNG_PLAIN") != "" }

// screen draws for a terminal of so many lines, in sentences where that is wanted.
func (o *output) screen(w io.Writer, d report.Document, lines int) error {
	if o.sentences() {
		return o.inSentences(w, d, lines)
	}
	a := o.app
	toTerminal := o.toStdout() && isTerminal(a.Stdout)
	return terminal.Write(w, d, terminal.Options{
		Width: o.width(), Lines: lines, Color: o.toStdout() && a.color(toTerminal), ASCII: o.toStdout() && a.ascii(),
	})
}

func (o *output) inSentences(w io.Writer, d report.Document, lines int) error {
	var said strings.Builder
	if err := plain.Write(&said, d, plain.Options{Width: o.width(), Lines: lines}); err != nil {
		return err
	}
	text := said.String()
	if o.toStdout() && o.app.ascii() {
		text = terminal.ASCII(text)
	}
	_, err := io.WriteString(w, text)
	return err
}

// width is that of the terminal, 80 columns elsewhere.
func (o *output) width() int {
	if o.toStdout() && isTerminal(o.app.Stdout) {
		return o.app.width()
	}
	return 80
}

func writeCSV(w io.Writer, d report.Document, o *output) error {
	if err := csv.Write(w, d, csv.Options{Table: o.table, Dialect: csv.Dialect(o.csv)}); err != nil {
		return codedError{exitUsage, err}
	}
	return nil
}

// csvDialects are the dialects of CSV, the default first.
func csvDialects() []string { return []string{string(csv.RFC), string(csv.ExcelFR)} }

// formatOf is the format that a file's ending chooses; empty if none does.
func formatOf(file string) string {
	ending := strings.ToLower(filepath.Ext(file))
	if ending == ".yaml" || ending == ".yml" {
		return yamlFormat
	}
	for _, f := range formats {
		if slices.Contains(f.endings, ending) {
			return f.name
		}
	}
	return ""
}
