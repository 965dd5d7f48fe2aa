package io.patchbay.server.vendor;

import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Why no complete answer came, in words for developers.
enum Breakdown {
    UNKNOWN_HOST("is not a known host name"),
    REFUSED("refused the connection"),
    UNREACHABLE("could not be reached within 5 s"),
    INSECURE("could not be reached over a secure connection (its certificate or protocol is not accepted)"),
    SILENT("did not answer within %d s"),
    DRIPPING("did not finish its answer within %d s"),
    TOO_LONG("answered with more than 4 MiB"),
    NOT_HTTP("answered something that is not HTTP"),
    BUSY("has too many calls of this service under way"),
    CUT("closed the connection before its answer was complete");

    private final String words;

    Breakdown(String words) {
        this.words = words;
    }

    static Breakdown of(@Nullable Throwable problem) {
        if (is(problem, TooLongException.class)) {
            return TOO_LONG;
        }
        if (is(problem, UnresolvedAddressException.class) || is(problem, UnknownHostException.class)) {
            return UNKNOWN_HOST;
        }
        if (is(problem, HttpConnectTimeoutException.class)) {
            return UNREACHABLE;
        }
        if (is(problem, SSLException.class)) {
            return INSECURE;
        }
        if (is(problem, ConnectException.class)) {
            return REFUSED;
        }
        // the JDK's client says some of this only in its messages
        boolean garbled = causes(problem)
                .map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
                .anyMatch(message -> message.contains("invalid status line") || message.contains("invalid header"));
        return garbled || is(problem, ProtocolException.class) ? NOT_HTTP : CUT;
    }

    /// @param host with its port unless it is the usual one
    /// @param seconds that were waited for the answer
    String sentence(String host, long seconds) {
        return host + " " + String.format(Locale.ROOT, words, seconds);
    }

    private static boolean is(@Nullable Throwable problem, Class<? extends Throwable> kind) {
        return causes(problem).anyMatch(kind::isInstance);
    }

    private static Stream<Throwable> causes(@Nullable Throwable problem) {
        return problem == null
                ? Stream.empty()
                : Stream.<Throwable>iterate(problem, cause -> cause != null, Throwable::getCause)
                        .limit(20);
    }
}
