package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// An arg is a noun phrase in a grammatical slot: subj, obj, poss, or a preposition.
type arg struct {
	slot  string
	chunk int32
	prep  int // token of the preposition, -1
}

// maxArgs bounds what one trigger looks at in a sentence without verbs.
const maxArgs = 24

// verbArgs are the arguments of the verb of clause k. The passive is undone: its subject is obj, its "by" is subj.
func (s *scan) verbArgs(k int32) []arg {
	cl := &s.clauses[k]
	if cl.vg < 0 {
		return nil
	}
	var out []arg
	side := "subj"
	if cl.passive {
		side = "obj"
	}
	for _, c := range cl.subj {
		out = append(out, arg{side, c, -1})
	}
	out = append(out, s.after(s.d.Chunks[cl.vg].Tokens.End, cl.end, "obj")...)
	s.recipient(out, cl)
	if c := s.fronted(cl, out); c >= 0 {
		out = append(out, arg{"obj", c, -1})
	}
	if cl.passive {
		for i := range out {
			if out[i].slot == "by" {
				out[i].slot = "subj"
			}
		}
	}
	return out
}

// fronted is the object of a verb whose relative pronoun stands before the subject ("the draft, which he handed to them"),
// -1 where there is none.
func (s *scan) fronted(cl *clause, args []arg) int32 {
	if cl.passive || cl.relative || len(cl.subj) == 0 {
		return -1
	}
	j := s.d.Chunks[cl.subj[0]].Tokens.First - 1
	if c := s.contact(j, cl); c >= 0 && !slices.ContainsFunc(args, func(a arg) bool { return a.slot == "obj" }) {
		return c
	}
	if j < 1 || (s.low[j] != "which" && s.low[j] != "that") || slices.ContainsFunc(args, func(a arg) bool { return a.slot == "obj" }) {
		return -1
	}
	r := s.d.Sentences[cl.sent].Tokens
	c := s.antecedent(j, r.First)
	if c < 0 || s.low[j] == "that" && s.d.Tags[j-1].U == text.VERB {
		return -1
	}
	return c
}

// contact is the noun phrase that ends at token j, right before the subject of clause cl, where that clause describes it without a pronoun:
// "[the deal] Harland struck". It is -1 where there is none.
func (s *scan) contact(j int, cl *clause) int32 {
	if j < 1 || s.d.Chunks[cl.vg].Tokens.First != s.d.Chunks[cl.subj[len(cl.subj)-1]].Tokens.End {
		return -1
	}
	c := s.np(j)
	if c < 0 || c == cl.subj[0] || s.d.Tags[s.d.Chunks[c].Tokens.First].U != text.DET || s.d.Tags[s.d.Chunks[c].Head].U != text.NOUN || s.timeAt[j] >= 0 {
		return -1
	}
	return c
}

// recipient gives the first of two objects of a verb of giving its slot, that of "to": "handed [Veska] a paper".
func (s *scan) recipient(args []arg, cl *clause) {
	if !gives[s.d.Lemmas[s.d.Chunks[cl.vg].Head]] {
		return
	}
	for i := 0; i+1 < len(args); i++ {
		a, b := args[i], args[i+1]
		if a.slot == "obj" && b.slot == "obj" && a.prep < 0 && b.prep < 0 && s.d.Chunks[a.chunk].Tokens.First >= s.d.Chunks[cl.vg].Tokens.End {
			if gap := s.d.Chunks[b.chunk].Tokens.First - s.d.Chunks[a.chunk].Tokens.End; gap == 0 || gap == 1 && s.quoteOpens(s.d.Chunks[a.chunk].Tokens.End) {
				args[i].slot = "to"
			}
			return
		}
	}
}

var gives = map[string]bool{"give": true, "hand": true, "offer": true, "send": true, "show": true, "sell": true, "promise": true, "grant": true, "present": true,
	"make": true, "deliver": true, "supply": true, "submit": true}

// after reads noun phrases with their slots from token at to token end; the first one without a preposition gets slot bare.
// "of" keeps the slot of the phrase it hangs on where that phrase is nobody ("the leaders of Harland").
func (s *scan) after(at, end int, bare string) []arg {
	var out []arg
	slot, prep := bare, -1
	for t := at; t < end && len(out) < maxArgs; t++ {
		c := s.np(t)
		if c < 0 {
			switch {
			case t == at && s.quoteOpens(t):
			case s.hardStop(t):
				return out
			case s.d.Tags[t].U == text.ADP || s.low[t] == "to":
				slot, prep = s.low[t], t
			}
			continue
		}
		e := s.d.Chunks[c].Tokens.End
		if s.timeAt[s.d.Chunks[c].Head] < 0 {
			if slot == "of" && bare == "obj" && len(out) > 0 {
				slot = "of"
			}
			out = append(out, arg{slot, c, prep})
		}
		if t = e - 1; e < end && !s.links(e) {
			slot, prep = bare, -1
		}
	}
	return out
}

