package ratings

import "testing"

// Where each verdict begins: on the bound, and a hair to the other side.
func TestVerdictsBegin(t *testing.T) {
	none := Interval{Reason: OneSubject}
	for _, c := range []struct {
		coRated, commonest int // of twice as many ratings
		otherTrack         int
		alpha, apart       Interval
		want               Verdict
	}{
		{200, 0, 0, Interval{Low: 0.8, High: 0.9}, none, Reliable},
		{199, 0, 0, Interval{Low: 0.8, High: 0.9}, none, Tentative},
		{200, 0, 0, Interval{Low: 0.7999, High: 0.9}, none, Tentative},
		{200, 0, 1, Interval{Low: 0.8, High: 0.9}, none, NoVerdict},
		{25, 0, 0, Interval{Low: 0.667, High: 0.9}, none, Tentative},
		{24, 0, 0, Interval{Low: 0.667, High: 0.9}, none, NoVerdict},
		{25, 0, 1, Interval{Low: 0.667, High: 0.9}, none, NoVerdict},
		{25, 0, 0, Interval{Low: 0.6669, High: 0.9}, none, NoVerdict},
		{10, 0, 0, Interval{Low: 0.1, High: 0.6669}, Interval{Low: 0.1, High: 0.8999}, LittleSpread},
		{10, 0, 1, Interval{Low: 0.1, High: 0.6669}, Interval{Low: 0.1, High: 0.8999}, LittleSpread},
		{10, 0, 0, Interval{Low: 0.1, High: 0.6669}, Interval{Low: 0.1, High: 0.9}, NoVerdict},
		{10, 0, 0, Interval{Low: 0.1, High: 0.667}, Interval{Low: 0.1, High: 0.2}, NoVerdict},
		{10, 0, 0, Interval{Low: 0.1, High: 0.6669}, Interval{Low: 0.9001, High: 2}, Disagreement},
		{10, 0, 0, Interval{Low: 0.1, High: 0.6669}, Interval{Low: 0.9, High: 2}, NoVerdict},
		{5, 8, 0, Interval{Reason: TooFew}, none, SaysNothing},
		{5, 7, 0, Interval{Reason: TooFew}, none, NoVerdict},
		{24, 36, 0, Interval{Low: 0.1, High: 0.6669}, Interval{Low: 0.1, High: 0.2}, SaysNothing},
		{25, 38, 0, Interval{Low: 0.1, High: 0.6669}, Interval{Low: 0.1, High: 0.8999}, LittleSpread},
	} {
		a := Agreement{
			CoRated: c.coRated, Compared: 2 * c.coRated, Commonest: c.commonest,
			Alpha: Coefficient{Value: Known(0), Interval: c.alpha}, Apart: c.apart,
		}
		a.OtherTrack = c.otherTrack
		if got := a.judge(); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
	everyone := Agreement{CoRated: 5, Compared: 10, Commonest: 10, Alpha: Coefficient{Value: Missing(OneValue), Interval: Interval{Reason: OneValue}}}
	if got := everyone.judge(); got != NoVerdict {
		t.Errorf("without an alpha: %v", got)
	}
}
