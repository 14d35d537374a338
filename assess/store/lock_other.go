//go:build !unix || aix || solaris

package store

import "os"

// lock does nothing: these systems refuse to remove a file that is open.
func lock(*os.File) error { return nil }

// discard removes the file at path, then the journal of a copy that was cut short,
// unless a process has it open.
func discard(path string) {
	if os.Remove(path) == nil {
		os.Remove(path + "-journal")
	}
}
