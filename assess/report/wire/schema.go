package wire

import "embed"

//go:embed schema/*.json
var schemas embed.FS

// Schema is the JSON Schema (draft-07) of a kind of document that this package
// writes, by its name: result for rung.result/v1. It is nil for any other name.
// The files are made from the wire types, their comments and their tags `is`, by
// `go test ./assess/report/wire -update`.
func Schema(name string) []byte {
	schema, err := schemas.ReadFile("schema/" + name + ".json")
	if err != nil {
		return nil
	}
	return schema
}
