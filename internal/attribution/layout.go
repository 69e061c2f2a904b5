package attribution

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Relations that layout announces are rare in the corpus that the models learn from. Rules find them: lines with a speaker's label, quotations with a name
// behind a dash, headlines with a colon. The confidence of each is the share that was right on the examples of testdata and in PolNeAR's training part (TestMeasureLayout), 0.95 at most, and
// less where there are few examples.

// A layoutRule is one of them.
type layoutRule struct {
	name       string
	confidence float64
	host       bool // its content is somebody's speech throughout: what the models find in it is nested, and not told
}

var (
	ruleTranscript = &layoutRule{"attribution/transcript@" + Version, 0.9, true}
	ruleLabel      = &layoutRule{"attribution/label@" + Version, 0.93, true}
	ruleTopic      = &layoutRule{"attribution/topic@" + Version, 0.6, true}
	ruleDash       = &layoutRule{"attribution/dash@" + Version, 0.95, true}
	ruleLine       = &layoutRule{"attribution/name-line@" + Version, 0.7, true}
	ruleBracket    = &layoutRule{"attribution/bracket@" + Version, 0.6, true}
	ruleColon      = &layoutRule{"attribution/headline-colon@" + Version, 0.9, true}
	ruleTail       = &layoutRule{"attribution/headline-tail@" + Version, 0.85, true}
	ruleSays       = &layoutRule{"attribution/headline-says@" + Version, 0.8, false}
)

// A shape is a relation found by layout. The cue may be empty.
type shape struct {
	rule    *layoutRule
	source  parley.TokenRange
	cue     parley.TokenRange
	content parley.TokenRange
}

// layouts reads one document.
type layouts struct {
	d     *text.Doc
	lex   *lexicon
	lines []labelled
	used  []bool          // tokens that have a role
	doers map[string]bool // names that are subjects of cues below headlines, nil before they are asked for
	out   []shape
}

// findLayout gives the relations of d that layout announces, ascending; their contents do not overlap.
func findLayout(d *text.Doc, lex *lexicon) []shape {
	l := &layouts{d: d, lex: lex, used: make([]bool, len(d.Tokens))}
	l.transcript()
	for p := range d.Paragraphs {
		if !l.readable(p) {
			continue
		}
		if l.isHeadline(p) {
			l.headline(p)
		}
		l.labelledQuote(p)
		l.dash(p)
		l.nextLine(p)
		l.brackets(p)
	}
	slices.SortStableFunc(l.out, func(a, b shape) int { return a.content.First - b.content.First })
	return l.out
}

// readable reports whether relations are read in paragraph p.
func (l *layouts) readable(p int) bool {
	k := l.d.Paragraphs[p].Kind
	return k != text.Noise && k != text.Stamp && !l.tokens(p).Empty()
}

// tokens are those of paragraph p.
func (l *layouts) tokens(p int) parley.TokenRange {
	if p < 0 || p >= len(l.d.Paragraphs) {
		return parley.TokenRange{}
	}
	s := l.d.Paragraphs[p].Sentences
	if s[0] >= s[1] {
		return parley.TokenRange{}
	}
	return parley.TokenRange{First: l.d.Sentences[s[0]].Tokens.First, End: l.d.Sentences[s[1]-1].Tokens.End}
}

// add notes a relation unless its words are in one that stands already.
func (l *layouts) add(r *layoutRule, source, cue, content parley.TokenRange) {
	if content.Empty() {
		return
	}
	all := [...]parley.TokenRange{source, cue, content}
	for _, x := range all {
		for i := x.First; i < x.End; i++ {
			if l.used[i] {
				return
			}
		}
	}
	for _, x := range all {
		for i := x.First; i < x.End; i++ {
			l.used[i] = true
		}
	}
	l.out = append(l.out, shape{r, source, cue, content})
}

// start is the first token of a paragraph behind a bullet and a time of day ("• Roe: ...", "14:02 Tower: ...").
func (l *layouts) start(r parley.TokenRange) (at int, stamped bool) {
	for at = r.First; at < r.End-1; at++ {
		switch w := l.d.Word(at); {
		case w == "•", w == "*", w == "·", w == "▪", w == "◦", w == "■", w == "►", at == r.First && lookOf(w) == dash:
		case lookOf(w) == digits && at == r.First && len(w) >= 4 && w[len(w)-3] == ':':
			stamped = true
		default:
			return at, stamped
		}
	}
	return at, stamped
}

// quoteAt is the outermost quotation that opens with token i: its tokens, marks included.
func (l *layouts) quoteAt(i int) (parley.TokenRange, bool) {
	if i >= len(l.d.Tokens) || l.d.Tokens[i].Quote < 0 {
		return parley.TokenRange{}, false
	}
	x := &l.d.Quotes[l.d.Tokens[i].Quote]
	if x.Level > 0 || x.Outer.Start != l.d.Tokens[i].Span.Start {
		return parley.TokenRange{}, false
	}
	return l.d.Range(x.Outer), !x.Scare
}

// quotedAll is the quotation that is all of r, but for a stop behind it.
func (l *layouts) quotedAll(r parley.TokenRange) bool {
	q, ok := l.quoteAt(r.First)
	for ok && q.End < r.End {
		next, more := l.quoteAt(q.End)
		if !more {
			break
		}
		q.End = next.End
	}
	return ok && (q.End == r.End || q.End == r.End-1 && lookOf(l.d.Word(q.End)) == stop)
}

