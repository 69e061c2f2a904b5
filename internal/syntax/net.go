package syntax

import (
	"encoding/binary"
	"math"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/kernel"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

const kind = "syntax"

// template is the hash of what the net is told of a token and of a state: change the line with the code of atom.go and arc.go.
var template = learn.Hash64("net 1: word affix4 affix3 letters shape+style shape+ending; window 5, 3 layers, 128; 12 places, 6 tags, 5 relations, 2 distances, 5 valencies")

// A net is the trained net in whole numbers, read in place. It is read-only and serves many goroutines.
type net struct {
	level      kernel.Level
	tags       []text.Tag
	rels       []string
	lay        layout
	vocabulary []byte
	word       []byte
	affix      []byte
	conv       [layers]rectified
	tag        linear
	place      kernel.Weights
	act        linear
	lab        [2]linear
	table      []int16
	scale      []float32 // of a state
	zero       []float32
}

// A rectified is a layer whose outputs are activations.
type rectified struct {
	w           kernel.Weights
	scale, bias []float32
	ratio       float32
}

// A linear is a layer whose outputs are scores.
type linear struct {
	w    kernel.Weights
	bias []int32
}

// openNet is the net in a model file. A file whose parts do not fit is refused.
func openNet(f *learn.File, level kernel.Level) (*net, error) {
	n := &net{level: level}
	for _, l := range f.Labels {
		if r, ok := strings.CutPrefix(l, "rel "); ok {
			n.rels = append(n.rels, r)
			continue
		}
		tag, ok := parseLabel(strings.TrimPrefix(l, "tag "))
		if !ok {
			return nil, parley.Errorf(parley.Invalid, "syntax: open model", "class %q is no pair of tags", l)
		}
		n.tags = append(n.tags, tag)
	}
	n.lay = newLayout(len(n.tags), len(n.rels))
	p := &parts{f: f, level: level}
	n.vocabulary, n.word, n.affix = f.Section("vocabulary"), f.Section("word"), f.Section("affix")
	slots := len(n.vocabulary) / 8
	p.want(slots > 0 && slots&(slots-1) == 0 && len(n.vocabulary) == 8*slots, "vocabulary")
	p.want(len(n.word)%wordWidth == 0 && len(n.word) > 0, "word")
	p.want(len(n.affix) == affixRows*wordWidth, "affix")
	p.want(len(n.tags) > 0 && len(n.tags) <= tagOut && len(n.rels) > 0 && len(n.rels) <= relOut, "labels")
	for l := range n.conv {
		n.conv[l] = p.rectified("conv" + digit(l+1))
	}
	n.tag, n.act = p.linear("tag", tagOut), p.linear("act", actOut)
	n.lab = [2]linear{p.linear("left", relOut), p.linear("right", relOut)}
	n.place = p.weights("place", width, places*width)
	table := f.Section("table")
	p.want(len(table) == 2*width*n.lay.size, "table")
	scale := p.floats("state.scale", 1)
	if p.bad == "" {
		p.want(n.checkVocabulary(), "vocabulary")
	}
	if p.bad != "" {
		return nil, parley.Errorf(parley.Invalid, "syntax: open model", "section %s does not fit", p.bad)
	}
	for i := 0; i < len(table); i += 2 {
		n.table = append(n.table, int16(binary.LittleEndian.Uint16(table[i:])))
	}
	n.zero = make([]float32, width)
	for range width {
		n.scale = append(n.scale, scale[0])
	}
	return n, nil
}

// checkVocabulary reports whether all numbers are those of words, and a slot is empty so that every search ends.
func (n *net) checkVocabulary() bool {
	empty := false
	for i := 4; i < len(n.vocabulary); i += 8 {
		id := binary.LittleEndian.Uint32(n.vocabulary[i:])
		empty = empty || id == 0
		if int(id) >= len(n.word)/wordWidth {
			return false
		}
	}
	return empty
}

// parts reads the sections of a file and remembers the first that does not fit.
type parts struct {
	f     *learn.File
	level kernel.Level
	bad   string
}

func (p *parts) want(ok bool, name string) {
	if !ok && p.bad == "" {
		p.bad = name
	}
}

func (p *parts) weights(name string, in, out int) kernel.Weights {
	w, ok := kernel.NewWeights(p.f.Section(name), in, out, p.level)
	p.want(ok, name)
	return w
}

func (p *parts) floats(name string, n int) []float32 {
	b := p.f.Section(name)
	p.want(len(b) == 4*n, name)
	out := make([]float32, n)
	for i := range min(n, len(b)/4) {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		p.want(!math.IsNaN(float64(out[i])) && !math.IsInf(float64(out[i]), 0), name)
	}
	return out
}

func (p *parts) rectified(name string) rectified {
	r := rectified{w: p.weights(name, windowLen*width, width)}
	f := p.floats(name+".scale", 2*width+1)
	r.scale, r.bias, r.ratio = f[:width], f[width:2*width], f[2*width]
	return r
}

func (p *parts) linear(name string, out int) linear {
	l := linear{w: p.weights(name, width, out), bias: make([]int32, out)}
	b := p.f.Section(name + ".bias")
	p.want(len(b) == 4*out, name+".bias")
	for i := range min(out, len(b)/4) {
		l.bias[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return l
}

// find is the number of a word, 0 for one not known.
func (n *net) find(h learn.Hash) uint32 {
	mask := len(n.vocabulary)/8 - 1
	for i := int(h) & mask; ; i = (i + 1) & mask {
		id := binary.LittleEndian.Uint32(n.vocabulary[8*i+4:])
		if id == 0 || binary.LittleEndian.Uint32(n.vocabulary[8*i:]) == uint32(h>>32) {
			return id
		}
	}
}
