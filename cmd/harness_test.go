package cmd_test

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/cryptotest"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"rung/cmd"
	"rung/rubric"
	"rung/rubrics"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rung": rung, "facts": facts})
}

// machine is a person's machine: a folder with files and a store, a language,
// and a clock that stands until a test sets it. Each run of rung on it has ids
// and a chance of its own, the same in every test.
type machine struct {
	t    *testing.T
	dir  string
	lang string
	now  time.Time
	runs byte

	passphrase string // RUNG_PASSPHRASE
	keys       string // RUNG_KEYS
	at         string // the store, if it is another than usual

	meanwhile func() // happens during the next run, whenever it draws chance
}

func newMachine(t *testing.T, language string) *machine {
	return &machine{t: t, dir: t.TempDir(), lang: language, now: time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)}
}

func (m *machine) store() string {
	return cmp.Or(m.at, filepath.Join(m.dir, "store", "rung.db"))
}

// put writes a file and returns its path.
func (m *machine) put(name, text string) string {
	m.t.Helper()
	path := filepath.Join(m.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		m.t.Fatal(err)
	}
	return path
}

// rung runs the program on buffers.
func (m *machine) rung(stdin string, args ...string) (stdout, stderr string, code int) {
	return m.reading(strings.NewReader(stdin), args...)
}

// reading runs the program with a stdin and buffers.
func (m *machine) reading(stdin io.Reader, args ...string) (stdout, stderr string, code int) {
	var out, errs bytes.Buffer
	m.runs++
	ids := 0
	var random io.Reader = rand.NewChaCha8([32]byte{m.runs})
	if m.meanwhile != nil {
		random, m.meanwhile = meanwhile{random, m.meanwhile}, nil
	}
	code = cmd.Main(cmd.Process{
		Args: args, Stdin: stdin, Stdout: &out, Stderr: &errs,
		Getenv: func(name string) string {
			return map[string]string{"HOME": m.dir, "RUNG_STORE": m.store(), "RUNG_LANG": m.lang, "RUNG_PASSPHRASE": m.passphrase, "RUNG_KEYS": m.keys}[name]
		},
		Now: func() time.Time { return m.now },
		NewID: func() string {
			ids++
			return fmt.Sprintf("0195560f-4e40-7000-8000-0000%04x%04x", m.runs, ids)
		},
		Random: random,
	})
	return out.String(), errs.String(), code
}

// must runs a command that succeeds, and returns its stdout.
func (m *machine) must(args ...string) string {
	m.t.Helper()
	stdout, stderr, code := m.rung("", args...)
	if code != 0 {
		m.t.Fatalf("rung %s: exit code %d\n%s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

// run runs a command on a machine of its own, in English.
func run(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	return newMachine(t, "en").rung("", args...)
}

// process is rung in a process of its own, without a terminal.
func (m *machine) process(args ...string) *exec.Cmd {
	return &exec.Cmd{Path: os.Args[0], Args: append([]string{"rung"}, args...), Env: append(os.Environ(), m.env()...)}
}

// env is what a process is told of the machine.
func (m *machine) env() []string {
	return []string{"HOME=" + m.dir, "RUNG_STORE=" + m.store(), "RUNG_LANG=" + m.lang, "NO_COLOR=1",
		"RUNG_TEST_RUNS=" + filepath.Join(m.dir, ".runs"), "RUNG_TEST_NOW=" + m.now.Format(time.RFC3339)}
}

// rung is the real program with a clock and ids that a script can know: the
// clock stands at RUNG_TEST_NOW, each process counts its ids from there, and the
// n-th process of a script draws the n-th stream of chance. So do keys and
// ciphertexts, which take theirs from nobody: they are drawn by a test that is never
// over.
func rung() {
	p := cmd.ThisProcess()
	now, err := time.Parse(time.RFC3339, os.Getenv("RUNG_TEST_NOW"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(broken)
	}
	ids := 0
	p.Now = func() time.Time { return now }
	p.NewID = func() string {
		ids++
		return fmt.Sprintf("%08x-%04x-7000-8000-%012x", now.UnixMilli()>>16, now.UnixMilli()&0xffff, ids)
	}
	n, err := nth(os.Getenv("RUNG_TEST_RUNS"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(broken)
	}
	p.Random = rand.NewChaCha8(sha256.Sum256([]byte(strconv.FormatInt(n, 10))))
	cryptotest.SetGlobalRandom(new(testing.T), uint64(n))
	os.Exit(cmd.Main(p))
}

// nth is how many processes were given the same file: it grows by a byte with each.
func nth(runs string) (int64, error) {
	f, err := os.OpenFile(runs, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	if _, err := f.Write([]byte{'.'}); err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// miniRubric is the file of the rubric with six questions.
func miniRubric(t *testing.T) string {
	t.Helper()
	file, err := filepath.Abs("testdata/mini.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func product(t *testing.T) *rubric.Rubric {
	t.Helper()
	name, data, err := rubrics.Read("product")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// long leaves a test to `make test-long`.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes long")
	}
}
