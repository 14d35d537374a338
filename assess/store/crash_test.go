package store

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rung/assess"
)

// TestMain lets the test binary stand in for rung in a process of its own.
func TestMain(m *testing.M) {
	if work := os.Getenv("RUNG_TEST_CHILD"); work != "" {
		if err := child(work, os.Getenv("RUNG_STORE"), os.Getenv("RUNG_TEST_FROM")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// perChild is how many ids a child has, and what a working child stores.
const perChild, workload = 10_000, 25

// child does one kind of work on a store, and says on stdout what was
// acknowledged.
func child(work, path, from string) error {
	s, err := Open(path)
	if err != nil {
		return err
	}
	defer s.Close()
	first, err := strconv.Atoi(from)
	if err != nil {
		return err
	}
	switch work {
	case "answer":
		return answerForEver(s, first)
	case "work":
		return workThrough(s, first)
	case "hand in":
		return handIn(s, first, workload)
	case "hand in for ever":
		return handIn(s, first, perChild)
	case "erase":
		fmt.Println("ready")
		alias, err := Alias(rand.Reader)
		if err != nil {
			return err
		}
		_, err = s.Erase(assess.Person{ID: "grace-hopper"}, alias, eraserAct())
		return err
	}
	if to, ok := strings.CutPrefix(work, "back up "); ok {
		fmt.Println("ready")
		_, err := s.Backup(to, true)
		return err
	}
	if keyFile, ok := strings.CutPrefix(work, "reveal "); ok {
		fmt.Println("ready")
		return reveal(s, keyFile)
	}
	if file, ok := strings.CutPrefix(work, "go on "); ok {
		return goOn(s, file)
	}
	return fmt.Errorf("no work %q", work)
}

// answerForEver saves drafts answer by answer and completes them.
func answerForEver(s *Store, first int) error {
	if err := s.PutRubric(tinyText(), noon); err != nil {
		return err
	}
	for n := first; ; n++ {
		a := draft(n, "Ada")
		for answers := range 4 {
			a.Answers[0].Value.Number = answers
			if err := s.SaveDraft(a); err != nil {
				return err
			}
			fmt.Println("answer", a.ID, answers)
		}
		a.CompletedAt = noon
		if err := s.Complete(a); err != nil {
			return err
		}
		fmt.Println("done", a.ID)
	}
}

func workThrough(s *Store, first int) error {
	if err := s.PutRubric(tinyText(), noon); err != nil {
		return err
	}
	for n := range workload {
		if err := s.Complete(completed(first+n, fmt.Sprintf("Person %d", first))); err != nil {
			return err
		}
	}
	return nil
}

func start(t *testing.T, work, path string, from int) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	c := exec.Command(self)
	c.Env = append(os.Environ(), "RUNG_TEST_CHILD="+work, "RUNG_STORE="+path, fmt.Sprintf("RUNG_TEST_FROM=%d", from))
	said := new(bytes.Buffer)
	c.Stderr = said
	return c, said
}

// long leaves a test to `make test-long`.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes long")
	}
}

// kills is how many children are killed, few in a short run; RUNG_TEST_KILLS says
// otherwise.
func kills(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("RUNG_TEST_KILLS")); err == nil {
		return n
	}
	if testing.Short() {
		return 2
	}
	return 20
}

// TestKilledAtAnyInstant kills a process that answers questions, again and
// again, on one store. Nothing that was acknowledged may be lost.
func TestKilledAtAnyInstant(t *testing.T) {
	t.Parallel()
	path := storePath(t)
	dice := mathrand.New(mathrand.NewPCG(1, 2))
	var acknowledged []string
	cutShort := 0
	for round := range kills(t) {
		c, said := start(t, "answer", path, round*perChild)
		out, err := c.StdoutPipe()
		must(t, err)
		must(t, c.Start())
		lines := make(chan []string, 1)
		go func() { lines <- readLines(out) }()
		time.Sleep(time.Duration(dice.IntN(80_000)) * time.Microsecond)
		must(t, c.Process.Kill())
		acknowledged = append(acknowledged, <-lines...)
		c.Wait()
		if said.Len() > 0 {
			t.Fatalf("round %d: the process said %s", round, said)
		}
		if _, err := os.Stat(path + "-journal"); err == nil {
			cutShort++
		}
		checkAcknowledged(t, path, acknowledged)
		dropDrafts(t, path)
		acknowledged = doneOnly(acknowledged)
	}
	t.Logf("%d assessments were acknowledged, %d changes were cut short", len(acknowledged), cutShort)
}

func readLines(r io.Reader) (lines []string) {
	scanner := bufio.NewScanner(r)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	return lines
}

