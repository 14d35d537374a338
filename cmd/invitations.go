package cmd

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"

	"rung/assess"
	"rung/assess/exchange"
	"rung/assess/form"
	"rung/assess/store"
	"rung/rubric/lang"
)

// written is a file to be written into a folder.
type written struct {
	name string
	data []byte
}

// invitationName is what the files of a rater are called, but for their endings.
func invitationName(session string, v *exchange.Invitation) string {
	return session + "-" + assess.PersonID(v.Rater.Name)
}

// invitationFiles are the files by which raters are invited to a session: for each an
// invitation, and, where this rung has the engine, a page that carries it.
func (a *app) invitationFiles(session string, all []*exchange.Invitation) (files []written, err error) {
	engine, without := builtEngine()
	for _, one := range all {
		data, err := one.Bytes()
		if err != nil {
			return nil, err
		}
		name := invitationName(session, one)
		files = append(files, written{name + ".invitation", data})
		if without != nil {
			continue
		}
		var page bytes.Buffer
		if err := form.Write(&page, form.Carried{Lang: a.lang, Invitation: string(data)}, engine); err != nil {
			return nil, err
		}
		files = append(files, written{name + ".html", page.Bytes()})
	}
	return files, nil
}

// deliver writes files into a folder, which is made if it is not there, and then has
// it recorded that they are: if that fails, they go again. None takes the place of
// another unless that is wanted.
func (a *app) deliver(folder string, files []written, replace bool, record func() error) (err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return sayable(err)
	}
	for _, file := range files {
		if path := filepath.Join(folder, file.name); !replace && there(path) {
			return usageErrorf("%v exists; add --force to replace it", lang.Quoted(path))
		}
	}
	var done []string
	defer func() {
		for _, path := range done {
			if err != nil {
				err = errors.Join(err, os.Remove(path))
			}
		}
	}()
	for _, file := range files {
		path := filepath.Join(folder, file.name)
		if err := store.WriteFile(path, file.data, replace); err != nil {
			return err
		}
		done = append(done, path)
	}
	return record()
}
