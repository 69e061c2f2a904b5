package learn

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math"
	"slices"
	"strings"
	"testing"
)

// train learns to tell vowels from consonants and digits by the letter and by its neighbour, a false friend.
func train(seed uint64) []byte {
	p := NewPerceptron(3)
	r := Rand(seed)
	scores := make([]int32, 3)
	for range 2000 {
		fs, gold := instance(int(r.Next() % 36))
		p.Score(fs, scores)
		p.Learn(fs, gold, Best(scores))
	}
	return Encode(Head{Kind: "letters", Template: 7, Seed: seed, Scores: []Score{{"right", 9912}}, Labels: []string{"vowel", "consonant", "digit"}},
		Section{"note", []byte("odd")}, Section{"table", p.Table(1, 1<<20)})
}

func instance(n int) ([]Feature, int) {
	c := "abcdefghijklmnopqrstuvwxyz0123456789"[n]
	gold := 1
	switch {
	case strings.IndexByte("aeiou", c) >= 0:
		gold = 0
	case c <= '9':
		gold = 2
	}
	return []Feature{Of(0, 0, 0), Of(1, HashStart.Byte(c), 0), Of(2, HashStart.Byte(c&3), 0)}, gold
}

func open(t testing.TB, b []byte) (*File, *Table) {
	t.Helper()
	f, err := OpenFile(b, "letters", 7)
	if err != nil {
		t.Fatal(err)
	}
	table, err := OpenTable(f.Section("table"))
	if err != nil {
		t.Fatal(err)
	}
	return f, table
}

func TestPerceptron(t *testing.T) {
	f, m := open(t, train(1))
	scores := make([]int32, 3)
	for n := range 36 {
		fs, gold := instance(n)
		m.Score(fs, scores)
		if got := Best(scores); got != gold {
			t.Errorf("instance %d: %s, want %s", n, f.Labels[got], f.Labels[gold])
		}
	}
	if f.Score("right") != 9912 || f.Score("wrong") != 0 || f.Seed != 1 || f.Class("digit") != 2 || f.Class("x") != -1 {
		t.Errorf("head %+v", f.Head)
	}
	if string(f.Section("note")) != "odd" || f.Section("x") != nil {
		t.Errorf("sections %q", f.sections)
	}
}

func TestSameBytes(t *testing.T) {
	if !bytes.Equal(train(5), train(5)) {
		t.Error("two trainings from one seed differ")
	}
	if bytes.Equal(train(5), train(6)) {
		t.Error("the seed changes nothing")
	}
}

func TestMaxCells(t *testing.T) {
	p := NewPerceptron(2)
	for i := range 100 {
		p.Learn([]Feature{Of(1, Hash(i), 0)}, 0, 1)
	}
	m, err := OpenTable(p.Table(1, 20))
	if err != nil {
		t.Fatal(err)
	}
	if n := m.Features(); n != 10 {
		t.Errorf("%d features, want 10", n)
	}
}

