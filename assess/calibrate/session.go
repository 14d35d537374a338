// Package calibrate is a calibration session and its log: who rates whom, what
// they hand in, sealed until it is revealed, what the group decides, and what may
// be shown of it to whom. The statistics are those of package ratings.
//
// A session is the fold of its log. It is pure: time and chance are passed in,
// and what is to be stored is handed out.
package calibrate

import (
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"rung/assess"
	"rung/assess/exchange"
	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// MaxTitle is the longest title of a session, in bytes of UTF-8.
const MaxTitle = 200

// State is how far a session has come. It only ever goes forward.
type State string

// The states, in their order.
const (
	Collecting State = "collecting" // what is handed in stays sealed
	Closed     State = "closed"     // nothing more is handed in; second holders are to release what was
	Revealed   State = "revealed"   // what was handed in is frozen and can be read
	Locked     State = "locked"     // the decisions are frozen too
)

// Before reports whether a session in this state is not revealed yet.
func (s State) Before() bool { return s == Collecting || s == Closed }

// Act says who does something to a session, when, and where chance comes from.
type Act struct {
	Who    assess.Person // by name; the zero Person if they do not say
	At     time.Time
	Random io.Reader // crypto/rand.Reader, but for what must come out the same again
}

// Session is a calibration session: the fold of its log. Its methods check the
// rules and append to the log; Change gives what is new, to be stored.
//
// What was handed in is out of reach, whatever is done to a Session, until
// Revealed gives an Opened.
type Session struct {
	id     string
	rubric *rubric.Rubric
	ref    assess.RubricRef
	state  State

	entries  []Entry
	hash     string          // of the last entry
	payloads map[int]Payload // by Seq; those erased are not in it
	members  map[string]*member
	ids      map[string]*member // by id of person; without the erased
	expected map[pair]assess.Relation
	current  map[string]int // Seq by pid of subject: the level they have today
	handed   map[pair]handed
	decided  map[string]int     // Seq by pid of subject
	gone     map[int]bool       // by Seq: what was withdrawn or erased, and counts no more
	same     map[string]string  // pid under which a person goes, by another one of them
	apart    map[[2]string]bool // pids of people said to be two, the lower first
	plan     *Entry             // the last one planned, if any

	sealing   *sealing               // nil in a session of which nothing was ever sealed
	destroyed bool                   // its key
	ended     map[int]exchange.State // of envelopes, by Seq, once nothing more is taken
	unread    []int                  // Seq of what could not be opened at reveal
	recent    map[int][]byte         // by Seq: what was handed in since saved, in clear
	unsealed  *unsealing             // nil before Unseal

	saved  Head
	opened *Opened // of the submissions as they are; nil if not computed
}

// member is somebody who has to do with a session.
type member struct {
	pid    string
	name   string // empty if erased
	id     string // of the person; says nothing if erased
	erased bool
}

func (m *member) person() assess.Person {
	if m == nil {
		return assess.Person{}
	}
	if m.erased {
		return assess.Person{ID: m.id, Name: m.id}
	}
	return assess.Person{ID: m.id, Name: m.name}
}

// pair is a subject and a rater, by pid.
type pair struct{ subject, rater string }

// handed is what was handed in last for a pair.
type handed struct {
	seq      int
	of       int // Seq of the envelope that brought it; 0 if it came readable
	times    int // how often, since anything of it was taken away
	relation assess.Relation
	at       time.Time
}

// New begins a session on a rubric. The id is of the form of all ids; title may
// be empty.
func New(act Act, id, title string, r *rubric.Rubric) (*Session, error) {
	if !doc.IsID(id) {
		return nil, noID(id)
	}
	title = strings.TrimSpace(title)
	if err := checkText(title, MaxTitle, false); err != nil {
		return nil, lang.Errorf("the title of a session: %v", err)
	}
	s := blank(r)
	who, err := s.actor(act)
	if err != nil {
		return nil, err
	}
	e := Entry{Kind: KindCreated, Session: id, Rubric: assess.Ref(r)}
	if who != nil {
		if e.Who, err = newPID(act.Random); err != nil {
			return nil, err
		}
	}
	if err := s.log(act, e, createdBody{title}); err != nil || who == nil {
		return s, err
	}
	return s, s.log(act, Entry{Kind: KindJoined, Subject: e.Who}, joinedBody{who.Name})
}

func noID(id string) error {
	return lang.Errorf("%v is no id for a session: ids have a to z, 0 to 9 and -, begin with a letter or digit, and have up to 64 characters",
		doc.Quote(id))
}

// newPID draws what stands for a person in the log.
func newPID(random io.Reader) (string, error) {
	var pid [16]byte
	_, err := io.ReadFull(random, pid[:])
	return hex.EncodeToString(pid[:]), err
}

func blank(r *rubric.Rubric) *Session {
	return &Session{
		rubric: r, payloads: map[int]Payload{}, members: map[string]*member{}, ids: map[string]*member{},
		expected: map[pair]assess.Relation{}, current: map[string]int{}, handed: map[pair]handed{}, decided: map[string]int{},
		gone: map[int]bool{}, recent: map[int][]byte{}, same: map[string]string{}, apart: map[[2]string]bool{},
	}
}

// Format prints id and state whatever the verb, so that nothing sealed ever
// comes out of a debugging print.
func (s Session) Format(f fmt.State, _ rune) { fmt.Fprintf(f, "session %s (%s)", s.id, s.state) }

// ID is what the session is called in commands.
func (s *Session) ID() string { return s.id }

// Title is what its maker called it; its id if they did not.
func (s *Session) Title() string {
	var body createdBody
	if s.read(1, &body); body.Title != "" {
		return body.Title
	}
	return s.id
}

// State is how far the session has come.
func (s *Session) State() State { return s.state }

// Rubric is what the session calibrates with.
func (s *Session) Rubric() *rubric.Rubric { return s.rubric }

// Head is the end of the log as it is now.
func (s *Session) Head() Head { return Head{len(s.entries), s.hash} }

// Subjects lists the people something was handed in or is expected about, by
// name.
func (s *Session) Subjects() []assess.Person {
	return s.listed(func(p pair) string { return p.subject })
}

// Raters lists the people who handed something in or are expected to, by name.
func (s *Session) Raters() []assess.Person {
	return s.listed(func(p pair) string { return p.rater })
}

func (s *Session) listed(one func(pair) string) []assess.Person {
	found := map[string]bool{}
	for p := range s.expected {
		found[one(p)] = true
	}
	for p := range s.handed {
		found[one(p)] = true
	}
	var all []assess.Person
	for pid := range found {
		all = append(all, s.members[pid].person())
	}
	slices.SortFunc(all, byName)
	return all
}

// byName orders people by their names as ids, which do not depend on case or
// accents.
func byName(a, b assess.Person) int { return strings.Compare(a.ID, b.ID) }

// actor is who acts, checked; nil if they do not say.
func (s *Session) actor(act Act) (*assess.Person, error) {
	if act.Who == (assess.Person{}) || act.Who == assess.Me {
		return nil, nil
	}
	p, err := assess.NewPerson(act.Who.Name)
	return &p, err
}

// join returns the pid of a person, and draws one for somebody new. Nobody has
// an empty pid.
func (s *Session) join(act Act, p *assess.Person) (pid string, err error) {
	if p == nil {
		return "", nil
	}
	if m, known := s.ids[p.ID]; known {
		return m.pid, nil
	}
	if pid, err = newPID(act.Random); err != nil {
		return "", err
	}
	return pid, s.log(act, Entry{Kind: KindJoined, Subject: pid}, joinedBody{p.Name})
}

// log appends an entry, with the payload that belongs to it unless body is nil.
// The fields that every entry has are filled in here.
func (s *Session) log(act Act, e Entry, body any) error {
	e.Seq, e.At, e.Prev = len(s.entries)+1, act.At.UTC().Truncate(time.Second), s.hash
	if body != nil {
		data, err := s.enclosed(act, e, body)
		if err != nil {
			return err
		}
		p, err := newPayload(act.Random, e.Seq, data)
		if err != nil {
			return err
		}
		e.Commitment = p.commitment()
		s.payloads[e.Seq] = p
	}
	return s.apply(e)
}

func newPayload(random io.Reader, seq int, body []byte) (Payload, error) {
	p := Payload{Seq: seq, Salt: make([]byte, saltSize), Body: body}
	_, err := io.ReadFull(random, p.Salt)
	return p, err
}

// Change is what was done to a session since it was loaded or saved last.
type Change struct {
	Session    string // id
	Rubric     assess.RubricRef
	State      State
	Base, Head Head      // the end of the log before and after
	Entries    [][]byte  // canonical, in order
	Payloads   []Payload // each new, or to put in place of the one with the same Seq
	Dropped    []int     // Seq of the payloads to remove
	Unkeyed    string    // KeyName of a key that is to be destroyed; empty: none
}

// Change returns what is to be stored, and whether there is anything.
func (s *Session) Change() (Change, bool) {
	c := Change{Session: s.id, Rubric: s.ref, State: s.state, Base: s.saved, Head: s.Head()}
	touched := map[int]bool{}
	for _, e := range s.entries[s.saved.Seq:] {
		c.Entries = append(c.Entries, e.Bytes())
		touched[e.Seq] = e.holds()
		if e.Kind == KindDestroyed {
			c.Unkeyed = s.KeyName()
		}
		for seq := range e.puts(s.kind) {
			touched[seq] = true
		}
	}
	for _, seq := range slices.Sorted(maps.Keys(touched)) {
		if p, kept := s.payloads[seq]; kept {
			c.Payloads = append(c.Payloads, p)
		} else if touched[seq] {
			c.Dropped = append(c.Dropped, seq)
		}
	}
	return c, len(c.Entries) > 0
}

// Saved says that everything up to now is stored.
func (s *Session) Saved() {
	s.saved = s.Head()
	clear(s.recent)
}

// checkText refuses text that is too long or would change what a reader sees.
func checkText(text string, limit int, lines bool) error {
	switch {
	case len(text) > limit:
		return lang.Errorf("this text has %d bytes; %d are allowed", len(text), limit)
	case strings.ContainsFunc(text, func(c rune) bool { return lang.Invisible(c) && !(lines && (c == '\n' || c == '\t')) }) || strings.ToValidUTF8(text, "") != text:
		return lang.Errorf("this text has characters that do not show: %s", text)
	}
	return nil
}
