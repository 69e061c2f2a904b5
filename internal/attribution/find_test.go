package attribution

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

func TestFind(t *testing.T) {
	read, f := reader(t), finder(t)
	d := read(invented)
	f.Find(d)
	checkLaws(t, d)
	got := drawn(d)
	for _, want := range []string{"Ana Roe, the foreign minister of Harland, | said | that the talks with Vessia would go on next week", "she | told | \"We have not lost hope,\""} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// A document read twice, by a worker that has read others, or by many at once has the same relations; what stood in the layer before does not matter.
func TestFindAgain(t *testing.T) {
	read, f := reader(t), finder(t)
	d := read(invented)
	f.Find(d)
	want := slices.Clone(d.Attributions)
	if len(want) < 5 {
		t.Fatalf("%d relations", len(want))
	}
	f.Find(read(strings.Repeat("Lund said no. ", 40)))
	f.Find(read(strings.Repeat("Nobody came to the old hall by the river. ", 2)))
	f.Find(d)
	if !slices.EqualFunc(d.Attributions, want, alike) {
		t.Errorf("read again:\n%s", drawn(d))
	}
	var wg sync.WaitGroup
	for k := range 8 {
		wg.Go(func() {
			for range 3 {
				o := read(strings.Repeat("Roe told Lund so. ", k))
				f.Find(o)
				o = read(invented)
				f.Find(o)
				if !slices.EqualFunc(o.Attributions, want, alike) {
					t.Errorf("read beside others:\n%s", drawn(o))
				}
			}
		})
	}
	wg.Wait()
}

// Without tokens or without trees there is nothing to find, and nothing of before stays.
func TestFindWithout(t *testing.T) {
	read, f := reader(t), finder(t)
	old := []text.Attribution{{Confidence: 1}}
	for name, d := range map[string]*text.Doc{"no text": read(""), "white space": read(" \n\n \t"), "no trees": read("Roe said no."), "nothing": {Text: &text.Text{}}} {
		if name == "no trees" {
			d.Heads, d.Rels = nil, nil
		}
		d.Attributions = slices.Clone(old)
		if f.Find(d); len(d.Attributions) != 0 {
			t.Errorf("%s: %v", name, d.Attributions)
		}
	}
}

// resealed is a model file with its checksum made to fit.
func resealed(b []byte) []byte {
	binary.LittleEndian.PutUint32(b[8:], crc32.Checksum(b[12:], crc32.MakeTable(crc32.Castagnoli)))
	return b
}

// sections are those of the shipped model by name, some replaced.
func sections(t *testing.T, replaced map[string][]byte) []learn.Section {
	t.Helper()
	f, err := learn.OpenFile(model, kind, template)
	if err != nil {
		t.Fatal(err)
	}
	var out []learn.Section
	for _, name := range []string{"lexicon", "ranker", "referee", "calibration", "cues.rows", "cues.edges", "arguments.rows", "arguments.edges"} {
		b := f.Section(name)
		if r, ok := replaced[name]; ok {
			b = r
		}
		if b != nil {
			out = append(out, learn.Section{Name: name, Bytes: b})
		}
	}
	return out
}

func TestOpenRefuses(t *testing.T) {
	head := learn.Head{Kind: kind, Template: template}
	with := func(name string, b []byte) []byte {
		return learn.Encode(head, sections(t, map[string][]byte{name: b})...)
	}
	if _, err := Open(learn.Encode(head, sections(t, nil)...)); err != nil {
		t.Fatal(err)
	}
	flipped := slices.Clone(model)
	flipped[len(flipped)/2] ^= 1
	narrow := learn.TrainBoost([]float32{1, 2, 3, 4}, 1, []float32{0, 1, 0, 1}, nil, learn.BoostOptions{Trees: 2}).Encode()
	for name, c := range map[string]struct {
		file []byte
		says string
	}{
		"empty":             {nil, "not a model file"},
		"text":              {[]byte("this is no model, whatever its name may say"), "not a model file"},
		"cut short":         {model[:len(model)-64], "bytes of"},
		"damaged":           {flipped, "checksum"},
		"other templates":   {learn.Encode(learn.Head{Kind: kind, Template: template + 1}), "other templates"},
		"of another kind":   {learn.Encode(learn.Head{Kind: "syntax", Template: template}), `kind "syntax"`},
		"no sections":       {learn.Encode(head), "open chain"},
		"lexicon cut short": {with("lexicon", make([]byte, 9)), "open lexicon"},
		"no cues":           {with("cues.rows", nil), "open chain"},
		"no edges":          {with("arguments.edges", nil), "edges"},
		"edges of others":   {with("arguments.edges", make([]byte, 10)), "edges"},
		"no ranker":         {with("ranker", nil), "learn:"},
		"ranker of others":  {with("ranker", narrow), "1 numbers"},
		"no referee":        {with("referee", nil), "learn:"},
		"referee of others": {with("referee", narrow), "1 numbers"},
		"no calibration":    {with("calibration", nil), "calibration"},
	} {
		t.Run(name, func(t *testing.T) {
			if x, err := Open(c.file); err == nil || x != nil || parley.KindOf(err) != parley.Invalid || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, error %v", x != nil, err)
			}
		})
	}
}

// Bytes that are not what they were, under a checksum that fits, are refused or give a finder that reads on.
func TestOpenDamaged(t *testing.T) {
	read := reader(t)
	r := learn.Rand(11)
	rounds := 40
	if testing.Short() {
		rounds = 8
	}
	for range rounds {
		b := slices.Clone(model)
		for range 1 + r.Below(50) {
			b[64+r.Below(len(b)-64)] = byte(r.Below(256))
		}
		x, err := Open(resealed(b))
		if err != nil {
			if parley.KindOf(err) != parley.Invalid {
				t.Errorf("error %v", err)
			}
			continue
		}
		d := read(invented)
		x.Find(d)
		checkLaws(t, d)
	}
}
