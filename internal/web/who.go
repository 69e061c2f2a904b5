package web

import (
	"context"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// A visitor is who makes a request. Without accounts everybody is the one user of this machine, who may everything.
type visitor struct {
	Name    string     `json:"name"`
	Role    store.Role `json:"role"` // "" for somebody who is not signed in
	Session string     `json:"-"`    // id of the session, "" without accounts
	Address string     `json:"-"`    // where the request comes from
	Secure  bool       `json:"-"`    // it came over TLS
}

type visitorKey struct{}

// withVisitor is ctx in which v makes the request.
func withVisitor(ctx context.Context, v visitor) context.Context {
	return context.WithValue(ctx, visitorKey{}, v)
}

// visitorOf is who makes the request, the zero visitor outside of one.
func visitorOf(ctx context.Context) visitor {
	v, _ := ctx.Value(visitorKey{}).(visitor)
	return v
}

// whoOf is the name under which what the request decides is written down.
func whoOf(ctx context.Context) string { return visitorOf(ctx).Name }

// Everybody who codes decides on findings; what moves more than one finding, or says what no report says, is an editor's.
var deciding = map[parley.DecisionKind]store.Role{
	parley.DecideReject: store.Coder, parley.DecideAccept: store.Coder, parley.DecideEdit: store.Coder, parley.DecideAdd: store.Coder,
	parley.DecideMark: store.Coder, parley.DecideUndo: store.Coder,
	parley.DecideMerge: store.Editor, parley.DecideSplit: store.Editor, parley.DecideSame: store.Editor, parley.DecideGiven: store.Editor,
}

// mayDecide reports whether the visitor may make a decision of a kind. by is whose decision it undoes, "" for none: a
// coder undoes what is the coder's own, an editor what anybody decided.
func mayDecide(ctx context.Context, kind parley.DecisionKind, by string) bool {
	v := visitorOf(ctx)
	least, ok := deciding[kind]
	if ok && by != "" && by != v.Name {
		least = store.Editor
	}
	return ok && v.Role.May(least)
}
