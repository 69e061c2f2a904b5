package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// Describe is what finding id of f is, for the log: its words and their place, and its fields, in words, by the names of parley.Edit. Of a local entity it
// is the name and the first mention.
func Describe(f *parley.Findings, id string) (parley.Was, bool) {
	for _, a := range anchors(f) {
		if a.id == id {
			return a.was(f), true
		}
	}
	return parley.Was{}, false
}

// An anchor is what a finding is found again by.
type anchor struct {
	layer, id, kind string
	passages        []parley.Passage // the first has its words; an instrument and an entity may be found by any
	words           string
	source, cue     string
	fields          func(n namer) map[string]string
}

// was is the anchor in full.
func (a *anchor) was(f *parley.Findings) parley.Was {
	w := parley.Was{Layer: a.layer, Words: a.words, Kind: a.kind, Source: a.source, Cue: a.cue}
	if len(a.passages) > 0 {
		w.Span, w.Raw = hullOf(a.passages[:1])
	}
	if a.layer == parley.LayerStatement {
		w.Span, w.Raw = hullOf(a.passages)
	}
	if a.fields != nil {
		w.Fields = a.fields(localNames(f))
	}
	return w
}

// hullOf is the range from the first to the last of passages.
func hullOf(ps []parley.Passage) (parley.Span, parley.RawSpan) {
	if len(ps) == 0 {
		return parley.Span{}, parley.RawSpan{}
	}
	span, raw := ps[0].Span, ps[0].Raw
	for _, p := range ps[1:] {
		span = span.Union(p.Span)
		raw = parley.RawSpan{Start: min(raw.Start, p.Raw.Start), End: max(raw.End, p.Raw.End)}
	}
	return span, raw
}

// anchors are those of all findings of f, in the order of the layers.
func anchors(f *parley.Findings) []anchor {
	out := make([]anchor, 0, len(f.Statements)+len(f.Events)+len(f.Figures)+len(f.Instruments)+len(f.Entities))
	source := map[string]string{}
	for i := range f.Statements {
		s := &f.Statements[i]
		if s.Source != nil && s.Source.Passage != nil {
			source[s.ID] = s.Source.Passage.Text
		}
		out = append(out, anchor{layer: parley.LayerStatement, id: s.ID, passages: s.Content, words: joined(s.Content), source: source[s.ID], cue: joined(s.Cue),
			fields: func(n namer) map[string]string { return statementFields(s, n) }})
	}
	for i := range f.Events {
		e := &f.Events[i]
		a := anchor{layer: parley.LayerEvent, id: e.ID, kind: string(e.Type), source: source[e.AssertedBy], fields: func(n namer) map[string]string { return eventFields(e, n) }}
		if len(e.Evidence) > 0 {
			a.passages, a.words = e.Evidence[:1], e.Evidence[0].Text
		}
		out = append(out, a)
	}
	for i := range f.Figures {
		g := &f.Figures[i]
		out = append(out, anchor{layer: parley.LayerFigure, id: g.ID, passages: []parley.Passage{g.Passage}, words: g.Passage.Text, source: source[g.AssertedBy],
			fields: func(namer) map[string]string { return figureFields(g) }})
	}
	for i := range f.Instruments {
		x := &f.Instruments[i]
		a := anchor{layer: parley.LayerInstrument, id: x.ID, kind: string(x.Kind), passages: x.Mentions, fields: func(namer) map[string]string { return instrumentFields(x) }}
		if len(x.Mentions) > 0 {
			a.words = x.Mentions[0].Text
		}
		out = append(out, a)
	}
	for i := range f.Entities {
		e := &f.Entities[i]
		a := anchor{layer: parley.LayerEntity, id: e.ID, kind: string(e.Type), source: e.Name}
		for _, m := range e.Mentions {
			a.passages = append(a.passages, m.Passage)
		}
		if len(a.passages) > 0 {
			a.words = a.passages[0].Text
		}
		out = append(out, a)
	}
	return out
}

// locate is the id that the finding of was has among these anchors, where it had the id before; "" with the reason where none is certain. It is the one of
// the same layer whose words are the same and overlap where they were: the bytes of a report never move, whatever the reader. Of several it is the one that its
// type, its source, its cue and at last its id single out. Without was, which old decisions lack, the id alone counts.
func locate(all []anchor, before string, was *parley.Was) (id, why string) {
	if was == nil {
		if slices.ContainsFunc(all, func(a anchor) bool { return a.id == before }) {
			return before, ""
		}
		return "", fmt.Sprintf("the report has no finding %s any more", before)
	}
	var cands []anchor
	words := plainWords(was.Words)
	for _, a := range all {
		if a.layer != was.Layer || a.layer == parley.LayerEvent && a.kind != was.Kind {
			continue
		}
		if a.rests(words, was.Raw) {
			cands = append(cands, a)
		}
	}
	for _, alike := range []func(anchor) bool{
		func(a anchor) bool { return a.kind == was.Kind },
		func(a anchor) bool { return plainWords(a.source) == plainWords(was.Source) },
		func(a anchor) bool { return plainWords(a.cue) == plainWords(was.Cue) },
		func(a anchor) bool { return a.id == before },
	} {
		if len(cands) > 1 {
			if some := keep(cands, alike); len(some) > 0 {
				cands = some
			}
		}
	}
	switch len(cands) {
	case 1:
		return cands[0].id, ""
	case 0:
		return "", fmt.Sprintf("no %s of the report rests on the words %q there any more", was.Layer, shorten(was.Words, 80))
	}
	return "", fmt.Sprintf("%d findings of the report rest on the words %q there, and nothing tells which is meant", len(cands), shorten(was.Words, 80))
}

func keep(all []anchor, ok func(anchor) bool) []anchor {
	var out []anchor
	for _, a := range all {
		if ok(a) {
			out = append(out, a)
		}
	}
	return out
}

// rests reports whether an anchor has these words in that place of the file.
func (a *anchor) rests(words string, raw parley.RawSpan) bool {
	if a.layer == parley.LayerStatement {
		_, at := hullOf(a.passages)
		return at.Overlaps(raw) && plainWords(a.words) == words
	}
	return slices.ContainsFunc(a.passages, func(p parley.Passage) bool { return p.Raw.Overlaps(raw) && plainWords(p.Text) == words })
}

// plainWords is a text without what a newer reader may take or leave at its edges, and with single spaces.
func plainWords(s string) string {
	return strings.Trim(strings.Join(strings.Fields(s), " "), " .,;:!?\"'“”‘’«»()[]–—-")
}
