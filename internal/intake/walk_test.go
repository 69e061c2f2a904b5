package intake

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-press/parley"
)

const story = "Bridge talks end without a deal\n\nThe mayor said on Friday that the bridge was open.\n"

// tree writes files under a new folder and is its path.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// walk is what a walk yields, a line an item, with dir taken out of the names.
func walk(t *testing.T, dir string, opt Options, stdin io.Reader, paths ...string) []string {
	t.Helper()
	var out []string
	err := Walk(paths, stdin, opt, func(it Item) error {
		if (it.Report == nil) == (it.Aside == nil) {
			t.Fatalf("item %+v is not one of two", it)
		}
		short := func(s string) string { return strings.TrimPrefix(strings.TrimPrefix(s, filepath.ToSlash(dir)), "/") }
		if a := it.Aside; a != nil {
			if strings.ContainsAny(a.Detail, "\n\r") || a.Detail == "" {
				t.Errorf("detail %q is not one line", a.Detail)
			}
			out = append(out, fmt.Sprintf("%s: %s: %s", short(a.Name), a.Reason, a.Detail))
			return nil
		}
		r := it.Report
		if r.ID != parley.IDOf(r.Bytes) {
			t.Errorf("%v: ID is not the hash of the bytes", r.Names)
		}
		line := fmt.Sprintf("%s %s", short(r.Names[0]), r.Format)
		if g := r.Given; g != (parley.Given{}) {
			line += fmt.Sprintf(" %s|%s|%s|%s", g.Published, g.Outlet, g.URL, g.Language)
		}
		out = append(out, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWalkFolder(t *testing.T) {
	dir := tree(t, map[string]string{
		"b.txt": story, "a.TEXT": story, "c.html": "<p>x</p>", "d.htm": "no tags here", "notes.md": story, "pic.jpg": "x",
		"sub/z.txt": story, ".hidden/x.txt": story, ".x.txt": story, "c_files/frame.html": "<p>advert</p>", "e.txt": "<!DOCTYPE html><p>x",
		"empty.txt": "", "white.txt": " \n\t\n", "manifest.csv": "file,published,outlet\nb.txt,2031-05-04,Riverton Post\nsub/z.txt,,Lea Courier\n",
	})
	want := []string{
		"a.TEXT text", "b.txt text 2031-05-04|Riverton Post||", "c.html html", "d.htm text", "e.txt html",
		"empty.txt: empty: 0 bytes", "sub/z.txt text |Lea Courier||", "white.txt: empty: nothing but white space",
	}
	if d := cmp.Diff(want, walk(t, dir, Options{}, nil, dir)); d != "" {
		t.Error(d)
	}
}

func TestWalkNamedFiles(t *testing.T) {
	dir := tree(t, map[string]string{"notes.md": story, "page": "\ufeff<html><p>x", "a.txt": story, "manifest.csv": "outlet,file\nLea Courier,a.txt\n"})
	got := walk(t, dir, Options{Given: parley.Given{Language: "en"}}, strings.NewReader(story),
		dir+"/notes.md", dir+"/page", "-", dir+"/./a.txt", dir+"/a.txt", dir+"/manifest.csv", dir+"/missing.txt")
	want := []string{"notes.md text |||en", "page html |||en", "- text |||en", "a.txt text |Lea Courier||en", "a.txt text |Lea Courier||en",
		"missing.txt: unreadable: no such file or folder"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestFlagsWinOverManifest(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": story, "manifest.csv": "file,outlet,published\na.txt,Lea Courier,2031-05-04\n"})
	got := walk(t, dir, Options{Given: parley.Given{Outlet: "Riverton Post"}}, nil, dir)
	if d := cmp.Diff([]string{"a.txt text 2031-05-04|Riverton Post||"}, got); d != "" {
		t.Error(d)
	}
}

func TestBinary(t *testing.T) {
	files := map[string]string{
		"pdf.txt": "%PDF-1.7\nx", "zip.txt": "PK\x03\x04rest", "elf.txt": "\x7fELF\x02", "png.txt": "\x89PNG\r\n\x1a\n", "exe.txt": "MZ\x90\x00\x03",
		"gz.txt": "\x1f\x8b\x08", "nul.txt": strings.Repeat("ab\x00\x00", 100), "ctl.txt": strings.Repeat("\x01\x02ab", 100), "rtf.txt": "{\\rtf1 x}",
		"mz.txt": "MZ is how this line begins.", "onenul.txt": story + "\x00", "utf16.txt": "\xff\xfeB\x00r\x00", "utf16b.txt": "B\x00r\x00i\x00d\x00g\x00e\x00 \x00",
	}
	got := walk(t, "", Options{}, nil, tree(t, files))
	var bad, other, good int
	for _, l := range got {
		if strings.Contains(l, ": binary: ") {
			bad++
		} else if strings.Contains(l, ": unsupported: ") || strings.Contains(l, "gz.txt: damaged: ") {
			other++
		} else if strings.HasSuffix(l, " text") {
			good++
		} else {
			t.Error(l)
		}
	}
	if bad != 2 || other != 7 || good != 4 {
		t.Errorf("%d binary, %d of other formats, %d text:\n%s", bad, other, good, strings.Join(got, "\n"))
	}
}

func TestTooLarge(t *testing.T) {
	dir := tree(t, map[string]string{"fits.txt": strings.Repeat("a", 1000), "over.txt": strings.Repeat("a", 1001)})
	got := walk(t, dir, Options{MaxBytes: 1000}, strings.NewReader(strings.Repeat("a", 1001)), dir, "-")
	want := []string{"fits.txt text", "over.txt: too_large: 1.0 kB, the limit is 1 kB", "-: too_large: over the limit of 1 kB"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// endless gives blanks for ever and counts them.
type endless struct{ n int64 }

func (e *endless) Read(b []byte) (int, error) {
	e.n += int64(len(b))
	for i := range b {
		b[i] = "a "[i%2]
	}
	return len(b), nil
}

func TestReadingStopsAtTheLimit(t *testing.T) {
	dir := t.TempDir()
	p := filepath.Join(dir, "big.txt")
	f, err := os.Create(p)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(200 << 20); err != nil {
		t.Fatal(err)
	}
	f.Close()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	e := &endless{}
	got := walk(t, dir, Options{}, e, p, "-")
	runtime.ReadMemStats(&after)
	want := []string{"big.txt: too_large: 209.7 MB, the limit is 5 MB", "-: too_large: over the limit of 5 MB"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if e.n > 12<<20 {
		t.Errorf("read %d bytes of an endless stream", e.n)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 48<<20 { // 16 MB; the race detector doubles it
		t.Errorf("took %d bytes of memory", used)
	}
}

func TestLinks(t *testing.T) {
	dir := tree(t, map[string]string{"a/one.txt": story, "b/two.txt": story})
	for link, to := range map[string]string{
		"a/up": "..", "a/self": ".", "a/nowhere.txt": "gone.txt", "a/file.txt": "one.txt", "b/a": "../a", "b/again": "../a", "x.txt": "y.txt", "y.txt": "x.txt",
	} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	got := walk(t, dir, Options{}, nil, dir)
	want := []string{
		"a/file.txt text", "a/nowhere.txt: unreadable: a link that leads nowhere", "a/one.txt text",
		"a/self: loop: a link that leads back to a folder above it", "a/up: loop: a link that leads back to a folder above it",
		"b/a/file.txt text", "b/a/nowhere.txt: unreadable: a link that leads nowhere", "b/a/one.txt text",
		"b/a/self: loop: a link that leads back to a folder above it", "b/a/up: loop: a link that leads back to a folder above it",
		"b/again: loop: a link to a folder that another link has led to already",
		"b/two.txt text", "x.txt: loop: links that lead to each other", "y.txt: loop: links that lead to each other",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestSpecialFiles(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": story})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.txt"), 0o644); err != nil {
		t.Fatal(err)
	}
	got := walk(t, dir, Options{}, nil, dir, os.DevNull)
	want := []string{"a.txt text", "pipe.txt: unreadable: is a named pipe, not a file", "dev/null: unreadable: is a device, not a file"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestNoPermission(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": story, "closed.txt": story, "shut/b.txt": story, "z.txt": story})
	for _, p := range []string{"closed.txt", "shut"} {
		if err := os.Chmod(filepath.Join(dir, p), 0); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(filepath.Join(dir, "shut"), 0o755)
	if os.Geteuid() == 0 {
		asNobody(t, dir) // root may read everything
	}
	want := []string{"a.txt text", "closed.txt: unreadable: permission denied", "shut: unreadable: permission denied", "z.txt text"}
	if d := cmp.Diff(want, walk(t, dir, Options{}, nil, dir)); d != "" {
		t.Error(d)
	}
}

func TestFileForFolder(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": story})
	got := walk(t, dir, Options{}, nil, dir+"/a.txt/b.txt", dir+"/"+strings.Repeat("n", 300))
	want := []string{"a.txt/b.txt: unreadable: not a directory", strings.Repeat("n", 300) + ": unreadable: file name too long"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestBadStdin(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("a"), &failing{})
	want := []string{"-: unreadable: the line is dead"}
	if d := cmp.Diff(want, walk(t, "", Options{}, broken, "-")); d != "" {
		t.Error(d)
	}
	want = []string{"-: unreadable: there is no standard input"}
	if d := cmp.Diff(want, walk(t, "", Options{}, nil, "-")); d != "" {
		t.Error(d)
	}
}

type failing struct{}

func (*failing) Read([]byte) (int, error) { return 0, errors.New("the line is dead") }

func TestYieldStops(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": story, "b.txt": story})
	stop, n := errors.New("enough"), 0
	err := Walk([]string{dir}, nil, Options{}, func(Item) error { n++; return stop })
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("stopped with %v after %d", err, n)
	}
}

func BenchmarkWalk(b *testing.B) {
	dir := b.TempDir()
	body := []byte(strings.Repeat(story, 40))
	for i := range 100 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), body, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(100 * len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Walk([]string{dir}, nil, Options{}, func(Item) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
