//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package ask

import (
	"context"
	"io"
)

// canDraw is false: lists are drawn only where their keys were tried.
const canDraw = false

func newDrawnDialog(ctx context.Context, s Streams) (Dialog, error) {
	return newPlainDialog(ctx, s), nil
}

func newLinesDialog(ctx context.Context, s Streams) (Dialog, error) {
	return newPlainDialog(ctx, s), nil
}

// DiscardTyped does nothing here.
func DiscardTyped(io.Reader) {}
