package read

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/copies"
	"github.com/parley-press/parley/internal/text"
)

// runs is the runs of five words of the body, without captions and furniture.
func runs(d *text.Doc) parley.Runs {
	var h copies.Hasher
	for _, b := range d.Blocks {
		if b.Kind == text.Body {
			h.Add(d.Passage(b.Span).Text)
		}
	}
	return h.Runs()
}

// bodyWords counts the words of the body.
func bodyWords(d *text.Doc) int {
	n := 0
	for _, p := range d.Paragraphs {
		if p.Kind != text.Body || p.Caption {
			continue
		}
		for s := p.Sentences[0]; s < p.Sentences[1]; s++ {
			for i := d.Sentences[s].Tokens.First; i < d.Sentences[s].Tokens.End; i++ {
				if d.Tags[i].U != text.PUNCT {
					n++
				}
			}
		}
	}
	return n
}
