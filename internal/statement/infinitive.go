package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// purposeOf is the verb whose purpose is the cue of k, where what was done is itself a way to address somebody, so that the cue came about with it: "flew to Lund
// to urge the council to pay", "phoned Roe to demand help", "used the radio to warn them". -1 where it is none.
func (p *pass) purposeOf(k *candidate) int {
	if r := p.rel(k.head); k.cue.class != speech || r != "advcl" && r != "xcomp" {
		return -1
	}
	v := p.head(k.head)
	if v < p.lo || v >= k.head || !addressing[p.d.Lemmas[v]] && !means[p.d.Lemmas[v]] || !p.finiteWith(v) || p.rel(k.head) == "xcomp" && !means[p.d.Lemmas[v]] || !p.toldAsDone(v) {
		return -1
	}
	return v
}

// addressing are the verbs for going to somebody or turning to him in order to speak.
var addressing = text.WordSet(`phone telephone call ring write message email text wire cable contact approach visit meet gather assemble travel fly go come arrive return appear stand rise
 speak tweet post interrupt intervene convene summon`)

// means are the verbs for taking something up in order to speak.
var means = text.WordSet("use seize exploit employ utilise utilize")

// toldAsDone reports whether the verb group of token v tells what was done: no negation, no modal, not the passive.
func (p *pass) toldAsDone(v int) bool {
	switch ch := p.chunkAt(v); {
	case ch == nil || ch.Kind != text.VG || ch.Negated || ch.Modal != "" || ch.Passive || ch.To:
	case ch.Tense == text.Past || ch.Tense == text.Perfect || ch.Tense == text.PastPerfect:
		return true
	}
	return false
}

// broughtAbout is the subject of the cue of k where it is an infinitive of which the verb above tells that it came about: "led Roe to accuse them", "went on to say";
// empty where it is none.
func (p *pass) broughtAbout(k *candidate) parley.TokenRange {
	v := p.head(k.head)
	if k.cue.class != speech || v < p.lo || v >= k.head || p.rel(k.head) == "conj" || !p.toldAsDone(v) {
		return parley.TokenRange{}
	}
	first := p.d.Chunks[k.chunk].Tokens.First
	switch l := p.d.Lemmas[v]; {
	case causing[l]:
		if o := p.kid(v, v+1, first, "obj", "iobj"); o >= 0 {
			return p.nounPhraseOf(o)
		}
	case proceeding[l] && first <= v+2:
		return p.leftSubject(p.d.Chunks[p.chunkOf[v]].Tokens.First).np
	}
	return parley.TokenRange{}
}

// causing are the verbs with which somebody makes another do what the infinitive says.
var causing = text.WordSet("prompt lead cause force push drive compel move spur provoke induce oblige inspire embolden")

// proceeding are the verbs that tell of the course of what the infinitive says.
var proceeding = text.WordSet("go begin start continue proceed")
