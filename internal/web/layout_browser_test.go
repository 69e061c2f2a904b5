package web

import (
	"math/rand/v2"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/parley-press/parley"
)

// seen is whether the middle of the first element that fits stands in the window and nothing lies over it.
func seen(selector string) string {
	return `(() => { const e = document.querySelector('` + selector + `'), r = e.getBoundingClientRect(), x = r.x + r.width/2, y = r.y + r.height/2;
		const top = x >= 0 && y >= 0 && r.bottom <= innerHeight && r.right <= innerWidth ? document.elementFromPoint(x, y) : null; return !!top && (e === top || e.contains(top)) })()`
}

// TestSendStaysInView: the button of the forms that add and correct can be pressed wherever one is in the form, with scripts or without.
func TestSendStaysInView(t *testing.T) {
	ctx := browser(t)
	l := newLab(t, "Noor")
	srv := httptest.NewServer(l.pages)
	defer srv.Close()
	for _, off := range []bool{false, true} {
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off}); err != nil {
			t.Fatal(err)
		}
		for _, size := range [][2]int64{{360, 640}, {1280, 720}, {1920, 1000}} {
			for _, page := range []string{"/reports/riverton-post.txt/add", "/reports/riverton-post.txt/findings/s1"} {
				if err := chromedp.Do(ctx, chromedp.EmulateViewport(size[0], size[1]), chromedp.Navigate(srv.URL+page)); err != nil {
					t.Fatal(err)
				}
				for _, at := range []string{".word-field textarea", ".fields select", "[id^=why-]"} {
					script := `document.querySelector('.add ` + at + `').scrollIntoView({block: "center", behavior: "instant"}); ` + seen(".add .send button")
					if !eval[bool](t, ctx, script) {
						t.Errorf("%s at %d px, scripts off %v, at %s: the button is out of sight", page, size[0], off, at)
					}
				}
				if n := eval[int](t, ctx, `document.querySelectorAll(".add .send").length`); n != 1 {
					t.Errorf("%s: %d places to send from", page, n)
				}
			}
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 720), chromedp.Navigate(srv.URL+"/reports/riverton-post.txt/add")); err != nil {
			t.Fatal(err)
		}
		if !eval[bool](t, ctx, seen(".add .send button")) {
			t.Error("the button is out of sight when the page opens")
		}
	}
}

// TestMatrixFits: ten parties stand side by side at 1280 px, the column of issues stays when more scroll, and what scrolls says so.
func TestMatrixFits(t *testing.T) {
	ctx := browser(t)
	for _, c := range []struct {
		parties int
		width   int64
		fits    bool
	}{{6, 1280, true}, {10, 1280, true}, {12, 1280, true}, {12, 1920, true}, {12, 800, false}, {12, 360, true}} {
		srv := httptest.NewServer(handler(t, took(rand.New(rand.NewPCG(1, 2)), 300, c.parties, 8)))
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(c.width, 900), chromedp.Navigate(srv.URL+"/positions")); err != nil {
			t.Fatal(err)
		}
		over := eval[int](t, ctx, `(e => e.scrollWidth - e.clientWidth)(document.querySelector(".results .scroll"))`)
		told := eval[bool](t, ctx, `(e => !!e && getComputedStyle(e).display !== "none")(document.querySelector(".sideways"))`)
		if fits := over <= 1; fits != c.fits || told == c.fits {
			t.Errorf("%d parties at %d px: %d px out of sight; the page says so: %v", c.parties, c.width, over, told)
		}
		if !c.fits {
			moved := eval[int](t, ctx, `(() => { const s = document.querySelector(".results .scroll"), h = s.querySelector("thead"), x = h.getBoundingClientRect().x; s.scrollLeft = 200; return Math.abs(Math.round(h.getBoundingClientRect().x - x)) })()`)
			if moved != 0 {
				t.Errorf("the column of issues moved by %d px", moved)
			}
		}
		srv.Close()
	}
}

// menusReport is a report below the furniture of its page.
func menusReport() *draft {
	d := newDraft("menus.txt", "Lowport Gazette", "2031-06-18",
		"interface|Home", "interface|News", "interface|Sport", "interface|Weather in Lowport", "breadcrumb|Home > Straits",
		"headline|Ferry sails again",
		"credit|By Mika Dunn",
		"interface|Share", "interface|Tweet this",
		"body|The ferry sailed again on Monday, Ana Roe said.",
		"interface|Share", "interface|Print", "interface|Mail", "interface|Save")
	d.says("ana-roe", "Ana Roe", "said", parley.Say, parley.Indirect, "The ferry sailed again on Monday")
	return d
}

