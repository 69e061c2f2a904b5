package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A how says by which construction a cue has its subject; it is part of the rule's name.
type how string

const (
	noSubject  how = "none"
	plain      how = "subject"
	inverted   how = "inverted"
	inherited  how = "coordinated"
	relative   how = "relative"
	participle how = "participle"
	byAgent    how = "passive-by"
	expletive  how = "passive-it"
)

// A subject is the noun phrase that expresses, with the construction.
type subject struct {
	how   how
	np    parley.TokenRange // whole noun phrase, empty where there is none
	after int               // first token after an inverted or by-phrase subject, else 0
	co    []parley.TokenRange
}

// subjectOf finds the subject of a candidate.
func (p *pass) subjectOf(k *candidate) subject {
	ch := p.d.Chunks[k.chunk]
	if ch.Passive {
		return p.passive(k)
	}
	if k.cue.has("inv") {
		if s, ok := p.invertedSubject(k); ok {
			return s
		}
	}
	if s := p.accusedOf(ch.Tokens.First); !s.np.Empty() {
		return s
	}
	if !ch.Finite && !ch.To && (p.d.Tags[ch.Head].Penn == "VBG" || p.d.Lower(ch.Tokens.First) == "having") {
		return p.participleSubject(ch.Tokens.First)
	}
	if ch.To {
		if v := p.purposeOf(k); v >= 0 {
			return p.leftSubject(p.d.Chunks[p.chunkOf[v]].Tokens.First)
		}
		if np := p.broughtAbout(k); !np.Empty() {
			return subject{how: plain, np: np}
		}
		return p.leftSubject(p.d.Chunks[p.chunkOf[ch.Tokens.First-1]].Tokens.First) // "appeared to hold": the subject of the verb before
	}
	if s, ok := p.agentOf(k); ok {
		return s
	}
	return p.nested(k, p.leftSubject(ch.Tokens.First))
}

// passive handles "it was stressed that" (nobody named) and "was accused by X of", "is deemed a trap by X".
func (p *pass) passive(k *candidate) subject {
	first := p.d.Chunks[k.chunk].Tokens.First
	if first > p.lo && p.d.Lower(first-1) == "it" {
		return subject{how: expletive}
	}
	if k.next+1 < p.hi && p.d.Lower(k.next) == "by" {
		if np, end := p.nounPhraseAt(k.next + 1); !np.Empty() {
			return subject{how: byAgent, np: np, after: end}
		}
	}
	if i := p.farAgent(k); i >= 0 {
		np, end := p.nounPhraseAt(i + 1)
		return subject{how: byAgent, np: np, after: end}
	}
	return subject{how: noSubject}
}

// invertedSubject handles "…, said Ana Roe", "said the envoy" after a quotation, a comma, a dash, or at the start.
func (p *pass) invertedSubject(k *candidate) (subject, bool) {
	ch := p.d.Chunks[k.chunk]
	first := ch.Tokens.First
	if !ch.Finite || ch.Tense == text.PastPerfect || first > p.lo && !p.opens(first-1) {
		return subject{}, false
	}
	if first > p.lo && p.d.Word(first-1) == "," && !p.endsQuote(first-2) {
		if s := p.beforeAside(first - 1); k.cue.has("addr") || s.how == plain && p.party(s) {
			return subject{}, false
		}
	}
	j := k.next
	np, end := p.nounPhraseAt(j)
	if np.Empty() || p.timeOf[np.First] >= 0 {
		return subject{}, false
	}
	if end < p.hi && p.finiteAt(end) { // "…, said officials were": the noun phrase has its own verb
		return subject{}, false
	}
	m := p.mentionIn(np)
	if m < 0 || !speaks(p.d.Mentions[m].Type) {
		return subject{}, false
	}
	return subject{how: inverted, np: np, after: end}, true
}

// opens reports whether token i is a mark after which an inverted cue may stand.
func (p *pass) opens(i int) bool {
	switch p.d.Word(i) {
	case ",", "\"", "”", "''", "»", "’", "-", "–", "—", "--", "…", "...", ":", "?", "!", ".", ")":
		return true
	}
	return false
}

func speaks(t parley.EntityType) bool { return t != parley.Place }

// finiteAt reports whether a finite verb group begins at token i, which may be the one behind the last.
func (p *pass) finiteAt(i int) bool {
	if i >= len(p.chunkOf) {
		return false
	}
	c := p.chunkOf[i]
	return c >= 0 && p.d.Chunks[c].Kind == text.VG && p.d.Chunks[c].Finite && p.d.Chunks[c].Tokens.First == i
}

