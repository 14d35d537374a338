package rubric_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// head begins a file that extends small.yaml.
const head = `schema: rung.rubric/v1
id: ours
version: 2.0.0
title: {en: Ours, fr: La nôtre}
extends: small.yaml
`

// beside finds files by their names.
func beside(files map[string]string) rubric.Finder {
	return func(ref string) (string, []byte, error) {
		text, there := files[ref]
		if !there {
			return "", nil, fs.ErrNotExist
		}
		return ref, []byte(text), nil
	}
}

// extended resolves a file that extends small.yaml.
func extended(t testing.TB, changes string) (*rubric.Rubric, string) {
	t.Helper()
	r, text, err := rubric.Resolve("ours.yaml", []byte(head+changes), beside(map[string]string{"small.yaml": small}))
	if err != nil {
		t.Fatal(err)
	}
	return r, string(text)
}

// edited is small.yaml as ours, with texts in it exchanged.
func edited(t testing.TB, pairs ...string) *rubric.Rubric {
	t.Helper()
	pairs = append(pairs, "id: small\nversion: 1.0.0\ntitle: {en: Small ladder, fr: Petite échelle}", "id: ours\nversion: 2.0.0\ntitle: {en: Ours, fr: La nôtre}")
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(small, pairs[i]) {
			t.Fatalf("small.yaml lacks %q", pairs[i])
		}
	}
	r, err := rubric.Parse("ours.yaml", []byte(strings.NewReplacer(pairs...).Replace(small)))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var exceptDigest = cmp.Options{cmpopts.IgnoreFields(rubric.Rubric{}, "Digest")}

const fitted = "temperature: 20\nspread: [0.1, 0.2]\n"

// What extends a rubric is the rubric that somebody would have written whole.
func TestExtendsIsTheRubricWrittenWhole(t *testing.T) {
	level := "  - id: middle\n    title: {en: Middle, fr: Milieu}\n    short: Mid\n    track: ic\n    rung: 2\n" +
		"    summary: {en: Middle., fr: Milieu.}\n    scope: {teams: 1, people: 0}\n"
	for name, c := range map[string]struct {
		changes string
		want    []string
	}{
		"nothing differs": {"", nil},
		"a text":          {"levels:\n- id: lead\n  summary: {en: Heads., fr: Mène.}\n", []string{"{en: Leads., fr: Dirige.}", "{en: Heads., fr: Mène.}"}},
		"a step reworded": {"dimensions: [{id: people, steps: [{en: No one, fr: Aucune}, {en: Some, fr: Des}]}]\n",
			[]string{"{en: Nobody, fr: Personne}\n      - {en: Somebody, fr: Quelqu’un}\nlevels", "{en: No one, fr: Aucune}\n      - {en: Some, fr: Des}\nlevels"}},
		"a part of the source": {"source: {title: A book}\n", []string{"title: A talk", "title: A book"}},
		"a weight":             {"dimensions: [{id: people, weight: 2}]\n", []string{"title: {en: People, fr: Personnes}", "title: {en: People, fr: Personnes}\n    weight: 2", fitted, ""}},
		"one cell of a scope":  {"levels: [{id: junior, scope: {teams: 1}}]\n", []string{"{teams: [0, 1], people: 0}", "{teams: 1, people: 0}", fitted, ""}},
		"its own temperature":  {"temperature: 9\nlevels: [{id: junior, scope: {teams: 1}}]\n", []string{"{teams: [0, 1], people: 0}", "{teams: 1, people: 0}", fitted, "temperature: 9\n"}},
		"a requirement ended":  {"levels: [{id: senior, requires: {people: any}}]\n", []string{"    requires: {people: {max: 0}}\n", "", fitted, ""}},
		"a requirement changed": {"levels: [{id: lead, requires: {people: {min: 1}}}]\n",
			[]string{"{people: {min: 1, by: reports}}", "{people: {min: 1}}", fitted, ""}},
		"a level below the higher one": {"levels:\n  - {id: junior, scope: {teams: 0}}\n  - {id: senior, rung: 3}\n  - {id: lead, rung: 3}\n" + level, []string{"{teams: [0, 1], people: 0}", "{teams: 0, people: 0}", "  - id: senior", level + "  - id: senior", fitted, "", "rung: 2\n    next: [lead]", "rung: 3\n    next: [lead]", "    rung: 2\n    summary: {en: Leads.", "    rung: 3\n    summary: {en: Leads."}},
		"a level removed": {"remove: [senior]\n", []string{"next: [senior, lead]", "next: [lead]",
			small[strings.Index(small, "  - id: senior"):strings.Index(small, "  - id: lead")], "", fitted, ""}},
		"another kind of question": {"questions:\n- id: teams-led\n  kind: choice\n  options: [{id: a, step: 0, text: {en: A, fr: A}}, {id: b, step: 1, text: {en: B, fr: B}}, {id: c, step: 2, text: {en: C, fr: C}}]\n",
			[]string{"kind: number\n    unit: {en: teams, fr: équipes}", "kind: choice\n    options: [{id: a, step: 0, text: {en: A, fr: A}}, {id: b, step: 1, text: {en: B, fr: B}}, {id: c, step: 2, text: {en: C, fr: C}}]", "    thresholds: [1, 3]\n", "", fitted, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			got, text := extended(t, c.changes)
			if diff := cmp.Diff(edited(t, c.want...), got, exceptDigest); diff != "" {
				t.Error(diff)
			}
			standsAlone(t, got, text)
		})
	}
}

