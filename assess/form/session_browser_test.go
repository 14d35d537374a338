//go:build browser

package form_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rung/assess/form"
	"rung/assess/report/html/tab"
	"rung/cmd"
	"rung/rubric/lang"
)

// desk is a machine with rung on it, whose clock is that of the browsers.
type desk struct {
	*testing.T
	dir string
}

// rung runs the program, and gives what it prints.
func (d desk) rung(typed string, args ...string) string {
	d.Helper()
	var out, errs bytes.Buffer
	p := cmd.ThisProcess()
	p.Args, p.Stdin, p.Stdout, p.Stderr = args, strings.NewReader(typed), &out, &errs
	p.Getenv = func(name string) string {
		return map[string]string{"HOME": d.dir, "RUNG_STORE": filepath.Join(d.dir, "store.db"), "RUNG_PASSPHRASE": "four words that hold"}[name]
	}
	if code := cmd.Main(p); code != 0 {
		d.Fatalf("rung %s: exit code %d\n%s", strings.Join(args, " "), code, errs.String())
	}
	return out.String()
}

// prints has the program print JSON.
func prints[T any](d desk, args ...string) (v T) {
	d.Helper()
	must(d, json.Unmarshal([]byte(d.rung("", args...)), &v))
	return v
}

// holds reports whether any file on the machine has a text in it.
func (d desk) holds(text string) (found bool) {
	d.Helper()
	must(d, filepath.WalkDir(d.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		found = found || bytes.Contains(data, []byte(text))
		return err
	}))
	return found
}

// said is what somebody said of a person: a level, answers, or that they cannot rate.
type said struct {
	Level, Why string
	NotRated   bool
	Answers    map[string]string // by question, each with its note
}

// secret is in everything that is typed.
const secret = "Unheard-of"

// ways are how people are rated, in turn: those who are left open are not.
var ways = []string{"quick", "level", "cannot", "whole", "open"}

// answering answers every question on the page, the first one with a note.
const answering = `(note => [...document.querySelectorAll("fieldset.question")].map((field, i) => {
	const tell = (control, value) => { control.value = value; control.dispatchEvent(new Event("input", {bubbles: true})) }
	const options = field.querySelectorAll(".option input"), number = field.querySelector("input[type=text]")
	const option = options[Math.min(2, options.length - 1)]
	if (option) option.click()
	else tell(number, "3")
	if (i === 0) tell(field.querySelector("textarea"), note)
	return {ID: field.id, Said: (option || number).value + (i === 0 ? " " + note : "")}
}))`

// types types into a field.
func (p person) types(id, text string) {
	p.Helper()
	evaluate[any](p, fmt.Sprintf(`(at => { at.value = %q; at.dispatchEvent(new Event("input", {bubbles: true})) })(document.getElementById(%q))`, text, id))
}

// rates rates the n-th person of an invitation.
func (p person) rates(n int, way, note string) (s said) {
	p.Helper()
	p.tells("go", "person@"+strconv.Itoa(n), "")
	p.click(`[value=` + way + `]`)
	switch way {
	case "level":
		p.click(`[value=senior-pm]`)
		p.types("why", note)
		return said{Level: "senior-pm", Why: note}
	case "cannot":
		p.types("why", note)
		return said{NotRated: true, Why: note}
	}
	s.Answers = map[string]string{}
	for p.click(`button.go`); evaluate[bool](p, `!!document.querySelector("fieldset.question")`); p.click(`button.go`) {
		for _, q := range evaluate[[]struct{ ID, Said string }](p, answering+fmt.Sprintf("(%q)", note)) {
			s.Answers[q.ID] = q.Said
		}
	}
	return s
}

// seals makes the envelope and saves it; it gives its text, and the receipt that the
// page shows.
func (p person) seals() (envelope, words, hex string) {
	p.Helper()
	evaluate[any](p, listens+", true")
	p.tells("go", "overview", "")
	p.click(`[data-do=seal]`)
	p.click(`[data-to=envelope].go`)
	shown := evaluate[[]string](p, `["words", "hex"].map(id => document.getElementById(id).value)`)
	return evaluate[string](p, "handed"), shown[0], shown[1]
}

