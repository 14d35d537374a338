package cmd

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rung/assess"
	"rung/assess/store"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
	"rung/rubrics"
)

// defaultRubric is the rubric of commands that are not told one.
const defaultRubric = "product"

// stdinName is how messages name what was read from standard input.
const stdinName = "<stdin>"

// read reads an input file, or standard input for "-", up to the size that hand-
// written files may have. It returns the name to use in messages.
func (a *app) read(file string) (name string, data []byte, err error) {
	return a.readUpTo(file, doc.MaxSize)
}

func (a *app) readUpTo(file string, limit int) (name string, data []byte, err error) {
	if file == "-" {
		if isTerminal(a.Stdin) {
			a.progress.stop() // somebody types
		}
		data, err = doc.ReadUpTo(stdinName, a.Stdin, limit)
		return stdinName, data, err
	}
	info, err := os.Stat(file)
	if err != nil {
		return file, nil, sayable(err)
	}
	if info.IsDir() {
		return file, nil, invalid(lang.Errorf("%v is a folder; name a file in it", lang.Quoted(file)))
	}
	if !info.Mode().IsRegular() {
		return file, nil, invalid(lang.Errorf("%v is not a regular file; pass its content on standard input with -", lang.Quoted(file)))
	}
	f, err := os.Open(file)
	if err != nil {
		return file, nil, sayable(err)
	}
	defer f.Close()
	data, err = doc.ReadUpTo(file, f, limit)
	return file, data, err
}

// rubricText returns the bytes of a rubric: a built-in one, by id or id@version, or
// a file, which is anything that looks like a path.
func (a *app) rubricText(ref string) (name string, data []byte, err error) {
	if namesFile(ref) {
		return a.read(ref)
	}
	name, data, err = rubrics.Read(ref)
	switch {
	case errors.Is(err, fs.ErrNotExist) && isFolder(ref):
		return a.read(ref)
	case errors.Is(err, fs.ErrNotExist):
		return "", nil, noRubric(ref)
	}
	return name, data, err
}

// namesFile reports whether a rubric is named by its file, not by id or id@version.
func namesFile(ref string) bool {
	id, version, _ := strings.Cut(ref, "@")
	return looksLikeFile(id) || strings.Trim(version, "0123456789.") != ""
}

func noRubric(ref string) error {
	id, version, _ := strings.Cut(ref, "@")
	if id == "" {
		return usageErrorf("no rubric is named here; give one of %s, or a file like ./mine.yaml", strings.Join(rubrics.IDs(), ", "))
	}
	if there := rubrics.Versions(id); len(there) > 0 {
		return usageErrorf("there is no version %v of %s; there are %s", lang.Quoted(version), id, strings.Join(there, ", "))
	}
	return usageErrorf("there is no rubric %v; give one of %s, or a file like ./%s.yaml",
		lang.Quoted(ref), strings.Join(rubrics.IDs(), ", "), id)
}

// looksLikeFile reports whether ref has a folder or an ending; the full stop of an
// initial, as in J. Smith, makes none.
func looksLikeFile(ref string) bool {
	_, afterStop, _ := strings.Cut(filepath.Ext(ref), ".")
	return ref == "-" || strings.ContainsRune(ref, filepath.Separator) || strings.Contains(ref, "/") ||
		afterStop != "" && !strings.Contains(afterStop, " ")
}

// source is a rubric with its whole text, which is what is stored: with what it
// extends, it needs no other.
type source struct {
	*rubric.Rubric
	text []byte
}

// kept is the rubric as the shelf keeps it.
func (r source) kept() store.RubricText {
	return store.RubricText{ID: r.ID, Version: r.Version, Digest: r.Digest, Bytes: r.text}
}

// parse reads the text of a rubric and all that it extends.
func (a *app) parse(name string, data []byte) (source, error) {
	r, text, err := rubric.Resolve(name, data, a.bases(name))
	return source{r, text}, importable(name, err)
}

