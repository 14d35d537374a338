package cmd

import (
	"io"
	"strings"
	"sync"
	"time"

	"rung/rubric/lang"
)

// How long work takes before it shows, and how often what it shows is renewed.
const (
	patience = 500 * time.Millisecond
	tick     = 200 * time.Millisecond
)

// progress says on a terminal that work is going on, once it has for a while. The
// line is gone before anything else is written, and stays away once rung talks
// with somebody. The zero value shows nothing.
type progress struct {
	w    io.Writer // the terminal
	say  func(elapsed time.Duration) string
	done chan struct{}

	mu    sync.Mutex
	shown int // columns of the line that stands there
	over  bool
}

// startProgress begins to watch the work of a; w is where it shows.
func startProgress(a *app, w io.Writer) *progress {
	p := &progress{w: w, done: make(chan struct{}), say: func(elapsed time.Duration) string {
		return a.shown(a.t("Working… %d s", int(elapsed.Seconds())))
	}}
	go p.run(time.Now())
	return p
}

func (p *progress) run(start time.Time) {
	wait := time.NewTimer(patience)
	defer wait.Stop()
	for {
		select {
		case <-p.done:
			return
		case <-wait.C:
			p.draw(p.say(time.Since(start)))
			wait.Reset(tick)
		}
	}
}

func (p *progress) draw(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		return
	}
	io.WriteString(p.w, "\r"+line)
	p.shown = lang.Columns(line)
}

// clear takes the line away.
func (p *progress) clear() {
	if p.shown > 0 {
		io.WriteString(p.w, "\r"+strings.Repeat(" ", p.shown)+"\r")
		p.shown = 0
	}
}

// stop ends it. It may be called more than once, and of nil.
func (p *progress) stop() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.over {
		p.over = true
		p.clear()
		close(p.done)
	}
}

// aside is a stream beside the progress: the line is gone before it is written to.
type aside struct {
	io.Writer
	*progress
}

func (s aside) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
	return s.Writer.Write(b)
}

// Fd is that of the stream, or of none.
func (s aside) Fd() uintptr { return descriptor(s.Writer) }

// alone ends the progress and returns stderr as it was before.
func (a *app) alone() io.Writer {
	a.progress.stop()
	if s, ok := a.Stderr.(aside); ok {
		return s.Writer
	}
	return a.Stderr
}

// watched has the streams of a process step aside for its progress, which shows
// where stderr is a terminal.
func (a *app) watched() (stop func()) {
	if !isTerminal(a.Stderr) {
		return func() {}
	}
	stdout, stderr := a.Stdout, a.Stderr
	a.progress = startProgress(a, stderr)
	a.Stdout, a.Stderr = aside{stdout, a.progress}, aside{stderr, a.progress}
	return a.progress.stop
}
