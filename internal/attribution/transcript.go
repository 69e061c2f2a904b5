package attribution

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A labelled paragraph begins with who speaks and a colon, or with "Q." or "A.".
type labelled struct {
	par     int
	who     speaker
	source  parley.TokenRange
	cue     parley.TokenRange // empty for "Q."
	content parley.TokenRange
	stamped bool
}

// label reads the label of paragraph p.
func (l *layouts) label(p int) (labelled, bool) {
	r := l.tokens(p)
	at, stamped := l.start(r)
	x := labelled{par: p, stamped: stamped}
	if w := l.d.Word(at); w == "Q." || w == "A." || (w == "Q" || w == "A") && at+1 < r.End && l.d.Word(at+1) == "." {
		x.who, x.source, x.content = letter, parley.TokenRange{First: at, End: at + 1}, parley.TokenRange{First: at + 1, End: r.End}
		if len(w) == 1 {
			x.source.End, x.content.First = at+2, at+2
		}
		return x, !x.content.Empty()
	}
	for i := at; i < r.End-1 && i < at+longestSource; i++ {
		if l.d.Tokens[i].Quote >= 0 {
			return x, false
		}
		if l.d.Word(i) != ":" {
			continue
		}
		x.source, x.cue, x.content = parley.TokenRange{First: at, End: i}, parley.TokenRange{First: i, End: i + 1}, parley.TokenRange{First: i + 1, End: r.End}
		c := core(l.d, x.source)
		x.who = l.speaks(x.source)
		if x.who == nobody && c == x.source && (l.caps(c) || stamped && upper(l.d.Word(c.First))) && c.Len() <= longestCore && !headings[l.d.Lower(c.First)] {
			x.who = named
		}
		if c.End < i && l.finite(parley.TokenRange{First: c.End, End: i}) && l.d.Word(c.End) != "on" {
			x.who = nobody
		}
		if j := l.topicAt(x.source); j > 0 {
			x.source.End = j
		}
		return x, true
	}
	return x, false
}

// topicAt is where in a label ", on ..." begins, 0 if it does not.
func (l *layouts) topicAt(r parley.TokenRange) int {
	for i := r.First + 1; i < r.End; i++ {
		if w := l.d.Word(i); w == "on" || w == "about" {
			if lookOf(l.d.Word(i-1)) == comma {
				return i - 1
			}
			return i
		}
	}
	return 0
}

// spoken reports whether r reads like something that was said: a quotation, a first or second person, a question, a command, an interjection.
func (l *layouts) spoken(r parley.TokenRange) bool {
	if _, ok := l.quoteAt(r.First); ok {
		return true
	}
	for i := r.First; i < r.End; i++ {
		if l.d.Tags[i].U == text.INTJ || i == r.First && l.d.Tags[i].Penn == "VB" || firstOrSecond[l.d.Lower(i)] {
			return true
		}
		if w := l.d.Word(i); w == "?" || w == "!" {
			return true
		}
	}
	return false
}

var firstOrSecond = text.WordSet(`i we you my our your me us mine ours yours myself yourself ourselves let's`)

// goesOn reports whether r has a first or second person outside of quotations: the words of somebody who goes on speaking.
func (l *layouts) goesOn(r parley.TokenRange) bool {
	for i := r.First; i < r.End; i++ {
		if l.d.Tokens[i].Quote < 0 && firstOrSecond[l.d.Lower(i)] {
			return true
		}
	}
	return false
}

// transcript finds lines with speakers' labels, if the document has enough of them.
func (l *layouts) transcript() {
	said, talk, letters, stamps := 0, 0, 0, 0
	names := map[string]int{}
	for p := range l.d.Paragraphs {
		if !l.readable(p) {
			continue
		}
		x, ok := l.label(p)
		if !ok || x.who == nobody || x.content.Empty() || l.figures(x.content) || x.who == named && l.about(x) {
			continue
		}
		l.lines = append(l.lines, x)
		names[l.key(x.source)]++
		spoken := l.spoken(x.content)
		if spoken {
			said++
		}
		if spoken || l.finite(x.content) {
			talk++
		}
		if x.who == letter {
			letters++
		}
		if x.stamped {
			stamps++
		}
	}
	n := len(l.lines)
	repeated := len(names) < n
	if n < 2 || len(names) < 2 || said == 0 || 3*said < n && !repeated && stamps < 2 || 3*talk < 2*n && !repeated && stamps < 2 && letters < 2 {
		return
	}
	for k := range l.lines {
		l.turn(k)
	}
}

// key is a label's last word, by which labels of one speaker are known.
func (l *layouts) key(r parley.TokenRange) string {
	c := core(l.d, r)
	return strings.ToLower(l.d.Word(c.End - 1))
}

// about reports whether the words behind a name have the name again, outside of quotations: they tell of its bearer.
func (l *layouts) about(x labelled) bool {
	k := l.key(x.source)
	for i := x.content.First; i < x.content.End; i++ {
		if l.d.Tokens[i].Quote < 0 && upper(l.d.Word(i)) && l.d.Lower(i) == k && lookOf(l.d.Word(max(i-1, 0))) != comma {
			return true
		}
	}
	return false
}

// figures reports whether r is a number with little beside it, as in tables.
func (l *layouts) figures(r parley.TokenRange) bool {
	return lookOf(l.d.Word(r.First)) == digits && r.Len() <= 4
}

// turn adds what stands behind label k, with the paragraphs up to the next label in which the speaker goes on.
func (l *layouts) turn(k int) {
	x := &l.lines[k]
	last, limit := x.par, len(l.d.Paragraphs)-1
	if k+1 < len(l.lines) {
		limit = l.lines[k+1].par - 1
	}
	for p := x.par + 1; p <= limit; p++ {
		r := l.tokens(p)
		if !l.readable(p) || !l.goesOn(r) || l.isHeadline(p) {
			break
		}
		if _, quoted := l.quoteAt(r.First); quoted {
			break
		}
		last = p
	}
	x.content.End = l.withoutAside(parley.TokenRange{First: x.content.First, End: l.tokens(last).End})
	l.add(ruleTranscript, x.source, x.cue, x.content)
}

// withoutAside is the end of r without a stage direction in brackets there ("(Laughter.)").
func (l *layouts) withoutAside(r parley.TokenRange) int {
	if w := l.d.Word(r.End - 1); w != ")" && w != "]" {
		return r.End
	}
	for i := r.End - 2; i > r.First && i > r.End-8; i-- {
		if w := l.d.Word(i); (w == "(" || w == "[") && lookOf(l.d.Word(i-1)) == stop {
			return i
		}
	}
	return r.End
}

// labelledQuote finds a paragraph that is a label and a quotation, without others beside it: 'Name, role: "..."', or 'On the airport: "..."', where nobody is named.
func (l *layouts) labelledQuote(p int) {
	if l.isHeadline(p) {
		return
	}
	x, ok := l.label(p)
	if !ok || x.cue.Empty() || !l.quotedAll(x.content) {
		return
	}
	switch w := l.d.Word(x.source.First); {
	case x.who != nobody:
		l.add(ruleLabel, x.source, x.cue, x.content)
	case (w == "On" || w == "About" || w == "Asked") && !l.finite(x.source):
		l.add(ruleTopic, parley.TokenRange{}, x.cue, x.content)
	}
}
