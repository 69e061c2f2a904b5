//go:build pictures

package web

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/intake"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/read"
)

// Measures of the tutorial's pictures: the window, in pixels of the page, and the colours of the palette.
const (
	pictureWide, pictureHigh = 1120, 800
	pictureColours           = 48
)

// TestPictures walks the tutorial's way through the pages of the example and takes its pictures into the folder PARLEY_PICTURES (`make pictures`). The clock
// stands, and so do the pages: on one machine a rerun writes the same bytes.
func TestPictures(t *testing.T) {
	dir := os.Getenv("PARLEY_PICTURES")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	l := tutorialLab(t)
	srv := httptest.NewServer(l.pages)
	defer srv.Close()
	ctx := browser(t)
	look := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}, {Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, look); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "UTC"}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(pictureWide, pictureHigh)); err != nil {
		t.Fatal(err)
	}
	v := visit{l, ctx, srv.URL}
	shot := func(name string) {
		t.Helper()
		b, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		writePicture(t, filepath.Join(dir, name), b)
	}
	v.open("/")
	shot("summary.png")
	v.open("/timeline")
	shot("timeline.png")
	conflict := conflictHref(v.conflictOn("Sarvennan working paper: withdrawn"))
	v.open(conflict)
	shot("conflict.png")
	const report = "/reports/16-courier-last-house.txt"
	v.open(report + "#w-s16")
	shot("reader.png")
	v.open(report + "/findings/s16")
	v.fill(`#c-act`, "confirm")
	v.fill(`#why-edit`, "she owns to the paper she denied")
	eval[bool](t, ctx, `(document.querySelector("#h-edit").scrollIntoView(), true)`)
	shot("edit.png")
	v.press(`button[value=edit]`)
	v.shows("corrected by ana")
	shot("corrected.png")
	v.open(report)
	v.press(`#s17 button[value=reject]`)
	v.open("/decisions")
	v.press(`.log > li:first-child button[value=undo]`)
	v.open(conflict)
	v.tick(`input[type=radio][value=explained]`)
	v.fill(`#why-mark`, "denied on 15 March, owned to on 27 March")
	v.press(`button[value=mark]`)
	v.open("/decisions")
	shot("log.png")
	l.takeIn(lateReport(t))
	v.open(conflict)
	v.shows("explained by ana")
	shot("rebuilt.png")
}

// tutorialLab is the example as the tutorial has it when it comes to the pages: built, and with its first decisions.
func tutorialLab(t *testing.T) *lab {
	t.Helper()
	r, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	l := &lab{t: t, store: store.NewMemory(), now: time.Date(2031, 4, 2, 9, 0, 0, 0, time.UTC)}
	l.engine = engine.New(engine.Config{Store: l.store, Reader: r, Version: read.Version, Who: "ana", Fold: func() engine.Fold { return record.NewFolder(read.Version, 0) },
		Now: l.clock})
	l.takeIn("../../examples/dossier")
	given := parley.Decision{Kind: parley.DecideGiven, Report: l.in("06-voice-convoy.txt").ID, Value: store.EncodeGiven(parley.Given{Published: parley.NewDate(2031, 3, 9)}), Why: "date on the printed page", Who: "ana"}
	figure := parley.Decision{Kind: parley.DecideReject, Report: l.in("08-herald-truce-broken.txt").ID, Finding: "f2", Why: "how long it held, not a count", Who: "ana"}
	back := figure
	back.Kind, back.Why = parley.DecideAccept, ""
	for _, d := range []parley.Decision{given, figure, back} {
		if _, err := l.engine.Decide(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	l.takeIn() // the report that got a date is read anew
	h, err := New(l.engine, Options{Title: "brannoc", Who: "ana", Decider: l.engine, Searches: l.store})
	if err != nil {
		t.Fatal(err)
	}
	l.pages = h
	return l
}

// takeIn reads files and folders, and what is pending.
func (l *lab) takeIn(paths ...string) {
	l.t.Helper()
	_, err := l.engine.Build(l.t.Context(), func(yield func(parley.Report, *parley.SetAside) bool) {
		_ = intake.Walk(paths, nil, intake.Options{}, func(it intake.Item) error { // it returns no error but that of its callback
			if it.Report == nil || !yield(*it.Report, nil) {
				l.t.Fatalf("%s: %+v", paths, it.Aside)
			}
			return nil
		})
	})
	if err != nil {
		l.t.Fatal(err)
	}
}

// lateReport is the file that the tutorial writes after its corrections.
func lateReport(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../docs/tutorial.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(b), "$ printf '")
	for ok && !strings.Contains(rest[:strings.IndexByte(rest, '\n')], "17-courier-map.txt") {
		_, rest, ok = strings.Cut(rest, "$ printf '")
	}
	words, _, found := strings.Cut(rest, "' > ")
	if !ok || !found {
		t.Fatal("the tutorial writes no 17-courier-map.txt")
	}
	path := filepath.Join(t.TempDir(), "17-courier-map.txt")
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(words, `\n`, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// conflictOn is the conflict whose line begins so.
func (v visit) conflictOn(what string) *parley.Conflict {
	v.t.Helper()
	for i, c := range v.record().Conflicts {
		if strings.HasPrefix(c.What, what) {
			return &v.record().Conflicts[i]
		}
	}
	v.t.Fatalf("no conflict %q", what)
	return nil
}

// writePicture writes a picture with a palette of its most needed colours.
func writePicture(t *testing.T, file string, b []byte) {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewPaletted(img.Bounds(), paletteOf(img, pictureColours))
	known := map[color.RGBA]uint8{}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
			i, ok := known[c]
			if !ok {
				i = uint8(out.Palette.Index(c))
				known[c] = i
			}
			out.SetColorIndex(x, y, i)
		}
	}
	var w bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&w, out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, w.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d bytes", file, w.Len())
}

// paletteOf are n colours of a picture: the one that most pixels have, then each time the one that counts most by its pixels and its distance from those taken.
func paletteOf(img image.Image, n int) color.Palette {
	count := map[color.RGBA]int{}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			count[color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)]++
		}
	}
	type need struct {
		c    color.RGBA
		n    int
		away int // squared distance from the nearest that was taken
	}
	var all []need
	for c, k := range count {
		all = append(all, need{c, k, 3 * 255 * 255})
	}
	slices.SortFunc(all, func(a, b need) int {
		return slices.Compare([]int{b.n, int(a.c.R), int(a.c.G), int(a.c.B)}, []int{a.n, int(b.c.R), int(b.c.G), int(b.c.B)})
	})
	var out color.Palette
	for len(out) < n {
		best := 0
		for i, a := range all {
			if a.n*a.away > all[best].n*all[best].away {
				best = i
			}
		}
		if len(all) == 0 || all[best].away == 0 {
			break
		}
		c := all[best].c
		out = append(out, c)
		for i, a := range all {
			r, g, b := int(a.c.R)-int(c.R), int(a.c.G)-int(c.G), int(a.c.B)-int(c.B)
			all[i].away = min(a.away, r*r+g*g+b*b)
		}
	}
	return out
}
