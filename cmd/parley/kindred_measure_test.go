//go:build measure

package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
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
	kindredWeights = "../../internal/record/kindred_weights.go"
	kindredSigns   = "../../internal/record/kindred_signs.go"
	kindredPenalty = 3    // on the square of a weight, in pairs
	kindredFolds   = 9    // of dossiers
	kindredOthers  = 0.25 // what a pair counts where coders have only one of the two
)

// A kindredPair is a pair of entities, and whether they are one to the coders.
type kindredPair struct {
	signs  []float64
	where  []int // those that it has
	yes    bool
	known  bool // coders have both
	weight float64
	p      float64 // by a fit on other dossiers
}

// TestMeasureKindred fits the weights of internal/record/kindred_weights.go on the coded dossiers that may be read, tells how well fits on others do on those
// left out, and compares the weights with the kept ones; PARLEY_UPDATE writes these anew. `make kindred`.
func TestMeasureKindred(t *testing.T) {
	_, news := codedNews(t)
	files := readableCoded(t)
	dossiers := make([][]*kindredPair, len(files))
	for i, f := range files {
		dossiers[i] = kindredPairs(t, f, news)
	}
	measureKindred(t, dossiers)
}

// measureKindred tells how well fits on others do on dossiers left out, and makes the fit on all.
func measureKindred(t *testing.T, dossiers [][]*kindredPair) {
	t.Helper()
	for fold := range kindredFolds {
		var others []*kindredPair
		for i, d := range dossiers {
			if i%kindredFolds != fold {
				others = append(others, d...)
			}
		}
		w := fitKindred(others)
		for i := fold; i < len(dossiers); i += kindredFolds {
			for _, p := range dossiers[i] {
				p.p = p.chance(w)
			}
		}
	}
	all := slices.Concat(dossiers...)
	known, yes := 0, 0
	for _, p := range all {
		if p.known {
			known++
		}
		if p.yes {
			yes++
		}
	}
	t.Logf("%d dossiers, %d pairs, coders have both of %d, %d are one", len(dossiers), len(all), known, yes)
	for _, least := range []float64{0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7} {
		shown, right := 0, 0
		for _, p := range all {
			if p.known && p.p >= least {
				shown++
				if p.yes {
					right++
				}
			}
		}
		t.Logf("left out, from %.2f on: %d of %d right (%.2f)", least, right, shown, float64(right)/float64(shown))
	}
	keptOr(t, kindredWeights, kindredFile(t, fitKindred(all)))
}

