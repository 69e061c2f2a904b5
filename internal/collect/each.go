package collect

import (
	"context"
	"sync"

	"github.com/parley-press/parley/internal/egress"
	"github.com/parley-press/parley/internal/store"
)

// A job is an address to ask for.
type job struct {
	store.Fetch
	host string
}

// each asks for the addresses of jobs: one host after its turn, several hosts at once. handle takes every answer or error, one
// at a time, in the goroutine of the caller; the first error that it returns ends everything.
func (c *Collector) each(ctx context.Context, stage string, kind egress.Kind, jobs []job, handle func(store.Fetch, *egress.Answer, error) error) error {
	if len(jobs) == 0 {
		return ctx.Err()
	}
	type result struct {
		job
		answer *egress.Answer
		err    error
	}
	ctx, cancel := context.WithCancel(ctx)
	hosts, order := map[string][]job{}, []string{}
	for _, j := range jobs {
		if hosts[j.host] == nil {
			order = append(order, j.host)
		}
		hosts[j.host] = append(hosts[j.host], j)
	}
	turns, results := make(chan []job), make(chan result)
	var wg sync.WaitGroup
	for range min(c.cfg.Hosts, len(order)) {
		wg.Go(func() {
			for all := range turns {
				for _, j := range all {
					a, err := c.cfg.Door.Get(ctx, egress.Request{URL: j.URL, Kind: kind, ETag: j.ETag, Modified: j.Modified})
					select {
					case results <- result{j, a, err}:
					case <-ctx.Done():
						return
					}
				}
			}
		})
	}
	go func() {
		defer close(turns)
		for _, h := range order {
			select {
			case turns <- hosts[h]:
			case <-ctx.Done():
				return
			}
		}
	}()
	defer wg.Wait()
	defer cancel() // first: nobody waits for what is not taken any more
	for i := range jobs {
		c.cfg.Progress(stage, i, len(jobs))
		select {
		case r := <-results:
			if err := handle(r.Fetch, r.answer, r.err); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	c.cfg.Progress(stage, len(jobs), len(jobs))
	return nil
}
