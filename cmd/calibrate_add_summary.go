package cmd

import (
	"errors"
	"strings"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/rubric/lang"
)

// summary counts what became of the ratings, and lists how they were read and what was
// not taken.
type summary struct {
	app     *app
	taken   map[calibrate.Taken]int
	refused int
	notes   []note
	roster  rosterTaken
	post    post
	files   bool                // ratings came out of files, which stay where they are
	by      map[[2]string]rated // by the ids of subject and rater
}

// rated is what a rater has said of a subject, and in which file.
type rated struct {
	file string
	calibrate.Submission
}

// add takes in one file, or what of a table nothing is wrong with. An error is one of the session as a whole, which says
// the same of every file.
func (m *summary) add(s *calibrate.Session, act calibrate.Act, file handedIn) error {
	m.notes = append(m.notes, notesOn(file.name, file.notes)...)
	if file.err != nil {
		m.refuse(file.name, file.err, max(file.lost, 1))
	}
	if file.err != nil && file.lost == 0 {
		return nil
	}
	for _, one := range file.sent {
		m.post.take(s, act, one)
	}
	for _, sub := range file.subs {
		who := [2]string{assess.PersonID(sub.Subject.Name), assess.PersonID(sub.Rater.Name)}
		if before, again := m.by[who]; again && s.Contradict(before.Submission, sub) {
			m.refuse(file.name, lang.Errorf("%v rates %v in %s too, and otherwise; keep one of the two",
				lang.Quoted(sub.Rater.Name), lang.Quoted(sub.Subject.Name), before.file), 1)
			continue
		}
		taken, err := s.Add(act, sub)
		var wrong *calibrate.StateError
		switch {
		case errors.As(err, &wrong):
			return err
		case err != nil:
			m.refuse(file.name, err, 1)
			continue
		}
		m.taken[taken]++
		m.by[who] = rated{file.name, sub}
		switch taken {
		case calibrate.Older:
			m.notes = append(m.notes, note{file.name,
				lang.Errorf("a later assessment is there already (%s, by %s); left out.", sub.Subject.Name, sub.Rater.Name)})
		case calibrate.Enveloped:
			m.notes = append(m.notes, note{file.name,
				lang.Errorf("%s handed in an envelope, which nothing readable replaces (%s); left out.", sub.Rater.Name, sub.Subject.Name)})
		}
	}
	return nil
}

func (m *summary) refuse(file string, why error, ratings int) {
	m.refused += ratings
	m.notes = append(m.notes, note{file, why})
}

// tell says what was taken. It gives no value, level or count by level.
func (m *summary) tell(s *calibrate.Session) {
	counts := []lang.Counted{
		lang.Count(m.taken[calibrate.Added], "new", "new"),
		lang.Count(m.taken[calibrate.Replaced], "in place of an earlier one", "in place of earlier ones"),
		lang.Count(m.taken[calibrate.Already], "there already", "there already"),
		lang.Count(m.taken[calibrate.Older]+m.taken[calibrate.Enveloped]+m.refused, "left out", "left out"),
	}
	ratings, envelopes, roster := m.app.counted(counts), m.post.said(m.app), m.roster.said(m.app)
	var all []string
	if len(ratings)+len(envelopes) == 0 && roster == "" {
		ratings = []string{m.app.t("none in these files")}
	}
	if len(ratings) > 0 {
		all = append(all, m.app.t("Ratings: %s.", strings.Join(ratings, ", ")))
	}
	if len(envelopes) > 0 {
		all = append(all, m.app.t("Envelopes: %s.", strings.Join(envelopes, ", ")))
	}
	if roster != "" {
		all = append(all, roster)
	}
	said := strings.Join(all, " ")
	if m.files && m.taken[calibrate.Added]+m.taken[calibrate.Replaced] > 0 {
		said += " " + m.app.t("The files stay readable where they are.")
	}
	m.app.tell("%s Next: rung calibrate status %s", said, s.ID())
}
