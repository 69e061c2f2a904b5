package attribution

import (
	"testing"

	"github.com/parley-press/parley"
)

// TestPastDateline: a place in capitals and a dash are no part of who speaks; what only looks like them is.
func TestPastDateline(t *testing.T) {
	read := reader(t)
	for _, c := range []struct{ text, want string }{
		{"PORT AVEN, May 4 - Ana Roe, the harbour master, said no.", "Ana Roe , the harbour master"},
		{"RIVERTON — She said no.", "She"},
		{"Riverton - the mayor said no.", "Riverton - the mayor"},
		{"ANA ROE said no.", "ANA ROE"},
	} {
		d := read(c.text)
		end := 0
		for d.Word(end) != "said" {
			end++
		}
		if d.Word(end-1) == "," {
			end--
		}
		source := []parley.TokenRange{{First: 0, End: end}}
		pastDateline(d, source)
		got := ""
		for i := source[0].First; i < source[0].End; i++ {
			if got != "" {
				got += " "
			}
			got += d.Word(i)
		}
		if got != c.want {
			t.Errorf("%q: the source is %q, want %q", c.text, got, c.want)
		}
	}
}