// standsAlone holds the text of a resolved rubric to what is promised of it.
func standsAlone(t interface{ Errorf(string, ...any) }, r *rubric.Rubric, text string) {
	sum := sha256.Sum256([]byte(text))
	if digest := hex.EncodeToString(sum[:]); digest != r.Digest {
		t.Errorf("digest %s, and the SHA-256 of the text is %s", r.Digest, digest)
	}
	again, err := rubric.Parse("again.yaml", []byte(text))
	if err != nil {
		t.Errorf("the resolved text is refused: %v\n%s", err, text)
		return
	}
	if diff := cmp.Diff(r, again); diff != "" {
		t.Errorf("read again it differs: %s", diff)
	}
}

func TestResolvedText(t *testing.T) {
	top := "schema: rung.rubric/v1\nid: top\nversion: \"3\"\ntitle: {en: Top, fr: Haut}\nextends: middle.yaml\nlevels: [{id: lead, short: L.}]\nremove: [questions.more]\n"
	middle := strings.Replace(head, "ours", "middle", 1) + `levels: [{id: junior, requires: {teams: {max: 1}}, scope: {people: [0, 0]}}, {id: lead, short: Ld}]
questions:
  - {ask_about: {fr: "{name} ?", en: "{name}: \"who\"?"}, ask: {en: Who?, fr: Qui ?}, kind: number, thresholds: [0.50], unit: {en: a, fr: b}, dimension: people, id: more}
  - {id: more-teams, dimension: teams, kind: number, unit: {en: a, fr: b}, ask: {en: W, fr: Q}, ask_about: {en: "{name}", fr: "{name}"}, thresholds: [1]}
`
	r, text, err := rubric.Resolve("top.yaml", []byte(top), beside(map[string]string{"small.yaml": small, "middle.yaml": middle}))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/resolved.yaml", string(text))
	standsAlone(t, r, string(text))
	const want = "3b439c"
	if !strings.HasPrefix(r.Digest, want) {
		t.Errorf("digest %s, want %s…: digests of rubrics that extend others must never change", r.Digest, want)
	}
}

func TestWithoutExtendsTheTextIsTheFile(t *testing.T) {
	r, text, err := rubric.Resolve("small.yaml", []byte(small), nil)
	if err != nil || string(text) != small {
		t.Fatalf("%v\n%s", err, text)
	}
	standsAlone(t, r, string(text))
}

