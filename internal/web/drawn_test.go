package web

import (
	"net/http/httptest"
	"testing"
)

// paleText lists the words of drawings that stand out from their ground by less than 4.5 to 1, which axe-core does not measure.
const paleText = `(() => {
	const parts = c => (c.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
	const light = c => parts(c).slice(0, 3).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
		.reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
	const ground = e => {
		for (; e; e = e.parentElement) {
			const c = getComputedStyle(e).backgroundColor;
			if ((parts(c)[3] ?? 1) > 0) return c;
		}
		return "rgb(255, 255, 255)";
	};
	return [...document.querySelectorAll("main svg text")].flatMap(t => {
		const a = light(getComputedStyle(t).fill), b = light(ground(t));
		const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		return t.getClientRects().length > 0 && ratio < 4.5 ? [t.textContent + " " + ratio.toFixed(1)] : [];
	});
})()`

// The words of drawings can be read in light and dark.
func TestDrawnWordsContrast(t *testing.T) {
	ctx := browser(t)
	srv := httptest.NewServer(handler(t, invented()))
	defer srv.Close()
	n := 0
	eachLook(t, ctx, srv.URL, []string{"/instruments/june-paper", "/timeline", "/positions", "/figures"}, func(where string) {
		for _, l := range eval[[]string](t, ctx, paleText) {
			t.Errorf("%s: %s", where, l)
		}
		n += eval[int](t, ctx, `document.querySelectorAll("main svg text").length`)
	})
	if n == 0 {
		t.Error("nothing is drawn")
	}
}
