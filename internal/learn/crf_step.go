package learn

import "math"

// Step learns from one sequence and gives its log-likelihood before.
func (c *CRF) Step(s *Sequence) float64 {
	n := len(s.Ends)
	if n == 0 {
		return 0
	}
	set := &c.sets[s.Set]
	c.keep(s)
	c.emit(s, set)
	ll := c.infer(n, set, s)
	c.update(s, set)
	return ll
}

// keep draws the features that the step sees.
func (c *CRF) keep(s *Sequence) {
	c.kept, c.ends = c.kept[:0], c.ends[:0]
	late := s.LateEnds != nil && (c.Late == 0 || int(c.rand.Next()&255) >= c.Late)
	from, lateFrom := int32(0), int32(0)
	for t, end := range s.Ends {
		c.draw(s.Features[from:end])
		from = end
		if late {
			c.draw(s.Late[lateFrom:s.LateEnds[t]])
			lateFrom = s.LateEnds[t]
		}
		c.ends = append(c.ends, int32(len(c.kept)))
	}
}

func (c *CRF) draw(fs []Feature) {
	var bits uint64
	for i, f := range fs {
		if i%8 == 0 && c.Drop > 0 {
			bits = c.rand.Next()
		}
		if int(bits&255) >= c.Drop {
			c.kept = append(c.kept, int32(f))
		}
		bits >>= 8
	}
}

func grow(b []float64, n int) []float64 {
	if cap(b) < n {
		return make([]float64, n)
	}
	b = b[:n]
	clear(b)
	return b
}

// emit sets psi to the scores of each token's labels.
func (c *CRF) emit(s *Sequence, set *LabelSet) {
	l := len(set.Shared)
	sh, own := &c.groups[0], &c.groups[1+s.Set]
	c.psi = grow(c.psi, len(s.Ends)*l)
	c.tmp = grow(c.tmp, sh.size)
	from := int32(0)
	for t, end := range c.ends {
		clear(c.tmp)
		out := c.psi[t*l : t*l+l]
		for _, f := range c.kept[from:end] {
			a := sh.at(f)
			for k, w := range sh.w[a : int(a)+sh.size] {
				c.tmp[k] += float64(w)
			}
			b := own.at(f)
			for k, w := range own.w[b : int(b)+l] {
				out[k] += float64(w)
			}
		}
		for k, cl := range set.Shared {
			out[k] += c.tmp[cl]
		}
		from = end
	}
}

// infer runs forward-backward (Rabiner 1989, with scaling); post gets the marginals, edge the expected transitions.
func (c *CRF) infer(n int, set *LabelSet, s *Sequence) float64 {
	l := len(set.Shared)
	sh, own := &c.groups[0], &c.groups[1+s.Set]
	c.tr = grow(c.tr, l*l+l)
	for a := range l {
		for b := range l {
			if set.Follow[a][b] {
				c.tr[a*l+b] = exp(float64(own.trans.w[a*l+b]) + float64(sh.trans.w[set.Shared[a]*sh.size+set.Shared[b]]))
			}
		}
		if set.First[a] {
			c.tr[l*l+a] = exp(float64(own.trans.w[l*l+a]) + float64(sh.trans.w[sh.size*sh.size+set.Shared[a]]))
		}
	}
	ll := c.goldScore(n, set, s)
	c.alpha, c.beta, c.post = grow(c.alpha, n*l), grow(c.beta, n*l), grow(c.post, n*l)
	c.edge = grow(c.edge, l*l+l)
	for t := range n {
		psi := c.psi[t*l : t*l+l]
		most := psi[0]
		for _, x := range psi {
			most = max(most, x)
		}
		ll -= most
		al := c.alpha[t*l : t*l+l]
		if t == 0 {
			copy(al, c.tr[l*l:])
		} else {
			for a, x := range c.alpha[(t-1)*l : t*l] {
				for b, y := range c.tr[a*l : a*l+l] {
					al[b] += float64(x * y)
				}
			}
		}
		sum := 0.0
		for k := range psi {
			psi[k] = exp(psi[k] - most)
			al[k] = float64(al[k] * psi[k])
			sum += al[k]
		}
		ll -= math.Log(sum)
		for k := range al {
			al[k] /= sum
		}
	}
	c.backward(n, l)
	return ll
}

