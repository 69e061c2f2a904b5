package egress

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/parley-press/parley"
)

// ask makes one request, within the time that is left, and gives the answer, or where a redirect leads.
func (d *Door) ask(ctx context.Context, u *url.URL, req Request, left time.Duration) (answer *Answer, next string, err error) {
	ctx, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, "", err
	}
	r.Header.Set("User-Agent", d.agent)
	r.Header.Set("Accept", req.Kind.accept())
	r.Header.Set("Accept-Encoding", "gzip, br")
	if headerValue(req.ETag) {
		r.Header.Set("If-None-Match", req.ETag)
	}
	if headerValue(req.Modified) {
		r.Header.Set("If-Modified-Since", req.Modified)
	}
	resp, err := d.via.RoundTrip(r) // not http.Client: it would follow redirects and keep cookies
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = resp.Body.Close() }() // it was only read
	answer = &Answer{URL: u.String(), Type: mediaType(resp.Header.Get("Content-Type")), ETag: validator(resp, "ETag"), Modified: validator(resp, "Last-Modified")}
	switch code := resp.StatusCode; {
	case code == http.StatusNotModified && (req.ETag != "" || req.Modified != ""):
		answer.Same = true
		return answer, "", nil
	case code == http.StatusMovedPermanently, code == http.StatusFound, code == http.StatusSeeOther, code == http.StatusTemporaryRedirect, code == http.StatusPermanentRedirect:
		if to := resp.Header.Get("Location"); to != "" {
			return nil, to, nil
		}
		return nil, "", refuse(parley.ReasonRedirect, "%s redirects, and does not say where to", u.Hostname())
	case code != http.StatusOK && code != http.StatusNonAuthoritativeInfo:
		return nil, "", d.status(u, resp)
	}
	if no := req.Kind.declared(answer.Type); no != nil {
		no.Size, no.Status = resp.ContentLength, resp.StatusCode
		return nil, "", no
	}
	most, cut := d.opt.MaxBytes, false
	if req.Kind == robots {
		most, cut = maxRobots, true
	}
	if answer.Body, err = readBody(resp, most, cut); err != nil {
		return nil, "", err
	}
	if no := req.Kind.sniffed(answer.Body); no != nil {
		return nil, "", no
	}
	return answer, "", nil
}

// validator is a header by which the same page is asked for again; one that is too long to be sent back counts for none.
func validator(resp *http.Response, name string) string {
	if v := resp.Header.Get(name); headerValue(v) {
		return v
	}
	return ""
}

// headerValue reports whether v can be sent in a header, and is worth it.
func headerValue(v string) bool {
	return v != "" && len(v) <= 1024 && strings.IndexFunc(v, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}

// status is the refusal by an answer that is no page.
func (d *Door) status(u *url.URL, resp *http.Response) *Refusal {
	code := resp.StatusCode
	what := strconv.Itoa(code)
	if t := http.StatusText(code); t != "" {
		what += " " + t
	}
	r := refuse(parley.ReasonUnavailable, "%s answers %s", u.Hostname(), what)
	r.Status = code
	switch code {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		r.Later = true
	default:
		r.Later = code >= 500 && code != http.StatusNotImplemented && code != http.StatusHTTPVersionNotSupported
	}
	if r.Later {
		r.After = retryAfter(resp.Header.Get("Retry-After"), d.opt.Now())
	}
	return r
}

// longestRest is the longest that a host is left alone because it says so.
const longestRest = 24 * time.Hour

// retryAfter reads Retry-After (RFC 9110 section 10.2.3): seconds, or a date. Zero where it says nothing, or nonsense.
func retryAfter(v string, now time.Time) time.Time {
	v = strings.TrimSpace(v)
	at := time.Time{}
	if s, err := strconv.ParseUint(v, 10, 63); err == nil {
		at = now.Add(time.Duration(min(s, uint64(longestRest/time.Second))) * time.Second)
	} else if t, err := http.ParseTime(v); err == nil {
		at = t
	}
	switch {
	case !at.After(now):
		return time.Time{}
	case at.After(now.Add(longestRest)):
		return now.Add(longestRest)
	}
	return at
}
