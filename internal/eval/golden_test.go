package eval

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGolden(t *testing.T) {
	scores := []Score{
		{Name: "found", Kind: F1, P: 0.5, R: 1, Matched: 2, Predicted: 4, Gold: 2},
		{Name: "  found, direct", Kind: Share, R: 2.0 / 3, Matched: 2, Gold: 3},
		{Name: "dropped", Kind: Share, R: 0.1, Matched: 1, Gold: 10, Cost: true},
		{Name: "never asked", Kind: Share},
		{Name: "TOTAL", Kind: Mean, R: 0.4444},
	}
	var b bytes.Buffer
	if err := Write(&b, scores); err != nil {
		t.Fatal(err)
	}
	const want = `found                                F1 0.667   P 0.500  R 1.000   (2 of 2 gold, 4 predicted)
  found, direct                      share 0.667   (2 of 3)
dropped                              share 0.100   (1 of 10)
never asked                          share -   (nothing asked)
TOTAL                                mean 0.444
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Fatal(d)
	}
	kept, err := ReadGolden(&b)
	if err != nil {
		t.Fatal(err)
	}
	if c := kept.Against(scores); c != nil {
		t.Errorf("the same scores: %v", c)
	}
	now := []Score{
		{Name: "found", Kind: F1, P: 0.5, R: 0.5, Matched: 1, Predicted: 2, Gold: 2},
		{Name: "  found, direct", Kind: Share, R: 1, Matched: 3, Gold: 3},
		{Name: "dropped", Kind: Share, R: 0.2, Matched: 2, Gold: 10, Cost: true},
		{Name: "new", Kind: Share, R: 1, Matched: 1, Gold: 1},
	}
	if d := cmp.Diff([]Change{{"found", 0.667, 0.5, true}, {"  found, direct", 0.667, 1, false}, {"dropped", 0.1, 0.2, true}, {"new", 0, 1, false},
		{"TOTAL", 0.444, 0, true}}, kept.Against(now)); d != "" {
		t.Error(d)
	}
	for _, bad := range []string{"found 0.5\n", strings.Repeat(" ", 40) + "\n", "found" + strings.Repeat(" ", 32) + "F1 a.b\n", "found" + strings.Repeat(" ", 32) + "F1 0.5.1\n"} {
		if _, err := ReadGolden(strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
