//go:build browser

package form_test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rung/assess"
	"rung/assess/form"
	"rung/assess/report/html/tab"
	"rung/cmd"
	"rung/rubric"
	"rung/rubric/lang"
)

// engine is the real engine, built from these sources.
var engine = sync.OnceValues(func() (e form.Engine, err error) {
	folder, err := os.MkdirTemp("", "engine")
	if err != nil {
		return e, err
	}
	defer os.RemoveAll(folder)
	program := filepath.Join(folder, "engine.wasm")
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-gcflags=all=-l", "-ldflags", "-s -w", "-o", program, "rung/cmd/engine")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		return e, fmt.Errorf("%w: %s", err, out)
	}
	plain, err := os.ReadFile(program)
	if err != nil {
		return e, err
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return e, err
	}
	if _, err := w.Write(plain); err != nil {
		return e, err
	}
	if err := w.Close(); err != nil {
		return e, err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return e, err
	}
	runner, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	return form.Engine{Program: packed.Bytes(), Runner: string(runner)}, err
})

// file is a form for everybody on disk.
func file(t testing.TB, text string, tag lang.Tag) string {
	t.Helper()
	return onDisk(t, form.Carried{Lang: tag, Rubric: text})
}

func onDisk(t testing.TB, carried form.Carried) string {
	t.Helper()
	e, err := engine()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := form.Write(&b, carried, e); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "form.html")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// person is somebody at a form in a browser.
type person struct {
	*testing.T
	*tab.Tab
}

// sit opens a form, and waits until it can be begun.
func sit(t *testing.T, browser, file, scheme string, width int64) person {
	t.Helper()
	p := person{t, tab.Open(t, browser)}
	p.reopen(file, scheme, width)
	return p
}

func (p person) reopen(file, scheme string, width int64) {
	p.Helper()
	p.Look(p.T, file, scheme, width)
	p.Do(p, "wait", `[data-do=start]`)
}

// inBrowsers tries something in every browser.
func inBrowsers(t *testing.T, try func(t *testing.T, browser string)) {
	for _, browser := range tab.Browsers {
		t.Run(browser, func(t *testing.T) { try(t, browser) })
	}
}

func (p person) click(selector string) {
	p.Helper()
	p.Do(p, "click", selector)
}

func (p person) presses(key string) {
	p.Helper()
	p.Do(p, "press", key)
}

func (p person) text(selector string) string {
	p.Helper()
	return evaluate[string](p, fmt.Sprintf("document.querySelector(%q).textContent", selector))
}

func evaluate[T any](p person, expression string) T {
	p.Helper()
	return tab.Evaluate[T](p, p.Tab, expression)
}

// quiet fails where the page asked for anything or complained.
func (p person) quiet() {
	p.Helper()
	if heard := p.Heard(); len(heard) > 0 {
		p.Errorf("the page is not quiet: %q", heard)
	}
}

// inBrowser plays events, and gives back the files that were saved on the way.
const inBrowser = `(plays => plays.map(events => events.map(e => JSON.parse(rung(JSON.stringify(e))).Save).filter(saved => saved)))`

// TestTheEngineIsTheCommand gives hundreds of sets of answers to the engine in the
// browser, from files and as they are answered in whole and quick interviews: the files
// that it saves are those of this processor, and its page is what the command makes of
// its answers, byte for byte.
func TestTheEngineIsTheCommand(t *testing.T) {
	batches := map[string]int{tab.Chromium: 10, tab.Firefox: 2}
	inBrowsers(t, func(t *testing.T, browser string) {
		for name, text := range map[string]string{"product": product(t), "studio": studio(t)} {
			p := sit(t, browser, file(t, text, lang.EN), "light", 1280)
			c := newCommand(t, text)
			chance := rand.New(rand.NewPCG(1, 2))
			for range batches[browser] {
				plays := make([]*play, 20)
				events := make([][]form.Event, len(plays))
				for i := range plays {
					plays[i] = played(t, text, chance)
					events[i] = plays[i].events
				}
				given, err := json.Marshal(events)
				if err != nil {
					t.Fatal(err)
				}
				for i, got := range evaluate[[][]form.File](p, inBrowser+"("+string(given)+")") {
					if !slices.Equal(got, plays[i].saved) {
						t.Fatalf("%s: the files differ from those of this processor after %+v", name, plays[i].events)
					}
					if want := c.page(got[0].Text, string(plays[i].tag)); got[1].Text != want {
						t.Fatalf("%s: the page differs from the command's for\n%s", name, got[0].Text)
					}
				}
			}
			p.quiet()
		}
	})
}

