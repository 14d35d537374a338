package cmd_test

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// all runs commands and returns everything that they said, with their codes.
func (m *machine) all(commands []string) string {
	var b strings.Builder
	for _, c := range commands {
		stdout, stderr, code := m.rung("d\nn\nd\nn\nq\n", strings.Fields(c)...)
		fmt.Fprintf(&b, "$ rung %s\n%s%s[%d]\n", c, stdout, strings.ReplaceAll(stderr, m.dir, "DIR"), code)
	}
	return b.String()
}

func sheetBy(subject, rater, relation, level string, note string) string {
	answers := map[string]string{
		"low":  "teams-led: 1, teams-met: 1, reports: nobody, hires: 0, craft-part: learns, talks: 0",
		"high": "teams-led: 2, teams-met: 2, reports: nobody, hires: 0, craft-part: teaches, talks: 6",
	}[level]
	return fmt.Sprintf("schema: rung.answers/v1\nrubric: mini\nsubject: %s\nrater: %s\nrelation: %s\nanswers: {%s}\nnotes: {craft-part: %q}\n",
		subject, rater, relation, answers, note)
}

// begin makes the session h2 on the small rubric.
func (m *machine) begin() {
	m.t.Helper()
	m.must("calibrate", "new", "h2", "--rubric", miniRubric(m.t), "--by", "Nadia")
}

// hashes stand for the whole log, whatever is in it.
var hashes = regexp.MustCompile(`\b[0-9a-f]{8,64}\b`)

func TestNothingIsKnownBeforeReveal(t *testing.T) {
	t.Parallel()
	commands := []string{
		"calibrate status h2", "calibrate status h2 --format json", "calibrate status h2 --format html", "calibrate status h2 --format csv",
		"calibrate status h2 --remind", "calibrate list", "calibrate list --format json",
		"calibrate log h2", "calibrate log h2 --format json", "calibrate log h2 --verify",
		"calibrate report h2", "calibrate report h2 --format json", "calibrate report h2 --for Ada", "calibrate report h2 --anonymous",
		"calibrate agenda h2", "calibrate agenda h2 --format json", "calibrate review h2 --plain", "calibrate review h2 --plain --last",
		"calibrate decide h2 --subject Ada --level senior", "calibrate decide h2 --subject Ada --level junior", "calibrate lock h2", "calibrate lock h2 --force",
		"show last", "history", "history --subject Ada", "export Ada",
		"calibrate correct h2 --subject Ada --level senior --why Yes", "calibrate decide h2 --subject Ada --clear",
		"calibrate alias h2 Bo Cy", "calibrate alias h2 Nadia Ada", "calibrate reveal h2",
		"calibrate withdraw h2 --subject Bo --rater Omar", "calibrate withdraw h2 --subject Bo --rater Omar --still-expected --yes",
		"calibrate withdraw h2 --person Bo --yes", "calibrate status h2", "calibrate log h2 --format json",
	}
	for _, language := range []string{"en", "fr"} {
		said := map[string]string{}
		for _, level := range []string{"low", "high"} {
			m := newMachine(t, language)
			m.begin()
			id, step := "junior", "0.5"
			if level == "high" {
				id, step = "senior", "2.5"
			}
			files := []string{
				m.put("a.yaml", sheetBy("Ada", "Nadia", "manager", level, level)),
				m.put("b.csv", "subject,rater,relation,level\nBo,Omar,panel,"+id+"\nBo,,self,"+id+"\n"),
				m.put("c.csv", "subject,rater,relation,teams,people,craft\nAda,Omar,manager,1,0,"+step+"\n"),
			}
			// The same again, in place of the first, and something refused.
			files = append(files, m.put("again/a.yaml", sheetBy("Ada", "Nadia", "manager", level, level)))
			adds := "calibrate add h2 " + strings.Join(files, " ")
			bad := "calibrate add h2 " + m.put("bad.csv", "subject,rater,relation,level\nAda,Omar,manager,"+id+"\nBo,Bo,manager,"+id+"\n") + " --skip-invalid"
			roster := m.put("roster.csv", "subject,rater,relation,level\nAda,Nadia,manager,"+id+"\nAda,Ada,self,\nBo,Omar,panel,"+id+"\n")
			expects := "calibrate add h2 --expect " + roster
			begins := "calibrate new h3 --rubric " + miniRubric(t) + " --roster " + roster
			said[level] = strings.ReplaceAll(m.all([]string{adds, adds, expects, expects, begins, "calibrate log h3"}), m.dir, "DIR")
			// A refusal shows the line of the file that it refuses: the person
			// who hands in has it before them.
			said[level] += strings.ReplaceAll(strings.ReplaceAll(m.all([]string{bad}), m.dir, "DIR"), id, "LEVEL")
			said[level] = hashes.ReplaceAllString(said[level]+m.all(commands), "#")
			if level == "high" {
				m.must("calibrate", "reveal", "h2", "--yes")
				if report := m.must("calibrate", "report", "h2"); !strings.Contains(report, "Sr. PM") {
					t.Errorf("reveal opens nothing:\n%s", report)
				}
				if report := m.must("calibrate", "report", "h2", "--format", "json"); !strings.Contains(report, `"current": "senior"`) {
					t.Errorf("reveal opens no level of today:\n%s", report)
				}
			}
		}
		if said["low"] != said["high"] {
			t.Errorf("what is handed in shows before reveal:\n%s\n--- and ---\n%s", said["low"], said["high"])
		}
	}
}

