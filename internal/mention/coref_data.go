package mention

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A CorefText is a document with its coreference chains: tokens and sentences of Doc are set, its other layers are not.
type CorefText struct {
	ID     string
	Doc    *text.Doc
	Chains [][]parley.TokenRange
}

// TokenDoc is a document of one paragraph whose sentences have these words, with a blank between words.
func TokenDoc(sents [][]string) *text.Doc {
	var b strings.Builder
	d := &text.Doc{Text: &text.Text{}}
	for n, s := range sents {
		first := len(d.Tokens)
		for _, w := range s {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			at := b.Len()
			b.WriteString(w)
			d.Tokens = append(d.Tokens, text.Token{Span: parley.Span{Start: at, End: b.Len()}, Sentence: int32(n), Quote: -1})
		}
		d.Sentences = append(d.Sentences, text.Sentence{Tokens: parley.TokenRange{First: first, End: len(d.Tokens)}})
	}
	d.Content = b.String()
	d.Blocks = []text.Block{{Span: parley.Span{End: b.Len()}}}
	d.Paragraphs = []text.Paragraph{{Span: parley.Span{End: b.Len()}, Sentences: [2]int{0, len(sents)}}}
	return d
}

// ReadLitBank reads documents of one JSON object a line: id, and sentences of tokens [form, column of chains] as the CoNLL-2012
// task writes them: "(3" opens a mention of chain 3, "3)" closes it, "(3)" is one of one token, "|" between.
func ReadLitBank(r io.Reader) ([]CorefText, error) {
	var out []CorefText
	dec := json.NewDecoder(bufio.NewReader(r))
	for {
		var a struct {
			ID        string
			Sentences [][][2]string
		}
		if err := dec.Decode(&a); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, &parley.Error{Kind: parley.Invalid, Op: "mention: read chains", Err: err}
		}
		var words [][]string
		c := chainReader{open: map[int][]int{}, chains: map[int][]parley.TokenRange{}}
		for _, s := range a.Sentences {
			var ws []string
			for _, t := range s {
				ws = append(ws, t[0])
				if err := c.column(t[1]); err != nil {
					return nil, err
				}
			}
			words = append(words, ws)
		}
		out = append(out, CorefText{ID: a.ID, Doc: TokenDoc(words), Chains: c.sorted()})
	}
}

// A chainReader gathers mentions from brackets around tokens.
type chainReader struct {
	at     int // token
	open   map[int][]int
	chains map[int][]parley.TokenRange
}

// column reads the brackets at the next token.
func (c *chainReader) column(s string) error {
	for _, p := range strings.Split(s, "|") {
		if p == "" {
			continue
		}
		id, err := strconv.Atoi(strings.Trim(p, "()"))
		if err != nil {
			return &parley.Error{Kind: parley.Invalid, Op: "mention: read chains", Msg: strconv.Quote(s), Err: err}
		}
		if p[0] == '(' {
			c.open[id] = append(c.open[id], c.at)
		}
		if p[len(p)-1] == ')' {
			o := c.open[id]
			if len(o) == 0 {
				return parley.Errorf(parley.Invalid, "mention: read chains", "%q closes what was not opened", s)
			}
			c.chains[id] = append(c.chains[id], parley.TokenRange{First: o[len(o)-1], End: c.at + 1})
			c.open[id] = o[:len(o)-1]
		}
	}
	c.at++
	return nil
}

func (c *chainReader) sorted() [][]parley.TokenRange {
	var out [][]parley.TokenRange
	for _, ms := range c.chains {
		out = append(out, ms)
	}
	return SortChains(out)
}

// SortChains puts chains in order of their first mention and the mentions of each in order of start, longest first.
func SortChains(chains [][]parley.TokenRange) [][]parley.TokenRange {
	for _, c := range chains {
		slices.SortFunc(c, byStart)
	}
	slices.SortFunc(chains, func(a, b []parley.TokenRange) int { return slices.CompareFunc(a, b, byStart) })
	return chains
}

func byStart(a, b parley.TokenRange) int {
	if a.First != b.First {
		return a.First - b.First
	}
	return b.End - a.End
}

// readCorefSilver reads articles with machine-made chains, a JSON object a line, whose byte offsets point into texts.
// Mentions are [sentence, first token, token after the last, ...].
func readCorefSilver(r io.Reader, texts map[string]string) ([]CorefText, error) {
	const op = "mention: read silver chains"
	var out []CorefText
	dec := json.NewDecoder(bufio.NewReader(r))
	for {
		var a struct {
			ID        string
			Sentences [][][]json.RawMessage
			Coref     [][][]int
		}
		if err := dec.Decode(&a); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, &parley.Error{Kind: parley.Invalid, Op: op, Err: err}
		}
		article := texts[a.ID]
		var words [][]string
		starts := []int{0}
		for _, s := range a.Sentences {
			var ws []string
			for _, t := range s {
				var from, to int
				if len(t) < 2 || json.Unmarshal(t[0], &from) != nil || json.Unmarshal(t[1], &to) != nil || from < 0 || to < from || to > len(article) {
					return nil, parley.Errorf(parley.Invalid, op, "%s: a token does not fit its article", a.ID)
				}
				ws = append(ws, article[from:to])
			}
			words = append(words, ws)
			starts = append(starts, starts[len(starts)-1]+len(ws))
		}
		t := CorefText{ID: a.ID, Doc: TokenDoc(words)}
		for _, c := range a.Coref {
			var ms []parley.TokenRange
			for _, m := range c {
				if len(m) < 3 || m[0] < 0 || m[0] >= len(words) || m[1] < 0 || m[2] <= m[1] || m[2] > len(words[m[0]]) {
					return nil, parley.Errorf(parley.Invalid, op, "%s: mention %v does not fit its sentence", a.ID, m)
				}
				ms = append(ms, parley.TokenRange{First: starts[m[0]] + m[1], End: starts[m[0]] + m[2]})
			}
			t.Chains = append(t.Chains, ms)
		}
		t.Chains = SortChains(t.Chains)
		out = append(out, t)
	}
}
