package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

func testFetches(t *testing.T, open Opener) {
	s := open(t)
	_, err := s.Fetch(t.Context(), store.FetchFeed, "https://news.example/feed")
	wantKind(t, err, parley.NotFound)
	keep := func(rs []parley.Report, fs ...store.Fetch) {
		t.Helper()
		if _, err := s.KeepFetches(t.Context(), fs, rs); err != nil {
			t.Fatal(err)
		}
	}
	feed := store.Fetch{Kind: store.FetchFeed, URL: "https://news.example/feed", Asked: time.Date(2031, 5, 4, 10, 0, 0, 123456789, time.FixedZone("east", 3*3600)), ETag: `"v1"`, Status: 200}
	host := store.Fetch{Kind: store.FetchHost, URL: "https://news.example/feed", Body: []byte("User-agent: *\n\x00\xff"), Status: 404, NotBefore: time.Date(2031, 5, 5, 0, 0, 0, 0, time.UTC)}
	page := store.Fetch{Kind: store.FetchPage, URL: "https://news.example/a", State: store.FetchWaiting, Failures: 2, Detail: "answers 500", Modified: "Mon, 05 May 2031 10:00:00 GMT",
		Told: parley.Given{Published: parley.NewDate(2031, 5, 4), PublishedBy: "pubDate of https://news.example/feed#a", Outlet: "Harland Herald", URL: "https://news.example/a", Language: "en"}, ToldBy: "https://news.example/feed#a"}
	keep(nil, feed, host, page)
	feed.Asked = time.Date(2031, 5, 4, 7, 0, 0, 123456000, time.UTC)
	for _, want := range []store.Fetch{feed, host, page} {
		got, err := s.Fetch(t.Context(), want.Kind, want.URL)
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, want)
		if len(got.Body) > 0 {
			got.Body[0] = 'X' // what was handed out is the caller's
		}
	}
	same(t, all(t, s.Fetches(t.Context(), store.FetchHost, "")), []store.Fetch{host})
	r := report("The pier is open.", parley.HTML, page.URL)
	page.State, page.Report, page.Failures, page.Detail = store.FetchTaken, r.ID, 0, ""
	added, err := s.KeepFetches(t.Context(), []store.Fetch{page}, []parley.Report{r})
	if err != nil {
		t.Fatal(err)
	}
	same(t, added, []bool{true})
	same(t, all(t, s.Fetches(t.Context(), store.FetchPage, store.FetchTaken)), []store.Fetch{page})
	same(t, len(all(t, s.Fetches(t.Context(), store.FetchPage, store.FetchWaiting))), 0)
	got, err := s.Report(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, r)
	var many []store.Fetch
	for i := range 700 { // across the pages of a listing
		many = append(many, store.Fetch{Kind: store.FetchPage, URL: fmt.Sprintf("https://news.example/%04d", i), State: store.FetchWaiting})
	}
	slices.Reverse(many)
	keep(nil, many...)
	keep(nil, many[:10]...)
	slices.Reverse(many)
	same(t, all(t, s.Fetches(t.Context(), store.FetchPage, store.FetchWaiting)), many)
}

func testFetchesRefused(t *testing.T, open Opener) {
	s := open(t)
	r := report("x", parley.HTML, "x")
	forged := r
	forged.Bytes = []byte("y")
	good := store.Fetch{Kind: store.FetchPage, URL: "https://news.example/a", State: store.FetchWaiting}
	for _, f := range []store.Fetch{{}, {Kind: store.FetchPage, State: store.FetchWaiting}, {Kind: "rumour", URL: "x"}, {Kind: store.FetchPage, URL: "x"}, {Kind: store.FetchFeed, URL: "x", State: store.FetchDone},
		{Kind: store.FetchPage, URL: "x", State: "lost"}, {Kind: store.FetchPage, URL: "x", State: store.FetchTaken}, {Kind: store.FetchFeed, URL: "x\x00"}, {Kind: store.FetchFeed, URL: "x", Detail: "\xff"}} {
		_, err := s.KeepFetches(t.Context(), []store.Fetch{good, f}, []parley.Report{r})
		wantKind(t, err, parley.Invalid)
	}
	_, err := s.KeepFetches(t.Context(), []store.Fetch{good}, []parley.Report{forged})
	wantKind(t, err, parley.Invalid)
	if n := len(all(t, s.Fetches(t.Context(), store.FetchPage, store.FetchWaiting))) + len(all(t, s.Entries(t.Context()))); n != 0 {
		t.Errorf("%d refused things are stored", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.KeepFetches(ctx, []store.Fetch{good}, nil); err == nil {
		t.Error("KeepFetches ran under a cancelled context")
	}
	if _, err := s.Fetch(ctx, good.Kind, good.URL); err == nil || parley.KindOf(err) == parley.NotFound {
		t.Errorf("Fetch ran under a cancelled context: %v", err)
	}
}
