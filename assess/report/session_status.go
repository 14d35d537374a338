package report

import (
	"strings"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// Status is how far a session has come and who is missing, on a screen. It says
// nothing of what was handed in.
func Status(s *calibrate.Session, tag lang.Tag) Document {
	v := newStatusView(s, tag)
	v.head()
	v.phases()
	v.envelopes()
	v.missing()
	v.subjects()
	v.apart()
	v.twins()
	v.add(Break{}, Next{v.t("Next"), v.next()})
	return v.document("people")
}

// StatusPage is the same as it is handed on, with every rating that is in or missing.
func StatusPage(s *calibrate.Session, tag lang.Tag) Document {
	v := newStatusView(s, tag)
	v.head()
	v.add(v.facts())
	v.phases()
	v.envelopes()
	v.missing()
	v.subjects()
	v.apart()
	v.twins()
	v.add(Next{v.t("Next"), v.next()})
	v.ratings()
	return v.document("ratings")
}

// statusView makes documents of who has handed in.
type statusView struct {
	writing
	s      *calibrate.Session
	status calibrate.Status
}

func newStatusView(s *calibrate.Session, tag lang.Tag) *statusView {
	return &statusView{writing{tag: tag}, s, s.Status()}
}

func (v *statusView) document(main string) Document {
	d := Document{Lang: v.tag, Title: v.s.Title(), Blocks: v.blocks}
	if len(v.status.Handed)+len(v.status.Missing) > 0 {
		d.Main = main
	}
	return d
}

// head says what stands against what is to be: ratings, then decisions.
func (v *statusView) head() {
	said := v.s.Title() + v.colon() + v.in(stateNames[v.s.State()])
	if v.s.State().Before() {
		said += ", " + v.in(v.arrived())
	} else {
		all := len(v.s.Subjects())
		said += v.t(", %d of %v decided", all-len(v.s.Undecided()), people(all))
	}
	v.add(Headline{Kicker: v.sessionKind(v.s.State()), Text: said})
}

// arrived is how many ratings are in, of those expected and besides.
func (v *statusView) arrived() lang.Localized {
	expected, besides := v.status.Expected(), len(v.status.Unexpected())
	switch {
	case expected == 0:
		return lang.Count(besides, "rating in", "ratings in")
	case besides > 0:
		return lang.Sprintf("%d of %d in, and %v", v.status.In(), expected, lang.Count(besides, "not expected", "not expected"))
	}
	return lang.Sprintf("%d of %d in", v.status.In(), expected)
}

// facts are the figures of the page.
func (v *statusView) facts() Facts {
	facts := []Fact{{v.t("People"), v.number(float64(len(v.s.Subjects())), 0)}}
	if expected := v.status.Expected(); expected > 0 {
		facts = append(facts, Fact{v.t("Ratings in"), v.t("%d of %d", v.status.In(), expected)})
	}
	if besides := len(v.status.Unexpected()); besides > 0 {
		facts = append(facts, Fact{v.t("Not expected, and in"), v.number(float64(besides), 0)})
	}
	raters := len(v.s.Raters())
	return Facts{append(facts, Fact{v.t("Raters with nothing missing"), v.t("%d of %d", raters-len(calibrate.ByRater(v.status.Missing)), raters)})}
}

// phases is the way of every session, with the dates of this one.
func (v *statusView) phases() {
	d := v.s.Dates()
	phase, way := 1, []string{v.t("collecting since %s", v.date(d.Begun)), v.in(stateNames[calibrate.Revealed]), v.in(stateNames[calibrate.Locked])}
	if !d.Closed.IsZero() {
		way[0] = v.t("closed %s", v.date(d.Closed))
	}
	if !d.Revealed.IsZero() {
		phase, way[0], way[1] = 2, v.t("begun %s", v.date(d.Begun)), v.t("revealed %s", v.date(d.Revealed))
	}
	if !d.Locked.IsZero() {
		phase, way[2] = 3, v.t("locked %s", v.date(d.Locked))
	}
	v.say("Phase %d of 3: %s", phase, strings.Join(way, " → "))
	if day := v.s.NotBefore(); day != "" && v.s.State().Before() {
		v.say("By its terms, session %s is not revealed before %s (UTC).", v.s.ID(), day)
	}
}

// envelopes says whose envelopes are in, and whose ratings came readable. An envelope
// has something for everybody whom its rater rates, so it is never said about whom.
func (v *statusView) envelopes() {
	e := v.s.Envelopes()
	if len(e.Invited) == 0 {
		return
	}
	v.say("Envelopes in: %d of %d invited raters.", len(e.In), len(e.Invited))
	if len(e.In) > 0 && v.s.State().Before() {
		v.say("An envelope counts as in for everybody whom it is asked about; whom it leaves open shows at reveal.")
	}
	if len(e.Seen) > 0 {
		v.say("Handed in readable, and so seen by the facilitator: ratings by %s.", names(e.Seen))
	}
	if v.s.State() != calibrate.Collecting {
		return
	}
	if len(e.Uninvited) > 0 {
		v.say("Not invited yet: %s.", names(e.Uninvited))
	}
	if len(e.Outdated) > 0 {
		v.say("Whom they rate changed since they were invited: %s. Invite them again, and they hand in anew.", names(e.Outdated))
	}
}

// missing is whom each rater has still to rate, or had when it was too late.
func (v *statusView) missing() {
	owed := calibrate.ByRater(v.status.Missing)
	collecting := v.s.State() == calibrate.Collecting
	switch {
	case v.status.Expected() == 0 && collecting:
		v.say("Nobody is expected by name, so nobody is missing; a roster says who is to rate whom.")
	case len(owed) == 0 && collecting:
		v.say("Everybody who is expected has handed in.")
	case len(owed) > 0:
		title, howMany := lang.Text("Missing"), lang.Text("Still to rate")
		if !collecting {
			title, howMany = "Not handed in", "Ratings"
		}
		g := Grid{Name: "missing", Title: v.in(title), Columns: []Column{v.wide("Rater"), v.figures(howMany), v.wide("Whom")}}
		for _, o := range owed {
			g.Rows = append(g.Rows, []Cell{text(NameOf(o.Rater)), v.count(len(o.Ratings)), text(v.whom(o.Ratings))})
		}
		v.add(Heading{v.in(title)}, g)
	}
}

// whom names the people that somebody rates, those of one relation together.
func (v *statusView) whom(ratings []calibrate.Handed) string {
	var said []string
	for _, relation := range assess.Relations {
		var them []assess.Person
		for _, r := range ratings {
			if r.Relation == relation {
				them = append(them, r.Subject)
			}
		}
		switch {
		case len(them) == 0:
		case relation == assess.Self:
			said = append(said, v.t("self-assessment"))
		default:
			said = append(said, v.t("%s (as %v)", names(them), asRelation[relation]))
		}
	}
	return strings.Join(said, v.t("; "))
}

// subjects is how many ratings of each relation are in about each person.
func (v *statusView) subjects() {
	g := Grid{Name: "people", Title: v.t("People"), Columns: []Column{v.wide("Person")}}
	for _, relation := range assess.Relations {
		g.Columns = append(g.Columns, v.column(relationColumns[relation]))
	}
	tallies := v.tallies()
	for _, p := range v.s.Subjects() {
		row := []Cell{text(NameOf(p))}
		for _, relation := range assess.Relations {
			row = append(row, v.tally(tallies[aspect{p.ID, relation}]))
		}
		g.Rows = append(g.Rows, row)
	}
	if len(g.Rows) > 0 {
		v.heading("Ratings in, by person")
		v.add(g)
	}
}

var relationColumns = map[assess.Relation]lang.Text{
	assess.Self: "Self", assess.Manager: "Managers", assess.Peer: "Peers", assess.Panel: "Panel",
}

// aspect is the ratings of a relation about somebody, by id.
type aspect struct {
	subject  string
	relation assess.Relation
}

// tally counts ratings: those that are in of those expected, the missing ones, and
// those that came unexpected.
type tally struct{ in, missing, besides int }

func (v *statusView) tallies() map[aspect]tally {
	all := map[aspect]tally{}
	for _, h := range v.status.All() {
		about := aspect{h.Subject.ID, h.Relation}
		t := all[about]
		switch {
		case h.Times == 0:
			t.missing++
		case h.Expected:
			t.in++
		default:
			t.besides++
		}
		all[about] = t
	}
	return all
}

func (v *statusView) tally(t tally) Cell {
	switch expected := t.in + t.missing; {
	case t == tally{}:
		return absent("–")
	case t.missing == 0:
		return v.count(t.in + t.besides)
	case t.besides > 0:
		return text(v.t("%d of %d, +%d", t.in, expected, t.besides))
	default:
		return text(v.t("%d of %d", t.in, expected))
	}
}

// apart says what is wanting that nobody was expected for, and what came so.
func (v *statusView) apart() {
	v.add(Break{})
	if besides := v.status.Unexpected(); len(besides) > 0 && v.status.Expected() > 0 {
		l := Items{Title: over(v.t("In without being expected"))}
		for _, r := range calibrate.ByRater(besides) {
			l.Items = append(l.Items, Item{Text: NameOf(r.Rater) + v.colon() + v.whom(r.Ratings)})
		}
		v.add(l, Break{})
	}
	v.without(v.status.NoManager, "Nobody has been rated by a manager.", "No manager yet: %s.")
	v.without(v.status.NoSelf, "Nobody has rated themself.", "No self-assessment: %s.")
}

// without names the people who lack something, in a word if all do.
func (v *statusView) without(people []assess.Person, all, some lang.Text) {
	switch len(people) {
	case 0:
	case len(v.s.Subjects()):
		v.add(Sentence{Text: v.in(all)})
	default:
		v.say(string(some), names(people))
	}
}

// ratings is every rating that is in or expected.
func (v *statusView) ratings() {
	g := Grid{Name: "ratings", Title: v.t("Ratings"), Columns: []Column{
		v.wide("Person"), v.column("As"), v.wide("By"), v.column("Handed in # a date"), v.figures("Times"), v.column("Expected # a rating"),
	}}
	for _, h := range v.status.All() {
		when, times, expected := text(v.t("missing")), absent("–"), text(v.t("no"))
		if h.Times > 0 {
			when, times = text(v.day(h.At)), v.count(h.Times)
		}
		if h.Expected {
			expected = text(v.t("yes"))
		}
		g.Rows = append(g.Rows, []Cell{text(NameOf(h.Subject)), text(v.in(relationNames[h.Relation])), text(NameOf(h.Rater)), when, times, expected})
	}
	if len(g.Rows) > 0 {
		v.heading("Every rating")
		v.add(g)
	}
}

// next are the commands that come next in the life of the session.
func (v *statusView) next() []string {
	id := v.s.ID()
	switch v.s.State() {
	case calibrate.Collecting:
		return v.nextToCollect("rung calibrate reveal " + id)
	case calibrate.Closed:
		return []string{v.t("rung calibrate reveal %s --released FILE", id)}
	case calibrate.Revealed:
		if len(v.s.Undecided()) > 0 {
			return []string{"rung calibrate agenda " + id, "rung calibrate review " + id}
		}
		return []string{"rung calibrate report " + id, "rung calibrate lock " + id}
	}
	return ToHandOver(v.s, v.tag)
}

// ToHandOver are the commands that hand over what a session decided: its report,
// and a letter each.
func ToHandOver(s *calibrate.Session, tag lang.Tag) []string {
	w := writing{tag: tag}
	return []string{"rung calibrate report " + s.ID(), w.t("a letter each: rung calibrate report %s --for NAME -o NAME.html", s.ID())}
}

// nextToCollect leads to reveal, the sooner the less is missing.
func (v *statusView) nextToCollect(reveal string) []string {
	id := v.s.ID()
	add := v.t("rung calibrate add %s FILE…", id)
	if len(v.s.Envelopes().Invited) > 0 {
		add = v.t("rung calibrate collect %s --from FOLDER", id)
	}
	switch {
	case v.s.Shared() && len(v.s.Uninvited()) > 0:
		return []string{v.t("rung calibrate invite %s -o FOLDER", id), add}
	case len(v.status.Missing) > 0:
		return []string{"rung calibrate status " + id + " --remind", add}
	case len(v.status.Handed) == 0:
		return []string{v.t("rung calibrate add %s --expect FILE", id), add}
	case v.status.Expected() == 0:
		return []string{add, reveal}
	}
	return []string{reveal}
}

// Missing says who has not handed in what, a sentence each.
func Missing(missing []calibrate.Handed, tag lang.Tag) (said []string) {
	w := writing{tag: tag}
	for _, m := range missing {
		if m.Relation == assess.Self {
			said = append(said, w.t("Missing: %s, self-assessment.", NameOf(m.Subject)))
			continue
		}
		said = append(said, w.t("Missing: %s has not rated %s, as %v.", NameOf(m.Rater), NameOf(m.Subject), asRelation[m.Relation]))
	}
	return said
}

// twins asks whether people are there under two names, with what says so.
func (v *statusView) twins() {
	twins := v.s.Twins()
	if len(twins) == 0 || v.s.State() != calibrate.Collecting {
		return
	}
	v.heading("One person under two names?")
	l := Items{}
	for _, twin := range twins {
		l.Items = append(l.Items, v.twin(twin))
	}
	v.add(l)
	v.say("If they are two people, add --apart, and nobody asks again.")
}

func (v *statusView) twin(twin calibrate.Twin) Item {
	item := Item{Text: Twin(twin, v.tag)}
	for _, p := range twin.Of {
		item.Under = append(item.Under, Item{Text: "rung calibrate alias " + v.s.ID() + " " + ShellWord(NameOf(twin.Name)) + " " + ShellWord(NameOf(p))})
	}
	return item
}

// Twin says who may be there under two names.
func Twin(twin calibrate.Twin, tag lang.Tag) string {
	w := writing{tag: tag}
	if len(twin.Of) > 1 {
		return w.t("%s may be any of several: %s.", NameOf(twin.Name), names(twin.Of))
	}
	return w.t("%s and %s may be one person.", NameOf(twin.Name), NameOf(twin.Of[0]))
}
