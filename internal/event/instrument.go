package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A known is an instrument found so far, with what later mentions are compared by.
type known struct {
	family   string
	noun     string // its head, as first told
	mods     []string
	fresh    bool
	former   bool // told of as another than the one the report is about: "a previous agreement"
	headOnly bool // told in the headline alone so far
	hours    int  // how long it is for, 0 unknown
	place    int  // where it holds, -1 unknown
	dealt    bool // by is who signs it, not who wrote it
	entities []int
}

var (
	freshWords  = map[string]bool{"new": true, "another": true, "alternative": true, "revised": true, "different": true, "rival": true, "amended": true, "second": true, "modified": true, "counter": true}
	formerWords = map[string]bool{"original": true, "old": true, "previous": true, "earlier": true, "former": true, "first": true, "initial": true}
	// more are the words of a measure that comes on top of those there are, as comparatives do ("tougher sanctions").
	more = map[string]bool{"additional": true, "further": true, "fresh": true, "extra": true, "unprecedented": true}
	// plainWords do not tell one paper from another.
	plainWords = map[string]bool{"proposed": true, "latest": true, "joint": true, "own": true, "same": true, "recent": true, "so-called": true, "draft": true, "final": true,
		"possible": true, "planned": true, "comprehensive": true, "detailed": true, "written": true, "current": true, "such": true, "whole": true, "entire": true, "said": true,
		"fragile": true, "shaky": true, "cease": true, "counter": true, "non": true, "broad": true, "official": true, "agreed": true, "existing": true, "lasting": true, "permanent": true, "general": true,
		"tentative": true, "preliminary": true, "landmark": true, "historic": true, "controversial": true, "disputed": true, "contentious": true, "divisive": true, "sweeping": true, "major": true,
		"ambitious": true, "generous": true, "tough": true, "precarious": true, "tenuous": true, "uneasy": true, "sensitive": true, "much-criticized": true, "long-awaited": true, "long-sought": true,
		"hard-won": true, "hard-fought": true, "flawed": true, "discriminatory": true, "unpopular": true, "strict": true, "harsh": true, "complex": true, "key": true, "important": true, "big": true,
		"good": true, "better": true, "best": true, "great": true, "bad": true, "worse": true, "worst": true, "poor": true, "pathetic": true, "terrible": true, "awful": true, "lousy": true,
		"rotten": true, "dreadful": true, "horrible": true, "disastrous": true, "shameful": true, "disgraceful": true, "excellent": true, "fantastic": true, "perfect": true, "wonderful": true,
		"brilliant": true, "superb": true, "fair": true, "unfair": true, "decent": true, "solid": true, "strong": true, "weak": true, "bold": true, "modest": true, "sweetheart": true, "done": true,
		"derisory": true, "scandalous": true, "absurd": true, "ridiculous": true, "unacceptable": true, "acceptable": true, "reasonable": true, "unreasonable": true, "dangerous": true, "nice": true,
		"crucial": true, "vital": true, "significant": true, "long-running": true, "much-needed": true, "hated": true, "detested": true, "unprecedented": true, "costly": true, "expensive": true}
	// notPapers are modifiers with which the noun names no paper.
	notPapers = map[string]bool{"international": true, "martial": true, "humanitarian": true, "common": true, "criminal": true, "domestic": true, "civil": true, "military": true, "last-minute": true, "news": true, "wall": true, "blank": true}
)

// instruments fills the instruments with their mentions, steps and terms.
func (w *search) instruments() {
	w.paperAt = map[int]int{}
	var ks []known
	recent := -1
	defer func() { w.named = ks }()
	for i := range w.d.Sentences {
		r := w.d.Sentences[i].Tokens
		kind, _ := w.kind(i)
		if kind == text.Noise || kind == text.Stamp || kind == text.Subhead || r.First < 0 || r.End > len(w.low) {
			continue
		}
		for t := r.First; t < r.End; t++ {
			c := w.np(t)
			if c < 0 || w.d.Chunks[c].Head != t {
				continue
			}
			if w.low[t] == "it" || w.low[t] == "them" && recent >= 0 && w.many(recent) {
				w.pronoun(c, t, recent, ks)
				continue
			}
			if at := w.compound(c, t, kind == text.Headline, &ks); at >= 0 {
				recent = at
				continue
			}
			ph, ok := w.paper.head(w.scan, t)
			plural := ok && w.d.Tags[t].Penn == "NNS" && ph.noun() != w.low[t]
			if !ok || plural && (ph.family == "law" || ph.noun() == "plan" && t+1 < r.End && w.low[t+1] == "to") || w.opensName(t, ph) || w.inBody(t) {
				continue
			}
			n := w.naming(c, t, ph, kind == text.Headline)
			if plural && !w.oneOfMany(n) {
				continue
			}
			if at := w.settleNaming(n, &ks); at >= 0 {
				recent = at
			}
		}
	}
}

