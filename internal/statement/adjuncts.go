package statement

import (
	"github.com/parley-press/parley/internal/text"
)

// addressee reads whom the source spoke to, where the words stand between cue and content, and returns the token after.
func (p *pass) addressee(k *candidate, s *draft, i int) int {
	if i >= p.hi {
		return i
	}
	at := i
	if p.d.Lower(i) == "to" && !k.cue.has("addr") {
		at = i + 1
	} else if !k.cue.has("addr") {
		return i
	}
	np, end := p.nounPhraseAt(at)
	if at == i && k.cue.frame("oto") && !np.Empty() && !p.turnsTo(p.skipAdjuncts(end)) && (k.cue.frame("np") || p.objectTo(end) > 0) && !(p.objectTo(end) < 0 && p.startsClause(end)) {
		return i // the object opens the content ("urged Harland to leave")
	}
	if np.Empty() || (end < p.hi && p.finiteAt(end) && at == i) {
		return i
	}
	if m := p.mentionIn(np); m >= 0 && speaks(p.d.Mentions[m].Type) || m < 0 && at > i && p.mayHear(p.d.Chunks[p.chunkOf[np.First]].Head) {
		s.addr = np
		return end
	}
	if at == i && k.cue.has("addr") {
		return end
	}
	return i
}

// turnsTo reports whether, behind whom one speaks to, what is said begins at token i: "that", a question word, a quotation or a colon.
func (p *pass) turnsTo(i int) bool {
	if i >= p.hi {
		return false
	}
	w := p.d.Lower(i)
	return w == "that" || w == ":" || whWord[w] || p.opensQuote(i) || w == "," && i+1 < p.hi && p.opensQuote(i+1)
}

// skipAdjuncts walks over times, places and occasions between cue and content ("on Friday", "in a statement", "after the talks"), as long as
// what follows can begin a content.
func (p *pass) skipAdjuncts(i int) int {
	j := p.skipInserted(i)
	for j < p.hi {
		switch {
		case p.timeOf[j] >= 0:
			j = p.d.Times[p.timeOf[j]].Tokens.End
			continue
		case p.d.Tags[j].U == text.ADV && p.chunkOf[j] < 0 && !whWord[p.d.Lower(j)] && p.d.Tokens[j].Quote == p.d.Tokens[max(j-1, 0)].Quote:
			j++
			continue
		case p.d.Tags[j].U == text.ADP && j+1 < p.hi && p.timeOf[j+1] >= 0:
			j++
			continue
		case adjunct[p.d.Lower(j)] && j+1 < p.hi:
			if np, end := p.nounPhraseAt(j + 1); !np.Empty() {
				j = p.pastCarrier(end)
				continue
			}
		case j > i && p.d.Lower(j) == "to" && !p.verbAt(j) && p.chunkOf[j-1] >= 0 && p.d.Chunks[p.chunkOf[j-1]].Kind == text.NP: // "in a letter to the council"
			if np, end := p.nounPhraseAt(j + 1); !np.Empty() {
				j = end
				continue
			}
		case j > i && given[p.d.Lemmas[j]] && p.d.Tags[j].Penn == "VBN": // "in an interview published on Monday"
			j++
			continue
		}
		break
	}
	if j == i {
		return i
	}
	if j >= p.hi || p.d.Word(j) == "," {
		return j
	}
	if w := p.d.Lower(j); w == "that" || w == ":" || w == "whether" || p.opensQuote(j) || p.timeOf[j-1] >= 0 || p.d.Tags[j-1].U == text.ADV || p.startsClause(j) {
		return j
	}
	return i
}

// skipInserted walks over a word or a source set off by commas right after the cue ("warned, however, that", "wrote, citing an officer, that").
func (p *pass) skipInserted(i int) int {
	if i+2 >= p.hi || p.d.Word(i) != "," {
		return i
	}
	if p.d.Tags[i+1].U == text.ADV && p.d.Word(i+2) == "," {
		return i + 3
	}
	c := p.chunkOf[i+1]
	if c < 0 || p.d.Chunks[c].Kind != text.VG || p.d.Tags[p.d.Chunks[c].Head].Penn != "VBG" {
		return i
	}
	if q, _ := p.f.match(p.d, p.d.Chunks[c].Head, p.hi); q == nil || !q.frame("src") {
		return i
	}
	for j := i + 2; j+1 < p.hi && j < i+30; j++ {
		if p.d.Word(j) == "," {
			return j + 1
		}
		if p.finiteAt(j) {
			break
		}
	}
	return i
}

// adjunct holds the prepositions that open an adjunct between a cue and its content.
var adjunct = map[string]bool{"in": true, "at": true, "on": true, "during": true, "after": true, "before": true, "through": true, "via": true, "by": true,
	"from": true, "following": true, "with": true, "over": true, "outside": true, "ahead": true}
