package numeral

import "fmt"

// Bytes writes a size of n bytes in MB, kB or bytes (powers of ten), with one digit after the point where it is not whole.
func Bytes(n int64) string {
	for _, u := range []struct {
		size int64
		name string
	}{{1_000_000, "MB"}, {1_000, "kB"}} {
		if n >= u.size {
			if n%u.size == 0 {
				return fmt.Sprintf("%d %s", n/u.size, u.name)
			}
			return fmt.Sprintf("%.1f %s", float64(n)/float64(u.size), u.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
