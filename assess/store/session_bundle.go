package store

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"rung/assess/calibrate"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// SessionBundleSchema is the value of the `schema` key of an exported session.
const SessionBundleSchema = "rung.session-bundle/v1"

// MaxSessionBundle is the largest exported session, in bytes: room for 10,000
// people with three assessments each, of which a sixth may still be sealed.
const MaxSessionBundle = 128 << 20

// sessionBundle is the form of a file that holds a whole session: its log, what the
// entries stand for, and the text of its rubric. Entries and bodies are texts,
// because their very bytes are what hashes are of.
type sessionBundle struct {
	Schema   string           `json:"schema"`
	Head     bundledHead      `json:"head"`
	Rubric   bundledRubric    `json:"rubric"`
	Entries  []string         `json:"entries"`
	Payloads []bundledPayload `json:"payloads"`
}

type bundledHead struct {
	Entries int    `json:"entries"`
	Hash    string `json:"hash"`
}

type bundledPayload struct {
	Entry  int    `json:"entry"`
	Salt   string `json:"salt"` // hexadecimal
	Body   string `json:"body,omitempty"`
	Sealed []byte `json:"sealed,omitempty"` // in place of the body: what is encrypted, in base64
}

// EncodeSession makes a file of a session and the text of its rubric: the same bytes
// for the same session.
func EncodeSession(record calibrate.Record, text RubricText) ([]byte, error) {
	b := sessionBundle{
		Schema: SessionBundleSchema, Head: bundledHead{record.Head.Seq, record.Head.Hash}, Rubric: bundled(text),
		Payloads: []bundledPayload{},
	}
	for _, entry := range record.Entries {
		b.Entries = append(b.Entries, string(entry))
	}
	for _, p := range record.Payloads {
		one := bundledPayload{Entry: p.Seq, Salt: hex.EncodeToString(p.Salt), Body: string(p.Body)}
		if !utf8.Valid(p.Body) {
			one.Body, one.Sealed = "", p.Body
		}
		b.Payloads = append(b.Payloads, one)
	}
	return encodeBundle(b)
}

// HoldsSession reports whether a file says that it is an exported session, of any
// version.
func HoldsSession(data []byte) bool {
	return strings.HasPrefix(formOf(unmarked(data)), "rung.session-bundle/")
}

// formOf is what a JSON object says first of all that it is; empty if it does not.
func formOf(data []byte) string {
	d := json.NewDecoder(bytes.NewReader(data))
	var said []json.Token
	for range 3 {
		token, err := d.Token()
		if err != nil {
			return ""
		}
		said = append(said, token)
	}
	form, _ := said[2].(string)
	if said[0] != json.Delim('{') || said[1] != "schema" {
		return ""
	}
	return form
}

func unmarked(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\ufeff")) }

// SessionContents returns the record of the session that a file holds, and the text
// of its rubric. Neither is verified but for the digest of the text: Replay does
// that. Nothing is stored. file is used in messages only; the error is doc.Problems.
func SessionContents(file string, data []byte) (record calibrate.Record, text RubricText, err error) {
	b, err := readSession(file, unmarked(data))
	if err != nil {
		return record, text, err
	}
	text = b.Rubric.text()
	if text.check() != nil {
		return record, text, broken(file, "the text of its rubric is not the one it was exported with")
	}
	record.Head = calibrate.Head{Seq: b.Head.Entries, Hash: b.Head.Hash}
	for _, entry := range b.Entries {
		record.Entries = append(record.Entries, []byte(entry))
	}
	for _, p := range b.Payloads {
		salt, err := hex.DecodeString(p.Salt)
		if err != nil {
			return record, text, broken(file, "it is cut short or damaged")
		}
		record.Payloads = append(record.Payloads, calibrate.Payload{Seq: p.Entry, Salt: salt, Body: append([]byte(p.Body), p.Sealed...)})
	}
	return record, text, nil
}

func readSession(file string, data []byte) (b sessionBundle, err error) {
	if form := formOf(data); form != SessionBundleSchema {
		return b, doc.Problems{{File: file, Code: "schema", Hint: lang.Sprintf("a newer rung reads it"),
			Text: lang.Sprintf("this file is of the form %v; %v was expected", doc.Quote(form), doc.Quote(SessionBundleSchema))}}
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err = d.Decode(&b)
	if _, more := d.Token(); err != nil || !errors.Is(more, io.EOF) || b.Head.Entries < 1 || b.Head.Entries > len(data) {
		return b, broken(file, "it is cut short or damaged")
	}
	return b, nil
}

// broken says of an exported session why it cannot be used.
func broken(file string, why lang.Text) error {
	return doc.Problems{{File: file, Code: "session", Text: lang.Sprintf("this exported session cannot be used: %v", why),
		Hint: lang.Sprintf("export it again where it comes from")}}
}
