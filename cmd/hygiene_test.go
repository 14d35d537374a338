package cmd_test

import (
	"strings"
	"testing"

	"rung/rubric/lang"
)

// Texts that would drive a terminal, a template, a format or a shell, as YAML
// writes them and as rung shows them.
const (
	hostileYAML  = `\e[2J\u202e\u200b {{.}} %s %d $(id) ${HOME}`
	hostileShown = `\x1b[2J\u202e\u200b {{.}} %s %d $(id) ${HOME}`
	// A name shows as it is: what does not show is refused in one.
	hostileName = "{{.}} %s $(id) ${HOME}"
)

// hostileRubric has a hostile text wherever a rubric takes one.
const hostileRubric = `schema: rung.rubric/v1
id: hostile
version: 1.0.0
title: {en: "X", fr: "X"}
languages: [en, fr]
source: {title: "X", date: 2023-03-05}
temperature: 20
tracks: [{id: ic, title: {en: "X", fr: "X"}}, {id: manager, title: {en: "X", fr: "X"}}]
dimensions:
  - {id: teams, title: {en: "X", fr: "X"}, steps: [{en: "0X", fr: "0X"}, {en: "1X", fr: "1X"}, {en: "2X", fr: "2X"}]}
  - {id: people, title: {en: "X", fr: "X"}, steps: [{en: "0X", fr: "0X"}, {en: "1X", fr: "1X"}]}
levels:
  - {id: low, title: {en: "X", fr: "X"}, short: "aX", track: ic, rung: 1, next: [high, lead], summary: {en: "X", fr: "X"}, basis: {en: "X", fr: "X"}, scope: {teams: 0, people: 0}}
  - {id: high, title: {en: "X", fr: "X"}, short: "bX", track: ic, rung: 2, summary: {en: "X", fr: "X"}, scope: {teams: 2, people: 0}, requires: {people: {max: 0}}}
  - {id: lead, title: {en: "X", fr: "X"}, short: "cX", track: manager, rung: 2, summary: {en: "X", fr: "X"}, scope: {teams: 2, people: 1}, requires: {people: {min: 1}}}
questions:
  - {id: led, dimension: teams, kind: number, unit: {en: "X", fr: "X"}, ask: {en: "X", fr: "X"}, ask_about: {en: "X{name}", fr: "X{name}"}, thresholds: [1, 2]}
  - {id: met, dimension: teams, kind: number, unit: {en: "X", fr: "X"}, ask: {en: "X", fr: "X"}, ask_about: {en: "X{name}", fr: "X{name}"}, thresholds: [1, 2]}
  - id: reports
    dimension: people
    kind: choice
    ask: {en: "X", fr: "X"}
    ask_about: {en: "X{name}", fr: "X{name}"}
    options: [{id: none, step: 0, text: {en: "0X", fr: "0X"}}, {id: some, step: 1, text: {en: "1X", fr: "1X"}}]
`

func hostileAnswers(rater, relation, led string) string {
	return "schema: rung.answers/v1\nrubric: hostile\nsubject: \"" + hostileName + "\"\nrater: \"" + rater + "\"\nrelation: " + relation +
		"\nanswers: {led: " + led + ", met: 1, reports: none}\nnotes: {led: \"" + hostileYAML + "\"}\n"
}

