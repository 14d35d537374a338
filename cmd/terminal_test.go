//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package cmd_test

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"rung/assess"
	"rung/assess/exchange"
	"rung/cmd/ask/theatre"
	"rung/rubric"
	"rung/rubric/lang"
	"rung/rubrics"
)

// play is the program on a terminal of 80×24.
func (m *machine) play(args ...string) *theatre.Theatre {
	m.t.Helper()
	c := m.process(args...)
	c.Env = m.env()
	return theatre.Play(m.t, c, 80, 24)
}

// persona is what a bundled persona answers.
func persona(t *testing.T, r *rubric.Rubric, level string) map[string]assess.Answer {
	t.Helper()
	name, data, err := rubrics.Personas(r.ID)
	if err != nil {
		t.Fatal(err)
	}
	personas, err := assess.ParsePersonas(name, data, r)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(personas.All, func(p assess.Persona) bool { return p.Level != nil && p.Level.ID == level })
	given := map[string]assess.Answer{}
	for _, a := range personas.All[at].Answers {
		given[a.Question] = a
	}
	return given
}

// keysFor is what a person types to give an answer, Enter not included; skip is
// the letter of its language.
func keysFor(r *rubric.Rubric, given map[string]assess.Answer, i int, skip string) string {
	q := &r.Questions[i]
	a, ok := given[q.ID]
	switch {
	case !ok || a.State != assess.Answered:
		return skip
	case q.Kind == rubric.Number:
		return strconv.Itoa(a.Value.Number)
	}
	return strconv.Itoa(1 + q.OptionIndex(a.Value.Option))
}

// TestTheWholeQuestionnaireOnATerminal answers as the personas do, to the
// result, which is what the same answers give without questions.
func TestTheWholeQuestionnaireOnATerminal(t *testing.T) {
	r := product(t)
	for _, c := range []struct{ tag, level, question, skip, review, submit, name string }{
		{"en", "senior-pm", "Question %d of %d", "s", "All answers", "s", "Your name"},
		{"fr", "gpm", "Question %d sur %d", "p", "Toutes les réponses", "v", "Votre nom"},
	} {
		t.Run(c.tag, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, c.tag)
			th := m.play("assess", "--quick=false")
			given := persona(t, r, c.level)
			for i := range r.Questions {
				th.Sees(fmt.Sprintf(c.question, i+1, len(r.Questions)) + " ·")
				th.Types(keysFor(r, given, i, c.skip))
				th.Types(theatre.Enter)
			}
			th.Sees(c.review)
			th.Types(c.submit + theatre.Enter)
			th.Sees(c.name)
			th.Types(theatre.Enter)
			th.Ends(0)
			again := m.must("show")
			if got := th.Stdout(); got != again || !strings.Contains(got, r.Levels[r.LevelIndex(c.level)].Title.In(lang.Tag(c.tag))) {
				t.Errorf("the result is not that of %s, or is drawn differently again:\n%s\n%s", c.level, got, again)
			}
		})
	}
}

