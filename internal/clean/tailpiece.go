package clean

import (
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// sentences calls f with the bounds of each sentence of s, the last of which may have no end. It stops where f answers false.
func sentences(s string, f func(from, to int) bool) {
	for at := 0; at < len(s); {
		end := nextSentence(s, at)
		if !f(at, end) {
			return
		}
		at = end
	}
}

// nextSentence is where the sentence after the one that begins at byte at begins: behind a mark that ends sentences, its closing quotation
// marks and white space, before a word that can begin one. Abbreviations of a letter ("J. Roe") do not end it.
func nextSentence(s string, at int) int {
	for i := at; i < len(s); i++ {
		c := s[i]
		if c == '\n' {
			return i + 1
		}
		if c == ' ' && i > at && i+2 < len(s) && s[i+1] == ' ' && startsSentence(s[i:min(len(s), i+40)]) { // so a text without lines parts its paragraphs
			return skipSpace(s, i)
		}
		if c != '.' && c != '!' && c != '?' {
			continue
		}
		j := closers(s, i+1)
		if j >= len(s) {
			return len(s)
		}
		if s[j] != ' ' || !startsSentence(s[j:min(len(s), j+40)]) && !strings.HasPrefix(s[j+1:], "•") {
			continue
		}
		if w := lastWord(s[at:i]); c == '.' && (len(w) < 3 && upperFirst(w) || table().is("short", strings.ToLower(w))) {
			continue
		}
		return j + 1
	}
	return len(s)
}

// closers is the byte after closing quotation marks and brackets at byte i of s.
func closers(s string, i int) int {
	for i < len(s) {
		switch {
		case s[i] == '"' || s[i] == ')' || s[i] == ']' || s[i] == '\'':
			i++
		case strings.HasPrefix(s[i:], "”") || strings.HasPrefix(s[i:], "’"):
			i += len("”")
		default:
			return i
		}
	}
	return i
}

// lastWord is the letters at the end of s.
func lastWord(s string) string {
	i := len(s)
	for i > 0 && isAlpha(s[i-1]) {
		i--
	}
	return s[i:]
}

// tailpieces cuts what was run into the end of the article: calls to share and comment, menus, tags, teasers, and who signed.
func (p *page) tailpieces() {
	i := p.lastBody()
	if i < 0 || i == p.head {
		return
	}
	r := p.rest(i)
	s := p.str(r)
	if at := menuTail(s); at > 0 {
		p.cut(i, parley.Span{Start: r.Start + at, End: r.End}, text.Noise, parley.Interface)
		r = p.rest(i)
		s = p.str(r)
	}
	for _, t := range [...]struct {
		at   func(string) int
		kind parley.NoiseKind
	}{{callTail, parley.Interface}, {rightsTail, parley.Credit}, {labelTail, parley.Interface}, {sourceTail, parley.Credit}, {captionTail, parley.Caption}, {outletTail, parley.Credit}, {signature, parley.Credit}, {deskCode, parley.Credit}, {nameTail, parley.Credit}} {
		if at := t.at(s); at > 0 {
			p.cut(i, parley.Span{Start: r.Start + at, End: r.End}, text.Noise, t.kind)
			p.near = r.Start + at
			p.creditNames(i, s, at, strings.NewReplacer("Source ", "", " and ", ",").Replace(s[at:min(len(s), at+80)]))
			r = p.rest(i)
			s = p.str(r)
		}
	}
}

// afterSentence is where what stands behind the last sentence of s begins, 0 where nothing does or no sentence ends.
func afterSentence(s string) int {
	at := 0
	sentences(s, func(a, b int) bool {
		if b == len(s) {
			at = a
		}
		return true
	})
	if at == 0 || endsSentence(s) {
		return 0
	}
	return at
}

// labelTail is where labels of buttons and menus begin that stand behind the last sentence: "… he said. Email Subscribe"; 0 where there are none.
func labelTail(s string) int {
	at := afterSentence(s[max(0, len(s)-400):])
	if at == 0 {
		return 0
	}
	at += max(0, len(s)-400)
	words := strings.Fields(strings.ToLower(s[at:]))
	if len(words) > 8 {
		return 0
	}
	for _, w := range words {
		if table().line[w] != string(parley.Interface) {
			return 0
		}
	}
	return at
}

// rightsTail is where the line begins that says who owns the page, behind the last sentence: "… he said. © 2031 Riverton Post Log in here.";
// 0 where there is none.
func rightsTail(s string) int {
	from := max(0, len(s)-300)
	for _, w := range [...]string{" © ", " (c) 20", " Copyright 20", " Copyright © "} {
		if k := strings.Index(s[from:], w); k > 0 && from+k > 100 {
			if before := s[:from+k]; endsSentence(before) || strings.HasSuffix(before, " ") {
				return from + k
			}
		}
	}
	return 0
}

// nameTail is where the name of who wrote begins that stands alone behind the last sentence of a text without lines; 0 where there is none.
func nameTail(s string) int {
	at := afterSentence(s[max(0, len(s)-200):])
	if at == 0 || len(s) < 300 {
		return 0
	}
	at += max(0, len(s)-200)
	t := strings.TrimSpace(s[at:])
	if names, end := readNames(t, 0); len(names) != 1 || end != len(t) || strings.Count(t, " ") > 2 {
		return 0
	}
	return at
}

// captionTail is where the caption of a picture in brackets begins that ends s: "(Photo The quay of Lea on Monday. by Newswire)"; 0 where none does.
func captionTail(s string) int {
	k := strings.LastIndexByte(s, '(')
	if k < 100 || !strings.HasSuffix(s, ")") || len(s)-k > 300 || !endsSentence(s[:k-1]) {
		return 0
	}
	if table().is("m:picture", strings.ToLower(firstWord(s[k+1:]))) {
		return k
	}
	return 0
}

// outletTail is where an outlet begins to speak of itself at the end of s: "Riverton Post Riverton Post is the daily newspaper of …"; 0 where
// none does.
func outletTail(s string) int {
	from, found := max(0, len(s)-900), 0
	sentences(s[from:], func(a, b int) bool {
		a, b = a+from, b+from
		k := strings.Index(s[a:b], " is ")
		if a == 0 || k < 0 || k > 80 {
			return found == 0
		}
		name, low := s[a:a+k], strings.ToLower(s[a+k:b])
		for _, half := range [...]string{name, name[len(name)/2:]} {
			for i := 0; i < len(half); i++ {
				if i > 0 && half[i-1] != ' ' {
					continue
				}
				if o := table().byName(half[i:]); o == nil || o.kind != "outlet" && o.kind != "agency" {
					continue
				}
				for _, w := range [...]string{"newspaper", "daily", "news agency", "news site", "website", "broadcaster", "news channel", "magazine"} {
					if strings.Contains(low[:min(len(low), 90)], w) {
						found = a
					}
				}
			}
		}
		return found == 0
	})
	return found
}

// deskCode is where the initials or the number of a desk begins that stands alone behind the last sentence of a text without lines: "… he
// said. SSH 11"; 0 where there is none.
func deskCode(s string) int {
	at := afterSentence(s[max(0, len(s)-200):])
	if at == 0 || len(s) < 300 {
		return 0
	}
	at += max(0, len(s)-200)
	code := strings.TrimSpace(s[at:])
	if len(code) > 8 || strings.IndexFunc(code, func(r rune) bool {
		return !(r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '/' || r == ' ')
	}) >= 0 {
		return 0
	}
	return at
}

// lastBody is the last unit of the article, -1 where there is none.
func (p *page) lastBody() int {
	for i := len(p.units) - 1; i >= 0; i-- {
		if p.isBody(i) && !p.rest(i).Empty() {
			return i
		}
	}
	return -1
}

// menuTail is where in s, the last paragraph, a row of labels begins that goes on to the end: three labels of sites or more, none more than
// 400 bytes after the one before, the last near the end; one alone where it is the end. 0 where there is none.
func menuTail(s string) int {
	const gap, near, most = 400, 260, 60
	low := max(0, len(s)-4000)
	first, n, at := len(s), 0, len(s)
	for at > low {
		k, w := lastLabel(s[low:at])
		if k < 0 {
			break
		}
		k += low
		if n == 0 && len(s)-k-w > near || n > 0 && first-k > gap*min(1+n/4, 3) || n >= most {
			break
		}
		if n > 0 && !strings.Contains(strings.TrimSpace(s[k:k+w]), " ") && sentenceIn(s[k+w:first]) { // a word that prose has too
			if at = k; len(s)-at > 3000 {
				break
			}
			continue
		}
		if bounded := k == 0 || !isAlnum(s[k-1]); bounded {
			first, n = k, n+1
		}
		at = k
	}
	if n == 0 || first < 120 || n < 3 && (n == 0 || len(strings.TrimSpace(s[first:])) > 24 || endsSentence(s)) {
		return 0
	}
	before := strings.TrimRight(s[:first], " \u00a00123456789")
	if !endsSentence(before) { // the source stands before it: "… he said. Source Newswire and agencies Related News …"
		k := sourceTail(before)
		if k == 0 && n < 3 && !strings.HasSuffix(strings.ToLower(strings.TrimSpace(s)), " also") {
			return 0
		}
		if k > 0 {
			return k
		}
		return first
	}
	return len(before)
}

// sentenceIn reports whether a sentence ends within s.
func sentenceIn(s string) bool {
	return strings.Contains(s, ". ") || strings.Contains(s, ".\" ") || strings.Contains(s, ".” ")
}

// sourceTail is where "Source Newswire and agencies" begins that ends s, 0 where it does not stand there.
func sourceTail(s string) int {
	from := max(0, len(s)-70)
	k := strings.LastIndex(s[from:], "Source")
	if k < 0 || from+k < 2 || !endsSentence(s[:from+k-1]) {
		return 0
	}
	return from + k
}

// lastLabel is where the last label of a site begins in s, and its length; -1 where there is none.
func lastLabel(s string) (at, length int) {
	at = -1
	for _, l := range table().labels {
		if k := strings.LastIndex(s, l.text); k > at || k >= 0 && k == at && len(l.text) > length {
			at, length = k, len(l.text)
		}
	}
	return at, length
}

// callTail is where the last sentences of s begin that speak to readers and not of the news ("Share this story …", "The views expressed
// …"): from the first of them in the last 700 bytes, where all that follows is short. 0 where there is none.
func callTail(s string) int {
	found := 0
	from := max(0, len(s)-700)
	sentences(s, func(a, b int) bool {
		if a < from || a == 0 {
			return true
		}
		if call(s[a:b]) {
			found = a
			return false
		}
		return true
	})
	return found
}

// call reports whether a sentence begins as one of those that speak to readers.
func call(s string) bool {
	low := strings.ToLower(strings.TrimLeft(s, " *"))
	for _, c := range table().calls[firstWord(low)] {
		if strings.HasPrefix(low, c.text) && atWordEnd(low, len(c.text)) {
			return true
		}
	}
	return false
}

// signature is where the names or initials of desk hands begin that end s after its last sentence: "… he said. A.R./J.Vale"; 0 where there
// are none.
func signature(s string) int {
	for k := len(s) - 3; k >= max(80, len(s)-42); k-- {
		if s[k] != ' ' || !endsSentence(s[:k]) || len(lastWord(strings.TrimRight(s[:k], ".\"!?"))) < 2 {
			continue
		}
		t := strings.TrimSpace(s[k:])
		a, b, ok := strings.Cut(t, "/")
		if ok && strings.Count(t, " ") <= 3 && upperFirst(a) && upperFirst(strings.TrimSpace(b)) && strings.IndexFunc(t, func(r rune) bool {
			return !unicode.IsLetter(r) && !strings.ContainsRune("./- '’", r)
		}) < 0 {
			return k
		}
	}
	return 0
}
