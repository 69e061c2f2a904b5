package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// addressees finds to whom each statement was made, where its frame has not: the object of a cue that takes one ("told a crowd"), its subject in the
// passive ("Roe was told by Vale that"), "to" with a cue of speech ("explained to the deputies"), the hearer of a text or a scene ("in a letter to the
// council", "addressing parliament"). An occasion is nobody ("told a news conference"), nor is who is accused, threatened or spoken of.
func (p *pass) addressees() {
	for _, s := range p.stmts {
		if s.dropped || len(s.parts) == 0 {
			continue
		}
		if !s.addr.Empty() {
			s.addr = p.untimed(p.toItsNoun(s.addr))
		}
		if !s.addr.Empty() && !p.hears(s.addr) {
			s.addr = parley.TokenRange{}
		}
		if !s.addr.Empty() {
			s.Because(parley.PartAddressee, "", 0, "between the cue and what is said")
		}
		c, ok := p.clauseOf(s)
		if !ok || !s.addr.Empty() || s.cue != nil && s.cue.class == attitude {
			continue
		}
		for _, by := range [...]struct {
			find func(*clause) parley.TokenRange
			why  string
		}{{p.objectHearer, "object of the cue"}, {p.passiveHearer, "subject of the cue in the passive"}, {p.toHearer, "“to” with the cue"},
			{p.textHearer, "to whom the text went"}, {p.sceneHearer, "before whom it was said"}} {
			if r := by.find(&c); !r.Empty() && p.hears(r) && !p.sameWords(r, s.src) {
				s.addr = r
				s.Because(parley.PartAddressee, "", 0, by.why)
				break
			}
		}
	}
}

// toItsNoun goes on with a phrase that the chunker cut behind its number or adjective to the noun: "Harland's five [main operators]".
func (p *pass) toItsNoun(r parley.TokenRange) parley.TokenRange {
	last := p.d.Tags[r.End-1].U
	if last != text.NUM && last != text.ADJ {
		return r
	}
	for i := r.End; i < min(r.End+4, len(p.d.Tags)); i++ {
		switch p.d.Tags[i].U {
		case text.NOUN, text.PROPN:
			if i+1 < len(p.d.Tags) && p.d.Tags[i+1].U == text.NOUN {
				continue
			}
			return parley.TokenRange{First: r.First, End: i + 1}
		case text.ADJ, text.NUM:
		default:
			return r
		}
	}
	return r
}

// untimed takes a time off the end of a noun phrase that the chunker ran together with it ("asked Vale several times").
func (p *pass) untimed(r parley.TokenRange) parley.TokenRange {
	for i := r.First + 1; i < r.End; i++ {
		if t := p.timeOf[i]; t >= 0 && p.d.Times[t].Tokens.First == i && p.d.Times[t].Tokens.End >= r.End || p.d.Lower(i) == "several" && i+1 < r.End && p.d.Lower(i+1) == "times" {
			r.End = i
		}
	}
	return r
}

// sameWords reports whether two ranges of tokens meet.
func (p *pass) sameWords(a, b parley.TokenRange) bool { return a.First < b.End && b.First < a.End }

// hears reports whether a noun phrase can be who is spoken to: not a time, not an occasion, not the speaker himself.
func (p *pass) hears(r parley.TokenRange) bool {
	c := p.chunkOf[r.First]
	if c < 0 || p.timeOf[r.First] >= 0 && p.timeOf[r.End-1] >= 0 {
		return false
	}
	h := p.d.Chunks[c].Head
	if !r.Has(h) {
		h = r.End - 1
	}
	switch p.d.Lower(h) {
	case "himself", "herself", "themselves", "itself", "myself", "ourselves", "yourself", "that", "this", "which", "what", "all", "each", "other", "anything", "something", "nothing", "everything":
		return false
	case "it":
		return p.headOf[h] >= 0 && p.d.Mentions[p.headOf[h]].Entity >= 0
	}
	if m := p.headOf[h]; m >= 0 && p.d.Tags[h].U != text.PROPN && !bodies[p.nounOf(h)] &&
		(p.d.Mentions[m].Type == parley.Place && !p.d.Mentions[m].Place || p.d.Mentions[m].Type == parley.InstrumentEntity) {
		return false
	}
	if k := p.f.occasions[p.nounOf(h)]; k != "" && !bodies[p.nounOf(h)] {
		m := p.headOf[h] // "the Riverton Post" is a body, "a post" is none
		return m >= 0 && p.d.Mentions[m].Kind == parley.NameMention && p.d.Mentions[m].Type == parley.Organization
	}
	switch p.d.Tags[h].U {
	case text.NOUN, text.PROPN, text.PRON, text.X, text.ADJ:
		return p.d.Tags[h].Penn != "WDT" && p.d.Tags[h].Penn != "WP" && !lifeless[p.nounOf(h)]
	}
	return false
}

