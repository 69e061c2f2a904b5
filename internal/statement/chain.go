package statement

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// chains reads through whom a statement came, outermost last: the agency it was told to, the one that quotes, carries or prints it, the one that reports that
// ("Roe told Newswire that …, the Courier reported").
func (p *pass) chains() {
	for _, s := range p.stmts {
		p.resolve(s)
		if !s.dropped {
			p.toldTo(s)
			p.link(s, s.by, "said to carry the words")
		}
	}
	p.citing()
	p.relays()
	p.brackets()
	p.carried()
	p.goesOn()
}

// resolve finds the mention and the entity of a statement's source.
func (p *pass) resolve(s *draft) {
	s.Mention, s.Entity, s.Addressee, s.NestedIn = -1, -1, -1, -1
	if m := p.mentionIn(s.src); m >= 0 {
		s.Mention, s.Entity = m, p.d.Mentions[m].Entity
		if r := p.d.Mentions[m].Tokens; r.First < s.src.First && r.Has(s.src.First) { // the last of several whom one mention has
			s.src.First = r.First
			s.with = slices.DeleteFunc(slices.Clone(s.with), func(o parley.TokenRange) bool { return r.First <= o.First && o.End <= r.End })
		}
	}
	p.firstNamed(s)
	if !s.addr.Empty() {
		if m := p.mentionIn(s.addr); m >= 0 && !p.onlyOwns(m, s.addr) {
			s.Addressee = p.d.Mentions[m].Entity
		}
	}
}

// onlyOwns reports whether mention m is of whoever has those that the phrase r is of: "[Harland's] five operators".
func (p *pass) onlyOwns(m int, r parley.TokenRange) bool {
	e := p.d.Mentions[m].Tokens.End
	return e+1 < r.End && (p.d.Lower(e) == "'s" || p.d.Lower(e) == "’s" || p.d.Lower(e) == "'" || p.d.Lower(e) == "’")
}

// firstNamed makes the first of several who speak together the source, as the codebook has it, and the others those who speak with it.
func (p *pass) firstNamed(s *draft) {
	s.with = slices.DeleteFunc(slices.Clone(s.with), func(r parley.TokenRange) bool { return p.partOfTitle(r, s) })
	if len(s.with) == 0 {
		return
	}
	s.Co = s.Co[:0]
	for _, r := range s.with {
		if e := p.entityOf(r); e >= 0 && !slices.Contains(s.Co, e) {
			s.Co = append(s.Co, e)
		}
	}
	if s.Entity >= 0 && !slices.Contains(s.Co, s.Entity) {
		s.Co = append(s.Co, s.Entity)
	}
	if len(s.Co) > 0 {
		s.Entity, s.Co = s.Co[0], s.Co[1:]
		if r := s.with[0]; r.End <= s.src.First && p.d.Lower(s.src.First) != "others" && p.d.Tokens[r.First].Sentence == p.d.Tokens[s.src.First].Sentence {
			s.src.First = r.First
		}
	}
}

// partOfTitle reports whether the words r before the named person who is the source of s do not speak with him but say what he is: "Harland's front-runner and
// businessman Ana Roe", "Transport and Trade Minister Tom Vey".
func (p *pass) partOfTitle(r parley.TokenRange, s *draft) bool {
	m := p.mentionIn(r)
	if m < 0 || s.Mention < 0 || r.End > s.src.First {
		return false
	}
	of, who := p.d.Mentions[m], p.d.Mentions[s.Mention]
	if who.Entity < 0 || of.Entity < 0 || who.Kind != parley.NameMention || p.d.Entities[who.Entity].Type != parley.Person || who.Tokens.Len() == who.Core.Len() {
		return false
	}
	switch e := &p.d.Entities[of.Entity]; e.Type {
	case parley.Person:
		return of.Kind != parley.NameMention && !of.Many && p.d.Tags[r.First].U != text.DET && p.d.Tags[r.First].U != text.PRON
	case parley.Place, parley.State:
		return e.Key == ""
	}
	return false
}

func (p *pass) entityOf(r parley.TokenRange) int {
	if m := p.mentionIn(r); m >= 0 {
		return p.d.Mentions[m].Entity
	}
	return -1
}

// outlet reports whether entity e is a news outlet or agency.
func (p *pass) outlet(e int) bool {
	return e >= 0 && (strings.HasPrefix(p.d.Entities[e].Key, "outlet/") || strings.HasPrefix(p.d.Entities[e].Key, "agency/"))
}

// carrier reports whether the source of s passes on what others said: a known outlet or agency, or any body that "reported" or "wrote" it.
func (p *pass) carrier(s *draft) bool {
	if p.outlet(s.Entity) || p.media(s.src) {
		return true
	}
	if s.cue == nil || s.cue.class != relay && s.cue.form != "write" || s.Entity < 0 || len(s.cues) == 0 {
		return false
	}
	e := p.d.Entities[s.Entity]
	return e.Type == parley.Organization && s.Mention >= 0 && p.d.Mentions[s.Mention].Kind == parley.NameMention
}

