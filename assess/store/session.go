package store

import (
	"bytes"
	"database/sql"
	"strconv"

	"rung/assess/calibrate"
	"rung/rubric"
	"rung/rubric/lang"
)

// schema2 adds calibration sessions. What is erased leaves session_payloads; the
// entries stay for ever. In sessions, `rubric` is a digest, and `seal` covers the
// other columns, so that a log that was cut shows.
const schema2 = `
CREATE TABLE sessions (
	id        TEXT PRIMARY KEY,
	rubric    TEXT NOT NULL REFERENCES rubrics,
	state     TEXT NOT NULL,
	head_seq  INTEGER NOT NULL,
	head_hash TEXT NOT NULL,
	seal      BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session_entries (
	session TEXT NOT NULL REFERENCES sessions,
	seq     INTEGER NOT NULL,
	bytes   BLOB NOT NULL,
	PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE session_payloads (
	session TEXT NOT NULL REFERENCES sessions,
	seq     INTEGER NOT NULL,
	salt    BLOB NOT NULL,
	bytes   BLOB NOT NULL,
	PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;
`

// SessionInfo is a session as it is listed.
type SessionInfo struct {
	ID     string
	Rubric string // digest
	State  calibrate.State
	Head   calibrate.Head
}

func (i SessionInfo) seal() []byte {
	return sealOf(i.ID, i.Rubric, string(i.State), strconv.Itoa(i.Head.Seq), i.Head.Hash)
}

// SaveSession stores what was done to a session, in one transaction. The text of
// its rubric must have been put. A new session whose id is taken is refused with
// an error of kind Exists; a change to a session that another process has
// changed since it was loaded, with one of kind Elsewhere.
func (s *Store) SaveSession(c calibrate.Change) error {
	err := s.update(func(tx *sql.Tx) error { return saveSession(tx, c) })
	if err != nil {
		return err
	}
	return s.finishChores()
}

func saveSession(tx *sql.Tx, c calibrate.Change) error {
	now := SessionInfo{c.Session, c.Rubric.Digest, c.State, c.Head}
	if err := moveHead(tx, c, now); err != nil {
		return err
	}
	for i, entry := range c.Entries {
		_, err := tx.Exec(`INSERT INTO session_entries (session, seq, bytes) VALUES (?, ?, ?)`, c.Session, c.Base.Seq+1+i, entry)
		if err != nil {
			return err
		}
	}
	replaced := len(c.Dropped) > 0
	for _, p := range c.Payloads {
		replaced = replaced || p.Seq <= c.Base.Seq
		_, err := tx.Exec(`INSERT OR REPLACE INTO session_payloads (session, seq, salt, bytes) VALUES (?, ?, ?, ?)`, c.Session, p.Seq, p.Salt, p.Body)
		if err != nil {
			return err
		}
	}
	for _, seq := range c.Dropped {
		if _, err := tx.Exec(`DELETE FROM session_payloads WHERE session = ? AND seq = ?`, c.Session, seq); err != nil {
			return err
		}
	}
	if !replaced {
		return nil
	}
	_, err := tx.Exec(`INSERT OR IGNORE INTO chores (name) VALUES (?)`, rewrite)
	return err
}

// moveHead makes the row of a new session, or moves it on from where the change
// began.
func moveHead(tx *sql.Tx, c calibrate.Change, now SessionInfo) error {
	there, found, err := sessionInfo(tx, c.Session)
	switch {
	case err != nil:
		return err
	case found && c.Base.Seq == 0:
		return fail(Exists, lang.T("there is a session %q already; choose another id", "il y a déjà une session %q ; choisissez un autre identifiant"), c.Session)
	case found && there.Head != c.Base, !found && c.Base.Seq > 0:
		return fail(Elsewhere, lang.T("session %q was changed by another rung meanwhile; run the command again", "la session %q a été modifiée entre-temps par un autre rung ; relancez la commande"), c.Session)
	case found:
		_, err = tx.Exec(`UPDATE sessions SET state = ?, head_seq = ?, head_hash = ?, seal = ? WHERE id = ?`, string(now.State), now.Head.Seq, now.Head.Hash, now.seal(), now.ID)
		return err
	}
	_, err = tx.Exec(`INSERT INTO sessions (id, rubric, state, head_seq, head_hash, seal) VALUES (?, ?, ?, ?, ?, ?)`,
		now.ID, now.Rubric, string(now.State), now.Head.Seq, now.Head.Hash, now.seal())
	return err
}

func sessionInfo(tx *sql.Tx, id string) (i SessionInfo, found bool, err error) {
	all, err := sessions(tx, `WHERE id = ?`, id)
	if err != nil || len(all) == 0 {
		return i, false, err
	}
	return all[0], true, nil
}

