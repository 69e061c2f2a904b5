package attribution

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"sort"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// An article is one line of PolNeAR.
type article struct {
	ID, Date, Text string
	Attributions   []struct {
		Source, Cue, Content [][2]int
	}
}

// A gold is an article read, with its relations in tokens.
type gold struct {
	id, date string
	d        *text.Doc
	rels     []relation
}

// A relation is an attribution relation in tokens.
type relation struct {
	source, cue, content []parley.TokenRange
}

func readArticles(r io.Reader) ([]article, error) {
	var out []article
	for dec := json.NewDecoder(r); ; {
		var a article
		switch err := dec.Decode(&a); {
		case errors.Is(err, io.EOF):
			slices.SortStableFunc(out, func(a, b article) int { return cmp.Compare(a.Date, b.Date) })
			return out, nil
		case err != nil:
			return nil, err
		}
		out = append(out, a)
	}
}

// align gives the relations of an article in the tokens of its document.
func align(a *article, d *text.Doc) []relation {
	var out []relation
	for _, x := range a.Attributions {
		r := relation{touching(d, x.Source), touching(d, x.Cue), touching(d, x.Content)}
		if len(r.content) > 0 {
			out = append(out, r)
		}
	}
	return out
}

// touching are the tokens that share a byte with the spans.
func touching(d *text.Doc, spans [][2]int) []parley.TokenRange {
	var out []parley.TokenRange
	for _, s := range spans {
		lo := sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].Span.End > s[0] })
		hi := sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].Span.Start >= s[1] })
		if lo < hi && s[0] < s[1] {
			out = append(out, parley.TokenRange{First: lo, End: hi})
		}
	}
	slices.SortFunc(out, func(a, b parley.TokenRange) int { return a.First - b.First })
	return joined(out)
}

// joined joins ranges that touch.
func joined(rs []parley.TokenRange) []parley.TokenRange {
	out := rs[:0]
	for _, r := range rs {
		if n := len(out); n > 0 && r.First <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return out
}
