package syntax

import (
	"bufio"
	"io"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A Word is a word of a treebank with what is known of it.
type Word struct {
	Form, Lemma string
	Tag         text.Tag
	Unknown     bool // its tag is not known: read over in training
}

// ReadCoNLLU is the sentences of a treebank in CoNLL-U. Multiword tokens and empty nodes are left out, their words
// are not. A line that is neither empty, a comment nor of ten columns is refused.
func ReadCoNLLU(r io.Reader) ([][]Word, error) {
	var out [][]Word
	var sent []Word
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<22)
	line := 0
	for sc.Scan() {
		line++
		s := strings.TrimRight(sc.Text(), "\r")
		if s == "" {
			if len(sent) > 0 {
				out, sent = append(out, sent), nil
			}
			continue
		}
		if s[0] == '#' {
			continue
		}
		f := strings.Split(s, "\t")
		if len(f) != 10 {
			return nil, parley.Errorf(parley.Invalid, "syntax: read treebank", "line %d has %d columns, not 10", line, len(f))
		}
		if strings.ContainsAny(f[0], "-.") {
			continue
		}
		sent = append(sent, Word{Form: f[1], Lemma: f[2], Tag: text.Tag{U: text.ParseUPOS(f[3]), Penn: f[4]}})
	}
	if len(sent) > 0 {
		out = append(out, sent)
	}
	return out, sc.Err()
}
