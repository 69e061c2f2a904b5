// Package firm knows the legal forms in the names of firms.
package firm

import "strings"

// forms are the words behind a name that the law of some country asks of a firm, without full stops.
var forms = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`ab ag as asa aps bhd bv co company corp corporation gmbh inc incorporated kg kgaa kk limited llc llp lp ltd nv oao ooo oy oyj pao pjsc plc
 pte pty pvt sa sab sae sarl sas sca spa srl`) {
		out[w] = true
	}
	return out
}()

// Name is the words of a name in lower case without the legal form behind them ("ordell foods" of "ordell foods inc."); ok is false where it has none.
func Name(words []string) (stem []string, ok bool) {
	n := len(words)
	for n > 1 && forms[strings.ReplaceAll(words[n-1], ".", "")] {
		n--
	}
	return words[:n], n < len(words)
}
