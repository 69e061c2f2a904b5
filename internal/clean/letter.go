package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// letterMarks stand above a mail that was passed on, in small letters, rules around them aside.
var letterMarks = []string{"forwarded message", "original message", "begin forwarded message", "forwarded by", "weitergeleitete nachricht", "message transféré", "mensaje reenviado"}

// letterFields begin the lines of a mail's header where it is printed, in small letters.
var letterFields = set("from: sent: date: subject: to: cc: bcc: reply-to: reply-to importance: attachments:")

// Limits within which the header of a mail is looked for.
const (
	leastFields = 3   // lines of a printed header, where no mark stands above it
	maxRemark   = 400 // bytes that who passes a mail on writes above it
	letterReach = 60  // units from the start of the report
)

// letter marks the header of a mail that was passed on, where it is printed above the report, and what was written above it. The name behind
// "From:" is that of the outlet where it is listed or such as outlets have.
func (p *page) letter() {
	for i := 0; i < len(p.units) && i < letterReach; i++ {
		marked := letterMark(p.line(i))
		last, fields := i-1, 0
		for k := i; k < len(p.units) && k < i+12; k++ {
			n := headerLines(p.line(k), marked && k == i)
			if n < 0 {
				break
			}
			last, fields = k, fields+n
		}
		if fields < leastFields && !(marked && fields > 0) {
			continue
		}
		if marked {
			p.remark(i)
		}
		for k := i; k <= last; k++ {
			p.sender(k)
			if u := &p.units[k]; u.kind != text.Stamp || !u.set {
				s := p.line(k)
				p.mark(k, text.Noise, parley.Interface)
				p.noteDates(k, s, findDates(s), "date stamp")
			}
		}
		return
	}
}

// letterMark reports whether s begins with a line that stands above a mail that was passed on.
func letterMark(s string) bool {
	first, _, _ := strings.Cut(s, "\n")
	core := strings.ToLower(strings.Trim(first, "-–—_=*>: "))
	if len(first) > 80 {
		return false
	}
	for _, m := range letterMarks {
		if core == m || strings.HasPrefix(core, m) && (strings.HasPrefix(first, "-") || m == "begin forwarded message") {
			return true
		}
	}
	return false
}

// headerLines is how many lines of a header s has, which has no other; -1 where it has another. The first one may be the mark above it.
func headerLines(s string, marked bool) int {
	if len(s) > 4000 {
		return -1
	}
	n := 0
	for k, line := range strings.Split(s, "\n") {
		if k == 0 && marked {
			continue
		}
		first, _, _ := strings.Cut(strings.TrimLeft(line, "*> "), " ")
		if len(line) > 300 || !letterFields[strings.ToLower(strings.Trim(first, "*"))] {
			return -1
		}
		n++
	}
	return n
}

// remark marks what stands above the mail that begins with unit i, the headline aside, where it is short.
func (p *page) remark(i int) {
	size := 0
	for k := 1; k < i; k++ {
		size += p.units[k].span.Len()
	}
	for k := 1; k < i && size <= maxRemark; k++ {
		if !p.units[k].set && (p.html == nil || k > p.head) {
			p.mark(k, text.Noise, parley.Interface)
		}
	}
}

// sender notes the outlet behind "From:" in unit k.
func (p *page) sender(k int) {
	s := p.line(k)
	at := 0
	for line := range strings.SplitSeq(s, "\n") {
		if rest, ok := strings.CutPrefix(line, "From: "); ok {
			name, _, _ := strings.Cut(rest, "<")
			name = strings.Trim(name, " \"*'")
			if from := strings.Index(line, name); outletName(name) != "" && from >= 0 {
				b := p.units[k].span.Start + at + from
				p.setOutlet(text.Named{Name: outletName(name), Span: parley.Span{Start: b, End: b + len(name)}, How: parley.Stated, Why: "sender of the mail that was passed on"})
			}
		}
		at += len(line) + 1
	}
}
