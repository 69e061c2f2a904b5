package web

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
)

// oddRaw is a report with all that makes bytes and places on the screen differ: lines that end in CRLF, letters of several bytes, marks on letters, characters
// outside the first plane and joined ones, signs that are not shown as they are, and markup.
const oddRaw = "Größe zählt: the gate stays shut\r\n\r\n" +
	"Ana Roe said: “The gate <b>stays</b> shut & 'that' is \U0001f6a2\U0001f469\u200d\U0001f467 all</textarea>”, and {{.}} went on.\r\n" +
	"A cafe\u0301 by the \u202eback\u202c door was \U0001d518nsafe, she said.\r\n\r\n" +
	"The gate stays shut, a porter said — for 1,200 € a head.\r\n"

// oddReport is that report, cleaned as the program does it.
func oddReport(t *testing.T) *draft {
	t.Helper()
	r := parley.Report{Format: parley.PlainText, Bytes: []byte(oddRaw)}
	r.ID = parley.IDOf(r.Bytes)
	c, aside := clean.Clean(r)
	if aside != nil {
		t.Fatal(aside)
	}
	d := &draft{text: c, raw: r.Bytes}
	d.ID, d.File, d.Names = r.ID, "odd.txt", []string{"press/odd.txt"}
	d.Meta.Outlet = parley.Named{Name: "Odd Press", How: parley.Stated}
	return d
}

// newVisit opens a browser before a lab with the odd report.
func newVisit(t *testing.T, scripts bool) visit {
	t.Helper()
	if scripts {
		built(t)
	}
	ctx := browser(t)
	l := newLab(t, "Noor", oddReport(t))
	srv := httptest.NewServer(l.pages)
	t.Cleanup(srv.Close)
	var c complaints
	c.listen(t, ctx)
	t.Cleanup(func() {
		for _, line := range c.take() {
			if !strings.Contains(line, "422") {
				t.Errorf("the browser complains: %s", line)
			}
		}
	})
	for _, err := range []error{
		second(chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})),
		second(chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})),
		second(chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})),
		chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return visit{l, ctx, srv.URL}
}

func second[T any](_ T, err error) error { return err }

// placeOf is JavaScript for where the nth place of words is on the screen: x and y of the middle of its first letter, and of its last.
func placeOf(words string, nth int) string {
	return fmt.Sprintf(`(() => { const words = %s; let all = "", at = -1; const nodes = [];
	let stop = "";
	for (const b of document.querySelectorAll(".reader-text bdi[data-start]")) {
		if (all && stop !== b.dataset.start) all += " ";
		stop = b.dataset.end;
		const walk = document.createTreeWalker(b, NodeFilter.SHOW_TEXT);
		for (let n = walk.nextNode(); n; n = walk.nextNode()) { nodes.push([n, all.length]); all += n.data; }
	}
	for (let n = 0; n <= %d; n++) at = all.indexOf(words, at + 1);
	if (at < 0) return [];
	const box = (at, size) => { const [n, base] = nodes.findLast(([, base]) => base <= at), r = new Range(); r.setStart(n, at - base); r.setEnd(n, Math.min(n.data.length, at - base + size)); return r; };
	const first = [...words][0].length, last = [...words].at(-1).length, a = box(at, first), z = box(at + words.length - last, last);
	a.startContainer.parentElement.scrollIntoView({block: "center", behavior: "instant"});
	const p = a.getClientRects()[0], q = z.getClientRects()[0];
	return [p.x + p.width * .3, p.y + p.height / 2, q.x + q.width * .8, q.y + q.height / 2]; })()`, quoted(words), nth)
}

// drag selects words by the mouse, from inside their first letter to inside their last.
func (v visit) drag(words string, nth int) {
	v.t.Helper()
	at := eval[[]float64](v.t, v.ctx, placeOf(words, nth))
	if len(at) == 0 {
		v.t.Fatalf("%q is not on the page", words)
	}
	for _, m := range []struct {
		typ  input.DispatchMouseEventType
		x, y float64
	}{{input.DispatchMouseEventTypeMousePressed, at[0], at[1]}, {input.DispatchMouseEventTypeMouseMoved, (at[0] + at[2]) / 2, at[3]},
		{input.DispatchMouseEventTypeMouseMoved, at[2], at[3]}, {input.DispatchMouseEventTypeMouseReleased, at[2], at[3]}} {
		if err := chromedp.Do(v.ctx, chromedp.MouseEvent(m.typ, m.x, m.y, chromedp.ButtonLeft, chromedp.ClickCount(1))); err != nil {
			v.t.Fatal(err)
		}
	}
}

