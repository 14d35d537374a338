package lang

import "strconv"

// Ordinal is a place in an order, from 1: first, second, …, 11th.
type Ordinal int

var ordinals = [...]Text{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}

// In renders the place in t; in French in the masculine.
func (n Ordinal) In(t Tag) string {
	switch {
	case 1 <= n && int(n) <= len(ordinals):
		return ordinals[n-1].In(t)
	case t == FR:
		return strconv.Itoa(int(n)) + "e"
	}
	return strconv.Itoa(int(n)) + n.ending()
}

// ending is that of an English ordinal in digits.
func (n Ordinal) ending() string {
	if teen := n/10%10 == 1; !teen && 1 <= n%10 && n%10 <= 3 {
		return [...]string{"st", "nd", "rd"}[n%10-1]
	}
	return "th"
}
