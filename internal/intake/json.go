package intake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxJSONDepth is how deep objects and lists of JSON may be nested.
const maxJSONDepth = 1000

// maxMembers is how many members an object, or elements a list, may have that is looked into.
const maxMembers = 20_000

// A jsonFault is what is wrong with a piece of JSON: where, and inside of which value.
type jsonFault struct {
	at      int    // byte, from 0
	pointer string // RFC 6901; "" is the whole
	why     string
	charset bool // bytes that are no text
}

func (f *jsonFault) String() string {
	if f.pointer == "" {
		return f.why
	}
	return f.why + " at " + f.pointer
}

// A jsonChecker walks one value. It allocates nothing that grows with the value but for its depth.
type jsonChecker struct {
	b     []byte
	i     int
	steps []jsonStep
}

// A jsonStep leads into an object or a list.
type jsonStep struct {
	key   [2]int // of an object: the key with its quotes
	index int    // of a list; -1 in an object
}

// checkJSON reports the first fault of b, which must be one value of JSON (RFC 8259) and white space. Stricter than
// the standard asks, bytes that are no UTF-8 and halves of surrogate pairs are faults, since they cannot be kept as they are.
func checkJSON(b []byte) *jsonFault {
	c := &jsonChecker{b: b}
	c.space()
	if f := c.value(); f != nil {
		return f
	}
	c.space()
	if c.i < len(b) {
		return &jsonFault{at: c.i, why: fmt.Sprintf("%s after the end of the value", c.here())}
	}
	return nil
}

func (c *jsonChecker) space() {
	for c.i < len(c.b) && isJSONSpace(c.b[c.i]) {
		c.i++
	}
}

func isJSONSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// here names what stands at the place.
func (c *jsonChecker) here() string {
	if c.i >= len(c.b) {
		return "the end"
	}
	r, n := utf8.DecodeRune(c.b[c.i:])
	if r == utf8.RuneError && n <= 1 {
		return fmt.Sprintf("byte 0x%02x", c.b[c.i])
	}
	return strconv.QuoteRune(r)
}

func (c *jsonChecker) fault(why string, args ...any) *jsonFault {
	return &jsonFault{at: c.i, pointer: c.pointer(), why: fmt.Sprintf(why, args...)}
}

// pointer is the JSON pointer of the value that the checker is in, cut where it is long.
func (c *jsonChecker) pointer() string {
	var sb strings.Builder
	for _, s := range c.steps {
		if sb.Len() > 200 {
			sb.WriteString("/…")
			break
		}
		if s.index >= 0 {
			fmt.Fprintf(&sb, "/%d", s.index)
			continue
		}
		key, _ := unquoteJSON(c.b[s.key[0]:s.key[1]])
		sb.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(oneLine(key, 80)))
	}
	return sb.String()
}

// value walks one value; i stands at its first byte.
func (c *jsonChecker) value() *jsonFault {
	if c.i >= len(c.b) {
		return c.fault("the value ends too early")
	}
	switch ch := c.b[c.i]; {
	case ch == '{' || ch == '[':
		return c.nest(ch)
	case ch == '"':
		return c.str()
	case ch == '-' || ch >= '0' && ch <= '9':
		return c.number()
	}
	for _, w := range []string{"true", "false", "null"} {
		if bytes.HasPrefix(c.b[c.i:], []byte(w)) {
			c.i += len(w)
			return nil
		}
	}
	return c.fault("%s is no value", c.here())
}

// nest walks an object or a list.
func (c *jsonChecker) nest(open byte) *jsonFault {
	if len(c.steps) >= maxJSONDepth {
		return c.fault("nested deeper than %d", maxJSONDepth)
	}
	c.steps = append(c.steps, jsonStep{index: -1})
	me := &c.steps[len(c.steps)-1]
	closing := open + 2 // "]" and "}" both come two after
	for n := 0; ; n++ {
		c.i++ // the bracket, or the comma
		c.space()
		if c.i < len(c.b) && c.b[c.i] == closing && n == 0 {
			break
		}
		if open == '{' {
			*me = jsonStep{index: -1}
			if f := c.key(me); f != nil {
				return f
			}
		} else {
			me.index = n
		}
		if f := c.value(); f != nil {
			return f
		}
		me = &c.steps[len(c.steps)-1] // the slice may have moved
		c.space()
		if c.i < len(c.b) && c.b[c.i] == ',' {
			continue
		}
		if c.i < len(c.b) && c.b[c.i] == closing {
			break
		}
		return c.fault("%s where a comma or %q should be", c.here(), closing)
	}
	c.i++
	c.steps = c.steps[:len(c.steps)-1]
	return nil
}

