package assess

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"rung/rubric/lang"
)

// MaxFile is the largest assessment file, in bytes: room for a full note on
// every question of the largest rubric anybody would answer.
const MaxFile = 4 << 20

// wire is the form of an assessment file, rung.assessment/v1. The order of the
// fields is the order of the keys in the file.
type wire struct {
	Schema      string       `json:"schema"`
	ID          string       `json:"id"`
	Rubric      wireRubric   `json:"rubric"`
	Subject     wirePerson   `json:"subject"`
	Rater       wirePerson   `json:"rater"`
	Relation    Relation     `json:"relation"`
	Lang        lang.Tag     `json:"lang"`
	StartedAt   string       `json:"started_at"`
	CompletedAt string       `json:"completed_at,omitempty"`
	Answers     []wireAnswer `json:"answers"`
}

type wireRubric struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

type wirePerson struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type wireAnswer struct {
	Question string `json:"question"`
	State    State  `json:"state"`
	Value    any    `json:"value,omitempty"` // a whole number or the id of an option
	Note     string `json:"note,omitempty"`
}

// Encode writes a in the one form it is stored and exported in: JSON with the
// schema rung.assessment/v1, two spaces of indent and a final newline, the same
// bytes for the same assessment. Decode reads them back to an equal value. The
// error names what in a cannot be written: what Decode would refuse.
func Encode(a *Assessment) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(toWire(a)); err != nil {
		return nil, err
	}
	data := escapeInvisible(b.Bytes())
	decoded, err := Decode("assessment "+a.ID, data)
	switch {
	case err != nil:
		return nil, err
	case !equal(a, decoded):
		return nil, lang.Errorf(lang.T("assessment %s has text that is not UTF-8, or times that are not UTC in whole seconds",
			"l’évaluation %s contient du texte qui n’est pas de l’UTF-8, ou des heures qui ne sont pas en UTC à la seconde près"), a.ID)
	}
	return data, nil
}

func toWire(a *Assessment) wire {
	w := wire{
		Schema:      AssessmentSchema,
		ID:          a.ID,
		Rubric:      wireRubric(a.Rubric),
		Subject:     wirePerson(a.Subject),
		Rater:       wirePerson(a.Rater),
		Relation:    a.Relation,
		Lang:        a.Lang,
		StartedAt:   a.StartedAt.Format(time.RFC3339),
		CompletedAt: formatTime(a.CompletedAt),
		Answers:     make([]wireAnswer, len(a.Answers)),
	}
	for i, given := range a.Answers {
		w.Answers[i] = wireAnswer{given.Question, given.State, wireValue(given), given.Note}
	}
	return w
}

func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func wireValue(a Answer) any {
	switch {
	case a.State != Answered:
		return nil
	case a.Value.Option != "":
		return a.Value.Option
	}
	return a.Value.Number
}

// escapeInvisible writes the characters that a strict reader refuses to meet
// raw as JSON escapes. They can only stand inside strings, except for the line
// breaks of the layout.
func escapeInvisible(data []byte) []byte {
	var b bytes.Buffer
	for _, c := range string(data) {
		switch {
		case c == '\n' || !lang.Invisible(c):
			b.WriteRune(c)
		case c > 0xffff:
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+(c-0x10000)>>10, 0xdc00+(c-0x10000)&0x3ff)
		default:
			fmt.Fprintf(&b, `\u%04x`, c)
		}
	}
	return b.Bytes()
}

func equal(a, b *Assessment) bool {
	return a.ID == b.ID && a.Rubric == b.Rubric && a.Subject == b.Subject && a.Rater == b.Rater &&
		a.Relation == b.Relation && a.Lang == b.Lang &&
		a.StartedAt.Equal(b.StartedAt) && a.CompletedAt.Equal(b.CompletedAt) && slices.Equal(a.Answers, b.Answers)
}

// Decode reads an assessment file.
func Decode(file string, data []byte) (*Assessment, error) {
	var w wire
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	d.DisallowUnknownFields()
	if err := d.Decode(&w); err != nil {
		return nil, lang.Errorf(lang.T("%s: %v", "%s : %v"), file, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, lang.Errorf(lang.T("%s: text after the end", "%s : du texte après la fin"), file)
	}
	a, err := fromWire(w)
	if err != nil {
		return nil, lang.Errorf(lang.T("%s: %v", "%s : %v"), file, err)
	}
	return a, nil
}

var (
	uuidV7 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	digest = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

func fromWire(w wire) (*Assessment, error) {
	a := &Assessment{ID: w.ID, Rubric: RubricRef(w.Rubric), Subject: Person(w.Subject), Rater: Person(w.Rater), Relation: w.Relation, Lang: w.Lang}
	if w.Schema != AssessmentSchema || !uuidV7.MatchString(w.ID) || !digest.MatchString(w.Rubric.Digest) || !slices.Contains(Relations, w.Relation) {
		return nil, lang.Errorf(lang.T("not an assessment", "ce n’est pas une évaluation"))
	}
	var err error
	if a.StartedAt, err = time.Parse(time.RFC3339, w.StartedAt); err != nil {
		return nil, err
	}
	if w.CompletedAt != "" {
		if a.CompletedAt, err = time.Parse(time.RFC3339, w.CompletedAt); err != nil {
			return nil, err
		}
	}
	for _, given := range w.Answers {
		answer := Answer{Question: given.Question, State: given.State, Note: given.Note}
		switch v := given.Value.(type) {
		case string:
			answer.Value.Option = v
		case json.Number:
			if answer.Value.Number, err = strconv.Atoi(v.String()); err != nil {
				return nil, err
			}
		}
		if strings.TrimSpace(answer.Question) == "" || !utf8.ValidString(answer.Note) {
			return nil, lang.Errorf(lang.T("an answer names no question", "une réponse ne nomme pas de question"))
		}
		a.Answers = append(a.Answers, answer)
	}
	return a, nil
}