// play is how somebody came to answers: what they did at a form, and the files that
// they saved, answers and page.
type play struct {
	form   *form.Form
	tag    lang.Tag
	events []form.Event
	saved  []form.File
}

func (p *play) do(do, to, value string) form.Shown {
	e := form.Event{Do: do, To: to, Value: value, Now: noon}
	shown := p.form.Do(e)
	p.events = append(p.events, e)
	if shown.Save != nil {
		p.saved = append(p.saved, *shown.Save)
	}
	return shown
}

// played draws answers, and a way to give them.
func played(t *testing.T, text string, chance *rand.Rand) *play {
	t.Helper()
	f, err := form.New(form.Carried{Lang: lang.EN, Rubric: text}, draws())
	if err != nil {
		t.Fatal(err)
	}
	r := parse(t, text)
	p := &play{form: f, tag: lang.Tags[chance.IntN(len(lang.Tags))]}
	p.do("language", string(p.tag), "")
	about := answered(r, chance)
	way := chance.IntN(3)
	if way == 0 {
		p.do("load", "", string(assess.Template(r, p.tag, about, "x")))
		p.do("start", "", "")
	} else {
		p.answers(r, about, way == 1)
	}
	p.do("save", "answers", "")
	p.do("save", "page", "")
	return p
}

// answers gives answers one after the other; in a quick interview those to what is
// asked, and skips what has none.
func (p *play) answers(r *rubric.Rubric, a assess.Assessment, quick bool) {
	given := map[string]assess.Answer{}
	for _, one := range a.Answers {
		given[one.Question] = one
	}
	a.Answers = nil
	p.do("load", "", string(assess.Template(r, p.tag, a, "x")))
	p.do("manner", "", map[bool]string{true: "quick", false: "whole"}[quick])
	shown := p.do("start", "", "")
	if !quick {
		for _, q := range r.Questions {
			p.answer(&q, given)
		}
		return
	}
	for asked := question.FindStringSubmatch(shown.Page); asked != nil; asked = question.FindStringSubmatch(shown.Page) {
		p.answer(&r.Questions[r.QuestionIndex(asked[1])], given)
		shown = p.do("next", "", "")
	}
}

var question = regexp.MustCompile(`<fieldset class="question" id="([^"]+)"`)

func (p *play) answer(q *rubric.Question, given map[string]assess.Answer) {
	one, has := given[q.ID]
	if !has {
		p.do("answer", q.ID, "skip")
		return
	}
	p.do("answer", q.ID, wordOf(q, one))
	if one.Note != "" {
		p.do("note", q.ID, one.Note)
	}
}

// answered are answers of any kind, to any share of the questions but none, by
// somebody.
func answered(r *rubric.Rubric, chance *rand.Rand) (a assess.Assessment) {
	a.Relation, a.Subject, a.Rater = assess.Self, assess.Me, assess.Me
	if chance.IntN(2) == 0 {
		a.Relation, a.Subject, a.Rater = assess.Peer, assess.Person{ID: "ada", Name: "Ada"}, assess.Person{ID: "zoé", Name: "Zoé <&\">"}
	}
	open := chance.Float64() * 0.6
	level := chance.Float64() // answers of one set lean to one height
	for _, q := range r.Questions {
		if chance.Float64() < open {
			continue
		}
		one, err := assess.ParseAnswer(r, q.ID+"="+word(&q, level+0.3*(chance.Float64()-0.5), chance))
		if err != nil {
			panic(err)
		}
		if chance.IntN(5) == 0 {
			one.Note = "depuis mars,\nà « Zoé » \u202e <b>"
		}
		a.Answers = append(a.Answers, one)
	}
	if !slices.ContainsFunc(a.Answers, func(one assess.Answer) bool { return one.State == assess.Answered }) {
		return answered(r, chance) // the command keeps nothing of it, and has no date
	}
	return a
}

