package rubric

import (
	_ "embed"
	"slices"
)

//go:embed schema/rubric.json
var schema []byte

// JSONSchema is the JSON Schema (draft-07) of rung.rubric/v1, for editors. It
// accepts all that Parse accepts, and refuses what a schema can see.
func JSONSchema() []byte { return slices.Clone(schema) }
