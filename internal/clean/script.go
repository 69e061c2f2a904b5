package clean

import "strings"

// codeStarts are the ways in which data of scripts begins in flattened pages.
var codeStarts = []string{`string(`, `array(`, `object(`, `[{"`, `{"`, `function(`, `function (`, `window.`, `document.`, `$(`, `jQuery(`,
	`<script`, `<style`, `<![CDATA[`, `@media`, `@import`, `@font-face`, `googletag`, `_gaq`, `var `, `let `, `const `, `if (`, `<!--`, `<iframe`, `<div`, `<?php`}

// codeMarks are what code is dense in and prose is not.
var codeMarks = []string{`":`, `',`, `",`, `};`, `);`, `{`, `}`, `=>`, `==`, `()`, ` = `, `px;`, `://`, `\/`, `/>`, `="`, `](`, `.push(`}

// scriptStart is where in the line data of a script begins and then goes on to its end, -1 where there is none.
// depth is the number of braces that the lines of code before have left open.
func scriptStart(s string, depth *int) int {
	defer func() { *depth = min(max(*depth, 0), 50) }()
	if *depth > 0 && !prose(s) {
		*depth += strings.Count(s, "{") - strings.Count(s, "}")
		return 0
	}
	*depth = 0
	if !strings.ContainsAny(s, "{}()=<") {
		return -1
	}
	at := -1
	for _, c := range codeStarts {
		if i := codeIndex(s, c); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	if at < 0 {
		if codeLine(s) {
			at = 0
		} else {
			return -1
		}
	} else if !dense(s[at:]) {
		if at > 0 || !codeLine(s) {
			return -1
		}
	}
	if at > 0 && !prose(s[:at]) && dense(s) {
		at = 0
	}
	*depth = strings.Count(s[at:], "{") - strings.Count(s[at:], "}")
	return at
}

// codeIndex is the first place where c stands in s as the start of code; the dump words need a digit after them.
func codeIndex(s, c string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], c)
		if i < 0 {
			return -1
		}
		i += from
		next := i + len(c)
		dump := c == "string(" || c == "array(" || c == "object("
		if (i == 0 || !isAlnum(s[i-1])) && (!dump || next < len(s) && (isDigit(s[next]) || s[next] == ')')) {
			return i
		}
		from = next
	}
}

// dense reports whether s holds a mark of code every forty bytes, and at least three.
func dense(s string) bool {
	n := 0
	for _, m := range codeMarks {
		n += strings.Count(s, m)
	}
	return n >= 3 && n*40 >= len(s)
}

// codeLine reports whether a line is a statement or a brace of a program or a style sheet.
func codeLine(s string) bool {
	t := strings.TrimRight(s, " ")
	switch t[len(t)-1] {
	case ';', '{', '}':
	default:
		return false
	}
	if strings.Trim(t, "{}()[];, ") == "" {
		return true
	}
	return dense(t) || len(t) < 80 && !prose(t) && (strings.Contains(t, "').") || strings.Contains(t, "();") || strings.Contains(t, "() {")) || len(t) < 80 && !prose(t) && strings.ContainsAny(t, "={:") && strings.ContainsAny(t, "{};")
}

// prose reports whether s reads as a sentence: six words or more, most of them letters alone.
func prose(s string) bool {
	words := strings.Fields(s)
	if len(words) < 6 {
		return false
	}
	n := 0
	for _, w := range words {
		w = strings.Trim(w, ".,;:!?\"'“”‘’()–—-")
		if w != "" && strings.IndexFunc(w, func(r rune) bool { return r < 0x80 && !isAlpha(byte(r)) && r != '\'' && r != '-' && r != '.' }) < 0 {
			n++
		}
	}
	return n*10 >= len(words)*7
}
