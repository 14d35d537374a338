package ask

import (
	"testing"

	"rung/assess"
	"rung/rubric"
	"rung/rubric/lang"
)

// promptRubric has two numbers and two choices, with texts as long as a rubric
// may have them, and one that attacks the terminal.
func promptRubric() *rubric.Rubric {
	both := func(en, fr string) rubric.Text { return rubric.Text{lang.EN: en, lang.FR: fr} }
	return &rubric.Rubric{
		ID: "tiny", Languages: lang.Tags,
		Dimensions: []rubric.Dimension{
			{ID: "teams", Title: both("Team count", "Nombre d’équipes"), Weight: 1, Steps: make([]rubric.Text, 3)},
			{ID: "horizon", Title: both("Strategy horizon", "Horizon stratégique"), Weight: 1, Steps: make([]rubric.Text, 3)},
		},
		Levels: []rubric.Level{{ID: "pm", Rung: 1, Scope: []rubric.Range{{Hi: 2}, {Hi: 2}}}},
		Questions: []rubric.Question{
			{ID: "teams-led", Kind: rubric.Number, Unit: both("teams", "équipes"),
				Ask:      both("How many teams take their priorities from your roadmap?", "Combien d’équipes tirent leurs priorités de votre roadmap\u00a0?"),
				AskAbout: both("How many teams take their priorities from {name}'s roadmap?", "Combien d’équipes tirent leurs priorités de la roadmap que tient {name}\u00a0?")},
			{ID: "plan-form", Dimension: 1, Kind: rubric.Choice,
				Ask: both("What is the furthest-reaching document that you write, keep up to date and defend in front of the people whose work it orders, whoever they are?",
					"Quel est le document de plus longue portée que vous écrivez, tenez à jour et défendez devant celles et ceux dont il ordonne le travail\u00a0?"),
				AskAbout: both("What does {name} write?", "Qu’écrit {name}\u00a0?"),
				Options: []rubric.Option{
					{ID: "sprint", Text: both("A list of tasks for the current sprint", "Une liste de tâches pour le sprint en cours")},
					{ID: "quarter", Text: both("A roadmap for the next quarter or two", "Une roadmap pour le ou les deux prochains trimestres")},
					{ID: "years", Text: both("A strategy with the stages of the next two years, and what they rest on", "Une stratégie avec les étapes des deux prochaines années, leurs paris")},
				}},
			{ID: "reports", Kind: rubric.Number, Unit: both("people", "personnes"),
				Ask:      both("How many people report to you?", "Combien de personnes vous sont rattachées\u00a0?"),
				AskAbout: both("How many people report to {name}?", "Combien de personnes sont rattachées à {name}\u00a0?")},
			{ID: "guidance", Dimension: 1, Kind: rubric.Choice,
				Ask:      both("Who sets your goals?\x1b[2J\u202e", "Qui fixe vos objectifs\u00a0?"),
				AskAbout: both("Who sets {name}'s goals?", "Qui fixe les objectifs que suit {name}\u00a0?"),
				Options: []rubric.Option{
					{ID: "others", Text: both("Others do \x1b]0;x\a", "D’autres")},
					{ID: "self", Text: both("I do", "Moi")},
				}},
		},
	}
}

// ticksRubric has a question with options to tick, and a number.
func ticksRubric() *rubric.Rubric {
	both := func(en, fr string) rubric.Text { return rubric.Text{lang.EN: en, lang.FR: fr} }
	r := promptRubric()
	r.Questions = []rubric.Question{
		{ID: "ways", Kind: rubric.Several, Thresholds: []float64{1, 3},
			Ask:      both("Which of these did you do this year?", "Qu’avez-vous fait cette année\u00a0?"),
			AskAbout: both("Which of these did {name} do?", "Qu’a fait {name}\u00a0?"),
			Options: []rubric.Option{
				{ID: "pairs", Text: both("Worked in pairs, every week", "Travaillé à deux, chaque semaine")},
				{ID: "mentors", Text: both("Mentored somebody", "Accompagné quelqu’un")},
				{ID: "hires", Text: both("Hired", "Recruté")},
			}},
		r.Questions[0],
	}
	return r
}

func viewOf(t *testing.T, question string, tag lang.Tag, given ...assess.Answer) assess.QuestionView {
	t.Helper()
	r := promptRubric()
	if r.QuestionIndex(question) < 0 {
		r = ticksRubric()
	}
	iv, err := assess.NewInterview(r, assess.Voice{Lang: tag}, given)
	if err != nil {
		t.Fatal(err)
	}
	return iv.Review().Questions[r.QuestionIndex(question)]
}
