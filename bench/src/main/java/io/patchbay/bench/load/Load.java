package io.patchbay.bench.load;

import org.HdrHistogram.Histogram;

/// What a run of the generator measured.
///
/// @param answered requests that were answered within the time, all with success
/// @param seconds of the run
/// @param micros from sending a request to the last byte of its answer
public record Load(long answered, double seconds, Histogram micros) {
    public double perSecond() {
        return answered / seconds;
    }

    /// In milliseconds.
    public double percentile(double percent) {
        return micros.getValueAtPercentile(percent) / 1000.0;
    }
}