// naming reads the noun phrase c, headed by the paper noun at token t.
func (w *search) naming(c int32, t int, ph paperHead, headline bool) naming {
	ch := w.d.Chunks[c]
	n := naming{chunk: c, head: t, paper: ph, kind: ph.kind, headline: headline, entity: -1, place: -1}
	end := max(ch.Tokens.End, t+1)
	if len(ph.words) > 1 && ph.words[0] == w.low[t] {
		end = max(end, t+len(ph.words))
	}
	if end < len(w.low) && w.d.Tags[end].U == text.NUM && w.np(end) < 0 {
		end++
	}
	n.first = w.opening(ch.Tokens.First, t, ph)
	n.span = w.d.Span(parley.TokenRange{First: n.first, End: end})
	own := w.fillers(c, w.acts)
	if m := w.wider(t); m != nil {
		n.entity = m.Entity
		if m.Tokens.First < n.first && n.first-m.Tokens.First < 8 {
			own = append(own, w.inside(parley.TokenRange{First: m.Tokens.First, End: n.first})...)
			n.first = m.Tokens.First
			n.span = w.d.Span(parley.TokenRange{First: n.first, End: end})
		}
	}
	if w.clipped(n.first, t, headline) {
		n.first++
		n.span = w.d.Span(parley.TokenRange{First: n.first, End: end})
	}
	for _, m := range own {
		if m.Head != t && !slices.Contains(ph.words, w.low[m.Head]) && !(w.d.Entities[m.Entity].Type == parley.State && w.aboutState(ph, t, m) && w.aimed(m)) {
			n.by = append(n.by, m.Entity)
			n.definite = n.definite || m.Tokens.First == n.first
		}
	}
	for i := n.first; i < end; i++ {
		if e := w.second(i, n.first); e >= 0 {
			n.by = append(n.by, e)
			continue
		}
		w.modifier(&n, i, own)
	}
	w.behind(&n, end)
	w.quoted(&n)
	if ph.noun() == "legislation" && !n.definite && len(n.by) == 0 {
		n.indef = true
	}
	slices.Sort(n.by)
	n.by = slices.Compact(n.by)
	return n
}

// settleNaming finds or makes the instrument of n and records mention, steps and terms. It is -1 where n names no paper.
func (w *search) settleNaming(n naming, ks *[]known) int {
	for _, m := range n.mods {
		if notPapers[m] && (n.paper.family == "law" || n.paper.family == "any") {
			return -1
		}
	}
	if n.generic || n.first > 0 && w.low[n.first-1] == "as" || w.sense(n) {
		return -1 // no paper in particular; "praised the text as a first offer"
	}
	steps := w.steps(n)
	for _, st := range steps {
		switch {
		case st.state == parley.StateRejected:
			n.refused = append(n.refused, st.by...)
		case st.deal:
			n.makers = append(n.makers, st.by...)
		}
	}
	at := w.resolve(n, *ks)
	if at < 0 && n.indef {
		if at = w.wished(n, steps, *ks); at < 0 {
			at = w.retold(n, steps, *ks)
		}
	}
	if len(steps) == 0 {
		if st, ok := w.presupposed(n); ok && (at < 0 || len(w.instsList[at].Steps) == 0 || st.state == parley.StateInForce && !held(&w.instsList[at])) {
			steps = []stepAt{st}
		}
	}
	if at < 0 {
		if !w.creates(n, steps) {
			return -1
		}
		at = len(w.instsList)
		w.instsList = append(w.instsList, text.Instrument{Kind: n.kind, Rule: "event/paper@1", Score: 0.7})
		*ks = append(*ks, known{family: n.paper.family, noun: n.paper.noun(), headOnly: n.headline, place: n.place, dealt: n.paper.family == "agreement" || n.paper.family == "ceasefire"})
	}
	in, k := &w.instsList[at], &(*ks)[at]
	k.headOnly = k.headOnly && n.headline
	if n.entity >= 0 && len(k.entities) < 12 {
		k.entities = append(k.entities, n.entity)
	}
	k.fresh, k.former = k.fresh || n.fresh, k.former || n.former && n.indef
	if k.place < 0 {
		k.place = n.place
	}
	if k.hours == 0 {
		k.hours = n.hours
	}
	for _, m := range n.mods {
		if !slices.Contains(k.mods, m) && len(k.mods) < 12 {
			k.mods = append(k.mods, m)
		}
	}
	w.learn(in, n)
	for _, st := range steps {
		w.record(in, n, st)
	}
	w.readTerms(in, n)
	w.paperAt[n.head] = at
	return at
}

// held reports whether a paper is told to be in force by nothing but what is done under it.
func held(in *text.Instrument) bool {
	return slices.ContainsFunc(in.Steps, func(s text.Step) bool { return s.State == parley.StateInForce && s.Rule == impliedRule })
}

