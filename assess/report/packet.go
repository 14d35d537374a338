package report

import (
	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// Packet is what a group has on paper: how its meeting runs, the agenda, then a page
// per case with room for the decision.
func Packet(p *calibrate.Packet, tag lang.Tag) Document {
	v := packetView{newSessionView(p.Analysis, tag), p, NameOf}
	v.front("This packet names people and quotes their raters: it is for the group alone.")
	v.meeting()
	v.add(Heading{v.agendaTitle()})
	v.agendaTable()
	v.cases(onPaper)
	if p.Posted != nil {
		v.add(NewPage{}, Heading{v.t("Receipts")})
		v.receipts(*p.Posted)
	}
	v.logged()
	return v.document(agendaGrid)
}

// Slides is a lettered packet as a room looks at it: less on a page, raters by
// letters, and nothing to fill in.
func Slides(p *calibrate.Packet, tag lang.Tag) Document {
	v := packetView{newSessionView(p.Analysis, tag), p, func(who assess.Person) string { return p.Letters[who.ID] }}
	v.front("Raters go by letters; a letter is the same rater throughout. […] is a note that may name one.")
	v.meeting()
	v.add(NewPage{}, Heading{v.agendaTitle()})
	v.agendaTable()
	v.cases(onScreen)
	d := v.document(agendaGrid)
	d.Slides = true
	return d
}

// packetView makes the document of a packet.
type packetView struct {
	*sessionView
	p *calibrate.Packet
	// called is how raters are called.
	called func(assess.Person) string
}

func (v *packetView) front(warning lang.Text) {
	v.add(NewPage{}, Headline{Kicker: v.t("Calibration session · packet"), Text: v.p.Title})
	v.add(Sentence{Text: v.t("%v, %v. ", people(len(v.p.People)), lang.Count(len(v.p.Raters), "rater", "raters")) + v.in(warning)})
}

// meeting says how the meeting runs, and what bends a judgement.
func (v *packetView) meeting() {
	v.heading("How it runs")
	v.phases()
	v.heading("Before anybody speaks")
	v.add(Listing{[]Entry{
		{v.t("Recency"), []string{v.t("The last weeks come to mind first: ask what the whole period shows.")}},
		{v.t("Halo"), []string{v.t("One strong or weak side colours the others: take the dimensions one at a time.")}},
		{v.t("Similarity"), []string{v.t("Who works as we do looks better: ask what came of it, not how familiar it is.")}},
		{v.t("Visibility"), []string{v.t("What is presented is seen, what is prevented is not: ask who saw the work.")}},
		{v.t("Absence"), []string{v.t("Who is not in the room cannot answer: say what you would say to them.")}},
	}})
}

// phases are the parts of the meeting, with the minutes that the agenda sets aside.
func (v *packetView) phases() {
	talked, minutes := 0, 0
	for _, item := range v.p.Agenda.Items {
		if item.Minutes > 0 {
			talked++
			minutes += item.Minutes
		}
	}
	if talked == 0 {
		v.say("Case by case, in the order of the agenda; no time is set aside.")
		v.add(Items{Items: v.oneCase()})
		return
	}
	items := []Item{{Lead: v.t("%d min", minutes), Text: v.t("Case by case, in the order of the agenda (%v):", people(talked)), Under: v.oneCase()}}
	left, spare := len(v.p.Cases)-talked, v.p.Agenda.Spare
	if left > 0 && spare > 0 {
		items = append(items, Item{Lead: v.t("%d min", spare), Text: v.t("The others (%v), as far as the time goes: confirm what is proposed, or set another time.", people(left))})
	}
	v.add(Items{Items: items})
	if left > 0 && spare == 0 {
		v.say("No time is left for the others (%v): confirm what is proposed, or set another time.", people(left))
	}
}

// oneCase is how the group talks about one person.
func (v *packetView) oneCase() []Item {
	return []Item{
		{Text: v.t("Everybody reads the case, in silence.")},
		{Text: v.t("The raters speak in the order of the sheet, managers last: what they saw, not which level it makes.")},
		{Text: v.t("The group holds that against the words of the levels, and settles on one.")},
		{Text: v.t("The reason is written down in a sentence that the person will read.")},
	}
}

func (v *packetView) cases(room sheetRoom) {
	for i, c := range v.p.Cases {
		sheet := caseView{writing{tag: v.tag}, v.p.Rubric, c, v.called, false}
		sheet.sheet(i+1, len(v.p.Cases), room)
		v.add(sheet.blocks...)
	}
}
