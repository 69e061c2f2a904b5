package query

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		``:                                     ``,
		`  `:                                   ``,
		`truce`:                                `truce`,
		`Truce FERRY`:                          `truce ferry`,
		`"the Low  Ford truce"`:                `"the low ford truce"`,
		`"low for"*`:                           `"low for"*`,
		`ferr* -boats`:                         `ferr* -boats`,
		`NOT boats`:                            `-boats`,
		`--boats`:                              `boats`,
		`a OR b c`:                             `a OR (b c)`,
		`(a OR b) c`:                           `(a OR b) c`,
		`a AND (b AND c)`:                      `a b c`,
		`-(a OR b)`:                            `-(a OR b)`,
		`or and not near`:                      `"or" "and" "not" near`,
		`"OR"`:                                 `"or"`,
		`Harland's`:                            `"harland s"`,
		`Ünïted ﬁne`:                           `united fine`,
		`who:"Ana Roe" to:vessia`:              `who:"ana roe" to:vessia`,
		`WHO:roe* ACT:Deny`:                    `who:roe* act:deny`,
		`mode:direct type:talks status:denied`: `mode:direct type:talks status:denied`,
		`in:reports`:                           `in:reports`,
		`date:2031-05..2031-06`:                `date:2031-05-01..2031-06-30`,
		`date:2031`:                            `date:2031-01-01..2031-12-31`,
		`date:2031-02..`:                       `date:2031-02-01..`,
		`date:..2032-02`:                       `date:..2032-02-29`,
		`date:2031-05-04`:                      `date:2031-05-04`,
		`conf:>0.8`:                            `conf:0.81..1`,
		`conf:<=0.5`:                           `conf:0..0.5`,
		`conf:0.5..0.8`:                        `conf:0.5..0.8`,
		`休战 協定`:                                `"休 战" "協 定"`,
	} {
		n, err := Parse(in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got := n.String(); got != want {
			t.Errorf("%s: read as %s, want %s", in, got, want)
		}
		again, err := Parse(n.String())
		if err != nil || !reflect.DeepEqual(bare(again), bare(n)) {
			t.Errorf("%s: %s is read as another query: %v, %v", in, n, again, err)
		}
	}
}

// bare is n without its places.
func bare(n Node) Node {
	n.At = 0
	args := n.Args
	n.Args = nil
	for _, a := range args {
		n.Args = append(n.Args, bare(a))
	}
	return n
}

func TestFaults(t *testing.T) {
	for in, at := range map[string]int{
		`((((((`:                       6,
		`(truce`:                       1,
		`()`:                           2,
		`truce)`:                       6,
		`"truce`:                       1,
		`ü "truce`:                     3,
		`*`:                            1,
		`fer*ry`:                       4,
		`NEAR/999999`:                  1,
		`a NEAR b`:                     3,
		`-`:                            1,
		`ab*`:                          1,
		`a OR`:                         5,
		`OR a`:                         1,
		`AND a`:                        1,
		`—`:                            1,
		`colour:red`:                   1,
		`a who:`:                       7,
		`who:""`:                       6,
		`act:shout`:                    5,
		`act:den*`:                     8,
		`date:yesterday`:               6,
		`date:2031-06..2031-05`:        6,
		`date:..`:                      6,
		`date:2031-05..2031-13`:        15,
		`conf:2`:                       6,
		`conf:>=`:                      8,
		`conf:NaN`:                     6,
		`conf:0x1p-2`:                  6,
		`conf:>1`:                      6,
		`in:everything`:                4,
		"a\x00b":                       2,
		"a \xff":                       3,
		strings.Repeat("a", 1<<20):     1001,
		strings.Repeat("(", 900):       13,
		strings.Repeat("-", 900) + "a": 13,
		strings.Repeat("a ", 400):      129,
	} {
		start := time.Now()
		_, err := Parse(in)
		var f *Fault
		if !errors.As(err, &f) || parley.KindOf(err) != parley.Invalid {
			t.Errorf("%.40q: error %v", in, err)
			continue
		}
		if f.Rune != at {
			t.Errorf("%.40q: fault %q, want it at character %d", in, f, at)
		}
		if d := time.Since(start); d > 50*time.Millisecond {
			t.Errorf("%.40q: takes %v", in, d)
		}
	}
}

func TestWords(t *testing.T) {
	const s = "The SÃO-Tomé envoy’s №5, don't."
	var got []string
	for _, w := range Words(s) {
		got = append(got, w.Text)
		if Fold(s[w.Start:w.End]) != w.Text {
			t.Errorf("%q stands at %q", w.Text, s[w.Start:w.End])
		}
	}
	if want := "the sao tome envoy s 5 don t"; strings.Join(got, " ") != want || Fold(s) != want {
		t.Errorf("words %q, %q", got, Fold(s))
	}
}

func TestMarks(t *testing.T) {
	for _, c := range []struct{ q, text, want string }{
		{`truce`, "A truce, the Truce.", "truce|Truce"},
		{`"low ford" truce`, "The Low Ford truce, low tide", "Low Ford|truce"},
		{`ferr* OR boat`, "Ferries and boats, a boat", "Ferries|boat"},
		{`ford "low ford truce"`, "the Low Ford truce at the ford", "Low Ford truce|ford"},
		{`-truce who:roe`, "Roe on the truce", ""},
	} {
		n, err := Parse(c.q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range n.Marks(c.text) {
			got = append(got, c.text[m[0]:m[1]])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s lights %q in %q, want %s", c.q, got, c.text, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`a OR (b -"c d"*) who:roe date:2031..`, `((((((`, `NEAR/999999`, `"`, `*`, `conf:>0.8 in:events`, "é\x00", `-(-(a))`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := Parse(s)
		if err != nil {
			var fault *Fault
			if !errors.As(err, &fault) || fault.At < 0 || fault.At > len(s) {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		if len(n.String()) > MaxBytes {
			return
		}
		again, err := Parse(n.String())
		if err != nil {
			t.Fatalf("%q is written %q, which is refused: %v", s, n, err)
		}
		if !reflect.DeepEqual(bare(again), bare(n)) {
			t.Fatalf("%q is written %q, which is read as %q", s, n, again)
		}
		last := 0
		for _, m := range n.Marks(s) {
			if m[0] < last || m[1] <= m[0] || m[1] > len(s) {
				t.Fatalf("%q: marks %v", s, n.Marks(s))
			}
			last = m[1]
		}
	})
}

func BenchmarkFold(b *testing.B) {
	s := strings.Repeat("Ana Roe said on Tuesday that the Low Ford truce, signed in São Tomé, would hold. ", 20)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Fold(s)
	}
}