// holds waits until stretch n of the form has these words at their nth place in the text.
func (v visit) holds(n int, words string, nth int) {
	v.t.Helper()
	want := fmt.Sprintf("%s|%d|%d", words, v.byteOf(words, nth), v.byteOf(words, nth)+len(words))
	got := fmt.Sprintf(`(s => [s.querySelector("[name=words]").value.replace("\n", " "), s.querySelector("[name=span-start]").value, s.querySelector("[name=span-end]").value].join("|"))(document.querySelectorAll("fieldset[data-part]")[%d])`, n)
	v.until(got, want)
}

// until waits until an expression of the page has a value.
func (v visit) until(expression, want string) {
	v.t.Helper()
	defer func() {
		if v.t.Failed() {
			v.t.Logf("it is %q", eval[string](v.t, v.ctx, expression))
		}
	}()
	until(v.t, v.ctx, fmt.Sprintf(`%s === %s`, expression, quoted(want)))
}

// quoted is a string of JavaScript.
func quoted(s string) string { b, _ := json.Marshal(s); return string(b) }

// byteOf is the byte of the text at which the nth place of words begins.
func (v visit) byteOf(words string, nth int) int {
	v.t.Helper()
	text, at := v.textOf("odd.txt"), 0
	for ; ; nth-- {
		i := strings.Index(text[at:], words)
		if i < 0 {
			v.t.Fatalf("%q does not stand in the text", words)
		}
		if at += i; nth == 0 {
			return at
		}
		at++
	}
}

// added is what the newest decision added, whose passages must be the bytes of the file that they say.
func (v visit) added() parley.Addition {
	v.t.Helper()
	var a parley.Addition
	if err := json.Unmarshal([]byte(v.newest().Value), &a); err != nil {
		v.t.Fatal(err)
	}
	ps := append([]parley.Passage{}, a.Content...)
	if a.Cue != nil {
		ps = append(ps, *a.Cue...)
	}
	if a.Source != nil && a.Source.Words != nil {
		ps = append(ps, *a.Source.Words)
	}
	for _, p := range ps {
		if raw := strings.ReplaceAll(oddRaw[p.Raw.Start:p.Raw.End], "\r\n", "\n"); raw != p.Text {
			v.t.Errorf("bytes %v of the file are %q, the finding says %q", p.Raw, raw, p.Text)
		}
	}
	return a
}

// TestMarkByMouse adds a statement by selecting its words: what it says in two stretches, who says it, and the cue, each by its key.
func TestMarkByMouse(t *testing.T) {
	v := newVisit(t, true)
	v.open("/reports/odd.txt/add")
	until(t, v.ctx, `document.querySelector(".marking-now strong")?.textContent === "What is said"`)
	v.drag("gate <b>stays</b> shu", 0) // the letters left out belong to the words
	v.holds(0, "gate <b>stays</b> shut", 0)
	pressKeys(t, v.ctx, "w")
	v.until(`document.querySelector(".marking-now strong").textContent`, "What is said, further words")
	v.drag("that' is \U0001f6a2\U0001f469\u200d\U0001f467 al", 0)
	v.holds(1, "that' is \U0001f6a2\U0001f469\u200d\U0001f467 all", 0)
	v.holds(0, "gate <b>stays</b> shut", 0)
	v.until(`document.querySelectorAll("fieldset[data-part=content]").length + ""`, "3") // room for more
	pressKeys(t, v.ctx, "s")
	v.drag("Ana Roe", 0)
	v.holds(3, "Ana Roe", 0)
	v.drag("she", 0)
	v.holds(3, "she", 0)
	pressKeys(t, v.ctx, "z") // that was wrong
	v.holds(3, "Ana Roe", 0)
	v.tick(`.marking-parts button[data-key=c]`)
	v.drag("said", 0)
	v.holds(4, "said", 0)
	if out := axeOf(t, v.ctx, axeTags); out != "" {
		t.Error(out)
	}
	v.press(`button[value=add]`)
	a := v.added()
	if len(a.Content) != 2 || a.Content[1].Span.Start != v.byteOf("that'", 0) || a.Source == nil || a.Source.Words == nil || a.Source.Words.Text != "Ana Roe" || a.Cue == nil || (*a.Cue)[0].Span.Start != v.byteOf("said", 0) {
		t.Errorf("%+v", a)
	}
}

