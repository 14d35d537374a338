package store

import (
	"database/sql"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/mention"
	"rung/rubric/lang"
)

// Erased says what Erase did.
type Erased struct {
	Assessments int // about the person: removed
	Drafts      int // about or by the person: removed
	Ratings     int // in sessions, about the person, or by them and sealed: removed
	Rated       int // about others, by the person: kept, under the alias
	Notes       int // of other people's assessments and drafts, in which the name was blotted out
	Sealed      int // ratings by others that are still sealed, in which the name may stand
	Sessions    int // in which the person, or the name, was
}

// Alias makes a person who stands for somebody erased. The id says nothing: it
// is eight digits from random, which crypto/rand.Reader is meant to be.
func Alias(random io.Reader) (assess.Person, error) {
	var digits [4]byte
	if _, err := io.ReadFull(random, digits[:]); err != nil {
		return assess.Person{}, err
	}
	return assess.NewPerson("erased-" + hex.EncodeToString(digits[:]))
}

// Erase removes a person from the store. Assessments and drafts about the
// person are removed, and so are the person's drafts about others. Completed
// assessments about others belong to those others and are kept, with alias as
// their rater, so that their agreement can still be computed. In the notes that
// remain, the person's name is replaced by asterisks, in any case, with any
// space between its words and any apostrophe; and so is whatever else is sure to
// name them and nobody else here, as package mention finds it: a part of the name
// that nobody else has, written with a capital, initials, an address. Then the file is rewritten, and no byte of it holds the name any
// more. Copies elsewhere, such as exports and backups, are out of reach.
//
// Calibration sessions keep their logs, which name nobody; see
// calibrate.Session.Erase for what goes. act says who erases, and when.
//
// Rows that were changed outside rung are removed if anything in them names the
// person. An error of kind Missing says that there was nothing to erase.
//
// Where somebody was erased from a session while it was sealed, the name that is given
// is looked for also if nothing names the person any more: notes that could not be read
// then may.
func (s *Store) Erase(person assess.Person, alias assess.Person, act calibrate.Act) (done Erased, err error) {
	err = s.update(func(tx *sql.Tx) error {
		done, err = s.erase(tx, person, alias, act)
		return err
	})
	if err != nil {
		return Erased{}, err
	}
	return done, s.finishChores()
}

// Erasable says what Erase would do, and changes nothing. An error of kind Missing
// says that there is nothing to erase.
func (s *Store) Erasable(person assess.Person, alias assess.Person, act calibrate.Act) (would Erased, err error) {
	err = s.update(func(tx *sql.Tx) error {
		if would, err = s.erase(tx, person, alias, act); err != nil {
			return err
		}
		return sql.ErrTxDone // takes all back
	})
	if errors.Is(err, sql.ErrTxDone) {
		return would, nil
	}
	return Erased{}, err
}

func (s *Store) erase(tx *sql.Tx, person assess.Person, alias assess.Person, act calibrate.Act) (done Erased, err error) {
	e := eraser{store: s, tx: tx, person: person.ID, alias: alias, act: act, people: map[assess.Person]bool{}}
	for _, from := range []table{assessments(), drafts()} {
		if err := e.read(from); err != nil {
			return done, err
		}
	}
	if err := e.readSessions(); err != nil {
		return done, err
	}
	if person.Name != "" && slices.ContainsFunc(e.sessions, (*calibrate.Session).ErasedUnread) {
		e.learn(person)
	}
	if len(e.names) == 0 && e.doomed == 0 {
		return done, unknownPerson(person.ID)
	}
	e.finder = e.finds()
	for _, r := range e.rows {
		if err := e.treat(r); err != nil {
			return done, err
		}
	}
	if err := e.treatSessions(); err != nil {
		return done, err
	}
	if (e.done == Erased{Sealed: e.done.Sealed}) {
		return done, unknownPerson(person.ID)
	}
	_, err = tx.Exec(`INSERT OR IGNORE INTO chores (name) VALUES (?)`, rewrite)
	return e.done, err
}

// eraser is one run of Erase.
type eraser struct {
	store  *Store
	tx     *sql.Tx
	person string
	alias  assess.Person
	act    calibrate.Act
	rows   []row
	names  []string               // the person is known by
	people map[assess.Person]bool // everybody, by each of their names
	finder *mention.Finder        // of people
	doomed int                    // rows that must go although they cannot be read
	done   Erased

	sessions []*calibrate.Session // those that verify
	scraps   []scrap              // of those that do not
}

// row is a card and what it stands for; a nil assessment is one that was changed
// outside rung.
type row struct {
	from table
	card
	*assess.Assessment
}

func (e *eraser) read(from table) error {
	all, err := cards(e.tx, from)
	if err != nil {
		return err
	}
	for _, c := range all {
		a, err := load(e.tx, from, c)
		switch {
		case Is(err, Changed):
			if c.subject == e.person || c.rater == e.person {
				e.doomed++
			}
		case err != nil:
			return err
		default:
			e.learn(a.Subject)
			e.learn(a.Rater)
		}
		e.rows = append(e.rows, row{from, c, a})
	}
	return nil
}

func (e *eraser) learn(p assess.Person) {
	e.people[p] = true
	if p.ID == e.person && !slices.Contains(e.names, p.Name) {
		e.names = append(e.names, p.Name)
	}
}

// finds finds everybody who is known here, and so tells whom a part of a name
// means.
func (e *eraser) finds() *mention.Finder {
	return mention.NewFinder(slices.Collect(maps.Keys(e.people)), nil)
}

