package assess

import "errors"

// Prompter puts the questions of an interview to a person and says what they
// did. An error ends the interview; what was answered before it is kept.
type Prompter interface {
	// Ask puts one question.
	Ask(QuestionView) (Action, error)
	// Review shows all answers, to change one or to submit.
	Review(ReviewView) (Action, error)
}

// Conduct leads the interview until the person submits or leaves. It calls save
// with all answers after every change, before it asks anything else, so that
// nothing but the answer being given can be lost. It reports whether the
// answers were submitted; errors are those of p and of save.
func Conduct(iv *Interview, p Prompter, save func([]Answer) error) (submitted bool, err error) {
	var refused error
	for iv.Stage() == Asking || iv.Stage() == Reviewing {
		action, err := prompt(iv, p, refused)
		if err != nil {
			return false, err
		}
		changed, err := iv.Do(action)
		if refused = err; err != nil && !errors.As(err, new(Refusal)) {
			return false, err
		}
		if !changed {
			continue
		}
		if err := save(iv.Answers()); err != nil {
			return false, err
		}
	}
	return iv.Stage() == Submitted, nil
}

func prompt(iv *Interview, p Prompter, refused error) (Action, error) {
	if iv.Stage() == Reviewing {
		v := iv.Review()
		v.Refused = refused
		return p.Review(v)
	}
	v := iv.Question()
	v.Refused = refused
	return p.Ask(v)
}
