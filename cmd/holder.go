package cmd

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"rung/assess"
	"rung/assess/exchange"
	"rung/assess/store"
	"rung/rubric/lang"
)

// holding is what a second holder keeps of a session, in the folder of the keys: a key,
// its public part, and the register of whom they invited.
type holding struct {
	folder, name string
	*exchange.HolderFile
}

// holdingOf is where somebody keeps what they hold of a session.
func (a *app) holdingOf(session string, who assess.Person) (holding, error) {
	folder, err := a.keys()
	f := &exchange.HolderFile{Schema: exchange.HolderSchema, Session: session, Holder: exchange.Holder{Name: who.Name}}
	return holding{folder, "held-" + session + "-" + who.ID, f}, err
}

func (h holding) key() string      { return store.KeyFile(h.folder, h.name) }
func (h holding) public() string   { return filepath.Join(h.folder, h.name+".holder") }
func (h holding) register() string { return filepath.Join(h.folder, h.name+".register") }

// held finds what this machine holds of the session with the terms.
func (a *app) held(terms *exchange.Terms) (h holding, err error) {
	if h.folder, err = a.keys(); err != nil {
		return h, err
	}
	files, err := filepath.Glob(filepath.Join(globbed(h.folder), "held-*.holder"))
	if err != nil {
		return h, err
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return h, err
		}
		f, err := exchange.ParseHolder(file, data)
		if err != nil {
			return h, err
		}
		for _, second := range terms.Second {
			if second == f.Holder {
				base := filepath.Base(file)
				return holding{h.folder, base[:len(base)-len(".holder")], f}, nil
			}
		}
	}
	if len(terms.Second) == 0 {
		return h, lang.Errorf("by its terms this session has no second holder: the facilitator invites, and opens alone")
	}
	return h, lang.Errorf("no key in %s is one of those that the terms name (%v); set RUNG_KEYS to the folder that has yours", h.folder, holders(terms.Second))
}

// globbed is a path in which no character stands for others.
func globbed(path string) string {
	var escaped []byte
	for i := range len(path) {
		if c := path[i]; c == '*' || c == '?' || c == '[' || c == '\\' && filepath.Separator == '/' {
			escaped = append(escaped, '[', c, ']')
		} else {
			escaped = append(escaped, c)
		}
	}
	return string(escaped)
}

// holders are second holders by name.
func holders(second []exchange.Holder) (names lang.List) {
	for _, s := range second {
		names = append(names, lang.Verbatim(s.Name))
	}
	return names
}

// registered is whom the holder has invited under the terms.
func (h holding) registered(terms *exchange.Terms) (*exchange.Register, error) {
	data, err := os.ReadFile(h.register())
	if errors.Is(err, fs.ErrNotExist) {
		return &exchange.Register{Schema: exchange.RegisterSchema, Terms: *terms}, nil
	}
	if err != nil {
		return nil, err
	}
	g, err := exchange.ParseRegister(h.register(), data)
	if err == nil && g.Terms.Hash() != terms.Hash() {
		err = codedError{exitConflict, lang.Errorf("your key was used for another session, or under other terms: make another key, with `rung calibrate key`, and have the facilitator begin a session with that")}
	}
	return g, err
}

// keep keeps the register. It is on the disk when keep returns.
func (h holding) keep(g *exchange.Register) error {
	data, err := g.Bytes()
	if err != nil {
		return err
	}
	return store.WriteFile(h.register(), data, true)
}
