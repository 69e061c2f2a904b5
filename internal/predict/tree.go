package predict

import (
	"strconv"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A treeBuilder makes one tree of what the parser says of one sentence. CoNLL-U wants exactly one root and no cycle,
// whatever is in the document: of several roots, as where a long sentence was read in parts, the first stays one and
// the others depend on it.
type treeBuilder struct {
	heads []int // of each word, from 1; 0 for the root
	rels  []string
	state []uint8 // of each word, in the search for cycles
}

// read takes the trees over the tokens r.
func (t *treeBuilder) read(d *text.Doc, r parley.TokenRange) {
	t.heads, t.rels = t.heads[:0], t.rels[:0]
	for i := r.First; i < r.End; i++ {
		h, rel := int(d.Heads[i])-r.First+1, d.Rels[i]
		if h < 1 || h > r.Len() || h == i-r.First+1 {
			h, rel = 0, "root"
		}
		if rel == "" {
			rel = "dep"
		}
		t.heads, t.rels = append(t.heads, h), append(t.rels, rel)
	}
	t.cut()
	root := 0
	for k, h := range t.heads {
		switch {
		case h != 0:
			if t.rels[k] == "root" {
				t.rels[k] = "parataxis"
			}
		case root == 0:
			root, t.rels[k] = k+1, "root"
		default:
			t.heads[k], t.rels[k] = root, "parataxis"
		}
	}
}

// cut makes the word where a cycle closes a root. Each word is walked over once.
func (t *treeBuilder) cut() {
	t.state = append(t.state[:0], make([]uint8, len(t.heads)+1)...)
	const walking, done = 1, 2
	t.state[0] = done
	for k := range t.heads {
		at := k + 1
		for t.state[at] == 0 {
			t.state[at] = walking
			at = t.heads[at-1]
		}
		closed := t.state[at] == walking
		for on := k + 1; t.state[on] == walking; on = t.heads[on-1] {
			t.state[on] = done
		}
		if closed {
			t.heads[at-1] = 0
		}
	}
}

// columns are HEAD and DEPREL of word k, from 0.
func (t *treeBuilder) columns(k int) (head, rel string) {
	return strconv.Itoa(t.heads[k]), t.rels[k]
}
