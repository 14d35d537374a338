package spreadsheet

import (
	"testing"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// TestWordsMeanOneThing holds that no title stands for two roles and no word for two
// relations.
func TestWordsMeanOneThing(t *testing.T) {
	for r, all := range titles {
		for _, title := range all {
			if roleOf[plain(title)] != r {
				t.Errorf("%q is %s and %s", title, r, roleOf[plain(title)])
			}
		}
	}
	for r, all := range relations {
		for _, word := range all {
			if relationOf[plain(word)] != r {
				t.Errorf("%q is %s and %s", word, r, relationOf[plain(word)])
			}
		}
	}
}

// TestTitlesThatAreAlike holds that dimensions whose titles differ in a little word
// are told apart, and are nothing where that word is left out.
func TestTitlesThatAreAlike(t *testing.T) {
	r := &rubric.Rubric{Dimensions: []rubric.Dimension{
		{ID: "a", Title: rubric.Text{lang.FR: "Dans l’équipe"}}, {ID: "b", Title: rubric.Text{lang.FR: "Pour l’équipe"}},
		{ID: "c", Title: rubric.Text{lang.FR: "Sur l’équipe"}},
	}}
	v := newVocabulary(r)
	for title, want := range map[string]int{"DANS L'EQUIPE": 1, "Pour l’équipe": 2, "sur l'équipe": 3, "équipe": 0, "b": 2} {
		if got := v.dimension(title); got != want {
			t.Errorf("%q is %d", title, got)
		}
	}
}

func TestTitles(t *testing.T) {
	v := newVocabulary(product(t))
	for title, want := range map[string]meaning{
		"Évaluateur·rice":                                {role: rater},
		"Évaluateur(trice)":                              {role: rater},
		"Nom de l’évaluateur":                            {role: rater},
		"Reviewer's full name":                           {role: rater},
		"Line manager name":                              {role: rater, relation: assess.Manager},
		"Self-assessment":                                {relation: assess.Self},
		"Peer 2":                                         {relation: assess.Peer},
		"Manager rating":                                 {role: value, relation: assess.Manager},
		"Auto-évaluation : commentaire":                  {role: comment, relation: assess.Self},
		"Complexity comment":                             {role: comment, dimension: 9},
		"Commentaires sur le mentorat":                   {role: comment, dimension: 7},
		"[Mentoring] manager":                            {role: value, dimension: 7, relation: assess.Manager},
		"Where would you place this person? [Mentoring]": {role: value, dimension: 7},
		"Vision & strategy (1-5)":                        {role: value, dimension: 5},
		"Manager ID":                                     {},
		"Peer review cycle":                              {},
		"Comments of the manager on something":           {},
		"Cost centre":                                    {},
		"?":                                              {},
	} {
		if got := v.title(title); got != want {
			t.Errorf("%q is %+v", title, got)
		}
	}
}
