package cmd

import (
	"runtime"
	"time"

	"rung/assess"
	"rung/assess/store"
	"rung/rubric"
	"rung/rubric/lang"
)

// shelf is the store, opened by the first command that needs it, and the texts
// of rubrics that came with files.
type shelf struct {
	open    *store.Store
	brought []store.RubricText
}

func (s *shelf) close() error {
	if s.open == nil {
		return nil
	}
	err := s.open.Close()
	s.open = nil
	return err
}

// store opens the shelf.
func (a *app) store() (*store.Store, error) {
	if a.shelf.open != nil {
		return a.shelf.open, nil
	}
	path, err := store.DefaultPath(a.Getenv, runtime.GOOS)
	if err != nil {
		return nil, err
	}
	a.shelf.open, err = store.Open(path, store.OnWait(func(waited time.Duration) error {
		a.tell(lang.T("another rung is using the store; waiting (%v)…", "un autre rung utilise la base ; attente (%v)…"), waited.Round(time.Second))
		return nil
	}))
	return a.shelf.open, err
}

// keepRubric puts the rubric's text on the shelf, so that what is answered on it
// can always be drawn with it.
func (a *app) keepRubric(s *store.Store, r source) error {
	return s.PutRubric(store.RubricText{ID: r.ID, Version: r.Version, Digest: r.Digest, Bytes: r.text}, a.Now())
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
			return old, nil
		}
	}
	if err := a.keepRubric(s, r); err != nil {
		return nil, err
	}
	return made, s.Complete(made)
}

// rubricOf is the rubric an assessment was made with: one that is built in, that
// came with its file, or the text that was kept.
func (a *app) rubricOf(ref assess.RubricRef) (source, error) {
	if r, err := a.rubric(ref.ID); err == nil && r.Digest == ref.Digest {
		return r, nil
	}
	for _, text := range a.shelf.brought {
		if text.Digest == ref.Digest {
			r, err := rubric.Parse(text.ID+".yaml", text.Bytes)
			return source{r, text.Bytes}, err
		}
	}
	s, err := a.store()
	if err != nil {
		return source{}, err
	}
	text, err := s.Rubric(ref.Digest)
	if store.Is(err, store.Missing) {
		return source{}, lang.Errorf(lang.T("the rubric %s %s (%.7s) of this assessment is not here; import it with the assessment, or name a rubric with --rubric", "le référentiel %s %s (%.7s) de cette évaluation n’est pas ici ; importez-le avec l’évaluation, ou nommez un référentiel avec --rubric"),
			ref.ID, lang.Defang(ref.Version), ref.Digest)
	}
	if err != nil {
		return source{}, err
	}
	r, err := rubric.Parse(text.ID+".yaml", text.Bytes)
	return source{r, text.Bytes}, err
}
