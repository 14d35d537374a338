package cmd

import (
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/exchange"
	"rung/assess/report"
	"rung/assess/report/wire"
	"rung/rubric/lang"
)

type calibrateReleaseOptions struct {
	app *app
	out *destination

	register string // file
	receipts string // file
	yes      bool
}

func newCalibrateRelease(a *app) *cobra.Command {
	o := calibrateReleaseOptions{app: a}
	c := &cobra.Command{
		Use:   "release FILE.release",
		Short: a.t("Release what was handed in, as a second holder"),
		Long: a.t("Takes off what only a second holder can, from every envelope that counts, and writes what the facilitator needs to open them. Each is held to the "+
			"invitations that you drew, and nothing is given back of one that fails. You read nothing: what is left is encrypted to the facilitator's key.") + " " +
			a.t("One closing list of a session is released, and no other after it."),
		Example: "  rung calibrate release h2.release -o h2.released --receipts h2.html",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = newDestination(a, c, "")
	o.out.inputs = func(args []string) []string { return args }
	c.Flags().StringVar(&o.register, "register", "", a.t("the register, in a `file`, of the second holder who invited, from them and not from the facilitator"))
	c.Flags().StringVar(&o.receipts, "receipts", "", a.t("write the receipt of every envelope and what became of it to a `file`, in the format of its ending, for you to show the raters"))
	c.Flags().BoolVar(&o.yes, "yes", false, a.t("do not ask"))
	return c
}

func (o *calibrateReleaseOptions) run(file string) error {
	page, err := o.page(file)
	if err != nil {
		return err
	}
	name, data, err := o.app.readUpTo(file, exchange.MaxRelease)
	if err != nil {
		return err
	}
	asked, err := exchange.ParseRelease(name, data)
	if err != nil {
		return invalid(err)
	}
	h, err := o.app.held(&asked.Terms)
	if err != nil {
		return err
	}
	register, err := o.registerFor(h, &asked.Terms)
	if err != nil {
		return err
	}
	key, err := o.key(h)
	if err != nil {
		return err
	}
	given, withheld, err := register.Release(key, asked, o.app.Now())
	if err != nil {
		return codedError{exitConflict, lang.Errorf("%s: %v", name, err)}
	}
	o.tellAsked(asked, given, withheld)
	agreed, err := o.app.confirm(o.yes, "Release %v to %s? It cannot be taken back.", lang.Count(len(given.Envelopes), "envelope", "envelopes"), asked.Terms.Reader)
	if err != nil {
		return err
	}
	if !agreed {
		o.app.tell("Nothing was released.")
		return nil
	}
	if err := h.keep(register); err != nil {
		return err
	}
	if err := o.give(h, given); err != nil || page == nil {
		return err
	}
	posted := calibrate.PostedAtRelease(h.Session, asked, register, withheld)
	if err := page.print(views(posted, report.Receipts, nil, wire.Receipts)); err != nil {
		return err
	}
	o.app.tell("The receipts are in %s: send it to the raters yourself, not by way of %s.", page.file, asked.Terms.Reader)
	return nil
}

// page is where the receipts go; nil if they are not wanted.
func (o *calibrateReleaseOptions) page(asked string) (*output, error) {
	if o.receipts == "" {
		return nil, nil
	}
	if o.receipts == "-" || o.receipts == o.out.file {
		return nil, usageErrorf("the receipts go to a file of their own: --receipts FILE")
	}
	inputs := func([]string) []string { return []string{asked} }
	page := &output{destination: &destination{app: o.app, file: o.receipts, force: o.out.force, inputs: inputs}}
	return page, page.check(nil)
}

// registerFor is the register of whom the holder invited, or has from who did.
func (o *calibrateReleaseOptions) registerFor(h holding, terms *exchange.Terms) (*exchange.Register, error) {
	own, err := h.registered(terms)
	if err != nil || len(own.Raters) > 0 {
		return own, err
	}
	if o.register == "" {
		return nil, lang.Errorf("nobody was invited to this session with your key, so nothing can be held to it; if another second holder invited, ask them for their register, and give it with --register FILE")
	}
	name, data, err := o.app.readUpTo(o.register, exchange.MaxFile)
	if err != nil {
		return nil, err
	}
	other, err := exchange.ParseRegister(name, data)
	if err != nil {
		return nil, invalid(err)
	}
	if other.Terms.Hash() != terms.Hash() {
		return nil, invalid(lang.Errorf("%s: this register belongs to another session, or to other terms", name))
	}
	return other, nil
}

// key opens the key of the holder.
func (o *calibrateReleaseOptions) key(h holding) (*exchange.Key, error) {
	data, err := os.ReadFile(h.key())
	if err != nil {
		return nil, lang.Errorf("your key cannot be read, and without it you can release nothing: %v; put a copy of it back", sayable(err))
	}
	return o.app.parseKey(h.key(), data)
}

// tellAsked says what would be released, and what would not and why.
func (o *calibrateReleaseOptions) tellAsked(asked *exchange.Release, given *exchange.Released, withheld []exchange.Withheld) {
	states := map[exchange.State]int{}
	for _, one := range asked.Closing.Receipts {
		states[one.State]++
	}
	o.app.tell("%s closed the session on %s, with %v.", asked.Terms.Reader, asked.Closing.Closed.Format(time.DateOnly), lang.Count(len(asked.Closing.Receipts), "receipt", "receipts"))
	o.app.tell("The terms in eight words, for all to compare: %s.", asked.Terms.Hash().Words())
	o.app.tell("The closing list in eight words, for all to compare: %s.", asked.Closing.Hash().Words())
	for _, state := range []struct {
		is   exchange.State
		said lang.Text
	}{
		{exchange.Counted, "in envelopes that count: %d"}, {exchange.Replaced, "in envelopes that later ones replaced: %d"},
		{exchange.Revoked, "in envelopes under earlier invitations: %d"}, {exchange.Withdrawn, "in envelopes that were withdrawn: %d"},
		{exchange.Seen, "readable, and seen by the facilitator: %d"},
	} {
		if n := states[state.is]; n > 0 {
			o.app.tell("· %v", lang.Message{Format: state.said, Args: []any{n}})
		}
	}
	for _, one := range withheld {
		o.app.tell("Nothing is given back of %s: %v (receipt %s).", one.Rater, one.Why, one.Receipt)
	}
}

// give writes what is released.
func (o *calibrateReleaseOptions) give(h holding, given *exchange.Released) error {
	data, err := given.Bytes()
	if err != nil {
		return err
	}
	if err := o.out.write(func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
		return err
	}
	if !o.out.toStdout() {
		o.app.tell("Send %s to the facilitator. From now on only this closing list is released.", o.out.file)
	}
	o.app.tell("Your key and your register are of use until the session is revealed; then destroy them: rung calibrate key %s --by %s --destroy", h.Session, shellWord(h.Name))
	return nil
}