// TestMarkHostileWords selects words of every odd kind, by the mouse, and demands their bytes in the text and in the file.
func TestMarkHostileWords(t *testing.T) {
	v := newVisit(t, true)
	for _, c := range []struct {
		drag, want string
		nth        int
	}{
		{"röß", "Größe", 0}, {"ählt: th", "zählt: the", 0}, {"hut", "shut", 2}, {"A cafe\u0301 b", "A cafe\u0301 by", 0}, {"\U0001d518nsa", "\U0001d518nsafe", 0},
		{"and {{.}} wen", "and {{.}} went", 0}, {"all</textare", "all</textarea", 0}, {"200 € a hea", "1,200 € a head", 0}, {"ack", "back", 0},
	} {
		v.open("/reports/odd.txt/add")
		until(t, v.ctx, `!!document.querySelector(".marking-now strong")`)
		v.drag(c.drag, c.nth)
		v.holds(0, c.want, c.nth)
		lit := eval[string](t, v.ctx, `[...CSS.highlights.get("mark-content")].map(String).join("")`) // without the white space between sentences
		if strings.ReplaceAll(lit, " ", "") != strings.ReplaceAll(c.want, " ", "") {
			t.Errorf("%q is lit, want %q", lit, c.want)
		}
		v.press(`button[value=add]`)
		if a := v.added(); a.Content[0].Text != c.want || a.Content[0].Span.Start != v.byteOf(c.want, c.nth) {
			t.Errorf("%+v, want %q", a.Content[0], c.want)
		}
	}
}

// TestMarkByKeys does without a pointer: the words are walked to, and a key says what they are.
func TestMarkByKeys(t *testing.T) {
	v := newVisit(t, true)
	v.open("/reports/odd.txt/add")
	until(t, v.ctx, `!!document.querySelector(".marking-now strong")`)
	eval[bool](t, v.ctx, `(document.querySelector(".sentences ol").focus(), true)`)
	step := func(keys ...string) {
		t.Helper()
		for _, k := range keys {
			var opts []chromedp.KeyOption
			if k, ok := strings.CutPrefix(k, "shift "); ok {
				opts = append(opts, chromedp.KeyModifiers(chromedp.ModifierShift))
				if err := chromedp.Do(v.ctx, chromedp.KeyEvent(k, opts...)); err != nil {
					t.Fatal(err)
				}
				continue
			}
			if err := chromedp.Do(v.ctx, chromedp.KeyEvent(k)); err != nil {
				t.Fatal(err)
			}
		}
	}
	step(kb.ArrowDown, kb.ArrowDown, "shift "+kb.ArrowRight) // the second sentence: Ana Roe
	v.until(`String(getSelection())`, "Ana Roe")
	if got := eval[string](t, v.ctx, `document.querySelector("[name=words]").value`); got != "" {
		t.Errorf("%q was taken while it was walked over", got)
	}
	pressKeys(t, v.ctx, "s")
	v.until(`document.querySelector(".marking-now strong").textContent`, "Who says it")
	v.until(`document.querySelector("fieldset[data-part=source] [name=words]").value`, "Ana Roe")
	step(kb.ArrowRight)
	pressKeys(t, v.ctx, "c")
	v.until(`document.querySelector("fieldset[data-part=cue] [name=words]").value`, "said")
	pressKeys(t, v.ctx, "w")
	step(kb.ArrowRight)
	v.until(`String(getSelection())`, "The")
	step("shift " + kb.End)
	step(kb.Enter)
	v.until(`document.querySelector(".marking-now strong").textContent`, "What is said")
	if got := eval[string](t, v.ctx, `document.querySelector("[name=words]").value`); !strings.HasPrefix(got, "The gate <b>stays") {
		t.Errorf("%q was marked", got)
	}
	for _, kind := range []string{"content", "source", "cue"} {
		if eval[int](t, v.ctx, `CSS.highlights.get("mark-`+kind+`").size`) != 1 {
			t.Errorf("the words of the %s are not lit", kind)
		}
	}
	if out := axeOf(t, v.ctx, axeTags); out != "" {
		t.Error(out)
	}
	v.press(`button[value=add]`)
	a := v.added()
	if a.Source == nil || a.Source.Words == nil || a.Source.Words.Text != "Ana Roe" || a.Cue == nil || (*a.Cue)[0].Text != "said" || !strings.HasPrefix(a.Content[0].Text, "The gate <b>stays") {
		t.Errorf("%+v", a)
	}
}

