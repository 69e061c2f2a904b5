package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// The templates of signs.
const (
	signAlways  = iota
	signLemma   // the lemma: the fit adds to it what holds of the classes of the word
	signRead    // whether the tables read an event here, or can
	signType    // which
	signWord    // which, by what lemma
	signEcho    // which, as a further mention
	signPenn    // tag
	signTense   // tense of the verb group
	signModal   //
	signNegated //
	signTo      //
	signPassive //
	signKind    // relative, finite, conditional, characterising clause
	signAbove   // verb of the clause above
	signRel     // relation in the tree
	signMark    // conjunction of the verb
	signDoer    // who is subject
	signDone    // who or what is object
	signBoth    // the object of this verb
	signPrep    // a preposition
	signPrepOf  // of this verb
	signPrepWho // and whom it takes
	signActors  // how many that can act stand in the clause
	signDated   //
	signPlace   //
	signAct     // act of the statement
	signMode    // its mode
	signNested  //
	signNarr    // narration
	signCue     // the word is a cue, by act
	signQuoted  //
	signHead    // headline
	signPara    // how far down
	signBeside  // what else the tables read in the sentence
	signTopic   // what share the events of a type have in the report
	signAgain   // how often the lemma has stood before
	signSame    // how often the type has been read before
)

// A topic is a type with how many events of it the tables read in the report.
type topic struct {
	typ  parley.EventType
	hash learn.Hash
	n    int
}

// signs makes the signs of candidates, one report at a time.
type signs struct {
	*search
	own    map[int]bool // tokens that trigger an event of their own
	topics []topic
	beside map[parley.EventType]int // what the tables read in the sentence
	lemmas map[string]int
	types  map[parley.EventType]int
	out    []learn.Feature
	fired  bool
}

func newSigns(w *search) *signs {
	s := &signs{search: w, own: map[int]bool{}, beside: map[parley.EventType]int{}, lemmas: map[string]int{}, types: map[parley.EventType]int{}}
	for i := range w.out {
		typ := w.out[i].Type
		s.own[w.out[i].Trigger.First] = true
		at := slices.IndexFunc(s.topics, func(t topic) bool { return t.typ == typ })
		if at < 0 {
			at = len(s.topics)
			s.topics = append(s.topics, topic{typ, learn.HashOf(string(typ)), 0})
		}
		s.topics[at].n++
	}
	return s
}

// begin makes ready for the sentence of tokens r.
func (s *signs) begin(r parley.TokenRange) {
	clear(s.beside)
	for t := r.First; t < r.End && len(s.own) > 0; t++ {
		if s.own[t] {
			s.beside[s.told[t]]++
		}
	}
}

// add adds a sign with up to two values.
func (s *signs) add(template int, a, b learn.Hash) {
	s.out = append(s.out, learn.Of(template, a, b))
}

func (s *signs) word(template int, w string) { s.add(template, learn.HashOf(w), 0) }

// LemmaSign is the sign of a verb by its lemma.
func LemmaSign(lemma string) learn.Feature { return learn.Of(signLemma, learn.HashOf(lemma), 0) }

// of sets the signs of candidate c in sentence i of a block of this kind.
func (s *signs) of(c *Candidate, i int, kind text.BlockKind) {
	s.out = s.out[:0]
	s.fired = c.Told != "" && !c.Echo
	t := c.Token
	k := s.clauseAt[t]
	s.add(signAlways, 0, 0)
	s.word(signLemma, c.Lemma)
	s.reading(c)
	s.group(t, k)
	s.tree(t)
	s.arguments(c, s.verbArgs(k))
	s.around(t, k)
	s.voice(t)
	if kind == text.Headline {
		s.add(signHead, 0, 0)
	}
	p, step := s.d.Sentences[i].Paragraph, 0
	for _, to := range [...]int{1, 2, 4, 8, 16} {
		if p >= to {
			step++
		}
	}
	s.add(signPara, learn.Hash(step), 0)
	c.Signs = s.out
}

// reading are the signs of what the tables read, here and elsewhere.
func (s *signs) reading(c *Candidate) {
	can := len(s.trig.verbs[c.Lemma]) > 0
	switch {
	case c.Echo:
		s.add(signRead, 1, 0)
		s.word(signEcho, string(c.Told))
	case s.fired:
		s.add(signRead, 2, 0)
		s.word(signType, string(c.Told))
		s.add(signWord, learn.HashOf(string(c.Told)), learn.HashOf(c.Lemma))
	case can:
		s.add(signRead, 3, 0)
	default:
		s.add(signRead, 4, 0)
	}
	others := false
	for typ := range s.beside {
		if typ != c.Told {
			s.word(signBeside, string(typ))
			others = true
		}
	}
	s.add(signBeside, learn.Flag(others), 1)
	for _, t := range s.topics {
		n := t.n
		if s.fired && t.typ == c.Told {
			n--
		}
		share := float64(n) / float64(len(s.search.out)+2)
		for i, least := range [...]float64{0, 0.05, 0.1, 0.2, 0.4} {
			if n > 0 && share > least {
				s.add(signTopic, t.hash, learn.Hash(i))
			}
		}
	}
	if n := s.lemmas[c.Lemma]; n > 0 {
		s.add(signAgain, learn.Hash(min(n, 3)), 0)
	}
	if s.fired {
		s.add(signSame, learn.Hash(min(s.types[c.Told], 3)), 0)
	}
}

