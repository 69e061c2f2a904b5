package intake

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// Fields says by which fields of a JSON object, or columns of a table, the parts of a report go: the part, and the name
// of the field; for JSON the name may be a pointer such as /article/body. A part that is not named goes by one of its
// usual names, see FieldParts.
type Fields map[string]string

// FieldParts are the parts of a report that a field may hold, with the names they go by where Fields says nothing, best first. "items"
// is the list of the articles in a JSON document that is an object.
func FieldParts() []FieldPart {
	return []FieldPart{
		{"text", []string{"text", "content_html", "content_text", "body", "content", "article", "maintext", "fulltext", "full_text"}},
		{"title", []string{"title", "headline"}},
		{"date", []string{"date_published", "published", "published_at", "publishedat", "publication_date", "pubdate", "date_publish", "datepublished", "date"}},
		{"outlet", []string{"outlet", "publisher", "newspaper", "publication", "source"}},
		{"url", []string{"url", "link", "external_url"}},
		{"language", []string{"language", "lang"}},
		{"author", []string{"author", "authors", "byline", "creator", "dc:creator"}},
		{"items", []string{"items", "articles", "results", "docs"}},
	}
}

// A FieldPart is a part of a report with the usual names of its field, in lower case.
type FieldPart struct {
	Part  string
	Names []string
}

// ParseFields reads flags such as "text=body".
func ParseFields(flags []string) (Fields, error) {
	out := Fields{}
	for _, f := range flags {
		part, name, ok := strings.Cut(f, "=")
		part, name = strings.TrimSpace(part), strings.TrimSpace(name)
		if !ok || name == "" || !slices.ContainsFunc(FieldParts(), func(p FieldPart) bool { return p.Part == part }) {
			var parts []string
			for _, p := range FieldParts() {
				parts = append(parts, p.Part)
			}
			return nil, parley.Errorf(parley.Invalid, "fields", "%q is not of the form text=body; before the = stands one of %s", f, strings.Join(parts, ", "))
		}
		if was, twice := out[part]; twice {
			return nil, parley.Errorf(parley.Invalid, "fields", "%s goes by %s and by %s; name one", part, was, name)
		}
		out[part] = name
	}
	return out, nil
}

// names are the names under which to look for a part, and whether the user said so.
func (f Fields) names(part string) ([]string, bool) {
	if n, ok := f[part]; ok {
		return []string{n}, true
	}
	for _, p := range FieldParts() {
		if p.Part == part {
			return p.Names, false
		}
	}
	return nil, false
}

// A jsonObject is an object of JSON of which fields are taken.
type jsonObject struct {
	b       []byte
	members []jsonMember
	fields  Fields
}

// A jsonField is a field that was found.
type jsonField struct {
	name string // for the user: its pointer without the first slash, or its name
	val  []byte
	at   int // in the object
}

// find is the field of a part: present, not null.
func (o *jsonObject) find(part string) (f jsonField, said bool, fault *jsonFault) {
	names, said := o.fields.names(part)
	for _, n := range names {
		if strings.HasPrefix(n, "/") {
			f, fault = o.follow(n)
		} else {
			f = o.byName(n, said)
		}
		if fault != nil || f.val != nil {
			return f, said, fault
		}
	}
	return jsonField{}, said, nil
}

// byName is the member of that name; where it is only a usual one, the case of letters does not matter.
func (o *jsonObject) byName(name string, exact bool) jsonField {
	for _, m := range o.members {
		if (m.key == name || !exact && strings.EqualFold(m.key, name)) && string(m.val) != "null" {
			return jsonField{m.key, m.val, m.at}
		}
	}
	return jsonField{}
}

// follow is the value that a JSON pointer (RFC 6901) leads to.
func (o *jsonObject) follow(pointer string) (jsonField, *jsonFault) {
	ms, at, val := o.members, 0, o.b
	for i, step := range strings.Split(pointer[1:], "/") {
		if i > 0 {
			if len(val) == 0 || val[0] != '{' && val[0] != '[' {
				return jsonField{}, nil
			}
			var f *jsonFault
			if ms, f = members(val); f != nil {
				f.at += at
				return jsonField{}, f
			}
		}
		step = strings.NewReplacer("~1", "/", "~0", "~").Replace(step)
		k := slices.IndexFunc(ms, func(m jsonMember) bool { return m.key == step })
		if k < 0 {
			return jsonField{}, nil
		}
		at, val = at+ms[k].at, ms[k].val
	}
	if string(val) == "null" {
		return jsonField{}, nil
	}
	return jsonField{strings.TrimPrefix(pointer, "/"), val, at}, nil
}

