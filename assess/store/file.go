package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"syscall"

	"rung/rubric/lang"
)

// temporary is the form of the names of temporary files; abandoned recognises
// them. They stand beside the file they will become.
const temporary = ".rung-*.tmp"

func abandoned(name string) bool {
	ours, err := regexp.MatchString(`^\.rung-[0-9]+\.tmp$`, name)
	return ours && err == nil
}

// WriteFile writes data to the file at path, whole or not at all, and durably:
// whatever happens, path is the old file or the new one. A file that exists is
// replaced only if replace is set, and keeps its permissions; a new one is
// readable by its owner alone. A symbolic link stays, and the file it leads to
// is replaced. Devices and pipes are written straight. The error is an *Error,
// of kind Exists when the file is there.
func WriteFile(path string, data []byte, replace bool) error {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return unwritten(path, pour(path, data))
	}
	if real, err := filepath.EvalSymlinks(path); err == nil && replace {
		path = real
	}
	Sweep(filepath.Dir(path))
	return unwritten(path, place(path, data, replace))
}

func unwritten(path string, err error) error {
	if err == nil || errorOf(err) != nil {
		return err
	}
	if errors.Is(err, fs.ErrExist) {
		return fail(Exists, "the file %v exists", lang.Quoted(path)).of(File).because(err)
	}
	return fail(Failed, "the file %v was not written: %v", lang.Quoted(path), Reason(err)).because(err)
}

func pour(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}

// place puts data at path through a temporary file beside it.
func place(path string, data []byte, replace bool) error {
	mode := fs.FileMode(0o600)
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return &fs.PathError{Op: "write", Path: path, Err: syscall.EISDIR}
	case err == nil && !replace:
		return &fs.PathError{Op: "write", Path: path, Err: fs.ErrExist}
	case err == nil:
		mode = info.Mode().Perm()
	}
	folder := filepath.Dir(path)
	file, err := newTemporary(folder)
	if err != nil {
		return err
	}
	name := file.Name()
	defer func() { os.Remove(name) }()
	defer file.Close()
	if err := fill(file, data, mode); err != nil {
		return err
	}
	if name == "" {
		if name, err = baptize(file, folder); err != nil {
			return err
		}
	}
	if err := settle(file, name, path, replace); err != nil {
		return err
	}
	if err := syncFolder(folder); err != nil {
		return unconfirmed(path, Reason(err)).because(err)
	}
	return nil
}

// newTemporary makes a temporary file, nameless if that can be, and holds a lock
// on it, which says that its process is alive.
func newTemporary(folder string) (*os.File, error) {
	if file := nameless(folder); file != nil {
		lock(file)
		return file, nil
	}
	return namedTemporary(folder)
}

// namedTemporary makes one with a name. A Sweep that comes before the lock takes
// the file; then another is made.
func namedTemporary(folder string) (*os.File, error) {
	for {
		file, err := os.CreateTemp(folder, temporary)
		if err != nil {
			return nil, err
		}
		lock(file)
		if _, err := os.Lstat(file.Name()); !errors.Is(err, fs.ErrNotExist) {
			return file, nil
		}
		file.Close()
	}
}

func fill(file *os.File, data []byte, mode fs.FileMode) error {
	if _, err := file.Write(data); err != nil {
		return err
	}
	file.Chmod(mode) // a file system without permissions may refuse
	return file.Sync()
}

// settle gives a filled temporary file its name. A link never replaces what is
// there, which a rename would; where links do not exist, the name is reserved
// by an empty file first.
func settle(file *os.File, name, path string, replace bool) error {
	if runtime.GOOS == "windows" { // where an open file has a fixed name
		file.Close()
	}
	if replace {
		return os.Rename(name, path)
	}
	err := os.Link(name, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	reserved, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	reserved.Close()
	if err := os.Rename(name, path); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// syncFolder makes names in a folder durable. Systems that cannot sync a folder
// do it by themselves.
func syncFolder(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	opened, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer opened.Close()
	if err := opened.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}

// Sweep removes from a folder the temporary files of WriteFile whose process was
// killed, and nothing else. It says nothing of what it cannot do.
func Sweep(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if abandoned(entry.Name()) && entry.Type().IsRegular() {
			discard(filepath.Join(folder, entry.Name()))
		}
	}
}
