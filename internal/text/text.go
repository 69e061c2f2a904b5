// Package text is the annotated document: cleaned text with its alignment to raw bytes, and flat layers over it.
// Analysers never import each other; they meet in Doc, where each layer has one writer.
package text

import (
	"strings"

	"github.com/parley-press/parley"
)

// A BlockKind is what a block of cleaned text is.
type BlockKind uint8

// The kinds of block. Findings are read from Headline, Body and, for people and dated events alone, from captions.
const (
	Body     BlockKind = iota // part of a paragraph of the article
	Headline                  // the headline, once
	Subhead                   // a line that heads a part of the article: neither noise nor statement
	Stamp                     // a date or time stamp printed on the page: metadata
	Noise                     // page furniture, see Block.Noise
)

// A Block is a stretch of cleaned text of one kind. Blocks are ascending, do not overlap, and together hold every
// character that is not white space. A paragraph may hold several: a dateline credit, then its body.
type Block struct {
	Span      parley.Span
	Kind      BlockKind
	Noise     parley.NoiseKind // where Kind is Noise
	Paragraph int              // number of the paragraph the block stands in, from 0
}

// A Text is the cleaned text of one report. Writer: package clean.
type Text struct {
	Content string // valid UTF-8; every byte maps to raw bytes through Align, or is synthetic
	Align   Align
	Blocks  []Block
	Meta    Meta
	Repairs []parley.Repair

	printed *Text // the text into which Insert put marks back, nil for a text as printed
	added   []int // where those marks stand in Content, ascending
}

// Meta is what clean knows of the report, in spans of cleaned text. Empty spans are absent.
type Meta struct {
	Headline    parley.Span
	Standfirst  parley.Span // the summary between headline and article, where a page sets it apart
	Outlet      Named
	Bylines     []Byline
	Agencies    []Named
	Dateline    Named // name of the place, without the country where that follows a comma
	Published   Date
	Dossier     Date          // of publication, as it follows from other reports of the dossier; it counts where nothing in this one tells the day
	Updated     Date          // the last change the page names
	Section     Named         // of the outlet: "World"
	Corrections []parley.Span // paragraphs in which the outlet corrects its own report
	Entries     []Entry       // of a live blog, ascending, none over another
	Dates       []Date        // other full dates printed in furniture: captions, stamps
	Language    string
	URL         string
	Flags       []string // "structure_degraded", "hidden_text", "hidden_characters", "scripts_dropped", "paywall_stub", "live_blog", "commas_lost", ...
}

// A Named is a name, the words it was read from, and how it is known.
type Named struct {
	Name string
	Span parley.Span
	How  parley.Known // "" or Unknown where Name is empty
	Why  string
}

// A Byline is a person credited with the report; Role is reporting, editing or caption. Why says what else than the report names the person; such a
// byline has no words.
type Byline struct {
	Name, Role string
	Span       parley.Span
	Why        string
}

// A Date is a day with the words it was read from.
type Date struct {
	Value  parley.Date
	Within *parley.Interval // the days among which Value is the likeliest; nil where Value is the day. Where Value is unknown: the bounds known
	Span   parley.Span
	How    parley.Known
	Why    string
	Sure   float64 // 0 to 1: how often such evidence is right; 0 where nothing is said of it
}

// A NamedDay is a weekday that a text tells as past without saying of which week, in the words of TimeML.
type NamedDay struct {
	Value           string
	Words, Sentence parley.Span
}

// Latest is the last day that the date may be, 0 where it is not known.
func (d Date) Latest() parley.Date {
	if d.Value.Known() && d.Within != nil {
		return d.Within.To
	}
	return d.Value
}

// Days is the days that the date may be: one, those within, or nil where it is not known.
func (d Date) Days() *parley.Interval {
	switch {
	case d.Value == 0:
		return nil
	case d.Within != nil:
		w := *d.Within
		return &w
	}
	return parley.Day(d.Value)
}

// Passage is the passage of span s: its words as printed and where they stand in the raw file.
func (t *Text) Passage(s parley.Span) parley.Passage {
	if t.printed != nil {
		return t.printed.Passage(t.Printed(s))
	}
	return parley.Passage{Span: s, Raw: t.Align.Raw(s), Text: t.Content[s.Start:s.End]}
}

// Article is what the report itself prints, without furniture: the headline, and the body with an empty line between its paragraphs.
func (t *Text) Article() string {
	var b strings.Builder
	last := -1
	for _, x := range t.Blocks {
		if x.Kind != Headline && x.Kind != Body && x.Kind != Subhead {
			continue
		}
		switch {
		case b.Len() > 0 && x.Paragraph != last:
			b.WriteString("\n\n")
		case b.Len() > 0:
			b.WriteByte(' ')
		}
		last = x.Paragraph
		b.WriteString(t.Content[x.Span.Start:x.Span.End])
	}
	return b.String()
}