// TestMarkFigure marks a figure, its number and what is counted, and leaves reading the number to the server.
func TestMarkFigure(t *testing.T) {
	v := newVisit(t, true)
	v.open("/reports/odd.txt/add?kind=figure")
	until(t, v.ctx, `!!document.querySelector(".marking-now strong")`)
	v.drag("1,200 € a head", 0)
	v.holds(0, "1,200 € a head", 0)
	pressKeys(t, v.ctx, "m")
	v.drag("1,200", 0)
	v.holds(1, "1,200", 0)
	pressKeys(t, v.ctx, "x")
	v.drag("€ a head", 0)
	v.until(`document.querySelector("#c-unit").value`, "€ a head")
	v.holds(1, "1,200", 0)
	v.press(`button[value=add]`)
	a := v.added()
	if a.Value == nil || a.Value.Low == nil || *a.Value.Low != 1200 || *a.Value.High != 1200 || a.Unit != "€ a head" || a.Content[0].Text != "1,200 € a head" {
		t.Errorf("%+v", a)
	}
}

// TestFromTheReader selects words in the reader: by one key they are a new finding's, by another those of the finding that stands there.
func TestFromTheReader(t *testing.T) {
	v := newVisit(t, true)
	v.open("/reports/odd.txt")
	v.drag("ähl", 0)
	until(t, v.ctx, `!!document.querySelector(".chosen-words a[data-key=a]")`)
	if out := axeOf(t, v.ctx, axeTags); out != "" {
		t.Error(out)
	}
	pressKeys(t, v.ctx, "a")
	until(t, v.ctx, `location.pathname.endsWith("/add") && !!document.querySelector(".marking-now")`)
	v.holds(0, "zählt", 0)
	if got := eval[string](t, v.ctx, `[...CSS.highlights.get("mark-content")].map(String).join("")`); got != "zählt" {
		t.Errorf("%q is lit", got)
	}
	eval[bool](t, v.ctx, `(document.querySelector('a[data-kind][href*="kind=event"]').click(), true)`)
	until(t, v.ctx, `location.search.includes("kind=event") && !!document.querySelector(".marking-now")`)
	v.holds(0, "zählt", 0)
	v.press(`button[value=add]`)

	v.open("/reports/riverton-post.txt")
	until(t, v.ctx, `!!document.querySelector(".tools")`)
	v.tick(`.reader mark[data-ids=s3] a`) // a link as ever
	v.until(`location.hash`, "#s3")
	v.drag("can be discusse", 0)
	v.until(`[...document.querySelectorAll(".chosen-words a")].map(a => a.textContent).join("|")`, "Add as a finding a|Words of s3 e")
	v.until(`location.hash`, "#s3")
	pressKeys(t, v.ctx, "e")
	until(t, v.ctx, `location.pathname.includes("/findings/") && !!document.querySelector(".marking-now")`)
	v.until(`document.querySelector("[name=words]").value`, "can be discussed")
	v.drag("anything ca", 0)
	v.until(`document.querySelector("[name=words]").value`, "anything can")
	v.press(`button[value=edit]`)
	if s := v.in("riverton-post.txt").Statements[2]; len(s.Content) != 1 || s.Content[0].Text != "anything can" {
		t.Errorf("%+v", s.Content)
	}
}

// TestMarkWithoutScripts adds words of every odd kind by pasting them, and says which of several places is meant.
func TestMarkWithoutScripts(t *testing.T) {
	v := newVisit(t, false)
	for _, c := range []struct {
		words string
		nth   int
		pick  bool
	}{
		{"Größe", 0, false}, {"<b>stays</b> shut & 'that' is \U0001f6a2\U0001f469\u200d\U0001f467 all</textarea>", 0, false}, {"cafe\u0301", 0, false}, {"\U0001d518nsafe", 0, false},
		{"gate", 2, true}, {"stays", 1, true}, {"\u202eback\u202c door", 0, false}, {"1,200 €", 0, false},
	} {
		v.open("/reports/odd.txt/add")
		v.fill(`#words-0`, c.words)
		if c.pick {
			if res, err := chromedp.RunResponse(v.ctx, chromedp.Click(`button[value=add]`)); err != nil || res.Status != 422 {
				t.Fatalf("%q: %v %v", c.words, res, err)
			}
			v.tick(fmt.Sprintf(`.places input[value="%d-%d"]`, v.byteOf(c.words, c.nth), v.byteOf(c.words, c.nth)+len(c.words)))
		}
		v.press(`button[value=add]`)
		if a := v.added(); a.Content[0].Span.Start != v.byteOf(c.words, c.nth) || a.Content[0].Text != c.words {
			t.Errorf("%+v, want %q at %d", a.Content[0], c.words, v.byteOf(c.words, c.nth))
		}
	}
}
