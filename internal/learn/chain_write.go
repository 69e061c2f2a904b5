package learn

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Sections are the sections of the chain that the weights make, with at most most rows: those whose weights and counts
// are the largest. The own weights of set mute, a set that only helps the others, are left out; -1 is none.
func (c *CRF) Sections(most, mute int) []Section {
	order := c.ranked(mute)
	order = order[:min(most, len(order))]
	n := 16
	for 4*len(order) > 3*n {
		n *= 2
	}
	le := binary.LittleEndian
	head := make([]byte, 8+8*n)
	le.PutUint32(head, uint32(n))
	var rows []byte
	for _, r := range order {
		f := c.feats[r]
		i := int(f) & (n - 1)
		for le.Uint32(head[8+8*i+4:]) != 0 {
			i = (i + 1) & (n - 1)
		}
		le.PutUint32(head[8+8*i:], uint32(f))
		le.PutUint32(head[8+8*i+4:], uint32(len(rows)+1))
		rows = c.appendRow(rows, r, mute)
	}
	var edges []byte
	for g := range c.groups {
		for _, w := range c.groups[g].trans.w {
			edges = le.AppendUint16(edges, uint16(int16(clip(w*chainScale, 20000))))
		}
	}
	return []Section{{"rows", append(head, rows...)}, {"edges", edges}}
}

// ranked are the rows in the order of their worth: the largest weight times the root of how many tokens have the feature,
// which counts up to nine. Rows without a weight of two units are left out.
func (c *CRF) ranked(mute int) []int32 {
	var order []int32
	rank := make([]float32, len(c.feats))
	for i := range c.feats {
		var w float32
		for g := range c.groups {
			gr := &c.groups[g]
			if at := gr.index[i]; at >= 0 && (g == 0 || g != mute+1) {
				for _, x := range gr.w[at : int(at)+gr.size] {
					w = max(w, x, -x)
				}
			}
		}
		if quant(w) >= 2 {
			order = append(order, int32(i))
			rank[i] = float32(w * float32(math.Sqrt(float64(min(c.count[i], 9)))))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(rank[b], rank[a]) })
	return order
}

// clip is x rounded, at most most from 0.
func clip(x float32, most int) int {
	if x < 0 {
		return -clip(-x, most)
	}
	return min(int(x+0.5), most)
}

func quant(w float32) int { return clip(w*chainScale, 127) }

// appendRow appends the row of a feature; weights of under two units are left out.
func (c *CRF) appendRow(rows []byte, row int32, mute int) []byte {
	start := len(rows)
	rows = append(rows, 0, 0, 0)
	mask := uint16(0)
	for g := range c.groups {
		gr := &c.groups[g]
		at := gr.index[row]
		if at < 0 || g > 0 && g == mute+1 {
			continue
		}
		count := len(rows)
		if g > 0 {
			rows = append(rows, 0)
		}
		for k, w := range gr.w[at : int(at)+gr.size] {
			q := quant(w)
			switch {
			case q > -2 && q < 2:
			case g == 0:
				mask |= 1 << k
				rows = append(rows, byte(int8(q)))
			default:
				rows = append(rows, byte(k), byte(int8(q)))
				rows[count]++
			}
		}
		if g > 0 && rows[count] == 0 {
			rows = rows[:count]
		} else if g > 0 {
			rows[start+2] |= 1 << (g - 1)
		}
	}
	binary.LittleEndian.PutUint16(rows[start:], mask)
	return rows
}
