package store

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"
	"unicode/utf8"
)

// RubricText is one version of a rubric as it was read: the bytes of its file.
type RubricText struct {
	ID, Version string
	Digest      string // SHA-256 of Bytes, 64 lower-case hex digits
	Bytes       []byte // UTF-8
}

// PutRubric keeps the text of a rubric, so that what was answered on it can
// always be drawn with it. seen is when rung met it first; later calls with the
// same text change nothing.
func (s *Store) PutRubric(text RubricText, seen time.Time) error {
	if err := text.check(); err != nil {
		return err
	}
	if _, err := s.Rubric(text.Digest); err == nil {
		return nil
	}
	return s.update(func(tx *sql.Tx) error { return putRubric(tx, text, seen) })
}

func (t RubricText) check() error {
	if digestOf(t.Bytes) != t.Digest || !utf8.Valid(t.Bytes) {
		return fail(Refused, "the text of rubric %s %s does not have the digest it came with; get it again", t.ID,
			t.Version)
	}
	return nil
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// putRubric adds a text, or restores a row that was changed.
func putRubric(tx *sql.Tx, t RubricText, seen time.Time) error {
	if _, err := rubricText(tx, t.Digest); err == nil {
		return nil
	} else if !Is(err, Missing) && !Is(err, Changed) {
		return err
	}
	first := seen.UTC().Truncate(time.Second).Format(time.RFC3339)
	_, err := tx.Exec(`INSERT INTO rubrics (digest, id, version, first_seen, seal, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
		ON CONFLICT DO UPDATE SET id = ?2, version = ?3, first_seen = ?4, seal = ?5, bytes = ?6`,
		t.Digest, t.ID, t.Version, first, sealOf(t.Digest, t.ID, t.Version, first), t.Bytes)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`DELETE FROM rubrics WHERE digest <> ? AND bytes = ?`, t.Digest, t.Bytes) // where its digest was changed
	return err
}

// Rubric returns the text with this digest; an error of kind Missing if it was
// never put, Changed if it is not what was put.
func (s *Store) Rubric(digest string) (RubricText, error) {
	return viewed(s, func(tx *sql.Tx) (RubricText, error) { return rubricText(tx, digest) })
}

func rubricText(tx *sql.Tx, digest string) (RubricText, error) {
	t := RubricText{Digest: digest}
	var first string
	var seal []byte
	err := tx.QueryRow(`SELECT id, version, first_seen, seal, bytes FROM rubrics WHERE digest = ?`, digest).
		Scan(&t.ID, &t.Version, &first, &seal, &t.Bytes)
	if errors.Is(err, sql.ErrNoRows) {
		return RubricText{}, absent(tx, digest)
	}
	if _, fromSQLite := codeOf(err); fromSQLite {
		return RubricText{}, err
	}
	if err != nil || !bytes.Equal(seal, sealOf(digest, t.ID, t.Version, first)) || digestOf(t.Bytes) != digest {
		return RubricText{}, changedRubric(digest)
	}
	return t, nil
}

// absent says why there is no text with this digest. If the digest of any is not
// that of its bytes, it may have been this one.
func absent(tx *sql.Tx, digest string) error {
	err := each(tx, func(row *sql.Rows) error {
		var t RubricText
		if row.Scan(&t.Digest, &t.Bytes) != nil || digestOf(t.Bytes) != t.Digest {
			return changedRubric(digest)
		}
		return nil
	}, `SELECT digest, bytes FROM rubrics`)
	if err != nil {
		return err
	}
	return fail(Missing, "the store has no rubric text %.12s", digest).of(Rubric)
}

func changedRubric(digest string) *Error {
	return fail(Changed, "the rubric text %.12s in the store was changed outside rung and is not used", digest).of(Rubric)
}

// column returns the texts a query finds.
func column(tx *sql.Tx, query string, args ...any) (texts []string, err error) {
	err = each(tx, func(row *sql.Rows) error {
		var text string
		err := row.Scan(&text)
		texts = append(texts, text)
		return err
	}, query, args...)
	return texts, err
}
