package record

// valued are stems of words that speak well of a thing, with 1, or ill, with -1, whatever the thing is.
var valued = func() map[string]int8 {
	m := map[string]int8{}
	for w := range stems(`able abide accept accurate advance affordable agree applaud appropriate back beneficial benefit best better breakthrough calm chance comply confident constitutional constructive
		cooperate correct credible defensive easy effective efficient encourage endorse ensure fair favor favour feasible free fulfil fulfill gain good great hail harmless help helpful historic honor honour hope humanitarian
		improve improvement innocent just justified justify lawful legal legitimate necessary open opportunity peaceful positive possible praise progress proper proportionate prosper protect proud realistic
		reasonable reliable respect right safe secure smooth solution sound stability stable strengthen strong succeed success successful support sustainable transparent true trust truthful valid victory viable voluntary welcome win workable`) {
		m[w] = 1
	}
	for w := range stems(`absurd abuse aggression aggressive anger bad blame block blunder break breach burden catastrophe chaos condemn corrupt corruption coup crime criminal criticise criticism criticize damage danger
		dangerous deadlock defeat defy denounce deplore destabilise destabilize destroy destructive difficult disappoint disaster discriminate doom endanger erode error escalate excuse fail failure false farce fault fear flaw flout
		forced fraud guilty hamper hard harm harmful hinder hostile hurt illegal illegitimate impossible inaccurate inadequate inappropriate ineffective inhumane instability insufficient interfere invalid jeopardise jeopardize
		lie lose loss meddle menace mess misguided mislead mistake negative nonsense obstruct obstacle oppose outrage persecution pretext problem prolong provocation provocative punish reckless reject refuse ridiculous risk risky ruin sabotage
		setback sham stall tension threat threaten torpedo torture tough unable unacceptable unconstitutional undermine undemocratic unfair unfeasible uninformed unjust unjustified unlawful unlikely unnecessary unrealistic
		unreasonable unsafe unsustainable untrue unworkable useless violate violation violent weak weaken worry worse worst worthless wrong`) {
		m[w] = -1
	}
	return m
}()
