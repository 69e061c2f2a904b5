package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold is s in lower case without accents.
func fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'ø' || r == 'Ø':
			b.WriteByte('o')
		case r == 'ł' || r == 'Ł':
			b.WriteByte('l')
		case r == 'đ' || r == 'Đ':
			b.WriteByte('d')
		case r == 'ı':
			b.WriteByte('i')
		case r == 'ß':
			b.WriteString("ss")
		case r == '‘' || r == '’' || r == 'ʼ':
			b.WriteByte('\'')
		case r == '‐' || r == '‑':
			b.WriteByte('-')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// pieces appends the pieces a name is matched by: folded words, cut at blanks, hyphens and apostrophes, without full stops.
// With token set s is one token, and a mark that stands alone is a piece of its own.
func pieces(out []string, s string, token bool) []string {
	w := fold(s)
	if token && (w == "'s" || w == "'") {
		return append(out, "'s")
	}
	if !strings.ContainsAny(w, " -'.,/&") {
		if w == "" {
			return out
		}
		return append(out, w)
	}
	n := len(out)
	start := 0
	put := func(end int) {
		p := strings.ReplaceAll(w[start:end], ".", "")
		if p != "" {
			out = append(out, p)
		}
	}
	for i := 0; i < len(w); i++ {
		switch w[i] {
		case ' ', '-', '\'', '/':
			put(i)
			start = i + 1
		case ',', '&':
			put(i)
			start = i + 1
			out = append(out, w[i:i+1])
		}
	}
	put(len(w))
	if !token {
		for k := n; k < len(out); k++ { // as tokens have it: "People's Front"
			if out[k] == "s" && k > n && strings.Contains(w, out[k-1]+"'s") {
				out[k] = "'s"
			}
		}
	}
	if token && len(out) == n {
		out = append(out, w)
	}
	return out
}

// isUpper reports whether s begins with a capital letter.
func isUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// skeleton is a name in a spelling that transliterations share: "Sergei" and "Sergey", "Yusuf" and "Youssef" fall together.
func skeleton(s string) string {
	s = fold(s)
	s = digraphs.Replace(s)
	var b strings.Builder
	var last byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'h', '\'', '-', 'j', 'w':
			if i > 0 {
				last = 0
				continue
			}
			if c != 'a' && c != 'h' {
				c = 'y'
			}
		case 'q', 'c':
			c = 'k'
		case 'z':
			c = 's'
		case 'b':
			c = 'p'
		case 'v':
			c = 'f'
		case 'd':
			c = 't'
		case 'g':
			c = 'k'
		}
		if c != last {
			b.WriteByte(c)
		}
		last = c
	}
	return b.String()
}

var digraphs = strings.NewReplacer("kh", "k", "gh", "g", "ph", "f", "sch", "s", "sh", "s", "ch", "c", "zh", "z", "ts", "z", "tz", "z", "cz", "c", "ck", "k", "dj", "j", "dz", "z", "ou", "u", "ks", "x", "th", "t")

// near reports whether two folded names are spellings of one: equal, or of one skeleton and few edits apart.
func near(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) < 4 || len(b) < 4 || len(a) > 40 || len(b) > 40 {
		return false
	}
	limit := 1 + max(len(a), len(b))/6
	return skeleton(a) == skeleton(b) && edits(a, b) <= limit
}

// edits is the Levenshtein distance in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diag := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			up := row[j]
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(up+1, row[j-1]+1, diag+cost)
			diag = up
		}
	}
	return row[len(b)]
}
