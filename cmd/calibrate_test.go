package cmd_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"rung/cmd"
)

// desk is a place with files and a store of its own, where rung is run on
// buffers.
type desk struct {
	t    *testing.T
	dir  string
	lang string
	runs byte
}

func newDesk(t *testing.T, language string) *desk {
	return &desk{t: t, dir: t.TempDir(), lang: language}
}

func (d *desk) store() string { return filepath.Join(d.dir, "store", "rung.db") }

// put writes a file and returns its path.
func (d *desk) put(name, text string) string {
	d.t.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

func (d *desk) run(stdin string, args ...string) (stdout, stderr string, code int) {
	var out, errs bytes.Buffer
	d.runs++
	ids := 0
	code = cmd.Main(cmd.Process{
		Args:  args,
		Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &errs,
		Getenv: func(name string) string {
			return map[string]string{"HOME": d.dir, "RUNG_STORE": d.store(), "RUNG_LANG": d.lang}[name]
		},
		Now: func() time.Time { return time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC) },
		NewID: func() string {
			ids++
			return fmt.Sprintf("0195560f-4e40-7000-8000-0000%04x%04x", d.runs, ids)
		},
		Random: rand.NewChaCha8([32]byte{d.runs}),
	})
	return out.String(), errs.String(), code
}

// must runs a command that succeeds, and returns its stdout.
func (d *desk) must(args ...string) string {
	d.t.Helper()
	stdout, stderr, code := d.run("", args...)
	if code != 0 {
		d.t.Fatalf("rung %s: exit code %d\n%s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

// all runs commands and returns everything that they said, with their codes.
func (d *desk) all(commands []string) string {
	var b strings.Builder
	for _, c := range commands {
		stdout, stderr, code := d.run("d\nn\nd\nn\nq\n", strings.Fields(c)...)
		fmt.Fprintf(&b, "$ rung %s\n%s%s[%d]\n", c, stdout, strings.ReplaceAll(stderr, d.dir, "DIR"), code)
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
func (d *desk) begin() {
	d.t.Helper()
	mini, err := os.ReadFile("testdata/mini.yaml")
	if err != nil {
		d.t.Fatal(err)
	}
	d.must("calibrate", "new", "h2", "--rubric", d.put("mini.yaml", string(mini)), "--by", "Nadia")
}

// hashes stand for the whole log, whatever is in it.
var hashes = regexp.MustCompile(`\b[0-9a-f]{8,64}\b`)

func TestNothingIsKnownBeforeReveal(t *testing.T) {
	commands := []string{
		"calibrate status h2", "calibrate status h2 --format json", "calibrate list", "calibrate list --format json",
		"calibrate log h2", "calibrate log h2 --format json", "calibrate log h2 --verify",
		"calibrate report h2", "calibrate report h2 --format json", "calibrate report h2 --for Ada", "calibrate report h2 --anonymous",
		"calibrate agenda h2", "calibrate agenda h2 --format json", "calibrate review h2 --plain", "calibrate review h2 --plain --last",
		"calibrate decide h2 --subject Ada --level senior", "calibrate decide h2 --subject Ada --level junior", "calibrate lock h2", "calibrate lock h2 --force",
		"show last", "history", "history --subject Ada", "export Ada",
	}
	for _, language := range []string{"en", "fr"} {
		said := map[string]string{}
		for _, level := range []string{"low", "high"} {
			d := newDesk(t, language)
			d.begin()
			id, step := "junior", "0.5"
			if level == "high" {
				id, step = "senior", "2.5"
			}
			files := []string{
				d.put("a.yaml", sheetBy("Ada", "Nadia", "manager", level, level)),
				d.put("b.csv", "subject,rater,relation,level\nBo,Omar,panel,"+id+"\nBo,,self,"+id+"\n"),
				d.put("c.csv", "subject,rater,relation,teams,people,craft\nAda,Omar,manager,1,0,"+step+"\n"),
			}
			// The same again, in place of the first, and something refused.
			files = append(files, d.put("again/a.yaml", sheetBy("Ada", "Nadia", "manager", level, level)))
			adds := "calibrate add h2 " + strings.Join(files, " ")
			bad := "calibrate add h2 " + d.put("bad.csv", "subject,rater,relation,level\nAda,Omar,manager,"+id+"\nBo,Bo,manager,"+id+"\n") + " --skip-invalid"
			said[level] = strings.ReplaceAll(d.all([]string{adds, adds}), d.dir, "DIR")
			// A refusal shows the line of the file that it refuses: the person
			// who hands in has it before them.
			said[level] += strings.ReplaceAll(strings.ReplaceAll(d.all([]string{bad}), d.dir, "DIR"), id, "LEVEL")
			said[level] = hashes.ReplaceAllString(said[level]+d.all(commands), "#")
			if level == "high" {
				d.must("calibrate", "reveal", "h2", "--yes")
				if report := d.must("calibrate", "report", "h2"); !strings.Contains(report, "Sr. PM") {
					t.Errorf("reveal opens nothing:\n%s", report)
				}
			}
		}
		if said["low"] != said["high"] {
			t.Errorf("what is handed in shows before reveal:\n%s\n--- and ---\n%s", said["low"], said["high"])
		}
	}
}

// TestTwoPeersLeaveNoTraceInAnyOutput compares whole outputs with and without
// the files of two peers. Status and log are not among them: that peers handed
// in, and who, is what they are for; what those said is nowhere.
func TestTwoPeersLeaveNoTraceInAnyOutput(t *testing.T) {
	commands := []string{
		"calibrate agenda h2 --seed 4", "calibrate agenda h2 --format json", "calibrate report h2", "calibrate report h2 --format json",
		"calibrate report h2 --for Ada", "calibrate report h2 --for Ada --format json", "calibrate review h2 --plain",
		"calibrate decide h2 --subject Ada --level lead", "calibrate decide h2 --subject Ada --level senior --why Yes",
		"calibrate report h2", "calibrate report h2 --format json", "calibrate lock h2 --force",
	}
	handIn := func(language string, peers int) string {
		d := newDesk(t, language)
		d.begin()
		handed := []string{"calibrate", "add", "h2",
			d.put("1.yaml", sheetBy("Ada", "Nadia", "manager", "high", "Owns it")), d.put("2.yaml", sheetBy("Ada", "Omar", "manager", "low", "Learns it")),
			d.put("3.yaml", sheetBy("Bo", "Nadia", "manager", "low", "")), d.put("4.yaml", sheetBy("Bo", "Omar", "manager", "low", ""))}
		for _, name := range []string{"Pia", "Pol", "Pam"}[:peers] {
			handed = append(handed, d.put(name+".yaml", sheetBy("Ada", name, "peer", "low", "seen by "+name)))
		}
		d.must(handed...)
		d.must("calibrate", "reveal", "h2", "--yes")
		said := d.all(commands)
		for _, name := range []string{"Pia", "Pol", "Pam"} {
			if strings.Contains(said, name) {
				t.Errorf("%d peers, in %s: %s is named", peers, language, name)
			}
		}
		masked := d.must("calibrate", "report", "h2", "--anonymous", "--format", "json")
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
		return hashes.ReplaceAllString(said, "#")
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
	for name, c := range map[string]struct{ sql, says, dit string }{
		"edited":   {`UPDATE session_entries SET bytes = CAST(replace(CAST(bytes AS TEXT), '"kind":"decided"', '"kind":"decided","minutes":3') AS BLOB) WHERE seq = 9`, "entry 9 was edited", "l’entrée 9 a été modifiée"},
		"removed":  {`DELETE FROM session_entries WHERE seq = 4`, "entry 4 was removed", "l’entrée 4 a été retirée"},
		"cut":      {`DELETE FROM session_entries WHERE seq = 9`, "the log was cut", "le journal a été coupé"},
		"moved":    {`UPDATE session_entries SET seq = -seq WHERE seq IN (4, 6)`, "entry 4 stands behind entry 6", "l’entrée 4 se trouve après l’entrée 6"},
		"payload":  {`UPDATE session_payloads SET bytes = CAST('{"is":"chief"}' AS BLOB) WHERE seq = 9`, "what entry 9 stands for was edited", "ce que représente l’entrée 9 a été modifié"},
		"withheld": {`DELETE FROM session_payloads WHERE seq = 4`, "what entry 4 stands for was removed", "ce que représente l’entrée 4 a été retiré"},
		"head":     {`UPDATE sessions SET state = 'collecting'`, "changed outside rung, and not used: session h2", "modifié hors de rung"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, "en")
			d.begin()
			d.must("calibrate", "add", "h2", d.put("1.csv", "subject,rater,relation,level\nAda,Nadia,manager,senior\nAda,Omar,manager,senior\n"), "--by", "Nadia")
			d.must("calibrate", "reveal", "h2", "--yes")
			d.must("calibrate", "agenda", "h2", "--seed", "1")
			d.must("calibrate", "decide", "h2", "--subject", "Ada", "--level", "senior")
			d.must("calibrate", "new", "other")
			editStore(t, d.store(), c.sql)
			for language, want := range map[string]string{"en": c.says, "fr": c.dit} {
				d.lang = language
				stdout, stderr, code := d.run("", "calibrate", "log", "h2", "--verify")
				if code != 4 || !regexp.MustCompile(want).MatchString(stdout+stderr) {
					t.Errorf("verify: exit code %d\n%s%s", code, stdout, stderr)
				}
			}
			if stdout, stderr, code := d.run("", "calibrate", "report", "h2"); code != 4 || stdout != "" {
				t.Errorf("report: exit code %d\n%s%s", code, stdout, stderr)
			}
			d.must("calibrate", "log", "other", "--verify")
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
	d := newDesk(t, "en")
	d.begin()
	d.must("calibrate", "add", "h2", "--by", "Ximena Vole",
		d.put("in/1.yaml", sheetBy("Zebulon Quartz", "Ximena Vole", "manager", "high", "Zebulon Quartz leads, says ximena  vole")),
		d.put("in/2.yaml", sheetBy("Bo", "Ximena Vole", "manager", "low", "Learns from Zebulon Quartz")),
		d.put("in/3.yaml", sheetBy("Bo", "Omar", "manager", "low", "As Ximena Vole saw")))
	d.must("calibrate", "reveal", "h2", "--yes", "--by", "Ximena Vole")
	d.must("calibrate", "agenda", "h2", "--seed", "1")
	d.must("calibrate", "decide", "h2", "--subject", "Bo", "--level", "lead", "--why", "Ximena Vole and Zebulon Quartz insisted")
	d.must("calibrate", "decide", "h2", "--subject", "zebulon quartz", "--level", "senior")
	if err := os.RemoveAll(filepath.Join(d.dir, "in")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Zebulon Quartz", "Ximena Vole"} {
		d.must("erase", name, "--yes")
		d.must("calibrate", "log", "h2", "--verify")
	}
	for i, c := range []string{
		"calibrate report h2", "calibrate report h2 --format json", "calibrate report h2 --anonymous", "calibrate report h2 --for Bo",
		"calibrate log h2", "calibrate log h2 --format json", "calibrate status h2", "calibrate status h2 --format json", "calibrate agenda h2", "export Bo",
	} {
		d.put(fmt.Sprintf("out/%d", i), d.all([]string{c}))
	}
	searched := 0
	err := filepath.WalkDir(d.dir, func(path string, entry fs.DirEntry, err error) error {
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
	if report := d.must("calibrate", "report", "h2"); !strings.Contains(report, "Bo ") || !strings.Contains(report, "erased-") {
		t.Errorf("more is gone than the two:\n%s", report)
	}
}

// process is rung in a process of its own.
func (d *desk) process(args ...string) (*exec.Cmd, *bytes.Buffer) {
	c := exec.Command("rung", args...)
	c.Env = append(os.Environ(), "HOME="+d.dir, "RUNG_STORE="+d.store(), "RUNG_LANG=en", "RUNG_TEST_NOW=2026-03-02T09:30:00Z", "RUNG_TEST_RUNS="+filepath.Join(d.dir, ".runs"))
	said := new(bytes.Buffer)
	c.Stderr = said
	return c, said
}

// handedIn counts the submissions of h2, once its log verifies.
func (d *desk) handedIn() int {
	d.t.Helper()
	d.must("calibrate", "log", "h2", "--verify")
	var status struct{ Handed []any }
	if err := json.Unmarshal([]byte(d.must("calibrate", "status", "h2", "--format", "json")), &status); err != nil {
		d.t.Fatal(err)
	}
	return len(status.Handed)
}

// killed starts rung and kills it after at most that long; done says that it
// ended by itself before.
func (d *desk) killed(within time.Duration, args ...string) (done bool) {
	d.t.Helper()
	c, said := d.process(args...)
	if err := c.Start(); err != nil {
		d.t.Fatal(err)
	}
	kill := time.AfterFunc(rand.N(within), func() { c.Process.Kill() })
	err := c.Wait()
	kill.Stop()
	if err != nil && c.ProcessState.Exited() {
		d.t.Fatalf("rung %s: %v\n%s", strings.Join(args, " "), err, said)
	}
	return err == nil
}

func TestKilledWhileAddingOrDeciding(t *testing.T) {
	d := newDesk(t, "en")
	d.begin()
	const batch = 40
	for i := range 6 {
		rows := "subject,rater,relation,level\n"
		for n := range batch {
			rows += fmt.Sprintf("Subject %d,Rater %d,manager,senior\n", n, i)
		}
		file := d.put("batch.csv", rows)
		before := d.handedIn()
		done := d.killed(120*time.Millisecond, "calibrate", "add", "h2", file)
		after := d.handedIn()
		if whole := after == before+batch; after != before && !whole || done && !whole {
			t.Fatalf("%d submissions became %d (done: %v)", before, after, done)
		}
	}
	d.must("calibrate", "add", "h2", d.put("last.csv", "subject,rater,relation,level\nAda,Nadia,manager,senior\n"))
	d.must("calibrate", "reveal", "h2", "--yes")
	for i := range 6 {
		before := strings.Count(d.must("calibrate", "log", "h2", "--format", "json"), `"decided"`)
		done := d.killed(100*time.Millisecond, "calibrate", "decide", "h2", "--subject", "Ada", "--level", "chief", "--why", fmt.Sprint("Turn ", i))
		d.must("calibrate", "log", "h2", "--verify")
		after := strings.Count(d.must("calibrate", "log", "h2", "--format", "json"), `"decided"`)
		if after != before && after != before+1 || done && after == before {
			t.Fatalf("%d decisions became %d (done: %v)", before, after, done)
		}
	}
}

func TestEightDecideAtOnce(t *testing.T) {
	d := newDesk(t, "en")
	d.begin()
	rows := "subject,rater,relation,level\n"
	for n := range 8 {
		rows += fmt.Sprintf("Subject %d,Nadia,manager,senior\n", n)
	}
	d.must("calibrate", "add", "h2", d.put("all.csv", rows))
	d.must("calibrate", "reveal", "h2", "--yes")
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for range 50 {
				c, said := d.process("calibrate", "decide", "h2", "--subject", fmt.Sprint("Subject ", n), "--level", "senior")
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
	d.must("calibrate", "log", "h2", "--verify")
	d.must("calibrate", "lock", "h2")
}