// learn adds the mention and what it says of the instrument.
func (w *search) learn(in *text.Instrument, n naming) {
	in.Mentions = append(in.Mentions, n.span)
	if len(in.By) == 0 || len(n.by) > len(in.By) && !slices.ContainsFunc(in.By, func(e int) bool { return !slices.Contains(n.by, e) }) {
		in.By = slices.Clone(n.by) // "Harland's deal" is "the Harland-Veska deal"
	}
	if in.Date == nil {
		in.Date = n.date
	}
	if k := n.kind; k == parley.ChannelAgreement {
		in.Kind = k
	}
	if name := bareName(w.d.Slice(n.span)); in.Name == "" || (rank(n) > 0 && len(name) > len(in.Name) && len(name) <= 48) {
		in.Name = name
	}
}

// rank says how telling the words of a mention are.
func rank(n naming) int {
	r := len(n.mods)
	if n.named || n.date != nil || len(n.by) > 0 {
		r += 2
	}
	return r
}

var openers = []string{"the ", "a ", "an ", "this ", "that ", "its ", "their ", "his ", "her ", "our ", "another ", "such a ", "any ", "no "}

// bareName is the name in words s: without marks of quotation, article and spaces at its ends.
func bareName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune("\"“”«»", r) {
			return -1 // a mark whose other half may stand outside the name
		}
		return r
	}, s)
	words := strings.Fields(s)
	open := false
	for i, w := range words { // "plan for a 'pause' in the fighting": single marks, which apostrophes of their own are not
		bare := strings.TrimLeft(w, "‘'")
		if open = open || bare != w; open && strings.TrimRight(bare, "’'") != bare {
			bare, open = strings.TrimRight(bare, "’'"), false
		}
		words[i] = bare
	}
	s = strings.Trim(strings.Join(words, " "), "‘’' ")
	for _, o := range openers {
		if len(s) > len(o) && strings.EqualFold(s[:len(o)], o) {
			return s[len(o):]
		}
	}
	return s
}

// creates reports whether a mention that is no known paper makes a new one.
func (w *search) creates(n naming, steps []stepAt) bool {
	switch {
	case n.paper.family == "report": // any outlet has reports: one that is a paper is told to be handed in or made public
		return !n.negative && len(steps) > 0 && steps[0].verb && (steps[0].state == parley.StateOffered || steps[0].state == parley.StateAnnounced) && (!n.indef || len(n.by) > 0 || len(steps[0].by) > 0)
	case n.negative:
		return len(steps) > 0
	case n.paper.family == "request":
		return len(steps) > 0 && steps[0].verb && steps[0].state != parley.StateCalledFor
	case takesUp[n.paper.noun()] && len(n.paper.words) == 1:
		return false // "the order" takes up one that has been told of
	case n.indef:
		if len(n.by) > 0 && n.paper.strong && (n.paper.family == "proposal" || n.paper.family == "paper") {
			return true // "a proposal from Harland" has been put forward
		}
		vague := len(n.mods) == 0 && n.date == nil && len(n.by) == 0 && !w.about(n) && (len(steps) == 0 || len(steps[0].by) < 2 || !w.underWay(steps[0].k)) // "Harland and Veska are drawing up a contract"
		return (n.paper.strong || w.made(steps) || n.paper.family == "law" && len(steps) > 0 && steps[0].verb && steps[0].state == parley.StateInForce) && len(steps) > 0 && !(vague && steps[0].state == parley.StateCalledFor)
	case n.definite, n.named, n.date != nil, len(n.by) > 0:
		return true
	case n.headline:
		return n.paper.strong || len(steps) > 0
	}
	if len(steps) == 0 || steps[0].state == parley.StateCalledFor {
		return false // "seeks sanctions": there are none yet, and nothing tells which
	}
	many := strings.HasSuffix(w.low[n.head], "s") // "human rights law" is no law, "trade sanctions" are measures
	return n.paper.strong || n.paper.family == "law" && many && (len(n.mods) > 0 || n.fresh || w.about(n))
}

// takesUp are the nouns by which only a paper that has been told of is meant: any act of state is a measure, and there are rules for everything.
var takesUp = map[string]bool{"order": true, "measure": true, "rules": true}

// about reports whether a complement says what the paper is about: "a deal on fishing".
func (w *search) about(n naming) bool {
	e := w.d.Chunks[n.chunk].Tokens.End
	if w.trees() && e < len(w.low) && e == n.head+1 && w.d.Rels[e] == "acl" && w.up(e) == n.head {
		return true // "sanctions designed to hinder trade"
	}
	return e < len(w.low) && (w.low[e] == "on" || w.low[e] == "against" || w.low[e] == "for" || w.low[e] == "between" || w.low[e] == "to" && (e+1 == len(w.low) || w.np(e+1) < 0))
}

// made reports whether the first step brings a paper into being: then even "a text" or "an arrangement" is one.
func (w *search) made(steps []stepAt) bool {
	return len(steps) > 0 && steps[0].verb && (steps[0].state == parley.StateOffered || steps[0].state == parley.StateAgreed || steps[0].state == parley.StatePassed || makes[w.d.Lemmas[steps[0].at]])
}

var makes = map[string]bool{"draft": true, "work": true, "write": true, "prepare": true, "draw": true}