// nounPhraseAt is the noun phrase that begins at token i with its of-phrases, and the token after it; empty where none begins.
func (p *pass) nounPhraseAt(i int) (parley.TokenRange, int) {
	if i >= p.hi || p.chunkOf[i] < 0 {
		return parley.TokenRange{}, i
	}
	ch := p.d.Chunks[p.chunkOf[i]]
	if ch.Kind != text.NP || ch.Tokens.First > i {
		return parley.TokenRange{}, i
	}
	r := parley.TokenRange{First: i, End: ch.Tokens.End}
	if m := p.startsMention(i); m >= 0 && p.d.Mentions[m].Tokens.End > r.End {
		r.End = min(p.d.Mentions[m].Tokens.End, p.hi)
	}
	for r.End+1 < p.hi && p.d.Lower(r.End) == "of" {
		c := p.chunkOf[r.End+1]
		if c < 0 || p.d.Chunks[c].Kind != text.NP {
			break
		}
		r.End = p.d.Chunks[c].Tokens.End
	}
	return r, r.End
}

func (p *pass) startsMention(i int) int { return int(p.startAt[i]) }

// leftSubject finds the subject of a verb group that begins at token v, by walking left over adverbs, times, brackets and asides.
func (p *pass) leftSubject(v int) subject {
	i := p.skipLeft(v - 1)
	if i < p.lo {
		return subject{how: noSubject}
	}
	if !p.sameQuote(i, v) {
		return subject{how: noSubject}
	}
	switch w := p.d.Lower(i); {
	case floating[w] && i > p.lo && p.d.Lemmas[i-1] == "have":
		return p.leftSubject(i - 1) // "Roe and Veld have both said"
	case w == "and" || w == "but" || w == "or" || w == "then" || w == "yet":
		return p.inheritedSubject(i)
	case w == "who" || w == "which" || (w == "that" && p.d.Tags[i].Penn != "DT"):
		return p.relativeSubject(i)
	case w == "," || w == "–" || w == "—" || w == "-":
		return p.beforeAside(i)
	}
	c := p.chunkOf[i]
	if c < 0 || p.d.Chunks[c].Kind != text.NP {
		return subject{how: noSubject}
	}
	return p.grow(int(c), i+1, plain)
}

// floating are the words that stand between an auxiliary and its verb and mean the subject.
var floating = text.WordSet("both all each")

// skipLeft walks left from token i over adverbs, time expressions with their preposition, and brackets.
func (p *pass) skipLeft(i int) int {
	for i >= p.lo {
		switch {
		case p.timeOf[i] >= 0:
			first := p.d.Times[p.timeOf[i]].Tokens.First
			if c := p.chunkOf[i]; c >= 0 && p.d.Chunks[c].Tokens.First < first {
				return i // "last week's envoy": part of the noun phrase
			}
			i = first - 1
			if i >= p.lo && p.d.Tags[i].U == text.ADP {
				i--
			}
		case p.d.Tags[i].U == text.ADV && p.chunkOf[i] < 0:
			i--
		case p.d.Word(i) == ")" || p.d.Word(i) == "]":
			j := i
			for j >= p.lo && p.d.Word(j) != "(" && p.d.Word(j) != "[" {
				j--
			}
			if j < p.lo {
				return i
			}
			i = j - 1
		default:
			return i
		}
	}
	return i
}

func (p *pass) sameQuote(i, j int) bool { return p.d.Tokens[i].Quote == p.d.Tokens[j].Quote }

// exactName is the mention of a person's name that tokens [a, b) are, -1 where they are none.
func (p *pass) exactName(a, b int) int {
	m := int(p.startAt[a])
	if m < 0 || p.d.Mentions[m].Tokens.End != b || p.d.Mentions[m].Kind != parley.NameMention || p.d.Mentions[m].Type != parley.Person || p.chunkOf[p.d.Mentions[m].Head] < 0 {
		return -1
	}
	return m
}

// named reports whether the noun phrase that ends with token i is a person's name.
func (p *pass) named(i int) bool {
	c := p.chunkOf[i]
	if c < 0 || p.d.Chunks[c].Kind != text.NP || p.d.Chunks[c].Tokens.End != i+1 {
		return false
	}
	m := p.headOf[p.d.Chunks[c].Head]
	return m >= 0 && p.d.Mentions[m].Type == parley.Person && p.d.Mentions[m].Kind == parley.NameMention
}

// mainVerb reports whether tokens [a, b) hold a finite verb that no relative pronoun or conjunction introduces.
func (p *pass) mainVerb(a, b int) bool {
	switch p.d.Lower(a) {
	case "who", "which", "whose", "whom", "that", "where", "when", "as", "while", "although", "though":
		return false
	}
	for i := a; i < b; i++ {
		if p.finiteAt(i) && !p.introduced(i, a) {
			return true
		}
	}
	return false
}

