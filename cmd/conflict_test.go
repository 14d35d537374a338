package cmd_test

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
)

// meanwhile is chance that has something else happen whenever it is drawn from:
// a command draws after it has loaded a session, and before it saves it.
type meanwhile struct {
	io.Reader
	do func()
}

func (m meanwhile) Read(b []byte) (int, error) {
	m.do()
	return m.Reader.Read(b)
}

// TestAConflictIsTriedAgain changes a session while a command is at work on it.
func TestAConflictIsTriedAgain(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.begin()
	other := m.put("other.csv", "subject,rater,relation,level\nBo,Omar,manager,junior\nCy,Omar,manager,junior\n")
	bad := m.put("bad.csv", "subject,rater,relation,level\nBo,Bo,manager,junior\n")
	m.meanwhile = sync.OnceFunc(func() { m.must("calibrate", "add", "h2", other) })
	_, said, code := m.rung("subject,rater,relation,level\nBo,,self,junior\n", "calibrate", "add", "h2", "-", bad, "--skip-invalid")
	if code != 0 || strings.Count(said, "1 new") != 1 || strings.Count(said, "themself") != 1 {
		t.Errorf("exit code %d, said %s", code, said)
	}
	m.must("calibrate", "reveal", "h2", "--yes")

	m.meanwhile = sync.OnceFunc(func() { m.must("calibrate", "decide", "h2", "--subject", "Bo", "--level", "junior", "--why", "x") })
	_, said, code = m.rung("", "calibrate", "decide", "h2", "--subject", "Cy", "--level", "junior", "--why", "x")
	if code != 0 || !strings.Contains(said, "Everybody has a decision") {
		t.Errorf("exit code %d, said %s", code, said)
	}
	if log := m.must("calibrate", "log", "h2", "--format", "json"); strings.Count(log, `"submitted"`) != 3 || strings.Count(log, `"decided"`) != 2 {
		t.Errorf("the log is %s", log)
	}
}

// TestNothingIsAnnouncedThatIsNotSaved hands in to a session that others are
// never done with.
func TestNothingIsAnnouncedThatIsNotSaved(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.begin()
	mine := m.put("mine.csv", "subject,rater,relation,level\nBo,,self,junior\n")
	raters := 0
	m.meanwhile = func() {
		raters++
		m.must("calibrate", "add", "h2", m.put("other.csv", fmt.Sprintf("subject,rater,relation,level\nBo,Rater %d,manager,junior\n", raters)))
	}
	_, said, code := m.rung("", "calibrate", "add", "h2", mine)
	if code != 5 || strings.Contains(said, "new") {
		t.Errorf("exit code %d, said %s", code, said)
	}
}
