package timex

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// TestDatelineWithoutYear: a dateline's day without a year is one only where the address gives the year.
func TestDatelineWithoutYear(t *testing.T) {
	const line = "RIVERTON, March 3 (Newswire) - The ferry sailed again, the mayor said."
	for _, c := range []struct{ text, url, want, why string }{
		{line, "https://lea.example/2031/03/ferry", "2031-03-03", "3 March of the dateline, in the year 2031 by the address"},
		{line, "https://lea.example/news/2031/ferry", "2031-03-03", "address"},
		{line, "https://lea.example/203103/ferry", "2031-03-03", "address"},
		{line, "https://lea.example/2031-03/ferry", "2031-03-03", "address"},
		{line, "https://lea.example/2031/mar/ferry", "2031-03-03", "address"},
		{line, "https://lea.example/2031/06/ferry", "", ""}, // another month
		{line, "https://lea.example/ferry?y=/2031/03/", "", ""},
		{line, "https://lea.example/2031/03/best-of/2030/", "", ""},
		{line, "", "", ""},
		{strings.Replace(line, "March 3", "31 Dec.", 1), "https://lea.example/2032/01/ferry", "2031-12-31", "31 December"},
		{strings.Replace(line, "March 3", "Dec 31", 1), "https://lea.example/2032/ferry", "", ""}, // of which year?
		{strings.Replace(line, "March 3", "Monday, March 3rd", 1), "https://lea.example/2031/03/ferry", "2031-03-03", "address"},
		{strings.Replace(line, "March 3", "March 3, 2029", 1), "https://lea.example/2031/03/ferry", "", ""}, // its own year, which clean reads
		{strings.Replace(line, "March 3", "Feb 30", 1), "https://lea.example/2031/02/ferry", "", ""},
		{"Ferry sails\n\nMarch 3\n\nThe ferry sailed again, the mayor said.", "https://lea.example/2031/03/ferry", "2031-03-03", "a line of its own at the top"},
		{"Ferry sails\n\nThe ferry sailed again on March 3, the mayor said, and it was full.", "https://lea.example/2031/04/ferry", "", ""},
	} {
		d := document(c.text, "")
		d.Meta.URL = c.url
		if at := strings.Index(c.text, "RIVERTON"); at >= 0 {
			d.Meta.Dateline.Name, d.Meta.Dateline.Span = "Riverton", parley.Span{Start: at, End: at + len("RIVERTON")}
		}
		New().Find(d)
		a := d.Anchor
		if a.Value.String() != c.want || !strings.Contains(a.Why, c.why) || c.want != "" && a.How != parley.Inferred {
			t.Errorf("%q at %s: %s (%s, %q), want %s (%q)", c.text, c.url, a.Value, a.How, a.Why, c.want, c.why)
		}
	}
}