// TestNotRatedIsSealed compares what is known of a session before reveal when a
// rater gave a level, and when they said that they cannot rate the person.
func TestNotRatedIsSealed(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"en", "fr"} {
		said := map[string]string{}
		for what, add := range map[string]string{
			"a level": "calibrate add h2 bo.csv", "not rated": "calibrate add h2 --subject Bo --rater Omar --as panel --not-rated",
		} {
			m := newMachine(t, language)
			m.begin()
			m.must("calibrate", "add", "h2", m.put("ada.csv", "subject,rater,relation,level\nAda,Nadia,manager,senior\n"))
			add = strings.ReplaceAll(add, "bo.csv", m.put("bo.csv", "subject,rater,relation,level\nBo,Omar,panel,junior\n"))
			_, taken, code := m.rung("", strings.Fields(add)...)
			taken = strings.ReplaceAll(strings.Join(strings.Fields(taken), " "), lang.Text("The files stay readable where they are.").In(lang.Tag(language))+" ", "")
			said[what] = hashes.ReplaceAllString(fmt.Sprint(taken, code)+m.all([]string{
				"calibrate status h2", "calibrate status h2 --format json", "calibrate list", "calibrate log h2", "calibrate log h2 --format json",
				"calibrate report h2", "calibrate agenda h2", "calibrate reveal h2", "calibrate withdraw h2 --subject Bo --rater Omar",
			}), "#")
			m.must("calibrate", "reveal", "h2", "--yes")
			if report := m.must("calibrate", "report", "h2", "--format", "json"); strings.Contains(report, "not_rated") != (what == "not rated") {
				t.Errorf("%s: the report has\n%s", what, report)
			}
		}
		if said["a level"] != said["not rated"] {
			t.Errorf("not to rate shows before reveal:\n%s\n--- and ---\n%s", said["not rated"], said["a level"])
		}
	}
}

// TestTheEndOfALogCutOff cuts entries off a log, with what they stand for, and seals
// the session again as rung would: only a head that was noted shows it.
func TestTheEndOfALogCutOff(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.begin()
	m.must("calibrate", "add", "h2", m.put("1.csv", "subject,rater,relation,level\nAda,Nadia,manager,senior\nBo,Omar,manager,senior\n"))
	m.must("calibrate", "reveal", "h2", "--yes")
	earlier := m.headOf("h2")
	m.must("calibrate", "decide", "h2", "--subject", "Ada", "--level", "senior")
	m.must("calibrate", "decide", "h2", "--subject", "Bo", "--level", "senior")
	_, locked, _ := m.rung("", "calibrate", "lock", "h2")
	printed := regexp.MustCompile(`(?m)^  rung (calibrate log h2 --verify --head (\d+):([0-9a-f]{64}))$`).FindStringSubmatch(locked)
	if printed == nil {
		t.Fatalf("lock prints no head to keep:\n%s", locked)
	}
	command, hash := strings.Fields(printed[1]), printed[3]
	if said := m.must(command...); !strings.Contains(said, "The head that you noted is entry "+printed[2]) {
		t.Errorf("of the whole log it says\n%s", said)
	}
	cutOff(t, m.store(), "h2", 2, calibrate.Revealed)
	if said := m.must("calibrate", "log", "h2", "--verify"); !strings.Contains(said, "is whole") {
		t.Errorf("the log alone shows that it was cut:\n%s", said)
	}
	for head, want := range map[string]string{
		printed[2] + ":" + hash: "is entry " + printed[2] + ", and it has",
		hash:                    "is not in it",
		hash[:16]:               "is not in it",
	} {
		stdout, stderr, code := m.rung("", "calibrate", "log", "h2", "--verify", "--head", head)
		if code != 4 || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("%s: exit code %d\n%s%s", head, code, stdout, stderr)
		}
	}
	m.must("calibrate", "log", "h2", "--verify", "--head", earlier)
}

