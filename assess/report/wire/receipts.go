package wire

import (
	"io"
	"time"

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
		Head     logHead    `json:"head"`
		Receipts []receipt  `json:"receipts"` // By rater, in the order in which they came.
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
		Arrived string  `json:"arrived" is:"day"` // The day, in UTC.
		Receipt string  `json:"receipt" is:"digest"`
		Words   string  `json:"words"` // The first half of the receipt, as eight words.
	}
)

// Receipts writes the receipts of a session as rung.receipts/v1.
func Receipts(w io.Writer, s *calibrate.Session) error {
	p := s.Posted()
	out := receipts{"rung.receipts/v1", newSessionRef(s), nil, append([]string{}, p.Holders...), nil, logHead{p.Head.Seq, p.Head.Hash}, each(p.Receipts, newReceipt)}
	if p.Reader != "" {
		out.Reader = &p.Reader
	}
	if p.List != nil {
		list := p.List.String()
		out.Closing = &list
	}
	return Encode(w, out)
}

func newReceipt(r calibrate.Receipt) receipt {
	out := receipt{person(r.Rater), string(r.State), nil, r.Arrived.UTC().Format(time.DateOnly), r.Receipt.String(), r.Receipt.Words()}
	if !r.Made.IsZero() {
		made := r.Made.UTC().Format(time.DateOnly)
		out.Made = &made
	}
	return out
}
