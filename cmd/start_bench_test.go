package cmd_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkStart is what every command costs before it does anything, and
// what the shortest whole run costs, as multiples of a program that prints a
// word: medians of runs in turn, so that a busy machine slows all three alike.
func BenchmarkStart(b *testing.B) {
	hello := filepath.Join(b.TempDir(), "hello.go")
	if err := os.WriteFile(hello, []byte("package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	rung := built(b, "./rung")
	commands := [][]string{{built(b, hello)}, {rung, "version"}, {rung, "assess", "--example", "senior-pm"}}
	times := make([][]time.Duration, len(commands))
	for b.Loop() {
		for i, args := range commands {
			times[i] = append(times[i], timed(b, args))
		}
	}
	b.ReportMetric(ratio(times[1], times[0]), "version/hello")
	b.ReportMetric(ratio(times[2], times[0]), "example/hello")
}

// built builds a program the way `make build` does, and copies it, as installing
// does: the file that the linker leaves takes longer to map.
func built(b *testing.B, program string) string {
	linked := filepath.Join(b.TempDir(), "linked")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", linked, program)
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, said)
	}
	data, err := os.ReadFile(linked)
	installed := filepath.Join(b.TempDir(), "installed")
	if err = errors.Join(err, os.WriteFile(installed, data, 0o700)); err != nil {
		b.Fatal(err)
	}
	return installed
}

func timed(b *testing.B, args []string) time.Duration {
	start := time.Now()
	if err := exec.Command(args[0], args[1:]...).Run(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func ratio(times, to []time.Duration) float64 { return float64(median(times)) / float64(median(to)) }

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}
