package cmd

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/rubric/doc"
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

// envelopesIn are the envelopes of a file: a text that holds one, or a mail or an archive
// in which some are.
func envelopesIn(file string, data []byte) (all []sent) {
	parts, err := texts(file, data)
	if err != nil {
		all = append(all, sent{file, nil, lang.Errorf("%s: %v", file, err)})
	}
	for _, text := range parts {
		if exchange.Holds(text) {
			e, err := exchange.ParseArmoured(file, text)
			all = append(all, sent{file, e, err})
		}
	}
	return all
}

// texts are what a file says: itself or, of a mail or an archive, its parts.
func texts(file string, data []byte) ([][]byte, error) {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".eml":
		return mailTexts(data, maxNested), nil
	case ".zip":
		return zipped(data)
	}
	if plain, _, err := transform.Bytes(unicode.BOMOverride(transform.Nop), data); err == nil {
		data = plain
	}
	return [][]byte{data}, nil
}

// errArchive is why no more of an archive is read.
var errArchive = lang.Errorf("there is more in this archive than is read of one; unpack it, and collect from the folder")

// zipped are the texts of the files in an archive, but for archives in it, that are no
// larger than an envelope may be. As little can be packed that unpacks to very much, there
// is an end to it.
func zipped(data []byte) (parts [][]byte, err error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return [][]byte{data}, nil
	}
	left := exchange.MaxRelease
	for _, file := range archive.File {
		if r, err := file.Open(); err == nil && !strings.EqualFold(filepath.Ext(file.Name), ".zip") {
			text, err := doc.ReadUpTo(file.Name, r, exchange.MaxFile)
			r.Close()
			if left -= len(text); err != nil {
				left -= exchange.MaxFile
			}
			if left <= 0 {
				return parts, errArchive
			}
			inner, _ := texts(file.Name, text)
			parts = append(parts, slices.DeleteFunc(inner, func(part []byte) bool { return !exchange.Holds(part) })...)
		}
	}
	return parts, nil
}

// maxNested is how deep mails and parts of them are looked for in others.
const maxNested = 16

func mailTexts(data []byte, nested int) [][]byte {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil || nested == 0 {
		return [][]byte{data}
	}
	return mailParts(m.Body, m.Header.Get, nested-1)
}

// mailParts are the texts of a mail, or of a part of one, as they were before it was sent.
// Of alternatives, which say the same, it is the first with an envelope.
func mailParts(body io.Reader, header func(string) string, nested int) (parts [][]byte) {
	kind, params, _ := mime.ParseMediaType(header("Content-Type"))
	if !strings.HasPrefix(kind, "multipart/") || nested == 0 {
		text, _ := io.ReadAll(decoded(body, header("Content-Transfer-Encoding")))
		if kind == "message/rfc822" {
			return mailTexts(text, nested)
		}
		return [][]byte{text}
	}
	for all := multipart.NewReader(body, params["boundary"]); ; {
		part, err := all.NextRawPart()
		if err != nil {
			return parts
		}
		if parts = append(parts, mailParts(part, part.Header.Get, nested-1)...); kind == "multipart/alternative" && slices.ContainsFunc(parts, exchange.Holds) {
			return parts
		}
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

// lyingIn are the envelopes that lie in a folder and those below it, in whatever files,
// and what there cannot be read; others counts the files that hold none.
func (a *app) lyingIn(folder string) (all []sent, others int, err error) {
	if info, err := os.Stat(folder); err == nil && info.IsDir() {
		folder += string(filepath.Separator) // a link to a folder is followed
	}
	err = filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if entry == nil || err == nil && entry.IsDir() {
			return err
		}
		found, err := a.lyingAt(file, err)
		if err != nil {
			found = []sent{{file, nil, sayable(err)}}
		}
		if len(found) == 0 {
			others++
		}
		all = append(all, found...)
		return nil
	})
	return all, others, sayable(err)
}

// lyingAt are the envelopes of a file, unless walking there failed. What is no file, or
// larger than any envelope, holds none.
func (a *app) lyingAt(file string, failed error) ([]sent, error) {
	info, err := os.Stat(file)
	switch {
	case failed != nil:
		return nil, failed
	case errors.Is(err, fs.ErrNotExist), err == nil && (!info.Mode().IsRegular() || info.Size() > exchange.MaxFile):
		return nil, nil
	case err != nil:
		return nil, err
	}
	_, data, err := a.readUpTo(file, exchange.MaxFile)
	return envelopesIn(file, data), err
}

// post counts what became of envelopes, and lists what is to be known of them.
type post struct {
	taken, replacing, already, idle, foreign, refused int
	notes                                             []note
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
	case errors.Is(err, exchange.ErrOtherSession):
		p.foreign++
		p.note(one, err)
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
		lang.Count(p.foreign, "of another session", "of another session"),
		lang.Count(p.refused, "refused", "refused"),
	})
}
