// Package recordtest invents the findings of dossiers, so that the fold can be tested and measured without reading. Same seed, same findings.
package recordtest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A Press invents the reports of one dossier: states, people and bodies that speak of a stock of happenings in words of their own, most of them of the
// happenings of the day.
type Press struct {
	cast
	seed    uint64
	stories int // happenings; 1 is one story told again and again
	words   []string
	archive *archive // nil for a plain press
}

// A cast is what the reports of a press speak of, and who prints them.
type cast struct{ parties, people, bodies, places, outlets, papers []string }

// NewPress is a press of that seed with so many stories.
func NewPress(seed uint64, stories int) *Press {
	p := &Press{cast: cast{parties, people, bodies, places, outlets, papers}, seed: seed, stories: stories}
	rng := rand.New(rand.NewPCG(seed, 7))
	for len(p.words) < 2000 {
		p.words = append(p.words, word(rng))
	}
	return p
}

// word is an invented word of two to four syllables.
func word(rng *rand.Rand) string {
	var b strings.Builder
	for range 2 + rng.IntN(3) {
		b.WriteByte("bdfgklmnprstv"[rng.IntN(13)])
		b.WriteByte("aeiou"[rng.IntN(5)])
	}
	b.WriteByte("bdgkmnprt"[rng.IntN(9)])
	return b.String()
}

// parties, people and places of every dossier.
var (
	parties = []string{"Harland", "Vessia", "Ondria", "Karest", "Tolmark", "Brenia"}
	people  = []string{"Ana Roe", "Jon Vale", "Mira Stane", "Olek Dorn", "Pia Lund", "Ben Harrow", "Ida Kern", "Tam Orrin", "Eva Sund", "Rolf Amery", "Nils Tarn", "Lea Morrow"}
	bodies  = []string{"Harland's army", "the Vessian foreign ministry", "Lake Commission", "River Council", "the army", "Hill Front"}
	places  = []string{"Low Ford", "Stonebridge", "Red Quay", "Hesk", "Upper Vale", "Marrow Pass"}
	outlets = []string{"Riverton Post", "Lake Times", "Vessia Today", "Hill Courier", "Northern Wire"}
	acts    = []parley.Act{parley.Say, parley.Say, parley.Say, parley.Announce, parley.Deny, parley.Accuse, parley.Demand, parley.Promise, parley.Agree, parley.Refuse, parley.Confirm}
	types   = []parley.EventType{"talks", "violation", "agreement", "attack-on-protected", "proposal-made", "statement", "aid-obstruction"}
	states  = []parley.Status{parley.Happened, parley.Happened, parley.Planned, parley.Denied, parley.CalledOff, parley.Ongoing}
	papers  = []string{"the Low Ford truce", "a draft agreement", "the Lake Commission proposal", "the truce", "a new plan", "the Harland paper"}
	steps   = []parley.InstrumentState{parley.StateOffered, parley.StateBacked, parley.StateRejected, parley.StateAgreed, parley.StateViolated, parley.StateWithdrawn}
	units   = []string{"villagers", "people killed", "lorries", "prisoners", "wounded", "boats"}
)

// A sheet is a report in the making.
type sheet struct {
	*Press
	rng *rand.Rand
	f   parley.Findings
	at  int // bytes written
	ids map[string]string

	day  parley.Date // of an archive: around which days lie, and all that was written
	text []byte
}

// someDay is a day of a dossier.
func (s *sheet) someDay(rng *rand.Rand) parley.Date {
	if s.archive != nil {
		return s.day - 20 + parley.Date(rng.IntN(30))
	}
	return parley.NewDate(2031, 5, 1+rng.IntN(200))
}

// Bytes stands for the bytes of report n: their hash is its id.
func (p *Press) Bytes(n int) []byte {
	if p.archive != nil {
		return p.sheetOf(n).text
	}
	return fmt.Appendf(nil, "%d/%d", p.seed, n)
}

