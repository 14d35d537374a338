package exchange

import (
	"rung/assess"
	"rung/rubric/lang"
)

// Asked says who asks the rater to rate how many people.
func (v *Invitation) Asked() lang.Localized {
	people := lang.Count(len(v.Rater.People), "person", "people")
	if v.Title == "" {
		return lang.Sprintf("%s, %s asks you to rate %v.", v.Rater.Name, v.Terms.Reader, people)
	}
	return lang.Sprintf("%s, %s asks you to rate %v, for the session %v.", v.Rater.Name, v.Terms.Reader, people, lang.Quoted(v.Title))
}

// relations are how the rater stands to a person whom they rate.
var relations = map[assess.Relation]lang.Text{
	assess.Self:    "%s, that is yourself",
	assess.Manager: "%s, as their manager",
	assess.Peer:    "%s, as a peer",
	assess.Panel:   "%s, as a member of a panel",
}

// Rated says who is to be rated, and what the rater is to them.
func (p Person) Rated() lang.Localized {
	return lang.Message{Format: relations[p.Relation], Args: []any{p.Name}}
}

// Told says to a rater, before the first question, who may read what they hand in, and
// when: each text a paragraph. It claims nothing beyond what the terms bring about.
func (v *Invitation) Told() []lang.Localized {
	t := &v.Terms
	told := []lang.Localized{lang.Sprintf("Until you hand in, your answers stay where you give them.")}
	told = append(told, t.opened()...)
	return append(told,
		lang.Sprintf("Once it is opened, %s sees each of your answers and notes with your name, and decides who else sees what.", t.Reader),
		lang.Sprintf("Before that, other raters see nothing of it. Whoever carries it, as a mail program does, can see that and when you hand in, and how many people you are asked to rate; not whom you rated, nor what you say."),
		lang.Sprintf("Whoever has your invitation could hand in as you, so keep it to yourself. You get a receipt for what you hand in; when it is opened, a list of the receipts is given out. See that yours is on it, and no other as yours."))
}

// opened says with which keys what is handed in is opened, and when.
func (t *Terms) opened() []lang.Localized {
	day := lang.Sprintf("The terms name no day before which nothing is opened.")
	if t.NotBefore != "" {
		day = lang.Sprintf("By the terms nothing is opened before %s (UTC).", t.NotBefore)
	}
	if len(t.Second) == 0 {
		return []lang.Localized{
			lang.Sprintf("What you hand in is encrypted. The key is with %s alone, who could read it as soon as it arrives: no second person has to agree.", t.Reader), day}
	}
	return []lang.Localized{
		lang.Sprintf("What you hand in is encrypted, so that %s cannot read it alone: %v has to release it first, all of the session at once, and sees no value in doing so.", t.Reader, t.either()), day}
}

// either names the second holders, of whom any one is enough.
func (t *Terms) either() lang.Localized {
	if len(t.Second) == 1 {
		return lang.Verbatim(t.Second[0].Name)
	}
	var names lang.List
	for _, s := range t.Second {
		names = append(names, lang.Verbatim(s.Name))
	}
	return lang.Sprintf("one of %v # people", names)
}

// Compared says how to see that everybody was told the same.
func (v *Invitation) Compared() lang.Localized {
	return lang.Sprintf("These terms in eight words: %s. They are the same for everybody who is invited; compare them with somebody else's.", v.Terms.Hash().Words())
}

// Sent says to a rater what to do with their envelope and its receipt.
func (v *Invitation) Sent() lang.Localized {
	return lang.Sprintf("Send the envelope to %s, by whatever way suits, and keep the receipt. You can hand in again until the session is closed: the later envelope replaces the earlier.", v.Terms.Reader)
}
