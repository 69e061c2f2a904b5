package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// same is the status of a word that passes on the tense of its verb.
const same parley.Status = "="

// A statusTable says what words do to the standing of an event, by kind of word (see data/status.tsv).
type statusTable struct {
	obj, subj, tell, cond            map[string][]phrase
	comp, mod, gov, prep, adv, modal map[string]parley.Status
	that, try                        map[string]parley.Status
}

// A phrase is a verb with its particle, and the status it gives.
type phrase struct {
	words  []string
	status parley.Status
}

func readStatus() (*statusTable, error) {
	rs, err := rows("status.tsv", 3)
	if err != nil {
		return nil, err
	}
	t := &statusTable{obj: map[string][]phrase{}, subj: map[string][]phrase{}, tell: map[string][]phrase{}, cond: map[string][]phrase{}}
	single := map[string]map[string]parley.Status{}
	for kind, m := range map[string]*map[string]parley.Status{"comp": &t.comp, "mod": &t.mod, "gov": &t.gov, "prep": &t.prep, "adv": &t.adv, "modal": &t.modal, "that": &t.that, "try": &t.try} {
		*m = map[string]parley.Status{}
		single[kind] = *m
	}
	for _, r := range rs {
		st := parley.Status(r[2])
		if m, ok := single[r[1]]; ok {
			m[r[0]] = st
			continue
		}
		m := map[string]map[string][]phrase{"obj": t.obj, "subj": t.subj, "tell": t.tell, "cond": t.cond}[r[1]]
		if m == nil {
			return nil, tableError("status.tsv", r[1], "unknown kind")
		}
		ws := strings.Fields(r[0])
		m[ws[0]] = append([]phrase{{ws, st}}, m[ws[0]]...)
	}
	for _, m := range []map[string][]phrase{t.obj, t.subj, t.tell, t.cond} {
		for k := range m {
			longest(m[k])
		}
	}
	return t, nil
}

// longest puts phrases with more words first, keeping their order else.
func longest(ps []phrase) {
	slices.SortStableFunc(ps, func(a, b phrase) int { return len(b.words) - len(a.words) })
}

// verb is the status that the verb group of clause k gives by itself, with what governs it.
// depth bounds the chain of governing verbs.
func (t *statusTable) verb(s *scan, k int32, typ typeInfo, depth int) parley.Status {
	cl := &s.clauses[k]
	if cl.vg < 0 {
		return bare(typ)
	}
	st := t.own(s, k, typ, depth)
	if h := s.d.Chunks[cl.vg].Head; s.trees() && (st == parley.Happened || st == parley.Ongoing) {
		switch {
		case s.nearly(h):
			return parley.Denied
		case s.ofAnybody(h):
			return parley.Conditional
		}
		if wanted := t.wanted(s, h); wanted != "" {
			return wanted
		}
	}
	return st
}

// own is the status that the verb group of clause k gives without the frames that its tree shows.
func (t *statusTable) own(s *scan, k int32, typ typeInfo, depth int) parley.Status {
	cl := &s.clauses[k]
	vg := s.d.Chunks[cl.vg]
	if cl.joined && k > 0 && depth < 6 && !vg.Negated {
		return t.verb(s, k-1, typ, depth+1)
	}
	if vg.Negated && !s.notOnly(vg) || t.negated(s, cl) {
		return parley.Denied
	}
	if t.conditional(s, cl) || vg.Modal == "" && t.listed(s, k) {
		return parley.Conditional
	}
	if st, ok := t.inside(s, cl, vg); ok {
		if st == parley.Planned && t.beside(s, k) {
			return parley.Conditional
		}
		return st
	}
	if !cl.finite && !(cl.headline && cl.passive) {
		st := t.dependent(s, k, typ, depth)
		if (st == parley.Planned || st == parley.Offered) && t.onlyIf(s, k) {
			return parley.Conditional
		}
		return st
	}
	return t.tense(s, cl, vg, typ)
}

func bare(typ typeInfo) parley.Status {
	if typ.State {
		return parley.Ongoing
	}
	return parley.Happened
}

