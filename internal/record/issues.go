package record

import (
	"strings"
	"unicode"

	"github.com/parley-press/parley"
)

// An issue is one that the configuration names.
type issue struct {
	name    string
	phrases [][]string // folded words; a last letter "*" stands for any end
}

func newIssue(x parley.Issue) issue {
	out := issue{name: x.Name}
	for _, w := range x.Words {
		end := strings.HasSuffix(w, "*")
		words := foldedWords(w)
		if end && len(words) > 0 {
			words[len(words)-1] += "*"
		}
		if len(words) > 0 {
			out.phrases = append(out.phrases, words)
		}
	}
	return out
}

// foldedWords are the words of a text in lower case, letters and digits only; a possessive ending is a word of its own and left out.
func foldedWords(s string) []string {
	s = strings.ReplaceAll(strings.ToLower(s), "’", "'")
	words := strings.FieldsFunc(s, func(r rune) bool {
		return r != '\'' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	out := words[:0]
	for _, w := range words {
		if w = strings.Trim(strings.TrimSuffix(w, "'s"), "'"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// about is the name of the issue whose longest phrase stands in texts, of several as long the one that the configuration has first; "" for none.
func (r *register) about(texts ...string) string {
	if r == nil || len(r.issues) == 0 {
		return ""
	}
	name, longest := "", 0
	for _, t := range texts {
		words := foldedWords(t)
		for _, x := range r.issues {
			for _, p := range x.phrases {
				if len(p) > longest && hasPhrase(p, words) {
					name, longest = x.name, len(p)
				}
			}
		}
	}
	return name
}

// hasPhrase reports whether a phrase stands in words.
func hasPhrase(phrase, words []string) bool {
	for i := 0; i+len(phrase) <= len(words); i++ {
		ok := true
		for j, w := range phrase {
			if begin, any := strings.CutSuffix(w, "*"); any && strings.HasPrefix(words[i+j], begin) {
				continue
			}
			if words[i+j] != w {
				ok = false
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}
