package eval

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// nameWidth is where the value begins in a line of the golden file.
const nameWidth = 36

// String is the score as a line of the table and of the golden file: three digits, and the counts.
func (s Score) String() string {
	switch {
	case s.Kind == F1:
		return fmt.Sprintf("%-*s F1 %.3f   P %.3f  R %.3f   (%d of %d gold, %d predicted)", nameWidth, s.Name, s.Value(), s.P, s.R, s.Matched, s.Gold, s.Predicted)
	case s.Kind == Mean:
		return fmt.Sprintf("%-*s mean %.3f", nameWidth, s.Name, s.R)
	case s.Gold == 0:
		return fmt.Sprintf("%-*s share -   (nothing asked)", nameWidth, s.Name)
	}
	return fmt.Sprintf("%-*s share %.3f   (%d of %d)", nameWidth, s.Name, s.R, s.Matched, s.Gold)
}

// Write writes scores as a golden file, one a line.
func Write(w io.Writer, scores []Score) error {
	for _, s := range scores {
		if _, err := fmt.Fprintln(w, s); err != nil {
			return err
		}
	}
	return nil
}

// A Golden is the scores that a golden file keeps, by name, with three digits. A share of nothing is not in it.
type Golden map[string]float64

var goldenValue = regexp.MustCompile(`^(?:F1|share|mean) ([0-9.]+|-)(?: |$)`)

// ReadGolden reads what Write has written. An error names the line.
func ReadGolden(r io.Reader) (Golden, error) {
	g := Golden{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if len(line) <= nameWidth {
			return nil, fmt.Errorf("line %d is no score: %q", n, line)
		}
		m := goldenValue.FindStringSubmatch(line[nameWidth+1:])
		if m == nil {
			return nil, fmt.Errorf("line %d is no score: %q", n, line)
		}
		if m[1] == "-" {
			continue
		}
		v, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			return nil, fmt.Errorf("line %d is no score: %q", n, line)
		}
		g[strings.TrimRight(line[:nameWidth], " ")] = v
	}
	return g, lines.Err()
}

// A Change is a score that is not what the golden file keeps. A score that only one side has is a change, and for the
// worse where the new side lacks it.
type Change struct {
	Name  string  `json:"name"`
	Old   float64 `json:"old"`
	New   float64 `json:"new"`
	Worse bool    `json:"worse"`
}

// Against lists what changed, in the order of scores; lines that are gone stand last. Three digits count.
func (g Golden) Against(scores []Score) []Change {
	var out []Change
	seen := map[string]bool{}
	for _, s := range scores {
		if s.Kind == Share && s.Gold == 0 {
			continue
		}
		seen[s.Name] = true
		now, _ := strconv.ParseFloat(fmt.Sprintf("%.3f", s.Value()), 64)
		old, known := g[s.Name]
		switch {
		case !known:
			out = append(out, Change{Name: s.Name, New: now})
		case now != old:
			out = append(out, Change{s.Name, old, now, (now < old) != s.Cost})
		}
	}
	var gone []string
	for name := range g {
		if !seen[name] {
			gone = append(gone, name)
		}
	}
	slices.Sort(gone)
	for _, name := range gone {
		out = append(out, Change{Name: name, Old: g[name], Worse: true})
	}
	return out
}
