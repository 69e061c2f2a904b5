package clean

import (
	"strings"
	"testing"
)

func TestFindDates(t *testing.T) {
	tests := []struct{ in, want string }{
		{"6 Dec, 2031 09:15", "2031-12-06[6 Dec, 2031 09:15]"},
		{"Sat Oct 1, 2031 14:27:12", "2031-10-01[Sat Oct 1, 2031 14:27:12]"},
		{"in Riverton, Harland, December 5, 2031.", "2031-12-05[December 5, 2031]"},
		{"2031-12-05T10:00Z", "2031-12-05[2031-12-05T10:00Z]"},
		{"2031-12-05T10:00:07.123+01:00 x", "2031-12-05[2031-12-05T10:00:07.123+01:00]"},
		{"2031/12/05", "2031-12-05[2031/12/05]"},
		{"05.12.2031", "2031-12-05[05.12.2031]"},
		{"5-Dec-2031", "2031-12-05[5-Dec-2031]"},
		{"Friday, 5 December 2031", "2031-12-05[Friday, 5 December 2031]"},
		{"the 5th of May 2031 at 9:15 a.m. EST", "2031-05-05[5th of May 2031 at 9:15 a.m. EST]"},
		{"Sept. 3rd, 2031", "2031-09-03[Sept. 3rd, 2031]"},
		{"Mon May 5 14:27:12 UTC 2031", "2031-05-05[Mon May 5 14:27:12 UTC 2031]"},
		{"13/05/2031", "2031-05-13[13/05/2031]"},
		{"05/13/2031", "2031-05-13[05/13/2031]"},
		{"05/05/2031", "2031-05-05[05/05/2031]"},
		{"04/05/2031", "?[04/05/2031]"},
		{"29 February 2031 and 29 February 2032", "2032-02-29[29 February 2032]"},
		{"31.11.2031", ""},
		{"0000-00-00", ""},
		{"5 May 99999", ""},
		{"5 May 1066", ""},
		{"May 2031", ""},
		{"on 5 May", ""},
		{"Resolution 2254 of 2015, 12-10-8", ""},
		{"1.2.3.2031", ""},
		{"from 5 May 2031 to 7 May 2031", "2031-05-05[5 May 2031] 2031-05-07[7 May 2031]"},
		{"", ""},
	}
	for _, c := range tests {
		var out []string
		for _, h := range findDates(c.in) {
			v := h.value.String()
			if v == "" {
				v = "?"
			}
			out = append(out, v+"["+c.in[h.start:h.end]+"]")
		}
		if got := strings.Join(out, " "); got != c.want {
			t.Errorf("%q: %s, want %s", c.in, got, c.want)
		}
	}
}

func FuzzDates(f *testing.F) {
	f.Add("Sat Oct 1, 2031 14:27:12 +01:00")
	f.Add("5th of May 2031 at 9:15 a.m. EST, 2031-12-05T10:00Z 13/05/2031")
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, h := range findDates(s) {
			if h.start < at || h.end <= h.start || h.end > len(s) {
				t.Fatalf("%+v in %q after %d", h, s, at)
			}
			at = h.end
		}
	})
}

func TestReadNames(t *testing.T) {
	tests := []struct{ in, want, rest string }{
		{"Ana Roe", "Ana Roe", ""},
		{"Ana Roe and Jon Vale, Newswire", "Ana Roe|Jon Vale", ", Newswire"},
		{"Ana Roe, J. P. Vale and Li Wen in Riverton", "Ana Roe|J. P. Vale|Li Wen", " in Riverton"},
		{"Ana Roe RIVERTON", "Ana Roe", " RIVERTON"},
		{"Ana van der Roe; Jon", "Ana van der Roe", "; Jon"},
		{"Ana O’Roe-Vale By Li Wen", "Ana O’Roe-Vale", " By Li Wen"},
		{"Ána Röe", "Ána Röe", ""},
		{"Friday Morning", "", "Friday Morning"},
		{"the mayor", "", "the mayor"},
		{"Ana", "", "Ana"},
		{"", "", ""},
	}
	for _, c := range tests {
		names, end := readNames(c.in, 0)
		var out []string
		for _, n := range names {
			out = append(out, n.of(c.in))
		}
		if got := strings.Join(out, "|"); got != c.want || c.in[end:] != c.rest {
			t.Errorf("%q: %q, rest %q; want %q, %q", c.in, got, c.in[end:], c.want, c.rest)
		}
	}
}
