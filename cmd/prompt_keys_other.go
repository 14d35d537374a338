//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package cmd

import (
	"context"
	"os"

	"rung/rubric/lang"
)

// canDraw is false: lists are drawn only where their keys were tried.
const canDraw = false

func newDrawnDialog(ctx context.Context, in, out *os.File, t lang.Tag, _ bool) (dialog, error) {
	return newPlainDialog(ctx, in, out, t, !isTerminal(in)), nil
}
