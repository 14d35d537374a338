package doc_test

import (
	"os"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"rung/rubric"
)

// BenchmarkRubric reads and checks the built-in rubric. Beside the time it gives the
// ratio to what the YAML library takes to load the same file into its own nodes.
func BenchmarkRubric(b *testing.B) {
	data, err := os.ReadFile("../../rubrics/product.yaml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	var whole, loading time.Duration
	for b.Loop() {
		whole += timed(func() { _, err = rubric.Parse("product.yaml", data) })
		if err != nil {
			b.Fatal(err)
		}
		loading += timed(func() { err = yaml.Load(data, &yaml.Node{}) })
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(whole)/float64(loading), "×load")
}

func timed(run func()) time.Duration {
	start := time.Now()
	run()
	return time.Since(start)
}
