package cmd

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/store"
	"rung/rubric/doc"
	"rung/rubric/lang"
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
		readable := slices.Contains([]string{".json", ".yaml", ".yml", ".csv"}, strings.ToLower(filepath.Ext(file)))
		if err == nil && readable && !entry.IsDir() {
			files = append(files, file)
		}
		return err
	})
	return files, err
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
	name string
	subs []calibrate.Submission
	err  error
}

func (a *app) handedIn(files []string, s *calibrate.Session) (all []handedIn) {
	for _, file := range files {
		subs, name, err := a.submissions(file, s)
		all = append(all, handedIn{name, subs, err})
	}
	return all
}

// submissions reads what one file hands in to a session.
func (a *app) submissions(file string, s *calibrate.Session) (subs []calibrate.Submission, name string, err error) {
	name, data, err := a.readUpTo(file, calibrate.MaxRatings)
	if err != nil {
		return nil, name, err
	}
	if strings.EqualFold(filepath.Ext(file), ".csv") || file == "-" && looksLikeCSV(data) {
		subs, err = calibrate.ParseRatings(name, data, s.Rubric())
		return subs, name, err
	}
	if d, err := doc.Parse(name, data); err == nil && d.Form() == assess.AnswersSchema {
		sub, err := a.handedSheet(name, data, s)
		return []calibrate.Submission{sub}, name, err
	}
	handed, _, err := store.Contents(name, data)
	for _, one := range handed {
		subs = append(subs, calibrate.Hand(one))
	}
	return subs, name, err
}

// looksLikeCSV reports whether the first line is a header of ratings, one that
// says the separator aside.
func looksLikeCSV(data []byte) bool {
	first, rest, _ := strings.Cut(string(data[:min(len(data), 1000)]), "\n")
	if strings.Contains(first, "sep=") {
		first, _, _ = strings.Cut(rest, "\n")
	}
	return strings.Contains(first, "subject") && !strings.Contains(first, ":")
}

// handedSheet makes a submission of an answers file that says who answered.
func (a *app) handedSheet(name string, data []byte, s *calibrate.Session) (calibrate.Submission, error) {
	sheet, err := assess.ParseSheet(name, data)
	if err != nil {
		return calibrate.Submission{}, err
	}
	answers, err := sheet.Against(s.Rubric())
	if err != nil {
		return calibrate.Submission{}, err
	}
	made := &assess.Assessment{
		ID: a.NewID(), Rubric: assess.Ref(s.Rubric()), Lang: a.lang, Answers: answers,
		StartedAt: a.instant(), CompletedAt: a.instant(),
	}
	people := peopleOptions{subject: sheet.Subject, as: string(sheet.Relation), by: sheet.Rater}
	if people.subject == "" {
		return calibrate.Submission{}, lang.Errorf("fill in subject, and rater and relation if somebody else answered")
	}
	if err := people.name(made); err != nil {
		return calibrate.Submission{}, err
	}
	return calibrate.Hand(made), nil
}
