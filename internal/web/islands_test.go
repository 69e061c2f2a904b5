package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/parley-press/parley"
)

func TestIslandsOf(t *testing.T) {
	pages := fstest.MapFS{
		"templates/plain.html": {Data: []byte(`{{define "main"}}x{{end}}`)}, "templates/report.html": {Data: []byte(`<p class="reader-text">`)},
		"templates/days.html": {Data: []byte(`<svg data-from="{{.}}">`)}, "assets/style.css": {},
	}
	if got, err := islandsOf(pages); err != nil || len(got) > 0 {
		t.Errorf("not built: %v %v", got, err)
	}
	for _, i := range islands {
		pages["assets/"+i.file] = &fstest.MapFile{Data: []byte(i.file)}
	}
	got, err := islandsOf(pages)
	if err != nil {
		t.Fatal(err)
	}
	page, reader, timeline := "/assets/page.js?v="+digest([]byte("page.js")), "/assets/reader.js?v="+digest([]byte("reader.js")), "/assets/timeline.js?v="+digest([]byte("timeline.js"))
	for name, want := range map[string][]string{"plain": {page}, "report": {page, reader}, "days": {page, timeline}} {
		if !slices.Equal(got[name], want) {
			t.Errorf("%s loads %v, want %v", name, got[name], want)
		}
	}
}

// built skips a test where the islands were not built, but never in CI.
func built(t *testing.T) {
	t.Helper()
	if _, err := files.ReadFile("assets/page.js"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("the islands were not built; in CI they must be (make islands)")
		}
		t.Skip("the islands were not built (make islands): they were not tried")
	}
}

// TestIslandFiles holds what every page loads to a size, a type, and an address that changes with the bytes.
func TestIslandFiles(t *testing.T) {
	built(t)
	h := handler(t, invented())
	total := 0
	for _, i := range islands {
		b, err := files.ReadFile("assets/" + i.file)
		if err != nil {
			t.Fatal(err)
		}
		total += len(b)
		w := get(h, "/assets/"+i.file+"?v="+digest(b))
		if w.Code != 200 || w.Header().Get("Content-Type") != "text/javascript; charset=utf-8" || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", i.file, w.Code, w.Header())
		}
	}
	if total > 60_000 {
		t.Errorf("the islands have %d bytes", total)
	}
	for a, want := range map[string]string{"/": "page.js", "/timeline": "timeline.js", "/reports/riverton-post.txt": "reader.js"} {
		if body := get(h, a).Body.String(); !strings.Contains(body, `<script type="module" src="/assets/`+want) {
			t.Errorf("%s does not load %s", a, want)
		}
	}
	if strings.Contains(get(h, "/statements").Body.String(), "timeline.js") {
		t.Error("a page without a drawing loads the drawing's script")
	}
}

// tried is a browser before a server of the invented dossier, and what it complains of.
func tried(t *testing.T, m *inMemory) (ctx context.Context, base string) {
	t.Helper()
	built(t)
	ctx = browser(t)
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(handler(t, m))
	t.Cleanup(srv.Close)
	var c complaints
	c.listen(t, ctx)
	t.Cleanup(func() {
		for _, l := range c.take() {
			t.Errorf("the browser complains: %s", l)
		}
	})
	return ctx, srv.URL
}

func visitPage(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
}

// pressKeys types keys one by one.
func pressKeys(t *testing.T, ctx context.Context, keys string) {
	t.Helper()
	until(t, ctx, `!!document.querySelector(".tools")`) // the island is there
	for _, k := range keys {
		for _, e := range []input.DispatchKeyEventParams{
			{Type: input.DispatchKeyEventTypeKeyDown, Key: string(k), Text: string(k)}, {Type: input.DispatchKeyEventTypeKeyUp, Key: string(k)},
		} {
			if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, e); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// until waits until an expression of the page is true.
func until(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(30 * time.Millisecond) {
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression)); err == nil && ok {
			return
		} else if time.Now().After(end) {
			t.Fatalf("never true: %s (%v)", expression, err)
		}
	}
}

