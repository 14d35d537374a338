package assess

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rung/rubric"
	"rung/rubric/lang"
)

func TestOneMoreTickNeverLowersTheStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRubric(t)
		for i := range r.Questions {
			q := &r.Questions[i]
			if q.Kind != rubric.Several {
				continue
			}
			ids, before := optionIDs(q), 0
			rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 0)).Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
			for n := range len(ids) + 1 {
				step := Step(q, Value{Ticks: Tick(ids[:n]...)})
				if step < before {
					t.Fatalf("%d ticks give step %d, one fewer gives %d", n, step, before)
				}
				before = step
			}
			if before != len(q.Thresholds) || Step(q, Value{Ticks: Tick()}) != 0 {
				t.Fatal("all ticks do not give the highest step, or none not the lowest")
			}
		}
	})
}

// waysToHelp are questions whose options are texts that hold commas, ids of other options
// and each other.
func waysToHelp() *rubric.Question {
	both := func(en, fr string) rubric.Text { return rubric.Text{lang.EN: en, lang.FR: fr} }
	return &rubric.Question{ID: "ways", Kind: rubric.Several, Thresholds: []float64{1, 2, 4}, Options: []rubric.Option{
		{ID: "answers", Text: both("Answer questions", "Répondre aux questions")},
		{ID: "pairs", Text: both("Pair, every week", "Travailler à deux, chaque semaine")},
		{ID: "pairs-long", Text: both("Pair, every week, for months", "Travailler à deux, chaque semaine, pendant des mois")},
		{ID: "hires", Text: both("Hire", "Recruter")},
		{ID: "talks", Text: both("Give talks; run workshops, courses", "Donner des exposés\u00a0; animer des ateliers, des cours")},
	}}
}

// TestTicksAreReadAsPeopleWriteThem draws ticks and writes them in every way that
// is read.
func TestTicksAreReadAsPeopleWriteThem(t *testing.T) {
	q := waysToHelp()
	rapid.Check(t, func(t *rapid.T) {
		ids := slices.DeleteFunc(optionIDs(q), func(string) bool { return rapid.Bool().Draw(t, "left out") })
		want := Tick(ids...)
		var texts []string
		tag := rapid.SampledFrom(lang.Tags).Draw(t, "language")
		how := rapid.IntRange(0, 2).Draw(t, "how")
		for _, id := range ids {
			i := q.OptionIndex(id)
			texts = append(texts, []string{id, strconv.Itoa(i + 1), q.Options[i].Text.In(tag)}[how])
		}
		between := rapid.SampledFrom([]string{", ", ",", ";", " ; ", " "}).Draw(t, "between")
		text := strings.Join(texts, between) + rapid.SampledFrom([]string{"", ";", " "}).Draw(t, "end")
		if len(ids) == 0 {
			text = rapid.SampledFrom([]string{"0", "none", "None of these", "aucune", "Aucune de ces réponses."}).Draw(t, "none")
		}
		if got, ok := Ticked(q, text); !ok || got != want {
			t.Fatalf("%q reads as %s, not as %s", text, got, want)
		}
	})
}

func TestWhatIsNoTick(t *testing.T) {
	for _, text := range []string{"", " ", ";", "6", "0, 1", "none, hires", "mentors", "hires, mentors", "Answer", "-1", "1.5", "skip"} {
		if got, ok := Ticked(waysToHelp(), text); ok {
			t.Errorf("%q reads as %s", text, got)
		}
	}
}

func TestTicksAsJSON(t *testing.T) {
	for _, ticks := range []Ticks{"", Tick(), Tick("a"), Tick("a", "b-2")} {
		data, err := json.Marshal(ticks)
		var back Ticks
		if err != nil || json.Unmarshal(data, &back) != nil || back != ticks {
			t.Errorf("%s is written as %s and read as %s, %v", ticks, data, back, err)
		}
	}
}

func TestTicksInWords(t *testing.T) {
	q := waysToHelp()
	said := func(tag lang.Tag, ids ...string) string {
		return Said(q, Answer{State: Answered, Value: Value{Ticks: Tick(ids...)}}, tag)
	}
	got := []string{
		said(lang.EN), said(lang.EN, "hires", "answers"), said(lang.EN, "pairs", "hires"),
		said(lang.FR), said(lang.FR, "answers"), said(lang.FR, "pairs", "hires"),
	}
	want := []string{
		"none of these", "2 of 5: Answer questions, Hire", "2 of 5: Pair, every week; Hire",
		"aucune de ces réponses", "1 sur 5\u00a0: Répondre aux questions", "2 sur 5\u00a0: Travailler à deux, chaque semaine\u00a0; Recruter",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
