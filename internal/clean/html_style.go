package clean

import "strings"

// A styling is what a style attribute or a rule of a style sheet says that matters for whether text can be seen.
type styling struct {
	hides      bool // the element cannot be seen, whatever stands around it
	white      bool // its text is white or transparent
	background bool // it sets a background that is not white
}

// styleOf reads the declarations of a style attribute or of a rule.
func styleOf(v string) styling {
	var s styling
	tiny, clipped, color, ground := 0, false, "", ""
	for _, d := range strings.Split(strings.ToLower(v), ";") {
		name, value, ok := strings.Cut(d, ":")
		if !ok {
			continue
		}
		name = strings.TrimSpace(name)
		value = strings.Join(strings.Fields(strings.TrimSuffix(strings.TrimSpace(value), "!important")), "")
		switch name {
		case "display":
			s.hides = s.hides || value == "none"
		case "visibility":
			s.hides = s.hides || value == "hidden" || value == "collapse"
		case "opacity":
			s.hides = s.hides || nothing(value)
		case "font-size":
			s.hides = s.hides || nothing(value) || value == "1px" || value == "1pt"
		case "text-indent", "left", "top", "margin-left":
			s.hides = s.hides || strings.HasPrefix(value, "-999") || strings.HasPrefix(value, "-10000")
		case "width", "height", "max-height", "max-width":
			if nothing(value) || value == "1px" {
				tiny++
			}
		case "overflow":
			clipped = clipped || value == "hidden"
		case "clip", "clip-path":
			s.hides = s.hides || strings.HasPrefix(value, "rect(0") || strings.HasPrefix(value, "rect(1px") || strings.HasPrefix(value, "inset(50%") || strings.HasPrefix(value, "inset(100%")
		case "transform":
			s.hides = s.hides || value == "scale(0)"
		case "color":
			color = value
		case "background", "background-color":
			ground = value
		}
	}
	s.hides = s.hides || tiny > 0 && clipped || color != "" && color == ground
	s.white = white(color) || color == "transparent" || strings.HasPrefix(color, "rgba(") && strings.HasSuffix(color, ",0)")
	s.background = ground != "" && !white(ground) && ground != "none" && ground != "transparent"
	return s
}

// nothing reports whether a length or a number is zero.
func nothing(v string) bool {
	n := strings.TrimRight(v, "%abcdefghijklmnopqrstuvwxyz")
	return n != "" && strings.Trim(n, "0.") == ""
}

func white(v string) bool {
	switch v {
	case "white", "#fff", "#ffffff", "#fefefe", "#fdfdfd", "rgb(255,255,255)", "rgba(255,255,255,1)", "hsl(0,0%,100%)":
		return true
	}
	return false
}

// maxRules is how many rules of style sheets are kept.
const maxRules = 5000

// sheet reads a style sheet for the classes and ids that hide what has them: rules of one simple selector outside of @media and the like.
func (l *layout) sheet(s string) {
	for at := 0; at < len(s); {
		open := strings.IndexByte(s[at:], '{')
		if open < 0 {
			return
		}
		sel := s[at : at+open]
		at += open + 1
		if k := strings.LastIndexAny(sel, ";}"); k >= 0 {
			sel = sel[k+1:]
		}
		if strings.Contains(sel, "@") {
			at = closing(s, at)
			continue
		}
		end := strings.IndexByte(s[at:], '}')
		if end < 0 {
			return
		}
		if body := s[at : at+end]; len(body) < 2000 && mayHide(body) {
			l.hide(sel, body)
		}
		at += end + 1
	}
}

// closing is the byte after the brace that closes the block whose content begins at byte at.
func closing(s string, at int) int {
	for depth := 1; at < len(s); at++ {
		switch s[at] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return at + 1
			}
		}
	}
	return at
}

// mayHide is a quick look at whether the declarations of a rule can hide anything.
func mayHide(body string) bool {
	for _, w := range [...]string{"none", "hidden", "opacity", "font-size", "-999", "clip", "scale(0"} {
		if strings.Contains(body, w) {
			return true
		}
	}
	return false
}

// hide keeps the selectors of a rule that are a class or an id and nothing more, where the rule hides.
func (l *layout) hide(selectors, body string) {
	hides := false
	for _, sel := range strings.Split(selectors, ",") {
		if k := strings.LastIndex(sel, "*/"); k >= 0 {
			sel = sel[k+2:]
		}
		sel = strings.TrimSpace(sel)
		if len(sel) < 2 || len(sel) > 80 || sel[0] != '.' && sel[0] != '#' || strings.ContainsAny(sel[1:], " .#:>+~[*\n\t") || len(l.hides) >= maxRules {
			continue
		}
		if hides = hides || styleOf(body).hides; !hides {
			return
		}
		if l.hides == nil {
			l.hides = map[string]bool{}
		}
		l.hides[sel] = true
	}
}

// sheetHides reports whether a style sheet hides elements of that class attribute, or id.
func (l *layout) sheetHides(attr, v string) bool {
	if l.hides == nil {
		return false
	}
	if attr == "id" {
		return l.hides["#"+strings.TrimSpace(v)]
	}
	for _, c := range strings.Fields(v) {
		if l.hides["."+c] {
			return true
		}
	}
	return false
}
