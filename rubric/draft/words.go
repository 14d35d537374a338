package draft

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rung/rubric/lang"
)

// role is what a column, or a row, is for besides holding a dimension.
type role string

// The roles.
const (
	inRole   role = "role"  // the job whose ladder it is
	named    role = "level" // the name of a level
	titled   role = "title" // of a level
	labelled role = "label"
	onTrack  role = "track"
	onRung   role = "rung"
	summary  role = "summary"
	skill    role = "skill" // the title of a dimension
	grade    role = "grade" // how high on a dimension, by name
	words    role = "words" // what is expected there
	aside    role = "aside" // what is not read
)

// headers are what the roles are called, in both languages, without accents.
var headers = map[role][]string{
	inRole: {"role", "job", "job role", "role name", "job family", "profession", "metier", "emploi", "poste", "fonction"},
	named: {
		"level", "levels", "role level", "role level name", "job level", "career level", "level id", "grade", "job grade", "band", "seniority", "stage",
		"niveau", "niveaux", "niveau de role", "niveau du role", "niveau de poste", "niveau d'emploi", "echelon",
	},
	titled:   {"title", "job title", "level title", "level name", "name", "titre", "intitule", "intitule du poste", "nom", "nom du niveau"},
	labelled: {"label", "code", "level code", "code du niveau"},
	onTrack:  {"track", "path", "career path", "stream", "filiere", "parcours", "voie"},
	onRung:   {"rung", "rank", "barreau", "rang"},
	summary: {
		"summary", "description", "overview", "in short", "level description", "role level description", "level summary",
		"resume", "en bref", "description du niveau", "synthese", "presentation",
	},
	skill: {
		"skill", "skills", "skill name", "competency", "competencies", "competence", "competences", "dimension", "dimensions", "criterion", "criteria",
		"area", "capability", "attribute", "theme", "topic", "axis", "nom de la competence", "critere", "criteres", "axe", "domaine", "capacite",
	},
	grade: {
		"skill level", "skill level name", "competency level", "competence level", "proficiency", "proficiency level", "required level", "expected level",
		"niveau de competence", "niveau de maitrise", "maitrise", "niveau requis", "niveau attendu",
	},
	words: {
		"skill level description", "skill description at level", "competency level description", "proficiency description", "level of skill description",
		"expectation", "expectations", "expected", "behaviour", "behaviours", "behavior", "behaviors", "what it looks like",
		"description du niveau de competence", "description du niveau de maitrise", "attendu", "attendus", "attente", "attentes", "comportement", "comportements",
	},
	aside: {
		"category", "group", "skill group", "skill type", "definition", "meaning", "what it means", "weight", "skill description", "competency description", "role description", "link", "url", "notes", "comments",
		"categorie", "famille", "groupe", "signification", "ce que cela veut dire", "poids", "description de la competence", "description du role", "lien", "remarques", "commentaires",
	},
}

// roleOf is what a title says that a column is for; empty for all others.
func roleOf(title string) role {
	title = plain(title)
	for what, called := range headers {
		if slices.Contains(called, title) {
			return what
		}
	}
	return ""
}

// plain is a title as titles are compared.
func plain(title string) string {
	return strings.TrimSpace(strings.NewReplacer("_", " ", "-", " ", ":", " ").Replace(lang.Unaccented(title)))
}

// nothings are what people write in a cell that they leave open.
var nothings = []string{
	"na", "n/a", "n.a.", "-", "--", "–", "—", "?", "/", "tbd", "todo", "not applicable", "s.o.", "sans objet", "non applicable", "à définir",
}

func isNothing(text string) bool { return isOneOf(nothings, text) }

// nones are what people write for the lowest step, where it is none.
var nones = []string{
	"0", "none", "no", "nil", "nothing", "not expected", "none expected", "not yet", "not required",
	"aucun", "aucune", "néant", "non", "rien", "pas attendu", "non attendu", "pas encore", "non requis",
}

func isNone(text string) bool { return isOneOf(nones, text) }

func isOneOf(known []string, text string) bool {
	return slices.Contains(known, strings.TrimRight(lang.Fold(text), ".")) || slices.Contains(known, lang.Fold(text))
}

// dittos stand for what the level before expects.
var dittos = []string{
	`"`, "“", "”", "″", "〃", "''", "=", "same", "the same", "ditto", "as above", "same as above", "as before", "see above",
	"idem", "id", "id.", "pareil", "même chose", "la même chose", "comme avant", "comme ci-dessus", "voir ci-dessus",
}

// dittoOf stands for what the level that it names expects.
var dittoOf = regexp.MustCompile(`^(?:=|same as|same|as for|as in|as|like|see|ditto|idem que|idem|comme|voir|la même chose que|même chose que|pareil que|identique à)\s*(.+?)\.?$`)

// failed is what a formula shows that cannot be computed.
var failed = regexp.MustCompile(`^#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$`)

// amount is a number, or a sum in thousands or millions.
var amount = regexp.MustCompile(`^\d+(k|m|bn|md)?$`)

// isFigure reports whether a text is a number, a sum, a date, or a range of these.
func isFigure(text string) bool {
	words := wordsOf(text)
	return len(words) > 0 && !slices.ContainsFunc(words, func(word string) bool {
		return !amount.MatchString(word) && !slices.Contains([]string{"to", "a", "k", "m", "eur", "usd", "gbp"}, word)
	}) && strings.ContainsAny(text, "0123456789")
}

