package io.patchbay.simulators;

/// Smooth noise over time: the same seed and time give the same value, for ever.
///
/// @param seed one per place
record Noise(long seed) {

    static Noise at(double latitude, double longitude) {
        return new Noise(mix(Math.round(latitude * 100) * 73_856_093L ^ Math.round(longitude * 100) * 19_349_663L));
    }

    /// Between -1 and 1.
    ///
    /// @param salt one per quantity, so that they move apart
    /// @param period seconds from one random value to the next
    double of(int salt, long second, long period) {
        long step = Math.floorDiv(second, period);
        double share = Math.floorMod(second, period) / (double) period;
        double from = random(salt, step);
        double to = random(salt, step + 1);
        return from + (to - from) * share * share * (3 - 2 * share);
    }

    private double random(int salt, long step) {
        return (mix(seed + salt * 0x9E37_79B9_7F4A_7C15L + step * 0xD1B5_4A32_D192_ED03L) >> 11) * 0x1.0p-52;
    }

    /// SplitMix64's finalizer, https://doi.org/10.1145/2714064.2660195
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
