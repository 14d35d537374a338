package rubric

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Fit is what is fitted on simulated people, as a rubric file holds it.
type Fit struct {
	Temperature float64
	Spread      [2]float64
}

// Lines are the two lines of a rubric file, each with what is between the key and the
// end of the line.
func (f Fit) Lines() [2]string {
	low, high := f.spread()
	return [2]string{"temperature: " + f.temperature(), "spread: [" + low + ", " + high + "]"}
}

func (f Fit) temperature() string {
	return strconv.FormatFloat(f.Rounded().Temperature, 'f', -1, 64)
}

func (f Fit) spread() (low, high string) {
	spread := f.Rounded().Spread
	return strconv.FormatFloat(spread[0], 'f', 3, 64), strconv.FormatFloat(spread[1], 'f', 3, 64)
}

// Rounded is the fit as a file holds it: a temperature in tenths, and both distances in
// thousandths, above 0, ascending and up to 1 as a rubric must have them, however close
// they lie.
func (f Fit) Rounded() Fit {
	const tenth, thousandth = 0.1, 0.001
	shown := func(v float64, decimals int) float64 { return lang.Number{Value: v, Decimals: decimals}.Shown() }
	low := min(max(shown(f.Spread[0], 3), thousandth), 1-thousandth)
	high := min(max(shown(f.Spread[1], 3), low+thousandth), 1)
	return Fit{max(shown(f.Temperature, 1), tenth), [2]float64{low, high}}
}

// WithFit returns the text of a rubric file with what was fitted in it: in place of the
// figures that stand there, else behind its version. Every other byte stays as it is.
// The file was read as a rubric before; name is used in messages.
func WithFit(name string, data []byte, f Fit) ([]byte, error) {
	d, err := doc.Parse(name, data)
	if err != nil {
		return nil, err
	}
	low, high := f.spread()
	text := newPlaces(data)
	var changes []change
	var missing []string
	if n := child(d.Root, "temperature"); n != nil {
		changes = append(changes, text.inPlace(n, f.temperature()))
	} else {
		missing = append(missing, f.Lines()[0])
	}
	if n := child(d.Root, "spread"); n != nil {
		changes = append(changes, text.inPlace(n.Items[0], low), text.inPlace(n.Items[1], high))
	} else {
		missing = append(missing, f.Lines()[1])
	}
	return text.changed(append(changes, text.added(d.Root, missing)...)), nil
}

// change is a text that stands in place of so many bytes, behind so many.
type change struct {
	at, size int
	text     string
}

// inPlace is a change of a number.
func (p places) inPlace(n *doc.Node, text string) change {
	return change{p.offset(n.Pos), len(n.Text), text}
}

// places is a text in which places are found.
type places struct {
	data  []byte
	lines [][]byte // with what ends them
}

func newPlaces(data []byte) places { return places{data, bytes.SplitAfter(data, []byte("\n"))} }

// mark is what text may begin with; columns are counted behind it.
var mark = []byte("\ufeff")

// offset is how many bytes stand before a place.
func (p places) offset(at doc.Pos) (n int) {
	for _, line := range p.lines[:at.Line-1] {
		n += len(line)
	}
	line := p.lines[at.Line-1]
	if at.Line == 1 && bytes.HasPrefix(line, mark) {
		n, line = n+len(mark), line[len(mark):]
	}
	return n + len(string([]rune(string(line))[:at.Col-1]))
}

// changed makes the changes.
func (p places) changed(changes []change) []byte {
	slices.SortFunc(changes, func(a, b change) int { return a.at - b.at })
	var out []byte
	done := 0
	for _, c := range changes {
		out = append(append(out, p.data[done:c.at]...), c.text...)
		done = c.at + c.size
	}
	return append(out, p.data[done:]...)
}

// added adds lines behind that of the version; in a map between braces, before its
// first key.
func (p places) added(root *doc.Node, lines []string) []change {
	if len(lines) == 0 {
		return nil
	}
	if p.data[p.offset(root.Pos)] == '{' {
		at, added := p.offset(root.Pairs[0].Key.Pos), strings.Join(lines, ", ")+", "
		if p.data[at] == '"' { // as in JSON
			added = strings.NewReplacer("temperature", `"temperature"`, "spread", `"spread"`).Replace(added)
		}
		return []change{{at: at, text: added}}
	}
	version := root.Pairs[slices.IndexFunc(root.Pairs, func(pair doc.Pair) bool { return pair.Key.Text == "version" })]
	indent := strings.Repeat(" ", version.Key.Col-1)
	line := p.lines[version.Value.Line-1]
	bare := bytes.TrimRight(line, "\r\n")
	ending := string(line[len(bare):])
	if ending == "" { // of the last line
		ending = "\n"
	}
	added := ""
	for _, one := range lines {
		added += ending + indent + one
	}
	return []change{{at: p.offset(doc.Pos{Line: version.Value.Line, Col: 1}) + len(bare), text: added}}
}
