package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// overruns ends contents where the report goes on in its own words: behind "and" or "but" with a verb that only the source can be the subject of.
func (p *pass) overruns() {
	for _, s := range p.stmts {
		if s.dropped || len(s.cues) == 0 || len(s.parts) == 0 {
			continue
		}
		last := &s.parts[len(s.parts)-1]
		if cue := s.cues[0].First; last.First > cue && p.d.Tokens[last.First].Sentence == p.d.Tokens[cue].Sentence {
			p.at(cue)
			if end := p.ownWords(s, *last); end > last.First {
				last.End = end
			}
			if end := p.ownTail(s, *last); end > last.First {
				last.End = end
			}
			if end := p.ending(s, *last); end > last.First {
				last.End = end
			}
		}
		p.strays(s)
		for k := range s.parts {
			s.parts[k] = p.unmarked(s.parts[k])
		}
	}
}

// ownWords is where the report's own words begin within the content r of s, -1 where it has none: "asked them to end it but was refused" (no infinitive goes
// with a finite verb), "said he has won but looked tired" (what is said is in the present, what is told in the past), "said he was ill and added that …".
func (p *pass) ownWords(s *draft, r parley.TokenRange) int {
	first := p.verbGroup(r.First, r.End)
	if first < 0 {
		return -1
	}
	told := p.chunkAt(s.cues[0].First)
	for i := r.First + 1; i+1 < r.End; i++ {
		w := p.d.Lower(i)
		if w != "and" && w != "but" || p.d.Tokens[i].Quote >= 0 {
			continue
		}
		j := i + 1
		for j < r.End && p.chunkOf[j] < 0 && p.d.Tags[j].U == text.ADV {
			j++
		}
		if j >= r.End || !p.finiteAt(j) || p.d.Tokens[j].Quote >= 0 {
			continue
		}
		a, b := &p.d.Chunks[first], &p.d.Chunks[p.chunkOf[j]]
		if a.Tokens.First >= i {
			return -1
		}
		infinitive := a.To && !a.Finite && !p.finiteBetween(a.Tokens.End, i)
		past := b.Tense == text.Past || b.Tense == text.PastPerfect || b.Tense == text.Perfect && infinitive
		q, _ := p.f.match(p.d, b.Head, p.hi)
		again := q != nil && q.class != attitude && !q.has("weak") && told != nil && told.Tense == b.Tense && !b.Passive && !p.cueBetween(a.Tokens.First, i)
		if past && b.Modal == "" && (infinitive || again || w == "but" && a.Finite && a.Tense == text.Present && told != nil && told.Tense == text.Past && !p.finiteBetween(a.Tokens.End, i)) {
			return p.trim(r.First, i)
		}
	}
	return -1
}

// chunkAt is the phrase of token i, nil where it stands in none.
func (p *pass) chunkAt(i int) *text.Chunk {
	if c := p.chunkOf[i]; c >= 0 {
		return &p.d.Chunks[c]
	}
	return nil
}

// verbGroup is the first verb group with a token in [a, b), -1 where there is none.
func (p *pass) verbGroup(a, b int) int {
	for i := a; i < b; i++ {
		if c := p.chunkOf[i]; c >= 0 && p.d.Chunks[c].Kind == text.VG {
			return int(c)
		}
	}
	return -1
}

// finiteBetween reports whether a finite verb begins in [a, b).
func (p *pass) finiteBetween(a, b int) bool {
	for i := a; i < b; i++ {
		if p.finiteAt(i) {
			return true
		}
	}
	return false
}

// cueBetween reports whether a finite cue of speech begins in [a, b).
func (p *pass) cueBetween(a, b int) bool {
	for i := a; i < b; i++ {
		if p.finiteAt(i) {
			if q, _ := p.f.match(p.d, p.d.Chunks[p.chunkOf[i]].Head, p.hi); q != nil && q.class != attitude && !q.has("weak") {
				return true
			}
		}
	}
	return false
}
