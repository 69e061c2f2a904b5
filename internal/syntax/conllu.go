package syntax

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A Word is a word of a treebank with what is known of it.
type Word struct {
	Form, Lemma string
	Tag         text.Tag
	Head        int    // index of its head in the sentence, -1 for a root
	Rel         string // its relation to the head, "" where it is not known
	Name        string // its class of name, "" for none
	Unknown     bool   // its tag is not known: read over in training
}

// ReadCoNLLU is the sentences of a treebank in CoNLL-U. Multiword tokens and empty nodes are left out, their words
// are not. A line that is neither empty, a comment nor of ten columns is refused, as is a head that is no word of the sentence.
func ReadCoNLLU(r io.Reader) ([][]Word, error) {
	var out [][]Word
	var sent []Word
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<22)
	line := 0
	end := func() error {
		for _, w := range sent {
			if w.Head < -1 || w.Head >= len(sent) {
				return parley.Errorf(parley.Invalid, "syntax: read treebank", "line %d: the sentence before has a head %d of %d words", line, w.Head+1, len(sent))
			}
		}
		if len(sent) > 0 {
			out, sent = append(out, sent), nil
		}
		return nil
	}
	for sc.Scan() {
		line++
		s := strings.TrimRight(sc.Text(), "\r")
		if s == "" {
			if err := end(); err != nil {
				return nil, err
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
		w := Word{Form: f[1], Lemma: f[2], Tag: text.Tag{U: text.ParseUPOS(f[3]), Penn: f[4]}, Head: -1}
		if h, err := strconv.Atoi(f[6]); err == nil && f[7] != "_" {
			w.Head, w.Rel = h-1, f[7]
		}
		sent = append(sent, w)
	}
	if err := end(); err != nil {
		return nil, err
	}
	return out, sc.Err()
}
