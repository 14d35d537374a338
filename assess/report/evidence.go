package report

import (
	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric"
	"rung/rubric/lang"
)

// Evidence is what the raters of a case noted beside their answers and levels, each
// under their name. Peers are heard together or not at all, so what one of them
// wrote is not in it.
func Evidence(r *rubric.Rubric, c *calibrate.Case, tag lang.Tag) Document {
	v := caseView{writing{tag: tag}, r, c}
	v.add(Headline{Text: v.t("What was noted about %s", NameOf(c.Person))})
	any := false
	for _, voice := range c.Voices {
		if noted := v.notedBy(voice); len(noted) > 0 {
			any = true
			v.add(Break{}, Items{Title: over(v.said(v.voice(voice), voice.View)), Items: noted})
		}
	}
	if !any {
		v.say("Nobody added a note or a comment.")
	}
	return Document{Lang: tag, Title: NameOf(c.Person), Blocks: v.blocks}
}

// notedBy lists what one rater noted: the comments, on the whole first, then the
// answers that have a note.
func (v *caseView) notedBy(voice calibrate.CaseVoice) []Item {
	var items []Item
	if whole := voice.Comments[""]; whole != "" {
		items = append(items, Item{Text: whole})
	}
	for d := range v.r.Dimensions {
		dim := &v.r.Dimensions[d]
		if comment := voice.Comments[dim.ID]; comment != "" {
			items = append(items, Item{Text: v.name(dim) + v.colon() + comment})
		}
	}
	if voice.Result == nil || voice.Result.Assessment == nil {
		return items
	}
	for i := range v.r.Questions {
		q := &v.r.Questions[i]
		if a, ok := voice.Result.Assessment.Answer(q.ID); ok && a.Note != "" {
			wording := assess.Voice{Lang: v.tag, About: NameOf(v.c.Person)}.Wording(q)
			items = append(items, Item{Text: wording, Under: []Item{{Text: assess.Said(q, a, v.tag) + " — " + a.Note}}})
		}
	}
	return items
}
