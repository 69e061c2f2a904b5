// Written by make tolls: logistic regression on pairs of counts of dead in reports of the corpus fa-kes, coded by what happened (testdata/tolls).

package record

// tollWeights is what each sign adds to the log-odds that two counts of dead are of one happening.
var tollWeights = [tollSigns]float64{
	tollAlways:     -5.91,
	tollSameDay:    1.73,
	tollNextDay:    0.15,
	tollOtherDay:   -0.87,
	tollOneDay:     0.99,
	tollOneApart:   -1.43,
	tollReportsDay: 1.09,
	tollReportsFar: -0.92,
	tollPlace:      0.68,
	tollPlaceApart: -0.59,
	tollLeadPlace:  1.24,
	tollStrangers:  -0.92,
	tollBlow:       0.54,
	tollBlowApart:  -1.67,
	tollPeriod:     -1.19,
	tollPeriods:    -0.55,
	tollBothMain:   0.97,
	tollSize:       0.59,
	tollRareWord:   1.29,
	tollWords:      0.76,
	tollTitle:      0.40,
	tollNamed:      0.72,
}