// sessions lists every session that meets the condition, by id. A row that was
// changed outside rung fails the whole.
func sessions(tx *sql.Tx, condition string, args ...any) ([]SessionInfo, error) {
	rows, err := tx.Query(`SELECT id, rubric, state, head_seq, head_hash, seal FROM sessions `+condition+` ORDER BY id`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []SessionInfo
	for rows.Next() {
		var i SessionInfo
		var seal []byte
		if err := rows.Scan(&i.ID, &i.Rubric, &i.State, &i.Head.Seq, &i.Head.Hash, &seal); err != nil {
			return nil, err
		}
		if !bytes.Equal(seal, i.seal()) {
			return nil, fail(Changed, lang.T("the row of session %q was changed outside rung, and it is not used; put back a copy of the store, or begin another session", "la ligne de la session %q a été modifiée hors de rung, et elle n’est pas utilisée ; remettez une copie de la base, ou commencez une autre session"), i.ID).about(i.ID)
		}
		all = append(all, i)
	}
	return all, rows.Err()
}

// Sessions lists every session, by id.
func (s *Store) Sessions() (all []SessionInfo, err error) {
	err = s.view(func(tx *sql.Tx) error {
		all, err = sessions(tx, "")
		return err
	})
	return all, err
}

// LoadSession returns a session as it is stored. It is not verified: Replay and
// Verify do that. The error is of kind Missing if there is none.
func (s *Store) LoadSession(id string) (record calibrate.Record, err error) {
	err = s.view(func(tx *sql.Tx) error {
		info, found, err := sessionInfo(tx, id)
		if err != nil {
			return err
		}
		if !found {
			return noSession(tx, id)
		}
		record, err = loadRecord(tx, info)
		return err
	})
	return record, err
}

func noSession(tx *sql.Tx, id string) error {
	all, err := sessions(tx, "")
	if err != nil {
		return err
	}
	var known lang.List
	for _, i := range all {
		known = append(known, lang.Verbatim(i.ID))
	}
	if len(known) == 0 {
		return fail(Missing, lang.T("there is no session %q; run `rung calibrate new %s` to begin one", "il n’y a pas de session %q ; lancez `rung calibrate new %s` pour en commencer une"), id, lang.Defang(id))
	}
	return fail(Missing, lang.T("there is no session %q; there is %v", "il n’y a pas de session %q ; il y a %v"), id, known)
}

func loadRecord(tx *sql.Tx, info SessionInfo) (calibrate.Record, error) {
	record := calibrate.Record{Head: info.Head}
	entries, err := tx.Query(`SELECT bytes FROM session_entries WHERE session = ? ORDER BY seq`, info.ID)
	if err != nil {
		return record, err
	}
	defer entries.Close()
	for entries.Next() {
		var entry []byte
		if err := entries.Scan(&entry); err != nil {
			return record, err
		}
		record.Entries = append(record.Entries, entry)
	}
	if err := entries.Err(); err != nil {
		return record, err
	}
	payloads, err := tx.Query(`SELECT seq, salt, bytes FROM session_payloads WHERE session = ? ORDER BY seq`, info.ID)
	if err != nil {
		return record, err
	}
	defer payloads.Close()
	for payloads.Next() {
		var p calibrate.Payload
		if err := payloads.Scan(&p.Seq, &p.Salt, &p.Body); err != nil {
			return record, err
		}
		record.Payloads = append(record.Payloads, p)
	}
	return record, payloads.Err()
}

// replay loads a session with the text of its rubric.
func replay(tx *sql.Tx, info SessionInfo) (*calibrate.Session, error) {
	record, err := loadRecord(tx, info)
	if err != nil {
		return nil, err
	}
	text, err := rubricText(tx, info.Rubric)
	if err != nil {
		return nil, err
	}
	r, err := rubric.Parse(text.ID+".yaml", text.Bytes)
	if err != nil {
		return nil, err
	}
	return calibrate.Replay(record, r)
}

// readSessions loads every session, and learns the names the person has in them.
func (e *eraser) readSessions() error {
	all, err := sessions(e.tx, "")
	if err != nil {
		return err
	}
	for _, info := range all {
		session, err := replay(e.tx, info)
		if err != nil {
			return err
		}
		for _, event := range session.History() {
			if event.Kind == calibrate.KindJoined {
				e.learn(event.Subject)
			}
		}
		e.sessions = append(e.sessions, session)
	}
	return nil
}

// treatSessions takes the person out of every session.
func (e *eraser) treatSessions() error {
	for _, session := range e.sessions {
		done, err := session.Erase(e.act, e.person, func(text string) string { return blot(text, e.names) })
		if err != nil {
			return err
		}
		if !done.Any() {
			continue
		}
		e.done.Sessions++
		change, _ := session.Change()
		if err := saveSession(e.tx, change); err != nil {
			return err
		}
	}
	return nil
}
