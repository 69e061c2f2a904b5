package web

import "context"

type whoKey struct{}

// withWho is ctx of a request by that person, whose name stands in the log beside what is decided.
func withWho(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, whoKey{}, name)
}

// whoOf is who asks, "" where nobody is known.
func whoOf(ctx context.Context) string {
	name, _ := ctx.Value(whoKey{}).(string)
	return name
}
