package io.patchbay.server.vendor;

import io.patchbay.connector.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;

/// A connection to a vendor, over HTTP/1.1 and for one call after another. One thread uses it at a time; its time ends
/// from another one, which closes it under a call that takes too long. Times are those of [System#nanoTime].
final class Connection {
    static final int MOST_BYTES = 4 << 20;

    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 << 10)
            .setMaxHeaderCount(500)
            .build();
    private static final HttpContext NO_CONTEXT = HttpCoreContext.create();
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Pattern TIMEOUT = Pattern.compile("timeout\\s*=\\s*\"?(\\d{1,9})", Pattern.CASE_INSENSITIVE);
    private static final int OK = 200;
    private static final int SWITCHING = 101;
    private static final long OVER = Long.MIN_VALUE;

    private final HostConnections host;
    private final Socket socket;
    private final DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(LIMITS);
    private final AtomicLong until;
    private long received;
    private boolean headed;
    private boolean reusable;
    private long idle;

    /// @param socket connected
    /// @param until when it is closed, unless [#extend] is called before
    Connection(HostConnections host, Socket socket, long until) {
        this.host = host;
        this.socket = socket;
        this.until = new AtomicLong(until);
    }

    /// Where it waits for its next call.
    HostConnections host() {
        return host;
    }

    /// Makes it ready for its first call.
    void open(SSLSocketFactory tls) throws IOException {
        Origin origin = host.origin();
        try {
            if (origin.secure()) {
                SSLSocket secured = (SSLSocket) tls.createSocket(socket, origin.host(), origin.port(), true);
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
                secured.startHandshake();
                http.bind(secured, socket);
            } else {
                http.bind(socket);
            }
        } catch (IOException e) {
            throw until.get() == OVER ? new OverdueException(false) : e;
        }
    }

    /// Another time for it to be closed.
    ///
    /// @return false if it is closed already
    boolean extend(long time) {
        long old = until.get();
        return old != OVER && until.compareAndSet(old, time);
    }

    /// Closes it if its time is over, whatever it is doing.
    boolean endsAt(long now) {
        long end = until.get();
        boolean over = end != OVER && now - end >= 0 && until.compareAndSet(end, OVER);
        if (over) {
            close();
        }
        return over;
    }

    /// Sends a request and reads all of its answer.
    Reply exchange(ClassicHttpRequest request) throws IOException, HttpException {
        headed = false;
        reusable = false;
        try {
            http.sendRequestHeader(request);
            http.sendRequestEntity(request);
            http.flush();
            ClassicHttpResponse response = head();
            headed = true;
            byte[] body = new byte[0];
            if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
                http.receiveResponseEntity(response);
                body = read(response.getEntity());
            }
            reusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, NO_CONTEXT);
            idle = reusable ? idle(response) : 0;
            received = http.getEndpointDetails().getReceivedBytesCount();
            return new Reply(response.getCode(), new AnswerHeaders(response.getHeaders()), body);
        } catch (IOException | HttpException e) {
            if (until.get() == OVER) {
                throw new OverdueException(headed);
            }
            throw e;
        }
    }

    private ClassicHttpResponse head() throws IOException, HttpException {
        ClassicHttpResponse response = http.receiveResponseHeader();
        while (response.getCode() < OK) {
            if (response.getCode() == SWITCHING) {
                throw new ProtocolException("another protocol that nobody asked for");
            }
            response = http.receiveResponseHeader();
        }
        return response;
    }

    private static byte[] read(HttpEntity entity) throws IOException {
        long length = entity.getContentLength();
        if (length > MOST_BYTES) {
            throw new TooLongException();
        }
        // not closed before its end: that would read the rest of it
        InputStream content = entity.getContent();
        return length >= 0 ? exactly(content, (int) length) : toTheEnd(content);
    }

    private static byte[] exactly(InputStream content, int length) throws IOException {
        // not all of it at once: a vendor may announce more than it sends
        byte[] body = new byte[Math.min(length, 64 << 10)];
        int size = 0;
        while (size < length) {
            if (size == body.length) {
                body = Arrays.copyOf(body, Math.min(length, 2 * size));
            }
            // ends with an exception if the vendor does before
            size += content.read(body, size, body.length - size);
        }
        return body;
    }

    private static byte[] toTheEnd(InputStream content) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
        byte[] part = new byte[4096];
        for (int count = content.read(part); count >= 0; count = content.read(part)) {
            if (body.size() + count > MOST_BYTES) {
                throw new TooLongException();
            }
            body.write(part, 0, count);
        }
        return body.toByteArray();
    }

    /// A little less than the vendor keeps it for another call, if it says so.
    private static long idle(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.KEEP_ALIVE);
        Matcher timeout = header == null ? null : TIMEOUT.matcher(header.getValue());
        if (timeout == null || !timeout.find()) {
            return KEPT.toNanos();
        }
        long kept = TimeUnit.SECONDS.toNanos(Long.parseLong(timeout.group(1)));
        return Math.min(KEPT.toNanos(), kept - Math.min(kept / 2, TimeUnit.SECONDS.toNanos(1)));
    }

    /// Whether another call may follow the last one.
    boolean isReusable() {
        return reusable;
    }

    /// For how many nanoseconds it may wait for another call.
    long idle() {
        return idle;
    }

    /// Whether nothing has come since the last answer.
    boolean isSilent() {
        return http.getEndpointDetails() == null || http.getEndpointDetails().getReceivedBytesCount() == received;
    }

    /// Whether the vendor has closed it meanwhile. Takes a millisecond if it has not.
    boolean isStale() throws IOException {
        return http.isStale();
    }

    /// From any thread.
    void close() {
        http.close(CloseMode.IMMEDIATE);
        try {
            socket.close();
        } catch (IOException e) {
            // what is to be gone is gone
        }
    }
}
