// Package doc reads strict YAML and JSON documents into nodes that know their
// position, and collects what is wrong with them.
//
// Its policy is that of every file rung reads: one document, UTF-8, no
// invisible characters, no anchors, aliases, tags or merge keys, no unknown or
// duplicate keys, nothing converted in silence, and every error at once, each at
// its line and column. It is the only importer of a YAML library.
package doc

import (
	"io"
	"io/fs"

	"rung/rubric/lang"
)

// MaxSize is the largest file written by hand, in bytes.
const MaxSize = 256 << 10

// MaxDepth is how deep lists and maps may nest.
const MaxDepth = 64

// MaxValues is how many values a document may hold, each key counted as one. As
// exports are written, 4 MiB hold fewer.
const MaxValues = 1 << 18

// ReadUpTo reads a file, whole. One over limit, in bytes, is refused: unread if
// it says its size, else without reading on. Name is used in messages.
func ReadUpTo(name string, r io.Reader, limit int) ([]byte, error) {
	if f, ok := r.(fs.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > int64(limit) {
			return nil, Problems{{File: name, Code: "size", Text: TooLarge(limit)}}
		}
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	switch {
	case err != nil:
		return nil, lang.Errorf("%s: cannot be read: %v", name, err)
	case len(data) > limit:
		return nil, Problems{{File: name, Code: "size", Text: TooLarge(limit)}}
	}
	return data, nil
}

// TooLarge says that a file is over the limit, in bytes.
func TooLarge(limit int) lang.Message {
	return lang.Sprintf("the file is larger than %d KiB, the most that is read", limit>>10)
}

// Parse reads a document: JSON if it begins like JSON, else YAML. Name is used
// in messages only. The error is of type Problems.
func Parse(name string, data []byte) (*Document, error) {
	d := &Document{Name: name}
	text := d.decode(data)
	if err := d.Err(); err != nil {
		return nil, err
	}
	if looksLikeJSON(text) {
		d.Root = d.parseJSON(text)
	} else {
		d.Root = d.parseYAML(text)
	}
	if err := d.Err(); err != nil {
		return nil, err
	}
	return d, nil
}