// Report invents the findings of report n, of telling v: tellings of one report have other words here and there and the same id.
func (p *Press) Report(n, v int) parley.Findings {
	if p.archive != nil {
		return p.archived(n)
	}
	s := &sheet{Press: p, rng: rand.New(rand.NewPCG(p.seed<<20+uint64(n), 11)), ids: map[string]string{}}
	id := parley.IDOf(p.Bytes(n))
	s.f = parley.Findings{Report: id, Reader: "invented"}
	outlet := s.outlets[s.rng.IntN(len(s.outlets))]
	s.f.Meta.Outlet = parley.Named{Name: outlet, How: parley.Stated}
	if s.rng.IntN(10) > 0 {
		s.f.Meta.Published = parley.Published{Value: parley.NewDate(2031, 5, 1+n%200), How: parley.Stated}
	}
	if s.rng.IntN(3) == 0 {
		s.f.Meta.Agencies = []parley.Named{{Name: "Northern Wire", How: parley.Stated}}
	}
	story := n * p.stories / max(p.stories, 400) % p.stories
	if p.stories > 1 && s.rng.IntN(3) == 0 {
		story = s.rng.IntN(p.stories)
	}
	if v > 0 {
		s.rng = rand.New(rand.NewPCG(p.seed<<20+uint64(n), 11+uint64(v)))
	}
	s.write(story)
	s.f.Words = s.at / 6
	s.sketch(story, outlet)
	return s.f
}

// write invents what the report says of a story: the first half of its statements and events are the story's own, with small changes, and where there is but one
// story all are.
func (s *sheet) write(story int) {
	of := rand.New(rand.NewPCG(s.seed<<20+uint64(story), 13))
	var said []string
	for i := range 8 {
		src := s.person(of)
		words := s.sentence(of, 8+of.IntN(8))
		act := s.act(of)
		if i >= 4 && s.stories > 1 {
			src, words, act = s.person(s.rng), s.sentence(s.rng, 6+s.rng.IntN(10)), s.act(s.rng)
		}
		said = append(said, s.say(src, act, s.vary(words)))
	}
	s.paper(of, said[0])
	for i := range 5 {
		rng := of
		if i >= 3 && s.stories > 1 {
			rng = s.rng
		}
		s.event(rng, said[i])
	}
	for i := range 2 {
		s.dated(said[i+5])
	}
	for i := range 2 {
		rng := of
		if i == 1 && s.stories > 1 {
			rng = s.rng
		}
		s.figure(rng, said[i+2])
	}
	if s.stories > 1 && s.rng.IntN(2) == 0 {
		s.paper(s.rng, said[5])
	}
}

// seldom is how seldom something happens: one time in so many of a plain press, or of an archive, where accounts agree more.
func (s *sheet) seldom(plain, archive int) int {
	if s.archive != nil {
		return archive
	}
	return plain
}

// act is the act of a statement; in an archive few accuse.
func (s *sheet) act(rng *rand.Rand) parley.Act {
	a := acts[rng.IntN(len(acts))]
	if a == parley.Accuse && s.archive != nil && rng.IntN(8) > 0 {
		return parley.Say
	}
	return a
}

// calmer is what an archive has of a kind of event and a status: most happened, and few are such that somebody is to blame.
func (s *sheet) calmer(rng *rand.Rand, t parley.EventType, status parley.Status) (parley.EventType, parley.Status) {
	if s.rng.IntN(10) > 0 {
		status = parley.Happened
	}
	if blames := t == "violation" || t == "attack-on-protected" || t == "aid-obstruction"; blames && rng.IntN(6) > 0 {
		t = "talks"
	}
	return t, status
}

// vary changes a word of a sentence now and then, and turns one round.
func (s *sheet) vary(words []string) []string {
	words = slices.Clone(words)
	if s.rng.IntN(2) == 0 {
		words[s.rng.IntN(len(words))] = s.words[s.rng.IntN(len(s.words))]
	}
	if s.rng.IntN(s.seldom(20, 200)) == 0 {
		words = append([]string{"not"}, words...)
	}
	return words
}

// sentence is n words, the common ones most of the time.
func (s *sheet) sentence(rng *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		x := rng.Float64()
		out[i] = s.words[int(x*x*x*float64(len(s.words)))]
	}
	return out
}

// rare is eight words, few of them common.
func (s *sheet) rare(rng *rand.Rand) []string {
	out := make([]string, 8)
	for i := range out {
		out[i] = s.words[rng.IntN(len(s.words))]
	}
	return out
}

