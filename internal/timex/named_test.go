package timex

import "testing"

// Days and periods with names, quarters of accounts, years in words, and lengths.
func TestNamed(t *testing.T) {
	for _, c := range []struct{ in, words, kind, want string }{
		{"They met on Christmas Day.", "Christmas Day", "DATE", "2030-12-25"},
		{"They met at Easter.", "Easter", "DATE", "2031-04-13"},
		{"It ended on New Year's Eve.", "New Year's Eve", "DATE", "2030-12-31"},
		{"Since the end of the Cold War nobody has met.", "the end of the Cold War", "DATE", ""},
		{"They met in the year two thousand.", "the year two thousand", "DATE", "2000"},
		{"Sales fell in the latest quarter.", "the latest quarter", "DATE", "2031-Q1"},
		{"They left more than a year ago.", "more than a year ago", "DATE", "2030"},
		{"It lasted less than three days.", "less than three days", "DURATION", "P3D"},
		{"It will last about two weeks.", "about two weeks", "DURATION", "P2W"},
		{"They met in the early 1990s.", "the early 1990s", "DATE", "199"},
		{"They meet every Tuesday.", "every Tuesday", "SET", "XXXX-WXX-2"},
		{"They met at 10:35 a.m. on Friday.", "10:35 a.m. on Friday", "TIME", "2031-05-02T10:35"},
		{"They met the day after the vote.", "the day", "DATE", "XXXX-XX-XX"},
		{"They met in the quarter near the mill.", "", "", ""},
	} {
		d := document(c.in, "2031-05-08")
		New().Find(d)
		if c.words == "" {
			if len(d.Times) > 0 {
				t.Errorf("%s: %q", c.in, d.Slice(d.Span(d.Times[0].Tokens)))
			}
			continue
		}
		if len(d.Times) != 1 {
			t.Errorf("%s: %d times", c.in, len(d.Times))
			continue
		}
		x := d.Times[0]
		if words := d.Slice(d.Span(x.Tokens)); words != c.words || x.Type != c.kind || x.Value != c.want || x.Why == "" {
			t.Errorf("%s: %q %s %q, %s", c.in, words, x.Type, x.Value, x.Why)
		}
	}
}

// A year earlier than what was named is the year, or the quarter, before it.
func TestYearEarlier(t *testing.T) {
	d := document("Profit rose in the third quarter. A year earlier it fell.", "2031-05-08")
	New().Find(d)
	if len(d.Times) != 2 || d.Times[0].Value != "2030-Q3" || d.Times[1].Value != "2029-Q3" {
		t.Errorf("%+v", d.Times)
	}
}
