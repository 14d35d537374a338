package cmd

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
	"golang.org/x/text/unicode/norm"

	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/assess/store"
	"rung/cmd/ask"
	"rung/rubric/lang"
)

// newKey is a key that is not stored yet.
type newKey struct {
	*exchange.Key
	path string
}

// seal draws the key of a session, and has the session sealed to it, under terms of which
// the day and the second holders are given. Nothing is stored.
func (a *app) seal(s *calibrate.Session, act calibrate.Act, given exchange.Terms) (key newKey, err error) {
	if key.Key, err = exchange.NewKey(); err != nil {
		return key, err
	}
	r := s.Rubric()
	terms, err := exchange.NewTerms(exchange.Terms{
		Key: key.Recipient(), Reader: cmp.Or(act.Who.Name, s.Facilitator().Name, a.t("the facilitator")), NotBefore: given.NotBefore, Second: given.Second,
		Rubric: exchange.RubricRef{ID: r.ID, Version: r.Version, Digest: r.Digest}, SlotSize: exchange.DefaultSlot, Form: version,
	}, a.Random)
	if err != nil {
		return key, codedError{exitUsage, err}
	}
	if err := s.Seal(act, terms); err != nil {
		return key, sessionError(err)
	}
	key.path, err = a.keyFile(s)
	return key, err
}

// keyFile is where the key of a sealed session is: in a folder that is not the store's.
func (a *app) keyFile(s *calibrate.Session) (string, error) {
	if s.KeyName() == "" {
		return "", lang.Errorf("the terms of session %v cannot be read, so its key cannot be found", lang.Quoted(s.ID()))
	}
	folder, err := a.keys()
	return store.KeyFile(folder, s.KeyName()), err
}

// keys is the folder of the keys.
func (a *app) keys() (string, error) {
	folder, err := store.DefaultKeys(a.Getenv, runtime.GOOS)
	if err != nil {
		return "", err
	}
	return filepath.Abs(folder)
}

