// Package pattern matches regular expressions that hardly ever match. Of each expression it works out, once, a few strings one of which every match must hold,
// and looks for these before it lets the expression run: where a text holds none of them, which is nearly always, nothing else is done.
//
// The analysis is that of required literals as search engines over source text do it (R. Cox, "Regular Expression Matching with a Trigram Index", 2012), with
// whole literals in the place of trigrams.
package pattern

import (
	"bytes"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Pattern is a regular expression and what its matches must hold. It may be used by several goroutines at a time.
type Pattern struct {
	*regexp.Regexp
	needs [][]byte // one of them, in lower case, stands in every match; nil where nothing is known
}

// MustCompile is the pattern of an expression; it panics where that is none.
func MustCompile(expr string) *Pattern {
	p := &Pattern{Regexp: regexp.MustCompile(expr)}
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic(err)
	}
	for _, s := range analyse(re).best() {
		p.needs = append(p.needs, []byte(s))
	}
	return p
}

// room is how long a text may be for its lower-case form to need no memory.
const room = 1024

// MatchString reports whether the text holds a match.
func (p *Pattern) MatchString(s string) bool { return p.May(s) && p.Regexp.MatchString(s) }

// FindStringIndex is where the first match stands, nil where there is none.
func (p *Pattern) FindStringIndex(s string) []int {
	if !p.May(s) {
		return nil
	}
	return p.Regexp.FindStringIndex(s)
}

// FindStringSubmatch is the first match and its groups, nil where there is none.
func (p *Pattern) FindStringSubmatch(s string) []string {
	if !p.May(s) {
		return nil
	}
	return p.Regexp.FindStringSubmatch(s)
}

// May reports whether the text can hold a match: false is certain.
func (p *Pattern) May(s string) bool {
	if p.needs == nil {
		return true
	}
	var buf [room]byte
	low := buf[:]
	if len(s) > room {
		low = make([]byte, len(s))
	}
	low = low[:len(s)]
	all := byte(0)
	for i := range low {
		c := s[i]
		all |= c
		if c-'A' < 26 {
			c |= 'a' - 'A'
		}
		low[i] = c
	}
	if all >= utf8.RuneSelf && (strings.Contains(s, "ſ") || strings.Contains(s, "\u212a")) { // which fold to s and k
		return true
	}
	for _, n := range p.needs {
		if bytes.Contains(low, n) {
			return true
		}
	}
	return false
}

// Needs lists, in lower case, the strings of which every match must hold one; empty where nothing is known.
func (p *Pattern) Needs() []string {
	out := make([]string, len(p.needs))
	for i, n := range p.needs {
		out[i] = string(n)
	}
	return out
}

// most is how many strings are looked for at the most, and told apart in a part of an expression.
const most = 64

// A known is what is known of the matches of a part: the only strings they can be where exact, else one of which they must hold (nil for nothing).
type known struct {
	exact   bool
	strings []string
}

// best is the strings one of which must be held; nil where that says nothing.
func (k known) best() []string {
	if shortest(k.strings) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(k.strings), func(s string) bool {
		return slices.ContainsFunc(k.strings, func(part string) bool { return len(part) < len(s) && strings.Contains(s, part) })
	})
}

// shortest is the length of the shortest string, 0 for none.
func shortest(ss []string) int {
	if len(ss) == 0 {
		return 0
	}
	n := len(ss[0])
	for _, s := range ss {
		n = min(n, len(s))
	}
	return n
}

// better reports whether a tells more texts apart than b.
func better(a, b []string) bool {
	const enough = 4 // letters
	m, n := min(shortest(a), enough), min(shortest(b), enough)
	return m > n || m == n && m > 0 && len(a) < len(b)
}

// analyse works out what is known of an expression's matches.
func analyse(re *syntax.Regexp) known {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return known{exact: true, strings: []string{""}}
	case syntax.OpLiteral:
		return literal(re.Rune)
	case syntax.OpCharClass:
		return class(re.Rune)
	case syntax.OpCapture:
		return analyse(re.Sub[0])
	case syntax.OpQuest:
		if k := analyse(re.Sub[0]); k.exact && len(k.strings) < most {
			return known{exact: true, strings: union(k.strings, []string{""})}
		}
	case syntax.OpPlus:
		return known{strings: analyse(re.Sub[0]).best()}
	case syntax.OpRepeat:
		if re.Min > 0 {
			return known{strings: analyse(re.Sub[0]).best()}
		}
	case syntax.OpConcat:
		return concat(re.Sub)
	case syntax.OpAlternate:
		return alternate(re.Sub)
	}
	return known{}
}

// literal is what is known of a literal: it itself in lower case, or, where that holds letters beyond ASCII, its longest part without.
func literal(runes []rune) known {
	var all, part, longest strings.Builder
	plain := true
	for _, r := range runes {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
		case r == '’', r == '‘', r == '“', r == '”', r == '–', r == '—':
		default:
			plain = false
			part.Reset()
			continue
		}
		all.WriteRune(r)
		if part.WriteRune(r); part.Len() > longest.Len() {
			longest.Reset()
			longest.WriteString(part.String())
		}
	}
	if plain {
		return known{exact: true, strings: []string{all.String()}}
	}
	if longest.Len() == 0 {
		return known{}
	}
	return known{strings: []string{longest.String()}}
}

// class is what is known of a class of characters: these where they are few.
func class(ranges []rune) known {
	const few = 8
	var out []string
	for i := 0; i < len(ranges); i += 2 {
		if ranges[i+1]-ranges[i] > few {
			return known{}
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if r == 'ſ' || r == '\u212a' { // a text with one of these is looked at in any case
				continue
			}
			k := literal([]rune{r})
			if !k.exact {
				return known{}
			}
			if out = union(out, k.strings); len(out) > few {
				return known{}
			}
		}
	}
	if len(out) == 0 {
		return known{}
	}
	return known{exact: true, strings: out}
}

// concat is what is known of parts one behind the other: what stands in the best stretch of them.
func concat(parts []*syntax.Regexp) known {
	var best []string
	stretch, whole := []string{""}, true
	end := func() {
		if better(stretch, best) {
			best = stretch
		}
		stretch = []string{""}
	}
	for _, part := range parts {
		k := analyse(part)
		if k.exact && len(stretch)*len(k.strings) <= most {
			stretch = product(stretch, k.strings)
			continue
		}
		whole = false
		end()
		if k.exact {
			stretch = k.strings
		} else if better(k.strings, best) {
			best = k.strings
		}
	}
	if whole {
		return known{exact: true, strings: stretch}
	}
	end()
	return known{strings: best}
}

// alternate is what is known of one part or another.
func alternate(parts []*syntax.Regexp) known {
	var out []string
	exact := true
	for _, part := range parts {
		k := analyse(part)
		if !k.exact && k.best() == nil {
			return known{}
		}
		if out = union(out, k.strings); len(out) > most*4 {
			return known{}
		}
		exact = exact && k.exact
	}
	return known{exact: exact && len(out) <= most, strings: out}
}

// product is each of a followed by each of b.
func product(a, b []string) []string {
	out := make([]string, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			out = union(out, []string{x + y})
		}
	}
	return out
}

// union is the strings of a and those of b that are not among them.
func union(a, b []string) []string {
	out := append([]string{}, a...)
next:
	for _, y := range b {
		for _, x := range out {
			if x == y {
				continue next
			}
		}
		out = append(out, y)
	}
	return out
}
