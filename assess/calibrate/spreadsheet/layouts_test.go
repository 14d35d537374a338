package spreadsheet

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/assess"
	"rung/rubric/lang"
)

// byBo is what is said of tables without raters.
var byBo = Options{Rater: "Bo", Relation: assess.Manager}

// layouts are tables as people keep them, with what is read of them: the
// submissions, then the notes behind “~”; or, behind “!”, what is wrong.
var layouts = []struct {
	name string
	o    Options
	file string
	want string
}{
	{"titles and values in any case", Options{},
		"Subject,RATER,Relation,Level\nAda,Bo,Manager,Senior Product Manager\nAda,Cy,PEER,Sr. PM\nDee,Bo,manager,senior pm\nEve,Bo,Line manager,g.p.m.\n", `
Ada by Bo as manager: senior-pm
Ada by Cy as peer: senior-pm
Dee by Bo as manager: senior-pm
Eve by Bo as manager: gpm`},
	{"abbreviations, and numbers before", Options{},
		"Name,Rater,Role,Level\nAda,Bo,Mgr,Sr. Product Manager\nCy,Bo,Peer reviewer,3 - Senior Product Manager\nDee,Bo,Panel member,2. Product Mgr.\n", `
Ada by Bo as manager: senior-pm
Cy by Bo as peer: senior-pm
Dee by Bo as panel: pm`},
	{"the number of another rung", byBo, "Name,Level\nAda,4 - Senior PM\nCy,PM\n", `
! r.csv:2:5: the rubric “product” has no level “4 - Senior PM”; did you mean “senior-pm”? [level]`},
	{"who rates, said otherwise in the table", Options{Rater: "Pia", Relation: assess.Manager},
		"Name,Reviewer,As,Level\nAda,Bo,panel,PM\nCy,Bo,panel,PM\n", `
Ada by Bo as panel: pm
Cy by Bo as panel: pm
~ the column “Reviewer” says who rates
~ every rating says as what they rate`},
	{"who rates, said in the table of some", Options{Rater: "Pia", Relation: assess.Manager},
		"Name,Reviewer,As,Level\nAda,Bo,panel,PM\nCy,,,PM\n", `
Ada by Bo as panel: pm
Cy by Pia as manager: pm`},
	{"in French", Options{},
		"personne;évaluateur;relation;niveau\nÉlodie;Noël;responsable;GPM\nÉlodie;Chloé;pair;DoP\nÉlodie;;auto-évaluation;Staff PM\nÉlodie;Comité;comité;staff product manager\n", `
Élodie by Noël as manager: gpm
Élodie by Chloé as peer: director
Élodie by Élodie as self: staff-pm
Élodie by Comité as panel: staff-pm`},
	{"as people title their columns", Options{},
		"Name of the employee,Reviewer's name,Role,Proposed level,Comment,Cost centre\nAda,Bo,Supervisor,PM,\"Ships, and\nlearns\",42\n", `
Ada by Bo as manager: pm [: Ships, and
learns]
~ these columns are not read: “Cost centre”`},
	{"and in French", Options{},
		"Nom du·de la collaborateur·rice;Évalué par;En tant que;Niveau proposé;Commentaires\nAda;Bo;Manager;PM;Bien\n", `
Ada by Bo as manager: pm [: Bien]`},
	{"a title of its own over the levels", byBo, "Nom;Niveau final\nAda;Sr. PM\nCy;GPM\n", `
Ada by Bo as manager: senior-pm
Cy by Bo as manager: gpm`},
	{"a title that says nothing, beside raters", Options{}, "Name,Reviewer,As,Outcome\nAda,Bo,manager,PM\n", `
Ada by Bo as manager: pm`},
	{"first names apart", Options{}, "Nom,Prénom,Manager,Grade\nLovelace,Ada,Grace Hopper,gpm\n", `
Ada Lovelace by Grace Hopper as manager: gpm`},
	{"a job beside the rater", Options{}, "Name,Role,Manager,Reviewer,Relation,Level\nAda,Product Owner,Zoe,Bo,peer,pm\n", `
Ada by Bo as peer: pm
~ these columns are not read: “Role” and “Manager”`},
	{"levels by several names, and on rungs", byBo,
		"Name;Level\nAda;Sr. PM (Senior Product Manager)\nBo;PM\nCy;3\nDee;3,0\nEve;6.0\nFlo;n/a\nGil;–\nHal;non noté\nIda;\n", `
Ada by Bo as manager: senior-pm
Bo by Bo as self: pm
Cy by Bo as manager: senior-pm
Dee by Bo as manager: senior-pm
Eve by Bo as manager: cpo
Flo by Bo as manager: not rated
Gil by Bo as manager: not rated
Hal by Bo as manager: not rated
~ nothing is filled in for Ida`},
	{"rows of raters who say nothing", Options{}, "Person,Rater,As,Level\nAda,Bo,manager,pm\nAda,Cy,peer,\nBo,Cy,peer,\nAda,Cy,panel,\nCy,,self,\n", `
Ada by Bo as manager: pm
~ nothing is filled in for Ada (by Cy), Bo (by Cy) and Cy`},
	{"rungs that say too little", byBo, "Name,Level\nAda,4\nCy,3.5\nDee,4.0\nEve,9\nFlo,4\n", `
! r.csv:2:5: on rung 4 there are Staff PM and GPM; write which (and in 1 more cell) [level]
! r.csv:3:4: 3.5 is no rung; below it is Sr. PM, above it Staff PM and GPM: write one level, or the steps on each dimension [level]
! r.csv:4:5: on rung 4.0 there are Staff PM and GPM; write which [level]
! r.csv:5:5: there is no rung 9; the rungs are 1 to 6 [level]`},
	{"steps under titles, with evidence", Options{},
		"Calibration, H2\n\nPerson,Rater,As,Team count,Strategy horizon,People management,AUTONOMY,Vision & strategy,Stakeholders,Mentoring,Product practice,Complexity,Complexity comment,Notes\n" +
			"Ada,Bo,manager,1,2,0,2 · Solves given problems with a regular check-in,Owns the vision and roadmap of one product,2,n/a,?,2.5,hard,fine\n", `
Ada by Bo as manager: autonomy=2 complexity=2.5 horizon=2 people=0 stakeholders=2 teams=1 vision=2  [: fine] [complexity: hard]`},
	{"steps in French", Options{},
		"Personne\tÉvaluateur·rice\tRelation\tNombre d'équipes\tHorizon stratégique\tManagement d’équipe\tAutonomie\tVision et stratégie\tParties prenantes\tMentorat\tPratique produit\tComplexité\tCommentaire Complexité\n" +
			"Ada\tBo\tpair\t1\t2\t0\t2 – Résout les problèmes qu'on lui confie, avec un point régulier\tPORTE LA VISION ET LA ROADMAP D'UN PRODUIT\t2\ts.o.\t2,5\t2\tdur\n", `
Ada by Bo as peer: autonomy=2 complexity=2 horizon=2 people=0 process=2.5 stakeholders=2 teams=1 vision=2  [complexity: dur]`},
	{"a comment beside each step", byBo,
		"Name,teams,Comment,horizon,Comment,people,Comment,autonomy,vision,stakeholders,mentoring,Comment\nAda,1,a,2,b,0,,2,2,2,1,c\n", `
Ada by Bo as manager: autonomy=2 horizon=2 mentoring=1 people=0 stakeholders=2 teams=1 vision=2  [horizon: b] [mentoring: c] [teams: a]`},
	{"nothing but n/a", byBo, "Name,teams,horizon,people,comment\nAda,n/a,,-,joined in May\n", `
Ada by Bo as manager: not rated [: joined in May]`},
	{"words and numbers that disagree", byBo, "Name,mentoring,horizon\nAda,3 · Mentors less experienced product people,2 quarters\n", `
! r.csv:2:5: “3 · Mentors less experienced product people” has the number of one step of “mentoring” and the words of another [step]
! these are the words of step 2
! r.csv:2:49: “2 quarters” is no step of “horizon” [step]
! a step is a number from 0 to 5, its words, or both`},
	{"a row a dimension, names written once", Options{},
		"Collaborateur;Manager;Critère;Note;Commentaire\nAda;Bo;Nombre d'équipes;1;\n;;Horizon stratégique;2;loin\n;;people;0;\n;;Autonomie;2;\n;;vision;3;\n;;stakeholders;2;\nCy;Bo;teams;na;\n", `
Ada by Bo as manager: autonomy=2 horizon=2 people=0 stakeholders=2 teams=1 vision=3  [horizon: loin]
Cy by Bo as manager: not rated`},
	{"a row a dimension, rated twice, and none", byBo,
		"Name,Dimension,Score\nAda,teams,1\nAda,horizon,0\nAda,Teams,2\nAda,patience,2\nAda,,0\n", `
! r.csv:4:11: “Ada” is rated on “teams” here and on line 2 [duplicate]
! r.csv:5:5: “patience” is no dimension [dimension]
! allowed here: teams, horizon, people, autonomy, vision, stakeholders, mentoring, process and complexity
! r.csv:6:5: this row has no dimension [dimension]`},
	{"a column a rater", Options{Relation: assess.Panel}, "Person,Nadia,Omar,Team\nAda,PM,Sr. PM,Web\nOmar,GPM,Staff PM,App\nCy,,n/a,App\n", `
Ada by Nadia as panel: pm
Ada by Omar as panel: senior-pm
Omar by Nadia as panel: gpm
Omar by Omar as self: staff-pm
Cy by Omar as panel: not rated
~ these columns are not read: “Team”
~ each of these columns holds the levels of one rater: “Nadia” and “Omar”`},
	{"a column a rater, as nothing", Options{}, "Person,Nadia,Omar\nAda,PM,Sr. PM\n", `
! r.csv:1:1: each rater has a column, and nothing says as what they rate: “Nadia” and “Omar” [no-relation]`},
	{"rungs of raters who are named", Options{Relation: assess.Manager, Map: []Mapping{{"rater", "Nadia"}, {"rater", "Omar"}}}, "Person,Nadia,Omar,Years\nAda,2,3,4\n", `
Ada by Nadia as manager: pm
Ada by Omar as manager: senior-pm
~ these columns are not read: “Years”
~ each of these columns holds the levels of one rater: “Nadia” and “Omar”`},
	{"self and manager side by side", Options{}, "Name,Manager name,Self,Manager,Comment\nAda,Bo,Sr. PM,PM,not yet\nCy,Dee,,gpm,\n", `
Ada by Ada as self: senior-pm
Ada by Bo as manager: pm [: not yet]
Cy by Dee as manager: gpm`},
	{"side by side on dimensions", Options{Rater: "Bo"},
		"Personne;Nombre d'équipes (auto-évaluation);Nombre d'équipes (manager);horizon – auto;horizon – manager;people auto;people manager;autonomy auto;autonomy manager;vision auto;vision manager;stakeholders auto;stakeholders manager;Manager commentaire\n" +
			"Ada;2;1;2;2;0;0;3;2;3;2;2;2;prudent\n", `
Ada by Ada as self: autonomy=3 horizon=2 people=0 stakeholders=2 teams=2 vision=3
Ada by Bo as manager: autonomy=2 horizon=2 people=0 stakeholders=2 teams=1 vision=2  [: prudent]`},
	{"side by side, and nobody's name", Options{}, "Name,Self,Manager\nAda,Sr. PM,PM\nCy,pm,gpm\n", `
! r.csv:1:11: the column “Manager” holds ratings, and nothing says whose they are [no-rater]`},
	{"self and manager, by one rater", Options{}, "Employee,Rater,Self rating,Manager rating\nAda,Bo,PM,Sr. PM\n", `
Ada by Ada as self: pm
Ada by Bo as manager: senior-pm`},
	{"self and manager, in more words", Options{}, "Employee,Self-assessment level,Manager assessment level,Manager name\nAda,PM,Sr. PM,Bo\n", `
Ada by Ada as self: pm
Ada by Bo as manager: senior-pm`},
	{"self and manager, in French", Options{Rater: "Bo"}, "Nom;Auto-évaluation;Évaluation manager\nAda;PM;Sr. PM\n", `
Ada by Ada as self: pm
Ada by Bo as manager: senior-pm`},
	{"self in words and manager on rungs", Options{Rater: "Bo"}, "Name,Self,Manager\nAda,PM,3\nCy,,3.5\n", `
! r.csv:3:5: 3.5 is no rung; below it is Sr. PM, above it Staff PM and GPM: write one level, or the steps on each dimension [level]`},
	{"self and manager, and slips", Options{Rater: "Bo"}, "Name,Self,Manager\nAda,PM,Sr. PM\nCy,Staf,GMP\n", `
! r.csv:3:4: the rubric “product” has no level “Staf”; its levels are apm, pm, senior-pm, staff-pm, principal-pm, gpm, director and cpo [level]
! r.csv:3:9: the rubric “product” has no level “GMP”; did you mean “gpm”? [level]`},
	{"self is nobody's name", Options{Rater: "Bo"}, "Name,Self,Manager\nAda,Staf,Sr. PM\n", `
! r.csv:2:5: the rubric “product” has no level “Staf”; its levels are apm, pm, senior-pm, staff-pm, principal-pm, gpm, director and cpo [level]`},
	{"self and manager of a dimension", Options{Rater: "Bo"}, "Name,Dimension,Self,Manager\nAda,teams,1,2\nAda,people,0,0\nAda,horizon,2,2\nAda,vision,2,2\nAda,autonomy,2,2\nAda,stakeholders,2,2\n", `
Ada by Ada as self: autonomy=2 horizon=2 people=0 stakeholders=2 teams=1 vision=2
Ada by Bo as manager: autonomy=2 horizon=2 people=0 stakeholders=2 teams=2 vision=2`},
	{"a column a rater, and a slip", Options{Relation: assess.Manager}, "Employee,Nadia,Omar\nAda,PM,Staf\nCy,Sr. PM,PM\n", `
! r.csv:2:8: the rubric “product” has no level “Staf”; its levels are apm, pm, senior-pm, staff-pm, principal-pm, gpm, director and cpo [level]`},
	{"a column a rater, one of them of rungs", Options{Relation: assess.Manager}, "Employee,Nadia,Omar,Room\nAda,PM,3,201\nCy,Sr. PM,3.5,202\n", `
! r.csv:1:16: the column “Omar” has numbers that may be rungs, beside raters with levels [numbers]`},
	{"a column a rater, and rungs that were said to be", Options{Relation: assess.Manager, Map: []Mapping{{"rater", "Omar"}}}, "Employee,Nadia,Omar\nAda,PM,3\n", `
Ada by Nadia as manager: pm
Ada by Omar as manager: senior-pm
~ each of these columns holds the levels of one rater: “Nadia” and “Omar”`},
	{"a column a rater, and years", Options{Relation: assess.Manager, Map: []Mapping{{"nothing", "Years"}}}, "Employee,Nadia,Years\nAda,PM,3\n", `
Ada by Nadia as manager: pm
~ these columns are not read: “Years”
~ each of these columns holds the levels of one rater: “Nadia”`},
	{"numbers that count from 1", byBo, "Name,teams,horizon,people,autonomy,vision,stakeholders\nAda,1,2,1,2,2,2\nCy,3,4,5,4,4,4\n", `
! r.csv:3:8: the numbers run from 1 to 5, and steps count from 0: those of “people” end at 4 [scale]`},
	{"numbers on another scale", byBo, "Name,Dimension,Score\nAda,teams,0\nAda,people,60\nAda,horizon,100\nAda,vision,50\n", `
! r.csv:3:12: the numbers run from 0 to 100, and steps count from 0: those of “people” end at 4 [scale]`},
	{"one slip is no scale", byBo, "Name,teams,horizon,people,autonomy,vision,stakeholders\nAda,1,2,0,9,2,2\n", `
! r.csv:2:11: 9 is out of range; a step of “autonomy” is a number from 0 to 5 [range]`},
	{"a scale that was said", Options{Rater: "Bo", Relation: assess.Manager, Scale: &Scale{1, 5}}, "Name,teams,horizon,people,autonomy,vision,stakeholders\nAda,1,2,5,3,4,\"2,5\"\nCy,1,6,1,1,1,0\n", `
! r.csv:3:6: 6 is beyond the scale [range]
! r.csv:3:14: 0 is beyond the scale [range]`},
	{"steps from 1", Options{Rater: "Bo", Relation: assess.Manager, Scale: &Scale{From: 1}}, "Name,teams,horizon,people,autonomy,vision,stakeholders,mentoring\nAda,1,2,5,3,4,7,3 · Mentors less experienced product people\n", `
Ada by Bo as manager: autonomy=2 horizon=1 mentoring=2 people=4 stakeholders=6 teams=0 vision=3`},
	{"a scale in the titles", byBo, "Name,Teams (1-5),Horizon [0–10],People (1 to 5),Autonomy (1 à 5),vision,stakeholders\nAda,1,5,5,3,4,0\n", `
Ada by Bo as manager: autonomy=2.5 horizon=2.5 people=4 stakeholders=0 teams=0 vision=4`},
	{"perhaps from 1", byBo, "Name,teams,horizon,people,autonomy,vision,stakeholders\nAda,1,2,1,2,2,2\n", `
Ada by Bo as manager: autonomy=2 horizon=2 people=1 stakeholders=2 teams=1 vision=2
~ no number is 0, and steps count from 0`},
	{"marks that may be anything", Options{}, "Name,Reviewer,Self,Manager,Score\nAda,1042,3,4,3\n", `
! r.csv:1:1: no column holds levels, steps on a dimension or answers; there are “Name”, “Reviewer”, “Self”, “Manager” and “Score” [no-ratings]`},
	{"marks that are levels", Options{Rater: "Bo", Map: []Mapping{{"self level", "Self"}, {"manager level", "Manager"}}}, "Name,Self,Manager\nAda,3,2\n", `
Ada by Ada as self: senior-pm
Ada by Bo as manager: pm`},
	{"a rating that is a level", byBo, "Name,Rating,Note\nAda,Sr. PM,solid\n", `
Ada by Bo as manager: senior-pm [: solid]`},
	{"a row a dimension, and a level of the whole", byBo, "Name,Dimension,Value,Level\nAda,teams,1,pm\nAda,people,0,pm\nAda,horizon,2,pm\nAda,vision,2,pm\nAda,autonomy,2,pm\nAda,stakeholders,2,pm\n", `
Ada by Bo as manager: autonomy=2 horizon=2 people=0 stakeholders=2 teams=1 vision=2
~ these columns are not read: “Level”`},
	{"totals", byBo, "Name,teams,horizon,people,autonomy,vision,stakeholders\nAda,1,2,0,2,2,2\nMoyenne :,1,2,0,2,2,2\nÉcart-type,0,0,0,0,0,0\n", `
Ada by Bo as manager: autonomy=2 horizon=2 people=0 stakeholders=2 teams=1 vision=2
~ totals are left out, from row 3 on: “Moyenne :” and “Écart-type”`},
	{"other titles", Options{Map: []Mapping{{"subject", "Who"}, {"level", "final LEVEL"}, {"rater", "Signed"}}, Relation: assess.Manager},
		"Who,Level,Final level,Signed\nAda,apm,pm,Bo\n", `
Ada by Bo as manager: pm
~ these columns are not read: “Level”`},
	{"titles that are not there", Options{Map: []Mapping{{"subject", "Whom"}, {"colour", "Level"}}}, "Name,Level\nAda,pm\n", `
! r.csv: “colour” is nothing that a column holds [map]
! it is one of subject, rater, relation, level, dimension, value, comment and nothing, or a dimension
! r.csv:1:1: there is no column “Whom”; there are “Name” and “Level” [map]`},
	{"levels and steps, and which count", Options{Rater: "Bo", Relation: assess.Manager, Map: []Mapping{{"level", ""}}},
		"Name,teams,horizon,people,autonomy,vision,stakeholders,Level\nAda,1,2,0,2,2,2,pm\n", `
Ada by Bo as manager: autonomy=2 horizon=2 people=0 stakeholders=2 teams=1 vision=2
~ these columns are not read: “Level”`},
	{"levels and steps, and the others count", Options{Rater: "Bo", Relation: assess.Manager, Map: []Mapping{{"level", "Level"}}},
		"Name,teams,horizon,Level,teams comment\nAda,1,2,pm,many\n", `
Ada by Bo as manager: pm [teams: many]
~ these columns are not read: “teams” and “horizon”`},
	{"two levels", Options{}, "Name,Rater,Relation,Level,Grade\nAda,Bo,peer,pm,gpm\n", `
! r.csv:1:27: the columns “Level” and “Grade” hold the same [columns]`},
	{"two levels of one title", byBo, "Name,Level,Level\nAda,pm,gpm\n", `
! r.csv:1:12: two columns are titled “Level” [titles]
! give one of them another title`},
	{"one title for two things", Options{Map: []Mapping{{"subject", "Who"}, {"rater", "Who"}}}, "Who,Level\nAda,pm\n", `
! r.csv:1:1: the column “Who” is mapped twice, and can only be one thing [map]`},
	{"a comment and no rating", byBo, "Name,Level,Comment\nAda,pm,\nCy,,later\n", `
! r.csv:3:1: this row has a comment and no rating [content]`},
	{"who rates, and as what", Options{}, "Name,Level\nAda,pm\nCy,gpm\n", `
! r.csv:1:1: no column says who rates; there are “Name” and “Level” [no-rater]`},
	{"one slip many times", Options{}, "Name,Rater,Relation,Level\nAda,Bo,peer,Seniorp\nCy,Bo,peer,Seniorp\nDee,Bo,peer,seniorp\n", `
! r.csv:2:13: the rubric “product” has no level “Seniorp”; did you mean “senior-pm”? (and in 1 more cell) [level]
! r.csv:4:13: the rubric “product” has no level “seniorp”; did you mean “senior-pm”? [level]`},
}

