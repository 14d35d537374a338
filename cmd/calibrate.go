package cmd

import (
	"github.com/spf13/cobra"
)

func newCalibrate(a *app) *cobra.Command {
	c := a.parent("calibrate", "Hold a calibration session on a group of assessments",
		newCalibrateNew(a), newCalibrateInvite(a), newCalibrateTemplate(a), newCalibrateAdd(a), newCalibrateCollect(a), newCalibrateStatus(a),
		newCalibrateWithdraw(a), newCalibrateAlias(a), newCalibrateReveal(a), newCalibrateKey(a), newCalibrateRelease(a), newCalibrateAgenda(a), newCalibratePacket(a), newCalibrateReview(a),
		newCalibrateDecide(a), newCalibrateReport(a), newCalibrateLog(a), newCalibrateLock(a), newCalibrateCorrect(a), newCalibrateList(a),
		newCalibrateExport(a), newImport(a), newCalibrateDelete(a), newCalibrateDemo(a))
	c.Long = a.t(`A session goes from collecting to revealed to locked, and never back:

  rung calibrate new h2                  begin
  rung calibrate invite h2 -o DIR        a page for each rater, which saves a sealed envelope
  rung calibrate collect h2 --from DIR   take in the envelopes; nothing is opened
  rung calibrate add h2 FILE|FOLDER…     take in readable files too; they are sealed here
  rung calibrate status h2               who has handed in, and nothing of what
  rung calibrate reveal h2               freeze and open
  rung calibrate agenda h2               what is worth the group's time
  rung calibrate packet h2 -o p.html     the meeting's papers; --screen for a projector
  rung calibrate review h2               case by case, to an agreed level
  rung calibrate report h2               people, raters, agreement, decisions
  rung calibrate lock h2                 end

rung calibrate demo shows a whole report.`)
	return c
}
