// Package predict lets the stages of the language layer answer in the formats of their field: sentences, tokens, tags,
// lemmas and trees as CoNLL-U, names as a column of BIO2 labels, chains of coreference and attributions as JSON lines. Input is read and
// answered in pieces, so that memory does not grow with it. What is malformed is told and left out, and the rest goes on.
package predict

import (
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A Segmenter finds paragraphs, sentences and tokens.
type Segmenter interface {
	Segment(t *text.Text) *text.Doc
}

// A Tagger fills tags and lemmas, and trees as well.
type Tagger interface {
	Tag(d *text.Doc)
	Parse(d *text.Doc)
}

// A Labeller appends to labels the BIO2 label of each token of d in a label scheme.
type Labeller interface {
	Label(d *text.Doc, scheme string, labels []string) ([]string, error)
}

// A Chainer finds the chains of mentions that stand for one thing.
type Chainer interface {
	Coref(d *text.Doc) [][]parley.TokenRange
}

// Stages are the stages that answer.
type Stages struct {
	Segmenter Segmenter
	Tagger    Tagger
}

// Read fills the layers of syntax, trees with them.
func (s *Stages) Read(d *text.Doc) { s.Tagger.Parse(d) }

// A Tell is told of each thing that is left out; an error of kind parley.Invalid with the line.
type Tell func(error)

// body is a text of one block of a report's body.
func body(content string) *text.Text {
	return &text.Text{Content: content, Blocks: []text.Block{{Span: parley.Span{End: len(content)}}}}
}

// Limits of what is looked at as one document. Real ones are far below.
const (
	pieceTokens   = 1 << 15 // tokens that came as tokens
	sentenceLimit = 1000    // tokens of one sentence for the stages: longer ones are looked at in parts
	formLimit     = 1024    // bytes of one token for the stages, as the tokeniser cuts them
)

// A builder puts together a document of given tokens.
type builder struct {
	content   []byte
	tokens    []text.Token
	sentences []text.Sentence
	pars      []text.Paragraph
	open      bool // a sentence is open
	space     bool // a blank stands before the next token
}

// paragraph starts a paragraph.
func (b *builder) paragraph() {
	b.end()
	if len(b.content) > 0 {
		b.content = append(b.content, "\n\n"...)
	}
	b.space = false
	b.pars = append(b.pars, text.Paragraph{Span: parley.Span{Start: len(b.content), End: len(b.content)}, Sentences: [2]int{len(b.sentences), len(b.sentences)}})
}

// add adds a token. Of one longer than the tokeniser would give, the stages see the start.
func (b *builder) add(form string, space bool) {
	if len(b.pars) == 0 {
		b.paragraph()
	}
	if n := len(b.sentences); b.open && b.sentences[n-1].Tokens.Len() >= sentenceLimit {
		b.end()
	}
	if !b.open {
		b.sentences = append(b.sentences, text.Sentence{Tokens: parley.TokenRange{First: len(b.tokens), End: len(b.tokens)}, Paragraph: len(b.pars) - 1})
		b.open = true
	}
	if b.space {
		b.content = append(b.content, ' ')
	}
	at := len(b.content)
	b.content = append(b.content, start(form)...)
	b.space = space
	s := &b.sentences[len(b.sentences)-1]
	b.tokens = append(b.tokens, text.Token{Span: parley.Span{Start: at, End: len(b.content)}, Sentence: int32(len(b.sentences) - 1), Quote: -1})
	s.Tokens.End = len(b.tokens)
	p := &b.pars[len(b.pars)-1]
	p.Span.End, p.Sentences[1] = len(b.content), len(b.sentences)
}

// start is the part of a form that the stages see.
func start(form string) string {
	if len(form) <= formLimit {
		return form
	}
	n := formLimit
	for n > formLimit-utf8.UTFMax && !utf8.RuneStart(form[n]) {
		n--
	}
	return form[:n]
}

// end ends the sentence.
func (b *builder) end() { b.open = false }

// doc is the document.
func (b *builder) doc() *text.Doc {
	t := &text.Text{Content: string(b.content)}
	for i, p := range b.pars {
		if p.Span.End > p.Span.Start {
			t.Blocks = append(t.Blocks, text.Block{Span: p.Span, Paragraph: i})
		}
	}
	return &text.Doc{Text: t, Paragraphs: b.pars, Sentences: b.sentences, Tokens: b.tokens}
}

// reset forgets the document, so that the next can be built.
func (b *builder) reset() { *b = builder{content: b.content[:0], space: false} }
