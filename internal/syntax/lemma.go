package syntax

import (
	_ "embed" // the table of irregular forms
	"strings"
	"unicode"

	"github.com/parley-press/parley/internal/text"
)

//go:embed irregular.tsv
var irregularTSV string

// A lemmatizer turns a tagged word into its lemma by a table of irregular forms, then by rules on endings.
type lemmatizer struct {
	verbs, nouns, adjectives, words map[string]string
	silent                          map[string]bool // stems that take an e back: "chang"
	oneL                            map[string]bool // stems with a single l: "control"
	whole                           map[string]bool // stems that take none: "develop"
}

func newLemmatizer() *lemmatizer {
	l := &lemmatizer{
		verbs: map[string]string{}, nouns: map[string]string{}, adjectives: map[string]string{}, words: map[string]string{},
		silent: map[string]bool{}, oneL: map[string]bool{}, whole: map[string]bool{},
	}
	forms := map[string]map[string]string{"v": l.verbs, "n": l.nouns, "a": l.adjectives, "w": l.words}
	stems := map[string]map[string]bool{"e": l.silent, "l": l.oneL, "s": l.whole}
	for line := range strings.Lines(irregularTSV) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if m := forms[f[0]]; m != nil && len(f) == 3 {
			for _, w := range strings.Fields(f[2]) {
				m[w] = f[1]
			}
		} else if m := stems[f[0]]; m != nil && len(f) == 2 {
			for _, w := range strings.Fields(f[1]) {
				m[w] = true
			}
		}
	}
	return l
}

// lemma is the lemma of a word with its tag: lower case but for proper nouns. In a headline (loud) a proper noun
// keeps its capitals as well, since nothing tells which are its own.
func (l *lemmatizer) lemma(word string, tag text.Tag, loud bool) string {
	switch tag.U {
	case text.PROPN:
		if tag.Penn == "NNPS" && !loud {
			return l.proper(word)
		}
		return word
	case text.PUNCT, text.SYM, text.X:
		return word
	case text.NUM:
		if strings.Contains(word, ",") {
			return strings.ReplaceAll(word, ",", "")
		}
	}
	low := strings.ToLower(word)
	switch tag.Penn {
	case "VB", "VBP", "VBZ", "VBD", "VBN", "VBG":
		return l.verb(low, tag)
	case "MD":
		return modal(low)
	case "NNS":
		return l.noun(low)
	case "JJR", "RBR", "JJS", "RBS":
		return l.adjective(low, tag)
	case "NNP":
		return word // an adjective within a name: "American"
	case "POS":
		return "'s"
	case "PRP":
		switch low {
		case "i", "me":
			return "I"
		case "us", "'s", "’s":
			return "we"
		case "her":
			return "she"
		}
	}
	if w, ok := l.words[low]; ok {
		return w
	}
	return low
}

// modal is the lemma of a modal verb in lower case.
func modal(s string) string {
	switch s {
	case "'ll", "’ll", "wo", "ll":
		return "will"
	case "'d", "’d", "d":
		return "would"
	case "ca":
		return "can"
	case "sha":
		return "shall"
	}
	return s
}

// proper is the singular of a plural name.
func (l *lemmatizer) proper(s string) string {
	if strings.HasSuffix(s, "ies") && len(s) > 5 {
		return s[:len(s)-3] + "y"
	}
	if strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") && len(s) > 3 {
		return s[:len(s)-1]
	}
	return s
}

// noun is the singular of a plural in lower case.
func (l *lemmatizer) noun(s string) string {
	if w, ok := l.nouns[s]; ok {
		return w
	}
	switch {
	case strings.HasSuffix(s, "women") || strings.HasSuffix(s, "men") && len(s) > 5:
		return s[:len(s)-2] + "an"
	case strings.HasSuffix(s, "self") || len(s) < 3 || s[len(s)-1] != 's':
		return s
	case strings.HasSuffix(s, "'s") || strings.HasSuffix(s, "ss") || strings.HasSuffix(s, "us"):
		return s
	}
	return l.thirdPerson(s)
}

// thirdPerson is a form in -s without it.
func (l *lemmatizer) thirdPerson(s string) string {
	base := s[:len(s)-1]
	switch {
	case strings.HasSuffix(s, "ies") && len(s) > 4:
		return s[:len(s)-3] + "y"
	case endsIn(s, "sses", "shes", "ches", "xes", "zzes", "tzes"):
		return s[:len(s)-2]
	}
	return base
}

