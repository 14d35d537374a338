package assess

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"rung/rubric"
	"rung/rubric/lang"
)

// Template returns an answers file for r, ready to fill in: every question as a
// comment in the language, with its options or its unit, and a blank after it.
// People, relation and answers are filled in as far as about has them; where
// somebody else than the subject answers, the questions name the subject.
// ParseSheet and Against read it back to the same answers. A comment says that
// next, a command, is what to type when it is filled in.
func Template(r *rubric.Rubric, t lang.Tag, about Assessment, next string) []byte {
	w := templateWriter{t: t, about: about, given: map[string]Answer{}}
	for _, a := range about.Answers {
		w.given[a.Question] = a
	}
	w.head(r, next)
	last := -1
	for i := range r.Questions {
		if d := r.Questions[i].Dimension; d != last {
			w.comment(1, "", "== "+r.Dimensions[d].Title.In(t)+" ==")
			w.line("")
			last = d
		}
		w.question(i+1, &r.Questions[i])
	}
	w.notes(r)
	return w.Bytes()
}

type templateWriter struct {
	bytes.Buffer
	t     lang.Tag
	about Assessment
	given map[string]Answer
}

func (w *templateWriter) head(r *rubric.Rubric, next string) {
	w.comment(0, "", lang.Sprintf("%s: answers to fill in (%s %s)", r.Title.In(w.t), r.ID, r.Version).In(w.t))
	w.comment(0, "",
		lang.Sprintf("Write each answer after its colon: a whole number, or the word before the text that fits best. Write %[1]s to "+
			"skip a question, %[2]s if you do not know, %[3]s if it does not apply. What stays blank counts as not answered.",
			Skipped.word(), Unknown.word(), NotApplicable.word()).In(w.t))
	w.comment(0, "", lang.Sprintf("Then: %s", next).In(w.t))
	w.line("schema: " + AnswersSchema)
	w.line("rubric: " + scalar(r.ID))
	w.line("version: " + scalar(r.Version))
	w.line("")
	w.comment(0, "",
		lang.Text("Whom the answers are about. Somebody else answers? Then say who, and as what: manager, peer or panel.").In(w.t))
	w.field("subject", w.about.Subject.Name)
	w.field("rater", w.about.Rater.Name)
	w.field("relation", string(w.about.Relation))
	w.line("")
	w.line("answers:")
}

// field writes a key with its text, or with nothing.
func (w *templateWriter) field(key, text string) {
	if text != "" {
		key += ": " + quoted(text)
	} else {
		key += ":"
	}
	w.line(key)
}

func (w *templateWriter) question(number int, q *rubric.Question) {
	head := fmt.Sprintf("%d. ", number)
	margin := strings.Repeat(" ", len(head))
	w.comment(1, head, VoiceOf(&w.about, w.t).Wording(q))
	if q.Kind == rubric.Number {
		w.comment(1, margin, lang.Sprintf("a whole number (%s)", q.Unit.In(w.t)).In(w.t))
	}
	if q.Kind == rubric.Several {
		w.comment(1, margin, lang.Sprintf("all that hold, such as [%s]; %s if none does", strings.Join(optionIDs(q)[:2], ", "), rubric.NoneTicked).In(w.t))
	}
	longest := 0
	for _, o := range q.Options {
		longest = max(longest, len(o.ID))
	}
	for _, o := range q.Options {
		w.comment(1, fmt.Sprintf("%s%-*s  ", margin, longest, o.ID), o.Text.In(w.t))
	}
	w.line(strings.TrimRight("  "+scalar(q.ID)+": "+w.value(q), " "))
	w.line("")
}

func (w *templateWriter) value(q *rubric.Question) string {
	a, ok := w.given[q.ID]
	switch {
	case !ok:
		return ""
	case a.State != Answered:
		return a.State.word()
	case q.Kind == rubric.Number:
		return strconv.Itoa(a.Value.Number)
	case q.Kind == rubric.Several:
		return ticked(a.Value.Ticks)
	}
	return scalar(a.Value.Option)
}

// ticked is a list of ids, or the word for none.
func ticked(ticks Ticks) string {
	if ticks == Tick() {
		return rubric.NoneTicked
	}
	var ids []string
	for _, id := range ticks.IDs() {
		ids = append(ids, scalar(id))
	}
	return "[" + strings.Join(ids, ", ") + "]"
}

func (w *templateWriter) notes(r *rubric.Rubric) {
	w.comment(0, "", lang.Sprintf(`Evidence in your own words, if you like. For example, %s: "since March"`, r.Questions[0].ID).In(w.t))
	w.line("notes:")
	for _, q := range r.Questions {
		if a := w.given[q.ID]; a.Note != "" {
			w.line("  " + scalar(q.ID) + ": " + quoted(a.Note))
		}
	}
}

func (w *templateWriter) line(s string) { w.WriteString(s + "\n") }

// templateWidth is how wide comments are, in columns.
const templateWidth = 80

// comment writes a head and a text as comment lines, indented by so many levels.
// Lines after the first begin under the text.
func (w *templateWriter) comment(indent int, head, text string) {
	prefix := strings.Repeat("  ", indent) + "# "
	margin := strings.Repeat(" ", lang.Columns(head))
	for i, line := range lang.Wrap(lang.Defang(text), templateWidth-lang.Columns(prefix+head)) {
		if i == 0 {
			w.line(prefix + head + line)
		} else {
			w.line(prefix + margin + line)
		}
	}
}

// scalar writes an id so that every reader of YAML takes it for text.
func scalar(id string) string {
	switch id {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return quoted(id)
	}
	if id[0] >= '0' && id[0] <= '9' {
		return quoted(id)
	}
	return id
}

// quoted writes any text between double quotes, as both JSON and YAML read it.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(c))
		case c == '\n':
			b.WriteString(`\n`)
		case lang.Invisible(c) && c > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, c)
		case lang.Invisible(c):
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String() + `"`
}
