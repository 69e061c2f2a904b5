package attribution

import (
	"strings"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// mostDateline is the most tokens of a dateline with its dash: "PORT AVEN, May 4 (Newswire) -".
const mostDateline = 12

// pastDateline takes the dateline off the first piece of a source that begins with its paragraph: in "RIVERTON - Ana Roe said" Ana Roe speaks.
func pastDateline(d *text.Doc, source []parley.TokenRange) {
	if len(source) == 0 {
		return
	}
	r := &source[0]
	if p := d.Paragraphs[d.ParagraphOf(r.First)].Sentences; d.Sentences[p[0]].Tokens.First != r.First || !shouted(d.Word(r.First)) {
		return
	}
	for i := r.First + 1; i < min(r.End-1, r.First+mostDateline); i++ {
		if w := d.Word(i); w == "-" || w == "–" || w == "—" {
			r.First = i + 1
			return
		}
	}
}

// shouted reports whether a word of three letters or more is in capitals.
func shouted(w string) bool {
	return utf8.RuneCountInString(w) > 2 && w == strings.ToUpper(w) && w != strings.ToLower(w)
}
