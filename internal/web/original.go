package web

import (
	"net/url"
	"strings"

	"github.com/parley-press/parley"
)

// Words that a text fragment gives whole; of more, the first and last ones are given and the browser lights what stands between.
const (
	wholeWords = 12
	edgeWords  = 4
)

// original is the address of words in the report where it was published: the report's own address with a text fragment, by which a browser scrolls to the
// words and lights them. It is "" where the report has no address of the web; only http and https are linked, whatever a report says.
func original(address, words string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	fragment := u.EscapedFragment()
	u.Fragment, u.RawFragment = "", ""
	if i := strings.Index(fragment, ":~:"); i >= 0 {
		fragment = fragment[:i]
	}
	out := u.String()
	ws := strings.Fields(line(words))
	if len(ws) == 0 {
		if fragment != "" {
			out += "#" + fragment
		}
		return out
	}
	return out + "#" + fragment + ":~:text=" + directive(ws)
}

// directive is words as a text directive has them: start, or start and end.
func directive(ws []string) string {
	if len(ws) <= wholeWords {
		return fragmentText(strings.Join(ws, " "))
	}
	return fragmentText(strings.Join(ws[:edgeWords], " ")) + "," + fragmentText(strings.Join(ws[len(ws)-edgeWords:], " "))
}

// fragmentText escapes what a text directive would read as its own signs: all but letters and digits of ASCII.
func fragmentText(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '_':
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
	return b.String()
}

// mainWords is the first stretch of the words that a finding rests on.
func mainWords(ps []parley.Passage) parley.Passage {
	if len(ps) == 0 {
		return parley.Passage{}
	}
	return ps[0]
}
