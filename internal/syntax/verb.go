package syntax

import "github.com/parley-press/parley/internal/text"

// A group is a verb group being read.
type group struct {
	text.Chunk
	parts []int // its verbs, auxiliaries first
}

// maxVerbs is the most verbs in one group; English has no more than five.
const maxVerbs = 8

// verbGroup reads the verb group that starts at token i and gives its end, i where none does: auxiliaries, negation,
// adverbs between, main verb. A full verb ends it, but for "be going to" and "be to".
func (c *chunker) verbGroup(i int) int {
	g := &c.group
	g.Chunk = text.Chunk{Kind: text.VG, Head: -1}
	g.parts = g.parts[:0]
	j := i
	if n := c.negation(j); n > 0 {
		if k := c.afterAdverbs(j + n); c.penn(k) != "TO" && !c.verb(k) || c.penn(k) == "TO" && c.penn(c.afterAdverbs(k+1)) != "VB" {
			return i
		}
		g.Negated = true
		j += n
		j = c.adverbs(j, g)
	}
	if c.penn(j) == "TO" {
		if k := c.afterAdverbs(j + 1); c.penn(k) != "VB" {
			return i
		}
		g.To = true
		j = c.adverbs(j+1, g)
	}
	end := c.verbs(j, g)
	if len(g.parts) == 0 {
		return i
	}
	c.finish(g)
	return c.add(i, end, g.Chunk)
}

// verbs takes the verbs from token j on and gives the end of the group.
func (c *chunker) verbs(j int, g *group) int {
	for j < c.end {
		if c.penn(j) != "MD" && !c.verb(j) || len(g.parts) == maxVerbs {
			break
		}
		if c.penn(j) != "MD" && c.modifies(j, g) {
			break
		}
		g.parts = append(g.parts, j)
		j++
		if !c.goesOn(j-1, j) {
			if n := c.negation(j); n > 0 && c.auxiliary(j-1) && c.penn(j+n) != "RB" {
				g.Negated = true // "is not ready"
				return j + n
			}
			return j
		}
		if c.penn(j) == "TO" {
			j++
		}
		j = c.adverbs(j, g)
	}
	return j
}

// modifies reports whether the participle at j is no verb here: it stands between a determiner or adjective and
// a noun.
func (c *chunker) modifies(j int, g *group) bool {
	if tag := c.penn(j); len(g.parts) > 0 || tag != "VBN" && tag != "VBG" {
		return false
	}
	switch c.penn(j - 1) {
	case "DT", "PRP$", "POS", "JJ", "CD":
		return true
	}
	return c.hyphen(j-1) || c.hyphen(j+1)
}

// auxiliary reports whether the verb at token i can be one.
func (c *chunker) auxiliary(i int) bool {
	if c.penn(i) == "MD" || c.d.Tags[i].U == text.AUX {
		return true
	}
	switch c.d.Lemmas[i] {
	case "be", "have", "do":
		return true
	}
	return false
}

// goesOn reports whether the group goes on after the verb at i: what follows at j, behind adverbs, fits it.
func (c *chunker) goesOn(i, j int) bool {
	k := c.afterAdverbs(j)
	tag, lemma := c.penn(k), c.d.Lemmas[i]
	switch {
	case c.penn(i) == "MD":
		return c.verb(k)
	case lemma == "be":
		if tag == "TO" {
			return c.penn(k+1) == "VB" && c.penn(i) != "VB" && !c.aimBefore(i)
		}
		return tag == "VBN" || tag == "VBG" || tag == "VBD"
	case lemma == "have":
		return tag == "VBN" || tag == "VBD" && c.d.Tags[i].U == text.AUX
	case lemma == "do":
		return (tag == "VB" || tag == "VBP") && (k > j || c.d.Tags[i].U == text.AUX)
	case lemma == "get":
		return tag == "VBN"
	case lemma == "go" && c.penn(i) == "VBG":
		return tag == "TO" && c.penn(k+1) == "VB" && k == j
	}
	return false
}

