package clean

import (
	"net/url"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A pageMeta is what the head of an HTML page says of it, in spans of the cleaned text.
type pageMeta struct {
	title, site, author, headline text.Named
	section                       text.Named
	authors                       []text.Named // of linked data
	updated                       text.Date
	told                          bool        // linked data has the text of the article
	live                          bool        // it says that it is a live blog
	paid, wall                    bool        // the page says that it is not free to read; it has a block named so
	body                          parley.Span // from the first to the last line of the article
	published                     []text.Date // best first
	ranks                         []int       // of published
	language, url                 string
	hosts                         []string // of images and links that are the page's own
	flags                         []string
}

// setOutlet keeps the first outlet that is named.
func (p *page) setOutlet(n text.Named) {
	if p.text.Meta.Outlet.Name == "" {
		p.text.Meta.Outlet = n
	}
}

func (p *page) addAgency(n text.Named) {
	if len(p.text.Meta.Agencies) >= maxCredits {
		return
	}
	for _, a := range p.text.Meta.Agencies {
		if a.Name == n.Name {
			return
		}
	}
	p.text.Meta.Agencies = append(p.text.Meta.Agencies, n)
}

// meta decides outlet, date, language and address: what was given first, then what is printed, then what the
// page's own addresses say.
func (p *page) meta(g parley.Given) {
	m := &p.text.Meta
	if h := p.html; h != nil {
		m.Language, m.URL, m.Flags = strings.ReplaceAll(h.language, "_", "-"), h.url, append(m.Flags, h.flags...)
		if m.Outlet.Name == "" {
			m.Outlet = siteName(h.site)
		}
		p.pageMeta(h)
	}
	if g.URL != "" {
		m.URL = g.URL
	}
	if g.Language != "" {
		m.Language = g.Language
	}
	p.outlet(g)
	p.toldAuthors(g)
	p.published(g)
	p.visible()
}

// outlet decides which outlet the report is from. An agency is the outlet where no other one is named.
func (p *page) outlet(g parley.Given) {
	m := &p.text.Meta
	switch {
	case g.Outlet != "":
		m.Outlet = text.Named{Name: g.Outlet, How: parley.Told}
		if n := calledOutlet(g.Outlet); n != "" && n != g.Outlet {
			m.Outlet.Name, m.Outlet.Why = n, "given as "+g.Outlet
		}
	case m.Outlet.Name != "" && !p.betterByHost():
	default:
		if o, host := p.fromHosts(); o != nil {
			m.Outlet = text.Named{Name: o.name, How: parley.Inferred, Why: "host " + host}
			return
		}
		if n, ok := p.fromTitle(); ok {
			m.Outlet = n
			return
		}
		if len(m.Agencies) > 0 && m.Agencies[0].Why != contributed {
			m.Outlet = m.Agencies[0]
			m.Outlet.Why = "agency credit, no other outlet named"
			return
		}
		if n, ok := p.fromScripts(); ok {
			m.Outlet = n
			return
		}
		m.Outlet.How = parley.Unknown
	}
}

// calledOutlet is what a table calls the outlet that a person means by one of its names, by a name in one word, or by its host; "" where none is listed.
func calledOutlet(given string) string {
	low := strings.ToLower(strings.TrimSpace(given))
	if n := table().spelled[low]; n != "" {
		return n
	}
	o := table().squeezed[low]
	if strings.Contains(given, ".") {
		o = table().byHost(hostOf("https://" + low))
	}
	if o == nil {
		return ""
	}
	return o.name
}

// betterByHost reports whether a page calls its site by a name that is none ("U.S.", "Home"), where its host is that of a listed outlet.
func (p *page) betterByHost() bool {
	m := &p.text.Meta
	return p.html != nil && m.Outlet.Why == siteNamed && table().byName(m.Outlet.Name) == nil && table().byHost(hostOf(m.URL)) != nil
}

// siteNamed is why an outlet is known that the head of the page names as the site.
const siteNamed = "og:site_name"

// fromHosts is the outlet of the page's address.
func (p *page) fromHosts() (*outlet, string) {
	hosts := []string{hostOf(p.text.Meta.URL)}
	if p.html != nil {
		hosts = append(hosts, p.html.hosts...)
	}
	for _, h := range hosts {
		if o := table().byHost(h); o != nil {
			return o, h
		}
	}
	return nil, ""
}

// fromScripts infers the outlet from a path in script data that begins with the name of one: "/pic/riverton_post_12.jpg".
func (p *page) fromScripts() (text.Named, bool) {
	count := map[*outlet]int{}
	var best text.Named
	most := 0
	for _, b := range p.text.Blocks {
		if b.Noise != parley.ScriptData {
			continue
		}
		s := p.str(b.Span)
		for at := 0; at < len(s); {
			k := strings.IndexByte(s[at:], '/')
			if k < 0 {
				break
			}
			at += k + 1
			e := at
			for e < len(s) && isAlpha(s[e]) {
				e++
			}
			o := table().byName(s[at:e])
			if o == nil || e == at || e-at < 4 || e >= len(s) || s[e] != '_' && s[e] != '-' && s[e] != '.' {
				continue
			}
			if count[o]++; count[o] > most {
				if most == 0 || best.Name != o.name {
					best = text.Named{Name: o.name, How: parley.Inferred, Why: "name in the paths of images", Span: parley.Span{Start: b.Span.Start + at, End: b.Span.Start + e}}
				}
				most = count[o]
			}
		}
	}
	return best, most > 1
}

func hostOf(s string) string {
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// published decides the day of publication: given, in the head of the page, in a stamp, a byline or a dateline.
// A date that stands in a caption never is.
func (p *page) published(g parley.Given) {
	m := &p.text.Meta
	m.Dossier = fromDossier(g)
	if g.Published.Known() && !g.Inferred {
		m.Published = text.Date{Value: g.Published, How: parley.Told, Why: g.PublishedBy}
		return
	}
	if p.html != nil {
		if d, ok := p.pageDate(); ok {
			m.Published = d
			return
		}
	}
	best := -1
	for i, d := range m.Dates {
		if rank(d.Why) > 0 && (best < 0 || rank(d.Why) > rank(m.Dates[best].Why)) {
			best = i
		}
	}
	if best >= 0 {
		m.Published = m.Dates[best]
		return
	}
	if d, ok := dateInURL(m.URL); ok {
		m.Published = text.Date{Value: d, How: parley.Inferred, Why: "date in the address " + m.URL}
		return
	}
	m.Published.How = parley.Unknown
}

// A report that does not say when it came out, but tells of a day that other reports of the dossier date, came out on that day or the next.
const sureDossier = 0.9

// fromDossier is the day of publication that follows from other reports of the dossier; unknown where none does.
func fromDossier(g parley.Given) text.Date {
	if !g.Published.Known() || !g.Inferred {
		return text.Date{How: parley.Unknown}
	}
	return text.Date{Value: g.Published, Within: &parley.Interval{From: g.Published, To: g.Published + 1}, Sure: sureDossier, How: parley.Inferred, Why: g.PublishedBy}
}

// rank orders the places where a date of publication can stand; 0 is none.
func rank(why string) int {
	if strings.HasPrefix(why, "date after “") {
		return 2
	}
	switch why {
	case "date stamp":
		return 6
	case "date stamp before the first sentence":
		return 5
	case "date in the byline":
		return 4
	case "date in the dateline":
		return 3
	case "update stamp":
		return 1
	}
	return 0
}

// dateInURL is the day in a path such as /2031/05/04/ or /2031-05-04-bridge.
func dateInURL(u string) (parley.Date, bool) {
	for i := 0; i+10 <= len(u) && i < 2000; i++ {
		if u[i] != '/' && u[i] != '-' || !isDigit(u[i+1]) {
			continue
		}
		if i+9 < len(u) && (u[i+9] == '/' || u[i+9] == '-') && allDigits(u[i+1:i+9]) && !strings.Contains(u[i+1:i+9], ".") { // /20310504/
			if v, ok := metaDay(u[i+1:i+9], ""); ok {
				return v, true
			}
		}
		c := &cursor{u, i + 1}
		if h, ok := c.numberFirst(); ok && h.value != 0 && c.i-i >= 9 && (u[i+5] == '/' || u[i+5] == '-') {
			return h.value, true
		}
	}
	return 0, false
}

// visible flags characters that change how text is shown, or that hide it.
func (p *page) visible() {
	for _, r := range p.text.Content {
		if r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			p.text.Meta.Flags = append(p.text.Meta.Flags, "bidi_controls")
			break
		}
	}
	if p.tags {
		p.text.Meta.Flags = append(p.text.Meta.Flags, "hidden_characters")
	}
}