// bodies are words that name a gathering as well as those who gather.
var bodies = map[string]bool{"assembly": true, "congress": true, "panel": true, "court": true, "audience": true, "forum": true, "party": true, "network": true, "channel": true, "paper": true, "class": true, "caucus": true, "bench": true}

// lifeless are common objects of verbs of telling that nobody can be.
var lifeless = map[string]bool{"story": true, "truth": true, "lie": true, "tale": true, "joke": true, "question": true, "word": true, "thing": true, "date": true, "time": true, "way": true, "fact": true, "detail": true, "permission": true, "number": true,
	"help": true, "price": true, "money": true, "support": true, "deal": true, "plan": true, "return": true, "end": true, "need": true, "point": true, "effect": true, "extent": true, "use": true, "war": true, "peace": true, "today": true, "term": true}

// objectHearer is the object of a cue that takes its addressee as one.
func (p *pass) objectHearer(c *clause) parley.TokenRange {
	if !p.takesHearer(c) {
		return parley.TokenRange{}
	}
	at := p.kid(c.anchor, c.anchor+1, c.anchor+12, "obj", "iobj", "obl")
	if at < 0 || p.caseOf(at) >= 0 && p.rel(at) == "obl" || p.passiveCue(c) {
		return parley.TokenRange{}
	}
	np := p.nounPhraseOf(at)
	if np.Empty() || !p.free(c, np.First) {
		return parley.TokenRange{}
	}
	return np
}

// takesHearer reports whether the cue's object is who is spoken to.
func (p *pass) takesHearer(c *clause) bool {
	if c.s.cue != nil && c.s.cue.has("addr") {
		return true
	}
	return p.d.Lemmas[c.anchor] == "tell"
}

// passiveCue reports whether the cue stands in the passive.
func (p *pass) passiveCue(c *clause) bool {
	k := p.chunkOf[c.anchor]
	return k >= 0 && p.d.Chunks[k].Kind == text.VG && p.d.Chunks[k].Passive
}

// passiveHearer is the subject of a passive cue that takes its addressee as object ("deputies were told that").
func (p *pass) passiveHearer(c *clause) parley.TokenRange {
	if !p.takesHearer(c) || !p.passiveCue(c) {
		return parley.TokenRange{}
	}
	at := p.kid(c.anchor, c.window.First, c.anchor, "nsubj:pass", "nsubj")
	if at < 0 {
		return parley.TokenRange{}
	}
	np := p.nounPhraseOf(at)
	return np
}

// nounPhraseOf is the noun phrase of the chunk that holds token i.
func (p *pass) nounPhraseOf(i int) parley.TokenRange {
	c := p.chunkOf[i]
	if c < 0 || p.d.Chunks[c].Kind != text.NP {
		return parley.TokenRange{}
	}
	np, _ := p.nounPhraseAt(p.d.Chunks[c].Tokens.First)
	return np
}

// toHearer is who "to" or "before" names behind a cue of speech ("explained to the deputies that").
func (p *pass) toHearer(c *clause) parley.TokenRange {
	if p.d.Tags[c.anchor].U != text.VERB && !nounToHearer[p.nounOf(c.anchor)] {
		return parley.TokenRange{}
	}
	for i := c.anchor + 1; i < c.window.End && i < c.anchor+12; i++ {
		w := p.d.Lower(i)
		if w != "to" && w != "before" || !p.free(c, i) {
			continue
		}
		np, _ := p.nounPhraseAt(i + 1)
		if np.Empty() || !p.free(c, np.First) || p.timeOf[np.First] >= 0 {
			continue
		}
		h := p.d.Chunks[p.chunkOf[np.First]].Head
		if w == "before" && !p.formal(h) || p.head(h) != c.anchor && i != c.anchor+1 || p.d.Tags[c.anchor].U != text.VERB && i != c.anchor+1 || !p.mayHear(h) {
			continue
		}
		return np
	}
	return parley.TokenRange{}
}

