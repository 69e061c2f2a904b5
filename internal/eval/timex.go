package eval

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Timex scores time expressions on a corpus of TimeML as JSON lines (TempEval-3, UzZaman et al. 2013), on the half of its documents for
// development or on the one held back. find fills the times of a text told to be of that day. A span is right where it overlaps one of the
// gold, one to one; type and value are right where the span is and they are the same.
func Timex(r io.Reader, held bool, find func(*text.Text) *text.Doc) ([]Score, error) {
	var span, kind, value tally
	dec := json.NewDecoder(r)
	for {
		var doc struct {
			ID, Text string
			DCT      struct{ Value string }
			Timex    []timexGold
		}
		switch err := dec.Decode(&doc); {
		case errors.Is(err, io.EOF):
			return []Score{span.score("spans"), kind.score("types"), value.score("values")}, nil
		case err != nil:
			return nil, &parley.Error{Kind: parley.Invalid, Op: "eval: timex", Err: err}
		}
		if sum := sha256.Sum256([]byte("parley" + doc.ID)); (sum[31]%2 == 1) != held {
			continue
		}
		t := text.Plain(doc.Text)
		if v, err := parley.ParseDate(doc.DCT.Value[:min(10, len(doc.DCT.Value))]); err == nil {
			t.Meta.Published = text.Date{Value: v, How: parley.Told}
		}
		countTimex(find(t), doc.Timex, &span, &kind, &value)
	}
}

// A timexGold is an expression of the gold: bytes of the text.
type timexGold struct {
	S, E        int
	Type, Value string
}

// countTimex adds the expressions of one document.
func countTimex(d *text.Doc, gold []timexGold, span, kind, value *tally) {
	used := make([]bool, len(d.Times))
	for _, t := range []*tally{span, kind, value} {
		t.gold += len(gold)
		t.predicted += len(d.Times)
	}
	for _, g := range gold {
		for i, p := range d.Times {
			s := d.Span(p.Tokens)
			if used[i] || s.Start >= g.E || g.S >= s.End {
				continue
			}
			used[i] = true
			span.hit(1)
			if p.Type == g.Type {
				kind.hit(1)
			}
			if p.Value == g.Value {
				value.hit(1)
			}
			break
		}
	}
}
