"""Judge indicators: measures with thresholds, conditions to watch, an arrow for the past and alerts ahead."""
