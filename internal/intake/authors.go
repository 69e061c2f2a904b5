package intake

import (
	"html"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

const (
	maxAuthors = 10  // names that are kept of one report
	maxAuthor  = 200 // bytes of one of them; what is longer is a note and no name
)

// authors are the names in what a container says of who wrote, one by one and parted by "; " ("" for none), ready for a Given: without
// markup, addresses, and what is longer than a name can be. The entries may hold several names each; whoever reads the report parts them.
func authors(said []string) string {
	var out []string
	for _, s := range said {
		s = authorName(s)
		if s != "" && len(out) < maxAuthors && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, "; ")
}

// authorName is a name in one of the forms that feeds have: "Ana Roe", "ana@lea.example (Ana Roe)", "Ana Roe <ana@lea.example>"; "" for a mere address.
func authorName(s string) string {
	if strings.ContainsAny(s, "<&") {
		if before, _, ok := strings.Cut(s, "<"); ok && strings.Contains(s, "@") {
			s = before
		}
		s = html.UnescapeString(anyTag.ReplaceAllString(s, " "))
	}
	s = oneLine(s, maxAuthor+1)
	if at := strings.IndexByte(s, '@'); at >= 0 {
		_, rest, ok := strings.Cut(s, "(")
		if !ok || strings.IndexByte(s, '(') < at {
			return ""
		}
		s = strings.TrimSpace(strings.TrimSuffix(rest, ")"))
	}
	s = strings.Trim(s, " \"'“”;,")
	if len(s) > maxAuthor || strings.Contains(s, "://") || strings.Contains(s, "@") || !strings.ContainsFunc(s, unicode.IsLetter) {
		return ""
	}
	return strings.Clone(s)
}

// atomName is the name of a person in Atom: <author><name>Ana Roe</name><uri>…</uri></author>, with any prefix.
var atomName = regexp.MustCompile(`(?s)<(?:[A-Za-z0-9_-]+:)?name(?:\s[^>]*)?>(.*?)</`)

// namesIn are the names in the markup within an author of Atom.
func namesIn(markup string) []string {
	var out []string
	for _, m := range atomName.FindAllStringSubmatch(markup, maxAuthors) {
		out = append(out, html.UnescapeString(strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(m[1])))
	}
	return out
}

// authors are the names of who wrote, which a field has as text, as an object with its name, or as a list of these; nil where it has them otherwise.
func (f jsonField) authors() []string {
	switch {
	case f.val == nil:
	case f.val[0] == '"':
		s, _ := unquoteJSON(f.val)
		return []string{s}
	case f.val[0] == '{':
		ms, fault := members(f.val)
		for _, m := range ms {
			if fault == nil && m.key == "name" && m.val[0] == '"' {
				s, _ := unquoteJSON(m.val)
				return []string{s}
			}
		}
	case f.val[0] == '[':
		ms, fault := members(f.val)
		var out []string
		for _, m := range ms[:min(len(ms), maxAuthors)] {
			if fault == nil && m.val[0] != '[' {
				out = append(out, jsonField{val: m.val}.authors()...)
			}
		}
		return out
	}
	return nil
}

// author is who wrote a mail, and the field that says so: who Author names (RFC 9057), else From, where that is a person who passes on nothing by
// others. A person's address is made of the name, and its domain is not.
func (h mailHeader) author() (names []string, by string) {
	if all, err := mail.ParseAddressList(h.get("Author")); err == nil {
		for _, a := range all {
			names = append(names, words(a.Name))
		}
		return names, "Author"
	}
	if h.outlet() != "" || h.passedOn() {
		return nil, ""
	}
	all, err := mail.ParseAddressList(h.get("From"))
	if err != nil {
		return nil, ""
	}
	for _, a := range all {
		if n := words(a.Name); personal(n, a.Address) {
			names = append(names, n)
		}
	}
	return names, "From"
}

// personal reports whether an address is that of the person with that name: ana.roe@ or aroe@, and no domain called Roe.
func personal(name, address string) bool {
	local, domain, _ := strings.Cut(strings.ToLower(address), "@")
	parts := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
	found := false
	for _, w := range parts {
		if len(w) < 3 {
			continue
		}
		if strings.Contains(domain, w) {
			return false
		}
		found = found || strings.Contains(local, w)
	}
	return found && len(parts) > 1
}
