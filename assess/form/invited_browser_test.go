//go:build browser

package form_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rung/assess/form"
	"rung/rubric/lang"
)

// listens has the page remember the text of the last file that it hands over.
const listens = `(() => {
	const make = URL.createObjectURL
	URL.createObjectURL = blob => {
		globalThis.handed = blob.text()
		return make.call(URL, blob)
	}
})()`

// rated is what the rater of the keyboard does: answer what a quick interview asks,
// choose a level, and say that they cannot rate.
var rated = map[string]string{"person@1": "quick", "person@2": "level", "person@3": "cannot"}

// TestARaterByKeyboardAlone comes from opening the form of an invitation to a saved
// envelope, which opens to what was said.
func TestARaterByKeyboardAlone(t *testing.T) {
	key, v := invitation(t, product(t))
	inBrowsers(t, func(t *testing.T, browser string) {
		p := sit(t, browser, onDisk(t, form.Carried{Lang: lang.EN, Invitation: asFile(t, v)}), "light", 1280)
		evaluate[any](p, listens+", true")
		answers := 0
		for range 900 {
			p.presses("Tab")
			at := evaluate[focus](p, focused)
			switch place := evaluate[string](p, "history.state"); {
			case at.Name == "manner" && at.Value != rated[place]:
				for range 4 {
					if evaluate[focus](p, focused).Value != rated[place] {
						p.presses("ArrowDown")
					}
				}
			case at.Name == "level" && !at.Chosen:
				p.presses(" ")
				p.presses("ArrowDown")
			case at.ID == "why" && rated[place] == "cannot" && at.Value == "":
				p.presses("n")
				p.presses("o")
			case at.Do == "answer" && at.Type == "text" && at.Value == "":
				p.presses("3")
				answers++
			case at.Do == "answer" && at.Type == "radio" && !strings.Contains(at.Name, ".reason") && !at.Chosen:
				p.presses(" ")
				p.presses("ArrowDown")
				answers++
			case at.Main && at.To == "envelope":
				p.presses("Enter")
				_, said := opened(t, key, v, evaluate[string](p, "handed"), time.Now())
				r := parse(t, product(t))
				if bo := said["Bo"].Assessment; bo == nil || len(bo.Answered()) != answers {
					t.Errorf("%d answers were given: %+v", answers, bo)
				}
				if said["Ada"].Level != r.Levels[1].ID || !said["Cy"].NotRated || said["Cy"].Comments[""] != "no" {
					t.Errorf("handed in is %+v", said)
				}
				p.copies("words")
				p.copies("hex")
				p.quiet()
				return
			case at.Main:
				p.presses("Enter")
				if evaluate[focus](p, focused).ID != "heading" {
					t.Fatalf("after %s the focus is on %+v", at.Do, evaluate[focus](p, focused))
				}
			}
		}
		t.Errorf("no envelope after %d answers: %+v", answers, evaluate[focus](p, focused))
	})
}

// until waits for a text.
const until = `new Promise(done => {
	const look = () => {
		const text = %s
		if (text) done(text)
		else setTimeout(look, 50)
	}
	look()
})`

// copies has a field copied, and waits until the page says what came of it.
func (p person) copies(field string) {
	p.Helper()
	for range 40 {
		p.presses("Tab")
		if evaluate[focus](p, focused).ID == "copy."+field {
			p.presses("Enter")
			said := fmt.Sprintf(`[document.getElementById(%q).textContent, document.querySelector("#stand .refusal")?.textContent || ""].join("").trim()`, field+".copied")
			p.Logf("%s: %s", field, evaluate[string](p, fmt.Sprintf(until, said)))
			return
		}
	}
	p.Errorf("%s is not copied", field)
}

// TestInvitedFormsAreAccessible looks at every page of an invitation in both languages
// and schemes, narrow and wide.
func TestInvitedFormsAreAccessible(t *testing.T) {
	_, v := invitation(t, product(t))
	v.Rater.People[2].Name = "Maximiliane von Hohenberg-Lichtenstein"
	inBrowsers(t, func(t *testing.T, browser string) {
		for _, tag := range lang.Tags {
			for scheme, width := range map[string]int64{"light": 1280, "dark": 360} {
				t.Run(string(tag)+"/"+scheme, func(t *testing.T) {
					p := sit(t, browser, onDisk(t, form.Carried{Lang: tag, Invitation: asFile(t, v)}), scheme, width)
					p.examine("invited", width)
					p.click(`[data-do=start]`)
					p.examine("person", width)
					p.click(`[value=level]`)
					p.examine("level", width)
					p.click(`[name=level]`)
					p.tells("go", "person@3", "")
					p.click(`[value=cannot]`)
					p.examine("cannot", width)
					p.tells("go", "person@2", "")
					p.click(`[value=quick]`)
					p.tells("next", "", "")
					p.examine("asked", width)
					p.click(`button.go`)
					p.examine("passed", width)
					p.click(`[type=radio][data-do=answer], [type=text][data-do=answer]`)
					p.tells("go", "review", "")
					p.examine("reviewed", width)
					p.tells("go", "overview", "")
					p.examine("overview", width)
					p.tells("seal", "", "")
					p.click("summary")
					p.examine("envelope", width)
					p.click(`[data-to=envelope].go`)
					p.examine("saved", width)
					p.quiet()
				})
			}
		}
	})
}

// back is what the button of the browser does.
const back = `new Promise(done => {
	addEventListener("popstate", () => setTimeout(() => done(history.state)), {once: true})
	history.back()
})`

// TestTheBrowserLeadsBack goes back through the pages by which somebody came, again
// after the page was loaded anew, and keeps one's own draft in each of two tabs.
func TestTheBrowserLeadsBack(t *testing.T) {
	_, v := invitation(t, product(t))
	inBrowsers(t, func(t *testing.T, browser string) {
		p := sit(t, browser, file(t, product(t), lang.EN), "light", 1280)
		given := filepath.Join(t.TempDir(), "bo.invitation")
		must(t, os.WriteFile(given, []byte(asFile(t, v)), 0o600))
		p.Do(p, "upload", "#invitation", given)
		p.Do(p, "wait", ".who h2")
		p.click(`[name=keep]`)
		p.click(`[data-do=start]`)
		p.click(`button.go`)
		p.click(`[value=unknown]`)
		p.click(`button.go`)
		for _, want := range []string{"dimension.", "person@1", "begin"} {
			if got := evaluate[string](p, back); !strings.HasPrefix(got, want) {
				t.Errorf("back leads to %s, want %s", got, want)
			}
		}
		if text := p.text(`[data-do=start]`); text != "Go on" {
			t.Errorf("what was answered is gone: %q", text)
		}
		evaluate[bool](p, `dispatchEvent(new StorageEvent("storage", {key: Object.keys(localStorage)[0], storageArea: localStorage}))`)
		if !strings.Contains(p.text("#stand"), "Another tab") || !p.warns() {
			t.Errorf("nobody is told that another tab keeps something: %q", p.text("#stand"))
		}
		p.quiet()
	})
}
