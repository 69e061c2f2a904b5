package event

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// pastForm marks the verbs of sentence r that the tagger takes for adjectives, as it does with rarer words in -ed: behind a form of "be" ("will be
// [redeployed]"), or as the only verb that a sentence without a finite one has ("the ship [unloaded] grain").
func (m *mending) pastForm(f *Finder, r parley.TokenRange) {
	finite := false
	for c := m.d.NextChunk(r.First, r.End, text.VG); c >= 0; c = m.d.NextChunk(m.d.Chunks[c].Tokens.End, r.End, text.VG) {
		finite = finite || m.d.Chunks[c].Finite
	}
	for t := r.First + 1; t+1 < r.End; t++ {
		if m.d.Tags[t].U != text.ADJ || !strings.HasSuffix(m.d.Lower(t), "ed") {
			continue
		}
		l := f.baseOf(m.d.Lower(t))
		switch before := m.d.Tags[t-1]; {
		case l == "":
		case m.d.Lemmas[t-1] == "be":
			if next := m.d.Tags[t+1]; next.U == text.ADP || next.U == text.PUNCT || next.Penn == "TO" {
				m.passive[t] = l
			}
		case !finite && (before.U == text.NOUN || before.U == text.PROPN) && m.opens(t+1):
			m.verb[t], m.simple[t] = l, true
			finite = true
		}
	}
}

// opens reports whether what begins at token t may stand behind a verb.
func (m *mending) opens(t int) bool {
	switch m.d.Tags[t].U {
	case text.DET, text.ADJ, text.NOUN, text.PROPN, text.NUM, text.ADP, text.PRON, text.ADV:
		return true
	}
	return false
}

// baseOf is the verb of the tables whose past form w is, "" where there is none.
func (f *Finder) baseOf(w string) string {
	stem := strings.TrimSuffix(w, "ed")
	for _, l := range []string{stem, stem + "e"} {
		if len(f.trig.verbs[l]) > 0 {
			return l
		}
	}
	switch n := len(stem); {
	case strings.HasSuffix(stem, "i") && len(f.trig.verbs[stem[:n-1]+"y"]) > 0:
		return stem[:n-1] + "y"
	case n > 2 && stem[n-1] == stem[n-2] && len(f.trig.verbs[stem[:n-1]]) > 0:
		return stem[:n-1]
	}
	return ""
}

// bePassive gives the verb groups with a form of "be" at their end the participle that the tagger took for an adjective.
func (m *mending) bePassive(v *text.Doc) {
	for t, l := range m.passive {
		v.Tags[t], v.Lemmas[t] = text.Tag{U: text.VERB, Penn: "VBN"}, l
	}
	out := v.Chunks[:0]
	for _, c := range v.Chunks {
		if _, ok := m.passive[c.Tokens.First]; ok && c.Kind == text.NP {
			if c.Tokens.First++; c.Tokens.Empty() {
				continue
			}
			c.Head = max(c.Head, c.Tokens.First)
		}
		if _, ok := m.passive[c.Tokens.End]; ok && c.Kind == text.VG {
			c.Head, c.Passive = c.Tokens.End, true
			c.Tokens.End++
		}
		out = append(out, c)
	}
	v.Chunks = out
}
