package eval

import "strings"

// fold is a name for comparing: case, kind of apostrophe, white space, quotation marks and stops around it, a leading
// article and a closing possessive do not count.
func fold(s string) string {
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, "’", "'")), " ")
	s = strings.Trim(strings.ToLower(s), " .,;:\"“”")
	return strings.TrimSuffix(strings.TrimPrefix(s, "the "), "'s")
}

// names is the set of the folded names, without the empty one.
func names(all ...string) map[string]bool {
	out := map[string]bool{}
	for _, n := range all {
		if n = fold(n); n != "" {
			out[n] = true
		}
	}
	return out
}
