package web

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/parley-press/parley"
)

// payload is put into every string of the hostile dossier: markup, quotes, schemes, control, direction and tag characters.
const payload = "\"'><script>window.__xss=1</script><img src=x onerror=\"window.__xss=1\">javascript:window.__xss=1//" +
	"</style></textarea></title>{{.}}\x00\x1b[31m\u202e\u2066\u200f\U000e0041\u0301"

// hostile is the invented dossier with the payload at the end of every string, in the ids too. Spans stay as they are, so
// that no passage says what stands at its place.
func hostile() *inMemory {
	m := invented()
	b, err := json.Marshal(m.rec)
	if err != nil {
		panic(err)
	}
	rec := new(parley.Record)
	if err := json.Unmarshal(b, rec); err != nil {
		panic(err)
	}
	poison(reflect.ValueOf(rec).Elem(), "")
	out := &inMemory{rec: rec, texts: m.texts, raw: m.raw, aside: m.aside}
	for id, t := range m.texts {
		c := *t
		c.Content = t.Content + payload
		c.Blocks = append(c.Blocks[:len(c.Blocks):len(c.Blocks)], c.Blocks[len(c.Blocks)-1])
		c.Blocks[len(c.Blocks)-1].Span.End = len(c.Content) // overlaps the block before it
		out.texts[id] = &c
	}
	for i := range out.aside {
		poison(reflect.ValueOf(&out.aside[i]).Elem(), "")
	}
	return out
}

// poison appends the payload to every string below v but the ids of reports, which must find their text.
func poison(v reflect.Value, field string) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() != reflect.TypeFor[parley.ReportID]() && v.Len() > 0 {
			v.SetString(v.String() + payload)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem(), field)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			poison(v.Field(i), v.Type().Field(i).Name)
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i), fmt.Sprint(field, i))
		}
	}
}
