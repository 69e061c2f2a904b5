package event

import (
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// reread is d as this package reads it: a copy in which two slips of the press's clipped style are mended, the original
// where there is none. A headline without a verb gets the one it has ("Harland rejects plan", read as nouns); a noun in -s
// read as a verb right before the verb of its clause ("army shells struck") goes back to its noun phrase.
func (f *Finder) reread(d *text.Doc) *text.Doc {
	m := &mending{d: d, verb: map[int]string{}, noun: map[int]bool{}, head: map[int]int{}, past: map[int]bool{}, to: map[int]bool{}, cut: map[int]int{},
		passive: map[int]string{}, simple: map[int]bool{}, object: map[int]bool{}}
	for i := range d.Sentences {
		r := d.Sentences[i].Tokens
		if r.First < 0 || r.End > len(d.Tokens) || r.Empty() {
			continue
		}
		if p := d.Sentences[i].Paragraph; p >= 0 && p < len(d.Paragraphs) && d.Paragraphs[p].Kind == text.Headline {
			m.headline(f, r)
		}
		m.pastForm(f, r)
		m.her(r)
	}
	for i := 0; i+1 < len(d.Chunks); i++ {
		m.doubled(i)
		m.direction(i)
		m.infinitive(i)
		m.gerund(f, i)
		m.terms(f, i)
		m.contact(f, i)
	}
	maps.DeleteFunc(m.noun, func(_ int, is bool) bool { return !is })
	if len(m.verb) == 0 && len(m.noun) == 0 && len(m.head) == 0 && len(m.to) == 0 && len(m.cut) == 0 && len(m.passive) == 0 && len(m.object) == 0 {
		return d
	}
	return m.apply()
}

// A mending is what has to change: tokens that are verbs, with their lemma, and verbs that are nouns.
type mending struct {
	d       *text.Doc
	verb    map[int]string
	noun    map[int]bool
	head    map[int]int    // new head of a noun phrase, by its old one
	past    map[int]bool   // participles that are the past tense of their clause
	cut     map[int]int    // where a noun phrase ends and the subject of a clause on it begins, by the first token of the phrase
	passive map[int]string // participles behind "be" that were read as adjectives, with their lemma
	simple  map[int]bool   // verbs of the map above that are in the past tense
	object  map[int]bool   // "her" that is an object and stands in no noun phrase
	to      map[int]bool   // infinitives whose "to" stands outside their verb group
}

// neverVerbs are nouns in -s that name what happens: as a verb they would stand before "to" or "with" alone.
var neverVerbs = map[string]bool{"talks": true, "sides": true, "means": true, "arms": true, "forces": true, "states": true, "rights": true, "pacts": true,
	"limits": true, "bans": true, "covers": true, "grants": true, "calls": true}

// headline looks for the verb of a headline in which no verb group is finite: a word in -s between two noun phrases, or
// before a particle, that the tables know as a verb. Coordinated ones follow it.
func (m *mending) headline(f *Finder, r parley.TokenRange) {
	found := false // a finite verb: what is joined to it may be one as well
	for c := m.d.NextChunk(r.First, r.End, text.VG); c >= 0; c = m.d.NextChunk(m.d.Chunks[c].Tokens.End, r.End, text.VG) {
		found = found || m.d.Chunks[c].Finite
	}
	for t := r.First + 1; t+1 < r.End; t++ {
		w := strings.ToLower(m.d.Word(t))
		l := thirdPerson(w)
		if l == "" || neverVerbs[w] || !f.knowsVerb(l) {
			continue
		}
		prev, next := m.d.Tags[t-1].U, m.d.Tags[t+1]
		after := next.U == text.NOUN || next.U == text.PROPN || next.U == text.DET || next.U == text.ADJ || next.U == text.NUM || next.Penn == "RP" || next.U == text.ADV
		subject := !found && (prev == text.NOUN || prev == text.PROPN || m.named(t-1))
		if after && (subject || found && prev == text.CCONJ) {
			m.verb[t] = l
			found = true
		}
	}
}

// her marks each "her" of sentence r that is an object and was read as a possessive without its noun: "sentenced [her] in March".
func (m *mending) her(r parley.TokenRange) {
	if len(m.d.Rels) != len(m.d.Tokens) {
		return
	}
	for t := r.First; t < r.End; t++ {
		if m.d.Tags[t].Penn == "PRP$" && (m.d.Rels[t] == "obj" || m.d.Rels[t] == "iobj") && strings.EqualFold(m.d.Word(t), "her") {
			i := sort.Search(len(m.d.Chunks), func(i int) bool { return m.d.Chunks[i].Tokens.First > t })
			if i == 0 || !m.d.Chunks[i-1].Tokens.Has(t) {
				m.object[t] = true
			}
		}
	}
}

// named reports whether token t ends the mention of somebody, whatever the tagger takes it for.
func (m *mending) named(t int) bool {
	ms := m.d.Mentions
	for i := sort.Search(len(ms), func(i int) bool { return ms[i].Tokens.First >= t-6 }); i < len(ms) && ms[i].Tokens.First <= t; i++ {
		if ms[i].Head == t && ms[i].Tokens.End == t+1 {
			return true
		}
	}
	return false
}

// thirdPerson is the base of a verb form in -s, "" where w has not that shape.
func thirdPerson(w string) string {
	switch {
	case len(w) < 4 || !strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ss"):
		return ""
	case strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "oes"), strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	}
	return w[:len(w)-1]
}

