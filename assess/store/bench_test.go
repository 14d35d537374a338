package store

import (
	"database/sql"
	"fmt"
	"testing"

	"rung/assess"
)

// BenchmarkOpenAndLast is what a command such as `rung show last` costs, on
// stores of so many assessments.
func BenchmarkOpenAndLast(b *testing.B) {
	for _, size := range []int{1, 100, 1000, 10_000} {
		path := large(b, size)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				s, err := Open(path)
				must(b, err)
				_, err = s.Find(Last)
				must(b, err)
				must(b, s.Close())
			}
		})
	}
}

// BenchmarkCheck is the part of it that looks for damage.
func BenchmarkCheck(b *testing.B) {
	for _, size := range []int{100, 1000, 10_000} {
		s := open(b, large(b, size))
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				_, err := s.check()
				must(b, err)
			}
		})
	}
}

func BenchmarkComplete(b *testing.B) {
	s := open(b, large(b, 0))
	n := 0
	for b.Loop() {
		must(b, s.Complete(completed(n, "Ada")))
		n++
	}
}

func BenchmarkSaveDraft(b *testing.B) {
	s := open(b, large(b, 0))
	a := draft(1, "Ada")
	n := 0
	for b.Loop() {
		a.Answers[0].Value.Number = n % 9
		must(b, s.SaveDraft(a))
		n++
	}
}

// large makes a store with so many assessments of about 4 KB.
func large(b *testing.B, size int) (path string) {
	b.Helper()
	s := open(b, storePath(b))
	must(b, s.PutRubric(tinyText(), noon))
	must(b, s.update(func(tx *sql.Tx) error {
		for n := range size {
			a := completed(n, fmt.Sprintf("Person %d", n%97))
			for len(a.Answers[0].Note) < 3500 {
				a.Answers[0].Note += "What was done, for whom, and what came of it. "
			}
			text, err := assess.Encode(a)
			if err != nil {
				return err
			}
			if _, err := shelve(tx, cardOf(a, text, int64(n)), text); err != nil {
				return err
			}
		}
		return nil
	}))
	must(b, s.Close())
	return s.Path()
}
