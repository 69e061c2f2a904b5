package learn

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
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
	return p.Model(Header{Template: 7, Seed: seed, Score: 9912, Labels: []string{"vowel", "consonant", "digit"}}, 1, 1<<20)
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

func TestPerceptron(t *testing.T) {
	m, err := Open(train(1), 7)
	if err != nil {
		t.Fatal(err)
	}
	scores := make([]int32, 3)
	for n := range 36 {
		fs, gold := instance(n)
		m.Score(fs, scores)
		if got := Best(scores); got != gold {
			t.Errorf("instance %d: %s, want %s", n, m.Labels[got], m.Labels[gold])
		}
	}
	if m.Header.Score != 9912 || m.Seed != 1 || m.Class("digit") != 2 || m.Class("x") != -1 {
		t.Errorf("header %+v", m.Header)
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
	m, err := Open(p.Model(Header{Labels: []string{"a", "b"}}, 1, 20), 0)
	if err != nil {
		t.Fatal(err)
	}
	if n := m.Features(); n != 10 {
		t.Errorf("%d features, want 10", n)
	}
}

func TestOpenRefuses(t *testing.T) {
	good := train(1)
	reseal := func(b []byte) []byte {
		binary.LittleEndian.PutUint32(b[8:], crc32.Checksum(b[12:], castagnoli))
		return b
	}
	edit := func(f func(b []byte) []byte) []byte { return f(bytes.Clone(good)) }
	for _, c := range []struct {
		name, want string
		file       []byte
		template   uint64
	}{
		{"empty", "not a model", nil, 7},
		{"foreign", "not a model", []byte(strings.Repeat("gzip", 100)), 7},
		{"cut short", "bytes of", good[:len(good)-1], 7},
		{"cut to the header", "bytes of", good[:fixedSize], 7},
		{"one bit", "checksum", edit(func(b []byte) []byte { b[len(b)-1] ^= 1; return b }), 7},
		{"other templates", "other templates", good, 8},
		{"parts", "add up", edit(func(b []byte) []byte { b[68]++; return reseal(b) }), 7},
		{"class", "class", edit(func(b []byte) []byte { b[len(b)-2] = 200; return reseal(b) }), 7},
		{"table", "outside", edit(func(b []byte) []byte {
			at := fixedSize + pad(len("vowel\nconsonant\ndigit"))
			b[at+3] = 0xff
			return reseal(b)
		}), 7},
	} {
		if _, err := Open(c.file, c.template); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}

func FuzzOpen(f *testing.F) {
	good := train(1)
	f.Add(good, 1)
	f.Fuzz(func(t *testing.T, b []byte, n int) {
		if len(b) >= fixedSize { // with a sealed file, the tables themselves are tried
			b = bytes.Clone(b)
			copy(b, magic)
			binary.LittleEndian.PutUint32(b[12:], uint32(len(b)))
			binary.LittleEndian.PutUint32(b[8:], crc32.Checksum(b[12:], castagnoli))
		}
		m, err := Open(b, 0)
		if err != nil {
			return
		}
		fs, _ := instance(int(uint(n) % 36))
		m.Score(fs, make([]int32, len(m.Labels)))
	})
}

func TestScoreAllocates(t *testing.T) {
	m, err := Open(train(1), 7)
	if err != nil {
		t.Fatal(err)
	}
	fs, _ := instance(3)
	scores := make([]int32, 3)
	if n := testing.AllocsPerRun(100, func() { m.Score(fs, scores) }); n != 0 {
		t.Errorf("%v allocations a score", n)
	}
}

func BenchmarkScore(b *testing.B) {
	m, err := Open(train(1), 7)
	if err != nil {
		b.Fatal(err)
	}
	fs, _ := instance(3)
	scores := make([]int32, 3)
	b.ReportAllocs()
	for b.Loop() {
		m.Score(fs, scores)
	}
}