// inside reads the words of the verb group itself: "is expected to meet", "is to meet", "had to leave", "will go".
func (t *statusTable) inside(s *scan, cl *clause, vg text.Chunk) (parley.Status, bool) {
	be := false
	for i := vg.Tokens.First; i+1 < vg.Head && i+1 < vg.Tokens.End; i++ {
		if s.d.Lemmas[i] == "have" && s.low[i+1] == "to" && vg.Modal != "" {
			return parley.CalledFor, true // "would have to leave"
		}
	}
	for i := vg.Tokens.First; i < vg.Head && i < vg.Tokens.End; i++ {
		l := s.d.Lemmas[i]
		if st, ok := t.adv[s.low[i]]; ok {
			return st, true
		}
		if st, ok := t.modal[s.low[i]]; ok {
			if s.low[i] == "would" && cl.from >= 0 && s.owner[i] >= 0 {
				return parley.Planned, true
			}
			return st, true
		}
		if i+1 < len(s.low) && s.low[i+1] == "to" {
			switch {
			case l == "have":
				return parley.CalledFor, true
			case be && l == "go":
				return parley.Planned, true
			case l == "be":
				return parley.Planned, true
			case t.comp[l] != "" && t.comp[l] != same:
				return t.comp[l], true
			}
		}
		be = l == "be"
	}
	if vg.Tense == text.Future {
		return parley.Planned, true
	}
	return "", false
}

// negated reports a negation outside the verb group: "no side signed", "never".
func (t *statusTable) negated(s *scan, cl *clause) bool {
	for _, c := range cl.subj {
		switch s.low[s.d.Chunks[c].Tokens.First] {
		case "no", "neither", "nobody", "none", "nothing", "not":
			return cl.parent < 0
		}
	}
	return false
}

// notOnly reports whether the negation of verb group c denies nothing: "have not only shelled".
func (s *scan) notOnly(c text.Chunk) bool {
	for i := c.Tokens.First; i+1 < c.Tokens.End; i++ {
		if l := s.low[i+1]; (s.low[i] == "not" || s.low[i] == "n't") && (l == "only" || l == "just" || l == "merely" || l == "simply") {
			return true
		}
	}
	return false
}

// phraseReach is how many tokens a phrase that opens a clause has at most, with the articles in it.
const phraseReach = 4

// beside reports whether the clause before or after in the sentence is a condition.
func (t *statusTable) beside(s *scan, k int32) bool {
	if cl := &s.clauses[k]; cl.vg >= 0 {
		e := s.d.Chunks[cl.vg].Tokens.End
		for i := e; i < min(cl.end, e+reach); i++ {
			if s.low[i] == "if" || s.low[i] == "unless" {
				return true
			}
		}
	}
	for _, n := range []int32{k - 1, k + 1} {
		if n >= 0 && int(n) < len(s.clauses) && s.clauses[n].sent == s.clauses[k].sent && s.clauses[n].vg >= 0 && (t.conditional(s, &s.clauses[n]) || s.d.Chunks[s.clauses[n].vg].Modal == "" && t.listed(s, n)) {
			return true
		}
	}
	return false
}

// dependent is the status of an infinitive or participle: that which its governor gives.
func (t *statusTable) dependent(s *scan, k int32, typ typeInfo, depth int) parley.Status {
	cl := &s.clauses[k]
	vg := s.d.Chunks[cl.vg]
	if s.d.Tags[vg.Head].Penn == "VBN" && !vg.To {
		if holds[s.d.Lemmas[vg.Head]] {
			return parley.Ongoing // "a town besieged by the army"
		}
		return parley.Happened
	}
	if s.d.Tags[vg.Head].Penn == "VBG" && typ.State && s.absolute(cl) {
		return parley.Ongoing
	}
	if s.d.Tags[vg.Head].Penn == "VBG" && s.trees() && s.d.Rels[vg.Head] == "acl" && s.child(vg.Head, "mark") < 0 {
		return bare(typ) // "rebels fighting near the town"
	}
	if s.undergoing(vg) {
		return parley.Ongoing
	}
	if vg.To && (vg.Tokens.Len() > 2 && s.d.Lemmas[vg.Tokens.First+1] == "have" || s.ranked(vg.Tokens.First)) {
		return parley.Happened // "claims to have withdrawn", "the second minister to visit"
	}
	var up parley.Status
	if cl.parent >= 0 && depth < 6 {
		up = t.verb(s, cl.parent, typ, depth+1)
	}
	g := t.govern(s, cl, vg)
	if (up == parley.Happened || up == parley.Ongoing || up == "") && s.done(vg) {
		return parley.Happened
	}
	switch {
	case g == "" && vg.To:
		if up == parley.Denied || up == parley.Conditional || up == parley.CalledFor {
			return up
		}
		return parley.Planned
	case (g == "" || g == same) && up == "":
		return bare(typ)
	case g == same && typ.arranged && (up == parley.Happened || up == parley.Ongoing) && t.trying(s, cl, vg):
		return parley.Planned // "is trying to convene talks"
	case g == "" || g == same:
		return up
	case g == parley.Ongoing && (up == parley.Planned || up == parley.CalledFor):
		return up // "must continue to withdraw"
	case up == parley.Denied && g != parley.Denied, up == parley.Conditional && (g == parley.Planned || g == parley.Denied):
		return up
	case typ.backing && g == parley.Planned && cl.parent >= 0 && s.d.Lemmas[s.d.Chunks[s.clauses[cl.parent].vg].Head] == "agree":
		return up // who agrees to support a plan supports it
	}
	return g
}

