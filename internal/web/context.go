package web

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// reach is how many bytes of a paragraph are shown on either side of the words, where no sentence ends before.
const reach = 280

// A quote is words in the sentence they stand in.
type quote struct {
	Before string `json:"before,omitempty"`
	Words  string `json:"words"`
	After  string `json:"after,omitempty"`

	Lead, Claim, Rest string `json:"-"` // the words again, parted where a claim stands in a denial; "" where none does
}

// quoteOf is a passage in its sentence. Where the text is not to be had, or says something else at that place, the
// passage stands alone.
func quoteOf(t *text.Text, p parley.Passage) quote {
	q := quote{Words: p.Text}
	if t == nil || p.Span.Start < 0 || p.Span.End > len(t.Content) || p.Span.Empty() || t.Content[p.Span.Start:p.Span.End] != p.Text {
		return q
	}
	para := paragraphAt(t, []parley.Passage{p})
	q.Before = sentenceTail(t.Content[para.Start:max(para.Start, p.Span.Start)])
	q.After = sentenceHead(t.Content[p.Span.End:max(p.Span.End, para.End)])
	return q
}

// paragraphAt is the span of the blocks of the paragraph in which the first passage begins; the passage itself where no
// block holds it.
func paragraphAt(t *text.Text, ps []parley.Passage) parley.Span {
	if len(ps) == 0 {
		return parley.Span{}
	}
	at := ps[0].Span
	for i, b := range t.Blocks {
		if b.Span.Start > at.Start || at.Start >= b.Span.End {
			continue
		}
		out := b.Span
		for j := i - 1; j >= 0 && t.Blocks[j].Paragraph == b.Paragraph && t.Blocks[j].Kind == b.Kind; j-- {
			out = out.Union(t.Blocks[j].Span)
		}
		for j := i + 1; j < len(t.Blocks) && t.Blocks[j].Paragraph == b.Paragraph && t.Blocks[j].Kind == b.Kind; j++ {
			out = out.Union(t.Blocks[j].Span)
		}
		return out.Union(at)
	}
	return at
}

// sentenceTail is the end of s from where its last sentence begins, cut at a word where that is too far.
func sentenceTail(s string) string {
	for i := len(s) - 2; i > 0; i-- {
		if s[i] == '\n' || s[i] == ' ' && strings.IndexByte(".!?", s[i-1]) >= 0 && startsSentence(s[i+1:]) {
			s = s[i+1:]
			break
		}
	}
	if len(s) <= reach {
		return s
	}
	s = s[len(s)-reach:]
	return "… " + s[strings.IndexByte(s, ' ')+1:]
}

// sentenceHead is the start of s up to where its first sentence ends, cut at a word where that is too far.
func sentenceHead(s string) string {
	for i := 0; i+1 < len(s); i++ {
		if s[i+1] == '\n' || strings.IndexByte(".!?", s[i]) >= 0 && s[i+1] == ' ' && startsSentence(s[i+2:]) {
			s = s[:i+1]
			break
		}
	}
	if len(s) <= reach {
		return s
	}
	s = s[:reach]
	return s[:max(0, strings.LastIndexByte(s, ' '))] + " …"
}

// startsSentence reports whether s may be the start of a sentence: a capital, a digit, a quotation mark or a script
// without case. Abbreviations before a name are not told apart; this only decides how much is shown.
func startsSentence(s string) bool { return s != "" && (s[0] < 'a' || s[0] > 'z') }
