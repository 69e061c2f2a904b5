package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// noteStarts begin the notes of an editor on the text itself, in small letters, marks before them aside.
var noteStarts = []string{"this article was amended", "this article was updated", "this article has been", "this story was updated", "this story has been", "this post has been",
	"this version corrects", "this version of the", "this story corrects", "an earlier version of this", "a previous version of this", "editor's note:", "editors' note:", "correction:", "clarification:",
	"updates with", "adds ", "corrects ", "recasts ", "updates to ", "refiles to", "repeats ", "in this article was", "has been corrected",
	"this article is an edited", "this is an edited", "this article was originally published", "this story was originally published", "this article first appeared", "this story first appeared",
	"the story is refiled", "the story has been refiled", "this story is refiled", "this story has been refiled", "this article was funded", "this story was funded", "this content is sponsored by", "this story has been modified"}

// notes marks what stands below an article beside credits: notes on changes, how to reach who wrote, who the author is. They are looked for
// in the last lines, and as the last sentence of a text without lines.
func (p *page) notes() {
	last := p.lastBody()
	for n := 0; last > p.head && n < 6; n++ {
		i := last
		if last = p.bodyBeforeUnit(i); last < 0 { // something has to stay
			p.lastNote(i)
			return
		}
		s := p.str(p.rest(i))
		switch {
		case note(s), contactLine(s):
			p.mark(i, text.Noise, parley.Interface)
		case p.reportedFrom(s):
			p.mark(i, text.Noise, parley.Credit)
			p.creditLine(i, s)
		case p.about(s):
			p.mark(i, text.Noise, parley.Credit)
			if names, _ := readNames(s, len(s)-len(strings.TrimLeft(s, rules))); !p.reported() {
				p.addBylines(i, s, names, "reporting")
			}
		default:
			p.lastNote(i)
			return
		}
	}
}

// changed reports whether a line is what agencies print above the versions of a story: "(Adds comments of the ministry)".
func changed(s string) bool {
	if len(s) > 200 || !strings.HasPrefix(s, "(") || !strings.HasSuffix(s, ")") {
		return false
	}
	for _, w := range [...]string{"Adds ", "Recasts", "Updates ", "Corrects ", "Refiles ", "Repeats ", "Rewrites ", "Writes through", "New throughout"} {
		if strings.HasPrefix(s[1:], w) {
			return true
		}
	}
	return false
}

// bodyBeforeUnit is the unit of the article before unit i, -1 where there is none.
func (p *page) bodyBeforeUnit(i int) int {
	for i--; i > p.head && i >= 0; i-- {
		if p.isBody(i) && !p.rest(i).Empty() {
			return i
		}
	}
	return -1
}

// lastNote cuts notes off the end of unit i, where they were run in.
func (p *page) lastNote(i int) {
	for n := 0; n < 4; n++ {
		r := p.rest(i)
		s := p.str(r)
		from := max(0, len(s)-500)
		cut, noted := -1, false
		sentences(s, func(a, b int) bool {
			if a >= from && a > 100 && (note(s[a:b]) || strings.HasPrefix(s[a:], "•")) {
				cut, noted = a, true
				return false
			}
			switch {
			case a <= 100 || a < from:
			case p.about(s[a:b]) || b == len(s) && p.reportedFrom(s[a:b]):
				cut = a
			case cut >= 0 && !goesOnAbout(s[a:b]):
				cut = -1
			}
			return true
		})
		if cut < 0 {
			return
		}
		kind := parley.Credit
		if noted {
			kind = parley.Interface
		}
		p.cut(i, parley.Span{Start: r.Start + cut, End: r.End}, text.Noise, kind)
	}
}

