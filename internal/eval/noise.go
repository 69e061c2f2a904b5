package eval

// What one byte of a report is, as bits.
const (
	furniture = 1 << iota // core noise of the gold
	optional              // other noise and subheads: free to mark or to leave
	marked                // noise of the record
)

// noise scores page furniture by bytes; white space does not count.
func (s *scorer) noise() {
	s.section = "Noise"
	var t tally
	var dropped answer
	for _, f := range s.gold.Files {
		r := s.gold.reports[f]
		lost, kept := 0, 0
		for i, bits := range s.noiseBits(f) {
			if isSpace(r.raw[i]) {
				continue
			}
			isMarked := bits&marked != 0
			switch {
			case bits&furniture != 0:
				t.gold++
				if isMarked {
					t.predicted++
					t.hit(1)
				} else {
					kept++
				}
			case bits&optional != 0:
			default:
				dropped.add(isMarked)
				if isMarked {
					t.predicted++
					lost++
				}
			}
		}
		if lost > 0 {
			s.miss("body dropped as noise", "%s: %d bytes", f, lost)
		}
		if kept > 0 {
			s.miss("noise kept", "%s: %d bytes", f, kept)
		}
	}
	share := dropped.score("body bytes dropped")
	share.Cost = true
	s.add(t.score("noise bytes"), share)
}

// noiseBits says of every byte of a file what it is.
func (s *scorer) noiseBits(file string) []byte {
	r := s.gold.reports[file]
	bits := make([]byte, len(r.raw))
	set := func(rs ranges, bit byte) {
		for _, x := range rs {
			for i := max(0, x[0]); i < min(x[1], len(bits)); i++ {
				bits[i] |= bit
			}
		}
	}
	for _, n := range r.Report.Noise {
		if n.Core {
			set(coverSpans(n.span), furniture)
		} else {
			set(coverSpans(n.span), optional)
		}
	}
	set(coverSpans(r.Report.Subheads...), optional)
	set(s.report(file).noise, marked)
	return bits
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }
