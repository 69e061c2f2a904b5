package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A clause is what surrounds a cue: the tokens of its sentence that may tell to whom, where, on what occasion and when it was said.
type clause struct {
	s      *draft
	anchor int               // word that carries the cue
	window parley.TokenRange // tokens looked at: the sentence, or the content of the host
	host   parley.TokenRange // content of the statement around it, empty for none
}

// span bounds a clause: how far to either side of its cue words are looked at.
const clauseReach = 45

// clauseOf is the clause of the cue of s; ok is false for a running quotation.
func (p *pass) clauseOf(s *draft) (clause, bool) {
	a := p.anchor(s)
	if a < 0 {
		return clause{}, false
	}
	p.setSentence(int(p.d.Tokens[a].Sentence))
	c := clause{s: s, anchor: a, window: p.d.Sentences[p.d.Tokens[a].Sentence].Tokens, host: p.hostTokens(s)}
	if !c.host.Empty() {
		c.window.First, c.window.End = max(c.window.First, c.host.First), min(c.window.End, c.host.End)
	}
	c.window.First, c.window.End = max(c.window.First, a-clauseReach), min(c.window.End, a+clauseReach)
	return c, true
}

// free reports whether token i stands outside the content and the source of the clause's statement, and outside what other cues announce there.
func (p *pass) free(c *clause, i int) bool {
	return !c.s.src.Has(i) && !p.inParts(c.s, i) && p.d.Tokens[i].Quote == p.d.Tokens[c.anchor].Quote && !p.inContent(c.host, i)
}

// owns reports whether the phrase with head token i belongs to the clause's cue: it hangs on the cue in the tree, or it stands next to the cue, with
// nothing between that has a clause of its own, and the tree hangs it on the content, where it cannot be.
func (p *pass) owns(c *clause, i int) bool {
	r := p.ruler(i)
	if r == c.anchor || p.under(i, c.anchor) && (r < 0 || !p.clausal(r, c)) {
		return p.beside(c, i)
	}
	if r < 0 || p.inParts(c.s, r) || p.inContent(c.host, r) || !c.window.Has(r) {
		return p.beside(c, i)
	}
	if p.rel(c.anchor) == "conj" && p.head(c.anchor) == r { // "On Friday Roe flew in and said …"
		return i < r && p.kid(r, i+1, r, "nsubj", "nsubj:pass") >= 0 && p.beside(c, i)
	}
	return false
}

// clausal reports whether verb r, below the cue, has a clause of its own.
func (p *pass) clausal(r int, c *clause) bool {
	if r == c.anchor {
		return false
	}
	switch p.rel(r) {
	case "ccomp", "advcl", "acl:relcl", "parataxis", "conj", "acl", "xcomp":
		return true
	}
	return false
}

// beside reports whether, between token i and the cue, no other clause stands: no finite verb but of the content, no semicolon.
func (p *pass) beside(c *clause, i int) bool {
	a, b := min(i, c.anchor)+1, max(i, c.anchor)
	for j := a; j < b; j++ {
		if p.inParts(c.s, j) || c.s.src.Has(j) {
			continue
		}
		if p.d.Word(j) == ";" {
			return false
		}
		k := p.chunkOf[j]
		if k >= 0 && p.d.Chunks[k].Kind == text.VG && p.d.Chunks[k].Finite && p.d.Chunks[k].Tokens.First == j && !p.d.Chunks[k].Tokens.Has(c.anchor) &&
			!p.relativeVerb(j) && !(p.rel(c.anchor) == "conj" && p.under(c.anchor, p.d.Chunks[k].Head)) && !p.inContent(c.host, j) {
			return false
		}
	}
	return true
}

// relativeVerb reports whether the verb group at token j stands in a clause that modifies a noun ("Roe, who chairs the talks, said").
func (p *pass) relativeVerb(j int) bool {
	h := p.d.Chunks[p.chunkOf[j]].Head
	return p.rel(h) == "acl:relcl" || p.rel(h) == "acl"
}

// A phrase is a preposition with its noun phrase.
type phrase struct {
	prep int  // token of the preposition
	head int  // head noun
	end  int  // token after the phrase with the phrases that belong to its noun
	told bool // a gathering that is told, without a preposition: prep is its first word
}

// phrases lists the prepositional phrases that belong to a clause, in order of the text.
func (p *pass) phrases(c *clause) []phrase {
	var out []phrase
	for i := c.window.First; i < c.window.End; i++ {
		if p.d.Tags[i].U != text.ADP && p.d.Tags[i].U != text.SCONJ && p.d.Tags[i].Penn != "TO" && p.d.Lower(i) != "following" || !p.free(c, i) {
			continue
		}
		f, ok := p.phraseAt(c, i)
		if !ok || !p.owns(c, f.head) {
			continue
		}
		out = append(out, f)
		i = f.end - 1
	}
	return out
}

// phraseAt is the phrase that the preposition at token i opens.
func (p *pass) phraseAt(c *clause, i int) (phrase, bool) {
	np, end := p.nounPhraseAt(i + 1)
	if np.Empty() && i+2 < c.window.End && p.d.Lower(i+1) == "of" { // "ahead of the talks"
		np, end = p.nounPhraseAt(i + 2)
	}
	if np.Empty() || !p.free(c, np.First) {
		return phrase{}, false
	}
	head := p.d.Chunks[p.chunkOf[np.First]].Head
	return phrase{prep: i, head: head, end: min(p.tail(c, head, end), c.window.End)}, true
}

// tail is the end of a noun phrase with the prepositional phrases that hang on it in the tree and stand next to it ("a meeting with Vale in Riverton").
func (p *pass) tail(c *clause, head, end int) int {
	for n := 0; n < 3 && end+1 < c.window.End; n++ {
		if (p.d.Tags[end].U != text.ADP && p.d.Tags[end].Penn != "TO") || p.timeOf[end+1] >= 0 || !p.free(c, end) {
			break
		}
		np, e := p.nounPhraseAt(end + 1)
		if np.Empty() || !p.free(c, np.First) {
			break
		}
		h := p.d.Chunks[p.chunkOf[np.First]].Head
		if !p.under(h, head) && p.d.Lower(end) != "of" && p.d.Lower(end) != "with" && p.d.Lower(end) != "to" {
			break
		}
		end = e
	}
	return end
}
