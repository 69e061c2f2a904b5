package mention

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// A sample is a document with the gold label of each token, as numbers of a scheme.
type sample struct {
	scheme int
	doc    *text.Doc
	gold   []uint8
	weight float32 // of a step on it, 0 is 1
}

// A goldName is a name in gold data: bytes of the text, and a type.
type goldName struct {
	span  parley.Span
	typ   string
	score float64
}

func readGzip(data fs.FS, name string, sum io.Writer, read func(io.Reader) error) error {
	return learn.ReadPacked("mention: train", data, name, sum, read)
}

// A builder makes a document of sentences of given tokens.
type builder struct {
	text strings.Builder
	doc  *text.Doc
}

func newBuilder() *builder { return &builder{doc: &text.Doc{}} }

func (b *builder) word(w string) {
	if b.text.Len() > 0 {
		b.text.WriteByte(' ')
	}
	at := b.text.Len()
	b.text.WriteString(w)
	b.doc.Tokens = append(b.doc.Tokens, text.Token{Span: parley.Span{Start: at, End: b.text.Len()}, Sentence: int32(len(b.doc.Sentences)), Quote: -1})
}

func (b *builder) sentence() {
	first := 0
	if n := len(b.doc.Sentences); n > 0 {
		first = b.doc.Sentences[n-1].Tokens.End
	}
	if first < len(b.doc.Tokens) {
		b.doc.Sentences = append(b.doc.Sentences, text.Sentence{Tokens: parley.TokenRange{First: first, End: len(b.doc.Tokens)}})
	}
}

func (b *builder) done() *text.Doc {
	b.doc.Paragraphs = []text.Paragraph{{Span: parley.Span{End: b.text.Len()}, Sentences: [2]int{0, len(b.doc.Sentences)}}}
	b.doc.Text = &text.Text{Content: b.text.String(), Blocks: []text.Block{{Span: parley.Span{End: b.text.Len()}}}}
	return b.doc
}

// readCoNLL reads sentences of lines "token TAB label", in documents of per sentences.
func readCoNLL(r io.Reader, schemes []scheme, n, per int) ([]sample, error) {
	var out []sample
	b, s := newBuilder(), sample{scheme: n}
	flush := func() {
		if len(b.doc.Tokens) > 0 {
			s.doc = b.done()
			out = append(out, s)
		}
		b, s = newBuilder(), sample{scheme: n}
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		w, label, ok := strings.Cut(sc.Text(), "\t")
		if !ok {
			b.sentence()
			if len(b.doc.Sentences) == per {
				flush()
			}
			continue
		}
		l := schemes[n].number(label)
		if l < 0 {
			return nil, parley.Errorf(parley.Invalid, "mention: train", "label %q is not of scheme %s", label, schemes[n].name)
		}
		b.word(w)
		s.gold = append(s.gold, uint8(l))
	}
	b.sentence()
	flush()
	return out, sc.Err()
}

// readRe3d reads the documents of re3d: spans of a confidence under 0.5 are left out, of overlapping ones the surer, then
// the longer stays.
func readRe3d(r io.Reader, schemes []scheme, n int, segment func(*text.Text) *text.Doc) ([]sample, error) {
	var out []sample
	dec := json.NewDecoder(r)
	for {
		var a struct {
			Text     string
			Entities []struct {
				S, E       int
				Type       string
				Confidence float64
			}
		}
		switch err := dec.Decode(&a); {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, err
		}
		var ms []goldName
		for _, e := range a.Entities {
			if e.Confidence >= 0.5 {
				ms = append(ms, goldName{parley.Span{Start: e.S, End: e.E}, e.Type, e.Confidence})
			}
		}
		d := segment(&text.Text{Content: a.Text, Blocks: []text.Block{{Span: parley.Span{End: len(a.Text)}}}})
		out = append(out, sample{scheme: n, doc: d, gold: project(d, ms, func(t string) int { return slices.Index(schemes[n].types, t) })})
	}
}

// project puts goldName spans on tokens. A span that cuts a token takes the whole of it.
func project(d *text.Doc, ms []goldName, number func(string) int) []uint8 {
	slices.SortStableFunc(ms, func(a, b goldName) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.span.End-b.span.Start, a.span.End-a.span.Start), cmp.Compare(a.span.Start, b.span.Start))
	})
	gold := make([]uint8, len(d.Tokens))
	for _, m := range ms {
		k := number(m.typ)
		if k < 0 {
			continue
		}
		lo, _ := slices.BinarySearchFunc(d.Tokens, m.span.Start, func(t text.Token, at int) int { return cmp.Compare(t.Span.End, at+1) })
		hi := lo
		free := true
		for hi < len(d.Tokens) && d.Tokens[hi].Span.Start < m.span.End {
			free = free && gold[hi] == 0 && d.Tokens[hi].Sentence == d.Tokens[lo].Sentence
			hi++
		}
		if !free || lo == hi {
			continue
		}
		for i := lo; i < hi; i++ {
			gold[i] = uint8(2 + 2*k)
		}
		gold[lo]--
	}
	return gold
}

// readInvented reads the invented sentences, one a line with names as [type words], as documents of a scheme.
func readInvented(table string, schemes []scheme, n int, segment func(*text.Text) *text.Doc) []sample {
	var out []sample
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		plain, ms := readMarks(line)
		d := segment(&text.Text{Content: plain, Blocks: []text.Block{{Span: parley.Span{End: len(plain)}}}})
		out = append(out, sample{scheme: n, doc: d, gold: project(d, ms, func(t string) int {
			if k, ok := schemes[n].fine[t]; ok {
				return k
			}
			return -1
		})})
	}
	return out
}

// readMarks takes the marks out of "In [city Aven] it rained".
func readMarks(line string) (string, []goldName) {
	var b strings.Builder
	var ms []goldName
	for {
		before, rest, ok := strings.Cut(line, "[")
		b.WriteString(before)
		if !ok {
			return b.String(), ms
		}
		inner, after, _ := strings.Cut(rest, "]")
		typ, words, _ := strings.Cut(inner, " ")
		at := b.Len()
		b.WriteString(words)
		ms = append(ms, goldName{parley.Span{Start: at, End: b.Len()}, typ, 1})
		line = after
	}
}

var silverTypes = map[string]string{"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}

// readSilver reads articles with machine-made entities, a JSON object a line, whose offsets point into texts.
func readSilver(r io.Reader, texts map[string]string, schemes []scheme, n int) ([]sample, error) {
	var out []sample
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
		b, s := newBuilder(), sample{scheme: n}
		txt := texts[a.ID]
		for _, sent := range a.Sentences {
			last := ""
			for _, t := range sent {
				from, ok1 := t[0].(float64)
				to, ok2 := t[1].(float64)
				ner, ok3 := t[4].(string)
				if !ok1 || !ok2 || !ok3 || from < 0 || to < from || int(to) > len(txt) {
					return nil, parley.Errorf(parley.Invalid, "mention: train", "token %v does not fit its article", t)
				}
				b.word(txt[int(from):int(to)])
				l := 0
				if typ := silverTypes[ner]; typ != "" {
					l = 1 + 2*slices.Index(schemes[n].types, typ)
					if ner == last {
						l++
					}
				}
				last = ner
				s.gold = append(s.gold, uint8(l))
			}
			b.sentence()
		}
		if len(b.doc.Tokens) > 0 {
			s.doc = b.done()
			out = append(out, s)
		}
	}
}
