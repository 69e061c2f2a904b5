package copies

import "slices"

// A table holds, by key, the numbers of the texts that have it, in as little memory as it can: a slot of eight bytes a key where one text has it, and a list
// where several do. It is parted into shards that grow one after another, so that no single addition pays for all.
//
// Of a key its upper six bits (the shard) and its lower 32 count: keys that differ in others only are one, which brings a candidate more now and then.
type table struct {
	shards [shards]shard
	crowd  int       // how many texts of a list are in order, see insert
	lists  [][]int32 // the first crowd in the order of the texts, the others in none
	free   []int32   // lists that nothing stands in
}

const shards = 64

// A shard is an open table with linear probing. A slot is 0, or the lower half of the key and, below, one more than the number of the one text or of the list.
type shard struct {
	slots []uint64
	used  int
}

const isList = 1 << 31

// An order compares two texts by their numbers.
type order func(a, b int32) int

// home is where a slot is looked for first.
func (s *shard) home(slot uint64) int { return int(slot >> 32 * uint64(len(s.slots)) >> 32) }

// find is the slot of a key, or the empty one in which it would stand. There must be an empty slot.
func (s *shard) find(key uint64) int {
	tag := uint32(key)
	for i := s.home(key << 32); ; {
		if v := s.slots[i]; v == 0 || uint32(v>>32) == tag {
			return i
		}
		if i++; i == len(s.slots) {
			i = 0
		}
	}
}

// warm touches where each of the keys begins to be looked for, so that the processor waits for the memory of all of them at once. What it gives says nothing.
func (t *table) warm(keys []uint64) (sum uint64) {
	for _, k := range keys {
		if s := &t.shards[k>>58]; len(s.slots) > 0 {
			sum += s.slots[s.home(k<<32)]
		}
	}
	return sum
}

// get is the texts that have a key, the first crowd of them in order; one is where a single one is put, so that nothing is allocated.
func (t *table) get(key uint64, one *[1]int32) []int32 {
	s := &t.shards[key>>58]
	if s.used == 0 {
		return nil
	}
	v := uint32(s.slots[s.find(key)])
	switch {
	case v == 0:
		return nil
	case v&isList != 0:
		return t.lists[v&^isList-1]
	}
	one[0] = int32(v - 1)
	return one[:]
}

// add puts a text under a key, under which it must not stand.
func (t *table) add(key uint64, h int32, by order) {
	s := &t.shards[key>>58]
	if (s.used+1)*5 > len(s.slots)*4 {
		s.grow(int(key >> 58))
	}
	i := s.find(key)
	v := uint32(s.slots[i])
	switch {
	case v == 0:
		s.used++
		s.slots[i] = key<<32 | uint64(h+1)
	case v&isList == 0:
		list := []int32{int32(v - 1), h}
		if by(h, list[0]) < 0 {
			list[0], list[1] = list[1], list[0]
		}
		s.slots[i] = key<<32 | uint64(t.list(list)+1) | isList
	default:
		l := &t.lists[v&^isList-1]
		*l = t.insert(*l, h, by)
	}
}

// insert puts a text into a list. Of a long list only the first crowd are kept in order: they are all that is asked for, and so a text in very many versions
// costs no more than others.
func (t *table) insert(l []int32, h int32, by order) []int32 {
	head := l[:min(len(l), t.crowd)]
	at, there := slices.BinarySearchFunc(head, h, by)
	switch {
	case there:
		return l
	case at == t.crowd:
		return append(l, h)
	case len(l) < t.crowd:
		return slices.Insert(l, at, h)
	}
	l = append(l, head[len(head)-1])
	copy(l[at+1:t.crowd], l[at:t.crowd-1])
	l[at] = h
	return l
}

// withdraw takes a text out of a list; where it was one of the first the next one takes the last place among them.
func (t *table) withdraw(l []int32, h int32, by order) []int32 {
	at := slices.Index(l, h)
	if at < 0 {
		return l
	}
	last := len(l) - 1
	if at >= t.crowd {
		l[at] = l[last]
		return l[:last]
	}
	l = slices.Delete(l, at, at+1)
	if last < t.crowd {
		return l
	}
	next := t.crowd - 1 // the least of the others moves up
	for i := t.crowd; i < last; i++ {
		if by(l[i], l[next]) < 0 {
			next = i
		}
	}
	l[next], l[t.crowd-1] = l[t.crowd-1], l[next]
	return l
}

// list keeps a list and gives its number.
func (t *table) list(l []int32) int {
	if n := len(t.free); n > 0 {
		at := t.free[n-1]
		t.free, t.lists[at] = t.free[:n-1], l
		return int(at)
	}
	t.lists = append(t.lists, l)
	return len(t.lists) - 1
}

// remove takes a text from under a key. Where it does not stand there nothing changes.
func (t *table) remove(key uint64, h int32, by order) {
	s := &t.shards[key>>58]
	if s.used == 0 {
		return
	}
	i := s.find(key)
	v := uint32(s.slots[i])
	if v == uint32(h+1) {
		s.cut(i)
		return
	}
	if v&isList == 0 {
		return
	}
	l := &t.lists[v&^isList-1]
	if *l = t.withdraw(*l, h, by); len(*l) == 1 {
		s.slots[i] = s.slots[i]>>32<<32 | uint64((*l)[0]+1)
		*l = nil
		t.free = append(t.free, int32(v&^isList-1))
	}
}

// cut empties a slot and moves back what stands behind it only because it was full.
func (s *shard) cut(i int) {
	n := len(s.slots)
	s.used--
	for j := i; ; {
		s.slots[i] = 0
		for {
			if j++; j == n {
				j = 0
			}
			if s.slots[j] == 0 {
				return
			}
			if home := s.home(s.slots[j]); (j-home+n)%n >= (j-i+n)%n { // the gap lies between its home and it
				break
			}
		}
		s.slots[i], i = s.slots[j], j
	}
}

// grow makes a shard a quarter larger. Shards begin with different lengths, so that they do not all grow at once.
func (s *shard) grow(number int) {
	n := len(s.slots) * 5 / 4
	if n == 0 {
		n = 32 + number
	}
	old := s.slots
	s.slots = make([]uint64, n)
	for _, v := range old {
		if v == 0 {
			continue
		}
		i := s.home(v)
		for s.slots[i] != 0 {
			if i++; i == n {
				i = 0
			}
		}
		s.slots[i] = v
	}
}

// crowded counts the keys that more than a crowd of texts have, and how many have the commonest.
func (t *table) crowded() (keys, most int) {
	for _, l := range t.lists {
		if len(l) > t.crowd {
			keys, most = keys+1, max(most, len(l))
		}
	}
	return keys, most
}