// key walks a key and its colon.
func (c *jsonChecker) key(s *jsonStep) *jsonFault {
	start := c.i
	s.key = [2]int{start, start}
	if c.i >= len(c.b) || c.b[c.i] != '"' {
		return c.fault("%s where a key should be", c.here())
	}
	if f := c.str(); f != nil {
		return f
	}
	s.key = [2]int{start, c.i}
	c.space()
	if c.i >= len(c.b) || c.b[c.i] != ':' {
		return c.fault("%s where a colon should be", c.here())
	}
	c.i++
	c.space()
	return nil
}

// str walks a string.
func (c *jsonChecker) str() *jsonFault {
	for c.i++; c.i < len(c.b); {
		ch := c.b[c.i]
		switch {
		case ch == '"':
			c.i++
			return nil
		case ch == '\\':
			if f := c.escape(); f != nil {
				return f
			}
		case ch < 0x20:
			return c.fault("control character 0x%02x in a string", ch)
		case ch < utf8.RuneSelf:
			c.i++
		default:
			r, n := utf8.DecodeRune(c.b[c.i:])
			if r == utf8.RuneError && n == 1 {
				f := c.fault("byte 0x%02x is no UTF-8", ch)
				f.charset = true
				return f
			}
			c.i += n
		}
	}
	return c.fault("a string is not closed")
}

// escape walks a backslash and what belongs to it.
func (c *jsonChecker) escape() *jsonFault {
	if c.i+1 >= len(c.b) {
		return c.fault("a string is not closed")
	}
	switch c.b[c.i+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		c.i += 2
		return nil
	case 'u':
	default:
		return c.fault("no such escape: a backslash and %s", (&jsonChecker{b: c.b, i: c.i + 1}).here())
	}
	u, ok := hex4(c.b[c.i+2:])
	if !ok {
		return c.fault("four hexadecimal digits should follow \\u")
	}
	if u < 0xd800 || u > 0xdfff {
		c.i += 6
		return nil
	}
	if u < 0xdc00 && bytes.HasPrefix(c.b[c.i+6:], []byte(`\u`)) {
		if v, ok := hex4(c.b[c.i+8:]); ok && v >= 0xdc00 && v <= 0xdfff {
			c.i += 12
			return nil
		}
	}
	f := c.fault("half of a surrogate pair, \\u%04x", u)
	f.charset = true
	return f
}

func hex4(b []byte) (uint32, bool) {
	if len(b) < 4 {
		return 0, false
	}
	v, err := strconv.ParseUint(string(b[:4]), 16, 32)
	return uint32(v), err == nil
}

// number walks a number; its size does not matter, as it is never computed.
func (c *jsonChecker) number() *jsonFault {
	digits := func() bool {
		start := c.i
		for c.i < len(c.b) && c.b[c.i] >= '0' && c.b[c.i] <= '9' {
			c.i++
		}
		return c.i > start
	}
	if c.b[c.i] == '-' {
		c.i++
	}
	first := c.i
	if !digits() || c.b[first] == '0' && c.i > first+1 {
		return c.fault("not a number of JSON")
	}
	if c.i < len(c.b) && c.b[c.i] == '.' {
		c.i++
		if !digits() {
			return c.fault("not a number of JSON")
		}
	}
	if c.i < len(c.b) && c.b[c.i]|0x20 == 'e' {
		c.i++
		if c.i < len(c.b) && (c.b[c.i] == '+' || c.b[c.i] == '-') {
			c.i++
		}
		if !digits() {
			return c.fault("not a number of JSON")
		}
	}
	return nil
}

// unquoteJSON is the text of a string that checkJSON has passed.
func unquoteJSON(b []byte) (string, bool) {
	var s string
	err := json.Unmarshal(b, &s)
	return s, err == nil
}

// A jsonMember is one member of an object.
type jsonMember struct {
	key string
	val []byte
	at  int // where val begins in the object
}

// members lists the members of an object, or the elements of a list with their numbers as keys, of checked JSON.
// A key that stands twice is a fault: nobody can say which one counts.
func members(b []byte) ([]jsonMember, *jsonFault) {
	c := &jsonChecker{b: b}
	c.space()
	open := c.b[c.i]
	var out []jsonMember
	seen := map[string]bool{}
	for n := 0; ; n++ {
		c.i++
		c.space()
		if c.i >= len(b) || c.b[c.i] == open+2 {
			return out, nil
		}
		key := strconv.Itoa(n)
		if open == '{' {
			var s jsonStep
			if f := c.key(&s); f != nil {
				return out, f
			}
			key, _ = unquoteJSON(b[s.key[0]:s.key[1]])
			if seen[key] {
				return out, &jsonFault{at: s.key[0], pointer: "/" + oneLine(key, 80), why: "the key stands twice in its object"}
			}
			seen[key] = true
		}
		start := c.i
		if f := c.value(); f != nil {
			return out, f
		}
		if out = append(out, jsonMember{key, b[start:c.i], start}); len(out) > maxMembers {
			return out, &jsonFault{at: start, why: fmt.Sprintf("more than %d members", maxMembers)}
		}
		c.space()
		if c.i >= len(b) || c.b[c.i] != ',' {
			return out, nil
		}
	}
}
