package storetest

import (
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// testConfigs: of configurations the last is in force, byte for byte; the same again is not stored again; what cannot be stored changes nothing.
func testConfigs(t *testing.T, open Opener) {
	s := open(t)
	now := func() store.Config {
		t.Helper()
		c, err := s.Configuration(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	put := func(c store.Config) store.Config {
		t.Helper()
		c, err := s.Configure(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	same(t, now(), store.Config{})
	number := func(want int64) {
		t.Helper()
		if n, err := s.Configured(t.Context()); err != nil || n != want {
			t.Errorf("configuration %d is the last, want %d (%v)", n, want, err)
		}
	}
	number(0)
	at := time.Date(2031, 5, 4, 11, 0, 0, 123456789, time.FixedZone("", 7200))
	kept := time.Date(2031, 5, 4, 9, 0, 0, 123456000, time.UTC)
	a := store.Config{At: at, Who: "ana", Files: []store.ConfigFile{{Name: "dossier.json", Bytes: []byte("{}\x00\xff")}, {Name: "lists/ü.txt", Bytes: []byte{}}}}
	first := store.Config{Seq: 1, At: kept, Who: "ana", Files: a.Files}
	same(t, put(a), first)
	same(t, now(), first)
	again := a
	again.Who, again.At = "jon", at.Add(time.Hour)
	same(t, put(again), first)
	same(t, now(), first)
	other := store.Config{Who: "jon", Files: []store.ConfigFile{{Name: "lists/ü.txt", Bytes: []byte("{}\x00\xff")}}}
	second := store.Config{Seq: 2, Who: "jon", Files: other.Files}
	same(t, put(other), second)
	same(t, put(a).Seq, int64(3)) // what was there before is not the last
	a.Files[0].Bytes[0] = 'X'     // the store has its own
	if got := now(); string(got.Files[0].Bytes) != "{}\x00\xff" {
		t.Errorf("%q", got.Files[0].Bytes)
	}
	for _, bad := range []store.Config{{}, {Files: []store.ConfigFile{{}}}, {Files: []store.ConfigFile{{Name: "a\x00"}}}, {Who: "\xff", Files: []store.ConfigFile{{Name: "a"}}}} {
		_, err := s.Configure(t.Context(), bad)
		wantKind(t, err, parley.Invalid)
	}
	number(3)
	if got := now().Seq; got != 3 {
		t.Errorf("configuration %d is in force, want 3", got)
	}
	if st, ok := s.(store.Stamper); ok {
		before, err := st.Stamp(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		put(other)
		if after, err := st.Stamp(t.Context()); err != nil || after == before {
			t.Errorf("stamp %q after a configuration, %q before (%v)", after, before, err)
		}
	}
	if c, ok := s.(store.Checker); ok {
		if wrong, err := c.Check(t.Context()); err != nil || len(wrong) > 0 {
			t.Errorf("%v, %v", wrong, err)
		}
	}
}
