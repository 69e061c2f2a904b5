package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A clause is a verb group with its subject and what follows it. Clauses of one sentence part its tokens among them;
// an infinitive or participle hangs on the clause before it.
type clause struct {
	vg         int32   // verb group, -1 for a stretch without a verb
	subj       []int32 // noun phrases of the subject
	from       int     // first token, with conjunction and adjuncts before the subject
	start, end int     // the subject's first token, one past the last token
	parent     int32   // clause it hangs on, -1
	sent       int     // sentence
	finite     bool    // heads a clause of its own
	reduced    bool    // a participle right behind the noun it describes ("trucks carrying food")
	joined     bool    // a further verb of one subject, which takes tense and voice from the clause before
	relative   bool
	headline   bool
	passive    bool
}

// sentence cuts sentence i into clauses.
func (s *scan) sentence(i int) {
	r := s.d.Sentences[i].Tokens
	if r.First < 0 || r.End > len(s.low) || r.Empty() {
		return
	}
	kind, _ := s.kind(i)
	first := len(s.clauses)
	prev := r.First
	for t := r.First; t < r.End; t++ {
		c := s.chunkAt[t]
		if c < 0 || s.d.Chunks[c].Kind != text.VG || (t > r.First && s.chunkAt[t-1] == c) {
			continue
		}
		cl := s.open(c, prev, first, kind == text.Headline)
		cl.sent = i
		cl.passive = s.passive(cl)
		s.clauses = append(s.clauses, cl)
		prev = min(r.End, s.d.Chunks[c].Tokens.End)
	}
	if len(s.clauses) == first {
		s.clauses = append(s.clauses, clause{vg: -1, from: r.First, start: r.First, parent: -1, sent: i, headline: kind == text.Headline})
	}
	s.clauses[first].from = r.First
	for k := first; k < len(s.clauses); k++ {
		s.clauses[k].end = r.End
		if k+1 < len(s.clauses) {
			s.clauses[k].end = s.clauses[k+1].from
		}
		paint(s.clauseAt, parley.TokenRange{First: s.clauses[k].from, End: s.clauses[k].end}, int32(k))
	}
}

// open begins the clause of verb group v; left is one past the verb group before it, first the sentence's first clause.
func (s *scan) open(v int32, left, first int, headline bool) clause {
	at := s.d.Chunks[v].Tokens.First
	cl := clause{vg: v, from: at, start: at, parent: -1, headline: headline}
	prev := int32(len(s.clauses) - 1)
	has := int(prev) >= first
	cl.finite = s.finite(v) || (!has && s.lonely(v))
	j := at - 1
	for j >= left && s.d.Tags[j].U == text.ADV && s.low[j] != "when" && s.low[j] != "where" {
		j--
	}
	if has && j >= left && s.d.Tags[j].U == text.CCONJ && s.bare(v) {
		cl.joined, cl.finite, cl.from, cl.subj = true, s.clauses[prev].finite, j, s.clauses[prev].subj
		cl.parent, cl.relative = s.clauses[prev].parent, s.clauses[prev].relative
		return cl
	}
	if !cl.finite {
		return s.dependent(cl, j, left, prev, has)
	}
	switch {
	case j < left:
		if has {
			cl.subj, cl.start = s.clauses[prev].subj, at
		}
	case s.low[j] == "who" || s.low[j] == "which" || (s.low[j] == "that" && s.d.Tags[j].Penn == "WDT"):
		cl.relative, cl.from, cl.start = true, j, j
		if c := s.antecedent(j, left); c >= 0 {
			cl.subj = []int32{c}
		}
	case s.d.Tags[j].U == text.CCONJ:
		cl.from = j
		if has {
			cl.subj = s.clauses[prev].subj
		}
	case s.low[j] == ",":
		s.afterComma(&cl, j, left, prev, has)
	case (s.np(j) >= 0 || s.timeAt[j] >= 0) && has && s.inserted(prev, j, left):
		cl.subj = s.clauses[prev].subj
		if len(cl.subj) > 0 {
			cl.start = s.d.Chunks[cl.subj[0]].Tokens.First
		}
	case s.np(j) >= 0:
		s.subject(&cl, s.np(j), left, has)
	case s.low[j] == "there":
		cl.from, cl.start = j, j
	default:
		cl.from = j + 1
	}
	return cl
}

