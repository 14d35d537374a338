"use strict"
// The page as the engine has it: events go in, what is shown comes out. This script
// knows nothing of questions; what an element does stands on it, as data-do and data-to.
{
	const by = id => document.getElementById(id)
	const carried = JSON.parse(by("carried").textContent)
	let unsaved = false, placed = false, key = ""

	// unpacked reads bytes as pack.go writes them: two figures carry 13 bits.
	function unpacked(text, size) {
		const figure = at => text.charCodeAt(at) - (text.charCodeAt(at) < 60 ? 35 : 36)
		const bytes = new Uint8Array(size)
		let bits = 0, held = 0, filled = 0
		for (let at = 0; at < text.length; at += 2) {
			bits |= (figure(at) + 91 * figure(at + 1)) << held
			for (held += 13; held >= 8; held -= 8, bits >>= 8) bytes[filled++] = bits
		}
		return bytes
	}

	const unzipped = bytes => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()

	async function begin() {
		const go = new Go()
		const packed = by("engine")
		const program = await WebAssembly.instantiate(await unzipped(unpacked(packed.textContent, packed.dataset.size)), go.importObject)
		packed.remove()
		go.run(program.instance)
		history.scrollRestoration = "manual"
		tell({Do: "open", Carried: carried})
	}

	// tell has the engine perform an event, and shows what comes of it.
	function tell(event) {
		try {
			show(JSON.parse(rung(JSON.stringify({...event, Now: new Date().toISOString()}))))
		} catch (error) {
			fail(error)
		}
	}

	function fail(error) {
		by("failed").hidden = false
		by("failed").focus()
		console.error(error)
	}

	function show(shown) {
		document.documentElement.lang = shown.Lang
		document.title = shown.Title
		if (shown.Page) by("page").innerHTML = shown.Page
		for (const [id, html] of Object.entries(shown.Parts || {})) replace(by(id), html)
		for (const control of shown.Controls || []) stand(control)
		if (shown.Focus) look(by(shown.Focus))
		by("said").textContent = shown.Say
		unsaved = shown.Unsaved
		if (shown.Save) save(shown.Save)
		if (shown.Keep != null) keep(shown.Keep)
		if (shown.Print) print()
		pass(shown.Place)
		if (shown.Key !== key) found(shown.Key)
	}

	// pass leaves a mark in the history of the tab, so that its way back leads here.
	function pass(place) {
		if (history.state === place) return
		try {
			if (placed) history.pushState(place, "")
			else history.replaceState(place, "")
		} catch {} // browsers allow only so many
		placed = true
	}

	// found tells what the browser keeps under a key, if it keeps anything.
	function found(under) {
		key = under
		const text = kept()
		if (text) tell({Do: "kept", Value: text})
	}

	// replace changes a part of the page, unless somebody is in it.
	function replace(part, html) {
		if (part && !part.contains(document.activeElement) && part.innerHTML !== html) part.innerHTML = html
	}

	function stand({ID, Value, Chosen, Invalid}) {
		const control = by(ID)
		if (!control) return
		if (Value == null) return control.checked = Chosen
		if (control !== document.activeElement && control.value !== Value) control.value = Value
		control.setAttribute("aria-invalid", Invalid)
	}

	function look(at) {
		if (!at) return
		at.focus()
		if (at.id === "heading") scrollTo(0, 0)
	}

	function save({Name, Type, Text}) {
		const link = document.createElement("a")
		link.href = URL.createObjectURL(new Blob([Text], {type: Type}))
		link.download = Name
		link.click()
		setTimeout(() => URL.revokeObjectURL(link.href), 60000)
	}

	function kept() {
		try { return localStorage.getItem(key) || "" } catch { return "" }
	}

	function keep(text) {
		try {
			if (text) localStorage.setItem(key, text)
			else localStorage.removeItem(key)
		} catch {
			if (text) tell({Do: "keep", Value: "failed"})
		}
	}

	// value is what is given by a control and those that belong to it.
	function value(control) {
		if (control.type !== "radio" && control.type !== "checkbox") return control.value
		return [...document.getElementsByName(control.name)].filter(c => c.checked).map(c => c.value).join(",")
	}

	async function given(control) {
		const file = control.files && control.files[0]
		tell({Do: control.dataset.do, To: control.dataset.to, Value: file ? await file.text() : value(control)})
	}

	// copy selects a field and copies it; where no page may, it stays selected. From a disk
	// this is more certain than navigator.clipboard, which in Firefox may not answer.
	function copy(field) {
		field.select()
		return document.execCommand("copy") ? "done" : ""
	}

	document.addEventListener("click", event => {
		const button = event.target.closest("button[data-do]")
		if (!button) return
		const {do: what, to} = button.dataset
		if (what === "copy") tell({Do: "copied", To: to, Value: copy(by(to))})
		else tell({Do: what, To: to})
	})
	addEventListener("popstate", event => {
		if (event.state) tell({Do: "go", To: event.state})
	})
	addEventListener("storage", event => {
		if (event.storageArea === localStorage && (event.key === key || event.key === null)) tell({Do: "changed"})
	})
	document.addEventListener("input", event => {
		if (event.target.dataset.do) given(event.target)
	})
	addEventListener("beforeunload", event => {
		if (unsaved) event.preventDefault()
	})
	begin().catch(fail)
}
