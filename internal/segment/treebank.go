package segment

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// A corpus is raw text with its gold boundaries.
type corpus struct {
	content   strings.Builder
	blocks    []text.Block
	words     []parley.Span // syntactic words; a multiword token that is not the sum of its words counts as one
	surface   []parley.Span // tokens as written: a multiword token is one
	sentences []parley.Span
}

// text is the corpus as a document to segment.
func (c *corpus) text() *text.Text {
	return &text.Text{Content: c.content.String(), Blocks: c.blocks}
}

// paragraph begins a paragraph, parted from what stands before it by an empty line.
func (c *corpus) paragraph() {
	if c.content.Len() > 0 {
		c.content.WriteString("\n\n")
	}
	at := c.content.Len()
	c.blocks = append(c.blocks, text.Block{Span: parley.Span{Start: at, End: at}, Paragraph: len(c.blocks)})
}

// A treebank is a CoNLL-U file on its way to raw text (universaldependencies.org/format.html).
type treebank struct {
	corpus
	space   bool // a blank stands before the next token
	par     bool // a paragraph starts before the next token
	start   int  // of the sentence, -1 before its first token
	pending int  // words of a multiword token still to come
	whole   string
	after   bool     // a blank stands after the multiword token
	parts   []string // words of the multiword token so far
}

// readTreebank rebuilds the raw text of a CoNLL-U file from its SpaceAfter and newpar marks, as the raw texts of the
// CoNLL 2018 shared task were made: paragraphs parted by an empty line, sentences by a blank.
func readTreebank(r io.Reader) (*corpus, error) {
	b := &treebank{start: -1, par: true}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		line := sc.Text()
		switch {
		case line == "":
			b.endSentence()
		case strings.HasPrefix(line, "# newpar"), strings.HasPrefix(line, "# newdoc"):
			b.par = true
		case !strings.HasPrefix(line, "#"):
			if err := b.line(strings.Split(line, "\t")); err != nil {
				return nil, err
			}
		}
	}
	b.endSentence()
	if err := sc.Err(); err != nil {
		return nil, &parley.Error{Kind: parley.Invalid, Op: "segment: read treebank", Err: err}
	}
	return &b.corpus, nil
}

// line takes one token line.
func (b *treebank) line(f []string) error {
	if len(f) != 10 || f[1] == "" {
		return parley.Errorf(parley.Invalid, "segment: read treebank", "a line of %d fields", len(f))
	}
	space := !strings.Contains(f[9], "SpaceAfter=No")
	first, last, several := strings.Cut(f[0], "-")
	switch {
	case strings.Contains(f[0], "."):
		return nil // an empty node
	case several:
		lo, err1 := strconv.Atoi(first)
		hi, err2 := strconv.Atoi(last)
		if err1 != nil || err2 != nil || hi <= lo {
			return parley.Errorf(parley.Invalid, "segment: read treebank", "a multiword token numbered %q", f[0])
		}
		b.pending, b.whole, b.after, b.parts = hi-lo+1, f[1], space, b.parts[:0]
	case b.pending > 0:
		b.parts = append(b.parts, f[1])
		if b.pending--; b.pending == 0 {
			b.put(b.parts, b.whole, b.after)
		}
	default:
		b.put(f[1:2], f[1], space)
	}
	return nil
}

// put appends a token as written that is made of the given words.
func (b *treebank) put(parts []string, whole string, space bool) {
	if b.par {
		b.paragraph()
		b.par, b.space = false, false
	}
	if b.space {
		b.content.WriteByte(' ')
	}
	at := b.content.Len()
	if b.start < 0 {
		b.start = at
	}
	b.content.WriteString(whole)
	end := at + len(whole)
	b.surface = append(b.surface, parley.Span{Start: at, End: end})
	if strings.Join(parts, "") != whole {
		parts = []string{whole}
	}
	for _, p := range parts {
		b.words = append(b.words, parley.Span{Start: at, End: at + len(p)})
		at += len(p)
	}
	b.blocks[len(b.blocks)-1].Span.End = end
	b.space = space
}

func (b *treebank) endSentence() {
	if b.start >= 0 {
		b.sentences = append(b.sentences, parley.Span{Start: b.start, End: b.content.Len()})
		b.start = -1
	}
}

// readSilver reads articles, a JSON object a line, with the machine-made boundaries that layer has for them; paragraphs
// are parted by empty lines. Tokens that overlap the one before (a full stop that also ends a sentence) are left out.
func readSilver(articles, layer io.Reader) (*corpus, error) {
	texts := map[string]string{}
	if err := learn.ReadTexts(articles, texts); err != nil {
		return nil, &parley.Error{Kind: parley.Invalid, Op: "segment: read silver", Err: err}
	}
	c := &corpus{}
	for dec := json.NewDecoder(layer); ; {
		var a struct {
			ID        string
			Sentences [][][]any
		}
		if err := dec.Decode(&a); errors.Is(err, io.EOF) {
			return c, nil
		} else if err != nil {
			return nil, &parley.Error{Kind: parley.Invalid, Op: "segment: read silver", Err: err}
		}
		if err := c.article(texts[a.ID], a.Sentences); err != nil {
			return nil, err
		}
	}
}

// article appends an article with its sentences of tokens [start, end, ...].
func (c *corpus) article(s string, sentences [][][]any) error {
	for i, par := range strings.SplitAfter(s, "\n\n") {
		if i == 0 || strings.TrimSpace(par) != "" {
			if i == 0 {
				c.paragraph()
			} else {
				at := c.content.Len()
				c.blocks = append(c.blocks, text.Block{Span: parley.Span{Start: at, End: at}, Paragraph: len(c.blocks)})
			}
		}
		c.content.WriteString(par)
		c.blocks[len(c.blocks)-1].Span.End = c.content.Len()
	}
	base, last := c.content.Len()-len(s), 0
	for _, sent := range sentences {
		first := -1
		for _, t := range sent {
			if len(t) < 2 {
				return parley.Errorf(parley.Invalid, "segment: read silver", "a token of %d fields", len(t))
			}
			from, ok1 := t[0].(float64)
			to, ok2 := t[1].(float64)
			if !ok1 || !ok2 || from < 0 || to <= from || int(to) > len(s) {
				return parley.Errorf(parley.Invalid, "segment: read silver", "token %v does not fit its article", t[:2])
			}
			if int(from) < last {
				continue
			}
			last = int(to)
			w := parley.Span{Start: base + int(from), End: base + int(to)}
			if first < 0 {
				first = w.Start
			}
			c.words = append(c.words, w)
		}
		if first >= 0 {
			c.sentences = append(c.sentences, parley.Span{Start: first, End: base + last})
		}
	}
	c.surface = c.words
	return nil
}
