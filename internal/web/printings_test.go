package web

import (
	"testing"
)

// TestPrintings: what two outlets print of one voice in the same words is one telling; other words, and what two outlets tell themselves, are two.
func TestPrintings(t *testing.T) {
	said := func(who, outlet, words string) account {
		return account{Voice: voice{Who: ref{Name: who}, Outlet: outlet}, Report: reportRef{Outlet: outlet}, Quote: quote{Words: words}}
	}
	own := func(outlet, words string) account {
		a := said("", outlet, words)
		a.Voice.Own = true
		return a
	}
	s := side{Accounts: []account{said("Roe", "Post", "the truce held"), said("Roe", "Times", "the truce held"), said("Roe", "Times", "it broke"), said("Vey", "Post", "the truce held"),
		own("Post", "shells fell"), own("Times", "shells fell")}}
	got := s.Told()
	if len(got) != 5 || len(got[0].Also) != 1 || got[0].Also[0].Report.Outlet != "Times" || len(s.AllTold()) != 5 {
		t.Errorf("%d tellings, the first also in %v", len(got), got[0].Also)
	}
}
