package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// headline reads the cues that only headlines have: a colon after a name ("Roe: bridge to open"), or a colon or dash before a name at the end
// ("Bridge to close – mayor"). A cue that the content has of its own is looked for as well.
func (p *pass) headline() {
	if i := p.leadColon(); i > 0 {
		p.headlineStatement(parley.TokenRange{First: p.lo, End: i}, i, parley.TokenRange{First: i + 1, End: p.hi}, "colon")
		return
	}
	for i := p.hi - 2; i > p.lo+2 && i >= p.hi-7; i-- {
		switch p.d.Word(i) {
		case "–", "—", "-", "--", ":":
			if p.nameOnly(i+1, p.hi) || p.speakerTail(i+1) && p.hasVerb(p.lo, i) {
				p.headlineStatement(parley.TokenRange{First: i + 1, End: p.hi}, i, parley.TokenRange{First: p.lo, End: i}, "dash")
			}
			return
		}
	}
}

// leadColon is the colon after a short name that opens the headline, 0 where there is none.
func (p *pass) leadColon() int {
	for i := p.lo + 1; i < p.hi-2 && i <= p.lo+6; i++ {
		if p.d.Word(i) == ":" {
			if p.nameOnly(p.lo, i) {
				return i
			}
			return 0
		}
	}
	return 0
}

// nameOnly reports whether tokens [a, b) are one noun phrase that names somebody who can speak.
func (p *pass) nameOnly(a, b int) bool {
	for b > a && p.d.Tags[b-1].U == text.PUNCT && p.d.Word(b-1) != ")" {
		b--
	}
	if b <= a || b-a > 6 {
		return false
	}
	for i := a; i < b; i++ {
		if p.finiteAt(i) {
			return false
		}
		if m := p.headOf[i]; m >= 0 && speaks(p.d.Mentions[m].Type) {
			return true
		}
	}
	return false
}

// speakerTail reports whether the headline ends, from token i on, with a short noun phrase: "Rebels break truce: army".
func (p *pass) speakerTail(i int) bool {
	for j := i; j < p.hi; j++ {
		if u := p.d.Tags[j].U; u != text.NOUN && u != text.PROPN && u != text.ADJ && u != text.DET {
			return false
		}
	}
	return p.hi-i <= 3 && (p.d.Tags[p.hi-1].U == text.NOUN || p.d.Tags[p.hi-1].U == text.PROPN)
}

func (p *pass) headlineStatement(src parley.TokenRange, mark int, content parley.TokenRange, rule string) {
	for src.End > src.First && p.d.Tags[src.End-1].U == text.PUNCT {
		src.End--
	}
	s := &draft{sent: p.sent, quote: -1, src: src, cue: &cue{form: p.d.Word(mark), act: parley.Say},
		cues: []parley.TokenRange{{First: mark, End: mark + 1}}, parts: []parley.TokenRange{{First: content.First, End: p.trim(content.First, content.End)}}}
	s.Rule, s.Score = "statement/headline-"+rule+"@"+Version, 0.8
	p.insert(s)
}
