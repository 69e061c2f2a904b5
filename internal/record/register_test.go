package record

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// configured is the record of drafts under a configuration.
func configured(c *parley.Configuration, ds ...*draft) *parley.Record {
	in := Input{Reader: "test", Names: map[parley.ReportID][]string{}, Config: c}
	for i, d := range ds {
		in.Findings = append(in.Findings, d.f)
		in.Names[d.f.Report] = []string{fmt.Sprintf("r%d.txt", i+1)}
	}
	return Fold(in)
}

func date(s string) parley.Date {
	d, err := parley.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// nominal adds an entity that a report calls by its office alone.
func (d *draft) nominal(role, side string, words ...string) string {
	id := d.entity(parley.Person, words[0], "", side, words...)
	e := &d.f.Entities[len(d.f.Entities)-1]
	e.Role = role
	for i := range e.Mentions {
		e.Mentions[i].Kind = parley.NominalMention
	}
	return id
}

// as gives the last entity a role.
func (d *draft) as(role string) { d.f.Entities[len(d.f.Entities)-1].Role = role }

func names(r *parley.Record) (out []string) {
	for _, e := range r.Entities {
		out = append(out, e.Name)
	}
	slices.Sort(out)
	return out
}

// TestConfiguredNames: aliases of one entry are one entity, under its name, and the reason is told.
func TestConfiguredNames(t *testing.T) {
	a := newDraft("Post", "2031-05-04", "Ana Roe spoke. HLF fought.")
	a.entity(parley.Person, "Ana Roe", "", "", "Ana Roe")
	a.entity(parley.Organization, "HLF", "", "", "HLF")
	b := newDraft("Times", "2031-05-05", "Nan Quill spoke in Roe. The Liberation Front fought.")
	b.entity(parley.Person, "Nan Quill", "", "", "Nan Quill")
	b.entity(parley.Place, "Roe", "", "", "Roe")
	b.entity(parley.Group, "The Liberation Front", "", "", "The Liberation Front")
	c := &parley.Configuration{Entities: []parley.Configured{
		{Name: "Ana Maria Roe", Aliases: []string{"Ana Roe", "Nan Quill", "Roe"}, Type: parley.Person, Role: "envoy"},
		{Name: "Harland Liberation Front", Aliases: []string{"HLF", "Liberation Front"}, Type: parley.Group},
		{Name: "Nobody Named"},
	}}
	r := configured(c, a, b)
	if got, want := names(r), []string{"Ana Maria Roe", "Harland Liberation Front", "Roe"}; !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
	e := find(r, "Ana Maria Roe")
	if e.ID != "ana-maria-roe" || e.Role != "envoy" || e.Type != parley.Person || len(e.Reports) != 2 {
		t.Errorf("%+v", e)
	}
	want := []string{`named by the dossier's configuration: "Ana Roe" is Ana Maria Roe`, `named by the dossier's configuration: "Nan Quill" is Ana Maria Roe`}
	if !slices.Equal(e.Merged, want) {
		t.Errorf("why: %q", e.Merged)
	}
	if front := find(r, "Harland Liberation Front"); front.Type != parley.Group || len(front.Reports) != 2 {
		t.Errorf("%+v", front)
	}
}

// TestKeptApart: what the configuration keeps apart does not come together by sound, by a surname, by a short form, or by a person's decision.
func TestKeptApart(t *testing.T) {
	draftOf := func(outlet, name string) *draft {
		d := newDraft(outlet, "2031-05-04", name+" spoke.")
		d.entity(parley.Person, name, "", "", name)
		return d
	}
	ds := []*draft{draftOf("Post", "Ana Roe"), draftOf("Times", "Anna Roe"), draftOf("Wire", "Roe"), draftOf("News", "Ana Rou"), draftOf("Star", "Anna Roe")}
	if got := names(configured(nil, ds...)); len(got) > 2 {
		t.Fatalf("without a configuration they are taken for one: %q", got)
	}
	c := &parley.Configuration{Apart: [][]string{{"Ana Roe", "Anna Roe"}}}
	r := configured(c, ds...)
	if got, want := names(r), []string{"Ana Roe", "Ana Rou", "Anna Roe", "Roe"}; len(ds) == 5 && !slices.Equal(got, want) && !slices.Equal(got, []string{"Ana Roe", "Anna Roe", "Roe"}) {
		t.Errorf("%q, want %q", got, want)
	}
	if e := find(r, "Anna Roe"); e == nil || len(e.Reports) != 2 {
		t.Errorf("%+v", e)
	}
	in := Input{Config: c, Decisions: []parley.Decision{{Seq: 1, Who: "ana", Kind: parley.DecideMerge, Finding: "anna-roe", Value: "ana-roe"}}}
	for _, d := range ds {
		in.Findings = append(in.Findings, d.f)
	}
	r = Fold(in)
	if find(r, "Anna Roe") == nil || len(r.Orphans) != 1 || !strings.Contains(r.Orphans[0].Reason, "Anna Roe and Ana Roe are two") {
		t.Errorf("%q, orphans %+v", names(r), r.Orphans)
	}
}

// TestChainParted: a report's reading that put two names into one chain which are two is taken apart, and what is said goes to whom it is about.
func TestChainParted(t *testing.T) {
	d := newDraft("Post", "2031-05-04", "Minister Ana Roe agreed to talks. Roe left. Anna Roe waited at home. She wept for an hour.")
	id := d.entity(parley.Person, "Ana Roe", "", "", "Minister Ana Roe", "Roe left", "Anna Roe")
	e := &d.f.Entities[0]
	e.Mentions[1].Passage = d.pass("Roe left")
	e.Mentions = append(e.Mentions, parley.Mention{Kind: parley.PronounMention, Passage: d.pass("She")})
	d.says(id, parley.Agree, "talks", "")
	d.says(id, parley.Say, "wept for an hour", "")
	who := d.pass("She")
	d.f.Statements[1].Source.Passage = &who
	raw := dump(t, foldOf(d))
	r := configured(&parley.Configuration{Apart: [][]string{{"Ana Roe", "Anna Roe"}}}, d)
	a, b := find(r, "Ana Roe"), find(r, "Anna Roe")
	if a == nil || b == nil || a.Mentions != 2 || b.Mentions != 2 {
		t.Fatalf("%+v", r.Entities)
	}
	if s := r.Reports[0].Statements; s[0].Source.Entity != a.ID || s[1].Source.Entity != b.ID {
		t.Errorf("%+v, %+v", s[0].Source, s[1].Source)
	}
	if dump(t, foldOf(d)) != raw {
		t.Error("the findings were changed")
	}
}

// minister is a report of a day that speaks of "the foreign minister of Harland" alone.
func minister(day string) *draft {
	d := newDraft("Post "+day, day, "The foreign minister of Harland refused the plan.")
	h := d.entity(parley.State, "Harland", "", "", "Harland")
	d.says(d.nominal("foreign minister", h, "The foreign minister of Harland"), parley.Refuse, "the plan", "")
	return d
}

var ministers = &parley.Configuration{
	Parties: []parley.Configured{{Name: "Harland", Type: parley.State}},
	Posts: []parley.Post{{Title: "foreign minister", Of: "Harland", Aliases: []string{"top diplomat"}, Holders: []parley.Holder{
		{Name: "Ana Roe", From: date("2031-03-01"), To: date("2031-05-06")}, {Name: "Pia Lund", From: date("2031-05-06")}}}},
}

// TestOffices: an office is its holder's on the days on which it has one and the report does not say otherwise.
func TestOffices(t *testing.T) {
	source := func(ds ...*draft) string {
		t.Helper()
		r := configured(ministers, ds...)
		for _, x := range r.Reports {
			if x.ID == ds[0].f.Report {
				for _, e := range r.Entities {
					if e.ID == x.Statements[0].Source.Entity {
						return e.Name
					}
				}
			}
		}
		return ""
	}
	const unknown = "The foreign minister of Harland"
	for _, tc := range []struct {
		what, want string
		report     func() *draft
	}{
		{"before the first", unknown, func() *draft { return minister("2031-02-28") }},
		{"on the first day", "Ana Roe", func() *draft { return minister("2031-03-01") }},
		{"within", "Ana Roe", func() *draft { return minister("2031-05-05") }},
		{"on the day of handing over", unknown, func() *draft { return minister("2031-05-06") }},
		{"after it", "Pia Lund", func() *draft { return minister("2033-05-07") }},
		{"no day known", unknown, func() *draft { return minister("") }},
		{"days that reach over the change", unknown, func() *draft {
			d := minister("2031-05-05")
			d.f.Meta.Published.Within = &parley.Interval{From: date("2031-05-04"), To: date("2031-05-08")}
			return d
		}},
		{"said long before", unknown, func() *draft {
			d := minister("2031-05-09")
			d.f.Statements[0].SaidOn = parley.Day(date("2031-04-01"))
			return d
		}},
		{"said the day before", "Pia Lund", func() *draft {
			d := minister("2031-05-07")
			d.f.Statements[0].SaidOn = &parley.Interval{From: date("2031-05-06"), To: date("2031-05-07")}
			return d
		}},
		{"another title", "Ana Roe", func() *draft {
			d := minister("2031-05-05")
			d.f.Entities[1].Role = "top diplomat"
			return d
		}},
		{"another office", unknown, func() *draft {
			d := minister("2031-05-05")
			d.f.Entities[1].Role = "deputy foreign minister"
			return d
		}},
		{"another party's", unknown, func() *draft {
			d := minister("2031-05-05")
			d.f.Entities[0].Name, d.f.Entities[0].Mentions[0].Passage.Text = "Vessia", "Vessia"
			return d
		}},
		{"the former one", unknown, func() *draft {
			d := minister("2031-05-05")
			d.f.Entities[1].Mentions[0].Passage.Text = "the former foreign minister of Harland"
			return d
		}},
		{"the report names another", unknown, func() *draft {
			d := minister("2031-05-05")
			d.entity(parley.Person, "Jon Vale", "", "n1", "plan")
			d.as("foreign minister")
			return d
		}},
		{"the report names a new one", unknown, func() *draft {
			d := minister("2031-05-05")
			d.entity(parley.Person, "Pia Lund", "", "n1", "plan")
			d.as("new foreign minister")
			return d
		}},
		{"the report names a former one", "Ana Roe", func() *draft {
			d := minister("2031-05-05")
			d.entity(parley.Person, "Jon Vale", "", "n1", "plan")
			d.as("former foreign minister")
			return d
		}},
		{"the report says that the holder was it", unknown, func() *draft {
			d := minister("2031-05-05")
			d.entity(parley.Person, "Ana Roe", "", "n1", "plan")
			d.as("former foreign minister")
			return d
		}},
		{"another party's is named", "Ana Roe", func() *draft {
			d := minister("2031-05-05")
			d.entity(parley.State, "Vessia", "", "", "plan")
			d.entity(parley.Person, "Jon Vale", "", "n3", "plan")
			d.as("foreign minister")
			return d
		}},
		{"a name in the chain", unknown, func() *draft {
			d := minister("2031-05-05")
			d.f.Entities[1].Mentions[0].Kind = parley.NameMention
			return d
		}},
		{"unnamed", unknown, func() *draft {
			d := minister("2031-05-05")
			d.f.Entities[1].Unnamed = true
			return d
		}},
	} {
		if got := source(tc.report()); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.what, got, tc.want)
		}
	}
	r := configured(ministers, minister("2031-05-05"), minister("2031-05-09"))
	e := find(r, "Ana Roe")
	if e == nil || e.Side != "harland" || len(e.Tenures) != 1 || e.Tenures[0].String() != "foreign minister of Harland 2031-03-01..2031-05-06" {
		t.Fatalf("%+v", e)
	}
	if want := []string{"named by the dossier's configuration: foreign minister of Harland 2031-03-01..2031-05-06"}; !slices.Equal(e.Merged, want) {
		t.Errorf("why: %q", e.Merged)
	}
}