// knowsVerb reports whether l is a verb of one of the tables.
func (f *Finder) knowsVerb(l string) bool {
	return len(f.trig.verbs[l]) > 0 || len(f.paper.verbs[l]) > 0 || len(f.status.obj[l]) > 0 || len(f.status.tell[l]) > 0
}

// doubled marks verb group i where it is one word in -s with a finite verb group right behind it.
func (m *mending) doubled(i int) {
	a, b := m.d.Chunks[i], m.d.Chunks[i+1]
	if a.Kind != text.VG || b.Kind != text.VG || a.Tokens.Len() != 1 || a.Tokens.End != b.Tokens.First || i == 0 {
		return
	}
	p := m.d.Chunks[i-1]
	if m.d.Tags[a.Head].Penn != "VBZ" || p.Kind != text.NP || p.Tokens.End != a.Tokens.First || m.d.Tags[b.Tokens.First].U == text.AUX {
		return
	}
	switch {
	case b.Finite:
		m.noun[a.Head] = true
	case things[strings.ToLower(m.d.Word(a.Head))] && b.Tokens.Len() == 1 && m.d.Tags[b.Head].Penn == "VBN":
		m.noun[a.Head], m.past[b.Head] = true, true
	}
}

// gerund marks verb group i where it is one word in -ing that names what happens, under "of", with the verb of the clause right behind it or as its subject
// with a preposition behind it: "a wave of fighting broke out", "fighting in the north went on".
func (m *mending) gerund(f *Finder, i int) {
	a := m.d.Chunks[i]
	if a.Kind != text.VG || a.Tokens.Len() != 1 || m.d.Tags[a.Head].Penn != "VBG" || len(f.trig.nouns[strings.ToLower(m.d.Word(a.Head))]) == 0 {
		return
	}
	under := a.Tokens.First > 0 && strings.EqualFold(m.d.Word(a.Tokens.First-1), "of")
	if i+1 < len(m.d.Chunks) && a.Tokens.End == m.d.Chunks[i+1].Tokens.First {
		b := m.d.Chunks[i+1]
		under = b.Kind == text.VG && b.Finite
	}
	if e := a.Tokens.End; e < len(m.d.Rels) && strings.HasSuffix(strings.TrimSuffix(m.d.Rels[a.Head], ":pass"), "subj") && m.d.Tags[e].U == text.ADP {
		under = true // "[fighting] in the north has left many dead"
	}
	m.noun[a.Head] = m.noun[a.Head] || under
}

// things are nouns in -s that are mistaken for verbs where a past form follows ("army shells struck a market").
var things = map[string]bool{"shells": true, "bombs": true, "rockets": true, "mortars": true, "guns": true, "tanks": true, "strikes": true, "raids": true,
	"attacks": true, "forces": true, "mines": true, "drones": true, "ships": true, "patrols": true}

// infinitive marks verb group i where it is a bare form with a "to" before it that no chunk holds.
func (m *mending) infinitive(i int) {
	c := m.d.Chunks[i]
	f := c.Tokens.First
	if c.Kind != text.VG || c.To || f < 1 || c.Head != f || m.d.Tags[f].Penn != "VB" || !strings.EqualFold(m.d.Word(f-1), "to") || m.d.Tokens[f-1].Sentence != m.d.Tokens[f].Sentence {
		return
	}
	if i == 0 || m.d.Chunks[i-1].Tokens.End < f {
		m.to[c.Head] = true
	}
}

// direction gives noun phrase i the head that stands before a closing point of the compass: "a base [north] of the capital".
func (m *mending) direction(i int) {
	c := m.d.Chunks[i]
	if h := c.Head; c.Kind == text.NP && h > c.Tokens.First && compass[strings.ToLower(m.d.Word(h))] && m.d.Tags[h-1].U == text.NOUN {
		m.head[h] = h - 1
	}
}

var compass = map[string]bool{"north": true, "south": true, "east": true, "west": true, "northeast": true, "northwest": true, "southeast": true, "southwest": true,
	"north-east": true, "north-west": true, "south-east": true, "south-west": true}

