package cmd

import (
	"strings"

	"github.com/spf13/cobra"

	"rung/assess/calibrate/spreadsheet"
	"rung/rubric/lang"
)

// tableOptions say what a table of ratings does not say itself.
type tableOptions struct {
	rater, as    string
	sheet, scale string
	maps         []string
}

func (o *tableOptions) flags(a *app, c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.rater, "rater", "", a.t("the `name` of who rates, where a file does not say"))
	f.StringVar(&o.as, "as", "", a.t("their `relation`, where a file does not say: self, manager, peer or panel; else what is expected"))
	f.StringArrayVar(&o.maps, "map", nil, a.t("what a column is that has another title, as `WHAT=TITLE`; several times"))
	f.StringVar(&o.scale, "scale", "", a.t("the `scale` of the numbers in a table, such as 1-5, or 1 for steps that count from 1 (default: steps, from 0)"))
	f.StringVar(&o.sheet, "sheet", "", a.t("the `name` of the sheet that is read of a workbook"))
}

// options are what was said, for reading tables now.
func (o *tableOptions) options(a *app) (said spreadsheet.Options, err error) {
	said = spreadsheet.Options{Sheet: o.sheet, NewID: a.NewID, At: a.instant(), Lang: a.lang}
	if o.rater != "" {
		who, err := person(o.rater)
		if err != nil {
			return said, err
		}
		said.Rater = who.Name
	}
	if o.as != "" {
		if said.Relation, err = relationOf(o.as); err != nil {
			return said, err
		}
	}
	if o.scale != "" {
		if said.Scale, err = spreadsheet.ParseScale(o.scale); err != nil {
			return said, codedError{exitUsage, err}
		}
	}
	for _, m := range o.maps {
		what, title, ok := strings.Cut(m, "=")
		if !ok {
			return said, usageErrorf("%v maps nothing; write --map WHAT=TITLE, as in --map level=Grade", lang.Quoted(m))
		}
		said.Map = append(said.Map, spreadsheet.Mapping{What: what, Title: title})
	}
	return said, nil
}
