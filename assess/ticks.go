package assess

import (
	"encoding/json"
	"slices"
	"strings"

	"rung/rubric"
	"rung/rubric/lang"
)

// Ticks are the options that were ticked of a question of kind several, by id, in
// a form that compares. The zero Ticks is no such answer; Tick() is the answer
// that none of them is.
type Ticks string

// Tick is the answer that these options are ticked.
func Tick(ids ...string) Ticks { return Ticks("[" + strings.Join(ids, " ") + "]") }

// IDs are the options that are ticked.
func (t Ticks) IDs() []string { return strings.Fields(strings.Trim(string(t), "[]")) }

// MarshalJSON writes a list of ids, and null for no answer.
func (t Ticks) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return json.Marshal(t.IDs())
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Ticks) UnmarshalJSON(data []byte) error {
	var ids []string
	if err := json.Unmarshal(data, &ids); err != nil {
		return err
	}
	if *t = ""; ids != nil {
		*t = Tick(ids...)
	}
	return nil
}

// Ticked is what a text says was ticked: the texts of options, whatever stands
// between them; or ids, or numbers in the list, with commas, semicolons or spaces
// between them; or a word for none. Ok is false for any other text.
func Ticked(q *rubric.Question, text string) (ticks Ticks, ok bool) {
	if ids := wordingsIn(q, text); len(ids) > 0 {
		return tickInOrder(q, ids), true
	}
	var ids []string
	for _, part := range listing(text) {
		meant := optionsMeant(q, part)
		if len(meant) != 1 {
			return Tick(), SaysNone(text)
		}
		ids = append(ids, meant...)
	}
	return tickInOrder(q, ids), len(ids) > 0
}

// listing are the parts of a text that lists ids or numbers.
func listing(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(",; \u00a0\t\r\n", c) })
}

// noneOfThese is said where none is ticked.
const noneOfThese lang.Text = "none of these"

// noneWords are further words for none, as Spelt has them.
var noneWords = []string{"0", rubric.NoneTicked, "none of the above", "aucun", "aucune", "aucune des reponses ci dessus"}

// SaysNone reports whether a text says that none is ticked, in any language.
func SaysNone(text string) bool {
	words := slices.Clone(noneWords)
	for _, t := range lang.Tags {
		words = append(words, lang.Spelt(noneOfThese.In(t)))
	}
	return slices.Contains(words, lang.Spelt(text))
}

// tickInOrder ticks options in the order of the rubric, each once.
func tickInOrder(q *rubric.Question, ids []string) Ticks {
	return Tick(slices.DeleteFunc(optionIDs(q), func(id string) bool { return !slices.Contains(ids, id) })...)
}

// wordingsIn are the ids of the options whose texts, in any language, stand in a
// text that holds nothing else but signs.
func wordingsIn(q *rubric.Question, text string) (ids []string) {
	rest := " " + lang.Spelt(text) + " "
	for _, o := range byLength(q.Options) {
		for _, wording := range o.Wordings() {
			spelt := lang.Spelt(wording)
			if before, after, found := strings.Cut(rest, " "+spelt+" "); found && spelt != "" {
				rest, ids = before+" "+after, append(ids, o.ID)
				break
			}
		}
	}
	if strings.TrimSpace(rest) != "" {
		return nil
	}
	return ids
}

// byLength are options, those with the longest texts first: a short one may be part
// of a long one.
func byLength(options []rubric.Option) []rubric.Option {
	longest := func(o rubric.Option) int {
		return len(o.Wordings()[0])
	}
	sorted := slices.Clone(options)
	slices.SortStableFunc(sorted, func(a, b rubric.Option) int { return longest(b) - longest(a) })
	return sorted
}

// SaidOf is how many options of so many are ticked, and which, by their texts.
func SaidOf(texts []string, options int, t lang.Tag) string {
	if len(texts) == 0 {
		return noneOfThese.In(t)
	}
	return lang.Sprintf("%d of %d: %s", len(texts), options, setApart(texts, t)).In(t)
}

// SaidInPart is as Said says which options of q are ticked, but names only the
// first n of them.
func SaidInPart(q *rubric.Question, a Answer, n int, t lang.Tag) string {
	texts := tickedTexts(q, a.Value.Ticks, t)
	return lang.Sprintf("%d of %d: %s", len(texts), len(q.Options), setApart(append(texts[:n:n], "…"), t)).In(t)
}

// tickedTexts are the texts of the options that are ticked, in the order of the
// rubric.
func tickedTexts(q *rubric.Question, ticks Ticks, t lang.Tag) (texts []string) {
	for _, id := range tickInOrder(q, ticks.IDs()).IDs() {
		texts = append(texts, q.Options[q.OptionIndex(id)].Text.In(t))
	}
	return texts
}

// setApart sets texts apart with commas, or where one has a comma, with semicolons.
func setApart(texts []string, t lang.Tag) string {
	if slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, ",") }) {
		return strings.Join(texts, lang.Text("; ").In(t))
	}
	return strings.Join(texts, ", ")
}
