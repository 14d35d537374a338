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
