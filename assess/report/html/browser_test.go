//go:build browser

package html_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rung/assess/report"
	"rung/assess/report/html"
	"rung/assess/report/html/tab"
	"rung/rubric/lang"
)

// pagesVariable may name a folder with more pages to look at, as a run of rung wrote
// them, by its absolute path.
const pagesVariable = "RUNG_PAGES"

// files are the pages to look at: every sample in every language, and what the
// environment adds.
func files(t *testing.T) []string {
	t.Helper()
	folder := t.TempDir()
	var files []string
	for _, tag := range lang.Tags {
		for name, d := range (sample{tag}).pages() {
			file := filepath.Join(folder, name+"."+string(tag)+".html")
			if err := os.WriteFile(file, write(t, d), 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
	}
	if more := os.Getenv(pagesVariable); more != "" {
		found, err := filepath.Glob(filepath.Join(more, "*.html"))
		if err != nil || len(found) == 0 {
			t.Fatalf("no page in %s (%v)", more, err)
		}
		files = append(files, found...)
	}
	slices.Sort(files)
	return files
}

func write(t *testing.T, d report.Document) []byte {
	t.Helper()
	var page bytes.Buffer
	if err := html.Write(&page, d); err != nil {
		t.Fatal(err)
	}
	return page.Bytes()
}

func TestPagesInChromium(t *testing.T) {
	b := tab.Open(t, tab.Chromium)
	for _, file := range files(t) {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{320, 1280} {
				t.Run(fmt.Sprintf("%s/%s/%d", name, scheme, width), func(t *testing.T) {
					b.Look(t, file, scheme, width)
					if wide := tab.Evaluate[int64](t, b, "document.documentElement.scrollWidth"); wide > width {
						t.Errorf("the page is %d px wide", wide)
					}
					if (scheme == "dark") == (width == 320) { // each scheme and each width once
						for _, v := range b.Violations(t) {
							t.Errorf("axe-core: %s", v)
						}
					}
					if heard := b.Heard(); len(heard) > 0 {
						t.Errorf("the page is not quiet: %q", heard)
					}
					tab.Keep(t, fmt.Sprintf("%s-%s-%d.png", name, scheme, width), b.Picture)
				})
			}
		}
		prints(t, b, file, name)
	}
}

func prints(t *testing.T, b *tab.Tab, file, name string) {
	for _, paper := range []string{"a4", "letter"} {
		t.Run(name+"/"+paper, func(t *testing.T) {
			b.Look(t, file, "light", 1280)
			printed := tab.Value[[]byte](t, b, "print", paper)
			if !bytes.HasPrefix(printed, []byte("%PDF-")) {
				t.Errorf("no PDF: %.20q", printed)
			}
			tab.Keep(t, name+"-"+paper+".pdf", func(testing.TB) []byte { return printed })
		})
	}
}

// still waits until the page no longer moves, and says on which of its articles it
// stands: -1 between two of them.
const still = `new Promise(done => {
	let last = -1, frames = 0
	const look = () => {
		frames = scrollY === last ? frames + 1 : 0
		last = scrollY
		if (frames < 20) return requestAnimationFrame(look)
		done([...document.querySelectorAll("article")].findIndex(a => Math.abs(a.getBoundingClientRect().top) < 2))
	}
	look()
})`

// TestSlidesGoByKeys goes from slide to slide and back, without a script.
func TestSlidesGoByKeys(t *testing.T) {
	b := tab.Open(t, tab.Chromium)
	file := filepath.Join(t.TempDir(), "slides.html")
	if err := os.WriteFile(file, write(t, sample{lang.EN}.packet(true)), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Look(t, file, "light", 1600)
	for i, key := range []struct {
		name string
		want int
	}{{"ArrowDown", 1}, {"PageDown", 2}, {"ArrowDown", 3}, {"ArrowUp", 2}, {"PageUp", 1}} {
		b.Do(t, "press", key.name)
		if at := tab.Evaluate[int](t, b, still); at != key.want {
			t.Errorf("%d, after %s: slide %d, want %d", i, key.name, at, key.want)
		}
	}
}

// TestChromiumComplains shows that a page that asks for anything is heard, and
// that axe-core finds what is wrong with it.
func TestChromiumComplains(t *testing.T) {
	b := tab.Open(t, tab.Chromium)
	file := filepath.Join(t.TempDir(), "bad.html")
	if err := os.WriteFile(file, []byte(`<html><img src="http://127.0.0.1:9/x"><script>console.log(1)</script>`), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Look(t, file, "light", 1280)
	if heard := strings.Join(b.Heard(), "\n"); !strings.Contains(heard, "request: http://127.0.0.1:9/x") || !strings.Contains(heard, "console: log") {
		t.Errorf("heard only %q", heard)
	}
	if len(b.Violations(t)) == 0 {
		t.Error("axe-core finds nothing")
	}
}

// tables reads every table of a page as its visible rows of texts.
const tables = `JSON.stringify([...document.querySelectorAll("table")].map(t => [...t.rows].map(r => [...r.cells].map(c => {
	const seen = c.cloneNode(true)
	seen.querySelectorAll("[aria-hidden]").forEach(n => n.remove())
	return seen.textContent
}))))`

func TestTablesReadBackInChromium(t *testing.T) {
	b := tab.Open(t, tab.Chromium)
	for _, tag := range lang.Tags {
		for name, d := range (sample{tag}).pages() {
			file := filepath.Join(t.TempDir(), name+".html")
			if err := os.WriteFile(file, write(t, d), 0o600); err != nil {
				t.Fatal(err)
			}
			b.Look(t, file, "light", 1280)
			var got [][][]string
			if err := json.Unmarshal([]byte(tab.Evaluate[string](t, b, tables)), &got); err != nil {
				t.Fatal(err)
			}
			sameTables(t, d, got)
		}
	}
}
