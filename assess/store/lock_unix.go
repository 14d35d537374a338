//go:build unix && !aix && !solaris

package store

import (
	"os"
	"syscall"
)

// lock takes the file for this process while it is open, or fails at once.
func lock(file *os.File) error {
	return syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

// discard removes the file at path, after the journal of a copy that was cut short,
// unless a process has it locked. It holds the lock meanwhile, so that newTemporary
// cannot take the file for its own.
func discard(path string) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return
	}
	defer file.Close()
	if lock(file) == nil {
		os.Remove(path + "-journal")
		os.Remove(path)
	}
}