func TestKeys(t *testing.T) {
	ctx, base := tried(t, invented())
	visitPage(t, ctx, base+"/statements?per=4")
	row := `[...document.querySelectorAll("tbody > tr")].indexOf(document.activeElement.closest("tr"))`
	for _, s := range []struct {
		keys string
		want int
	}{{"j", 0}, {"n", 1}, {"jj", 3}, {"j", 3}, {"k", 2}, {"pp", 0}, {"k", 0}} {
		pressKeys(t, ctx, s.keys)
		if got := eval[int](t, ctx, row); got != s.want {
			t.Errorf("after %q the row is %d, want %d", s.keys, got, s.want)
		}
	}
	pressKeys(t, ctx, "]")
	until(t, ctx, `location.search.includes("page=2")`)
	pressKeys(t, ctx, "[")
	until(t, ctx, `location.search.includes("page=1")`)
	pressKeys(t, ctx, "/")
	until(t, ctx, `document.activeElement.id === "q"`)
	pressKeys(t, ctx, "jgs?")
	if got := eval[string](t, ctx, `document.activeElement.value`); got != "jgs?" {
		t.Errorf("the field has %q: keys took letters from it", got)
	}
	visitPage(t, ctx, base+"/statements")
	pressKeys(t, ctx, "jo")
	until(t, ctx, `location.pathname.startsWith("/statements/")`)
	pressKeys(t, ctx, "gt")
	until(t, ctx, `location.pathname === "/timeline"`)
	pressKeys(t, ctx, "gh")
	until(t, ctx, `location.pathname === "/"`)
	if err := chromedp.Do(ctx, chromedp.KeyEvent("j", chromedp.KeyModifiers(chromedp.ModifierCtrl))); err != nil {
		t.Fatal(err)
	}
	if !eval[bool](t, ctx, `document.activeElement === document.body`) {
		t.Error("a key of the browser's moved the row")
	}
}

// TestOwnKeys: what has a data-key is used by its key, that of the row at hand before others.
func TestOwnKeys(t *testing.T) {
	ctx, base := tried(t, invented())
	visitPage(t, ctx, base+"/statements")
	eval[bool](t, ctx, `(() => { document.querySelectorAll("tbody > tr").forEach((tr, i) => {
		const b = document.createElement("button"); b.dataset.key = "a"; b.textContent = "Accept"; b.onclick = () => document.title = "accepted " + i;
		tr.lastElementChild.append(b); }); return true })()`)
	pressKeys(t, ctx, "a")
	if got := eval[string](t, ctx, `document.title`); strings.HasPrefix(got, "accepted") {
		t.Errorf("no row was at hand, yet one was %s", got)
	}
	pressKeys(t, ctx, "jja")
	until(t, ctx, `document.title === "accepted 1"`)
	eval[bool](t, ctx, `(() => { const a = document.createElement("button"); a.dataset.key = "n"; a.textContent = "Next one"; a.onclick = () => document.title = "taken";
		document.querySelector("main").append(a); return true })()`)
	pressKeys(t, ctx, "n")
	until(t, ctx, `document.title === "taken"`)
}

func TestHelp(t *testing.T) {
	ctx, base := tried(t, invented())
	visitPage(t, ctx, base+"/statements")
	pressKeys(t, ctx, "j?")
	until(t, ctx, `document.querySelector("dialog.keys")?.matches(":modal")`)
	text := eval[string](t, ctx, `document.querySelector("dialog.keys").innerText`)
	for _, want := range []string{"next row", "Timeline", "copy the link"} {
		if !strings.Contains(text, want) {
			t.Errorf("the list of keys does not say %q: %s", want, text)
		}
	}
	if out := axeOf(t, ctx, axeTags); out != "" {
		t.Errorf("dialog: %s", out)
	}
	pressKeys(t, ctx, "k") // keys of the page rest while the dialog stands
	eval[bool](t, ctx, `(document.querySelector("dialog.keys input").click(), document.querySelector("dialog.keys button").click(), true)`)
	until(t, ctx, `!document.querySelector("dialog") && document.activeElement.closest("tr") === document.querySelector("tbody > tr")`)
	pressKeys(t, ctx, "j?")
	if eval[bool](t, ctx, `!!document.querySelector("dialog") || document.activeElement.closest("tr") !== document.querySelector("tbody > tr")`) {
		t.Error("keys were turned off and yet act")
	}
	eval[bool](t, ctx, `(document.querySelector(".tools button").click(), document.querySelector("dialog.keys input").click(), document.querySelector("dialog").close(), true)`)
	pressKeys(t, ctx, "j")
	until(t, ctx, `document.activeElement.closest("tr") === document.querySelectorAll("tbody > tr")[1]`)
}

