package eval

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A silverToken is a token of the machine-made layer of PolNeAR: [start, end, lemma, tag, entity, head, relation, ...].
type silverToken struct {
	span     parley.Span
	tag, ner string
	head     int // token of the sentence, -1 the root, unattached
	rel      string
}

// ReadTexts reads articles, a JSON object {"id", "text"} a line, into texts by id.
func ReadTexts(r io.Reader) (map[string]string, error) {
	texts := map[string]string{}
	for dec := json.NewDecoder(r); ; {
		var a struct{ ID, Text string }
		switch err := dec.Decode(&a); {
		case errors.Is(err, io.EOF):
			return texts, nil
		case err != nil:
			return nil, &parley.Error{Kind: parley.Invalid, Op: "eval: articles", Err: err}
		}
		texts[a.ID] = a.Text
	}
}

// Silver compares what read fills in with the machine-made layer of PolNeAR (CoreNLP), r, over the texts of its articles.
// It is the agreement of two programs, no accuracy. Read gets the silver tokens, those with a hyphen inside cut as the
// English Web Treebank cuts them. Tags are asked of the tokens that were not cut. Heads are asked of attached tokens
// but for punctuation, after the silver trees were mapped from Stanford's Universal Dependencies 1 to version 2.
func Silver(prefix string, r io.Reader, texts map[string]string, read func(*text.Doc)) ([]Score, error) {
	var tags, heads answer
	trees := false
	for dec := json.NewDecoder(r); ; {
		var a struct {
			ID        string
			Sentences [][][]any
		}
		switch err := dec.Decode(&a); {
		case errors.Is(err, io.EOF):
			out := []Score{tags.score(prefix + "XPOS")}
			if trees {
				out = append(out, heads.score(prefix+"UAS"))
			}
			return out, nil
		case err != nil:
			return nil, &parley.Error{Kind: parley.Invalid, Op: "eval: silver", Err: err}
		}
		var sents [][]silverToken
		for _, s := range a.Sentences {
			sent, err := readSilver(s, len(texts[a.ID]))
			if err != nil {
				return nil, err
			}
			sents = append(sents, sent)
		}
		d, first := silverDoc(texts[a.ID], sents)
		read(d)
		trees = trees || d.Heads != nil
		k := 0
		for n, s := range sents {
			scoreSilver(d, n, s, first[k:k+len(s)+1], &tags, &heads)
			k += len(s)
		}
	}
}

// readSilver reads one sentence over an article of size bytes.
func readSilver(all [][]any, size int) ([]silverToken, error) {
	out := make([]silverToken, 0, len(all))
	for _, t := range all {
		if len(t) < 7 {
			return nil, parley.Errorf(parley.Invalid, "eval: silver", "a token has %d fields, not 7", len(t))
		}
		from, ok1 := t[0].(float64)
		to, ok2 := t[1].(float64)
		tag, ok3 := t[3].(string)
		ner, ok4 := t[4].(string)
		head, ok5 := t[5].(float64)
		rel, ok6 := t[6].(string)
		if !(ok1 && ok2 && ok3 && ok4 && ok5 && ok6) || from < 0 || to <= from || int(to) > size || int(head) > len(all) {
			return nil, parley.Errorf(parley.Invalid, "eval: silver", "token %v does not fit its article", t)
		}
		h := int(head) - 1
		if h < -1 {
			h = unattached
		}
		out = append(out, silverToken{parley.Span{Start: int(from), End: int(to)}, tag, ner, h, rel})
	}
	return out, nil
}