func (e *eraser) treat(r row) error {
	switch {
	case r.Assessment == nil:
		return e.treatChanged(r)
	case r.Subject.ID == e.person, r.Rater.ID == e.person && r.from == drafts():
		return e.remove(r)
	}
	kept := *r.Assessment
	kept.Answers = slices.Clone(kept.Answers)
	blotted := e.blot(kept.Answers)
	e.done.Notes += blotted
	if kept.Rater.ID == e.person {
		kept.Rater = e.alias
		e.done.Rated++
	} else if blotted == 0 {
		return nil
	}
	return e.rewrite(r, &kept)
}

// treatChanged removes a row that cannot be trusted if its columns or its text
// have the id or the name in them.
func (e *eraser) treatChanged(r row) error {
	var text []byte
	err := e.tx.QueryRow(`SELECT bytes FROM `+r.from.name+` WHERE id = ?`, r.id).Scan(&text)
	if _, fromSQLite := codeOf(err); fromSQLite {
		return err
	}
	all := strings.Join([]string{r.subject, r.rater, string(text)}, "\n")
	if r.subject == e.person || r.rater == e.person || mentions(all, append(e.names, e.person)) {
		return e.remove(r)
	}
	return nil
}

func (e *eraser) remove(r row) error {
	if r.from == assessments() {
		e.done.Assessments++
	} else {
		e.done.Drafts++
	}
	_, err := e.tx.Exec(`DELETE FROM `+r.from.name+` WHERE id = ?`, r.id)
	return err
}

// rewrite stores a row again with other content in the same place.
func (e *eraser) rewrite(r row, a *assess.Assessment) error {
	text, err := assess.Encode(a)
	if err != nil {
		return err
	}
	c := cardOf(a, text, r.place)
	_, err = e.tx.Exec(`UPDATE `+r.from.name+` SET rater = ?, sum = ?, seal = ?, bytes = ? WHERE id = ?`, c.rater, c.sum[:], c.seal(), text, c.id)
	return err
}

// blot replaces the person's names in notes and counts the notes.
func (e *eraser) blot(answers []assess.Answer) (notes int) {
	for i := range answers {
		clean := e.clean(answers[i].Note)
		if clean != answers[i].Note {
			answers[i].Note = clean
			notes++
		}
	}
	return notes
}

// clean is a text without what can name nobody else, ordinary words with a capital
// among it: rather a word too many is gone than a name too few.
func (e *eraser) clean(text string) string {
	text = blot(text, e.names)
	var b strings.Builder
	rest := 0
	for _, m := range e.finder.Find(text) {
		if (m.Sure || m.Capital) && slices.Equal(m.People, []string{e.person}) {
			b.WriteString(text[rest:m.Start] + asterisks(m.End-m.Start))
			rest = m.End
		}
	}
	return b.String() + text[rest:]
}

// asterisks stand for a name of n bytes, never more than it had.
func asterisks(n int) string { return strings.Repeat("*", min(3, n)) }

func mentions(text string, names []string) bool { return blot(text, names) != text }

// blot replaces names by asterisks, never more bytes than there were. A name of
// one word is spared inside a longer word, as Ada in Canada.
func blot(text string, names []string) string {
	for _, name := range names {
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			text = blotOne(text, strings.Fields(form.String(name)))
		}
	}
	return text
}

// gap is what may stand between the words of a name: space of any kind, or what
// does not show, also as JSON escapes it.
const gap = `(?:[\s\x{85}\p{Z}\p{Cf}]|\\(?:[nrt]|u[0-9a-f]{4}))+`

// apostrophe is one of those that lang.Fold takes for the same.
var apostrophe = regexp.MustCompile("['’ʼ]")

func blotOne(text string, words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = apostrophe.ReplaceAllString(regexp.QuoteMeta(word), apostrophe.String())
	}
	pattern := regexp.MustCompile(`(?i)` + strings.Join(quoted, gap))
	var b strings.Builder
	rest := 0
	for _, at := range pattern.FindAllStringIndex(text, -1) {
		if len(words) == 1 && insideWord(text, at[0], at[1]) {
			continue
		}
		b.WriteString(text[rest:at[0]])
		b.WriteString(asterisks(at[1] - at[0]))
		rest = at[1]
	}
	return b.String() + text[rest:]
}

func insideWord(text string, begin, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:begin])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return inWord(before) || inWord(after)
}

// inWord reports whether c goes on a word. In scripts that are written without
// spaces no neighbour says so.
func inWord(c rune) bool {
	if unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
		return false
	}
	return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c))
}

// rewrite is the chore of writing the file anew, so that nothing is left in it
// of what was removed.
const rewrite = "rewrite"

// finishChores does what must follow a transaction and cannot be part of it. If
// rung is killed before it is done, the next Open does it.
func (s *Store) finishChores() error {
	names, err := viewed(s, func(tx *sql.Tx) ([]string, error) { return column(tx, `SELECT name FROM chores`) })
	if err != nil {
		return err
	}
	s.destroyKeys(names)
	if !slices.Contains(names, rewrite) {
		return nil
	}
	err = s.patiently(func() error {
		_, err := s.db.Exec("VACUUM")
		return err
	})
	if err != nil {
		return unfinished(s.path, err)
	}
	return s.update(func(tx *sql.Tx) error {
		_, err := tx.Exec(`DELETE FROM chores WHERE name = ?`, rewrite)
		return err
	})
}

func unfinished(path string, err error) error {
	return fail(Failed,
		"what was removed is gone from the store %v, but the file could not be rewritten and may still hold traces: %v; the next rung "+
			"that opens it tries again",
		lang.Quoted(path), Reason(err)).because(err)
}