func TestOpenRefuses(t *testing.T) {
	good := train(1)
	edit := func(f func(b []byte)) []byte {
		b := bytes.Clone(good)
		f(b)
		binary.LittleEndian.PutUint32(b[8:], crc32.Checksum(b[12:], castagnoli))
		return b
	}
	unnumbered := bytes.Replace(good, []byte("seed 1\n"), []byte("seed x\n"), 1)
	binary.LittleEndian.PutUint32(unnumbered[8:], crc32.Checksum(unnumbered[12:], castagnoli))
	broken := bytes.Clone(good)
	broken[len(broken)-70] ^= 1
	for _, c := range []struct {
		name, want, kind string
		file             []byte
		template         uint64
	}{
		{"empty", "not a model", "letters", nil, 7},
		{"foreign", "not a model", "letters", []byte(strings.Repeat("gzip", 100)), 7},
		{"cut short", "bytes of", "letters", good[:len(good)-1], 7},
		{"one bit", "checksum", "letters", broken, 7},
		{"other templates", "other templates", "letters", good, 8},
		{"other kind", "kind", "words", good, 7},
		{"long text", "outside", "letters", edit(func(b []byte) { b[19] = 0x7f }), 7},
		{"many sections", "outside", "letters", edit(func(b []byte) { b[22] = 0x7f }), 7},
		{"no number", "seed", "letters", unnumbered, 7},
	} {
		if _, err := OpenFile(c.file, c.kind, c.template); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}

func TestOpenTableRefuses(t *testing.T) {
	f, err := OpenFile(train(1), "letters", 7)
	if err != nil {
		t.Fatal(err)
	}
	good := f.Section("table")
	edit := func(f func(b []byte)) []byte {
		b := bytes.Clone(good)
		f(b)
		return b
	}
	full := EncodeTable(2, []Row{{1, []Weight{{0, 1}}}})
	for i := 64 + 4; i < 64+16*8; i += 8 {
		full[i] = 1
	}
	for name, b := range map[string][]byte{
		"empty": nil, "short": good[:40], "slots": edit(func(b []byte) { b[0] = 3 }), "many slots": edit(func(b []byte) { b[3] = 0x40 }),
		"class": edit(func(b []byte) { b[len(b)-2] = 200 }), "cut": good[:len(good)-1], "full": full,
	} {
		if _, err := OpenTable(b); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(train(1), 1)
	f.Fuzz(func(t *testing.T, b []byte, n int) {
		if len(b) >= fileHead { // with a sealed file, the tables themselves are tried
			b = bytes.Clone(b)
			copy(b, fileMagic)
			binary.LittleEndian.PutUint32(b[12:], uint32(len(b)))
			binary.LittleEndian.PutUint32(b[8:], crc32.Checksum(b[12:], castagnoli))
		}
		file, err := OpenFile(b, "letters", 0)
		if err != nil {
			return
		}
		m, err := OpenTable(file.Section("table"))
		if err != nil {
			return
		}
		fs, _ := instance(int(uint(n) % 36))
		m.Score(fs, make([]int32, MaxClasses))
	})
}

func TestMath(t *testing.T) {
	for x := -20.0; x <= 20; x += 0.37 {
		if got, want := float64(Exp(float32(x))), math.Exp(float64(float32(x))); math.Abs(got-want) > 2e-6*want {
			t.Errorf("Exp(%v) = %v, want %v", x, got, want)
		}
		y := math.Exp(x)
		if got := float64(Log(float32(y))); math.Abs(got-x) > 2e-6*max(1, math.Abs(x)) {
			t.Errorf("Log(%v) = %v, want %v", y, got, x)
		}
	}
	if Exp(-1000) <= 0 || Exp(1000) > 1e38 || Sigmoid(0) != 0.5 {
		t.Error("the ends of Exp")
	}
}

// Words that stand in the same places get vectors that point the same way.
func TestVectors(t *testing.T) {
	var text [][]string
	r := Rand(4)
	for range 4000 {
		who := []string{"envoy", "minister", "harbour", "bridge"}[r.Below(4)]
		line := []string{"the", who, "said", "nothing"}
		if who == "harbour" || who == "bridge" {
			line = []string{"at", who, "ships", "wait"}
		}
		text = append(text, line)
	}
	o := VectorOptions{Width: 16, Window: 2, Least: 2, Most: 100, Epochs: 80, Negative: 4, Rate: 0.05, Seed: 1}
	v, again := TrainVectors(text, o), TrainVectors(text, o)
	if !slices.Equal(v.Data, again.Data) || !slices.Equal(v.Words, again.Words) {
		t.Fatal("two trainings differ")
	}
	at := func(w string) []float32 {
		i := slices.Index(v.Words, w)
		return v.Data[i*16 : (i+1)*16]
	}
	cosine := func(a, b []float32) float64 { return float64(dot(a, b)) / math.Sqrt(float64(dot(a, a)*dot(b, b))) }
	if same, other := cosine(at("envoy"), at("minister")), cosine(at("envoy"), at("bridge")); same < other+0.3 {
		t.Errorf("envoy and minister %.2f, envoy and bridge %.2f", same, other)
	}
}

func TestScoreAllocates(t *testing.T) {
	_, m := open(t, train(1))
	fs, _ := instance(3)
	scores := make([]int32, 3)
	if n := testing.AllocsPerRun(100, func() { m.Score(fs, scores) }); n != 0 {
		t.Errorf("%v allocations a score", n)
	}
}

func BenchmarkScore(b *testing.B) {
	_, m := open(b, train(1))
	fs, _ := instance(3)
	scores := make([]int32, 3)
	b.ReportAllocs()
	for b.Loop() {
		m.Score(fs, scores)
	}
}