// quoteOpens reports whether token t is a quotation mark that opens: what is quoted may be the object.
func (s *scan) quoteOpens(t int) bool {
	return s.low[t] == "“" || s.low[t] == "‘" || (s.low[t] == "\"" && t+1 < len(s.d.Tokens) && s.d.Tokens[t].Span.End == s.d.Tokens[t+1].Span.Start)
}

// links reports whether token t joins a further noun phrase to the one before.
func (s *scan) links(t int) bool {
	return s.d.Tags[t].U == text.CCONJ || s.low[t] == ","
}

// hardStop reports whether token t ends what one verb governs.
func (s *scan) hardStop(t int) bool {
	switch s.low[t] {
	case ";", ":", "(", ")", "–", "—", "--", "-", "”", "“", "\"", ".":
		return s.d.Tags[t].U == text.PUNCT || s.low[t] == ";"
	}
	return s.cueOf[t] >= 0 && s.d.Tags[t].U == text.VERB
}

// nounArgs are the arguments in and behind the noun phrase c of a nominal trigger, and one past the last token of its complements.
func (s *scan) nounArgs(c int32, clauseEnd int) ([]arg, int) {
	out := []arg{{"poss", c, -1}}
	if p := s.hyphened(c); p >= 0 {
		out = append(out, arg{"poss", p, -1})
	}
	end := s.d.Chunks[c].Tokens.End
	slot, prep := "", -1
	for t := end; t < clauseEnd && len(out) < maxArgs; t++ {
		n := s.np(t)
		switch {
		case n < 0 && prep < 0 && (s.d.Tags[t].U == text.ADP || s.low[t] == "to"):
			slot, prep = s.low[t], t
			continue
		case n < 0 && slot != "" && prep < 0 && s.d.Tags[t].U == text.CCONJ:
			prep = t
			continue
		case n < 0 || prep < 0:
			return out, end
		}
		if s.timeAt[s.d.Chunks[n].Head] < 0 {
			out = append(out, arg{slot, n, prep})
		}
		end = min(clauseEnd, s.d.Chunks[n].Tokens.End)
		t, prep = s.d.Chunks[n].Tokens.End-1, -1
	}
	return out, end
}

// hyphened is the noun phrase that a hyphen joins to c from the left ("Harland-Veska talks"), -1 if none.
func (s *scan) hyphened(c int32) int32 {
	f := s.d.Chunks[c].Tokens.First
	if f < 2 || (s.low[f-1] != "-" && s.low[f-1] != "–") || s.d.Tokens[f-1].Span.Start != s.d.Tokens[f-2].Span.End || s.d.Tokens[f-1].Span.End != s.d.Tokens[f].Span.Start {
		return -1
	}
	return s.np(f - 2)
}

// mediators are those by whom talks or a deal are said to be brokered, right behind the noun phrase that ends at token at.
func (s *scan) mediators(at, end int) []arg {
	for t := at; t+2 < min(end, at+3) || t+2 < min(len(s.low), at+4); t++ {
		if !mediates[s.low[t]] || s.low[t+1] != "by" {
			continue
		}
		var out []arg
		for _, a := range s.after(t+1, min(len(s.low), t+12), "") {
			if a.slot != "by" {
				break
			}
			out = append(out, arg{"brokered", a.chunk, a.prep})
		}
		return out
	}
	return nil
}

var mediates = map[string]bool{"brokered": true, "mediated": true, "hosted": true, "sponsored": true, "facilitated": true, "guaranteed": true, "led": true}

// holds reports whether one of args meets the condition. tr is the trigger's own range, end where its words end.
func (s *scan) holds(c condition, args []arg, cl int32, tr parley.TokenRange, own int32) bool {
	switch c.slot {
	case "near":
		return s.near(c, cl)
	case "np":
		return own >= 0 && s.wordIn(c, s.d.Chunks[own].Tokens, tr)
	}
	if c.pair && s.pair(c.slot, args) {
		return true
	}
	for _, a := range args {
		slot := a.slot
		if a.prep >= 0 && tr.Has(a.prep) && c.slot == "obj" {
			slot = "obj"
		}
		if slot != c.slot {
			continue
		}
		if s.fits(c, a.chunk, a.chunk == own) {
			return true
		}
	}
	return false
}

