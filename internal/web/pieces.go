package web

import "github.com/parley-press/parley"

// A piece is a stretch of a report's text that is shown as it is written, or one that is not: then it stands for its bytes as a whole.
type piece struct {
	parley.Span
	Shown string
	Odd   bool
}

// Pieces cuts the run into pieces. Their spans lie end to end, and what they show, joined, is what show makes of the run.
func (r run) Pieces() []piece {
	if plain(r.Text) {
		return []piece{{parley.Span{Start: r.At, End: r.At + len(r.Text)}, r.Text, false}}
	}
	var out []piece
	showEach(r.Text, func(at, size int, shown string) {
		odd := shown != r.Text[at:at+size]
		if n := len(out); n > 0 && out[n-1].Odd == odd {
			out[n-1].End += size
			out[n-1].Shown += shown
			return
		}
		out = append(out, piece{parley.Span{Start: r.At + at, End: r.At + at + size}, shown, odd})
	})
	return out
}
