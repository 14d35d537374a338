package csv

import (
	"io"

	"rung/assess/report"
)

// mark tells Excel that a text is UTF-8.
const mark = "\ufeff"

// WriteForm writes a form: what it is and what to do, a line for what each column
// is chosen from, then the table to fill in. It begins with a byte order mark.
func WriteForm(w io.Writer, f report.Form, d Dialect) error {
	out := line{dialect: d}
	out.WriteString(mark)
	out.texts(f.Title)
	out.texts(f.How)
	titles := make([]string, len(f.Columns))
	for i, c := range f.Columns {
		if titles[i] = c.Title; len(c.Choices) > 0 {
			out.texts(c.Said)
		}
	}
	out.WriteString("\r\n")
	out.texts(titles...)
	for _, row := range f.Rows {
		out.texts(append(row, make([]string, len(titles)-len(row))...)...)
	}
	_, err := out.WriteTo(w)
	return err
}

func (l *line) texts(texts ...string) {
	fields := make([]report.Field, len(texts))
	for i, text := range texts {
		fields[i].Text = text
	}
	l.write(fields)
}
