package store

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// hurried is a Store whose patience ends after limit.
func hurried(t *testing.T, path string, limit time.Duration, notify func(time.Duration) error) *Store {
	return open(t, path, OnWait(notify), func(s *Store) {
		s.patience = patience{notice: 300 * time.Millisecond, again: 500 * time.Millisecond, limit: limit}
	})
}

// held is a store that another one keeps busy until release.
func held(t *testing.T) (path string, release func()) {
	t.Helper()
	s := filled(t)
	tx, err := s.db.BeginTx(context.Background(), nil)
	must(t, err)
	return s.Path(), func() { tx.Rollback() }
}

func TestWaitEnds(t *testing.T) {
	path, release := held(t)
	defer release()
	const limit = 800 * time.Millisecond
	s := hurried(t, path, limit, func(time.Duration) error { return nil })
	began := time.Now()
	err := s.Complete(completed(1, "Ada"))
	if wantKind(t, err, Busy); !strings.Contains(err.Error(), path) {
		t.Errorf("says %q", err)
	}
	if waited := time.Since(began); waited < limit {
		t.Errorf("gave up after %v", waited)
	}
}

// TestWaitIsToldUntilTheOtherIsDone holds also on a machine that is slow to tell.
func TestWaitIsToldUntilTheOtherIsDone(t *testing.T) {
	path, release := held(t)
	var told []time.Duration
	s := hurried(t, path, time.Hour, func(waited time.Duration) error {
		if told = append(told, waited); len(told) == 2 {
			release()
		}
		return nil
	})
	must(t, s.Complete(completed(1, "Ada")))
	if len(told) < 2 || told[0] < 300*time.Millisecond || told[1]-told[0] < 500*time.Millisecond {
		t.Errorf("told at %v", told)
	}
}

func TestWaitCanBeStopped(t *testing.T) {
	path, release := held(t)
	defer release()
	stop := errors.New("stop")
	s := hurried(t, path, time.Hour, func(time.Duration) error { return stop })
	if err := s.Complete(completed(1, "Ada")); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

func TestReadersDoNotWaitForAnOpenChange(t *testing.T) {
	path, release := held(t)
	defer release()
	s := hurried(t, path, time.Hour, func(time.Duration) error { return errors.New("waited") })
	_, err := s.List(Filter{})
	must(t, err)
}

func TestUsualPatience(t *testing.T) {
	p := usualPatience()
	if p.notice+p.again > 5*time.Second {
		t.Errorf("%+v: somebody could wait over 5 s without a message", p)
	}
}
