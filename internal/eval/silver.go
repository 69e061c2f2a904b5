package eval

import (
	"io"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

// Silver compares what read fills in with the machine-made layer of PolNeAR (CoreNLP), r, over the texts of its articles.
// It is the agreement of two programs, no accuracy. Read gets the silver tokens as they are. Heads are asked of attached tokens
// but for punctuation, after the silver trees were mapped from Stanford's Universal Dependencies 1 to version 2 (internal/syntax).
func Silver(prefix string, r io.Reader, texts map[string]string, read func(*text.Doc)) ([]Score, error) {
	var tags, heads answer
	trees := false
	err := syntax.ReadSilver(r, texts, func(sents [][]syntax.Word) {
		d := wordsDoc(sents)
		read(d)
		trees = trees || d.Heads != nil
		for n, s := range sents {
			from := d.Sentences[n].Tokens.First
			for k, w := range s {
				if len(d.Tags) > 0 {
					tags.add(d.Tags[from+k].Penn == w.Tag.Penn)
				}
				if d.Heads == nil || w.Rel == "punct" || w.Head < 0 && w.Rel != "root" {
					continue
				}
				got := int(d.Heads[from+k])
				heads.add(got == w.Head+from && w.Head >= 0 || got < 0 && w.Head < 0)
			}
		}
	})
	if err != nil {
		return nil, &parley.Error{Kind: parley.Invalid, Op: "eval: silver", Err: err}
	}
	out := []Score{tags.score(prefix + "XPOS")}
	if trees {
		out = append(out, heads.score(prefix+"UAS"))
	}
	return out, nil
}

// wordsDoc is a document of one paragraph whose words are parted by blanks.
func wordsDoc(sents [][]syntax.Word) *text.Doc {
	d := &text.Doc{Text: &text.Text{}, Paragraphs: []text.Paragraph{{Kind: text.Body, Sentences: [2]int{0, len(sents)}}}}
	var b strings.Builder
	for n, s := range sents {
		first := len(d.Tokens)
		for _, w := range s {
			at := b.Len()
			b.WriteString(w.Form)
			d.Tokens = append(d.Tokens, text.Token{Span: parley.Span{Start: at, End: b.Len()}, Sentence: int32(n), Quote: -1})
			b.WriteByte(' ')
		}
		d.Sentences = append(d.Sentences, text.Sentence{Tokens: parley.TokenRange{First: first, End: len(d.Tokens)}})
	}
	d.Content = b.String()
	d.Blocks = []text.Block{{Span: parley.Span{End: len(d.Content)}}}
	d.Paragraphs[0].Span = parley.Span{End: len(d.Content)}
	return d
}