// headOf is the end of the log of a session, as it is noted.
func (m *machine) headOf(session string) string {
	said := strings.Fields(m.must("calibrate", "log", session, "--verify"))
	return said[len(said)-1]
}

// cutOff takes the last entries off the log of a session in a store, and seals it
// again.
func cutOff(t *testing.T, path, session string, entries int, state calibrate.State) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var rubric string
	var head calibrate.Head
	var last []byte
	if err := db.QueryRow(`SELECT rubric, head_seq - ? FROM sessions WHERE id = ?`, entries, session).Scan(&rubric, &head.Seq); err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRow(`SELECT bytes FROM session_entries WHERE session = ? AND seq = ?`, session, head.Seq).Scan(&last); err != nil {
		t.Fatal(err)
	}
	head.Hash = fmt.Sprintf("%x", sha256.Sum256(last))
	var sealed []byte
	for _, part := range []string{session, rubric, string(state), strconv.Itoa(head.Seq), head.Hash} {
		sealed = fmt.Appendf(sealed, "%d:%s,", len(part), part)
	}
	seal := sha256.Sum256(sealed)
	for _, change := range []struct {
		sql  string
		args []any
	}{
		{`DELETE FROM session_entries WHERE session = ? AND seq > ?`, []any{session, head.Seq}},
		{`DELETE FROM session_payloads WHERE session = ? AND seq > ?`, []any{session, head.Seq}},
		{`UPDATE sessions SET state = ?, head_seq = ?, head_hash = ?, seal = ? WHERE id = ?`, []any{state, head.Seq, head.Hash, seal[:], session}},
	} {
		if _, err := db.Exec(change.sql, change.args...); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTwoPeersLeaveNoTraceInAnyOutput compares whole outputs with and without
// the files of two peers. Status and log are not among them: that peers handed
// in, and who, is what they are for; what those said is nowhere. The head of the log
// has the number of its entries and is compared without.
func TestTwoPeersLeaveNoTraceInAnyOutput(t *testing.T) {
	t.Parallel()
	commands := []string{
		"calibrate agenda h2 --seed 4", "calibrate agenda h2 --format json", "calibrate report h2", "calibrate report h2 --format json",
		"calibrate report h2 --for Ada", "calibrate report h2 --for Ada --format json", "calibrate review h2 --plain",
		"calibrate decide h2 --subject Ada --level lead", "calibrate decide h2 --subject Ada --level senior --why Yes",
		"calibrate report h2", "calibrate report h2 --format json", "calibrate lock h2 --force",
	}
	handIn := func(language string, peers int) string {
		m := newMachine(t, language)
		m.begin()
		handed := []string{"calibrate", "add", "h2",
			m.put("1.yaml", sheetBy("Ada", "Nadia", "manager", "high", "Owns it")), m.put("2.yaml", sheetBy("Ada", "Omar", "manager", "low", "Learns it")),
			m.put("3.yaml", sheetBy("Bo", "Nadia", "manager", "low", "")), m.put("4.yaml", sheetBy("Bo", "Omar", "manager", "low", ""))}
		for _, name := range []string{"Pia", "Pol", "Pam"}[:peers] {
			handed = append(handed, m.put(name+".yaml", sheetBy("Ada", name, "peer", "low", "seen by "+name)))
		}
		m.must(handed...)
		m.must("calibrate", "reveal", "h2", "--yes")
		said := m.all(commands)
		for _, name := range []string{"Pia", "Pol", "Pam"} {
			if strings.Contains(said, name) {
				t.Errorf("%d peers, in %s: %s is named", peers, language, name)
			}
		}
		masked := m.must("calibrate", "report", "h2", "--anonymous", "--format", "json")
		var people struct {
			People []struct{ Peers *struct{ Raters int } }
		}
		if err := json.Unmarshal([]byte(masked), &people); err != nil {
			t.Fatal(err)
		}
		for _, p := range people.People {
			if p.Peers != nil && peers < 3 {
				t.Errorf("%d peers show in an anonymous report", peers)
			}
		}
		return hashes.ReplaceAllString(regexp.MustCompile(`--head \d+:`).ReplaceAllString(said, "--head "), "#")
	}
	for _, language := range []string{"en", "fr"} {
		none, two, three := handIn(language, 0), handIn(language, 2), handIn(language, 3)
		if none != two {
			t.Errorf("two peers show:\n%s\n--- and without ---\n%s", two, none)
		}
		if none == three {
			t.Errorf("three peers change nothing: the comparison is blind")
		}
	}
}

func TestATamperedLogIsNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sql, says, dit string }{
		"edited":   {`UPDATE session_entries SET bytes = CAST(replace(CAST(bytes AS TEXT), '"kind":"decided"', '"kind":"decided","minutes":3') AS BLOB) WHERE seq = 10`, "entry 10 was edited", "l’entrée 10 a été modifiée"},
		"removed":  {`DELETE FROM session_entries WHERE seq = 5`, "entry 5 was removed", "l’entrée 5 a été retirée"},
		"cut":      {`DELETE FROM session_entries WHERE seq = 10`, "the log was cut", "le journal a été coupé"},
		"moved":    {`UPDATE session_entries SET seq = -seq WHERE seq IN (5, 7)`, "entry 5 stands behind entry 7", "l’entrée 5 se trouve après l’entrée 7"},
		"payload":  {`UPDATE session_payloads SET bytes = CAST('{"is":"chief"}' AS BLOB) WHERE seq = 10`, "what entry 10 stands for was edited", "ce que représente l’entrée 10 a été modifié"},
		"withheld": {`DELETE FROM session_payloads WHERE seq = 5`, "what entry 5 stands for was removed", "ce que représente l’entrée 5 a été retiré"},
		"head":     {`UPDATE sessions SET state = 'collecting'`, "changed outside rung, and not used: session h2", "modifié hors de rung"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t, "en")
			m.begin()
			m.must("calibrate", "add", "h2", m.put("1.csv", "subject,rater,relation,level\nAda,Nadia,manager,senior\nAda,Omar,manager,senior\n"), "--by", "Nadia")
			m.must("calibrate", "reveal", "h2", "--yes")
			m.must("calibrate", "agenda", "h2", "--seed", "1")
			m.must("calibrate", "decide", "h2", "--subject", "Ada", "--level", "senior")
			editStore(t, m.store(), c.sql)
			if stdout, stderr, code := m.rung("", "calibrate", "list"); name != "head" && code != 4 || code == 4 && stdout != "There are sessions, but none whose log verifies.\n" {
				t.Errorf("list: exit code %d\n%s%s", code, stdout, stderr)
			}
			m.must("calibrate", "new", "other")
			for language, want := range map[string]string{"en": c.says, "fr": c.dit} {
				m.lang = language
				stdout, stderr, code := m.rung("", "calibrate", "log", "h2", "--verify")
				todo := map[string]string{"en": "put back a copy of the store", "fr": "remettez une copie de la base"}[language]
				if code != 4 || !regexp.MustCompile(want).MatchString(stdout+stderr) || !strings.Contains(strings.Join(strings.Fields(stderr), " "), todo) {
					t.Errorf("verify: exit code %d\n%s%s", code, stdout, stderr)
				}
			}
			if stdout, stderr, code := m.rung("", "calibrate", "report", "h2"); code != 4 || stdout != "" {
				t.Errorf("report: exit code %d\n%s%s", code, stdout, stderr)
			}
			m.must("calibrate", "log", "other", "--verify")
		})
	}
}

