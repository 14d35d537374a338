package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// nameless makes a file in a folder that has no name yet, and is gone with the
// process; nil where the file system or the machine cannot.
func nameless(folder string) *os.File {
	fd, err := unix.Open(folder, unix.O_TMPFILE|unix.O_RDWR|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return nil
	}
	file := os.NewFile(uintptr(fd), "")
	if _, err := os.Stat(linkTo(file)); err != nil {
		file.Close()
		return nil
	}
	return file
}

// baptize gives a file that nameless made the name of a temporary file.
func baptize(file *os.File, folder string) (name string, err error) {
	name = filepath.Join(folder, strings.Replace(temporary, "*", fmt.Sprint(rand.Uint64()), 1))
	err = unix.Linkat(unix.AT_FDCWD, linkTo(file), unix.AT_FDCWD, name, unix.AT_SYMLINK_FOLLOW)
	return name, err
}

func linkTo(file *os.File) string { return fmt.Sprintf("/proc/self/fd/%d", file.Fd()) }
