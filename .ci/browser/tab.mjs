// A tab of a browser, for the tests of pages: node tab.mjs chromium|firefox-esr. It takes
// lines of JSON, each what is to be done with what ["press", "Tab"], and answers each with
// a line: the value or the error, and what the page did meanwhile that it should not.
import {execSync} from "node:child_process"
import {mkdtempSync, rmSync} from "node:fs"
import {tmpdir} from "node:os"
import {join} from "node:path"
import {createInterface} from "node:readline"
import puppeteer from "puppeteer-core"

const patience = 5 * 60 * 1000
const named = process.argv[2]
const home = mkdtempSync(join(tmpdir(), "tab-")) // where downloads go, and not to those of whoever runs the tests
const launched = await puppeteer.launch({
	browser: named === "chromium" ? "chrome" : "firefox",
	executablePath: execSync(`command -v ${named}`).toString().trim(),
	args: named === "chromium" ? ["--no-sandbox", "--hide-scrollbars"] : [],
	env: {...process.env, HOME: home},
	extraPrefsFirefox: {"browser.download.alwaysOpenPanel": false}, // it takes the focus, and with it the key that is let go
	protocolTimeout: patience,
})
const page = await launched.newPage() // the first one has no focus in Firefox
page.setDefaultTimeout(patience)
page.on("dialog", asked => asked.accept()) // to leave a page with answers

let heard = []
const own = r => r.isNavigationRequest() && r.url().startsWith("file:") || r.url().startsWith("data:")
page.on("request", r => own(r) || heard.push(`request: ${r.url()}`))
page.on("console", m => heard.push(`console: ${m.type()} ${m.text()}`))
page.on("pageerror", e => heard.push(`exception: ${e.message}`))

// until waits for the last event of what is done: Firefox says before that it is done.
async function until(event, act) {
	await page.evaluate(event => {
		globalThis.happened = new Promise(done => addEventListener(event, () => setTimeout(done), {once: true, capture: true}))
	}, event)
	await act()
	await page.evaluate("happened")
}

// centre brings what is clicked to where no bar lies over it.
const centre = selector => page.$eval(selector, at => at.scrollIntoView({block: "center", behavior: "instant"}))

const can = {
	// Firefox has no way to change the scheme of a tab.
	look: async (url, scheme, width) => {
		await page.setViewport({width, height: 900})
		if (named === "chromium") await page.emulateMediaFeatures([{name: "prefers-color-scheme", value: scheme}])
		await page.goto(url)
	},
	reload: () => page.reload(),
	back: () => page.goBack(),
	evaluate: source => page.evaluate(source),
	before: source => page.evaluateOnNewDocument(source),
	scripts: on => page.setJavaScriptEnabled(on),
	wait: selector => page.waitForSelector(selector, {visible: true}),
	click: async selector => {
		await centre(selector)
		await until("mouseup", () => page.click(selector))
	},
	press: key => until("keyup", () => page.keyboard.press(key)),
	upload: async (selector, path) => (await page.$(selector)).uploadFile(path),
	picture: () => page.screenshot({fullPage: true, encoding: "base64"}),
	print: async format => Buffer.from(await page.pdf({format, preferCSSPageSize: true})).toString("base64"),
}
const valued = ["evaluate", "picture", "print"]

for await (const line of createInterface({input: process.stdin})) {
	const [what, ...given] = JSON.parse(line)
	const answer = {}
	try {
		const value = await can[what](...given)
		if (valued.includes(what)) answer.value = value
	} catch (error) {
		answer.error = `${what} ${String(given[0]).slice(0, 200)}: ${error.message}`
	}
	console.log(JSON.stringify({...answer, heard}))
	heard = []
}
await launched.close()
rmSync(home, {recursive: true, force: true})
