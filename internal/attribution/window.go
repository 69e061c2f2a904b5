package attribution

import "github.com/parley-press/parley"

const (
	maxWindow   = 600 // tokens of a window, half of them on each side of the cue at most
	runningPars = 3   // further paragraphs that a quotation may run on into
	shortPar    = 10  // tokens of a paragraph so short that its words may belong to the next or the last one
)

// window is where the arguments of a cue may stand: its sentence and reach more on each side in its paragraph, whole quotations, the paragraphs
// into which an open quotation runs on, and the one that a colon at the end of the paragraph announces.
func (f *featurer) window(cue parley.TokenRange, reach int) parley.TokenRange {
	s := int(f.words[cue.First].sent)
	p := f.d.Sentences[s].Paragraph
	par := f.d.Paragraphs[p]
	first, last := max(par.Sentences[0], s-reach), min(par.Sentences[1], s+reach+1)
	w := parley.TokenRange{First: f.d.Sentences[first].Tokens.First, End: f.d.Sentences[last-1].Tokens.End}
	w = f.whole(w)
	end := f.d.Sentences[par.Sentences[1]-1].Tokens.End
	for k := 1; k <= runningPars && w.End == end && p+k < len(f.d.Paragraphs); k++ {
		next := f.d.Paragraphs[p+k]
		at := f.d.Sentences[next.Sentences[0]].Tokens.First
		if !f.runsOn(end-1, at) && (k > 1 || f.words[end-1].look != colon) {
			break
		}
		first := f.d.Sentences[next.Sentences[0]].Tokens
		if f.words[at].quote >= 0 {
			first.End = at + 1
		}
		w.End = f.whole(first).End
		end = f.d.Sentences[next.Sentences[1]-1].Tokens.End
	}
	w = f.neighbours(w, p)
	w.First = max(w.First, cue.First-maxWindow/2)
	w.End = min(w.End, cue.End+maxWindow/2)
	return w
}

// runsOn reports whether the quotation that token i ends is left open and goes on at token j, the first of the next paragraph.
func (f *featurer) runsOn(i, j int) bool {
	q := f.words[i].quote
	return q >= 0 && f.d.Quotes[q].NoEnd && f.words[j].mark == opens
}

// neighbours takes in the paragraph before and after one that is a short line of its own.
func (f *featurer) neighbours(w parley.TokenRange, p int) parley.TokenRange {
	par := f.d.Paragraphs[p]
	if n := f.d.Sentences[par.Sentences[1]-1].Tokens.End - f.d.Sentences[par.Sentences[0]].Tokens.First; n > shortPar {
		return w
	}
	if p > 1 {
		s := f.d.Sentences[f.d.Paragraphs[p-1].Sentences[1]-1].Tokens
		w.First = min(w.First, f.whole(s).First)
	}
	if p > 0 && p+1 < len(f.d.Paragraphs) {
		s := f.d.Sentences[f.d.Paragraphs[p+1].Sentences[0]].Tokens
		w.End = max(w.End, f.whole(s).End)
	}
	return w
}

// whole is r with the quotations that its ends stand in.
func (f *featurer) whole(r parley.TokenRange) parley.TokenRange {
	if q := f.words[r.First].quote; q >= 0 {
		for r.First > 0 && f.words[r.First-1].quote == q {
			r.First--
		}
	}
	if q := f.words[r.End-1].quote; q >= 0 {
		for r.End < len(f.words)-1 && f.words[r.End].quote == q {
			r.End++
		}
	}
	return r
}
