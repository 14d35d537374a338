package calibrate

import (
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"rung/assess"
	"rung/assess/exchange"
	"rung/rubric"
	"rung/rubric/lang"
)

// The demo: who is in it, and what they see. Standings are places on a way up
// the ladder, in rungs.

// demoSubject is one of the twelve, and what was agreed about them.
type demoSubject struct {
	name      string
	track     string
	standing  float64
	self      float64 // how they see themself
	raters    []string
	agreed    string // level; empty: the one proposed, "-": none yet
	rationale lang.Text
}

const undecided = "-"

func demoSubjects() []demoSubject {
	none := lang.Text("")
	return []demoSubject{
		{"Amara", "ic", 2.0, 2.4, []string{"Nadia", "Omar"}, "", none},
		{"Bilal", "ic", 1.2, 1.3, []string{"Nadia", "Omar", "Pauline"}, "", none},
		{"Chloé", "ic", 3.2, 3.4, []string{"Nadia", "Omar", "Pauline"}, undecided, none},
		{"Diego", "ic", 2.7, 3.9, []string{"Omar", "Pauline"}, "", none},
		{"Elif", "ic", 4.0, 3.8, []string{"Nadia", "Omar", "Pauline"}, "", none},
		{"Fatou", "manager", 4.0, 4.0, []string{"Nadia", "Omar"}, "", none},
		{"Goran", "ic", 2.1, 2.2, []string{"Omar", "Pauline"}, "", none},
		{"Hana", "ic", 3.0, 2.2, []string{"Nadia", "Omar", "Pauline"}, "", none},
		{"Inès", "manager", 4.7, 5.0, []string{"Pauline", "Quentin"}, "gpm",
			"Three of the four PMs hired report to her since May only; to be looked at again in autumn."},
		{"Jonas", "ic", 2.0, 2.9, []string{"Quentin", "Rosa"}, "senior-pm",
			"Leads the pricing work alone since June; both raters had only the first quarter in view."},
		{"Kofi", "ic", 3.0, 3.1, []string{"Quentin", "Rosa"}, "", none},
		{"Linh", "ic", 5.0, 5.1, []string{"Quentin", "Rosa"}, undecided, none},
	}
}

// demoLeanings is how far each rater's ratings lie above what the others would
// give, on average.
func demoLeanings() map[string]float64 {
	return map[string]float64{"Nadia": 0, "Omar": 0.9, "Pauline": 0.2, "Quentin": 0, "Rosa": 0.1}
}

// demoViews are the ratings that are no matter of leaning: what a rater sees in
// one subject.
func demoViews() map[[2]string]float64 {
	return map[[2]string]float64{{"Chloé", "Nadia"}: 4.1, {"Chloé", "Pauline"}: 2.2}
}

// demoPeers rates some of the twelve by some others: three peers are shown
// together, two are not.
func demoPeers() [][3]any {
	return [][3]any{
		{"Elif", "Amara", 4.2}, {"Elif", "Hana", 3.8}, {"Elif", "Goran", 4.4},
		{"Kofi", "Jonas", 3.4}, {"Kofi", "Linh", 2.6},
	}
}

// demoNotes are evidence that some managers give, by subject.
func demoNotes() map[[2]string]lang.Text {
	return map[[2]string]lang.Text{
		{"Chloé", "Pauline"}: "Needs a hand with every trade-off between teams.",
		{"Chloé", "Nadia"}:   "Settled the API dispute of four teams by herself.",
		{"Diego", "Pauline"}: "Owns the vision for onboarding, not yet for activation.",
		{"Inès", "Quentin"}:  "Hired four PMs this year.",
	}
}

// demoWays are the levels that standings run along, by track.
func demoWays() map[string][]string {
	return map[string][]string{
		"ic":      {"apm", "pm", "senior-pm", "staff-pm", "principal-pm"},
		"manager": {"apm", "pm", "senior-pm", "gpm", "director", "cpo"},
	}
}

// demoSeed is what chance in the demo comes from.
const demoSeed = 2026

// Demo builds a session of twelve subjects and five managers on the built-in
// product rubric, revealed and decided but for two subjects: one rater is
// lenient, two disagree about one subject, a single rating links two groups, all
// have rated themselves, and peers rate two of them. It was sealed, to a key that
// nobody has. The same arguments give the same session, but for hashes. The error says that r is not the ladder it is written for.
func Demo(id string, r *rubric.Rubric, at time.Time, t lang.Tag) (*Session, error) {
	d, err := newDemo(r, at, t)
	if err != nil {
		return nil, err
	}
	if d.session, err = New(d.act(), id, lang.Text("Product, spring review").In(t), r); err != nil {
		return nil, err
	}
	for _, step := range []func() error{d.seal, d.collect, d.reveal, d.decide} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return d.session, nil
}

