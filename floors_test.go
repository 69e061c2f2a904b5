package parley_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/parley-press/parley"

// floors is the table of docs/architecture.md: a package imports only from floors below its own.
var floors = map[string]int{
	"":                            0,
	"examples":                    0,
	"internal/kernel":             0,
	"internal/cputime":            0,
	"internal/copies":             0,
	"internal/firm":               0,
	"internal/pattern":            0,
	"internal/plural":             0,
	"internal/lookalike":          0,
	"internal/text":               1,
	"internal/learn":              1,
	"internal/numeral":            1,
	"internal/conll":              1,
	"internal/attribution/marked": 1,
	"internal/sheet":              1,
	"internal/store":              1,
	"internal/query":              1,
	"internal/warc":               1,
	"internal/warc/warctest":      1,
	"internal/store/storetest":    2,
	"internal/record":             1,
	"internal/record/recordtest":  2,
	"internal/search":             2,
	"internal/roster":             2,
	"internal/intake":             2,
	"internal/egress":             2,
	"internal/account":            2,
	"internal/clean":              2,
	"internal/segment":            2,
	"internal/restore":            2,
	"internal/syntax":             2,
	"internal/mention":            2,
	"internal/timex":              2,
	"internal/quantity":           2,
	"internal/attribution":        2,
	"internal/statement":          2,
	"internal/event":              2,
	"internal/collect":            3,
	"read":                        3,
	"internal/eval":               3,
	"internal/predict":            3,
	"internal/store/sqldb":        3,
	"internal/engine":             4,
	"internal/export":             5,
	"internal/web":                5,
	"cmd/parley":                  6,
}

// allowed lists, per floor and below, the modules that packages may import beside the standard library. A floor may use what lower floors may.
var allowed = []struct {
	floor int
	path  string
}{
	{0, "golang.org/x/"},
	{1, "github.com/andybalholm/brotli"},
	{1, "github.com/klauspost/compress"},
	{2, "github.com/wlynxg/chardet"},
	{3, "modernc.org/sqlite"},
	{6, "github.com/spf13/cobra"},
	{6, "github.com/spf13/pflag"},
	{6, "github.com/schollz/progressbar/v3"},
}

type pkg struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

func list(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var ps []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return ps
		} else if err != nil {
			t.Fatal(err)
		}
		ps = append(ps, p)
	}
}

func short(path string) string { return strings.TrimPrefix(strings.TrimPrefix(path, module), "/") }

func TestFloors(t *testing.T) {
	for _, p := range list(t) {
		mine, ok := floors[short(p.ImportPath)]
		if !ok {
			t.Errorf("%s stands on no floor: add it to the table, to docs/architecture.md and to doc.go", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			if !strings.HasPrefix(imp, module) {
				continue
			}
			if theirs, ok := floors[short(imp)]; ok && theirs >= mine {
				t.Errorf("%s (floor %d) imports %s (floor %d)", p.ImportPath, mine, imp, theirs)
			}
		}
	}
}

func TestModules(t *testing.T) {
	for _, p := range list(t) {
		for _, imp := range p.Imports {
			first, _, _ := strings.Cut(imp, "/")
			if !strings.Contains(first, ".") || strings.HasPrefix(imp, module) {
				continue // standard library, or ours
			}
			if !mayImport(floors[short(p.ImportPath)], imp) {
				t.Errorf("%s imports %s, which is not on the list of modules for its floor", p.ImportPath, imp)
			}
		}
	}
}

func mayImport(floor int, imp string) bool {
	for _, a := range allowed {
		if a.floor <= floor && strings.HasPrefix(imp, a.path) {
			return true
		}
	}
	return false
}

// TestTour holds the tour in doc.go and the picture in docs/architecture.md against the packages there are.
func TestTour(t *testing.T) {
	for _, file := range []string{"doc.go", "docs/architecture.md"} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range list(t) {
			if s := short(p.ImportPath); s != "" && !strings.Contains(string(b), s) {
				t.Errorf("%s does not name package %s", file, s)
			}
		}
	}
}
