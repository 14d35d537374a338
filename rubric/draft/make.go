package draft

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// version is that of a draft.
const version = "0.1.0"

// findLanguage takes the language that was said, or else guesses.
func (l *ladder) findLanguage() {
	if l.texts = l.o.Texts; l.texts != "" {
		return
	}
	var texts []string
	for _, one := range l.levels {
		for _, d := range l.dimensions {
			if t := one.texts[d]; t != nil {
				texts = append(texts, t.words)
			}
		}
	}
	l.texts = languageOf(texts)
	l.note("language", "the texts are taken to be in this language: %s", string(l.texts))
}

// say is a text of the rubric that no file has.
func (l *ladder) say(format string, args ...any) rubric.Text {
	return l.as(lang.Sprintf(format, args...).In(l.texts))
}

// as is a text in the language of the file.
func (l *ladder) as(text string) rubric.Text { return rubric.Text{l.texts: text} }

// rubric is the ladder as a rubric.
func (l *ladder) rubric() *rubric.Rubric {
	title := cmp.Or(l.title, titleOf(l.name))
	if slices.ContainsFunc(l.levels, func(one *level) bool { return one.said[summary].Text == "" }) {
		l.note("summary", "nothing in the file is a summary of each level: where there is none, one of its texts stands for it")
	}
	if len(l.tracks) == 1 {
		l.note("ids", "ids are made of titles; the next level is that on the next rung")
	} else {
		l.note("ids", "ids are made of titles; the next levels are those on the next rung of the same track, and their equals on others; from the top of a track, the lowest ones above it on others")
	}
	r := &rubric.Rubric{
		ID: cmp.Or(l.o.ID, slug(title), "ladder"), Version: version, Title: l.as(title), Languages: []lang.Tag{l.texts},
		Source: rubric.Source{Title: l.name},
	}
	for _, t := range l.tracks {
		r.Tracks = append(r.Tracks, rubric.Track{ID: t.id, Title: l.trackTitle(t)})
	}
	var taken []string
	for _, d := range l.dimensions {
		id := unique(&taken, slug(d.Text), "dimension")
		r.Dimensions = append(r.Dimensions, l.dimension(id, d))
		r.Questions = append(r.Questions, rubric.Question{
			ID: id, Dimension: len(r.Dimensions) - 1, Kind: rubric.Choice,
			Ask:      l.say("Which of these is closest to what you do?"),
			AskAbout: l.say("Which of these is closest to what {name} does?"),
		})
	}
	var ids []string
	for i, one := range l.levels {
		r.Levels = append(r.Levels, l.level(i, unique(&ids, slug(one.title), slug(one.label))))
	}
	if l.managing {
		l.addManaging(r, unique(&taken, "direct-reports", ""))
	}
	return r
}

// titleOf is a file's name as a title.
func titleOf(name string) string {
	title := strings.TrimSpace(strings.NewReplacer("_", " ", "-", " ").Replace(strings.TrimSuffix(name, path.Ext(name))))
	if title = strings.Trim(title, "<>"); title == "" {
		return "Ladder"
	}
	return strings.ToUpper(title[:1]) + title[1:]
}

func (l *ladder) trackTitle(t track) rubric.Text {
	switch {
	case t.title != "":
		return l.as(t.title)
	case t.id == "ic":
		return l.say("Individual contributor")
	case t.id == "manager":
		return l.say("Manager")
	}
	return l.say("Ladder")
}

func (l *ladder) dimension(id string, d *dimension) rubric.Dimension {
	made := rubric.Dimension{ID: id, Title: l.as(d.Text), Weight: 1, ByTrack: make([]map[string]rubric.Text, len(d.steps))}
	for i, s := range d.steps {
		made.Steps = append(made.Steps, l.as(s.of(0, len(l.tracks))))
		if !s.apart() {
			continue
		}
		made.ByTrack[i] = map[string]rubric.Text{}
		for track, t := range l.tracks {
			made.ByTrack[i][t.id] = l.as(s.of(track, len(l.tracks)))
		}
	}
	return made
}

func (l *ladder) level(i int, id string) rubric.Level {
	one := l.levels[i]
	made := rubric.Level{
		ID: id, Title: l.as(one.title), Short: one.short(), Label: one.label, Track: l.tracks[one.track].id, Rung: one.rung,
		Next: l.next(one), Summary: l.as(l.summary(one)), Basis: l.say("%v in %s", doc.Quote(one.Text), l.name),
	}
	for _, d := range l.dimensions {
		made.Scope = append(made.Scope, one.scope[d])
	}
	return made
}

// summary is what the file says of a level, or else the first that it expects.
func (l *ladder) summary(one *level) string {
	if said := one.said[summary].Text; said != "" {
		return said
	}
	for _, d := range l.dimensions {
		if t := one.texts[d]; t != nil {
			return t.String()
		}
	}
	return one.title
}

// columns is how wide the short title of a level may be to read well.
const columns = 14

// short is what heads a level's column: its title or, where that is too wide, its label.
// No other name is made up, which nobody would know.
func (l *level) short() string {
	if l.label != "" && lang.Columns(l.title) > columns {
		return l.label
	}
	return l.title
}

// addManaging adds the dimension that tells managers from others: a fact.
func (l *ladder) addManaging(r *rubric.Rubric, id string) {
	d := len(r.Dimensions)
	r.Dimensions = append(r.Dimensions, rubric.Dimension{
		ID: id, Title: l.say("People management"), Weight: 1,
		Steps: []rubric.Text{l.say("Manages nobody"), l.say("Manages people")}, ByTrack: make([]map[string]rubric.Text, 2),
	})
	r.Questions = append(r.Questions, rubric.Question{
		ID: id, Dimension: d, Kind: rubric.Number, Unit: l.say("people"), Thresholds: []float64{1},
		Ask: l.say("How many people report to you?"), AskAbout: l.say("How many people report to {name}?"),
	})
	asked := &r.Questions[len(r.Questions)-1]
	for i := range r.Levels {
		step := 0
		if r.Levels[i].Track == "manager" {
			step = 1
		}
		r.Levels[i].Scope = append(r.Levels[i].Scope, rubric.Range{Lo: step, Hi: step})
		r.Levels[i].Requires = []rubric.Requirement{{Dimension: d, By: asked, Range: rubric.Range{Lo: step, Hi: step}}}
	}
}

// comments are what stands above the parts of the file.
func (l *ladder) comments() comments {
	c := comments{
		head: []lang.Localized{
			lang.Sprintf("%s, as a rubric: a draft to go on with. Every step is in the words of the file.", l.name),
		},
		dimensions: []lang.Localized{lang.Sprintf("Each step in words, the lowest first. A weight makes a dimension count more: weight: 2")},
		levels: []lang.Localized{lang.Sprintf("The scope is the step that a level expects on each dimension, counted from 0; [1, 2] is from one to another; any: nothing is expected. " +
			"Next are the levels one may go to.")},
		questions: []lang.Localized{lang.Sprintf("A choice without options offers the steps. Two or three questions on each dimension, and questions that " +
			"count something, make answers surer.")},
	}
	for _, d := range l.mute {
		c.dimensions = append(c.dimensions, lang.Sprintf("Left out, as no level says anything there: %s", d.Text))
	}
	for _, d := range l.alike {
		c.dimensions = append(c.dimensions, lang.Sprintf("Left out, as all levels say the same: %s", d.Text))
		for _, s := range d.steps {
			c.dimensions = append(c.dimensions, lang.Verbatim("- "+s.of(0, len(l.tracks))))
		}
	}
	return c
}
