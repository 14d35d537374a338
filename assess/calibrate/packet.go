package calibrate

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"

	"rung/assess"
	"rung/assess/ratings"
)

// Packet is what a group has before its meeting and in it.
type Packet struct {
	*Analysis
	// Cases are those of all subjects, in the order of the agenda, then those who are
	// not on it.
	Cases []*Case
	// Letters are what managers and panel members go by, by their id; nil where they
	// go by their names.
	Letters map[string]string
	// Posted are the receipts, for raters to compare; nil where no envelope came.
	Posted *Posted
}

// Packet gathers what a group needs to talk about everybody.
func (o *Opened) Packet() *Packet {
	p := &Packet{Analysis: Analyse(o)}
	if posted := o.session.Posted(); posted.Enveloped() {
		p.Posted = &posted
	}
	listed := map[string]bool{}
	for _, item := range p.Agenda.Items {
		p.Cases = append(p.Cases, o.caseOf(item.Subject, item))
		listed[item.Subject] = true
	}
	for _, row := range p.People {
		if !listed[row.Person.ID] {
			p.Cases = append(p.Cases, o.caseOf(row.Person.ID, ratings.Item{}))
		}
	}
	return p
}

// LetteredPacket is the same with a letter for every rater, throughout, and the
// voices of a case in the order of the letters, managers last. The letters are drawn
// with the seed of the agenda: they stay until another one is drawn. In notes a
// letter takes the place of a rater's name; a note that may name one or not is
// Withheld.
func (o *Opened) LetteredPacket() *Packet {
	p := o.Packet()
	p.Letters = p.letters()
	named := p.lettered()
	for _, c := range p.Cases {
		for i := range c.Voices {
			named.voice(&c.Voices[i])
		}
		slices.SortStableFunc(c.Voices, func(a, b CaseVoice) int {
			return cmp.Or(cmp.Compare(turns[a.Relation], turns[b.Relation]), cmp.Compare(p.Letters[a.Rater.ID], p.Letters[b.Rater.ID]))
		})
		c.compare()
	}
	return p
}

func (p *Packet) letters() map[string]string {
	var ids []string
	for _, c := range p.Cases {
		for _, other := range c.Others {
			ids = append(ids, other.Rater.ID)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	rand.New(rand.NewPCG(p.Agenda.Seed, 0)).Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	letters := map[string]string{}
	for i, id := range ids {
		letters[id] = letter(i)
	}
	return letters
}

// Withheld stands for a note that may tell who a letter is.
const Withheld = "[…]"

// lettered is a mask that gives raters their letters and leaves everybody else.
func (p *Packet) lettered() mask {
	m := mask{map[string]assess.Person{}, p.session.names()}
	for id, person := range p.people {
		if letter := p.Letters[id]; letter != "" {
			person = assess.Person{ID: id, Name: letter}
		}
		m.masked[id] = person
	}
	return m
}

// voice puts letters in what a rater noted.
func (m mask) voice(v *CaseVoice) {
	note := func(text string) string {
		if masked, sure := m.text(text); sure {
			return masked
		}
		return Withheld
	}
	v.Comments = maps.Clone(v.Comments)
	for about, text := range v.Comments {
		v.Comments[about] = note(text)
	}
	if v.Result == nil || v.Result.Assessment == nil {
		return
	}
	given := *v.Result.Assessment
	given.Answers = slices.Clone(given.Answers)
	for i := range given.Answers {
		given.Answers[i].Note = note(given.Answers[i].Note)
	}
	v.Result = assess.Brief(v.Result.Rubric, &given)
}

// letter is the i-th, from 0: A to Z, AA to ZZ, AAA.
func letter(i int) string {
	if i < 0 {
		return ""
	}
	return letter(i/26-1) + string(rune('A'+i%26))
}
