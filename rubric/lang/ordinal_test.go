package lang_test

import (
	"testing"

	"rung/rubric/lang"
)

func TestOrdinal(t *testing.T) {
	for n, want := range map[lang.Ordinal][2]string{
		1: {"first", "premier"}, 2: {"second", "deuxième"}, 10: {"tenth", "dixième"}, 11: {"11th", "11e"}, 12: {"12th", "12e"}, 13: {"13th", "13e"},
		20: {"20th", "20e"}, 21: {"21st", "21e"}, 22: {"22nd", "22e"}, 33: {"33rd", "33e"}, 100: {"100th", "100e"}, 101: {"101st", "101e"}, 111: {"111th", "111e"},
	} {
		if got := [2]string{n.In(lang.EN), n.In(lang.FR)}; got != want {
			t.Errorf("%d is %q, want %q", int(n), got, want)
		}
	}
}
