package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/parley-press/parley"
)

// A polnearArticle is a line of PolNeAR as it is packed for this project: ranges are of bytes. Further fields do not count.
type polnearArticle struct {
	ID           string             `json:"id"`
	Text         *string            `json:"text"`
	Attributions *[]polnearRelation `json:"attributions"`
	More         []struct {
		Attributions *[]polnearRelation `json:"attributions"`
	} `json:"more_annotations"`
}

type polnearRelation struct {
	Source  [][2]int `json:"source"`
	Cue     [][2]int `json:"cue"`
	Content [][2]int `json:"content"`
}

// A layerArticle is a line of the layer of tokens: a token is start, end, lemma, tag, name, head (1 is the first token of
// the sentence, 0 a root, -1 not attached) and label, and may have more behind them.
type layerArticle struct {
	ID        string                `json:"id"`
	Sentences [][][]json.RawMessage `json:"sentences"`
}

// ReadAttributed reads the texts of PolNeAR, one a line, that an annotator looked at and that have a layer of tokens, in
// their order. bare are the ids of those without a layer. An error names the article.
func ReadAttributed(gold, layer io.Reader) (texts []*AttributedText, bare []string, err error) {
	sentences := map[string][][][]json.RawMessage{}
	if err := eachObject(layer, func(a *layerArticle) error {
		if _, twice := sentences[a.ID]; twice {
			return fmt.Errorf("a second layer of tokens for %q", a.ID)
		}
		sentences[a.ID] = a.Sentences
		return nil
	}); err != nil {
		return nil, nil, err
	}
	seen := map[string]bool{}
	err = eachObject(gold, func(a *polnearArticle) error {
		switch {
		case a.ID == "" || a.Text == nil:
			return errors.New("an article without id or text: no gold file")
		case seen[a.ID]:
			return fmt.Errorf("a second article %q", a.ID)
		}
		seen[a.ID] = true
		t := &AttributedText{ID: a.ID, Content: *a.Text}
		t.annotated(a.Attributions)
		for _, m := range a.More {
			t.annotated(m.Attributions)
		}
		if len(t.gold) == 0 {
			return nil
		}
		layer, ok := sentences[a.ID]
		if !ok {
			bare = append(bare, a.ID)
			return nil
		}
		texts = append(texts, t)
		return t.finish(layer)
	})
	if err == nil && len(texts) == 0 {
		err = parley.Errorf(parley.Invalid, "", "no article with an annotator and a layer of tokens")
	}
	return texts, bare, err
}

// eachObject calls with each JSON object of r.
func eachObject[T any](r io.Reader, with func(*T) error) error {
	for dec, n := json.NewDecoder(r), 1; ; n++ {
		var x T
		err := dec.Decode(&x)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = with(&x)
		}
		if err != nil {
			return &parley.Error{Kind: parley.Invalid, Op: fmt.Sprintf("object %d", n), Err: err}
		}
	}
}

// annotated adds what one annotator gave; nil where he was not at work.
func (t *AttributedText) annotated(rs *[]polnearRelation) {
	if rs == nil {
		return
	}
	set := make([]Prediction, len(*rs))
	for i, r := range *rs {
		set[i] = Prediction{Source: r.Source, Cue: r.Cue, Content: r.Content, Confidence: NoConfidence}
	}
	t.gold = append(t.gold, set)
}

// finish lays the tokens of the layer over the text and checks the gold.
func (t *AttributedText) finish(layer [][][]json.RawMessage) error {
	for _, s := range layer {
		base := len(t.tokens)
		for _, fields := range s {
			k, err := layerToken(fields)
			if err != nil {
				return fmt.Errorf("%s: not a layer of tokens: %w", t.ID, err)
			}
			before := 0
			if n := len(t.tokens); n > 0 {
				before = t.tokens[n-1].end
			}
			if k.start < before || k.start >= k.end || k.end > len(t.Content) || !border(t.Content, k.start) || !border(t.Content, k.end) {
				return fmt.Errorf("%s: the token of bytes %d to %d does not fit the text", t.ID, k.start, k.end)
			}
			if k.head > len(s) {
				return fmt.Errorf("%s: the token of bytes %d to %d hangs on word %d of %d", t.ID, k.start, k.end, k.head, len(s))
			}
			if k.head > 0 {
				k.head += base - 1
			} else {
				k.head = -1
			}
			t.tokens = append(t.tokens, k)
		}
	}
	t.look()
	for _, set := range t.gold {
		for i := range set {
			if err := t.check(&set[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// layerToken reads a token; its head counts from 1.
func layerToken(fields []json.RawMessage) (k attributedToken, err error) {
	if len(fields) < 7 {
		return k, fmt.Errorf("a token of %d fields, not 7", len(fields))
	}
	var label string
	for _, f := range []struct {
		at   int
		into any
	}{{0, &k.start}, {1, &k.end}, {5, &k.head}, {6, &label}} {
		if err := json.Unmarshal(fields[f.at], f.into); err != nil {
			return k, err
		}
	}
	k.punct = label == "punct"
	return k, nil
}

// Predict asks for the attributions of each text.
func Predict(texts []*AttributedText, a Attributer) [][]Prediction {
	out := make([][]Prediction, len(texts))
	for n, t := range texts {
		out[n] = a.Attribute(t.Content)
	}
	return out
}

// Known reports whether a prediction has a confidence.
func (p *Prediction) Known() bool { return !math.IsInf(p.Confidence, 1) }
