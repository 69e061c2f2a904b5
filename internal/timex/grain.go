package timex

import (
	"fmt"
	"strconv"
	"strings"
)

// grain is how fine a resolved time is, by its value: "2031-05" is a month. A length is as fine as its unit.
func (v resolved) grain(e expr) string {
	if v.kind == "DURATION" {
		return unitNames[e.unit.letter]
	}
	value, _, _ := strings.Cut(v.value, "/")
	if v.kind == "TIME" {
		return "time"
	}
	if v.kind == "SET" || value == "" || strings.HasSuffix(value, "_REF") {
		return ""
	}
	parts := strings.Split(value, "-")
	switch {
	case len(parts) == 1:
		return map[int]string{4: "year", 3: "decade", 2: "century"}[len(value)]
	case len(parts) == 3:
		if parts[2] == "WE" {
			return "weekend"
		}
		return "day"
	}
	switch p := parts[1]; {
	case p[0] == 'W' && p != "WI":
		return "week"
	case p[0] == 'Q':
		return "quarter"
	case p[0] == 'H':
		return "half"
	case p >= "A":
		return "season"
	}
	return "month"
}

// lengthWords says a length or a set in words.
func lengthWords(e expr, set bool) string {
	name := unitNames[e.unit.letter]
	switch {
	case set:
		return "a time that comes again and again"
	case name == "":
		return "a length of time"
	case e.some:
		return fmt.Sprintf("a length of time: an unknown number of %ss", name)
	case e.lo == 1 && e.hi == 1:
		return "a length of time: 1 " + name
	}
	num := strconv.FormatFloat(e.hi, 'f', -1, 64)
	if e.lo != e.hi {
		num = strconv.FormatFloat(e.lo, 'f', -1, 64) + " to " + num
	}
	return fmt.Sprintf("a length of time: %s %ss", num, name)
}