// editStore changes the store of rung behind its back.
func editStore(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	done, err := db.Exec(statement)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := done.RowsAffected(); n == 0 {
		t.Fatalf("nothing was changed: %s", statement)
	}
}

func TestErasedNamesAreNowhere(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.begin()
	m.must("calibrate", "add", "h2", "--by", "Ximena Vole",
		m.put("in/1.yaml", sheetBy("Zebulon Quartz", "Ximena Vole", "manager", "high", "Zebulon Quartz leads, says ximena  vole")),
		m.put("in/2.yaml", sheetBy("Bo", "Ximena Vole", "manager", "low", "Learns from Zebulon Quartz")),
		m.put("in/3.yaml", sheetBy("Bo", "Omar", "manager", "low", "As Ximena Vole saw")))
	m.must("calibrate", "reveal", "h2", "--yes", "--by", "Ximena Vole")
	m.must("calibrate", "agenda", "h2", "--seed", "1")
	m.must("calibrate", "decide", "h2", "--subject", "Bo", "--level", "lead", "--why", "Ximena Vole and Zebulon Quartz insisted")
	m.must("calibrate", "decide", "h2", "--subject", "zebulon quartz", "--level", "senior")
	if err := os.RemoveAll(filepath.Join(m.dir, "in")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Zebulon Quartz", "Ximena Vole"} {
		m.must("erase", name, "--yes")
		m.must("calibrate", "log", "h2", "--verify")
	}
	for i, c := range []string{
		"calibrate report h2", "calibrate report h2 --format json", "calibrate report h2 --anonymous", "calibrate report h2 --for Bo",
		"calibrate log h2", "calibrate log h2 --format json", "calibrate status h2", "calibrate status h2 --format json", "calibrate agenda h2", "export Bo",
	} {
		m.put(fmt.Sprintf("out/%d", i), m.all([]string{c}))
	}
	searched := 0
	err := filepath.WalkDir(m.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		for _, word := range []string{"zebulon", "quartz", "ximena", "vole"} {
			if bytes.Contains(bytes.ToLower(data), []byte(word)) {
				t.Errorf("%s still has %s", path, word)
			}
		}
		searched++
		return err
	})
	if err != nil || searched < 11 {
		t.Errorf("%d files searched: %v", searched, err)
	}
	if report := m.must("calibrate", "report", "h2"); !strings.Contains(report, "Bo ") || !strings.Contains(report, "erased-") {
		t.Errorf("more is gone than the two:\n%s", report)
	}
}

