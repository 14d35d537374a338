package xlsx

import (
	"cmp"
	"math"

	"github.com/xuri/excelize/v2"

	"rung/assess/report"
	"rung/rubric/lang"
)

// crowded is the number of rows from which on a chart shows nothing any more.
const crowded = 60

// drawn is a column of drawings, as its table holds it.
type drawn struct {
	*sheet
	title  string
	like   report.Drawing // the first of them
	key    *report.Key
	column int // of its own figure; those of the drawing follow
	width  int // columns that the drawing adds
	rows   int
}

// drawings shows what the cells of a grid draw: heat in the cells, the rest as
// charts under the table.
func (s *sheet) drawings(g report.Grid, table report.Table) {
	column, below := 1, len(g.Rows)+3
	for c, head := range g.Columns {
		d := drawn{sheet: s, title: cmp.Or(head.Title, head.Data, g.Title), key: g.Key, column: column, rows: len(g.Rows)}
		for r, row := range g.Rows {
			if heat, ok := row[c].Drawing.(report.Heat); ok {
				s.heat(column, r, table, heat)
			}
			if d.like == nil {
				d.like = row[c].Drawing
			}
		}
		if d.like != nil {
			d.width = len(d.like.Data(head.Title, g.Key, s.tag))
			below = d.under(below)
		}
		column += 1 + d.width
	}
}

// heat tints a cell by how full it is.
func (s *sheet) heat(column, r int, table report.Table, heat report.Heat) {
	l := look{heat: int(min(max(heat.Share, 0), 1)*10 + 0.5)}
	if n := table.Rows[r][column-1].Number; n != nil {
		l.format = format(*n)
	}
	s.style(column, r+2, l)
}

// under puts the chart of a column into a row, and returns that of the next.
func (d drawn) under(row int) int {
	chart := d.chart()
	if chart == nil || d.rows > crowded {
		return row
	}
	title := lang.Defang(d.title)
	chart.Title.Paragraph = []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Size: 12, Bold: true}}}
	chart.Format = excelize.GraphicOptions{AltText: title, Positioning: "oneCell"}
	chart.XAxis.Font.Color, chart.YAxis.Font.Color = soft, soft
	chart.Legend.Position = "bottom"
	if len(chart.Series) == 1 {
		chart.Legend.Position = "none"
	}
	chart.VaryColors = new(bool)
	chart.ShowBlanksAs = "gap"
	d.check(d.file.AddChart(d.name, at(1, row), chart))
	return row + int(chart.Dimension.Height)/20 + 2
}

func (d drawn) chart() *excelize.Chart {
	switch like := d.like.(type) {
	case report.Steps:
		return d.steps()
	case report.Bar:
		return d.bars(d.series(d.column, accent))
	case report.Span:
		return d.span(like)
	case report.Course:
		return d.course(like)
	}
	return nil
}

// series are the figures of a column, each under the name of its row.
func (d drawn) series(column int, color string) excelize.ChartSeries {
	return excelize.ChartSeries{
		Name:       d.ref(column, 1, column, 1),
		Categories: d.ref(1, 2, 1, d.rows+1),
		Values:     d.ref(column, 2, column, d.rows+1),
		Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}},
	}
}

// steps sets where the answers stand beside where each expectation begins.
func (d drawn) steps() *excelize.Chart {
	series := []excelize.ChartSeries{d.series(d.column, accent)}
	next := d.column + 2
	if d.key != nil && d.key.Here != "" {
		series = append(series, d.series(next, tint))
		next += 2
	}
	if d.key != nil && d.key.Beyond != "" {
		series = append(series, d.series(next, neutral))
	}
	chart := d.bars(series...)
	chart.YAxis.MajorUnit = 1
	return chart
}

// bars lie, so that names can be read; the first row is on top.
func (d drawn) bars(series ...excelize.ChartSeries) *excelize.Chart {
	zero, gap := 0.0, uint(60)
	return &excelize.Chart{
		Type: excelize.Bar, Series: series, GapWidth: &gap,
		XAxis:     excelize.ChartAxis{ReverseOrder: true},
		YAxis:     excelize.ChartAxis{Minimum: &zero, MajorGridLines: true},
		Dimension: excelize.ChartDimension{Width: 900, Height: uint(140 + d.rows*(16+14*len(series)))},
	}
}

// span sets points on lines that join the ends of their intervals. Its axis ends
// at whole numbers.
func (d drawn) span(like report.Span) *excelize.Chart {
	from, to := math.Floor(like.From), math.Ceil(like.To)
	chart := &excelize.Chart{
		Type:      excelize.Line,
		XAxis:     excelize.ChartAxis{HighLowLines: true, TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis:     excelize.ChartAxis{Minimum: &from, Maximum: &to, MajorGridLines: true},
		Dimension: excelize.ChartDimension{Width: 900, Height: 400},
	}
	for i, mark := range []string{"circle", "dash", "dash"} {
		s := d.series(d.column+i, []string{accent, soft, soft}[i])
		s.Line.Type = excelize.LineNone
		s.Marker = excelize.ChartMarker{Symbol: mark, Size: 8, Fill: s.Fill}
		chart.Series = append(chart.Series, s)
	}
	return chart
}

// course draws a line per row over the dates in the header.
func (d drawn) course(like report.Course) *excelize.Chart {
	chart := &excelize.Chart{
		Type:      excelize.Line,
		YAxis:     excelize.ChartAxis{Minimum: &like.From, Maximum: &like.Top, MajorGridLines: true},
		Dimension: excelize.ChartDimension{Width: 900, Height: 440},
	}
	from, to := d.column+1, d.column+d.width
	for row := 2; row <= d.rows+1; row++ {
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name: d.ref(1, row, 1, row), Categories: d.ref(from, 1, to, 1), Values: d.ref(from, row, to, row),
			Line: excelize.LineOptions{Width: 2}, Marker: excelize.ChartMarker{Symbol: "circle", Size: 6},
		})
	}
	return chart
}