// inserted reports whether clause prev only describes the subject of the verb that stands behind token j: a participle or
// relative clause whose words reach up to j ("the talks set for June 3 | were").
func (s *scan) inserted(prev int32, j, left int) bool {
	p := &s.clauses[prev]
	if len(p.subj) == 0 || s.cueOf[s.d.Chunks[p.vg].Head] >= 0 || !(p.relative || (!p.finite && !s.d.Chunks[p.vg].To)) {
		return false
	}
	if p.reduced && j-left < reach && !slices.Contains(s.low[left:j+1], ",") {
		return true
	}
	if j = s.beforeTime(j, left); j < left {
		return true
	}
	c := s.np(j)
	if c < 0 {
		return false
	}
	for c > 0 && s.d.Chunks[c].Tokens.First > left+1 {
		at := s.d.Chunks[c].Tokens.First - 1
		if !inSubject[s.low[at]] || s.np(at-1) < 0 {
			return false
		}
		c = s.np(at - 1)
	}
	f := s.d.Chunks[c].Tokens.First
	return f == left || f == left+1 && (s.d.Tags[left].U == text.ADP || s.low[left] == "to")
}

// beforeTime is the token before the time expressions, with their prepositions, that end at token j; j where there are none.
func (s *scan) beforeTime(j, left int) int {
	for j >= left && s.timeAt[j] >= 0 {
		j = s.d.Times[s.timeAt[j]].Tokens.First - 1
		if j >= left && (s.d.Tags[j].U == text.ADP || s.d.Tags[j].U == text.DET) {
			j--
		}
	}
	return j
}

// dependent begins an infinitive or participle clause. Its subject is the noun phrase right before it
// where that is not the subject of the verb before ("urged Veska to leave"), else that verb's own.
func (s *scan) dependent(cl clause, j, left int, prev int32, has bool) clause {
	if has && s.d.Chunks[cl.vg].To && s.passesOn(prev) {
		j = s.beforeTime(j, left) // "urged Veska on Monday to leave"
	}
	c := s.controller(j, left, has)
	switch {
	case c >= 0 && has && s.d.Chunks[cl.vg].To && !s.passesOn(prev):
		cl.subj = s.clauses[prev].subj
	case c >= 0 && !has:
		s.subject(&cl, s.np(s.d.Chunks[c].Tokens.End-1), left, false)
		cl.reduced = s.reduces(cl.vg, s.d.Chunks[c].Tokens.End-1)
	case c >= 0:
		cl.subj = []int32{c}
		cl.reduced = s.reduces(cl.vg, j)
		if s.d.Chunks[cl.vg].To || has && lets[s.d.Lemmas[s.d.Chunks[s.clauses[prev].vg].Head]] {
			cl.start = s.d.Chunks[c].Tokens.First
		}
	case has:
		cl.subj = s.clauses[prev].subj
	}
	if has {
		cl.parent = prev
	}
	return cl
}

// controller is the noun phrase that does what the infinitive or participle behind token j says, -1 where that is the
// subject of the verb before: "[Veska] to leave", "accused [Veska] of shelling", "[talks], brokered by".
func (s *scan) controller(j, left int, has bool) int32 {
	if j >= left && controls[s.low[j]] {
		j--
	} else if j > left && s.low[j] == "," && !has {
		j--
	}
	if j < left {
		return -1
	}
	c := s.np(j)
	if c < 0 || s.d.Tags[s.d.Chunks[c].Head].U == text.ADJ || s.timeAt[j] >= 0 {
		return -1
	}
	return c
}

// passesOn reports whether the verb of clause k hands the deed to its object ("urged Veska to leave"),
// against a purpose of its subject ("used the lull to regroup").
func (s *scan) passesOn(k int32) bool {
	vg := s.clauses[k].vg
	return vg < 0 || objectControl[s.d.Lemmas[s.d.Chunks[vg].Head]]
}

