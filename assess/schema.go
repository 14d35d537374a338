package assess

import "embed"

//go:embed schema/*.json
var schemas embed.FS

// JSONSchema is the JSON Schema (draft-07) of a file that people or rung write:
// "answers" for rung.answers/v1, "assessment" for rung.assessment/v1, "bundle" for
// rung.bundle/v1, "session-bundle" for rung.session-bundle/v1. It is nil for any
// other name.
func JSONSchema(name string) []byte {
	schema, err := schemas.ReadFile("schema/" + name + ".json")
	if err != nil {
		return nil
	}
	return schema
}
