// Package wire holds the JSON documents that rung prints: their types, apart from
// those of the domain, and their JSON Schemas. Names and order are the format's;
// lists are never null, and what is not known is null. No text of them depends on
// a language.
//
// The schemas are made from the types. The comment of a type or a field is its
// description, a tag `is` names what a text or number is beyond its Go type (see
// schema_test.go), a pointer may be null, and only omitempty lets a key be absent.
package wire
