package store_test

import (
	"testing"

	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/store/storetest"
)

func open(testing.TB) store.Store { return new(store.Memory) }

func TestMemory(t *testing.T) { storetest.Run(t, open) }

func BenchmarkMemory(b *testing.B) { storetest.Bench(b, open) }