// done reports whether verb group vg is a gerund that tells how something was done or what for somebody is praised or blamed: "opened the way [by signing]", "brave
// [for agreeing]".
func (s *scan) done(vg text.Chunk) bool {
	if s.d.Tags[vg.Head].Penn != "VBG" || !s.trees() || s.d.Rels[vg.Head] != "advcl" {
		return false
	}
	switch m := s.child(vg.Head, "mark"); {
	case m < 0:
		return false
	case s.low[m] == "by":
		return true
	case s.low[m] == "for":
		return s.d.Tags[s.up(vg.Head)].U == text.ADJ || blaming[s.d.Lemmas[s.up(vg.Head)]]
	}
	return false
}

// blaming are verbs of what is said to somebody for what he has done.
var blaming = map[string]bool{"praise": true, "blame": true, "criticize": true, "criticise": true, "thank": true, "condemn": true, "laud": true, "commend": true, "hail": true, "fault": true, "slam": true,
	"rebuke": true, "chide": true, "scold": true, "attack": true, "apologize": true, "apologise": true, "reprimand": true, "credit": true, "applaud": true, "congratulate": true, "denounce": true}

// ranked reports whether the infinitive at token f belongs to a noun that ranks who has done so: "the first state to sign".
func (s *scan) ranked(f int) bool {
	c := int32(-1)
	if f > 0 {
		c = s.np(f - 1)
	}
	if c < 0 {
		return false
	}
	for i := s.d.Chunks[c].Tokens.First; i < s.d.Chunks[c].Tokens.End; i++ {
		switch s.low[i] {
		case "first", "second", "third", "fourth", "fifth", "only", "latest":
			return s.low[s.d.Chunks[c].Tokens.First] == "the"
		}
	}
	return false
}

// govern is the status that the governor of an infinitive or gerund gives, "" if none: the adjective or noun before "to"
// ("ready to meet"), the noun before "of" ("accusations of shelling"), else the verb of the clause before.
func (t *statusTable) govern(s *scan, cl *clause, vg text.Chunk) parley.Status {
	f := vg.Tokens.First
	if vg.To {
		for i := f - 1; i >= max(0, f-3); i-- {
			if s.low[i] == "order" && s.low[max(0, i-1)] == "in" {
				return "" // a purpose
			}
			if g, ok := t.comp[s.d.Lemmas[i]]; ok && (i == f-1 || s.d.Tags[i].U != text.VERB) {
				if tries[s.d.Lemmas[i]] {
					if st := t.ofAttempt(s, i); st != "" {
						return st
					}
				}
				return g
			}
		}
		for i := f - 4; i >= max(0, f-nearTrigger) && s.d.Tags[i].U != text.VERB && s.d.Tags[i].U != text.PUNCT; i-- {
			if g := t.comp[s.d.Lemmas[i]]; g != "" && s.d.Tags[i].U == text.NOUN && s.low[i+1] == "of" {
				return g // "the failure of Veska and Harland to agree"
			}
		}
		if h := t.askedOf(s, vg); h >= 0 {
			return t.comp[s.d.Lemmas[h]]
		}
	} else if f > 1 && (s.d.Tags[f-1].U == text.ADP || s.d.Tags[f-1].U == text.SCONJ) {
		if c := s.np(f - 2); c >= 0 && s.low[s.d.Chunks[c].Tokens.First] == "no" {
			return parley.Denied // "no intention of withdrawing"
		}
		if g, ok := t.gov[s.low[f-2]]; ok {
			return g
		}
		if s.low[f-1] == "in" || s.low[f-1] == "by" || s.low[f-1] == "while" {
			return same // how, or on what occasion, the rest was done
		}
		if g, ok := t.prep[s.low[f-1]]; ok {
			if g == parley.Planned && cl.parent >= 0 && s.looksBack(cl.parent) {
				return same // "waited until launching a raid", "spoke before leaving"
			}
			return g
		}
		if cl.parent >= 0 && s.low[f-1] == "for" && t.comp[s.d.Lemmas[s.d.Chunks[s.clauses[cl.parent].vg].Head]] == parley.Alleged {
			return parley.Alleged // "blamed the army for shelling"
		}
		switch s.low[f-1] {
		case "on", "about", "toward", "towards":
			return parley.CalledFor
		case "at", "for":
			return parley.Planned
		}
	}
	if cl.parent < 0 {
		return ""
	}
	if st := t.ofSubject(s, cl.parent); st != "" {
		return st
	}
	up := s.d.Chunks[s.clauses[cl.parent].vg]
	if s.d.Lemmas[up.Head] == "use" && s.occasion(up, f) {
		return "" // "used the lull to regroup": a purpose
	}
	if s.d.Lemmas[up.Head] == "have" && vg.To && f == up.Tokens.End {
		return parley.CalledFor // "would have to sign"
	}
	if favours[s.d.Lemmas[up.Head]] && f != up.Tokens.End {
		return ""
	}
	return t.comp[s.d.Lemmas[up.Head]]
}

