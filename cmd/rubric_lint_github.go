package cmd

import (
	"fmt"
	"strings"

	"rung/rubric/doc"
)

// What a workflow command of GitHub escapes: more in the value of a property than in
// the text. (docs.github.com, "Workflow commands for GitHub Actions"; its toolkit,
// packages/core/src/command.ts)
var (
	githubText     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// annotate writes problems as workflow commands, which GitHub shows beside the lines.
func (a *app) annotate(command string, found doc.Problems) {
	for _, p := range found {
		at := "file=" + githubProperty.Replace(p.File)
		if p.Line > 0 {
			at += fmt.Sprintf(",line=%d,col=%d", p.Line, p.Col)
		}
		lines := []string{p.Text.In(a.lang)}
		for _, more := range []string{p.Hint.In(a.lang), p.Via.In(a.lang)} {
			if more != "" {
				lines = append(lines, more)
			}
		}
		for i := range lines {
			lines[i] = a.shown(lines[i])
		}
		fmt.Fprintf(a.Stdout, "::%s %s,title=%s::%s\n", command, a.shown(at), githubProperty.Replace(p.Code), githubText.Replace(strings.Join(lines, "\n")))
	}
}
