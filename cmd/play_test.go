package cmd_test

import (
	"errors"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"rung/rubric/lang"
)

// line is a command of a transcript: "$ …" for the shell, and the lines "< …"
// right below it, which it is typed; "<fr …" is typed to French alone. Lines
// "#: …" before it are for the reader.
type line struct {
	about, command string
	typed          []string
}

var typed = regexp.MustCompile("^<(en|fr)? ")

// lines are the commands of a transcript; what came out of them is left aside.
func lines(text string) (all []line) {
	about, typing := "", false
	for l := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(l, "#: "):
			about += l
		case strings.HasPrefix(l, "$ "):
			all = append(all, line{about: about, command: strings.TrimSpace(l[2:])})
			about, typing = "", true
		case typing && typed.MatchString(l):
			all[len(all)-1].typed = append(all[len(all)-1].typed, l)
		default:
			typing = false
		}
	}
	return all
}

// input is what is typed in a language.
func (l line) input(tag lang.Tag) (input string) {
	for _, typed := range l.typed {
		if to, text, _ := strings.Cut(typed[1:], " "); to == "" || to == string(tag) {
			input += text
		}
	}
	return input
}

// broken is the exit code of the programs of these tests when they fail.
const broken = 99

// outcome is what came out of a command: a line of stderr begins with "! ".
type outcome struct {
	out, err string
	code     int
}

// run runs a command in a language, with a store and a chance of that language.
func (l line) run(ts *testscript.TestScript, tag lang.Tag) outcome {
	work := ts.Getenv("WORK")
	ts.Setenv("RUNG_LANG", string(tag))
	ts.Setenv("RUNG_STORE", work+"/"+string(tag)+".db")
	ts.Setenv("RUNG_KEYS", work+"/keys."+string(tag))
	ts.Setenv("RUNG_TEST_RUNS", work+"/.runs."+string(tag))
	command := l.command
	if input := l.input(tag); input != "" {
		command = "{ " + command + "; } <<'.'\n" + input + ".\n"
	}
	var exit *exec.ExitError
	if err := ts.Exec("sh", "-c", command); err != nil && !errors.As(err, &exit) {
		ts.Fatalf("%s: %v", l.command, err)
	}
	said := strings.NewReplacer(work, "$WORK")
	o := outcome{out: whole(said.Replace(ts.ReadFile("stdout")), ""), err: whole(said.Replace(ts.ReadFile("stderr")), "! ")}
	if exit != nil {
		o.code = exit.ExitCode()
	}
	if o.code == broken {
		ts.Fatalf("%s: %s", l.command, o.err)
	}
	return o
}

// whole is a text of whole lines, each with something before it; a carriage
// return is shown as \r.
func whole(text, before string) (all string) {
	for l := range strings.Lines(text) {
		all += before + strings.ReplaceAll(strings.TrimSuffix(l, "\n"), "\r", `\r`) + "\n"
	}
	return all
}

// play FILE [LANG…] plays a transcript in English, or in the languages named,
// and leaves it on stdout as it came out, for `cmp stdout FILE`: under each
// command what it prints, and in brackets an exit code that is not 0. Of a
// second language only what differs is shown, below the first.
func play(ts *testscript.TestScript, _ bool, args []string) {
	tags := []lang.Tag{lang.EN}
	if len(args) > 1 {
		tags = nil
	}
	for _, tag := range args[1:] {
		tags = append(tags, lang.Tag(tag))
	}
	var b strings.Builder
	for _, l := range lines(ts.ReadFile(args[0])) {
		b.WriteString(l.about + "$ " + l.command + "\n" + strings.Join(l.typed, ""))
		var outs, errs []string
		code := 0
		for i, tag := range tags {
			o := l.run(ts, tag)
			if i > 0 && o.code != code {
				ts.Fatalf("%s: exit code %d in %s, not %d", l.command, o.code, tag, code)
			}
			outs, errs, code = append(outs, o.out), append(errs, o.err), o.code
		}
		b.WriteString(strings.Join(append(slices.Compact(outs), slices.Compact(errs)...), ""))
		if code != 0 {
			b.WriteString("[" + strconv.Itoa(code) + "]\n")
		}
	}
	ts.Stdout().Write([]byte(b.String()))
}
