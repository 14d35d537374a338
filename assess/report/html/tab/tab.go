//go:build browser

// Package tab is a tab of Chromium for tests of pages, which hears everything that a
// page should not do.
package tab

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// What the environment may say, by absolute paths: a folder for pictures, and where
// axe-core is.
const (
	picturesVariable = "RUNG_PICTURES"
	axeVariable      = "RUNG_AXE"
)

// Tab is one tab of Chromium and what its pages did that they should not.
type Tab struct {
	context.Context
	axe string

	mu         sync.Mutex
	complaints []string
}

// Open opens a tab that closes with the test.
func Open(t *testing.T) *Tab {
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
	b := &Tab{Context: ctx, axe: string(axe)}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	Call(t, b, "Network.enable", nil)
	Call(t, b, "Log.enable", nil)
	Call(t, b, "Runtime.enable", nil)
	return b
}

// Call calls a method of the debugger, whose answer is of no interest; nil for one that
// takes nothing.
func Call(t *testing.T, b *Tab, method string, params any) {
	t.Helper()
	Do(t, b, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, tab.Call(ctx, method, params, nil)
	})
}

// hear notes every message and every request but those for the page itself.
func (b *Tab) hear(event any) {
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

// Heard takes what was heard.
func (b *Tab) Heard() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	heard := b.complaints
	b.complaints = nil
	return heard
}

// Do performs an action.
func Do[T any](t *testing.T, b *Tab, action chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(b, action)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Look opens a page in a scheme and at a width.
func (b *Tab) Look(t *testing.T, file, scheme string, width int64) {
	t.Helper()
	Do(t, b, chromedp.EmulateViewport(width, 900))
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	if _, err := chromedp.Call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		t.Fatal(err)
	}
	Do(t, b, chromedp.Navigate("file://"+file))
}

// Violations are what axe-core finds on the page. It goes in through the debugger,
// as the page's policy lets no script in.
func (b *Tab) Violations(t *testing.T) []string {
	t.Helper()
	Do(t, b, chromedp.Evaluate[bool](b.axe+"\n;true"))
	return Do(t, b, chromedp.Evaluate[[]string](`axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.flatMap(
		v => v.nodes.map(n => v.id + ": " + n.target.join(" ") + ": " + n.failureSummary)))`, chromedp.EvalAwaitPromise))
}

// Picture keeps what the browser shows, where the environment wants it.
func Picture(t *testing.T, name string, take func() []byte) {
	t.Helper()
	folder := os.Getenv(picturesVariable)
	if folder == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name), take(), 0o600); err != nil {
		t.Fatal(err)
	}
}