// TestReaderLights: the card at hand lights all its words and no others, the words their cards.
func TestReaderLights(t *testing.T) {
	ctx, base := tried(t, invented())
	visitPage(t, ctx, base+"/reports/riverton-post.txt")
	pressKeys(t, ctx, "j")
	lit := func(name string) string {
		return `[...(CSS.highlights.get("` + name + `") ?? [])].map(String).join("")`
	}
	words := `[...document.querySelectorAll('mark[data-ids~="' + document.querySelector(".card.lit").id + '"]')].map(m => m.textContent).join("")`
	until(t, ctx, `document.querySelectorAll(".card.lit").length === 1`)
	if got, want := eval[string](t, ctx, lit("lit")), eval[string](t, ctx, words); got != want || want == "" {
		t.Errorf("lit are %q, want %q", got, want)
	}
	at := eval[[]float64](t, ctx, `(() => { const m = [...document.querySelectorAll("mark[data-ids]")].find(m => m.dataset.ids.includes(" "));
		m.scrollIntoView({block: "center", behavior: "instant"}); const r = m.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2] })()`)
	if err := chromedp.Do(ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1])); err != nil {
		t.Fatal(err)
	}
	until(t, ctx, `document.querySelectorAll(".card.near").length > 0`)
	if eval[string](t, ctx, lit("near")) == "" {
		t.Error("the other finding at the same words is not shown")
	}
}

// wordsForm is the least form that asks for words of the report, in two places.
const wordsForm = `(() => { const f = document.createElement("form"); for (let i = 0; i < 2; i++) { const s = document.createElement("fieldset");
	for (const n of ["words", "span-start", "span-end"]) { const i = document.createElement("input"); i.name = n; s.append(i) } f.append(s) }
	document.querySelector("main").append(f); return true })()`

// TestSelection selects the words of every mark, and then each part of a report, and demands the bytes of just these words.
func TestSelection(t *testing.T) {
	m := invented()
	id := m.rec.Reports[0].ID
	ctx, base := tried(t, m)
	visitPage(t, ctx, base+"/reports/"+string(id))
	eval[bool](t, ctx, wordsForm)
	body := m.texts[id].Content
	value := func(name string) string {
		return `document.querySelector('main form:last-of-type [name="` + name + `"]').value`
	}
	n := eval[int](t, ctx, `document.querySelectorAll(".reader mark").length`)
	for i := range min(n, 12) {
		eval[bool](t, ctx, fmt.Sprintf(`(getSelection().selectAllChildren(document.querySelectorAll(".reader mark")[%d]), true)`, i))
		want := strings.TrimSpace(eval[string](t, ctx, `String(getSelection())`))
		until(t, ctx, value("words")+".trim() === String(getSelection()).trim()")
		var lo, hi int
		if _, err := fmt.Sscan(eval[string](t, ctx, value("span-start")+` + " " + `+value("span-end")), &lo, &hi); err != nil {
			t.Fatal(err)
		}
		if lo < 0 || hi > len(body) || lo >= hi || body[lo:hi] != want {
			t.Errorf("mark %d: bytes %d to %d, want those of %q", i, lo, hi, want)
		}
	}
}

// TestSelectionGoesWhereWanted: words go into the place that was used last, and leave the other as it is.
func TestSelectionGoesWhereWanted(t *testing.T) {
	ctx, base := tried(t, invented())
	visitPage(t, ctx, base+"/reports/riverton-post.txt")
	eval[bool](t, ctx, wordsForm)
	choose := `(n => (getSelection().selectAllChildren(document.querySelectorAll(".reader mark")[n]), true))`
	values := `[...document.querySelectorAll('main form:last-of-type [name="words"]')].map(e => e.value)`
	eval[bool](t, ctx, choose+`(0)`)
	until(t, ctx, values+`[0] !== ""`)
	one := eval[[]string](t, ctx, values)
	eval[bool](t, ctx, `(document.querySelectorAll('main form:last-of-type [name="words"]')[1].focus(), true)`)
	eval[bool](t, ctx, choose+`(1)`)
	until(t, ctx, values+`[1] !== ""`)
	if two := eval[[]string](t, ctx, values); one[1] != "" || two[0] != one[0] || two[1] == two[0] {
		t.Errorf("first %q, then %q", one, two)
	}
}