// ownOutlet reports whether entity e is the outlet that published this report.
func (p *pass) ownOutlet(e int) bool {
	n, m := bareOutlet(p.d.Meta.Outlet.Name), bareOutlet(p.d.Entities[e].Name)
	return n != "" && n == m
}

// bareOutlet is the name of an outlet in lower case without article, spaces, and the end of an address ("reuters.com").
func bareOutlet(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(s), "www."), "the ")
	for _, end := range [...]string{".com", ".co.uk", ".org", ".net", ".gov"} {
		s = strings.TrimSuffix(s, end)
	}
	return strings.ReplaceAll(s, " ", "")
}

// citing joins an outlet's cue with the source it cites: one statement of the source, with both words as its cue.
func (p *pass) citing() {
	for _, ch := range p.d.Chunks {
		if ch.Kind != text.VG || ch.Passive || ch.Negated || ch.Tokens.First > 0 && p.d.Lower(ch.Tokens.First-1) == "without" {
			continue
		}
		end := p.d.Sentences[p.d.Tokens[ch.Head].Sentence].Tokens.End
		q, next := p.f.match(p.d, ch.Head, end)
		if q == nil || !q.frame("src") && q.form != "refer to" {
			continue
		}
		p.setSentence(int(p.d.Tokens[ch.Head].Sentence))
		np, _ := p.sourcePhrase(next)
		if np.Empty() {
			continue
		}
		for _, s := range p.touch[p.sent] {
			if s.dropped || s.sent != p.sent || len(s.cues) == 0 || !p.carrier(s) || p.inParts(s, ch.Head) {
				continue
			}
			s.carry(s.Entity, p.d.Span(s.src), "the press cites the source")
			s.src = np
			s.cues = append(s.cues, parley.TokenRange{First: ch.Head, End: next})
			if s.cues[1].First < s.cues[0].First {
				s.cues[0], s.cues[1] = s.cues[1], s.cues[0]
			}
			s.Rule, s.Act, s.cue = "statement/outlet-citing@"+Version, parley.Say, &cue{form: q.form, act: parley.Say}
			p.resolve(s)
			break
		}
	}
}

func (p *pass) setSentence(s int) {
	p.sent = s
	p.lo, p.hi = p.d.Sentences[s].Tokens.First, p.d.Sentences[s].Tokens.End
}

func (p *pass) inParts(s *draft, tok int) bool {
	for _, r := range s.parts {
		if r.Has(tok) {
			return true
		}
	}
	return false
}

// relays turns "X stressed that …, Newswire reported" into one statement of X by way of Newswire.
func (p *pass) relays() {
	for _, s := range p.stmts {
		if s.dropped || !p.carrier(s) || len(s.parts) == 0 {
			continue
		}
		inner := p.innerOf(s)
		if inner == nil {
			continue
		}
		inner.carry(s.Entity, p.d.Span(s.src), "the press reports that the source said it")
		s.dropped = true
	}
}

// innerOf is the statement that makes up the content of s: its cue clause opens the content.
func (p *pass) innerOf(s *draft) *draft {
	for _, t := range p.touch[p.d.Tokens[s.parts[0].First].Sentence] {
		if t == s || t.dropped || len(t.cues) == 0 || t.Entity == s.Entity || t.src.Empty() || !p.inParts(s, t.cues[0].First) || !p.inParts(s, t.src.First) {
			continue
		}
		first := s.parts[0].First
		if p.finiteBetween(first, p.startOf(t.cues[0].First)) && t.parts[0].First > first {
			continue // "Roe opened the bridge and ordered more, Newswire reported": the press tells more than what she said
		}
		if t.src.First-first <= 3 || t.parts[0].First == first {
			return t
		}
	}
	return nil
}

// brackets reads "(quoted by Newswire)" for the statement that ends before it.
func (p *pass) brackets() {
	for i := 0; i+2 < len(p.d.Tokens); i++ {
		if p.d.Word(i) != "(" {
			continue
		}
		p.setSentence(int(p.d.Tokens[i].Sentence))
		if !p.creditBracket(i) {
			continue
		}
		e, span := -1, parley.Span{}
		for j := i + 1; j < p.hi && p.d.Word(j) != ")"; j++ {
			if m := p.headOf[j]; m >= 0 && p.d.Mentions[m].Entity >= 0 {
				e, span = p.d.Mentions[m].Entity, p.d.Span(p.d.Mentions[m].Core)
			}
		}
		if s := p.endsBefore(i); s != nil && e >= 0 {
			s.carry(e, span, "credit in brackets")
		}
	}
}

// endsBefore is the statement whose last word stands nearest before token i, within four tokens; of nested ones the outermost.
func (p *pass) endsBefore(i int) *draft {
	var best *draft
	gap := 5
	for _, s := range p.touch[p.d.Tokens[i].Sentence] {
		if s.dropped {
			continue
		}
		end := 0
		for _, r := range s.parts {
			end = max(end, r.End)
		}
		for _, r := range s.cues {
			end = max(end, r.End)
		}
		if !s.src.Empty() && s.src.End > end && s.src.End <= i {
			end = s.src.End
		}
		if g := i - end; g >= 0 && (g < gap || (g == gap && best != nil && s.parts[0].First < best.parts[0].First)) {
			best, gap = s, g
		}
	}
	return best
}
