package predict

import (
	"bufio"
	"cmp"
	"errors"
	"io"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/conll"
)

// Names answers a file of one token a line, the token in the first column, with one column more: the BIO2 label that
// the token has in the scheme. Empty lines end sentences, -DOCSTART- lines documents; both and the columns that were
// there stay as they came. A line without a token is told and has the label O; one that is too long is told and left out.
func Names(w io.Writer, r io.Reader, scheme string, t Tagger, l Labeller, tell Tell) error {
	n := names{w: bufio.NewWriterSize(w, 1<<16), scheme: scheme, tagger: t, labeller: l}
	in := conll.NewColumns(r)
	for {
		line, err := in.Next()
		switch {
		case errors.Is(err, io.EOF):
			return n.finish()
		case err != nil && parley.KindOf(err) == parley.Invalid:
			tell(err)
			if line.Text != "" {
				n.lines = append(n.lines, column{text: line.Text, sep: line.Sep})
			}
			continue
		case err != nil:
			return cmp.Or(n.finish(), err)
		}
		if err := n.add(line); err != nil {
			return err
		}
	}
}

// looseSentences is how many sentences make a document where the input parts none, as the tagger of names was trained.
const looseSentences = 40

// A column is a line that waits for its label.
type column struct {
	text, sep string
	token     bool
	bare      bool // gets no label
}

// names collects the lines of one document.
type names struct {
	w        *bufio.Writer
	scheme   string
	tagger   Tagger
	labeller Labeller
	lines    []column
	bytes    int
	parted   bool // the input parts documents
	build    builder
	labels   []string
}

// add adds a line. A document ends before the next -DOCSTART-, after some sentences where there was none so far, and where
// it has grown long: at the end of a sentence if there is one in time.
func (n *names) add(l conll.ColumnLine) error {
	if l.Mark == conll.DocStart {
		n.parted = true
		if err := n.answer(); err != nil {
			return err
		}
	}
	n.bytes += len(l.Text)
	c := column{text: l.Text, sep: l.Sep}
	switch l.Mark {
	case conll.TokenLine:
		c.token = true
		n.build.add(l.Form, true)
	case conll.SentenceEnd:
		c.bare = true
		n.build.end()
	case conll.CommentLine:
		c.bare = true
	}
	n.lines = append(n.lines, c)
	most := 2
	if l.Mark == conll.SentenceEnd {
		if most = 1; !n.parted && len(n.build.sentences) >= looseSentences {
			return n.answer()
		}
	}
	if len(n.build.tokens) >= most*pieceTokens || n.bytes >= most*pieceBytes*4 || len(n.lines) >= 4*pieceTokens {
		return n.answer()
	}
	return nil
}

// answer writes what was collected.
func (n *names) answer() error {
	if len(n.lines) == 0 {
		return nil
	}
	d := n.build.doc()
	n.tagger.Tag(d)
	labels, err := n.labeller.Label(d, n.scheme, n.labels[:0])
	if err != nil {
		return err
	}
	if len(labels) != len(d.Tokens) {
		return parley.Errorf(parley.Internal, "predict names", "%d labels for %d tokens", len(labels), len(d.Tokens))
	}
	k := 0
	for _, c := range n.lines {
		_, _ = n.w.WriteString(c.text)
		if !c.bare {
			label := "O"
			if c.token {
				label = labels[k]
				k++
			}
			_, _ = n.w.WriteString(c.sep + label)
		}
		if err := n.w.WriteByte('\n'); err != nil {
			return written(err)
		}
	}
	n.labels, n.lines, n.bytes = labels, n.lines[:0], 0
	n.build.reset()
	return nil
}

func (n *names) finish() error {
	if err := n.answer(); err != nil {
		return err
	}
	return written(n.w.Flush())
}
