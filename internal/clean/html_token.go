package clean

import (
	"html"
	"strings"
	"unicode/utf8"
)

// A tokenKind is what a token of a page is.
type tokenKind uint8

const (
	textToken tokenKind = iota
	startToken
	endToken
	rawToken // the content of script or style
	eofToken
)

// A token is bytes [start, end) of the page. Attributes of a start tag are bytes [attrs, end).
type token struct {
	kind       tokenKind
	name       string
	start, end int
	attrs      int
}

// A tokenizer cuts a page into tags and text by the rules of the HTML standard (section 13.2.5), as far as they
// matter for text, with the position of each byte. It departs from them where they would lose the page: a
// comment or a script that nothing closes ends where the page plainly goes on. It takes linear time.
type tokenizer struct {
	src      string
	at       int
	raw      string          // name of the element whose raw content comes next
	lastGT   int             // last ">"
	lastCom  int             // last "-->"
	noClose  map[string]bool // raw elements that have no end tag from here on
	degraded bool
}

func newTokenizer(src string) *tokenizer {
	return &tokenizer{src: src, lastGT: strings.LastIndexByte(src, '>'), lastCom: strings.LastIndex(src, "-->"), noClose: map[string]bool{}}
}

// rawElements hold no tags. The content of all but title and textarea is no text of the page.
var rawElements = map[string]bool{"script": true, "style": true, "title": true, "textarea": true, "iframe": true, "noembed": true, "noframes": true, "xmp": true}

func (z *tokenizer) next() token {
	if z.raw != "" {
		if t, ok := z.rawContent(); ok {
			return t
		}
	}
	start := z.at
	for z.at < len(z.src) {
		k := strings.IndexByte(z.src[z.at:], '<')
		if k < 0 {
			z.at = len(z.src)
			break
		}
		z.at += k
		if z.at > start && z.opens() {
			return token{kind: textToken, start: start, end: z.at}
		}
		if !z.opens() {
			z.at++
			continue
		}
		if t, ok := z.tag(); ok {
			return t
		}
		start = z.at
	}
	if z.at > start {
		return token{kind: textToken, start: start, end: z.at}
	}
	return token{kind: eofToken, start: z.at, end: z.at}
}

// opens reports whether the "<" at the cursor opens a tag or a comment that is closed somewhere.
func (z *tokenizer) opens() bool {
	if z.at+1 >= len(z.src) || z.at > z.lastGT {
		return false
	}
	c := z.src[z.at+1]
	return isAlpha(c) || c == '!' || c == '?' || c == '/' && z.at+2 < len(z.src) && isAlpha(z.src[z.at+2])
}

// tag reads a tag; ok is false for comments and the like, which are passed over.
func (z *tokenizer) tag() (token, bool) {
	s, i := z.src, z.at
	switch c := s[i+1]; {
	case c == '!' && strings.HasPrefix(s[i:], "<!--"):
		switch {
		case strings.HasPrefix(s[i:], "<!-->"):
			z.at = i + 5
		case strings.HasPrefix(s[i:], "<!--->"):
			z.at = i + 6
		case z.lastCom >= i+4:
			z.at = i + 4 + strings.Index(s[i+4:], "-->") + 3
		default:
			z.degraded = true
			z.at = i + strings.IndexByte(s[i:], '>') + 1
		}
		return token{}, false
	case c == '!' || c == '?':
		z.at = i + strings.IndexByte(s[i:], '>') + 1
		return token{}, false
	}
	t := token{kind: startToken, start: i}
	j := i + 1
	if s[j] == '/' {
		t.kind = endToken
		j++
	}
	k := j
	for k < len(s) && s[k] != '>' && s[k] != '/' && s[k] > ' ' {
		k++
	}
	t.name = lowerName(s[j:min(k, j+40)])
	t.attrs = k
	z.at = z.tagEnd(k)
	t.end = z.at
	if t.kind == startToken && rawElements[t.name] {
		z.raw = t.name
	}
	return t, true
}

