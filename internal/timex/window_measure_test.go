//go:build measure

package timex

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

// A datedReport is a report of which the day of publication is known.
type datedReport struct {
	ID, Date, Title, Text, Outlet, Dateline string
}

func datedReports(t *testing.T, path string) []datedReport {
	t.Helper()
	f, err := os.Open(filepath.Join(os.Getenv("PARLEY_DATA"), path))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []datedReport
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var d datedReport
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

func (d datedReport) day() parley.Date {
	day, _, _ := strings.Cut(strings.TrimSpace(d.Date), " ")
	for _, layout := range []string{"2006-01-02", "2-Jan-2006"} {
		if v, err := time.Parse(layout, day); err == nil {
			return parley.NewDate(v.Year(), v.Month(), v.Day())
		}
	}
	return 0
}

// A windowCount counts the answers of one certainty.
type windowCount struct {
	n, in, near, exact, width int
}

// TestMeasureWindow hides what is printed of the day of publication and counts how often the days inferred hold the true one. Three
// corpora: the day of news-2016 is the aggregator's, on or one after the outlet's.
func TestMeasureWindow(t *testing.T) {
	tagger, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	segmenter := segment.New()
	show := os.Getenv("PARLEY_SHOW") != ""
	var all, right int
	for _, path := range []string{"news/news-2016.jsonl.gz", "news/guardian-syria-2019.jsonl.gz", "news/reuters-1987.jsonl.gz"} {
		counts := map[string]*windowCount{}
		n := 0
		for i, x := range datedReports(t, path) {
			day := x.day()
			if day == 0 || strings.Contains(path, "1987") && i%10 != 0 {
				continue
			}
			for _, hide := range []bool{false, true} {
				raw := []byte(x.Title + "\n\n" + x.Text + "\n")
				c, aside := clean.Clean(parley.Report{ID: parley.IDOf(raw), Names: []string{"x.txt"}, Format: parley.PlainText, Bytes: raw})
				if aside != nil {
					break
				}
				if c.Meta.Published.Value == 0 && !hide {
					continue // counted once, below
				}
				key := "printed: " + c.Meta.Published.Why
				if hide {
					c.Meta.Published = text.Date{How: parley.Unknown}
					c.Meta.Dates = slices.DeleteFunc(c.Meta.Dates, func(m text.Date) bool { return m.Why != "photo caption" })
				}
				d := segmenter.Segment(c)
				if slices.ContainsFunc(match(d), func(x found) bool { return x.form == calendar && x.day > 0 }) { // without a day nothing is inferred
					tagger.Tag(d)
				}
				a := anchor(d, match(d))
				switch {
				case !hide:
				case a.Value != 0:
					key = fmt.Sprintf("inferred %.2f", a.Sure)
				case a.Within != nil:
					key = "bounds"
				default:
					key = "none"
				}
				w := parley.Interval{}
				if a.Value != 0 {
					w = *a.Days()
				} else if a.Within != nil {
					w = *a.Within
				}
				k := counts[key]
				if k == nil {
					k = &windowCount{}
					counts[key] = k
				}
				k.n++
				if hide {
					n++
				}
				if key == "none" {
					continue
				}
				in := w.Meets(*parley.Day(day))
				if in {
					k.in++
				}
				if w.Meets(parley.Interval{From: day - 1, To: day}) {
					k.near++
				}
				if a.Value == day {
					k.exact++
				}
				if a.Value != 0 {
					k.width += int(w.To-w.From) + 1
				}
				if hide && a.Value != 0 && a.Sure > 0.95 {
					all++
					if w.Meets(parley.Interval{From: day - 1, To: day}) {
						right++
					}
				}
				if show && !in && (a.Value != 0 || os.Getenv("PARLEY_SHOW") == "all") {
					t.Logf("  %s %s true %s: %s (%s)", x.ID, key, day, w, a.Why)
				}
			}
		}
		var keys []string
		for k := range counts {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		t.Logf("%s: %d reports", path, n)
		for _, key := range keys {
			k := counts[key]
			t.Logf("  %-60s %5d  in %.3f  in or the day before %.3f  exact %.3f  days %.2f", key, k.n, float64(k.in)/float64(k.n), float64(k.near)/float64(k.n), float64(k.exact)/float64(k.n), float64(k.width)/float64(k.n))
		}
	}
	t.Logf("of the surer windows %d of %d hold the day of publication or the day before", right, all)
	if all == 0 || float64(right) < 0.97*float64(all) {
		t.Errorf("%d of %d windows hold the day of publication", right, all)
	}
}