func endsIn(s string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// verb is the infinitive of a verb in lower case.
func (l *lemmatizer) verb(s string, tag text.Tag) string {
	if tag.Penn == "VB" && len(s) > 2 || tag.Penn == "VBP" && tag.U == text.VERB {
		return l.contracted(s)
	}
	if w, ok := l.verbs[s]; ok && !(w == s && tag.Penn == "VBG") {
		return w
	}
	switch {
	case tag.Penn == "VBZ" && len(s) > 3 && s[len(s)-1] == 's' && !strings.HasSuffix(s, "ss"):
		return l.thirdPerson(s)
	case tag.Penn == "VBG" && strings.HasSuffix(s, "ing") && len(s) > 4:
		return l.stem(s[:len(s)-3])
	case tag.Penn != "VBD" && tag.Penn != "VBN" || !strings.HasSuffix(s, "ed") || len(s) < 4:
		return s
	case strings.HasSuffix(s, "ied"):
		return s[:len(s)-3] + "y"
	case strings.HasSuffix(s, "eed") && len(s) > 4:
		return s[:len(s)-1]
	}
	return l.stem(s[:len(s)-2])
}

// contracted is an infinitive or present, where it may be short for another ("'ve", "wan").
func (l *lemmatizer) contracted(s string) string {
	switch s {
	case "'ve", "’ve", "'m", "’m", "'re", "’re", "are", "am", "gon", "wan", "got", "ai":
		return l.verbs[s]
	}
	return s
}

// adjective is the positive of a comparative or superlative in lower case.
func (l *lemmatizer) adjective(s string, tag text.Tag) string {
	if w, ok := l.adjectives[s]; ok {
		if w == "good" && tag.U == text.ADV {
			return "well"
		}
		return w
	}
	base := strings.TrimSuffix(s, "er")
	if base == s {
		base = strings.TrimSuffix(s, "est")
	}
	switch n := len(base); {
	case base == s || n < 3:
		return s
	case base[n-1] == 'i':
		return base[:n-1] + "y"
	case l.silent[base]:
		return base + "e"
	case base[n-1] == base[n-2] && strings.IndexByte("bdgmnpt", base[n-1]) >= 0:
		return base[:n-1]
	}
	return base
}

// stem is the infinitive of a stem left by "-ing" or "-ed": a doubled consonant is undone, a silent e comes back.
func (l *lemmatizer) stem(s string) string {
	n := len(s)
	switch {
	case l.whole[s]:
		return s
	case l.silent[s]:
		return s + "e"
	case n > 2 && s[n-1] == s[n-2] && s[n-1] == 'l' && l.oneL[s[:n-1]]:
		return s[:n-1]
	case n > 3 && s[n-1] == s[n-2] && strings.IndexByte("bdgkmnprt", s[n-1]) >= 0:
		return s[:n-1]
	case dropsE(s):
		return s + "e"
	}
	return s
}

func vowel(s string, i int) bool {
	return i >= 0 && strings.IndexByte("aeiou", s[i]) >= 0 && !(s[i] == 'u' && i > 0 && s[i-1] == 'q')
}

// dropsE reports whether a stem most likely lost a silent e, by its last letters.
func dropsE(s string) bool {
	n := len(s)
	if n < 2 || !unicode.IsLetter(rune(s[n-1])) {
		return false
	}
	c, before := s[n-1], s[n-2]
	one := vowel(s, n-2) && !vowel(s, n-3) // one vowel before the last consonant
	switch c {
	case 'v', 'c', 'u':
		return c != 'u' || before != 'o'
	case 'g':
		return before == 'd' || before == 'r' || before == 'l' || vowel(s, n-2)
	case 's':
		return before != 's' && before != 'c'
	case 'z':
		return before != 't' && before != 'z'
	case 'l':
		return strings.IndexByte("bcdfgkpstz", before) >= 0 || one && before != 'a' && before != 'e' || before == 'y'
	case 'r':
		return one && (before == 'a' || before == 'i' || before == 'u' && n > 3)
	case 'n':
		return one && (before == 'i' || before == 'u')
	case 't':
		return one && (before == 'a' || before == 'o' || before == 'u') || endsIn(s, "iat", "uat")
	case 'm':
		return one && before != 'e' || before == 'y'
	case 'd':
		return one || strings.HasSuffix(s, "uad")
	case 'k', 'p', 'b', 'f':
		return one || before == 'y'
	}
	return false
}
