package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// The templates of signs of who takes part. The role that the rules give is one of them.
const (
	partAlways = iota
	partTold   // role that the rules give, by what tells the event
	partType   // type of the event, by that role, and by type of the entity
	partEntity // type of the entity, by that role
	partTraits // unnamed, of a side, known by a gazetteer
	partStatus // status of the event
	partCount  // how many take part by the rules
	partRoles  // roles that the rules give to others
	partOrder  // the how-manieth of those who are mentioned
	partOther  // role that the rules give in other events of the type
	partOften  // how often the report mentions it beside others
	partSpeaks // who asserts the event, or is on the side of who does
	partElse   // the sentence does not mention it
	partKind   // kind of mention
	partPlace  // the mention is of a place
	partMany   // the mention is plural
	partWay    // way in the tree from the trigger, by itself, role, type and trigger
	partSteps  // how long the way is
	partRel    // relation of the mention
	partSlot   // slot in which the rules see it, by role, type and trigger
	partFar    // how many tokens away
	partSide   // that, before or behind
	partClause // in the clause of the trigger, above, below, before, behind
	partVoice  // in the words of the same voice, of the one above, of another
	partIn     // in the evidence of the event
	partCase   // preposition before it
	partNoun   // head of a mention that is no name
)

// A ParticipantCandidate is an entity that may take part in an event.
type ParticipantCandidate struct {
	Entity  int
	Told    parley.Role     // what the rules say, "" that it takes no part
	Signs   []learn.Feature // ascending
	Pronoun bool            // only a pronoun stands for it
	mention int             // nearest in the sentence of the trigger, -1 none
}

// participantCandidates are those who may take part in event e: whom its sentence mentions, in the order of the text, whom the rules have, and who asserts it.
func (s *tellingSigns) participantCandidates(e *text.Event) []ParticipantCandidate {
	t := e.Trigger.First
	r := s.d.Sentences[s.d.Tokens[t].Sentence].Tokens
	lo, hi := s.mentionsIn(parley.TokenRange{First: max(r.First, t-reach), End: min(r.End, t+reach)})
	var out []ParticipantCandidate
	of := func(entity, mention int, role parley.Role) {
		switch at := slices.IndexFunc(out, func(p ParticipantCandidate) bool { return p.Entity == entity }); {
		case at < 0:
			out = append(out, ParticipantCandidate{Entity: entity, Told: role, mention: mention})
		case role != "":
			out[at].Told = role
		case mention >= 0 && s.nearer(t, mention, out[at].mention):
			out[at].mention = mention
		}
	}
	for i := lo; i < hi; i++ {
		if m := s.d.Mentions[i]; s.acts(m) || m.Entity >= 0 && m.Entity < len(s.d.Entities) && s.d.Entities[m.Entity].Type == parley.State {
			of(m.Entity, i, "")
		}
	}
	for _, p := range e.Participants {
		of(p.Entity, -1, p.Role)
	}
	if e.AssertedBy >= 0 {
		if x := s.d.Statements[e.AssertedBy].Entity; x >= 0 && s.d.Entities[x].Type != parley.Place { // a place takes no part
			of(x, -1, "")
		}
	}
	for i := range out {
		m := out[i].mention
		out[i].Pronoun = m >= 0 && s.d.Mentions[m].Kind == parley.PronounMention
	}
	return out
}

// nearer reports whether mention a is nearer to token t than mention b: no place, then in the tree, then in the text.
func (s *tellingSigns) nearer(t, a, b int) bool {
	x, y := s.d.Mentions[a], s.d.Mentions[b]
	if s.acts(x) != s.acts(y) {
		return s.acts(x)
	}
	_, p := s.way(t, x.Head)
	_, q := s.way(t, y.Head)
	return p < q || p == q && max(x.Head-t, t-x.Head) < max(y.Head-t, t-y.Head)
}

// maxWay is how many steps up from either end a way in the tree is followed.
const maxWay = 6

