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
	oddsWeights = "../../internal/record/odds_weights.go"
	oddsSigns   = "../../internal/record/signs.go"
	oddsPenalty = 10    // on the square of a weight, in pairs
	oddsLeast   = 0.145 // leastOdds of internal/record
)

// An oddsPair is a pair of statements, and whether coders have them on the two sides of a conflict.
type oddsPair struct {
	record.Rival
	file   string
	yes    bool
	p      float64 // by a fit on all other dossiers
	where  []int   // the signs that it has
	weight float64 // how many pairs it counts for, 0 for one
}

// An oddsSpan is bytes of a raw report.
type oddsSpan struct{ Start, End int }

// A codedConflict is the members of a conflict by their places, x and y.
type codedConflict [2][]struct {
	file  string
	spans []oddsSpan
}

// TestMeasureOdds fits the weights of internal/record/odds_weights.go on the coded dossiers that may be read, tells how well a fit on all others does on each, and
// compares the weights with the kept ones; PARLEY_UPDATE writes these anew. `make odds`.
func TestMeasureOdds(t *testing.T) {
	_, news := codedNews(t)
	files := conflictsCoded(t)
	dossiers, conflicts := make([][]*oddsPair, len(files)), make([][]codedConflict, len(files))
	for i, f := range files {
		dossiers[i], conflicts[i] = oddsPairs(t, f, news)
	}
	for i := range dossiers {
		w := fitOdds(slices.Concat(slices.Concat(dossiers[:i]...), slices.Concat(dossiers[i+1:]...)))
		for _, p := range dossiers[i] {
			p.p = p.chance(w)
		}
	}
	all, yes := slices.Concat(dossiers...), 0
	for _, p := range all {
		if p.yes {
			yes++
		}
	}
	t.Logf("%d dossiers, %d pairs, %d of them at odds", len(files), len(all), yes)
	for _, least := range []float64{0.08, 0.1, 0.13, oddsLeast, 0.2, 0.3, 0.4} {
		shown, right, found, coded := 0, 0, 0, 0
		for i := range dossiers {
			hit := map[int]bool{}
			for _, p := range surest(dossiers[i], least) {
				shown++
				if p.yes {
					right++
				}
				for k, c := range conflicts[i] {
					hit[k] = hit[k] || c.between(p)
				}
			}
			for k := range conflicts[i] {
				if coded++; hit[k] {
					found++
				}
			}
		}
		t.Logf("left out, from %.2f on: %d shown, %d of them right; %d of %d conflicts found", least, shown, right, found, coded)
	}
	keptOr(t, oddsWeights, weightsFile(t, oddsSigns, "always", oddsWeights, fitOdds(all)))
}

// surest are the pairs of a dossier that are shown: the surest first, each statement in one.
func surest(pairs []*oddsPair, least float64) (out []*oddsPair) {
	pairs = slices.Clone(pairs)
	slices.SortStableFunc(pairs, func(a, b *oddsPair) int { return cmp.Compare(b.p, a.p) })
	type place struct {
		file string
		at   parley.RawSpan
	}
	taken := map[place]bool{}
	for _, p := range pairs {
		a, b := place{p.file, p.First}, place{p.file, p.Second}
		if p.p >= least && !p.Used && !taken[a] && !taken[b] {
			taken[a], taken[b] = true, true
			out = append(out, p)
		}
	}
	return out
}

// oddsPairs are the pairs of a dossier that no other rule has in a conflict, and its coded conflicts.
func oddsPairs(t *testing.T, coded string, news map[string]newsReport) (out []*oddsPair, conflicts []codedConflict) {
	t.Helper()
	in, gold := codedInput(t, coded, news)
	conflicts = codedConflicts(t, gold)
	for _, r := range record.Rivals(in) {
		p := &oddsPair{Rival: r, file: in.Names[r.Report][0]}
		p.yes = slices.ContainsFunc(conflicts, func(c codedConflict) bool { return c.between(p) })
		for k, v := range p.Signs {
			if v != 0 {
				p.where = append(p.where, k)
			}
		}
		if !p.Taken {
			out = append(out, p)
		}
	}
	return out, conflicts
}

