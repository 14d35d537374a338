package spreadsheet

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"rung/assess"
	"rung/rubric/lang"
)

// role is what a column is for.
type role string

// The roles.
const (
	subject   role = "subject"
	firstName role = "first name" // of the subject
	email     role = "email"      // of whoever filled in a form
	rater     role = "rater"
	relation  role = "relation"
	level     role = "level"
	current   role = "current level"
	dimension role = "dimension" // which one the value of the row is on
	value     role = "value"     // on a dimension
	comment   role = "comment"
	answer    role = "answer" // to a question
	moment    role = "moment" // at which a form was filled in
	unread    role = "nothing"
)

// titles are what the columns of a role are called, in both languages.
var titles = map[role][]string{
	subject: {
		"subject", "person", "people", "employee", "team member", "staff member", "participant", "candidate", "ratee", "direct report",
		"person rated", "person assessed", "person evaluated", "person reviewed", "who is rated", "who do you rate", "who do you assess",
		"name", "names", "first and last name", "last name", "surname", "family name",
		"sujet", "personne", "personnes", "collaborateur", "collaboratrice", "employé", "employée", "salarié", "salariée", "membre", "candidat", "candidate",
		"personne évaluée", "personne notée", "évalué", "évaluée", "personne à évaluer", "qui évaluez-vous",
		"nom", "noms", "nom et prénom", "prénom et nom", "nom prénom", "prénom nom", "nom de famille",
	},
	firstName: {"first name", "given name", "forename", "prénom"},
	email: {
		"email", "e-mail", "email address", "e-mail address", "mail", "username",
		"adresse e-mail", "adresse mail", "adresse de messagerie", "adresse électronique", "courriel", "nom d'utilisateur",
	},
	rater: {
		"rater", "reviewer", "evaluator", "assessor", "appraiser", "respondent", "by", "rated by", "reviewed by", "assessed by", "evaluated by", "your name",
		"évaluateur", "évaluatrice", "répondant", "répondante", "par", "évalué par", "évaluée par", "évaluation par", "noté par", "notée par", "votre nom",
	},
	relation: {
		"relation", "relationship", "as", "capacity", "perspective", "role", "type", "rater type", "type of rater", "your relation", "your relationship",
		"lien", "qualité", "point de vue", "rôle", "en tant que", "type d'évaluateur", "votre relation", "votre lien",
	},
	level: {
		"level", "grade", "rung", "assessed level", "proposed level", "suggested level", "recommended level",
		"niveau", "échelon", "niveau évalué", "niveau proposé", "niveau estimé", "niveau attribué", "niveau recommandé",
	},
	current: {"current level", "current grade", "level today", "niveau actuel", "échelon actuel", "niveau d'aujourd'hui"},
	dimension: {
		"dimension", "criterion", "criteria", "skill", "competency", "competence", "axis", "area", "topic", "theme",
		"critère", "critères", "compétence", "axe", "domaine", "thème",
	},
	value: {
		"value", "score", "rating", "step", "mark", "assessment", "evaluation",
		"valeur", "palier", "cotation", "évaluation", "note attribuée",
	},
	comment: {
		"comment", "comments", "note", "notes", "evidence", "why", "reason", "reasons", "rationale", "remark", "remarks", "observation", "observations",
		"example", "examples", "justification", "feedback",
		"commentaire", "commentaires", "preuve", "preuves", "remarque", "remarques", "exemple", "exemples", "pourquoi", "raison", "raisons",
		"justifications", "argument", "arguments", "faits",
	},
	moment: {
		"timestamp", "start time", "completion time", "last modified time", "submitted at",
		"horodateur", "heure de début", "heure de fin", "heure de la dernière modification",
	},
	unread: {"nothing", "rien"},
}

// nobodys are titles that a form gives to whoever fills it in, where another
// column names the person rated.
var nobodys = []string{"name", "nom"}

