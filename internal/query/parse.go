package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// Parse reads a query. What it refuses is a *parley.Error of kind Invalid around a *Fault. A query without a word is everything.
//
//	query  = all { "OR" all }
//	all    = { ["AND"] one }
//	one    = [ "-" | "NOT" ] ( "(" query ")" | [ field ":" ] ( word | `"` words `"` ) [ "*" ] )
func Parse(s string) (Node, error) {
	p := &parser{s: s}
	n, f := p.whole()
	if f != nil {
		return Node{}, &parley.Error{Kind: parley.Invalid, Op: "query", Err: f}
	}
	return n, nil
}

// A parser reads one query from left to right.
type parser struct {
	s     string
	at    int
	terms int
	depth int
}

func (p *parser) whole() (Node, *Fault) {
	if len(p.s) > MaxBytes {
		return Node{}, p.fault(MaxBytes, "a query has at most 1,000 bytes")
	}
	for i, r := range p.s {
		if r == utf8.RuneError && !strings.HasPrefix(p.s[i:], "\uFFFD") || r == 0 {
			return Node{}, p.fault(i, "this is no text")
		}
	}
	p.space()
	if p.at == len(p.s) {
		return Node{Op: All}, nil
	}
	n, f := p.any()
	if f == nil && p.at < len(p.s) { // only a closing bracket stops the reading
		f = p.fault(p.at, "this bracket closes nothing")
	}
	return n, f
}

// fault is a Fault at that byte.
func (p *parser) fault(at int, what string) *Fault {
	at = min(at, len(p.s))
	return &Fault{At: at, Rune: utf8.RuneCountInString(p.s[:at]) + 1, What: what}
}

func (p *parser) space() {
	for p.at < len(p.s) {
		r, n := utf8.DecodeRuneInString(p.s[p.at:])
		if !unicode.IsSpace(r) {
			return
		}
		p.at += n
	}
}

// keyword takes a word of the language in capitals, if it stands next.
func (p *parser) keyword(k string) bool {
	rest, ok := strings.CutPrefix(p.s[p.at:], k)
	if !ok {
		return false
	}
	if r, n := utf8.DecodeRuneInString(rest); n > 0 && !unicode.IsSpace(r) && r != '(' && r != ')' && r != '"' {
		return false
	}
	p.at += len(k)
	p.space()
	return true
}

func (p *parser) any() (Node, *Fault) {
	start := p.at
	var alts []Node
	for {
		n, f := p.all()
		if f != nil {
			return n, f
		}
		alts = append(alts, n)
		if !p.keyword("OR") {
			break
		}
	}
	if len(alts) == 1 {
		return alts[0], nil
	}
	return Node{Op: Any, At: start, Args: flat(Any, alts)}, nil
}

func (p *parser) all() (Node, *Fault) {
	start := p.at
	var parts []Node
	for p.at < len(p.s) && p.s[p.at] != ')' {
		was := p.at
		if p.keyword("OR") {
			p.at = was
			break
		}
		if p.keyword("AND") && (len(parts) == 0 || p.at == len(p.s) || p.s[p.at] == ')') {
			return Node{}, p.fault(was, "AND wants something on both sides; put it in quotation marks to look for the word")
		}
		n, f := p.one()
		if f != nil {
			return n, f
		}
		parts = append(parts, n)
		p.space()
	}
	switch len(parts) {
	case 0:
		return Node{}, p.fault(p.at, "something to look for is missing here")
	case 1:
		return parts[0], nil
	}
	return Node{Op: All, At: start, Args: flat(All, parts)}, nil
}

// flat puts the parts of an inner All into an outer one, and so with Any.
func flat(op Op, parts []Node) []Node {
	var out []Node
	for _, n := range parts {
		if n.Op == op {
			out = append(out, n.Args...)
		} else {
			out = append(out, n)
		}
	}
	return out
}

