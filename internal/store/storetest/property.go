package storetest

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// testAnyOrder adds a random stock in a random order, with repetitions and in batches of random size, and compares
// the result with the stock added once and in order.
func testAnyOrder(t *testing.T, open Opener) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(rt, "reports")
		plain, mixed := open(t), open(t)
		var stock []func(store.Store) error
		for i := range n {
			// a body may recur: then it is one report under several names
			body := rapid.SampledFrom([]string{"", "a", "bb", "ccc", "\xff\x00"}).Draw(rt, "body")
			format := rapid.SampledFrom([]parley.Format{parley.PlainText, parley.HTML}).Draw(rt, "format")
			given := parley.Given{Outlet: rapid.SampledFrom([]string{"", "Lake Herald"}).Draw(rt, "outlet")}
			r := report(body, format, fmt.Sprintf("%d.txt", i))
			f := found(r, "v1", given)
			stock = append(stock, func(s store.Store) error {
				if _, err := s.AddReports(t.Context(), []parley.Report{r, r}); err != nil {
					return err
				}
				return s.AddFindings(t.Context(), []store.Found{f, f})
			}, func(s store.Store) error {
				return s.AddAsides(t.Context(), []parley.SetAside{{Name: fmt.Sprintf("%q", body), Reason: parley.ReasonEmpty, Size: int64(i % 2)}})
			})
		}
		for _, f := range stock {
			must(rt, f(plain))
		}
		order := rapid.SliceOfN(rapid.IntRange(0, len(stock)-1), 0, 8).Draw(rt, "repetitions")
		order = append(order, rapid.Permutation(indices(len(stock))).Draw(rt, "order")...)
		for _, i := range order {
			must(rt, stock[i](mixed))
		}
		if a, b := Dump(t, plain, "v1"), Dump(t, mixed, "v1"); a != b {
			rt.Fatalf("order or repetition changed the store:\n%s\nand\n%s", a, b)
		}
	})
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func must(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
