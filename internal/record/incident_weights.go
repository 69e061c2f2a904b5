// Written by make tolls: logistic regression on pairs of counts of dead in reports of the corpus fa-kes, coded by what happened (testdata/tolls).

package record

// tollWeights is what each sign adds to the log-odds that two counts of dead are of one happening.
var tollWeights = [tollSigns]float64{
	tollAlways:     -5.92,
	tollSameDay:    1.67,
	tollNextDay:    0.14,
	tollOtherDay:   -0.86,
	tollOneDay:     0.98,
	tollOneApart:   -1.37,
	tollReportsDay: 1.09,
	tollReportsFar: -0.91,
	tollPlace:      0.68,
	tollPlaceApart: -0.59,
	tollLeadPlace:  1.24,
	tollStrangers:  -0.92,
	tollBlow:       0.58,
	tollBlowApart:  -1.65,
	tollPeriod:     -1.23,
	tollPeriods:    -0.55,
	tollBothMain:   0.96,
	tollSize:       0.58,
	tollRareWord:   1.31,
	tollWords:      0.74,
	tollTitle:      0.43,
	tollNamed:      0.73,
}
