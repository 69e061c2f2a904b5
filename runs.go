package parley

import (
	"encoding/base64"
	"encoding/binary"
)

// Runs are the runs of five words of a text as numbers, in the order in which they stand: equal runs give equal numbers in every report. As text they are
// base64 (RFC 4648) of four bytes each, the lowest first.
type Runs []uint32

// MarshalText is r as text.
func (r Runs) MarshalText() ([]byte, error) {
	raw := make([]byte, 0, 4*len(r))
	for _, x := range r {
		raw = binary.LittleEndian.AppendUint32(raw, x)
	}
	return base64.StdEncoding.AppendEncode(nil, raw), nil
}

// UnmarshalText reads what MarshalText writes.
func (r *Runs) UnmarshalText(b []byte) error {
	raw, err := base64.StdEncoding.AppendDecode(nil, b)
	if err != nil || len(raw)%4 != 0 {
		return Errorf(Invalid, "runs", "not base64 of whole numbers of four bytes")
	}
	*r = make(Runs, 0, len(raw)/4)
	for ; len(raw) > 0; raw = raw[4:] {
		*r = append(*r, binary.LittleEndian.Uint32(raw))
	}
	return nil
}
