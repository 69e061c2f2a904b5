package text

import (
	"sort"

	"github.com/parley-press/parley"
)

// A Run says that bytes [Text, Text+Len) of the cleaned text came from bytes [Raw, Raw+RawLen) of the file.
// Where Len equals RawLen and Verbatim is set the bytes are the same one by one; else the run is one unit:
// a character reference, a repaired byte, a collapsed stretch of white space.
type Run struct {
	Text, Raw   int
	Len, RawLen int
	Verbatim    bool
}

// An Align maps cleaned text to raw bytes. Runs are ascending in both texts and do not overlap;
// a byte of cleaned text in no run is synthetic and maps to the gap between its neighbours.
type Align struct {
	Runs []Run
	Size int // bytes in the raw file
}

// Add appends a run, joining it to the one before where both are verbatim and touch.
func (a *Align) Add(r Run) {
	if n := len(a.Runs); n > 0 && r.Verbatim {
		p := &a.Runs[n-1]
		if p.Verbatim && p.Text+p.Len == r.Text && p.Raw+p.RawLen == r.Raw {
			p.Len += r.Len
			p.RawLen += r.RawLen
			return
		}
	}
	a.Runs = append(a.Runs, r)
}

// Raw is the range of raw bytes that s rests on: the hull of what its characters came from.
// A span of synthetic bytes alone gives an empty range.
func (a *Align) Raw(s parley.Span) parley.RawSpan {
	i := sort.Search(len(a.Runs), func(i int) bool { return a.Runs[i].Text+a.Runs[i].Len > s.Start })
	out := parley.RawSpan{Start: -1}
	for ; i < len(a.Runs) && a.Runs[i].Text < s.End; i++ {
		r := a.Runs[i]
		lo, hi := r.Raw, r.Raw+r.RawLen
		if r.Verbatim {
			lo += max(0, s.Start-r.Text)
			hi = r.Raw + min(r.Len, s.End-r.Text)
		}
		if out.Start < 0 {
			out.Start = lo
		}
		out.End = hi
	}
	if out.Start < 0 {
		at := a.Size
		if i < len(a.Runs) {
			at = a.Runs[i].Raw
		}
		return parley.RawSpan{Start: at, End: at}
	}
	return out
}

// Clean is the smallest span of cleaned text that covers all that came from raw bytes r.
func (a *Align) Clean(r parley.RawSpan) parley.Span {
	i := sort.Search(len(a.Runs), func(i int) bool { return a.Runs[i].Raw+a.Runs[i].RawLen > r.Start })
	out := parley.Span{Start: -1}
	for ; i < len(a.Runs) && a.Runs[i].Raw < r.End; i++ {
		u := a.Runs[i]
		lo, hi := u.Text, u.Text+u.Len
		if u.Verbatim {
			lo += max(0, r.Start-u.Raw)
			hi = u.Text + min(u.Len, r.End-u.Raw)
		}
		if out.Start < 0 {
			out.Start = lo
		}
		out.End = hi
	}
	if out.Start < 0 {
		return parley.Span{}
	}
	return out
}
