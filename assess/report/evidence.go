package report

import (
	"rung/assess/calibrate"
	"rung/rubric"
	"rung/rubric/lang"
)

// Evidence is what the raters of a case noted beside their answers and levels, each
// under their name. Peers are heard together or not at all, so what one of them
// wrote is not in it.
func Evidence(r *rubric.Rubric, c *calibrate.Case, tag lang.Tag) Document {
	v := caseView{writing{tag: tag}, r, c, NameOf, false}
	v.add(Headline{Text: v.t("What was noted about %s", NameOf(c.Person))})
	if noted := v.noted(nil); len(noted) > 0 {
		v.add(Break{}, Items{Items: noted, Apart: true})
	} else {
		v.say("Nobody added a note or a comment.")
	}
	return Document{Lang: tag, Title: NameOf(c.Person), Blocks: v.blocks}
}