// importable adds to what is wrong with a ladder that was read as a rubric what makes
// a rubric of it.
func importable(name string, err error) error {
	var problems doc.Problems
	if slices.Contains([]string{".csv", ".tsv", ".xlsx", ".md"}, strings.ToLower(filepath.Ext(name))) && errors.As(err, &problems) {
		problems[0].Hint = lang.Sprintf("to make a rubric of it: `rung rubric import %s`", shellWord(name))
	}
	return err
}

// bases finds what the rubric of that name extends: a built-in rubric, by its id and
// full version, or a file beside it.
func (a *app) bases(name string) rubric.Finder {
	return func(ref string) (string, []byte, error) {
		id, version, versioned := strings.Cut(ref, "@")
		there := rubrics.Versions(id)
		path := filepath.Join(filepath.Dir(name), ref)
		switch {
		case slices.Contains(there, version):
			return rubrics.Read(ref)
		case len(there) > 0:
			return "", nil, notInFull(id, version, there)
		case name != stdinName && isFolder(path):
			return "", nil, lang.Errorf("%v is a folder; a rubric extends a file beside it, such as %v", doc.Quote(ref), doc.Quote("base.yaml"))
		case versioned || doc.IsID(ref):
			return "", nil, lang.Errorf("there is no rubric %v; extend %v, or a file beside this one, such as %v",
				doc.Quote(ref), doc.Quote(defaultRubric+"@"+rubrics.Versions(defaultRubric)[0]), doc.Quote(id+".yaml"))
		case name != stdinName && isMissing(path):
			return "", nil, lang.Errorf("%v is not there; a rubric extends a file beside it, or a built-in one such as %v",
				doc.Quote(ref), doc.Quote(defaultRubric+"@"+rubrics.Versions(defaultRubric)[0]))
		case name == stdinName:
			return "", nil, lang.Errorf("nothing is beside standard input; give the rubric as a file beside %v", doc.Quote(ref))
		}
		return a.read(path)
	}
}

// notInFull says which version of a built-in rubric may be extended.
func notInFull(id, version string, there []string) error {
	full := slices.IndexFunc(there, func(v string) bool { return version == "" || strings.HasPrefix(v+".", version+".") })
	if full < 0 {
		return lang.Errorf("there is no version %v of %s; there are %s", lang.Quoted(version), id, doc.Words(there))
	}
	return lang.Errorf("a built-in rubric is extended with its full version, which never changes: write %v", doc.Quote(id+"@"+there[full]))
}

func isMissing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// sourceOf reads a rubric that was kept.
func sourceOf(text store.RubricText) (source, error) {
	r, err := rubric.Parse(text.ID+".yaml", text.Bytes)
	return source{r, text.Bytes}, err
}

func (a *app) rubric(ref string) (source, error) {
	name, data, err := a.rubricText(ref)
	if err != nil {
		return source{}, err
	}
	return a.parse(name, data)
}

// builtIn are the rubrics that come with rung, each in every version, the newest
// first.
func (a *app) builtIn() ([]source, error) {
	var all []source
	for _, id := range rubrics.IDs() {
		for _, version := range rubrics.Versions(id) {
			r, err := a.rubric(id + "@" + version)
			if err != nil {
				return nil, err
			}
			all = append(all, r)
		}
	}
	return all, nil
}

// level finds the level of r that is called so.
func level(r *rubric.Rubric, name string) (*rubric.Level, error) {
	l, err := r.FindLevel(name)
	if err != nil {
		return nil, codedError{exitUsage, err}
	}
	return l, nil
}

// rubricOption is what makes a command go by a rubric: nothing for the one that it
// goes by anyway, and a file for one that is not built in.
func (a *app) rubricOption(ref assess.RubricRef) string {
	builtIn, _ := a.builtIn()
	usual, err := a.rubric(defaultRubric)
	switch {
	case err == nil && usual.Digest == ref.Digest:
		return ""
	case slices.ContainsFunc(builtIn, func(r source) bool { return r.Digest == ref.Digest }):
		return "--rubric " + ref.ID + "@" + ref.Version
	}
	return a.t("--rubric FILE")
}