// relations are what the relations are called, as values and in titles.
var relations = map[assess.Relation][]string{
	assess.Self: {
		"self", "self-assessment", "self-evaluation", "self-rating", "self-review", "own", "myself", "me",
		"auto-évaluation", "autoévaluation", "auto", "soi", "soi-même", "moi", "moi-même", "lui-même", "elle-même",
	},
	assess.Manager: {
		"manager", "managers", "mgr", "line manager", "direct manager", "supervisor", "superior", "boss", "lead", "team lead", "n+1",
		"manageur", "manageuse", "responsable", "responsable hiérarchique", "responsable direct", "responsable directe",
		"supérieur", "supérieure", "supérieur hiérarchique", "supérieure hiérarchique", "hiérarchie", "encadrant", "encadrante", "chef", "cheffe",
	},
	assess.Peer: {
		"peer", "peers", "colleague", "colleagues", "co-worker", "coworker", "teammate",
		"pair", "pairs", "paire", "collègue", "collègues", "homologue", "homologues",
	},
	assess.Panel: {
		"panel", "panel member", "membre du panel", "committee", "jury", "calibration committee", "group",
		"comité", "commission", "groupe", "comité de calibration",
	},
}

// nothings are what people write in a cell that they leave open.
var nothings = []string{
	"na", "n/a", "n.a.", "n.a", "-", "–", "—", "?", "/", "not rated", "not applicable", "no rating", "don't know", "i don't know", "cannot rate",
	"sans objet", "sans évaluation", "s.o.", "s/o", "nc", "n.c.", "nsp", "non noté", "non notée", "non évalué", "non évaluée", "non applicable", "ne sait pas", "je ne sais pas",
}

// isNothing reports whether a text says that there is no rating.
func isNothing(text string) bool { return slices.Contains(nothings, lang.Fold(text)) }

// totals are what rows below the people are called, plainly.
var totals = words("total totals average mean median count sum min max totaux moyenne moyennes mediane nombre somme ecart")

// little are words that make no difference to a title, and the endings of words
// for women and for several.
var little = words("and et the of a an on for to in is are being this that s e es rice trice ice euse de du des d la le les l un une sur pour en au aux")

func words(text string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(text) {
		set[w] = true
	}
	return set
}

// numbering is what stands before a question in a form.
var numbering = regexp.MustCompile(`^\s*[0-9]{1,3}\s*[.)]\s*`)

// plain is a title as it is compared: its words without case, accents,
// punctuation, the number before it and little words. One that has nothing else
// keeps them.
func plain(title string) string {
	all := lang.Words(numbering.ReplaceAllString(title, ""))
	return cmp.Or(strings.Join(weighty(all), " "), strings.Join(all, " "))
}

// weighty are the words that are not little.
func weighty(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(w string) bool { return little[w] })
}

// dictionary is what each plain word means.
func dictionary[M comparable](meanings map[M][]string) map[string]M {
	d := map[string]M{}
	for m, all := range meanings {
		for _, w := range all {
			d[plain(w)] = m
		}
	}
	return d
}

var (
	roleOf     = dictionary(titles)
	relationOf = dictionary(relations)
)

// phrases are those of a meaning, the longest first, to be looked for in longer
// titles.
func phrases[M comparable](d map[string]M, fits func(M) bool) (all []string) {
	for phrase, m := range d {
		if fits(m) {
			all = append(all, phrase)
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return all
}

var (
	relationPhrases = phrases(relationOf, func(assess.Relation) bool { return true })
	commentPhrases  = phrases(roleOf, func(r role) bool { return r == comment })
)

// cut takes the first of the phrases that a title begins or ends with out of it.
func cut(title string, phrases []string) (rest, phrase string, found bool) {
	for _, p := range phrases {
		if rest, ok := strings.CutPrefix(title+" ", p+" "); ok {
			return strings.TrimSpace(rest), p, true
		}
		if rest, ok := strings.CutSuffix(" "+title, " "+p); ok {
			return strings.TrimSpace(rest), p, true
		}
	}
	return title, "", false
}
