package statement

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// byCue is the reason of an act that the cue gives alone.
const byCue = "by the cue"

// act is what is done with the words: by the cue, turned by a negation, and by the construction where the cue leaves it open; with the reason in a few words.
func (p *pass) act(s *draft) (parley.Act, string) {
	if s.cue == nil {
		return parley.Say, "no cue of its own"
	}
	a := s.cue.act
	if s.Negated {
		if s.cue.negAct != "" {
			return s.cue.negAct, "the cue is negated"
		}
		if v := p.chunkOf[p.anchor(s)]; v >= 0 && p.d.Chunks[v].Modal != "" && (a == parley.Say || a == parley.Announce) && s.cue.class == speech {
			return parley.Refuse, "would not say it"
		}
		if n, ok := negated[a]; ok {
			return n, "the cue is negated"
		}
	}
	switch {
	case a == parley.Relay || s.cue.form == "write":
		return p.relayed(s), "by who has the cue"
	case a == parley.Expect && s.cue.frame("oto") && p.d.Lower(s.parts[0].First) != "to":
		if s.cue.class == attitude && !wants[s.cue.form] {
			break
		}
		return parley.Demand, "wants another to do it"
	case s.cue.form == "tell" && p.toldToDo(s):
		return parley.Demand, "told to do it"
	case s.cue.form == "suggest" || s.cue.form == "suggestion":
		if !p.putsForward(s) {
			return parley.Say, "tells how it seems"
		}
	case a == parley.Warn:
		if f := p.ownFuture(s); f.own && !f.negated && p.hostile(f.verb) {
			return parley.Threaten, "warns of what it will do itself"
		}
	case a == parley.Say && s.cue.class == speech || a == parley.Announce && s.cue.frame("that"):
		return p.committed(s, a)
	}
	return a, byCue
}

// toldToDo reports whether "tell" orders: its content is an infinitive, or begins with whom it is told and an infinitive right behind ("told them not to go").
func (p *pass) toldToDo(s *draft) bool {
	i := s.parts[0].First
	if p.d.Lower(i) == "to" && p.verbAt(i) || (p.d.Lower(i) == "not" || p.d.Lower(i) == "never") && p.objectTo(i) == i+1 {
		return true
	}
	np, end := p.nounPhraseAt(i)
	if np.Empty() {
		return false
	}
	for end < p.hi && (p.timeOf[end] >= 0 || p.d.Lower(end) == "not" || p.d.Tags[end].U == text.ADV || end+1 < p.hi && p.d.Tags[end].U == text.ADP && p.timeOf[end+1] >= 0) {
		end++
	}
	return end < p.hi && p.d.Lower(end) == "to" && p.objectTo(np.First) == end
}

// negated is what becomes of an act whose cue is negated, where the cue does not say otherwise: who does not promise holds back, who does not accuse or deny only speaks.
var negated = map[parley.Act]parley.Act{parley.Promise: parley.Refuse, parley.Agree: parley.Refuse, parley.Confirm: parley.Refuse, parley.Accuse: parley.Say, parley.Deny: parley.Say, parley.Warn: parley.Say,
	parley.Threaten: parley.Say, parley.Expect: parley.Doubt, parley.Doubt: parley.Confirm, parley.Praise: parley.Say, parley.Demand: parley.Say, parley.Announce: parley.Say, parley.Refuse: parley.Say}

// wants are the attitudes that, with another party as subject of what is wanted, demand it; "expects rain to stop" demands nothing.
var wants = map[string]bool{"want": true, "wish": true, "would like": true, "would prefer": true, "need": true, "prefer": true, "like": true}

// relayed is the act of a cue that passes on: the press reports, all others say.
func (p *pass) relayed(s *draft) parley.Act {
	if s.Entity >= 0 && p.outlet(s.Entity) {
		return parley.Relay
	}
	if s.cue.form == "write" || s.src.Empty() {
		return s.cue.act
	}
	if p.press(s.src) {
		return parley.Relay
	}
	if s.Entity >= 0 && p.d.Entities[s.Entity].Type != parley.Organization {
		return parley.Say
	}
	return s.cue.act
}

// press reports whether a noun phrase names the press by what it is: "state television", "local media".
func (p *pass) press(r parley.TokenRange) bool {
	for i := r.First; i < r.End; i++ {
		switch p.nounOf(i) {
		case "media", "newspaper", "agency", "television", "tv", "radio", "channel", "outlet", "press", "paper", "magazine", "website", "broadcaster", "network", "daily", "weekly", "portal", "site", "tabloid", "station", "correspondent", "reporter", "journalist", "news":
			return true
		}
	}
	return false
}

// putsForward reports whether what is suggested is something to do: a gerund, an infinitive, "should", or a verb in the base form ("suggested that they meet").
func (p *pass) putsForward(s *draft) bool {
	r := s.parts[0]
	if p.d.Tags[r.First].Penn == "VBG" || p.d.Tags[r.First].Penn == "TO" || strings.HasPrefix(s.Rule, "statement/noun-subject") {
		return true
	}
	for i := r.First; i < r.End && i < r.First+25; i++ {
		c := p.chunkOf[i]
		if c < 0 || p.d.Chunks[c].Kind != text.VG || p.d.Chunks[c].Tokens.First != i {
			continue
		}
		ch := p.d.Chunks[c]
		if p.d.Tags[ch.Head].Penn == "VBP" && ch.Tokens.Len() == 1 && p.pastVerb(p.anchor(s)) { // "suggested that they meet"
			return p.d.Lemmas[ch.Head] != "be" && p.d.Lemmas[ch.Head] != "have"
		}
		return ch.Modal == "should" || !ch.Finite && p.d.Tags[ch.Head].Penn == "VB" || p.d.Tags[ch.Head].Penn == "VB" && ch.Modal == "" && ch.Tense != text.Future && ch.Tokens.Len() == 1 ||
			p.d.Tags[ch.Tokens.First].Penn == "VB"
	}
	return !p.hasVerb(r.First, r.End)
}

