package text

import (
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// A Mark is a mark of punctuation that a text lost, and the byte before which it stood.
type Mark struct {
	At   int
	Char byte
}

// Insert is the text with marks put back, ascending by place, for analysers to read; every span of it leads to the words as they were printed, which
// Passage gives. A mark stands at the end of what is before it: no span of meta data or block begins with one. Marks outside a block are left out.
func (t *Text) Insert(marks []Mark) *Text {
	marks = t.within(marks)
	out := &Text{Meta: t.Meta, Repairs: t.Repairs, printed: t}
	var b strings.Builder
	b.Grow(len(t.Content) + len(marks))
	last := 0
	for _, m := range marks {
		b.WriteString(t.Content[last:m.At])
		out.added = append(out.added, b.Len())
		b.WriteByte(m.Char)
		last = m.At
	}
	b.WriteString(t.Content[last:])
	out.Content = b.String()
	move := func(s parley.Span) parley.Span {
		if s.Empty() {
			return s
		}
		from := sort.Search(len(marks), func(i int) bool { return marks[i].At > s.Start })
		to := sort.Search(len(marks), func(i int) bool { return marks[i].At >= s.End })
		return parley.Span{Start: s.Start + from, End: s.End + to}
	}
	out.Blocks = make([]Block, len(t.Blocks))
	for i, x := range t.Blocks {
		x.Span = move(x.Span)
		out.Blocks[i] = x
	}
	out.Meta.move(move)
	return out
}

// within is the marks that stand inside a block.
func (t *Text) within(marks []Mark) []Mark {
	out := make([]Mark, 0, len(marks))
	for _, m := range marks {
		i := sort.Search(len(t.Blocks), func(i int) bool { return t.Blocks[i].Span.End > m.At })
		if i < len(t.Blocks) && t.Blocks[i].Span.Start < m.At {
			out = append(out, m)
		}
	}
	return out
}

// move moves every span of the meta data; the lists are copies afterwards.
func (m *Meta) move(move func(parley.Span) parley.Span) {
	for _, s := range []*parley.Span{&m.Headline, &m.Standfirst, &m.Outlet.Span, &m.Dateline.Span, &m.Published.Span, &m.Updated.Span, &m.Section.Span} {
		*s = move(*s)
	}
	m.Bylines = moved(m.Bylines, func(x *Byline) { x.Span = move(x.Span) })
	m.Agencies = moved(m.Agencies, func(x *Named) { x.Span = move(x.Span) })
	m.Corrections = moved(m.Corrections, func(x *parley.Span) { *x = move(*x) })
	m.Entries = moved(m.Entries, func(x *Entry) { x.Span, x.Stamp, x.Day.Span = move(x.Span), move(x.Stamp), move(x.Day.Span) })
	m.Dates = moved(m.Dates, func(x *Date) { x.Span = move(x.Span) })
}

// moved is a copy of list of which each item was changed.
func moved[T any](list []T, change func(*T)) []T {
	if len(list) == 0 {
		return list
	}
	out := make([]T, len(list))
	for i, x := range list {
		change(&x)
		out[i] = x
	}
	return out
}

// Printed is span s in the text as it was printed, without the marks that Insert put back.
func (t *Text) Printed(s parley.Span) parley.Span {
	if t.printed == nil {
		return s
	}
	before := func(at int) int { return sort.SearchInts(t.added, at) }
	return parley.Span{Start: s.Start - before(s.Start), End: s.End - before(s.End)}
}
