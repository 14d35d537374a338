package cmd

import (
	"io"

	"github.com/spf13/cobra"

	"rung/assess/calibrate"
	"rung/assess/report"
)

type calibratePacketOptions struct {
	app *app
	out *output

	screen bool
}

func newCalibratePacket(a *app) *cobra.Command {
	o := calibratePacketOptions{app: a}
	c := &cobra.Command{
		Use:   "packet SESSION",
		Short: a.t("A meeting's papers: how it runs, the agenda, a page per case"),
		Long: a.t("What the group reads before its meeting and has on the table in it: how the meeting runs, the agenda, then a page " +
			"per person with what the raters say, where they part, their notes, the texts of the levels in question, and room for the " +
			"decision. It names raters. With --screen it is for a projector: large, one person at a time, raters by letters; the arrow " +
			"keys go from one to the next."),
		Example: "  rung calibrate packet h2 -o packet.html\n  rung calibrate packet h2 --screen -o screen.html",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	o.out = newOutput(a, c)
	c.Flags().BoolVar(&o.screen, "screen", false, a.t("for a projector, raters by letters"))
	return c
}

func (o *calibratePacketOptions) run(id string) error {
	_, opened, err := o.app.opened(id)
	if err != nil {
		return err
	}
	noData := func(io.Writer, *calibrate.Packet) error {
		return usageErrorf("a packet is there to be read; its data is in `rung calibrate report %s --format json`", id)
	}
	if o.screen {
		return o.out.print(views(opened.LetteredPacket(), report.Slides, nil, noData))
	}
	return o.out.print(views(opened.Packet(), report.Packet, nil, noData))
}
