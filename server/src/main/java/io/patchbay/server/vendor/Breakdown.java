package io.patchbay.server.vendor;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/// Why no complete answer came, in words for developers.
enum Breakdown {
    UNKNOWN_HOST("is not a known host name"),
    REFUSED("refused the connection"),
    UNREACHABLE("could not be reached within 5 s"),
    NO_ROUTE("could not be reached: there is no route to it from here"),
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

    static Breakdown of(Exception problem) {
        return switch (problem) {
            case OverdueException overdue -> overdue.begun() ? DRIPPING : SILENT;
            case TooLongException _ -> TOO_LONG;
            case UnknownHostException _ -> UNKNOWN_HOST;
            // no other step has a timeout of its own
            case SocketTimeoutException _ -> UNREACHABLE;
            case NoRouteToHostException _ -> NO_ROUTE;
            case ConnectException e -> String.valueOf(e.getMessage()).contains("unreachable") ? NO_ROUTE : REFUSED;
            case SSLException e ->
                e.getCause() instanceof EOFException || e.getCause() instanceof SocketException ? CUT : INSECURE;
            case TruncatedChunkException _ -> CUT;
            case MalformedChunkCodingException _, MessageConstraintException _, HttpException _ -> NOT_HTTP;
            default -> CUT;
        };
    }

    /// @param host with its port unless it is the usual one
    /// @param seconds that were waited for the answer
    String sentence(String host, long seconds) {
        return host + " " + String.format(Locale.ROOT, words, seconds);
    }
}
