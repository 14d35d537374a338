package report

import (
	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// SessionPage is the report of a session as it is handed on: people and what is
// decided first, then how far the raters can be trusted.
func SessionPage(a *calibrate.Analysis, tag lang.Tag) Document {
	v := newSessionView(a, tag)
	v.opening()
	v.facts()
	v.people()
	v.dimensions()
	v.add(Heading{v.agendaTitle()})
	v.agendaTable()
	v.decisions()
	v.levels()
	v.selfCheck()
	v.ratings()
	v.raters()
	v.agreement()
	v.connections()
	v.logged()
	return v.document("people")
}

// facts are how far raters agree and how far the group has come.
func (v *sessionView) facts() {
	var facts []Fact
	if m := v.a.Overall; m.Pairs > 0 {
		pairs := lang.Count(m.Pairs, "pair", "pairs")
		facts = append(facts, Fact{v.t("Raters within one rung"), v.t("%s of %v", v.ratio(m.WithinOne, m.Pairs).Text, pairs)})
	}
	decided, changed := 0, 0
	for _, p := range v.a.People {
		if p.Agreed != nil {
			decided++
			if p.Agreed.Changes() {
				changed++
			}
		}
	}
	facts = append(facts, Fact{v.t("Decided"), v.t("%d of %d", decided, len(v.a.People))})
	if decided > 0 {
		facts = append(facts, Fact{v.t("Other than proposed"), v.t("%d of %d", changed, decided)})
	}
	v.add(Facts{facts})
}
