package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// breakouts end what text may stand in: attributes, elements whose content is no markup, comments, script and style.
var breakouts = []string{"", `"`, `'`, `">`, `'>`, "`", `</title>`, `</textarea></style></script>`, `--></option></select>`, `]]></svg></math>`}

// vectors set the canary where they run, each in its own way.
var vectors = []string{
	`<script>window.__xss=1</script>`,
	`<ScRiPt src=data:text/javascript,window.__xss=1></sCrIpT>`,
	`<script type=module>window.__xss=1</script>`,
	"<scr\x00ipt>window.__xss=1</scr\x00ipt>",
	`<img src=x onerror=window.__xss=1>`,
	`<img/src="x"/onerror="window['__xss']=1">`,
	`<svg onload=window.__xss=1>`,
	`<svg><animate onbegin=window.__xss=1 attributeName=x dur=1s>`,
	`<svg><a xlink:href="javascript:window.__xss=1"><text y=20>pier</text></a></svg>`,
	`<math><mtext></form><form><mglyph><style></math><img src onerror=window.__xss=1>`,
	`<iframe srcdoc="<script>parent.__xss=1</script>"></iframe>`,
	`<iframe src="javascript:parent.__xss=1"></iframe>`,
	`<object data="data:text/html,<script>opener.__xss=1</script>"></object>`,
	`<embed src="javascript:window.__xss=1">`,
	`<details open ontoggle=window.__xss=1><summary>tide</summary></details>`,
	`<input autofocus onfocus=window.__xss=1>`,
	`<video><source onerror=window.__xss=1></video>`,
	`<body onpageshow=window.__xss=1>`,
	`<div style="background:url(javascript:window.__xss=1)" onmouseenter=window.__xss=1>`,
	`<style>@import 'data:text/css,*{x:y}';*{background:url(//evil.example/x)}</style>`,
	`<link rel=stylesheet href="data:text/css,body{display:none}">`,
	`<meta http-equiv=refresh content="0;url=javascript:window.__xss=1">`,
	`<base href="//evil.example/">`,
	`<form action="javascript:window.__xss=1"><button autofocus>sail</button></form>`,
	` onmouseover=window.__xss=1 autofocus onfocus=window.__xss=1 x=`,
	`javascript:window.__xss=1//`,
	`data:text/html;base64,PHNjcmlwdD5vcGVuZXIuX194c3M9MTwvc2NyaXB0Pg==`,
	`{{.}}{{"<script>window.__xss=1</script>"}}${window.__xss=1}`,
	"\u2028<script\u00a0>window.__xss=1</script\n>\ufeff\u202e<img src=x onerror\u000b=window.__xss=1>",
	`&lt;script&gt;window.__xss=1&lt;/script&gt;&#60;img src=x onerror=window.__xss=1&#62;\u003cscript\u003ewindow.__xss=1\u003c/script\u003e`,
}

// payloads are texts of our own making that would run where one of them is not escaped.
func payloads() []string {
	var out []string
	for _, v := range vectors {
		for _, b := range breakouts {
			out = append(out, b+v)
		}
	}
	return out
}

// manifold is a dossier that holds the invented one once for each payload, with the payload at the end of every string:
// one page of a list shows all of them in each field.
func manifold(all []string) *inMemory {
	m := &inMemory{rec: &parley.Record{}}
	m.texts, m.raw = invented().texts, invented().raw
	for n, p := range all {
		src := invented()
		rec := tainted(src.rec, p)
		for i := range rec.Decisions { // numbers are the log's own
			rec.Decisions[i].Seq += int64(n * len(rec.Decisions))
		}
		for i := range rec.Orphans {
			rec.Orphans[i].Seq += int64(n * len(rec.Decisions))
		}
		dst := reflect.ValueOf(m.rec).Elem()
		for i := range dst.NumField() {
			f := reflect.ValueOf(rec).Elem().Field(i)
			switch f.Kind() {
			case reflect.Slice:
				dst.Field(i).Set(reflect.AppendSlice(dst.Field(i), f))
			default:
				dst.Field(i).Set(f)
			}
		}
		for id, t := range src.texts {
			c := *t
			c.Content += p
			c.Blocks = append(slices.Clone(c.Blocks), c.Blocks[len(c.Blocks)-1])
			c.Blocks[len(c.Blocks)-1].Span.End = len(c.Content)
			m.texts[renamed(id, p)] = &c
		}
		for _, a := range src.aside {
			taint(reflect.ValueOf(&a).Elem(), p)
			m.aside = append(m.aside, a)
		}
	}
	return m
}

// tainted is a copy of a record with p at the end of every string.
func tainted(rec *parley.Record, p string) *parley.Record {
	b, err := json.Marshal(rec)
	if err != nil {
		panic(err)
	}
	out := new(parley.Record)
	if err := json.Unmarshal(b, out); err != nil {
		panic(err)
	}
	taint(reflect.ValueOf(out).Elem(), p)
	return out
}

