package spreadsheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/assess"
	"rung/assess/calibrate"
)

// rosters are tables of who rates whom, with what is read of them, as layouts are.
var rosters = []struct {
	name string
	o    Options
	file string
	want string
}{
	{"a row a pair", Options{}, "subject;rater;relation;level\nAda;Bo;manager;\nAda;;self;Sr. PM\nBo;Ada;peer;gpm\nADA;Cy;panel;senior-pm\n", `
Ada by Bo as manager:
Ada by Ada as self: senior-pm
Bo by Ada as peer: gpm
ADA by Cy as panel: senior-pm`},
	{"as a personnel system exports it", Options{}, "Nom,Prénom,Manager,Niveau actuel,Niveau,Service\nLovelace,Ada,Grace Hopper,GPM,7,R&D\nHopper,Grace,,DoP,8,R&D\n", `
Ada Lovelace by Grace Hopper as manager: gpm
~ these columns are not read: “Niveau” and “Service”
~ nobody is to rate Grace Hopper`},
	{"a column a relation", Options{}, "Employee,Manager,Peer 1,Peer 2,Panel\nAda,Bo,Cy,\"Dee; Eve\",-\nCy,Bo,Ada,,Flo\n", `
Ada by Bo as manager:
Ada by Cy as peer:
Ada by Dee as peer:
Ada by Eve as peer:
Cy by Bo as manager:
Cy by Ada as peer:
Cy by Flo as panel:`},
	{"raters of one relation", Options{Relation: assess.Panel}, "Person,Rater\nAda,Bo\nBo,Bo\n", `
Ada by Bo as panel:
Bo by Bo as self:`},
	{"levels that disagree", Options{}, "subject,rater,relation,level\nAda,Bo,manager,pm\nada,Cy,manager,gpm\nBo,Cy,manager,chief\n", `
! r.csv:3:16: “ada” has the level gpm here and pm on line 2 [level]
! r.csv:4:15: the rubric “product” has no level “chief”; its levels are apm, pm, senior-pm, staff-pm, principal-pm, gpm, director and cpo [level]`},
	{"a pair twice", Options{}, "subject,rater,relation\nAda,Bo,manager\nCy,Bo,peer\nada,bo,peer\n", `
! r.csv:4:1: “bo” rates “ada” here and on line 2 [duplicate]`},
	{"no subject", Options{}, "Whom,Manager\nAda,Bo\n", `
! r.csv:1:1: no column says who is rated; there are “Whom” and “Manager” [no-subject]`},
}

func TestRosters(t *testing.T) {
	r := product(t)
	for _, c := range rosters {
		read := func() (read Read, err error) {
			rows, notes, err := Roster("r.csv", []byte(c.file), r, c.o)
			for _, row := range rows {
				read.Submissions = append(read.Submissions, calibrate.Submission{Subject: row.Subject, Rater: row.Rater, Relation: row.Relation, Level: row.Current})
			}
			read.Notes = notes
			return read, err
		}
		if diff := cmp.Diff(c.want, readLayout(c.file, read)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
