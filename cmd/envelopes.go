package cmd

import (
	"bytes"
	"encoding/base64"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"path/filepath"
	"strings"

	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/rubric/lang"
)

// envelopeEnding is how the file of an envelope ends.
const envelopeEnding = ".envelope"

// sent is an envelope that a file holds, or why it cannot be read, which names the file.
type sent struct {
	file     string
	envelope *exchange.Envelope
	err      error
}

// envelopesIn are the envelopes of a file: a text that holds one, or a mail to which
// some are attached.
func envelopesIn(file string, data []byte) (all []sent) {
	for _, text := range texts(file, data) {
		if exchange.Holds(text) {
			e, err := exchange.ParseArmoured(file, text)
			all = append(all, sent{file, e, err})
		}
	}
	return all
}

// texts are what a file says: itself or, of a mail, its parts.
func texts(file string, data []byte) [][]byte {
	if strings.ToLower(filepath.Ext(file)) != ".eml" {
		return [][]byte{data}
	}
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return [][]byte{data}
	}
	return mailParts(m.Body, m.Header.Get)
}

// mailParts are the texts of a mail, or of a part of one, as they were before it was sent.
func mailParts(body io.Reader, header func(string) string) (parts [][]byte) {
	kind, params, _ := mime.ParseMediaType(header("Content-Type"))
	if !strings.HasPrefix(kind, "multipart/") {
		text, _ := io.ReadAll(decoded(body, header("Content-Transfer-Encoding")))
		return [][]byte{text}
	}
	for all := multipart.NewReader(body, params["boundary"]); ; {
		part, err := all.NextRawPart()
		if err != nil {
			return parts
		}
		parts = append(parts, mailParts(part, part.Header.Get)...)
	}
}

func decoded(body io.Reader, encoding string) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}

// lyingIn are the envelopes that lie in a folder and those below it, in whatever files;
// others counts the files that hold none.
func (a *app) lyingIn(folder string) (all []sent, others int, err error) {
	err = filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		_, data, err := a.readUpTo(file, exchange.MaxFile)
		found := envelopesIn(file, data)
		if err != nil || len(found) == 0 {
			others++
		}
		all = append(all, found...)
		return nil
	})
	return all, others, sayable(err)
}

// post counts what became of envelopes, and lists what is to be known of them.
type post struct {
	taken, replacing, already, idle, refused int
	notes                                    []note
}

// take hands an envelope to a session.
func (p *post) take(s *calibrate.Session, act calibrate.Act, one sent) {
	if one.err != nil {
		p.refused++
		p.notes = append(p.notes, note{"", one.err})
		return
	}
	done, err := s.Collect(act, one.envelope)
	switch {
	case err != nil:
		p.refused++
		p.note(one, err)
	case done.Already:
		p.already++
	case done.State != exchange.Counted:
		p.idle++
		p.note(one, whyIdle(done))
	case done.Replaced:
		p.replacing++
	default:
		p.taken++
	}
	if err == nil && !done.Already && done.State == exchange.Counted {
		p.noteSlots(one, done)
	}
}

func (p *post) note(one sent, why error) { p.notes = append(p.notes, note{one.file, why}) }

// noteSlots says what an envelope that counts replaces, and what of it was not taken.
func (p *post) noteSlots(one sent, done calibrate.Collected) {
	if done.Readable > 0 {
		p.note(one, lang.Errorf("it takes the place of %v by %s that came readable.", lang.Count(done.Readable, "rating", "ratings"), done.Rater.Name))
	}
	if done.Left > 0 {
		p.note(one, lang.Errorf("%s is not expected to rate %v of it any more; what is in it about them was left out, unread.",
			done.Rater.Name, lang.Count(done.Left, "person", "people")))
	}
}

// whyIdle says why an envelope was recorded and does not count.
func whyIdle(done calibrate.Collected) error {
	name := done.Rater.Name
	switch done.State {
	case exchange.Revoked:
		return lang.Errorf("%s made this with an earlier invitation; it is recorded, and does not count. Ask for one made with the last invitation.", name)
	case exchange.Withdrawn:
		return lang.Errorf("nothing is expected of %s any more; it is recorded, and does not count.", name)
	case exchange.Late:
		return lang.Errorf("it came when nothing was taken any more; it is recorded as late, unopened, by %s.", name)
	}
	return lang.Errorf("%s made another one later, which counts; this one is recorded, and does not.", name)
}

// said counts the envelopes.
func (p *post) said(a *app) []string {
	return a.counted([]lang.Counted{
		lang.Count(p.taken, "new", "new"),
		lang.Count(p.replacing, "in place of an earlier one", "in place of earlier ones"),
		lang.Count(p.already, "there already", "there already"),
		lang.Count(p.idle, "that does not count", "that do not count"),
		lang.Count(p.refused, "refused", "refused"),
	})
}
