package rubric

import "rung/rubric/doc"

// ParseAnyway is Parse that also returns a rubric whose only problems are in how
// its scopes lie to each other; nil when it has others.
func ParseAnyway(name string, data []byte) (*Rubric, error) {
	d, err := doc.Parse(name, data)
	if err != nil {
		return nil, err
	}
	if !d.Schema(Schema) {
		return nil, d.Err()
	}
	return (&whole{d: d}).check()
}
