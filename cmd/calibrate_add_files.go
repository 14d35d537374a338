package cmd

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/calibrate/spreadsheet"
	"rung/assess/store"
	"rung/rubric/doc"
	"rung/rubric/doc/table"
)

// filesOf lists the files of paths, those of a folder in order of name, each file
// once.
func (a *app) filesOf(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if path == "-" || err == nil && !info.IsDir() {
			files = append(files, path)
			continue
		}
		if err != nil {
			return nil, sayable(err)
		}
		inside, err := filesIn(path)
		if err != nil {
			return nil, sayable(err)
		}
		files = append(files, inside...)
	}
	return a.once(files), nil
}

// filesIn lists the files of a folder that may hold ratings, in order of name.
func filesIn(folder string) (files []string, err error) {
	err = filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if err == nil && mayBeHandedIn(file) && !entry.IsDir() {
			files = append(files, file)
		}
		return err
	})
	return files, err
}

// mayBeHandedIn reports whether a file of a folder is looked into, by its name.
// What a spreadsheet program keeps beside an open file, and macOS beside any, is
// not.
func mayBeHandedIn(file string) bool {
	name := filepath.Base(file)
	return (isTable(file) || isDocument(file) || strings.EqualFold(filepath.Ext(file), envelopeEnding)) &&
		!strings.HasPrefix(name, "~$") && !strings.HasPrefix(name, "._") && !strings.HasPrefix(name, ".~")
}

// isTable reports whether a file is a table, by its name.
func isTable(file string) bool {
	return slices.Contains([]string{".csv", ".tsv", ".xlsx", ".xls", ".ods"}, strings.ToLower(filepath.Ext(file)))
}

// isDocument reports whether a file is none, by its name.
func isDocument(file string) bool {
	return slices.Contains([]string{".json", ".yaml", ".yml"}, strings.ToLower(filepath.Ext(file)))
}

// once leaves out the files that are there under another path.
func (a *app) once(files []string) []string {
	kept, infos := files[:0:0], []fs.FileInfo{}
	for _, file := range files {
		info, err := os.Stat(file)
		if file == "-" || err != nil {
			kept, infos = append(kept, file), append(infos, nil)
			continue
		}
		if i := slices.IndexFunc(infos, func(other fs.FileInfo) bool { return other != nil && os.SameFile(info, other) }); i >= 0 {
			a.tell("%s is %s once more; read once.", file, kept[i])
			continue
		}
		kept, infos = append(kept, file), append(infos, info)
	}
	return kept
}

// handedIn is what one file hands in to a session, or why nothing.
type handedIn struct {
	name  string
	subs  []calibrate.Submission
	sent  []sent // envelopes, which hold what they hold
	notes []table.Note
	table bool
	named bool // by options: it names nobody
	lost  int  // how many ratings err is about; 0: the whole file
	err   error
}

func (o *calibrateAddOptions) handedIn(files []string, s *calibrate.Session) (all []handedIn) {
	for _, file := range files {
		all = append(all, o.submissions(file, s))
	}
	return all
}

// submissions reads what one file hands in to a session.
func (o *calibrateAddOptions) submissions(file string, s *calibrate.Session) handedIn {
	name, data, err := o.app.readUpTo(file, spreadsheet.MaxSize)
	if err != nil {
		return handedIn{name: name, err: err}
	}
	if envelopes := envelopesIn(name, data); len(envelopes) > 0 {
		return handedIn{name: name, sent: envelopes}
	}
	if isTable(file) || !isDocument(file) && spreadsheet.IsTable(data, s.Rubric()) {
		read, err := spreadsheet.Ratings(name, data, s.Rubric(), o.table)
		return handedIn{name: name, table: true, subs: read.Submissions, notes: read.Notes, lost: read.LeftOut, err: err}
	}
	if d, err := doc.Parse(name, data); err == nil && d.Form() == assess.AnswersSchema {
		sub, err := o.handedSheet(name, data, s)
		return handedIn{name: name, subs: []calibrate.Submission{sub}, err: err}
	}
	handed, _, err := store.Contents(name, data)
	in := handedIn{name: name, err: err}
	for _, one := range handed {
		in.subs = append(in.subs, calibrate.Hand(one))
	}
	return in
}

// handedSheet makes a submission of an answers file; without people if it does not
// say whom it is about.
func (o *calibrateAddOptions) handedSheet(name string, data []byte, s *calibrate.Session) (calibrate.Submission, error) {
	sheet, err := assess.ParseSheet(name, data)
	if err != nil {
		return calibrate.Submission{}, err
	}
	answers, err := sheet.Against(s.Rubric())
	if err != nil {
		return calibrate.Submission{}, err
	}
	made := &assess.Assessment{
		ID: o.app.NewID(), Rubric: assess.Ref(s.Rubric()), Lang: o.app.lang, Answers: answers,
		StartedAt: o.table.At, CompletedAt: o.table.At,
	}
	people := peopleOptions{subject: sheet.Subject, as: string(sheet.Relation), by: sheet.Rater}
	if people.subject == "" {
		return calibrate.Hand(made), nil
	}
	if err := people.name(made); err != nil {
		return calibrate.Submission{}, err
	}
	return calibrate.Hand(made), nil
}