// TestConfiguredSides: who the configuration says somebody speaks for counts over what reports say, also where no report names the party; nobody else stands in
// the record whom no report names.
func TestConfiguredSides(t *testing.T) {
	d := newDraft("Post", "2031-05-04", "Ondria agreed to the plan. Jon Vale of Vessia refused the plan.")
	o := d.entity(parley.State, "Ondria", "", "", "Ondria")
	v := d.entity(parley.State, "Vessia", "", "", "Vessia")
	j := d.entity(parley.Person, "Jon Vale", "", v, "Jon Vale")
	d.says(o, parley.Agree, "the plan", "")
	d.says(j, parley.Refuse, "refused the plan", "")
	c := &parley.Configuration{
		Parties:  []parley.Configured{{Name: "Mediators", Type: parley.Group, Members: []string{"Ondria", "Lake Commission"}}, {Name: "Nobody"}},
		Entities: []parley.Configured{{Name: "Jon Vale", Side: "Ondria"}},
		Issues:   []parley.Issue{{Name: "The plan", Words: []string{"the plan"}}},
	}
	r := configured(c, d)
	if got, want := names(r), []string{"Jon Vale", "Mediators", "Ondria", "Vessia"}; !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
	if e := find(r, "Jon Vale"); e.Side != "ondria" {
		t.Errorf("%+v", e)
	}
	if len(r.Positions) != 2 || r.Positions[0].Party != "mediators" || r.Positions[1].Party != "mediators" {
		t.Errorf("%+v", r.Positions)
	}
}

