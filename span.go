package parley

import "strings"

// A Span is a half-open byte range [Start, End) in the cleaned text of a report.
// The zero Span is empty and stands for "no words".
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Union is the smallest span that holds both s and t; an empty one is ignored.
func (s Span) Union(t Span) Span {
	switch {
	case s.Empty():
		return t
	case t.Empty():
		return s
	}
	return Span{min(s.Start, t.Start), max(s.End, t.End)}
}

// A RawSpan is a half-open byte range [Start, End) in the raw file as it came.
type RawSpan struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Empty reports whether the range holds no byte.
func (r RawSpan) Empty() bool { return r.End <= r.Start }

// Overlaps reports whether r and q share at least one byte.
func (r RawSpan) Overlaps(q RawSpan) bool { return r.Start < q.End && q.Start < r.End }

// A TokenRange is a half-open range [First, End) of token numbers in one document.
type TokenRange struct {
	First int `json:"first"`
	End   int `json:"end"`
}

// Len is the number of tokens in the range.
func (t TokenRange) Len() int { return t.End - t.First }

// Empty reports whether the range holds no token.
func (t TokenRange) Empty() bool { return t.End <= t.First }

// Has reports whether token number i lies in the range.
func (t TokenRange) Has(i int) bool { return t.First <= i && i < t.End }

// A Passage is the words a finding rests on: where they stand in the cleaned text,
// where in the raw file, and what they say. Verification reads the report again and
// compares all three. No finding exists without one.
type Passage struct {
	Span Span    `json:"span"`
	Raw  RawSpan `json:"raw"`
	Text string  `json:"text"`
}

// Excerpt is the words of passages, with an ellipsis where something stands between two.
func Excerpt(ps []Passage) string {
	parts := make([]string, len(ps))
	for i, p := range ps {
		parts[i] = p.Text
	}
	return strings.Join(parts, " … ")
}
