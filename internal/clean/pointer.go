package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// pointers marks the lines of a text that are nothing but addresses, and the line above them that only says what is to be found there: "The film
// of the bridge can be seen here:".
func (p *page) pointers() {
	for i := len(p.units) - 1; i > p.head; i-- {
		if !p.isBody(i) {
			continue
		}
		s := p.str(p.rest(i))
		if s == "" || i == p.head {
			continue
		}
		words := strings.Fields(s)
		last := words[len(words)-1]
		switch {
		case onlyAddresses(words):
		case address(last) && pointing(words[:len(words)-1]):
		case strings.HasSuffix(s, ":") && pointing(words) && p.addressBelow(i):
		default:
			continue
		}
		p.mark(i, text.Noise, parley.Interface)
	}
}

// addressBelow reports whether the next unit was marked as an address.
func (p *page) addressBelow(i int) bool {
	return i+1 < len(p.units) && p.units[i+1].set && p.units[i+1].kind == text.Noise && onlyAddresses(strings.Fields(p.line(i+1)))
}

// onlyAddresses reports whether words are one to four addresses of pages.
func onlyAddresses(words []string) bool {
	for _, w := range words {
		if !address(w) {
			return false
		}
	}
	return len(words) > 0 && len(words) < 5
}

// address reports whether w is the address of a page: "http://lea.example/x", "www.lea.example", "lea.example/x".
func address(w string) bool {
	w = strings.ToLower(strings.Trim(w, "()[]<>.,;"))
	if rest, ok := strings.CutPrefix(w, "http"); ok {
		rest = strings.TrimPrefix(rest, "s")
		return strings.HasPrefix(rest, "://") && len(rest) > 6
	}
	host, path, deep := strings.Cut(w, "/")
	if !deep && !strings.HasPrefix(host, "www.") || deep && path == "" && !strings.HasPrefix(host, "www.") {
		return false
	}
	dot := strings.LastIndexByte(host, '.')
	if dot < 1 || len(host)-dot < 3 || strings.IndexFunc(host, func(r rune) bool { return r != '.' && r != '-' && !isWord(r) }) >= 0 {
		return false
	}
	return strings.IndexFunc(host[dot+1:], func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

// pointing reports whether words are one short sentence that points at a page, and in which nobody speaks.
func pointing(words []string) bool {
	if len(words) == 0 || len(words) > 25 {
		return false
	}
	points := false
	for k, w := range words {
		if strings.ContainsAny(w, "\"“”") || k+1 < len(words) && endsSentence(w) && len(w) > 4 {
			return false
		}
		w = strings.ToLower(strings.Trim(w, ",:;()."))
		if pointVoice[w] {
			return false
		}
		points = points || pointWords[w]
	}
	return points
}

var (
	pointWords = set("here click see seen watch watched viewed read found available visit download downloaded accessed consulted obtained details information link links transcript website online")
	pointVoice = set("said says wrote writes tweeted tweets posted told according added asked announced replied")
)
