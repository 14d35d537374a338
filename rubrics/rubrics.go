// Package rubrics holds the rubrics that come with rung, every published version
// of each, personas to try the newest on, and public ladders as facts: data only.
package rubrics

import (
	"bytes"
	"embed"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A file ID.yaml is the newest version of a rubric, ID@VERSION.yaml an older one, and
// ID_test.yaml holds the personas of the newest.
//
//go:embed *.yaml ladders
var files embed.FS

// beside is how the name of a file of personas ends.
const beside = "_test.yaml"

// IDs lists the ids of the built-in rubrics, in order.
func IDs() []string {
	return slices.DeleteFunc(stems(), func(stem string) bool { return strings.Contains(stem, "@") })
}

// Versions lists the published versions of a built-in rubric, the newest first;
// none of one that is not built in.
func Versions(id string) []string {
	var versions []string
	for _, stem := range stems() {
		if of, version, older := strings.Cut(stem, "@"); of == id {
			if !older {
				version = newest(id)
			}
			versions = append(versions, version)
		}
	}
	slices.SortFunc(versions, func(a, b string) int { return compareVersions(b, a) })
	return versions
}

// Read returns the file of a built-in rubric, and its name. A reference is an id,
// for its newest version, or id@version, where 2 stands for the newest 2.x.y. The
// error is fs.ErrNotExist when there is none.
func Read(ref string) (name string, data []byte, err error) {
	id, wanted, _ := strings.Cut(ref, "@")
	for _, version := range Versions(id) {
		if wanted == "" || strings.HasPrefix(version+".", wanted+".") {
			name = fileOf(id, version)
			data, err = files.ReadFile(name)
			return name, data, err
		}
	}
	return "", nil, fs.ErrNotExist
}

func fileOf(id, version string) string {
	if version == newest(id) {
		return id + ".yaml"
	}
	return id + "@" + version + ".yaml"
}

// newest is the version that the file ID.yaml says it is.
func newest(id string) string {
	data, _ := files.ReadFile(id + ".yaml")
	_, after, _ := bytes.Cut(data, []byte("\nversion: "))
	version, _, _ := bytes.Cut(after, []byte("\n"))
	return string(version)
}

// compareVersions orders versions by their numbers: 1.9.0 before 1.10.0.
func compareVersions(a, b string) int {
	return slices.CompareFunc(strings.Split(a, "."), strings.Split(b, "."), func(a, b string) int {
		m, _ := strconv.Atoi(a)
		n, _ := strconv.Atoi(b)
		return m - n
	})
}

// Personas returns the file of the personas that the newest version of a built-in
// rubric is tried on, and its name. The error is fs.ErrNotExist when there is none.
func Personas(rubric string) (name string, data []byte, err error) {
	name = rubric + beside
	data, err = files.ReadFile(name)
	return name, data, err
}

// Ladders returns the file of the public ladders whose facts answer questions of a
// rubric, and its name. The error is fs.ErrNotExist when there is none.
func Ladders(rubric string) (name string, data []byte, err error) {
	name = path.Join("ladders", rubric+".yaml")
	data, err = files.ReadFile(name)
	return name, data, err
}

// stems are the names of the files of rubrics, without their ending, in order.
func stems() []string {
	entries, _ := files.ReadDir(".")
	var ids []string
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".yaml"); ok && !strings.HasSuffix(e.Name(), beside) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids) // product before product-startup
	return ids
}
