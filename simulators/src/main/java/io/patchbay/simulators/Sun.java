package io.patchbay.simulators;

/// Sunrise and sunset of the solar day around a moment, in Unix seconds; both 0 where the sun does not rise or
/// set that day. Good to a few minutes.
record Sun(long rise, long set) {
    private static final int DAY = 86_400;
    private static final int SECONDS_PER_DEGREE = DAY / 360;

    static Sun at(double latitude, double longitude, long second) {
        long solarOffset = Math.round(longitude * SECONDS_PER_DEGREE);
        long solarMidnight = Math.floorDiv(second + solarOffset, DAY) * DAY - solarOffset;
        double cosine = -Math.tan(Math.toRadians(latitude)) * Math.tan(declination(second));
        if (Math.abs(cosine) >= 1) {
            return new Sun(0, 0);
        }
        long half = Math.round(Math.toDegrees(Math.acos(cosine)) * SECONDS_PER_DEGREE);
        long noon = solarMidnight + DAY / 2;
        return new Sun(noon - half, noon + half);
    }

    boolean shines(long second) {
        return second >= rise && second < set;
    }

    /// How far the year has come since 1 January, 0 to 1.
    static double year(long second) {
        return second % 31_556_952L / 31_556_952.0;
    }

    private static double declination(long second) {
        return Math.toRadians(-23.44) * Math.cos(2 * Math.PI * (year(second) + 10 / 365.0));
    }
}