// TestSelectionOfOddText: words behind signs that are shown otherwise than they are written keep their bytes.
func TestSelectionOfOddText(t *testing.T) {
	m := invented()
	id := m.rec.Reports[0].ID
	c := *m.texts[id]
	end := c.Blocks[len(c.Blocks)-1]
	odd := "Ä\u202e\u0301ß\x01 5 € \U0001f6a2 landed"
	at := len(c.Content)
	c.Content += odd
	end.Span.Start, end.Span.End = at, len(c.Content)
	c.Blocks = append(slices.Clone(c.Blocks), end)
	m.texts[id] = &c
	ctx, base := tried(t, m)
	visitPage(t, ctx, base+"/reports/"+string(id))
	eval[bool](t, ctx, wordsForm)
	for _, words := range []string{"landed", "ß", "€", "\U0001f6a2", "5 €"} {
		eval[bool](t, ctx, fmt.Sprintf(`(() => { const bdi = document.querySelector('bdi[data-start="%d"]');
			const walk = document.createTreeWalker(bdi, NodeFilter.SHOW_TEXT);
			for (let n = walk.nextNode(); n; n = walk.nextNode()) { const i = n.data.indexOf(%q); if (i >= 0) { getSelection().setBaseAndExtent(n, i, n, i + %d); return true } }
			return false })()`, at, words, len(utf16Of(words))))
		lo := at + strings.Index(odd, words)
		until(t, ctx, fmt.Sprintf(`(f => f("words") === %q && f("span-start") === "%d" && f("span-end") === "%d")(n => document.querySelector('main form:last-of-type [name="' + n + '"]').value)`,
			words, lo, lo+len(words)))
	}
}

// TestBrush drags over the days, and demands the dates in the address and the rows that the server gives for them; then it does so with a key.
func TestBrush(t *testing.T) {
	ctx, base := tried(t, invented())
	visitPage(t, ctx, base+"/timeline?zoom=whole")
	until(t, ctx, `!!document.querySelector(".strip-wide .day-handle")`)
	box := eval[[]float64](t, ctx, `(() => { const r = document.querySelector(".strip-wide svg").getBoundingClientRect(); return [r.x + r.width * .25, r.x + r.width * .75, r.y + 8] })()`)
	mouse := func(typ input.DispatchMouseEventType, x float64) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.MouseEvent(typ, x, box[2], chromedp.ButtonLeft, chromedp.ClickCount(1))); err != nil {
			t.Fatal(err)
		}
	}
	mouse(input.DispatchMouseEventTypeMousePressed, box[0])
	mouse(input.DispatchMouseEventTypeMouseMoved, (box[0]+box[1])/2)
	mouse(input.DispatchMouseEventTypeMouseMoved, box[1])
	chosen := eval[[]string](t, ctx, `[...document.querySelectorAll(".strip-wide .day-handle")].map(h => h.getAttribute("aria-valuetext"))`)
	mouse(input.DispatchMouseEventTypeMouseReleased, box[1])
	until(t, ctx, fmt.Sprintf(`location.search === "?from=%s&to=%s"`, chosen[0], chosen[1]))
	n, _ := rowsOf(t, handler(t, invented()), "/timeline.json"+eval[string](t, ctx, `location.search`))
	if got := eval[int](t, ctx, `document.querySelectorAll("table.timeline tbody > tr").length`); got != n || n == 0 {
		t.Errorf("%d rows after the brush, the server gives %d", got, n)
	}
	visitPage(t, ctx, base+"/timeline?zoom=whole")
	until(t, ctx, `!!document.querySelector(".strip-wide .day-handle")`)
	eval[bool](t, ctx, `(document.querySelector(".strip-wide .day-handle").focus(), true)`)
	if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.ArrowRight)); err != nil {
		t.Fatal(err)
	}
	first := eval[string](t, ctx, `document.querySelector(".strip-wide .day-handle").getAttribute("aria-valuetext")`)
	if first <= eval[string](t, ctx, `document.querySelector(".strip-wide svg").dataset.from`) {
		t.Error("the key does not move the handle")
	}
	until(t, ctx, fmt.Sprintf(`new URLSearchParams(location.search).get("from") === %q`, first))
}

