//go:build measure

package mention

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/attribution"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/text"
)

// A polnearArticle is an article with its sources by hand.
type polnearArticle struct {
	ID, Date, Text string
	Attributions   []struct {
		ID                   string
		Source, Cue, Content [][2]int
	}
}

func readPolnear(t testing.TB, name string) []polnearArticle {
	t.Helper()
	var out []polnearArticle
	sc := bufio.NewScanner(unzip(t, name))
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var a polnearArticle
		if err := json.Unmarshal(sc.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b polnearArticle) int { return strings.Compare(a.Date, b.Date) })
	return out
}

// A silverChain is a chain of CoreNLP's dcoref in bytes, with the words of the names in it.
type silverChain struct {
	at    []parley.Span // heads
	names map[string]bool
}

func readSilverChains(t testing.TB, name string, texts map[string]string) map[string][]silverChain {
	t.Helper()
	out := map[string][]silverChain{}
	sc := bufio.NewScanner(unzip(t, name))
	sc.Buffer(nil, 1<<26)
	for sc.Scan() {
		var a struct {
			ID        string
			Sentences [][][]any
			Coref     [][][]int
		}
		if err := json.Unmarshal(sc.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		article, ok := texts[a.ID]
		if !ok {
			continue
		}
		for _, c := range a.Coref {
			ch := silverChain{names: map[string]bool{}}
			for _, m := range c {
				s := a.Sentences[m[0]]
				h := s[m[3]]
				ch.at = append(ch.at, parley.Span{Start: int(h[0].(float64)), End: int(h[1].(float64))})
				if p := h[3].(string); (p == "NNP" || p == "NNPS") && h[4] != "O" {
					for k := m[3]; k >= m[1] && strings.HasPrefix(s[k][3].(string), "NNP") && s[k][4] == h[4]; k-- {
						if w := fold(article[int(s[k][0].(float64)):int(s[k][1].(float64))]); len(w) < 3 || w[len(w)-1] == '.' {
							continue
						}
						ch.names[fold(article[int(s[k][0].(float64)):int(s[k][1].(float64))])] = true
					}
				}
			}
			if len(ch.names) > 0 {
				out[a.ID] = append(out[a.ID], ch)
			}
		}
	}
	return out
}

func (c *silverChain) in(s [][2]int) bool {
	return slices.ContainsFunc(c.at, func(h parley.Span) bool {
		return slices.ContainsFunc(s, func(p [2]int) bool { return p[0] <= h.Start && h.End <= p[1] })
	})
}

// sourceMention is the mention that stands for a source of these spans: of the word that heads the first span in the tree, else the first one whose
// head stands in a span; -1 none.
func sourceMention(d *text.Doc, spans [][2]int) int {
	p := &pass{d: d}
	best := -1
	for _, s := range spans {
		r := d.Range(parley.Span{Start: s[0], End: s[1]})
		if r.Empty() {
			continue
		}
		top := p.top(r)
		if w := d.Lower(top); r.Len() == 1 && (w == "who" || w == "which" || w == "that") { // as the record has it: whose clause it opens
			for i, m := range d.Mentions {
				if m.Type == parley.Person && m.Kind == parley.NameMention && (m.Core.End == top || m.Core.End == top-1 && d.Word(top-1) == ",") {
					return i
				}
			}
			if v := p.up(top); v >= 0 && strings.HasPrefix(d.Rels[v], "acl") && p.up(v) >= 0 {
				top = p.up(v)
			}
		}
		for i, m := range d.Mentions {
			if m.Head == top || m.Kind == parley.NameMention && m.Core.Has(top) {
				return i
			}
			if best < 0 && r.Has(m.Head) {
				best = i
			}
		}
	}
	return best
}

// TestMeasureWho compares the entities of pronouns and definite nouns that PolNeAR has as sources with dcoref's chains (silver: it errs in
// a fifth of its links or so, so that agreement is no accuracy) on the last sixty articles of train.
func TestMeasureWho(t *testing.T) {
	f, tags := tools(t)
	relations, err := attribution.New()
	if err != nil {
		t.Fatal(err)
	}
	all := readPolnear(t, "polnear/train.jsonl.gz")
	if os.Getenv("PARLEY_STUDY") != "" { // errors are read before them
		all = all[len(all)-260 : len(all)-60]
	} else {
		all = all[len(all)-60:]
	}
	texts := map[string]string{}
	for _, a := range all {
		texts[a.ID] = a.Text
	}
	silver := readSilverChains(t, "polnear-corenlp/train.jsonl.gz", texts)
	type tally struct{ n, given, same int }
	by := map[string]*tally{}
	for _, a := range all {
		d := segment.New().Segment(&text.Text{Content: a.Text, Blocks: []text.Block{{Span: parley.Span{End: len(a.Text)}}}})
		tags.Parse(d)
		if os.Getenv("PARLEY_BARE") == "" {
			relations.Find(d)
		}
		f.Find(d)
		for _, x := range a.Attributions {
			if len(x.Source) == 0 {
				continue
			}
			words := strings.Fields(strings.ToLower(a.Text[x.Source[0][0]:x.Source[0][1]]))
			var kind string
			switch w := words[0]; {
			case len(words) == 1 && pronouns[w].name != "":
				kind = pronouns[w].name
			case (w == "the" || w == "his" || w == "her" || w == "their" || w == "its") && len(x.Source) == 1 && a.Text[x.Source[0][0]:x.Source[0][1]][1:] == strings.ToLower(a.Text[x.Source[0][0]:x.Source[0][1]])[1:]:
				kind = "noun"
			case len(words) <= 2 && len(x.Source) == 1 && (len(words) == 1 || titlesBefore[words[0]]):
				kind = "name"
			default:
				continue
			}
			src := x.Source
			if kind == "noun" { // its head, not its owner
				src = [][2]int{{x.Source[0][1] - len(words[len(words)-1]), x.Source[0][1]}}
			}
			n := slices.IndexFunc(silver[a.ID], func(c silverChain) bool { return c.in(src) })
			if n < 0 {
				continue
			}
			if kind == "name" && (len(silver[a.ID][n].names) < 2 || !silver[a.ID][n].names[words[len(words)-1]]) {
				continue // nothing to tell namesakes by
			}
			for _, k := range []string{kind, "all"} {
				if by[k] == nil {
					by[k] = &tally{}
				}
				by[k].n++
			}
			name := ""
			if m := sourceMention(d, x.Source); m >= 0 && d.Mentions[m].Entity >= 0 {
				name = d.Entities[d.Mentions[m].Entity].Name
			}
			same := false
			for _, w := range strings.Fields(fold(name)) {
				same = same || silver[a.ID][n].names[w]
			}
			if ws := strings.Fields(fold(name)); kind == "name" && len(ws) > 1 {
				same = silver[a.ID][n].names[ws[0]] || silver[a.ID][n].names[ws[1]] && len(ws) > 2
			}
			for _, k := range []string{kind, "all"} {
				if name != "" {
					by[k].given++
				}
				if same {
					by[k].same++
				}
			}
			if !same && os.Getenv("PARLEY_SHOW") == kind {
				at := x.Source[0]
				t.Logf("%s: %q, silver %v\n  …%s>>>%s<<<%s…", kind, name, keysOf(silver[a.ID][n].names), a.Text[max(0, at[0]-300):at[0]], a.Text[at[0]:at[1]], a.Text[at[1]:min(len(a.Text), at[1]+80)])
			}
		}
	}
	for _, k := range []string{"he", "she", "it", "they", "I", "we", "noun", "name", "all"} {
		if y := by[k]; y != nil {
			t.Logf("%-5s %4d sources, an entity for %4d, the silver one for %4d: P %.3f R %.3f", k, y.n, y.given, y.same, float64(y.same)/float64(max(y.given, 1)), float64(y.same)/float64(y.n))
		}
	}
	if y := by["all"]; y.same*100 < 60*y.n {
		t.Errorf("%d of %d sources agree with silver, at least 60 in a hundred were wanted", y.same, y.n)
	}
}

var titlesBefore = text.WordSet("mr. mrs. ms. dr. sen. rep. gov. president secretary")

func keysOf(m map[string]bool) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
