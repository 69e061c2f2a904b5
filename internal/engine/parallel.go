package engine

import (
	"context"
	"iter"
)

// ordered applies do to every value of in with that many workers and hands the results to out in the order of in.
// At most twice as many values as workers are in flight. It ends with the first error of in, of out, or of ctx; what
// was begun by then is finished, but not handed on.
func ordered[T, R any](ctx context.Context, workers int, in iter.Seq2[T, error], do func(T) R, out func(R) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	slots := make(chan struct{}, workers)
	queue := make(chan chan R, workers)
	go func() {
		defer close(queue)
		for v, err := range in {
			if err != nil {
				cancel(err)
				return
			}
			done := make(chan R, 1)
			select {
			case slots <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() {
				defer func() { <-slots }()
				done <- do(v)
			}()
			select {
			case queue <- done:
			case <-ctx.Done():
				return
			}
		}
	}()
	for done := range queue {
		if ctx.Err() != nil {
			continue // drain, so that the producer ends
		}
		if err := out(<-done); err != nil {
			cancel(err)
		}
	}
	return context.Cause(ctx)
}
