package wire

import (
	"bytes"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rung/assess"
	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/assess/ratings"
	"rung/rubric"
)

var update = flag.Bool("update", false, "write the schemas")

// kinds are the documents of this package by the name of their kind.
var kinds = map[string]any{
	"result": result{}, "history": history{}, "comparison": comparison{}, "levels": levels{}, "ladder": ladder{},
	"rubrics": rubrics{}, "check": check{}, "diff": difference{}, "session": session{}, "agenda": agenda{}, "letter": letter{},
	"status": status{}, "elsewhere": elsewhereDoc{}, "spread": spread{}, "readings": readings{}, "lint": linted{}, "sessions": sessions{}, "receipts": receipts{}, "log-view": logView{},
}

// TestSchemasAreThoseOfTheTypes holds each file in schema to the wire types: their
// fields, their tags `is` and their comments.
func TestSchemasAreThoseOfTheTypes(t *testing.T) {
	for name := range kinds {
		text, file := schemaOf(t, name), "schema/"+name+".json"
		if *update {
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
		} else if !bytes.Equal(text, Schema(name)) {
			t.Errorf("%s is not what the types say; run `go test ./assess/report/wire -update`", file)
		}
	}
	files, err := filepath.Glob("schema/*")
	if err != nil || len(files) != len(kinds) {
		t.Errorf("%d kinds, and the files are %v, %v", len(kinds), files, err)
	}
}

// node is a JSON Schema.
type node struct {
	Draft                string          `json:"$schema,omitempty"`
	Title                string          `json:"title,omitempty"`
	Description          string          `json:"description,omitempty"`
	Ref                  string          `json:"$ref,omitempty"`
	AnyOf                []node          `json:"anyOf,omitempty"`
	Type                 string          `json:"type,omitempty"`
	Const                string          `json:"const,omitempty"`
	Enum                 []string        `json:"enum,omitempty"`
	Format               string          `json:"format,omitempty"`
	Pattern              string          `json:"pattern,omitempty"`
	MinLength            int             `json:"minLength,omitempty"`
	Minimum              *int            `json:"minimum,omitempty"`
	Maximum              *int            `json:"maximum,omitempty"`
	Items                *node           `json:"items,omitempty"`
	MinProperties        int             `json:"minProperties,omitempty"`
	PropertyNames        *node           `json:"propertyNames,omitempty"`
	AdditionalProperties any             `json:"additionalProperties,omitempty"`
	Required             []string        `json:"required,omitempty"`
	Properties           properties      `json:"properties,omitempty"`
	Definitions          map[string]node `json:"definitions,omitempty"`
}

// properties are those of an object, in the order in which they are written.
type properties []property

type property struct {
	name string
	is   node
}

func (all properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, p := range all {
		b.WriteString([]string{"{", ","}[min(i, 1)] + `"` + p.name + `":`)
		if err := Encode(&b, p.is); err != nil {
			return nil, err
		}
	}
	b.WriteString("}")
	return b.Bytes(), nil
}

