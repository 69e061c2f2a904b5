// Package segment cuts cleaned text into paragraphs, sentences and tokens, and pairs its quotation marks, also the
// broken ones. Rules propose the cuts, a small model decides where they doubt. Tokens follow Universal Dependencies for
// English (the English Web Treebank); every character of a tokenised block that is not white space stands in exactly
// one token, and time is linear in the length of the text.
package segment

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// Limits that keep every later stage linear on hostile text. Real prose never meets them.
const (
	maxToken    = 1024 // bytes in one token
	maxSentence = 1000 // tokens in one sentence
	maxQuote    = 5000 // bytes within one quotation
)

// A Segmenter holds the tables of abbreviations, prefixes and cue verbs, and the model. It is read-only and serves many goroutines.
type Segmenter struct {
	abbrev   map[string]abbrevClass
	prefixes map[string]bool
	starters map[string]bool
	endings  map[string]bool
	timeNext map[string]bool
	cues     map[string]bool
	joins    decider // whether a chunk is cut at a place
	ends     decider // whether a sentence ends at a place
}

// New is a segmenter with the tables and the model of this package. Should the embedded model not fit this program, which
// a test excludes, the rules stand alone.
func New() *Segmenter {
	g := rules()
	if err := g.load(embedded); err != nil {
		return rules()
	}
	return g
}

// rules is a segmenter without a model.
func rules() *Segmenter {
	return &Segmenter{
		abbrev:   readAbbreviations(abbreviationsTSV),
		prefixes: wordSet(hyphenPrefixes),
		starters: wordSet(sentenceStarters),
		endings:  wordSet(nameEndings),
		timeNext: wordSet(timeFollowers),
		cues:     wordSet(cueVerbs),
	}
}

// Segment fills the segment layers of a new document over t. Headline, body and subhead blocks and captions are
// cut; other furniture and stamps have no paragraph and no token. Blocks that lie outside the text are clipped.
func (g *Segmenter) Segment(t *text.Text) *text.Doc { return g.segment(t, nil) }

// segment is Segment with a coach in the model's place, if one is given.
func (g *Segmenter) segment(t *text.Text, c coach) *text.Doc {
	d := &text.Doc{Text: t}
	d.Tokens = make([]text.Token, 0, len(t.Content)/5+8)
	w := &walk{g: g, d: d, s: t.Content, coach: c}
	last := 0
	for i := 0; i < len(t.Blocks); {
		b := t.Blocks[i]
		if !tokenised(b) {
			i++
			continue
		}
		j := i + 1
		w.begin(b)
		w.piece(clip(b.Span, last, len(t.Content)))
		last = max(last, min(b.Span.End, len(t.Content)))
		for k := j; k < len(t.Blocks) && t.Blocks[k].Paragraph == b.Paragraph; k++ {
			c := t.Blocks[k]
			if !tokenised(c) {
				continue
			}
			if c.Kind != b.Kind {
				break
			}
			w.piece(clip(c.Span, last, len(t.Content)))
			last = max(last, min(c.Span.End, len(t.Content)))
			j = k + 1
		}
		w.end()
		i = j
	}
	return d
}

// tokenised reports whether a block has paragraphs and tokens.
func tokenised(b text.Block) bool {
	switch b.Kind {
	case text.Headline, text.Body, text.Subhead:
		return true
	case text.Noise:
		return b.Noise == parley.Caption
	}
	return false
}

// clip is s without what lies before lo or after hi.
func clip(s parley.Span, lo, hi int) parley.Span {
	return parley.Span{Start: min(max(s.Start, lo), hi), End: min(max(s.End, lo), hi)}
}

// A walk is one run of a segmenter over one text.
type walk struct {
	g     *Segmenter
	d     *text.Doc
	s     string
	kind  text.BlockKind
	first int    // first token of the paragraph
	marks []mark // quotation marks of the paragraph
	stack []open // quotations that are open
	roles []role // what each token of the paragraph is as a mark

	lay layout

	// Room that is used again.
	tight    []bool  // by readMarks
	closing  []int32 // by readMarks
	within   []int   // by place
	units    []unit  // by revise
	features []learn.Feature
	score    [2]int32

	doubt bool  // the rules may be wrong about the chunk
	coach coach // while training: knows the right answers, else nil
}

// begin starts a paragraph with the kind of block b.
func (w *walk) begin(b text.Block) {
	w.kind = b.Kind
	w.first = len(w.d.Tokens)
}

// piece cuts one block of the paragraph into tokens. An empty line in it ends the paragraph.
func (w *walk) piece(sp parley.Span) {
	for at := sp.Start; at < sp.End; {
		end := emptyLine(w.s, at, sp.End)
		w.tokens(at, end)
		if end < sp.End {
			kind := w.kind
			w.end()
			w.begin(text.Block{Kind: kind})
		}
		at = max(end, at+1)
		for at < sp.End && (w.s[at] == '\n' || w.s[at] == '\r' || w.s[at] == ' ' || w.s[at] == '\t') {
			at++
		}
	}
}

// emptyLine is the start of the first empty line in s[at:end], end where there is none.
func emptyLine(s string, at, end int) int {
	for i := at; i < end; i++ {
		if s[i] != '\n' {
			continue
		}
		for j := i + 1; j < end; j++ {
			if s[j] == '\n' {
				return i
			}
			if s[j] != ' ' && s[j] != '\t' && s[j] != '\r' {
				i = j
				break
			}
		}
	}
	return end
}

// end closes the paragraph: its quotation marks are paired and its sentences found. A paragraph without a token is none.
func (w *walk) end() {
	ts := w.d.Tokens[w.first:]
	if len(ts) == 0 {
		return
	}
	p := text.Paragraph{
		Span:    parley.Span{Start: ts[0].Span.Start, End: ts[len(ts)-1].Span.End},
		Kind:    w.kind,
		Caption: w.kind == text.Noise,
	}
	w.readMarks()
	p.Sentences[0] = len(w.d.Sentences)
	w.sentences(len(w.d.Paragraphs))
	p.Sentences[1] = len(w.d.Sentences)
	w.quotations()
	w.d.Paragraphs = append(w.d.Paragraphs, p)
}
