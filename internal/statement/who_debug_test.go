//go:build measure

package statement_test

import (
	"os"
	"testing"
)

// TestShowWho prints the statements of the text in the file PARLEY_FILE with their sources.
func TestShowWho(t *testing.T) {
	b, err := os.ReadFile(os.Getenv("PARLEY_FILE"))
	if err != nil {
		t.Skip("PARLEY_FILE names no text")
	}
	d := newReader(t).read(string(b))
	for i := range d.Statements {
		s := &d.Statements[i]
		t.Logf("%s | %q | %q | %s", whoOf(d, s), d.Slice(s.Source), cueOf(d, i), d.Slice(s.Content[0]))
	}
	for i, m := range d.Mentions {
		e := "-"
		if m.Entity >= 0 {
			x := d.Entities[m.Entity]
			e = x.Name + " " + string(x.Type) + " " + x.Rule
			if x.Side >= 0 {
				e += " side " + d.Entities[x.Side].Name
			}
		}
		t.Logf("mention %d %q head %s: %s", i, d.Slice(d.Span(m.Tokens)), d.Word(m.Head), e)
	}
	for i := range d.Tokens {
		t.Logf("%d %s %s %s <%d", i, d.Word(i), d.Tags[i].Penn, d.Rels[i], d.Heads[i])
	}
}
