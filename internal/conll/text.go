package conll

import "strings"

// Text is the running text of sentences, as SpaceAfter=No and the starts of documents and paragraphs say: an empty line
// parts paragraphs, a blank what else is not written together.
func Text(sents []*Sentence) string {
	var b strings.Builder
	space := false
	for _, s := range sents {
		if b.Len() > 0 && (s.Starts("newdoc") || s.Starts("newpar")) {
			b.WriteString("\n\n")
			space = false
		}
		last := 0 // word of the multiword token at hand
		for i := range s.Rows {
			r := &s.Rows[i]
			if r.Kind == Empty || r.Kind == Word && r.First <= last {
				continue
			}
			if r.Kind == Multi {
				last = r.Last
			}
			if space {
				b.WriteByte(' ')
			}
			b.WriteString(r.Cols[Form])
			space = r.HasSpace()
		}
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

// ReadAll reads all sentences; the first that is malformed is an error.
func ReadAll(r *Reader) ([]*Sentence, error) {
	var out []*Sentence
	for {
		s, err := r.Next()
		if err != nil {
			if isEnd(err) {
				return out, nil
			}
			return nil, err
		}
		out = append(out, s)
	}
}