// handedIn counts the submissions of h2, once its log verifies.
func (m *machine) handedIn() int {
	m.t.Helper()
	m.must("calibrate", "log", "h2", "--verify")
	var status struct{ Handed []any }
	if err := json.Unmarshal([]byte(m.must("calibrate", "status", "h2", "--format", "json")), &status); err != nil {
		m.t.Fatal(err)
	}
	return len(status.Handed)
}

// killed starts rung and kills it after at most that long; done says that it
// ended by itself before.
func (m *machine) killed(within time.Duration, args ...string) (done bool) {
	m.t.Helper()
	c, said := m.process(args...), new(bytes.Buffer)
	c.Stderr = said
	if err := c.Start(); err != nil {
		m.t.Fatal(err)
	}
	kill := time.AfterFunc(rand.N(within), func() { c.Process.Kill() })
	err := c.Wait()
	kill.Stop()
	if err != nil && c.ProcessState.Exited() {
		m.t.Fatalf("rung %s: %v\n%s", strings.Join(args, " "), err, said)
	}
	return err == nil
}

func TestKilledWhileAddingOrDeciding(t *testing.T) {
	long(t)
	t.Parallel()
	m := newMachine(t, "en")
	m.begin()
	const batch = 40
	for i := range 6 {
		rows := "subject,rater,relation,level\n"
		for n := range batch {
			rows += fmt.Sprintf("Subject %d,Rater %d,manager,senior\n", n, i)
		}
		file := m.put("batch.csv", rows)
		before := m.handedIn()
		done := m.killed(120*time.Millisecond, "calibrate", "add", "h2", file)
		after := m.handedIn()
		if whole := after == before+batch; after != before && !whole || done && !whole {
			t.Fatalf("%d submissions became %d (done: %v)", before, after, done)
		}
	}
	m.must("calibrate", "add", "h2", m.put("last.csv", "subject,rater,relation,level\nAda,Nadia,manager,senior\n"))
	m.must("calibrate", "reveal", "h2", "--yes")
	for i := range 6 {
		before := strings.Count(m.must("calibrate", "log", "h2", "--format", "json"), `"decided"`)
		done := m.killed(100*time.Millisecond, "calibrate", "decide", "h2", "--subject", "Ada", "--level", "chief", "--why", fmt.Sprint("Turn ", i))
		m.must("calibrate", "log", "h2", "--verify")
		after := strings.Count(m.must("calibrate", "log", "h2", "--format", "json"), `"decided"`)
		if after != before && after != before+1 || done && after == before {
			t.Fatalf("%d decisions became %d (done: %v)", before, after, done)
		}
	}
}

