package store

import (
	"reflect"
	"testing"

	"github.com/parley-press/parley"
)

// What is decoded is what was stored, in slices without room to spare.
func TestDecodedFits(t *testing.T) {
	f := parley.Findings{Report: "aa", Reader: "r"}
	for _, id := range []string{"s1", "s2", "s3", "s4", "s5"} {
		f.Statements = append(f.Statements, parley.Statement{Basis: parley.Basis{ID: id, Rule: "test/rule@1", Confidence: 0.5}, Content: []parley.Passage{{Text: "the same words"}}, Source: &parley.Ref{Entity: "n1"}})
	}
	b, err := EncodeFindings(f)
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeFindings(b)
	if err != nil || !reflect.DeepEqual(got, f) {
		t.Fatalf("%v: %+v", err, got)
	}
	if cap(got.Statements) != 5 || cap(got.Statements[0].Content) != 1 {
		t.Errorf("room for %d statements and %d passages", cap(got.Statements), cap(got.Statements[0].Content))
	}
	if n := testing.AllocsPerRun(100, func() { _, _ = DecodeFindings(b) }); n > 400 {
		t.Errorf("%.0f allocations", n)
	}
}
