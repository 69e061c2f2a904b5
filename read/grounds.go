package read

import (
	"fmt"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// grounds say what gave each part of a statement, in the order of parley.Parts: what the stages noted, else what follows from the layers. A part that the
// statement lacks has no ground, and neither has one of which nothing is known but the statement's own rule where that stands for the whole.
func grounds(d *text.Doc, s text.Statement) []parley.Ground {
	noted := func(part string) bool {
		return slices.ContainsFunc(s.Why, func(r parley.Ground) bool { return r.Part == part })
	}
	for _, p := range []struct {
		part string
		is   bool
	}{{parley.PartSource, !s.Source.Empty()}, {parley.PartCue, len(s.Cue) > 0}, {parley.PartContent, len(s.Content) > 0}} {
		if p.is && !noted(p.part) {
			s.Because(p.part, s.Rule, s.Score, "")
		}
	}
	if s.Entity >= 0 && !noted(parley.PartEntity) {
		e := &d.Entities[s.Entity]
		s.Because(parley.PartEntity, e.Rule, e.Score, how(d, s))
	}
	if s.SaidWhy != "" && !noted(parley.PartSaidOn) {
		s.Because(parley.PartSaidOn, "", 0, s.SaidWhy)
	}
	out := make([]parley.Ground, 0, len(s.Why))
	for _, part := range parley.Parts {
		for _, r := range s.Why {
			if r.Part == part {
				r.Confidence = round(min(max(r.Confidence, 0), 1))
				out = append(out, r)
			}
		}
	}
	return out
}

// how says by which words the source is the entity that it is, "" where the words name it.
func how(d *text.Doc, s text.Statement) string {
	if s.Mention < 0 || s.Mention >= len(d.Mentions) {
		return ""
	}
	m := d.Mentions[s.Mention]
	words, e := d.Slice(d.Span(m.Tokens)), d.Entities[s.Entity].Name
	if m.Kind == parley.NameMention || words == e {
		return fmt.Sprintf("%s “%s”", m.Kind, words)
	}
	return fmt.Sprintf("%s “%s” in the chain of “%s”", m.Kind, words, e)
}
