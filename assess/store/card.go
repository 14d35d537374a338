package store

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"strconv"
	"strings"
	"time"

	"rung/assess"
)

// card is what a row says about its text. A flipped byte or an edit in it is
// seen by its seal. Because it could also hide the row from a query by one of
// its columns, rows are found by reading every card.
type card struct {
	id, rubric, rubricID, subject, rater, relation string
	at                                             string // completed, or started for a draft
	place                                          int64
	sum                                            digest
	sound                                          bool // the seal fits
}

// table is where a kind of row is.
type table struct {
	name  string
	cards string // the query for every card, in order
}

func assessments() table {
	return table{"assessments", `SELECT id, rubric, rubric_id, subject, rater, relation, completed_at, place, sum, seal FROM assessments ORDER BY place, id`}
}

func drafts() table {
	return table{"drafts", `SELECT id, rubric, rubric_id, subject, rater, relation, started_at, 0, sum, seal FROM drafts ORDER BY started_at, id`}
}

// cardOf makes the card of an assessment or draft with this text.
func cardOf(a *assess.Assessment, text []byte, place int64) card {
	at := a.CompletedAt
	if at.IsZero() {
		at = a.StartedAt
	}
	return card{
		id: a.ID, rubric: a.Rubric.Digest, rubricID: a.Rubric.ID,
		subject: a.Subject.ID, rater: a.Rater.ID, relation: string(a.Relation),
		at: at.UTC().Format(time.RFC3339), place: place, sum: sha256.Sum256(text), sound: true,
	}
}

func (c card) seal() []byte {
	return sealOf(c.id, c.rubric, c.rubricID, c.subject, c.rater, c.relation, c.at, strconv.FormatInt(c.place, 10), string(c.sum[:]))
}

// sealOf is the SHA-256 of the parts, each with its length before it.
func sealOf(parts ...string) []byte {
	var all []byte
	for _, part := range parts {
		all = strconv.AppendInt(all, int64(len(part)), 10)
		all = append(append(append(all, ':'), part...), ',')
	}
	sum := sha256.Sum256(all)
	return sum[:]
}

// cards reads every card of a table, in order.
func cards(tx *sql.Tx, from table, args ...any) (all []card, err error) {
	err = each(tx, func(row *sql.Rows) error {
		var c card
		var sum, seal []byte
		err := row.Scan(&c.id, &c.rubric, &c.rubricID, &c.subject, &c.rater, &c.relation, &c.at, &c.place, &sum, &seal)
		copy(c.sum[:], sum)
		c.sound = err == nil && len(sum) == len(c.sum) && bytes.Equal(seal, c.seal())
		all = append(all, c)
		return nil
	}, from.cards, args...)
	return all, err
}

// load reads what a card stands for; an error of kind Changed if it is not what
// was stored.
func load(tx *sql.Tx, from table, c card) (*assess.Assessment, error) {
	if !c.sound {
		return nil, changed(c.id)
	}
	var text []byte
	err := tx.QueryRow(`SELECT bytes FROM `+from.name+` WHERE id = ?`, c.id).Scan(&text)
	if _, fromSQLite := codeOf(err); fromSQLite {
		return nil, err
	}
	if err != nil || sha256.Sum256(text) != c.sum {
		return nil, changed(c.id)
	}
	return assess.Decode(c.id, text)
}

func changedIfAny(ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	return changed(ids...)
}

func changed(ids ...string) *Error {
	return fail(Changed, "changed outside rung and therefore not used: %s", strings.Join(ids, ", ")).of(Assessment).about(ids...)
}
