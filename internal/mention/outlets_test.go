package mention

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// TestOutletsOfClean: an outlet or agency by which the metadata of a report may be known can be a source in its text too. Agencies of photographs say nothing.
func TestOutletsOfClean(t *testing.T) {
	f, err := os.Open("../clean/data/outlets.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rs, err := rows("outlets.tsv", 4)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for _, c := range rs {
		kinds[c[0]] = c[1]
	}
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		c := strings.Split(lines.Text(), "\t")
		if strings.HasPrefix(c[0], "#") || len(c) < 3 || c[1] == "photo" {
			continue
		}
		if n++; kinds[c[0]] != c[1] {
			t.Errorf("%s is a listed %s for the metadata, and %q for sources: a row in internal/mention/data/outlets.tsv", c[0], c[1], kinds[c[0]])
		}
	}
	if n < 300 {
		t.Errorf("only %d outlets", n)
	}
}
