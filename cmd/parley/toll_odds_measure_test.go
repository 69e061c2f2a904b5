//go:build measure

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

const (
	tollWeights = "../../internal/record/incident_weights.go"
	tollSigns   = "../../internal/record/incident.go"
	tollsCoded  = "../../testdata/tolls/fa-kes.json.gz"
	tollPenalty = 3   // on the square of a weight, in pairs
	tollLeast   = 0.2 // leastToll of internal/record
	tollFolds   = 8
)

// A tollPair is a pair of counts of dead of two reports, and whether it was coded as of one happening.
type tollPair struct {
	oddsPair
	record.TollPair
	ids  [2]string
	side bool // it is not coded: the reports are of two places, neither of which the other names
}

// A tollReport is a report of the corpus fa-kes.
type tollReport struct {
	ID, Outlet, Date, Location, Title, Text string
	raw                                     []byte
}

// A codedToll is the places of a count of dead, and of what.
type codedToll struct {
	Spans    [][2]int
	Incident string
	Core     bool // what the report is about
}

// TestMeasureTollOdds fits the weights of internal/record/incident_weights.go on the counts of dead of testdata/tolls, which are coded by what happened, in reports of
// SHARED/data/fa-kes; tells how well fits on other reports do; and compares the weights with the kept ones. PARLEY_UPDATE writes these anew. `make tolls`.
func TestMeasureTollOdds(t *testing.T) {
	pairs, fold := tollPairsOf(t)
	var all, coded []*oddsPair
	for _, p := range pairs {
		if all = append(all, &p.oddsPair); !p.side {
			coded = append(coded, &p.oddsPair)
		}
	}
	chances := map[*oddsPair][]float64{}
	for k := range tollFolds {
		var rest []*oddsPair
		for _, p := range pairs {
			if fold[p.ids[0]] != k && fold[p.ids[1]] != k {
				rest = append(rest, &p.oddsPair)
			}
		}
		w := fitWeighed(rest, tollPenalty)
		for _, p := range pairs {
			if fold[p.ids[0]] == k || fold[p.ids[1]] == k {
				chances[&p.oddsPair] = append(chances[&p.oddsPair], p.chance(w))
			}
		}
	}
	t.Logf("%d pairs of counts, %d of them coded", len(all), len(coded))
	best, right := rivalTolls(pairs, chances)
	for _, least := range []float64{0.1, 0.15, tollLeast, 0.25, 0.3, 0.4, 0.5} {
		shown, yes, all := 0, 0, 0
		for k, c := range best {
			if right[k] {
				all++
			}
			if c < least {
				continue
			}
			if shown++; right[k] {
				yes++
			}
		}
		t.Logf("left out, from %.2f on: %d rival tolls shown, %d of them of one happening, of %d", least, shown, yes, all)
	}
	made := weightsFile(t, tollSigns, "tollAlways", tollWeights, fitWeighed(all, tollPenalty))
	keptOr(t, tollWeights, append(made, tollCounts(best, right)...))
}

// A rivalToll is two numbers that two reports give.
type rivalToll struct {
	ids   [2]string
	sizes [2]float64
}

// rivalTolls are the rival tolls of coded reports: the best chance that fits on others give each, and whether it is of one happening.
func rivalTolls(pairs []*tollPair, chances map[*oddsPair][]float64) (best map[rivalToll]float64, right map[rivalToll]bool) {
	best, right = map[rivalToll]float64{}, map[rivalToll]bool{}
	for _, p := range pairs {
		if p.side || !p.Rivals {
			continue
		}
		c, k := 0.0, rivalToll{p.ids, p.Sizes}
		for _, x := range chances[&p.oddsPair] {
			c += x / float64(len(chances[&p.oddsPair]))
		}
		best[k], right[k] = max(best[k], c), right[k] || p.yes
	}
	return best, right
}

// tollCounts is the source of how many of them have a chance, in twentieths as countedAs has them, and how many of these are of one happening.
func tollCounts(best map[rivalToll]float64, right map[rivalToll]bool) []byte {
	shown, yes := map[string]int{}, map[string]int{}
	for k, c := range best {
		if c < tollLeast {
			continue
		}
		name := fmt.Sprintf("tolls-apart %.2f", min(math.Floor(20*c+1e-9)/20, 0.4))
		if shown[name]++; right[k] {
			yes[name]++
		}
	}
	out := bytes.NewBufferString("\n// tollCounts is how many rival tolls of reports left out of a fit have a chance, and how many of these are of one happening.\nvar tollCounts = map[string]ruleCount{\n")
	for _, name := range slices.Sorted(maps.Keys(shown)) {
		fmt.Fprintf(out, "\t%q: {%d, %d},\n", name, shown[name], yes[name])
	}
	out.WriteString("}\n")
	return out.Bytes()
}

// tollPairsOf are the pairs of counts of dead that the fit is made on, and in which part of it each report is.
func tollPairsOf(t *testing.T) (out []*tollPair, fold map[string]int) {
	t.Helper()
	coded, of := tollCoding(t)
	reports := tollReports(t, of)
	in, byHash := tollDossier(t, reports)
	fold = map[string]int{}
	for _, r := range reports {
		h := fnv.New32a()
		h.Write([]byte(r.ID))
		if fold[r.ID] = int(h.Sum32() % tollFolds); coded[r.ID] != nil {
			fold[r.ID] = of[r.ID] % tollFolds
		}
	}
	told := map[string]int{} // coded pairs by incident
	for _, p := range record.TollPairs(in) {
		a, b := byHash[p.Reports[0]], byHash[p.Reports[1]]
		x := &tollPair{TollPair: p, ids: [2]string{a.ID, b.ID}}
		x.oddsPair.Signs = p.Signs
		for k, v := range p.Signs {
			if v != 0 {
				x.where = append(x.where, k)
			}
		}
		what, also := incidentOf(coded[a.ID], p.Spans[0]), incidentOf(coded[b.ID], p.Spans[1])
		switch {
		case coded[a.ID] != nil && coded[b.ID] != nil:
			if what == "" || also == "" || what != also && muchAlike(what, also) {
				continue
			}
			if x.yes = what == also; x.yes {
				told[what]++
				x.file = what
			}
		case p.Sizes[0] == p.Sizes[1] || !a.elsewhere(b) || !b.elsewhere(a):
			continue
		default:
			x.side, x.weight = true, 0.5
		}
		out = append(out, x)
	}
	for _, p := range out {
		if p.yes {
			p.weight = 2 / math.Sqrt(float64(told[p.file])) // what is told by many counts less
		}
	}
	return out, fold
}