// badExtensions are files that extend small.yaml, and what is wrong with them.
func badExtensions() []badFile {
	dimension := "dimensions:\n- {id: depth, title: {en: D, fr: P}, steps: [{en: a, fr: a}, {en: b, fr: b}]}\n"
	const schema, only = false, true
	bad := func(name, changes string, onlyValidator bool) badFile {
		return badFile{name: name, new: head + changes, onlyValidator: onlyValidator}
	}
	base := func(name, ref string, onlyValidator bool) badFile {
		return badFile{name: name, new: strings.Replace(head, "small.yaml", ref, 1), onlyValidator: onlyValidator}
	}
	return []badFile{
		base("a base in a folder", "../small.yaml", schema),
		base("a base that is no file", `".."`, schema),
		base("a base that is not there", "smal.yaml", only),
		base("a base that is a list", "[small.yaml]", schema),
		base("itself", "ours.yaml", only),
		base("a circle", "a.yaml", only),
		base("a base that is wrong", "wrong-base.yaml", only),
		base("a base of a base that is wrong", "on-wrong.yaml", only),
		base("a long chain", "chain1.yaml", only),
		bad("an unknown key", "level: []\n", schema),
		{name: "extends misspelt", new: strings.Replace(head, "extends:", "extend:", 1) + "remove: [lead]\n"},
		bad("a key twice", "languages: [fr]\nlanguages: [en]\n", only),
		bad("no list", "levels: {}\n", schema),
		bad("a misspelt level", "levels: [{id: snior, short: Snr.}]\n", only),
		bad("a misspelt question", "questions: [{id: report, unit: {en: a, fr: b}}]\n", only),
		bad("a level changed twice", "levels: [{id: lead, short: a}, {id: lead, short: b}]\n", only),
		bad("a new level without a scope", "levels: [{id: x, title: {en: X, fr: X}, short: X, track: ic, rung: 4, summary: {en: X, fr: X}}]\n", only),
		bad("a text in one language", "levels: [{id: lead, summary: {en: X}}]\n", only),
		bad("a language more", "languages: [en, fr, de]\n", only),
		bad("remove what is not there", "remove: [leed]\n", only),
		bad("remove a number", "remove: [3]\n", schema),
		bad("remove a question that a level requires", "remove: [reports]\n", only),
		bad("remove a question but not its level", "remove: [teams-led]\n", only),
		bad("remove a track with levels", "remove: [manager]\n", only),
		bad("remove every level", "remove: [junior, senior, lead]\n", only),
		bad("remove a dimension that tells levels apart", "remove: [teams]\n", only),
		bad("change what is removed", "remove: [senior]\nlevels: [{id: senior, short: S}]\n", only),
		bad("change and remove a dimension", "remove: [senior, people]\nlevels: [{id: lead, scope: {people: 1}}]\n", only),
		bad("remove the same twice", "remove: [lead, senior, levels.lead]\n", only),
		bad("remove every question", "remove: [teams-led, reports]\n", only),
		bad("remove every dimension", "remove: [teams, people]\n", only),
		bad("a dimension more", dimension, only),
		bad("a step fewer", "dimensions: [{id: teams, steps: [{en: a, fr: a}, {en: b, fr: b}]}]\n", only),
		bad("the scope of another level", "levels: [{id: junior, scope: {teams: 2}}]\n", only),
		bad("a scope against a requirement", "levels: [{id: lead, scope: {people: 0}}]\n", only),
		bad("a rung that is no step up", "levels: [{id: junior, rung: 3}]\n", only),
		bad("a track where what was next is no step up", "levels: [{id: lead, track: ic}]\n", only),
		bad("a circle of next", "levels: [{id: lead, next: [senior]}]\n", only),
		bad("a question on another dimension", "questions: [{id: reports, dimension: teams}]\n", only),
		bad("thresholds that reach no level", "questions: [{id: teams-led, thresholds: [1]}]\n", only),
		bad("options that meet no requirement", "questions: [{id: reports, options: [{id: a, step: 0, text: {en: a, fr: a}}, {id: b, step: 0, text: {en: b, fr: b}}]}]\n", only),
		bad("more that helps than steps", "dimensions: [{id: people, grow: [{en: a, fr: b}, {en: a, fr: b}]}]\n", only),
		bad("a label that is a title below", "levels: [{id: lead, label: Senior}]\n", only),
		bad("any where nothing is required", "levels: [{id: junior, requires: {people: any}}]\n", only),
		bad("any where something else is required", "levels: [{id: senior, requires: {teams: any}}]\n", only),
		{name: "any in a rubric that extends none", new: strings.Replace(small, "requires: {people: {max: 0}}", "requires: {people: any}", 1)},
		{name: "remove without extends", new: small + "remove: [lead]\n"},
	}
}

