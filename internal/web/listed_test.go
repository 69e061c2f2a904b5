package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// TestListed: a list is narrowed in one pass as it is row by row.
func TestListed(t *testing.T) {
	m := large(20)
	x, err := newIndex(m.rec, m)
	if err != nil {
		t.Fatal(err)
	}
	queries := []string{"", "act=deny", "act=deny&act=accuse&mode=direct", "party=veska&q=paper", "party=veska&outlet=Newswire&act=say&from=2031-06-15", "party=nobody", "page=3&per=7", "act=none&party=veska",
		"mode=indirect&page=99", "to=2031-06-10", "q=THE", "q=%00", "q=roe%0Asaid", "type=person&side=harland", "named=no", "outlet=Newswire&copy=no", "kind=denial&party=harland", "issue=ferry+paper&stance=for", "of=passenger", "q=e"}
	for _, q := range queries {
		like(t, x, q, x.lists.statements())
		like(t, x, q, x.lists.timeline())
		like(t, x, q, x.lists.reports())
		like(t, x, q, x.lists.figures())
		like(t, x, q, x.lists.positions())
		like(t, x, q, x.lists.conflicts())
		like(t, x, q, x.lists.commitments())
		like(t, x, q, x.lists.instruments())
		like(t, x, q, x.lists.outlets())
		like(t, x, q, x.lists.omissions())
		like(t, x, q, x.lists.wordings())
		like(t, x, q, x.lists.entities())
		like(t, x, q, x.lists.decisions())
	}
}

// like holds what a list picks against what pick does with all of its rows.
func like[T any](t *testing.T, x *index, query string, l *listed[T]) {
	t.Helper()
	q, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	rq := &request{index: x, path: "/list", q: q}
	shown, all, got, err := l.pick(rq)
	if err != nil {
		t.Fatal(err)
	}
	rows, every, want, err := pick(rq, l.all(), l.filter)
	if err != nil {
		t.Fatal(err)
	}
	if jsonText(shown) != jsonText(rows) || jsonText(all.all()) != jsonText(every) || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s of %T: %d rows of %d, want %d of %d\n%s\n%s", query, l, len(shown), all.len(), len(rows), len(every), fmt.Sprint(got), fmt.Sprint(want))
	}
	if key := facetWithValues(got); key != "" { // and what stands in a column is what rows have
		some := map[string]bool{"no such value": true}
		for _, v := range all.column(key).values {
			some[v.Value] = true
		}
		if n := len(all.having(key, some)); n > all.len() {
			t.Errorf("%s: %d rows have a value, of %d", query, n, all.len())
		}
	}
}

func facetWithValues(l listing) string {
	for _, f := range l.Facets {
		if len(f.Top) > 0 && !strings.Contains(f.Key, " ") {
			return f.Key
		}
	}
	return ""
}

// TestTexts: words are looked for in each row by itself, not over the end of one into the next.
func TestTexts(t *testing.T) {
	l := listedRows([]string{"quay", "", "ayquay", "QU", "ay"}, filter[string]{Text: func(s *string) string { return *s }})
	for q, want := range map[string]string{"quay": "[0 2]", "ayq": "[2]", "qu": "[0 2 3]", "ay": "[0 2 4]", "x": "[]", "yq": "[2]"} {
		if got := fmt.Sprint(l.facts().with(q)); got != want {
			t.Errorf("%s: %s, want %s", q, got, want)
		}
	}
}
