package assess

import (
	"fmt"
	"io"
	"time"
)

// DrawID draws the id of an assessment that was made at a time: a UUID of version 7,
// as RFC 9562 has it.
func DrawID(random io.Reader, at time.Time) (string, error) {
	var b [10]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", err
	}
	ms := at.UnixMilli()
	return fmt.Sprintf("%08x-%04x-7%03x-8%03x-%012x", ms>>16&0xffffffff, ms&0xffff,
		int(b[0])<<4|int(b[1])>>4, int(b[2])<<4|int(b[3])>>4, b[4:]), nil
}
