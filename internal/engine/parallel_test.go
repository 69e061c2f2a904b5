package engine

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// numbers yields 0 to n-1, then err where it is not nil.
func numbers(n int, err error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
		if err != nil {
			yield(0, err)
		}
	}
}

// The workers take different times; synctest's clock makes that exact, and finds goroutines that are left behind.
func TestOrdered(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		synctest.Test(t, func(t *testing.T) {
			var running, most atomic.Int32
			var got []int
			err := ordered(t.Context(), workers, numbers(50, nil), func(i int) int {
				n := running.Add(1)
				for {
					m := most.Load()
					if n <= m || most.CompareAndSwap(m, n) {
						break
					}
				}
				time.Sleep(time.Duration(100-(i*37)%100) * time.Millisecond)
				running.Add(-1)
				return i
			}, func(i int) error { got = append(got, i); return nil })
			if err != nil || len(got) != 50 || int(most.Load()) != workers {
				t.Errorf("%d results, at most %d at once, %v", len(got), most.Load(), err)
			}
			for i, v := range got {
				if v != i {
					t.Fatalf("out of order: %v", got)
				}
			}
		})
	}
}

func TestOrderedEnds(t *testing.T) {
	bad := errors.New("bad")
	for _, tc := range []struct {
		name string
		run  func(ctx context.Context, cancel func(), count *int) error
		want error
	}{
		{"input fails", func(ctx context.Context, _ func(), n *int) error {
			return ordered(ctx, 2, numbers(10, bad), func(i int) int { return i }, func(int) error { *n++; return nil })
		}, bad},
		{"output fails", func(ctx context.Context, _ func(), n *int) error {
			return ordered(ctx, 2, numbers(1000, nil), func(i int) int { return i }, func(i int) error {
				*n++
				if i == 5 {
					return bad
				}
				return nil
			})
		}, bad},
		{"cancelled", func(ctx context.Context, cancel func(), n *int) error {
			return ordered(ctx, 2, numbers(1000, nil), func(i int) int { return i }, func(i int) error {
				*n++
				if i == 5 {
					cancel()
				}
				return nil
			})
		}, context.Canceled},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				n := 0
				if err := tc.run(ctx, cancel, &n); !errors.Is(err, tc.want) || n > 10 {
					t.Errorf("%v after %d results, want %v", err, n, tc.want)
				}
			})
		})
	}
}
