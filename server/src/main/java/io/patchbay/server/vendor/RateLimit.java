package io.patchbay.server.vendor;

import io.patchbay.connector.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a vendor's answer says of its limit: `RateLimit: "name";r=10;t=60`
/// (draft-ietf-httpapi-ratelimit-headers), the draft's former `RateLimit-Remaining` and `RateLimit-Reset`, or the same
/// with `X-` before.
///
/// @param remaining calls left
/// @param resetIn   microseconds until there are more; empty if the vendor does not say
record RateLimit(long remaining, OptionalLong resetIn) {
    private static final Pattern NUMBER = Pattern.compile("(?:^|[;,\\s])(r|t|remaining|reset)\\s*=\\s*\"?(\\d{1,15})");

    static Optional<RateLimit> of(Reply reply, Instant now) {
        Optional<RateLimit> combined = reply.header("ratelimit").flatMap(RateLimit::combined);
        return combined.isPresent()
                ? combined
                : separate(reply, "ratelimit", now).or(() -> separate(reply, "x-ratelimit", now));
    }

    /// Of several policies the one that ends first.
    private static Optional<RateLimit> combined(String text) {
        List<RateLimit> policies = new ArrayList<>();
        // the former syntax is one policy with commas between its numbers
        String[] parts = text.contains("remaining") ? new String[] {text} : text.split(",", -1);
        for (String policy : parts) {
            OptionalLong remaining = OptionalLong.empty();
            OptionalLong reset = OptionalLong.empty();
            for (Matcher number = NUMBER.matcher(policy); number.find(); ) {
                OptionalLong value = OptionalLong.of(Long.parseLong(number.group(2)));
                if (number.group(1).equals("r") || number.group(1).equals("remaining")) {
                    remaining = value;
                } else {
                    reset = value;
                }
            }
            if (remaining.isPresent()) {
                policies.add(new RateLimit(remaining.getAsLong(), micros(reset)));
            }
        }
        return policies.stream().min(Comparator.comparingLong(RateLimit::remaining));
    }

    private static Optional<RateLimit> separate(Reply reply, String prefix, Instant now) {
        OptionalLong remaining = number(reply, prefix + "-remaining");
        OptionalLong reset = number(reply, prefix + "-reset");
        return remaining.isEmpty()
                ? Optional.empty()
                : Optional.of(new RateLimit(remaining.getAsLong(), micros(fromNow(reset, now))));
    }

    private static OptionalLong number(Reply reply, String header) {
        return reply.header(header)
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,15}(\\.\\d*)?"))
                .map(text -> OptionalLong.of(Long.parseLong(text.replaceAll("\\..*", ""))))
                .orElseGet(OptionalLong::empty);
    }

    /// Some vendors say how long it takes, others when it is, in seconds or milliseconds.
    private static OptionalLong fromNow(OptionalLong reset, Instant now) {
        if (reset.isEmpty() || reset.getAsLong() < 1_000_000_000L) {
            return reset;
        }
        long seconds = reset.getAsLong() < 1_000_000_000_000L ? reset.getAsLong() : reset.getAsLong() / 1000;
        return OptionalLong.of(Math.max(0, seconds - now.getEpochSecond()));
    }

    private static OptionalLong micros(OptionalLong seconds) {
        return seconds.isEmpty()
                ? seconds
                : OptionalLong.of(Duration.ofSeconds(Math.min(seconds.getAsLong(), 1_000_000_000L))
                                .toMillis()
                        * 1000);
    }
}
