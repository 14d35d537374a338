package draft

import (
	"slices"

	"rung/rubric"
	"rung/rubric/lang"
)

// Scaffold is a small rubric with comments, to make one's own of: every text in each
// of the languages, comments in that of t. It has something of everything that a
// rubric may have. After is said at its head: what to type next.
func Scaffold(languages []lang.Tag, t lang.Tag, after lang.Localized) []byte {
	return write(scaffold{languages}.rubric(), scaffoldComments(after), t)
}

// scaffold writes its texts in several languages.
type scaffold struct{ languages []lang.Tag }

func (s scaffold) text(key lang.Text) rubric.Text {
	text := rubric.Text{}
	for _, tag := range s.languages {
		text[tag] = key.In(tag)
	}
	return text
}

func (s scaffold) texts(keys ...lang.Text) (texts []rubric.Text) {
	for _, key := range keys {
		texts = append(texts, s.text(key))
	}
	return texts
}

// The temperature and the spread of the scaffold, as simulated people have it.
const scaffoldTemperature = 7.7

var scaffoldSpread = [2]float64{0.35, 0.45}

func (s scaffold) rubric() *rubric.Rubric {
	r := &rubric.Rubric{
		ID: "mine", Version: version, Title: s.text("Our ladder"), Languages: s.languages,
		Fitted: true, Temperature: scaffoldTemperature, Spread: scaffoldSpread,
		Tracks: []rubric.Track{{ID: "ic", Title: s.text("Individual contributor")}, {ID: "manager", Title: s.text("Manager")}},
	}
	r.Dimensions, r.Questions = s.dimensions(), s.questions()
	r.Levels = s.levels(r.Questions)
	return r
}

func (s scaffold) dimensions() []rubric.Dimension {
	learning := s.texts("Learns from others", "Helps one person to learn", "Helps several people to learn")
	return []rubric.Dimension{
		{ID: "reach", Title: s.text("Reach"), Weight: 1, Steps: s.texts("Carries out single tasks", "Answers for the work of one team", "Answers for what several teams rely on")},
		{
			ID: "autonomy", Title: s.text("Autonomy"), Weight: 1,
			Steps: s.texts("Is told what to do, and how", "Is told what to solve", "Finds what is worth solving"),
			Grow:  s.texts("Take a problem without a given way, and bring one back", "Name a problem that nobody has named, and what it costs"),
		},
		{ID: "people", Title: s.text("People management"), Weight: 2, Steps: s.texts("Manages nobody", "Manages people")},
		{
			ID: "learning", Title: s.text("Helping others learn"), Weight: 1, Steps: learning,
			ByTrack: []map[string]rubric.Text{nil, nil, {"ic": learning[2], "manager": s.text("Sees to it that several people learn")}},
		},
	}
}

func (s scaffold) questions() []rubric.Question {
	const reach, autonomy, people, learning = 0, 1, 2, 3
	options := s.texts("Somebody else, who also said how", "Somebody else", "Whoever does it")
	return []rubric.Question{
		s.number("teams", reach, "How many teams rely on your work each week?", "How many teams rely on {name}’s work each week?", "teams", 1, 3),
		s.choice("reach", reach, "What do you answer for?", "What does {name} answer for?"),
		s.choice("autonomy", autonomy, "How is your work set?", "How is {name}’s work set?"),
		s.choice("last-work", autonomy, "Who chose what you worked on last?", "Who chose what {name} worked on last?",
			rubric.Option{ID: "told-how", Step: 0, Text: options[0]}, rubric.Option{ID: "told-what", Step: 1, Text: options[1]},
			rubric.Option{ID: "chose", Step: 2, Text: options[2]}),
		s.number("direct-reports", people, "How many people report to you?", "How many people report to {name}?", "people", 1),
		s.number("reviews", people, "How many annual reviews did you write last time?", "How many annual reviews did {name} write last time?", "reviews", 1),
		s.number("taught", learning, "How many people did you help to learn something last month?",
			"How many people did {name} help to learn something last month?", "people", 1, 3),
		s.choice("learning", learning, "Who learns with your help?", "Who learns with {name}’s help?"),
	}
}

func (s scaffold) number(id string, dimension int, ask, about, unit lang.Text, thresholds ...float64) rubric.Question {
	return rubric.Question{
		ID: id, Dimension: dimension, Kind: rubric.Number, Ask: s.text(ask), AskAbout: s.text(about), Unit: s.text(unit), Thresholds: thresholds,
	}
}

func (s scaffold) choice(id string, dimension int, ask, about lang.Text, options ...rubric.Option) rubric.Question {
	return rubric.Question{ID: id, Dimension: dimension, Kind: rubric.Choice, Ask: s.text(ask), AskAbout: s.text(about), Options: options}
}

