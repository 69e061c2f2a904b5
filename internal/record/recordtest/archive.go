package recordtest

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"path"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// An archive is what a press has more where its dossier is a long one: a vocabulary that follows Zipf's law, casts that change from season to season, and
// reports that hold the words of their findings.
type archive struct {
	perDay int
	casts  []cast
	reader string
}

// Sizes of the world of an archive.
const (
	archiveWords = 40000
	seasonDays   = 40
)

// NewArchive is the press of a dossier of many years with so many reports a day, each story told by some six of them within three days. Findings are of that
// version of a reader; a report's bytes are its findings' words, so that spans hold in them.
func NewArchive(seed uint64, perDay int, reader string) *Press {
	p := &Press{cast: cast{outlets: outlets}, seed: seed, stories: 2, archive: &archive{perDay: perDay, reader: reader}}
	rng := rand.New(rand.NewPCG(seed, 7))
	for len(p.words) < archiveWords {
		p.words = append(p.words, word(rng))
	}
	for range 100 { // the seasons go round after eleven years
		p.archive.casts = append(p.archive.casts, season(rng))
	}
	for range 60 {
		p.outlets = append(p.outlets, title(rng)+" "+[]string{"Post", "Times", "Courier", "Herald", "Today"}[rng.IntN(5)])
	}
	return p
}

// Reports are the reports from one number to before another, as they are taken in.
func (p *Press) Reports(from, to int) iter.Seq2[parley.Report, *parley.SetAside] {
	return func(yield func(parley.Report, *parley.SetAside) bool) {
		for n := from; n < to; n++ {
			b := p.Bytes(n)
			if !yield(parley.Report{ID: parley.IDOf(b), Names: []string{fmt.Sprintf("archive/%d.txt", n)}, Format: parley.PlainText, Bytes: b}, nil) {
				return
			}
		}
	}
}

// Read "reads" a report of Reports: it knows what was invented for it.
func (p *Press) Read(r parley.Report) (parley.Findings, *parley.SetAside) {
	n, err := strconv.Atoi(strings.TrimSuffix(path.Base(r.Names[0]), ".txt"))
	if err != nil {
		return parley.Findings{}, &parley.SetAside{Name: r.Names[0], Reason: parley.ReasonFault, Detail: err.Error()}
	}
	return p.Report(n, 0), nil
}

// season invents a cast; a few parties and people are of every season.
func season(rng *rand.Rand) cast {
	c := cast{parties: append([]string{}, parties[:3]...), people: append([]string{}, people[:3]...), outlets: nil}
	for range 5 {
		c.parties = append(c.parties, title(rng))
		c.bodies = append(c.bodies, title(rng)+" "+[]string{"Council", "Commission", "Front", "ministry", "army"}[rng.IntN(5)])
		c.places = append(c.places, title(rng))
		c.papers = append(c.papers, "the "+title(rng)+" "+[]string{"truce", "proposal", "paper", "draft agreement"}[rng.IntN(4)])
	}
	for range 20 {
		c.people = append(c.people, title(rng)+" "+title(rng))
	}
	return c
}

func title(rng *rand.Rand) string {
	w := word(rng)
	return string(w[0]-'a'+'A') + w[1:]
}

// archived is report n of an archive.
func (p *Press) archived(n int) parley.Findings { return p.sheetOf(n).f }

// sheetOf writes report n of an archive, findings and words.
func (p *Press) sheetOf(n int) *sheet {
	a, day := p.archive, n/p.archive.perDay
	around := *p
	around.cast = a.casts[day/seasonDays%len(a.casts)]
	around.outlets = p.outlets
	s := &sheet{Press: &around, rng: rand.New(rand.NewPCG(p.seed<<24+uint64(n), 11)), ids: map[string]string{}}
	s.day = parley.NewDate(2031, 5, 1+day)
	s.f = parley.Findings{Reader: a.reader}
	outlet := p.outlets[s.rng.IntN(len(p.outlets))]
	s.f.Meta.Outlet = parley.Named{Name: outlet, How: parley.Stated}
	if s.rng.IntN(20) > 0 {
		s.f.Meta.Published = parley.Published{Value: s.day, How: parley.Stated}
	}
	if s.rng.IntN(3) == 0 {
		s.f.Meta.Agencies = []parley.Named{{Name: p.outlets[s.rng.IntN(8)] + " Wire", How: parley.Stated}}
	}
	story := max(0, day-s.rng.IntN(3))*max(1, a.perDay/6) + s.rng.IntN(max(1, a.perDay/6))
	head := s.passage(fmt.Sprintf("%s %d", title(rand.New(rand.NewPCG(p.seed<<24+uint64(story), 19))), n))
	s.f.Meta.Headline = &head
	s.text = append(s.text, '\n')
	s.at++
	s.write(story)
	s.f.Words = s.at / 6
	s.sketch(story, outlet)
	s.f.Meta.Headline, s.f.Meta.URL = &head, ""
	s.f.Report = parley.IDOf(s.text)
	for i := range s.f.Instruments {
		for j := range s.f.Instruments[i].History {
			s.f.Instruments[i].History[j].Report = s.f.Report
		}
	}
	return s
}
