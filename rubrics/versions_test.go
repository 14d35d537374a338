package rubrics

import (
	"slices"
	"testing"
)

func TestVersionsAreOrderedByTheirNumbers(t *testing.T) {
	got := []string{"1.10.0", "2.0.0", "1.9.1", "1.9.0"}
	slices.SortFunc(got, compareVersions)
	if want := []string{"1.9.0", "1.9.1", "1.10.0", "2.0.0"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAReferenceNamesTheNewestOfWhatItBegins(t *testing.T) {
	for ref, want := range map[string]string{
		"product": "product.yaml", "product@2": "product.yaml", "product@2.0.0": "product.yaml",
		"product@1": "product@1.0.0.yaml", "product@1.0": "product@1.0.0.yaml",
		"product@2.0.00": "", "product@": "product.yaml", "produc": "", "@1": "", "": "",
	} {
		if name, _, err := Read(ref); name != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, %v; want %q", ref, name, err, want)
		}
	}
}