// seniority are words in titles that say how high a level is, by how high.
var seniority = [][]string{
	1:  {"intern", "trainee", "apprentice", "stagiaire", "alternant", "alternante", "apprenti", "apprentie"},
	2:  {"associate", "assistant", "assistante", "entry", "graduate", "junior", "jr", "apm", "debutant", "debutante"},
	3:  {"mid", "intermediate", "intermediaire", "confirme", "confirmee", "medior", "pm"},
	4:  {"senior", "sr", "spm", "experienced", "experimente", "experimentee"},
	5:  {"staff", "lead", "expert", "experte", "referent", "referente"},
	6:  {"principal", "principale", "group", "gpm", "distinguished"},
	7:  {"head", "responsable"},
	8:  {"director", "directeur", "directrice"},
	9:  {"vp", "vice"},
	10: {"chief", "fellow"},
}

// middle is how high a level is of which no word says more.
const middle = 3

// heightOf is how high the title of a level says that it is; the highest of its
// words counts. It is 0 if it says nothing.
func heightOf(title string) (height int) {
	for _, word := range wordsOf(title) {
		for i, called := range seniority {
			if slices.Contains(called, word) {
				height = max(height, i)
			}
		}
	}
	return height
}

func wordsOf(title string) []string {
	return strings.FieldsFunc(lang.Unaccented(title), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
}

// looksLikeLevel reports whether a title is as levels are called.
func looksLikeLevel(title string) bool {
	_, number, _ := nameOf(title)
	return heightOf(title) > 0 || number >= 0
}

var (
	numberFirst = regexp.MustCompile(`(?i)^[\[(]?((level|grade|band|stage|niveau|échelon|[a-z]{1,3})?[ .-]?(\d{1,2}))[\])]?(?:[\s:–—.,|-]+(.*))?$`)
	numberLast  = regexp.MustCompile(`(?i)^(.*?)[\s:–—,|-]+([\[(]?)(([a-z]{1,3})?[ -]?(\d{1,2})|(?:i|ii|iii|iv|v|vi))[\])]?$`)
	romans      = []string{"", "i", "ii", "iii", "iv", "v", "vi"}
)

// nameOf takes a level's name apart: the label in it, such as L5, the number of
// that or −1, and the title that is left.
func nameOf(name string) (label string, number int, title string) {
	if m := numberFirst.FindStringSubmatch(name); m != nil {
		number, _ = strconv.Atoi(m[3])
		if len(m[2]) > 3 || m[2] == "" || m[4] == "" || strings.HasPrefix(m[4], "(") {
			return "", number, name
		}
		return m[1], number, m[4]
	}
	m := numberLast.FindStringSubmatch(name)
	switch {
	case m == nil:
		return "", -1, name
	case m[5] == "":
		return "", slices.Index(romans, strings.ToLower(m[3])), name
	}
	number, _ = strconv.Atoi(m[5])
	if m[4] == "" {
		return "", number, name
	}
	return m[3], number, m[1]
}

// manages reports whether a title is surely that of somebody who manages people: a
// product manager, a project manager and the like may manage none.
func manages(title string) bool {
	words := wordsOf(title)
	for i, word := range words {
		switch word {
		case "director", "directeur", "directrice", "head", "vp", "chief", "cto", "cpo", "m":
			return true
		case "manager", "management", "manageur", "manageuse":
			if i == 0 || !slices.Contains(managesThings, words[i-1]) {
				return true
			}
		}
	}
	return false
}

// isTrack reports whether a title is surely that of a track.
func isTrack(title string) bool {
	if manages(title) {
		return true
	}
	return slices.ContainsFunc(wordsOf(title), func(word string) bool {
		return slices.Contains([]string{"ic", "contributor", "expertise", "track", "filiere"}, word)
	})
}

// managesThings are words before “manager” that make it a job without reports.
var managesThings = []string{
	"product", "project", "program", "programme", "account", "delivery", "release", "content", "community", "office", "service", "success", "risk", "brand", "case",
	"produit", "projet", "compte",
}

// grades are words for how high somebody is on a dimension, by how high.
var grades = [][]string{
	1: {"awareness", "novice", "beginner", "basic", "foundation", "foundational", "notions", "sensibilisation", "debutant", "initiation"},
	2: {"working", "competent", "intermediate", "application", "pratique", "intermediaire", "operationnel"},
	3: {"practitioner", "proficient", "advanced", "maitrise", "avance", "confirme"},
	4: {"expert", "expertise", "mastery"},
}

// gradeOf is how high a grade is by its number or its word; 0 where neither is known.
func gradeOf(name string) int {
	if n, err := strconv.Atoi(name); err == nil && n >= 0 {
		return n + 1
	}
	return max(0, slices.IndexFunc(grades, func(called []string) bool { return slices.Contains(called, plain(name)) }))
}

// common are frequent words that tell French from English.
var common = map[lang.Tag][]string{
	lang.EN: {"the", "and", "of", "to", "with", "for", "a", "in", "their", "is"},
	lang.FR: {"le", "la", "les", "des", "et", "une", "un", "pour", "avec", "dans", "du", "de", "est"},
}

// languageOf is the language that texts are likelier in, English if that is open.
func languageOf(texts []string) lang.Tag {
	seen := map[lang.Tag]int{}
	for _, text := range texts {
		for _, word := range wordsOf(text) {
			for tag, known := range common {
				if slices.Contains(known, word) {
					seen[tag]++
				}
			}
		}
	}
	if seen[lang.FR] > seen[lang.EN] {
		return lang.FR
	}
	return lang.EN
}