// checkFolder refuses a folder for keys that is the store's, so that a copy of the one
// takes the other along, or that a shell was to say, and warns of one that is not the
// owner's alone.
func (a *app) checkFolder(folder string) error {
	path, err := store.DefaultPath(a.Getenv, runtime.GOOS)
	if err != nil {
		return err
	}
	if strings.HasPrefix(a.Getenv("RUNG_KEYS"), "~") {
		return usageErrorf("RUNG_KEYS begins with ~, which only a shell takes for your home; give the whole path")
	}
	info, err := os.Stat(folder)
	if err != nil || !info.IsDir() {
		return nil // it will be made, or cannot be
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if of, err := os.Stat(filepath.Dir(path)); err == nil && os.SameFile(of, info) {
		return usageErrorf("%s is the folder of the store, and whoever copies it would have the keys too; set RUNG_KEYS to another", folder)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		a.tell("Others may look into %s, where the keys are; make it yours alone: chmod 700", folder)
	}
	return nil
}

// sealedSession loads a session. One that an older rung began is sealed first, if it
// is still collecting.
func (a *app) sealedSession(id, by string) (*calibrate.Session, error) {
	s, err := a.session(id)
	if err != nil || s.Sealed() || s.State() != calibrate.Collecting {
		return s, err
	}
	act, err := a.act(by)
	if err != nil {
		return nil, err
	}
	key, err := a.seal(s, act, exchange.Terms{})
	passphrase := ""
	if err == nil && a.Getenv("RUNG_PASSPHRASE") != "" {
		passphrase, err = a.newPassphrase()
	}
	if err == nil {
		err = a.keepSealed(s, key, passphrase)
	}
	if store.Is(err, store.Elsewhere) {
		return nil, err
	}
	if err != nil && !a.sealedNow(s) {
		return nil, lang.Errorf("session %v was begun by an older rung, and could not be sealed: %v", lang.Quoted(id), sayable(err))
	}
	a.tell("Session %s was begun by an older rung, which kept what was handed in as it was; it is sealed now.", id)
	return s, cmp.Or(err, a.tellKey(s, passphrase != ""))
}

// sealOlder seals every session that an older rung began and that is still collecting.
// What could not be sealed is told, and stays readable.
func (a *app) sealOlder(shelf *store.Store) {
	listed, _ := shelf.Sessions()
	for _, one := range listed {
		if s, err := a.session(one.ID); err != nil || s.Sealed() || s.State() != calibrate.Collecting {
			continue
		}
		if _, err := a.sealedSession(one.ID, ""); err != nil {
			a.reportError(a.Stderr, err)
		}
	}
}

// stillSealed are the sessions that open only with their keys. Those that cannot be used
// are left out.
func (a *app) stillSealed(shelf *store.Store) (all []*calibrate.Session) {
	listed, _ := shelf.Sessions()
	for _, one := range listed {
		if s, err := a.session(one.ID); err == nil && s.Sealed() && s.State().Before() {
			all = append(all, s)
		}
	}
	return all
}

// keepSealed stores a session that was sealed just now, and its key before it, under a
// passphrase if there is one. The key goes if nothing was sealed to it.
func (a *app) keepSealed(s *calibrate.Session, key newKey, passphrase string) error {
	shelf, err := a.store()
	if err != nil {
		return err
	}
	file, err := key.File(a.t("key of session %s; without it nothing that was handed in can be read", s.ID()), passphrase)
	if err != nil {
		return err
	}
	if err := a.checkFolder(filepath.Dir(key.path)); err != nil {
		return err
	}
	if err := shelf.WriteKey(key.path, file); err != nil {
		return err
	}
	if err = a.keepSession(s); err == nil || a.sealedNow(s) {
		return err
	}
	return errors.Join(err, shelf.DestroyKey(key.path))
}

// sealedNow reports whether what is stored of a session may need the key that it was
// sealed to: a change may be stored whole, and fail in what follows it.
func (a *app) sealedNow(s *calibrate.Session) bool {
	stored, err := a.session(s.ID())
	if err != nil {
		return !store.Is(err, store.Missing)
	}
	return stored.Sealed() && (stored.Terms() == nil || stored.KeyName() == s.KeyName())
}

// tellKey says where the key of a session is, and what depends on it.
func (a *app) tellKey(s *calibrate.Session, passphrase bool) error {
	path, err := a.keyFile(s)
	if err != nil {
		return err
	}
	switch {
	case s.Shared():
		a.tell("What is handed in is stored encrypted until reveal. Envelopes open with the key in this file once they are released, what you add " +
			"readable with the key alone: copy the file now, to a place apart from the store.")
	case passphrase:
		a.tell("What is handed in is stored encrypted until reveal. It opens with the key in this file together with its passphrase, and with nothing " +
			"else: copy the file now, to a place apart from the store.")
	default:
		a.tell("What is handed in is stored encrypted until reveal. It opens with the key in this file and with nothing else: copy the file now, to a " +
			"place apart from the store. Whoever has both can read everything.")
	}
	if passphrase {
		a.tell("A passphrase that is forgotten cannot be had again.")
	}
	fmt.Fprintln(a.Stderr, "  "+a.shown(path))
	return nil
}

// made reports whether there is a key that this store made, and so would destroy.
func (a *app) made(key string) bool {
	shelf, err := a.store()
	return err == nil && shelf.MadeKey(key)
}

// there reports whether there is a file.
func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// tellDay says before which day a session is not revealed.
func (a *app) tellDay(s *calibrate.Session) {
	if day := s.NotBefore(); day != "" {
		a.tell("By its terms, session %s is not revealed before %s (UTC).", s.ID(), day)
	}
}

// tellLost says that the key of a session is not where reveal will look for it.
func (a *app) tellLost(s *calibrate.Session) {
	if !s.Sealed() || !s.State().Before() {
		return
	}
	if path, err := a.keyFile(s); err == nil && !there(path) {
		a.tell("The key of %s is not here, and without it nothing that is handed in can be read. Before more is handed in, set RUNG_KEYS to the folder "+
			"that has it, or put a copy of it back as:", s.ID())
		fmt.Fprintln(a.Stderr, "  "+a.shown(path))
	}
}

// openKey reads the key of a session, and asks for its passphrase if it has one.
func (a *app) openKey(s *calibrate.Session) (*exchange.Key, error) {
	path, err := a.keyFile(s)
	if err != nil {
		return nil, err
	}
	key, err := a.readKey(s, path)
	if err == nil && key.Recipient() != s.Terms().Key {
		return nil, lang.Errorf("%s is not the key of session %v; put a copy of that key in its place, or set RUNG_KEYS to the folder that has it",
			path, lang.Quoted(s.ID()))
	}
	return key, err
}

func (a *app) readKey(s *calibrate.Session, path string) (*exchange.Key, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, lang.Errorf("the key of session %v is not here, and without it nothing that was handed in can be read; "+
			"put a copy of it back as %s, or set RUNG_KEYS to the folder that has it; if there is no copy, begin another session and have the "+
			"ratings handed in again", lang.Quoted(s.ID()), path)
	}
	if err != nil {
		return nil, err
	}
	return a.parseKey(path, data)
}

