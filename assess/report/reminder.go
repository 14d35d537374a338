package report

import (
	"slices"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// Reminders is a text to send to each rater of whom something is missing, by name.
// rubric is what `rung assess` needs to ask on the rubric of the session, such as
// --rubric product@1; empty where it needs nothing. No text says until when: nobody
// has said so.
func Reminders(s *calibrate.Session, rubric string, tag lang.Tag) Document {
	v := reminders{newStatusView(s, tag), rubric}
	for _, owed := range calibrate.ByRater(v.status.Missing) {
		v.remind(owed)
	}
	return v.document("")
}

type reminders struct {
	*statusView
	rubric string
}

func (v *reminders) remind(owed calibrate.RaterRatings) {
	v.add(Heading{v.t("To %s", NameOf(owed.Rater))}, Break{})
	v.say("Hello %s,", NameOf(owed.Rater))
	v.add(Break{})
	if len(owed.Ratings) == 1 {
		v.say("One rating of yours is still missing in the calibration session %v:", lang.Quoted(v.s.Title()))
	} else {
		v.say("These ratings of yours are still missing in the calibration session %v:", lang.Quoted(v.s.Title()))
	}
	v.add(v.owed(owed.Ratings), Break{})
	if Invited(v.s, owed.Rater) {
		v.say("To hand in, open the invitation that you were sent, in a browser or with rung assess --invite, and send back the envelope that it saves. If you have it no more, ask for another.")
		v.add(Break{})
	} else {
		v.say("To hand in, fill in the sheet that you were sent and send it back; or answer with rung, and send the file that it exports.")
		v.add(v.commands(owed), Break{})
	}
	v.thanks()
}

// Invited reports whether a rater hands in by an envelope.
func Invited(s *calibrate.Session, rater assess.Person) bool {
	return slices.Contains(s.Envelopes().Invited, rater)
}

// owed lists what is missing, in the rater's own terms.
func (v *reminders) owed(ratings []calibrate.Handed) Items {
	var l Items
	for _, r := range ratings {
		said := v.t("%s, whom you rate as %v", NameOf(r.Subject), asRelation[r.Relation])
		if r.Relation == assess.Self {
			said = v.t("your self-assessment")
		}
		l.Items = append(l.Items, Item{Text: said})
	}
	return l
}

// commands hand in the first of what is missing; the others go the same way.
func (v *reminders) commands(owed calibrate.RaterRatings) Next {
	first := owed.Ratings[0]
	who := ShellWord(NameOf(first.Subject))
	answer := "rung assess --subject " + who
	if first.Relation != assess.Self {
		answer += " --as " + string(first.Relation) + " --by " + ShellWord(NameOf(first.Rater))
	}
	if v.rubric != "" {
		answer += " " + v.rubric
	}
	how := v.t("With rung")
	if len(owed.Ratings) > 1 {
		how = v.t("With rung, the first of them")
	}
	return Next{how, []string{answer, "rung export " + who + " -o " + first.Subject.ID + ".json"}}
}

// thanks ends a text, with the name of who began the session if they said it.
func (v *reminders) thanks() {
	v.say("Thank you!")
	if who := v.s.History()[0].Who; who.Name != "" {
		v.add(Sentence{Text: who.Name})
	}
	v.add(Break{})
}
