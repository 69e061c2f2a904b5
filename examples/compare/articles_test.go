package main

import (
	"strings"
	"testing"
)

func TestMangle(t *testing.T) {
	in := "The envoy's DELEGATION met Kallow; the envoy, in Élan, left."
	a, b := mangle(in, 1), mangle(in, 2)
	if a != mangle(in, 1) || a == b || len(a) != len(in) {
		t.Errorf("%q, %q", a, b)
	}
	w := strings.Fields(a)
	if w[0] != "The" || w[3] != "met" || !strings.HasPrefix(w[2], "D") || !strings.HasSuffix(w[2], "ON") || w[2] != strings.ToUpper(w[2]) {
		t.Errorf("%q", a)
	}
	if strings.TrimSuffix(w[1], "'s") != strings.TrimSuffix(w[6], ",") {
		t.Errorf("one word, two fates: %q", a)
	}
}

func TestFresh(t *testing.T) {
	a := fresh([]string{"Negotiators gathered yesterday."}, 9, 1)
	if len(a) != 3 || a[0] == a[1] || countWords(a) != 9 {
		t.Errorf("%q", a)
	}
}
