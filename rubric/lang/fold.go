package lang

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Fold is the form in which what people type and write is compared: in lower
// case, composed, with one plain space for any run of spaces of any kind, and
// none around it.
func Fold(text string) string {
	return strings.ToLower(norm.NFC.String(strings.Join(strings.Fields(text), " ")))
}