// texts are what the tag `is` says of a text.
var texts = map[string]node{
	"id":     {Pattern: "^[a-z0-9][a-z0-9-]{0,63}$"},
	"uuid":   {Pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Description: "A UUID of version 7."},
	"digest": {Pattern: "^[0-9a-f]{64}$", Description: "A SHA-256, in hexadecimal digits."},
	"digits": {Pattern: "^[0-9]+$", Description: "A whole number that a float may not hold."},
	"text":   {MinLength: 1},
	"tag":    {Pattern: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", Description: "A language."},
	"day":    {Pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", Description: "A date."},
	"time": {
		Format: "date-time", Description: "UTC, to the second (RFC 3339).",
		Pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
	},

	"relation": {Enum: names(assess.Relations...), Description: "What the rater is to the subject."},
	"other":    {Enum: names(assess.Manager, assess.Panel), Description: "What a rater who is named is to the subject."},
	"place":    {Enum: names(assess.Within, assess.Below, assess.Beyond)},
	"band":     {Enum: names(assess.High, assess.Medium, assess.Low)},
	"grade":    {Enum: names(assess.Described, assess.Uneven, assess.Misfit)},
	"version":  {Enum: names(assess.Verdicts...)},
	"origin":   {Enum: names(assess.Origins...), Description: "Where the answers are from."},
	"how":      {Enum: names(rubric.Hows...)},
	"noun":     {Enum: names(rubric.Nouns...)},
	"property": {Enum: names(assess.AllProperties...)},
	"reach":    {Enum: names(assess.Reachable, assess.Unreachable, assess.TooLarge)},
	"severity": {Enum: []string{"error", "advice"}, Description: "Errors keep a rubric from being used."},
	"kind":     {Enum: names(rubric.Number, rubric.Choice, rubric.Several)},
	"state":    {Enum: names(calibrate.Collecting, calibrate.Closed, calibrate.Revealed, calibrate.Locked)},
	"move":     {Enum: names(calibrate.Moves...)},
	"opened":   {Enum: names(calibrate.Revealed, calibrate.Locked)},
	"entry":    {Enum: names(calibrate.Kinds...)},
	"posted":   {Enum: names(exchange.Counted, exchange.Replaced, exchange.Revoked, exchange.Withdrawn, exchange.Late, exchange.Seen, exchange.HeldBack)},
	"call":     {Enum: upTo(ratings.Lenient, ratings.Call.String)},
	"cause":    {Enum: upTo(ratings.Tracks, ratings.Cause.String)},
	"sight":    {Enum: upTo(calibrate.Over, calibrate.Sight.String)},
	"verdict":  {Enum: upTo(ratings.SaysNothing, ratings.Verdict.String)},
	"reason":   {Enum: upTo(ratings.TooFew, ratings.Reason.Code)},
}

// numbers are what the tag `is` says of a number. A whole one is never negative.
var numbers = map[string]node{
	"": {}, "size": {Minimum: new(0)}, "share": {Minimum: new(0), Maximum: new(1)},
	"rung": {Minimum: new(1)}, "some": {Minimum: new(1)}, "three": {Minimum: new(3)},
}

func names[Name ~string](values ...Name) []string {
	return each(values, func(v Name) string { return string(v) })
}

// upTo are the names of the values from 0 to the last.
func upTo[Value ~int](last Value, name func(Value) string) []string {
	var all []string
	for v := range last + 1 {
		all = append(all, name(v))
	}
	return all
}

// schemaWriter makes the schema of one kind.
type schemaWriter struct {
	t       *testing.T
	said    map[string]string // comments, by type or type.field
	defined map[string]node
}

func schemaOf(t *testing.T, name string) []byte {
	s := schemaWriter{t, comments(t), map[string]node{}}
	root := s.object(reflect.TypeOf(kinds[name]))
	root.Draft, root.Title, root.Definitions = "http://json-schema.org/draft-07/schema#", kindOf(reflect.TypeOf(kinds[name])), s.defined
	var text bytes.Buffer
	if err := Encode(&text, root); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// kindOf is the value of the key `schema` in a document of the type.
func kindOf(t reflect.Type) string {
	for name, of := range kinds {
		if reflect.TypeOf(of) == t {
			return "rung." + name + "/v1"
		}
	}
	return ""
}

func (s *schemaWriter) object(t reflect.Type) node {
	n := node{Type: "object", Description: s.said[t.Name()], AdditionalProperties: false}
	s.fields(t, &n)
	return n
}

func (s *schemaWriter) fields(t reflect.Type, n *node) {
	for f := range t.Fields() {
		if f.Anonymous {
			s.fields(f.Type, n)
			continue
		}
		name, absent := strings.CutSuffix(f.Tag.Get("json"), ",omitempty")
		if !absent {
			n.Required = append(n.Required, name)
		}
		is := node{Const: kindOf(t)}
		if name != "schema" {
			is = s.value(f.Type, f.Tag.Get("is"))
		}
		if said := s.said[t.Name()+"."+f.Name]; said != "" {
			is.Description = said
		}
		n.Properties = append(n.Properties, property{name, is})
	}
}

// value is the schema of a value of the type, of which a tag says what it is.
func (s *schemaWriter) value(t reflect.Type, is string) node {
	if t == reflect.TypeFor[amount]() {
		said := node{Description: s.said[t.Name()], AnyOf: []node{{Type: "number"}, s.text("text")}}
		return s.reference(t.Name(), func() node { return said })
	}
	switch t.Kind() {
	case reflect.Pointer:
		return node{AnyOf: []node{s.value(t.Elem(), is), {Type: "null"}}}
	case reflect.Slice:
		return node{Type: "array", Items: new(s.value(t.Elem(), is))}
	case reflect.Struct:
		return s.reference(t.Name(), func() node { return s.object(t) })
	case reflect.Bool:
		return node{Type: "boolean"}
	case reflect.Map:
		return s.table(t)
	case reflect.String:
		return s.text(is)
	}
	return s.number(t, is)
}

// table is a map by id, or a text by language.
func (s *schemaWriter) table(t reflect.Type) node {
	n := node{Type: "object", AdditionalProperties: s.value(t.Elem(), ""), PropertyNames: new(s.text("id"))}
	if t == reflect.TypeFor[rubric.Text]() {
		n.PropertyNames, n.MinProperties = new(s.text("tag")), 1
	}
	return n
}

func (s *schemaWriter) text(is string) node {
	n, known := texts[is]
	switch n.Type = "string"; {
	case is == "":
		return n
	case !known:
		s.t.Fatalf("no text is %q", is)
	}
	return s.reference(is, func() node { return n })
}

func (s *schemaWriter) number(t reflect.Type, is string) node {
	n, known := numbers[is]
	switch n.Type = "number"; {
	case !known:
		s.t.Fatalf("no number is %q", is)
	case t.Kind() == reflect.Int && n.Minimum == nil:
		n.Type, n.Minimum = "integer", new(0)
	case t.Kind() == reflect.Int:
		n.Type = "integer"
	case t.Kind() != reflect.Float64:
		s.t.Fatalf("what is a %v in JSON?", t)
	}
	return n
}

// reference refers to a definition, which it makes if there is none yet.
func (s *schemaWriter) reference(name string, definition func() node) node {
	if _, done := s.defined[name]; !done {
		s.defined[name] = definition()
	}
	return node{Ref: "#/definitions/" + name}
}

// comments are those of the types of this package and of their fields.
func comments(t *testing.T) map[string]string {
	said := map[string]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			if types, ok := d.(*ast.GenDecl); ok && types.Tok == token.TYPE {
				ofTypes(types, said)
			}
		}
	}
	return said
}

func ofTypes(types *ast.GenDecl, said map[string]string) {
	for _, spec := range types.Specs {
		of := spec.(*ast.TypeSpec)
		said[of.Name.Name] = line(of.Doc)
		if !types.Lparen.IsValid() {
			said[of.Name.Name] = line(types.Doc)
		}
		fields, ok := of.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range fields.Fields.List {
			for _, name := range f.Names {
				said[of.Name.Name+"."+name.Name] = line(f.Doc) + line(f.Comment)
			}
		}
	}
}

// line is a comment on one line.
func line(c *ast.CommentGroup) string { return strings.Join(strings.Fields(c.Text()), " ") }