// pair reports whether two or more who act stand in slot.
func (s *scan) pair(slot string, args []arg) bool {
	first := -1
	for _, a := range args {
		if a.slot != slot {
			continue
		}
		for _, m := range s.fillers(a.chunk, s.acts) {
			if first >= 0 && m.Entity != first {
				return true
			}
			first = m.Entity
		}
	}
	return false
}

// fits reports whether noun phrase n meets the condition by its head, its modifiers or who it mentions.
func (s *scan) fits(c condition, n int32, own bool) bool {
	ch := s.d.Chunks[n]
	if len(c.words) > 0 && !own {
		if w := s.stands[ch.Head]; w != "" && c.words[w] {
			return true
		}
		if ch.Head >= 0 && ch.Head < len(s.low) && (c.words[s.low[ch.Head]] || c.words[s.d.Lemmas[ch.Head]]) {
			return true
		}
		// A head that only counts or groups ("dozens of hospitals", "the bulk of its troops") looks at its complement.
		if e := ch.Tokens.End; e+1 < len(s.low) && s.low[e] == "of" && counters[s.d.Lemmas[ch.Head]] {
			if m := s.np(e + 1); m >= 0 && m != n {
				h := s.d.Chunks[m].Head
				return c.words[s.low[h]] || c.words[s.d.Lemmas[h]]
			}
		}
	}
	if c.human && !own && s.counted(ch) {
		return true
	}
	for _, m := range s.fillers(n, func(m text.Mention) bool { return s.acts(m) || s.isPlace(m) }) {
		typ := s.d.Entities[m.Entity].Type
		if !own && !c.place && m.Head != ch.Head {
			continue // a possessor is not the thing itself: "from his demand"
		}
		switch {
		case c.place && (m.Place || typ == parley.Place), c.entity && s.acts(m), c.person && typ == parley.Person && s.acts(m),
			c.human && (typ == parley.Person || typ == parley.Group) && s.acts(m),
			c.group && typ == parley.Group && s.d.Tags[m.Head].U == text.PROPN && s.acts(m):
			return true
		}
	}
	return false
}

// counted reports whether noun phrase ch is a bare number, which of those who are killed, hurt or held counts people: "wounded [22]", "killing [dozens]".
func (s *scan) counted(ch text.Chunk) bool {
	if ch.Head < 0 || ch.Head >= len(s.low) || s.timeAt[ch.Head] >= 0 {
		return false
	}
	if e := ch.Tokens.End; e < len(s.low) && (s.low[e] == "of" || s.low[e] == "%" || s.low[e] == "-") {
		return false
	}
	return s.d.Tags[ch.Head].U == text.NUM || crowds[s.low[ch.Head]]
}

// crowds are words that count people where nothing else is named.
var crowds = map[string]bool{"dozens": true, "scores": true, "hundreds": true, "thousands": true, "others": true, "many": true, "several": true, "more": true, "score": true}

var counters = map[string]bool{"dozen": true, "dozens": true, "hundred": true, "hundreds": true, "thousand": true, "thousands": true, "number": true,
	"bulk": true, "part": true, "group": true, "series": true, "ton": true, "tons": true, "tonne": true, "tonnes": true, "convoy": true, "some": true,
	"all": true, "most": true, "page": true, "pages": true, "copy": true, "copies": true, "version": true, "draft": true, "many": true, "several": true, "scores": true, "score": true, "kind": true, "set": true, "resumption": true, "use": true}

func (s *scan) near(c condition, k int32) bool {
	cl := &s.clauses[k]
	end := cl.end
	if n := int(k) + 1; n < len(s.clauses) && s.clauses[n].sent == cl.sent && (s.low[end] == "when" || s.low[end] == "as" || s.low[end] == "after") {
		end = s.clauses[n].end
	}
	for t := max(cl.from, cl.start-12); t < min(end, cl.start+60); t++ {
		if c.words[s.low[t]] || c.words[s.d.Lemmas[t]] {
			return true
		}
	}
	return false
}

func (s *scan) wordIn(c condition, r, but parley.TokenRange) bool {
	for t := r.First; t < min(r.End, r.First+30); t++ {
		if !but.Has(t) && (c.words[s.low[t]] || c.words[s.d.Lemmas[t]]) {
			return true
		}
	}
	return false
}

