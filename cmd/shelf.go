package cmd

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rung/assess"
	"rung/assess/store"
	"rung/rubric/lang"
)

// shelf is the store, opened by the first command that needs it, the texts of
// rubrics that came with files, and the rubrics read so far, by digest.
type shelf struct {
	open    *store.Store
	brought []store.RubricText
	read    map[string]source
}

func (s *shelf) close() error {
	if s.open == nil {
		return nil
	}
	err := s.open.Close()
	s.open = nil
	return err
}

// store opens the shelf. Completion only looks: it makes none.
func (a *app) store() (*store.Store, error) {
	if a.shelf.open != nil {
		return a.shelf.open, nil
	}
	path, err := store.DefaultPath(a.Getenv, runtime.GOOS)
	if err != nil {
		return nil, err
	}
	if completes := len(a.Args) > 0 && strings.HasPrefix(a.Args[0], cobra.ShellCompRequestCmd); completes {
		if _, err := os.Stat(path); err != nil {
			return nil, err
		}
	}
	a.shelf.open, err = store.Open(path, store.OnWait(func(waited time.Duration) error {
		a.tell("another rung is using the store; waiting (%v)…", waited.Round(time.Second))
		return nil
	}), store.KeysIn(a.keys))
	if err != nil {
		return nil, err
	}
	for _, key := range a.shelf.open.Destroyed() {
		a.tell("The key %s was still to be destroyed, and is now.", key)
	}
	if err := a.shelf.open.Undestroyed(); err != nil {
		a.tell("%v", err)
	}
	return a.shelf.open, nil
}

// storeIfThere is the store, nil where there is none yet: who only looks makes none.
func (a *app) storeIfThere() (*store.Store, error) {
	path, err := store.DefaultPath(a.Getenv, runtime.GOOS)
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return a.store()
}

// keepRubric puts the rubric's text on the shelf, so that what is answered on it
// can always be drawn with it.
func (a *app) keepRubric(s *store.Store, r source) error {
	return s.PutRubric(r.kept(), a.Now())
}

// saveCompleted puts a completed assessment on the shelf. The same answers by
// the same rater, given again on the same day without an interview, are not
// stored twice: what is there already is returned.
func (a *app) saveCompleted(r source, made *assess.Assessment) (*assess.Assessment, error) {
	s, err := a.store()
	if err != nil {
		return nil, err
	}
	there, err := s.List(store.Filter{Subject: made.Subject.ID, Rater: made.Rater.ID, Rubric: r.ID})
	if err != nil {
		return nil, err
	}
	for _, old := range there {
		if old.SaysTheSame(made) && old.CompletedAt.Format(time.DateOnly) == made.CompletedAt.Format(time.DateOnly) {
			return old, s.DropDraft(made.ID)
		}
	}
	if err := a.keepRubric(s, r); err != nil {
		return nil, err
	}
	return made, s.Complete(made)
}

// rubricOf is the rubric an assessment was made with. Each is read once.
func (a *app) rubricOf(ref assess.RubricRef) (source, error) {
	if r, there := a.shelf.read[ref.Digest]; there {
		return r, nil
	}
	r, err := a.findRubric(ref)
	if err != nil {
		return source{}, err
	}
	if a.shelf.read == nil {
		a.shelf.read = map[string]source{}
	}
	a.shelf.read[ref.Digest] = r
	return r, nil
}

// findRubric looks for a rubric among those that are built in, those that came
// with files, and the texts that were kept.
func (a *app) findRubric(ref assess.RubricRef) (source, error) {
	if r, err := a.rubric(ref.ID + "@" + ref.Version); err == nil && r.Digest == ref.Digest {
		return r, nil
	}
	for _, text := range a.shelf.brought {
		if text.Digest == ref.Digest {
			return sourceOf(text)
		}
	}
	s, err := a.storeIfThere()
	if err != nil {
		return source{}, err
	}
	var text store.RubricText
	if s != nil {
		text, err = s.Rubric(ref.Digest)
	}
	if s == nil || store.Is(err, store.Missing) {
		return source{}, lang.Errorf("the rubric %s %s (%.7s) of this assessment is not here; import it with the assessment, or name a "+
			"rubric with --rubric",
			ref.ID, ref.Version, ref.Digest)
	}
	if err != nil {
		return source{}, err
	}
	return sourceOf(text)
}
