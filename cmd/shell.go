package cmd

import "rung/assess/report"

// shellWord is a text as a person types it in a shell, as one word.
func shellWord(text string) string { return report.ShellWord(text) }
