package form_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"rung/assess/form"
	"rung/rubric/lang"
)

// written is the file of a form, with an engine that does nothing.
func written(t *testing.T, c form.Carried) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := form.Write(&file, c, form.Engine{Program: []byte("\x1f\x8b"), Runner: "class Go {}"}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// TestTheFileAllowsWhatItHolds recomputes the digests of styles and scripts: they are
// the policy, and nothing comes from elsewhere.
func TestTheFileAllowsWhatItHolds(t *testing.T) {
	root, err := html.Parse(bytes.NewReader(written(t, form.Carried{Lang: lang.FR, Rubric: product(t)})))
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]string{"style": "style-src", "script": "script-src 'wasm-unsafe-eval'"}
	policy := ""
	for n := range root.Descendants() {
		if attribute(n, "http-equiv") == "Content-Security-Policy" {
			policy = attribute(n, "content")
		}
		if (n.Data == "style" || n.Data == "script") && attribute(n, "type") == "" {
			sum := sha256.Sum256([]byte(words(n)))
			allowed[n.Data] += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
		}
		for _, a := range n.Attr {
			if a.Key == "src" || a.Key == "href" || a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
	want := "default-src 'none'; " + allowed["style"] + "; " + allowed["script"] + "; base-uri 'none'; form-action 'none'"
	if policy != want {
		t.Errorf("the policy is\n%s\nwant\n%s", policy, want)
	}
}

// TestTheFileCarriesAnyText has a rubric try to end its element.
func TestTheFileCarriesAnyText(t *testing.T) {
	carried := form.Carried{Lang: lang.EN, Rubric: "a </script><script>alert(1)</script> <!-- & ]]>"}
	file := written(t, carried)
	root, err := html.Parse(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if attribute(n, "id") != "carried" {
			continue
		}
		var got form.Carried
		if err := json.Unmarshal([]byte(words(n)), &got); err != nil || got != carried {
			t.Errorf("%v, %+v", err, got)
		}
		if strings.Contains(words(n), "<") {
			t.Error("the text is not escaped")
		}
		return
	}
	t.Error("the file carries nothing")
}

// TestTheFileCarriesAnyEngine reads programs of any bytes back from the file.
func TestTheFileCarriesAnyEngine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		program := rapid.SliceOf(rapid.Byte()).Draw(t, "program")
		var file bytes.Buffer
		if err := form.Write(&file, form.Carried{}, form.Engine{Program: program}); err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(&file)
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if attribute(n, "id") != "engine" {
				continue
			}
			if got := unpacked(words(n), attribute(n, "data-size")); !bytes.Equal(got, program) {
				t.Fatalf("%d bytes come back as %d", len(program), len(got))
			}
			return
		}
		t.Fatal("the file has no engine")
	})
}

// unpacked reads base 91 as one large number in base 8192, the lowest figure first.
func unpacked(text, size string) []byte {
	whole := new(big.Int)
	const figures = "#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
	for i := len(text) - 2; i >= 0; i -= 2 {
		two := strings.IndexByte(figures, text[i]) + 91*strings.IndexByte(figures, text[i+1])
		whole.Add(whole.Lsh(whole, 13), big.NewInt(int64(two)))
	}
	n, _ := strconv.Atoi(size)
	bytes := whole.FillBytes(make([]byte, n+2)) // the padding of the last two figures is zero
	slices.Reverse(bytes)
	return bytes[:n]
}

// TestTheFileIsSmall leaves room for the engine in 3.5 MB, and is the same twice.
func TestTheFileIsSmall(t *testing.T) {
	c := form.Carried{Lang: lang.EN, Rubric: product(t)}
	one, two := written(t, c), written(t, c)
	if len(one) > 120_000 || !bytes.Equal(one, two) {
		t.Errorf("%d bytes without the engine, the same twice: %v", len(one), bytes.Equal(one, two))
	}
}
