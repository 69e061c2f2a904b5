package learn

// A featureMap maps features to numbers: open addressing by linear probing, at most two thirds full.
type featureMap struct {
	slots []uint64 // the feature in the upper half, one more than the number in the lower one; 0 is empty
	used  int
}

// slot is where the feature stands, or the empty slot where it would.
func (m *featureMap) slot(f Feature) int {
	mask := len(m.slots) - 1
	for i := int(uint32(f)*0x9e3779b1) & mask; ; i = (i + 1) & mask {
		if s := m.slots[i]; s == 0 || Feature(s>>32) == f {
			return i
		}
	}
}

// get is the number of a feature.
func (m *featureMap) get(f Feature) (int32, bool) {
	if len(m.slots) == 0 {
		return 0, false
	}
	s := m.slots[m.slot(f)]
	return int32(uint32(s)) - 1, s != 0
}

// add adds n to the number of a feature, which starts as 0.
func (m *featureMap) add(f Feature, n int32) {
	if 3*m.used >= 2*len(m.slots) {
		m.grow()
	}
	i := m.slot(f)
	if m.slots[i] == 0 {
		m.slots[i] = uint64(f)<<32 | 1
		m.used++
	}
	m.slots[i] += uint64(n)
}

func (m *featureMap) grow() {
	old := m.slots
	m.slots = make([]uint64, max(1024, 2*len(old)))
	for _, s := range old {
		if s != 0 {
			m.slots[m.slot(Feature(s>>32))] = s
		}
	}
}
