package predict

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley/internal/text"
)

// joined reports whether token i is written together with the one before it as one orthographic word: a clitic as the
// English Web Treebank cuts them off ("do|n't", "Roe|'s", "can|not", "gon|na"). Universal Dependencies has these as
// one multiword token. Other words that touch ("15|-|year", "39|K") are tokens of their own there.
func joined(d *text.Doc, i int) bool {
	a, b := d.Tokens[i-1].Span, d.Tokens[i].Span
	if a.End != b.Start || b.End-b.Start > 8 || d.Tokens[i-1].Sentence != d.Tokens[i].Sentence {
		return false
	}
	host := d.Slice(a)
	last, _ := utf8.DecodeLastRuneInString(host)
	letter := unicode.IsLetter(last)
	if !letter && !unicode.IsNumber(last) && (last != '.' || len(host) == 1) {
		return false
	}
	penn := ""
	if d.Tags != nil {
		penn = d.Tags[i].Penn
	}
	word := clitic(d.Slice(b))
	switch word {
	case "'s", "n't", "'m", "'ll", "'ve", "'re", "'d", "'t", "'em":
		return true
	case "'":
		return penn == "POS"
	}
	if !letter || len(host) > 8 && word != "s" && word != "nt" {
		return false
	}
	switch word {
	case "nt":
		return true
	case "s":
		return penn == "POS" || penn == "VBZ" || penn == "PRP"
	case "m", "d", "r", "v", "ll", "ve", "re":
		return subjects[strings.ToLower(host)]
	}
	return fused[strings.ToLower(host)+" "+word]
}

// clitic is a word in small letters with a straight apostrophe.
func clitic(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '’', '‘', '`':
			return '\''
		}
		return unicode.ToLower(r)
	}, s)
}

// subjects are the words that a clipped verb without its apostrophe leans on ("im", "youre", "wouldve").
var subjects = text.WordSet(`i you u we they he she it that there who what let y could should would might must`)

// fused are further pairs that are written as one word.
var fused = map[string]bool{"can not": true, "gon na": true, "wan na": true, "wan a": true, "got ta": true, "ought ta": true, "out ta": true, "got a": true,
	"lem me": true, "gim me": true, "wha t": true, "du n": true, "n no": true, "dun no": true, "d 'ye": true, "more 'n": true, "t is": true, "t was": true,
	"a while": true, "sort a": true, "kind a": true, "who se": true}
