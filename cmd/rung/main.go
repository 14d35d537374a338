// Command rung finds the level of a career ladder that a scope matches.
package main

import (
	"os"

	"rung/cmd"
)

func main() { os.Exit(cmd.Main(cmd.ThisProcess())) }