// text is the text of a field; a list of texts is one text a paragraph where lists are allowed.
func (f jsonField) text(lists bool) (string, *jsonFault) {
	wrong := func() *jsonFault {
		return &jsonFault{at: f.at, pointer: "/" + f.name, why: jsonKind(f.val) + " where text should be"}
	}
	switch {
	case f.val == nil:
		return "", nil
	case f.val[0] == '"':
		s, _ := unquoteJSON(f.val)
		return s, nil
	case f.val[0] != '[' || !lists:
		return "", wrong()
	}
	ms, fault := members(f.val)
	if fault != nil {
		fault.at += f.at
		return "", fault
	}
	var paras []string
	for _, m := range ms {
		if m.val[0] != '"' {
			return "", &jsonFault{at: f.at + m.at, pointer: "/" + f.name + "/" + m.key, why: jsonKind(m.val) + " where text should be"}
		}
		s, _ := unquoteJSON(m.val)
		paras = append(paras, s)
	}
	return strings.Join(paras, "\n\n"), nil
}

// of is the text of the field for a part of an article: a day may be a number, and an outlet an object with its name.
func (f jsonField) of(part string) (string, *jsonFault) {
	switch {
	case f.val == nil:
	case part == "date" && jsonKind(f.val) == "a number" && seconds.Match(f.val):
		return string(f.val), nil
	case part == "outlet" && f.val[0] == '{':
		ms, fault := members(f.val)
		if fault != nil {
			break
		}
		for _, m := range ms {
			if (m.key == "name" || m.key == "title") && m.val[0] == '"' {
				s, _ := unquoteJSON(m.val)
				return s, nil
			}
		}
	}
	return f.text(part == "text")
}

// jsonKind names what sort of value b is.
func jsonKind(b []byte) string {
	switch b[0] {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "text"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	}
	return "a number"
}

// jsonArticle takes an article out of an object of checked JSON. What is said by a usual name only and is of the wrong
// type is told in notes and left out; text and title, and what the user named, must be text.
func jsonArticle(b []byte, fields Fields) (a article, notes []string, fault *jsonFault) {
	ms, fault := members(b)
	if fault != nil {
		return a, nil, fault
	}
	o := &jsonObject{b, ms, fields}
	for _, p := range []struct {
		part string
		to   *string
	}{{"text", nil}, {"title", &a.headline}, {"date", &a.day}, {"outlet", &a.outlet}, {"url", &a.url}, {"language", &a.language}} {
		f, said, fault := o.find(p.part)
		if fault != nil {
			return a, nil, fault
		}
		if p.part == "text" && f.val == nil {
			return a, nil, &jsonFault{why: noText(fields, ms)}
		}
		s, fault := f.of(p.part)
		switch {
		case fault != nil && (said || p.part == "text" || p.part == "title"):
			return a, nil, fault
		case fault != nil:
			notes = append(notes, fault.String()+"; read without it")
		case p.to == nil:
			a.text, a.html = []byte(s), f.name == "content_html" || f.name != "content_text" && looksHTML(s)
		default:
			*p.to = s
		}
		if p.part == "date" {
			a.dayBy = f.name
		}
	}
	f, said, fault := o.find("author")
	if fault != nil {
		return a, nil, fault
	}
	if a.authors, a.wroteBy = f.authors(), f.name; a.authors == nil && said { // numbers of users and the like name nobody
		_, fault = f.text(false)
	}
	return a, notes, fault
}

// noText says that no field holds the text, and which fields there are.
func noText(fields Fields, ms []jsonMember) string {
	keys := make([]string, 0, len(ms))
	for _, m := range ms {
		keys = append(keys, oneLine(m.key, 40))
	}
	return "no field has the text; " + haveFields(fields, keys)
}

// haveFields says what to do where no field or column holds the text.
func haveFields(fields Fields, keys []string) string {
	if n, ok := fields["text"]; ok {
		return fmt.Sprintf("--field text=%s asks for one that is not there", oneLine(n, 80))
	}
	if len(keys) == 0 {
		return "there is none"
	}
	more := ""
	if len(keys) > 8 {
		more = fmt.Sprintf(" and %d more", len(keys)-8)
		keys = keys[:8]
	}
	return "there are " + strings.Join(keys, ", ") + more + ": name it with --field text=NAME"
}
