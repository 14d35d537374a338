package cmd_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// demoNote is what Nadia says of Chloé in her envelope of the demo.
const demoNote = "Settled the API dispute of four teams"

// posted are the receipts of the session demo, once its log verifies, and its state.
func (m *machine) posted() (receipts int, state string) {
	m.t.Helper()
	m.must("calibrate", "log", "demo", "--verify")
	var found struct {
		Session  struct{ State string }
		Receipts []struct{ State string }
	}
	m.check(json.Unmarshal([]byte(m.must("calibrate", "status", "demo", "--receipts", "--format", "json")), &found))
	return len(found.Receipts), found.Session.State
}

// copied copies what a folder holds into another one, which is emptied before.
func (m *machine) copied(from, to string) {
	m.t.Helper()
	m.check(os.RemoveAll(to))
	m.check(os.CopyFS(to, os.DirFS(from)))
}

// holds reports whether a file in a folder has a text in it.
func (m *machine) holds(folder, text string) bool {
	m.t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	m.check(err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		m.check(err)
		if bytes.Contains(data, []byte(text)) {
			return true
		}
	}
	return false
}

// TestKilledWhileCollectingOrRevealing holds that whenever rung is killed, all of a
// folder was collected or nothing, and everything was revealed or nothing can be read.
func TestKilledWhileCollectingOrRevealing(t *testing.T) {
	long(t)
	t.Parallel()
	m := newMachine(t, "en")
	m.must("calibrate", "demo", "--invite", m.dir+"/try")
	store, before := filepath.Dir(m.store()), m.dir+"/before"
	m.copied(store, before)
	collect := []string{"calibrate", "collect", "demo", "--from", m.dir + "/try"}
	for range 100 {
		m.copied(before, store)
		done := m.killed(300*time.Millisecond, collect...)
		if in, _ := m.posted(); in != 0 && in != 4 || done && in != 4 {
			t.Fatalf("%d envelopes of 4 are in (done: %v)", in, done)
		}
		m.must(collect...)
		if in, _ := m.posted(); in != 4 {
			t.Fatalf("collected again, %d envelopes of 4 are in", in)
		}
	}
	m.copied(store, before)
	reveal := []string{"calibrate", "reveal", "demo", "--yes"}
	for range 100 {
		m.copied(before, store)
		done := m.killed(500*time.Millisecond, reveal...)
		switch _, state := m.posted(); {
		case state == "revealed":
			if !strings.Contains(m.must("calibrate", "report", "demo"), "Chloé") {
				t.Fatal("it is revealed, and not to be read")
			}
		case done || m.holds(store, demoNote):
			t.Fatalf("it is %s (done: %v), or can be read", state, done)
		default:
			m.must(reveal...)
		}
		if !m.holds(store, demoNote) {
			t.Fatal("revealed, and what was said is gone")
		}
	}
}
