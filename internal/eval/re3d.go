package eval

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A re3dName is a name of re3d: bytes of the text, a type, and how sure the annotators' votes make it.
type re3dName struct {
	S, E       int
	Type       string
	Confidence float64
}

// Re3d writes documents of re3d (Dstl 2017), a JSON object a line, as columns: the tokens that segment finds with the
// gold label in BIO2. pick says which documents, by their number from 0. Names with a confidence under 0.5 were voted
// down and are left out; of names that overlap the surer, then the longer stays; one that cuts a token takes all of it.
func Re3d(w io.Writer, r io.Reader, segment func(*text.Text) *text.Doc, pick func(n int) bool) error {
	out := bufio.NewWriter(w)
	dec := json.NewDecoder(r)
	for n := 0; ; n++ {
		var a struct {
			Text     string
			Entities []re3dName
		}
		switch err := dec.Decode(&a); {
		case errors.Is(err, io.EOF):
			return out.Flush()
		case err != nil:
			return &parley.Error{Kind: parley.Invalid, Op: "eval: re3d", Err: err}
		}
		if !pick(n) {
			continue
		}
		d := segment(&text.Text{Content: a.Text, Blocks: []text.Block{{Span: parley.Span{End: len(a.Text)}}}})
		labels := re3dLabels(d, a.Entities)
		_, _ = out.WriteString("-DOCSTART-\tO\n\n")
		for _, s := range d.Sentences {
			for i := s.Tokens.First; i < s.Tokens.End; i++ {
				_, _ = out.WriteString(d.Word(i) + "\t" + labels[i] + "\n")
			}
			_ = out.WriteByte('\n')
		}
	}
}

// re3dLabels are the labels of the tokens of d.
func re3dLabels(d *text.Doc, names []re3dName) []string {
	names = slices.DeleteFunc(names, func(n re3dName) bool { return n.Confidence < 0.5 })
	slices.SortStableFunc(names, func(a, b re3dName) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(b.E-b.S, a.E-a.S), cmp.Compare(a.S, b.S))
	})
	labels := slices.Repeat([]string{"O"}, len(d.Tokens))
	for _, n := range names {
		lo, _ := slices.BinarySearchFunc(d.Tokens, n.S+1, func(t text.Token, at int) int { return cmp.Compare(t.Span.End, at) })
		hi, free := lo, true
		for ; hi < len(d.Tokens) && d.Tokens[hi].Span.Start < n.E; hi++ {
			free = free && labels[hi] == "O" && d.Tokens[hi].Sentence == d.Tokens[lo].Sentence
		}
		for i := lo; i < hi && free; i++ {
			labels[i] = "I-" + n.Type
		}
		if lo < hi && free {
			labels[lo] = "B-" + n.Type
		}
	}
	return labels
}
