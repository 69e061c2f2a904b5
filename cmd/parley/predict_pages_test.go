package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

const savedPage = `<html lang=en><head><title>Bridge talks end | Harland Herald</title><meta property="og:site_name" content="Harland Herald"><meta property="article:published_time" content="2031-05-08T10:00:00Z"></head>
<body><nav><a href=/>Home</a></nav><article><h1>Bridge talks end</h1><p class=byline>By Ana Roe</p><p>RIVERTON (Newswire) – The bridge will stay closed &amp; no one knows for how long, the minister said.</p><h2>No pledge</h2><p>Harland wants a pledge first.</p></article></body></html>`

func TestPredictPages(t *testing.T) {
	dir := files(t, map[string]string{"a.html": savedPage, "b.html.gz": packed(savedPage), "b.htm": savedPage, "empty.html": "", "notes.txt": "x", "c.html/d.html": savedPage})
	r := want(t, exitPartial, "predict", "pages", dir)
	has(t, "stderr", r.err, "b.html.gz: a second page of that name", "empty.html: empty: ")
	var got map[string]map[string]any
	if err := json.Unmarshal([]byte(r.out), &got); err != nil {
		t.Fatalf("%v\n%s", err, r.out)
	}
	if len(got) != 3 || got["empty"]["articleBody"] != "" {
		t.Errorf("pages %v", got)
	}
	for _, id := range []string{"a", "b"} {
		for key, want := range map[string]string{"headline": "Bridge talks end", "date": "2031-05-08", "outlet": "Harland Herald", "author": "Ana Roe", "language": "en",
			"articleBody": "RIVERTON (Newswire) – The bridge will stay closed & no one knows for how long, the minister said.\n\nNo pledge\n\nHarland wants a pledge first."} {
			if got[id][key] != want {
				t.Errorf("%s %s = %q, want %q", id, key, got[id][key], want)
			}
		}
	}
	if a, b := strings.Index(r.out, `"a":`), strings.Index(r.out, `"b":`); a < 0 || b < a {
		t.Errorf("order: %s", r.out)
	}
	want(t, exitNotFound, "predict", "pages", filepath.Join(dir, "none"))
	want(t, exitNotFound, "predict", "pages", files(t, map[string]string{"notes.txt": "x"}))
	want(t, exitUsage, "predict", "pages")
}

func TestEvalPages(t *testing.T) {
	dir := files(t, map[string]string{
		"pages/ground-truth.json": `{"a":{"articleBody":"RIVERTON (Newswire) – The bridge will stay closed & no one knows for how long, the minister said. No pledge. Harland wants a pledge first.","url":"x"},
			"b":{"articleBody":"Harland wants a pledge first.","url":"x"}}`,
		"pages/html/a.html.gz": packed(savedPage), "pages/html/b.html.gz": packed(savedPage),
		"page-dates/dates.json":       `{"1.html":{"date":"2031-05-08","url":NaN},"2.html":{"date":"2031-05-09","url":"x"}}`,
		"page-dates/html/1.html.gz":   packed(savedPage),
		"page-dates/html/2.html.gz":   packed(savedPage),
		"page-dates/html/other.html":  "x",
		"pages/html/unasked.html.gz":  packed(savedPage),
		"page-dates/html/3.html.none": "",
	})
	r := ok(t, "eval", "pages", "--gold", dir, "--json")
	var said struct {
		Scores []struct {
			Name    string
			P, R    float64
			Matched int
			Gold    int
		}
	}
	if err := json.Unmarshal([]byte(r.out), &said); err != nil {
		t.Fatal(err)
	}
	exact, asked, right := 0, 0, 0
	for _, s := range said.Scores {
		switch {
		case strings.HasSuffix(s.Name, "word for word"):
			exact += s.Matched
			asked += s.Gold
		case strings.HasSuffix(s.Name, "day of publication"):
			right += s.Matched
		}
	}
	if exact != 1 || asked != 2 || right != 1 {
		t.Errorf("%d of %d word for word, %d days right: %+v", exact, asked, right, said.Scores)
	}
}
