package mention

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
	"golang.org/x/tools/txtar"

	"os"
	"path/filepath"
)

// A marked is a mention that a test expects: [type#chain words], with a "@" after the chain for a place use,
// and chain "-" for one that stays open. A chain "0" is not compared.
type marked struct {
	span  parley.Span
	typ   string
	chain string
	place bool
}

// unmark takes the marks out of a test text.
func unmark(t *testing.T, s string) (string, []marked) {
	t.Helper()
	var b strings.Builder
	var out []marked
	var open []int
	for i := 0; i < len(s); {
		switch {
		case s[i] == '[':
			tag, _, ok := strings.Cut(s[i+1:], " ")
			typ, chain, ok2 := strings.Cut(tag, "#")
			if !ok || !ok2 {
				t.Fatalf("bad mark at %q", s[i:])
			}
			m := marked{span: parley.Span{Start: b.Len()}, typ: typ, chain: strings.TrimSuffix(chain, "@"), place: strings.HasSuffix(chain, "@")}
			open = append(open, len(out))
			out = append(out, m)
			i += len(tag) + 2
		case s[i] == ']':
			if len(open) == 0 {
				t.Fatalf("mark closed twice before %q", s[i:])
			}
			out[open[len(open)-1]].span.End = b.Len()
			open = open[:len(open)-1]
			i++
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	if len(open) > 0 {
		t.Fatal("mark not closed")
	}
	return b.String(), out
}

// read runs the stages up to mentions over a text: one paragraph a line, a line "# x" is the headline.
func read(t testing.TB, f *Finder, tags *syntax.Tagger, s string) *text.Doc {
	t.Helper()
	tx := &text.Text{Content: s}
	at := 0
	for n, l := range strings.SplitAfter(s, "\n") {
		body := strings.TrimRight(l, "\n")
		kind := text.Body
		skip := 0
		if rest, ok := strings.CutPrefix(body, "# "); ok {
			kind, skip, body = text.Headline, 2, rest
		}
		if body != "" {
			tx.Blocks = append(tx.Blocks, text.Block{Span: parley.Span{Start: at + skip, End: at + skip + len(body)}, Kind: kind, Paragraph: n})
		}
		at += len(l)
	}
	d := segment.New().Segment(tx)
	if tags != nil {
		tags.Parse(d)
	}
	f.Find(d)
	return d
}

// tools are the finder and the tagger that every test of whole texts reads with.
func tools(t testing.TB) (*Finder, *syntax.Tagger) {
	t.Helper()
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	tags, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	return f, tags
}

// TestPhenomena reads testdata/*.txtar: each file of an archive is a text with its mentions marked. Every marked mention
// must be found with its words, type and use, and two marked mentions share an entity just where they share a chain.
func TestPhenomena(t *testing.T) {
	f, tags := tools(t)
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no test data", err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range txtar.Parse(b).Files {
			t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar")+"/"+file.Name, func(t *testing.T) {
				s, want := unmark(t, string(file.Data))
				compare(t, read(t, f, tags, s), want)
			})
		}
	}
}

func compare(t *testing.T, d *text.Doc, want []marked) {
	t.Helper()
	entity := map[string]int{}
	chainOf := map[int]string{}
	for _, w := range want {
		m, ok := mentionAt(d, w.span)
		if !ok {
			t.Errorf("no mention %q; there are %s", d.Slice(w.span), all(d))
			continue
		}
		typ := string(m.Type)
		if typ != w.typ && m.Kind != parley.PronounMention {
			t.Errorf("%q is %s, want %s", d.Slice(w.span), typ, w.typ)
		}
		if m.Place != w.place {
			t.Errorf("%q: place %v, want %v", d.Slice(w.span), m.Place, w.place)
		}
		switch e, known := entity[w.chain]; {
		case w.chain == "0":
		case w.chain == "-":
			if m.Entity >= 0 {
				t.Errorf("%q is %q, want none", d.Slice(w.span), d.Entities[m.Entity].Name)
			}
		case m.Entity < 0:
			t.Errorf("%q has no entity, want chain %s", d.Slice(w.span), w.chain)
		case known && e != m.Entity:
			t.Errorf("%q is %q, want %q (chain %s)", d.Slice(w.span), d.Entities[m.Entity].Name, d.Entities[e].Name, w.chain)
		case !known && chainOf[m.Entity] != "":
			t.Errorf("%q is chain %s, want %s", d.Slice(w.span), chainOf[m.Entity], w.chain)
		case !known:
			entity[w.chain], chainOf[m.Entity] = m.Entity, w.chain
		}
	}
}

func mentionAt(d *text.Doc, s parley.Span) (text.Mention, bool) {
	for _, m := range d.Mentions {
		if d.Span(m.Tokens) == s {
			return m, true
		}
	}
	return text.Mention{}, false
}

func all(d *text.Doc) string {
	var out []string
	for _, m := range d.Mentions {
		out = append(out, fmt.Sprintf("%q", d.Slice(d.Span(m.Tokens))))
	}
	return strings.Join(out, " ")
}

// laws checks what holds for the mentions of every document.
func laws(t testing.TB, d *text.Doc) {
	t.Helper()
	if !sort.SliceIsSorted(d.Mentions, func(i, j int) bool {
		a, b := d.Mentions[i].Tokens, d.Mentions[j].Tokens
		return a.First < b.First || a.First == b.First && a.End > b.End
	}) {
		t.Error("mentions out of order")
	}
	for _, m := range d.Mentions {
		switch {
		case m.Tokens.Empty() || m.Tokens.First < 0 || m.Tokens.End > len(d.Tokens):
			t.Errorf("tokens %v of %d", m.Tokens, len(d.Tokens))
		case m.Core.Empty() || m.Core.First < m.Tokens.First || m.Core.End > m.Tokens.End:
			t.Errorf("core %v outside of %v", m.Core, m.Tokens)
		case !m.Core.Has(m.Head):
			t.Errorf("head %d outside of %v", m.Head, m.Core)
		case m.Entity < -1 || m.Entity >= len(d.Entities):
			t.Errorf("entity %d of %d", m.Entity, len(d.Entities))
		case d.Tokens[m.Tokens.First].Sentence != d.Tokens[m.Tokens.End-1].Sentence:
			t.Errorf("%v crosses a sentence", m.Tokens)
		case m.Type == "" || m.Kind == "":
			t.Errorf("mention %v without type or kind", m.Tokens)
		case m.Entity >= 0 && d.Entities[m.Entity].Type != m.Type:
			t.Errorf("mention %s of entity %s", m.Type, d.Entities[m.Entity].Type)
		}
	}
	for i, e := range d.Entities {
		if e.Type == "" || e.Name == "" || e.Rule == "" || e.Score <= 0 || e.Score > 1 || e.Side < -1 || e.Side >= len(d.Entities) || e.Side == i {
			t.Errorf("entity %d: %+v", i, e)
		}
	}
}

func FuzzFind(f *testing.F) {
	fd, tags := tools(f)
	for _, s := range []string{"", "Foreign Minister Ana Roe of Harland (OLS) said she 's", "'s 's 's", "the of the of the", "A-B-C al-", "(X) (Y)\n\n# THE UN AND US", "Harland's, Veska's minister's envoy's", "He's it. \"They", "Ｕ.Ｓ. ’s ’"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, tagged bool) {
		s = strings.ToValidUTF8(s, "?")
		if !tagged {
			laws(t, read(t, fd, nil, s))
			return
		}
		laws(t, read(t, fd, tags, s))
	})
}