// TestConfiguredIssues: words that belong to an issue give positions its name, and a change of stance is seen over all of them.
func TestConfiguredIssues(t *testing.T) {
	d := newDraft("Post", "2031-05-04", "Harland agreed to the prisoner swap. Later it refused Prisoners’ exchanges and the harbours.")
	h := d.entity(parley.State, "Harland", "", "", "Harland")
	d.says(h, parley.Agree, "the prisoner swap", "")
	d.says(h, parley.Refuse, "Prisoners’ exchanges and the harbours", "")
	d.f.Statements[0].SaidOn, d.f.Statements[1].SaidOn = parley.Day(date("2031-05-01")), parley.Day(date("2031-05-03"))
	c := &parley.Configuration{Issues: []parley.Issue{{Name: "Harbour", Words: []string{"harbour"}}, {Name: "Prisoners", Words: []string{"prisoner swap", "prisoners exchange*"}}}}
	r := configured(c, d)
	if len(r.Positions) != 2 || r.Positions[0].Issue != "Prisoners" || r.Positions[1].Issue != "Prisoners" || !r.Positions[1].Changed || !r.Positions[0].Configured {
		t.Errorf("%+v", r.Positions)
	}
}

// TestActorCodes: who is in an actor dictionary has its codes where a report names them, synonyms are one, and a name that two actors have joins nothing.
func TestActorCodes(t *testing.T) {
	a := newDraft("Post", "2031-05-04", "Ana Roe met the Harlandic Army in Roe Town.")
	a.entity(parley.Person, "Ana Roe", "", "", "Ana Roe")
	a.entity(parley.Group, "the Harlandic Army", "", "", "the Harlandic Army")
	a.entity(parley.Place, "Roe Town", "", "", "Roe Town")
	b := newDraft("Times", "2031-05-05", "Army of Harland. Both Names. Name Both.")
	b.entity(parley.Organization, "Army of Harland", "", "", "Army of Harland")
	b.entity(parley.Organization, "Both Names", "", "", "Both Names")
	b.entity(parley.Organization, "Name Both", "", "", "Name Both")
	gov, opp := parley.ActorCode{Code: "HLDGOV", From: date("2031-01-01")}, parley.ActorCode{Code: "HLDOPP", To: date("2030-12-31")}
	c := &parley.Configuration{Actors: []parley.ActorList{{File: "a.txt", Actors: []parley.ActorEntry{
		{Names: []string{"ANA ROE"}, Codes: []parley.ActorCode{opp, gov, gov}},
		{Names: []string{"HARLAND ARMY", "HARLANDIC ARMY", "ARMY OF HARLAND"}, Codes: []parley.ActorCode{{Code: "HLDMIL"}}},
		{Names: []string{"BOTH NAMES", "NAME BOTH"}, Codes: []parley.ActorCode{{Code: "AAA"}}},
		{Names: []string{"NAME BOTH", "ROE TOWN"}, Codes: []parley.ActorCode{{Code: "BBB"}}},
		{Names: []string{"NOBODY NAMED"}, Codes: []parley.ActorCode{{Code: "CCC"}}},
	}}}}
	r := configured(c, a, b)
	if got, want := names(r), []string{"Ana Roe", "Army of Harland", "Both Names", "Name Both", "Roe Town"}; !slices.Equal(got, want) && !slices.Equal(got, []string{"Ana Roe", "Both Names", "Name Both", "Roe Town", "the Harlandic Army"}) {
		t.Fatalf("%q, want %q", got, want)
	}
	if e := find(r, "Ana Roe"); !slices.Equal(e.Codes, []parley.ActorCode{gov, opp}) {
		t.Errorf("%+v", e.Codes)
	}
	if e := find(r, "Name Both"); len(e.Codes) != 2 {
		t.Errorf("%+v", e.Codes)
	}
	if e := find(r, "Roe Town"); len(e.Codes) != 0 {
		t.Errorf("%+v", e.Codes)
	}
	for _, e := range r.Entities {
		if strings.Contains(strings.ToLower(e.Name), "army") && (len(e.Reports) != 2 || len(e.Codes) != 1 || !slices.Equal(e.Merged, []string{`synonyms of "HARLAND ARMY" in the actor dictionary a.txt`})) {
			t.Errorf("%+v", e)
		}
	}
}