// note reports whether s is an editor's note on the text.
func note(s string) bool {
	if len(s) > 400 {
		return false
	}
	low := strings.ToLower(strings.ReplaceAll(s, "’", "'"))
	bracket := strings.HasPrefix(low, "(")
	low = strings.TrimLeft(low, "(*•[-–— ")
	if strings.Contains(low, "is the sponsor of this") || strings.Contains(low, "the sponsor of this content") {
		return true
	}
	for _, w := range noteStarts {
		switch {
		case strings.HasPrefix(w, "in this") || strings.HasPrefix(w, "has been"):
			if strings.Contains(low, w) && strings.HasPrefix(s, "•") {
				return true
			}
		case strings.HasSuffix(w, " ") || strings.HasPrefix(w, "updates"):
			if bracket && strings.HasPrefix(low, w) && (strings.Contains(low, "paragraph") || strings.Contains(low, "quote") || strings.Contains(low, "comment") || strings.Contains(low, "detail") || strings.Contains(low, "headline") || strings.Contains(low, "background")) {
				return true
			}
		case strings.HasPrefix(low, w):
			return true
		}
	}
	return false
}

// contactLine reports whether s tells how to reach somebody: an address or names of accounts, with few words beside.
func contactLine(s string) bool {
	if len(s) > 600 {
		return false
	}
	marks := strings.Count(s, "@") + strings.Count(s, "twitter.com/")
	if marks == 0 {
		return false
	}
	if !strings.Contains(s, " ") {
		return true
	}
	low := strings.ToLower(s)
	words := strings.Count(s, " ") + 1
	for _, w := range [...]string{"follow ", "contact ", "write to ", "tweet ", "can be followed", "be reached at", "email ", "e-mail ", "on twitter", "send tips"} {
		if strings.Contains(low, w) && words <= 14+22*marks && !strings.ContainsAny(s, "“”\"") && !strings.Contains(low, " said") {
			return strings.HasPrefix(low, w) || words <= 12 || strings.Contains(low, "can be followed") || strings.Contains(low, "be reached at")
		}
	}
	return false
}

// rules are the marks of lines that part notes from the text.
const rules = "—–_-• "

// reportedFrom reports whether s says only from where somebody reported: "Ana Roe reported from Riverton."
func (p *page) reportedFrom(s string) bool {
	s = strings.TrimLeft(s, rules)
	k := strings.Index(s, " reported from ")
	if k < 3 || len(s) > 200 || !upperFirst(s) {
		return false
	}
	for _, w := range strings.Fields(s[:k]) {
		if w = strings.Trim(w, ","); !upperFirst(w) && w != "and" {
			return false
		}
	}
	place := strings.TrimSpace(s[k+len(" reported from "):])
	return upperFirst(place) && strings.Count(place, " ") < 14 && !strings.Contains(place, " that ")
}

// jobs are what authors are by the notes on them.
var jobs = []string{"reporter", "correspondent", "bureau chief", "writer", "editor", "columnist", "author", "co-author", "fellow", "professor", "lecturer", "contributor", "freelance", "journalist", "analyst", "director"}

// about reports whether s says who the author is: "Ana Roe is a reporter for …", of somebody who is named nowhere else in the report but in
// credits.
func (p *page) about(s string) bool {
	if s = strings.TrimLeft(s, rules); len(s) > 500 {
		return false
	}
	names, end := readNames(s, 0)
	if len(names) != 1 {
		return false
	}
	name := names[0].of(s)
	for _, w := range [...]string{" covers ", " writes about ", " reports on "} {
		if strings.HasPrefix(s[end:], w) {
			return len(s) < 160 && p.unknown(name, s)
		}
	}
	for _, w := range [...]string{" joined ", " has been ", " was ", " has covered ", " has worked ", " has reported ", " has written ", " worked ", " spent "} {
		if rest, ok := strings.CutPrefix(s[end:], w); ok {
			return pressJob(rest[:min(len(rest), 120)]) && p.unknown(name, s)
		}
	}
	rest, ok := strings.CutPrefix(s[end:], " is ")
	if !ok {
		return false
	}
	if first, _, _ := strings.Cut(rest, " "); first != "a" && first != "an" && first != "the" && first != "The" && !upperFirst(first) && !table().is("weekday", first) {
		return false
	}
	head := strings.ToLower(rest[:min(len(rest), 90)])
	is := false
	for _, j := range jobs {
		is = is || strings.Contains(head, j)
	}
	for _, w := range [...]string{"follow him on", "follow her on", "follow them on"} {
		is = is || strings.Contains(rest, w)
	}
	return is && p.unknown(name, s)
}