// TestZoomKeys: a key and the wheel go closer and back, the wheel to the day under it.
func TestZoomKeys(t *testing.T) {
	ctx, base := tried(t, invented())
	visitPage(t, ctx, base+"/timeline?zoom=month&at=2031-06")
	until(t, ctx, `!!document.querySelector(".day-handle")`)
	pressKeys(t, ctx, "+")
	until(t, ctx, `location.search.includes("zoom=week") && !!document.querySelector("svg[data-zoom=week] + .days-track")`)
	pressKeys(t, ctx, "-")
	until(t, ctx, `location.search.includes("zoom=month") && !!document.querySelector("svg[data-zoom=month] + .days-track")`)
	day := eval[string](t, ctx, `(() => { const s = document.querySelector(".strip-wide svg"), r = s.getBoundingClientRect(); const d = new Date(s.dataset.from); d.setUTCDate(d.getUTCDate() + 9);
		s.dispatchEvent(new WheelEvent("wheel", {ctrlKey: true, deltaY: -50, clientX: r.x + r.width * 9.5 / Number(s.dataset.cols), bubbles: true, cancelable: true}));
		return d.toISOString().slice(0, 10) })()`)
	until(t, ctx, fmt.Sprintf(`location.search.includes("zoom=week") && location.search.includes("at=%s")`, day))
	if eval[string](t, ctx, `document.querySelector(".strip-wide svg").dataset.from`) > day || eval[string](t, ctx, `document.querySelector(".strip-wide svg").dataset.to`) < day {
		t.Errorf("the week does not hold %s", day)
	}
}

// TestLiveList: a facet and words narrow the list in place, with the rows and the address that the server would give.
func TestLiveList(t *testing.T) {
	ctx, base := tried(t, invented())
	h := handler(t, invented())
	visitPage(t, ctx, base+"/statements")
	eval[bool](t, ctx, `(window.stays = true, document.querySelector('.facet a[href*="act=deny"]').click(), true)`)
	until(t, ctx, `location.search === "?act=deny" && document.querySelectorAll("tbody > tr").length === 1`)
	eval[bool](t, ctx, `(document.querySelector(".chip").click(), true)`)
	until(t, ctx, `location.search === "" && document.querySelectorAll("tbody > tr").length === 9`)
	pressKeys(t, ctx, "/")
	pressKeys(t, ctx, "truce")
	until(t, ctx, `location.search === "?q=truce" && document.activeElement.id === "q" && document.activeElement.value === "truce"`)
	n, _ := rowsOf(t, h, "/statements.json?q=truce")
	until(t, ctx, fmt.Sprintf(`document.querySelectorAll("tbody > tr").length === %d`, n))
	if !eval[bool](t, ctx, `window.stays === true && document.querySelector(".twins a").href.endsWith("/statements.json?q=truce")`) {
		t.Error("the page was loaded anew, or its twins are those of another list")
	}
	eval[bool](t, ctx, `(history.back(), true)`)
	until(t, ctx, `location.search === "?act=deny" && document.querySelectorAll("tbody > tr").length === 1`)
}

// TestFindValue: a long facet has a field that leaves the values with the words typed, those that were folded away too.
func TestFindValue(t *testing.T) {
	m := invented()
	for i := range 12 {
		r := m.rec.Reports[0]
		r.ID, r.Meta.Outlet.Name = parley.ReportID(fmt.Sprintf("%012d", i)), fmt.Sprintf("Harland Courier %d", i)
		m.rec.Reports = append(m.rec.Reports, r)
	}
	ctx, base := tried(t, m)
	visitPage(t, ctx, base+"/reports")
	field := `document.querySelector('.facet > input[aria-label$="Outlet"]')`
	until(t, ctx, `!!`+field)
	eval[bool](t, ctx, `(`+field+`.focus(), true)`)
	pressKeys(t, ctx, "11 courier")
	until(t, ctx, `[...`+field+`.closest(".facet").querySelectorAll("li")].filter(l => l.checkVisibility()).map(l => l.querySelector(".label").textContent).join() === "Harland Courier 11"`)
	if out := axeOf(t, ctx, axeTags); out != "" {
		t.Error(out)
	}
}

