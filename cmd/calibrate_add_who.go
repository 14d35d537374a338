package cmd

import (
	"cmp"
	"slices"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// people are those of a file that names nobody, in the relation that was said or is
// expected.
func (o *calibrateAddOptions) people(s *calibrate.Session) (subject, rater assess.Person, relation assess.Relation, err error) {
	subject, rater = assess.Person{Name: o.subject}, assess.Person{Name: cmp.Or(o.said.rater, o.subject)}
	relation = cmp.Or(o.table.Relation, s.ExpectedAs(subject, rater))
	switch {
	case relation != "":
	case assess.PersonID(rater.Name) == assess.PersonID(subject.Name):
		relation = assess.Self
	default:
		return subject, rater, relation, usageErrorf("%v is not expected to rate %v; say --as manager, peer or panel",
			lang.Quoted(rater.Name), lang.Quoted(subject.Name))
	}
	subject, rater, err = calibrate.Related(subject, rater, relation)
	return subject, rater, relation, err
}

// name gives people to what was handed in without any, which may be one thing only:
// --subject names one person.
func (o *calibrateAddOptions) name(all []handedIn, s *calibrate.Session) {
	var first *handedIn
	for i := range all {
		file := &all[i]
		for j := range file.subs {
			sub := &file.subs[j]
			switch {
			case o.subject == "" || sub.Subject.Name != "" || file.err != nil:
			case first != nil:
				file.err = lang.Errorf("this names nobody, like %s, and --subject names one person; add them one by one", first.name)
			default:
				sub.Subject, sub.Rater, sub.Relation, file.err = o.people(s)
				first, file.named = file, true
			}
		}
	}
}

// unused are the options that say who, where every file does. A table says itself
// what it takes from them.
func (o *calibrateAddOptions) unused(all []handedIn) (options []string) {
	if slices.ContainsFunc(all, func(file handedIn) bool { return file.named }) {
		return nil
	}
	table := o.expect != "" || slices.ContainsFunc(all, func(file handedIn) bool { return file.table })
	if o.subject != "" {
		options = append(options, "--subject")
	}
	if o.said.rater != "" && !table {
		options = append(options, "--rater")
	}
	if o.said.as != "" && !table {
		options = append(options, "--as")
	}
	return options
}

// notRatedIn is the answer that a rater cannot rate a subject.
func (o *calibrateAddOptions) notRatedIn(s *calibrate.Session) ([]handedIn, error) {
	sub := calibrate.Submission{NotRated: true}
	var err error
	sub.Subject, sub.Rater, sub.Relation, err = o.people(s)
	return []handedIn{{name: "--not-rated", named: true, subs: []calibrate.Submission{sub}}}, err
}
