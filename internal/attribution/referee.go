package attribution

import (
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// refereeWidth is how many numbers the referee sees of a choice: those of the ranker and what stands beside it.
const refereeWidth = rankWidth + 20

// A seat is a candidate with the reading that the ranker prefers.
type seat struct {
	c, p  int   // candidate and reading, -1 for a candidate without content
	row   int   // of the numbers of the reading
	score int32 // the ranker's
	next  int32 // the best score of another reading
}

// seats takes the best reading of each candidate by the scores of all readings.
func seats(cands []candidate, scores []int32, out []seat) []seat {
	out = out[:0]
	at := 0
	for c := range cands {
		s := seat{c: c, p: -1, score: -8 * learn.BoostScale, next: -8 * learn.BoostScale}
		var best float64
		for p := range cands[c].paths {
			x := &cands[c].paths[p]
			if len(x.content) == 0 {
				continue
			}
			if v := float64(scores[at+p])/learn.BoostScale + float64(likely*x.logProb); s.p < 0 || v > best {
				best, s.p, s.row = v, p, at+p
			}
		}
		for p := range cands[c].paths {
			if p == s.p {
				s.score = scores[at+p]
			} else if len(cands[c].paths[p].content) > 0 {
				s.next = max(s.next, scores[at+p])
			}
		}
		out = append(out, s)
		at += len(cands[c].paths)
	}
	return out
}

// referee appends the numbers of choice k: the ranker's, and what the other choices near it are.
func (w *worker) referee(k int, all []seat, t total, row []float32, out []float32) []float32 {
	out = append(out, row...)
	s := &all[k]
	x := &w.cands[s.c].paths[s.p]
	cue := w.cands[s.c].cue
	unit := func(v int32) float32 { return float32(v) / learn.BoostScale }
	n := text.Tokens(x.content)
	const none = -8 * learn.BoostScale
	inside, over, span, half := int32(none), int32(none), int32(none), int32(none)
	insides := 0
	first, last := x.content[0].First, x.content[len(x.content)-1].End
	head := w.top(x.source)
	before, after, sameSource := int32(none), int32(none), int32(none)
	for d := -1; d <= 1; d += 2 {
		for j, steps := k+d, 0; j >= 0 && j < len(all) && steps < 12; j, steps = j+d, steps+1 {
			o := &all[j]
			if o.p < 0 {
				continue
			}
			y := &w.cands[o.c].paths[o.p]
			oc := w.cands[o.c].cue
			if d < 0 && before == none {
				before = o.score
			}
			if d > 0 && after == none {
				after = o.score
			}
			if has(x.content, oc.First) {
				inside = max(inside, o.score)
				if o.score > 0 {
					insides++
				}
			}
			if has(y.content, cue.First) {
				span = max(span, o.score)
			}
			if m := text.Shared(x.content, y.content); m > 0 {
				over = max(over, o.score)
				if 4*m >= n+text.Tokens(y.content) {
					half = max(half, o.score)
				}
			}
			if h := w.top(y.source); h >= 0 && h == head {
				sameSource = max(sameSource, o.score)
			}
		}
	}
	out = append(out, unit(s.score), unit(s.score-s.next), unit(inside), unit(over), unit(span), unit(half), float32(insides), unit(before), unit(after), unit(sameSource))
	out = append(out, flag(over > s.score), flag(half > s.score), flag(inside > s.score), flag(span > s.score), float32(last-first))
	words := float32(len(w.words))
	return append(out, float32(t.good)*100/words, float32(t.sum/float64(len(all))/learn.BoostScale), float32(len(all))*100/words, words, 0)
}

// A total is what the ranker says of a whole text.
type total struct {
	good int     // candidates that it thinks rather right than wrong
	sum  float64 // of the scores
}

func totalOf(all []seat) (t total) {
	for j := range all {
		if all[j].score > 0 {
			t.good++
		}
		t.sum += float64(all[j].score)
	}
	return t
}

// judge gives each choice the referee's score.
func (w *worker) judge(all []seat, rows []float32, referee *learn.Boost, buf []float32) []float32 {
	scores, t := make([]int32, len(all)), totalOf(all)
	for k := range all {
		if all[k].p < 0 {
			continue
		}
		buf = w.referee(k, all, t, rows[all[k].row*rankWidth:(all[k].row+1)*rankWidth], buf[:0])
		scores[k] = referee.Score(buf)
	}
	for k := range all {
		all[k].score = scores[k]
	}
	return buf
}