// TestCopyLink: the link to the finding at hand, the second in the order of the text, goes to the clipboard.
func TestCopyLink(t *testing.T) {
	ctx, base := tried(t, invented())
	visitPage(t, ctx, base+"/reports/riverton-post.txt")
	eval[bool](t, ctx, `(Object.defineProperty(navigator, "clipboard", {value: {writeText: s => (window.copied = s, Promise.resolve())}}), true)`)
	pressKeys(t, ctx, "jjy")
	until(t, ctx, `window.copied === location.origin + location.pathname + "#s5" && document.querySelector('.tools [data-key="y"]').textContent === "Copied"`)
}

// TestClock: a time with a zone is shown as the reader's clock has it, beside the source's own.
func TestClock(t *testing.T) {
	built(t)
	ctx := browser(t)
	zone := emulation.SetTimezoneOverrideParams{TimezoneID: "Asia/Kolkata"}
	if _, err := chromedp.Call(ctx, emulation.SetTimezoneOverride, zone); err != nil {
		t.Fatal(err)
	}
	h := handler(t, invented())
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/time" {
			h.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Security-Policy", policy)
		b, _ := files.ReadFile("assets/page.js")
		fmt.Fprintf(w, `<!doctype html><title>x</title><script type="module" src="/assets/page.js?v=%s"></script><p id="p"><time datetime="2031-06-16T14:05+02:00">2031-06-16 14:05</time></p>`, digest(b))
	}))
	defer srv.Close()
	visitPage(t, ctx, srv.URL+"/time")
	until(t, ctx, `document.querySelector("#p").innerText === "2031-06-16 14:05 UTC+2 = 17:35 here"`)
}

// TestWithoutScripts crawls the pages with scripts off, and demands of each the rows, the words and the links that it has with them.
func TestWithoutScripts(t *testing.T) {
	ctx := browser(t)
	m := invented()
	srv := httptest.NewServer(handler(t, m))
	defer srv.Close()
	whole := `(() => { document.querySelectorAll(".here, .facet > input, .brush, .days-track").forEach(e => e.remove());
		return JSON.stringify({rows: document.querySelectorAll("tbody > tr, .card, .conflict").length,
			text: document.querySelector("main").textContent.replace(/\s+/g, " "),
			links: [...document.links].map(a => a.getAttribute("href")).filter(h => h.startsWith("/")).sort()}) })()`
	crawled := func(off bool) map[string]string {
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off}); err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		todo := []string{"/"}
		for len(todo) > 0 && len(out) < 60 {
			a := todo[0]
			todo = todo[1:]
			path, _, _ := strings.Cut(a, "#")
			ext := strings.HasSuffix(path, "/raw") || strings.Contains(path, ".json") || strings.Contains(path, ".csv") || strings.Contains(path, "?")
			if _, seen := out[path]; seen || ext {
				continue
			}
			if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+path)); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			todo = append(todo, eval[[]string](t, ctx, `[...document.links].map(a => a.getAttribute("href")).filter(h => h.startsWith("/"))`)...)
			out[path] = eval[string](t, ctx, whole)
		}
		return out
	}
	off, on := crawled(true), crawled(false)
	for _, a := range addresses(m) {
		if _, ok := off[a]; !ok && len(off) < 60 {
			t.Errorf("%s is not reached without scripts", a)
		}
	}
	for _, n := range navigation {
		if _, ok := off[n.Href]; !ok {
			t.Errorf("%s of the menu is not reached without scripts", n.Href)
		}
	}
	for a, want := range on {
		if off[a] != want {
			t.Errorf("%s without scripts:\n%s\nwith them:\n%s", a, off[a], want)
		}
	}
}

func utf16Of(s string) []uint16 {
	var out []uint16
	for _, r := range s {
		if r > 0xffff {
			out = append(out, 0, 0)
		} else {
			out = append(out, uint16(r))
		}
	}
	return out
}
