package store

import "rung/assess"

// Contents returns the completed assessments that a file holds, a bundle or one
// assessment, oldest first, with the texts of the rubrics that the file brings.
// Nothing is stored. file is used in messages only.
func Contents(file string, data []byte) ([]*assess.Assessment, []RubricText, error) {
	p, err := unpack(file, data)
	if err != nil {
		return nil, nil, err
	}
	return p.assessments, p.rubrics, nil
}
