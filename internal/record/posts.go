package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A pinning is what the configuration says of an entity of a report: which entry it is, and why; and which actors of the dictionaries have its name.
type pinning struct {
	entry  int    // -1 for none
	is     *entry // nil for none
	why    string
	actors []int32
}

// byConfiguration begins the reason for all that the configuration joins.
const byConfiguration = "named by the dossier's configuration"

// pinnings are what the configuration says of the entities of a report.
func (r *register) pinnings(f *parley.Findings) []pinning {
	out := make([]pinning, len(f.Entities))
	if r == nil {
		for i := range out {
			out[i].entry = -1
		}
		return out
	}
	for i := range f.Entities {
		e := &f.Entities[i]
		out[i] = pinning{entry: r.named(e), actors: r.coded(e)}
		if at := out[i].entry; at >= 0 {
			x := &r.entries[at]
			if out[i].is, out[i].why = x, byConfiguration; foldName(e.Name) != x.keys[0] {
				out[i].why = fmt.Sprintf("%s: %q is %s", byConfiguration, e.Name, x.name)
			}
		}
	}
	if len(r.posts) == 0 {
		return out
	}
	for i := range f.Entities {
		if out[i].entry < 0 {
			if t := r.holder(f, out, i); t != nil {
				out[i].entry, out[i].is, out[i].why = t.entry, &r.entries[t.entry], byConfiguration+": "+t.words
			}
		}
	}
	return out
}

// holder is who holds the office by which alone an entity is called in a report, on every day of which the report speaks of it; nil where the
// configuration does not say, or the report says otherwise.
func (r *register) holder(f *parley.Findings, pins []pinning, i int) *tenure {
	e := &f.Entities[i]
	if e.Unnamed || e.Type != parley.Person && e.Type != parley.Office || slices.ContainsFunc(e.Mentions, func(m parley.Mention) bool { return m.Kind == parley.NameMention }) {
		return nil
	}
	p := r.postOf(f, pins, e)
	if p == nil || slices.ContainsFunc(e.Mentions, func(m parley.Mention) bool {
		return m.Kind == parley.NominalMention && (hasWord(m.Passage.Text, heldOnce) || hasWord(m.Passage.Text, heldNow))
	}) {
		return nil
	}
	days := daysOf(f, e.ID)
	if days == nil {
		return nil
	}
	var found *tenure
	for j := range p.holders {
		t := &p.holders[j]
		if !t.when.Meets(*days) {
			continue
		}
		if found != nil || t.when.From.Known() && t.when.From > days.From || t.when.To.Known() && t.when.To < days.To {
			return nil // it passes from one to another in these days
		}
		found = t
	}
	if found == nil || r.otherwise(f, pins, p, found) {
		return nil
	}
	return found
}

// hasWord reports whether one of the words stands in a text.
func hasWord(s string, words []string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return c == ' ' || c == '-' || c == '\u00a0' || c == '\n' }) {
		if slices.Contains(words, w) {
			return true
		}
	}
	return false
}

// postOf is the office that an entity of a report is called by: its role is the title, and it speaks for whom the office is of.
func (r *register) postOf(f *parley.Findings, pins []pinning, e *parley.LocalEntity) *post {
	posts := r.posts[foldName(e.Role)]
	for i := range posts {
		p := &posts[i]
		if p.of == "" && e.Side == "" && foldName(e.Name) == p.title {
			return p
		}
		if p.of == "" || e.Side == "" {
			continue
		}
		for j := range f.Entities {
			if s := &f.Entities[j]; s.ID == e.Side && (p.owner >= 0 && pins[j].entry == p.owner || foldName(s.Name) == p.of) {
				return p
			}
		}
	}
	return nil
}

// daysOf is the days of which a report speaks of an entity: that on which it appeared, and those on which the entity is reported to have said things; nil
// where the first is not known.
func daysOf(f *parley.Findings, id string) *parley.Interval {
	pub := f.Meta.Published
	if !pub.Value.Known() {
		return nil
	}
	days := *parley.Day(pub.Value)
	if w := pub.Within; w != nil && w.From.Known() && w.To.Known() {
		days = *w
	}
	for i := range f.Statements {
		s := &f.Statements[i]
		if s.Source == nil || s.Source.Entity != id || s.SaidOn == nil || !s.SaidOn.From.Known() || !s.SaidOn.To.Known() {
			continue
		}
		if s.SaidOn.Meets(days) { // said by the day before at the latest, by convention: the day itself is meant
			continue
		}
		days.From, days.To = min(days.From, s.SaidOn.From), max(days.To, s.SaidOn.To)
	}
	return &days
}

// heldOnce are words that say of a title that somebody had it, or is to have it, or has another one; heldNow that somebody has it.
var (
	heldOnce = strings.Fields("former ex then late previous past outgoing ousted sacked deputy vice assistant junior next future first second erstwhile onetime designate elect shadow would-be")
	heldNow  = strings.Fields("new acting interim caretaker incoming current")
)

// otherwise reports whether a report itself gives the office to somebody else, or says of the holder that it is not theirs.
func (r *register) otherwise(f *parley.Findings, pins []pinning, p *post, t *tenure) bool {
	for i := range f.Entities {
		e := &f.Entities[i]
		if e.Type != parley.Person || e.Role == "" || !slices.ContainsFunc(e.Mentions, func(m parley.Mention) bool { return m.Kind == parley.NameMention }) {
			continue
		}
		words := strings.Fields(foldName(e.Role))
		past := hasWord(e.Role, heldOnce)
		for len(words) > 1 && (slices.Contains(heldOnce, words[0]) || slices.Contains(heldNow, words[0])) {
			words = words[1:]
		}
		same := func() bool {
			bare := parley.LocalEntity{Role: strings.Join(words, " "), Side: e.Side}
			if e.Side == "" {
				return slices.ContainsFunc(r.posts[bare.Role], func(x post) bool { return x.num == p.num })
			}
			x := r.postOf(f, pins, &bare)
			return x != nil && x.num == p.num
		}
		if past == (pins[i].entry == t.entry) && same() {
			return true
		}
	}
	return false
}
