package event

import (
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
		cl := s.open(c, prev, first)
		cl.headline = kind == text.Headline
		cl.passive = s.passive(cl)
		s.clauses = append(s.clauses, cl)
		prev = min(r.End, s.d.Chunks[c].Tokens.End)
	}
	if len(s.clauses) == first {
		s.clauses = append(s.clauses, clause{vg: -1, from: r.First, start: r.First, parent: -1, headline: kind == text.Headline})
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
func (s *scan) open(v int32, left, first int) clause {
	at := s.d.Chunks[v].Tokens.First
	cl := clause{vg: v, from: at, start: at, parent: -1}
	prev := int32(len(s.clauses) - 1)
	has := int(prev) >= first
	j := at - 1
	for j >= left && s.d.Tags[j].U == text.ADV && s.low[j] != "when" && s.low[j] != "where" {
		j--
	}
	if !s.finite(v) {
		return s.dependent(cl, j, left, prev, has)
	}
	switch {
	case j < left:
		if has {
			cl.subj, cl.start = s.clauses[prev].subj, at
		}
	case s.low[j] == "who" || s.low[j] == "which" || (s.low[j] == "that" && s.d.Tags[j].Penn == "WDT"):
		cl.relative, cl.from, cl.start = true, j, j
		if c := s.npBefore(j, left); c >= 0 {
			cl.subj = []int32{c}
		}
	case s.d.Tags[j].U == text.CCONJ:
		cl.from = j
		if has {
			cl.subj = s.clauses[prev].subj
		}
	case s.low[j] == ",":
		s.afterComma(&cl, j, left, prev, has)
	case s.np(j) >= 0:
		s.subject(&cl, s.np(j), left, has)
	default:
		cl.from = j + 1
	}
	return cl
}

// dependent begins an infinitive or participle clause. Its subject is the noun phrase right before it
// where that is not the subject of the verb before ("urged Veska to leave"), else that verb's own.
func (s *scan) dependent(cl clause, j, left int, prev int32, has bool) clause {
	if j >= left && s.np(j) >= 0 {
		c := s.np(j)
		cl.subj = []int32{c}
		if s.d.Chunks[cl.vg].To || !has {
			cl.start = s.d.Chunks[c].Tokens.First
		}
		if !has {
			cl.from = cl.start
		}
	} else if has {
		cl.subj = s.clauses[prev].subj
	}
	if has {
		cl.parent = prev
	}
	return cl
}

// npBefore is the noun phrase that ends at token j-1, or before a comma there.
func (s *scan) npBefore(j, left int) int32 {
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
		at := s.d.Chunks[c].Tokens.First - 1
		if at <= left || !inSubject[s.low[at]] || s.np(at-1) < 0 {
			break
		}
		c = s.np(at - 1)
	}
	if has {
		c = s.subjectInside(c, left)
	}
	cl.subj = []int32{c}
	cl.start = max(left, s.d.Chunks[c].Tokens.First)
	for at := cl.start - 1; at > left && len(cl.subj) < 6; at = cl.start - 1 {
		p := s.np(at - 1)
		if p < 0 || !(s.d.Tags[at].U == text.CCONJ || (s.low[at] == "," && len(cl.subj) > 1)) || (has && s.objectOf(p, left)) {
			break
		}
		cl.subj = append(cl.subj, p)
		cl.start = max(left, s.d.Chunks[p].Tokens.First)
	}
	cl.from = s.opener(cl.start, left, has)
}

// subjectInside is subject's walk in the middle of a sentence: it must not swallow the object of the verb before.
func (s *scan) subjectInside(c int32, left int) int32 {
	best := c
	for c > 0 {
		at := s.d.Chunks[c].Tokens.First - 1
		if at <= left || !inSubject[s.low[at]] || s.np(at-1) < 0 {
			break
		}
		c = s.np(at - 1)
		if s.d.Chunks[c].Tokens.First <= left {
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
		if w := s.low[j-1]; w == "that" || w == "," || w == "\"" || w == "“" || w == "after" || w == "before" || w == "as" || w == "if" || w == "while" {
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
	if c.Tokens.Len() > 2 || c.Head >= len(s.low) || c.Head < 0 {
		return false
	}
	if s.d.Tags[c.Head].Penn == "VBN" && !s.finite(cl.vg) && !c.To {
		return true
	}
	return false
}