// DemoInvited begins the same session as one whose five managers are to be invited, and
// gives what they would hand in. It is not sealed yet.
func DemoInvited(act Act, id string, r *rubric.Rubric, t lang.Tag) (*Session, []Submission, error) {
	d, err := newDemo(r, act.At.UTC().Truncate(time.Second), t)
	if err != nil {
		return nil, nil, err
	}
	if d.session, err = New(act, id, lang.Text("Product, spring review").In(t), r); err != nil {
		return nil, nil, err
	}
	var managers []Submission
	for sub, err := range d.ratings() {
		if err == nil && sub.Relation == assess.Manager {
			managers = append(managers, sub)
			err = d.session.Expect(act, sub.Subject, sub.Rater, sub.Relation)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return d.session, managers, nil
}

// demo is a demo being built.
type demo struct {
	session *Session
	key     *exchange.Key
	rubric  *rubric.Rubric
	ways    map[string][]*rubric.Level
	random  *rand.ChaCha8
	chance  *rand.Rand
	at      time.Time
	lang    lang.Tag
}

func newDemo(r *rubric.Rubric, at time.Time, t lang.Tag) (*demo, error) {
	d := &demo{rubric: r, ways: map[string][]*rubric.Level{}, random: rand.NewChaCha8([32]byte{}), chance: rand.New(rand.NewPCG(demoSeed, 0)), at: at, lang: t}
	for track, ids := range demoWays() {
		for _, id := range ids {
			i := r.LevelIndex(id)
			if i < 0 {
				return nil, lang.Errorf("the demo needs the rubric product, with a level %s; %s has none", id, r.ID)
			}
			d.ways[track] = append(d.ways[track], &r.Levels[i])
		}
	}
	return d, nil
}

// act is what Samira, who runs the session, does a minute after the last thing.
func (d *demo) act() Act {
	d.at = d.at.Add(time.Minute)
	return Act{Who: assess.Person{Name: "Samira"}, At: d.at, Random: d.random}
}

func (d *demo) seal() (err error) {
	if d.key, err = exchange.NewKey(); err != nil {
		return err
	}
	terms, err := exchange.NewTerms(exchange.Terms{
		Key: d.key.Recipient(), Reader: d.session.Facilitator().Name, SlotSize: exchange.DefaultSlot,
		Rubric: exchange.RubricRef{ID: d.rubric.ID, Version: d.rubric.Version, Digest: d.rubric.Digest},
	}, d.random)
	if err != nil {
		return err
	}
	return d.session.Seal(d.act(), terms)
}

func (d *demo) collect() error {
	for sub, err := range d.ratings() {
		if err == nil {
			_, err = d.session.Add(d.act(), sub)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ratings are what everybody hands in: about each person their own, then the managers',
// and in the end the peers'.
func (d *demo) ratings() iter.Seq2[Submission, error] {
	leanings, views, notes := demoLeanings(), demoViews(), demoNotes()
	return func(yield func(Submission, error) bool) {
		for _, s := range demoSubjects() {
			if !yield(d.assessment(s, s.name, assess.Self, s.self, "")) {
				return
			}
			for _, rater := range s.raters {
				seen, any := views[[2]string{s.name, rater}]
				if !any {
					seen = s.standing + leanings[rater]
				}
				if !yield(d.assessment(s, rater, assess.Manager, seen, notes[[2]string{s.name, rater}])) {
					return
				}
			}
		}
		for _, p := range demoPeers() {
			subject, rater := assess.Person{Name: p[0].(string)}, assess.Person{Name: p[1].(string)}
			if !yield(Submission{Subject: subject, Rater: rater, Relation: assess.Peer, Values: d.values("ic", p[2].(float64))}, nil) {
				return
			}
		}
	}
}

func (d *demo) reveal() error {
	if err := d.session.Unseal(d.key, nil); err != nil {
		return err
	}
	if err := d.session.Reveal(d.act()); err != nil {
		return err
	}
	if err := d.session.discardKey(d.act()); err != nil {
		return err
	}
	return d.session.RecordAgenda(d.act(), demoSeed, 60)
}

func (d *demo) decide() error {
	o, err := d.session.Revealed()
	if err != nil {
		return err
	}
	for _, s := range demoSubjects() {
		level := s.agreed
		if level == undecided {
			continue
		}
		if level == "" {
			level = o.proposal(assess.PersonID(s.name)).Levels[0].ID
		}
		if err := d.session.Decide(d.act(), s.name, level, s.rationale.In(d.lang)); err != nil {
			return err
		}
	}
	return nil
}

// values is what a standing on a track looks like on each dimension: between the
// middles of the scopes of the two levels it lies between.
func (d *demo) values(track string, standing float64) map[string]float64 {
	values := map[string]float64{}
	for i := range d.rubric.Dimensions {
		values[d.rubric.Dimensions[i].ID] = d.place(track, standing, i)
	}
	return values
}

func (d *demo) place(track string, standing float64, dimension int) float64 {
	way := d.ways[track]
	at := min(max(standing-1, 0), float64(len(way)-1))
	lower := min(int(at), len(way)-2)
	part := at - float64(lower)
	return (1-part)*way[lower].Scope[dimension].Mid() + part*way[lower+1].Scope[dimension].Mid()
}

// assessment is the answers that a standing gives, each a little off.
func (d *demo) assessment(s demoSubject, rater string, relation assess.Relation, standing float64, note lang.Text) (Submission, error) {
	id, err := assess.DrawID(d.random, d.at)
	if err != nil {
		return Submission{}, err
	}
	a := &assess.Assessment{
		ID: id, Rubric: assess.Ref(d.rubric), Subject: assess.Person{Name: s.name}, Rater: assess.Person{Name: rater},
		Relation: relation, Lang: d.lang, StartedAt: d.at, CompletedAt: d.at,
	}
	for i := range d.rubric.Questions {
		q := &d.rubric.Questions[i]
		at := d.place(s.track, standing, q.Dimension) + 0.3*d.chance.NormFloat64()
		a.Answers = append(a.Answers, answerNear(q, at))
	}
	a.Answers[len(a.Answers)/2].Note = note.In(d.lang)
	return Hand(a), nil
}

// answerNear is the answer to q that comes nearest to a step.
func answerNear(q *rubric.Question, at float64) assess.Answer {
	steps := q.StepsPossible()
	step := slices.MinFunc(steps, func(a, b int) int {
		return int(math.Copysign(1, math.Abs(float64(a)-at)-math.Abs(float64(b)-at)))
	})
	return assess.AnswerAt(q, step)
}