// A future is what a content says its source will do.
type future struct {
	own     bool // the subject of the content is the source, or the party it speaks for
	will    bool
	negated bool
	verb    int // main verb, -1
}

// ownFuture looks at the first clause of the content of s.
func (p *pass) ownFuture(s *draft) future {
	f := future{verb: -1}
	r := s.parts[0]
	for r.First < r.End && (p.d.Tags[r.First].U == text.PUNCT || p.d.Tags[r.First].U == text.ADV || p.d.Tags[r.First].U == text.CCONJ || p.d.Tags[r.First].U == text.INTJ) {
		r.First++
	}
	for i := r.First; i < r.End && i < r.First+16; i++ {
		c := p.chunkOf[i]
		if c < 0 || p.d.Chunks[c].Kind != text.VG || p.d.Chunks[c].Tokens.First != i || !p.d.Chunks[c].Finite {
			continue
		}
		ch := p.d.Chunks[c]
		f.verb, f.negated = ch.Head, ch.Negated
		f.will = ch.Tense == text.Future || ch.Modal == "will" || ch.Modal == "would" || ch.Modal == "shall" || ch.Modal == "'ll" || ch.Modal == "’ll"
		f.own = p.isOwn(s, parley.TokenRange{First: r.First, End: i})
		return f
	}
	return f
}

// isOwn reports whether the subject that ends before a verb, in tokens r, is the source of s or the party it speaks for.
func (p *pass) isOwn(s *draft, r parley.TokenRange) bool {
	i := r.End - 1
	for i >= r.First && (p.d.Tags[i].U == text.ADV || p.d.Tags[i].U == text.PUNCT || p.timeOf[i] >= 0) {
		i--
	}
	if i < r.First {
		return false
	}
	w := p.d.Lower(i)
	if (w == "i" || w == "we") && p.d.Tokens[i].Quote >= 0 {
		return true
	}
	m := p.headOf[i]
	if m < 0 {
		return (w == "he" || w == "she" || w == "it" || w == "they") && i == r.First && s.Entity < 0 && !s.src.Empty()
	}
	e := p.d.Mentions[m].Entity
	return e >= 0 && s.Entity >= 0 && (e == s.Entity || e == p.d.Entities[s.Entity].Side)
}

// committed is the act of a neutral cue: a refusal, promise or offer where the content is the source's own, else act a.
func (p *pass) committed(s *draft, a parley.Act) (parley.Act, string) {
	if s.Negated {
		return a, byCue
	}
	f := p.ownFuture(s)
	if f.verb < 0 || !f.own {
		return a, byCue
	}
	l := p.d.Lemmas[f.verb]
	switch {
	case f.will && f.negated && willed[l]:
		return parley.Refuse, "its own refusal"
	case l == "be" || p.rel(f.verb) == "cop":
		return p.disposed(f.verb+1, f.negated, a)
	case l == "prepare" || l == "commit":
		return p.disposed(f.verb, f.negated, a)
	case f.will && !f.negated && pledged[l]:
		return parley.Promise, "its own promise"
	}
	return a, byCue
}

// disposed reads "is ready to", "is not prepared to": the word that says so stands among the next tokens from i on.
func (p *pass) disposed(i int, negated bool, a parley.Act) (parley.Act, string) {
	for end := min(i+3, len(p.d.Tokens)-1); i < end; i++ {
		switch p.d.Lower(i) {
		case "ready", "willing", "prepared", "happy", "committed":
			if p.d.Lower(i+1) != "to" {
				return a, byCue
			}
			if negated {
				return parley.Refuse, "its own refusal"
			}
			if p.d.Lower(i) == "committed" {
				return parley.Promise, "its own promise"
			}
			return parley.Propose, "its own offer"
		case "unwilling", "unprepared":
			return parley.Refuse, "its own refusal"
		}
	}
	return a, byCue
}

// hostile reports whether verb i is something one does to another by way of a threat.
func (p *pass) hostile(i int) bool { return i >= 0 && threats[p.d.Lemmas[i]] }

var threats = text.WordSet(`respond retaliate strike attack close cut leave withdraw walk suspend stop halt take use fight punish sue impose act target destroy kill bomb quit veto block
	resume expel boycott shoot fire seize invade hit freeze cancel scrap pull launch hold answer reply ban shut blockade reject abandon end defend arrest prosecute crush sanction turn step open`)

// pledged are the verbs that, with "will", bind the one who says it; what merely comes about ("will be", "will arrive") does not.
var pledged = text.WordSet(`sign help send provide support withdraw pay release return respect honour honor abide comply stop keep open deliver give lift continue work cooperate share
	protect defend ensure guarantee restore rebuild compensate fulfil fulfill implement uphold hand free pull fund finance donate supply assist back reopen observe refrain remove dismantle allow let grant spare repay reimburse investigate publish step`)

// willed are the verbs one can refuse: with "will not", what is up to the source.
var willed = text.WordSet(`sign accept attend join negotiate talk meet send withdraw recognise recognize agree allow let pay return release support back take give yield surrender concede leave
	stop resign step cooperate comply participate vote ratify approve endorse discuss compromise bow submit hand bargain permit tolerate lift ease retreat budge change abandon drop withdraw
	extradite cede comment say answer respond run seek stand work go come follow make grant consider bend quit deal disarm extend renew sell buy lay allow back implement open end halt`)