func (p *parser) one() (Node, *Fault) {
	start, c := p.at, p.s[p.at]
	if p.keyword("NOT") || c == '-' {
		if c == '-' {
			p.at++
		}
		return p.not(start)
	}
	if c == '(' {
		return p.bracket()
	}
	if p.terms++; p.terms > MaxTerms {
		return Node{}, p.fault(start, "a query has at most 64 parts")
	}
	if name, rest, ok := p.field(); ok {
		p.at = rest
		return p.value(start, name)
	}
	return p.words(start, Text)
}

func (p *parser) not(start int) (Node, *Fault) {
	if p.at == len(p.s) || p.s[p.at] == ')' || p.s[p.at] == ' ' {
		return Node{}, p.fault(start, "what is not to be there is missing")
	}
	if p.depth++; p.depth > MaxDepth {
		return Node{}, p.fault(start, "brackets and signs are nested more than 12 deep")
	}
	defer func() { p.depth-- }()
	n, f := p.one()
	if f != nil {
		return n, f
	}
	if n.Op == Not { // not not
		return n.Args[0], nil
	}
	return Node{Op: Not, At: start, Args: []Node{n}}, nil
}

func (p *parser) bracket() (Node, *Fault) {
	start := p.at
	if p.depth++; p.depth > MaxDepth {
		return Node{}, p.fault(start, "brackets and signs are nested more than 12 deep")
	}
	defer func() { p.depth-- }()
	p.at++
	p.space()
	if p.at == len(p.s) {
		return Node{}, p.fault(start, "this bracket is not closed")
	}
	n, f := p.any()
	if f != nil {
		return n, f
	}
	if p.at == len(p.s) {
		return Node{}, p.fault(start, "this bracket is not closed")
	}
	p.at++
	p.space()
	return n, nil
}

// field is the name of a field that stands next with its colon, and where what follows begins.
func (p *parser) field() (name string, rest int, ok bool) {
	i := p.at
	for i < len(p.s) && 'a' <= p.s[i]|0x20 && p.s[i]|0x20 <= 'z' {
		i++
	}
	if i == p.at || i == len(p.s) || p.s[i] != ':' {
		return "", 0, false
	}
	return strings.ToLower(p.s[p.at:i]), i + 1, true
}

// take is the next word as it was typed, or what stands between quotation marks. star says that * follows.
func (p *parser) take() (s string, at int, star bool, f *Fault) {
	start := p.at
	if start < len(p.s) && p.s[start] == '"' {
		end := strings.IndexByte(p.s[start+1:], '"')
		if end < 0 {
			return "", start, false, p.fault(start, "this quotation mark is not closed")
		}
		s, at = p.s[start+1:start+1+end], start+1
		p.at = start + end + 2
		if p.at < len(p.s) && p.s[p.at] == '*' {
			p.at++
			star = true
		}
		return s, at, star, nil
	}
	for p.at < len(p.s) {
		r, n := utf8.DecodeRuneInString(p.s[p.at:])
		if unicode.IsSpace(r) || r == '(' || r == ')' || r == '"' {
			break
		}
		p.at += n
	}
	s, star = strings.CutSuffix(p.s[start:p.at], "*")
	if i := strings.IndexByte(s, '*'); i >= 0 {
		return "", start, false, p.fault(start+i, "* stands only at the end of a word")
	}
	return s, start, star, nil
}

// words reads a word or a phrase.
func (p *parser) words(start int, field Field) (Node, *Fault) {
	s, at, star, f := p.take()
	if f != nil {
		return Node{}, f
	}
	if field == Text && (s == "NEAR" || strings.HasPrefix(s, "NEAR/")) && at == start {
		return Node{}, p.fault(start, "there is no NEAR; a phrase in quotation marks holds words together")
	}
	n := Node{Op: Phrase, At: start, Field: field, Prefix: star}
	for _, w := range Words(s) {
		n.Words = append(n.Words, w.Text)
	}
	if len(n.Words) == 0 {
		return Node{}, p.fault(at, "there is no word here to look for")
	}
	if star && len(n.Words[len(n.Words)-1]) < LeastPrefix {
		return Node{}, p.fault(at, "the beginning of a word has three letters at least")
	}
	return n, nil
}
