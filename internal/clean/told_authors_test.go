package clean

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// TestToldAuthors: authors of the container are bylines where the report names none itself; accounts, desks and the outlet's own name are nobody's.
func TestToldAuthors(t *testing.T) {
	text := "Bridge to close\n\nRIVERTON - The mayor said on Tuesday that the bridge would close for a week.\n\nThe ferry sails on.\n"
	for _, c := range []struct{ text, authors, want, agency string }{
		{text, "Ana Roe", "Ana Roe", ""},
		{text, "By Ana Roe and Ben Dale", "Ana Roe, Ben Dale", ""},
		{text, "Ana Roe; Ben Dale", "Ana Roe, Ben Dale", ""},
		{text, "Roe, Ana", "Ana Roe", ""},
		{text, "ANA ROE", "Ana Roe", ""},
		{text, "Reuters", "", "Reuters"},
		{text, "Reuters; Ana Roe", "Ana Roe", "Reuters"},
		{text, "admin", "", ""},
		{text, "Web Desk", "", ""},
		{text, "Riverton Post", "", ""},
		{text, "", "", ""},
		{strings.Replace(text, "\n\n", "\n\nBy Mika Dunn\n\n", 1), "Ana Roe", "Mika Dunn", ""},
	} {
		r := parley.Report{Bytes: []byte(c.text), Format: parley.PlainText, Given: parley.Given{Outlet: "Riverton Post", Authors: c.authors, AuthorsBy: "author of f.xml#1"}}
		x, aside := Clean(r)
		if aside != nil {
			t.Fatal(aside)
		}
		var names []string
		for _, b := range x.Meta.Bylines {
			names = append(names, b.Name)
			if told := !strings.Contains(c.text, b.Name); told != (b.Why == "author of f.xml#1") || told != (b.Span == parley.Span{}) {
				t.Errorf("%q: %+v", c.authors, b)
			}
		}
		agency := ""
		for _, a := range x.Meta.Agencies {
			agency += a.Name
		}
		if got := strings.Join(names, ", "); got != c.want || agency != c.agency {
			t.Errorf("%q: bylines %q and agencies %q, want %q and %q", c.authors, got, agency, c.want, c.agency)
		}
	}
}
