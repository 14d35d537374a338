package cmd

import (
	"cmp"
	"slices"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/report"
	"rung/assess/store"
	"rung/rubric/lang"
)

type eraseOptions struct {
	app *app

	assessment string // id
	yes        bool
}

func newErase(a *app) *cobra.Command {
	o := eraseOptions{app: a}
	c := &cobra.Command{
		Use:   "erase " + a.t("[NAME]"),
		Short: a.t("Remove everything about one person, or one assessment, for good"),
		Long: a.t("Removes every assessment and draft of a person, and replaces their name where they assessed others; or one "+
			"assessment alone. What is about them in sessions goes too, and what they handed in and is still sealed; with a session that is revealed, its key. "+
			"Nothing of it can be brought back; `rung export` makes a copy first.") + " " + a.in(naming),
		Example: "  rung erase Ada\n  rung erase --assessment 019b52ce",
		Args:    arguments(0, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	c.Flags().StringVar(&o.assessment, "assessment", "", a.t("remove one assessment: its `id`, or the beginning of it"))
	c.Flags().BoolVar(&o.yes, "yes", false, a.t("do not ask"))
	return c
}

func (o *eraseOptions) run(names []string) error {
	if len(names)+len(o.assessment) == 0 || len(names) > 0 && o.assessment != "" {
		return usageErrorf("say what to erase: NAME, or --assessment ID")
	}
	s, err := o.app.store()
	if err != nil {
		return err
	}
	if o.assessment != "" {
		return o.eraseAssessment(s)
	}
	return o.erasePerson(s, names[0])
}

func (o *eraseOptions) eraseAssessment(s *store.Store) error {
	found, err := o.app.stored(s, o.assessment)
	if err != nil {
		return err
	}
	short, what := report.ShortID(found.ID), described(found)
	if agreed, err := o.app.confirm(o.yes, "Erase the assessment %s (%v) for good?", short, what); err != nil || !agreed {
		return err
	}
	if err := s.Remove(found.ID); err != nil {
		return err
	}
	o.app.tell("Erased the assessment %s (%v).", short, what)
	return nil
}

func (o *eraseOptions) erasePerson(s *store.Store, name string) error {
	who, _ := meant(o.app.people(), name)
	alias, err := store.Alias(o.app.Random)
	if err != nil {
		return err
	}
	act, err := o.app.act("")
	if err != nil {
		return err
	}
	with := o.app.unneededKeys(s, who)
	if agreed, err := o.confirmed(s, who, alias, act, with); err != nil || !agreed {
		return o.orID(s, name, err)
	}
	done, err := s.Erase(who, alias, act)
	if err != nil {
		return o.orID(s, name, err)
	}
	o.tell(who, done)
	o.app.sealOlder(s) // after the names in it were found
	var failed error
	for _, session := range with {
		failed = cmp.Or(failed, o.app.tellKeyGone(session))
	}
	return failed
}

// unneededKeys are the revealed sessions that have a person in them, and whose key goes
// with the person: copies from before reveal would have them still. Those that cannot be
// used are left out.
func (a *app) unneededKeys(shelf *store.Store, who assess.Person) (all []*calibrate.Session) {
	listed, _ := shelf.Sessions()
	for _, one := range listed {
		s, err := a.session(one.ID)
		if err == nil && !s.State().Before() && s.Sealed() && !s.KeyDestroyed() && len(s.NamesOf(who.ID)) > 0 {
			all = append(all, s)
		}
	}
	return all
}

// confirmed asks, unless that is not wanted, whether what there is about a person
// shall go, and with it the keys of some sessions.
func (o *eraseOptions) confirmed(s *store.Store, who, alias assess.Person, act calibrate.Act, with []*calibrate.Session) (bool, error) {
	if o.yes {
		return true, nil
	}
	would, err := s.Erasable(who, alias, act)
	if err != nil {
		return false, err
	}
	all := lang.List{lang.Count(would.Assessments, "assessment", "assessments"), lang.Count(would.Drafts, "draft", "drafts")}
	if would.Ratings > 0 {
		all = append(all, lang.Count(would.Ratings, "rating in sessions", "ratings in sessions"))
	}
	for _, session := range with {
		if key, err := o.app.keyFile(session); err == nil && o.app.made(key) {
			all = append(all, lang.Sprintf("the key of session %s", session.ID()))
		}
	}
	return o.app.confirm(false, "Erase everything about %v for good (%v)?", called(who), all)
}

// orID says, of a name that nobody has, who there is, or that it is an
// assessment's id.
func (o *eraseOptions) orID(s *store.Store, name string, err error) error {
	if !store.Is(err, store.Missing) {
		return err
	}
	if _, missing := s.Find(name); !store.Is(missing, store.Missing) {
		return usageErrorf("%v is no name, but an assessment: `rung erase --assessment %s`", lang.Quoted(name), shellWord(name))
	}
	unread := slices.ContainsFunc(o.app.stillSealed(s), func(session *calibrate.Session) bool { return len(session.Status().Handed) > 0 })
	o.app.sealOlder(s)
	people := o.app.subjects()
	if unread && len(people) == 0 {
		return lang.Errorf("nothing that can be read here names %v; what is sealed could not be searched: once it is revealed, run the same command again", lang.Quoted(name))
	}
	if unread {
		o.app.tell("What is sealed could not be searched for %v. Once it is revealed, run the same command again.", lang.Quoted(name))
	}
	return nobody(people, name)
}

func (o *eraseOptions) tell(who assess.Person, done store.Erased) {
	assessments := lang.Count(done.Assessments, "assessment", "assessments")
	drafts := lang.Count(done.Drafts, "draft", "drafts")
	if who.Name == "" { // nothing else names them
		o.app.tell("Erased %v and %v of yours.", assessments, drafts)
		return
	}
	o.app.tell("Erased %v and %v of %s; their name is gone from %v of others, %v and %v.", assessments, drafts, who.Name,
		lang.Count(done.Rated, "assessment", "assessments"),
		lang.Count(done.Notes, "note", "notes"),
		lang.Count(done.Sessions, "session", "sessions"))
	if done.Ratings > 0 {
		o.app.tell("Gone from sessions, too: %v.", lang.Count(done.Ratings, "rating", "ratings"))
	}
	if done.Sealed > 0 {
		o.app.tell("%v in sessions that are sealed could not be searched for the name. Once those are revealed, run the same command again.",
			lang.Count(done.Sealed, "rating", "ratings"))
	}
}