func TestProblemsOfExtending(t *testing.T) {
	extending := func(id, base string) string {
		return strings.NewReplacer("ours", id, "small.yaml", base).Replace(head)
	}
	files := map[string]string{
		"small.yaml": small, "a.yaml": extending("a", "b.yaml"), "b.yaml": extending("b", "a.yaml"),
		"wrong-base.yaml": strings.Replace(small, "next: [lead]", "next: [leed]", 1), "on-wrong.yaml": extending("on-wrong", "wrong-base.yaml"),
	}
	for i := range 12 {
		files[fmt.Sprintf("chain%d.yaml", i)] = extending("chain", fmt.Sprintf("chain%d.yaml", i+1))
	}
	files["small2.yaml"] = small
	for _, tag := range lang.Tags {
		var all strings.Builder
		for _, bad := range badExtensions() {
			_, _, err := rubric.Resolve("ours.yaml", []byte(bad.new), beside(files))
			var problems doc.Problems
			if !errors.As(err, &problems) {
				t.Errorf("%s: accepted, or refused without a place: %v", bad.name, err)
				continue
			}
			fmt.Fprintf(&all, "== %s\n%s\n", bad.name, problems.In(tag))
		}
		golden(t, fmt.Sprintf("testdata/extending.%s.txt", tag), all.String())
	}
}

func TestAnIdOfTwoThingsIsRemovedByItsList(t *testing.T) {
	base := strings.NewReplacer("id: reports\n", "id: people\n", "by: reports", "by: people").Replace(small)
	files := beside(map[string]string{"small.yaml": base})
	_, _, err := rubric.Resolve("ours.yaml", []byte(head+"remove: [people]\n"), files)
	if want := "“people” is the id of something in dimensions and questions [ambiguous]"; err == nil || !strings.Contains(err.Error(), want) ||
		!strings.Contains(err.Error(), "write “questions.people”") {
		t.Errorf("got %v, want %s", err, want)
	}
	r, text, err := rubric.Resolve("ours.yaml", []byte(head+"remove: [questions.people]\nlevels: [{id: lead, requires: {people: {min: 1}}}]\n"+
		"questions: [{id: who, dimension: people, kind: number, unit: {en: a, fr: b}, ask: {en: a, fr: b}, ask_about: {en: '{name}', fr: '{name}'}, thresholds: [1]}]\n"), files)
	if err != nil {
		t.Fatal(err)
	}
	if r.QuestionIndex("people") >= 0 || r.QuestionIndex("who") < 0 || r.DimensionIndex("people") < 0 {
		t.Errorf("%s", text)
	}
	standsAlone(t, r, string(text))
}

// A file may keep fewer languages than its base; of the others nothing is left.
func TestExtendingInFewerLanguages(t *testing.T) {
	changes := strings.Replace(head, "{en: Ours, fr: La nôtre}", "{fr: La nôtre}", 1) + "languages: [fr]\nlevels: [{id: lead, summary: {fr: Mène.}}]\n"
	r, text, err := rubric.Resolve("ours.yaml", []byte(changes), beside(map[string]string{"small.yaml": small}))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), " en:") || len(r.Dimensions[0].Steps[2]) != 1 || !r.Fitted {
		t.Errorf("%s", text)
	}
	standsAlone(t, r, string(text))
}

// A base of one language may say its texts alone: they are in that language, whatever
// the file that extends it speaks.
func TestTextsThatStandAloneKeepTheirLanguage(t *testing.T) {
	base := strings.Replace(onlyEnglish(), "{en: Learns.}", "Learns.", 1)
	files := beside(map[string]string{"small.yaml": base})
	english := strings.NewReplacer("{en: Ours, fr: La nôtre}", "Ours").Replace(head)
	r, text, err := rubric.Resolve("ours.yaml", []byte(english+"levels: [{id: lead, summary: Heads.}]\n"), files)
	if err != nil {
		t.Fatal(err)
	}
	if r.Levels[0].Summary[lang.EN] != "Learns." || r.Levels[2].Summary[lang.EN] != "Heads." {
		t.Errorf("%s", text)
	}
	standsAlone(t, r, string(text))
	_, _, err = rubric.Resolve("ours.yaml", []byte(strings.Replace(head, "en: Ours, ", "", 1)+"languages: [fr]\n"), files)
	if err == nil || !strings.Contains(err.Error(), "ours.yaml:6:12: 23 texts of what this extends have no wording in the language “fr”") {
		t.Errorf("English is taken for French: %v", err)
	}
}

