package form

import (
	"bytes"
	"encoding/json"

	xhtml "golang.org/x/net/html"
)

// CarriedBy is what a page that Write wrote carries, and whether it is one.
func CarriedBy(page []byte) (c Carried, is bool) {
	tokens := xhtml.NewTokenizer(bytes.NewReader(page))
	for {
		switch tokens.Next() {
		case xhtml.ErrorToken:
			return c, false
		case xhtml.StartTagToken:
			if carries(tokens.Token()) && tokens.Next() == xhtml.TextToken {
				return c, json.Unmarshal(tokens.Raw(), &c) == nil
			}
		}
	}
}

// carries reports whether a tag begins the element of what a page carries.
func carries(tag xhtml.Token) bool {
	for _, a := range tag.Attr {
		if a.Key == "id" && a.Val == "carried" {
			return tag.Data == "script"
		}
	}
	return false
}