// passage writes words.
func (s *sheet) passage(text string) parley.Passage {
	from := s.at
	s.at += len(text) + 1
	if s.archive != nil {
		s.at++
		s.text = append(append(s.text, text...), ".\n"...)
	}
	return parley.Passage{Span: parley.Span{Start: from, End: from + len(text)}, Raw: parley.RawSpan{Start: from, End: from + len(text)}, Text: text}
}

func (s *sheet) entity(t parley.EntityType, name, key, side string) string {
	at := string(t) + name
	if id, ok := s.ids[at]; ok {
		return id
	}
	id := fmt.Sprintf("n%d", len(s.f.Entities)+1)
	s.ids[at] = id
	s.f.Entities = append(s.f.Entities, parley.LocalEntity{Basis: parley.Basis{ID: id, Rule: "invented@1", Confidence: 1}, Type: t, Name: name, Key: key, Side: side,
		Aliases: []string{name}, Mentions: []parley.Mention{{Kind: parley.NameMention, Passage: s.passage(name)}}})
	return id
}

func (s *sheet) party(rng *rand.Rand) string {
	n := s.parties[rng.IntN(len(s.parties))]
	return s.entity(parley.State, n, "state/"+strings.ToLower(n), "")
}

// person is somebody who speaks: a person by full name or surname, a body, a party, or an unnamed official.
func (s *sheet) person(rng *rand.Rand) string {
	switch k := rng.IntN(len(s.people) + len(s.bodies) + 4); {
	case k < len(s.people):
		name := s.people[k]
		side := s.party(rand.New(rand.NewPCG(uint64(k), 1)))
		if s.rng.IntN(4) == 0 {
			_, name, _ = strings.Cut(name, " ")
		}
		return s.entity(parley.Person, name, "", side)
	case k < len(s.people)+len(s.bodies):
		return s.entity(parley.Organization, s.bodies[k-len(s.people)], "", "")
	case k == len(s.people)+len(s.bodies):
		id := s.entity(parley.Person, "an official", "", s.party(rng))
		for i := range s.f.Entities {
			s.f.Entities[i].Unnamed = s.f.Entities[i].Unnamed || s.f.Entities[i].ID == id
		}
		return id
	}
	return s.party(rng)
}

func (s *sheet) say(source string, act parley.Act, words []string) string {
	id := fmt.Sprintf("s%d", len(s.f.Statements)+1)
	st := parley.Statement{Basis: parley.Basis{ID: id, Rule: "invented@1", Confidence: 0.5 + float64(s.rng.IntN(50))/100}, Act: act, Mode: parley.Indirect,
		Content: []parley.Passage{s.passage(strings.Join(words, " "))}, Source: &parley.Ref{Entity: source}}
	if s.rng.IntN(2) == 0 && s.f.Meta.Published.Value.Known() {
		st.SaidOn = parley.Day(s.f.Meta.Published.Value - parley.Date(s.rng.IntN(3)))
	}
	if s.rng.IntN(8) == 0 && len(s.f.Statements) > 0 {
		st.NestedIn = fmt.Sprintf("s%d", len(s.f.Statements))
	}
	s.f.Statements = append(s.f.Statements, st)
	return id
}

func (s *sheet) event(rng *rand.Rand, by string) {
	t, status := types[rng.IntN(len(types))], states[s.rng.IntN(len(states))]
	if s.archive != nil {
		t, status = s.calmer(rng, t, status)
	}
	e := parley.Event{Basis: parley.Basis{ID: fmt.Sprintf("e%d", len(s.f.Events)+1), Rule: "invented@1", Confidence: 0.7}, Type: t, Status: status, AssertedBy: by,
		Participants: []parley.Participant{{Entity: s.party(rng), Role: parley.Actor}}, Evidence: []parley.Passage{s.passage(strings.Join(s.vary(s.sentence(rng, 8)), " "))}}
	if rng.IntN(2) == 0 {
		e.Participants = append(e.Participants, parley.Participant{Entity: s.party(rng), Role: parley.Target})
	}
	if rng.IntN(3) > 0 {
		d := s.someDay(rng)
		e.When = parley.Day(d + parley.Date(s.rng.IntN(2)))
	}
	if rng.IntN(3) == 0 {
		e.Where = s.entity(parley.Place, s.places[rng.IntN(len(s.places))], "", "")
	}
	if rng.IntN(3) == 0 && len(s.f.Instruments) > 0 {
		e.Instrument = s.f.Instruments[0].ID
	}
	s.f.Events = append(s.f.Events, e)
}