// kindredPairs are the pairs of a dossier, but for those of which coders have neither.
func kindredPairs(t *testing.T, coded string, news map[string]newsReport) []*kindredPair {
	t.Helper()
	raw, gold := layCoded(t, coded, news)
	db := filepath.Join(t.TempDir(), "kindred.db")
	if err := command(t, "build", "--quiet", raw, "-o", db).Run(); err != nil {
		t.Fatal(coded, err)
	}
	said, err := command(t, "export", db, "--format", "jsonl").Output()
	if err != nil {
		t.Fatal(coded, err)
	}
	in := record.Input{Names: map[parley.ReportID][]string{}}
	for dec := json.NewDecoder(bufio.NewReader(bytes.NewReader(said))); dec.More(); {
		var f parley.Findings
		if err := dec.Decode(&f); err != nil {
			t.Fatal(err)
		}
		in.Findings, in.Reader = append(in.Findings, f), f.Reader
	}
	paths, err := filepath.Glob(filepath.Join(raw, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		in.Names[parley.IDOf(b)] = []string{filepath.Base(path)}
	}
	return pairsOf(in, codedWho(t, gold, in))
}

// pairsOf are the pairs of a dossier by its coding.
func pairsOf(in record.Input, who *kindredWho) (out []*kindredPair) {
	for _, k := range record.Kindreds(in) {
		a, said := who.of(k.First)
		b, more := who.of(k.Second)
		p := &kindredPair{signs: k.Signs, yes: a != "" && a == b, known: a != "" && b != ""}
		switch {
		case p.known: // more where more statements hang on it
			p.weight = (1 + float64(min(said, more, 4))) / 1.5
		case a != b:
			p.weight = kindredOthers
		default:
			continue
		}
		for i, v := range k.Signs {
			if v != 0 {
				p.where = append(p.where, i)
			}
		}
		out = append(out, p)
	}
	return out
}

// A kindredWho says whom of a coding the reports' entities are.
type kindredWho struct {
	called map[string]string // folded name to the only coded entity that has it, "" for several
	names  map[record.KindredPart][]string
	said   map[record.KindredPart]map[string]int // statements, by their coded source
}

// of is the coded entity that most statements and names of an entity are of, "" where none has three in five, and how many statements of the entity are coded.
func (w *kindredWho) of(parts []record.KindredPart) (who string, said int) {
	votes, names := map[string]float64{}, map[string]bool{}
	sum := 0.0
	for _, p := range parts {
		for g, n := range w.said[p] {
			votes[g] += float64(n)
			said, sum = said+n, sum+float64(n)
		}
		for _, n := range w.names[p] {
			if g := w.called[n]; g != "" && !names[n] {
				names[n] = true
				votes[g] += 0.5
				sum += 0.5
			}
		}
	}
	for g, n := range votes {
		if n >= 0.6*sum {
			who = g
		}
	}
	return who, said
}

// codedWho reads a coding: each statement of ours is that of the coding whose words it shares most, by more than a half.
func codedWho(t *testing.T, gold string, in record.Input) *kindredWho {
	t.Helper()
	w := &kindredWho{map[string]string{}, map[record.KindredPart][]string{}, map[record.KindredPart]map[string]int{}}
	load := func(name string, x any) {
		b, err := os.ReadFile(filepath.Join(gold, name))
		if err == nil {
			err = json.Unmarshal(b, x)
		}
		if err != nil {
			t.Fatal(name, err)
		}
	}
	var entities []struct {
		ID, Name string
		Aliases  []string
	}
	load("entities.json", &entities)
	for _, e := range entities {
		for _, n := range append(e.Aliases, e.Name) {
			k := record.NameKey(n)
			if g, ok := w.called[k]; ok && g != e.ID {
				w.called[k] = ""
			} else {
				w.called[k] = e.ID
			}
		}
	}
	for _, f := range in.Findings {
		var report struct {
			Statements []struct {
				Source  struct{ Entity string }
				Content []oddsSpan
			}
		}
		load(in.Names[f.Report][0]+".json", &report)
		for _, e := range f.Entities {
			p := record.KindredPart{Report: f.Report, Local: e.ID}
			for _, n := range append(e.Aliases, e.Name) {
				w.names[p] = append(w.names[p], record.NameKey(n))
			}
		}
		for _, s := range f.Statements {
			if s.Source == nil || s.Source.Entity == "" {
				continue
			}
			best, who := 0.5, ""
			for _, g := range report.Statements {
				both, sum := 0, 0
				for _, x := range g.Content {
					sum += x.End - x.Start
					for _, c := range s.Content {
						both += max(0, min(x.End, c.Raw.End)-max(x.Start, c.Raw.Start))
					}
				}
				for _, c := range s.Content {
					sum += c.Raw.End - c.Raw.Start
				}
				if d := 2 * float64(both) / float64(max(sum, 1)); d > best {
					best, who = d, g.Source.Entity
				}
			}
			if p := (record.KindredPart{Report: f.Report, Local: s.Source.Entity}); who != "" {
				if w.said[p] == nil {
					w.said[p] = map[string]int{}
				}
				w.said[p][who]++
			}
		}
	}
	return w
}

// chance is the probability of a pair by weights.
func (p *kindredPair) chance(w []float64) float64 {
	z := 0.0
	for _, k := range p.where {
		z += w[k] * p.signs[k]
	}
	return 1 / (1 + math.Exp(-z))
}

// fitKindred is the weights of the logistic regression of yes on the signs, by Newton's method, with a penalty on the squares of all but the first.
func fitKindred(pairs []*kindredPair) []float64 {
	n := len(pairs[0].signs)
	w := make([]float64, n)
	for range 12 {
		g, h := make([]float64, n), make([][]float64, n)
		for i := range h {
			h[i] = make([]float64, n)
			if h[i][i] = kindredPenalty; i == 0 {
				h[i][i] = 1e-6
			}
			g[i] = -h[i][i] * w[i]
		}
		for _, p := range pairs {
			c, y := p.chance(w), 0.0
			if p.yes {
				y = 1
			}
			for _, i := range p.where {
				g[i] += p.weight * (y - c) * p.signs[i]
				for _, j := range p.where {
					h[i][j] += p.weight * c * (1 - c) * p.signs[i] * p.signs[j]
				}
			}
		}
		for i, d := range solve(h, g) {
			w[i] += d
		}
	}
	return w
}

// kindredFile is the Go file with weights, to two places; the names of the signs are those of the list in which they stand.
func kindredFile(t *testing.T, w []float64) []byte {
	t.Helper()
	src, err := os.ReadFile(kindredSigns)
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(src), "= iota")
	list, _, _ = strings.Cut("kinAlways"+list, "\n)")
	kept, err := os.ReadFile(kindredWeights)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := bytes.Cut(kept, []byte("{\n"))
	var names []string
	for line := range strings.Lines(list) {
		if f := strings.Fields(line); len(f) > 0 && f[0] != "//" && len(names) < len(w) {
			names = append(names, f[0])
		}
	}
	wide := len(slices.MaxFunc(names, func(a, b string) int { return cmp.Compare(len(a), len(b)) }))
	out := bytes.NewBuffer(append(head, "{\n"...))
	for i, name := range names {
		fmt.Fprintf(out, "\t%-*s %.2f,\n", wide+1, name+":", w[i])
	}
	out.WriteString("}\n")
	return out.Bytes()
}
