package egress

import (
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// maxURL is the most bytes of an address.
const maxURL = 4096

// Parse reads an address of the web and gives it its one form: scheme and host in lower case, names in ASCII (IDNA), no
// default port, no fragment, a path that is never empty. It refuses other schemes, user names and passwords, ports of other
// services, and IP addresses in any other form than their own (2130706433, 0x7f.1, 127.1): nobody publishes under those.
func Parse(s string) (*url.URL, error) {
	if len(s) > maxURL {
		return nil, blockedf("an address of %d bytes, the limit is %d", len(s), maxURL)
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }); i >= 0 {
		return nil, blockedf("a control character in the address, at byte %d", i)
	}
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return nil, blockedf("not an address of the web")
	}
	u.Scheme = strings.ToLower(u.Scheme)
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, blockedf("not an address of the web: it must begin with http:// or https://")
	case u.Host == "" || u.Opaque != "":
		return nil, blockedf("the address names no host")
	case u.User != nil:
		return nil, blockedf("a name or password in the address; what needs a login is not fetched")
	}
	host, err := hostOf(u)
	if err != nil {
		return nil, err
	}
	port := u.Port()
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil {
			return nil, blockedf("%q is not a port", port)
		}
		if err := checkPort(uint16(n)); err != nil {
			return nil, err
		}
		port = strconv.FormatUint(n, 10)
	}
	if u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		port = ""
	}
	out := &url.URL{Scheme: u.Scheme, Host: join(host, port), Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery, ForceQuery: u.ForceQuery}
	if out.Path == "" {
		out.Path = "/"
	}
	return out, nil
}

// join puts a port after a host, and an IPv6 address into brackets.
func join(host, port string) string {
	if port != "" {
		return net.JoinHostPort(host, port)
	}
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

// hostOf is the host of u as it is asked for: an IP address in its own form, or a name in ASCII.
func hostOf(u *url.URL) (string, error) {
	host := u.Hostname()
	if strings.HasPrefix(u.Host, "[") {
		a, err := netip.ParseAddr(host)
		if err != nil || !a.Is6() || a.Zone() != "" {
			return "", blockedf("[%s] is not an IPv6 address", host)
		}
		return a.String(), nil
	}
	// The mapping of UTS 46 comes first: it makes digits and dots of characters that look like none.
	name, err := idna.Lookup.ToASCII(host)
	if err != nil {
		name = strings.ToLower(host) // underscores and the like: names that DNS may know all the same
		if strings.IndexFunc(name, func(r rune) bool { return r > '~' || r <= ' ' || strings.ContainsRune(`"#%/:<>?@[\]^|`, r) }) >= 0 {
			return "", blockedf("%q is not a name of a host", host)
		}
	}
	name = strings.TrimSuffix(name, ".")
	if name == "" || len(name) > 253 {
		return "", blockedf("%q is not a name of a host", host)
	}
	if !endsInNumber(name) {
		return name, nil
	}
	a, err := netip.ParseAddr(name)
	if err != nil || !a.Is4() {
		return "", blockedf("%q is a number in place of a host", host)
	}
	return a.String(), nil
}

// endsInNumber reports whether the last label of a host is a number: such a host is an IPv4 address, or an error
// (https://url.spec.whatwg.org/#ends-in-a-number-checker).
func endsInNumber(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	if last == "" {
		return true // an empty label is no name either
	}
	if strings.Trim(last, "0123456789") == "" {
		return true
	}
	hex, ok := strings.CutPrefix(strings.ToLower(last), "0x")
	return ok && strings.Trim(hex, "0123456789abcdef") == ""
}

// origin is what robots.txt speaks for: scheme, host and port (RFC 9309 section 2.3).
func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }
