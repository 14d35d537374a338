package cmd_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"rung/assess/exchange"
)

// TestEnvelopesAreFoundInWhateverTheyCome holds that an envelope is read in the forms in
// which mail programs, editors and downloads keep one, and once of a mail that has it as
// text and as HTML.
func TestEnvelopesAreFoundInWhateverTheyCome(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.must("calibrate", "demo", "--invite", m.dir+"/try")
	text, err := os.ReadFile(m.dir + "/try/demo-omar.envelope")
	m.check(err)
	attached := "Content-Type: application/octet-stream; name=a\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(text) + "\n"
	mail := parts("mixed", "Content-Type: text/plain\n\nHere it is.\n", attached)
	for name, data := range map[string]string{
		"bom.txt":         "\ufeff" + string(text),
		"utf16.txt":       inUTF16(string(text)),
		"mail.eml":        mail,
		"forwarded.eml":   parts("mixed", "Content-Type: text/plain\n\nsee below\n", "Content-Type: message/rfc822\n\nSubject: here\n"+mail),
		"alternative.eml": parts("alternative", "Content-Type: text/plain\n\n"+string(text), "Content-Type: text/html\n\n<p>"+strings.ReplaceAll(string(text), "\n", "<br>\n")),
		"attachments.zip": zipOf(t, map[string]string{"omar.envelope": string(text), "about.txt": "Hello"}),
		"mails.ZIP":       zipOf(t, map[string]string{"omar.eml": mail}),
	} {
		folder := filepath.Join(m.dir, "in "+name)
		m.check(os.Mkdir(folder, 0o700))
		m.check(os.WriteFile(filepath.Join(folder, name), []byte(data), 0o600))
		m.must("calibrate", "collect", "demo", "--from", folder)
		if in, _ := m.posted(); in != 1 {
			t.Errorf("%s: %d envelopes are in", name, in)
		}
		m.says(0, "Envelopes: 1 there already. Next", "calibrate", "collect", "demo", "--from", folder)
	}
}

// TestWhatCannotBeReadIsNamedAndKeepsNothingElseOut holds for a folder that is a link, too.
func TestWhatCannotBeReadIsNamedAndKeepsNothingElseOut(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.must("calibrate", "demo", "--invite", m.dir+"/try")
	m.check(os.Symlink("a", m.dir+"/try/a"))
	m.check(os.Symlink("nowhere", m.dir+"/try/b"))
	m.check(os.Symlink("try", m.dir+"/link"))
	large := map[string]string{}
	for _, name := range strings.Split("abcdefghi", "") {
		large[name] = strings.Repeat(" ", exchange.MaxFile)
	}
	m.put("packed/large.zip", zipOf(t, large))
	m.says(3, "there is more in this archive than is read of one", "calibrate", "collect", "demo", "--from", m.dir+"/packed")
	m.put("packed/large.zip", "") // an empty file is no archive, and holds none
	m.put("packed/deep.eml", strings.Repeat("Content-Type: message/rfc822\n\n", 20000))
	m.says(0, "beside 2 files without one", "calibrate", "collect", "demo", "--from", m.dir+"/packed")
	m.says(3, "try/a: ", "calibrate", "collect", "demo", "--from", m.dir+"/try")
	m.says(3, "4 there already, 1 refused", "calibrate", "collect", "demo", "--from", m.dir+"/link")
}

// TestAFolderMayServeTwoSessions holds that what belongs to the other is told, and no fault.
func TestAFolderMayServeTwoSessions(t *testing.T) {
	t.Parallel()
	m := newMachine(t, "en")
	m.must("calibrate", "demo", "--invite", m.dir+"/in/one")
	m.must("calibrate", "demo", "--save", "other", "--invite", m.dir+"/in/two")
	m.says(0, "Envelopes: 4 new, 4 of another session", "calibrate", "collect", "demo", "--from", m.dir+"/in")
	m.says(3, "Nothing was taken", "calibrate", "add", "other", m.dir+"/in")
}

// parts is a mail of parts.
func parts(kind string, all ...string) string {
	edge := "edge-" + kind
	text := "From: omar@example.org\nMIME-Version: 1.0\nContent-Type: multipart/" + kind + "; boundary=" + edge + "\n\n"
	for _, part := range all {
		text += "--" + edge + "\n" + part + "\n"
	}
	return text + "--" + edge + "--\n"
}

func inUTF16(text string) string {
	var out []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return string(out)
}

func zipOf(t *testing.T, files map[string]string) string {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, text := range files {
		w, err := archive.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
