package form

import (
	_ "embed"
	"encoding/json"
	"io"
	"strconv"

	xhtml "golang.org/x/net/html"

	"rung/assess/report/html"
	"rung/assess/report/html/tree"
	"rung/rubric/lang"
)

// style and script are what a form has beside the style sheet of the reports and the
// engine.
var (
	//go:embed form.css
	style string
	//go:embed form.js
	script string
)

// Carried is what a form is about, as its file carries it.
type Carried struct {
	Lang       lang.Tag
	Rubric     string `json:",omitempty"` // the whole text; it extends no other
	Invitation string `json:",omitempty"` // a file for one rater, in place of a rubric; empty in a form for everybody
}

// Engine is the engine as it is built: the program as gzipped WebAssembly, and the
// script of Go that runs it.
type Engine struct {
	Program []byte
	Runner  string
}

// Write writes the one file of a form. It gives the same bytes for the same form and
// engine.
func Write(w io.Writer, c Carried, e Engine) error {
	carried, err := json.Marshal(c) // <, > and & are escaped, so that no text ends its element
	if err != nil {
		return err
	}
	policy := "style-src " + tree.Digest(html.Style) + " " + tree.Digest(style) +
		"; script-src 'wasm-unsafe-eval' " + tree.Digest(e.Runner) + " " + tree.Digest(script)
	root := tree.Attrs(tree.El("html", "",
		tree.Head("rung", policy, tree.Raw("style", html.Style), tree.Raw("style", style)),
		tree.El("body", "form",
			tree.Attrs(tree.El("div", "", inEach("caveat", failed)...), "id", "failed", "role", "alert", "tabindex", "-1", "hidden", ""),
			tree.Attrs(tree.El("div", "", loading(c.Lang)), "id", "page"),
			tree.Attrs(tree.El("p", "unseen"), "id", "said", "role", "status"),
			tree.Attrs(tree.Raw("script", string(carried)), "id", "carried", "type", "application/json"),
			tree.Attrs(tree.Raw("script", pack(e.Program)), "id", "engine", "type", "text/plain", "data-size", strconv.Itoa(len(e.Program))),
			tree.Raw("script", e.Runner),
			tree.Raw("script", script))), "lang", string(c.Lang))
	return tree.Render(w, &xhtml.Node{Type: xhtml.DoctypeNode, Data: "html"}, root)
}

// loading is what the page says before its engine runs.
func loading(t lang.Tag) *xhtml.Node {
	return tree.El("main", "",
		tree.El("h1", "", tree.Text(lang.Text("A questionnaire").In(t))),
		tree.El("noscript", "", inEach("caveat", noScript)...),
		tree.El("p", "", tree.Text(lang.Text("The questions are loading.").In(t))))
}

// What is said where the page cannot do what it should.
const (
	noScript lang.Text = "This page needs its script, which previews in mail programs and on phones do not run. Save this file, and open it in Firefox, Chrome, Edge or Safari."
	failed   lang.Text = "The questions cannot be shown, or not any more. Open this file in a current Firefox, Chrome, Edge or Safari; a draft that you saved can be loaded there."
)

// inEach is a paragraph in each language.
func inEach(class string, text lang.Text) (all []*xhtml.Node) {
	for _, t := range lang.Tags {
		all = append(all, tree.Attrs(tree.El("p", class, tree.Text(text.In(t))), "lang", string(t)))
	}
	return all
}