// reported reports whether a byline above the article says who wrote it.
func (p *page) reported() bool {
	for _, b := range p.text.Meta.Bylines {
		if b.Role == "reporting" && b.Span.Start < len(p.text.Content)/2 {
			return true
		}
	}
	return false
}

// pressJob reports whether s names what only those do who write for the press.
func pressJob(s string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isWord(r) }) {
		switch w {
		case "reporter", "correspondent", "columnist", "journalist", "bureau", "freelance":
			return true
		}
	}
	return false
}

// unknown reports whether the family name stands nowhere in the article but in s, which is a part of it.
func (p *page) unknown(name, s string) bool {
	family := name[strings.LastIndexByte(name, ' ')+1:]
	body := 0
	for i := range p.units {
		if p.isBody(i) {
			body += strings.Count(p.str(p.rest(i)), family)
		}
	}
	return body <= strings.Count(s, family)
}

// goesOnAbout reports whether s goes on from a sentence on who the author is: "She is based in Riverton.", "Follow her on …".
func goesOnAbout(s string) bool {
	low := strings.ToLower(s)
	for _, w := range [...]string{"he is", "she is", "they are", "he has", "she has", "he was", "she was", "you can follow", "follow ", "email ", "contact "} {
		if strings.HasPrefix(low, w) {
			return len(s) < 200
		}
	}
	return false
}

// pressmen reports whether words begin a list of those who wrote for an agency: "Newswire writers Ana Roe in Riverton, …".
func pressmen(s string) bool {
	for _, w := range strings.Fields(lowerASCII(s)) {
		switch w {
		case "writers", "writer", "reporters", "reporter", "correspondents", "correspondent", "journalists", "journalist":
			return true
		}
	}
	return false
}

// contributions cuts sentences such as "Ana Roe contributed to this report." out of paragraphs they were run into.
func (p *page) contributions(i int) {
	r := p.units[i].span
	s := p.str(r)
	for _, w := range [...]string{"contributed to this report", "contributed to this story", "contributed to this article", "contributed reporting"} {
		k := strings.Index(s, w)
		if k < 0 {
			continue
		}
		from, to := -1, len(s)
		sentences(s, func(a, b int) bool {
			if a <= k && k < b {
				from, to = a, b
			}
			return b <= k
		})
		if from >= 0 && k-from > 220 && !pressmen(s[from:min(len(s), from+60)]) {
			from = namesBefore(s, k)
		}
		if from < 0 || k-from > 400 || !upperFirst(s[from:]) {
			continue
		}
		p.cut(i, parley.Span{Start: r.Start + from, End: r.Start + to}, text.Noise, parley.Credit)
		p.near = r.Start + from
		p.creditLine(i, s[from:to])
	}
}

// namesBefore is where the names begin that end before byte k of s, as where no mark ends the sentence before them; -1 where there are none.
func namesBefore(s string, k int) int {
	from := k
	for from > 0 {
		at := strings.LastIndexByte(s[:from-1], ' ') + 1
		w := strings.Trim(s[at:from-1], ",")
		if !upperFirst(w) && w != "and" || strings.ContainsAny(w, ".)”\"") {
			break
		}
		from = at
		if at == 0 {
			break
		}
	}
	if names, _ := readNames(s, from); from == k || len(names) == 0 {
		return -1
	}
	return from
}
