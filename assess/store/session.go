package store

import (
	"bytes"
	"database/sql"
	"slices"
	"strconv"
	"strings"

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

	sound bool // the seal fits
}

func (i SessionInfo) seal() []byte {
	return sealOf(i.ID, i.Rubric, string(i.State), strconv.Itoa(i.Head.Seq), i.Head.Hash)
}

// SaveSession stores what was done to a session, in one transaction. The text of
// its rubric must have been put. A new session whose id is taken is refused with
// an error of kind Exists; a change to a session that another process has
// changed since it was loaded, with one of kind Elsewhere.
func (s *Store) SaveSession(c calibrate.Change) error {
	err := s.update(func(tx *sql.Tx) error { return s.saveSession(tx, c) })
	if err != nil {
		return err
	}
	return s.finishChores()
}

func (s *Store) saveSession(tx *sql.Tx, c calibrate.Change) error {
	now := SessionInfo{ID: c.Session, Rubric: c.Rubric.Digest, State: c.State, Head: c.Head}
	if err := moveHead(tx, c, now); err != nil {
		return err
	}
	for i, entry := range c.Entries {
		_, err := tx.Exec(`INSERT INTO session_entries (session, seq, bytes) VALUES (?, ?, ?)`, c.Session, c.Base.Seq+1+i, entry)
		if err != nil {
			return err
		}
	}
	if err := s.toDestroy(tx, c.Unkeyed); err != nil {
		return err
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
	if c.Base.Seq == 0 {
		return addSession(tx, now)
	}
	there, found, err := sessionInfo(tx, c.Session)
	switch {
	case err != nil:
		return err
	case !found || there.Head != c.Base:
		return changedElsewhere(c.Session)
	}
	_, err = tx.Exec(`UPDATE sessions SET state = ?, head_seq = ?, head_hash = ?, seal = ? WHERE id = ?`, string(now.State), now.Head.Seq, now.Head.Hash, now.seal(), now.ID)
	return err
}

// Taken is the error of kind Exists that says that there is a session with an id.
func Taken(id string) error {
	return fail(Exists, "there is a session %v already; choose another id", lang.Quoted(id))
}

func addSession(tx *sql.Tx, added SessionInfo) error {
	all, err := sessions(tx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(i SessionInfo) bool { return i.ID == added.ID }) {
		return Taken(added.ID)
	}
	_, err = tx.Exec(`INSERT INTO sessions (id, rubric, state, head_seq, head_hash, seal) VALUES (?, ?, ?, ?, ?, ?)`,
		added.ID, added.Rubric, string(added.State), added.Head.Seq, added.Head.Hash, added.seal())
	return err
}

// sessionInfo finds the row of a session. A row that was changed may be the one
// that is meant wherever no sound one is.
func sessionInfo(tx *sql.Tx, id string) (i SessionInfo, found bool, err error) {
	all, err := sessions(tx)
	if err != nil {
		return i, false, err
	}
	at := slices.IndexFunc(all, func(i SessionInfo) bool { return i.sound && i.ID == id })
	if at < 0 {
		return i, false, sessionsChanged(all)
	}
	return all[at], true, nil
}

// sessions lists every session by id, those included of which only entries are
// left.
func sessions(tx *sql.Tx) ([]SessionInfo, error) {
	all, err := sessionRows(tx)
	if err != nil {
		return nil, err
	}
	logs, err := column(tx, `SELECT DISTINCT session FROM session_entries ORDER BY session`)
	if err != nil {
		return nil, err
	}
	for _, id := range logs {
		if !slices.ContainsFunc(all, func(i SessionInfo) bool { return i.ID == id }) {
			all = append(all, SessionInfo{ID: id})
		}
	}
	return all, nil
}

func sessionRows(tx *sql.Tx) (all []SessionInfo, err error) {
	err = each(tx, func(row *sql.Rows) error {
		var i SessionInfo
		var seal []byte
		err := row.Scan(&i.ID, &i.Rubric, &i.State, &i.Head.Seq, &i.Head.Hash, &seal)
		i.sound = err == nil && bytes.Equal(seal, i.seal())
		all = append(all, i)
		return nil
	}, `SELECT id, rubric, state, head_seq, head_hash, seal FROM sessions ORDER BY id`)
	return all, err
}

// sessionsChanged names the sessions whose rows were changed outside rung; nil
// without any.
func sessionsChanged(all []SessionInfo) error {
	var bad []string
	for _, i := range all {
		if !i.sound {
			bad = append(bad, i.ID)
		}
	}
	if len(bad) == 0 {
		return nil
	}
	return fail(Changed, "changed outside rung, and not used: session %s; put back a copy of the store, or begin another session",
		strings.Join(bad, ", ")).of(Session).about(bad...)
}

// Sessions lists every session, by id. Those whose rows were changed outside
// rung are left out, and the error then is of kind Changed.
func (s *Store) Sessions() ([]SessionInfo, error) {
	return viewed(s, func(tx *sql.Tx) ([]SessionInfo, error) {
		listed, err := sessions(tx)
		if err != nil {
			return nil, err
		}
		sound := slices.DeleteFunc(slices.Clone(listed), func(i SessionInfo) bool { return !i.sound })
		return sound, sessionsChanged(listed)
	})
}

// LoadSession returns a session as it is stored. It is not verified: Replay and
// Verify do that. The error is of kind Missing if there is none, or Changed if it
// may be one whose row was changed outside rung.
func (s *Store) LoadSession(id string) (calibrate.Record, error) {
	return viewed(s, func(tx *sql.Tx) (record calibrate.Record, err error) {
		info, found, err := sessionInfo(tx, id)
		if err != nil {
			return record, err
		}
		if !found {
			return record, noSession(tx, id)
		}
		return loadRecord(tx, info)
	})
}

func noSession(tx *sql.Tx, id string) error {
	all, err := sessions(tx)
	if err != nil {
		return err
	}
	var known lang.List
	for _, i := range all {
		known = append(known, lang.Verbatim(i.ID))
	}
	if len(known) == 0 {
		return fail(Missing, "there is no session %v", lang.Quoted(id)).of(Session).none().about(id)
	}
	return fail(Missing, "there is no session %v; there is %v", lang.Quoted(id), known).of(Session).about(id)
}

func loadRecord(tx *sql.Tx, info SessionInfo) (calibrate.Record, error) {
	record := calibrate.Record{Head: info.Head}
	err := each(tx, func(row *sql.Rows) error {
		var entry []byte
		err := row.Scan(&entry)
		record.Entries = append(record.Entries, entry)
		return err
	}, `SELECT bytes FROM session_entries WHERE session = ? ORDER BY seq`, info.ID)
	if err != nil {
		return record, err
	}
	err = each(tx, func(row *sql.Rows) error {
		var p calibrate.Payload
		err := row.Scan(&p.Seq, &p.Salt, &p.Body)
		record.Payloads = append(record.Payloads, p)
		return err
	}, `SELECT seq, salt, bytes FROM session_payloads WHERE session = ? ORDER BY seq`, info.ID)
	return record, err
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
// What belongs to no session that verifies is read as it is.
func (e *eraser) readSessions() error {
	all, err := sessions(e.tx)
	if err != nil {
		return err
	}
	for _, info := range all {
		if !info.sound {
			continue
		}
		session, err := replay(e.tx, info)
		if err != nil {
			if _, fromSQLite := codeOf(err); fromSQLite {
				return err
			}
			continue
		}
		names := session.NamesOf(e.person)
		for _, p := range session.Named() {
			if slices.Contains(names, p.Name) {
				p.ID = e.person
			}
			e.learn(p)
		}
		e.sessions = append(e.sessions, session)
	}
	for _, table := range []string{"session_entries", "session_payloads"} {
		if err := e.readScraps(table); err != nil {
			return err
		}
	}
	return nil
}

// scrap is a row of a session that does not verify.
type scrap struct {
	table, session string
	seq            int
	text           string
}

// readScraps reads the rows of a table that belong to no session that verifies,
// and learns the names in them.
func (e *eraser) readScraps(table string) error {
	return each(e.tx, func(row *sql.Rows) error {
		one := scrap{table: table}
		err := row.Scan(&one.session, &one.seq, &one.text)
		if err != nil || slices.ContainsFunc(e.sessions, func(s *calibrate.Session) bool { return s.ID() == one.session }) {
			return err
		}
		if p, named := calibrate.NameIn([]byte(one.text)); named {
			e.learn(p)
		}
		e.scraps = append(e.scraps, one)
		return nil
	}, `SELECT session, seq, bytes FROM `+table)
}

// treatSessions takes the person out of every session. Of those that do not
// verify, and are not used, it removes what has the name in it.
func (e *eraser) treatSessions() error {
	for _, session := range e.sessions {
		done, err := session.Erase(e.act, e.person, e.clean)
		if err != nil {
			return err
		}
		e.done.Sealed += done.Sealed
		e.done.Ratings += done.Submissions
		change, changed := session.Change()
		if !changed {
			continue
		}
		e.done.Sessions++
		if err := e.store.saveSession(e.tx, change); err != nil {
			return err
		}
	}
	spoiled := map[string]bool{}
	for _, row := range e.scraps {
		if !mentions(row.text, append(slices.Clone(e.names), e.person)) {
			continue
		}
		spoiled[row.session] = true
		if _, err := e.tx.Exec(`DELETE FROM `+row.table+` WHERE session = ? AND seq = ?`, row.session, row.seq); err != nil {
			return err
		}
	}
	e.done.Sessions += len(spoiled)
	return nil
}
