package store

import "rung/assess"

// Assessments returns the completed assessments that a file holds, a bundle or
// one assessment, without storing them. file is used in messages only.
func Assessments(file string, data []byte) ([]*assess.Assessment, error) {
	p, err := unpack(file, data)
	if err != nil {
		return nil, err
	}
	return p.assessments, nil
}
