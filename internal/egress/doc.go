// Package egress is the one door to the network: no other package of Parley opens a connection (door_test.go at the root
// of the module keeps it so).
//
// A [Door] gets pages and feeds that somebody else wrote the addresses of, so it trusts nothing:
//
//   - Addresses are checked when a connection is opened, after the name was resolved, for every address of the name and
//     for every redirect (address.go). What is not on the public network is not reached, unless the user names its range.
//   - Every fetch is bounded: time from start to end, bytes on the wire, bytes after decompression and their ratio, bytes
//     of headers, redirects (fetch.go, body.go).
//   - Only what can be a page, a text or a feed is kept, by what the server says of it and by what the bytes are (kind.go).
//   - It says who asks, keeps no cookies, uses no proxy.
//
// And it is polite: robots.txt is asked for and kept to (robots.go, RFC 9309), one host is asked one thing at a time with a
// pause between (pace.go), a host that says "later" is left alone until then, and what is known is asked for conditionally.
package egress
