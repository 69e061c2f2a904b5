package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A naming is one mention of a paper, with all that tells it from others.
type naming struct {
	chunk    int32
	head     int
	paper    paperHead
	kind     parley.InstrumentKind
	by       []int
	date     *parley.Interval
	mods     []string // words that tell it apart, sorted as they stand
	named    bool     // a proper name or number stands in it
	definite bool
	indef    bool // "a", "an", "another"
	fresh    bool // "new", "another", "alternative"
	former   bool // "original", "old", "previous"
	negative bool // "no", "no such"
	headline bool
	generic  bool                   // "any", "every": no paper in particular
	pointed  bool                   // "this", "that": the one told of just before, whatever it is called
	doing    parley.InstrumentState // what the noun it modifies does to it, "" if none
	refused  []int                  // who turns it down
	makers   []int                  // who makes it together
	first    int                    // first token of the phrase
	hours    int                    // how long it is for, 0 unknown
	place    int                    // where it holds, -1 unknown
	entity   int                    // what the phrase was found to name in the report, -1 unknown
	span     parley.Span
}

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

// oneOfMany reports whether a noun in the plural names one paper: "the Lowgate accords" do, "agreements" do not, nor do "their decisions" and what
// somebody carries with him: "forged papers".
func (w *search) oneOfMany(n naming) bool {
	known := n.named || n.date != nil
	if !n.paper.strong && !known || n.paper.family == "paper" || n.paper.family == "any" {
		return false
	}
	if len(w.steps(n)) == 0 {
		if n.paper.family == "proposal" && len(n.by) > 0 {
			return n.paper.noun() != "plan" // "Harland's proposals" have been put forward
		}
		_, ok := w.presupposed(n)
		return ok
	}
	return n.paper.family == "proposal" || known || n.definite || len(n.by) > 0
}

