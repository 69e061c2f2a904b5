// Compare measures how fast Parley's language layer reads beside its peers: prose for Go, and wink-nlp and compromise
// for Node. All read the same articles in one run on one core; see README.md.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"
)

// A task is what is asked of a reader.
type task string

const (
	sentences task = "sentences"
	tags      task = "tags"
	names     task = "names"
	trees     task = "trees"
)

// A reader is one library doing one task. Read goes over every article once and says how many tokens it found, or how
// many sentences where it was asked for no tokens, so that no work is left out as unused.
type reader struct {
	Library string
	Task    task
	Read    func(articles []string) int
}

// A result is how fast a reader was: the seconds of each pass that counts.
type result struct {
	Library string    `json:"library"`
	Task    task      `json:"task"`
	Seconds []float64 `json:"seconds"`
	Found   int       `json:"found"`
}

func main() {
	dossier := flag.String("dossier", "../dossier", "folder of reports to read")
	words := flag.Int("words", 15000, "least number of words in a pass")
	passes := flag.Int("passes", 5, "passes that count; the best is taken, one more goes before to warm up")
	flag.Parse()
	if err := run(*dossier, *words, max(1, *passes)); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run(dossier string, words, passes int) error {
	runtime.GOMAXPROCS(1)
	articles, err := readDossier(dossier)
	if err != nil {
		return err
	}
	readers, err := parleyReaders()
	if err != nil {
		return err
	}
	more, err := proseReaders()
	if err != nil {
		return err
	}
	readers = append(readers, more...)
	for _, c := range []struct {
		name string
		make func(pass int) []string
	}{
		{"the dossier, repeated", func(int) []string { return repeated(articles, words) }},
		{"fresh words in every pass", func(pass int) []string { return fresh(articles, words, pass) }},
	} {
		var text [][]string
		for pass := range passes + 1 {
			text = append(text, c.make(pass))
		}
		var results []result
		for _, r := range readers {
			results = append(results, measure(r, text))
		}
		node, why := runNode(text)
		show(c.name, append(results, node...), text)
		if why != "" {
			fmt.Printf("left out: %s\n", why)
		}
	}
	return nil
}

// measure times a reader over each pass; the first warms up.
func measure(r reader, text [][]string) result {
	out := result{Library: r.Library, Task: r.Task}
	for i, articles := range text {
		runtime.GC()
		start := time.Now()
		out.Found = r.Read(articles)
		if i > 0 {
			out.Seconds = append(out.Seconds, time.Since(start).Seconds())
		}
	}
	return out
}

// show prints the table of one text: words a second of the best pass, and how many times as fast as each library
// Parley is at the same task. Words are those between white space, for all alike.
func show(name string, results []result, text [][]string) {
	speed := func(r result) float64 {
		best := 0.0
		for i, s := range r.Seconds {
			best = max(best, float64(countWords(text[i+1]))/s)
		}
		return best
	}
	ours := map[task]float64{}
	for _, r := range results {
		if r.Library == library {
			ours[r.Task] = speed(r)
		}
	}
	fmt.Printf("\n%s: %d words a pass\n%-10s %-12s %12s %10s %9s\n", name, countWords(text[1]), "task", "library", "words/s", "found", "Parley is")
	for _, t := range []task{sentences, tags, names, trees} {
		for _, r := range results {
			if r.Task != t || len(r.Seconds) == 0 {
				continue
			}
			ratio := ""
			if r.Library != library && slices.Min(r.Seconds) > 0 {
				ratio = fmt.Sprintf("%.1f ×", ours[t]/speed(r))
			}
			fmt.Printf("%-10s %-12s %12.0f %10d %9s\n", t, r.Library, speed(r), r.Found, ratio)
		}
	}
}
