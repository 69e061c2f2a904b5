package syntax

import (
	"cmp"
	"crypto/sha256"
	_ "embed" // the table of irregular forms
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

//go:embed irregular.tsv
var irregularTSV string

// often is how often a word must stand under its tag in the treebank to get an entry that the rules would not need.
const often = 3

// TrainLemmas makes the model of the lemmatizer from the data folder and gives the bytes of its file. It reads the
// English Web Treebank (train, and dev for the score in the header) and, where the folder has it, Open English
// WordNet. The same data give the same bytes.
func TrainLemmas(data fs.FS, say func(string)) ([]byte, error) {
	sum := sha256.New()
	gold, err := readTreebank(data, trainFile, sum)
	if err != nil {
		return nil, err
	}
	dev, err := readTreebank(data, devFile, io.Discard)
	if err != nil {
		return nil, err
	}
	words, err := readLexicon(data, sum)
	if err != nil {
		return nil, err
	}
	l, err := learnLemmas(gold, words)
	if err != nil {
		return nil, err
	}
	head := learn.Head{Kind: "lemma", Template: lemmaTemplate}
	sum.Sum(head.Data[:0])
	right, all := l.score(dev)
	say(fmt.Sprintf("%d entries, %d lemmas, %d bytes of small words; dev, tags given: %d of %d lemmas right",
		l.table.entries(), len(l.table.starts)/4-1, len(l.known), right, all))
	head.Scores = []learn.Score{{Name: "lemma", Value: uint32(right * 10000 / max(1, all))}}
	return l.encode(head), nil
}

// encode is the bytes of the model file.
func (l *lemmatizer) encode(head learn.Head) []byte {
	return learn.Encode(head, learn.Section{Name: "words", Bytes: l.table.words}, learn.Section{Name: "starts", Bytes: l.table.starts},
		learn.Section{Name: "lemmas", Bytes: []byte(l.table.lemmas)}, learn.Section{Name: "known", Bytes: l.known})
}

// entries is how many keys the table holds.
func (t *lemmaTable) entries() int {
	n := 0
	for at := 0; at < len(t.words); at += 4 {
		if at%lineBytes < 4*lineSlots && binary.LittleEndian.Uint32(t.words[at:]) != 0 {
			n++
		}
	}
	return n
}

// score counts the lemmas right of a treebank whose tags are given.
func (l *lemmatizer) score(gold [][]Word) (right, all int) {
	var atoms []atom
	var buf []byte
	for _, s := range gold {
		atoms = append(atoms[:0], make([]atom, len(s))...)
		for i, w := range s {
			buf = atoms[i].read(w.Form, buf)
		}
		st := styleOf(atoms)
		for _, w := range s {
			all++
			if l.lemma(w.Form, w.Tag, st != prose) == w.Lemma {
				right++
			}
		}
	}
	return right, all
}

// An entry is what the table is to hold: what a key's word becomes.
type entry struct {
	key         lemmaKey
	form, lemma string
}

// learnLemmas learns from a treebank and a lexicon.
func learnLemmas(gold [][]Word, words lexicon) (*lemmatizer, error) {
	l := &lemmatizer{known: knownWords(gold, words)}
	entries := words.irregular()
	table, err := newLemmaTable(entries)
	if err != nil {
		return nil, err
	}
	l.table = table
	entries = append(entries, l.exceptions(gold)...)
	l.table, err = newLemmaTable(entries)
	return l, err
}

// A seen is a word as the treebank has it under a tag, case and curly apostrophes aside.
type seen struct {
	low  string
	tag  text.Tag
	form shape
}

// exceptions are the entries for words of the treebank which are frequent there, or which l does not get right.
func (l *lemmatizer) exceptions(gold [][]Word) []entry {
	counts := map[seen]map[[2]string]int{}
	for _, s := range gold {
		for _, w := range s {
			if w.Tag.Penn == "GW" || w.Lemma == "_" || len(w.Form) > longest {
				continue // a part of a word that was cut by mistake
			}
			k := seen{strings.NewReplacer("’", "'", "‘", "'").Replace(strings.ToLower(w.Form)), w.Tag, readLemma(w.Form).form}
			if counts[k] == nil {
				counts[k] = map[[2]string]int{}
			}
			counts[k][[2]string{w.Form, w.Lemma}]++
		}
	}
	var out []entry
	for _, k := range slices.SortedFunc(maps.Keys(counts), func(a, b seen) int {
		return cmp.Or(strings.Compare(a.low, b.low), strings.Compare(a.tag.Penn, b.tag.Penn), cmp.Compare(a.tag.U, b.tag.U), cmp.Compare(a.form, b.form))
	}) {
		form, lemma, n := most(counts[k])
		if n >= often || l.lemma(form, k.tag, false) != lemma {
			out = append(out, entry{tagKey(lowerHash(form), k.tag, k.form), form, lemma})
		}
	}
	return out
}

// most is the commonest lemma, with the commonest form that has it and the sum of all counts.
func most(counts map[[2]string]int) (form, lemma string, all int) {
	lemmas := map[string]int{}
	for k, n := range counts {
		lemmas[k[1]] += n
		all += n
	}
	for l, n := range lemmas {
		if m := lemmas[lemma]; lemma == "" || n > m || n == m && l < lemma {
			lemma = l
		}
	}
	best := 0
	for k, n := range counts {
		if k[1] == lemma && (n > best || n == best && k[0] < form) {
			form, best = k[0], n
		}
	}
	return form, lemma, all
}

// newLemmaTable lays out entries; of two with the same key the first counts.
func newLemmaTable(entries []entry) (lemmaTable, error) {
	t := lemmaTable{words: make([]byte, (len(entries)/7+1)*lineBytes)}
	numbers := map[string]int{}
	var lemmas strings.Builder
	t.starts = make([]byte, 4)
	for _, e := range entries {
		value := len(e.form) - len(e.lemma)
		if !strings.HasPrefix(e.form, e.lemma) {
			n, ok := numbers[e.lemma]
			if !ok {
				n = len(numbers)
				numbers[e.lemma] = n
				lemmas.WriteString(e.lemma)
				t.starts = binary.LittleEndian.AppendUint32(t.starts, uint32(lemmas.Len()))
			}
			value = firstLemma + n
		}
		if _, there := t.find(e.key); there {
			continue
		}
		if value > 0xffff || !t.put(e.key, uint16(value)) {
			return t, parley.Errorf(parley.Invalid, "syntax: train lemmas", "the table is full")
		}
	}
	t.lemmas = lemmas.String()
	return t, nil
}

// put adds a value, false where there is no room.
func (t *lemmaTable) put(k lemmaKey, value uint16) bool {
	n := len(t.words) / lineBytes
	for i := range min(farthest, n) {
		line := t.words[(k.line(n)+i)%n*lineBytes:]
		for j := range lineSlots {
			if binary.LittleEndian.Uint32(line[4*j:]) == 0 {
				binary.LittleEndian.PutUint32(line[4*j:], k.check())
				binary.LittleEndian.PutUint16(line[4*lineSlots+2*j:], value)
				return true
			}
		}
	}
	return false
}

// knownWords is the set of words that are written small: in the treebank, or in the lexicon and there not also as a name.
func knownWords(gold [][]Word, words lexicon) wordSet {
	set := map[string]bool{}
	for _, s := range gold {
		for _, w := range s {
			if readLemma(w.Form).form == small && readLemma(w.Lemma).form == small && w.Lemma != "_" {
				set[w.Form], set[w.Lemma] = true, true
			}
		}
	}
	for _, lemmas := range words.small {
		for _, w := range lemmas {
			if !words.names[w] {
				set[w] = true
			}
		}
	}
	out := make(wordSet, (len(set)*10/(8*lineBytes)+1)*lineBytes)
	for w := range set {
		out.add(lowerHash(w)) // in any order the same bits
	}
	return out
}
