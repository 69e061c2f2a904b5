package conll

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
)

// The columns of CoNLL-U.
const (
	ID = iota
	Form
	Lemma
	UPOS
	XPOS
	Feats
	Head
	Deprel
	Deps
	Misc
	width
)

// None is an empty column.
const None = "_"

// limits of one sentence, far above what a treebank has, so that no input takes all memory.
const (
	maxRows  = 1 << 20
	maxBytes = 64 << 20
)

// A Kind is what a row of a sentence is.
type Kind uint8

// The kinds of row.
const (
	Word  Kind = iota // "4"
	Multi             // "4-5": the surface form of several words written together
	Empty             // "4.1": a node of the enhanced graph that is not written
)

// A Row is one line of a sentence.
type Row struct {
	Kind  Kind
	First int // the word's number from 1; the first word of a Multi; the word before an Empty
	Last  int // the last word of a Multi, else First
	Cols  [width]string
}

// HasSpace reports whether white space follows the row in the text: SpaceAfter=No is not in its last column.
func (r *Row) HasSpace() bool {
	for rest, more := r.Cols[Misc], true; more; {
		var item string
		if item, rest, more = strings.Cut(rest, "|"); item == "SpaceAfter=No" {
			return false
		}
	}
	return true
}

// A Sentence is a sentence of CoNLL-U with everything that stands in it, in order. Comments are whole lines.
type Sentence struct {
	Comments []string
	Rows     []Row
	Words    int // rows that are words
	Line     int // of the file, where the sentence starts
	covered  int // the last word of the last multiword token
}

// Comment is the value of the first comment of that key ("sent_id", "newdoc id"), and whether there is one. A key
// without a value ("# newpar") is there with the value "".
func (s *Sentence) Comment(key string) (string, bool) {
	for _, c := range s.Comments {
		k, v, _ := strings.Cut(strings.TrimPrefix(c, "#"), "=")
		if strings.TrimSpace(k) == key {
			return strings.TrimSpace(v), true
		}
	}
	return "", false
}

// Starts reports whether the sentence starts a document or a paragraph: key is "newdoc" or "newpar", with an id or not.
func (s *Sentence) Starts(key string) bool {
	if _, ok := s.Comment(key); ok {
		return true
	}
	_, ok := s.Comment(key + " id")
	return ok
}

// A Reader reads CoNLL-U, a sentence at a time.
type Reader struct {
	lines *Lines
	first bool // a line was read
	end   bool
}

// NewReader reads plain text; see Plain for gzip.
func NewReader(r io.Reader) *Reader { return &Reader{lines: NewLines(r, MaxLine)} }

// Next is the next sentence, io.EOF behind the last. An error of kind Invalid is of one sentence, which is read over:
// its line, and what is wrong. Comments that no row follows are a sentence without rows.
func (r *Reader) Next() (*Sentence, error) {
	if r.end {
		return nil, io.EOF
	}
	s := &Sentence{}
	var bad error
	size := 0
	for {
		line, err := r.lines.Next()
		switch {
		case errors.Is(err, io.EOF):
			r.end = true
		case err != nil && !isInvalid(err):
			r.end = true
			return nil, err
		}
		if r.end || err == nil && blank(line) {
			switch {
			case bad != nil:
				return nil, bad
			case len(s.Rows) > 0 || len(s.Comments) > 0:
				return r.finish(s)
			case r.end:
				return nil, io.EOF
			}
			continue
		}
		if bad != nil {
			continue
		}
		if err == nil {
			if !r.first {
				line = bytes.TrimPrefix(line, []byte("\ufeff"))
			}
			if size += len(line); size > maxBytes || len(s.Rows) == maxRows {
				err = invalid(r.lines.Number(), "a sentence of more than %d rows or %d bytes", maxRows, maxBytes)
			} else {
				err = s.add(line, r.lines.Number())
			}
		}
		r.first = true
		if err != nil {
			bad, s = err, &Sentence{}
		}
	}
}

// finish checks what only the whole sentence shows.
func (r *Reader) finish(s *Sentence) (*Sentence, error) {
	for i := range s.Rows {
		if s.Rows[i].Kind == Multi && s.Rows[i].Last > s.Words {
			return nil, invalid(s.Line, "the multiword token %s ends behind the last word, %d", s.Rows[i].Cols[ID], s.Words)
		}
	}
	return s, nil
}

// blank reports whether a line ends a sentence: it is empty, or nothing but blanks.
func blank(line []byte) bool { return len(bytes.TrimLeft(line, " \t")) == 0 }

// add adds a line that is not empty.
func (s *Sentence) add(line []byte, number int) error {
	if s.Line == 0 {
		s.Line = number
	}
	if line[0] == '#' && len(s.Rows) == 0 {
		s.Comments = append(s.Comments, string(line))
		return nil
	}
	row := Row{}
	rest := string(line)
	for i := range row.Cols {
		cell, after, more := strings.Cut(rest, "\t")
		if more == (i == width-1) {
			return invalid(number, "%d columns, not %d", strings.Count(string(line), "\t")+1, width)
		}
		row.Cols[i], rest = cell, after
	}
	if row.Cols[Form] == "" {
		return invalid(number, "no form")
	}
	if !row.number(s) {
		return invalid(number, "the number %.40q does not follow the one before it", row.Cols[ID])
	}
	switch row.Kind {
	case Word:
		s.Words++
	case Multi:
		s.covered = row.Last
	}
	s.Rows = append(s.Rows, row)
	return nil
}

// number reads the row's number and reports whether it may stand behind the rows of s: words count from 1, a multiword
// token stands before its words and none overlap, an empty node behind its word.
func (r *Row) number(s *Sentence) bool {
	id := r.Cols[ID]
	var ok bool
	if a, b, multi := strings.Cut(id, "-"); multi {
		r.Kind = Multi
		r.First, ok = natural(a)
		last, fine := natural(b)
		r.Last = last
		return ok && fine && r.First == s.Words+1 && r.Last >= r.First && r.First > s.covered
	}
	if a, b, empty := strings.Cut(id, "."); empty {
		r.Kind = Empty
		r.First, ok = natural(a)
		_, fine := natural(b)
		r.Last = r.First
		return ok && fine && r.First == s.Words
	}
	r.First, ok = natural(id)
	r.Last = r.First
	return ok && r.First == s.Words+1
}

// natural is a number in decimal digits and no other form.
func natural(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// Write writes the sentence with the empty line that ends it.
func (s *Sentence) Write(w *bufio.Writer) error {
	for _, c := range s.Comments {
		_, _ = w.WriteString(c)
		_ = w.WriteByte('\n')
	}
	for i := range s.Rows {
		s.Rows[i].Write(w)
	}
	return w.WriteByte('\n')
}

// Write writes the row as a line; w keeps the first error.
func (r *Row) Write(w *bufio.Writer) {
	for i, c := range r.Cols {
		if i > 0 {
			_ = w.WriteByte('\t')
		}
		_, _ = w.WriteString(c)
	}
	_ = w.WriteByte('\n')
}