// way hashes the way in the tree from token t to token u, with the prepositions on it, and counts its steps; what is joined to another goes its way.
func (s *tellingSigns) way(t, u int) (learn.Hash, int) {
	if !s.trees() {
		return 0, maxWay
	}
	var ups [maxWay]int
	n := 0
	for h := t; h >= 0 && n < maxWay; h = s.up(h) {
		ups[n] = h
		n++
	}
	step := func(h learn.Hash, sign byte, word string) learn.Hash {
		h = h.Byte(sign)
		for i := range len(word) {
			h = h.Byte(word[i])
		}
		return h
	}
	hash := learn.HashStart
	for d, h := 0, u; h >= 0 && d < maxWay; d, h = d+1, s.up(h) {
		if at := slices.Index(ups[:n], h); at >= 0 {
			for _, x := range ups[:at] {
				hash = step(hash, '^', s.d.Rels[x])
			}
			return hash, d + at
		}
		rel := s.d.Rels[h]
		if rel == "conj" && d == 0 {
			continue
		}
		hash = step(hash, '/', rel)
		if rel == "obl" || rel == "nmod" {
			p, _ := s.caseOf(h)
			hash = step(hash, ':', p)
		}
	}
	return 1, maxWay
}

// argsOf are the arguments of the trigger of event e.
func (s *tellingSigns) argsOf(e *text.Event) []arg {
	t, k, verb := s.trigger(e)
	if verb {
		return s.verbArgs(k)
	}
	if np := s.np(t); np >= 0 && k >= 0 {
		args, _ := s.nounArgs(np, s.clauses[k].end)
		return args
	}
	return nil
}

// ofParticipant are the signs of whether p, the n-th of those who may, takes part in event e, the i-th, whose trigger has the arguments args.
func (s *tellingSigns) ofParticipant(i, n int, e *text.Event, p *ParticipantCandidate, args []arg) []learn.Feature {
	s.out = s.out[:0]
	_, _, verb := s.trigger(e)
	en := &s.d.Entities[p.Entity]
	told, typ, kind := learn.HashOf(string(p.Told)), learn.HashOf(string(e.Type)), learn.HashOf(string(en.Type))
	s.add(partAlways, 0, 0)
	s.add(partTold, told, 0)
	s.add(partTold, told, learn.Flag(verb)+1)
	s.both(partType, typ, told)
	s.add(partType, typ, kind)
	s.both(partEntity, kind, told)
	for i, is := range [...]bool{en.Unnamed, en.Side >= 0, en.Key != ""} {
		if is {
			s.both(partTraits, learn.Hash(i), told)
		}
	}
	s.add(partStatus, learn.HashOf(string(e.Status)), told)
	s.add(partCount, learn.Hash(min(3, len(e.Participants))), told)
	for _, q := range e.Participants {
		if q.Entity != p.Entity {
			s.add(partRoles, learn.HashOf(string(q.Role)), told)
			s.add(partRoles, learn.HashOf(string(q.Role)), typ)
		}
	}
	s.add(partOrder, learn.Hash(min(n, 4)), told)
	s.elsewhereToo(i, e, p, told, typ)
	s.add(partOften, learn.Hash(s.often[p.Entity]), told)
	s.add(partOften, learn.Hash(s.often[p.Entity]), typ)
	s.asserts(e, p, told, typ)
	if p.mention >= 0 {
		s.mentioned(e, p, told, typ, kind, args)
	} else {
		s.both(partElse, told, typ)
		s.add(partElse, kind, 1)
		s.add(partElse, told, learn.Hash(min(2, len(e.Evidence)))+6)
		s.add(partElse, learn.Hash(min(3, len(e.Participants))), learn.Flag(verb)+2)
	}
	return once(&s.out)
}

// elsewhereToo are the signs of what p does in other events of the type of event e, the i-th.
func (s *tellingSigns) elsewhereToo(i int, e *text.Event, p *ParticipantCandidate, told, typ learn.Hash) {
	other := false
	for j := max(0, i-beside); j < min(len(s.search.out), i+beside); j++ {
		o := &s.search.out[j]
		if j == i || o.Type != e.Type {
			continue
		}
		for _, q := range o.Participants {
			if q.Entity == p.Entity {
				other = true
				s.both(partOther, learn.HashOf(string(q.Role)), told)
				s.add(partOther, learn.HashOf(string(q.Role)), typ)
				s.add(partOther, learn.HashOf(string(q.Role)), learn.Flag(p.mention >= 0)+1)
			}
		}
	}
	s.add(partOther, learn.Flag(other), told+1)
}

