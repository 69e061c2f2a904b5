package egress

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"syscall"

	"github.com/parley-press/parley"
)

// A network is a range of addresses that is no part of the public network, with what it is for.
type network struct {
	prefix netip.Prefix
	use    string
}

// special are the ranges of the IANA IPv4 and IPv6 Special-Purpose Address Registries that are not globally reachable, or
// of which the registry says so only with conditions, and multicast. Of IPv6, all that is outside 2000::/3 (Global Unicast,
// RFC 4291 section 2.4) is refused without standing here; what is named of it has a better word than that.
var special = []network{
	{netip.MustParsePrefix("0.0.0.0/8"), "this network (RFC 791)"},
	{netip.MustParsePrefix("10.0.0.0/8"), "a private address (RFC 1918)"},
	{netip.MustParsePrefix("100.64.0.0/10"), "shared by carriers (RFC 6598)"},
	{netip.MustParsePrefix("127.0.0.0/8"), "this machine (RFC 1122)"},
	{netip.MustParsePrefix("169.254.0.0/16"), "a link-local address (RFC 3927)"},
	{netip.MustParsePrefix("172.16.0.0/12"), "a private address (RFC 1918)"},
	{netip.MustParsePrefix("192.0.0.0/24"), "reserved for protocols (RFC 6890)"},
	{netip.MustParsePrefix("192.0.2.0/24"), "for documentation (RFC 5737)"},
	{netip.MustParsePrefix("192.31.196.0/24"), "a sink of name servers (RFC 7535)"},
	{netip.MustParsePrefix("192.52.193.0/24"), "a multicast relay (RFC 7450)"},
	{netip.MustParsePrefix("192.88.99.0/24"), "a 6to4 relay (RFC 7526)"},
	{netip.MustParsePrefix("192.168.0.0/16"), "a private address (RFC 1918)"},
	{netip.MustParsePrefix("192.175.48.0/24"), "a sink of name servers (RFC 7534)"},
	{netip.MustParsePrefix("198.18.0.0/15"), "for benchmarks (RFC 2544)"},
	{netip.MustParsePrefix("198.51.100.0/24"), "for documentation (RFC 5737)"},
	{netip.MustParsePrefix("203.0.113.0/24"), "for documentation (RFC 5737)"},
	{netip.MustParsePrefix("224.0.0.0/4"), "multicast (RFC 5771)"},
	{netip.MustParsePrefix("240.0.0.0/4"), "reserved (RFC 1112)"},

	{netip.MustParsePrefix("::/128"), "no address (RFC 4291)"},
	{netip.MustParsePrefix("::1/128"), "this machine (RFC 4291)"},
	{nat64, "a translation to IPv4 (RFC 6052)"},
	{nat64Local, "a translation to IPv4 (RFC 8215)"},
	{netip.MustParsePrefix("2001::/23"), "reserved for protocols (RFC 2928)"},
	{netip.MustParsePrefix("2001:db8::/32"), "for documentation (RFC 3849)"},
	{sixToFour, "a 6to4 tunnel (RFC 3056)"},
	{netip.MustParsePrefix("2620:4f:8000::/48"), "a sink of name servers (RFC 7534)"},
	{netip.MustParsePrefix("3fff::/20"), "for documentation (RFC 9637)"},
	{netip.MustParsePrefix("fc00::/7"), "a private address (RFC 4193)"},
	{netip.MustParsePrefix("fe80::/10"), "a link-local address (RFC 4291)"},
	{netip.MustParsePrefix("ff00::/8"), "multicast (RFC 4291)"},
}

// Ranges of IPv6 that hold IPv4 addresses, and the one that is given to hosts.
var (
	nat64         = netip.MustParsePrefix("64:ff9b::/96")
	nat64Local    = netip.MustParsePrefix("64:ff9b:1::/48")
	sixToFour     = netip.MustParsePrefix("2002::/16")
	globalUnicast = netip.MustParsePrefix("2000::/3")
)

// metadata are the addresses at which clouds tell a machine its secrets. No range that the user names opens them. One of
// them (168.63.129.16) is in public space and answers only inside its cloud.
var metadata = []netip.Addr{
	netip.MustParseAddr("169.254.169.254"), // Amazon, Google, Azure, Oracle and others
	netip.MustParseAddr("169.254.169.253"), // Amazon, names
	netip.MustParseAddr("169.254.170.2"),   // Amazon, containers
	netip.MustParseAddr("169.254.170.23"),  // Amazon, pods
	netip.MustParseAddr("100.100.100.200"), // Alibaba
	netip.MustParseAddr("168.63.129.16"),   // Azure
	netip.MustParseAddr("192.0.0.192"),     // Oracle
	netip.MustParseAddr("fd00:ec2::254"),   // Amazon
	netip.MustParseAddr("fd00:ec2::253"),
	netip.MustParseAddr("fd00:ec2::23"),
	netip.MustParseAddr("fd20:ce::254"), // Google
}