// TestFurnitureFolds: menus before the text are folded without a script, links into them open them, and what belongs to the report stays.
func TestFurnitureFolds(t *testing.T) {
	ctx := browser(t)
	l := newLab(t, "Noor", menusReport())
	srv := httptest.NewServer(l.pages)
	defer srv.Close()
	open := func(off bool, address string) string {
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off}); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 800), chromedp.Navigate("about:blank"), chromedp.Navigate(srv.URL+address)); err != nil {
			t.Fatal(err)
		}
		return eval[string](t, ctx, `document.querySelector("article.reader").innerText`)
	}
	page := "/reports/menus.txt"
	for _, off := range []bool{false, true} {
		body := open(off, page)
		for _, w := range []string{"5 lines of page furniture before the text", "(interface, breadcrumb)", "By Mika Dunn", "Tweet this", "Print"} {
			if !strings.Contains(body, w) {
				t.Errorf("scripts off %v: the reader does not show %q", off, w)
			}
		}
		if strings.Contains(body, "Weather in Lowport") {
			t.Errorf("scripts off %v: the menu is not folded", off)
		}
	}
	at := strings.Index(menusReport().text.Content, "Weather in Lowport")
	link := permalink(reportRef{Href: page}, parley.RawSpan{Start: at, End: at + 7})
	for _, off := range []bool{false, true} {
		if body := open(off, link); !strings.Contains(body, "Weather in Lowport") {
			t.Errorf("scripts off %v: %s leads to words that are folded", off, link)
		}
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+page)); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	eval[bool](t, ctx, `(() => { const s = document.createElement("span"); s.id = "there"; document.querySelector(".lead-furniture").lastElementChild.append(s); location.hash = "there"; return true })()`)
	if err := chromedp.Do(ctx, chromedp.Sleep(300*time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if !eval[bool](t, ctx, `document.querySelector(".lead-furniture").open`) {
		t.Error("an address of a place that is folded does not open it")
	}
}

// TestFolded: short furniture stays, a run stops at what belongs to the report or has a finding, and nothing is lost.
func TestFolded(t *testing.T) {
	noise := func(kind parley.NoiseKind, n int) para {
		return para{Kind: "noise", Parts: []segment{{Kind: "noise", Noise: string(kind), Span: parley.Span{Start: 0, End: n}}}}
	}
	body := para{Kind: "body", Parts: []segment{{Kind: "body"}}}
	menu := noise(parley.Interface, 9)
	found := menu
	found.Cards = []card{{ID: "s1"}}
	for _, c := range []struct {
		name  string
		paras []para
		want  []int // lines folded in each chunk
	}{
		{"a menu", []para{menu, menu, menu, body}, []int{3, 0}},
		{"two lines", []para{menu, menu, body}, []int{0, 0, 0}},
		{"one long line", []para{noise(parley.Interface, 900), body}, []int{1, 0}},
		{"a credit between", []para{menu, menu, noise(parley.Credit, 9), menu, menu, body}, []int{0, 0, 0, 0, 0, 0}},
		{"a finding in it", []para{menu, found, menu, body}, []int{0, 0, 0, 0}},
		{"behind the text", []para{body, menu, menu, menu}, []int{0, 0, 0, 0}},
		{"no text", []para{menu, menu, menu}, []int{0, 0, 0}},
	} {
		n := 0
		var got []int
		for _, k := range foldedHead(c.paras) {
			got, n = append(got, k.Lines), n+len(k.Paras)
		}
		if n != len(c.paras) || !equal(got, c.want) {
			t.Errorf("%s: %d paragraphs of %d, lines %v, want %v", c.name, n, len(c.paras), got, c.want)
		}
	}
}

func equal(a, b []int) bool {
	for i := range a {
		if len(a) != len(b) || a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}

// TestSidesDo: of a denial the page says who claims and who denies, and a claim within the denial is told once.
func TestSidesDo(t *testing.T) {
	for _, c := range []struct {
		kind parley.ConflictKind
		rule string
		want string
	}{
		{parley.DenialConflict, "record/denied-statement@1", "claims it|denies it"}, {parley.DenialConflict, "record/doubted@1", "claims it|does not believe it"},
		{parley.DenialConflict, "record/opposite-claims@1", "|"}, {parley.FigureConflict, "record/ranges-apart@1", "|"}, {parley.ReversalConflict, "record/turned@1", "|"},
	} {
		a, b := sidesDo(c.kind, c.rule)
		if a+"|"+b != c.want {
			t.Errorf("%s by %s: %s, %s", c.kind, c.rule, a, b)
		}
	}
	said := parley.Passage{Text: "she had said the pier was safe", Span: parley.Span{Start: 10, End: 40}}
	claim := parley.Passage{Text: "the pier was safe", Span: parley.Span{Start: 23, End: 40}}
	r := conflictRow{Kind: parley.DenialConflict, Rule: "record/denied-statement@1", Sides: []side{{Accounts: []account{{words: claim}}}, {Accounts: []account{{words: said}}}}}
	r.tellRoles([][]*parley.Member{{{Passage: claim}}, {{Passage: said}}})
	q := quote{Words: said.Text}.marked(said, r.Sides[1].Accounts[0].claim)
	if !r.Sides[0].Accounts[0].Inside || r.Sides[1].Accounts[0].Inside || q.Lead != "she had said " || q.Claim != claim.Text || q.Rest != "" {
		t.Errorf("%+v, %+v", r.Sides, q)
	}
}
