package exchange_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rung/assess/exchange"
)

// TestProquintsArePublished holds the words to the examples of Wilkerson's proposal.
func TestProquintsArePublished(t *testing.T) {
	for words, ip := range map[string][4]byte{
		"lusab babad": {127, 0, 0, 1}, "gutih tugad": {63, 84, 220, 193}, "gutuk bisog": {63, 118, 7, 35},
		"mudof sakat": {140, 98, 193, 141}, "haguz biram": {64, 255, 6, 200}, "mabiv gibot": {128, 30, 52, 45},
		"natag lisaf": {147, 67, 119, 2}, "tibup zujah": {212, 58, 253, 68}, "tobog higil": {216, 35, 68, 215},
		"todah vobij": {216, 68, 232, 21}, "sinid makam": {198, 81, 129, 136}, "budov kuras": {12, 110, 110, 204},
	} {
		var h exchange.Hash
		copy(h[:], ip[:])
		if !strings.HasPrefix(h.Words(), words+" ") {
			t.Errorf("%v is %s, not %s", ip, h.Words(), words)
		}
	}
}

// TestWordsTellHashesApart holds that no two words are the same for different bits.
func TestWordsTellHashesApart(t *testing.T) {
	there := map[string]bool{}
	for n := range 1 << 16 {
		there[exchange.Proquint(uint16(n))] = true
	}
	if len(there) != 1<<16 {
		t.Errorf("%d words for 65536 numbers", len(there))
	}
	rapid.Check(t, func(t *rapid.T) {
		var h, again exchange.Hash
		copy(h[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "hash"))
		if must(t, again.UnmarshalText([]byte(h.String()))); again != h || len(strings.Fields(h.Words())) != 8 {
			t.Errorf("%v came back as %v, with the words %s", h, again, h.Words())
		}
	})
}
