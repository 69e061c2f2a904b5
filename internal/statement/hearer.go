package statement

// hearers takes whom the words went to off the beginning of a content that is what he is to do: "urged Harland [to leave]", "asks council [not to sell]". Who is told
// something is no part of what is said.
func (p *pass) hearers() {
	for _, s := range p.stmts {
		if s.dropped || len(s.parts) == 0 || len(s.cues) == 0 || s.cue == nil || !s.cue.has("addr") || !s.cue.frame("oto") {
			continue
		}
		r := &s.parts[0]
		if r.First < s.cues[0].End {
			continue
		}
		p.at(s.cues[0].First)
		np, end := p.nounPhraseAt(r.First)
		if np.Empty() || !p.hears(p.untimed(np)) {
			continue
		}
		if to := p.taskAt(end); to > 0 && to+1 < r.End {
			s.addr = p.untimed(np)
			r.First = to
		}
	}
}

// taskAt is the infinitive, with "not" before it, that belongs to a noun phrase ending before token i, also behind an aside between commas or dashes; 0 where there is
// none.
func (p *pass) taskAt(i int) int {
	to := p.objectTo(i)
	if to < 0 && i < p.hi && p.dashOrComma(i) {
		for j := i + 1; j+1 < p.hi && j < i+30; j++ {
			if p.d.Word(j) == p.d.Word(i) {
				if to = p.objectTo(j + 1); to > j+2 {
					to = -1
				}
				break
			}
		}
	}
	if to < 0 {
		return 0
	}
	if p.d.Lower(to-1) == "not" || p.d.Lower(to-1) == "never" {
		to--
	}
	return to
}
