package mention

import (
	"strings"

	"github.com/parley-press/parley"
)

func (x *lexicon) states() error {
	rs, err := rows("states.tsv", 5)
	if err != nil {
		return err
	}
	for _, c := range rs {
		e := x.entry(entry{name: c[0], key: "state/" + slug(c[0]), typ: parley.State, side: -1})
		for _, s := range append([]string{c[0]}, list(c[1])...) {
			x.add(s, form{class: state, entry: e})
		}
		for _, s := range list(c[2]) {
			x.add(s, form{class: adjective, entry: e})
		}
		for _, s := range list(c[3]) {
			one, many, ok := strings.Cut(s, "/")
			if !ok {
				many = one + "s"
			}
			x.add(one, form{class: people, entry: e, many: one == many})
			x.add(many, form{class: people, entry: e, many: true})
		}
		for _, s := range list(c[4]) {
			x.add(s, form{class: capital, entry: e})
		}
	}
	return nil
}

func (x *lexicon) places() error {
	rs, err := rows("places.tsv", 3)
	if err != nil {
		return err
	}
	for _, c := range rs {
		for _, s := range list(c[2]) {
			vs := strings.Split(s, "/")
			e := x.entry(entry{name: vs[0], key: "place/" + slug(vs[0]), typ: parley.Place, side: -1})
			for _, v := range vs {
				x.add(v, form{class: place, entry: e})
			}
		}
	}
	return nil
}

func (x *lexicon) orgs() error {
	rs, err := rows("orgs.tsv", 3)
	if err != nil {
		return err
	}
	for _, c := range rs {
		side := int32(-1)
		if c[2] != "" {
			side = x.entry(entry{name: c[2], key: "org/" + slug(c[2]), typ: parley.Organization, side: -1})
		}
		e := x.entry(entry{name: c[0], key: "org/" + slug(c[0]), typ: parley.Organization, side: side})
		for _, s := range append([]string{c[0]}, list(c[1])...) {
			x.add(s, form{class: org, entry: e})
		}
	}
	return nil
}

func (x *lexicon) bodies() error {
	rs, err := rows("bodies.tsv", 3)
	if err != nil {
		return err
	}
	for _, c := range rs {
		side := int32(-1)
		if i, ok := x.byKey["state/"+slug(c[2])]; ok && c[2] != "" {
			side = i
		}
		e := x.entry(entry{name: c[0], key: "org/" + slug(c[0]), typ: parley.Organization, side: side})
		for _, s := range append([]string{c[0]}, list(c[1])...) {
			x.add(s, form{class: org, entry: e})
		}
	}
	return nil
}

func (x *lexicon) groups() error {
	rs, err := rows("groups.tsv", 5)
	if err != nil {
		return err
	}
	for _, c := range rs {
		typ := parley.EntityType(c[2])
		key := "group/"
		if typ == parley.Organization {
			key = "org/"
		}
		e := x.entry(entry{name: c[0], key: key + slug(c[0]), typ: typ, side: -1})
		for _, s := range append([]string{c[0]}, list(c[1])...) {
			x.add(s, form{class: org, entry: e})
		}
		if c[3] != "" {
			x.add(c[3], form{class: people, entry: e})
			x.add(c[3]+"s", form{class: people, entry: e, many: true})
		}
		for _, s := range list(c[4]) {
			x.add(s, form{class: adjective, entry: e})
		}
	}
	return nil
}

func (x *lexicon) outlets() error {
	rs, err := rows("outlets.tsv", 4)
	if err != nil {
		return err
	}
	for _, c := range rs {
		short := strings.TrimPrefix(c[0], "The ")
		e := x.entry(entry{name: c[0], key: c[1] + "/" + slug(short), typ: parley.Organization, side: -1})
		f := form{class: outlet, entry: e, shy: c[2] == "shy"}
		x.add(c[0], f)
		if short != c[0] && strings.Contains(short, " ") {
			x.add(short, f)
		} else if short != c[0] {
			x.add("the "+short, f)
		}
		for _, s := range list(c[3]) {
			x.add(s, f)
		}
	}
	return nil
}

var titleClass = map[string]class{"office": office, "rank": rank, "honorific": address, "voice": voice, "member": member}

func (x *lexicon) titles() error {
	rs, err := rows("titles.tsv", 3)
	if err != nil {
		return err
	}
	for _, c := range rs {
		for _, s := range list(c[2]) {
			e := x.entry(entry{name: s, key: "title/" + s, typ: parley.Person, side: -1, gender: c[1][0]})
			x.add(s, form{class: titleClass[c[0]], entry: e})
		}
	}
	return nil
}

var nounClass = map[string]class{
	"collective": crowd, "body": body, "source": source, "side": party, "press": press, "land": land, "place": site, "outlet": mouth, "paper": document,
}

func (x *lexicon) nouns() error {
	rs, err := rows("nouns.tsv", 3)
	if err != nil {
		return err
	}
	for _, c := range rs {
		cl := nounClass[c[0]]
		for _, s := range list(c[2]) {
			one, many, ok := strings.Cut(s, "/")
			e := x.entry(entry{name: one, key: "noun/" + c[0] + "/" + one, typ: parley.EntityType(c[1]), side: -1})
			x.add(one, form{class: cl, entry: e, many: !ok && cl != body && cl != document && cl != site && strings.HasSuffix(one, "s")})
			if ok {
				x.add(many, form{class: cl, entry: e, many: true})
			}
		}
	}
	return nil
}

func readFirstNames() (map[string]byte, error) {
	rs, err := rows("firstnames.tsv", 2)
	if err != nil {
		return nil, err
	}
	out := map[string]byte{}
	for _, c := range rs {
		for _, n := range strings.Fields(c[1]) {
			k := fold(n)
			if g, ok := out[k]; ok && g != c[0][0] {
				out[k] = '-'
				continue
			}
			out[k] = c[0][0]
		}
	}
	return out, nil
}

func readHeads() (map[string]string, error) {
	rs, err := rows("heads.tsv", 2)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, c := range rs {
		for _, n := range list(c[1]) {
			if was, ok := out[n]; ok {
				return nil, parley.Errorf(parley.Invalid, "mention: read tables", "heads.tsv: %q is %s and %s", n, was, c[0])
			}
			out[n] = c[0]
		}
	}
	return out, nil
}
