package record

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldName is a name for comparing: lower case, without a leading article, a closing possessive and marks.
func foldName(s string) string {
	s = plainLetters(strings.ToLower(strings.ReplaceAll(s, "’", "'")))
	s = strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "'")
	var w []string
	for i, x := range strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == '\t' || r == '\n' || r == '.' || r == ',' || r == '-' || r == '"' || r == '“' || r == '”'
	}) {
		if i == 0 && (x == "the" || x == "a" || x == "an") {
			continue
		}
		w = append(w, x)
	}
	return strings.Join(w, " ")
}

// plainLetters is a text with its Latin letters without their marks: "raúl" is "raul" to the press that has no accents.
func plainLetters(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= 0xc0 }) < 0 {
		return s
	}
	var b strings.Builder
	latin := false
	for _, r := range norm.NFD.String(s) {
		if unicode.Is(unicode.Mn, r) && latin {
			continue
		}
		latin = unicode.Is(unicode.Latin, r)
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

// spellings puts the ways to write one sound together.
var spellings = strings.NewReplacer("sch", "sh", "ck", "k", "kh", "k", "ph", "f", "th", "t", "zh", "j", "iy", "i", "yy", "i", "ij", "i", "ei", "i", "ey", "i", "ai", "i", "ay", "i", "y", "i", "c", "k", "q", "k", "w", "v", "ou", "u", "oo", "u", "ee", "i", "'", "", "’", "")

// sound is a key under which transliterations of one name meet: doubled letters once, the letters that are written in several ways put together.
func sound(w string) string {
	w = spellings.Replace(w)
	out := make([]byte, 0, len(w))
	for i := 0; i < len(w); i++ {
		if len(out) > 0 && out[len(out)-1] == w[i] {
			continue
		}
		out = append(out, w[i])
	}
	s := strings.TrimRight(string(out), "i")
	if s == "" {
		return string(out)
	}
	return s
}

// consonants is a sound without its vowels, which transliterations choose most freely.
func consonants(sound string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiou", r) {
			return -1
		}
		return r
	}, sound)
}

// vowelsApart reports whether two names, by the sounds of their words, may be one with other vowels: the surname is long enough to tell, and no word ends
// otherwise, as those of a man and a woman do.
func vowelsApart(a, b []string) bool {
	end := func(w string) byte { return w[len(w)-1] }
	return len(consonants(a[len(a)-1])) > 2 && len(consonants(a[0])) > 1 && end(a[0]) == end(b[0]) && end(a[len(a)-1]) == end(b[len(b)-1])
}

// slug is a name as an id: lower-case ASCII letters, digits and hyphens; letters with marks lose them where Latin, others give their code point.
func slug(s string) string {
	var b strings.Builder
	dash := false
	for _, r := range strings.ToLower(foldName(s)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			dash = false
		case r == '\'' || r == '’':
		case r < 128 || !unicode.IsLetter(r) && !unicode.IsNumber(r):
			dash = true
		default:
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash = false
			if l, ok := latin[r]; ok {
				b.WriteString(l)
			} else {
				fmt.Fprintf(&b, "u%x", r)
			}
		}
		if b.Len() > 60 {
			break
		}
	}
	if b.Len() == 0 {
		return "entity"
	}
	return b.String()
}

var latin = map[rune]string{'á': "a", 'à': "a", 'â': "a", 'ä': "ae", 'ã': "a", 'å': "a", 'ç': "c", 'č': "c", 'ć': "c", 'é': "e", 'è': "e", 'ê': "e", 'ë': "e", 'ě': "e", 'í': "i", 'ì': "i",
	'î': "i", 'ï': "i", 'ı': "i", 'ł': "l", 'ñ': "n", 'ń': "n", 'ó': "o", 'ò': "o", 'ô': "o", 'ö': "oe", 'õ': "o", 'ø': "o", 'š': "s", 'ş': "s", 'ś': "s", 'ß': "ss", 'ú': "u", 'ù': "u",
	'û': "u", 'ü': "ue", 'ý': "y", 'ž': "z", 'ż': "z", 'ź': "z", 'ğ': "g", 'đ': "d", 'æ': "ae", 'œ': "oe"}

// countWords counts the words of a name, white space between them.
func countWords(s string) int {
	n, in := 0, false
	for _, r := range s {
		if space := unicode.IsSpace(r); space == in {
			in = !space
			if in {
				n++
			}
		}
	}
	return n
}

// british are the ways to write a word that one body's name is printed with.
var british = map[string]string{"defence": "defense", "organisation": "organization", "centre": "center", "labour": "labor", "programme": "program", "harbour": "harbor",
	"co-ordination": "coordination", "cooperation": "cooperation", "co-operation": "cooperation"}

// translated is a word of a longer body's name without what translators of it choose ("Higher Harbour Committee", "Coordinating Council" are the "High" one, the
// "Coordination" one), and without double letters, which are misprinted most.
func translated(w string) string {
	if w == "higher" {
		return "high"
	}
	for _, end := range []string{"ing", "ion"} {
		if stem, ok := strings.CutSuffix(w, end); ok && len(stem) > 5 {
			w = stem
			break
		}
	}
	out := make([]byte, 0, len(w))
	for i := range len(w) {
		if i == 0 || w[i] != w[i-1] {
			out = append(out, w[i])
		}
	}
	return string(out)
}

// pollName is the folded name of a paper without "opinion" before a poll.
func pollName(parts []string) []string {
	for i := range len(parts) - 1 {
		if parts[i] == "opinion" && (parts[i+1] == "poll" || parts[i+1] == "polls") {
			return slices.Concat(parts[:i], parts[i+1:])
		}
	}
	return parts
}

// bodyName is the folded name of a body, by words, without what outlets print differently: American and British spelling, a possessive, number, and
// "Ministry of Defence" for "Defence Ministry".
func bodyName(parts []string) []string {
	out := make([]string, 0, len(parts))
	for i, w := range parts {
		w = strings.TrimSuffix(w, "'s")
		if a, ok := british[w]; ok {
			w = a
		}
		if n := len(w); i > 0 && n > 4 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'u' && w[n-2] != 'i' {
			w = w[:n-1]
		}
		if len(parts) > 2 {
			w = translated(w)
		}
		out = append(out, w)
	}
	if len(out) > 2 && (out[0] == "ministry" || out[0] == "department") && out[1] == "of" {
		rest := out[2:]
		if len(rest) == 2 && rest[0] == "foreign" && rest[1] == "affair" {
			rest = rest[:1]
		}
		out = append(append([]string{}, rest...), out[0])
	}
	return out
}