// renamed is the id of the copy of a report.
func renamed(id parley.ReportID, p string) parley.ReportID {
	return parley.IDOf([]byte(string(id) + p))
}

// taint puts p at the end of every string below v; reports get ids of their own.
func taint(v reflect.Value, p string) {
	switch v.Kind() {
	case reflect.String:
		switch {
		case v.Len() == 0:
		case v.Type() == reflect.TypeFor[parley.ReportID]():
			v.SetString(string(renamed(parley.ReportID(v.String()), p)))
		default:
			v.SetString(v.String() + p)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			taint(v.Elem(), p)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			taint(v.Field(i), p)
		}
	case reflect.Slice:
		for i := range v.Len() {
			taint(v.Index(i), p)
		}
	}
}

// hostileTeam serves the manifold dossier to users, with every payload in the audit log and in sessions too.
func hostileTeam(t testing.TB, all []string) (*team, *inMemory) {
	t.Helper()
	m := manifold(all)
	h := newTeam(t, m)
	var err error
	if h.Handler, err = New(m, Options{Title: "Straits " + all[0], Accounts: h.keeper}); err != nil {
		t.Fatal(err)
	}
	for i, p := range all {
		p = store.Clip(p, 400)
		_, err := h.store.Note(t.Context(), store.AuditLine{At: h.now, Who: "who" + p, Action: "did" + p, Subject: "about" + p, Detail: "why" + p, Address: "at" + p})
		if err == nil {
			err = h.store.AddSession(t.Context(), store.Session{ID: fmt.Sprintf("%064x", i+1), User: "admin", Created: h.now, Seen: h.now, Address: "at" + p, Agent: "by" + p}, store.AuditLine{Action: store.AuditSignIn})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return h, m
}

// hostileAddresses are the pages that show the payloads: whole lists; then for each payload one page of each kind, and
// pages of errors that say what was asked for.
func hostileAddresses(m *inMemory, all []string) (lists, rest []string) {
	for _, p := range []string{"/timeline", "/statements", "/positions", "/instruments", "/figures", "/conflicts", "/commitments", "/outlets", "/entities", "/reports", "/audit", "/omissions", "/wordings", "/decisions", "/orphans"} {
		for n := range max(1, len(all)*9/500) {
			lists = append(lists, fmt.Sprintf("%s?per=500&page=%d", p, n+1))
		}
	}
	lists = append(lists, "/", "/review", "/agreement", "/account", "/users", "/users/admin")
	x, err := newIndex(m.rec, m)
	if err != nil {
		panic(err)
	}
	take := func(n int, href func(i int) string) {
		for k := range all {
			rest = append(rest, href(k*n/len(all)))
		}
	}
	take(len(m.rec.Reports), func(i int) string { return x.ref(&m.rec.Reports[i]).Href })
	take(len(x.said), func(i int) string { return x.statementRow(i).Href })
	take(len(m.rec.Entities), func(i int) string { return x.who(m.rec.Entities[i].ID).Href })
	take(len(m.rec.Instruments), func(i int) string { return x.paper(m.rec.Instruments[i].ID).Href })
	for i, p := range all {
		q := url.QueryEscape(p)
		rest = append(rest, []string{"/nothing/" + url.PathEscape(p), "/reports/" + url.PathEscape(p), "/statements?from=" + q, "/statements?act=" + q + "&q=" + q, "/users/" + url.PathEscape(p), "/audit?who=" + q}[i%6])
	}
	return lists, rest
}

// TestPayloadsAreText: in no page of a payload stands an element, an attribute or an address that the payload made. Here
// it is 30 of the 300; TestMeasurePayloadsAreText has all.
func TestPayloadsAreText(t *testing.T) {
	all := payloads()
	if len(all) != 300 || len(slices.Compact(slices.Sorted(slices.Values(all)))) != 300 {
		t.Fatalf("%d payloads", len(all))
	}
	payloadsAreText(t, some(all, 30))
}

func payloadsAreText(t *testing.T, all []string) {
	h, m := hostileTeam(t, all)
	lists, rest := hostileAddresses(m, all)
	pages := 0
	for _, a := range append(lists, rest...) {
		w := h.as(store.Admin, "GET", a, nil)
		if w.Code >= 500 {
			t.Errorf("%.200s: %d", a, w.Code)
		}
		pages++
		(&checker{t: t, where: fmt.Sprintf("%.200s", a), ids: map[string]int{}}).check(w.Body.String(), false)
	}
	out := invented()
	failing := handler(t, out)
	for _, p := range all { // what is sent back at once
		out.fails = parley.Errorf(parley.Unavailable, "store: open "+p, "it says %s", p)
		for _, w := range []*httptest.ResponseRecorder{
			h.as("", "POST", "/sign-in", url.Values{"name": {p}, "password": {p}, "next": {p}}),
			h.as("", "GET", "/sign-in?next="+url.QueryEscape(p), nil),
			h.as(store.Admin, "POST", "/users", url.Values{"name": {p}, "role": {p}, "password": {p}}),
			h.as(store.Admin, "POST", "/users/coder/role", url.Values{"role": {p}}),
			get(failing, "/timeline"),
		} {
			pages++
			(&checker{t: t, where: fmt.Sprintf("sent %q", p), ids: map[string]int{}}).check(w.Body.String(), false)
		}
	}
	t.Logf("%d payloads in %d pages", len(all), pages)
}

// some are n of the payloads, spread over all of them.
func some(all []string, n int) (out []string) {
	for i := range n {
		out = append(out, all[i*131%len(all)]) // no common factor with 300: none comes twice, and every breakout does
	}
	return out
}

// listener hears violations of the policy in the page itself, from before anything of the page runs.
const listener = `window.__violations = []; document.addEventListener("securitypolicyviolation", e => window.__violations.push(e.violatedDirective + " " + e.blockedURI + " " + e.sample), true)`

// foreign lists what of a page leads elsewhere or would run, but for the links to the address that the reports were given, which say that they lead there.
const foreign = `[...document.querySelectorAll("[href],[src],[action],[formaction],[data]")].filter(e => !(e.rel === "external noopener noreferrer" && e.href.startsWith("https://riverton-post.example/ferry?id=7"))).map(e => e.getAttribute("href") || e.getAttribute("src") || e.getAttribute("action") || e.getAttribute("formaction") || e.getAttribute("data") || "")
	.filter(u => /^\s*(javascript|data|vbscript):/i.test(u) || new URL(u, location).origin !== location.origin).join(" ")`

// TestPayloadsInBrowser opens the pages of some payloads in a browser: nothing runs, nothing is refused by the policy
// because nothing tries, and nothing leads elsewhere. With the policy off nothing runs either.
func TestPayloadsInBrowser(t *testing.T) {
	ctx := browser(t)
	payloadsInBrowser(t, ctx, some(payloads(), 8))
}

func payloadsInBrowser(t *testing.T, ctx context.Context, all []string) {
	h, m := hostileTeam(t, all)
	srv := httptest.NewServer(h)
	defer srv.Close()
	cookie := network.SetCookieParams{Name: localCookie, Value: h.secrets[store.Admin], URL: srv.URL}
	if _, err := chromedp.Call(ctx, network.SetCookie, cookie); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: listener}); err != nil {
		t.Fatal(err)
	}
	var c complaints
	c.listen(t, ctx)
	lists, rest := hostileAddresses(m, all)
	pages := 0
	open := func(a string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+a)); err != nil {
			t.Fatalf("%.200s: %v", a, err)
		}
		pages++
		if got := eval[string](t, ctx, `String(window.__xss || "") + "|" + window.__violations.join(" ") + "|" + `+foreign); got != "||" {
			t.Errorf("%.200s: ran | refused | leads elsewhere: %.500s", a, got)
		}
	}
	for _, a := range append(lists, rest...) {
		open(a)
	}
	for _, l := range c.take() {
		if !strings.Contains(l, "status of 4") { // that a page is an error is no complaint about what it shows
			t.Errorf("the browser complains: %.400s", l)
		}
	}
	if _, err := chromedp.Call(ctx, cdppage.SetBypassCSP, cdppage.SetBypassCSPParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	for _, a := range lists {
		open(a)
	}
	t.Logf("%d payloads, %d pages opened", len(all), pages)
}

// TestCanary shows that the test above would see a payload that runs, with the policy and without it.
func TestCanary(t *testing.T) {
	ctx := browser(t)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		fmt.Fprint(w, `<!doctype html><title>x</title><link rel=icon href="/x"><p>`+vectors[4]+`<a href="javascript:1">x</a>`)
	}))
	defer srv.Close()
	if _, err := chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: listener}); err != nil {
		t.Fatal(err)
	}
	look := func() string {
		if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL), chromedp.Sleep(200*1e6)); err != nil {
			t.Fatal(err)
		}
		return eval[string](t, ctx, `String(window.__xss || "") + "|" + window.__violations.join(" ") + "|" + `+foreign)
	}
	if got := look(); !strings.HasPrefix(got, "|script-src") || !strings.HasSuffix(got, "|javascript:1") {
		t.Errorf("with the policy: %q", got)
	}
	if _, err := chromedp.Call(ctx, cdppage.SetBypassCSP, cdppage.SetBypassCSPParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	if got := look(); !strings.HasPrefix(got, "1|") {
		t.Errorf("without it: %q", got)
	}
}
