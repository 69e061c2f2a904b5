package record

// tollWeights is what each sign adds to the log-odds that two counts of dead are of one happening.
var tollWeights = [tollSigns]float64{
	tollAlways:     -5.91,
	tollSameDay:    1.67,
	tollNextDay:    0.15,
	tollOtherDay:   -0.88,
	tollOneDay:     0.94,
	tollOneApart:   -1.36,
	tollReportsDay: 1.04,
	tollReportsFar: -1.00,
	tollPlace:      0.65,
	tollPlaceApart: -0.58,
	tollLeadPlace:  1.26,
	tollStrangers:  -0.80,
	tollBlow:       0.48,
	tollBlowApart:  -1.66,
	tollPeriod:     -1.15,
	tollPeriods:    -0.51,
	tollBothMain:   1.03,
	tollSize:       0.56,
	tollRareWord:   1.34,
	tollWords:      0.80,
	tollTitle:      0.41,
	tollNamed:      0.73,
}
