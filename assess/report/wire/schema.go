package wire

import "embed"

//go:embed schema/*.json
var schemas embed.FS

// Schema is the JSON Schema (draft-07) of a format that reports are written
// in, result or session; nil for any other name.
func Schema(name string) []byte {
	schema, err := schemas.ReadFile("schema/" + name + ".json")
	if err != nil {
		return nil
	}
	return schema
}
