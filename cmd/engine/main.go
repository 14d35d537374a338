//go:build js && wasm

// The engine is the form as WebAssembly. It gives its page one function, rung, which
// takes an event and returns what is shown, both as JSON. The first event hands it
// the form that the page carries.
package main

import (
	"crypto/rand"
	"encoding/json"
	"syscall/js"

	"rung/assess/form"
)

func main() {
	e := &engine{}
	js.Global().Set("rung", js.FuncOf(func(_ js.Value, args []js.Value) any { return e.do(args[0].String()) }))
	select {}
}

// engine is a form in a page, once the page has handed it in.
type engine struct{ form *form.Form }

// do performs an event. What it panics with, the page shows as a failure: it is no
// fault of the person's.
func (e *engine) do(event string) string {
	var said struct {
		form.Event
		Carried form.Carried
	}
	must(json.Unmarshal([]byte(event), &said))
	if e.form == nil {
		var err error
		e.form, err = form.New(said.Carried, rand.Reader)
		must(err)
	}
	shown, err := json.Marshal(e.form.Do(said.Event))
	must(err)
	return string(shown)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
