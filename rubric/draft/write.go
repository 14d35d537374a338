package draft

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// SchemaFile is the file beside a rubric in which editors look for its schema.
const SchemaFile = "rubric.schema.json"

// comments are what stands above the parts of a file.
type comments struct {
	head, tracks, dimensions, levels, questions []lang.Localized
}

// write writes a rubric as a file to go on with. A scope that is silent reads any.
func write(r *rubric.Rubric, c comments, t lang.Tag) []byte {
	w := writer{r: r, t: t}
	w.line("# yaml-language-server: $schema=" + SchemaFile)
	w.comment(c.head)
	w.line("")
	w.head()
	w.part("tracks", c.tracks)
	for _, one := range r.Tracks {
		w.line("  - id: " + scalar(one.ID))
		w.text("    ", "title", one.Title)
	}
	w.part("dimensions", c.dimensions)
	each(&w, r.Dimensions, w.dimension)
	w.part("levels", c.levels)
	each(&w, r.Levels, w.level)
	w.part("questions", c.questions)
	each(&w, r.Questions, w.question)
	return w.Bytes()
}

type writer struct {
	bytes.Buffer
	r *rubric.Rubric
	t lang.Tag
}

// each writes items with a blank line between them.
func each[T any](w *writer, items []T, write func(*T)) {
	for i := range items {
		if i > 0 {
			w.line("")
		}
		write(&items[i])
	}
}

func (w *writer) line(s string) { w.WriteString(s + "\n") }

// commentWidth is how wide comments are, in columns.
const commentWidth = 80

// comment writes paragraphs as comments; what is verbatim keeps its lines.
func (w *writer) comment(paragraphs []lang.Localized) {
	for _, one := range paragraphs {
		lines := strings.Split(one.In(w.t), "\n")
		if _, verbatim := one.(lang.Verbatim); !verbatim {
			lines = lang.Wrap(lang.Defang(one.In(w.t)), commentWidth-2)
		}
		for _, line := range lines {
			w.line(strings.TrimRight("# "+lang.Defang(line), " "))
		}
	}
}

// part begins one of the four lists.
func (w *writer) part(key string, above []lang.Localized) {
	w.line("")
	w.comment(above)
	w.line(key + ":")
}

func (w *writer) head() {
	r := w.r
	w.line("schema: " + rubric.Schema)
	w.line("id: " + scalar(r.ID))
	w.line("version: " + r.Version)
	w.text("", "title", r.Title)
	var tags []string
	for _, tag := range r.Languages {
		tags = append(tags, string(tag))
	}
	w.line("languages: [" + strings.Join(tags, ", ") + "]")
	if r.Source.Title != "" {
		w.line("source:")
		w.line("  title: " + scalar(r.Source.Title))
	}
	if r.Fitted {
		w.line("temperature: " + number(r.Temperature))
		w.line(fmt.Sprintf("spread: [%s, %s]", number(r.Spread[0]), number(r.Spread[1])))
	}
}

// text writes a text under a key: alone, where the rubric has one language.
func (w *writer) text(indent, key string, text rubric.Text) {
	w.line(indent + key + ":" + w.value(indent+"  ", text))
}

// value is a text as it stands behind a key or a hyphen.
func (w *writer) value(indent string, text rubric.Text) string {
	if len(w.r.Languages) == 1 {
		return " " + scalar(text[w.r.Languages[0]])
	}
	var lines string
	for _, tag := range w.r.Languages {
		lines += "\n" + indent + string(tag) + ": " + scalar(text[tag])
	}
	return lines
}

func (w *writer) dimension(d *rubric.Dimension) {
	w.line("  - id: " + scalar(d.ID))
	w.text("    ", "title", d.Title)
	if d.Weight != 1 {
		w.line("    weight: " + number(d.Weight))
	}
	w.line("    steps:")
	for i, step := range d.Steps {
		if d.ByTrack == nil || d.ByTrack[i] == nil {
			w.line("      -" + strings.Replace(w.value("        ", step), "\n        ", " ", 1))
			continue
		}
		w.line("      - by_track:")
		for _, track := range w.r.Tracks {
			if words, there := d.ByTrack[i][track.ID]; there {
				w.text("          ", scalar(track.ID), words)
			}
		}
	}
	if len(d.Grow) > 0 {
		w.line("    grow:")
	}
	for _, text := range d.Grow {
		w.line("      -" + strings.Replace(w.value("        ", text), "\n        ", " ", 1))
	}
}

