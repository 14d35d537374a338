package calibrate

import (
	"fmt"
	"strconv"
	"strings"

	"rung/rubric/doc"
	"rung/rubric/lang"
)

// leastHead is how many digits of a hash name a head. With 16 of them, whoever
// rewrites a log has to try some 2^64 of them until one fits; with all 64, nobody
// can.
const leastHead = 16

// String is the head as it is noted: "14:3fa0…".
func (h Head) String() string { return fmt.Sprintf("%d:%s", h.Seq, h.Hash) }

// ParseHead reads a head that was noted: the number of entries, a colon and the
// hash; or the hash alone, and then Seq is 0. Of the hash the first 16 digits do.
func ParseHead(text string) (Head, error) {
	number, hash, numbered := strings.Cut(strings.TrimSpace(text), ":")
	h := Head{Hash: strings.ToLower(hash)}
	if !numbered {
		h.Hash = strings.ToLower(number)
	} else if seq, err := strconv.Atoi(number); err == nil && seq > 0 {
		h.Seq = seq
	} else {
		return h, lang.Errorf("%v is no head of a log: a number stands before the colon", doc.Quote(text))
	}
	if len(h.Hash) < leastHead || len(h.Hash) > 64 || strings.Trim(h.Hash, "0123456789abcdef") != "" {
		return h, lang.Errorf("%v is no head of a log: give its hash, 64 digits from 0 to 9 and a to f, or at least the first %d", doc.Quote(text), leastHead)
	}
	return h, nil
}

// Find looks for a head that was noted earlier in a record that verifies. It
// returns the number of the entry at which the log ended then, and 0 if no entry
// is that one: then what was at the end of the log was cut off, or written anew.
func (r Record) Find(noted Head) int {
	for i, data := range r.Entries {
		if strings.HasPrefix(hashOf(data), noted.Hash) && (noted.Seq == 0 || noted.Seq == i+1) {
			return i + 1
		}
	}
	return 0
}
