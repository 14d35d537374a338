package cmd

import (
	"fmt"
	"strings"

	"rung/rubric"
	"rung/rubric/doc"
	"rung/rubric/lang"
)

// explainRules says what the codes of problems mean; without any, which there are.
func (a *app) explainRules(codes []string) error {
	if len(codes) == 0 {
		return a.listRules()
	}
	var rules []rubric.Rule
	for _, code := range codes {
		rule, ok := rubric.RuleOf(strings.Trim(code, "[]"))
		if !ok {
			return noRule(code)
		}
		rules = append(rules, rule)
	}
	for i, rule := range rules {
		if i > 0 {
			fmt.Fprintln(a.Stdout)
		}
		a.explainRule(rule)
	}
	return nil
}

func (a *app) listRules() error {
	var rows []helpRow
	for _, rule := range rubric.Rules() {
		rows = append(rows, helpRow{rule.Code, a.in(rule.Is)})
	}
	a.helpList(a.Stdout, a.t("Codes of what `rung rubric lint` finds:"), rows)
	return nil
}

func noRule(code string) error {
	var known []string
	for _, rule := range rubric.Rules() {
		known = append(known, rule.Code)
	}
	if hint := doc.DidYouMean(code, known); doc.Near(code, known) != "" {
		return usageErrorf("there is no code %v; %v", lang.Quoted(code), hint)
	}
	return usageErrorf("there is no code %v; `rung rubric lint --explain` lists them", lang.Quoted(code))
}

func (a *app) explainRule(rule rubric.Rule) {
	fmt.Fprintln(a.Stdout, rule.Code)
	a.wrapped(a.Stdout, a.in(rule.Is)+" "+a.in(rule.Why))
	for _, example := range []struct {
		title lang.Text
		text  string
	}{{"Before:", rule.Before}, {"After:", rule.After}} {
		fmt.Fprintln(a.Stdout, a.in(example.title))
		for line := range strings.SplitSeq(example.text, "\n") {
			fmt.Fprintln(a.Stdout, strings.TrimRight("    "+a.shown(line), " "))
		}
	}
}
