package conll

import (
	"bytes"
	"io"
	"strings"
)

// A Mark is what a line of columns is.
type Mark uint8

// What a line can be.
const (
	TokenLine   Mark = iota
	SentenceEnd      // an empty line
	DocStart         // "-DOCSTART-" with or without further columns: a document ends before it
	CommentLine      // "# " and words, without a tab
)

// A ColumnLine is one line of a file of columns: a token first, further columns behind it, parted by tabs or, where
// the line has none, by blanks, as in the files of CoNLL-2003.
type ColumnLine struct {
	Mark Mark
	Text string // the whole line without its end
	Form string // of a token
	Last string // the last column of a token, where the label stands; "" where there is one column
	Sep  string // what parts the columns of a token or of DocStart
	Line int
}

// Columns reads a file of one token a line.
type Columns struct {
	lines  *Lines
	inside bool // a sentence has begun
}

// NewColumns reads plain text; see Plain for gzip.
func NewColumns(r io.Reader) *Columns { return &Columns{lines: NewLines(r, MaxLine)} }

// Next is the next line, io.EOF behind the last. An error of kind Invalid is of one line, whose text is in the answer
// unless it is too long.
func (c *Columns) Next() (ColumnLine, error) {
	b, err := c.lines.Next()
	if err != nil {
		return ColumnLine{Line: c.lines.Number()}, err
	}
	n := c.lines.Number()
	l := ColumnLine{Text: string(b), Line: n, Sep: "\t"}
	if n == 1 {
		b = bytes.TrimPrefix(b, []byte("\ufeff"))
	}
	switch {
	case blank(b):
		l.Mark, c.inside = SentenceEnd, false
		return l, nil
	case docStart(b):
		if bytes.IndexByte(b, '\t') < 0 && bytes.IndexByte(b, ' ') > 0 {
			l.Sep = " "
		}
		l.Mark, c.inside = DocStart, false
		return l, nil
	}
	row := string(b)
	if strings.IndexByte(row, '\t') < 0 {
		if !c.inside && strings.HasPrefix(row, "# ") && strings.Count(row, " ") != 1 {
			l.Mark = CommentLine
			return l, nil
		}
		if row = strings.TrimRight(row, " "); strings.IndexByte(row, ' ') >= 0 {
			l.Sep = " "
		}
	}
	c.inside = true
	first, _, more := strings.Cut(row, l.Sep)
	l.Form = first
	if more {
		l.Last = row[strings.LastIndex(row, l.Sep)+1:]
	}
	if strings.Trim(l.Form, " ") == "" {
		return l, invalid(n, "no token in the first column")
	}
	return l, nil
}

// docStart reports whether a line starts a document: its first column is "-DOCSTART-".
func docStart(b []byte) bool {
	rest, ok := bytes.CutPrefix(b, []byte("-DOCSTART-"))
	return ok && (len(rest) == 0 || rest[0] == ' ' || rest[0] == '\t')
}
