// Package rubrics holds the rubrics that come with rung, and a persona for each
// level of each: data only.
package rubrics

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed *.yaml personas
var files embed.FS

// IDs lists the ids of the built-in rubrics, in order.
func IDs() []string { return stems(".") }

// Read returns the file of the built-in rubric with this id, and its name. The
// error is fs.ErrNotExist when there is none.
func Read(id string) (name string, data []byte, err error) {
	if !slices.Contains(IDs(), id) {
		return "", nil, fs.ErrNotExist
	}
	data, err = files.ReadFile(id + ".yaml")
	return id + ".yaml", data, err
}

// Personas lists the levels of a built-in rubric that have a persona, in order
// of id; none for a rubric that is not built in.
func Personas(rubric string) []string {
	if !slices.Contains(IDs(), rubric) {
		return nil
	}
	return stems(path.Join("personas", rubric))
}

// Persona returns the answers file of the persona at a level of a built-in
// rubric, and its name. The error is fs.ErrNotExist when there is none.
func Persona(rubric, level string) (name string, data []byte, err error) {
	if !slices.Contains(Personas(rubric), level) {
		return "", nil, fs.ErrNotExist
	}
	name = path.Join("personas", rubric, level+".yaml")
	data, err = files.ReadFile(name)
	return name, data, err
}

func stems(folder string) []string {
	entries, _ := fs.ReadDir(files, folder)
	var ids []string
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".yaml"); ok {
			ids = append(ids, id)
		}
	}
	return ids
}
