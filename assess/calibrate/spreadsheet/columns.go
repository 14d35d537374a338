package spreadsheet

import (
	"regexp"
	"slices"
	"strings"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/doc/table"
	"rung/rubric/lang"
)

// meaning is what a column holds, as far as its title says. The zero meaning is
// that of a title that is not known. A relation alone, as in “Manager”, leaves
// open whether the column has names or ratings.
type meaning struct {
	role      role
	dimension int             // of a value or a comment, counted from 1; 0: none
	question  int             // of an answer, counted from 1
	about     bool            // the question is put to somebody else than the subject
	relation  assess.Relation // that the title names
}

func (m meaning) known() bool { return m != meaning{} }

// vocabulary is what titles mean on a rubric: what its dimensions and questions are
// called.
type vocabulary struct {
	exact map[string]meaning // by every word
	loose map[string]meaning // by plain words; none where several are called so
	named []namedQuestion
}

// namedQuestion is the wording of a question with the name of the subject in it:
// the plain parts around it.
type namedQuestion struct {
	parts []string
	meaning
}

func newVocabulary(r *rubric.Rubric) *vocabulary {
	v := &vocabulary{exact: map[string]meaning{}, loose: map[string]meaning{}}
	for d, dim := range r.Dimensions {
		m := meaning{role: value, dimension: d + 1}
		v.add(dim.ID, m)
		for _, title := range dim.Title {
			v.add(title, m)
		}
	}
	for i := range r.Questions {
		v.addQuestion(&r.Questions[i], meaning{role: answer, question: i + 1})
	}
	return v
}

// add gives a title a meaning; the first that it is given stays. Plainly, it has
// none if another title that is as plain has another.
func (v *vocabulary) add(title string, m meaning) {
	if _, taken := v.exact[lang.Spelt(title)]; taken {
		return
	}
	v.exact[lang.Spelt(title)] = m
	if other, taken := v.loose[plain(title)]; taken && other != m {
		m = meaning{}
	}
	v.loose[plain(title)] = m
}

func (v *vocabulary) addQuestion(q *rubric.Question, m meaning) {
	v.add(q.ID, m)
	for _, ask := range q.Ask {
		v.add(ask, m)
	}
	m.about = true
	for _, ask := range q.AskAbout {
		var parts []string
		for part := range strings.SplitSeq(ask, rubric.Placeholder) {
			parts = append(parts, strings.Join(weighty(lang.Words(part)), " "))
		}
		v.named = append(v.named, namedQuestion{parts, m})
	}
}

// titles counts the cells of a row that are titles.
func (v *vocabulary) titles(row []table.Cell) (n int) {
	for _, cell := range row {
		if v.title(cell.Text).known() {
			n++
		}
	}
	return n
}

// aside is what stands in brackets in a title.
var aside = regexp.MustCompile(`^(.*)[(\[]([^()\[\]]*)[)\]]\s*$`)

// title is what a title means. Where it is not known as a whole, it may be so
// without what it has in brackets, or what it has in brackets may be known.
func (v *vocabulary) title(title string) meaning {
	if m := v.exact[lang.Spelt(title)]; m.known() {
		return m
	}
	if m := v.words(plain(title)); m.known() {
		return m
	}
	parts := aside.FindStringSubmatch(title)
	if parts == nil {
		return meaning{}
	}
	outer, inner := v.words(plain(parts[1])), v.words(plain(parts[2]))
	switch {
	case !outer.known() && (inner.dimension > 0 || inner.question > 0):
		return inner
	case outer.known() && scaleIn(parts[2]) == nil && inner.known():
		return v.words(plain(parts[1]) + " " + plain(parts[2]))
	}
	return outer
}

// dimension is which dimension is called so, counted from 1; 0 if none is.
func (v *vocabulary) dimension(title string) int {
	if m := v.title(title); m.role == value {
		return m.dimension
	}
	return 0
}

// words is what a plain title means.
func (v *vocabulary) words(title string) meaning {
	if m := v.loose[title]; m.known() {
		return m
	}
	if r, is := roleOf[title]; is {
		return meaning{role: r}
	}
	if m, is := v.longer(title); is {
		return m
	}
	for _, q := range v.named {
		if q.fits(title) {
			return q.meaning
		}
	}
	return meaning{}
}

// longer is what a title of several parts means: one that names a relation, as in
// “Mentoring, manager”, or says what a comment is on, or that it has names.
func (v *vocabulary) longer(title string) (m meaning, is bool) {
	if title == "" {
		return meaning{}, false
	}
	if rest, phrase, found := cut(title, relationPhrases); found {
		if rest = strings.Trim(rest, "0123456789 "); rest != "" {
			m = v.words(rest)
			is = m.relation == "" && slices.Contains([]role{subject, rater, level, value, comment}, m.role)
		}
		if m.role == subject {
			m.role = rater
		}
		m.relation = relationOf[phrase]
		return m, is || rest == ""
	}
	if rest, _, found := cut(title, commentPhrases); found {
		m = v.words(rest)
		return meaning{role: comment, dimension: m.dimension}, m.dimension > 0
	}
	if rest, _, found := cut(title, []string{"full", "complet", "name", "nom"}); found && rest != "" {
		m = v.words(rest)
		return m, m.role == subject || m.role == rater || m.role == firstName
	}
	return meaning{}, false
}

// fits reports whether a plain title is the question with a name in it.
func (q namedQuestion) fits(title string) bool {
	last := len(q.parts) - 1
	rest, ok := strings.CutPrefix(title, q.parts[0])
	for _, part := range q.parts[1:max(last, 1)] {
		var found bool
		if _, rest, found = strings.Cut(rest, part); !found {
			return false
		}
	}
	return ok && strings.HasSuffix(rest, q.parts[last]) && len(strings.Join(q.parts, "")) > shortest
}

// shortest is the shortest wording around a name that is looked for, in bytes: a
// name alone says nothing.
const shortest = 10

// column is a column of a table.
type column struct {
	index int
	title table.Cell
	meaning
	rater  string // whose ratings it holds, by its title; empty: whoever rates in the row
	mapped bool   // its meaning was given
	scale  *Scale // that its title says
}

// voice says whose ratings a column holds, as far as its title does.
type voice struct {
	relation assess.Relation
	rater    string
}

func (c column) voice() voice { return voice{c.relation, c.rater} }