func TestHostileTextsAreShownAsText(t *testing.T) {
	t.Parallel()
	for _, tag := range []string{"en", "fr"} {
		m := newMachine(t, tag)
		rubricFile := m.put("r\n\x1b[2J{{.}}%s.yaml", strings.ReplaceAll(hostileRubric, "X", hostileYAML))
		self := m.put("self.yaml", hostileAnswers(hostileName, "self", "1"))
		manager := m.put("manager.yaml", hostileAnswers(hostileName+" II", "manager", "2"))
		const fine, plain = hostileShown, "{{.}} %s"
		for _, c := range []struct {
			shows string
			code  int
			stdin string
			args  []string
		}{
			{fine, 0, "", []string{"assess", "--rubric", rubricFile, "--answers", self}},
			{fine, 0, "", []string{"assess", "--rubric", rubricFile, "--answers", manager}},
			{fine, 0, "", []string{"assess", "--rubric", rubricFile, "--answers", self, "--explain"}},
			{fine, 0, "", []string{"assess", "--rubric", rubricFile, "--answers", self, "--target", "lead"}},
			{fine, 0, "", []string{"assess", "--rubric", rubricFile, "--answers", self, "--plain"}},
			{fine, 0, "1\n1\n1\nsubmit\n", []string{"assess", "--rubric", rubricFile, "--plain", "--no-save"}},
			{hostileName, 0, "1\n1\n1\nsubmit\n", []string{"assess", "--rubric", rubricFile, "--plain", "--no-save", "--subject", hostileName, "--as", "peer", "--by", "Bo"}},
			{plain, 130, "1\nq\n", []string{"assess", "--rubric", rubricFile, "--plain"}},
			{fine, 0, "", []string{"show"}},
			{plain, 0, "", []string{"history", "--subject", hostileName}},
			{fine, 0, "", []string{"compare", "--subject", hostileName}},
			{fine, 0, "", []string{"levels", "--rubric", rubricFile}},
			{fine, 0, "", []string{"levels", "--rubric", rubricFile, "low"}},
			{fine, 0, "", []string{"levels", "--rubric", rubricFile, "high", "lead"}},
			{fine, 0, "", []string{"rubric", "show", rubricFile}},
			{plain, 0, "", []string{"rubric", "lint", rubricFile}},
			{fine, 0, "", []string{"template", "--rubric", rubricFile, "--subject", hostileName}},
			{`{{.}}`, 0, "", []string{"assess", "--rubric", rubricFile, "--answers", self, "--format", "json"}},
			{`{{.}}`, 0, "", []string{"rubric", "show", rubricFile, "--format", "json"}},
			{`{{.}}`, 0, "", []string{"export", hostileName}},
			{plain, 2, "", []string{"levels", "\x1b[2J{{.}} %s"}},
			{plain, 2, "", []string{"assess", "--answer", "\x1b[2J{{.}} %s=\u202e"}},
			{plain, 2, "", []string{"assess", "--answer", "guidance=\x1b[2J{{.}} %s"}},
			{plain, 2, "", []string{"\x1b[2J{{.}} %s"}},
			{plain, 2, "", []string{"--\x1b[2J{{.}} %s"}},
			{plain, 1, "", []string{"show", "\x1b[2J{{.}} %s"}},
			{plain, 1, "", []string{"show", "\x1b[2J{{.}} %s.json"}},
			{plain, 1, "", []string{"import", "\x1b[2J{{.}} %s\n.json"}},
			{plain, 2, "", []string{"assess", "--rubric", rubricFile, "--answers", self, "--by", "\x1b", "--subject", "\x1b[2J{{.}} %s"}},
			{plain, 2, "", []string{"assess", "--rubric", rubricFile, "--answers", self, "--target", "\u202e{{.}} %s"}},
			{plain, 1, "", []string{"levels", "-o", rubricFile + "{{.}} %s\x1b/\n"}},
			{plain, 1, "", []string{"erase", "\x1b[2J{{.}} %s", "--yes"}},
			{plain, 0, "", []string{"erase", hostileName, "--yes"}},
		} {
			m.now = m.now.AddDate(0, 0, 1)
			out, errs, code := m.rung(c.stdin, c.args...)
			if code != c.code {
				t.Errorf("%s %q: exit code %d, want %d\n%s%s", tag, c.args, code, c.code, out, errs)
			}
			if !strings.Contains(unspaced(out+errs), unspaced(c.shows)) {
				t.Errorf("%s %q: does not show %q:\n%s%s", tag, c.args, c.shows, out, errs)
			}
			if i := strings.IndexFunc(out+errs, func(c rune) bool { return c != '\n' && lang.Invisible(c) }); i >= 0 {
				t.Errorf("%s %q: prints %q raw:\n%q", tag, c.args, (out + errs)[i:i+1], out+errs)
			}
		}
	}
}
