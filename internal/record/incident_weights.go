// Written by make tolls: logistic regression on pairs of counts of dead in reports of the corpus fa-kes, coded by what happened (testdata/tolls).

package record

// tollWeights is what each sign adds to the log-odds that two counts of dead are of one happening.
var tollWeights = [tollSigns]float64{
	tollAlways:     -5.91,
	tollSameDay:    1.70,
	tollNextDay:    0.16,
	tollOtherDay:   -0.86,
	tollOneDay:     0.98,
	tollOneApart:   -1.43,
	tollReportsDay: 1.10,
	tollReportsFar: -0.92,
	tollPlace:      0.65,
	tollPlaceApart: -0.57,
	tollLeadPlace:  1.23,
	tollStrangers:  -0.80,
	tollBlow:       0.52,
	tollBlowApart:  -1.68,
	tollPeriod:     -1.18,
	tollPeriods:    -0.54,
	tollBothMain:   0.99,
	tollSize:       0.59,
	tollRareWord:   1.31,
	tollWords:      0.77,
	tollTitle:      0.40,
	tollNamed:      0.74,
}
