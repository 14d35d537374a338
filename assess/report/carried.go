package report

import (
	"slices"

	"rung/assess"
	"rung/rubric/lang"
)

// Carried puts before the footer of a result's document what became of the answers
// of made, an assessment on another rubric than the one they are scored with here.
// Where it was made on that one, or is nil, the document stays as it is.
func Carried(d Document, made *assess.Assessment, res *assess.Result) Document {
	if made == nil || made.Rubric.Digest == res.Rubric.Digest {
		return d
	}
	w := writing{tag: d.Lang}
	fit, dropped := made.Parted(res.Assessment)
	w.heading("Answered on %s, scored with %s", refName(made.Rubric), rubricName(res.Rubric))
	w.add(Sentence{Text: w.t("%d of %v still fit; nothing was saved.", len(fit), lang.Count(len(made.Answered()), "answer", "answers"))})
	w.namesakes([]assess.RubricRef{made.Rubric, assess.Ref(res.Rubric)})
	var entries []Entry
	for _, e := range []Entry{{w.t("Still fit"), asked(fit)}, {w.t("No longer fit"), asked(dropped)}, {w.t("To answer"), unasked(res)}} {
		if len(e.Parts) > 0 {
			entries = append(entries, e)
		}
	}
	w.add(Listing{entries})
	d.Blocks = slices.Insert(slices.Clone(d.Blocks), len(d.Blocks)-1, w.blocks...)
	return d
}

// asked are the questions of answers.
func asked(answers []assess.Answer) (questions []string) {
	for _, a := range answers {
		questions = append(questions, a.Question)
	}
	return questions
}

// unasked are the questions that a result has nothing on, not even that there is no
// answer.
func unasked(res *assess.Result) (questions []string) {
	for _, q := range res.Rubric.Questions {
		if _, given := res.Assessment.Answer(q.ID); !given {
			questions = append(questions, q.ID)
		}
	}
	return questions
}
