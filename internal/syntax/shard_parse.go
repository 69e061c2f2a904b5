package syntax

import "github.com/parley-press/parley/internal/kernel"

// parser runs the parser over the sentences and takes the gradient of its loss to the third layer.
func (s *shard) parser(batch []sentence, scale float32) {
	x := kernel.Strided{Data: s.h[2], Row: width, Col: 1}
	n := s.rows * places * width
	s.z, s.dz = sized(s.z, n), sized(s.dz, n)
	s.w.forward(s.w.place, s.z, x, s.rows)
	s.states = s.states[:0]
	s.hid, s.mask, s.dact = s.hid[:0], s.mask[:0], s.dact[:0]
	for d := range s.lab {
		l := &s.lab[d]
		l.state, l.hid, l.dout = l.state[:0], l.hid[:0], l.dout[:0]
	}
	for i, b := range batch {
		s.parse(&b, s.starts[i], scale)
	}
	s.statesBack()
	s.w.backward(s.w.place, s.grad, s.dh[2], x, s.dz, s.rows)
}

// parse passes one sentence, whose rows begin at start, and records its states with the gradients of what was decided in them.
func (s *shard) parse(b *sentence, start int, scale float32) {
	c := &s.cfg
	c.reset(len(b.words))
	tags := s.tags[start : start+len(b.words)]
	var logits [actOut]float32
	var p [actOut]float32
	for !c.done() {
		hid := s.state(c, start, tags)
		copy(logits[:], s.w.theta[s.w.act.b:s.w.act.b+actOut])
		s.w.level.Gemm(logits[:], actOut, kernel.Strided{Data: hid, Row: width, Col: 1}, s.w.theta[s.w.act.w:], actOut, 1, actOut, width)
		a := s.choose(c, b, logits[:actions], p[:actions], scale)
		rel := uint8(0)
		if a != shift {
			h, d := c.arc(a)
			gold := int16(-1)
			if b.heads[d] == h {
				gold = b.rels[d]
			}
			rel = s.relation(a, hid, gold, scale)
		}
		c.do(a, rel)
	}
}

// state records the present state and gives its hidden layer.
func (s *shard) state(c *config, start int, tags []uint8) []float32 {
	s.states = append(s.states, trace{})
	t := &s.states[len(s.states)-1]
	c.tokensOf(&t.at)
	t.n = len(s.lay.rowsOf(t.rows[:0], c, &t.at, tags))
	from := len(s.hid)
	s.hid = append(s.hid, s.zero[:]...)
	hid := s.hid[from:]
	for p, tok := range t.at {
		if tok < 0 {
			continue
		}
		t.at[p] = tok + int32(start)
		at := (int(t.at[p])*places + p) * width
		for i, v := range s.z[at : at+width] {
			hid[i] += v
		}
	}
	for _, r := range t.rows[:t.n] {
		at := s.w.table + int(r)*width
		for i, v := range s.w.theta[at : at+width] {
			hid[i] += v
		}
	}
	s.one = s.dropout(s.one, width)
	drop := s.one
	for i, v := range hid {
		if v <= 0 {
			drop[i] = 0
		}
		hid[i] = float32(v * drop[i])
	}
	s.mask = append(s.mask, drop...)
	return hid
}

// choose takes the next action: the best of those that cost least, or now and then one drawn from the model's own probabilities. The gradient goes
// to the summed probability of those that cost least.
func (s *shard) choose(c *config, b *sentence, logits, p []float32, scale float32) action {
	var good [actions]int16
	n, least := 0, int(^uint(0)>>1)
	for a := shift; a < actions; a++ {
		if !c.legal(a) {
			logits[a] = -1e9
			continue
		}
		cost := c.cost(a, b.heads)
		if cost < least {
			least, n = cost, 0
		}
		if cost == least {
			good[n] = int16(a)
			n++
		}
	}
	softmax(p, logits)
	from := len(s.dact)
	s.dact = append(s.dact, s.zero[:actOut]...)
	s.loss[1] += pull(s.dact[from:from+int(actions)], p, good[:n], scale)
	if s.rand.Next()>>56 < uint64(s.o.Explore) {
		draw := float32(s.rand.Next()>>40) / (1 << 24)
		for a := shift; a < actions; a++ {
			if draw -= p[a]; draw < 0 && c.legal(a) {
				return a
			}
		}
	}
	best := good[0]
	for _, g := range good[:n] {
		if logits[g] > logits[best] {
			best = g
		}
	}
	return action(best)
}

// relation is the best relation for the arc of an action in the last state, with the gradient towards gold where it is known.
func (s *shard) relation(a action, hid []float32, gold int16, scale float32) uint8 {
	l := &s.lab[a-left]
	blk := s.w.lab[a-left]
	logits := l.activation[:]
	copy(logits, s.w.theta[blk.b:blk.b+relOut])
	s.w.level.Gemm(logits, relOut, kernel.Strided{Data: hid, Row: width, Col: 1}, s.w.theta[blk.w:], relOut, 1, relOut, width)
	var p [relOut]float32
	n := len(s.inv.rels)
	best := softmax(p[:n], logits[:n])
	if gold >= 0 {
		l.state = append(l.state, len(s.states)-1)
		l.hid = append(l.hid, hid...)
		from := len(l.dout)
		l.dout = append(l.dout, s.zero[:relOut]...)
		s.loss[2] += pull(l.dout[from:from+n], p[:n], []int16{gold}, scale)
	}
	return uint8(best)
}

// statesBack takes the gradients of all states back to the places' vectors and the tables.
func (s *shard) statesBack() {
	n := len(s.states)
	if n == 0 {
		return
	}
	s.dhid = sized(s.dhid, n*width)
	s.w.backward(s.w.act, s.grad, s.dhid, kernel.Strided{Data: s.hid, Row: width, Col: 1}, s.dact, n)
	for d := range s.lab {
		l := &s.lab[d]
		if len(l.state) == 0 {
			continue
		}
		l.dhid = sized(l.dhid, len(l.state)*width)
		s.w.backward(s.w.lab[d], s.grad, l.dhid, kernel.Strided{Data: l.hid, Row: width, Col: 1}, l.dout, len(l.state))
		for i, st := range l.state {
			to := s.dhid[st*width : (st+1)*width]
			for k, v := range l.dhid[i*width : (i+1)*width] {
				to[k] += v
			}
		}
	}
	for i := range s.states {
		t := &s.states[i]
		d := s.dhid[i*width : (i+1)*width]
		for k, m := range s.mask[i*width : (i+1)*width] {
			d[k] *= m
		}
		for p, row := range t.at {
			if row < 0 {
				continue
			}
			at := (int(row)*places + p) * width
			to := s.dz[at : at+width]
			for k, v := range d {
				to[k] += v
			}
		}
		for _, r := range t.rows[:t.n] {
			at := s.w.table + int(r)*width
			to := s.grad[at : at+width]
			for k, v := range d {
				to[k] += v
			}
		}
	}
}
