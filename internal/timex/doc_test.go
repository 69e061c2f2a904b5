package timex

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// document cuts s into paragraphs at blank lines, sentences at a full stop before a capital, and tokens at white
// space and around marks: enough to test on, without the stage that does it properly.
func document(s string, published string) *text.Doc {
	s = strings.ToValidUTF8(s, "?")
	d := &text.Doc{Text: &text.Text{Content: s}}
	if v, err := parley.ParseDate(published); err == nil {
		d.Meta.Published = text.Date{Value: v, How: parley.Stated}
	}
	at := 0
	for _, para := range strings.SplitAfter(s, "\n\n") {
		p := text.Paragraph{Span: parley.Span{Start: at, End: at + len(para)}}
		p.Sentences[0] = len(d.Sentences)
		tokenize(d, at, at+len(para), len(d.Paragraphs))
		p.Sentences[1] = len(d.Sentences)
		d.Paragraphs = append(d.Paragraphs, p)
		at += len(para)
	}
	return d
}

func tokenize(d *text.Doc, start, end, paragraph int) {
	first := len(d.Tokens)
	flush := func() {
		if len(d.Tokens) > first {
			d.Sentences = append(d.Sentences, text.Sentence{Tokens: parley.TokenRange{First: first, End: len(d.Tokens)}, Paragraph: paragraph})
			first = len(d.Tokens)
		}
	}
	for p := start; p < end; {
		r, n := utf8.DecodeRuneInString(d.Content[p:end])
		if unicode.IsSpace(r) {
			p += n
			continue
		}
		q := p + n
		if word(r) {
			for q < end {
				r, n := utf8.DecodeRuneInString(d.Content[q:end])
				inner := q+n < end && word(rune(d.Content[q+n])) && strings.ContainsRune(".,-:", r)
				if !word(r) && !inner {
					break
				}
				q += n
			}
			if q < end && d.Content[q] == '.' && abbreviated[strings.ToLower(d.Content[p:q])] {
				q++
			}
		}
		d.Tokens = append(d.Tokens, text.Token{Span: parley.Span{Start: p, End: q}, Sentence: int32(len(d.Sentences)), Quote: -1})
		if d.Content[p:q] == "." || d.Content[p:q] == "?" || d.Content[p:q] == "!" {
			flush()
		}
		p = q
	}
	flush()
}

func word(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

var abbreviated = text.WordSet("jan feb mar apr aug sep sept oct nov dec a.m p.m mr mrs dr gen u.s corp inc ltd")
