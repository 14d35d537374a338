package rubric

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// Finder finds the rubric that another one extends, by what that one calls it:
// a built-in rubric with its version, or a file beside it. Name is used in
// messages. The error says why there is none.
type Finder func(ref string) (name string, data []byte, err error)

// maxBases is how many rubrics one may extend, each by way of the one before.
const maxBases = 8

// Resolve is Parse of a rubric that may extend others. Text is the rubric with
// nothing left to find, which the digest is of: the file as it is, or, where it
// extends another, the canonical form of both.
func Resolve(name string, data []byte, find Finder) (r *Rubric, text []byte, err error) {
	w, err := resolve(name, data, find)
	if err != nil {
		return nil, nil, err
	}
	text = data
	if w.base != nil {
		if text, err = w.canonical(); err != nil {
			return nil, nil, err
		}
	}
	sum := sha256.Sum256(text)
	w.rubric.Digest = hex.EncodeToString(sum[:])
	return w.rubric, text, nil
}

// whole is a rubric file that was read together with what it extends.
type whole struct {
	d       *doc.Document // its root is that of the merged rubric
	rubric  *Rubric
	base    *whole    // nil when the file extends nothing
	extends *doc.Node // where it says what
	merged  merged
	unfit   *doc.Node // the first change that ends what the base was fitted to; nil where none does
}

// ref is the rubric as others extend it.
func (w *whole) ref() string { return w.rubric.ID + "@" + w.rubric.Version }

// resolver reads a rubric and those that it extends, one after the other.
type resolver struct {
	find  Finder
	chain chain // what is being read, the first file first
}

// chain is how one rubric comes to be read for another.
type chain []string

// In renders the chain in t.
func (c chain) In(t lang.Tag) string { return strings.Join(c, lang.Text(" extends ").In(t)) }

