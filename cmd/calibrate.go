package cmd

import (
	"github.com/spf13/cobra"

	"rung/rubric/lang"
)

func newCalibrate(a *app) *cobra.Command {
	c := a.parent("calibrate", lang.T("Hold a calibration session on a group of assessments", "Tenir une session de calibration sur un groupe d’évaluations"),
		newCalibrateNew(a), newCalibrateAdd(a), newCalibrateStatus(a), newCalibrateReveal(a),
		newCalibrateAgenda(a), newCalibrateReview(a), newCalibrateDecide(a), newCalibrateReport(a),
		newCalibrateLog(a), newCalibrateLock(a), newCalibrateList(a), newCalibrateDemo(a))
	c.Long = a.in(lang.T(`A session goes from collecting to revealed to locked, and never back:

  rung calibrate new h2                  begin
  rung calibrate add h2 FILE|FOLDER…     take in what raters hand in; it is sealed
  rung calibrate status h2               who has handed in, and nothing of what
  rung calibrate reveal h2               freeze and open
  rung calibrate agenda h2               what is worth the group's time
  rung calibrate review h2               case by case, to an agreed level
  rung calibrate report h2               people, raters, agreement, decisions
  rung calibrate lock h2                 end

rung calibrate demo shows a whole report.`, `Une session va de la collecte au dévoilement puis au verrouillage, sans retour :

  rung calibrate new s2                  commencer
  rung calibrate add s2 FICHIER|DOSSIER… recevoir les évaluations, scellées
  rung calibrate status s2               qui a remis sa part, et rien de son contenu
  rung calibrate reveal s2               figer et ouvrir
  rung calibrate agenda s2               ce qui mérite le temps du groupe
  rung calibrate review s2               cas par cas, jusqu’à un niveau convenu
  rung calibrate report s2               personnes, évaluateurs, accord, décisions
  rung calibrate lock s2                 terminer

rung calibrate demo montre un rapport complet.`))
	return c
}
