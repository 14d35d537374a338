package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rung/rubric/lang"
)

// newTopics are the pages of help that are about no command.
func newTopics(a *app) []*cobra.Command {
	return []*cobra.Command{
		{
			Use:   "exit-codes",
			Short: a.t("The exit codes"),
			Long:  a.exitCodesPage(),
		},
		{
			Use:   "formats",
			Short: a.t("What --format prints, the kinds of files, and where their schemas are"),
			Long:  a.formatsHelp() + "\n" + a.formatsPage(),
		},
		{
			Use:   "spreadsheets",
			Short: a.t("Which tables of ratings `rung calibrate add` takes"),
			Long:  a.spreadsheetsPage(),
		},
		{
			Use:   "ladders",
			Short: a.t("How the public ladders of `rung elsewhere` became facts"),
			Long:  a.laddersPage(),
		},
	}
}

// laddersPage says how public ladders became facts.
func (a *app) laddersPage() string {
	return a.paragraphs(
		a.t("`rung elsewhere` and `rung levels LEVEL --elsewhere` know public ladders by facts alone: what each states of a level, as an answer to a "+
			"question of the rubric product, such as how many teams, how many months ahead, who reports to somebody. No sentence of a ladder is kept, "+
			"and nothing is fetched."),
		a.t("How: notes on what a ladder states became facts by written rules, which a test holds the file to (rubrics/ladders/product.yaml). The rules "+
			"read no title. What a note infers is no fact; a range stays a range; of “or more” no upper end is known."),
		a.t("A fact fits where the answer to its own question is on the step, or on one of the steps, of what is stated. What is not answered says "+
			"nothing either way."),
		a.t("How far apart a level is, is the mean gap over the facts that can be compared, each as a share of its dimension's steps. Below three facts "+
			"nothing is said of it. The nearest come first. For that order each level counts as if it stated one fact more, as far apart as the "+
			"mean of all facts, so that a few facts that happen to fit put none ahead of one with many."),
		a.t("Other rubrics share the facts of the questions that they ask in the same words, as one does that was made from product."),
		a.t("What to keep in mind: a ladder states little, and ladders change; some are an article's or a recruiter's, one is of a company that only a logo "+
			"names. The date of the facts is printed with them, and the source in every file: look there before you rely on one."),
	)
}

// paragraphs are wrapped, with a line between them.
func (a *app) paragraphs(all ...string) string {
	for i, paragraph := range all {
		all[i] = strings.Join(lang.Wrap(paragraph, a.width()), "\n")
	}
	return strings.Join(all, "\n\n")
}

func (a *app) exitCodesPage() string {
	var page strings.Builder
	for _, c := range exitCodes {
		fmt.Fprintf(&page, "%3d  %s\n", c.code, a.in(c.means))
	}
	return strings.TrimSuffix(page.String(), "\n")
}

// spreadsheetsPage says which tables are read.
func (a *app) spreadsheetsPage() string {
	return a.paragraphs(
		a.t("A workbook (.xlsx), or text with commas, semicolons or tabs between cells. Titles and values may be English or French, in any case, "+
			"with accents or without. Lines above the titles and blank rows are skipped; so are columns that rung does not know, and it names them."),
		a.t("Who: a column for the person (name, employee, personne …), one for the rater (reviewer, manager, évaluateur …) and one for the "+
			"relation: self, manager, peer, panel. For all rows of a table: --rater NAME, --as manager."),
		a.t("What: a level by any of its names or the number of its rung; or steps, in a column per dimension: 2, 2.5, the words of a step, or "+
			"both. Steps count from 0: of five, 0 is the first and 4 the last; --scale 1-5 or --scale 1 takes other numbers. n/a, – or ? is no rating."),
		a.t("How: one row per rating; one row per dimension, with a column for the dimension and one for the value; one column per rater; self "+
			"and manager side by side; or the answers to a web form that asks rung's questions. Columns of comments are kept as evidence."),
		a.t("--map WHAT=TITLE says what a column with another title is: --map subject=Who --map \"level=Final level\"; --map level= takes no "+
			"column for the level, --map nothing=TITLE leaves a column out. `rung calibrate template` writes a sheet to fill in."),
	)
}
