// Command rung finds the level of a career ladder that a scope matches.
package main

import (
	"os"
	"runtime/debug"

	"rung/cmd"
)

func main() {
	// Most runs end before collecting garbage is worth its cost; the others stay
	// within the memory that rung promises.
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(200 << 20)
	os.Exit(cmd.Main(cmd.ThisProcess()))
}
