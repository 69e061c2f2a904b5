package engine

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/parley-press/parley"
)

// passages must visit every passage that the type has room for: a field that is added to it must not go unverified.
func TestPassagesAreAll(t *testing.T) {
	var f parley.Findings
	want := fill(reflect.ValueOf(&f).Elem(), 0)
	seen := map[string]bool{}
	for where, p := range passages(&f) {
		if seen[p.Text] || where == "" {
			t.Errorf("%s: %q is visited twice, or has no place", where, p.Text)
		}
		seen[p.Text] = true
	}
	if len(seen) != want || want < 20 {
		t.Errorf("%d passages visited of %d", len(seen), want)
	}
	for range passages(&f) {
		break // may be left early
	}
}

// fill puts two elements in every slice, a value behind every pointer and a letter in every string, numbers the passages from n on, and returns
// the next number.
func fill(v reflect.Value, n int) int {
	if p, ok := v.Addr().Interface().(*parley.Passage); ok {
		p.Text = fmt.Sprint(n)
		return n + 1
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Struct:
		for i := range v.NumField() {
			n = fill(v.Field(i), n)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		n = fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			n = fill(v.Index(i), n)
		}
	}
	return n
}