// trimStop leaves out a full stop at the end.
func (l *layouts) trimStop(r parley.TokenRange) parley.TokenRange {
	for r.End > r.First && l.d.Word(r.End-1) == "." {
		r.End--
	}
	return r
}

// finite reports whether a token of r is a finite verb.
func (l *layouts) finite(r parley.TokenRange) bool {
	for i := r.First; i < r.End; i++ {
		switch l.d.Tags[i].Penn {
		case "VBZ", "VBP", "VBD", "MD":
			return true
		}
	}
	return false
}

// longestSource is how many tokens a name with everything behind it may have.
const longestSource = 20

// credit is the speaker that r, the rest of a line behind a quotation, gives: a name or office, and what is said of it up to "on ...". Empty where it is none.
func (l *layouts) credit(r parley.TokenRange) parley.TokenRange {
	r = l.trimStop(r)
	if r.Len() == 0 || r.Len() > longestSource || l.speaks(r) == nobody && !l.described(r) {
		return parley.TokenRange{}
	}
	c := core(l.d, r)
	if c.End < r.End && lookOf(l.d.Word(c.End)) == quotation {
		return parley.TokenRange{}
	}
	for i := c.End; i < r.End; i++ {
		if w := l.d.Lower(i); w == "on" || w == "about" || w == "after" || w == "when" {
			r.End = i
			break
		}
	}
	for r.End > c.End && lookOf(l.d.Word(r.End-1)) == comma {
		r.End--
	}
	if l.finite(parley.TokenRange{First: c.End, End: r.End}) {
		return parley.TokenRange{}
	}
	return r
}

// described reports whether r begins like a short description of somebody, without a verb: enough behind a quotation and a dash.
func (l *layouts) described(r parley.TokenRange) bool {
	c := core(l.d, r)
	if c.Len() < 2 || c.Len() > 4 || !upper(l.d.Word(c.First)) {
		return false
	}
	for i := c.First; i < c.End; i++ {
		if u := l.d.Tags[i].U; u != text.ADJ && u != text.NOUN && u != text.PROPN && u != text.DET {
			return false
		}
	}
	return l.d.Tags[c.End-1].U != text.DET && !headings[l.d.Lower(c.First)] && !headings[l.d.Lower(c.End-1)]
}

// dash finds a paragraph that is a quotation, a dash and who said it.
func (l *layouts) dash(p int) {
	r := l.tokens(p)
	at, _ := l.start(r)
	q, ok := l.quoteAt(at)
	if !ok || q.End+1 >= r.End {
		return
	}
	for q.End+1 < r.End { // several quotations in a row
		next, more := l.quoteAt(q.End)
		if !more || next.End <= q.End {
			break
		}
		q.End = next.End
	}
	if q.End+1 >= r.End || !l.dashAt(q.End) && l.d.Word(q.End) != "/" && l.d.Word(q.End) != "~" {
		return
	}
	if s := l.credit(parley.TokenRange{First: q.End + 1, End: r.End}); !s.Empty() {
		l.add(ruleDash, s, parley.TokenRange{First: q.End, End: q.End + 1}, q)
	}
}

// dashAt reports whether token i is a dash, the horizontal bar of quotation lists among them.
func (l *layouts) dashAt(i int) bool {
	w := l.d.Word(i)
	return lookOf(w) == dash || w == "―" || w == "‒"
}

// nextLine finds a quotation that fills a paragraph, and who said it in the next one.
func (l *layouts) nextLine(p int) {
	r := l.tokens(p)
	if !l.readable(p) || p+1 >= len(l.d.Paragraphs) || !l.readable(p+1) || !l.quotedAll(r) {
		return
	}
	n := l.tokens(p + 1)
	if l.dashAt(n.First) {
		if s := l.credit(parley.TokenRange{First: n.First + 1, End: n.End}); !s.Empty() {
			l.add(ruleDash, s, parley.TokenRange{First: n.First, End: n.First + 1}, r)
		}
		return
	}
	c := core(l.d, n)
	if l.d.Word(n.End-1) == "." || n.Len() > 12 || c.Len() < 2 || c.End == n.End || l.finite(n) || lookOf(l.d.Word(c.End)) != comma {
		return
	}
	for i := c.First; i < c.End; i++ {
		if l.d.Tags[i].U != text.PROPN {
			return
		}
	}
	if s := l.credit(n); !s.Empty() {
		l.add(ruleLine, s, parley.TokenRange{}, r)
	}
}

// brackets finds quotations with who said them in brackets behind.
func (l *layouts) brackets(p int) {
	r := l.tokens(p)
	for i := r.First; i+2 < r.End; i++ {
		q, _ := l.quoteAt(i) // a short one may be taken for a term
		if q.Empty() {
			continue
		}
		i = max(i, q.End-1)
		if q.Len() < 5 || q.End+2 >= r.End || l.d.Word(q.End) != "(" || q.First > r.First && lookOf(l.d.Word(q.First-1)) != stop {
			continue
		}
		for j := q.End + 2; j < r.End && j < q.End+8; j++ {
			if l.d.Word(j) != ")" {
				continue
			}
			if s := (parley.TokenRange{First: q.End + 1, End: j}); l.speaks(s) != nobody && !l.finite(s) {
				l.add(ruleBracket, s, parley.TokenRange{}, q)
			}
			break
		}
	}
}