// checkAcknowledged looks for every completed assessment, and for the answer
// that was acknowledged last.
func checkAcknowledged(t *testing.T, path string, lines []string) {
	t.Helper()
	s, err := Open(path)
	must(t, err)
	defer s.Close()
	list, err := s.List(Filter{})
	must(t, err)
	there := map[string]bool{}
	for _, a := range list {
		there[a.ID] = true
	}
	for _, id := range doneOnly(lines) {
		if !there[strings.TrimPrefix(id, "done ")] {
			t.Fatalf("%s is lost", id)
		}
	}
	if len(lines) == 0 || strings.HasPrefix(lines[len(lines)-1], "done") {
		return
	}
	var id string
	var answers int
	_, err = fmt.Sscanf(lines[len(lines)-1], "answer %s %d", &id, &answers)
	must(t, err)
	if there[id] {
		return
	}
	a, err := s.Draft(KeyOf(draft(0, "Ada")))
	must(t, err)
	if a == nil || a.ID != id || a.Answers[0].Value.Number < answers {
		t.Fatalf("answer %d of %s is lost; the draft is %+v", answers, id, a)
	}
}

func doneOnly(lines []string) (done []string) {
	for _, line := range lines {
		if strings.HasPrefix(line, "done ") {
			done = append(done, line)
		}
	}
	return done
}

func dropDrafts(t *testing.T, path string) {
	t.Helper()
	s, err := Open(path)
	must(t, err)
	defer s.Close()
	begun, err := s.Drafts()
	must(t, err)
	for _, a := range begun {
		must(t, s.DropDraft(a.ID))
	}
}

// TestKilledWhileMakingTheStore kills processes that make one, each its own.
func TestKilledWhileMakingTheStore(t *testing.T) {
	t.Parallel()
	dice := mathrand.New(mathrand.NewPCG(3, 4))
	for round := range kills(t) {
		path := storePath(t)
		c, _ := start(t, "answer", path, 0)
		must(t, c.Start())
		time.Sleep(time.Duration(2000+dice.IntN(8000)) * time.Microsecond)
		must(t, c.Process.Kill())
		c.Wait()
		open(t, path)
		if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); err != nil || len(left) > 0 {
			t.Fatalf("round %d left %v", round, left)
		}
	}
}

// TestKilledWhileErasing kills a process that erases a person from a large
// store. Either nothing happened, or everything does by the next Open.
func TestKilledWhileErasing(t *testing.T) {
	t.Parallel()
	s := withGrace(t)
	must(t, s.Close())
	whole := read(t, s.Path())
	dice := mathrand.New(mathrand.NewPCG(5, 6))
	erased := 0
	for round := range kills(t) {
		must(t, os.WriteFile(s.Path(), whole, 0o600))
		c, _ := start(t, "erase", s.Path(), 0)
		out, err := c.StdoutPipe()
		must(t, err)
		must(t, c.Start())
		out.Read(make([]byte, 1))
		time.Sleep(time.Duration(dice.IntN(30_000)) * time.Microsecond)
		must(t, c.Process.Kill())
		c.Wait()

		again := open(t, s.Path())
		list, err := again.List(Filter{Subject: "grace-hopper"})
		must(t, err)
		must(t, again.Close())
		if len(list) == 0 {
			erased++
			if found := traces(read(t, s.Path())); len(found) > 0 {
				t.Fatalf("round %d: erased, and %v is still in the file", round, found)
			}
		} else if len(list) != 40 {
			t.Fatalf("round %d: %d of 40 assessments are left", round, len(list))
		}
	}
	t.Logf("%d of %d were erased", erased, kills(t))
}

// TestEightProcessesAtOnce has eight processes make one store and fill it.
func TestEightProcessesAtOnce(t *testing.T) {
	long(t)
	t.Parallel()
	path := storePath(t)
	const processes = 8
	ends := make(chan error, processes)
	for n := range processes {
		c, said := start(t, "work", path, n*perChild)
		must(t, c.Start())
		go func() {
			err := c.Wait()
			if err != nil {
				err = fmt.Errorf("%w: %s", err, said)
			}
			ends <- err
		}()
	}
	for range processes {
		must(t, <-ends)
	}
	list, err := open(t, path).List(Filter{})
	must(t, err)
	perPerson := map[assess.Person]int{}
	for _, a := range list {
		perPerson[a.Subject]++
	}
	for who, n := range perPerson {
		if n != workload {
			t.Errorf("%s has %d assessments, want %d", who.Name, n, workload)
		}
	}
	if len(perPerson) != processes {
		t.Errorf("%d processes left something, want %d", len(perPerson), processes)
	}
}
