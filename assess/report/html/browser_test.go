//go:build browser

package html_test

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rung/assess/report"
	"rung/assess/report/html"
	"rung/rubric/lang"
)

// What the environment may say, by absolute paths: a folder with more pages to look at, as a run of
// rung wrote them, a folder for pictures, and where axe-core is.
const (
	pagesVariable    = "RUNG_PAGES"
	picturesVariable = "RUNG_PICTURES"
	axeVariable      = "RUNG_AXE"
)

// browser is one tab of Chromium and what its pages did that they should not.
type browser struct {
	context.Context
	axe string

	mu         sync.Mutex
	complaints []string
}

func open(t *testing.T) *browser {
	t.Helper()
	axe, err := os.ReadFile(os.Getenv(axeVariable))
	if err != nil {
		t.Fatalf("%s is to name axe.min.js, as make test-browser does: %v", axeVariable, err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox,
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	b := &browser{Context: ctx, axe: string(axe)}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	call(t, b, "Network.enable")
	call(t, b, "Log.enable")
	call(t, b, "Runtime.enable")
	return b
}

func call(t *testing.T, b *browser, method string) {
	t.Helper()
	do(t, b, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, tab.Call(ctx, method, nil, nil)
	})
}

// hear notes every message and every request but those for the page itself.
func (b *browser) hear(event any) {
	said := ""
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "file:") || e.Type != network.ResourceTypeDocument {
			said = "request: " + e.Request.URL
		}
	case *log.EventEntryAdded:
		said = "log: " + e.Entry.Text
	case *runtime.EventConsoleAPICalled:
		said = fmt.Sprintf("console: %v", e.Type)
	case *runtime.EventExceptionThrown:
		said = "exception: " + e.ExceptionDetails.Text
	}
	if said != "" {
		b.mu.Lock()
		b.complaints = append(b.complaints, said)
		b.mu.Unlock()
	}
}

// heard takes what was heard.
func (b *browser) heard() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	heard := b.complaints
	b.complaints = nil
	return heard
}

func do[T any](t *testing.T, b *browser, action chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(b, action)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// look opens a page in a scheme and at a width.
func (b *browser) look(t *testing.T, file, scheme string, width int64) {
	t.Helper()
	do(t, b, chromedp.EmulateViewport(width, 900))
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	if _, err := chromedp.Call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		t.Fatal(err)
	}
	do(t, b, chromedp.Navigate("file://"+file))
}

// violations are what axe-core finds on the page. It goes in through the debugger,
// as the page's policy lets no script in.
func (b *browser) violations(t *testing.T) []string {
	t.Helper()
	do(t, b, chromedp.Evaluate[bool](b.axe+"\n;true"))
	return do(t, b, chromedp.Evaluate[[]string](`axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.flatMap(
		v => v.nodes.map(n => v.id + ": " + n.target.join(" ") + ": " + n.failureSummary)))`, chromedp.EvalAwaitPromise))
}

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

// picture keeps what the browser shows, where the environment wants it.
func picture(t *testing.T, name string, take func() []byte) {
	t.Helper()
	folder := os.Getenv(picturesVariable)
	if folder == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name), take(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestPagesInChromium(t *testing.T) {
	b := open(t)
	for _, file := range files(t) {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{320, 1280} {
				t.Run(fmt.Sprintf("%s/%s/%d", name, scheme, width), func(t *testing.T) {
					b.look(t, file, scheme, width)
					if wide := do(t, b, chromedp.Evaluate[int64]("document.documentElement.scrollWidth")); wide > width {
						t.Errorf("the page is %d px wide", wide)
					}
					if (scheme == "dark") == (width == 320) { // each scheme and each width once
						for _, v := range b.violations(t) {
							t.Errorf("axe-core: %s", v)
						}
					}
					if heard := b.heard(); len(heard) > 0 {
						t.Errorf("the page is not quiet: %q", heard)
					}
					picture(t, fmt.Sprintf("%s-%s-%d.png", name, scheme, width), func() []byte { return do(t, b, chromedp.FullScreenshot(100)) })
				})
			}
		}
		prints(t, b, file, name)
	}
}

func prints(t *testing.T, b *browser, file, name string) {
	for paper, size := range map[string]chromedp.PaperSize{"a4": chromedp.PaperA4, "letter": chromedp.PaperLetter} {
		t.Run(name+"/"+paper, func(t *testing.T) {
			b.look(t, file, "light", 1280)
			printed := do(t, b, chromedp.PrintToPDF(chromedp.PDFPaper(size), chromedp.PDFPreferCSSPageSize()))
			if !bytes.HasPrefix(printed, []byte("%PDF-")) {
				t.Errorf("no PDF: %.20q", printed)
			}
			picture(t, name+"-"+paper+".pdf", func() []byte { return printed })
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
	b := open(t)
	file := filepath.Join(t.TempDir(), "slides.html")
	if err := os.WriteFile(file, write(t, sample{lang.EN}.packet(true)), 0o600); err != nil {
		t.Fatal(err)
	}
	b.look(t, file, "light", 1600)
	for i, key := range []struct {
		name, code string
		want       int
	}{{"down", kb.ArrowDown, 1}, {"page down", kb.PageDown, 2}, {"down", kb.ArrowDown, 3}, {"up", kb.ArrowUp, 2}, {"page up", kb.PageUp, 1}} {
		do(t, b, chromedp.KeyEvent(key.code))
		if at := do(t, b, chromedp.Evaluate[int](still, chromedp.EvalAwaitPromise)); at != key.want {
			t.Errorf("%d, after %s: slide %d, want %d", i, key.name, at, key.want)
		}
	}
}

// TestChromiumComplains shows that a page that asks for anything is heard, and
// that axe-core finds what is wrong with it.
func TestChromiumComplains(t *testing.T) {
	b := open(t)
	file := filepath.Join(t.TempDir(), "bad.html")
	if err := os.WriteFile(file, []byte(`<html><img src="http://127.0.0.1:9/x"><script>console.log(1)</script>`), 0o600); err != nil {
		t.Fatal(err)
	}
	b.look(t, file, "light", 1280)
	if heard := strings.Join(b.heard(), "\n"); !strings.Contains(heard, "request: http://127.0.0.1:9/x") || !strings.Contains(heard, "console: log") {
		t.Errorf("heard only %q", heard)
	}
	if len(b.violations(t)) == 0 {
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
	b := open(t)
	for _, tag := range lang.Tags {
		for name, d := range (sample{tag}).pages() {
			file := filepath.Join(t.TempDir(), name+".html")
			if err := os.WriteFile(file, write(t, d), 0o600); err != nil {
				t.Fatal(err)
			}
			b.look(t, file, "light", 1280)
			var got [][][]string
			if err := json.Unmarshal([]byte(do(t, b, chromedp.Evaluate[string](tables))), &got); err != nil {
				t.Fatal(err)
			}
			sameTables(t, d, got)
		}
	}
}
