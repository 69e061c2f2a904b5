package event

import (
	"embed"
	"fmt"
	"strings"

	"github.com/parley-press/parley"
)

//go:embed data/*.tsv
var data embed.FS

// rows reads an embedded table: tab-separated lines of exactly cols fields, "#" lines and blank lines left out.
// A line with another number of fields is an error that names its line.
func rows(name string, cols int) ([][]string, error) {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		return nil, &parley.Error{Kind: parley.Internal, Op: "event: " + name, Msg: "cannot be read", Err: err}
	}
	var out [][]string
	for i, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != cols {
			return nil, parley.Errorf(parley.Internal, "event: "+name, "line %d has %d fields, not %d", i+1, len(f), cols)
		}
		out = append(out, f)
	}
	return out, nil
}

// classes maps "@name" to its words.
type classes map[string]map[string]bool

func readClasses() (classes, error) {
	rs, err := rows("classes.tsv", 2)
	if err != nil {
		return nil, err
	}
	out := classes{}
	for _, r := range rs {
		set := map[string]bool{}
		for _, w := range strings.Fields(r[1]) {
			set[w] = true
		}
		out["@"+r[0]] = set
	}
	return out, nil
}

// A roleMap gives the role that an argument in a grammatical slot takes.
type roleMap map[string]parley.Role

// gives reports whether some slot takes role r.
func (m roleMap) gives(r parley.Role) bool {
	for _, x := range m {
		if x == r {
			return true
		}
	}
	return false
}

func readRoles() (map[string]roleMap, error) {
	rs, err := rows("roles.tsv", 2)
	if err != nil {
		return nil, err
	}
	out := map[string]roleMap{}
	for _, r := range rs {
		m := roleMap{}
		for _, f := range strings.Fields(r[1]) {
			slot, role, ok := strings.Cut(f, "=")
			if !ok {
				return nil, parley.Errorf(parley.Internal, "event: roles.tsv", "%q is not slot=role", f)
			}
			m[slot] = parley.Role(role)
		}
		out[r[0]] = m
	}
	return out, nil
}

// tableError says which entry of a table does not fit another.
func tableError(name, entry, what string) error {
	return &parley.Error{Kind: parley.Internal, Op: "event: " + name, Msg: fmt.Sprintf("%q: %s", entry, what)}
}