// nounToHearer are nouns of speech that "to" gives a hearer.
var nounToHearer = map[string]bool{"appeal": true, "warning": true, "call": true, "message": true, "promise": true, "pledge": true, "assurance": true, "request": true, "demand": true, "offer": true, "proposal": true, "complaint": true}

// formal reports whether token i names a body that one speaks before.
func (p *pass) formal(i int) bool {
	switch p.nounOf(i) {
	case "parliament", "court", "committee", "council", "commission", "panel", "congress", "senate", "assembly", "tribunal", "judge", "lawmaker", "deputy", "crowd", "audience", "jury", "reporter", "journalist", "board", "legislature", "cabinet", "inquiry":
		return true
	}
	return false
}

// mayHear reports whether a word names somebody: a mention that can speak, a pronoun, or a common plural or collective of people.
func (p *pass) mayHear(i int) bool {
	if m := p.headOf[i]; m >= 0 {
		return speaks(p.d.Mentions[m].Type) || p.d.Mentions[m].Place
	}
	return p.d.Tags[i].U == text.PRON || p.formal(i) || people[p.nounOf(i)]
}

// people are common nouns of hearers that are often no mention.
var people = map[string]bool{"supporter": true, "crowd": true, "audience": true, "nation": true, "public": true, "people": true, "voter": true, "worker": true, "student": true, "employee": true, "staff": true, "investor": true, "shareholder": true, "analyst": true, "customer": true, "client": true,
	"delegate": true, "member": true, "colleague": true, "soldier": true, "troop": true, "police": true, "press": true, "media": true, "lawyer": true, "family": true, "friend": true, "resident": true, "citizen": true, "donor": true, "listener": true, "viewer": true, "reader": true,
	"follower": true, "guest": true, "faithful": true, "pilgrim": true, "protester": true, "ally": true, "leader": true, "minister": true, "official": true, "diplomat": true, "ambassador": true, "envoy": true, "president": true, "government": true, "newspaper": true, "magazine": true, "network": true,
	"station": true, "agency": true, "correspondent": true, "interviewer": true, "host": true, "paper": true, "broadcaster": true, "reporter": true, "journalist": true, "lawmaker": true, "deputy": true, "senator": true}

// textHearer is who a text of the clause is to ("in a letter to the council", "in an interview with Newswire", "in a phone call with Kerr").
func (p *pass) textHearer(c *clause) parley.TokenRange {
	for _, f := range p.phrases(c) {
		n := p.nounOf(f.head)
		k := p.f.occasions[n]
		if k != "text" && k != "talk" || p.d.Lower(f.prep) == "after" || p.d.Lower(f.prep) == "before" || p.d.Lower(f.prep) == "following" {
			continue
		}
		for i := f.head + 1; i < f.end; i++ {
			w := p.d.Lower(i)
			if !(w == "to" || w == "before") && !(w == "with" && (n == "interview" || n == "call" || n == "conversation")) || n == "visit" || n == "response" || n == "answer" {
				continue
			}
			np, _ := p.nounPhraseAt(i + 1)
			if np.Empty() {
				continue
			}
			if h := p.d.Chunks[p.chunkOf[np.First]].Head; p.mayHear(h) || n == "interview" && p.d.Tags[h].U == text.PROPN {
				return np
			}
		}
	}
	return parley.TokenRange{}
}

// sceneHearer is whom a participle of the clause names as hearer: "addressing parliament", "speaking to reporters", "writing to the council".
func (p *pass) sceneHearer(c *clause) parley.TokenRange {
	for i := c.window.First; i < c.window.End; i++ {
		l := p.d.Lemmas[i]
		direct := l == "address" || l == "brief"
		if !direct && l != "speak" && l != "talk" && l != "write" && l != "testify" || p.d.Tags[i].Penn != "VBG" || i == c.anchor || !p.free(c, i) || !p.beside(c, i) || p.contentOwns(c, i) {
			continue
		}
		j := i + 1
		if !direct {
			if j >= c.window.End {
				continue
			}
			if w := p.d.Lower(j); w != "to" && w != "with" && w != "before" {
				continue
			}
			j++
		}
		if np, _ := p.nounPhraseAt(j); !np.Empty() && p.free(c, np.First) {
			return np
		}
	}
	return parley.TokenRange{}
}
