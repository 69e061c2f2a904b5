package firm

import (
	"strings"
	"testing"
)

func TestName(t *testing.T) {
	for name, want := range map[string]string{
		"ordell foods inc":  "ordell foods",
		"ordell co. ltd.":   "ordell",
		"tarn rail s.p.a.":  "tarn rail",
		"harland relief":    "",
		"inc":               "",
		"ordell foods inc.": "ordell foods",
	} {
		stem, ok := Name(strings.Fields(name))
		if got := strings.Join(stem, " "); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %q, %v, want %q", name, got, ok, want)
		}
	}
}
