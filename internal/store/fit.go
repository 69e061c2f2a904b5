package store

import "reflect"

// mostShared is how many bytes a text may have of which one copy is kept for all places that have it: names, rules, ids and codes.
const mostShared = 64

// fit gives slices no more room than they need, and equal short texts one copy. The decoder of JSON lets slices grow by doubling and writes each text anew, and
// findings stay in memory as long as their record. v must be settable.
func fit(v reflect.Value, texts map[string]string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fit(v.Elem(), texts)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				fit(f, texts)
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
				fit(v.Index(i), texts)
			}
		}
	case reflect.String:
		s := v.String()
		if s == "" || len(s) > mostShared {
			return
		}
		if one, ok := texts[s]; ok {
			v.SetString(one)
		} else {
			texts[s] = s
		}
	}
}
