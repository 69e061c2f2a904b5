package record

import "testing"

func TestIsPlural(t *testing.T) {
	for name, want := range map[string]bool{
		"Ana Roe": false, "Tarn residents": true, "sources close to Ana Roe": true, "officials of the Harbour Council": true, "United States": false, "Reuters": false,
		"head of the observers": false, "Tarn press": false, "economics": false, "residents, some of them hurt": true, "the two sides": true, "police": true, "": false,
	} {
		if got := isPlural(name); got != want {
			t.Errorf("isPlural(%q) is %v", name, got)
		}
	}
	for verb, want := range map[string]string{"denies": "deny", "rejects": "reject", "does not believe": "do not believe", "says": "say", "accuses": "accuse"} {
		if got := pluralVerb(verb); got != want {
			t.Errorf("pluralVerb(%q) is %q", verb, got)
		}
	}
}
