package calibrate

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"

	"rung/assess"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// CheckContents holds what the entries say and stand for to the rules by which they
// are made, and returns a *Tampered that names the first against them. A log from
// elsewhere needs it: that it verifies shows that nothing in it was changed since,
// not that a rung ever wrote it.
func (s *Session) CheckContents() error {
	joined := map[string]bool{}
	for _, e := range s.entries {
		if why := s.checkContent(e, joined); why != nil {
			return &Tampered{s.id, []Finding{{e.Seq, RuleBroken, lang.Sprintf("entry %d (%s) is against the rules of a session: %v", e.Seq, string(e.Kind), why)}}}
		}
	}
	return nil
}

// checkContent checks one entry; joined has the ids of those who joined before it.
func (s *Session) checkContent(e Entry, joined map[string]bool) error {
	if e.Relation != "" {
		if err := e.Relation.Check(); err != nil {
			return err
		}
	}
	if e.Kind == KindPlanned && (e.Minutes < 0 || e.Minutes > MaxMinutes) {
		return lang.Errorf("an agenda has 0 to %d minutes, not %d", MaxMinutes, e.Minutes)
	}
	p, kept := s.payloads[e.Seq]
	if !kept {
		return nil
	}
	if s.closed(e.Seq) {
		if e.Of > 0 {
			return s.checkSlot(e, p.Body)
		}
		return nil
	}
	switch e.Kind {
	case KindCreated:
		return s.checkTitle(p.Body)
	case KindSealed:
		return s.checkTerms()
	case KindJoined:
		return checkJoined(e, p.Body, joined)
	case KindInvited:
		return s.checkInvited(e, p.Body)
	case KindEnvelope:
		return s.checkEnvelope(e)
	case KindCurrent, KindSubmitted:
		return s.checkBody(e, p.Body)
	case KindDecided, KindCorrected:
		return s.checkDecided(p.Body)
	}
	return nil
}

// check decodes a payload and does the rest.
func check(data []byte, body any, rest func() error) error {
	if json.Unmarshal(data, body) != nil {
		return lang.Errorf("it cannot be read")
	}
	return rest()
}

// pid is the form of what stands for a person in the log.
var pid = regexp.MustCompile(`^[0-9a-f]{32}$`)

func (s *Session) checkTitle(data []byte) error {
	var body createdBody
	if !doc.IsID(s.id) {
		return noID(s.id)
	}
	return check(data, &body, func() error { return checkText(body.Title, MaxTitle, false) })
}

func checkJoined(e Entry, data []byte, joined map[string]bool) error {
	var body joinedBody
	return check(data, &body, func() error {
		p, err := assess.NewPerson(body.Name)
		if err == nil && (!pid.MatchString(e.Subject) || joined[p.ID]) {
			err = lang.Errorf("%v is in the session twice", doc.Quote(p.Name))
		}
		joined[p.ID] = true
		return err
	})
}

// checkLevels checks that the rubric has all levels, by id.
func (s *Session) checkLevels(ids ...string) error {
	for _, id := range ids {
		if s.level(id) == nil {
			return lang.Errorf("the rubric %v has no level %v", doc.Quote(s.rubric.ID), doc.Quote(id))
		}
	}
	return nil
}

// checkBody checks what was handed in, or which level somebody has today.
func (s *Session) checkBody(e Entry, data []byte) error {
	if e.Kind == KindSubmitted {
		return s.checkSubmitted(e, data)
	}
	var body currentBody
	return check(data, &body, func() error { return s.checkLevels(body.Level) })
}

// checkTerms checks that something can be sealed under the terms of the session.
func (s *Session) checkTerms() error {
	if s.sealing.terms == nil {
		return lang.Errorf("its terms cannot be read")
	}
	return nil
}

func (s *Session) checkSubmitted(e Entry, data []byte) error {
	if e.Of > 0 && bytes.Equal(data, leftOpen) {
		return nil
	}
	var body submittedBody
	return check(data, &body, func() error {
		sub := Submission{Level: body.Level, Values: body.Values, NotRated: body.NotRated, Comments: body.Comments}
		if body.Level != "" && s.level(body.Level) == nil {
			return s.checkLevels(body.Level)
		}
		if body.Assessment != nil {
			sub.Assessment = body.Assessment.assessment(s.ref, s.members[e.Subject].person(), s.members[e.Rater].person(), e.Relation)
		}
		return sub.CheckContent(s.rubric)
	})
}

func (s *Session) checkDecided(data []byte) error {
	var body decidedBody
	return check(data, &body, func() error {
		levels := slices.Clone(body.proposed())
		if !body.NoLevel || body.Is != "" {
			levels = append(levels, body.Is)
		}
		if body.Was != "" {
			levels = append(levels, body.Was)
		}
		if err := s.checkLevels(levels...); err != nil {
			return err
		}
		return checkText(body.Rationale, assess.MaxNote, true)
	})
}