func TestEightDecideAtOnce(t *testing.T) {
	long(t)
	t.Parallel()
	m := newMachine(t, "en")
	m.begin()
	rows := "subject,rater,relation,level\n"
	for n := range 8 {
		rows += fmt.Sprintf("Subject %d,Nadia,manager,senior\n", n)
	}
	m.must("calibrate", "add", "h2", m.put("all.csv", rows))
	m.must("calibrate", "reveal", "h2", "--yes")
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for range 50 {
				c, said := m.process("calibrate", "decide", "h2", "--subject", fmt.Sprint("Subject ", n), "--level", "senior"), new(bytes.Buffer)
				c.Stderr = said
				err := c.Run()
				if err == nil {
					return
				}
				if c.ProcessState.ExitCode() != 5 || !strings.Contains(said.String(), "run the command again") {
					t.Errorf("%v\n%s", err, said)
					return
				}
			}
			t.Errorf("subject %d never came through", n)
		})
	}
	all.Wait()
	m.must("calibrate", "log", "h2", "--verify")
	m.must("calibrate", "lock", "h2")
}

// TestASessionIsTheSameElsewhere moves a session in every state to a machine that
// has nothing of it, and compares everything that can be asked about it.
func TestASessionIsTheSameElsewhere(t *testing.T) {
	t.Parallel()
	commands := []string{
		"calibrate status h2", "calibrate status h2 --format json", "calibrate log h2", "calibrate log h2 --format json", "calibrate log h2 --verify",
		"calibrate list --format json", "calibrate report h2", "calibrate report h2 --format json", "calibrate report h2 --for Ada",
		"calibrate export h2",
	}
	here := newMachine(t, "en")
	here.begin()
	for _, step := range []string{
		"calibrate add h2 " + here.put("1.yaml", sheetBy("Ada", "Nadia", "manager", "high", "Owns it")) + " " +
			here.put("2.yaml", sheetBy("Bo", "Omar", "manager", "low", "")) + " --expect " + here.put("r.csv", "subject,rater,relation,level\nAda,Omar,manager,junior\n"),
		"calibrate reveal h2 --yes", "calibrate agenda h2 --seed 3", "calibrate decide h2 --subject Ada --level lead --why Agreed --by Omar",
		"erase Bo --yes", "calibrate lock h2 --force",
	} {
		here.must(strings.Fields(step)...)
		file := here.put("h2.json", here.must("calibrate", "export", "h2"))
		there := newMachine(t, "en")
		there.keys = filepath.Join(here.dir, ".config", "rung", "keys")
		there.must("calibrate", "import", file)
		if said, want := there.all(commands), here.all(commands); said != want {
			t.Errorf("after %s there is said:\n%s\n--- and here ---\n%s", step, said, want)
		}
	}
}

// TestASessionThatDoesNotVerifyCanGo deletes one whose log was changed, and one
// whose row was.
func TestASessionThatDoesNotVerifyCanGo(t *testing.T) {
	t.Parallel()
	for _, sql := range []string{`DELETE FROM session_entries WHERE seq = 2 AND session = 'h2'`, `UPDATE sessions SET state = 'locked' WHERE id = 'h2'`} {
		m := newMachine(t, "en")
		m.begin()
		m.must("calibrate", "new", "other")
		editStore(t, m.store(), sql)
		if _, said, code := m.rung("", "calibrate", "delete", "h2"); code != 2 {
			t.Errorf("%s: exit code %d\n%s", sql, code, said)
		}
		m.must("calibrate", "delete", "h2", "--yes")
		if _, said, code := m.rung("", "calibrate", "delete", "h9", "--yes"); code != 1 {
			t.Errorf("%s: what is not there: exit code %d\n%s", sql, code, said)
		}
		m.must("calibrate", "log", "other", "--verify")
		m.begin()
	}
}