func TestLayouts(t *testing.T) {
	r := product(t)
	for _, c := range layouts {
		if diff := cmp.Diff(c.want, readLayout(c.file, func() (Read, error) { return Ratings("r.csv", []byte(c.file), r, withIDs(c.o)) })); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestLevelsAreFoundByTheirLabels(t *testing.T) {
	r := *product(t)
	r.Levels = slices.Clone(r.Levels)
	r.Levels[1].Label, r.Levels[2].Label, r.Levels[3].Label = "L4", "60", "3"
	file := "Name,Level\nAda,l4\nBob,60\nCy,3\nDee,\"3,0\"\nEve,L4 (PM)\nFlo,Staff PM\n"
	got := readLayout(file, func() (Read, error) { return Ratings("r.csv", []byte(file), &r, withIDs(byBo)) })
	want := `
Ada by Bo as manager: pm
Bob by Bo as manager: senior-pm
Cy by Bo as manager: staff-pm
Dee by Bo as manager: senior-pm
Eve by Bo as manager: pm
Flo by Bo as manager: staff-pm`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestWhatNothingIsWrongWith holds that one bad row leaves the others to be taken,
// and that nothing is where the rows cannot be trusted.
func TestWhatNothingIsWrongWith(t *testing.T) {
	r := product(t)
	head := "Name,Rater,Relation,Level\n"
	for _, c := range []struct {
		what, file string
		want       []string
		leftOut    int
	}{
		{"a bad level", head + "Ada,Bo,peer,pm\nCy,Bo,peer,nope\nDee,Bo,peer,gpm\n", []string{"Ada by Bo as peer: pm", "Dee by Bo as peer: gpm"}, 1},
		{"no rater", head + "Ada,,peer,pm\nCy,Bo,peer,pm\n", []string{"Cy by Bo as peer: pm"}, 1},
		{"rated twice", head + "Ada,Bo,peer,pm\nCy,Bo,peer,pm\nada,Bo,peer,gpm\n", []string{"Cy by Bo as peer: pm"}, 2},
		{"too few values", "Name,Rater,Relation,teams,people\nAda,Bo,peer,1,0\nCy,Bo,peer,n/a,n/a\n", []string{"Cy by Bo as peer: not rated"}, 1},
		{"a row that does not fit", head + "Ada,Bo,peer,pm\nCy,Bo\n", nil, 0},
		{"a column too many", "Name,Rater,Relation,Level,Grade\nAda,Bo,peer,pm,pm\n", nil, 0},
	} {
		read, err := Ratings("r.csv", []byte(c.file), r, Options{})
		if diff := cmp.Diff(c.want, describe(read.Submissions)); err == nil || diff != "" || read.LeftOut != c.leftOut {
			t.Errorf("%s: %d left out (%v): %s", c.what, read.LeftOut, err, diff)
		}
	}
}

// readLayout says what is read of a file.
func readLayout(file string, read func() (Read, error)) string {
	got, err := read()
	var b strings.Builder
	if err == nil {
		for _, line := range describe(got.Submissions) {
			b.WriteString("\n" + line)
		}
	}
	for _, note := range notes(got.Notes) {
		b.WriteString("\n~ " + note)
	}
	if err == nil {
		return b.String()
	}
	for line := range strings.SplitSeq(lang.In(err, lang.EN), "\n") {
		if said := strings.TrimSpace(line); said != "^" && !strings.Contains(file, said) {
			b.WriteString("\n! " + said)
		}
	}
	return b.String()
}
