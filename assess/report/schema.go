package report

import _ "embed"

//go:embed schema/result.json
var resultSchema []byte

// JSONSchema is the JSON Schema (draft-07) of rung.result/v1.
func JSONSchema() []byte { return resultSchema }
