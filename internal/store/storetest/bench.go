package storetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// Bench measures a store: reports of 4 KB with findings of some 300 bytes, in batches of 32, then read back.
func Bench(b *testing.B, open Opener) {
	const batch = 32
	stock := func(from int) ([]parley.Report, []store.Found) {
		var rs []parley.Report
		var fs []store.Found
		for i := range batch {
			r := report(fmt.Sprintf("%d %s", from+i, strings.Repeat("The ferry sailed. ", 230)), parley.PlainText, fmt.Sprintf("%d.txt", from+i))
			f := found(r, "v1", parley.Given{})
			f.Findings.Figures[0].Passage.Text = "ferry"
			rs, fs = append(rs, r), append(fs, f)
		}
		return rs, fs
	}
	b.Run("add", func(b *testing.B) {
		s := open(b)
		b.ReportAllocs()
		n := 0
		for b.Loop() {
			b.StopTimer()
			rs, fs := stock(n)
			n += batch
			b.StartTimer()
			add(b, s, rs...)
			if err := s.AddFindings(b.Context(), fs); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
	})
	b.Run("read", func(b *testing.B) {
		s := open(b)
		for i := range 8 {
			rs, fs := stock(i * batch)
			add(b, s, rs...)
			if err := s.AddFindings(b.Context(), fs); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportAllocs()
		n := 0
		for b.Loop() {
			for r, err := range s.Readings(b.Context(), "v1") {
				if err == nil {
					_, err = s.Findings(b.Context(), r)
				}
				if err == nil {
					_, err = s.Report(b.Context(), r.Report)
				}
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
	})
}