func (w *writer) level(l *rubric.Level) {
	w.line("  - id: " + scalar(l.ID))
	w.text("    ", "title", l.Title)
	w.line("    short: " + scalar(l.Short))
	if l.Label != "" {
		w.line("    label: " + scalar(l.Label))
	}
	w.line("    track: " + scalar(l.Track))
	w.line("    rung: " + strconv.Itoa(l.Rung))
	if len(l.Next) > 0 {
		var next []string
		for _, i := range l.Next {
			next = append(next, scalar(w.r.Levels[i].ID))
		}
		w.line("    next: [" + strings.Join(next, ", ") + "]")
	}
	w.text("    ", "summary", l.Summary)
	if l.Basis != nil {
		w.text("    ", "basis", l.Basis)
	}
	w.line("    scope:")
	for d, expected := range l.Scope {
		w.line("      " + scalar(w.r.Dimensions[d].ID) + ": " + steps(expected))
	}
	if len(l.Requires) > 0 {
		w.line("    requires:")
	}
	for _, must := range l.Requires {
		w.line("      " + scalar(w.r.Dimensions[must.Dimension].ID) + ": " + w.must(must))
	}
}

func steps(expected rubric.Range) string {
	switch {
	case expected == silent:
		return "any"
	case expected.Lo == expected.Hi:
		return strconv.Itoa(expected.Lo)
	}
	return fmt.Sprintf("[%d, %d]", expected.Lo, expected.Hi)
}

// must is a requirement; the ends of the dimension are no limits.
func (w *writer) must(must rubric.Requirement) string {
	var parts []string
	if must.Lo > 0 {
		parts = append(parts, fmt.Sprintf("min: %d", must.Lo))
	}
	if must.Hi < w.r.Dimensions[must.Dimension].Top() {
		parts = append(parts, fmt.Sprintf("max: %d", must.Hi))
	}
	if must.By != nil {
		parts = append(parts, "by: "+scalar(must.By.ID))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (w *writer) question(q *rubric.Question) {
	w.line("  - id: " + scalar(q.ID))
	w.line("    dimension: " + scalar(w.r.Dimensions[q.Dimension].ID))
	w.line("    kind: " + string(q.Kind))
	w.text("    ", "ask", q.Ask)
	w.text("    ", "ask_about", q.AskAbout)
	if q.Kind == rubric.Number {
		w.text("    ", "unit", q.Unit)
		var thresholds []string
		for _, v := range q.Thresholds {
			thresholds = append(thresholds, number(v))
		}
		w.line("    thresholds: [" + strings.Join(thresholds, ", ") + "]")
	}
	if len(q.Options) > 0 {
		w.line("    options:")
	}
	for _, o := range q.Options {
		w.line("      - id: " + scalar(o.ID))
		w.line("        step: " + strconv.Itoa(o.Step))
		if o.Text != nil {
			w.text("        ", "text", o.Text)
		}
	}
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// scalar writes a text so that every reader of YAML takes it for that, without
// quotes where it can.
func scalar(s string) string {
	first := []rune(s + " ")[0]
	switch {
	case !letter(first), strings.Contains(s, ": "), strings.Contains(s, " #"), strings.HasSuffix(s, ":"), strings.HasSuffix(s, " "),
		strings.ContainsFunc(s, lang.Invisible), strings.ContainsAny(s, "[]{},") && !strings.Contains(s, " "),
		slices.Contains([]string{"null", "true", "false", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(s)):
		return doc.QuotedYAML(s)
	}
	return s
}

func letter(c rune) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0xc0 && !lang.Invisible(c)
}
