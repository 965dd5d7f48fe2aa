package io.patchbay.bench.load;

import java.nio.charset.StandardCharsets;

/// The bytes of one HTTP/1.1 request.
///
/// @param counter where in the bytes ten digits are to be counted up with every sending; -1 for nowhere
public record Request(byte[] bytes, int counter) {
    /// Ten digits in a body that become a number of ten digits which differs with every sending.
    public static final String COUNTER = "1000000000";

    /// @param subject empty for none
    public static Request of(String method, String path, String authorization, String subject, String body) {
        StringBuilder head = new StringBuilder(400)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        if (!authorization.isEmpty()) {
            head.append("Authorization: ").append(authorization).append("\r\n");
        }
        if (!subject.isEmpty()) {
            head.append("X-External-Subject-Id: ").append(subject).append("\r\n");
        }
        if (!body.isEmpty()) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        String whole = head.append("\r\n").append(body).toString();
        int counter = body.contains(COUNTER) ? whole.lastIndexOf(COUNTER) : -1;
        return new Request(whole.getBytes(StandardCharsets.UTF_8), counter);
    }

    /// What is asked for.
    public String path() {
        String head = new String(bytes, 0, Math.min(bytes.length, 2000), StandardCharsets.UTF_8);
        return head.split(" ", 3)[1];
    }

    /// Makes the counter the next number; the first digit stays, so that it never begins with a zero.
    void countUp(long number) {
        if (counter >= 0) {
            long left = number;
            for (int i = counter + COUNTER.length() - 1; i > counter; i--) {
                bytes[i] = (byte) ('0' + left % 10);
                left /= 10;
            }
        }
    }
}
