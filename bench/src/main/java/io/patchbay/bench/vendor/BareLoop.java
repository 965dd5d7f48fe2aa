package io.patchbay.bench.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/// The bare limit of polling: virtual threads that ask the vendor, each over a connection of its own, and read its
/// answer
/// with the HTTP library and the JSON parser that the service uses, and do nothing else. A program of its own,
/// `BareLoop <port> <threads>`; a line on its
/// standard input lets it run for so many milliseconds.
public final class BareLoop {
    private static final String[] MEMBERS = {"temperature", "humidity", "pressure", "wind", "rain"};
    private static final JsonMapper JSON = new JsonMapper();

    private volatile long end;

    private BareLoop() {}

    public static void main(String[] arguments) throws IOException {
        new BareLoop().run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    }

    private void run(int port, int threads) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            end = System.nanoTime() + Duration.ofMillis(Long.parseLong(line)).toNanos();
            Semaphore ended = new Semaphore(0);
            for (int i = 0; i < threads; i++) {
                String path = "/stations/s" + i;
                Thread.ofVirtual().start(() -> {
                    loop(port, path);
                    ended.release();
                });
            }
            ended.acquireUninterruptibly(threads);
        }
    }

    private void loop(int port, String path) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(Http1Config.DEFAULT)) {
            socket.setTcpNoDelay(true);
            http.bind(socket);
            double sum = 0;
            while (System.nanoTime() < end) {
                sum += ask(http, path, port);
            }
            if (Double.isNaN(sum)) {
                throw new IllegalStateException("the vendor measured nothing");
            }
        } catch (IOException | HttpException e) {
            e.printStackTrace();
            // nothing that is measured can be trusted then
            Runtime.getRuntime().halt(1);
        }
    }

    private static double ask(DefaultBHttpClientConnection http, String path, int port)
            throws IOException, HttpException {
        ClassicHttpRequest request = new BasicClassicHttpRequest("GET", path);
        request.addHeader("Host", "127.0.0.1:" + port);
        request.addHeader("User-Agent", "patchbay");
        http.sendRequestHeader(request);
        http.sendRequestEntity(request);
        http.flush();
        ClassicHttpResponse response = http.receiveResponseHeader();
        http.receiveResponseEntity(response);
        HttpEntity entity = response.getEntity();
        JsonNode json = JSON.readTree(entity.getContent().readNBytes((int) entity.getContentLength()));
        double sum = json.path("time").doubleValue();
        for (String member : MEMBERS) {
            sum += json.path(member).doubleValue();
        }
        return sum;
    }
}