var objectControl = map[string]bool{"urge": true, "ask": true, "tell": true, "order": true, "call": true, "press": true, "demand": true, "require": true, "oblige": true,
	"request": true, "appeal": true, "want": true, "expect": true, "need": true, "allow": true, "permit": true, "enable": true, "force": true, "persuade": true,
	"convince": true, "encourage": true, "invite": true, "authorise": true, "authorize": true, "help": true, "get": true, "lead": true, "cause": true, "command": true,
	"instruct": true, "advise": true, "warn": true, "push": true, "pressure": true, "compel": true, "see": true, "like": true, "challenge": true, "wait": true, "be": true}

// reduces reports whether verb group v is a participle whose noun ends at token j, and no verb of saying, which has a clause
// of its own behind it.
func (s *scan) reduces(v int32, j int) bool {
	c := s.d.Chunks[v]
	return !c.To && s.np(j) >= 0 && s.cueOf[c.Head] < 0
}

// controls are prepositions between the one who is charged or hindered and the deed.
var controls = map[string]bool{"of": true, "from": true, "into": true, "for": true}

// bare reports whether verb group v is one word without a tense of its own, as in "will meet [and sign]" or "was hit [and sunk]".
func (s *scan) bare(v int32) bool {
	c := s.d.Chunks[v]
	p := s.d.Tags[c.Head].Penn
	return c.Tokens.Len() == 1 && (p == "VB" || p == "VBN" || p == "VBG")
}

// lonely reports whether the sentence's first verb group, a bare form in -ed with an object right behind, is its past tense,
// whatever the tagger makes of it.
func (s *scan) lonely(v int32) bool {
	c := s.d.Chunks[v]
	if c.To || c.Tokens.Len() != 1 || s.d.Tags[c.Head].Penn != "VBN" || c.Tokens.End >= len(s.low) {
		return false
	}
	n := s.np(c.Tokens.End)
	return n >= 0 && s.timeAt[s.d.Chunks[n].Head] < 0
}

// antecedent is the noun phrase that the relative pronoun at token j takes up: the one before it, or, where that is a bare
// name under a preposition ("the talks on Riverton that"), the one that it hangs on.
func (s *scan) antecedent(j, left int) int32 {
	c := s.npBefore(j, left)
	for c >= 0 && s.low[j] != "who" && s.d.Tags[s.d.Chunks[c].Head].U == text.PROPN {
		at := s.d.Chunks[c].Tokens.First - 1
		if at <= left || !inSubject[s.low[at]] || s.np(at-1) < 0 {
			break
		}
		c = s.np(at - 1)
	}
	return c
}

// npBefore is the noun phrase that ends at token j-1, or before a comma there.
func (s *scan) npBefore(j, left int) int32 {
	j = s.beforeTime(j-1, left) + 1
	for k := j - 1; k >= left && k >= j-2; k-- {
		if c := s.np(k); c >= 0 {
			return c
		}
		if s.low[k] != "," {
			return -1
		}
	}
	return -1
}

// afterComma handles a verb after a comma: the end of an apposition or relative clause, or a further verb of one subject.
func (s *scan) afterComma(cl *clause, j, left int, prev int32, has bool) {
	if has && s.clauses[prev].reduced {
		cl.subj, cl.from = s.clauses[prev].subj, j
		return
	}
	for k := j - 1; k > left; k-- {
		if s.low[k] == "," && s.np(k-1) >= 0 {
			s.subject(cl, s.np(k-1), left, has)
			return
		}
	}
	if !has {
		if c := s.npBefore(j, left); c >= 0 {
			s.subject(cl, c, left, has)
		}
		return
	}
	cl.from = j
	cl.subj = s.clauses[prev].subj
}

// inSubject are the prepositions that tie a noun phrase to the subject before it.
var inSubject = map[string]bool{"of": true, "in": true, "on": true, "at": true, "between": true, "with": true, "by": true, "for": true,
	"to": true, "from": true, "near": true, "against": true, "over": true, "among": true, "into": true, "under": true}

