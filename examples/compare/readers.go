package main

import (
	"strings"

	"github.com/jdkato/prose/v2"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/mention"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

const library = "Parley"

// parleyReaders are the stages of this project's language layer, each with those it needs.
func parleyReaders() ([]reader, error) {
	seg := segment.New()
	tagger, err := syntax.New()
	if err != nil {
		return nil, err
	}
	finder, err := mention.New()
	if err != nil {
		return nil, err
	}
	with := func(t task, more func(*text.Doc)) reader {
		return reader{library, t, func(articles []string) int {
			n := 0
			for _, a := range articles {
				d := seg.Segment(asText(a))
				more(d)
				n += len(d.Tokens)
			}
			return n
		}}
	}
	return []reader{
		with(sentences, func(*text.Doc) {}),
		with(tags, tagger.Tag),
		with(names, func(d *text.Doc) { tagger.Tag(d); finder.Find(d) }),
		with(trees, tagger.Parse),
	}, nil
}

// asText is a text of body paragraphs alone.
func asText(s string) *text.Text {
	t := &text.Text{Content: s}
	at := 0
	for p := range strings.SplitSeq(s, "\n\n") {
		t.Blocks = append(t.Blocks, text.Block{Span: parley.Span{Start: at, End: at + len(p)}, Kind: text.Body, Paragraph: len(t.Blocks)})
		at += len(p) + 2
	}
	return t
}

// proseReaders are prose with its model loaded once.
func proseReaders() ([]reader, error) {
	first, err := prose.NewDocument("One model for all.")
	if err != nil {
		return nil, err
	}
	with := func(t task, found func(*prose.Document) int, opts ...prose.DocOpt) reader {
		opts = append(opts, prose.UsingModel(first.Model))
		return reader{"prose", t, func(articles []string) int {
			n := 0
			for _, a := range articles {
				d, err := prose.NewDocument(a, opts...)
				if err != nil {
					continue // it never gives one
				}
				n += found(d)
			}
			return n
		}}
	}
	tokens := func(d *prose.Document) int { return len(d.Tokens()) }
	return []reader{
		with(sentences, func(d *prose.Document) int { return len(d.Sentences()) }, prose.WithTokenization(false), prose.WithTagging(false), prose.WithExtraction(false)),
		with(tags, tokens, prose.WithSegmentation(false), prose.WithExtraction(false)),
		with(names, tokens),
	}, nil
}
