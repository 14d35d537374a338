package form_test

import (
	"bytes"
	"testing"

	"rung/assess/form"
	"rung/rubric/lang"
)

// TestAPageTellsWhatItCarries reads it back, whatever is in it, and from nothing else.
func TestAPageTellsWhatItCarries(t *testing.T) {
	for _, want := range []form.Carried{
		{Lang: lang.EN, Rubric: "id: x"},
		{Lang: lang.FR, Invitation: `{"title":"</script><script id=\"carried\">é & \u2028"}`},
	} {
		var page bytes.Buffer
		if err := form.Write(&page, want, form.Engine{Program: []byte("program"), Runner: "run()"}); err != nil {
			t.Fatal(err)
		}
		if got, is := form.CarriedBy(page.Bytes()); !is || got != want {
			t.Errorf("%+v comes back as %+v", want, got)
		}
		if _, is := form.CarriedBy(page.Bytes()[:page.Len()/3]); is {
			t.Error("a part of a page counts as one")
		}
	}
	for _, other := range []string{"", "{}", "<html><script id=carried></script>", `<p id="carried">{}</p>`, `<script id="carried">{</script>`} {
		if _, is := form.CarriedBy([]byte(other)); is {
			t.Errorf("%s counts as a page", other)
		}
	}
}
