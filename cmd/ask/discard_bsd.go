//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package ask

import "golang.org/x/sys/unix"

func discard(tty int) { unix.IoctlSetPointerInt(tty, unix.TIOCFLUSH, unix.TCIFLUSH) }