// silverDoc is a document of silver tokens. first is the document's first token of each silver token, one more at the end.
func silverDoc(content string, sents [][]silverToken) (d *text.Doc, first []int) {
	d = &text.Doc{Text: &text.Text{Content: content, Blocks: []text.Block{{Span: parley.Span{End: len(content)}}}}}
	for _, s := range sents {
		from := len(d.Tokens)
		for _, t := range s {
			first = append(first, len(d.Tokens))
			for _, p := range cutHyphens(content, t.span) {
				d.Tokens = append(d.Tokens, text.Token{Span: p, Sentence: int32(len(d.Sentences)), Quote: -1})
			}
		}
		par := len(d.Paragraphs) - 1
		start := 0
		if len(s) > 0 {
			start = s[0].span.Start
		}
		if par < 0 || strings.Contains(content[min(d.Paragraphs[par].Span.End, start):start], "\n\n") {
			d.Paragraphs = append(d.Paragraphs, text.Paragraph{Span: parley.Span{Start: start, End: start}, Sentences: [2]int{len(d.Sentences), len(d.Sentences)}})
			par++
		}
		d.Sentences = append(d.Sentences, text.Sentence{Tokens: parley.TokenRange{First: from, End: len(d.Tokens)}, Paragraph: par})
		d.Paragraphs[par].Sentences[1] = len(d.Sentences)
		if len(s) > 0 {
			d.Paragraphs[par].Span.End = s[len(s)-1].span.End
		}
	}
	return d, append(first, len(d.Tokens))
}

// cutHyphens cuts a token at the hyphens inside it.
func cutHyphens(content string, s parley.Span) []parley.Span {
	form := content[s.Start:s.End]
	if strings.Trim(form, "-") == "" || !strings.Contains(form, "-") || strings.Contains(form, "://") {
		return []parley.Span{s}
	}
	var out []parley.Span
	at := s.Start
	for i := s.Start; i < s.End; i++ {
		if content[i] != '-' {
			continue
		}
		if i > at {
			out = append(out, parley.Span{Start: at, End: i})
		}
		out = append(out, parley.Span{Start: i, End: i + 1})
		at = i + 1
	}
	if at < s.End {
		out = append(out, parley.Span{Start: at, End: s.End})
	}
	return out
}

// scoreSilver counts one sentence; first is of its tokens.
func scoreSilver(d *text.Doc, n int, s []silverToken, first []int, tags, heads *answer) {
	gold := slices.Clone(s)
	toVersion2(gold)
	r := d.Sentences[n].Tokens
	owner := make([]int, r.Len()) // the silver token of each token of the document
	for k := range s {
		for i := first[k]; i < first[k+1]; i++ {
			owner[i-r.First] = k
		}
	}
	for k := range s {
		if first[k+1] == first[k]+1 && len(d.Tags) > 0 {
			tags.add(d.Tags[first[k]].Penn == s[k].tag)
		}
		if d.Heads == nil || gold[k].head == unattached || s[k].rel == "punct" {
			continue
		}
		got := -1 // the head of the part whose head is outside
		for i := first[k]; i < first[k+1]; i++ {
			h := int(d.Heads[i])
			if h < r.First || h >= r.End {
				got = -1
				break
			}
			if got = owner[h-r.First]; got != k {
				break
			}
		}
		heads.add(got == gold[k].head)
	}
}

// toVersion2 changes a tree of Stanford's Universal Dependencies 1 where version 2 attaches otherwise: a coordinating
// conjunction depends on the conjunct behind it, and a person's name is headed by its first word. Relations that are
// only named anew do not matter here.
func toVersion2(s []silverToken) {
	for k := range s {
		if s[k].rel != "cc" || s[k].head < 0 {
			continue
		}
		for j := k + 1; j < len(s); j++ {
			if s[j].head == s[k].head && strings.HasPrefix(s[j].rel, "conj") {
				s[k].head = j
				break
			}
		}
	}
	for k := range s {
		first := k
		for first > 0 && s[first-1].rel == "compound" && s[first-1].head == k && s[first-1].ner == "PERSON" && s[k].ner == "PERSON" {
			first--
		}
		if first == k {
			continue
		}
		for j := range s {
			if s[j].head == k && (j < first || j > k) {
				s[j].head = first
			}
		}
		s[first].head, s[first].rel = s[k].head, s[k].rel
		for j := first + 1; j <= k; j++ {
			s[j].head, s[j].rel = first, "flat"
		}
	}
}
