package pagebench

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/markusmobius/go-trafilatura"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/eval"
	"github.com/parley-press/parley/internal/predict"
	"github.com/parley-press/parley/read"
)

// pages are the pages of the article extraction benchmark, id to bytes, and how many bytes they have.
func pages(t testing.TB) (map[string][]byte, int64) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(os.Getenv("PARLEY_DATA"), "pages/html/*.html.gz"))
	if err != nil || len(files) == 0 || os.Getenv("PARLEY_DATA") == "" {
		t.Skip("PARLEY_DATA names no folder with pages/html")
	}
	all, size := map[string][]byte{}, int64(0)
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		all[strings.TrimSuffix(filepath.Base(name), ".html.gz")] = b
		size += int64(len(b))
	}
	return all, size
}

func report(b []byte) parley.Report {
	return parley.Report{ID: parley.IDOf(b), Names: []string{"page.html"}, Format: parley.HTML, Bytes: b}
}

func theirs(b []byte, fallback bool) string {
	r, err := trafilatura.Extract(bytes.NewReader(b), trafilatura.Options{ExcludeComments: true, EnableFallback: fallback})
	if err != nil {
		return ""
	}
	return r.ContentText
}

// TestBodies prints the scores of both on the same pages.
func TestBodies(t *testing.T) {
	all, _ := pages(t)
	f, err := os.Open(filepath.Join(os.Getenv("PARLEY_DATA"), "pages/ground-truth.json"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	gold, err := eval.ReadPages(f)
	if err != nil {
		t.Fatal(err)
	}
	found := [3]map[string]string{{}, {}, {}}
	for id, b := range all {
		if x, _ := clean.Clean(report(b)); x != nil {
			found[0][id] = predict.ArticleBody(x)
		}
		found[1][id], found[2][id] = theirs(b, false), theirs(b, true)
	}
	for i, name := range []string{"parley", "go-trafilatura", "go-trafilatura, fallback"} {
		for _, s := range eval.Pages(name, gold, found[i]) {
			t.Logf("%-45s %.4f (P %.4f, R %.4f)", s.Name, s.Value(), s.P, s.R)
		}
	}
}

func bench(b *testing.B, extract func([]byte)) {
	all, size := pages(b)
	b.SetBytes(size)
	b.ReportAllocs()
	start := cputime.Used()
	for b.Loop() {
		for _, p := range all {
			extract(p)
		}
	}
	b.ReportMetric(float64((cputime.Used()-start).Microseconds())/1000/float64(len(all)*b.N), "cpu-ms/page")
	b.ReportMetric(float64(len(all)*b.N)/b.Elapsed().Seconds(), "pages/s")
}

func BenchmarkParley(b *testing.B) {
	bench(b, func(p []byte) { clean.Clean(report(p)) })
}

func BenchmarkTrafilatura(b *testing.B) {
	bench(b, func(p []byte) { theirs(p, false) })
}

func BenchmarkTrafilaturaFallback(b *testing.B) {
	bench(b, func(p []byte) { theirs(p, true) })
}

// BenchmarkRead is the whole way, from the bytes of a page to its findings.
func BenchmarkRead(b *testing.B) {
	r, err := read.New()
	if err != nil {
		b.Fatal(err)
	}
	bench(b, func(p []byte) { r.Read(report(p)) })
}