func (c *CRF) goldScore(n int, set *LabelSet, s *Sequence) float64 {
	l := len(set.Shared)
	ll := 0.0
	for t := range n {
		y := int(s.Gold[t])
		ll += c.psi[t*l+y]
		if t > 0 {
			ll += math.Log(c.tr[int(s.Gold[t-1])*l+y])
		} else {
			ll += math.Log(c.tr[l*l+y])
		}
	}
	return ll
}

func (c *CRF) backward(n, l int) {
	for k := range l {
		c.beta[(n-1)*l+k] = 1
	}
	for t := n - 1; t >= 0; t-- {
		al, be, po := c.alpha[t*l:t*l+l], c.beta[t*l:t*l+l], c.post[t*l:t*l+l]
		sum := 0.0
		for k := range po {
			po[k] = float64(al[k] * be[k])
			sum += po[k]
		}
		for k := range po {
			po[k] /= sum
		}
		if t == 0 {
			copy(c.edge[l*l:], po)
			break
		}
		psi, prev, pb := c.psi[t*l:t*l+l], c.alpha[(t-1)*l:t*l], c.beta[(t-1)*l:t*l]
		all, big := 0.0, 0.0
		for k := range psi {
			psi[k] = float64(psi[k] * be[k])
		}
		for a, x := range prev {
			v := 0.0
			for b, y := range c.tr[a*l : a*l+l] {
				v += float64(y * psi[b])
			}
			pb[a] = v
			big = max(big, v)
			all += float64(x * v)
		}
		for a, x := range prev {
			x /= all
			for b, y := range c.tr[a*l : a*l+l] {
				c.edge[a*l+b] += float64(float64(x*y) * psi[b])
			}
		}
		for a := range pb {
			pb[a] /= big
		}
	}
}

// update takes one step of AdaGrad along the gradient of the log-likelihood.
func (c *CRF) update(s *Sequence, set *LabelSet) {
	l := len(set.Shared)
	sh, own := &c.groups[0], &c.groups[1+s.Set]
	gs, go1 := make([]float32, sh.size), make([]float32, l)
	from := int32(0)
	for t, end := range c.ends {
		clear(gs)
		for k := range l {
			g := float32(-c.post[t*l+k])
			if int(s.Gold[t]) == k {
				g++
			}
			go1[k] = float32(g * s.Weight)
			gs[set.Shared[k]] += go1[k]
		}
		for _, f := range c.kept[from:end] {
			a, b := sh.index[f], own.index[f]
			c.ada(sh.w[a:int(a)+sh.size], sh.g[a:int(a)+sh.size], gs)
			c.ada(own.w[b:int(b)+l], own.g[b:int(b)+l], go1)
		}
		from = end
	}
	c.updateEdges(s, set)
}

func (c *CRF) updateEdges(s *Sequence, set *LabelSet) {
	l := len(set.Shared)
	sh, own := &c.groups[0], &c.groups[1+s.Set]
	for i := range c.edge {
		c.edge[i] = -c.edge[i]
	}
	for t, y := range s.Gold {
		if t == 0 {
			c.edge[l*l+int(y)]++
		} else {
			c.edge[int(s.Gold[t-1])*l+int(y)]++
		}
	}
	ge, gs := make([]float32, len(c.edge)), make([]float32, sh.size*sh.size+sh.size)
	for i, x := range c.edge {
		ge[i] = float32(float32(x) * s.Weight)
		to := sh.size * sh.size
		if i < l*l {
			to = set.Shared[i/l]*sh.size + set.Shared[i%l]
		} else {
			to += set.Shared[i-l*l]
		}
		gs[to] += ge[i]
	}
	c.ada(own.trans.w, own.trans.g, ge)
	c.ada(sh.trans.w, sh.trans.g, gs)
}

const tiny = 1e-3

func (c *CRF) ada(w, acc, grad []float32) {
	for k, g := range grad {
		if g < tiny && g > -tiny {
			continue
		}
		acc[k] += float32(g * g)
		w[k] += float32(c.Rate*g) / float32(1e-2+float32(math.Sqrt(float64(acc[k]))))
	}
}

// exp is e to the x, by the same operations everywhere (math.Exp has a version in assembly on some machines).
func exp(x float64) float64 {
	if x < -700 {
		return 0
	}
	x = min(x, 700)
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	r := x - float64(k*math.Ln2)
	p := 1.0
	for i := 10; i > 0; i-- {
		p = 1 + float64(p*r)/float64(i)
	}
	return p * math.Float64frombits(uint64(1023+int64(k))<<52)
}
