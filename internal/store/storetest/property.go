package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// testAnyOrder adds a random stock in a random order, with repetitions, and compares the result with the stock added
// once and in order. The seed of a failure is in its message.
func testAnyOrder(t *testing.T, open Opener) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 1))
		stock := randomStock(t, rng)
		order := rng.Perm(len(stock))
		for range rng.IntN(8) { // some come again
			order = append(order, rng.IntN(len(stock)))
		}
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })

		plain, mixed := open(t), open(t)
		for _, f := range stock {
			f(plain)
		}
		for _, i := range order {
			stock[i](mixed)
		}
		if a, b := Dump(t, plain, "v1"), Dump(t, mixed, "v1"); a != b {
			t.Fatalf("seed %d: order or repetition changed the store:\n%s\nand\n%s", seed, a, b)
		}
		plain.Close()
		mixed.Close()
	}
}

// randomStock is up to six reports with findings, and set-asides. A body may recur: it is one report under several
// names, perhaps in several formats.
func randomStock(t *testing.T, rng *rand.Rand) []func(store.Store) {
	pick := func(all ...string) string { return all[rng.IntN(len(all))] }
	var stock []func(store.Store)
	for i := range 1 + rng.IntN(6) {
		body := pick("", "a", "bb", "ccc", "\xff\x00")
		r := report(body, parley.Format(pick(string(parley.PlainText), string(parley.HTML))), fmt.Sprintf("%d.txt", i))
		f := found(r, "v1", parley.Given{Outlet: pick("", "Lake Herald")})
		aside := parley.SetAside{Name: fmt.Sprintf("%q", body), Reason: parley.ReasonEmpty, Size: int64(i % 2)}
		stock = append(stock, func(s store.Store) {
			add(t, s, r, r)
			if err := s.AddFindings(t.Context(), []store.Found{f, f}); err != nil {
				t.Fatal(err)
			}
		}, func(s store.Store) {
			if err := s.AddAsides(t.Context(), []parley.SetAside{aside}); err != nil {
				t.Fatal(err)
			}
		})
	}
	return stock
}