func (s *sheet) dated(by string) {
	if s.rng.IntN(3) == 0 {
		by = parley.Narrator
	}
	d := parley.Dated{ID: fmt.Sprintf("d%d", len(s.f.Dated)+1), When: *parley.Day(s.someDay(s.rng)), AssertedBy: by, Due: s.rng.IntN(4) == 0}
	d.Clause = s.passage("on that day " + strings.Join(s.sentence(s.rng, 6), " "))
	d.Words = d.Clause
	d.Words.Text = "on that day"
	d.Words.Raw.End, d.Words.Span.End = d.Words.Raw.Start+11, d.Words.Span.Start+11
	s.f.Dated = append(s.f.Dated, d)
}

func (s *sheet) figure(rng *rand.Rand, by string) {
	low := float64(10 + rng.IntN(90))
	if s.rng.IntN(s.seldom(2, 10)) == 0 {
		low += float64(s.rng.IntN(40))
	}
	unit := units[rng.IntN(len(units))]
	text := fmt.Sprintf("%.0f %s", low, unit)
	g := parley.Figure{Basis: parley.Basis{ID: fmt.Sprintf("f%d", len(s.f.Figures)+1), Rule: "invented@1", Confidence: 0.9}, Low: &low, High: &low, Qualifier: parley.Exact, Unit: unit,
		Head: strings.TrimSuffix(strings.Fields(unit)[0], "s"), AssertedBy: by}
	g.Sentence = s.passage(text + " " + strings.Join(s.vary(s.rare(rng)), " "))
	g.Passage = g.Sentence
	g.Passage.Text = text
	g.Passage.Raw.End, g.Passage.Span.End = g.Passage.Raw.Start+len(text), g.Passage.Span.Start+len(text)
	s.f.Figures = append(s.f.Figures, g)
}

func (s *sheet) paper(rng *rand.Rand, by string) {
	name := s.papers[rng.IntN(len(s.papers))]
	x := parley.LocalInstrument{Basis: parley.Basis{ID: fmt.Sprintf("i%d", len(s.f.Instruments)+1), Rule: "invented@1", Confidence: 0.8}, Kind: parley.Proposal, Name: name,
		Mentions: []parley.Passage{s.passage(name)}}
	if strings.Contains(name, "truce") {
		x.Kind = parley.Ceasefire
	}
	if rng.IntN(2) == 0 {
		x.PutForwardBy = []string{s.party(rng)}
	}
	if rng.IntN(4) == 0 {
		x.Date = parley.Day(s.someDay(rng))
	}
	for range 1 + s.rng.IntN(2) {
		x.History = append(x.History, parley.Step{State: steps[s.rng.IntN(len(steps))], AccordingTo: s.party(s.rng), Statement: by, Report: s.f.Report,
			Passage: s.passage(strings.Join(s.sentence(s.rng, 6), " ")), Rule: "invented@1", Confidence: 0.7, When: parley.Day(s.someDay(s.rng))})
	}
	s.f.Instruments = append(s.f.Instruments, x)
}

// sketch invents the runs of the words: the reports of one story from one outlet share nine tenths of theirs, and some have the same headline.
func (s *sheet) sketch(story int, outlet string) {
	of := rand.New(rand.NewPCG(uint64(story)<<8+uint64(len(outlet)), 17))
	for range 128 {
		h := of.Uint32()
		if s.rng.IntN(10) == 0 {
			h = s.rng.Uint32()
		}
		s.f.Runs = append(s.f.Runs, h)
	}
	if s.stories > 1 && s.rng.IntN(4) == 0 {
		h := s.passage(fmt.Sprintf("Story %d", story))
		s.f.Meta.Headline = &h
	}
	if s.rng.IntN(16) == 0 {
		s.f.Meta.URL = fmt.Sprintf("https://paper.example/%d", story)
	}
	if s.rng.IntN(12) == 0 {
		s.f.Meta.Revised = &parley.Revised{Kind: parley.RevisedUpdated, N: s.rng.IntN(3)}
	}
}
