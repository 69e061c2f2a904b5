package web

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// An island is a script that makes pages quick; the pages are whole without it. It is bundled from islands/src by `make islands` and is
// embedded where that was done before the build.
type island struct {
	file  string   // in assets
	hooks []string // one of them stands in the template of each page that loads it; "" for every page
}

// islands lists them all in the order in which a page loads them.
var islands = []island{
	{"page.js", []string{""}},
	{"reader.js", []string{"reader-text", `{{template "sentences"`}},
	{"timeline.js", []string{"data-from="}},
}

// islandsOf gives, for each page of the files by the name of its template, the addresses of its islands; none where they were not built.
func islandsOf(fsys fs.FS) (map[string][]string, error) {
	names, err := fs.Glob(fsys, "templates/*.html")
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, i := range islands {
		b, err := fs.ReadFile(fsys, "assets/"+i.file)
		if err != nil {
			continue // not built
		}
		for _, n := range names {
			t, err := fs.ReadFile(fsys, n)
			if err != nil {
				return nil, err
			}
			if slices.ContainsFunc(i.hooks, func(h string) bool { return strings.Contains(string(t), h) }) {
				page := strings.TrimSuffix(path.Base(n), ".html")
				out[page] = append(out[page], "/assets/"+i.file+"?v="+digest(b))
			}
		}
	}
	return out, nil
}
