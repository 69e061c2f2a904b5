package eval

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"unicode"

	"github.com/parley-press/parley"
)

// A PageGold is the body of the article on a web page, as a person copied it.
type PageGold struct {
	Body string `json:"articleBody"`
	URL  string `json:"url"`
}

// ReadPages reads the truth of the article extraction benchmark (Scrapinghub, 2019): a JSON object, id of the page to its body.
func ReadPages(r io.Reader) (map[string]PageGold, error) {
	gold := map[string]PageGold{}
	if err := json.NewDecoder(r).Decode(&gold); err != nil {
		return nil, &parley.Error{Kind: parley.Invalid, Op: "eval: pages", Err: err}
	}
	return gold, nil
}

// PageHeld reports whether a page or a dated page is of the half that is only counted; rules are made on the other one.
func PageHeld(id string) bool {
	sum := sha256.Sum256([]byte("parley" + id))
	return sum[31]%2 == 1
}

// A PageScore is how one page was extracted: shares of shingles, NoShare where there is nothing to share, and whether its words are the
// very ones of the gold.
type PageScore struct {
	ID   string
	P, R float64
	Same bool
}

// NoShare is the share of nothing.
const NoShare = -1

// ScorePage compares the body that was extracted with the true one, by the multisets of their runs of four words (shingles). A word is
// a run of letters, numbers and low lines; a text of fewer than four words is one shingle.
func ScorePage(id, gold, found string) PageScore {
	g, f := pageWords(gold), pageWords(found)
	want, wanted := shingles(g)
	got, gotten := shingles(f)
	both := 0
	for s, n := range want {
		both += min(n, got[s])
	}
	share := func(n int) float64 {
		if n == 0 {
			return NoShare
		}
		return float64(both) / float64(n)
	}
	return PageScore{ID: id, P: share(gotten), R: share(wanted), Same: slices.Equal(g, f)}
}

func pageWords(s string) []string {
	var out []string
	start := -1
	for i, r := range s {
		word := r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r)
		switch {
		case word && start < 0:
			start = i
		case !word && start >= 0:
			out = append(out, s[start:i])
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, s[start:])
	}
	return out
}

// shingles counts the runs of four words, and how many there are.
func shingles(words []string) (map[[4]string]int, int) {
	if len(words) == 0 {
		return nil, 0
	}
	out := map[[4]string]int{}
	n := max(1, len(words)-3)
	for i := range n {
		var s [4]string
		copy(s[:], words[i:])
		out[s]++
	}
	return out, n
}

// Pages scores extracted bodies, id of the page to body, as the article extraction benchmark does: precision and recall of shingles are
// averaged over the pages, and F1 is the harmonic mean of both. A page without an answer has the empty one.
func Pages(name string, gold map[string]PageGold, found map[string]string) []Score {
	body, same := Score{Name: name + " body", Kind: F1}, answer{}
	var ps, rs int
	for _, id := range slices.Sorted(maps.Keys(gold)) {
		s := ScorePage(id, gold[id].Body, found[id])
		same.add(s.Same)
		if s.P != NoShare {
			body.P += s.P
			ps++
		}
		if s.R != NoShare {
			body.R += s.R
			rs++
		}
	}
	body.P, body.R = body.P/max(float64(ps), 1), body.R/max(float64(rs), 1)
	body.Matched, body.Predicted, body.Gold = same.right, ps, rs
	return []Score{body, same.score(name + " body word for word")}
}

// PageDates scores days of publication: right where it is the very day of the gold, file to day on both sides.
func PageDates(name string, gold, found map[string]parley.Date) []Score {
	var right, given answer
	for _, id := range slices.Sorted(maps.Keys(gold)) {
		right.add(found[id] == gold[id])
		if found[id].Known() {
			given.add(found[id] == gold[id])
		}
	}
	return []Score{right.score(name + " day of publication"), given.score(name + " day, where one is given")}
}

// ReadPageDates reads the days of pages: a JSON object, file to an object with "date". The set was written by Python, which has NaN where
// an address is lacking.
func ReadPageDates(r io.Reader) (map[string]parley.Date, error) {
	var rows map[string]struct {
		Date parley.Date `json:"date"`
	}
	b, err := io.ReadAll(r)
	if err == nil {
		err = json.Unmarshal(bytes.ReplaceAll(bytes.ReplaceAll(b, []byte(": NaN"), []byte(": null")), []byte(":NaN"), []byte(":null")), &rows)
	}
	if err != nil {
		return nil, &parley.Error{Kind: parley.Invalid, Op: "eval: page dates", Err: err}
	}
	out := map[string]parley.Date{}
	for file, row := range rows {
		out[file] = row.Date
	}
	return out, nil
}
