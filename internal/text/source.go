package text

import "strings"

// Behind is the head of who stands behind a source that token t heads, -1 where t itself does: "some of the guilds said" are the guilds, "a report by
// the union said" is the union, "reports in the press said" is the press, "a ministry statement said" is the ministry, "its statement said" is it.
// Whether what stands before a paper is somebody is for the caller to say: "a climate report". It needs tags, lemmas and trees.
func Behind(d *Doc, t int) int {
	if n := len(d.Tokens); t < 0 || t >= n || len(d.Heads) != n || len(d.Rels) != n || len(d.Lemmas) != n || len(d.Tags) != n {
		return -1
	}
	lemma := strings.ToLower(d.Lemmas[t])
	part, paper := parts[d.Lower(t)], d.Tags[t].U == NOUN && (printed[lemma] || issued[lemma])
	if !part && !paper {
		return -1
	}
	s := d.Sentences[d.Tokens[t].Sentence].Tokens
	for k := t + 2; k < min(t+12, s.End); k++ {
		if int(d.Heads[k]) != t || !strings.HasPrefix(d.Rels[k], "nmod") && d.Rels[k] != "obl" {
			continue
		}
		switch by := marker(d, t, k); {
		case part:
			many := d.Tags[k].Penn == "NNS" || d.Tags[k].Penn == "NNPS" || d.Lower(k) == "them"
			if by == "of" && (d.Tags[t].U == NOUN || many && (!single[d.Lower(t)] || bands[strings.ToLower(d.Lemmas[k])])) {
				return k
			}
		case by == "by", by == "from", by == "in" && printed[lemma], by == "of" && issued[lemma]:
			return k
		}
	}
	if paper {
		return issuer(d, t)
	}
	return -1
}

// issuer is the head of whose paper token t is, where that stands before it: an owner, else the nearest noun, name or adjective of a state. -1 for none.
func issuer(d *Doc, t int) int {
	x := -1
	for k := max(t-8, d.Sentences[d.Tokens[t].Sentence].Tokens.First); k < t; k++ {
		if int(d.Heads[k]) != t {
			continue
		}
		switch rel := d.Rels[k]; {
		case rel == "nmod:poss":
			return k
		case rel == "compound", rel == "nmod", rel == "amod" && d.Tags[k].Penn != "VBN" && d.Tags[k].Penn != "VBG" && d.Word(k) != d.Lower(k):
			x = k
		}
	}
	return x
}

// Issued reports whether token t is a noun for papers in which somebody speaks for himself: a statement is his word, a report need not be.
func Issued(d *Doc, t int) bool { return issued[strings.ToLower(d.Lemmas[t])] }

// marker is the preposition of token k, which depends on token t before it; "" where it has none.
func marker(d *Doc, t, k int) string {
	for i := t + 1; i < k; i++ {
		if int(d.Heads[i]) == k && d.Rels[i] == "case" {
			return d.Lower(i)
		}
	}
	return ""
}

var (
	parts   = WordSet("some many most several few all both none one two three part parts members")
	single  = WordSet("one two three")
	printed = WordSet("report story article editorial column commentary account reporting coverage news word leak rumour rumor")
	issued  = WordSet("statement letter communique communiqué message note memo dispatch remark comment announcement declaration bulletin")
	bands   = WordSet("group faction party militia movement union agency tribe clan company organisation organization alliance charity government country state")
)
