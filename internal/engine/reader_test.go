package engine_test

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// lineReader reads reports in which each line is "Source: words": a statement of that source. The first line is the
// headline. "PANIC" in a report makes it fail, "NOTHING" makes it set the report aside.
type lineReader struct{ version string }

func (l lineReader) Text(r parley.Report) (*text.Text, *parley.SetAside) {
	content := string(r.Bytes)
	if strings.Contains(content, "NOTHING") {
		return nil, &parley.SetAside{Name: r.Names[0], Reason: parley.ReasonNoText, Detail: "nothing to read", Report: r.ID}
	}
	t := &text.Text{Content: content}
	t.Align.Size = len(r.Bytes)
	t.Align.Add(text.Run{Len: len(content), RawLen: len(content), Verbatim: true})
	return t, nil
}

func (l lineReader) Read(r parley.Report) (parley.Findings, *parley.SetAside) {
	t, aside := l.Text(r)
	if aside != nil {
		return parley.Findings{}, aside
	}
	if i := strings.Index(t.Content, "PANIC"); i >= 0 {
		_ = []byte(nil)[i]
	}
	f := parley.Findings{Report: r.ID, Reader: l.version, Words: len(strings.Fields(t.Content))}
	f.Meta.Outlet = parley.Named{Name: r.Given.Outlet, How: parley.Told}
	f.Meta.Published = parley.Published{Value: r.Given.Published, How: parley.Told}
	entities := map[string]int{}
	at := 0
	for _, line := range strings.SplitAfter(t.Content, "\n") {
		span := parley.Span{Start: at, End: at + len(strings.TrimRight(line, "\n"))}
		at += len(line)
		if span.Empty() {
			continue
		}
		p := t.Passage(span)
		if f.Meta.Headline == nil {
			f.Meta.Headline = &p
		}
		name, _, ok := strings.Cut(p.Text, ": ")
		if !ok || name == "" || span.Len() <= len(name)+2 {
			continue
		}
		source := t.Passage(parley.Span{Start: span.Start, End: span.Start + len(name)})
		n, seen := entities[name]
		if !seen {
			n = len(f.Entities)
			entities[name] = n
			f.Entities = append(f.Entities, parley.LocalEntity{Basis: basis("n", n, "name"), Type: parley.Person, Name: name, Aliases: []string{name}})
		}
		e := &f.Entities[n]
		e.Mentions = append(e.Mentions, parley.Mention{Kind: parley.NameMention, Passage: source})
		f.Statements = append(f.Statements, parley.Statement{Basis: basis("s", len(f.Statements), "line"), Mode: parley.Direct, Act: parley.Say,
			Source: &parley.Ref{Entity: e.ID, Passage: &source}, Content: []parley.Passage{t.Passage(parley.Span{Start: span.Start + len(name) + 2, End: span.End})}})
	}
	return f, nil
}

func basis(letter string, n int, rule string) parley.Basis {
	return parley.Basis{ID: fmt.Sprint(letter, n+1), Rule: "test/" + rule + "@1", Confidence: 1}
}
