package plural

import "testing"

func TestIs(t *testing.T) {
	for name, want := range map[string]bool{
		"Ana Roe": false, "Tarn residents": true, "sources close to Ana Roe": true, "officials of the Harbour Council": true, "rail carriers opposed to the cut": true, "United States": false, "Reuters": false,
		"head of the observers": false, "Tarn press": false, "economics": false, "residents, some of them hurt": true, "the two sides": true, "police": true, "": false, "They": true, "residents and a monitor": true, "Ministry of Trade and Industry": false,
	} {
		if got := Is(name); got != want {
			t.Errorf("Is(%q) is %v", name, got)
		}
	}
	for verb, want := range map[string]string{"denies": "deny", "rejects": "reject", "does not believe": "do not believe", "says": "say", "accuses": "accuse"} {
		if got := Verb(verb); got != want {
			t.Errorf("Verb(%q) is %q", verb, got)
		}
	}
}