// grow is the subject whose last chunk is c, with the phrases that belong to it on its left: of-phrases always, others where they open
// the clause, and a coordinated source ("Harland and Veska said").
func (p *pass) grow(c, end int, h how) subject {
	r := p.d.Chunks[c].Tokens
	r.End = min(r.End, end)
	if t := p.timeOf[r.First]; t >= 0 && p.d.Times[t].Tokens.End < r.End { // "On Friday Roe said"
		r.First = p.d.Times[t].Tokens.End
	} else if m := p.mentionIn(r); m >= 0 && r.First > p.lo && p.d.Tags[r.First-1].U == text.ADP && p.d.Mentions[m].Core.First > r.First && p.d.Mentions[m].Tokens.End == r.End {
		r.First = p.d.Mentions[m].Tokens.First
	}
	if m := p.headOf[p.d.Chunks[c].Head]; m >= 0 && p.d.Mentions[m].Tokens.First < r.First && p.d.Mentions[m].Tokens.First >= p.lo && p.d.Mentions[m].Tokens.End <= r.End {
		r.First = p.d.Mentions[m].Tokens.First // a title that the chunker cut off
	}
	if m := p.endAt[r.End-1]; m >= 0 && p.opensClause(p.d.Mentions[m], r) {
		r.First = p.d.Mentions[m].Tokens.First // "a person close to the minister said"
	}
	s := subject{how: h}
	for r.First-1 > p.lo {
		t := r.First - 1
		prev := p.chunkOf[t-1]
		if prev < 0 || p.d.Chunks[prev].Kind != text.NP || !p.sameQuote(t-1, r.First) {
			break
		}
		pr := p.d.Chunks[prev].Tokens
		w := p.d.Lower(t)
		switch {
		case w == "of":
		case (w == "and" || w == "or") && p.clauseStart(pr.First):
			s.co = append(s.co, pr)
		case p.d.Tags[t].U == text.ADP && p.clauseStart(pr.First) && p.timeOf[r.First] < 0:
		default:
			t = -1
		}
		if t < 0 {
			break
		}
		r.First = pr.First
	}
	if r.First > p.lo && p.d.Tags[r.First-1].U == text.ADP && p.d.Lower(r.First-1) != "that" && len(s.co) == 0 && h == plain {
		if !p.clauseStart(r.First) {
			return subject{how: noSubject}
		}
	}
	if co := p.coSources(c); len(co) > len(s.co) {
		s.co = co
	}
	s.np = r
	if len(s.co) > 0 { // the phrase nearest the cue is the source, the others are co-sources
		s.np = parley.TokenRange{First: p.d.Chunks[c].Tokens.First, End: r.End}
	}
	if h == relative { // "Ana Roe and Maria Lind, who said": the last of them
		s.co = nil
	}
	return s
}

// clauseStart reports whether a clause may begin at token i.
func (p *pass) clauseStart(i int) bool {
	if i <= p.lo {
		return true
	}
	switch p.d.Lower(i - 1) {
	case ",", ";", ":", "and", "but", "that", "while", "whereas", "because", "as", "after", "before", "when", "if", "although", "though",
		"\"", "“", "``", "‘", "«", "-", "–", "—", "(", ".", "?", "!", "”", "''", "yet", "so":
		return true
	}
	return false
}

// possessor reports whether token i only says whose the head of its phrase is ("his office", "Harland's office", "Western governments").
func (p *pass) possessor(i int) bool {
	if p.d.Tags[i].Penn == "PRP$" || p.d.Tags[i].U == text.ADJ {
		return true
	}
	return i+1 < p.hi && p.d.Tags[i+1].Penn == "POS"
}

// whoseName is the name that the text puts behind a phrase with "whose", between commas: "the army, whose commander, Ana Roe, said". -1 where there is none.
func (p *pass) whoseName(r parley.TokenRange) int {
	if p.d.Lower(r.First) != "whose" || r.End+1 >= len(p.d.Tokens) || p.d.Word(r.End) != "," {
		return -1
	}
	m := p.startAt[r.End+1]
	if m < 0 || p.d.Mentions[m].Kind != parley.NameMention || p.d.Mentions[m].Type != parley.Person || p.d.Mentions[m].Tokens.End >= len(p.d.Tokens) || p.d.Word(p.d.Mentions[m].Tokens.End) != "," {
		return -1
	}
	return int(m)
}

// mentionIn is the mention that names the head of noun phrase r: of its first chunk's head, else one that spans the phrase's start, else a name that closes it,
// else -1: whose office it is does not say who speaks.
func (p *pass) mentionIn(r parley.TokenRange) int {
	if r.Empty() {
		return -1
	}
	if m := p.startAt[r.First]; m >= 0 && p.d.Mentions[m].Tokens == r {
		if x := p.issuer(int(m)); x >= 0 {
			return x
		}
		return int(m)
	}
	if m := p.titledBehind(r); m >= 0 {
		return m
	}
	if m := p.whoseName(r); m >= 0 {
		return m
	}
	if m := p.mentionByTree(r); m >= 0 {
		return m
	}
	if c := p.chunkOf[r.First]; c >= 0 {
		if h := p.d.Chunks[c].Head; r.Has(h) && p.headOf[h] >= 0 {
			return int(p.headOf[h])
		}
	}
	for i := r.First; i < r.End; i++ {
		if m := p.headOf[i]; m >= 0 && p.d.Mentions[m].Tokens.First <= r.First && !p.possessor(i) {
			return int(m)
		}
	}
	for i := r.End - 1; i >= r.First; i-- {
		if m := p.headOf[i]; m >= 0 && p.d.Mentions[m].Kind == parley.NameMention && i == r.End-1 {
			return int(m)
		}
	}
	return -1
}
