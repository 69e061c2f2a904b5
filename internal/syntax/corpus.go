package syntax

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley/internal/learn"
)

// corpusFiles hold the unlabelled text that word vectors are learnt from, JSON lines with a field "text"; those that are absent are passed over.
var corpusFiles = []string{
	newsFile, "news/news-2016.jsonl.gz", "news/buzzfeed-webis-2016.jsonl.gz", "news/guardian-syria-2019.jsonl.gz", "news/reuters-1987.jsonl.gz",
	"fa-kes/fa-kes.jsonl.gz", "re3d/re3d.jsonl.gz",
}

// vectorOptions are how the word vectors of the net are learnt.
func vectorOptions(say func(string)) learn.VectorOptions {
	return learn.VectorOptions{Width: wordWidth, Window: 2, Least: 4, Most: mostWords, Epochs: 5, Negative: 5, Rate: 0.025, Seed: 1,
		Say: func(epoch, seen int) { say("vectors: pass " + digit(epoch) + " done") }}
}

func digit(n int) string { return string(rune('0' + n%10)) }

// learnVectors learns word vectors from the treebank and the unlabelled text, and adds what it read to sum.
func learnVectors(data fs.FS, gold []sentence, sum io.Writer, say func(string)) (*learn.Vectors, error) {
	var text [][]string
	var buf []byte
	for _, s := range gold {
		line := make([]string, len(s.words))
		for i, w := range s.words {
			buf = fold(buf[:0], w.Form)
			line[i] = string(buf)
		}
		text = append(text, line)
	}
	for _, name := range corpusFiles {
		if _, err := fs.Stat(data, name); err != nil {
			continue
		}
		err := readGzip(data, name, sum, func(r io.Reader) error {
			dec := json.NewDecoder(r)
			for {
				var a struct{ Text string }
				switch err := dec.Decode(&a); {
				case errors.Is(err, io.EOF):
					return nil
				case err != nil:
					return err
				}
				text = appendRough(text, a.Text)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return learn.TrainVectors(text, vectorOptions(say)), nil
}

// appendRough cuts running text roughly as the treebank does, each paragraph a line, and appends it in folded form. It serves word vectors alone: what a
// better cut would tell apart is rare in it.
func appendRough(lines [][]string, s string) [][]string {
	var line []string
	var buf []byte
	add := func(w string) {
		buf = fold(buf[:0], w)
		line = append(line, string(buf))
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n':
			if len(line) > 0 {
				lines, line = append(lines, line), nil
			}
			i += n
		case unicode.IsSpace(r):
			i += n
		case wordRune(r):
			j := i + roughWord(s[i:])
			word := s[i:j]
			if base, tail := clitic(word); tail != "" {
				add(base)
				word = tail
			}
			add(word)
			i = j
		default:
			add(s[i : i+n])
			i += n
		}
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// roughWord is the length of the word that s begins with: letters and digits, with single marks between them but for hyphens and slashes, and the full
// stop of an abbreviation such as "U.S.".
func roughWord(s string) int {
	end := 0
	for i := 0; i < len(s) && i < longest; {
		r, n := utf8.DecodeRuneInString(s[i:])
		if wordRune(r) {
			i += n
			end = i
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		if strings.ContainsRune(".,'’:&", r) && wordRune(next) {
			i += n
			continue
		}
		if r == '.' && strings.Contains(s[:i], ".") {
			return i + n
		}
		break
	}
	return max(end, 1)
}

// clitic cuts "n't", "'s" and the like off a word.
func clitic(w string) (string, string) {
	low := strings.ToLower(strings.ReplaceAll(w, "’", "'"))
	for _, c := range [...]string{"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"} {
		if cut, ok := strings.CutSuffix(low, c); ok && cut != "" {
			at := len(w) - len(c)
			if strings.HasSuffix(w, "’"+c[strings.Index(c, "'")+1:]) {
				at -= len("’") - 1
			}
			return w[:at], w[at:]
		}
	}
	return w, ""
}
