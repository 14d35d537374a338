// Package wire holds the JSON documents that rung prints: their types, apart from
// those of the domain, and their JSON Schemas. Names and order are the format's;
// lists are never null, and what is not known is null. No text of them depends on
// a language.
package wire