// codedInput is the findings of a coded dossier, and the folder of its coding.
func codedInput(t *testing.T, coded string, news map[string]newsReport) (record.Input, string) {
	t.Helper()
	raw, gold := layCoded(t, coded, news)
	db := filepath.Join(t.TempDir(), "odds.db")
	if err := command(t, "build", "--quiet", raw, "-o", db).Run(); err != nil {
		t.Fatal(coded, err)
	}
	said, err := command(t, "export", db, "--format", "jsonl").Output()
	if err != nil {
		t.Fatal(coded, err)
	}
	in := record.Input{Names: map[parley.ReportID][]string{}}
	lines := bufio.NewReader(bytes.NewReader(said))
	dec := json.NewDecoder(lines)
	for dec.More() {
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
	return in, gold
}

// codedConflicts reads the conflicts of a coding.
func codedConflicts(t *testing.T, gold string) (out []codedConflict) {
	t.Helper()
	read := func(name string, x any) {
		b, err := os.ReadFile(filepath.Join(gold, name))
		if err == nil {
			err = json.Unmarshal(b, x)
		}
		if err != nil {
			t.Fatal(name, err)
		}
	}
	var cross struct {
		Conflicts []struct {
			Between []struct{ File, ID, Side string }
		}
	}
	read("cross.json", &cross)
	type place struct{ file, id string }
	at := map[place][]oddsSpan{}
	for _, c := range cross.Conflicts {
		var two codedConflict
		for _, m := range c.Between {
			if at[place{m.File, m.ID}] == nil {
				var report struct {
					Statements []struct {
						ID           string
						Content, Cue []oddsSpan
					}
					Events []struct {
						ID       string
						Evidence oddsSpan
					}
					Figures []struct {
						ID   string
						Span oddsSpan
					}
				}
				read(m.File+".json", &report)
				for _, x := range report.Statements {
					at[place{m.File, x.ID}] = slices.Concat(x.Content, x.Cue)
				}
				for _, x := range report.Events {
					at[place{m.File, x.ID}] = []oddsSpan{x.Evidence}
				}
				for _, x := range report.Figures {
					at[place{m.File, x.ID}] = []oddsSpan{x.Span}
				}
			}
			side := strings.Index("xy", m.Side)
			two[side] = append(two[side], struct {
				file  string
				spans []oddsSpan
			}{m.File, at[place{m.File, m.ID}]})
		}
		out = append(out, two)
	}
	return out
}

// between reports whether the two statements of a pair share bytes with members of opposite sides.
func (c codedConflict) between(p *oddsPair) bool {
	on := func(side int, s parley.RawSpan) bool {
		for _, m := range c[side] {
			if m.file == p.file && slices.ContainsFunc(m.spans, func(x oddsSpan) bool { return x.Start < s.End && s.Start < x.End }) {
				return true
			}
		}
		return false
	}
	return on(0, p.First) && on(1, p.Second) || on(1, p.First) && on(0, p.Second)
}

// chance is the probability of a pair by weights.
func (p *oddsPair) chance(w []float64) float64 {
	z := 0.0
	for _, k := range p.where {
		z += w[k] * p.Signs[k]
	}
	return 1 / (1 + math.Exp(-z))
}

// fitOdds is the weights of the logistic regression of yes on the signs, with a penalty on the squares of all but the first.
func fitOdds(pairs []*oddsPair) []float64 { return fitWeighed(pairs, oddsPenalty) }

// fitWeighed is fitOdds with another penalty. Newton's method.
func fitWeighed(pairs []*oddsPair, penalty float64) []float64 {
	n := len(pairs[0].Signs)
	w := make([]float64, n)
	for range 12 {
		g, h := make([]float64, n), make([][]float64, n)
		for i := range h {
			h[i] = make([]float64, n)
			if h[i][i] = penalty; i == 0 {
				h[i][i] = 1e-6
			}
			g[i] = -h[i][i] * w[i]
		}
		for _, p := range pairs {
			c, y, v := p.chance(w), 0.0, 1.0
			if p.yes {
				y = 1
			}
			if p.weight != 0 {
				v = p.weight
			}
			for _, i := range p.where {
				g[i] += v * (y - c) * p.Signs[i]
				for _, j := range p.where {
					h[i][j] += v * c * (1 - c) * p.Signs[i] * p.Signs[j]
				}
			}
		}
		for i, d := range solve(h, g) {
			w[i] += d
		}
	}
	return w
}

// solve is x of the symmetric positive system a x = b, by elimination; it changes both.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		for r := i + 1; r < n; r++ {
			q := a[r][i] / a[i][i]
			for c := i; c < n; c++ {
				a[r][c] -= q * a[i][c]
			}
			b[r] -= q * b[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for c := i + 1; c < n; c++ {
			b[i] -= a[i][c] * b[c]
		}
		b[i] /= a[i][i]
	}
	return b
}

// weightsFile is the Go file with weights, to two places; the names of the signs are those of the list in which they stand, which begins with first.
func weightsFile(t *testing.T, signs, first, weights string, w []float64) []byte {
	t.Helper()
	src, err := os.ReadFile(signs)
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(src), "= iota")
	list, _, _ = strings.Cut(first+list, "\n)")
	kept, err := os.ReadFile(weights)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := bytes.Cut(kept, []byte("{\n"))
	var rows [][2]string
	for line := range strings.Lines(list) {
		if f := strings.Fields(line); len(f) > 0 && f[0] != "//" && len(rows) < len(w) {
			rows = append(rows, [2]string{f[0], fmt.Sprintf("%.2f", w[len(rows)])})
		}
	}
	wide := 0
	for _, r := range rows {
		wide = max(wide, len(r[0]))
	}
	out := bytes.NewBuffer(append(head, "{\n"...))
	for _, r := range rows {
		fmt.Fprintf(out, "\t%-*s %s,\n", wide+1, r[0]+":", r[1])
	}
	out.WriteString("}\n")
	return out.Bytes()
}
