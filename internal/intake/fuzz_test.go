package intake

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-press/parley"
)

// check reads an input twice and holds it to the contract of Container: every report within the limit, named by its input, of a known
// format, with evidence of one line each; every set-aside named, with a reason and one line; the same both times; and it ends.
func check(t *testing.T, name, in string, opt Options) {
	t.Helper()
	var first []Item
	for round := range 2 {
		var all []Item
		err := Stream(name, strings.NewReader(in), opt, func(it Item) error {
			all = append(all, it)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if round == 0 {
			first = all
			continue
		}
		if d := cmp.Diff(first, all); d != "" {
			t.Errorf("not the same twice: %s", d)
		}
	}
	for _, it := range first {
		if a := it.Aside; a != nil {
			if a.Reason == "" || a.Detail == "" || strings.ContainsAny(a.Detail+a.Name, "\n\r\x00") || !strings.HasPrefix(a.Name, name) || !utf8.ValidString(a.Detail+a.Name) {
				t.Errorf("%+v", a)
			}
			continue
		}
		r := it.Report
		g := r.Told
		said := g.Outlet + g.URL + g.Language + g.PublishedBy
		if r.ID != parley.IDOf(r.Bytes) || len(r.Names) != 1 || !strings.HasPrefix(r.Names[0], name) || strings.ContainsAny(r.Names[0][len(name):], "/ \n") ||
			r.Format != parley.PlainText && r.Format != parley.HTML || int64(len(r.Bytes)) > opt.limit() ||
			strings.ContainsAny(said, "\n\r\x00") || !utf8.ValidString(said) || g.Published.Known() != (g.PublishedBy != "") || g.URL != "" && !isWeb(g.URL) {
			t.Errorf("%v %s %+v %.100q", r.Names, r.Format, g, r.Bytes)
		}
	}
}
