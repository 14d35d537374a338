package store

import "rung/assess"

// Assessments returns the completed assessments that a file holds, a bundle or
// one assessment, without storing them. file is used in messages only.
func Assessments(file string, data []byte) ([]*assess.Assessment, error) {
	list, _, err := Contents(file, data)
	return list, err
}

// Contents is Assessments with the texts of the rubrics that the file brings,
// oldest assessment first.
func Contents(file string, data []byte) ([]*assess.Assessment, []RubricText, error) {
	p, err := unpack(file, data)
	if err != nil {
		return nil, nil, err
	}
	return p.assessments, p.rubrics, nil
}