// elsewhere reports whether a report is of another place than another one, which does not name it.
func (r *tollReport) elsewhere(o *tollReport) bool {
	place := strings.ToLower(r.Location)
	return place != "syria" && len(place) >= 4 && place != strings.ToLower(o.Location) && !bytes.Contains(bytes.ToLower(o.raw), []byte(place[:4]))
}

// incidentOf is of what a count of dead is, "" where that is not coded, or more than one way.
func incidentOf(all []codedToll, at parley.RawSpan) string {
	core, side := map[string]bool{}, map[string]bool{}
	for _, g := range all {
		for _, s := range g.Spans {
			if s[0] < at.End && at.Start < s[1] {
				if g.Core {
					core[g.Incident] = true
				} else {
					side[g.Incident] = true
				}
			}
		}
	}
	if len(core) == 0 {
		core = side
	}
	if len(core) == 1 {
		for what := range core {
			return what
		}
	}
	return ""
}

// muchAlike reports whether the coder's words for two happenings are nearly the same, so that the one may be a part of the other.
func muchAlike(a, b string) bool {
	words := func(s string) (out []string) {
		for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }) {
			switch w {
			case "in", "on", "of", "at", "and", "the", "near", "a", "to", "rebel", "held", "by", "2016", "2015", "2013":
			default:
				out = append(out, w)
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	x, y := words(a), words(b)
	n := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			n++
		}
	}
	return float64(n) >= 0.6*float64(min(len(x), len(y)))
}

// tollCoding is the coded counts by report, and the place of each report's pair of date and place.
func tollCoding(t *testing.T) (coded map[string][]codedToll, of map[string]int) {
	t.Helper()
	var all []struct {
		Reports []struct {
			ID      string
			Figures []codedToll
		}
	}
	lines(t, tollsCoded, func(_ int, b []byte) {
		if err := json.Unmarshal(b, &all); err != nil {
			t.Fatal(err)
		}
	})
	coded, of = map[string][]codedToll{}, map[string]int{}
	for i, p := range all {
		for _, r := range p.Reports {
			coded[r.ID], of[r.ID] = append(make([]codedToll, 0, 1), r.Figures...), i
		}
	}
	return coded, of
}

// tollReports are the reports of the corpus, without those of dates and places that several outlets tell of and that are not coded: these are left for checks.
func tollReports(t *testing.T, of map[string]int) (out []*tollReport) {
	t.Helper()
	data := os.Getenv("PARLEY_DATA")
	if data == "" {
		t.Skip("PARLEY_DATA names no data")
	}
	seen, outlets := map[string]bool{}, map[string]map[string]bool{}
	lines(t, filepath.Join(data, "fa-kes/fa-kes.jsonl.gz"), func(_ int, b []byte) {
		r := &tollReport{}
		if err := json.Unmarshal(b, r); err != nil {
			t.Fatal(err)
		}
		k := r.Date + strings.ToLower(r.Location)
		if outlets[k] == nil {
			outlets[k] = map[string]bool{}
		}
		if outlets[k][r.Outlet] = true; !seen[r.ID] {
			seen[r.ID] = true
			r.raw = []byte(strings.TrimSpace(r.Title) + "\n\n" + strings.TrimSpace(r.Text) + "\n")
			out = append(out, r)
		}
	})
	return slices.DeleteFunc(out, func(r *tollReport) bool {
		_, ok := of[r.ID]
		return !ok && len(outlets[r.Date+strings.ToLower(r.Location)]) > 1
	})
}

// tollDossier reads the reports, as one dossier.
func tollDossier(t *testing.T, reports []*tollReport) (in record.Input, byHash map[parley.ReportID]*tollReport) {
	t.Helper()
	dir, manifest := t.TempDir(), "file,published,outlet,url,language\n"
	byHash = map[parley.ReportID]*tollReport{}
	for _, r := range reports {
		if err := os.WriteFile(filepath.Join(dir, r.ID+".txt"), r.raw, 0o644); err != nil {
			t.Fatal(err)
		}
		manifest += fmt.Sprintf("%s.txt,%s,%s,,en\n", r.ID, r.Date, r.Outlet)
		byHash[parley.IDOf(r.raw)] = r
	}
	if err := os.WriteFile(filepath.Join(dir, "manifest.csv"), []byte(manifest), 0o644); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "tolls.db")
	if err := command(t, "build", "--quiet", dir, "-o", db).Run(); err != nil {
		t.Fatal(err)
	}
	said, err := command(t, "export", db, "--format", "jsonl").Output()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bufio.NewReader(bytes.NewReader(said)))
	for dec.More() {
		var f parley.Findings
		if err := dec.Decode(&f); err != nil {
			t.Fatal(err)
		}
		in.Findings, in.Reader = append(in.Findings, f), f.Reader
	}
	return in, byHash
}
