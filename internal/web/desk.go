package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// Limits of a form.
const (
	maxForm = maxBody // bytes
	maxWhy  = 1000    // characters of a reason
)

// A deed reads what a form says and makes the decision of it; what is wrong with the form it notes in the form. who, when and why are not its business.
type deed func(ctx context.Context, rq *request, f *form) (parley.Decision, error)

// A desk is one address that takes a form. Again is the page that shows the form, with what was sent in it; after says where to go once the decision stands.
type desk struct {
	path  string
	do    deed
	again view
	after func(x *index, d parley.Decision) string
}

// desks lists every address that takes a form.
func (s *server) desks() []desk {
	return []desk{
		{"/reports/{report}/findings/{id}", decideFinding, findingPage, afterFinding},
		{"/reports/{id}/add", addFinding, addPage, afterFinding},
		{"/entities/{id}", decideEntity, entityPage, afterEntity},
		{"/instruments/{id}", decideInstrument, instrumentPage, afterInstrument},
		{"/conflicts/{id}", decideConflict, conflictPage, afterConflict},
		{"/decisions/{id}", undoDecision, decisionPage, afterUndo},
	}
}

// take answers one desk: 303 to the page the form came from, 409 where somebody decided meanwhile, 422 where the form is not in order.
func (s *server) take(d desk) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			s.failAs(w, r, http.StatusRequestEntityTooLarge, "The form could not be read, or is too long. Nothing was changed.")
			return
		}
		x, err := s.current(r.Context())
		if err != nil {
			s.fail(w, r, err)
			return
		}
		f := &form{Values: r.PostForm}
		rq, _ := newRequest(x, route{path: d.path}, r, asHTML)
		rq.desk, rq.merges, rq.cut, rq.form = true, s.desk(r, store.Editor), s.cut, f
		dec, err := d.do(r.Context(), rq, f)
		seen := f.seen()
		dec.Who, dec.Why = whoOf(r.Context()), f.why()
		switch {
		case parley.KindOf(err) == parley.Clash && err != nil:
			s.meanwhile(w, r, d, dec)
			return
		case err != nil:
			s.fail(w, r, err)
			return
		case len(f.Wrong) > 0:
			s.askAgain(w, r, d, rq)
			return
		}
		if !mayDecide(r.Context(), dec.Kind, x.madeBy(dec)) {
			s.refuse(w, r, parley.Errorf(parley.Forbidden, "access", "your role does not let you decide this"))
			return
		}
		done, err := s.opt.Decider.DecideAt(r.Context(), dec, seen)
		if s.keep != nil && (err == nil || parley.KindOf(err) == parley.Clash) { // what was decided meanwhile must be seen, too
			s.keep.decided(whoOf(r.Context()))
		}
		switch kind := parley.KindOf(err); {
		case err == nil:
			s.goBack(w, r, d, f, done)
		case kind == parley.Clash:
			s.meanwhile(w, r, d, dec)
		case kind == parley.Invalid || kind == parley.NotFound:
			f.wrong("", "%s", messageOf(err))
			s.askAgain(w, r, d, rq)
		default:
			s.fail(w, r, err)
		}
	})
}

// madeBy is whose decision dec undoes, "" where it undoes none.
func (x *index) madeBy(dec parley.Decision) string {
	for i := range x.rec.Decisions {
		if d := &x.rec.Decisions[i]; dec.Undoes != 0 && d.Seq == dec.Undoes {
			return d.Who
		}
	}
	return ""
}

// messageOf is what an error says of its matter, without the operation.
func messageOf(err error) string {
	var e *parley.Error
	if errors.As(err, &e) && e.Msg != "" {
		return e.Msg
	}
	return err.Error()
}

// askAgain shows the form once more, with what is wrong and what was sent.
func (s *server) askAgain(w http.ResponseWriter, r *http.Request, d desk, rq *request) {
	p, err := d.again(r.Context(), rq)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.answer(w, r, rq.index, p, http.StatusUnprocessableEntity)
}

// answer writes a page that is an answer to a form.
func (s *server) answer(w http.ResponseWriter, r *http.Request, x *index, p page, status int) {
	body, err := s.render(p, r, x)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// goBack sends the reader to the page that the form came from, or to what the decision is about.
func (s *server) goBack(w http.ResponseWriter, r *http.Request, d desk, f *form, done parley.Decision) {
	to := localPath(f.Get("back"))
	if to == "" {
		to = "/decisions"
		if x, err := s.current(r.Context()); err == nil {
			to = d.after(x, done)
		}
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusSeeOther)
}

// localPath is an address of our own pages: a path with query and fragment. Anything else is "".
func localPath(s string) string {
	if len(s) > 4096 || !strings.HasPrefix(s, "/") || strings.ContainsAny(s, "\\\r\n\t") {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.HasPrefix(u.Path, "//") || strings.HasPrefix(s, "//") {
		return ""
	}
	return u.String()
}

// A clash is a decision that came after another one which its form had not seen.
type clash struct {
	Mine   logRow
	Theirs []logRow // on the same, the newest first
	Action string
	Fields []pair // of the form, to send it again
	Back   string
}

// meanwhile shows both decisions and lets the reader choose.
func (s *server) meanwhile(w http.ResponseWriter, r *http.Request, d desk, mine parley.Decision) {
	x, err := s.current(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	m := clash{Mine: x.logRow(&parley.Decided{Decision: mine}), Action: r.URL.Path, Back: localPath(r.PostForm.Get("back"))}
	if m.Back == "" {
		m.Back = d.after(x, mine)
	}
	newest := x.log.seen(mine)
	theirs := slices.Clone(x.log.on(mine))
	if mine.Kind == parley.DecideEdit {
		theirs = slices.Concat(theirs, x.log.on(parley.Decision{Kind: parley.DecideReject, Report: mine.Report, Finding: mine.Finding}))
	}
	slices.SortFunc(theirs, func(a, b *parley.Decided) int { return cmp.Compare(b.Seq, a.Seq) })
	for _, at := range theirs {
		m.Theirs = append(m.Theirs, x.logRow(at))
	}
	for _, k := range slices.Sorted(mapKeys(r.PostForm)) {
		if k == "seen" {
			continue
		}
		for _, v := range r.PostForm[k] {
			m.Fields = append(m.Fields, pair{k, v})
		}
	}
	m.Fields = append(m.Fields, pair{"seen", strconv.FormatInt(newest, 10)})
	s.answer(w, r, x, page{Name: "clash", Title: "Decided meanwhile", Body: m}, http.StatusConflict)
}

func mapKeys(v url.Values) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range v {
			if !yield(k) {
				return
			}
		}
	}
}
