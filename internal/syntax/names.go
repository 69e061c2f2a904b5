package syntax

import (
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley/internal/text"
)

// names carries what a report shows of a word to where its capital shows nothing: a word that stands capitalised inside sentences as a proper noun, and
// nowhere in lower case, is that name too where it opens a sentence or stands in a headline ("Veska told reporters").
func names(d *text.Doc) {
	proper, common := map[string]bool{}, map[string]bool{}
	for i := range d.Tokens {
		w := d.Word(i)
		switch {
		case !nameShaped(w):
			common[w] = true
		case d.Tags[i].U == text.PROPN && inside(d, i):
			proper[w] = true
		}
	}
	if len(proper) == 0 {
		return
	}
	for i := range d.Tokens {
		w := d.Word(i)
		if d.Tags[i].U == text.PROPN || !proper[w] || inside(d, i) || !openClass[d.Tags[i].U] {
			continue
		}
		r, n := utf8.DecodeRuneInString(w)
		if !common[string(unicode.ToLower(r))+w[n:]] {
			d.Tags[i] = text.Tag{U: text.PROPN, Penn: "NNP"}
		}
	}
}

// openClass holds the parts of speech that a name may be mistaken for.
var openClass = map[text.UPOS]bool{text.NOUN: true, text.VERB: true, text.ADJ: true, text.ADV: true, text.INTJ: true, text.X: true}

// nameShaped reports whether a word begins with a capital and goes on in small letters.
func nameShaped(w string) bool {
	r, n := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(r) || n == len(w) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(w[n:])
	return unicode.IsLower(next)
}

// inside reports whether token i stands in running text behind a word that is no mark: there its capital is its own.
func inside(d *text.Doc, i int) bool {
	s := d.Sentences[d.Tokens[i].Sentence]
	if d.Paragraphs[s.Paragraph].Kind != text.Body || i == s.Tokens.First {
		return false
	}
	return d.Tags[i-1].U != text.PUNCT || d.Tags[i-1].Penn == ","
}
