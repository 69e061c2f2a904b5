package predict

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"io"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// pieceBytes is how much raw text is looked at as one document; one that is longer is cut, where it can be between two
// paragraphs.
const pieceBytes = 1 << 18

// Raw answers a text, paragraphs parted by empty lines, in CoNLL-U. Each token has the bytes of the input that it
// stands for in its last column, TokenRange=start:end, half open. Bytes that are no UTF-8 are U+FFFD in the answer. id
// names the document, "" for none.
func Raw(w io.Writer, r io.Reader, id string, s *Stages) error {
	raw := raw{r: r, w: writer{w: bufio.NewWriterSize(w, 1<<16)}, stages: s, fresh: true}
	raw.head = []string{"# newdoc"}
	if id != "" {
		raw.head[0] += " id = " + id
	}
	for {
		broken := raw.fill()
		if len(raw.buf) == 0 {
			return cmp.Or(written(raw.w.w.Flush()), broken)
		}
		raw.piece()
		if _, err := raw.w.w.Write(nil); err != nil { // the output failed
			return written(err)
		}
		if broken != nil {
			return cmp.Or(written(raw.w.w.Flush()), broken)
		}
	}
}

// raw is one text on its way.
type raw struct {
	r      io.Reader
	w      writer
	stages *Stages
	buf    []byte   // read and not yet answered
	base   int      // byte of the input where buf starts
	end    bool     // all was read
	fresh  bool     // a paragraph starts with the next sentence
	head   []string // comments before the next sentence
}

// fill reads until a piece is there or all was read.
func (t *raw) fill() error {
	for !t.end && len(t.buf) < pieceBytes {
		if cap(t.buf) < pieceBytes {
			t.buf = append(make([]byte, 0, pieceBytes), t.buf...)
		}
		n, err := t.r.Read(t.buf[len(t.buf):pieceBytes])
		t.buf = t.buf[:len(t.buf)+n]
		if errors.Is(err, io.EOF) {
			t.end = true
		} else if err != nil {
			t.end = true // what was read is still answered
			return &parley.Error{Kind: parley.Unavailable, Op: "read", Err: err}
		}
	}
	return nil
}

// piece answers the start of what was read: all where that is the end of the text, else up to the last empty line, or
// but for the last sentence where there is none.
func (t *raw) piece() {
	n, whole := len(t.buf), t.end
	if !t.end {
		if at := lastEmptyLine(t.buf); at > 0 {
			n, whole = at, true
		} else {
			n = wordEnd(t.buf)
		}
	}
	d := t.stages.Segmenter.Segment(body(string(t.buf[:n])))
	if k := len(d.Sentences); !whole && k > 1 {
		n = d.Tokens[d.Sentences[k-1].Tokens.First].Span.Start
		d = t.stages.Segmenter.Segment(body(string(t.buf[:n])))
	}
	t.stages.Read(d)
	t.answer(d, whole, t.nextWord(n))
	t.base += n
	t.buf = t.buf[:copy(t.buf, t.buf[n:])]
}

// answer writes the sentences of a piece. next is the byte where the text goes on behind it, -1 where it does not.
func (t *raw) answer(d *text.Doc, whole bool, next int) {
	for i := range d.Sentences {
		if i > 0 && d.Sentences[i].Paragraph != d.Sentences[i-1].Paragraph {
			t.fresh = true
		}
		if t.fresh {
			t.head = append(t.head, "# newpar")
			t.fresh = false
		}
		behind := next
		if i+1 < len(d.Sentences) {
			behind = d.Tokens[d.Sentences[i+1].Tokens.First].Span.Start
		}
		t.w.sentence(d, i, t.base, behind, t.head...)
		t.head = t.head[:0]
	}
	t.fresh = t.fresh || whole
}

// nextWord is n where a word goes on there, else -1.
func (t *raw) nextWord(n int) int {
	if n >= len(t.buf) {
		return -1
	}
	if r, _ := utf8.DecodeRune(t.buf[n:]); unicode.IsSpace(r) {
		return -1
	}
	return n
}

// lastEmptyLine is the end of the last empty line of b behind which something stands, 0 where there is none.
func lastEmptyLine(b []byte) int {
	for end := len(b); ; {
		at := bytes.LastIndexByte(b[:end], '\n')
		if at < 0 {
			return 0
		}
		before := bytes.TrimRight(b[:at], " \t\r")
		if n := len(before); n > 0 && before[n-1] == '\n' {
			return at + 1
		}
		end = at
	}
}

// wordEnd is where b may be cut: behind its last white space, or before the character that is not whole.
func wordEnd(b []byte) int {
	if at := bytes.LastIndexAny(b[max(0, len(b)-4096):], " \t\n\r"); at >= 0 {
		return max(0, len(b)-4096) + at + 1
	}
	n := len(b) - 1
	for n > len(b)-utf8.UTFMax && n > 0 && !utf8.RuneStart(b[n]) {
		n--
	}
	if n == 0 {
		return len(b)
	}
	return n
}
