package syntax

import (
	"cmp"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// The files that Train reads, below the folder of data.
const (
	trainFile  = "ud-ewt/en_ewt-ud-train.conllu.gz"
	devFile    = "ud-ewt/en_ewt-ud-dev.conllu.gz"
	silverFile = "polnear-corenlp/train.jsonl.gz"
	newsFile   = "polnear/train.jsonl.gz"
)

// A sentence is a sentence to train on: its words and the numbers of its classes.
type sentence struct {
	words  []Word
	silver bool
	tags   []int16 // class, -1 unknown; of silver, that of the Penn tag among inventory.penn
	heads  []int32 // n for the root, none unknown
	rels   []int16 // -1 unknown
	names  []int16 // -1 unknown
}

// An inventory numbers the classes.
type inventory struct {
	tags   []string // "NN/NOUN"
	rels   []string
	penn   []string  // Penn tags
	within [][]int16 // the classes of each Penn tag
	class  map[string]int16
	rel    map[string]int16
	pennOf map[string]int16
}

// nameLabels are the classes of the hints' own task: the silver names, as beginnings and what follows them.
var nameLabels = []string{"", "B-PERSON", "I-PERSON", "B-ORGANIZATION", "I-ORGANIZATION", "B-LOCATION", "I-LOCATION", "B-MISC", "I-MISC"}

func label(t text.Tag) string { return t.Penn + "/" + t.U.String() }

// newInventory takes the classes from the treebank: pairs of tags seen five times, or the commonest of their Penn tag; relations as they are.
func newInventory(gold [][]Word) *inventory {
	tags, rels := map[string]int{}, map[string]int{}
	for _, s := range gold {
		for _, w := range s {
			tags[label(w.Tag)]++
			if w.Rel != "" {
				rels[w.Rel]++
			}
		}
	}
	inv := &inventory{class: map[string]int16{}, rel: map[string]int16{}, pennOf: map[string]int16{}}
	for _, t := range byCount(tags) {
		penn, _, _ := strings.Cut(t, "/")
		p, seen := inv.pennOf[penn]
		if seen && tags[t] < 5 || len(inv.tags) == tagOut {
			if seen {
				inv.class[t] = inv.within[p][0]
			}
			continue
		}
		if !seen {
			p = int16(len(inv.penn))
			inv.pennOf[penn] = p
			inv.penn = append(inv.penn, penn)
			inv.within = append(inv.within, nil)
		}
		inv.class[t] = int16(len(inv.tags))
		inv.within[p] = append(inv.within[p], int16(len(inv.tags)))
		inv.tags = append(inv.tags, t)
	}
	for _, r := range byCount(rels) {
		if len(inv.rels) < relOut {
			inv.rel[r] = int16(len(inv.rels))
			inv.rels = append(inv.rels, r)
		}
	}
	return inv
}

// byCount is the keys, the most frequent first.
func byCount(m map[string]int) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(m[b], m[a]), cmp.Compare(a, b)) })
	return out
}

// number turns words into a sentence to train on.
func (inv *inventory) number(words []Word, silver bool) sentence {
	s := sentence{words: words, silver: silver}
	before := ""
	for _, w := range words {
		tag, name := int16(-1), int16(-1)
		if silver {
			name = 0
			if w.Name != "" {
				kind := "B-"
				if w.Name == before {
					kind = "I-"
				}
				name = int16(slices.Index(nameLabels, kind+w.Name))
			}
			penn := w.Tag.Penn
			if penn == "TO" && w.Rel == "case" {
				penn = "IN" // the treebank keeps TO for infinitives
			}
			if p, ok := inv.pennOf[penn]; ok {
				tag = p
			}
		} else if c, ok := inv.class[label(w.Tag)]; ok {
			tag = c
		}
		before = w.Name
		head, rel := none, int16(-1)
		if r, ok := inv.rel[w.Rel]; ok {
			rel = r
		}
		switch {
		case w.Head >= 0:
			head = int32(w.Head)
		case w.Rel == "root":
			head = int32(len(words))
		}
		s.tags, s.names = append(s.tags, tag), append(s.names, name)
		s.heads, s.rels = append(s.heads, head), append(s.rels, rel)
	}
	return s
}

// styled is the sentence in another style: 1 as a headline, 2 in capitals.
func (s sentence) styled(how int) sentence {
	words := slices.Clone(s.words)
	for k := range words {
		if how == 1 {
			words[k].Form = titled(words[k].Form, k)
		} else {
			words[k].Form = strings.ToUpper(words[k].Form)
		}
	}
	s.words = words
	return s
}

// lowInTitles are the words of up to three letters that headlines leave small.
var lowInTitles = map[string]bool{"a": true, "an": true, "the": true, "of": true, "in": true, "on": true, "at": true, "to": true, "for": true, "and": true,
	"or": true, "by": true, "as": true, "but": true, "nor": true, "is": true, "n't": true, "'s": true}

// titled is a word as a headline sets it: a capital unless it is a short function word within.
func titled(s string, k int) string {
	if k > 0 && len(s) <= 3 && lowInTitles[s] || s == "" {
		return s
	}
	if b := s[0]; 'a' <= b && b <= 'z' {
		return string(b-'a'+'A') + s[1:]
	}
	return s
}

// readTreebank reads a gzipped CoNLL-U file and adds its bytes to sum.
func readTreebank(data fs.FS, name string, sum io.Writer) ([][]Word, error) {
	var out [][]Word
	err := readGzip(data, name, sum, func(r io.Reader) (err error) {
		out, err = ReadCoNLLU(r)
		return err
	})
	if err == nil && len(out) == 0 {
		err = parley.Errorf(parley.Invalid, "syntax: train", "%s holds no sentence", name)
	}
	return out, err
}

func readGzip(data fs.FS, name string, sum io.Writer, read func(io.Reader) error) error {
	return learn.ReadPacked("syntax: train", data, name, sum, read)
}

func readSilverFiles(data fs.FS, sum io.Writer) ([][]Word, error) {
	texts := map[string]string{}
	err := readGzip(data, newsFile, sum, func(r io.Reader) error { return learn.ReadTexts(r, texts) })
	if err != nil {
		return nil, err
	}
	var out [][]Word
	err = readGzip(data, silverFile, sum, func(r io.Reader) error {
		return ReadSilver(r, texts, func(a [][]Word) { out = append(out, a...) })
	})
	return out, err
}
