package egress

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/parley-press/parley"
)

// A Refusal is why a fetch gave nothing, as data: a reason of package parley and one line for the user.
type Refusal struct {
	Reason parley.Reason
	Detail string
	Size   int64     // bytes, -1 where not known
	Status int       // of HTTP, 0 where no answer came
	Later  bool      // it may come another time
	After  time.Time // not before then, where the server said so; zero where not
	Rests  bool      // nothing was asked: the host wants to be left alone until After
	moved  bool      // after a redirect
}

// Error implements error.
func (r *Refusal) Error() string { return string(r.Reason) + ": " + r.Detail }

func refuse(why parley.Reason, format string, args ...any) *Refusal {
	return &Refusal{Reason: why, Detail: fmt.Sprintf(format, args...), Size: -1}
}

// unavailable is a refusal that may pass.
func unavailable(format string, args ...any) *Refusal {
	r := refuse(parley.ReasonUnavailable, format, args...)
	r.Later = true
	return r
}

// refusalOf says what went wrong with a request for u. An end of ctx itself passes as it is: nothing is wrong with the page.
func refusalOf(ctx context.Context, u *url.URL, limit time.Duration, err error) error {
	var own *Refusal
	var blocked *blockedError
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &own):
		return own
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &blocked):
		return refuse(parley.ReasonBlocked, "%s", blocked.why)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return unavailable("%s did not give it within %s", u.Hostname(), limit)
	case errors.As(err, &dns) && dns.IsNotFound:
		return unavailable("no host has the name %s", u.Hostname())
	case errors.As(err, &dns):
		return unavailable("the name %s cannot be looked up now", u.Hostname())
	}
	return unavailable("%s: %s", u.Hostname(), oneLine(cause(err)))
}

// cause is the words of an error of net/http without the request around them.
func cause(err error) string {
	var ue *url.Error
	if errors.As(err, &ue) {
		err = ue.Err
	}
	var oe *net.OpError
	if errors.As(err, &oe) && oe.Err != nil {
		return oe.Op + ": " + oe.Err.Error()
	}
	return err.Error()
}

// oneLine is foreign text as a part of one line: short, and without controls.
func oneLine(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), func(r rune) bool { return r <= ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 }), " ")
	if r := []rune(s); len(r) > 160 {
		s = string(r[:160]) + "…"
	}
	return s
}
