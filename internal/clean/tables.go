package clean

import (
	"embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/*.tsv
var dataFiles embed.FS

// Tables holds the word lists of data/, read once and never changed.
type lists struct {
	months   map[string]int
	words    map[string]map[string]bool // class, then word; lower case but for places
	places   map[string]bool            // upper case
	line     map[string]string          // whole line, then kind
	prefixes map[string][]phrase        // by first word
	suffixes []phrase
	inline   []phrase
	headers  map[string]bool
	labels   []phrase            // of menus and footers, as written
	calls    map[string][]phrase // sentences that speak to readers, by first word
	tails    []string            // how headings begin after which a page has no more of its article
	outlets  map[string]*outlet  // by every name, lower case
	spelled  map[string]string   // every name as it is written, by itself in lower case
	squeezed map[string]*outlet  // by the letters of every name alone, with and without its article, nil for what two share
	hosts    map[string]*outlet
}

type phrase struct{ kind, text string }

// An outlet is a newspaper, station, site (kind outlet), a news agency or a photo agency.
type outlet struct{ name, kind string }

// as is the outlet's name as it is printed; for an agency, and for a name in capitals alone, the name in full.
func (o *outlet) as(printed string) string {
	if o.kind != "outlet" || allCaps(printed) || !upperFirst(printed) {
		return o.name
	}
	return printed
}

// table is the one copy of the lists.
var table = sync.OnceValue(func() *lists {
	l := &lists{months: map[string]int{}, words: map[string]map[string]bool{}, places: map[string]bool{}, line: map[string]string{},
		prefixes: map[string][]phrase{}, headers: map[string]bool{}, calls: map[string][]phrase{}, outlets: map[string]*outlet{}, spelled: map[string]string{}, squeezed: map[string]*outlet{}, hosts: map[string]*outlet{}}
	rows("words", l.addWords)
	rows("phrases", l.addPhrases)
	rows("outlets", l.addOutlet)
	rows("markup", func(c []string) { l.addWords([]string{"m:" + c[0], c[1]}) })
	return l
})

// rows calls add with the columns of each line of data/name.tsv that is no comment.
func rows(name string, add func(cols []string)) {
	b, err := dataFiles.ReadFile("data/" + name + ".tsv")
	if err != nil {
		panic(err) // the files are part of the program
	}
	for _, line := range strings.Split(string(b), "\n") {
		if line != "" && line[0] != '#' {
			add(strings.Split(line, "\t"))
		}
	}
}

func (l *lists) addWords(c []string) {
	m := l.words[c[0]]
	if m == nil {
		m = map[string]bool{}
		l.words[c[0]] = m
	}
	for _, w := range strings.Fields(c[1]) {
		w, v, _ := strings.Cut(w, "=")
		switch c[0] {
		case "month":
			l.months[w], _ = strconv.Atoi(v)
		case "place":
			l.places[strings.ToUpper(strings.ReplaceAll(w, "+", " "))] = true
		}
		m[w] = true
	}
}

func (l *lists) addPhrases(c []string) {
	for _, s := range strings.Split(c[2], ";") {
		switch c[1] {
		case "line":
			l.line[s] = c[0]
		case "prefix":
			w := firstWord(s)
			l.prefixes[w] = append(l.prefixes[w], phrase{c[0], s})
		case "label":
			l.labels = append(l.labels, phrase{c[0], s})
		case "call":
			w := firstWord(s)
			l.calls[w] = append(l.calls[w], phrase{c[0], s})
		case "suffix":
			l.suffixes = append(l.suffixes, phrase{c[0], s})
		case "inline":
			l.inline = append(l.inline, phrase{c[0], s})
		case "header":
			l.headers[s] = true
		case "tail":
			l.tails = append(l.tails, s)
		}
	}
}

func (l *lists) addOutlet(c []string) {
	o := &outlet{c[0], c[1]}
	names := append([]string{c[0]}, strings.Split(c[3], ";")...)
	for _, n := range names {
		if _, ok := l.outlets[strings.ToLower(n)]; n != "" && !ok {
			l.outlets[strings.ToLower(n)], l.spelled[strings.ToLower(n)] = o, n
		}
		if n != "" {
			for _, k := range handles(n) {
				if old, ok := l.squeezed[k]; ok && old != o {
					l.squeezed[k] = nil
				} else {
					l.squeezed[k] = o
				}
			}
		}
	}
	for _, h := range strings.Split(c[2], ",") {
		if h != "" {
			l.hosts[h] = o
		}
	}
}

// handles are a name as it is written in one word ("dailysabah"), with its article and without.
func handles(name string) []string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		if isAlnum(byte(r)) && r < 0x80 {
			b.WriteRune(r)
		}
	}
	all := []string{b.String()}
	low := strings.ToLower(name)
	for _, article := range []string{"al ", "al-"} {
		if strings.HasPrefix(low, article) && b.Len() > len(article)+2 {
			all = append(all, b.String()[len(article)-1:])
		}
	}
	return all
}

// is reports whether the lower-case word w is in a class of words.tsv.
func (l *lists) is(class, w string) bool { return l.words[class][w] }

// firstWord is the letters at the start of s, or its first byte.
func firstWord(s string) string {
	n := 0
	for n < len(s) && isAlnum(s[n]) {
		n++
	}
	if n == 0 && s != "" {
		n = 1
	}
	return s[:n]
}

// byName is the outlet of that name or alias, nil where none is listed.
func (l *lists) byName(s string) *outlet { return l.outlets[strings.ToLower(strings.TrimSpace(s))] }

// byHost is the outlet of a host or of the nearest domain above it, nil where none is listed.
func (l *lists) byHost(h string) *outlet {
	h = strings.ToLower(strings.TrimSuffix(h, "."))
	for h != "" {
		if o := l.hosts[h]; o != nil {
			return o
		}
		_, rest, ok := strings.Cut(h, ".")
		if !ok {
			return nil
		}
		h = rest
	}
	return nil
}
