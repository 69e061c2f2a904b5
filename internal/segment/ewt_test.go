package segment

import (
	"bufio"
	"io"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// ewt is a treebank as raw text with the spans of its words and sentences; a span is known by its two ends.
type ewt struct {
	content   strings.Builder
	blocks    []text.Block
	tokens    map[parley.Span]bool
	sentences map[parley.Span]bool
	space     bool // a blank stands before the next token
	par       bool // a paragraph starts before the next token
	start     int  // of the sentence
	skip      int  // words of a multiword token still to come
}

// readEWT rebuilds the raw text of a CoNLL-U file from its SpaceAfter and newpar marks.
func readEWT(r io.Reader) (*ewt, error) {
	e := &ewt{tokens: map[parley.Span]bool{}, sentences: map[parley.Span]bool{}, start: -1}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	var parts []string // forms of the words of a multiword token
	var whole string
	var wholeSpace bool
	for sc.Scan() {
		line := sc.Text()
		if line == "" {
			e.endSentence()
			continue
		}
		if strings.HasPrefix(line, "# newpar") || strings.HasPrefix(line, "# newdoc") {
			e.par = true
		}
		f := strings.Split(line, "\t")
		if len(f) != 10 || strings.Contains(f[0], ".") {
			continue
		}
		space := !strings.Contains(f[9], "SpaceAfter=No")
		if a, b, ok := strings.Cut(f[0], "-"); ok {
			e.skip = atoi(b) - atoi(a) + 1
			whole, wholeSpace, parts = f[1], space, nil
			continue
		}
		if e.skip == 0 {
			e.put(f[1:2], f[1], space)
			continue
		}
		parts = append(parts, f[1])
		if e.skip--; e.skip == 0 {
			e.put(parts, whole, wholeSpace)
		}
	}
	e.endSentence()
	return e, sc.Err()
}

func atoi(s string) int {
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

// put appends a surface word made of the given parts.
func (e *ewt) put(parts []string, whole string, space bool) {
	if e.par {
		if e.content.Len() > 0 {
			e.content.WriteString("\n\n")
		}
		e.blocks = append(e.blocks, text.Block{Span: parley.Span{Start: e.content.Len()}, Paragraph: len(e.blocks)})
		e.par, e.space = false, false
	}
	if e.space {
		e.content.WriteByte(' ')
	}
	at := e.content.Len()
	if e.start < 0 {
		e.start = at
	}
	e.content.WriteString(whole)
	if strings.Join(parts, "") != whole {
		e.tokens[parley.Span{Start: at, End: at + len(whole)}] = true
	} else {
		for _, p := range parts {
			e.tokens[parley.Span{Start: at, End: at + len(p)}] = true
			at += len(p)
		}
	}
	e.blocks[len(e.blocks)-1].Span.End = e.content.Len()
	e.space = space
}

func (e *ewt) endSentence() {
	if e.start >= 0 {
		e.sentences[parley.Span{Start: e.start, End: e.content.Len()}] = true
		e.start = -1
	}
}

// f1 is the F1 of the spans got against those wanted, in percent.
func f1(got []parley.Span, want map[parley.Span]bool) float64 {
	right := 0
	for _, s := range got {
		if want[s] {
			right++
		}
	}
	return 200 * float64(right) / float64(len(got)+len(want))
}

// score segments the treebank's text and gives the F1 of its tokens and sentences.
func (e *ewt) score(t *testing.T, show bool) (tokens, sentences float64) {
	d := New().Segment(&text.Text{Content: e.content.String(), Blocks: e.blocks})
	var ts, ss []parley.Span
	for _, k := range d.Tokens {
		ts = append(ts, k.Span)
	}
	for _, s := range d.Sentences {
		ss = append(ss, d.Span(s.Tokens))
	}
	if show {
		for _, k := range ts {
			if !e.tokens[k] {
				t.Logf("token %q in %q", d.Slice(k), d.Content[max(0, k.Start-15):min(len(d.Content), k.End+15)])
			}
		}
		for _, s := range ss {
			if !e.sentences[s] {
				t.Logf("sentence %q after %q", d.Slice(s), d.Content[max(0, s.Start-15):s.Start])
			}
		}
	}
	return f1(ts, e.tokens), f1(ss, e.sentences)
}

// A tiny treebank in the format, invented, so that the measuring itself is tested everywhere.
const tinyTreebank = `# newdoc id = a
# newpar
1	Roe	Roe	PROPN	NNP	_	0	root	_	_
2-3	can't	_	_	_	_	_	_	_	SpaceAfter=No
2	ca	can	AUX	MD	_	0	_	_	_
3	n't	not	PART	RB	_	0	_	_	_
4	.	.	PUNCT	.	_	0	_	_	_

1	Go	go	VERB	VB	_	0	root	_	SpaceAfter=No
2	!	!	PUNCT	.	_	0	_	_	_
`

func TestTinyTreebank(t *testing.T) {
	e, err := readEWT(strings.NewReader(tinyTreebank))
	if err != nil {
		t.Fatal(err)
	}
	if got := e.content.String(); got != "Roe can't. Go!" {
		t.Errorf("text %q", got)
	}
	if tok, sent := e.score(t, true); tok != 100 || sent != 100 {
		t.Errorf("tokens %.1f, sentences %.1f, want 100", tok, sent)
	}
}
