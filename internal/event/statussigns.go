package event

import (
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// The templates of signs of a status. What the rules say is one of them.
const (
	standAlways = iota
	standTold   // what the rules say, and whether a verb tells the event
	standType   // type of the event, by what the rules say
	standLemma  // the trigger, by what the rules say
	standTense  // tense of the verb group, by what the rules say
	standModal  // its modal
	standShape  // negated, infinitive, finite, passive, relative, joined, conditional
	standGroup  // tense, modal, negation and tag together
	standAbove  // the verb above, and whether an infinitive hangs on it
	standOver   // tense, modal and negation of the verb above
	standRel    // relation in the tree
	standMark   // conjunction of the verb
	standCase   // preposition of the noun, by what the rules say
	standGov    // what it hangs on in the tree, and how
	standOpens  // first word of the noun phrase
	standKnown  // the noun phrase takes up something known
	standMod    // another word of the noun phrase
	standHost   // verb of the noun's clause, and what the noun is to it
	standHeld   // tense, modal and negation of that verb
	standNear   // adverbs, auxiliaries and conjunctions of the clause, before or behind
	standVoice  // act of the statement, by what the rules say
	standMode   // its mode
	standSaid   // its cue
	standCue    // the trigger is a cue, by act
	standWhen   // where the event's day lies from the day of the report, by what the rules say
	standOthers // what the rules say of other events of the type
	standHead   // headline
	standParts  // how many take part
)

// nearTrigger is how many tokens from the trigger small words are looked at.
const nearTrigger = 12

// tellingSigns makes the signs of events that are told, one report at a time; what it gives holds until the next call.
type tellingSigns struct {
	*search
	out   []learn.Feature
	often []int32 // how many entities the report mentions more often than this one, by entity
}

func (s *tellingSigns) add(template int, a, b learn.Hash) {
	s.out = append(s.out, learn.Of(template, a, b))
}

func (s *tellingSigns) word(template int, w string) { s.add(template, learn.HashOf(w), 0) }

// both adds a sign by itself and with what the rules say.
func (s *tellingSigns) both(template int, v, told learn.Hash) {
	s.add(template, v, 0)
	s.add(template, v, told)
}

// trigger is the token that tells event e, its clause, and whether it is the verb of that clause.
func (w *search) trigger(e *text.Event) (t int, k int32, verb bool) {
	t = e.Trigger.First
	k = w.clauseAt[t]
	return t, k, k >= 0 && w.clauses[k].vg >= 0 && w.d.Chunks[w.clauses[k].vg].Head == t
}

// ofStatus are the signs of the status of event e, the i-th.
func (s *tellingSigns) ofStatus(i int, e *text.Event) []learn.Feature {
	s.out = s.out[:0]
	t, k, verb := s.trigger(e)
	told, typ := learn.HashOf(string(e.Status)), learn.HashOf(string(e.Type))
	s.add(standAlways, 0, 0)
	s.add(standTold, told, 0)
	s.add(standTold, told, learn.Flag(verb)+1)
	s.both(standType, typ, told)
	if !verb {
		t = s.headAt(t)
	}
	s.both(standLemma, learn.HashOf(s.d.Lemmas[t]), told)
	if s.trees() {
		s.inTree(t, k)
	}
	if verb {
		s.ofVerb(t, k, told)
	} else if np := s.np(t); np >= 0 {
		s.ofNoun(t, np, k, told)
	}
	if k >= 0 {
		s.small(t, &s.clauses[k])
		if s.clauses[k].headline {
			s.both(standHead, learn.Flag(verb), told)
		}
	}
	s.said(e, t, told)
	s.both(standWhen, s.dayOf(e), told)
	for j := max(0, i-beside); j < min(len(s.search.out), i+beside); j++ {
		if o := &s.search.out[j]; j != i && o.Type == e.Type {
			s.both(standOthers, learn.HashOf(string(o.Status)), told)
		}
	}
	s.add(standParts, learn.Hash(min(3, len(e.Participants))), 0)
	return once(&s.out)
}

// groupOf hashes the tense, modal and negation of the verb group of clause k.
func (s *tellingSigns) groupOf(k int32) learn.Hash {
	vg := s.d.Chunks[s.clauses[k].vg]
	h := learn.HashOf(vg.Modal).Byte(byte(vg.Tense)).Byte(byte(learn.Flag(vg.Negated))).Byte(byte(learn.Flag(vg.To)))
	return h
}

// ofVerb are the signs of the verb at token t, the head of clause k.
func (s *tellingSigns) ofVerb(t int, k int32, told learn.Hash) {
	cl := &s.clauses[k]
	vg := s.d.Chunks[cl.vg]
	s.both(standTense, learn.Hash(vg.Tense), told)
	s.word(standModal, vg.Modal)
	for i, is := range [...]bool{vg.Negated, vg.To, cl.finite, cl.passive, cl.relative, cl.joined, s.Finder.status.conditional(s.scan, cl)} {
		if is {
			s.add(standShape, learn.Hash(i), 0)
		}
	}
	s.add(standGroup, s.groupOf(k), learn.HashOf(s.d.Tags[t].Penn))
	if p := cl.parent; p >= 0 && s.clauses[p].vg >= 0 {
		s.add(standAbove, learn.HashOf(s.d.Lemmas[s.d.Chunks[s.clauses[p].vg].Head]), learn.Flag(vg.To))
		s.add(standOver, s.groupOf(p), 0)
	}
}

// inTree are the signs of the place of token t, in clause k, in the tree.
func (s *tellingSigns) inTree(t int, k int32) {
	rel := learn.HashOf(s.d.Rels[t])
	s.add(standRel, rel, 0)
	if m := s.child(t, "mark"); m >= 0 {
		s.word(standMark, s.low[m])
	}
	h := s.up(t)
	if h < 0 {
		return
	}
	s.add(standGov, learn.HashOf(s.d.Lemmas[h]), rel)
	if c := s.clauseAt[h]; c >= 0 && c != k && s.clauses[c].vg >= 0 && s.d.Chunks[s.clauses[c].vg].Head == h {
		s.add(standOver, s.groupOf(c), rel)
	}
}

// ofNoun are the signs of the noun at token t, the head of noun phrase np, in clause k.
func (s *tellingSigns) ofNoun(t int, np, k int32, told learn.Hash) {
	r := s.d.Chunks[np].Tokens
	s.word(standOpens, s.low[r.First])
	s.add(standKnown, learn.Flag(s.known(t)), 0)
	for i := r.First; i < min(r.End, r.First+nearTrigger); i++ {
		if i != t && s.d.Tags[i].U != text.PROPN {
			s.word(standMod, s.low[i])
		}
	}
	if s.trees() {
		p, _ := s.caseOf(t)
		s.both(standCase, learn.HashOf(p), told)
	}
	if k < 0 {
		return
	}
	if k = s.mainVerb(np, k); s.clauses[k].vg < 0 {
		return
	}
	vg := s.d.Chunks[s.clauses[k].vg]
	slot, _ := slotIn(s.verbArgs(k), np)
	s.add(standHost, learn.HashOf(s.d.Lemmas[vg.Head]), learn.HashOf(slot))
	s.add(standHeld, s.groupOf(k), 0)
	s.add(standHeld, s.groupOf(k), learn.HashOf(slot))
	s.both(standTense, learn.Hash(vg.Tense), told)
}

// small are the small words of clause cl around token t.
func (s *tellingSigns) small(t int, cl *clause) {
	for i := max(cl.from, t-nearTrigger); i < min(cl.end, t+nearTrigger); i++ {
		switch s.d.Tags[i].U {
		case text.ADV, text.AUX, text.SCONJ, text.PART:
			s.add(standNear, learn.HashOf(s.low[i]), learn.Flag(i < t))
		}
	}
}

// said are the signs of who speaks of event e, told at token t.
func (s *tellingSigns) said(e *text.Event, t int, told learn.Hash) {
	if q := s.cueOf[t]; q >= 0 {
		s.add(standCue, learn.HashOf(string(s.d.Statements[q].Act)), told)
	}
	if e.AssertedBy < 0 {
		s.both(standVoice, 0, told)
		return
	}
	st := &s.d.Statements[e.AssertedBy]
	s.both(standVoice, learn.HashOf(string(st.Act)), told)
	s.add(standMode, learn.HashOf(string(st.Mode)), told)
	if r := st.CueTokens; !r.Empty() {
		s.word(standSaid, s.d.Lemmas[r.First])
	}
}

// dayOf is where the day of event e lies from the day of the report.
func (s *tellingSigns) dayOf(e *text.Event) learn.Hash {
	if e.When == nil {
		return 0
	}
	switch published := s.d.AnchorAt(e.Evidence[0].Start).Days(); {
	case published == nil:
		return 1
	case e.When.From.Known() && e.When.From > published.To:
		return 2
	case e.When.To.Known() && e.When.To < published.From:
		return 3
	case !e.When.To.Known():
		return 4
	case e.When.From.Known() && e.When.To > published.To:
		return 5
	}
	return 6
}
