"""What a night brings: deals, break-even, usual prices; in whole pence and hundredths of a per cent, no floats."""
