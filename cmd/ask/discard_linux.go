package ask

import "golang.org/x/sys/unix"

func discard(tty int) { unix.IoctlSetInt(tty, unix.TCFLSH, unix.TCIFLUSH) }
