package restore

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strings"

	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// Options say how the models are trained. The zero value with Read is how the embedded ones were.
type Options struct {
	Read   func(*text.Text) *text.Doc // tokens, tags and base phrases of a text
	Seed   uint64
	Words  int          // of the training texts, 0 is 2,000,000
	Epochs int          // passes, 0 is 5
	Margin int32        // lead under which a right answer still teaches, 0 is 30
	Least  int          // fewest corrections that keep a feature, 0 is 3
	Cells  int          // most weights of a table, 0 is 200,000
	Say    func(string) // one call at a time
}

func (o Options) filled() Options {
	o.Words, o.Epochs, o.Margin, o.Cells = cmp.Or(o.Words, 2_000_000), cmp.Or(o.Epochs, 5), cmp.Or(o.Margin, 30), cmp.Or(o.Cells, 200_000)
	o.Least = cmp.Or(o.Least, 3)
	if o.Say == nil {
		o.Say = func(string) {}
	}
	return o
}

// sources are the texts the marks are learned from, below the folder of data, and every how manieth article is taken.
var sources = []struct {
	file  string
	every int
}{
	{"news/news-2016.jsonl.gz", 1},
	{"news/guardian-syria-2019.jsonl.gz", 1},
	{"news/buzzfeed-webis-2016.jsonl.gz", 1},
	{"news/reuters-1987.jsonl.gz", 12},
	{"polnear/train.jsonl.gz", 1},
}

// held is every how manieth article is kept for the scores in the head of the model.
const held = 25

// Train trains the models on the data folder and gives the bytes of their file. The same data and options give the same bytes.
func Train(data fs.FS, o Options) ([]byte, error) {
	o = o.filled()
	sum := sha256.New()
	var train, dev []string
	for _, s := range sources {
		n := 0
		err := learn.ReadPacked("restore: train", data, s.file, sum, func(r io.Reader) error {
			return articles(r, func(a string) {
				n++
				switch {
				case n%s.every != 0 || !pointed(a):
				case n/s.every%held == 0:
					dev = append(dev, a)
				default:
					train = append(train, a)
				}
			})
		})
		if err != nil {
			return nil, err
		}
	}
	rand := learn.Rand(o.Seed)
	order := make([]int, len(train))
	for i := range order {
		order[i] = i
	}
	rand.Shuffle(order)
	words := 0
	var commas, apostrophes examples
	for _, i := range order {
		if words > o.Words {
			break
		}
		words += len(strings.Fields(train[i]))
		o.collect(train[i], &commas, &apostrophes)
	}
	o.Say(fmt.Sprintf("%d words, %d gaps, %d words that end in s; %d articles held", words, len(commas.yes), len(apostrophes.yes), len(dev)))
	head := learn.Head{Kind: modelKind, Template: templates, Seed: o.Seed}
	sum.Sum(head.Data[:0])
	sections := []learn.Section{{Name: commaSection, Bytes: commas.train(o, "commas", &rand)}, {Name: apostropheSection, Bytes: apostrophes.train(o, "apostrophes", &rand)}}
	f, err := open(learn.Encode(head, sections...))
	if err != nil {
		return nil, err
	}
	for _, s := range []struct {
		name string
		f1   float64
	}{{"commas", o.score(f, dev, "commas")}, {"apostrophes", o.score(f, dev, "apostrophes")}} {
		head.Scores = append(head.Scores, learn.Score{Name: s.name, Value: uint32(math.Round(10000 * s.f1))})
	}
	return learn.Encode(head, sections...), nil
}

// articles calls each with the text of every article, a JSON object a line.
func articles(r io.Reader, each func(string)) error {
	for dec := json.NewDecoder(bufio.NewReader(r)); ; {
		var a struct{ Text string }
		switch err := dec.Decode(&a); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		each(a.Text)
	}
}

// pointed reports whether an article is long enough and has commas as prose has.
func pointed(a string) bool {
	n := len(strings.Fields(a))
	return n >= least && 50*strings.Count(a, ",") >= n
}

// A lost text is an article without its commas, or without its apostrophes too, and the bytes of it before which they stood.
type lost struct {
	text        string
	commas      map[int]bool
	apostrophes map[int]bool // of possessives in "'s"
	others      map[int]bool // other apostrophes within words
}

