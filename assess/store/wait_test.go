package store

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// hurried is a Store whose patience is short.
func hurried(t *testing.T, path string, notify func(time.Duration) error) *Store {
	return open(t, path, OnWait(notify), func(s *Store) {
		s.patience = patience{notice: 300 * time.Millisecond, again: 500 * time.Millisecond, limit: 1500 * time.Millisecond}
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

func TestWaitIsToldAndEnds(t *testing.T) {
	path, release := held(t)
	defer release()
	var told []time.Duration
	s := hurried(t, path, func(waited time.Duration) error {
		told = append(told, waited)
		return nil
	})
	began := time.Now()
	err := s.Complete(completed(1, "Ada"))
	if wantKind(t, err, Busy); !strings.Contains(err.Error(), path) {
		t.Errorf("says %q", err)
	}
	if waited := time.Since(began); waited < 1500*time.Millisecond {
		t.Errorf("gave up after %v", waited)
	}
	if len(told) < 2 || told[0] < 300*time.Millisecond || told[1]-told[0] < 500*time.Millisecond {
		t.Errorf("told at %v", told)
	}
}

func TestWaitEndsWhenTheOtherIsDone(t *testing.T) {
	path, release := held(t)
	s := hurried(t, path, func(time.Duration) error {
		release()
		return nil
	})
	must(t, s.Complete(completed(1, "Ada")))
}

func TestWaitCanBeStopped(t *testing.T) {
	path, release := held(t)
	defer release()
	stop := errors.New("stop")
	s := hurried(t, path, func(time.Duration) error { return stop })
	if err := s.Complete(completed(1, "Ada")); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

func TestReadersDoNotWaitForAnOpenChange(t *testing.T) {
	path, release := held(t)
	defer release()
	s := hurried(t, path, func(time.Duration) error { return errors.New("waited") })
	_, err := s.List(Filter{})
	must(t, err)
}

func TestUsualPatience(t *testing.T) {
	p := usualPatience()
	if p.notice+p.again > 5*time.Second {
		t.Errorf("%+v: somebody could wait over 5 s without a message", p)
	}
}
