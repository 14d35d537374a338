//go:build browser

// Package tab is a tab of a browser for tests of pages, which hears everything that a
// page should not do.
package tab

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// What the environment may say, by absolute paths: a folder for pictures, and the
// folder with the driver of browsers and axe-core.
const (
	picturesVariable = "RUNG_PICTURES"
	driverVariable   = "RUNG_BROWSER"
)

// Browsers are the programs of the browsers that pages are tried in.
var Browsers = []string{Chromium, Firefox}

const (
	Chromium = "chromium"
	Firefox  = "firefox-esr"
)

// Tab is one tab of a browser and what its pages did that they should not.
type Tab struct {
	Browser string
	driver  string
	in      *json.Encoder
	out     *json.Decoder
	heard   []string
}

// Open opens a tab that closes with the test.
func Open(t testing.TB, browser string) *Tab {
	t.Helper()
	b := &Tab{Browser: browser, driver: os.Getenv(driverVariable)}
	if b.driver == "" {
		t.Fatalf("%s is to name .ci/browser, as make test-browser does", driverVariable)
	}
	node := exec.Command("node", filepath.Join(b.driver, "tab.mjs"), browser)
	node.Stderr = os.Stderr
	in, err := node.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		node.Wait()
	})
	b.in, b.out = json.NewEncoder(in), json.NewDecoder(out)
	return b
}

// Do has the driver do something, as .ci/browser/tab.mjs lists it.
func (b *Tab) Do(t testing.TB, what string, with ...any) {
	t.Helper()
	Value[any](t, b, what, with...)
}

// Value is what comes of something that the driver does.
func Value[T any](t testing.TB, b *Tab, what string, with ...any) T {
	t.Helper()
	if err := b.in.Encode(append([]any{what}, with...)); err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Value T
		Error string
		Heard []string
	}
	if err := b.out.Decode(&answer); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	b.heard = append(b.heard, answer.Heard...)
	if answer.Error != "" {
		t.Fatal(answer.Error)
	}
	return answer.Value
}

// Evaluate is the value of an expression on the page, or what it promises.
func Evaluate[T any](t testing.TB, b *Tab, expression string) T {
	t.Helper()
	return Value[T](t, b, "evaluate", expression)
}

// Heard takes what was heard.
func (b *Tab) Heard() []string {
	heard := b.heard
	b.heard = nil
	return heard
}

// Look opens a page in a scheme and at a width.
func (b *Tab) Look(t testing.TB, file, scheme string, width int64) {
	t.Helper()
	b.Do(t, "look", "file://"+file, scheme, width)
}

// Violations are what axe-core finds on the page. It goes in through the driver,
// as the page's policy lets no script in.
func (b *Tab) Violations(t testing.TB) []string {
	t.Helper()
	axe, err := os.ReadFile(filepath.Join(b.driver, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	Evaluate[bool](t, b, string(axe)+"\n;true")
	return Evaluate[[]string](t, b, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.flatMap(
		v => v.nodes.map(n => v.id + ": " + n.target.join(" ") + ": " + n.failureSummary)))`)
}

// Picture is the whole page as a PNG.
func (b *Tab) Picture(t testing.TB) []byte {
	t.Helper()
	return Value[[]byte](t, b, "picture")
}

// Keep keeps what the browser shows, where the environment wants it.
func Keep(t testing.TB, name string, take func(testing.TB) []byte) {
	t.Helper()
	folder := os.Getenv(picturesVariable)
	if folder == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name), take(t), 0o600); err != nil {
		t.Fatal(err)
	}
}
