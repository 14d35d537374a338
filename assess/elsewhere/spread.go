package elsewhere

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"rung/rubric"
	"rung/rubric/lang"
)

// Spread is what ladders that use one title state of it.
type Spread struct {
	Ladders *Ladders
	Title   string        // as it was asked for; empty where Level is it
	Level   *rubric.Level // that the title stands for; nil where a title was asked for
	Levels  []*Level      // at least one, in the order of the file
	Kinds   []Stated      // those that a level states, those that most state first, then in their order
}

// Stated is one kind of fact, as all levels of a spread state it.
type Stated struct {
	Kind
	By []Says // the lowest first, then as in the file; at least one
	// From and To are the lowest and the highest that one says. Of numbers, those are the
	// Least of From and the Most of To, which is 0 where one has no upper end.
	From, To Fact
}

// Says is a level with what it states.
type Says struct {
	*Level
	Fact Fact
}

// Of is what the levels state that stand for a level, by its title or its place. A level
// of another rubric is the same one where its title is, whatever its id; under a title
// of its own it is what the levels state that have this title. It is nil where none does.
func (l *Ladders) Of(level *rubric.Level) *Spread {
	if s := l.spread(Spread{Level: level}, func(one *Level) bool { return one.Is != nil && one.Is.Title.SameAs(level.Title) }); s != nil {
		return s
	}
	return l.Titled(level.Title.In(lang.EN))
}

// Titled is what the levels state whose titles hold the words of one, case, accents
// and signs aside. It is nil where none does.
func (l *Ladders) Titled(title string) *Spread {
	words := " " + lang.Spelt(title) + " "
	return l.spread(Spread{Title: title}, func(one *Level) bool {
		return strings.Contains(" "+lang.Spelt(one.Title)+" ", words)
	})
}

// Near are the titles that share the most words with one, the nearest first: at most
// so many, each once.
func (l *Ladders) Near(title string, most int) []string {
	words := lang.Words(title)
	share := map[string]float64{} // of the words of both, those that are in both
	var near []string
	for _, one := range l.Levels() {
		own := lang.Words(one.Title)
		both := 0
		for _, w := range own {
			if slices.Contains(words, w) {
				both++
			}
		}
		if _, again := share[one.Title]; both > 0 && !again {
			share[one.Title] = float64(both) / float64(len(words)+len(own)-both)
			near = append(near, one.Title)
		}
	}
	slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(share[b], share[a]) })
	return near[:min(most, len(near))]
}

func (l *Ladders) spread(s Spread, takes func(*Level) bool) *Spread {
	s.Ladders = l
	s.Levels = slices.DeleteFunc(l.Levels(), func(one *Level) bool { return !takes(one) })
	if len(s.Levels) == 0 {
		return nil
	}
	for _, k := range l.Kinds {
		if stated := s.stated(k); len(stated.By) > 0 {
			s.Kinds = append(s.Kinds, stated)
		}
	}
	slices.SortStableFunc(s.Kinds, func(a, b Stated) int { return len(b.By) - len(a.By) })
	return &s
}

func (s Spread) stated(k Kind) Stated {
	all := Stated{Kind: k}
	for _, level := range s.Levels {
		for _, f := range level.Facts {
			if f.Question == k.Question {
				all.By = append(all.By, Says{level, f})
			}
		}
	}
	if len(all.By) > 0 {
		slices.SortStableFunc(all.By, func(a, b Says) int { return cmp.Compare(a.Fact.low(), b.Fact.low()) })
		all.From = all.By[0].Fact
		all.To = slices.MaxFunc(all.By, func(a, b Says) int { return cmp.Compare(a.Fact.high(), b.Fact.high()) }).Fact
	}
	return all
}

// low and high are the ends of a fact, in the unit of its question or in steps.
func (f Fact) low() float64 {
	if f.Option != nil {
		return float64(f.Option.Step)
	}
	return f.Least
}

func (f Fact) high() float64 {
	switch {
	case f.Option != nil:
		return float64(f.Option.Step)
	case f.Most == 0:
		return math.Inf(1)
	}
	return f.Most
}
