package cmd

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/store"
	"rung/rubric"
	"rung/rubric/lang"
)

// peopleOptions say who assesses whom, and as what.
type peopleOptions struct{ subject, as, by string }

func (o *peopleOptions) flags(a *app, c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.subject, "subject", "", a.t("the `name` of the person assessed"))
	f.StringVar(&o.as, "as", "", a.t("your `relation` to them: self, manager, peer or panel (default self)"))
	f.StringVar(&o.by, "by", "", a.t("your `name`, when you assess somebody else"))
}

// assessment is a new assessment without answers: who, about whom, on what.
// Options win over what the sheet says.
func (o *assessOptions) assessment(r *rubric.Rubric, sheet *assess.Sheet) (*assess.Assessment, error) {
	made := &assess.Assessment{
		ID: o.app.NewID(), Rubric: assess.Ref(r), Lang: o.app.lang,
		StartedAt: o.app.instant(),
	}
	people := peopleOptions{
		subject: cmp.Or(o.people.subject, sheet.Subject),
		as:      cmp.Or(o.people.as, string(sheet.Relation)),
		by:      cmp.Or(o.people.by, sheet.Rater),
	}
	return made, people.name(made)
}

// name fills in who assesses whom. Without any name, a self-assessment is by
// assess.Me.
func (o peopleOptions) name(made *assess.Assessment) error {
	relation, err := relationOf(cmp.Or(o.as, string(assess.Self)))
	if err != nil {
		return err
	}
	return advisedOfPair(made.Pair(o.subject, o.by, relation))
}

// advisedOfPair says which option helps where nobody can be assessed so.
func advisedOfPair(err error) error {
	var pair *assess.PairError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &pair):
		return codedError{exitUsage, err}
	case pair.Fault == assess.NamesMissing:
		return usageErrorf("%v: add --subject NAME and --by NAME", err)
	case pair.Fault == assess.OwnRater:
		return usageErrorf("%v; a self-assessment is --as self", err)
	}
	return usageErrorf("%v; say --as manager, peer or panel", err)
}

// person is somebody named on the command line.
func person(name string) (assess.Person, error) {
	p, err := assess.NewPerson(name)
	if err != nil {
		return p, codedError{exitUsage, err}
	}
	return p, nil
}

// naming is how people are meant, for the help of commands that take a name.
const naming lang.Text = "A name is taken in any case and spacing; if you gave none, you are `me`."

// person is the id of the person called name; without a name, of whoever the
// shelf is about, if there is no doubt.
func (a *app) person(s *store.Store, name string) (string, error) {
	saved, err := s.List(store.Filter{})
	if err != nil {
		return "", err
	}
	people := subjectsOf(saved)
	who, known := assess.Me, slices.Contains(people, assess.Me)
	switch {
	case name != "":
		who, known = meant(people, name)
	case !known && len(people) == 1:
		who, known = people[0], true
	}
	if !known {
		return "", nobody(people, name)
	}
	return who.ID, nil
}

// nobody says that none of people is called name, or, without a name, that one is
// needed.
func nobody(people []assess.Person, name string) error {
	switch {
	case len(people) == 0:
		return lang.Errorf("there is no assessment yet; run `rung assess`")
	case name == "":
		return usageErrorf("whose? name one of these: %v", names(people))
	}
	return lang.Errorf("there is no assessment of %v; there are those of %v", lang.Quoted(name), names(people))
}

// meant is who of people is called name, and whether anybody is; else somebody
// new.
func meant(people []assess.Person, name string) (assess.Person, bool) {
	if assess.SaysMe(name) {
		return assess.Me, slices.Contains(people, assess.Me)
	}
	if who, known := assess.Called(people, name); known {
		return who, true
	}
	return assess.Person{ID: assess.PersonID(name), Name: name}, false
}

// subjectsOf are the people whom assessments are about.
func subjectsOf(saved []*assess.Assessment) (people []assess.Person) {
	for _, one := range saved {
		people = append(people, one.Subject)
	}
	return byID(people)
}

// byID are people in the order of their ids, each once, with the last name of
// each.
func byID(people []assess.Person) []assess.Person {
	each := map[string]assess.Person{}
	for _, p := range people {
		each[p.ID] = p
	}
	return slices.SortedFunc(maps.Values(each), func(a, b assess.Person) int { return cmp.Compare(a.ID, b.ID) })
}

// subjects are the people whom the assessments on the shelf are about, as far as
// they can be read.
func (a *app) subjects() []assess.Person { return subjectsOf(a.saved()) }

// people are the subjects, and who rated them.
func (a *app) people() []assess.Person {
	people := a.subjects()
	for _, one := range a.saved() {
		people = append(people, one.Rater)
	}
	return byID(people)
}

// names are what people are called, as far as there is room.
func names(people []assess.Person) (all lang.List) {
	for _, p := range people[:min(len(people), shownMeant)] {
		all = append(all, called(p))
	}
	return outOf(len(people), all)
}

func relationOf(word string) (assess.Relation, error) {
	for _, r := range assess.Relations {
		if word == string(r) {
			return r, nil
		}
	}
	return "", usageErrorf("there is no relation %v; --as takes self, manager, peer or panel", lang.Quoted(word))
}

// checkTarget refuses a target that the rubric does not have, before anything
// is asked or saved.
func (o *assessOptions) checkTarget(r *rubric.Rubric) error {
	if o.target == "" {
		return nil
	}
	_, err := level(r, o.target)
	return err
}

// called is how a person is named to others: by their name, or as "you".
func called(p assess.Person) lang.Localized {
	if p.Name == "" {
		return lang.Text("you")
	}
	return lang.Verbatim(p.Name)
}