// TestCtrlCAnywhere interrupts the program at the first question, in the middle
// and at the review, in both faces; what was answered is offered again.
func TestCtrlCAnywhere(t *testing.T) {
	mini := miniRubric(t)
	answers := []string{"2", "3", "1", "0", "4", "6"}
	for _, c := range []struct {
		name   string
		given  int
		then   string // what the next start shows after its offer is taken
		args   []string
		prompt string
	}{
		{"first question", 0, "", nil, "Question %d of 6"},
		{"middle", 3, "Question 4 of 6", nil, "Question %d of 6"},
		{"review", 6, "All answers", nil, "Question %d of 6"},
		{"plain, first question", 0, "", []string{"--plain"}, "Question %d of 6"},
		{"plain, middle", 3, "Question 4 of 6", []string{"--plain"}, "Question %d of 6"},
		{"plain, review", 6, "All answers", []string{"--plain"}, "Question %d of 6"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, "en")
			args := append([]string{"assess", "--rubric", mini}, c.args...)
			th := m.play(args...)
			for i := range c.given {
				th.Sees(fmt.Sprintf(c.prompt, i+1))
				th.Types(answers[i] + theatre.Enter)
			}
			if c.given < len(answers) {
				th.Sees(fmt.Sprintf(c.prompt, c.given+1))
			} else {
				th.Sees("All answers")
			}
			th.Types(theatre.CtrlC)
			th.Ends(130)
			if th.Stdout() != "" {
				t.Errorf("stdout has %q", th.Stdout())
			}
			if c.given == 0 {
				th.Sees("Nothing was answered.")
				return
			}
			th.Sees(fmt.Sprintf("%d of 6 answered, and saved.", c.given))
			back := m.play(args...)
			back.Sees(fmt.Sprintf("There is a draft (2 March 2026), %d of 6 answered. Go on with it?", c.given))
			back.Types("y" + theatre.Enter)
			back.Sees(c.then)
			back.Types(theatre.CtrlC)
			back.Ends(130)
		})
	}
}

// TestADraftIsDeletedOnlyForWhoSaysSo says no, no and another word, and at last
// yes.
func TestADraftIsDeletedOnlyForWhoSaysSo(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	args := []string{"assess", "--rubric", miniRubric(t)}
	th := m.play(args...)
	th.Sees("Question 1 of 6")
	th.Types("2" + theatre.Enter)
	th.Sees("Question 2 of 6")
	th.Types(theatre.CtrlC)
	th.Ends(130)
	for _, keys := range []string{"n" + theatre.Enter + "n" + theatre.Enter, "n" + theatre.Enter + "2" + theatre.Enter + theatre.CtrlD, "n" + theatre.Enter + theatre.CtrlC} {
		th = m.play(args...)
		th.Sees("Go on with it?")
		th.Types(keys)
		th.Ends(130)
		th.Sees("1 of 6 answered, and saved.")
	}
	th = m.play(args...)
	th.Sees("Go on with it?")
	th.Types("n" + theatre.Enter)
	th.Sees("Delete the draft and start over?")
	th.Types("y" + theatre.Enter)
	th.Sees("Question 1 of 6")
	th.Types(theatre.CtrlD)
	th.Ends(130)
	th.Sees("Nothing was answered.")
}

// TestEraseSaysHowMuchGoes asks without a word on how to edit a line.
func TestEraseSaysHowMuchGoes(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.rung("", "assess", "--rubric", miniRubric(t), "--answer", "teams-led=2")
	th := m.play("erase", "me")
	th.Sees("Erase everything about you for good (1 assessment and 0 drafts)?")
	th.Sees("Ctrl-C or Ctrl-D stops.")
	th.Types("y" + theatre.Enter)
	th.Ends(0)
	th.Sees("Erased 1 assessment")
	if strings.Contains(th.Output(), "Home") {
		t.Errorf("a yes or a no is not edited:\n%s", th.Output())
	}
}

// TestTheNameIsAskedAtTheEnd refuses a name that does not show, and interrupts at
// the question: the answers stay a draft.
func TestTheNameIsAskedAtTheEnd(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	args := []string{"assess", "--rubric", miniRubric(t)}
	th := m.play(args...)
	for i, answer := range []string{"2", "3", "1", "0", "4", "6"} {
		th.Sees(fmt.Sprintf("Question %d of 6", i+1))
		th.Types(answer + theatre.Enter)
	}
	th.Sees("All answers")
	th.Types("s" + theatre.Enter)
	th.Sees("Your name")
	th.Types(theatre.CtrlC)
	th.Ends(130)
	th.Sees("6 of 6 answered, and saved.")
	th = m.play(append(args, "--resume")...)
	th.Sees("All answers")
	th.Types("s" + theatre.Enter)
	th.Sees("Your name")
	th.Types(strings.Repeat("x", assess.MaxName+1) + theatre.Enter)
	th.Sees("! a name has 101 characters")
	th.Types("Ada" + theatre.Enter)
	th.Ends(0)
	if first, _, _ := strings.Cut(th.Stdout(), "\n"); !strings.Contains(first, "Ada") {
		t.Errorf("the result does not speak of Ada:\n%s", th.Stdout())
	}
}