// participants gives the entities of args their roles, and the place: a place is never a participant.
func (s *scan) participants(args []arg, roles roleMap, own int32) ([]text.Participant, int) {
	var out []text.Participant
	where := -1
	for _, a := range args {
		ms := s.fillers(a.chunk, s.acts)
		for _, m := range ms {
			role, ok := s.roleOf(a, m, roles)
			if ok && a.slot == "poss" && role == parley.Party && len(ms) < 2 && !s.owns(m) && len(args) > 0 && !s.paired(args) {
				continue
			}
			if !ok || a.chunk == own && m.Tokens.Has(s.d.Chunks[own].Head) {
				continue
			}
			if s.onlyWhere(a, m, ms) {
				if where < 0 {
					where = m.Entity
				}
				continue
			}
			if !slices.ContainsFunc(out, func(p text.Participant) bool { return p.Entity == m.Entity }) {
				out = append(out, text.Participant{Entity: m.Entity, Role: role})
			}
		}
		if where < 0 && (inPlace[a.slot] || a.slot == "poss" || a.slot == "obj" || a.slot == "of" || a.slot == "from" || a.slot == "to" || a.slot == "on" || a.slot == "subj") {
			for _, m := range s.fillers(a.chunk, s.isPlace) {
				if inPlace[a.slot] || s.d.Entities[m.Entity].Type == parley.Place {
					where = m.Entity
					break
				}
			}
		}
	}
	return out, where
}

// roleOf is the role of mention m in argument a, and false where it has none. Who stands before the noun with a participle of mediating has that of a
// mediator: "[Ondria]-brokered talks".
func (s *scan) roleOf(a arg, m text.Mention, roles roleMap) (parley.Role, bool) {
	if e := m.Tokens.End; a.slot == "poss" && e+1 < len(s.low) && s.low[e] == "-" && mediates[s.low[e+1]] {
		a.slot = "brokered"
	}
	role, ok := roles[a.slot]
	return role, ok
}

// onlyWhere reports whether the state m, before the noun of argument a, tells only where: "the Veskan civil war", "the Veskan town was shelled", "Harland's first
// Veska incursion".
func (s *scan) onlyWhere(a arg, m text.Mention, ms []text.Mention) bool {
	if s.d.Entities[m.Entity].Type != parley.State {
		return false
	}
	ch := s.d.Chunks[a.chunk]
	if e := m.Tokens.End; m.Tokens.Has(ch.Head) || m.Tokens.First > ch.Head || !ch.Tokens.Has(m.Tokens.First) || e < len(s.low) && s.d.Tags[e].Penn == "POS" || s.d.Tags[e-1].Penn == "POS" || s.d.Tags[e-1].Penn == "PRP$" || e < len(s.low) && s.low[e] == "-" {
		return false
	}
	if l := s.d.Lemmas[ch.Head]; wars[l] || a.slot != "poss" && towns[l] {
		return true
	}
	return (a.slot == "poss" || a.slot == "subj") && !s.owns(m) && slices.ContainsFunc(ms, func(o text.Mention) bool { return o.Entity != m.Entity && o.Tokens.End <= m.Tokens.First && s.owns(o) })
}

var (
	wars  = map[string]bool{"war": true, "conflict": true, "crisis": true, "unrest": true, "violence": true, "revolution": true, "bloodshed": true, "uprising": true}
	towns = map[string]bool{"town": true, "city": true, "village": true, "province": true, "district": true, "border": true, "coast": true, "region": true, "territory": true, "soil": true,
		"airspace": true, "enclave": true, "suburb": true, "port": true, "airport": true, "valley": true, "island": true, "countryside": true, "desert": true, "water": true}
)

// owns reports whether mention m is a possessor or an adjective ("Harland's", "its", "Harlandic"), or no place can be meant: one bare name of a state before
// "talks" or "deal" tells where or what about, not who.
func (s *scan) owns(m text.Mention) bool {
	switch s.d.Entities[m.Entity].Type {
	case parley.Person, parley.Organization, parley.Group:
		return true
	}
	e := m.Tokens.End
	last := max(m.Tokens.First, e-1)
	return s.d.Tags[last].Penn == "PRP$" || s.d.Tags[last].U == text.ADJ || s.d.Tags[last].Penn == "POS" || (e < len(s.low) && s.d.Tags[e].Penn == "POS")
}

// paired reports whether two noun phrases stand before the trigger, joined by a hyphen.
func (s *scan) paired(args []arg) bool {
	n := 0
	for _, a := range args {
		if a.slot == "poss" {
			n++
		}
	}
	return n > 1
}

var inPlace = map[string]bool{"in": true, "at": true, "near": true, "outside": true, "inside": true, "around": true, "across": true, "throughout": true, "within": true}