func (s scaffold) levels(questions []rubric.Question) []rubric.Level {
	const people = 2
	direct := &questions[slices.IndexFunc(questions, func(q rubric.Question) bool { return q.ID == "direct-reports" })]
	nobody := []rubric.Requirement{{Dimension: people, By: direct}}
	somebody := []rubric.Requirement{{Dimension: people, By: direct, Range: rubric.Range{Lo: 1, Hi: 1}}}
	at := func(steps ...int) (scope []rubric.Range) {
		for _, step := range steps {
			scope = append(scope, rubric.Range{Lo: step, Hi: step})
		}
		return scope
	}
	wide := at(2, 2, 1, 2)
	wide[0].Lo = 1
	return []rubric.Level{
		s.level("junior", "L1", "Junior", "ic", 1, []int{1}, "Learns the work on single tasks.", at(0, 0, 0, 0), nil),
		s.level("professional", "L2", "Professional", "ic", 2, []int{2, 3}, "Solves what the team is given to solve.", at(1, 1, 0, 1), nil),
		s.level("senior", "L3", "Senior", "ic", 3, nil, "Finds what several teams need, and brings it about.", at(2, 2, 0, 2), nobody),
		s.level("lead", "M3", "Lead", "manager", 3, nil, "Manages a team, and answers for what it does.", wide, somebody),
	}
}

func (s scaffold) level(id, label string, title lang.Text, track string, rung int, next []int, summary lang.Text, scope []rubric.Range, requires []rubric.Requirement) rubric.Level {
	return rubric.Level{
		ID: id, Title: s.text(title), Short: title.In(s.languages[0]), Label: label, Track: track, Rung: rung, Next: next,
		Summary: s.text(summary), Basis: s.text("Made up, as an example"), Scope: scope, Requires: requires,
	}
}

func scaffoldComments(after lang.Localized) comments {
	return comments{
		head: []lang.Localized{
			lang.Sprintf("A ladder to make your own of. Every line below is an example: change it, or take it out."),
			after,
			lang.Sprintf("Temperature and spread were fitted to this very ladder; take both out as soon as you change it, and fit them again at the end."),
		},
		tracks: []lang.Localized{lang.Sprintf("Tracks are lines of levels. One will do.")},
		dimensions: []lang.Localized{
			lang.Sprintf("A dimension is one aspect of the work, in steps from the lowest up, numbered from 0. Say what a person does, not how well."),
			lang.Sprintf("weight: how much it counts, 1 where nothing is said. grow: for each step above 0, what helps to get there. by_track: a step " +
				"that two tracks word differently."),
		},
		levels: []lang.Localized{
			lang.Sprintf("A level has a rung, its height: levels of two tracks on one rung are equals. label: what you call it. next: where one may go from here."),
			lang.Sprintf("scope: the step that it expects on each dimension; [1, 2]: from one to the other; any: it says nothing there."),
			lang.Sprintf("requires: what must be met, however close the level is otherwise; by: one question whose answer decides."),
		},
		questions: []lang.Localized{
			lang.Sprintf("Two or more questions on each dimension, and facts where there are some. {name} stands for whom the answers are about."),
			lang.Sprintf("number: counts something; the step is how many of its thresholds the count reaches. choice: one option, each with its step; " +
				"without options, the steps are the options. several: all options that apply; the step is how many thresholds their number reaches."),
		},
	}
}

// Extending is a rubric that is another, under its full version, but for what one
// writes into it; examples, as comments, say how.
func Extending(base *rubric.Rubric, languages []lang.Tag, t lang.Tag, after lang.Localized) []byte {
	title := scaffold{languages}.text("Our ladder")
	w := writer{r: &rubric.Rubric{Languages: languages}, t: t}
	w.line("# yaml-language-server: $schema=" + SchemaFile)
	w.comment([]lang.Localized{
		lang.Sprintf("A rubric that is %s %s but for what stands here. An upgrade of rung changes nothing in it.", base.ID, base.Version),
		lang.Sprintf("Its temperature and its spread hold as long as texts alone differ. Where a weight, a scope, what is required or what is asked does, they are left out: fit anew."),
		after,
	})
	w.line("")
	w.line("schema: " + rubric.Schema)
	w.line("id: my-" + base.ID)
	w.line("version: " + version)
	w.text("", "title", title)
	if len(languages) < len(base.Languages) {
		w.line("languages: [" + string(languages[0]) + "]")
	}
	w.line("extends: " + base.ID + "@" + base.Version)
	w.line("")
	w.comment(examples(base))
	return w.Bytes()
}

// examples are changes of a rubric, each as it would be written.
func examples(base *rubric.Rubric) []lang.Localized {
	first, last := base.Levels[0], base.Levels[len(base.Levels)-1]
	dimension := base.Dimensions[0].ID
	return []lang.Localized{
		lang.Sprintf("Examples, to be uncommented as you need them. What is known by its id is changed key by key, a list of steps or options is replaced whole."),
		lang.Verbatim("\ndimensions:\n  - id: " + dimension + "\n    weight: 2\n\nlevels:\n  - id: " + first.ID + "\n    label: L1\n    scope:\n      " + dimension + ": [0, 1]\n"),
		lang.Sprintf("Levels, dimensions, questions and tracks that you do not have:"),
		lang.Verbatim("\nremove: [" + last.ID + "]"),
	}
}
