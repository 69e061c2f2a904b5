package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// papers are the tables about instruments.
type papers struct {
	heads map[string][]paperHead // by the head noun
	kinds map[[2]string]parley.InstrumentKind
	verbs map[string][]step   // by the first word of the verb
	nouns map[string][]step   // by "noun preposition"
	terms map[string][]phrase // verbs that introduce what a paper says
	// verdicts are what a word said of a paper makes of it.
	verdicts map[string]verdict
}

// A paperHead is a noun that names an instrument.
type paperHead struct {
	words  []string
	kind   parley.InstrumentKind
	family string
	strong bool // an indefinite one under a step verb is an instrument
}

// A step is one row of the transition table.
type step struct {
	words                  []string
	slot                   string
	state, negated, coming parley.InstrumentState // "" is none
	families               []string               // empty: all
}

func readPapers() (*papers, error) {
	p := &papers{heads: map[string][]paperHead{}, kinds: map[[2]string]parley.InstrumentKind{}, verbs: map[string][]step{}, nouns: map[string][]step{}, terms: map[string][]phrase{}}
	rs, err := rows("instruments.tsv", 4)
	if err != nil {
		return nil, err
	}
	for _, r := range rs {
		h := paperHead{strings.Fields(r[0]), parley.InstrumentKind(r[1]), r[2], r[3] == "2"}
		key := h.words[len(h.words)-1]
		if slices.Contains(h.words, "of") {
			key = h.words[0]
		}
		p.heads[key] = append(p.heads[key], h)
	}
	for k := range p.heads {
		slices.SortStableFunc(p.heads[k], func(a, b paperHead) int { return len(b.words) - len(a.words) })
	}
	if rs, err = rows("kinds.tsv", 3); err != nil {
		return nil, err
	}
	for _, r := range rs {
		p.kinds[[2]string{r[0], r[1]}] = parley.InstrumentKind(r[2])
	}
	if rs, err = rows("terms.tsv", 1); err != nil {
		return nil, err
	}
	for _, r := range rs {
		ws := strings.Fields(r[0])
		p.terms[ws[0]] = append(p.terms[ws[0]], phrase{words: ws})
		longest(p.terms[ws[0]])
	}
	if p.verdicts, err = readVerdicts(); err != nil {
		return nil, err
	}
	return p, p.readSteps()
}

func (p *papers) readSteps() error {
	rs, err := rows("steps.tsv", 6)
	if err != nil {
		return err
	}
	for _, r := range rs {
		s := step{words: strings.Fields(r[0]), slot: r[1], state: state(r[2]), negated: state(r[3]), coming: state(r[4])}
		if r[5] != "*" {
			s.families = strings.Fields(r[5])
		}
		if s.slot == "nom" {
			p.nouns[r[0]] = append(p.nouns[r[0]], s)
			continue
		}
		p.verbs[s.words[0]] = append(p.verbs[s.words[0]], s)
	}
	for k := range p.verbs {
		slices.SortStableFunc(p.verbs[k], func(a, b step) int { return len(b.words) - len(a.words) })
	}
	return nil
}

func state(s string) parley.InstrumentState {
	if s == "-" {
		return ""
	}
	return parley.InstrumentState(s)
}

// holds reports whether the row speaks of this family.
func (s *step) holds(family string) bool {
	return len(s.families) == 0 || slices.Contains(s.families, family)
}

// isPaper reports whether token h is a noun that names an instrument.
func (p *papers) isPaper(s *scan, h int) bool {
	_, ok := p.head(s, h)
	return ok
}

// head is the entry for the noun at token h with the words around it.
func (p *papers) head(s *scan, h int) (paperHead, bool) {
	if h < 0 || h >= len(s.low) {
		return paperHead{}, false
	}
	list := p.heads[s.low[h]]
	if len(list) == 0 && !strings.HasSuffix(s.low[h], "ed") && !strings.HasSuffix(s.low[h], "ing") {
		list = p.heads[s.d.Lemmas[h]]
	}
	for _, ph := range list {
		n := len(ph.words)
		from := h - n + 1
		if slices.Contains(ph.words, "of") {
			from = h
		}
		if from < 0 || from+n > len(s.low) {
			continue
		}
		ok := true
		for i, w := range ph.words {
			ok = ok && s.is(from+i, w)
		}
		if ok {
			return ph, true
		}
	}
	return paperHead{}, false
}

// noun is the head noun of the entry, "" for a pronoun.
func (h paperHead) noun() string {
	if len(h.words) == 0 {
		return ""
	}
	if slices.Contains(h.words, "of") {
		return h.words[0]
	}
	return h.words[len(h.words)-1]
}
