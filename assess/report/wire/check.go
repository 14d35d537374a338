package wire

import (
	"io"

	"rung/assess"
	"rung/rubric"
)

// The wire types of rung.check/v1.
type (
	// What came of trying a rubric.
	check struct {
		Schema     string     `json:"schema"`
		Rubric     rubricRef  `json:"rubric"`
		Passed     bool       `json:"passed"`
		Personas   []trial    `json:"personas"`
		Unreached  []string   `json:"unreached" is:"id"` // Levels that no persona's answers name; empty without personas.
		Breaches   []breach   `json:"breaches"`          // Properties of scoring that do not hold.
		Lost       []lost     `json:"lost"`              // Levels whose own simulated people are found on another more often than there.
		Simulation simulation `json:"simulation"`
	}
	// A persona and what came of the answers.
	trial struct {
		ID        string   `json:"id" is:"id"`
		Passed    bool     `json:"passed"`
		Expected  *string  `json:"expected" is:"id"` // Level; null for none.
		Got       *string  `json:"got" is:"id"`
		Unsaid    []string `json:"unsaid" is:"text"` // What the printed result lacks of what it must say.
		Said      []string `json:"said" is:"text"`   // What it says of what it must not.
		Distances []far    `json:"distances"`        // Of the levels, the eligible first; empty where too little is answered.
	}
	far struct {
		Level    string        `json:"level" is:"id"`
		Distance figure        `json:"distance" is:"share"`
		Unmet    []requirement `json:"unmet"`
	}
	breach struct {
		Property string  `json:"property" is:"property"`
		Level    string  `json:"level" is:"id"`
		Question *string `json:"question" is:"id"` // Whose answer was raised; null of other properties.
		Got      *string `json:"got" is:"id"`      // What a level's own scope came to; null for no level, and of other properties.
	}
	lost struct {
		Level string `json:"level" is:"id"`
		On    string `json:"on" is:"id"`       // Where most of its people are found.
		Exact figure `json:"exact" is:"share"` // Share of its people found on it.
		There figure `json:"there" is:"share"` // Share of its people found on the other.
	}
	// How well a rubric finds the level of simulated people whose level is known, and
	// whether the confidence it claims is the share that is right.
	simulation struct {
		Claims      *claimedFit `json:"claims"` // By the rubric; null where it was never fitted.
		People      int         `json:"people" is:"some"`
		Answered    figure      `json:"answered" is:"share"`   // Share of the questions that were answered.
		Exact       figure      `json:"exact" is:"share"`      // Share placed on their own level.
		WithinOne   figure      `json:"within_one" is:"share"` // Share placed at most one rung away.
		Claimed     figure      `json:"claimed" is:"share"`    // Mean confidence.
		ECE         figure      `json:"ece" is:"share"`        // Expected calibration error, 10 equal bins.
		Temperature figure      `json:"temperature" is:"size"` // At which claimed would equal exact, as it is put into a rubric.
		Spread      []figure    `json:"spread" is:"size"`      // The distance that 95 and 99.5 of 100 people keep from the level they land on.
		Bins        []bin       `json:"bins"`                  // Bands of confidence that somebody has, ascending.
		Levels      []found     `json:"levels"`
		Confused    []confusion `json:"confused"` // Pairs of levels that are taken for each other, the most first.
	}
	claimedFit struct {
		Temperature figure   `json:"temperature" is:"size"`
		Spread      []figure `json:"spread" is:"size"` // Empty where the rubric gives none.
	}
	bin struct {
		From    figure `json:"from" is:"share"`
		To      figure `json:"to" is:"share"`
		People  int    `json:"people"`
		Claimed figure `json:"claimed" is:"share"`
		Exact   figure `json:"exact" is:"share"`
	}
	found struct {
		Level  string `json:"level" is:"id"`
		People int    `json:"people"`
		Exact  figure `json:"exact" is:"share"`
	}
	confusion struct {
		A     string  `json:"a" is:"id"`
		B     string  `json:"b" is:"id"`
		AAsB  figure  `json:"a_as_b" is:"share"` // Share of the people of a who are found on b.
		BAsA  figure  `json:"b_as_a" is:"share"`
		Apart *string `json:"apart" is:"id"` // The dimension that tells them apart best; null where none does.
	}
)

// Check writes what came of trying a rubric as rung.check/v1.
func Check(w io.Writer, c assess.Check) error {
	return Encode(w, check{"rung.check/v1", newRubricRef(c.Rubric), c.Passed(), each(c.Trials, newTrial), levelIDs(c.Unreached()),
		each(c.Breaches, newBreach),
		each(c.Simulation.Lost(), func(l assess.Lost) lost { return lost{l.Level.ID, l.On.ID, figure(l.Exact), figure(l.There)} }),
		newSimulation(c.Rubric, c.Simulation)})
}

func newTrial(t assess.Trial) trial {
	return trial{t.Persona.ID, t.Passed(), levelID(t.Persona.Level), levelID(t.Result.Named()), each(t.Unsaid, same), each(t.Said, same),
		each(t.Result.Ranking, func(k assess.Ranked) far {
			return far{k.Level.ID, figure(k.Distance), each(k.Unmet, newRequirement)}
		})}
}

func same(text string) string { return text }

func newBreach(b assess.Breach) breach {
	out := breach{Property: string(b.Property), Level: b.Level.ID, Got: levelID(b.Got)}
	if b.Question != nil {
		out.Question = &b.Question.ID
	}
	return out
}

func newSimulation(r *rubric.Rubric, s assess.Simulation) simulation {
	fit := s.Fit().Rounded()
	return simulation{claimsOf(r), s.People, figure(s.Answered), figure(s.Exact), figure(s.WithinOne), figure(s.Claimed), figure(s.ECE), figure(fit.Temperature),
		each(fit.Spread[:], figureAs),
		each(s.Bins, func(b assess.Bin) bin {
			return bin{figure(b.From), figure(b.To), b.People, figure(b.Claimed), figure(b.Exact)}
		}),
		each(s.Levels, func(f assess.Found) found { return found{f.Level.ID, f.People, figure(f.Exact)} }),
		each(s.Confused, func(c assess.Confusion) confusion {
			out := confusion{A: c.A.ID, B: c.B.ID, AAsB: figure(c.AAsB), BAsA: figure(c.BAsA)}
			if c.Apart != nil {
				out.Apart = &c.Apart.ID
			}
			return out
		})}
}

func figureAs(x float64) figure { return figure(x) }

func claimsOf(r *rubric.Rubric) *claimedFit {
	if !r.Fitted {
		return nil
	}
	claimed := &claimedFit{figure(r.Temperature), []figure{}}
	if r.Spread[0] > 0 {
		claimed.Spread = each(r.Spread[:], figureAs)
	}
	return claimed
}
