package syntax

import (
	"bufio"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// The files of Open English WordNet, below the folder of data.
const (
	formsFile   = "lexicon/oewn-forms.tsv.gz"
	synsetsFile = "lexicon/oewn-synsets.tsv.gz"
)

// A lexicon is what is known of English words beside the treebank. Parts of speech are WordNet's letters: v verb, n noun,
// a adjective, r adverb.
type lexicon struct {
	small map[byte][]string // words written small, by part of speech, sorted
	names map[string]bool   // lower case of words written with a capital
	forms []irregularForm   // the surest first
}

// An irregularForm is a form that its lemma's part of speech does not form by rule.
type irregularForm struct {
	pos         byte
	lemma, form string
}

// readLexicon is the lexicon of irregular.tsv and, where the folder has it, of WordNet, whose bytes are added to sum.
func readLexicon(data fs.FS, sum io.Writer) (lexicon, error) {
	x := lexicon{small: map[byte][]string{}, names: map[string]bool{}}
	x.readIrregular()
	if !isThere(data, synsetsFile) {
		return x, nil
	}
	if err := readGzip(data, synsetsFile, sum, func(r io.Reader) error { return readRows(r, 3, x.addSynset) }); err != nil {
		return x, err
	}
	for pos, w := range x.small {
		slices.Sort(w)
		x.small[pos] = slices.Compact(w)
	}
	err := readGzip(data, formsFile, sum, func(r io.Reader) error {
		return readRows(r, 3, func(f []string) {
			if f[1] != "" && oneWord(f[0]) && oneWord(f[2]) {
				x.forms = append(x.forms, irregularForm{f[1][0], f[0], f[2]})
			}
		})
	})
	return x, err
}

func isThere(data fs.FS, name string) bool {
	_, err := fs.Stat(data, name)
	return err == nil
}

// readRows calls row with the columns of each line, of which there must be least.
func readRows(r io.Reader, least int, row func([]string)) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		f := strings.Split(sc.Text(), "\t")
		if len(f) < least {
			return parley.Errorf(parley.Invalid, "syntax: read lexicon", "line %d has %d columns, not %d", n, len(f), least)
		}
		row(f)
	}
	return sc.Err()
}

// addSynset adds the words of a synset: id, file ("noun.person"), members.
func (x *lexicon) addSynset(f []string) {
	pos := byte('n')
	switch file, _, _ := strings.Cut(f[1], "."); file {
	case "verb":
		pos = 'v'
	case "adj":
		pos = 'a'
	case "adv":
		pos = 'r'
	}
	for w := range strings.SplitSeq(f[2], "|") {
		switch {
		case !oneWord(w):
		case readLemma(w).form == small:
			x.small[pos] = append(x.small[pos], w)
		case readLemma(w).form == capital:
			x.names[strings.ToLower(w)] = true
		}
	}
}

// oneWord reports whether a lexicon's entry is one word of two letters or more.
func oneWord(w string) bool {
	return len(w) > 1 && len(w) <= longest && !strings.ContainsAny(w, " _-.'/0123456789")
}

// readIrregular adds the rows of irregular.tsv.
func (x *lexicon) readIrregular() {
	for line := range strings.Lines(irregularTSV) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) == 3 {
			for _, w := range strings.Fields(f[2]) {
				x.forms = append(x.forms, irregularForm{f[0][0], f[1], w})
			}
		}
	}
}
