package io.patchbay.bench.vendor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.SplittableRandom;

/// What the vendor knows and says. `GET /stations/<name>` answers a station's measurements; a settable share of the
/// calls finds new ones. `GET /calls` tells how many calls there were for how many stations, and when the first of them
/// came;
/// `GET /changing/<permille>` sets the share and begins a new count. Used by one thread.
final class Stations {
    private static final int REMEMBERED = 1 << 20;
    private static final long EPOCH = 1_764_000_000; // of the first measurements, in Unix seconds
    private static final byte[] STATION = "GET /stations/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHANGING = "GET /changing/".getBytes(StandardCharsets.US_ASCII);

    private final SplittableRandom random = new SplittableRandom(11);
    private final int[] versions = new int[REMEMBERED];
    private final BitSet asked = new BitSet(REMEMBERED);
    private final byte[] unchanged = station(0);
    private long calls;
    private long first;
    private int permille;

    /// @param begin of the request in the buffer
    void answer(ByteBuffer request, int begin, ByteBuffer out) {
        if (startsWith(request, begin, STATION)) {
            out.put(station(request, begin + STATION.length));
        } else if (startsWith(request, begin, CHANGING)) {
            permille = number(request, begin + CHANGING.length);
            calls = 0;
            first = 0;
            asked.clear();
            out.put(answer("{}"));
        } else {
            out.put(answer(
                    "{\"calls\":" + calls + ",\"first\":" + first + ",\"stations\":" + asked.cardinality() + "}"));
        }
    }

    private byte[] station(ByteBuffer request, int name) {
        if (calls++ == 0) {
            first = System.currentTimeMillis();
        }
        int hash = 0;
        for (int i = name; request.get(i) != ' '; i++) {
            hash = hash * 31 + request.get(i);
        }
        int index = (hash ^ (hash >>> 20)) & (REMEMBERED - 1);
        asked.set(index);
        if (permille > 0 && random.nextInt(1000) < permille) {
            versions[index]++;
        }
        return versions[index] == 0 ? unchanged : station(versions[index]);
    }

    private static byte[] station(int version) {
        return answer("{\"time\":" + (EPOCH + version) + ",\"temperature\":" + (version % 400 / 10.0)
                + ",\"humidity\":" + (30 + version % 60) + ",\"pressure\":" + (950 + version % 100)
                + ",\"wind\":" + (version % 200 / 10.0) + ",\"rain\":" + (version % 50 / 10.0) + "}");
    }

    private static byte[] answer(String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean startsWith(ByteBuffer request, int begin, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (request.get(begin + i) != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(ByteBuffer request, int begin) {
        int number = 0;
        for (int i = begin; request.get(i) >= '0' && request.get(i) <= '9'; i++) {
            number = number * 10 + request.get(i) - '0';
        }
        return number;
    }
}