// A guard says which addresses may be reached.
type guard struct {
	allow  []netip.Prefix   // of the user
	listen []netip.AddrPort // of a test's own listeners
}

// A blockedError is an address that may not be reached.
type blockedError struct{ why string }

func (e *blockedError) Error() string { return e.why }

func blockedf(format string, args ...any) error { return &blockedError{fmt.Sprintf(format, args...)} }

// control is a net.Dialer's Control: it sees the address of every connection before it is opened, whatever name led to it.
func (g *guard) control(network, address string, _ syscall.RawConn) error {
	if !strings.HasPrefix(network, "tcp") {
		return blockedf("%s is not a protocol of the web", network)
	}
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return blockedf("%s is not an address", address)
	}
	if slices.Contains(g.listen, to) {
		return nil
	}
	if err := checkPort(to.Port()); err != nil {
		return err
	}
	return g.check(to.Addr())
}

// check refuses an address that is not on the public network, unless the user has named its range.
func (g *guard) check(a netip.Addr) error {
	if a.Zone() != "" {
		return blockedf("%s is an address of one link", a)
	}
	a = a.Unmap()
	if slices.Contains(metadata, a) {
		return blockedf("%s is where a cloud keeps the secrets of its machines", a)
	}
	why := use(a)
	if why == "" {
		return nil
	}
	if !slices.ContainsFunc(g.allow, func(p netip.Prefix) bool { return p.Contains(a) }) {
		return blockedf("%s is not on the public network: it is %s", a, why)
	}
	// A range that translates to IPv4 opens no IPv4 address by itself (RFC 6052 section 3.1).
	if v4, ok := embedded(a); ok {
		return g.check(v4)
	}
	return nil
}

// use is what an address is for that is not on the public network; "" for one that is.
func use(a netip.Addr) string {
	for _, n := range special {
		if n.prefix.Contains(a) {
			return n.use
		}
	}
	if a.Is6() && !globalUnicast.Contains(a) {
		return "outside what is given to hosts (RFC 4291)"
	}
	return ""
}

// embedded is the IPv4 address in an address of a translation or a tunnel.
func embedded(a netip.Addr) (netip.Addr, bool) {
	b := a.As16()
	switch {
	case a.Is4():
		return a, false
	case nat64.Contains(a):
		return netip.AddrFrom4([4]byte(b[12:])), true
	case sixToFour.Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	case nat64Local.Contains(a):
		return netip.AddrFrom4([4]byte{b[6], b[7], b[9], b[10]}), true // RFC 6052 section 2.2: a prefix of 48 bits
	}
	return a, false
}

// ParseRange reads a range that may be reached though it is not on the public network: "10.20.0.0/16", or one address.
// A range must lie within one that is special: the public network is open anyway, and a range that holds all of it would
// open everything by one word.
func ParseRange(s string) (netip.Prefix, error) {
	bad := func(why string) (netip.Prefix, error) {
		return netip.Prefix{}, parley.Errorf(parley.Invalid, "egress: range", "%q %s", s, why)
	}
	p, err := netip.ParsePrefix(s)
	if a, e := netip.ParseAddr(s); e == nil && a.Zone() == "" {
		p, err = netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()), nil
	}
	if err != nil {
		return bad("is not a range of addresses such as 10.20.0.0/16")
	}
	if p.Addr().Is4In6() {
		if p.Bits() < 96 {
			return bad("is wider than what may be opened")
		}
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
	}
	p = p.Masked()
	if slices.Contains(metadata, p.Addr()) && p.IsSingleIP() {
		return bad("is where a cloud keeps the secrets of its machines; it is never opened")
	}
	for _, n := range special {
		if n.prefix.Bits() <= p.Bits() && n.prefix.Contains(p.Addr()) {
			return p, nil
		}
	}
	return bad("is not within a private, local or reserved range; the public network is open without it")
}

// errPort is why a port is not asked.
var errPort = errors.New("not a port of the web")

// badPorts are the ports from 1024 on that the Fetch standard (https://fetch.spec.whatwg.org/#port-blocking) blocks: what
// listens there is no web server, and can be made to act on what a request says.
var badPorts = []uint16{1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}

// checkPort refuses the ports of other services: those below 1024 but for 80 and 443, and those the Fetch standard names.
func checkPort(port uint16) error {
	if port == 80 || port == 443 || port >= 1024 && !slices.Contains(badPorts, port) {
		return nil
	}
	return blockedf("port %d is %s", port, errPort)
}