// TestAQuickInterviewIsOfferedAtTheStart takes the offer in both faces, and
// declines it.
func TestAQuickInterviewIsOfferedAtTheStart(t *testing.T) {
	for _, c := range []struct {
		reply, first string
		args         []string
	}{
		{"y", "Question 1, at most 24 ·", nil},
		{"y", "Question 1, at most 24 ·", []string{"--plain"}},
		{"n", "Question 1 of 24 ·", nil},
	} {
		th := newMachine(t, "en").play(append([]string{"assess"}, c.args...)...)
		th.Sees("Answer only what tells the levels apart")
		th.Types(c.reply + theatre.Enter)
		th.Sees(c.first)
		th.Types(theatre.CtrlC)
		th.Ends(130)
	}
}

// TestAQuickDraftGoesOnQuick leaves a quick interview at its second question, and
// goes on as it is told to, and without being told.
func TestAQuickDraftGoesOnQuick(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	th := m.play("assess", "--quick", "--lang", "en")
	th.Sees("Question 1, at most 24")
	th.Types("d" + theatre.Enter)
	th.Sees("Question 2, at most 24")
	th.Types(theatre.CtrlC)
	th.Ends(130)
	th.Sees("rung assess --resume --quick --lang en")
	th = m.play("assess")
	th.Sees("Go on with it?")
	th.Types("y" + theatre.Enter)
	th.Sees("Answer only what tells the levels apart")
	th.Types("y" + theatre.Enter)
	th.Sees("Question 2, at most 24")
	th.Types(theatre.CtrlC)
	th.Ends(130)
}

// TestSentencesFitANarrowTerminal looks at what is told and at an error on 40
// columns.
func TestSentencesFitANarrowTerminal(t *testing.T) {
	for _, c := range []struct{ shows, option string }{
		{"It goes to the review once more answers\nwould hardly change the level.\n", "--quick"},
		{"rung: --resume and --retake go on from\nwhat is saved;", "--resume"},
	} {
		m := newMachine(t, "en")
		p := m.process("assess", "--no-save", c.option)
		p.Env = m.env()
		theatre.Play(t, p, 40, 24).Sees(c.shows)
	}
}

// TestQuitSignalSavesTheDraft sends SIGQUIT in both faces.
func TestQuitSignalSavesTheDraft(t *testing.T) {
	for _, args := range [][]string{nil, {"--plain"}} {
		m := newMachine(t, "en")
		th := m.play(append([]string{"assess", "--rubric", miniRubric(t)}, args...)...)
		th.Sees("Question 1 of 6")
		th.Types("2" + theatre.Enter)
		th.Sees("Question 2 of 6")
		th.Signal(syscall.SIGQUIT)
		th.Ends(130)
		th.Sees("1 of 6 answered, and saved.")
		if strings.Contains(th.Output(), "goroutine") {
			t.Errorf("a dump:\n%s", th.Output())
		}
	}
}

func TestZerosAsAnswersEnd(t *testing.T) {
	zeros, err := os.Open("/dev/zero")
	if err != nil {
		t.Skip(err)
	}
	defer zeros.Close()
	c := newMachine(t, "en").process("assess", "--plain", "--rubric", miniRubric(t))
	c.Stdin = zeros
	out, err := c.CombinedOutput()
	if c.ProcessState.ExitCode() != 2 || !strings.HasSuffix(string(out), "rung: the input does not end; pipe one answer per question, or give --answers FILE\n") {
		t.Errorf("%v\n%s", err, out)
	}
}

var answersSaved = regexp.MustCompile(`(?m)^(\d+) of \d+ answered, and saved`)

var promptBegins = regexp.MustCompile(`^(\d+) of \d+, `)

// TestKill9AtAnyMomentLosesAtMostOneAnswer kills the interview in lines at
// random moments, twice in a short run. An answer after which the next question
// was asked is on the disk.
func TestKill9AtAnyMomentLosesAtMostOneAnswer(t *testing.T) {
	t.Parallel()
	r := product(t)
	given := persona(t, r, "director")
	kills := 15
	if testing.Short() {
		kills = 2
	}
	for i := range kills {
		m := newMachine(t, "en")
		at := rand.IntN(len(r.Questions)) + 1
		later := time.Duration(rand.IntN(6000)) * time.Microsecond
		seen := killAt(m, at, later, func(i int) string { return keysFor(r, given, i, "s") })
		_, errs, code := m.rung("", "assess", "--plain", "--resume")
		saved := 0
		if found := answersSaved.FindStringSubmatch(errs); found != nil {
			saved, _ = strconv.Atoi(found[1])
		}
		if seen < at {
			t.Fatalf("question %d was never asked, only %d\n%s", at, seen, errs)
		}
		if saved < seen-1 || saved > seen || code != 130 && seen > 1 {
			t.Errorf("kill %d: question %d was asked, %d answers are saved (exit code %d)\n%s", i, seen, saved, code, errs)
		}
	}
}

// killAt answers until question at is asked and a moment later, then kills the
// program, and returns the number of the last question promptBegins.
func killAt(m *machine, at int, later time.Duration, answer func(i int) string) int {
	m.t.Helper()
	c := m.process("assess", "--plain")
	in, err := c.StdinPipe()
	if err != nil {
		m.t.Fatal(err)
	}
	out, err := c.StderrPipe()
	if err != nil {
		m.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		m.t.Fatal(err)
	}
	var last atomic.Int64
	done := make(chan struct{})
	go func() {
		defer close(done)
		for prompts := bufio.NewReader(out); ; {
			prompt, err := untilColon(prompts)
			if err != nil {
				return
			}
			number, ok := promptNumber(prompt)
			if !ok {
				continue
			}
			last.Store(int64(number))
			if number == at {
				time.AfterFunc(later, func() { c.Process.Kill() })
			}
			io.WriteString(in, answer(number-1)+"\n")
		}
	}()
	<-done
	c.Wait()
	return int(last.Load())
}

// untilColon reads a prompt, which ends with ": " and no line end, or a line.
func untilColon(r *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		c, err := r.ReadByte()
		if err != nil {
			return b.String(), err
		}
		b.WriteByte(c)
		if c == '\n' || strings.HasSuffix(b.String(), ": ") && promptBegins.MatchString(b.String()) {
			return b.String(), nil
		}
	}
}

func promptNumber(prompt string) (int, bool) {
	found := promptBegins.FindStringSubmatch(prompt)
	if found == nil {
		return 0, false
	}
	n, err := strconv.Atoi(found[1])
	return n, err == nil && strings.HasSuffix(prompt, ": ")
}

// TestABareRungSaysWhatToDoFirst holds it on a terminal, and nowhere else.
func TestABareRungSaysWhatToDoFirst(t *testing.T) {
	for tag, begin := range map[string]string{"en": "To begin:", "fr": "Pour commencer"} {
		m := newMachine(t, tag)
		c := exec.Command("sh", "-c", "rung >&2")
		c.Env = append(os.Environ(), m.env()...)
		th := theatre.Play(t, c, 80, 60)
		th.Ends(0)
		th.Sees(begin)
		th.Sees("rung assess --example senior-pm")
		if piped := m.must([]string{}...); strings.Contains(piped, "--example") {
			t.Errorf("on a pipe:\n%s", piped)
		}
	}
}