// parseKey reads the file of a key, and asks for its passphrase if it has one.
func (a *app) parseKey(path string, data []byte) (*exchange.Key, error) {
	if !exchange.NeedsPassphrase(data) {
		return exchange.ParseKey(path, data, "")
	}
	return a.unlock(path, data)
}

// unlock opens the file of a key with its passphrase, which may be typed again.
func (a *app) unlock(path string, data []byte) (key *exchange.Key, err error) {
	err = a.unseen(func() error {
		question := lang.Text("Passphrase of the key:")
		for {
			phrase, said, err := a.passphrase(question)
			if err != nil {
				return err
			}
			key, err = exchange.ParseKey(path, data, phrase)
			wrong := errors.Is(err, exchange.ErrPassphrase)
			switch {
			case wrong && said:
				return lang.Errorf("RUNG_PASSPHRASE is not the passphrase of %s", path)
			case !wrong:
				return err
			}
			question = "That is not the passphrase of the key. Again:"
		}
	})
	return key, err
}

// shortest and longest are the lengths of a passphrase that is taken, in characters.
const shortest, longest = 12, 1000

// newPassphrase asks twice for a passphrase. One that cannot be typed again on a terminal is
// refused.
func (a *app) newPassphrase() (string, error) {
	phrase, said, err := a.passphrase(lang.Text("A passphrase for the key, of several words:"))
	if err != nil {
		return "", err
	}
	switch length := utf8.RuneCountInString(strings.TrimSpace(phrase)); {
	case length < shortest:
		return "", usageErrorf("a passphrase has %d characters or more, as several words do; nothing was begun", shortest)
	case length > longest || strings.ContainsFunc(phrase, lang.Invisible):
		return "", usageErrorf("a passphrase has %d characters at most, and none that does not show, such as a line break; nothing was begun", longest)
	}
	if said {
		return phrase, nil
	}
	again, _, err := a.passphrase(lang.Text("The same again:"))
	if err == nil && phrase != again {
		err = usageErrorf("the two are not the same; nothing was begun")
	}
	return phrase, err
}

// unseen asks for passphrases, and does what takes time with them, while a terminal shows
// nothing of what is typed. What was typed before it gives the terminal back is forgotten.
func (a *app) unseen(do func() error) error {
	if !isTerminal(a.Stdin) || a.Getenv("RUNG_PASSPHRASE") != "" {
		return do()
	}
	fd := int(descriptor(a.Stdin))
	before, err := term.MakeRaw(fd)
	if err != nil {
		return err
	}
	defer term.Restore(fd, before)
	defer ask.DiscardTyped(a.Stdin)
	return do()
}

// passphrase is the one in RUNG_PASSPHRASE, which said tells, or what is typed, within
// unseen, after the question. The same characters are the same however they are composed.
func (a *app) passphrase(question lang.Text) (phrase string, said bool, err error) {
	if phrase = a.Getenv("RUNG_PASSPHRASE"); phrase != "" {
		return norm.NFC.String(phrase), true, nil
	}
	if !isTerminal(a.Stdin) {
		return "", false, usageErrorf("there is no terminal to ask for the passphrase on; set RUNG_PASSPHRASE")
	}
	ask.DiscardTyped(a.Stdin)
	phrase, err = term.NewTerminal(readWriter{a.Stdin, a.alone()}, "").ReadPassword(a.shown(a.in(question)) + " ")
	if errors.Is(err, io.EOF) { // Ctrl-C and Ctrl-D
		err = ask.ErrInterrupted
	}
	return norm.NFC.String(phrase), false, err
}

type readWriter struct {
	io.Reader
	io.Writer
}

// tellKeyGone says what became of the key of a session that is revealed. Where it could
// not be destroyed, that is the error.
func (a *app) tellKeyGone(s *calibrate.Session) error {
	path, err := a.keyFile(s)
	if !s.Sealed() || err != nil {
		return nil // there is none that could be used
	}
	shelf, err := a.store()
	if err != nil {
		return err
	}
	switch {
	case slices.Contains(shelf.Destroyed(), path):
		a.tell("The key of %s is destroyed. Copies of it, and of the store from before reveal, are yours to delete.", s.ID())
	case shelf.Undestroyed() != nil:
		return shelf.Undestroyed()
	case there(path):
		a.tell("This store did not make %s, or it was changed since: it stays. Where nobody needs it, it is yours to delete.", path)
	default:
		a.tell("No key of %s is here. Copies of it, and of the store from before reveal, are yours to delete.", s.ID())
	}
	return nil
}