// exported is what a facilitator has of everybody, by "rater: person".
func (d desk) exported(id string) map[string]said {
	d.Helper()
	all := prints[struct {
		Entries  []string
		Payloads []struct {
			Entry int
			Body  string
		}
	}](d, "calibrate", "export", id)
	bodies := map[int]string{}
	for _, p := range all.Payloads {
		bodies[p.Entry] = p.Body
	}
	names, found := map[string]string{}, map[string]said{}
	for _, text := range all.Entries {
		var e struct {
			Seq                  int
			Kind, Subject, Rater string
		}
		must(d, json.Unmarshal([]byte(text), &e))
		var body struct {
			Name, Level string
			NotRated    bool `json:"not_rated"`
			Comments    map[string]string
			Assessment  struct {
				Answers []struct {
					Q, O, Note string
					N          *int
				}
			}
		}
		if e.Kind != "joined" && e.Kind != "submitted" {
			continue
		}
		must(d, json.Unmarshal([]byte(bodies[e.Seq]), &body))
		if e.Kind == "joined" {
			names[e.Subject] = body.Name
			continue
		}
		s := said{Level: body.Level, Why: body.Comments[""], NotRated: body.NotRated}
		for _, a := range body.Assessment.Answers {
			if s.Answers == nil {
				s.Answers = map[string]string{}
			}
			if a.N != nil {
				a.O = strconv.Itoa(*a.N)
			}
			s.Answers[a.Q] = strings.TrimSpace(a.O + " " + a.Note)
		}
		if bodies[e.Seq] != "{}" {
			found[names[e.Rater]+": "+names[e.Subject]] = s
		}
	}
	return found
}

// TestASessionOfBrowsers goes from roster to letters with twelve people, four raters who
// have nothing but a browser, and a fifth at a terminal; once with a second holder, and
// once without. What the facilitator has after reveal is what was said on the pages, and
// before it nothing of that.
func TestASessionOfBrowsers(t *testing.T) {
	var tabs []*tab.Tab
	for _, browser := range tab.Browsers {
		tabs = append(tabs, tab.Open(t, browser))
	}
	for holder, raters := range map[string][]string{"": {"Ana", "Bo", "Cy", "Dee", "Eve"}, "Sol": {"Eve", "Dee", "Cy", "Bo", "Ana"}} {
		t.Run("held by "+holder, func(t *testing.T) { calibrated(t, tabs, holder, raters) })
	}
}

