package statement

import "github.com/parley-press/parley/internal/text"

// timeless reports whether the tense of a cue in the body leaves open when it was said: the present tells what somebody holds ("Harland says the bridge is safe"),
// the perfect and the past perfect that it was said at some time before ("has called for talks"). Only the simple past tells of one occasion, the last one where
// nothing else is said. In a headline the present tells of what has just been.
func (p *pass) timeless(s *draft) bool {
	if len(s.cues) == 0 || p.d.Paragraphs[p.paragraph(s.cues[0].First)].Kind == text.Headline {
		return false
	}
	a := p.anchor(s)
	switch p.tenseOf(a) {
	case text.Present, text.Perfect:
		return true
	case text.PastPerfect: // "had earlier said" is before the report
		ch := p.chunkAt(a)
		p.at(a)
		return !p.earlier(a) && !p.earlier(ch.Tokens.First)
	}
	return false
}

// tenseOf is the tense of the verb at token a. A further verb of a clause, without a subject and an auxiliary of its own, has that of the first, where its form can be
// the participle: "has called it a farce and said it must end".
func (p *pass) tenseOf(a int) text.Tense {
	for n := 0; a >= 0 && n < climb; n++ {
		ch := p.chunkAt(a)
		if ch == nil || ch.Kind != text.VG {
			break
		}
		first := p.head(a)
		if p.rel(a) != "conj" || first < 0 || first > a || ch.Tokens.Len() > 1 || !p.participleAt(a) || p.d.Tags[a].Penn == "VBG" || p.kid(a, first, a, "nsubj", "nsubj:pass") >= 0 {
			return ch.Tense
		}
		if t := p.chunkAt(first); t == nil || t.Kind != text.VG || t.Tense != text.Perfect && t.Tense != text.PastPerfect {
			return ch.Tense
		}
		a = first
	}
	return text.NoTense
}