// terms marks noun phrase i where it is one word in -s after a comma or conjunction that tells what a paper provides:
// "the draft, which both have seen, provides for".
func (m *mending) terms(f *Finder, i int) {
	c := m.d.Chunks[i]
	if c.Kind != text.NP || c.Tokens.Len() != 1 || c.Tokens.First == 0 || m.d.Tags[c.Head].Penn != "NNS" {
		return
	}
	w := strings.ToLower(m.d.Word(c.Head))
	l := thirdPerson(w)
	if before := m.d.Tags[c.Tokens.First-1]; l == "" || neverVerbs[w] || len(f.paper.terms[l]) == 0 || before.U != text.CCONJ && m.d.Word(c.Tokens.First-1) != "," {
		return
	}
	m.verb[c.Head] = l
}

// contact cuts noun phrase i before a name that is the subject of a clause without a pronoun: "the river deal | Harland struck".
func (m *mending) contact(f *Finder, i int) {
	c, v := m.d.Chunks[i], m.d.Chunks[i+1]
	if c.Kind != text.NP || v.Kind != text.VG || v.Tokens.First != c.Tokens.End || m.d.Tags[c.Tokens.First].U != text.DET || v.To {
		return
	}
	if p := m.d.Tags[v.Head].Penn; p != "VBD" && p != "VBN" || v.Passive {
		return
	}
	for t := c.Tokens.First + 1; t+1 < c.Tokens.End; t++ {
		if m.d.Tags[t].U != text.NOUN || m.d.Tags[t+1].U != text.PROPN || len(f.paper.heads[strings.ToLower(m.d.Word(t))]) == 0 {
			continue
		}
		for x := t + 1; x < c.Tokens.End; x++ {
			if m.d.Tags[x].U != text.PROPN {
				return
			}
		}
		m.cut[c.Tokens.First] = t + 1
		if v.Tokens.Len() == 1 {
			m.past[v.Head] = true
		}
		return
	}
}

// apply is the mended copy; layers that do not change are shared.
func (m *mending) apply() *text.Doc {
	v := *m.d
	v.Tags = slices.Clone(m.d.Tags)
	v.Lemmas = slices.Clone(m.d.Lemmas)
	v.Chunks = make([]text.Chunk, 0, len(m.d.Chunks)+2*len(m.verb))
	for t, l := range m.verb {
		v.Tags[t] = text.Tag{U: text.VERB, Penn: "VBZ"}
		v.Lemmas[t] = l
		if m.simple[t] {
			v.Tags[t].Penn = "VBD"
		}
	}
	for t := range m.noun {
		v.Tags[t] = text.Tag{U: text.NOUN, Penn: "NNS"}
	}
	for _, c := range m.d.Chunks {
		if c.Kind == text.VG && m.noun[c.Head] {
			c.Kind, c.Finite, c.Tense = text.NP, false, text.NoTense
			if n := len(v.Chunks); n > 0 && v.Chunks[n-1].Kind == text.NP && v.Chunks[n-1].Tokens.End == c.Tokens.First {
				v.Chunks[n-1].Tokens.End, v.Chunks[n-1].Head = c.Tokens.End, c.Head
				continue
			}
			v.Chunks = append(v.Chunks, c)
			continue
		}
		if at, ok := m.cut[c.Tokens.First]; ok && c.Kind == text.NP {
			noun := c
			noun.Tokens.End, noun.Head = at, at-1
			v.Chunks = append(v.Chunks, noun)
			c.Tokens.First = at
			c.Head = max(c.Head, at)
		}
		if h, ok := m.head[c.Head]; ok && c.Kind == text.NP {
			c.Head = h
		}
		if m.past[c.Head] {
			c.Finite, c.Tense, c.Passive = true, text.Past, false
			v.Tags[c.Head].Penn = "VBD"
		}
		if m.to[c.Head] {
			c.Tokens.First, c.To, c.Finite = c.Tokens.First-1, true, false
		}
		v.Chunks = m.split(v.Chunks, c)
	}
	for t := range m.object {
		i := sort.Search(len(v.Chunks), func(i int) bool { return v.Chunks[i].Tokens.First > t })
		v.Chunks = slices.Insert(v.Chunks, i, text.Chunk{Tokens: parley.TokenRange{First: t, End: t + 1}, Kind: text.NP, Head: t})
	}
	m.bePassive(&v)
	return &v
}

// split appends chunk c, cut at the verbs found inside it.
func (m *mending) split(out []text.Chunk, c text.Chunk) []text.Chunk {
	first := c.Tokens.First
	piece := func(end int) {
		if first < end {
			p := c
			p.Tokens = parley.TokenRange{First: first, End: end}
			if !p.Tokens.Has(p.Head) {
				p.Head = end - 1
			}
			out = append(out, p)
		}
	}
	for t := first; t < c.Tokens.End; t++ {
		if m.verb[t] == "" {
			continue
		}
		piece(t)
		tense := text.Present
		if m.simple[t] {
			tense = text.Past
		}
		out = append(out, text.Chunk{Tokens: parley.TokenRange{First: t, End: t + 1}, Kind: text.VG, Head: t, Finite: true, Tense: tense})
		first = t + 1
	}
	piece(c.Tokens.End)
	return out
}
