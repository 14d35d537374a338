package cmd

import (
	"slices"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/assess/store"
	"rung/rubric"
	"rung/rubric/lang"
)

type compareOptions struct {
	app *app
	out *output

	subject string
	rubric  string
	rubrics []string
}

func newCompare(a *app) *cobra.Command {
	o := compareOptions{app: a}
	c := &cobra.Command{
		Use:   "compare " + a.t("[ID|FILE|NAME]…"),
		Short: a.t("Self against manager, or then against now"),
		Long: a.t("Sets two or more assessments of one person side by side. With a name alone, or with one exported file, the "+
			"latest of each rater; where there is one rater only, then and now: the last two.") + " " + a.in(peersElsewhere) + " " +
			a.t("--rubrics takes ladders that extend the rubric of the answers, or keep its questions."),
		Example: "  rung compare Ada\n  rung compare then.json now.json\n  rung compare last --rubrics product,mine.yaml",
		Args:    arguments(0, -1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	c.Flags().StringVar(&o.subject, "subject", "", a.t("the `name` of the person whose latest assessments to compare"))
	c.Flags().StringVar(&o.rubric, "rubric", "", a.t("score all with this `rubric`: an id, id@version or a file"))
	c.Flags().StringSliceVar(&o.rubrics, "rubrics", nil, a.t("what one assessment comes to under each of these `rubrics`, with commas between"))
	o.out = newOutput(a, c)
	o.out.inputs = func(refs []string) []string { return append(append(refs, o.rubric), o.rubrics...) }
	return c
}

func (o *compareOptions) run(refs []string) error {
	if len(o.rubrics) > 0 {
		return o.underEach(refs)
	}
	assessments, err := o.chosen(refs)
	if err != nil {
		return err
	}
	named, err := o.app.named(o.rubric)
	if err != nil {
		return err
	}
	var results []*assess.Result
	for _, one := range assessments {
		r, scored, err := o.app.rubricFor(one, named)
		if err != nil {
			return err
		}
		if fit, all := len(scored.Answered()), len(one.Answered()); fit < all {
			o.app.tell("%s: %d of %v still fit %s %s.", report.ShortID(one.ID), fit,
				lang.Count(all, "answer", "answers"), r.ID, r.Version)
		}
		results = append(results, assess.Score(r.Rubric, scored))
	}
	if err := comparable(results); err != nil {
		return err
	}
	c := assess.Compare(results)
	return o.out.print(views(c, report.Comparison, report.ComparisonPage, wire.Comparison))
}

// underEach prints what the answers of one assessment come to under several rubrics.
func (o *compareOptions) underEach(refs []string) error {
	if len(refs) > 1 || o.rubric != "" {
		return usageErrorf("--rubrics is about one assessment, and goes without --rubric")
	}
	list, err := o.app.meant(argument(refs, 0, store.Last), o.subject)
	if err != nil {
		return err
	}
	shown := list[len(list)-1]
	own, _, err := o.app.rubricFor(shown, nil)
	if err != nil {
		return err
	}
	all, err := o.each()
	if err != nil {
		return err
	}
	readings := assess.Read(shown, own.Rubric, all)
	if err := anyComparable(readings); err != nil {
		return err
	}
	return o.out.print(views(readings, report.Readings, nil, wire.Readings))
}

// anyComparable refuses rubrics that ask nothing which was answered, unless another
// than the assessment's own does.
func anyComparable(r assess.Readings) (err error) {
	for _, one := range r.Under {
		switch under := one.Result.Rubric; {
		case !one.Comparable():
			err = strange(r.Made, under)
		case under.Digest != r.Made.Rubric.Digest:
			return nil
		}
	}
	return err
}

// each are the rubrics of --rubrics, each another.
func (o *compareOptions) each() (all []*rubric.Rubric, err error) {
	named := map[string]string{} // by digest
	for _, ref := range o.rubrics {
		r, err := o.app.rubric(ref)
		if err != nil {
			return nil, err
		}
		if first, again := named[r.Digest]; again {
			return nil, usageErrorf("--rubrics names one rubric twice: %s and %s are the same", first, ref)
		}
		named[r.Digest] = ref
		all = append(all, r.Rubric)
	}
	return all, nil
}

// chosen are the assessments named, or the latest of each rater of the subject.
func (o *compareOptions) chosen(refs []string) ([]*assess.Assessment, error) {
	if len(refs) == 0 {
		return o.onShelf()
	}
	if o.subject != "" {
		return nil, usageErrorf("give ids or --subject, not both")
	}
	if len(refs) == 1 {
		list, err := o.app.assessments(refs[0])
		return o.sides(list, err)
	}
	var chosen []*assess.Assessment
	for _, ref := range refs {
		one, err := o.app.assessment(ref)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, one)
	}
	if len(latest(chosen)) == 1 {
		slices.SortStableFunc(chosen, func(a, b *assess.Assessment) int { return a.CompletedAt.Compare(b.CompletedAt) })
	}
	return o.app.readTogether(chosen)
}

func (o *compareOptions) onShelf() ([]*assess.Assessment, error) {
	all, err := o.app.assessmentsOf(o.subject, "")
	return o.sides(all, err)
}

// sides are the assessments to set side by side: the last of each rater, or the
// last two of the only one.
func (o *compareOptions) sides(all []*assess.Assessment, err error) ([]*assess.Assessment, error) {
	if err != nil {
		return nil, err
	}
	if all, err = o.app.readTogether(all); err != nil {
		return nil, err
	}
	if each := latest(all); len(each) > 1 {
		return each, nil
	}
	return all[max(0, len(all)-2):], nil
}

// latest keeps the last assessment of each rater, in the order of their first.
func latest(all []*assess.Assessment) []*assess.Assessment {
	var latest []*assess.Assessment
	at := map[string]int{}
	for _, one := range all {
		key := string(one.Relation) + " " + one.Rater.ID
		if i, ok := at[key]; ok {
			latest[i] = one
			continue
		}
		at[key] = len(latest)
		latest = append(latest, one)
	}
	return latest
}

func comparable(results []*assess.Result) error {
	if len(results) < 2 {
		return usageErrorf("there is only one assessment to look at; a comparison needs two: `rung compare ID ID`")
	}
	first := results[0]
	for _, other := range results[1:] {
		if other.Rubric.ID != first.Rubric.ID {
			return usageErrorf("assessments on different rubrics (%s and %s) cannot be compared; score them with one: --rubric",
				first.Rubric.ID, other.Rubric.ID)
		}
		if a, b := first.Assessment.Subject, other.Assessment.Subject; a.ID != b.ID {
			return usageErrorf("these assessments are of different people: %v and %v", called(a), called(b))
		}
	}
	return nil
}
