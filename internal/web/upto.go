package web

import "reflect"

// upto is the first n of a list: what a page shows of one that may be long. Its twins have all.
func upto(n int, list any) any {
	v := reflect.ValueOf(list)
	if v.Kind() != reflect.Slice || v.Len() <= n {
		return list
	}
	return v.Slice(0, n).Interface()
}

// beyond is how many of a list upto leaves out.
func beyond(n int, list any) int {
	if v := reflect.ValueOf(list); v.Kind() == reflect.Slice {
		return max(0, v.Len()-n)
	}
	return 0
}