// anyConfiguration is an invented configuration about the invented press, nil now and then.
func anyConfiguration(rng *rand.Rand) *parley.Configuration {
	if rng.IntN(4) == 0 {
		return nil
	}
	pool := []string{"Ana Roe", "Jon Vale", "Mira Stane", "Olek Dorn", "Pia Lund", "Ben Harrow", "Roe", "Vale", "Stane", "Harland's army", "the Vessian foreign ministry", "Lake Commission", "River Council", "the army",
		"Hill Front", "Low Ford", "Harland", "Vessia", "Ondria", "Karest", "Tolmark", "Brenia", "Somebody Else", "the Low Ford truce", "Anna Roe", "foreign minister"}
	rng.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	take := func() string {
		n := pool[0]
		pool = pool[1:]
		return n
	}
	types := []parley.EntityType{"", parley.Person, parley.Organization, parley.State, parley.Group, parley.Place}
	c := &parley.Configuration{Seq: rng.Int64()}
	for range rng.IntN(3) {
		c.Parties = append(c.Parties, parley.Configured{Name: take(), Type: types[rng.IntN(6)], Members: []string{take()}})
	}
	for range rng.IntN(4) {
		e := parley.Configured{Name: take(), Type: types[rng.IntN(6)]}
		if rng.IntN(2) == 0 {
			e.Aliases = []string{take()}
		}
		if len(c.Parties) > 0 && rng.IntN(2) == 0 {
			e.Side = c.Parties[0].Name
		}
		c.Entities = append(c.Entities, e)
	}
	if rng.IntN(2) == 0 {
		c.Posts = []parley.Post{{Title: "foreign minister", Of: "Harland", Holders: []parley.Holder{{Name: "Ana Roe", To: date("2031-03-10")}, {Name: take(), From: date("2031-03-11")}}}}
	}
	if rng.IntN(2) == 0 {
		c.Apart = [][]string{{take(), take()}}
	}
	if rng.IntN(2) == 0 {
		c.Issues = []parley.Issue{{Name: "Talks of any kind", Words: []string{"talks", "truce", "plan*"}}}
	}
	if rng.IntN(2) == 0 {
		c.Actors = []parley.ActorList{{File: "a.txt", Actors: []parley.ActorEntry{{Names: []string{"HARLAND", "VESSIA"}, Codes: []parley.ActorCode{{Code: "HLD"}}}, {Names: []string{"HILL FRONT", "RIVER COUNCIL", "MIRA STANE"}}, {Names: []string{take(), take()}}}}}
	}
	return c
}