// asserts are the signs of whether p asserts event e.
func (s *tellingSigns) asserts(e *text.Event, p *ParticipantCandidate, told, typ learn.Hash) {
	if e.AssertedBy < 0 {
		s.add(partSpeaks, 0, told)
		return
	}
	st := &s.d.Statements[e.AssertedBy]
	if st.Addressee == p.Entity {
		s.both(partSpeaks, 6, told)
	}
	switch side := s.d.Entities[p.Entity].Side; {
	case st.Entity == p.Entity:
		s.add(partSpeaks, 1, told)
		s.add(partSpeaks, 2, learn.HashOf(string(st.Act)))
		s.add(partSpeaks, 3, typ)
		s.add(partSpeaks, 4, learn.HashOf(string(e.Status)))
		if st.Addressee >= 0 && slices.ContainsFunc(e.Participants, func(q text.Participant) bool { return q.Entity == st.Addressee }) {
			s.both(partSpeaks, 7, told) // the deed is asked of another
		}
	case st.Entity >= 0 && (st.Entity == side || s.d.Entities[st.Entity].Side == p.Entity):
		s.add(partSpeaks, 5, told)
	}
}

// mentioned are the signs of the mention of p in the sentence of event e.
func (s *tellingSigns) mentioned(e *text.Event, p *ParticipantCandidate, told, typ, kind learn.Hash, args []arg) {
	t, k, _ := s.trigger(e)
	m := s.d.Mentions[p.mention]
	lemma := learn.HashOf(s.d.Lemmas[t])
	s.add(partKind, learn.HashOf(string(m.Kind)), told)
	s.add(partPlace, learn.Flag(m.Place), learn.Flag(s.acts(m)))
	s.add(partMany, learn.Flag(m.Many), 0)
	way, steps := s.way(t, m.Head)
	s.both(partWay, way, told)
	s.add(partWay, way, typ)
	s.add(partWay, way, lemma)
	s.both(partSteps, learn.Hash(steps), told)
	if s.trees() {
		s.add(partRel, learn.HashOf(s.d.Rels[m.Head]), told)
	}
	slot := learn.Hash(0)
	if a := slices.IndexFunc(args, func(a arg) bool { return s.d.Chunks[a.chunk].Tokens.Has(m.Head) }); a >= 0 {
		slot = learn.HashOf(args[a].slot)
	}
	s.both(partSlot, slot, told)
	s.add(partSlot, slot, typ)
	s.add(partSlot, slot, lemma)
	far := learn.Bin(max(m.Head-t, t-m.Head), 0, 1, 2, 4, 7, 11, 19)
	s.add(partFar, far, told)
	s.add(partSide, far, learn.Flag(m.Head > t))
	where := s.beyond(s.clauseAt[m.Head], k)
	s.add(partClause, where, told)
	s.add(partClause, where, learn.Flag(m.Head > t)+1)
	voice := s.voiceOf(m.Head, t)
	s.both(partVoice, voice, told)
	s.add(partVoice, voice, typ)
	s.add(partVoice, voice, slot+1)
	in := learn.Flag(e.Evidence[0].Overlaps(s.d.Tokens[m.Head].Span))
	s.both(partIn, in, told)
	s.add(partIn, in, typ)
	s.add(partIn, in, slot+1)
	s.add(partIn, in, kind+2)
	s.add(partWay, way, kind)
	if f := m.Tokens.First - 1; f >= 0 && (s.d.Tags[f].U == text.ADP || s.low[f] == "to") {
		s.both(partCase, learn.HashOf(s.low[f]), typ)
	}
	if s.d.Tags[m.Head].U == text.NOUN {
		s.word(partNoun, s.d.Lemmas[m.Head])
	}
}

// voiceOf is whether the word at token m is said by who says that at token t: 0 by him, 1 of him, 2 by another.
func (s *tellingSigns) voiceOf(m, t int) learn.Hash {
	switch {
	case s.owner[m] == s.owner[t]:
		return 0
	case s.owner[t] >= 0 && int(s.owner[m]) == s.d.Statements[s.owner[t]].NestedIn:
		return 1
	}
	return 2
}

// beyond is where clause c lies from clause k of the trigger.
func (s *tellingSigns) beyond(c, k int32) learn.Hash {
	switch {
	case c == k:
		return 0
	case c >= 0 && k >= 0 && s.clauses[k].parent == c:
		return 1
	case c >= 0 && k >= 0 && s.clauses[c].parent == k:
		return 2
	case c < k:
		return 3
	}
	return 4
}