// Words of a track go with it; those of a track that comes are asked for.
func TestExtendingStepsWordedByTrack(t *testing.T) {
	byTrack := "{by_track: {manager: {en: Teams, fr: Groupes}, ic: {en: Several, fr: Plusieurs}}}"
	files := beside(map[string]string{"small.yaml": strings.Replace(small, "{en: Several, fr: Plusieurs}", byTrack, 1)})
	for _, changes := range []string{"", "remove: [manager, lead]\n", "languages: [fr, en]\n"} {
		r, text, err := rubric.Resolve("ours.yaml", []byte(head+changes), files)
		if err != nil {
			t.Fatal(err)
		}
		if tracks := len(r.Dimensions[0].ByTrack[2]); tracks != len(r.Tracks) {
			t.Errorf("%d tracks\n%s", tracks, text)
		}
		standsAlone(t, r, string(text))
	}
	_, _, err := rubric.Resolve("ours.yaml", []byte(head+"tracks: [{id: third, title: {en: T, fr: T}}]\nlevels: [{id: lead, track: third}]\n"), files)
	if err == nil || !strings.Contains(err.Error(), "ours.yaml:6:15: the track “third” has levels here, which does not go with: steps of teams [by-track]") {
		t.Errorf("got %v", err)
	}
}

// One change is one problem, however much of the base it does not go with.
func TestOneChangeIsOneProblem(t *testing.T) {
	data, err := os.ReadFile("../rubrics/product.yaml")
	if err != nil {
		t.Fatal(err)
	}
	byTracks := strings.NewReplacer("- {en: Nobody, fr: Personne}\n", "- {by_track: {ic: {en: a, fr: a}, manager: {en: b, fr: b}}}\n",
		"- {en: One, fr: Une}\n", "- {by_track: {ic: {en: a, fr: a}}}\n", "- {en: Several, fr: Plusieurs}\n", "- {by_track: {ic: {en: c, fr: c}}}\n",
		"track: manager", "track: ic", "rung: 2\n    summary: {en: Leads.", "rung: 3\n    summary: {en: Leads.").Replace(small)
	for changes, want := range map[string]string{
		"remove: [direct-reports]": "6:10: the question “direct-reports” is removed, which does not go with: requires of staff-pm, principal-pm, gpm, director and cpo",
		"remove: [ic]":             "6:10: the track “ic” is removed, which does not go with: track of apm, pm, senior-pm, staff-pm and principal-pm",
		"dimensions: [{id: people, steps: [{en: a, fr: b}, {en: c, fr: d}]}]": "6:34: the steps of “people” are 0 to 1 here, which does not go with: " +
			"options of direct-reports and people-decisions; scope of gpm, director and cpo; requires of gpm, director and cpo",
		"questions: [{id: direct-reports, kind: number, thresholds: [1], unit: {en: a, fr: a}}]": "6:13: the question “direct-reports” gives steps 0 to 1 here, which does not go with: requires of gpm, director and cpo",
		"levels: [{id: gpm, track: ic}]":                "6:27: “gpm” is on rung 4 of the track “ic” here, which does not go with: next of staff-pm; the order of the levels (principal-pm)",
		"# small\nlevels: [{id: lead, track: manager}]": "7:28: the track “manager” has levels here, which does not go with: steps of teams",
	} {
		base := string(data)
		if strings.HasPrefix(changes, "# small") {
			base = byTracks
		}
		_, _, err = rubric.Resolve("ours.yaml", []byte(head+changes), beside(map[string]string{"small.yaml": base}))
		var problems doc.Problems
		if !errors.As(err, &problems) || len(problems) != 1 || !strings.HasPrefix(err.Error(), "ours.yaml:"+want+" [") {
			t.Errorf("%s: %v", changes, err)
		}
	}
}

// What a removed dimension was for goes with it.
func TestRemovingADimension(t *testing.T) {
	r, text := extended(t, "remove: [people, lead]\n")
	if len(r.Dimensions) != 1 || len(r.Questions) != 1 || len(r.Levels) != 2 || r.Levels[1].Requires != nil || len(r.Levels[0].Next) != 1 {
		t.Errorf("%s", text)
	}
	standsAlone(t, r, text)
}