// withOffice lets a source of a report be called by an office alone, or by two names, now and then.
func withOffice(rng *rand.Rand, f parley.Findings) parley.Findings {
	f.Entities, f.Statements = slices.Clone(f.Entities), slices.Clone(f.Statements)
	for i := range f.Entities {
		e := &f.Entities[i]
		switch {
		case e.Type != parley.Person || rng.IntN(2) == 0:
		case rng.IntN(2) == 0:
			for j := range f.Entities {
				if f.Entities[j].Type == parley.State {
					e.Side = f.Entities[j].ID
				}
			}
			e.Role, e.Mentions = "foreign minister", slices.Clone(e.Mentions)
			for j := range e.Mentions {
				e.Mentions[j].Kind = parley.NominalMention
			}
		default:
			m := e.Mentions[0]
			m.Passage.Text = []string{"Ana Roe", "Anna Roe", "Jon Vale"}[rng.IntN(3)]
			e.Mentions = append(slices.Clone(e.Mentions), m)
		}
	}
	return f
}

// checkApart reports entities that hold names which the configuration keeps apart.
func checkApart(t *testing.T, k *Folder) {
	t.Helper()
	if k.register == nil {
		return
	}
	at := map[string][]int{} // entries by record entity
	for _, id := range k.ids {
		s := k.sheets[id]
		for _, l := range s.locals {
			if e := s.ents[l.e.ID]; l.by.entry >= 0 && e != "" {
				for _, x := range at[e] {
					if k.register.differ(x, l.by.entry) {
						t.Errorf("%s is %s and %s", e, k.register.entries[x].name, k.register.entries[l.by.entry].name)
					}
				}
				at[e] = append(at[e], l.by.entry)
			}
		}
	}
}

// TestEntryType: who is first named as a member, and then as the holder of an office, is a person; a type that is given stays.
func TestEntryType(t *testing.T) {
	r := newRegister(&parley.Configuration{
		Parties:  []parley.Configured{{Name: "Harland", Type: parley.State, Members: []string{"Ana Roe", "Vessia"}}},
		Entities: []parley.Configured{{Name: "Vessia", Type: parley.Organization}},
		Posts:    []parley.Post{{Title: "foreign minister", Of: "Harland", Holders: []parley.Holder{{Name: "Ana Roe"}, {Name: "Vessia"}}}},
		Apart:    [][]string{{"Ana Roe", "Ana Rowe"}},
	})
	got := map[string]string{}
	for _, e := range r.entries {
		got[e.name] = fmt.Sprint(e.typ, " ", e.listed)
	}
	want := map[string]string{"Harland": "state true", "Vessia": "organization true", "Ana Roe": "person true", "Ana Rowe": " false"}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
