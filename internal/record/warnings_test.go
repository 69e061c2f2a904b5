package record

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// warned folds a report of each outlet, in which somebody of that name speaks.
func warned(who ...[2]string) *parley.Record {
	var ds []*draft
	for _, w := range who {
		d := newDraft(w[0], "2031-05-04", w[1]+" said that talks go on.")
		d.says(d.entity(parley.Person, w[1], "", "", w[1]), parley.Say, "talks go on", "")
		ds = append(ds, d)
	}
	return foldOf(ds...)
}

func TestWarnings(t *testing.T) {
	rec := warned([2]string{"Harland Post", "Ana Roe"}, [2]string{"H\u0430rland Post", "Ana R\u043ee"}, [2]string{"Vessia Herald", "Ivo Orsal"})
	outlets, people := map[string]string{}, map[string]string{}
	for _, o := range rec.Outlets {
		outlets[o.Name] = strings.Join(o.Warnings, "; ")
	}
	for _, e := range rec.Entities {
		people[e.Name] = strings.Join(e.Warnings, "; ")
	}
	for _, c := range []struct{ in, want string }{
		{outlets["H\u0430rland Post"], "\"H\u0430rland Post\" mixes scripts within a word: \u0430 (U+0430); \"H\u0430rland Post\" looks like \"Harland Post\" and is written with other letters: \u0430 (U+0430)"},
		{outlets["Harland Post"], "\"H\u0430rland Post\" looks like \"Harland Post\" and is written with other letters: \u0430 (U+0430)"},
		{outlets["Vessia Herald"], ""},
		{people["Ana R\u043ee"], "\"Ana R\u043ee\" mixes scripts within a word: \u043e (U+043E); \"Ana R\u043ee\" looks like \"Ana Roe\" and is written with other letters: \u043e (U+043E)"},
		{people["Ana Roe"], "\"Ana R\u043ee\" looks like \"Ana Roe\" and is written with other letters: \u043e (U+043E)"},
		{people["Ivo Orsal"], ""},
	} {
		if c.in != c.want {
			t.Errorf("%q, want %q", c.in, c.want)
		}
	}
}

// A mark on a letter is no other script.
func TestNoWarnings(t *testing.T) {
	for _, e := range warned([2]string{"Harland Post", "Ana Ro\u00e9"}, [2]string{"Vessia Herald", "Ana Roe"}).Entities {
		if len(e.Warnings) > 0 {
			t.Errorf("%s: %q", e.Name, e.Warnings)
		}
	}
}
