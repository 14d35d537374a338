package cmd_test

import (
	"bytes"
	"syscall"
	"testing"
)

// TestQuitIsNoDump sends SIGQUIT to a process that waits for the rest of a file:
// the system takes no more than it reads.
func TestQuitIsNoDump(t *testing.T) {
	t.Parallel()
	c := newMachine(t, "en").process("assess", "--answers", "-")
	var said bytes.Buffer
	c.Stderr = &said
	in, err := c.StdinPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	in.Write(make([]byte, 200<<10))
	c.Process.Signal(syscall.SIGQUIT)
	if err := c.Wait(); err == nil || said.Len() > 0 {
		t.Errorf("error %v, said %.300s", err, said.String())
	}
}
