package syntax

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// ReadSilver reads articles with machine-made tags, trees and names, a JSON object a line, whose offsets point into texts, and calls each with the sentences of
// every one. Its older relations are mapped to UD v2.
func ReadSilver(r io.Reader, texts map[string]string, each func([][]Word)) error {
	dec := json.NewDecoder(r)
	for {
		var a struct {
			ID        string
			Sentences [][][]any
		}
		switch err := dec.Decode(&a); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		var out [][]Word
		for _, s := range a.Sentences {
			sent := make([]Word, 0, len(s))
			for _, t := range s {
				w, err := silverWord(t, texts[a.ID], len(s))
				if err != nil {
					return err
				}
				sent = append(sent, w)
			}
			toUD2(sent)
			out = append(out, sent)
		}
		each(out)
	}
}

// silverWord is the word of one silver token [start, end, lemma, tag, name, head, relation, …] of a sentence of n.
func silverWord(t []any, article string, n int) (Word, error) {
	if len(t) < 4 {
		return Word{}, parley.Errorf(parley.Invalid, "syntax: read silver", "a token has %d fields", len(t))
	}
	from, ok1 := t[0].(float64)
	to, ok2 := t[1].(float64)
	lemma, ok3 := t[2].(string)
	penn, ok4 := t[3].(string)
	if !ok1 || !ok2 || !ok3 || !ok4 || from < 0 || to < from || int(to) > len(article) {
		return Word{}, parley.Errorf(parley.Invalid, "syntax: read silver", "token %v does not fit its article", t[:4])
	}
	w := Word{Form: article[int(from):int(to)], Lemma: lemma, Tag: text.Tag{Penn: penn}, Head: -1}
	if len(t) < 7 {
		return w, nil
	}
	name, ok5 := t[4].(string)
	head, ok6 := t[5].(float64)
	rel, ok7 := t[6].(string)
	if !ok5 || !ok6 || !ok7 || int(head) > n {
		return Word{}, parley.Errorf(parley.Invalid, "syntax: read silver", "token %v does not fit its sentence", t[:7])
	}
	switch name {
	case "PERSON", "ORGANIZATION", "LOCATION", "MISC":
		w.Name = name
	}
	if head >= 0 {
		w.Head, w.Rel = int(head)-1, rel
	}
	return w, nil
}

// renamed are the relations of Stanford's first version of Universal Dependencies that have another name in the second. "dep" says nothing.
var renamed = map[string]string{
	"dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "mwe": "fixed", "name": "flat", "foreign": "flat",
	"dep": "",
}

// toUD2 maps a tree of Stanford's Universal Dependencies, version 1, to UD v2 as the English Web Treebank draws it.
func toUD2(s []Word) {
	for i := range s {
		w := &s[i]
		if to, ok := renamed[w.Rel]; ok {
			w.Rel = to
			continue
		}
		verbal := w.Head >= 0 && strings.ContainsRune("VJRM", rune(initial(s[w.Head].Tag.Penn)))
		switch w.Rel {
		case "nmod":
			if verbal {
				w.Rel = "obl"
			}
		case "nmod:tmod", "nmod:npmod":
			if w.Rel = "nmod:unmarked"; verbal {
				w.Rel = "obl:unmarked"
			}
		case "neg":
			if w.Rel = "advmod"; w.Tag.Penn == "DT" {
				w.Rel = "det"
			}
		}
	}
	agents(s)
	persons(s)
	conjuncts(s)
}

// agents tells the agent of a passive ("by the council") from other obliques.
func agents(s []Word) {
	passive := make([]bool, len(s))
	for _, w := range s {
		if w.Rel == "aux:pass" && w.Head >= 0 {
			passive[w.Head] = true
		}
	}
	for _, w := range s {
		if w.Rel == "case" && w.Head >= 0 && strings.EqualFold(w.Form, "by") {
			if o := &s[w.Head]; o.Rel == "obl" && o.Head >= 0 && passive[o.Head] {
				o.Rel = "obl:agent"
			}
		}
	}
}

func initial(s string) byte {
	if s == "" {
		return ' '
	}
	return s[0]
}

// persons makes the first word of a person's name its head, and a title before it a descriptive modifier.
func persons(s []Word) {
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j].Name == "PERSON" && strings.HasPrefix(s[j].Tag.Penn, "NNP") {
			j++
		}
		if j == i {
			i++
			continue
		}
		last := j - 1
		whole := true
		for k := i; k < last; k++ {
			whole = whole && s[k].Head == last && s[k].Rel == "compound"
		}
		if whole {
			title(s, i, last)
			if i < last {
				rehead(s, i, last)
			}
		}
		i = j
	}
}

// title attaches the nouns before the name [first, last], which all hang on its last word, as UD does: the last of them on the name.
func title(s []Word, first, last int) {
	k := first
	for k > 0 && s[k-1].Head == last && s[k-1].Rel == "compound" && s[k-1].Name != "PERSON" {
		k--
	}
	for ; k < first-1; k++ {
		s[k].Head = first - 1
	}
	if k == first-1 {
		s[k].Rel = "nmod:desc"
	}
}

// rehead moves the place of a name in the tree from its last word to its first.
func rehead(s []Word, first, last int) {
	s[first].Head, s[first].Rel = s[last].Head, s[last].Rel
	for k := range s {
		if k != first && s[k].Head == last {
			s[k].Head = first
		}
	}
	for k := first + 1; k <= last; k++ {
		s[k].Head, s[k].Rel = first, "flat"
	}
}

// conjuncts hangs conjunctions, and commas before a conjunct, on the conjunct that follows them.
func conjuncts(s []Word) {
	for i := range s {
		w := &s[i]
		if w.Head < 0 || w.Rel != "cc" && w.Tag.Penn != "," {
			continue
		}
		next := -1
		for k := i + 1; k < len(s); k++ {
			if s[k].Head == w.Head && s[k].Rel == "conj" {
				next = k
				break
			}
		}
		if next >= 0 && w.Head < i && (w.Rel == "cc" || under(s, i+1, next)) {
			w.Head = next
		}
	}
}

// under reports whether token i, or the one behind a conjunction at i, stands in the subtree of token top.
func under(s []Word, i, top int) bool {
	if i < len(s) && s[i].Rel == "cc" {
		i++
	}
	for n := 0; i >= 0 && i < len(s) && n < 50; n++ {
		if i == top {
			return true
		}
		i = s[i].Head
	}
	return false
}
