package clean

import (
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// related marks the lines of a list of links that stands under "Related stories" and the like.
func (p *page) related() {
	for i := range p.units {
		u := &p.units[i]
		if !u.set || u.noise != parley.RelatedLink || u.kind != text.Noise {
			continue
		}
		core := strings.TrimRight(strings.ToLower(strings.Trim(p.line(i), " »>›▶►•·*-–—|")), ": ")
		if !table().headers[core] && !(strings.HasPrefix(core, "more on ") && allCaps(p.line(i))) {
			continue
		}
		closing := p.shortToEnd(i)
		for k := i + 1; k < len(p.units) && k <= i+12; k++ {
			if v := &p.units[k]; v.set {
				if v.kind == text.Stamp || v.noise == parley.Interface {
					continue
				}
				break
			}
			s := p.line(k)
			if len(strings.Fields(s)) > 18 || endsSentence(s) && strings.Count(s, " ") > 8 && !closing || strings.HasPrefix(s, "“") || strings.HasPrefix(s, "\"") {
				break
			}
			p.mark(k, text.Noise, parley.RelatedLink)
		}
	}
}

// shortToEnd reports whether no paragraph longer than 240 bytes but one stands after unit i: a list that closes the text.
func (p *page) shortToEnd(i int) bool {
	long, n := 0, 0
	for k := i + 1; k < len(p.units); k++ {
		n++
		if p.units[k].span.Len() > 240 {
			long++
		}
	}
	return n <= 12 && long == 0 || n > 2 && n <= 12 && long == 1 && p.units[len(p.units)-1].span.Len() > 240
}

// teasers marks three or more lines at the end of the text that read as headlines of other stories: no mark at
// the end, three to eighteen words, after at least three paragraphs of sentences.
func (p *page) teasers() {
	if p.html != nil {
		return
	}
	var run []int
	i := len(p.units) - 1
	for ; i > p.head; i-- {
		u := &p.units[i]
		if u.set {
			if u.kind == text.Noise || u.kind == text.Stamp {
				continue
			}
			break
		}
		s := p.line(i)
		n := strings.Count(s, " ") + 1
		if len(u.cuts) > 0 || n < 3 || n > 18 || endsSentence(s) || !upperFirst(strings.TrimLeft(s, "‘'")) || strings.ContainsAny(s[len(s)-1:], ":;,\"") || strings.HasSuffix(s, "”") || isDigit(s[len(s)-1]) {
			break
		}
		run = append(run, i)
	}
	colons := 0
	for _, k := range run {
		if strings.Contains(p.line(k), ": ") {
			colons++
		}
	}
	if len(run) < 3 || colons*2 > len(run) { // rows of names and values are a list of the article's own
		return
	}
	prose := 0
	for k := i; k > p.head; k-- {
		if s := p.line(k); !p.units[k].set && len(s) > 50 && endsSentence(s) {
			prose++
		}
	}
	if prose < 3 {
		return
	}
	for _, k := range run {
		p.mark(k, text.Noise, parley.RelatedLink)
	}
}

// inline cuts furniture that was run into paragraphs, and subheads in capitals that end with "?" or ":".
func (p *page) inline() {
	for i := range p.units {
		if !p.isBody(i) || i == p.head {
			continue
		}
		u := p.units[i].span
		s := p.str(u)
		for _, ph := range table().inline {
			for at := 0; ; {
				k := strings.Index(s[at:], ph.text)
				if k < 0 {
					break
				}
				at += k + len(ph.text)
				p.cut(i, parley.Span{Start: u.Start + at - len(ph.text), End: u.Start + at}, text.Noise, parley.NoiseKind(ph.kind))
			}
		}
		p.imageSource(i, u, s)
		p.capsRuns(i, u, s)
	}
}

// imageSource cuts "Featured image via Newswire" out of a paragraph: up to two spaces, as a text without lines parts its paragraphs with,
// or to the end.
func (p *page) imageSource(i int, u parley.Span, s string) {
	for _, w := range [...]string{"Featured image", "Feature image", "Featured Image", "Image credit:", "Photo credit:"} {
		k := strings.Index(s, w)
		if k < 1 || s[k-1] != ' ' {
			continue
		}
		end := len(s)
		if e := strings.Index(s[k:], "  "); e > 0 {
			end = k + e
		}
		if end-k <= 120 && !strings.Contains(s[k:end], ". ") {
			p.cut(i, parley.Span{Start: u.Start + k, End: u.Start + end}, text.Noise, parley.Credit)
		}
	}
}

// capsRuns cuts runs of words in capitals that stand between two sentences and end with "?" or ":".
func (p *page) capsRuns(i int, u parley.Span, s string) {
	for at := 0; at < len(s); {
		if at > 0 && (at < 2 || s[at-1] != ' ' || !endsSentence(s[max(0, at-12):at-1])) || s[at] < 'A' || s[at] > 'Z' {
			at++
			continue
		}
		end, words, letters := at, 0, 0
		for j := at; j < len(s); {
			w := s[j:]
			if k := strings.IndexByte(w, ' '); k >= 0 {
				w = w[:k]
			}
			core := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
			if w == "" || words > 20 || !allCaps(core) && strings.IndexFunc(w, unicode.IsLetter) >= 0 || len(w) > 30 {
				break
			}
			words++
			letters += len(core)
			j += len(w)
			if last := w[len(w)-1]; last == '.' || last == '!' {
				break
			} else if last == '?' || last == ':' {
				if (at > 0 || last == '?') && words >= 2 && letters >= 8 {
					end = j
				}
				break
			}
			j++
		}
		if end > at && end < len(s) && startsSentence(s[end:]) {
			p.cut(i, parley.Span{Start: u.Start + at, End: u.Start + end}, text.Subhead, "")
		}
		at = max(end, at+1)
	}
}

// subheads marks lines that head a part of the article: short, no mark at the end, between two paragraphs;
// in capitals, or with most words capitalised.
func (p *page) subheads() {
	for i := range p.units {
		u := &p.units[i]
		if u.set && !(u.kind == text.Body && isHeading(u.tag)) || i == p.head || len(u.cuts) > 0 {
			continue
		}
		s := p.line(i)
		if isHeading(u.tag) {
			if len(s) < 200 {
				p.mark(i, text.Subhead, "")
			}
			continue
		}
		if p.readsAsSubhead(s) && p.bodyBefore(i) && p.bodyAfter(i) {
			p.mark(i, text.Subhead, "")
		}
	}
}

func isHeading(tag string) bool {
	return len(tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6'
}

func (p *page) readsAsSubhead(s string) bool {
	words := strings.Fields(s)
	if len(s) > 80 || len(words) < 2 || len(words) > 10 || !upperFirst(strings.TrimLeft(s, "'‘\"“")) {
		return false
	}
	switch s[len(s)-1] {
	case '.', ',', ';', '!', '"':
		return false
	}
	if strings.HasSuffix(s, "”") && !strings.HasPrefix(s, "“") {
		return false
	}
	if allCaps(s) {
		return true
	}
	caps := 0
	for _, w := range words {
		if upperFirst(w) || table().is("lower", strings.ToLower(w)) {
			caps++
		}
	}
	return caps == len(words)
}

func (p *page) bodyBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if !p.units[k].set && p.units[k].span.Len() > 80 {
			return true
		}
	}
	return false
}

func (p *page) bodyAfter(i int) bool {
	for k := i + 1; k < len(p.units) && k <= i+3; k++ {
		if !p.units[k].set && p.units[k].span.Len() > 80 {
			return true
		}
	}
	return false
}
