package predict

import (
	"bufio"
	"cmp"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/conll"
	"github.com/parley-press/parley/internal/text"
)

// A writer writes the sentences of documents as CoNLL-U.
type writer struct {
	w    *bufio.Writer
	sent int         // sentences written
	num  [24]byte    // room for a number
	row  [10]string  // of the word at hand
	tree treeBuilder // of the sentence at hand
}

// sentence writes sentence n of d. The bytes of the document start at byte base of the input. next is the byte where
// the token behind the sentence starts, -1 where there is none. Comments are written before sent_id and text.
func (w *writer) sentence(d *text.Doc, n, base, next int, comments ...string) {
	s := d.Sentences[n]
	w.sent++
	for _, c := range comments {
		_, _ = w.w.WriteString(c + "\n")
	}
	_, _ = w.w.WriteString("# sent_id = " + strconv.Itoa(w.sent) + "\n# text = ")
	w.plain(d, s.Tokens)
	_ = w.w.WriteByte('\n')
	w.tree.read(d, s.Tokens)
	left := 0 // words of a multiword token still to come
	for i := s.Tokens.First; i < s.Tokens.End; i++ {
		if left > 0 {
			left--
		} else {
			end := i + 1
			for end < s.Tokens.End && joined(d, end) {
				end++
			}
			if left = end - i - 1; left > 0 {
				span := d.Span(parley.TokenRange{First: i, End: end})
				id := strconv.Itoa(i-s.Tokens.First+1) + "-" + strconv.Itoa(end-s.Tokens.First)
				w.row = [10]string{id, valid(d.Slice(span)), "_", "_", "_", "_", "_", "_", "_", w.misc(span, base, spaced(d, end, s.Tokens.End, next))}
				w.line()
			}
		}
		w.word(d, s.Tokens, i)
		inside := left > 0 || i > s.Tokens.First && joined(d, i)
		w.row[conll.Misc] = w.misc(d.Tokens[i].Span, base, inside || spaced(d, i+1, s.Tokens.End, next))
		w.line()
	}
	_ = w.w.WriteByte('\n')
}

// spaced reports whether white space, or nothing, stands between token i and the one before it; tokens from end on are
// behind the sentence, the first of them at byte next.
func spaced(d *text.Doc, i, end, next int) bool {
	if i < end {
		next = d.Tokens[i].Span.Start
	}
	return next != d.Tokens[i-1].Span.End
}

// word fills the row of token i, but for the last column.
func (w *writer) word(d *text.Doc, r parley.TokenRange, i int) {
	w.row = [10]string{strconv.Itoa(i - r.First + 1), valid(d.Word(i)), "_", "_", "_", "_", "_", "_", "_", "_"}
	fill(&w.row, d, i)
	w.row[conll.Head], w.row[conll.Deprel] = w.tree.columns(i - r.First)
}

// fill sets what the tagger says of token i.
func fill(row *[10]string, d *text.Doc, i int) {
	row[conll.Lemma], row[conll.UPOS], row[conll.XPOS], row[conll.Feats], row[conll.Deps] = conll.None, conll.None, conll.None, conll.None, conll.None
	if i < len(d.Lemmas) && d.Lemmas[i] != "" {
		row[conll.Lemma] = valid(d.Lemmas[i])
	}
	if i < len(d.Tags) {
		row[conll.UPOS] = d.Tags[i].U.String()
		if d.Tags[i].Penn != "" {
			row[conll.XPOS] = d.Tags[i].Penn
		}
	}
}

// misc is the last column of a token.
func (w *writer) misc(s parley.Span, base int, space bool) string {
	b := w.num[:0]
	b = strconv.AppendInt(b, int64(base+s.Start), 10)
	b = append(b, ':')
	b = strconv.AppendInt(b, int64(base+s.End), 10)
	if space {
		return "TokenRange=" + string(b)
	}
	return "SpaceAfter=No|TokenRange=" + string(b)
}

