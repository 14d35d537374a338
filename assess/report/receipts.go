package report

import (
	"slices"

	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/rubric/lang"
)

// Receipts is what was handed in to a session, by its receipts, with what became of it:
// for raters to find theirs, and for those who do not trust each other to compare.
func Receipts(p calibrate.Posted, tag lang.Tag) Document {
	w := writing{tag: tag}
	title := w.t("%s: receipts", p.Title)
	w.add(Headline{Kicker: w.sessionKind(p.State), Text: title}, Break{})
	w.receipts(p)
	return Document{Lang: tag, Title: title, Main: receiptsGrid, Blocks: w.blocks}
}

// receiptsGrid names the table of receipts.
const receiptsGrid = "receipts"

// receipts are the receipts, and what they are for.
func (w *writing) receipts(p calibrate.Posted) {
	g := Grid{Name: receiptsGrid, Title: w.t("Receipts"), Columns: []Column{
		w.wide("Rater"), w.column("Made"), w.column("What became of it"), w.wide("Receipt"),
	}}
	for _, r := range p.Receipts {
		g.Rows = append(g.Rows, w.receipt(r))
	}
	if len(g.Rows) == 0 {
		w.say("Nothing was handed in yet.")
		return
	}
	w.add(g, Break{}, w.aboutReceipts(p), Break{})
	if p.Head != (calibrate.Head{}) {
		w.add(Footer{w.t("log: entry %d, %s", p.Head.Seq, p.Head.Hash)})
	}
}

// receipt is a row of the table. What came readable has no receipt that its rater knows.
func (w *writing) receipt(r calibrate.Receipt) []Cell {
	made, words := absent("–"), absent("–")
	if !r.Made.IsZero() {
		made = text(w.day(r.Made))
	}
	if r.State != exchange.Seen {
		words = text(r.Receipt.Words())
	}
	return []Cell{text(NameOf(r.Rater)), made, text(w.in(receiptStates[r.State])), words}
}

// receiptStates are what becomes of an envelope.
var receiptStates = map[exchange.State]lang.Text{
	exchange.Counted:   "counts",
	exchange.Replaced:  "replaced",
	exchange.Revoked:   "revoked",
	exchange.Withdrawn: "withdrawn",
	exchange.Late:      "late",
	exchange.Seen:      "seen",
	exchange.HeldBack:  "withheld",
}

// aboutReceipts says what the table shows, and what it cannot.
func (w *writing) aboutReceipts(p calibrate.Posted) Items {
	var holders lang.List
	for _, name := range p.Holders {
		holders = append(holders, lang.Verbatim(name))
	}
	about := Items{Items: []Item{
		{Text: w.t("Whoever handed in an envelope has its receipt, in eight words: it stands here, with their name and with nothing else of theirs beside it that counts. If it does not, ask %s in front of the others.", p.Reader)},
		{Text: w.t("Counts: it is opened at reveal. Replaced: the same rater made another one later. Revoked: it came under an earlier invitation. Withdrawn: nothing in it is expected any more. Late: it came when nothing was taken any more. Only the first is opened.")},
		{Text: w.t("Seen: it came as a readable file, and %s saw it before reveal; a rater has no receipt for it.", p.Reader)},
		{Text: w.t("A receipt is the SHA-256 of what the rater signed, which names every slot by its hash: whatever is changed in an envelope gives it another.")},
	}}
	if len(p.Holders) == 0 {
		about.Items = append(about.Items, Item{Text: w.t("%s has the key, and no second holder has a part in it. This list shows an envelope that was dropped or exchanged; it cannot show that one was read early.", p.Reader)})
	} else {
		about.Items = append(about.Items, Item{Text: w.t("%s could open nothing before a second holder (%v) released it. Each of them is asked to release all of one list at once, and no second list.", p.Reader, holders)})
	}
	if slices.ContainsFunc(p.Receipts, func(r calibrate.Receipt) bool { return r.State == exchange.HeldBack }) {
		about.Items = append(about.Items, Item{Text: w.t("Withheld: it failed a check of the second holder, who gave nothing back of it.")})
	}
	if p.List != nil {
		about.Items = append(about.Items, Item{Text: w.t("The list that was sent for release, in eight words: %s. Ask whoever released it whether they saw the same.", p.List.Words())})
	}
	return about
}

// ownReceipts is what a rater's own envelopes came to, a sentence each.
func (w *writing) ownReceipts(receipts []calibrate.Receipt) {
	for _, r := range receipts {
		w.say("Your envelope of %s, receipt %s: %v.", w.date(r.Made), r.Receipt.Words(), receiptStates[r.State])
	}
}