// aimBefore reports whether the subject before token i is an aim, of which "is to" tells the content.
func (c *chunker) aimBefore(i int) bool {
	for k := i - 1; k >= c.first && k > i-6; k-- {
		switch c.d.Lemmas[k] {
		case "aim", "goal", "plan", "idea", "purpose", "task", "hope", "intention", "point", "job", "objective", "way", "priority",
			"step", "choice", "option", "decision", "thing", "role", "mission", "desire", "wish", "duty", "strategy", "policy":
			return true
		}
		if c.verb(k) {
			return false
		}
	}
	return false
}

// negation is the number of tokens of the negation at j, 0 where none stands there.
func (c *chunker) negation(j int) int {
	switch {
	case c.is(j, "not", "n't", "n’t", "never", "nt"):
		return 1
	case c.is(j, "no") && c.is(j+1, "longer"):
		return 2
	}
	return 0
}

// afterAdverbs is the first token from j on that is no adverb or negation, at most four further.
func (c *chunker) afterAdverbs(j int) int {
	k := j
	for k < j+4 && k < c.end {
		if n := c.negation(k); n > 0 {
			k += n
			continue
		}
		if tag := c.penn(k); tag != "RB" && tag != "RBR" && tag != "RBS" {
			break
		}
		k++
	}
	return k
}

// adverbs passes the adverbs at j and notes a negation among them.
func (c *chunker) adverbs(j int, g *group) int {
	end := c.afterAdverbs(j)
	for k := j; k < end; k++ {
		if c.negation(k) > 0 {
			g.Negated = true
		}
	}
	return end
}

// finish sets head, voice, modal, finiteness and tense of a group from its verbs.
func (c *chunker) finish(g *group) {
	last := len(g.parts) - 1
	g.Head = g.parts[last]
	first := g.parts[0]
	tag := c.penn(first)
	if tag == "MD" {
		g.Modal = c.d.Lemmas[first]
	}
	if last > 0 {
		before := c.d.Lemmas[g.parts[last-1]]
		participle := c.penn(g.Head) == "VBN" || c.penn(g.Head) == "VBD"
		g.Passive = participle && (before == "be" || before == "get")
	}
	switch tag {
	case "MD", "VBD", "VBZ", "VBP":
		g.Finite = !g.To
	case "VB":
		g.Finite = !g.To && c.imperative(first)
	}
	g.Tense = c.tense(g, tag)
}

// imperative reports whether the bare verb at i starts a clause.
func (c *chunker) imperative(i int) bool {
	switch c.penn(i - 1) {
	case "", "``", ":", ".", "''":
		return true
	}
	return false
}

// tense is the tense of a group whose first verb has the tag given.
func (c *chunker) tense(g *group, tag string) text.Tense {
	lemma := func(i int) string { return c.d.Lemmas[g.parts[i]] }
	n := len(g.parts)
	had := tag == "MD"
	switch {
	case g.Modal == "will" || g.Modal == "shall" || g.Modal == "would":
		return text.Future
	case n > 1 && (lemma(0) == "be" && c.penn(g.parts[1]) == "VB" || n > 2 && lemma(n-2) == "go" && lemma(n-3) == "be" && c.penn(g.Head) == "VB"):
		return text.Future // "is to sign", "is going to sign"
	}
	for i := range n - 1 {
		next := c.penn(g.parts[i+1])
		if lemma(i) == "be" && next == "VBG" {
			return text.Progressive
		}
	}
	for i := range n - 1 {
		if next := c.penn(g.parts[i+1]); lemma(i) == "have" && (next == "VBN" || next == "VBD") {
			if c.penn(g.parts[i]) == "VBD" && !had {
				return text.PastPerfect
			}
			return text.Perfect
		}
	}
	switch {
	case g.To || !g.Finite || had:
		return text.NoTense
	case tag == "VBD":
		return text.Past
	}
	return text.Present
}