func TestARubricThatExtendsNeedsAFinder(t *testing.T) {
	_, err := rubric.Parse("ours.yaml", []byte(head))
	const want = "ours.yaml:5:10: a rubric that extends another cannot be read here [extends]\n    extends: small.yaml\n             ^\n    give it whole, with what it extends"
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

func TestSchemaAgreesOnExtending(t *testing.T) {
	s := compiled(t, rubric.JSONSchema())
	for _, changes := range []string{"", "levels: []\n", "remove: [lead]\nlevels: [{id: senior, requires: {people: any}, scope: {}}]\n", "questions: [{id: teams-led, thresholds: [2, 3]}]\n"} {
		if err := acceptedBy(t, s, head+changes); err != nil {
			t.Errorf("the schema refuses %q: %v", changes, err)
		}
		extended(t, changes)
	}
	for _, bad := range badExtensions() {
		if err := acceptedBy(t, s, bad.new); (err == nil) != bad.onlyValidator {
			t.Errorf("%s: the schema says %v", bad.name, err)
		}
	}
}

// A rubric too large with what it extends could be kept and never read again.
func TestTheWholeHasTheLimitOfAFile(t *testing.T) {
	long := strings.Repeat("x", doc.MaxSize*2/3)
	grow := func(text string) string {
		return strings.Replace(text, "basis: {en: The first part of the talk.", "basis: {en: "+long, 1)
	}
	_, _, err := rubric.Resolve("ours.yaml", []byte(head+"levels: [{id: lead, basis: {en: "+long+", fr: x}}]\n"), beside(map[string]string{"small.yaml": grow(small)}))
	if err == nil || !strings.Contains(err.Error(), "ours.yaml:5:10: with what it extends, this rubric is larger than 256 KiB") {
		t.Errorf("got %.300v", err)
	}
}

// Whatever is changed, the resolved text is the same rubric.
func TestAnyExtensionStandsAlone(t *testing.T) {
	changes := []string{
		"temperature: 3\n", "languages: [en]\n", "languages: [fr, en]\n", "remove: [senior]\n", "remove: [people, lead]\n", "source: {url: \"a\\u202eb\"}\n",
		"levels: [{id: junior, basis: {en: >\n x\n  y, fr: \"é\u00a0: \\\\ \\\"\\x07\"}}]\n", "dimensions: [{id: teams, weight: 1.50}]\n",
		"levels: [{id: senior, short: \"12\", next: []}]\n", "levels: [{id: lead, elsewhere: {en: a, fr: b}, requires: {people: any}}]\n",
		"questions: [{id: reports, ask: {en: \"no\", fr: \"- a: b # c\"}}]\n", "questions: [{id: teams-led, most: 9}]\n",
		"tracks: [{id: third, title: {en: ~a, fr: 'null'}}]\n",
	}
	resolved := 0
	rapid.Check(t, func(t *rapid.T) {
		files := map[string]string{"small.yaml": small}
		name := "small.yaml"
		var last string
		for i := range rapid.IntRange(1, 3).Draw(t, "depth") {
			last = strings.Replace(head, "small.yaml", name, 1) + rapid.SampledFrom(changes).Draw(t, "change")
			name = fmt.Sprintf("f%d.yaml", i)
			files[name] = last
		}
		r, text, err := rubric.Resolve(name, []byte(last), beside(files))
		if err != nil {
			return
		}
		resolved++
		standsAlone(t, r, string(text))
	})
	if resolved < 5 {
		t.Errorf("%d were valid", resolved)
	}
}

func TestExtendingTheBuiltInLadderChangesNothing(t *testing.T) {
	data, err := os.ReadFile("../rubrics/product.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want, err := rubric.Parse("product.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	got, text, err := rubric.Resolve("ours.yaml", []byte(strings.Replace(head, "small.yaml", "product@2.0.0", 1)), beside(map[string]string{"product@2.0.0": string(data)}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(rubric.Rubric{}, "ID", "Version", "Title", "Digest")); diff != "" {
		t.Error(diff)
	}
	standsAlone(t, got, string(text))
}
