package read_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/parley-press/parley"
)

// A report that lost its commas and apostrophes is read as if it had them, and quoted as it is printed.
func TestLostCommas(t *testing.T) {
	b := []byte("Shells hit a bakery in Lea\n\nTwelve people were killed on Wednesday when shells struck a bakery in the old town of Lea the army of Harland said. " +
		"Harlands Foreign Ministry said that the truce was over. The convoy turned back at the bridge a spokeswoman for the relief agency Blue Lamp said. " +
		"The rebels dont accept that account and blame the army. On Thursday the envoy Ana Roe who had met both sides in Port Aven left for the capital. " +
		"Tarns president Ivo Maris called the attack a crime and said that he would take the case to the council. The army has not answered him since then and the talks go on.")
	f, aside := newReader(t).Read(parley.Report{ID: parley.IDOf(b), Names: []string{"lea.txt"}, Format: parley.PlainText, Bytes: b})
	if aside != nil {
		t.Fatal(aside.Detail)
	}
	if !slices.Contains(f.Meta.Flags, "commas_lost") {
		t.Errorf("flags %q", f.Meta.Flags)
	}
	want := map[string]string{ // content of a statement: its source, as printed
		"Twelve people were killed on Wednesday when shells struck a bakery in the old town of Lea": "the army of Harland",
		"the truce was over":                   "Harlands Foreign Ministry",
		"The convoy turned back at the bridge": "a spokeswoman for the relief agency Blue Lamp",
	}
	for _, s := range f.Statements {
		for _, p := range s.Content {
			if w, ok := want[p.Text]; ok && s.Source != nil && s.Source.Passage != nil && s.Source.Passage.Text == w {
				delete(want, p.Text)
			}
			if !bytes.Equal(b[p.Raw.Start:p.Raw.End], []byte(p.Text)) {
				t.Errorf("%q rests on %q", p.Text, b[p.Raw.Start:p.Raw.End])
			}
		}
	}
	for content, source := range want {
		t.Errorf("nobody says %q: it is %q", content, source)
	}
	for _, e := range f.Entities {
		if e.Name == "Harlands Foreign Ministry" {
			t.Errorf("the ministry is called %q", e.Name)
		}
	}
}
