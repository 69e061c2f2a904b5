package clean

import "strings"

// readPlace reads the name of a place: up to four words in capitals ("NEW HARLAND", "RIVERTON/LEA"), else up to
// three capitalised words.
func readPlace(s string, at int) (p piece, caps bool) {
	j, n := at, 0
	for n < 5 {
		w := wordAt(s, j)
		if w == "" || !allCaps(w) {
			break
		}
		if n == 0 && len(w) < 2 || n > 0 && (initials(w) || w == "A" || w == "I" || acronymBehind(s, p, j)) {
			break // "RIVERTON U.N. envoys met", "RIVERTON A boat"
		}
		j += len(w)
		p = piece{at, j}
		n++
		if j < len(s) && (s[j] == ' ' || s[j] == '/') {
			j++
			continue
		}
		break
	}
	if !p.empty() {
		if next := wordAt(s, p.end+1); n > 1 && next != "" && !upperFirst(next) && dashAt(s, p.end) < 0 {
			return piece{}, false
		}
		return p, true
	}
	j = at
	for n = 0; n < 3; n++ {
		w := wordAt(s, j)
		if w == "" || !upperFirst(w) {
			break
		}
		j += len(w)
		p = piece{at, j}
		if j >= len(s) || s[j] != ' ' && s[j] != '/' {
			break
		}
		j++
	}
	return p, false
}

// acronymBehind reports whether the word in capitals at byte j stands behind a listed place and begins the story: "RIVERTON NATO ministers".
func acronymBehind(s string, p piece, j int) bool {
	if s[j-1] != ' ' || !listedPlace(p.of(s)) || !acronymNext(s, j) {
		return false
	}
	switch wordAt(s, j) {
	case "CITY", "DC", "UK", "USA", "UAE", "EAST", "WEST", "NORTH", "SOUTH":
		return false
	}
	return true
}

// listedPlace reports whether a table knows a place, or each of those that strokes part: "RIVERTON/LEA".
func listedPlace(name string) bool {
	for _, part := range strings.Split(strings.ToUpper(name), "/") {
		if !table().places[part] {
			return false
		}
	}
	return true
}

// placeLike reports whether a word in capitals that no list has as a place opens a story as one does: "LOWGATE Major powers agreed". An acronym goes on in
// a title ("UNESCO Director General"), or is short.
func placeLike(s string, p piece) bool {
	w := p.of(s)
	if len(w) < 5 || strings.ContainsAny(w, " .0123456789&") || table().is("acronym", strings.ToLower(w)) {
		return false
	}
	next := wordAt(s, skipSpace(s, p.end))
	at := skipSpace(s, p.end) + len(next)
	if vowels(w) < 2 || len(next) == 0 || !upperFirst(next) || allCaps(next) && len(next) > 1 && !initials(next) {
		return false
	}
	if at < len(s) && s[at] == '.' {
		at++
	}
	then := wordAt(s, skipSpace(s, at))
	return then != "" && !upperFirst(then)
}

// vowels is how many vowels are in w, a word in capitals.
func vowels(w string) int {
	n := 0
	for _, r := range w {
		if strings.ContainsRune("AEIOUY", r) {
			n++
		}
	}
	return n
}

// spokenAsWord reports whether what stands in capitals is long enough for a name, or short and of two vowels, and no acronym of the table.
func spokenAsWord(w string) bool {
	return (len(w) > 4 || len(w) == 4 && vowels(w) > 1) && !table().is("acronym", strings.ToLower(w))
}

// pastRegions is the byte after a place in capitals and the state or country it lies in, and after further places behind strokes: "RIVERTON, Pa.",
// "LEA, S.C./PORT AVEN, S.C.", "LEA, Japan". found says that one is named. A short place in front of a name may be an acronym in a list
// ("UNHCR, Japan"), in front of an abbreviation it is none.
func pastRegions(s string, place piece) (end int, found bool) {
	end = place.end
	for n := 0; n < 4; n++ {
		if e := regionAt(s, end); e > 0 {
			if s[e-1] != '.' && !spokenAsWord(place.of(s)) {
				return place.end, false
			}
			end, found = e, true
		}
		if end >= len(s) || s[end] != '/' {
			break
		}
		next, caps := readPlace(s, end+1)
		if next.empty() || !caps {
			break
		}
		end = next.end
	}
	return end, found
}

// regionAt is the end of ", Pa." or ", New Harland" at byte j, where a table knows it as a state or country; 0 where none stands there.
func regionAt(s string, j int) int {
	if j >= len(s) || s[j] != ',' {
		return 0
	}
	from := skipSpace(s, j+1)
	found := 0
	for k, n := from, 0; n < 3; n++ {
		w := strings.TrimRight(wordAt(s, k), ".")
		if !upperFirst(w) {
			break
		}
		k += len(w)
		name := strings.ReplaceAll(strings.ToLower(s[from:k]), " ", "+")
		if short := table().is("region", name+"."); short && k < len(s) && s[k] == '.' {
			return k + 1
		} else if short && len(name) > 3 && name != "miss" {
			found = k
		}
		if table().is("region", name) {
			found = k
		}
		if k >= len(s) || s[k] != ' ' {
			break
		}
		k++
	}
	return found
}

// acronymNext reports whether an acronym comes next, and then a word that is not in capitals: "LEA, Japan UNHCR officials".
func acronymNext(s string, j int) bool {
	j = skipSpace(s, j)
	w := wordAt(s, j)
	next := wordAt(s, skipSpace(s, j+len(w)))
	return len(w) > 1 && len(w) < 7 && allCaps(w) && next != "" && !allCaps(next)
}

// deskLabel reports whether what stands where a place or an outlet would is a label of the desk: "FILE", "BREAKING NEWS", "LATEST NEWS".
func deskLabel(name string) bool {
	switch strings.ToLower(name) {
	case "file", "breaking", "breaking news", "latest news", "top news", "exclusive", "update", "news", "world news", "news update":
		return true
	}
	return false
}
