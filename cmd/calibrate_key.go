package cmd

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"rung/assess/exchange"
	"rung/assess/store"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

type calibrateKeyOptions struct {
	app *app
	out *destination

	by         string
	passphrase bool
	destroy    bool
	yes        bool
}

func newCalibrateKey(a *app) *cobra.Command {
	o := calibrateKeyOptions{app: a}
	c := &cobra.Command{
		Use:   "key SESSION",
		Short: a.t("Make a second holder's key, before a session begins"),
		Long: a.t("For somebody else than the facilitator, on their own machine: with a second holder the facilitator cannot read what comes in envelopes "+
			"before it is released. The key stays in rung/keys of your settings, or in RUNG_KEYS; what is written is its public part, for the facilitator to begin the session with.") + " " +
			a.t("Then you invite the raters with `calibrate invite`, and release what they handed in with `calibrate release`; you never read any of it.") + " " +
			a.t("Once the session is revealed, --destroy overwrites and removes the key and your register; copies of them are yours to delete."),
		Example: "  rung calibrate key h2 --by Sol -o h2-sol.holder\n  rung calibrate key h2 --by Sol --destroy",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = newDestination(a, c, "")
	c.Flags().StringVar(&o.by, "by", "", a.t("your `name`, for the terms (or RUNG_BY)"))
	c.Flags().BoolVar(&o.passphrase, "passphrase", false, a.t("ask for a passphrase, without which the key does not open (or RUNG_PASSPHRASE)"))
	c.Flags().BoolVar(&o.destroy, "destroy", false, a.t("destroy the key, and the register of whom you invited"))
	c.Flags().BoolVar(&o.yes, "yes", false, a.t("do not ask"))
	for _, other := range []string{"output", "force", "passphrase"} {
		c.MarkFlagsMutuallyExclusive("destroy", other)
	}
	return c
}

func (o *calibrateKeyOptions) run(session string) error {
	act, err := o.app.act(o.by)
	switch {
	case err != nil:
		return err
	case act.Who.Name == "":
		return usageErrorf("raters are told who holds a key: add --by and your name")
	case !doc.IsID(session):
		return usageErrorf("%v is no name of a session; it has small letters, digits and hyphens, as in h2", lang.Quoted(session))
	}
	h, err := o.app.holdingOf(session, act.Who)
	if err != nil {
		return err
	}
	if o.destroy {
		return o.runDestroy(h)
	}
	if err := o.settle(h); err != nil {
		return err
	}
	public, err := h.Bytes()
	if err != nil {
		return err
	}
	if err := store.WriteFile(h.public(), public, true); err != nil {
		return err
	}
	if err := o.out.write(func(w io.Writer) error { _, err := w.Write(public); return err }); err != nil {
		return err
	}
	o.tell(h)
	return nil
}

// settle fills in the public half of the key: of the one that is there, else of a new
// one.
func (o *calibrateKeyOptions) settle(h holding) error {
	data, err := os.ReadFile(h.key())
	if err == nil {
		o.app.tell("There is a key for session %s already: this is its public part again.", h.Session)
		key, err := o.app.parseKey(h.key(), data)
		if err == nil {
			h.Key = key.Recipient()
		}
		return err
	}
	key, err := exchange.NewKey()
	if err != nil {
		return err
	}
	h.Key = key.Recipient()
	if !o.passphrase && o.app.Getenv("RUNG_PASSPHRASE") == "" {
		return o.keep(h, key, "")
	}
	return o.app.unseen(func() error {
		passphrase, err := o.app.newPassphrase()
		if err != nil {
			return err
		}
		return o.keep(h, key, passphrase)
	})
}

// keep writes the key where nothing is yet.
func (o *calibrateKeyOptions) keep(h holding, key *exchange.Key, passphrase string) error {
	if err := o.app.checkFolder(h.folder); err != nil {
		return err
	}
	shelf, err := o.app.store()
	if err != nil {
		return err
	}
	file, err := key.File(o.app.t("key of %s as a second holder of session %s; it releases what was handed in, and opens nothing", h.Name, h.Session), passphrase)
	if err != nil {
		return err
	}
	return shelf.WriteKey(h.key(), file)
}

func (o *calibrateKeyOptions) tell(h holding) {
	o.app.tell("Your key is in this file: copy it to a place apart. Without it, or that of another second holder, nothing that comes in envelopes can be read.")
	fmt.Fprintln(o.app.Stderr, "  "+o.app.shown(h.key()))
	if !o.out.toStdout() {
		o.app.tell("Its public part is in %s: send that to the facilitator, who begins the session with --second-key.", o.out.file)
	}
	o.app.tell("These eight words are the public part's; compare them with those that the facilitator sees:")
	fmt.Fprintln(o.app.Stderr, "  "+h.Hash().Words())
}

// runDestroy destroys what a second holder keeps of a session. The public part goes
// last: while it is there, what was cut short can be gone on with.
func (o *calibrateKeyOptions) runDestroy(h holding) error {
	shelf, err := o.app.store()
	switch {
	case err != nil:
		return err
	case !there(h.public()):
		return lang.Errorf("there is no key of %s for session %s in %s; set RUNG_KEYS to the folder that has it", h.Name, h.Session, h.folder)
	case there(h.key()) && !shelf.MadeKey(h.key()):
		return lang.Errorf("%v was not made by this store, and is left alone; delete it yourself", lang.Quoted(h.key()))
	}
	agreed, err := o.app.confirm(o.yes, "Destroy the key of %s for session %s, and the register of whom they invited? What was not released can then be read only if another second holder releases it.", h.Name, h.Session)
	if err != nil || !agreed {
		return err
	}
	if err := errors.Join(shelf.DestroyKey(h.key()), store.Shred(h.register())); err != nil {
		return sayable(err)
	}
	if err := os.Remove(h.public()); err != nil {
		return sayable(err)
	}
	o.app.tell("Destroyed: the key of %s for session %s, and the register. Copies of them are yours to delete.", h.Name, h.Session)
	return nil
}