// TestAPassphraseIsNotSeen types passphrases ahead of the questions: none is on the
// screen, and none answers a question that was not asked yet.
func TestAPassphraseIsNotSeen(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	const phrase = "four words that hold"
	th := m.play("calibrate", "new", "h2", "--rubric", miniRubric(t), "--passphrase")
	th.Sees("A passphrase for the key")
	th.Types(phrase + theatre.Enter)
	th.Sees("The same again")
	ahead := func(typed, next string) { // while what was typed is looked at
		t.Helper()
		th.Types(typed + theatre.Enter)
		th.Until("that it was read", func(string) bool { return strings.HasSuffix(th.Output(), "\r\n") })
		th.Types(next + theatre.Enter)
	}
	ahead(phrase, "typed ahead")
	th.Ends(0)
	unseen := func() {
		t.Helper()
		if out := th.Output(); strings.Contains(out, "four") || strings.Contains(out, "ahead") {
			t.Errorf("seen:\n%s", out)
		}
	}
	unseen()
	m.must("calibrate", "add", "h2", handedIn(t)+"/3.csv")
	th = m.play("calibrate", "reveal", "h2")
	th.Sees("Passphrase of the key:")
	ahead("four others", "typed ahead")
	th.Sees("not the passphrase of the key. Again:")
	ahead(phrase, "y")
	th.Sees("Reveal it?")
	unseen()
	th.Types("n" + theatre.Enter)
	th.Ends(0)
	if log := m.must("calibrate", "log", "h2"); strings.Contains(log, "revealed") {
		t.Errorf("what was typed ahead revealed it:\n%s", log)
	}
}

// TestErasingSaysFirstThatAKeyGoes asks with everything that goes, the key of a revealed
// session too.
func TestErasingSaysFirstThatAKeyGoes(t *testing.T) {
	t.Parallel()
	m, _ := revealed(t)
	th := m.play("erase", "Bo")
	th.Until("what goes", func(screen string) bool {
		return strings.Contains(strings.Join(strings.Fields(screen), " "), "(0 assessments, 0 drafts, 2 ratings in sessions and the key of session h2)?")
	})
	th.Types("n" + theatre.Enter)
	th.Ends(0)
	m.keyOf()
}

// TestAnInvitationOnATerminal interrupts in the middle of a question, goes on, and
// hands in, in both faces.
func TestAnInvitationOnATerminal(t *testing.T) {
	for _, args := range [][]string{nil, {"--plain"}} {
		t.Run(strings.Join(args, ""), func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, "en")
			k := m.asks(exchange.DefaultSlot)
			args := append([]string{"assess", "--invite", k.file, "--quick=false"}, args...)
			th := m.play(args...)
			th.Sees("Ada, as a peer (nothing said yet). How do you rate?")
			if len(args) == 4 {
				th.Types(theatre.Enter) // on the entry that is none
				th.Sees("! nothing is chosen yet; move to an entry first")
			} else {
				th.Types("9" + theatre.Enter)
				th.Sees("! “9” is none of these; type 1 to 4, or q to save and quit")
			}
			th.Types("1" + theatre.Enter)
			th.Sees("Question 1 of 6")
			th.Types("2" + theatre.Enter)
			th.Sees("Question 2 of 6")
			th.Types(theatre.CtrlC)
			th.Ends(130)
			th.Sees("Nothing was handed in")
			th = m.play(args...)
			th.Sees("Ada, as a peer (1 of 6 answered, too few for a level).")
			th.Types("4" + theatre.Enter)
			th.Sees("Why, in a word")
			th.Types(theatre.Enter)
			th.Sees("Bo, that is yourself (nothing said yet)")
			th.Types("3" + theatre.Enter)
			th.Sees("Cy, as their manager (nothing said yet)")
			th.Types("q" + theatre.Enter)
			th.Ends(130)
			th = m.play(args...)
			th.Sees("Bo, that is yourself (nothing said yet)")
			th.Types("2" + theatre.Enter)
			th.Sees("Which level?")
			th.Types("4" + theatre.Enter)
			th.Sees("Why, in a word")
			th.Types("So it is." + theatre.Enter)
			th.Sees("Cy, as their manager (nothing said yet)")
			th.Types("3" + theatre.Enter)
			th.Sees("What is said of each?")
			th.Types("4" + theatre.Enter)
			th.Sees("Nothing will be handed in about Cy. Hand in anyway?")
			th.Types("y" + theatre.Enter)
			th.Ends(0)
			if said := k.opened(m); !said["Ada"].NotRated || said["Bo"].Level != "chief" || said["Bo"].Comments[""] != "So it is." || !said["Cy"].Open() {
				t.Errorf("%+v", said)
			}
		})
	}
}

