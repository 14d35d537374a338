package cmd

import (
	"slices"
	"strconv"
	"strings"

	"rung/assess"
	"rung/assess/report"
	"rung/cmd/ask"
	"rung/rubric/lang"
)

// reviewKey is what can be typed about a case, beside a level.
type reviewKey struct {
	letter lang.Text
	word   lang.Text // what it does, on the screen; empty where only the help has room for it
	does   lang.Text // what it does, in the help
	// do does it, with what was typed behind the letter. It returns the case to go
	// to from there, or stay.
	do func(v *visit, rest string) (next int, err error)
}

// stay means that the same case is asked about again, as it stands on the screen.
const stay = -1

// reviewKeys are all there are, in the order of the screen and of the help.
func reviewKeys() []reviewKey {
	return []reviewKey{
		{"n # the next case", "next", "go to the next case", (*visit).next},
		{"b", "back", "go back to the case before", (*visit).back},
		{"j", "", "jump to a case, by its number or the person's name (j\u00a07)", (*visit).jump},
		{"d # details", "details", "everything that was answered, page by page", (*visit).details},
		{"e", "evidence", "what the raters noted", (*visit).evidence},
		{"l", "level", "what a level says, by its number or name (l\u00a04)", (*visit).text},
		{"c", "", "the level of today and the last decision; they anchor, so only on request", (*visit).before},
		{"x", "", "agree on no level this time; it needs a reason", (*visit).noLevel},
		{"t", "", "show or hide the minutes gone for this case", (*visit).timer},
		{"?", "keys", "this list", (*visit).help},
		{"q", "stop", "stop; what was decided is kept, and review goes on from there", (*visit).stop},
	}
}

// keyTyped is the key that was typed, with what follows it.
func (v *visit) keyTyped(typed string) (key reviewKey, rest string, ok bool) {
	first, rest, _ := strings.Cut(typed, " ")
	keys := reviewKeys()
	at := slices.IndexFunc(keys, func(k reviewKey) bool { return v.app.in(k.letter) == strings.ToLower(first) })
	if at < 0 {
		return reviewKey{}, "", false
	}
	return keys[at], strings.TrimSpace(rest), true
}

func (v *visit) next(string) (int, error) { return v.at + 1, nil }
func (v *visit) back(string) (int, error) { return max(0, v.at-1), nil }
func (v *visit) stop(string) (int, error) { return stay, ask.ErrInterrupted }

func (v *visit) jump(to string) (int, error) {
	to, err := v.asked(to, "Case, 1 to %d, or a name: ", len(v.order))
	if err != nil || to == "" {
		return stay, err
	}
	if n, err := strconv.Atoi(to); err == nil && 1 <= n && n <= len(v.order) {
		return n - 1, nil
	}
	p, known := v.called(to)
	if !known {
		v.app.tell("! %v is no case; there are 1 to %d, and each person's name", lang.Quoted(to), len(v.order))
		return stay, nil
	}
	return slices.Index(v.order, p), nil
}

// called is who of the cases has a name, or has it as a first name that nobody else
// has.
func (v *visit) called(name string) (assess.Person, bool) {
	if p, known := assess.Called(v.order, name); known {
		return p, true
	}
	first := func(p assess.Person) bool {
		word, _, _ := strings.Cut(report.NameOf(p), " ")
		return lang.Unaccented(word) == lang.Unaccented(name)
	}
	at := slices.IndexFunc(v.order, first)
	if at < 0 || slices.ContainsFunc(v.order[at+1:], first) {
		return assess.Person{}, false
	}
	return v.order[at], true
}

// asked is what was typed behind a letter, asked for where nothing was.
func (v *visit) asked(typed, question string, args ...any) (string, error) {
	if typed != "" {
		return typed, nil
	}
	return v.talk.Line(v.app.t(question, args...), "")
}

func (v *visit) details(string) (int, error) { return v.pages(v.document(true)) }

func (v *visit) evidence(string) (int, error) {
	return v.pages(report.Evidence(v.session.Rubric(), v.c, v.app.lang))
}

// text shows what a level says.
func (v *visit) text(of string) (int, error) {
	of, err := v.asked(of, "Level to read, 1 to %d: ", len(v.session.Rubric().Levels))
	if err != nil || of == "" {
		return stay, err
	}
	l := v.level(of)
	if l == nil {
		v.app.tell("! %v is no level; there are 1 to %d", lang.Quoted(of), len(v.session.Rubric().Levels))
		return stay, nil
	}
	return v.pages(report.Level(v.session.Rubric(), l, v.app.lang))
}

// before says which level the person has today, and what was decided about them last.
func (v *visit) before(string) (next int, err error) {
	if v.last == nil {
		if v.last, err = v.app.lastLevels(v.session); err != nil {
			return stay, err
		}
	}
	name := report.NameOf(v.c.Person)
	if today := v.c.Current; today != nil {
		v.app.tell("Level of %s today: %s.", name, today.Short)
	} else {
		v.app.tell("The roster gives no level of today for %s.", name)
	}
	if last, any := v.last[v.c.Person.ID]; any {
		v.app.tell("Last decision: %s.", last)
	} else {
		v.app.tell("No locked session has a decision about %s.", name)
	}
	return stay, nil
}

func (v *visit) noLevel(string) (int, error) { return v.settle(nil) }

func (v *visit) timer(string) (int, error) {
	switch v.timed = !v.timed; {
	case v.timed && v.c.Item.Minutes == 0:
		v.app.tell("The agenda sets no minutes aside for this case. `rung calibrate agenda %s --minutes 60` shares them out.", v.session.ID())
	case !v.timed:
		v.app.tell("The timer is hidden.")
	}
	return stay, nil
}

// help lists what can be typed.
func (v *visit) help(string) (int, error) {
	list := report.Items{Items: []report.Item{
		{Lead: v.app.t("1 to %d", len(v.session.Rubric().Levels)), Text: v.app.t("the level agreed, or its name; then its reason")},
		{Lead: v.app.t("Enter"), Text: v.onEnter()},
	}}
	for _, k := range reviewKeys() {
		list.Items = append(list.Items, report.Item{Lead: v.app.in(k.letter), Text: v.app.in(k.does)})
	}
	return v.pages(report.Document{Lang: v.app.lang, Blocks: []report.Block{list}})
}

// pages shows a document whole. After pages that were turned the case is drawn
// anew.
func (v *visit) pages(d report.Document) (int, error) {
	var text strings.Builder
	if err := v.out.screen(&text, d, 0); err != nil {
		return stay, err
	}
	paged, err := v.talk.Pages("\n" + text.String())
	if paged {
		return v.at, err
	}
	return stay, err
}