// subject walks left from noun phrase c, the one next to the verb, to the subject's head.
func (s *scan) subject(cl *clause, c int32, left int, has bool) {
	for c > 0 && !has {
		up := s.hangsOn(c, left)
		if up < 0 {
			break
		}
		c = up
	}
	if has {
		c = s.subjectInside(c, left)
	}
	cl.subj = []int32{c}
	cl.start = max(left, s.d.Chunks[c].Tokens.First)
	for at := cl.start - 1; at > left && len(cl.subj) < 6; at = cl.start - 1 {
		p := s.np(at - 1)
		if p < 0 || !(s.d.Tags[at].U == text.CCONJ || (s.low[at] == "," && (len(cl.subj) > 1 || cl.headline))) || (has && s.objectOf(p, left)) {
			break
		}
		cl.subj = append(cl.subj, p)
		cl.start = max(left, s.d.Chunks[p].Tokens.First)
	}
	slices.Reverse(cl.subj)
	cl.from = s.opener(cl.start, left, has)
}

// hangsOn is the noun phrase that c depends on by a preposition ("a truce between [Harland] and [Veska]" from either),
// -1 if none begins behind token left.
func (s *scan) hangsOn(c int32, left int) int32 {
	at := s.d.Chunks[c].Tokens.First - 1
	if at > left && s.d.Tags[at].U == text.CCONJ {
		j := at - 1
		for k := j; s.low[j] == ")" && k > left && k > j-6; k-- {
			if s.low[k] == "(" {
				j = k - 1
				break
			}
		}
		if p := s.np(j); p >= 0 && s.d.Chunks[p].Tokens.First-1 > left && s.low[s.d.Chunks[p].Tokens.First-1] == "between" {
			at = s.d.Chunks[p].Tokens.First - 1
		}
	}
	if at <= left || !inSubject[s.low[at]] {
		return -1
	}
	if q := s.low[at-1]; at-2 > left && (q == "\"" || q == "”" || q == "’") {
		at--
	}
	return s.np(at - 1)
}

// subjectInside is subject's walk in the middle of a sentence: it must not swallow the object of the verb before.
func (s *scan) subjectInside(c int32, left int) int32 {
	best := c
	for c > 0 {
		up := s.hangsOn(c, left)
		if up < 0 {
			break
		}
		c = up
		if s.d.Chunks[c].Tokens.First <= left && s.cueOf[left-1] < 0 {
			return best
		}
		best = c
	}
	return best
}

// objectOf reports whether noun phrase p stands right behind the verb group that ends at left.
func (s *scan) objectOf(p int32, left int) bool {
	f := s.d.Chunks[p].Tokens.First
	return f <= left+1
}

// opens are words and marks before the subject of a clause that belong to it.
var opens = map[string]bool{"that": true, ",": true, "\"": true, "“": true, "after": true, "before": true, "as": true, "if": true, "while": true, "unless": true,
	"when": true, "until": true, "because": true, "although": true, "though": true, "once": true, "whether": true}

// opener walks back from the subject over the words that open the clause.
func (s *scan) opener(start, left int, has bool) int {
	if !has {
		return left
	}
	j := start
	for j > left && j > start-8 {
		switch s.d.Tags[j-1].U {
		case text.SCONJ, text.CCONJ, text.ADV:
			j--
			continue
		}
		if opens[s.low[j-1]] {
			j--
			continue
		}
		break
	}
	return j
}

// finite reports whether verb group v heads a clause of its own.
func (s *scan) finite(v int32) bool {
	c := s.d.Chunks[v]
	if c.Finite {
		return true
	}
	if c.To {
		return false
	}
	return c.Modal != "" || c.Tense == text.Past || c.Tense == text.Present || c.Tense == text.Future || c.Tense == text.Perfect || c.Tense == text.PastPerfect
}

// passive reports whether the subject is what the verb is done to: be + participle, a bare participle
// ("talks brokered by Harland"), or the clipped passive of a headline ("Talks called off").
func (s *scan) passive(cl clause) bool {
	c := s.d.Chunks[cl.vg]
	if c.Passive {
		return true
	}
	if cl.joined {
		prev := s.clauses[len(s.clauses)-1]
		n := c.Tokens.End < len(s.low) && s.np(c.Tokens.End) >= 0
		return prev.passive && s.d.Tags[c.Head].Penn == "VBN" && !n
	}
	if c.Tokens.Len() > 2 || c.Head >= len(s.low) || c.Head < 0 {
		return false
	}
	if s.d.Tags[c.Head].Penn == "VBN" && !cl.finite && !c.To {
		return true
	}
	return false
}