// calibrated is one session; the last of its raters is at a terminal.
func calibrated(t *testing.T, tabs []*tab.Tab, holder string, raters []string) {
	people := strings.Fields("Amara Bilal Chloé Dana Elif Farid Greta Hugo Inès Jonas Kofi Linh")
	roster, rated := "subject,rater,relation\n", map[string][]string{}
	for i, name := range people {
		for j, relation := range []string{"manager", "peer"} {
			rater := raters[(i+j)%len(raters)]
			roster += name + "," + rater + "," + relation + "\n"
			rated[rater] = append(rated[rater], name)
		}
	}
	nadia, post := desk{t, t.TempDir()}, t.TempDir()
	at := func(name string) string { return filepath.Join(post, name) }
	must(t, os.WriteFile(at("roster.csv"), []byte(roster), 0o600))
	begin := []string{"calibrate", "new", "h2", "--by", "Nadia", "--roster", at("roster.csv")}
	sol := desk{t, t.TempDir()}
	if holder == "" {
		nadia.rung("", begin...)
		nadia.rung("", "calibrate", "invite", "h2", "-o", post, "--yes")
	} else {
		sol.rung("", "calibrate", "key", "h2", "--by", holder, "-o", at("holder"))
		nadia.rung("", append(begin, "--second-key", at("holder"))...)
		nadia.rung("", "calibrate", "invite", "h2", "-o", post)
		sol.rung("", "calibrate", "invite", at("h2.roster"), "-o", post, "--yes")
		nadia.rung("", "calibrate", "add", "h2", at("h2.register"))
	}

	want, receipts, open := map[string]said{}, map[string][2]string{}, 0
	last := raters[len(raters)-1]
	for i, rater := range raters[:len(raters)-1] {
		invitation := at("h2-" + strings.ToLower(rater) + ".invitation")
		p := person{t, tabs[i%len(tabs)]}
		p.opens(i, invitation)
		for j, name := range rated[rater] {
			way, whom := ways[(i+j)%len(ways)], rater+": "+name
			if way == "open" {
				open++
				continue
			}
			want[whom] = p.rates(j+1, way, secret+", "+whom)
		}
		text, words, hex := p.seals()
		must(t, os.WriteFile(strings.TrimSuffix(invitation, "invitation")+"envelope", []byte(text), 0o600))
		receipts[rater] = [2]string{words, hex}
		p.quiet()
	}
	typed := ""
	for _, name := range rated[last] {
		want[last+": "+name] = said{Level: "pm", Why: secret + " there"}
		typed += "2\n2\n" + secret + " there\n"
	}
	desk{t, t.TempDir()}.rung(typed+strconv.Itoa(1+len(rated[last]))+"\n", "assess", "--plain", "--invite", at("h2-"+strings.ToLower(last)+".invitation"))

	nadia.rung("", "calibrate", "collect", "h2", "--from", post)
	listed := prints[struct {
		Receipts []struct {
			Rater                 struct{ Name string }
			State, Receipt, Words string
		}
	}](nadia, "calibrate", "status", "h2", "--receipts", "--format", "json")
	for _, one := range listed.Receipts {
		if shown, in := receipts[one.Rater.Name]; in && shown != [2]string{one.Words, one.Receipt} || one.State != "counted" {
			t.Errorf("the page of %s showed %q, and listed is %+v", one.Rater.Name, shown, one)
		}
	}
	if len(listed.Receipts) != len(raters) {
		t.Errorf("%d receipts are listed", len(listed.Receipts))
	}
	if nadia.holds(secret) || sol.holds(secret) {
		t.Error("what was typed can be read before reveal")
	}
	if holder == "" {
		nadia.rung("", "calibrate", "reveal", "h2", "--yes")
	} else {
		nadia.rung("", "calibrate", "reveal", "h2", "--yes", "-o", at("h2.release"))
		sol.rung("", "calibrate", "release", at("h2.release"), "-o", at("h2.released"), "--yes")
		nadia.rung("", "calibrate", "reveal", "h2", "--yes", "--released", at("h2.released"))
	}
	if sol.holds(secret) || !nadia.holds(secret) {
		t.Error("a second holder can read what was typed, or nobody can after reveal")
	}
	if diff := cmp.Diff(want, nadia.exported("h2")); diff != "" {
		t.Errorf("said on the pages (-), and revealed (+):\n%s", diff)
	}
	count := prints[struct{ Expected, In int }](nadia, "calibrate", "status", "h2", "--format", "json")
	if count.Expected != 2*len(people) || count.In != 2*len(people)-open {
		t.Errorf("%d were left open, and it counts %+v", open, count)
	}
	for _, name := range people {
		nadia.rung("", "calibrate", "decide", "h2", "--by", "Nadia", "--subject", name, "--level", "staff-pm", "--why", "agreed by all")
	}
	nadia.rung("", "calibrate", "lock", "h2", "--by", "Nadia")
	for _, name := range people {
		if letter := nadia.rung("", "calibrate", "report", "h2", "--for", name, "--plain"); !strings.Contains(letter, "Staff Product Manager") {
			t.Errorf("the letter to %s says\n%s", name, letter)
		}
	}
}

// opens opens an invitation as the i-th rater does: in the form that carries it, or from
// a file in the bare form; every fourth in French.
func (p person) opens(i int, invitation string) {
	p.Helper()
	text, err := os.ReadFile(invitation)
	must(p, err)
	tag := lang.EN
	if i%4 == 3 {
		tag = lang.FR
	}
	if i < 2 {
		p.reopen(onDisk(p, form.Carried{Lang: tag, Invitation: string(text)}), "light", 1280)
		return
	}
	p.reopen(file(p, product(p), tag), "light", 360)
	p.Do(p, "upload", "#invitation", invitation)
	p.Do(p, "wait", ".who h2")
}
