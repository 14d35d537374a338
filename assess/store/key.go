package store

import (
	"errors"
	"os"
	"path/filepath"
)

// WriteKey writes the file of a key, which must not be there yet, for its owner
// alone, in folders that are made if they are not there. It is on the disk when
// WriteKey returns.
func WriteKey(path string, data []byte) error {
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return unwritten(path, err)
	}
	return WriteFile(path, data, false)
}

// Destroy overwrites a file and removes it. What the disk, or a copy of it, keeps of
// the old bytes is out of reach.
func Destroy(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err == nil {
		_, err = file.Write(make([]byte, info.Size()))
	}
	return errors.Join(err, file.Sync(), file.Close(), os.Remove(path), syncFolder(filepath.Dir(path)))
}
