package event

import (
	"sort"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A scan is one document made ready for looking things up by token.
type scan struct {
	d        *text.Doc
	low      []string // lower-case words
	chunkAt  []int32  // chunk of the token, -1
	owner    []int32  // innermost statement whose content holds the token, -1
	cueOf    []int32  // statement whose cue holds the token, -1
	timeAt   []int32  // time expression that holds the token, -1
	clauseAt []int32  // clause of the token, -1
	clauses  []clause
	stands   map[int]string // noun that the pronoun at a token stands for
}

// newScan indexes d. Layers that do not fit the tokens are read as if they were absent.
func newScan(d *text.Doc) *scan {
	n := len(d.Tokens)
	s := &scan{d: d, low: make([]string, n), chunkAt: fill(n), owner: fill(n), cueOf: fill(n), timeAt: fill(n), clauseAt: fill(n), stands: map[int]string{}}
	for i := range d.Tokens {
		s.low[i] = strings.ReplaceAll(d.Lower(i), "’", "'")
	}
	s.hyphens()
	for i, c := range d.Chunks {
		paint(s.chunkAt, c.Tokens, int32(i))
	}
	for i, t := range d.Times {
		paint(s.timeAt, t.Tokens, int32(i))
	}
	for i, st := range d.Statements {
		for _, c := range st.Content {
			s.own(d.Range(c), int32(i))
		}
		for _, c := range st.Cue {
			paint(s.cueOf, d.Range(c), int32(i))
		}
	}
	for i := range d.Sentences {
		s.sentence(i)
	}
	return s
}

// compounds are words that some outlets print with a hyphen, which parts their tokens, and others without.
var compounds = map[string]bool{"ceasefire": true, "counterproposal": true, "counteroffer": true, "nonpaper": true, "buildup": true, "buildups": true, "nonstarter": true}

// hyphens makes hyphened compounds read as whole words, and where their tokens are parted the last part: "cease-[ceasefire]".
func (s *scan) hyphens() {
	for i := range s.low {
		if w := s.low[i]; len(w) > 5 && strings.Contains(w, "-") && compounds[strings.ReplaceAll(w, "-", "")] {
			s.low[i] = strings.ReplaceAll(w, "-", "")
		}
	}
	for i := 1; i+1 < len(s.low); i++ {
		if s.low[i] != "-" && s.low[i] != "‐" && s.low[i] != "‑" {
			continue
		}
		whole := s.low[i-1] + s.low[i+1]
		if compounds[whole] && s.d.Tokens[i-1].Span.End == s.d.Tokens[i].Span.Start && s.d.Tokens[i].Span.End == s.d.Tokens[i+1].Span.Start {
			s.low[i+1] = whole
		}
	}
}

// own gives the tokens of r to statement i unless a shorter content holds them already.
func (s *scan) own(r parley.TokenRange, i int32) {
	for t := max(0, r.First); t < min(r.End, len(s.owner)); t++ {
		if o := s.owner[t]; o < 0 || contentLen(s.d.Statements[o]) >= contentLen(s.d.Statements[i]) {
			s.owner[t] = i
		}
	}
}

func contentLen(st text.Statement) int {
	n := 0
	for _, c := range st.Content {
		n += c.Len()
	}
	return n
}

func fill(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

func paint(at []int32, r parley.TokenRange, v int32) {
	for t := max(0, r.First); t < min(r.End, len(at)); t++ {
		at[t] = v
	}
}

// is reports whether token i is the lemma or the form w.
func (s *scan) is(i int, w string) bool {
	return s.low[i] == w || s.d.Lemmas[i] == w
}

// light reports whether token i may stand inside a phrase without breaking it.
func (s *scan) light(i int) bool {
	switch s.d.Tags[i].U {
	case text.DET, text.ADJ, text.ADV, text.NUM:
		return true
	case text.PRON:
		return s.d.Tags[i].Penn == "PRP$"
	}
	return false
}

// np is the noun phrase that token i stands in, -1 if none.
func (s *scan) np(i int) int32 {
	if c := s.chunkAt[i]; c >= 0 && s.d.Chunks[c].Kind == text.NP {
		return c
	}
	return -1
}

// mentionsIn is the half-open range of mentions that begin in r.
func (s *scan) mentionsIn(r parley.TokenRange) (int, int) {
	ms := s.d.Mentions
	lo := sort.Search(len(ms), func(i int) bool { return ms[i].Tokens.First >= r.First })
	hi := lo
	for hi < len(ms) && ms[hi].Tokens.First < r.End {
		hi++
	}
	return lo, hi
}

// acts reports whether mention m is of somebody who can take part in an event.
func (s *scan) acts(m text.Mention) bool {
	if m.Entity < 0 || m.Entity >= len(s.d.Entities) || m.Place || s.timeAt[m.Head] >= 0 {
		return false
	}
	switch s.d.Entities[m.Entity].Type {
	case parley.Person, parley.Organization, parley.State, parley.Group:
		return true
	}
	return false
}

// isPlace reports whether mention m is of a place, or of a state used as one.
func (s *scan) isPlace(m text.Mention) bool {
	if m.Entity < 0 || m.Entity >= len(s.d.Entities) {
		return false
	}
	return m.Place || s.d.Entities[m.Entity].Type == parley.Place
}

// fillers are the mentions that fill the place of noun phrase c: its own, those joined to it by "and",
// or, where its head is nobody ("Harland's warplanes"), the outermost ones inside.
func (s *scan) fillers(c int32, want func(text.Mention) bool) []text.Mention {
	ch := s.d.Chunks[c]
	lo, hi := s.mentionsIn(ch.Tokens)
	end, head := 0, -1
	var out []text.Mention
	for i := lo; i < hi; i++ {
		m := s.d.Mentions[i]
		if !want(m) || m.Tokens.First < end {
			continue
		}
		end = m.Tokens.End
		if m.Tokens.Has(ch.Head) && m.Head == ch.Head {
			head = len(out)
		}
		out = append(out, m)
	}
	if head >= 0 && !s.joined(ch.Tokens) {
		return out[head : head+1]
	}
	return out
}

func (s *scan) joined(r parley.TokenRange) bool {
	for i := r.First; i < r.End; i++ {
		if s.d.Tags[i].U == text.CCONJ {
			return true
		}
	}
	return false
}

// kind is the kind of block that sentence i stands in, and whether that is a caption.
func (s *scan) kind(i int) (text.BlockKind, bool) {
	p := s.d.Sentences[i].Paragraph
	if p < 0 || p >= len(s.d.Paragraphs) {
		return text.Body, false
	}
	return s.d.Paragraphs[p].Kind, s.d.Paragraphs[p].Caption
}
