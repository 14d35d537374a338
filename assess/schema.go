package assess

import "embed"

//go:embed schema/*.json
var schemas embed.FS

// JSONSchema is the JSON Schema (draft-07) of a file that people or rung write:
// "answers" for rung.answers/v1, and so on for "personas", "assessment", "bundle" and
// "session-bundle". It is nil for any other name.
func JSONSchema(name string) []byte {
	schema, err := schemas.ReadFile("schema/" + name + ".json")
	if err != nil {
		return nil
	}
	return schema
}