// line writes the row.
func (w *writer) line() {
	for i, c := range w.row {
		if i > 0 {
			_ = w.w.WriteByte('\t')
		}
		_, _ = w.w.WriteString(c)
	}
	_ = w.w.WriteByte('\n')
}

// plain writes the text of tokens, with one blank for each stretch between them.
func (w *writer) plain(d *text.Doc, r parley.TokenRange) {
	for i := r.First; i < r.End; i++ {
		if i > r.First && d.Tokens[i].Span.Start > d.Tokens[i-1].Span.End {
			_ = w.w.WriteByte(' ')
		}
		_, _ = w.w.WriteString(valid(d.Word(i)))
	}
}

// valid is s with U+FFFD for each broken byte: CoNLL-U is UTF-8.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
	}
	return b.String()
}

// Tokens answers sentences in CoNLL-U with their tags, lemmas and trees. Comments, numbers, forms, multiword tokens,
// empty nodes and the last column stay as they came; what stood in the other columns of words does not count and is
// written anew. A sentence that is no CoNLL-U is told and left out.
func Tokens(w io.Writer, r io.Reader, s *Stages, tell Tell) error {
	t := tokens{w: bufio.NewWriterSize(w, 1<<16), stages: s}
	in := conll.NewReader(r)
	for {
		sent, err := in.Next()
		switch {
		case errors.Is(err, io.EOF):
			return t.finish()
		case err != nil && parley.KindOf(err) == parley.Invalid:
			tell(err)
			continue
		case err != nil:
			return cmp.Or(t.finish(), err)
		}
		if err := t.add(sent); err != nil {
			return err
		}
	}
}

// finish answers what is left.
func (t *tokens) finish() error {
	if err := t.answer(); err != nil {
		return err
	}
	return written(t.w.Flush())
}

// written is an error of the output.
func written(err error) error {
	if err == nil {
		return nil
	}
	return &parley.Error{Kind: parley.Unavailable, Op: "write the output", Err: err}
}

// tokens collects the sentences of one document.
type tokens struct {
	w      *bufio.Writer
	stages *Stages
	sents  []*conll.Sentence
	words  int
	build  builder
	tree   treeBuilder
}

// add adds a sentence. A document ends before the next "# newdoc", and where it has grown long.
func (t *tokens) add(s *conll.Sentence) error {
	if len(t.sents) > 0 && (s.Starts("newdoc") || t.words+s.Words > pieceTokens) {
		if err := t.answer(); err != nil {
			return err
		}
	}
	if s.Starts("newpar") || s.Starts("newdoc") {
		t.build.paragraph()
	}
	t.sents = append(t.sents, s)
	t.words += s.Words
	var multi *conll.Row
	for i := range s.Rows {
		switch row := &s.Rows[i]; row.Kind {
		case conll.Multi:
			multi = row
		case conll.Word:
			space := row.HasSpace()
			if multi != nil && row.First <= multi.Last {
				space = row.First == multi.Last && multi.HasSpace()
			}
			t.build.add(row.Cols[conll.Form], space)
		}
	}
	t.build.end()
	return nil
}

// answer writes what was collected.
func (t *tokens) answer() error {
	if len(t.sents) == 0 {
		return nil
	}
	d := t.build.doc()
	t.stages.Read(d)
	at := 0
	for _, s := range t.sents {
		t.tree.read(d, parley.TokenRange{First: at, End: at + s.Words})
		k := 0
		for i := range s.Rows {
			row := &s.Rows[i]
			if row.Kind != conll.Word {
				continue
			}
			fill(&row.Cols, d, at+k)
			if form := row.Cols[conll.Form]; len(form) > formLimit {
				row.Cols[conll.Lemma] = form // only its start was looked at
			}
			row.Cols[conll.Head], row.Cols[conll.Deprel] = t.tree.columns(k)
			k++
		}
		at += s.Words
		if err := s.Write(t.w); err != nil {
			return written(err)
		}
	}
	t.sents, t.words = t.sents[:0], 0
	t.build.reset()
	return nil
}
