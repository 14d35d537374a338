package rubric_test

import (
	"os"
	"testing"

	"rung/rubric"
)

// BenchmarkParse reads the built-in ladder, all of it.
func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile("../rubrics/product.yaml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := rubric.Parse("product.yaml", data); err != nil {
			b.Fatal(err)
		}
	}
}
