package egress

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Robots are the rules of a robots.txt for one crawler (RFC 9309). The zero value allows everything.
type Robots struct {
	Delay time.Duration // Crawl-delay: no part of the RFC, and kept to all the same
	rules []rule
}

// A rule is one line with Allow or Disallow.
type rule struct {
	allow bool
	text  string   // the path as it stands in the file
	parts []string // the path in normal form, cut at its wildcards
	end   bool     // the path ends with "$"
	size  int      // octets of the path in normal form, wildcards among them
}

// ParseRobots reads the rules for the crawler of that name: those of all groups that name it; where none does, those of all
// groups for "*" (section 2.2.1). It takes what it can read and passes over the rest; it cannot fail.
func ParseRobots(b []byte, name string) *Robots {
	var own, others Robots
	var inOwn, inOthers, named bool // whom the group is for
	begun := true                   // the group has a rule: the next User-agent begins another
	text := strings.TrimPrefix(string(b[:min(len(b), maxRobots)]), "\ufeff")
	if len(b) >= maxRobots { // the last line may be half of one
		text = text[:strings.LastIndexAny(text, "\r\n")+1]
	}
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.Trim(key, " \t")), strings.Trim(value, " \t")
		if key == "user-agent" {
			if begun {
				inOwn, inOthers, begun = false, false, false
			}
			inOwn, inOthers = inOwn || agentOf(value) == name, inOthers || agentOf(value) == "*"
			named = named || inOwn
			continue
		}
		begun = begun || key == "allow" || key == "disallow"
		if inOwn {
			own.line(key, value)
		}
		if inOthers {
			others.line(key, value)
		}
	}
	if named {
		return &own
	}
	return &others
}

// agentOf is the product token of a User-agent line in lower case: what stands before a version.
func agentOf(value string) string {
	if strings.HasPrefix(value, "*") {
		return "*"
	}
	n := strings.IndexFunc(value, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '_' && r != '-'
	})
	if n < 0 {
		n = len(value)
	}
	return strings.ToLower(value[:n])
}

// line takes one line of a group.
func (r *Robots) line(key, value string) {
	switch key {
	case "allow", "disallow":
		if value != "" { // "Disallow:" forbids nothing
			r.rules = append(r.rules, newRule(key == "allow", value))
		}
	case "crawl-delay":
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
			r.Delay = max(r.Delay, time.Duration(min(s, 86400)*float64(time.Second)))
		}
	}
}

func newRule(allow bool, path string) rule {
	r := rule{allow: allow, text: path}
	p, end := strings.CutSuffix(path, "$")
	r.end = end
	r.parts = strings.Split(p, "*")
	query := false
	for i, s := range r.parts {
		r.parts[i] = normal(s, query)
		query = query || strings.Contains(s, "?")
		r.size += len(r.parts[i]) + 1
	}
	if !end {
		r.size--
	}
	return r
}

// Allows reports whether the rules let the crawler read u, and by which line not. The rule with the
// longest path decides, and of two as long the one that allows (section 2.2.2).
func (r *Robots) Allows(u *url.URL) (line string, ok bool) {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if path == "/robots.txt" {
		return "", true
	}
	target := normal(strings.NewReplacer("*", "%2A", "$", "%24").Replace(path), false)
	if u.RawQuery != "" || u.ForceQuery {
		target += "?" + normal(strings.NewReplacer("*", "%2A", "$", "%24").Replace(u.RawQuery), true)
	}
	best := -1
	for i, rl := range r.rules {
		if best >= 0 && (rl.size < r.rules[best].size || rl.size == r.rules[best].size && !rl.allow) || !rl.matches(target) {
			continue
		}
		best = i
	}
	if best < 0 || r.rules[best].allow {
		return "", true
	}
	return "Disallow: " + r.rules[best].text, false
}

// matches reports whether target begins with the path of the rule, "*" standing for anything and "$" for the end.
// Every part is taken where it comes first, so that the time grows with the target and the rule, not with their product.
func (r *rule) matches(target string) bool {
	rest, ok := strings.CutPrefix(target, r.parts[0])
	if !ok {
		return false
	}
	last := len(r.parts) - 1
	for i, p := range r.parts[1:] {
		if r.end && i+1 == last {
			return strings.HasSuffix(rest, p)
		}
		_, after, ok := strings.Cut(rest, p)
		if !ok {
			return false
		}
		rest = after
	}
	return !r.end || rest == ""
}

// normal is a path or query, or a part of one, as it is compared (section 2.2.2): what is not ASCII, and what RFC 3986 reserves
// as gen-delims, percent-encoded, but for the slashes of a path and the first question mark; what RFC 3986 does not reserve
// decoded; hex digits in upper case. query says that the question mark was before.
func normal(s string, query bool) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c = byte(v)
				i += 2
				if unreserved(c) {
					b.WriteByte(c)
				} else {
					b.WriteString(string([]byte{'%', hex[c>>4], hex[c&15]}))
				}
				continue
			}
		}
		switch {
		case c == '?' && !query:
			query = true
			b.WriteByte(c)
		case c == '/' && !query, c > ' ' && c < 0x7f && !strings.ContainsRune(":/?#[]@$", rune(c)):
			b.WriteByte(c)
		default:
			b.WriteString(string([]byte{'%', hex[c>>4], hex[c&15]}))
		}
	}
	return b.String()
}

// unreserved are the characters that mean the same encoded or not (RFC 3986 section 2.3).
func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
