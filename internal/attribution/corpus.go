package attribution

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/attribution/marked"
	"github.com/parley-press/parley/internal/text"
)

// An article is one line of PolNeAR.
type article struct {
	ID, Date, Text string
	Attributions   []attributed
	coded          bool // of a coded dossier
}

// attributed is an attribution relation in bytes.
type attributed struct {
	Source, Cue, Content [][2]int
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

// readCoded reads the statements of a coded dossier (testdata/coded) whose reports are among news, as articles of PolNeAR's form: those with a cue that stand in no other statement, since
// relations do not nest.
func readCoded(r io.Reader, news map[string]article) ([]article, error) {
	type span struct{ Start, End int }
	var files map[string]json.RawMessage
	if err := json.NewDecoder(r).Decode(&files); err != nil {
		return nil, err
	}
	pairs := func(ss []span) (out [][2]int) {
		for _, s := range ss {
			out = append(out, [2]int{s.Start, s.End})
		}
		return out
	}
	var out []article
	for _, name := range slices.Sorted(maps.Keys(files)) {
		id, ok := strings.CutSuffix(name, ".txt.json")
		if !ok {
			continue
		}
		a, ok := news[id]
		if !ok {
			return nil, fmt.Errorf("%s: the news have no such report", id)
		}
		var coding struct {
			Statements []struct {
				Source       *struct{ Span *span }
				Cue, Content []span
				Nested       *string `json:"nested_in"`
			}
		}
		if err := json.Unmarshal(files[name], &coding); err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		for _, s := range coding.Statements {
			if s.Nested != nil || len(s.Cue) == 0 {
				continue
			}
			x := attributed{Cue: pairs(s.Cue), Content: pairs(s.Content)}
			if s.Source != nil && s.Source.Span != nil {
				x.Source = pairs([]span{*s.Source.Span})
			}
			a.Attributions = append(a.Attributions, x)
		}
		a.coded = true
		out = append(out, a)
	}
	return out, nil
}

// readLessons reads an archive of invented texts as articles of PolNeAR's form. Their days go through the year of PolNeAR, so that each part of the training data has its share of them.
func readLessons(name string, data []byte) ([]article, error) {
	var out []article
	for i, f := range txtar.Parse(data).Files {
		plain, rels, err := marked.Parse(string(f.Data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		a := article{ID: name + "/" + f.Name, Date: fmt.Sprintf("2016-%02d-%02d", 1+i%9, 1+i/9%28), Text: plain}
		for _, r := range rels {
			a.Attributions = append(a.Attributions, attributed{r.Source, r.Cue, r.Content})
		}
		out = append(out, a)
	}
	return out, nil
}

// align gives the relations of an article in the tokens of its document.
func align(a *article, d *text.Doc) []relation {
	var out []relation
	for _, x := range a.Attributions {
		r := relation{touching(d, x.Source), touching(d, x.Cue), touching(d, x.Content)}
		if len(r.content) == 0 {
			continue
		}
		if a.coded && len(r.cue) > 0 {
			asPolNeAR(d, &r)
		}
		out = append(out, r)
	}
	return out
}

// asPolNeAR gives a relation of a coded dossier the ends that annotators of PolNeAR choose: auxiliaries and negations before a cue are in it, and a preposition between cue and content; "that" and
// quotation marks, with the stop before a closing one, are in the content.
func asPolNeAR(d *text.Doc, r *relation) {
	word := func(i int) string {
		if i < 0 || i >= len(d.Tokens) {
			return ""
		}
		return d.Lower(i)
	}
	quote := func(i int) bool { return isQuote(word(i)) }
	touch := func(i int) bool { return d.Tokens[i-1].Span.End == d.Tokens[i].Span.Start } // nothing stands between a token and the one before
	cue, content := &r.cue[0], r.content
	for slices.Contains(auxiliaries, word(cue.First-1)) {
		cue.First--
	}
	if end := &r.cue[len(r.cue)-1]; end.End == content[0].First-1 && slices.Contains(governing, word(end.End)) {
		end.End++
	}
	if first := &content[0]; word(first.First-1) == "that" && first.First > cue.First {
		first.First--
	}
	for k := range content {
		c := &content[k]
		if quote(c.First-1) && touch(c.First) {
			c.First--
		}
		if isStop(word(c.End)) && quote(c.End+1) && touch(c.End+1) {
			c.End += 2
		} else if quote(c.End) && touch(c.End) {
			c.End++
		}
	}
	r.content = joined(content)
}

var (
	auxiliaries = []string{"has", "have", "had", "is", "was", "are", "were", "been", "be", "being", "did", "does", "do", "will", "would", "could", "can", "may", "might", "should", "also", "not", "n't", "n’t"}
	governing   = []string{"about", "against", "as", "at", "for", "in", "of", "on", "over", "with"}
)

func isQuote(w string) bool { return w == `"` || w == "“" || w == "”" || w == "''" || w == "``" }

func isStop(w string) bool { return w == "," || w == "." || w == "!" || w == "?" }

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
