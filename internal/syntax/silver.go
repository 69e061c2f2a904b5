package syntax

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// readTexts reads articles, a JSON object a line, into texts by id.
func readTexts(r io.Reader, texts map[string]string) error {
	dec := json.NewDecoder(r)
	for {
		var a struct{ ID, Text string }
		switch err := dec.Decode(&a); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		texts[a.ID] = a.Text
	}
}

// readSilver reads articles with machine-made tags, a JSON object a line, whose offsets point into texts. Words with
// a hyphen inside are cut as the treebank cuts them; their tags are then not known.
func readSilver(r io.Reader, texts map[string]string) ([][]Word, error) {
	var out [][]Word
	dec := json.NewDecoder(r)
	for {
		var a struct {
			ID        string
			Sentences [][][]any
		}
		switch err := dec.Decode(&a); {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, err
		}
		for _, s := range a.Sentences {
			var sent []Word
			for _, t := range s {
				w, err := silverWords(t, texts[a.ID])
				if err != nil {
					return nil, err
				}
				sent = append(sent, w...)
			}
			out = append(out, sent)
		}
	}
}

// silverWords are the words of one silver token [start, end, lemma, tag, ...].
func silverWords(t []any, article string) ([]Word, error) {
	if len(t) < 4 {
		return nil, parley.Errorf(parley.Invalid, "syntax: read silver", "a token has %d fields", len(t))
	}
	from, ok1 := t[0].(float64)
	to, ok2 := t[1].(float64)
	lemma, ok3 := t[2].(string)
	penn, ok4 := t[3].(string)
	if !ok1 || !ok2 || !ok3 || !ok4 || from < 0 || to < from || int(to) > len(article) {
		return nil, parley.Errorf(parley.Invalid, "syntax: read silver", "token %v does not fit its article", t[:4])
	}
	form := article[int(from):int(to)]
	parts := strings.Split(form, "-")
	if len(parts) == 1 || strings.Trim(form, "-") == "" || strings.Contains(form, "://") {
		return []Word{{Form: form, Lemma: lemma, Tag: text.Tag{Penn: penn}}}, nil
	}
	var out []Word
	for i, p := range parts {
		if i > 0 {
			out = append(out, Word{Form: "-", Unknown: true})
		}
		if p != "" {
			out = append(out, Word{Form: p, Unknown: true})
		}
	}
	return out, nil
}
