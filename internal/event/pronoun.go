package event

// onlyPapers are verbs of what is done to papers alone, so that their "it" is none of the parties.
var onlyPapers = map[string]bool{"accept": true, "sign": true, "ratify": true, "endorse": true, "adopt": true, "veto": true, "draft": true, "implement": true,
	"reject": true, "approve": true, "initial": true, "support": true, "back": true, "amend": true, "table": true, "carry": true, "pass": true, "study": true,
	"enact": true, "repeal": true, "rescind": true, "revoke": true, "overturn": true, "quash": true, "annul": true, "nullify": true, "invalidate": true, "uphold": true, "flout": true, "contravene": true,
	"violate": true, "breach": true, "renegotiate": true, "negotiate": true, "broker": true, "finalize": true, "finalise": true, "conclude": true, "shelve": true, "scrap": true, "unveil": true,
	"announce": true, "welcome": true, "hail": true, "denounce": true, "oppose": true, "suspend": true, "terminate": true, "renew": true, "propose": true}

// begins are verbs by which a paper alone begins or ends to hold ("it took effect", "it expired"), as far as the transition table has them with their words.
var begins = map[string]bool{"take": true, "come": true, "enter": true, "go": true, "expire": true, "lapse": true}

// many reports whether instrument i was last told in the plural: "its proposals".
func (w *search) many(i int) bool {
	ms := w.instsList[i].Mentions
	r := w.d.Range(ms[len(ms)-1])
	return !r.Empty() && w.d.Tags[r.End-1].Penn == "NNS"
}

// pronoun takes "it", or "them" after a plural, for the paper told last where the verb is one that papers alone undergo.
func (w *search) pronoun(c int32, t, recent int, ks []known) {
	k := w.clauseAt[t]
	if recent < 0 || k < 0 {
		return
	}
	in := &w.instsList[recent]
	last := in.Mentions[len(in.Mentions)-1]
	if r := w.d.Range(last); w.d.Tokens[t].Span.Start-last.End > 200 && (r.Empty() || w.d.Tokens[t].Sentence-w.d.Tokens[r.First].Sentence > 1) {
		return
	}
	if w.trees() && w.d.Rels[t] == "nsubj" && t+1 < len(w.low) && w.d.Tags[t+1].Penn == "VB" {
		return // "demanded that [it] help"
	}
	lo, hi := w.mentionsIn(w.d.Chunks[c].Tokens)
	verb := ""
	if cl := &w.clauses[k]; cl.vg >= 0 {
		verb = w.d.Lemmas[w.d.Chunks[cl.vg].Head]
	}
	for i := lo; i < hi; i++ {
		if w.acts(w.d.Mentions[i]) && !onlyPapers[verb] {
			return
		}
	}
	n := naming{chunk: c, head: t, first: t, paper: paperHead{family: ks[recent].family}}
	if s, _ := slotIn(w.verbArgs(k), c); s != "obj" && !(s == "subj" && begins[verb]) {
		return
	}
	st, ok := w.verbStep(n, k)
	if !ok {
		return
	}
	w.record(in, n, st)
	w.paperAt[t] = recent
	w.stands[t] = ks[recent].noun
}
