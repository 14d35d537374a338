package cmd_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/assess/store"
	"rung/rubric"
)

// changes does something to a session on the mini rubric, as a command would.
func (m *machine) changes(id string, do func(*calibrate.Session, calibrate.Act) error) {
	m.t.Helper()
	text, err := os.ReadFile(miniRubric(m.t))
	m.check(err)
	r, err := rubric.Parse("mini.yaml", text)
	m.check(err)
	shelf, err := store.Open(m.store())
	m.check(err)
	defer shelf.Close()
	record, err := shelf.LoadSession(id)
	m.check(err)
	s, err := calibrate.Replay(record, r)
	m.check(err)
	m.runs++
	m.check(do(s, calibrate.Act{Who: assess.Person{Name: "Nadia"}, At: m.now, Random: rand.NewChaCha8([32]byte{m.runs})}))
	change, _ := s.Change()
	m.check(shelf.SaveSession(change))
}

// collects takes envelopes into a session.
func (m *machine) collects(id string, files ...string) {
	m.t.Helper()
	m.changes(id, func(s *calibrate.Session, act calibrate.Act) error {
		for _, file := range files {
			text, err := os.ReadFile(file)
			m.check(err)
			e, err := exchange.ParseArmoured(file, text)
			m.check(err)
			if _, err := s.Collect(act, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// shared is a facilitator's machine and a second holder's, with a session h2 to which Bo
// and Cy are invited; the invitations are in the holder's folder inv.
func shared(t *testing.T) (nadia, sol *machine) {
	t.Helper()
	nadia, sol = newMachine(t, "en"), newMachine(t, "en")
	sol.passphrase = "four words that hold"
	sol.must("calibrate", "key", "h2", "--by", "Sol", "-o", nadia.dir+"/sol.holder")
	nadia.must("calibrate", "new", "h2", "--rubric", miniRubric(t), "--by", "Nadia", "--second-key", nadia.dir+"/sol.holder",
		"--roster", nadia.put("roster.csv", "subject,rater,relation\nAda,Bo,peer\nBo,Bo,self\nAda,Cy,manager\n"))
	nadia.must("calibrate", "invite", "h2", "-o", sol.dir)
	sol.must("calibrate", "invite", sol.dir+"/h2.roster", "-o", sol.dir+"/inv", "--yes")
	nadia.must("calibrate", "add", "h2", sol.dir+"/inv/h2.register")
	return nadia, sol
}

// handsIn has a rater give one level to everybody of an invitation.
func (m *machine) handsIn(invitation string, people int, level string) (envelope string) {
	m.t.Helper()
	typed := strings.Repeat("2\n"+level+"\n\n", people)
	if _, stderr, code := m.rung(typed+string(rune('1'+people))+"\n", "assess", "--invite", invitation, "--plain"); code != 0 {
		m.t.Fatalf("exit code %d\n%s", code, stderr)
	}
	return strings.TrimSuffix(invitation, ".invitation") + ".envelope"
}

// says runs a command that ends with a code, and holds that it says something.
func (m *machine) says(code int, want string, args ...string) {
	m.t.Helper()
	_, stderr, got := m.rung("", args...)
	if got != code || !strings.Contains(strings.Join(strings.Fields(stderr), " "), want) {
		m.t.Errorf("rung %s: exit code %d, and not %q:\n%s", strings.Join(args, " "), got, want, stderr)
	}
}

// TestASecondHolderReleases goes from keys to reveal, with a readable file and without;
// each file that is not what it should be is refused, and nothing in between is lost.
func TestASecondHolderReleases(t *testing.T) {
	t.Parallel()
	nadia, sol := shared(t)
	rater := newMachine(t, "en")
	bo := rater.handsIn(sol.dir+"/inv/h2-bo.invitation", 2, "3")
	cy := rater.handsIn(sol.dir+"/inv/h2-cy.invitation", 1, "2")
	nadia.collects("h2", bo, cy)
	asked, given := nadia.dir+"/h2.release", nadia.dir+"/h2.released"
	reveal := []string{"calibrate", "reveal", "h2", "--yes"}
	nadia.says(5, "is closed first, and released by a second holder", append(reveal, "--released", bo)...)
	nadia.says(0, "Session h2 is closed. Its closing list in eight words", append(reveal, "-o", asked)...)
	nadia.says(2, "exists; add --force", append(reveal, "-o", asked)...)
	first, err := os.ReadFile(asked)
	nadia.check(err)
	nadia.must(append(reveal, "-o", asked, "--force")...)
	if again, err := os.ReadFile(asked); err != nil || !bytes.Equal(again, first) {
		t.Errorf("asked for again it is another release, %v", err)
	}
	nadia.says(5, "once it is revealed, leave a person", "calibrate", "withdraw", "h2", "--subject", "Ada", "--rater", "Bo", "--yes")
	nadia.says(5, "calibrate reveal h2 --released FILE", "calibrate", "add", "h2", "--subject", "Bo", "--rater", "Cy", "--as", "panel", "--not-rated")

	release := []string{"calibrate", "release", asked, "-o", given}
	sol.passphrase = "four words that err"
	sol.says(1, "RUNG_PASSPHRASE is not the passphrase of", append(release, "--yes")...)
	sol.passphrase = "four words that hold"
	sol.says(2, "there is no terminal to ask on; add --yes", release...)
	sol.says(3, "not the whole of it", "calibrate", "release", sol.put("half", string(first[:len(first)/2])), "--yes")
	sol.says(3, "rung.release/v1", "calibrate", "release", sol.dir+"/h2.roster", "--yes")
	nadia.says(1, "no key in", "calibrate", "release", asked, "--yes")
	sol.says(2, "a file of their own", append(release, "--yes", "--receipts", given)...)
	page := append(release, "--yes", "--receipts", sol.dir+"/list.json")
	sol.says(0, "in envelopes that count: 2", page...)
	sol.says(2, "exists; add --force", page...)
	list, err := os.ReadFile(sol.dir + "/list.json")
	sol.check(err)
	facilitators := nadia.must("calibrate", "status", "h2", "--receipts", "--format", "json")
	for _, of := range receiptsIn(t, facilitators) {
		if said := receiptsIn(t, string(list)); !slices.Contains(said, of) {
			t.Errorf("the holder's list has not %v:\n%s", of, list)
		}
	}
	sol.must("calibrate", "release", asked, "-o", given, "--yes", "--force") // the same once more

	nadia.says(3, "not the whole of it", append(reveal, "--released", nadia.put("half", string(first[:99])))...)
	nadia.says(3, "rung.released/v1", append(reveal, "--released", asked)...)
	nadia.must(append(reveal, "--released", given)...)
	if report := nadia.must("calibrate", "report", "h2", "--format", "json"); !strings.Contains(report, `"lead"`) {
		t.Errorf("what Bo said is not there:\n%s", report)
	}
	nadia.says(5, "is revealed already", append(reveal, "--released", given)...)
	sol.says(2, "there is no terminal to ask on", "calibrate", "key", "h2", "--by", "Sol", "--destroy")
	sol.says(0, "Destroyed", "calibrate", "key", "h2", "--by", "Sol", "--destroy", "--yes")
	if left, err := filepath.Glob(filepath.Join(sol.dir, ".config/rung/keys/held-*")); err != nil || len(left) > 0 {
		t.Errorf("there are still %v, %v", left, err)
	}
	sol.says(1, "there is no key of Sol for session h2", "calibrate", "key", "h2", "--by", "Sol", "--destroy", "--yes")
	sol.says(1, "no key in", append(release, "--yes", "--force")...)
}

// posted is a line of a list of receipts that the facilitator's and a second holder's
// have alike.
type posted struct {
	Rater                struct{ Name string }
	State, Made, Receipt string
}

func receiptsIn(t *testing.T, list string) []posted {
	t.Helper()
	var read struct {
		Closing  string
		Receipts []posted
	}
	if err := json.Unmarshal([]byte(list), &read); err != nil || len(read.Closing) != 64 || len(read.Receipts) == 0 {
		t.Fatalf("%v in\n%s", err, list)
	}
	return read.Receipts
}

// TestARegisterIsEntered once, for its session, and whole.
func TestARegisterIsEntered(t *testing.T) {
	t.Parallel()
	nadia, sol := shared(t)
	add := []string{"calibrate", "add", "h2", sol.dir + "/inv/h2.register"}
	nadia.says(0, "was entered before", add...)
	sol.must("calibrate", "invite", sol.dir+"/h2.roster", "-o", sol.dir+"/inv", "--yes", "--rater", "Cy", "--force")
	nadia.says(2, "Invited before: Cy.", add...)
	nadia.says(0, "Invited: Cy.", append(add, "--yes")...)
	_, other := shared(t)
	nadia.says(2, "belong to another session", "calibrate", "add", "h2", other.dir+"/inv/h2.register")
	nadia.says(3, "not the whole of it", "calibrate", "add", "h2", nadia.put("half.register", "{"))
}

// TestASecondListIsRefused has the facilitator ask with another list, whose envelope was
// made with an invitation that was drawn elsewhere: the one is withheld, the other list
// refused, and a register that cannot be kept gives nothing away.
func TestASecondListIsRefused(t *testing.T) {
	t.Parallel()
	nadia, sol := shared(t)
	rater := newMachine(t, "en")
	bo := rater.handsIn(sol.dir+"/inv/h2-bo.invitation", 2, "3")
	nadia.collects("h2", bo, rater.handsIn(sol.dir+"/inv/h2-cy.invitation", 1, "2"))
	nadia.must("backup", "-o", nadia.dir+"/copy.db")
	// Sol invites Cy again, and keeps that: what Cy handed in is not under it.
	sol.must("calibrate", "invite", sol.dir+"/h2.roster", "-o", sol.dir+"/inv", "--yes", "--rater", "Cy", "--force")
	one, other := nadia.dir+"/one.release", nadia.dir+"/other.release"
	nadia.must("calibrate", "reveal", "h2", "--yes", "-o", one)
	register := filepath.Join(sol.dir, ".config/rung/keys/held-h2-sol.register")
	kept, err := os.ReadFile(register)
	sol.check(err)
	if os.Getuid() != 0 {
		sol.check(os.Chmod(filepath.Dir(register), 0o500))
		sol.says(1, "was not written", "calibrate", "release", one, "--yes", "-o", sol.dir+"/one.released")
		sol.check(os.Chmod(filepath.Dir(register), 0o700))
		if _, err := os.Stat(sol.dir + "/one.released"); err == nil {
			t.Error("it was released, and is not kept")
		}
	}
	sol.says(0, "Nothing is given back of Cy: this envelope is not signed with the invitation of “Cy”", "calibrate", "release", one, "--yes", "-o", sol.dir+"/one.released", "--receipts", sol.dir+"/one.md")
	if list, err := os.ReadFile(sol.dir + "/one.md"); err != nil || !strings.Contains(string(list), "| withheld |") || !strings.Contains(string(list), "it failed a check") {
		t.Errorf("what is withheld is not said, %v:\n%s", err, list)
	}
	if now, err := os.ReadFile(register); err != nil || bytes.Equal(now, kept) {
		t.Errorf("what was released is not kept: %v", err)
	}
	nadia.at, nadia.now = nadia.dir+"/copy.db", nadia.now.AddDate(0, 0, 1)
	nadia.must("calibrate", "reveal", "h2", "--yes", "-o", other)
	sol.now = nadia.now
	sol.says(5, "you released another closing list of this session before", "calibrate", "release", other, "--yes", "-o", sol.dir+"/other.released")

	nadia.at = ""
	nadia.says(5, "ask the second holder what they withheld", "calibrate", "reveal", "h2", "--yes", "--released", sol.dir+"/one.released")
	nadia.must("calibrate", "reveal", "h2", "--yes", "--released", sol.dir+"/one.released", "--without-unreadable")
}

// TestInvitationsAreRecordedOrGone cannot record them: no file stays. A run that was cut
// short between the files and the register is done again with --force, and register and
// files belong together then.
func TestInvitationsAreRecordedOrGone(t *testing.T) {
	t.Parallel()
	_, sol := shared(t)
	register := filepath.Join(sol.dir, ".config/rung/keys/held-h2-sol.register")
	kept, err := os.ReadFile(register)
	sol.check(err)
	invite := []string{"calibrate", "invite", sol.dir + "/h2.roster", "--yes", "--rater", "Bo", "--rater", "Cy", "-o"}
	sol.check(os.Remove(register)) // as if it was killed before
	sol.says(2, "exists; add --force", append(invite, sol.dir+"/inv")...)
	sol.must(append(invite, sol.dir+"/inv", "--force")...)
	data, err := os.ReadFile(register)
	sol.check(err)
	g, err := exchange.ParseRegister(register, data)
	sol.check(err)
	for _, one := range g.Raters {
		file := filepath.Join(sol.dir, "inv", "h2-"+assess.PersonID(one.Rater.Name)+".invitation")
		text, err := os.ReadFile(file)
		sol.check(err)
		v, err := exchange.ParseInvitation(file, text)
		sol.check(err)
		if !bytes.Equal(v.Public().Key, one.Key) {
			t.Errorf("%s is not the one in the register", file)
		}
	}
	sol.check(os.WriteFile(register, kept, 0o600))
	sol.meanwhile = func() { sol.check(errors.Join(os.Remove(register), os.Mkdir(register, 0o700))) }
	_, stderr, code := sol.rung("", append(invite, sol.dir+"/anew")...)
	if left, _ := filepath.Glob(sol.dir + "/anew/*"); code == 0 || len(left) > 0 {
		t.Errorf("exit code %d, and there are %v\n%s", code, left, stderr)
	}
}

// TestAnotherHolderReleasesWithTheRegister has one second holder invite and the other
// release: with the register of the first, and not without.
func TestAnotherHolderReleasesWithTheRegister(t *testing.T) {
	t.Parallel()
	nadia, sol, tam := newMachine(t, "en"), newMachine(t, "en"), newMachine(t, "en")
	sol.must("calibrate", "key", "h2", "--by", "Sol", "-o", nadia.dir+"/sol.holder")
	tam.must("calibrate", "key", "h2", "--by", "Tam", "-o", nadia.dir+"/tam.holder")
	nadia.must("calibrate", "new", "h2", "--rubric", miniRubric(t), "--by", "Nadia", "--second-key", nadia.dir+"/sol.holder", "--second-key", nadia.dir+"/tam.holder",
		"--roster", nadia.put("roster.csv", "subject,rater,relation\nAda,Cy,manager\n"))
	nadia.must("calibrate", "invite", "h2", "-o", sol.dir)
	sol.must("calibrate", "invite", sol.dir+"/h2.roster", "-o", sol.dir, "--yes")
	nadia.must("calibrate", "add", "h2", sol.dir+"/h2.register")
	nadia.collects("h2", newMachine(t, "en").handsIn(sol.dir+"/h2-cy.invitation", 1, "2"))
	asked := nadia.dir + "/h2.release"
	nadia.must("calibrate", "reveal", "h2", "--yes", "-o", asked)
	release := []string{"calibrate", "release", asked, "-o", tam.dir + "/h2.released", "--yes"}
	tam.says(1, "ask them for their register", release...)
	tam.says(3, "not the whole of it", append(release, "--register", asked+"x", "--register", nadia.put("half", "{"))...)
	tam.must(append(release, "--register", sol.dir+"/h2.register")...)
	nadia.must("calibrate", "reveal", "h2", "--yes", "--released", tam.dir+"/h2.released")
}