func resolve(name string, data []byte, find Finder) (*whole, error) {
	v := &resolver{find, chain{name[strings.LastIndexAny(name, `/\`)+1:]}}
	w, err := v.read(name, data)
	var problems doc.Problems
	if len(v.chain) > 1 && errors.As(err, &problems) {
		problems[len(problems)-1].Via = lang.Sprintf("%v", v.chain)
	}
	return w, err
}

// read reads one rubric, after what it extends.
func (v *resolver) read(name string, data []byte) (*whole, error) {
	d, err := doc.Parse(name, data)
	if err != nil {
		return nil, err
	}
	if !d.Schema(Schema) {
		return nil, d.Err()
	}
	w := &whole{d: d, extends: child(d.Root, "extends")}
	if w.extends == nil && w.meantToExtend() {
		return nil, d.Err()
	}
	if w.extends != nil {
		if w.base, err = v.base(w); err != nil {
			return nil, err
		}
		if !w.merge() {
			return nil, d.Err()
		}
	}
	if w.rubric, err = w.check(); err != nil {
		return nil, err
	}
	if w.base != nil && !scoresAlike(w.rubric, w.base.rubric) {
		w.forgetFit()
	}
	return w, nil
}

// meantToExtend reports what only a file that extends another has: that key, misspelt,
// or something to remove. All that the base would have is not missing then.
func (w *whole) meantToExtend() bool {
	for _, p := range w.d.Root.Pairs {
		switch key := p.Key.Text; {
		case key == "remove":
			w.d.Report(p.Key.Pos, "extends", lang.Sprintf("there is nothing to remove: this rubric extends no other"),
				lang.Sprintf("write which one it extends: extends: base.yaml, or a built-in rubric with its version"))
			return true
		case !slices.Contains(allFileKeys, key) && doc.Near(key, allFileKeys) == "extends":
			w.d.UnknownKey(p.Key, allFileKeys)
			return true
		}
	}
	return false
}

// base reads what w extends.
func (v *resolver) base(w *whole) (*whole, error) {
	ref := w.d.String(w.extends)
	refuse := func(text, hint lang.Message) (*whole, error) {
		w.d.Report(w.extends.Pos, "extends", text, hint)
		return nil, w.d.Err()
	}
	switch longer := append(slices.Clone(v.chain), ref); {
	case w.d.Err() != nil:
		return nil, w.d.Err()
	case strings.ContainsAny(ref, `/\:`) || strings.Trim(ref, ".-") == "":
		return refuse(lang.Sprintf("%v is not the name of a file beside this one", doc.Quote(ref)),
			lang.Sprintf("write the name alone, such as base.yaml, or a built-in rubric with its version"))
	case slices.Contains(v.chain, ref):
		v.chain = longer
		return refuse(lang.Sprintf("rubrics extend each other in a circle"),
			lang.Sprintf("one of them has to be whole: leave out extends there, and write what it lacks"))
	case len(v.chain) > maxBases:
		v.chain = longer
		return refuse(lang.Sprintf("a rubric extends %d others at most, one by way of the other", maxBases), lang.Message{})
	case v.find == nil:
		return refuse(lang.Sprintf("a rubric that extends another cannot be read here"),
			lang.Sprintf("give it whole, with what it extends"))
	}
	name, data, err := v.find(ref)
	if known := (doc.Problems{}); err != nil && !errors.As(err, &known) {
		return refuse(lang.Sprintf("%v", err), lang.Message{})
	} else if err != nil {
		return nil, err
	}
	v.chain = append(v.chain, ref)
	base, err := v.read(name, data)
	if err == nil {
		v.chain = v.chain[:len(v.chain)-1]
	}
	return base, err
}

// scoresAlike reports whether all that scoring sees is the same in both: so what
// was fitted on one holds for the other.
func scoresAlike(a, b *Rubric) bool {
	return slices.EqualFunc(a.Dimensions, b.Dimensions, dimensionsAlike) && slices.EqualFunc(a.Levels, b.Levels, levelsAlike) &&
		slices.EqualFunc(a.Questions, b.Questions, questionsAlike)
}

func dimensionsAlike(x, y Dimension) bool {
	return x.Weight == y.Weight && len(x.Steps) == len(y.Steps)
}

func levelsAlike(x, y Level) bool {
	return slices.Equal(x.Scope, y.Scope) && slices.EqualFunc(x.Requires, y.Requires, requiresAlike)
}

func questionsAlike(x, y Question) bool {
	return x.Dimension == y.Dimension && x.Kind == y.Kind && slices.Equal(x.Thresholds, y.Thresholds) &&
		slices.EqualFunc(x.Options, y.Options, func(x, y Option) bool { return x.Step == y.Step })
}

func requiresAlike(a, b Requirement) bool {
	alike := a.Dimension == b.Dimension && a.Range == b.Range && (a.By == nil) == (b.By == nil)
	return alike && (a.By == nil || a.By.ID == b.By.ID)
}

// forgetFit takes away what was fitted on the base and not by the file itself.
func (w *whole) forgetFit() {
	if w.base.rubric.Fitted {
		w.unfit = w.firstUnlike()
	}
	w.d.Root.Pairs = slices.DeleteFunc(w.d.Root.Pairs, func(p doc.Pair) bool {
		return (p.Key.Text == "temperature" || p.Key.Text == "spread") && !p.Value.In(w.d)
	})
	if child(w.d.Root, "temperature") == nil {
		w.rubric.Temperature, w.rubric.Fitted = DefaultTemperature, false
	}
	if child(w.d.Root, "spread") == nil {
		w.rubric.Spread = [2]float64{}
	}
}

// firstUnlike is the first change in the file that makes it score otherwise than its base.
func (w *whole) firstUnlike() (first *doc.Node) {
	note := func(at *doc.Node) {
		if at != nil && at.In(w.d) && (first == nil || at.Line < first.Line) {
			first = at
		}
	}
	for _, key := range []string{"dimensions", "levels", "questions"} {
		for _, at := range w.merged.gone[key] {
			note(at)
		}
	}
	r, base := w.rubric, w.base.rubric
	for i, n := range child(w.d.Root, "dimensions").Items {
		if at := base.DimensionIndex(r.Dimensions[i].ID); at < 0 || !dimensionsAlike(r.Dimensions[i], base.Dimensions[at]) {
			note(child(n, "id"))
		}
	}
	for i, n := range child(w.d.Root, "levels").Items {
		if at := base.LevelIndex(r.Levels[i].ID); at < 0 || !levelsAlike(r.Levels[i], base.Levels[at]) {
			note(child(n, "id"))
		}
	}
	for i, n := range child(w.d.Root, "questions").Items {
		if at := base.QuestionIndex(r.Questions[i].ID); at < 0 || !questionsAlike(r.Questions[i], base.Questions[at]) {
			note(child(n, "id"))
		}
	}
	return first
}
