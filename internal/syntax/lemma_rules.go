package syntax

import (
	"strings"
	"unicode"

	"github.com/parley-press/parley/internal/text"
)

// inflected is the lemma of a word in lower case by rules on its ending alone.
func inflected(low string, tag text.Tag) string {
	switch tag.Penn {
	case "VBD", "VBN", "VBZ", "VBG":
		return infinitive(low, tag.Penn)
	case "NNS":
		return singularOf(low)
	case "JJR", "RBR", "JJS", "RBS":
		return positive(low)
	case "POS":
		return "'s"
	}
	return low
}

// singularName is the singular of a plural name.
func singularName(s string) string {
	if strings.HasSuffix(s, "ies") && len(s) > 5 {
		return s[:len(s)-3] + "y"
	}
	if strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") && len(s) > 3 {
		return s[:len(s)-1]
	}
	return s
}

// singularOf is the singular of a plural in lower case.
func singularOf(s string) string {
	switch {
	case strings.HasSuffix(s, "women") || strings.HasSuffix(s, "men") && len(s) > 5:
		return s[:len(s)-2] + "an"
	case strings.HasSuffix(s, "self") || len(s) < 3 || s[len(s)-1] != 's':
		return s
	case strings.HasSuffix(s, "'s") || strings.HasSuffix(s, "ss") || strings.HasSuffix(s, "us"):
		return s
	}
	return withoutS(s)
}

// withoutS is a form in -s without it.
func withoutS(s string) string {
	switch {
	case strings.HasSuffix(s, "ies") && len(s) > 4:
		return s[:len(s)-3] + "y"
	case endsIn(s, "sses", "shes", "ches", "xes", "zzes", "tzes"):
		return s[:len(s)-2]
	}
	return s[:len(s)-1]
}

func endsIn(s string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// infinitive is the infinitive of an inflected verb in lower case.
func infinitive(s, penn string) string {
	switch {
	case penn == "VBZ" && len(s) > 3 && s[len(s)-1] == 's' && !strings.HasSuffix(s, "ss"):
		return withoutS(s)
	case penn == "VBG" && strings.HasSuffix(s, "ing") && len(s) > 4:
		return ofStem(s[:len(s)-3])
	case penn != "VBD" && penn != "VBN" || !strings.HasSuffix(s, "ed") || len(s) < 4:
		return s
	case strings.HasSuffix(s, "ied"):
		return s[:len(s)-3] + "y"
	case strings.HasSuffix(s, "eed") && len(s) > 4:
		return s[:len(s)-1]
	}
	n := len(s)
	stem := s[:n-2]
	if lemma := ofStem(stem); len(lemma) <= len(stem) || lemma[len(stem):] != "e" {
		return lemma
	}
	return s[:n-1] // the e is there
}

// positive is the positive of a comparative or superlative in lower case.
func positive(s string) string {
	stem := strings.TrimSuffix(s, "er")
	if stem == s {
		stem = strings.TrimSuffix(s, "est")
	}
	switch n := len(stem); {
	case stem == s || n < 3:
		return s
	case stem[n-1] == 'i':
		return stem[:n-1] + "y"
	case stem[n-1] == stem[n-2] && strings.IndexByte("bdgmnpt", stem[n-1]) >= 0:
		return stem[:n-1]
	}
	return stem
}

// ofStem is the infinitive of a stem left by "-ing" or "-ed": a doubled consonant is undone, a silent e comes back.
func ofStem(s string) string {
	n := len(s)
	switch {
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