// strip takes the commas between words from an article, and the apostrophes after letters where both is set.
func strip(a string, both bool) lost {
	out := lost{commas: map[int]bool{}, apostrophes: map[int]bool{}, others: map[int]bool{}}
	var b strings.Builder
	for i := 0; i < len(a); i++ {
		n := 0 // bytes of an apostrophe
		if a[i] == '\'' {
			n = 1
		} else if strings.HasPrefix(a[i:], "’") {
			n = len("’")
		}
		switch {
		case a[i] == ',' && digit(a, i-1) && digit(a, i+1):
			b.WriteByte(',')
		case a[i] == ',':
			out.commas[b.Len()] = true
		case n > 0 && both && letter(a, i-1):
			if strings.HasPrefix(a[i+n:], "s") && !letter(a, i+n+1) {
				out.apostrophes[b.Len()] = true
			} else if letter(a, i+n) {
				out.others[b.Len()] = true
			}
			i += n - 1
		case n > 1:
			b.WriteByte('\'')
			i += n - 1
		default:
			b.WriteByte(a[i])
		}
	}
	out.text = b.String()
	return out
}

// Examples are decisions with their right answers.
type examples struct {
	features []learn.Feature
	ends     []int // of the features of each
	yes      []bool
}

func (e *examples) add(f []learn.Feature, yes bool) {
	e.features = append(e.features, f...)
	e.ends, e.yes = append(e.ends, len(e.features)), append(e.yes, yes)
}

func (e *examples) of(i int) []learn.Feature {
	from := 0
	if i > 0 {
		from = e.ends[i-1]
	}
	return e.features[from:e.ends[i]]
}

// collect keeps the decisions of an article.
func (o Options) collect(a string, commas, apostrophes *examples) {
	o.walk(strip(a, false), func(v *view, x lost, i int) {
		if v.gap(i) {
			yes := x.commas[v.d.Tokens[i].Span.End]
			commas.add(v.commaFeatures(i), yes)
			if yes {
				v.put(i)
			}
		}
	})
	o.walk(strip(a, true), func(v *view, x lost, i int) {
		if v.possessive(i) {
			apostrophes.add(v.apostropheFeatures(i), x.apostrophes[v.d.Tokens[i].Span.End-1])
		}
	})
}

// walk calls each with every token of a text.
func (o Options) walk(x lost, each func(*view, lost, int)) {
	v := newView(o.Read(text.Plain(x.text)))
	v.tokens(func(i int) { each(v, x, i) })
}

// train learns one table.
func (e *examples) train(o Options, name string, r *learn.Rand) []byte {
	p := learn.NewPerceptron(2)
	order := make([]int, len(e.yes))
	for i := range order {
		order[i] = i
	}
	var scores [2]int32
	for n := range o.Epochs {
		r.Shuffle(order)
		right := 0
		for _, i := range order {
			gold := 0
			if e.yes[i] {
				gold = 1
			}
			f := e.of(i)
			p.Score(f, scores[:])
			lead := scores[gold] - scores[1-gold]
			if lead > 0 {
				right++
			}
			guess := gold
			if lead <= o.Margin {
				guess = 1 - gold
			}
			p.Learn(f, gold, guess)
		}
		o.Say(fmt.Sprintf("%s, pass %d: %.2f %% right", name, n+1, 100*float64(right)/float64(max(1, len(order)))))
	}
	return p.Table(o.Least, o.Cells)
}

// score is the F1 of the marks that f puts back into articles that lost them.
func (o Options) score(f *Finder, dev []string, what string) float64 {
	var hit, put, gold int
	for _, a := range dev {
		x := strip(a, what == "apostrophes")
		d := o.Read(text.Plain(x.text))
		marks, want := f.commasOf(d), x.commas
		if what == "apostrophes" {
			marks, want = f.apostrophesOf(d), x.apostrophes
		}
		for _, m := range marks {
			if want[m.At] {
				hit++
			}
			if !x.others[m.At] { // "don't" is from a list
				put++
			}
		}
		gold += len(want)
	}
	p, r := ratio(hit, put), ratio(hit, gold)
	f1 := 0.0
	if p+r > 0 {
		f1 = 2 * p * r / (p + r)
	}
	o.Say(fmt.Sprintf("%s held: F1 %.3f, P %.3f, R %.3f (%d of %d, %d put)", what, f1, p, r, hit, gold, put))
	return f1
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
