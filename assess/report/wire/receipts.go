package wire

import (
	"io"

	"rung/assess/calibrate"
)

// The wire types of rung.receipts/v1.
type (
	// What was handed in to a session, by its receipts.
	receipts struct {
		Schema   string     `json:"schema"`
		Session  sessionRef `json:"session"`
		Reader   *string    `json:"reader" is:"text"`    // Who reads everything once it is revealed; null in a session that is not sealed.
		Holders  []string   `json:"holders"`             // Any one of them has to release it first; none where the reader opens it alone.
		Closing  *string    `json:"closing" is:"digest"` // Of the list that was sent for release; null before, and without holders.
		Head     *logHead   `json:"head"`                // Null from a second holder, who has no log.
		Receipts []receipt  `json:"receipts"`            // By rater, in the order in which they came.
	}
	// The end of the log.
	logHead struct {
		Seq  int    `json:"seq" is:"some"`
		Hash string `json:"hash" is:"digest"`
	}
	receipt struct {
		Rater   person  `json:"rater"`
		State   string  `json:"state" is:"posted"`
		Made    *string `json:"made" is:"day"`    // The day, by the rater's clock, in UTC; null if it is not known.
		Arrived *string `json:"arrived" is:"day"` // The day, in UTC; null from a second holder, who does not know it.
		Receipt string  `json:"receipt" is:"digest"`
		Words   string  `json:"words"` // The first half of the receipt, as eight words.
	}
)

// Receipts writes the receipts of a session as rung.receipts/v1.
func Receipts(w io.Writer, p calibrate.Posted) error {
	session := sessionRef{p.Session, p.Title, string(p.State), rubricRef(p.Rubric)}
	out := receipts{Schema: "rung.receipts/v1", Session: session, Holders: append([]string{}, p.Holders...), Receipts: each(p.Receipts, newReceipt)}
	if p.Reader != "" {
		out.Reader = &p.Reader
	}
	if p.List != nil {
		list := p.List.String()
		out.Closing = &list
	}
	if p.Head != (calibrate.Head{}) {
		out.Head = &logHead{p.Head.Seq, p.Head.Hash}
	}
	return Encode(w, out)
}

func newReceipt(r calibrate.Receipt) receipt {
	return receipt{person(r.Rater), string(r.State), dayOf(r.Made), dayOf(r.Arrived), r.Receipt.String(), r.Receipt.Words()}
}
