package store

import (
	"reflect"
	"strings"
)

// fit gives slices no more room than they need, and all texts one place in memory, equal ones once. The decoder of JSON lets slices grow by doubling and writes
// each text anew; findings stay in memory as long as their record, and each text by itself would be one more thing for the collector of garbage to go to.
// v must be settable.
func fit(v reflect.Value) {
	f := fitter{at: map[string]int{}}
	f.walk(v)
	all := f.all.String()
	for _, t := range f.texts {
		n := t.Len()
		at := f.at[t.String()]
		t.SetString(all[at : at+n])
	}
}

// A fitter gathers texts.
type fitter struct {
	texts []reflect.Value
	all   strings.Builder
	at    map[string]int // where each stands in all
}

func (f *fitter) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			f.walk(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Field(i); field.CanSet() {
				f.walk(field)
			}
		}
	case reflect.Slice:
		if n := v.Len(); v.Cap() > n {
			exact := reflect.MakeSlice(v.Type(), n, n)
			reflect.Copy(exact, v)
			v.Set(exact)
		}
		switch v.Type().Elem().Kind() {
		case reflect.Pointer, reflect.Struct, reflect.Slice, reflect.String:
			for i := range v.Len() {
				f.walk(v.Index(i))
			}
		}
	case reflect.String:
		s := v.String()
		if s == "" {
			return
		}
		f.texts = append(f.texts, v)
		if _, ok := f.at[s]; !ok {
			f.at[s] = f.all.Len()
			f.all.WriteString(s)
		}
	}
}
