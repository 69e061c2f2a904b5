package web

import (
	"bytes"
	"context"
	"html/template"
)

// A fragment is a part of a page that all pages of one list have alike, whichever rows they show and whoever looks: the values that it can be narrowed to, or
// what is drawn of the whole. Writing it is most of what such a page costs, so that it is written once a record.
//
// A drawer gives the fragment that a template, of the set of a page, makes of data. Its address says of what: the path, with what of the query it hangs on.
// Of two requests for one fragment the second waits for the first.
type drawer func(set, name, address string, data any) template.HTML

// drawer is that of a request for a page of x. It is nil where nothing is kept with the record.
func (s *server) drawer(ctx context.Context, x *index) drawer {
	if x.fragments == nil {
		return nil
	}
	return func(set, name, address string, data any) template.HTML {
		p, ok, done := x.fragments.get(ctx, set+"\x00"+name+"\x00"+address)
		if ok {
			return template.HTML(p.body) //nolint:gosec // a template escaped it
		}
		defer func() { done(p) }() // also where it fails: nobody must wait for ever
		w := writers.Get().(*writer)
		defer w.put()
		if s.pages[set].ExecuteTemplate(&w.buf, name, data) != nil {
			return "" // whoever asked writes it into the page, and is told what is wrong
		}
		p.body = bytes.Clone(w.buf.Bytes())
		return template.HTML(p.body) //nolint:gosec // likewise
	}
}

// part is a fragment of the list at the path of the request. It is "" where the address chooses more than some keys, or nothing is kept: then the page writes
// it itself.
func (rq *request) part(set, name, address string, data any, but ...string) template.HTML {
	if rq.draw == nil || keep(rq.q, but...) != "" {
		return ""
	}
	return rq.draw(set, name, address, data)
}
