// Package read reads one report to its findings: the ordered way from bytes to facts, on one screen. The findings are a pure function of the report's
// bytes, of what was given with it, and of Version.
package read

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/attribution"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/internal/mention"
	"github.com/parley-press/parley/internal/quantity"
	"github.com/parley-press/parley/internal/restore"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/statement"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
	"github.com/parley-press/parley/internal/timex"
)

// Version names what this reader finds. It changes whenever any stage finds something else for the same bytes.
const Version = "0.20.0"

// A Reader reads reports. It is read-only after New and serves many goroutines.
type Reader struct {
	segment     *segment.Segmenter
	syntax      *syntax.Tagger
	restore     *restore.Finder
	mention     *mention.Finder
	timex       *timex.Finder
	quantity    *quantity.Finder
	attribution *attribution.Finder
	statement   *statement.Finder
	event       *event.Finder
}

// New loads the models and lexicons, all embedded. An error is a fault of the build.
func New() (*Reader, error) {
	tagger, err := syntax.New()
	if err != nil {
		return nil, err
	}
	mentions, err := mention.New()
	if err != nil {
		return nil, err
	}
	relations, err := attribution.New()
	if err != nil {
		return nil, err
	}
	statements, err := statement.New()
	if err != nil {
		return nil, err
	}
	events, err := event.New()
	if err != nil {
		return nil, err
	}
	marks, err := restore.New()
	if err != nil {
		return nil, err
	}
	return &Reader{segment.New(), tagger, marks, mentions, timex.New(), quantity.New(), relations, statements, events}, nil
}

// Version is the version of the findings this reader gives.
func (r *Reader) Version() string { return Version }

// Read is what one report says, or why it cannot be read. Bad bytes give a SetAside, never a panic.
func (r *Reader) Read(rep parley.Report) (parley.Findings, *parley.SetAside) {
	t, aside := clean.Clean(rep)
	if aside != nil {
		return parley.Findings{}, aside
	}
	d := r.Annotate(t)
	return findings(rep.ID, d), nil
}

// Text is the cleaned text of a report, with its furniture marked.
func (r *Reader) Text(rep parley.Report) (*text.Text, *parley.SetAside) { return clean.Clean(rep) }

// tagged cuts a text into tokens and tags them.
func (r *Reader) tagged(t *text.Text) *text.Doc {
	d := r.segment.Segment(t)
	r.syntax.Tag(d)
	return d
}

// Annotate runs every analyser over a cleaned text, each writing its own layers. A text that lost its commas is read with those that it had: see restore.
func (r *Reader) Annotate(t *text.Text) *text.Doc {
	d := r.segment.Segment(r.restore.Restore(t, r.tagged))
	r.syntax.Parse(d)
	r.attribution.Find(d)
	r.mention.Find(d)
	r.timex.Find(d)
	r.quantity.Find(d)
	r.statement.Find(d)
	r.event.Find(d)
	return d
}