// compound reads a paper that modifies what is done to it ("truce violations", "the treaty signing"). It is -1 where there is none.
func (w *search) compound(c int32, t int, headline bool, ks *[]known) int {
	p := t - 1
	if p < w.d.Chunks[c].Tokens.First {
		return -1
	}
	rows := w.paper.nouns[w.low[t]+" of"]
	if len(rows) == 0 {
		rows = w.paper.nouns[w.d.Lemmas[t]+" of"]
	}
	ph, ok := w.paper.head(w.scan, p)
	if !ok || len(rows) == 0 || !rows[0].holds(ph.family) {
		return -1
	}
	n := w.naming(c, p, ph, headline)
	n.definite, n.indef, n.mods, n.named, n.date = !n.indef, false, nil, false, nil
	n.span = w.d.Span(parley.TokenRange{First: p - len(ph.words) + 1, End: t})
	n.doing = rows[0].state
	at := w.settleNaming(n, ks)
	if at >= 0 {
		w.paperAt[t] = at
	}
	return at
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
		if m.Head != t && !slices.Contains(ph.words, w.low[m.Head]) && !(w.d.Entities[m.Entity].Type == parley.State && (standing[ph.noun()] || ph.family == "ceasefire") && w.aimed(m)) {
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

// aimed reports whether the state that mention m names before a measure or truce is the one that it is taken against, or where it holds: the bare name of a state
// ("Veska sanctions", "the Ondria truce") that is no half of a pair, while its adjective, its genitive and an abbreviation tell whose it is ("Veskan sanctions", "U.V. sanctions").
func (w *search) aimed(m text.Mention) bool {
	word := w.d.Word(m.Head)
	return !w.owns(m) && word != strings.ToUpper(word) && (m.Tokens.End >= len(w.low) || w.low[m.Tokens.End] != "-")
}

// second is the entity that token i names as the other of two joined by a hyphen in a phrase that begins at token first: "the Harland-[Veska] deal". It is -1
// where no name of the report is that word.
func (w *search) second(i, first int) int {
	if i < first+2 || w.low[i-1] != "-" || w.d.Tags[i].U != text.PROPN || w.d.Tokens[i-1].Span.Start != w.d.Tokens[i-2].Span.End {
		return -1
	}
	if w.single == nil {
		w.single = map[string]int{}
		for _, m := range w.d.Mentions {
			if word := w.d.Word(max(m.Head, 0)); m.Core.Len() == 1 && w.acts(m) {
				if _, ok := w.single[word]; !ok {
					w.single[word] = m.Entity
				}
			}
		}
	}
	if e, ok := w.single[w.d.Word(i)]; ok {
		return e
	}
	return -1
}

// clipped reports whether the phrase of a paper in a headline begins, as the tagger has it, with what is the headline's verb: "Front [breaks] truce".
func (w *search) clipped(first, head int, headline bool) bool {
	return headline && first < head && first > 0 && strings.HasSuffix(w.low[first], "s") && !strings.HasSuffix(w.low[first], "ss") &&
		!neverVerbs[w.low[first]] && len(w.paper.verbs[strings.TrimSuffix(w.low[first], "s")]) > 0
}

// inBody reports whether token t is part of the name of a body: the General Agreement on Tariffs and Trade is one.
func (w *search) inBody(t int) bool {
	lo, hi := w.mentionsIn(parley.TokenRange{First: max(0, t-8), End: t + 1})
	for i := lo; i < hi; i++ {
		if m := &w.d.Mentions[i]; m.Type == parley.Organization && m.Core.Has(t) && w.d.Tags[t].U == text.PROPN && m.Core.Len() > 1 {
			return true
		}
	}
	return false
}

// wider is the mention of an instrument that is headed by token t, nil where there is none.
func (w *search) wider(t int) *text.Mention {
	lo, hi := w.mentionsIn(parley.TokenRange{First: max(0, t-8), End: t + 1})
	for i := lo; i < hi; i++ {
		if m := &w.d.Mentions[i]; m.Head == t && m.Type == parley.InstrumentEntity && m.Tokens.First >= 0 && m.Tokens.Has(t) {
			return m
		}
	}
	return nil
}

// inside are those who can act among the mentions in r.
func (w *search) inside(r parley.TokenRange) []text.Mention {
	var out []text.Mention
	lo, hi := w.mentionsIn(r)
	for i := lo; i < hi; i++ {
		if m := w.d.Mentions[i]; w.acts(m) && m.Tokens.End <= r.End {
			out = append(out, m)
		}
	}
	return out
}

// opening is the first token of a paper's phrase: where the words of its entry begin before the noun phrase does, as with
// "a working paper" cut at the participle, with the determiner before them.
func (w *search) opening(first, head int, ph paperHead) int {
	if f := first - 2; f >= 0 && first < head && w.low[f+1] == "of" && stops[w.low[f]] && w.d.Tags[first].U != text.DET { // "the cessation of hostilities agreement"
		if f > 0 && w.d.Tags[f-1].U == text.DET {
			f--
		}
		return f
	}
	if n := head - len(ph.words) + 1; n < first && ph.noun() != ph.words[0] {
		first = n
		if first > 0 && w.d.Tags[first-1].U == text.DET {
			first--
		}
	}
	return first
}

// opensName reports whether the words of an entry at token t are the start of a longer name: "[the cessation of hostilities] agreement".
func (w *search) opensName(t int, ph paperHead) bool {
	last := t + len(ph.words) - 1
	if !slices.Contains(ph.words, "of") || ph.words[0] != w.low[t] || last >= len(w.low) {
		return false
	}
	c := w.np(last)
	return c >= 0 && w.d.Chunks[c].Head > last && w.paper.isPaper(w.scan, w.d.Chunks[c].Head)
}

// stops are nouns that begin a name as "cessation of hostilities agreement" does.
var stops = map[string]bool{"cessation": true, "suspension": true, "halt": true, "end": true, "exchange": true, "withdrawal": true, "limitation": true, "reduction": true}

// modifier reads token i of the noun phrase.
func (w *search) modifier(n *naming, i int, own []text.Mention) {
	l := w.low[i]
	if x := w.timeAt[i]; x >= 0 {
		if w.d.Times[x].Duration {
			n.hours = hours(w.d.Times[x].Value)
		}
		if n.date == nil && w.d.Times[x].When != nil && !w.d.Times[x].Duration {
			iv := *w.d.Times[x].When
			n.date, n.definite = &iv, true
		}
		return
	}
	switch {
	case l == "a" || l == "an" || l == "another" || l == "some":
		n.indef = true
		n.fresh = n.fresh || l == "another"
		return
	case l == "no":
		n.negative = true
		return
	case l == "any" || l == "every" || l == "each" || l == "which" || l == "what":
		n.generic = true
		return
	case i < n.head && (l == "this" || l == "that"):
		n.definite, n.pointed = true, true
		return
	case l == "the" || w.d.Tags[i].Penn == "PRP$" || l == "both":
		n.definite = true
		return
	case freshWords[l] || n.paper.family == "law" && (more[l] || w.d.Tags[i].Penn == "JJR"):
		n.fresh = true
		return
	case formerWords[l]:
		n.former = true
		return
	case i == n.head || plainWords[l] || w.d.Tags[i].U == text.PUNCT:
		n.fresh = n.fresh || i == n.head && (l == "counterproposal" || l == "counteroffer")
		return
	}
	for _, m := range own {
		if m.Tokens.Has(i) {
			return
		}
	}
	if k, ok := w.paper.kinds[[2]string{n.paper.family, l}]; ok {
		n.kind = k
	}
	switch w.d.Tags[i].U {
	case text.PROPN, text.NUM:
		n.named = true
		n.mods = append(n.mods, l)
	case text.ADJ, text.NOUN, text.VERB:
		if len(n.paper.words) < 2 || !slices.Contains(n.paper.words, l) {
			n.mods = append(n.mods, w.d.Lemmas[i])
		}
	}
}

// behind reads what follows the noun: who it is by, between whom, of which date.
func (w *search) behind(n *naming, end int) {
	k := w.clauseAt[n.head]
	if k < 0 {
		return
	}
	args, _ := w.nounArgs(n.chunk, w.clauses[k].end)
	for _, a := range args {
		deal := n.paper.family == "agreement" || n.paper.family == "ceasefire"
		if a.slot == "by" || a.slot == "from" && n.paper.family != "law" || (deal && (a.slot == "between" || a.slot == "with" || a.slot == "among")) {
			for _, m := range w.fillers(a.chunk, w.acts) {
				n.by = append(n.by, m.Entity)
			}
		}
		if n.place < 0 && n.paper.family == "ceasefire" && (inPlace[a.slot] || a.slot == "for" || a.slot == "of" || a.slot == "over") {
			for _, m := range w.fillers(a.chunk, w.isPlace) {
				n.place = m.Entity
				break
			}
		}
	}
	for t := end; t < end+2 && t < len(w.low); t++ {
		if x := w.timeAt[t]; x >= 0 && n.date == nil && w.d.Times[x].When != nil && !w.d.Times[x].Duration && (w.low[end] == "of" || w.low[end] == "from" || w.low[end] == "dated") {
			iv := *w.d.Times[x].When
			n.date, n.definite = &iv, true
		}
	}
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