// tries are nouns for what has not come about yet.
var tries = map[string]bool{"attempt": true, "effort": true, "bid": true, "plan": true, "push": true, "drive": true, "initiative": true, "move": true}

// ofSubject is the status that the subject of clause k gives to what its verb names: "the demands include [lifting the siege]".
func (t *statusTable) ofSubject(s *scan, k int32) parley.Status {
	cl := &s.clauses[k]
	if cl.vg < 0 || len(cl.subj) == 0 {
		return ""
	}
	if l := s.d.Lemmas[s.d.Chunks[cl.vg].Head]; l != "include" && l != "be" && l != "involve" && l != "cover" {
		return ""
	}
	h := s.d.Chunks[cl.subj[len(cl.subj)-1]].Head
	if st := t.gov[s.low[h]]; st != "" {
		return st
	}
	return t.gov[s.d.Lemmas[h]]
}

// looksBack reports whether the verb of clause k tells in the past.
func (s *scan) looksBack(k int32) bool {
	cl := &s.clauses[k]
	if cl.vg < 0 || !cl.finite {
		return false
	}
	vg := s.d.Chunks[cl.vg]
	return vg.Modal == "" && !vg.Negated && (vg.Tense == text.Past || vg.Tense == text.PastPerfect || vg.Tense == text.Perfect)
}

// holds are verbs whose participle tells what goes on; lasts are those whose present does so even in a headline.
var (
	holds = map[string]bool{"besiege": true, "encircle": true, "surround": true, "blockade": true, "occupy": true, "trap": true,
		"base": true, "station": true, "camp": true, "strand": true, "mass": true}
	lasts = map[string]bool{"rage": true, "continue": true, "remain": true, "persist": true, "last": true, "go": true, "hold": true}
)

// content bends a status by the act of the statement that holds the clause: what is demanded is called for, what is denied denied.
// tensed says that the clause has a finite verb without modal.
func content(st parley.Status, act parley.Act, tensed bool) parley.Status {
	real := st == parley.Happened || st == parley.Ongoing
	switch act {
	case parley.Deny:
		if st != parley.CalledFor {
			return parley.Denied
		}
	case parley.Accuse:
		if real {
			return parley.Alleged
		}
	case parley.Demand, parley.Ask:
		if st == parley.Planned || real && !tensed {
			return parley.CalledFor
		}
	case parley.Propose:
		if st == parley.Planned || st == parley.Conditional || real && !tensed {
			return parley.Offered
		}
	case parley.Promise, parley.Agree, parley.Expect:
		if real && !tensed {
			return parley.Planned
		}
	case parley.Refuse:
		if real && !tensed || st == parley.Planned {
			return parley.Denied
		}
	case parley.Threaten:
		if real && !tensed {
			return parley.Conditional
		}
	}
	return st
}
