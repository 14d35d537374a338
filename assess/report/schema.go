package report

import "embed"

//go:embed schema/*.json
var schemas embed.FS

// JSONSchema is the JSON Schema (draft-07) of a format that reports are written
// in, result or session; nil for any other name.
func JSONSchema(name string) []byte {
	schema, err := schemas.ReadFile("schema/" + name + ".json")
	if err != nil {
		return nil
	}
	return schema
}