func lowerName(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

// tagEnd is the byte after the ">" of a tag whose attributes begin at k. A quotation mark that is never closed
// does not count.
func (z *tokenizer) tagEnd(k int) int {
	s := z.src
	for k < len(s) {
		e := strings.IndexAny(s[k:], ">=")
		if e < 0 {
			break
		}
		k += e + 1
		if s[k-1] == '>' {
			return k
		}
		for k < len(s) && s[k] <= ' ' {
			k++
		}
		if k < len(s) && (s[k] == '"' || s[k] == '\'') {
			if q := strings.IndexByte(s[k+1:], s[k]); q >= 0 {
				k += q + 2
			} else {
				z.degraded = true
				k++
			}
		}
	}
	return len(s)
}

// rawContent reads up to the end tag of the raw element that was opened; ok is false where there is nothing to give.
func (z *tokenizer) rawContent() (token, bool) {
	name := z.raw
	z.raw = ""
	if !z.noClose[name] {
		for k := z.at; ; {
			e := strings.Index(z.src[k:], "</")
			if e < 0 {
				break
			}
			k += e
			if n := k + 2 + len(name); n <= len(z.src) && strings.EqualFold(z.src[k+2:n], name) && (n == len(z.src) || !isAlnum(z.src[n])) {
				t := token{kind: rawToken, name: name, start: z.at, end: k}
				z.at = k
				return t, true
			}
			k += 2
		}
		z.noClose[name] = true
		z.degraded = true
	}
	if name == "title" || name == "textarea" || name == "xmp" {
		return token{}, false
	}
	t := token{kind: rawToken, name: name, start: z.at, end: z.goesOn()}
	z.at = t.end
	return t, true
}

// goesOn is where the page goes on after a script that nothing closes: a line that begins with a tag of text.
func (z *tokenizer) goesOn() int {
	for k := z.at; ; {
		e := strings.IndexByte(z.src[k:], '\n')
		if e < 0 {
			return len(z.src)
		}
		k += e + 1
		j := k
		for j < len(z.src) && (z.src[j] == ' ' || z.src[j] == '\t') {
			j++
		}
		for _, tag := range [...]string{"<p", "<div", "<h1", "<h2", "<article", "<main", "<section", "<body", "</head"} {
			if n := j + len(tag); n < len(z.src) && strings.EqualFold(z.src[j:n], tag) && !isAlnum(z.src[n]) {
				return j
			}
		}
	}
}

// An attr is an attribute with the bounds of its value in the page.
type attr struct {
	name       string
	start, end int
}

// maxAttrs is how many attributes of one tag are looked at.
const maxAttrs = 48

// eachAttr calls f with the attributes of a start tag.
func (z *tokenizer) eachAttr(t token, f func(attr)) {
	s := z.src
	k, end := t.attrs, t.end-1
	for n := 0; n < maxAttrs; n++ {
		for k < end && (s[k] <= ' ' || s[k] == '/' || s[k] == '"' || s[k] == '\'') {
			k++
		}
		if k >= end {
			return
		}
		a := attr{start: -1}
		j := k
		for k < end && s[k] > ' ' && s[k] != '=' && s[k] != '/' {
			k++
		}
		a.name = lowerName(s[j:min(k, j+64)])
		for k < end && s[k] <= ' ' {
			k++
		}
		a.start, a.end = k, k
		if k < end && s[k] == '=' {
			k++
			for k < end && s[k] <= ' ' {
				k++
			}
			a.start = k
			switch {
			case k < end && (s[k] == '"' || s[k] == '\''):
				a.start++
				if q := strings.IndexByte(s[k+1:end], s[k]); q >= 0 {
					a.end = k + 1 + q
				} else {
					a.end = end
				}
				k = min(end, a.end+1)
			default:
				for k < end && s[k] > ' ' {
					k++
				}
				a.end = k
			}
		}
		if a.name != "" || a.end > a.start {
			f(a)
		} else if k < end {
			k++
		}
	}
}

// reference reads the character reference at byte i of s, which is "&": its characters and its end. The end is i
// where there is none.
func reference(s string, i int) (string, int) {
	k := i + 1
	for k < len(s) && k < i+36 && (isAlnum(s[k]) || k == i+1 && s[k] == '#') {
		k++
	}
	if k == i+1 {
		return "", i
	}
	if k < len(s) && s[k] == ';' {
		seg := s[i : k+1]
		if u := html.UnescapeString(seg); u != seg && !strings.HasSuffix(u, ";") || u == ";" && s[i+1] == '#' {
			return u, k + 1
		}
	}
	seg := s[i:k]
	full := html.UnescapeString(seg)
	if full == seg {
		return "", i
	}
	// What needs no semicolon stands for one character; the rest of the segment is as it was.
	_, n := utf8.DecodeRuneInString(full)
	j := k - (len(full) - n)
	if j <= i+1 || s[j:k] != full[n:] || j < k && html.UnescapeString(s[i:j]) != full[:n] {
		return "", i
	}
	return full[:n], j
}