// group are the signs of the verb group of clause k with head t.
func (s *signs) group(t int, k int32) {
	cl := &s.clauses[k]
	vg := s.d.Chunks[cl.vg]
	s.word(signPenn, s.d.Tags[t].Penn)
	s.add(signTense, learn.Hash(vg.Tense), 0)
	if vg.Modal != "" {
		s.add(signModal, learn.HashOf(vg.Modal), 0)
	}
	if vg.Negated {
		s.add(signNegated, 0, 0)
	}
	if vg.To {
		s.add(signTo, 0, 0)
	}
	if cl.passive {
		s.add(signPassive, 0, 0)
	}
	for i, is := range [...]bool{cl.relative, cl.finite, s.Finder.status.conditional(s.scan, cl), s.characterises(t, cl)} {
		if is {
			s.add(signKind, learn.Hash(i), 0)
		}
	}
	if cl.parent >= 0 && s.clauses[cl.parent].vg >= 0 {
		s.add(signAbove, learn.HashOf(s.d.Lemmas[s.d.Chunks[s.clauses[cl.parent].vg].Head]), 0)
	}
}

// tree are the signs of the place in the tree.
func (s *signs) tree(t int) {
	if !s.trees() {
		return
	}
	s.word(signRel, s.d.Rels[t])
	if m := s.child(t, "mark"); m >= 0 {
		s.word(signMark, s.low[m])
	}
}

// arguments are the signs of who takes part.
func (s *signs) arguments(c *Candidate, args []arg) {
	doer, done := "", ""
	for _, a := range args {
		who := s.who(a.chunk)
		switch {
		case a.slot == "subj":
			if doer == "" {
				doer = who
			}
		case a.slot == "obj":
			if done == "" {
				done = who
			}
		default:
			s.word(signPrep, a.slot)
			s.add(signPrepOf, learn.HashOf(a.slot), learn.HashOf(c.Lemma))
			s.add(signPrepWho, learn.HashOf(a.slot), learn.HashOf(who))
		}
	}
	s.word(signDoer, doer)
	s.word(signDone, done)
	if done != "" {
		s.add(signBoth, learn.HashOf(c.Lemma), learn.HashOf(done))
	}
}

// who stands for noun phrase c: what kind of entity its head names, or its lemma.
func (s *signs) who(c int32) string {
	ch := s.d.Chunks[c]
	lo, hi := s.mentionsIn(ch.Tokens)
	for i := lo; i < hi; i++ {
		m := s.d.Mentions[i]
		if m.Head != ch.Head || m.Entity < 0 {
			continue
		}
		if s.isPlace(m) {
			return "#place"
		}
		if s.acts(m) {
			return string(s.d.Entities[m.Entity].Type)
		}
	}
	switch {
	case s.timeAt[ch.Head] >= 0:
		return "#time"
	case s.d.Tags[ch.Head].U == text.PROPN:
		return "#name"
	case s.d.Tags[ch.Head].U == text.NUM:
		return "#number"
	}
	return s.d.Lemmas[ch.Head]
}

// nearTokens is how many tokens from a candidate dates and names are looked for.
const nearTokens = 20

// around are the signs of the rest of clause k.
func (s *signs) around(t int, k int32) {
	cl := &s.clauses[k]
	r := parley.TokenRange{First: max(cl.from, t-nearTokens), End: min(cl.end, t+nearTokens)}
	for i := r.First; i < r.End; i++ {
		if x := s.timeAt[i]; x >= 0 && s.d.Times[x].When != nil {
			s.add(signDated, 0, 0)
			break
		}
	}
	actors, place := 0, false
	lo, hi := s.mentionsIn(r)
	for i := lo; i < hi; i++ {
		m := s.d.Mentions[i]
		if s.isPlace(m) {
			place = true
		} else if m.Kind != parley.PronounMention && s.acts(m) {
			actors++
		}
	}
	s.add(signActors, learn.Hash(min(actors, 3)), 0)
	if place {
		s.add(signPlace, 0, 0)
	}
}

// voice are the signs of who speaks.
func (s *signs) voice(t int) {
	if o := s.owner[t]; o >= 0 {
		st := &s.d.Statements[o]
		s.add(signAct, learn.HashOf(string(st.Act)), 0)
		s.word(signMode, string(st.Mode))
		if st.NestedIn >= 0 {
			s.add(signNested, 0, 0)
		}
	} else {
		s.add(signNarr, 0, 0)
	}
	if q := s.cueOf[t]; q >= 0 {
		s.add(signCue, learn.HashOf(string(s.d.Statements[q].Act)), 0)
	}
	if s.d.Tokens[t].Quote >= 0 {
		s.add(signQuoted, 0, 0)
	}
}
