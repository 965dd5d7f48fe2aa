package io.patchbay.simulators;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The cities that the simulated geocoder knows.
final class Atlas {
    /// @param state only in the United States, as with the vendor
    record City(int id, String name, String country, String state, double latitude, double longitude) {}

    private static final String ROWS = """
            2950159;Berlin;DE;;52.5170;13.3889
            2911298;Hamburg;DE;;53.5503;10.0007
            2867714;Munich;DE;;48.1371;11.5754
            2886242;Cologne;DE;;50.9384;6.9600
            2988507;Paris;FR;;48.8589;2.3200
            2643743;London;GB;;51.5073;-0.1276
            2964574;Dublin;IE;;53.3494;-6.2606
            3413829;Reykjavík;IS;;64.1460;-21.9422
            3133880;Tromsø;NO;;69.6516;18.9559
            3143244;Oslo;NO;;59.9133;10.7390
            2673730;Stockholm;SE;;59.3251;18.0711
            658225;Helsinki;FI;;60.1675;24.9428
            756135;Warsaw;PL;;52.2319;21.0067
            2761369;Vienna;AT;;48.2084;16.3725
            2657896;Zurich;CH;;47.3744;8.5410
            3169070;Rome;IT;;41.8933;12.4829
            3117735;Madrid;ES;;40.4167;-3.7036
            2267057;Lisbon;PT;;38.7078;-9.1366
            264371;Athens;GR;;37.9756;23.7348
            745044;Istanbul;TR;;41.0064;28.9759
            360630;Cairo;EG;;30.0444;31.2357
            184745;Nairobi;KE;;-1.3026;36.8288
            3369157;Cape Town;ZA;;-33.9288;18.4172
            292223;Dubai;AE;;25.2653;55.2925
            1275339;Mumbai;IN;;19.0550;72.8692
            1880252;Singapore;SG;;1.2899;103.8520
            1850147;Tokyo;JP;;35.6828;139.7595
            1835848;Seoul;KR;;37.5667;126.9783
            2147714;Sydney;AU;;-33.8698;151.2083
            2193733;Auckland;NZ;;-36.8521;174.7632
            3448439;São Paulo;BR;;-23.5507;-46.6334
            3435910;Buenos Aires;AR;;-34.6076;-58.4371
            3530597;Mexico City;MX;;19.4326;-99.1332
            5128581;New York;US;New York;40.7127;-74.0060
            5746545;Portland;US;Oregon;45.5202;-122.6742
            4975802;Portland;US;Maine;43.6574;-70.2589
            5391959;San Francisco;US;California;37.7793;-122.4193
            6167865;Toronto;CA;;43.6535;-79.3839
            5879400;Anchorage;US;Alaska;61.2164;-149.8949
            """;

    private static final List<City> CITIES = ROWS.lines()
            .map(row -> row.split(";", -1))
            .map(f -> new City(
                    Integer.parseInt(f[0]), f[1], f[2], f[3], Double.parseDouble(f[4]), Double.parseDouble(f[5])))
            .toList();
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final double NEAR_DEGREES = 0.5;

    private Atlas() {}

    /// @param query `city`, `city,country` or `city,state,US`, in any case and without accents if you like
    static List<City> find(String query) {
        String[] parts = query.split(",", -1);
        String name = plain(parts[0]);
        String country = parts.length == 1 ? "" : plain(parts[parts.length - 1]);
        return CITIES.stream()
                .filter(c -> plain(c.name()).equals(name))
                .filter(c -> country.isEmpty() || plain(c.country()).equals(country))
                .toList();
    }

    /// The city that a place belongs to; none at sea.
    static Optional<City> near(double latitude, double longitude) {
        for (City city : CITIES) {
            if (Math.abs(city.latitude() - latitude) < NEAR_DEGREES
                    && Math.abs(city.longitude() - longitude) < NEAR_DEGREES) {
                return Optional.of(city);
            }
        }
        return Optional.empty();
    }

    private static String plain(String text) {
        String decomposed = Normalizer.normalize(text.strip().replace('ø', 'o'), Normalizer.Form.NFD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