// word is an answer to q at about a height from 0 to 1.
func word(q *rubric.Question, height float64, chance *rand.Rand) string {
	if chance.IntN(10) == 0 {
		return rubric.NoAnswer()[chance.IntN(3)]
	}
	switch q.Kind {
	case rubric.Number:
		return strconv.Itoa(max(0, min(q.Largest(), int(height*height*20))))
	case rubric.Several:
		var ticked []string
		for _, o := range q.Options {
			if chance.Float64() < height {
				ticked = append(ticked, o.ID)
			}
		}
		if len(ticked) == 0 {
			return rubric.NoneTicked
		}
		return strings.Join(ticked, ",")
	}
	return q.Options[max(0, min(len(q.Options)-1, int(height*float64(len(q.Options)))))].ID
}

// wordOf is an answer as a control gives it.
func wordOf(q *rubric.Question, a assess.Answer) string {
	i := slices.Index([]assess.State{assess.Skipped, assess.Unknown, assess.NotApplicable}, a.State)
	switch {
	case i >= 0:
		return rubric.NoAnswer()[i]
	case q.Kind == rubric.Number:
		return strconv.Itoa(a.Value.Number)
	case q.Kind == rubric.Several:
		return cmp.Or(strings.Join(a.Value.Ticks.IDs(), ","), rubric.NoneTicked)
	}
	return a.Value.Option
}

// command is rung on a machine whose clock stands.
type command struct {
	t           *testing.T
	dir, rubric string
}

func newCommand(t *testing.T, rubric string) command {
	c := command{t, t.TempDir(), ""}
	c.rubric = c.put("rubric.yaml", rubric)
	return c
}