// TestInvitingAndReleasingAsk says no first, then yes; the passphrase of the holder's key
// is not seen.
func TestInvitingAndReleasingAsk(t *testing.T) {
	t.Parallel()
	nadia, sol := shared(t)
	nadia.collects("h2", newMachine(t, "en").handsIn(sol.dir+"/inv/h2-cy.invitation", 1, "2"))
	ask := func(m *machine, question, answer string, typed []string, args ...string) *theatre.Theatre {
		t.Helper()
		th := m.play(args...)
		for _, text := range typed {
			th.Sees("Passphrase of the key:")
			th.Types(text + theatre.Enter)
		}
		th.Sees(question)
		th.Types(answer + theatre.Enter)
		th.Ends(0)
		return th
	}
	inviting := []string{"calibrate", "invite", sol.dir + "/h2.roster", "--rater", "Bo", "-o", sol.dir + "/anew"}
	ask(sol, "Invite 1 rater, as listed?", "n", nil, inviting...)
	if _, err := os.Stat(sol.dir + "/anew"); err == nil {
		t.Error("a no invites")
	}
	ask(sol, "Invite 1 rater, as listed?", "y", nil, inviting...).Sees("The invitations are in")

	asked := nadia.dir + "/h2.release"
	closing := []string{"calibrate", "reveal", "h2", "-o", asked}
	ask(nadia, "Nothing can be handed in to h2 after this, and it stays so. Close it", "n", nil, closing...).Sees("Nothing was closed.")
	ask(nadia, "Nothing can be handed in to h2 after this, and it stays so. Close it", "y", nil, closing...).Sees("Session h2 is closed.")

	given := sol.dir + "/h2.released"
	phrase := []string{sol.passphrase}
	th := ask(sol, "Release 1 envelope to Nadia? It cannot be taken back.", "n", phrase, "calibrate", "release", asked, "-o", given)
	th.Sees("Nothing was released.")
	if strings.Contains(th.Output(), sol.passphrase) {
		t.Errorf("the passphrase is seen:\n%s", th.Output())
	}
	if _, err := os.Stat(given); err == nil {
		t.Error("a no releases")
	}
	ask(sol, "Release 1 envelope to Nadia?", "y", phrase, "calibrate", "release", asked, "-o", given)
	ask(nadia, "Reveal it?", "y", nil, "calibrate", "reveal", "h2", "--released", given).Sees("Session h2 is revealed.")
}

// TestInvitingAloneAsksForACopyOfTheKey says no: nobody is invited.
func TestInvitingAloneAsksForACopyOfTheKey(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "fr")
	m.must("calibrate", "new", "h2", "--rubric", miniRubric(t), "--roster", m.put("roster.csv", "subject,rater,relation\nAda,Cy,manager\n"))
	for files, answer := range []string{"n", "o"} {
		folder := m.dir + "/" + answer
		th := m.play("calibrate", "invite", "h2", "-o", folder)
		th.Sees("La clé de h2 est-elle copiée ailleurs")
		th.Types(answer + theatre.Enter)
		th.Ends(0)
		if there, _ := filepath.Glob(folder + "/*"); len(there) != files {
			t.Errorf("after %s there are %v", answer, there)
		}
	}
}