func (c command) put(name, text string) string {
	c.t.Helper()
	path := filepath.Join(c.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
	return path
}

// page is what `rung assess --answers FILE --format html` prints.
func (c command) page(answers, language string) string {
	c.t.Helper()
	var out, errs bytes.Buffer
	code := cmd.Main(cmd.Process{
		Args:  []string{"assess", "--answers", c.put("answers.yaml", answers), "--rubric", c.rubric, "--format", "html", "--lang", language},
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs,
		Getenv: func(name string) string {
			return map[string]string{"HOME": c.dir, "RUNG_STORE": filepath.Join(c.dir, "store.db")}[name]
		},
		Now:    func() time.Time { return noon },
		NewID:  func() string { return "0195560f-4e40-7000-8000-000000000001" },
		Random: rand.NewChaCha8([32]byte{}),
	})
	if code != 0 && code != 6 {
		c.t.Fatalf("rung assess: exit code %d\n%s\n%s", code, errs.String(), answers)
	}
	if err := os.RemoveAll(filepath.Join(c.dir, "store.db")); err != nil {
		c.t.Fatal(err)
	}
	return out.String()
}

// focused says what has the focus.
const focused = `(() => {
	const e = document.activeElement
	return {Tag: e.tagName, ID: e.id, Type: e.type || "", Do: e.dataset.do || "", To: e.dataset.to || "", Name: e.name || "",
		Chosen: e.name ? [...document.getElementsByName(e.name)].some(c => c.checked) : false, Value: e.value || "", Main: e.classList.contains("go")}
})()`

type focus struct {
	Tag, ID, Type, Do, To, Name, Value string
	Chosen, Main                       bool
}

// TestByKeyboardAlone answers everything, and then what is asked of a quick interview,
// with Tab, space, Enter, arrows and figures.
func TestByKeyboardAlone(t *testing.T) {
	inBrowsers(t, func(t *testing.T, browser string) {
		for manner, least := range map[string]int{"whole": 24, "quick": 5} {
			t.Run(manner, func(t *testing.T) {
				p := sit(t, browser, file(t, product(t), lang.EN), "light", 1280)
				answers, pages := 0, 0
				for range 600 {
					p.presses("Tab")
					at := evaluate[focus](p, focused)
					switch {
					case at.Name == "manner" && manner == "quick" && at.Value == "whole":
						p.presses("ArrowDown")
					case at.Do == "answer" && at.Type == "text" && at.Value == "":
						p.presses("3")
						answers++
					case at.Do == "answer" && at.Type == "radio" && !strings.Contains(at.Name, ".reason") && !at.Chosen:
						p.presses(" ")
						p.presses("ArrowDown")
						answers++
					case at.Do == "start", at.Do == "next", at.Do == "go" && at.To == "result":
						p.presses("Enter")
						if pages++; evaluate[focus](p, focused).ID != "heading" {
							t.Fatalf("after %s the focus is on %+v", at.Do, evaluate[focus](p, focused))
						}
					case at.Do == "save":
						if evaluate[bool](p, `!!document.querySelector("main.result")`) {
							if answers < least {
								t.Errorf("%d answers, %d pages", answers, pages)
							}
							p.quiet()
							return
						}
					}
				}
				t.Errorf("no result after %d answers and %d pages: %+v", answers, pages, evaluate[focus](p, focused))
			})
		}
	})
}

// TestFormsAreAccessible looks at every kind of page in both languages and schemes,
// narrow and wide.
func TestFormsAreAccessible(t *testing.T) {
	r := parse(t, studio(t))
	q := ""
	for _, one := range r.Questions {
		if one.Kind == rubric.Several {
			q = one.ID
		}
	}
	inBrowsers(t, func(t *testing.T, browser string) {
		for _, tag := range lang.Tags {
			for scheme, width := range map[string]int64{"light": 1280, "dark": 360} {
				t.Run(string(tag)+"/"+scheme, func(t *testing.T) {
					p := sit(t, browser, file(t, studio(t), tag), scheme, width)
					p.examine("begin", width)
					p.click(`[value=manager]`)
					p.click(`[data-do=start]`)
					p.examine("refused", width)
					p.click(`[value=self]`)
					p.click(`[data-do=start]`)
					p.examine("dimension", width)
					p.click(`label:has([value=skip])`)
					p.click(`.example > summary`)
					p.tells("go", "question."+q, "")
					p.examine("several", width)
					p.tells("answer", q, "none")
					p.tells("go", "review", "")
					p.examine("review", width)
					p.tells("go", "result", "")
					p.examine("too-few", width)
					for _, one := range r.Questions {
						p.tells("answer", one.ID, word(&one, 0.5, rand.New(rand.NewPCG(1, 1))))
					}
					p.tells("go", "review", "")
					p.tells("go", "result", "")
					p.examine("result", width)
					p.quiet()
				})
			}
		}
	})
}

// tells does what a button of the page would, whether it is on the page or not.
func (p person) tells(do, to, value string) {
	p.Helper()
	evaluate[bool](p, fmt.Sprintf(`(() => {
		const b = document.createElement("button")
		Object.assign(b.dataset, {do: %q, to: %q})
		const box = Object.assign(document.createElement("input"), {type: "text", value: %[3]q})
		Object.assign(box.dataset, {do: %[1]q, to: %[2]q})
		document.getElementById("page").append(%[1]q === "answer" ? box : b)
		if (%[1]q === "answer") { box.dispatchEvent(new Event("input", {bubbles: true})); box.remove() } else { b.click(); b.remove() }
		return true
	})()`, do, to, value))
}

func (p person) examine(name string, width int64) {
	p.Helper()
	if wide := evaluate[int64](p, "document.documentElement.scrollWidth"); wide > width {
		p.Errorf("%s is %d px wide", name, wide)
	}
	for _, v := range p.Violations(p.T) {
		p.Errorf("%s: axe-core: %s", name, v)
	}
	tab.Keep(p, strings.ReplaceAll(p.Name(), "/", "-")+"-"+name+".png", p.Picture)
}

// TestADraftComesBack keeps a draft in the browser and in a file, and begins with
// either.
func TestADraftComesBack(t *testing.T) {
	inBrowsers(t, func(t *testing.T, browser string) {
		path := file(t, product(t), lang.EN)
		p := sit(t, browser, path, "light", 1280)
		p.click(`[data-do=start]`)
		if p.warns() {
			t.Error("closing a page without answers warns")
		}
		p.click(`#teams-led\.value`)
		p.presses("3")
		if !p.warns() {
			t.Error("closing a page with answers does not warn")
		}
		p.click(`[data-to=begin]`)
		p.click(`[name=keep]`)
		if p.warns() {
			t.Error("closing a page whose answers are kept warns")
		}
		kept := evaluate[string](p, `Object.values(localStorage)[0] || ""`)
		if !strings.Contains(kept, "\n  teams-led: 3\n") {
			t.Fatalf("kept is %q", kept)
		}
		p.reopen(path, "light", 1280)
		if word := p.text(`[data-do=start]`); word != "Go on" {
			t.Errorf("the draft is not back: %q", word)
		}
		p.click(`[name=keep]`)
		if n := evaluate[int](p, `localStorage.length`); n != 0 {
			t.Errorf("the browser keeps %d things", n)
		}
		p.click(`[data-do=save]`)
		p.reopen(path, "light", 1280)
		draft := filepath.Join(t.TempDir(), "answers.yaml")
		if err := os.WriteFile(draft, []byte(kept), 0o600); err != nil {
			t.Fatal(err)
		}
		p.loads(draft)
		if word := p.text(`[data-do=start]`); word != "Go on" {
			t.Errorf("the draft is not loaded: %q", word)
		}
	})
}

// warns reports whether closing the page would ask first.
func (p person) warns() bool {
	p.Helper()
	return evaluate[bool](p, `!dispatchEvent(new Event("beforeunload", {cancelable: true}))`)
}

// loads chooses a file.
func (p person) loads(path string) {
	p.Helper()
	p.Do(p, "upload", "#load", path)
	p.Do(p, "wait", `[data-do=save]`)
}

// TestWithoutScripts opens the form where no script runs.
func TestWithoutScripts(t *testing.T) {
	p := person{t, tab.Open(t, tab.Chromium)} // the driver cannot switch them off in Firefox
	p.Do(t, "scripts", false)
	p.Look(t, file(t, product(t), lang.EN), "light", 360)
	if said := p.text(`main`); !strings.Contains(said, "Save this file") || !strings.Contains(said, "Enregistrez ce fichier") {
		t.Errorf("without scripts it says %q", said)
	}
}

// TestInAnOldBrowser opens the form in a browser that cannot unpack its engine.
func TestInAnOldBrowser(t *testing.T) {
	inBrowsers(t, func(t *testing.T, browser string) {
		p := person{t, tab.Open(t, browser)}
		p.Do(t, "before", "delete globalThis.DecompressionStream")
		p.Look(t, file(t, product(t), lang.EN), "light", 360)
		p.Do(t, "wait", `#failed`)
	})
}

// clicks has so many answers clicked, and gives the milliseconds each took until the page
// said what comes of it.
const clicks = `(n => {
	const boxes = [...document.querySelectorAll("input[type=radio][data-do=answer]")]
	const began = performance.now()
	for (let i = 0; i < n; i++) boxes[i % boxes.length].click()
	return (performance.now() - began) / n
})(50)`

// began notes when there is something to begin with.
const began = `new MutationObserver(() => {
	if (!globalThis.begun && document.querySelector("[data-do=start]")) globalThis.begun = performance.now()
}).observe(document, {childList: true, subtree: true})`

// BenchmarkForm prints the size of the form, and by browser how long it is until it can be
// begun, and until an answer is taken.
func BenchmarkForm(b *testing.B) {
	path := file(b, product(b), lang.EN)
	about, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	for _, browser := range tab.Browsers {
		b.Run(browser, func(b *testing.B) {
			p := tab.Open(b, browser)
			p.Do(b, "before", began)
			var load, click float64
			for b.Loop() {
				p.Look(b, path, "light", 1280)
				p.Do(b, "wait", `[data-do=start]`)
				load += tab.Evaluate[float64](b, p, "begun")
				p.Do(b, "click", `[data-do=start]`)
				click += tab.Evaluate[float64](b, p, clicks)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(about.Size()), "bytes")
			b.ReportMetric(load/float64(b.N), "ms/load")
			b.ReportMetric(click/float64(b.N), "ms/click")
		})
	}
}
