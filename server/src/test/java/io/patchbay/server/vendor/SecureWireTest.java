package io.patchbay.server.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.connector.Call;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Reply;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls to vendors over TLS.
class SecureWireTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Duration WHOLE = Duration.ofSeconds(2);

    @TempDir
    static Path folder;

    private static SSLContext known;

    /// A certificate of the vendor `localhost`, which signs for itself.
    @BeforeAll
    static void certify() throws Exception {
        Path file = folder.resolve("vendor.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        "vendor",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost"))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        known = SSLContext.getInstance("TLS");
        known.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    @Test
    void a_vendor_with_a_good_certificate_is_asked() throws Exception {
        try (RawVendor vendor = vendor();
                Wire wire = wire(known.getSocketFactory())) {
            URI uri = vendor.url("localhost");
            HostConnections host = HostConnections.to(uri);
            assertThat(wire.exchange("town", Call.get("/"), uri, host).text()).isEqualTo("7");
            assertThat(wire.exchange("town", Call.form("/", java.util.Map.of()), uri, host)
                            .text())
                    .isEqualTo("7");
            assertThat(vendor.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_certificate_of_another_host_is_not_accepted() throws Exception {
        try (RawVendor vendor = vendor();
                Wire wire = wire(known.getSocketFactory())) {
            refusesCertificate(wire, vendor.url("127.0.0.1"));
            assertThat(vendor.requests()).isEmpty();
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_not_accepted() throws Exception {
        // the JDK's own list of authorities takes its time to be read
        try (RawVendor vendor = vendor();
                Wire wire = new Wire(WHOLE.multipliedBy(10), new SimpleMeterRegistry())) {
            refusesCertificate(wire, vendor.url("localhost"));
            assertThat(vendor.requests()).isEmpty();
        }
    }

    @Test
    void a_vendor_that_falls_silent_before_its_certificate_is_given_up() throws Exception {
        ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        try (RawVendor vendor = new RawVendor("https", plain, (peer, _) -> peer.waits());
                Wire wire = wire(known.getSocketFactory())) {
            assertThatThrownBy(() -> get(wire, vendor.url("localhost")))
                    .hasMessageEndingWith("did not answer within 2 s");
        }
    }

    @Test
    void a_vendor_that_hangs_up_before_its_certificate_is_said_in_words() throws Exception {
        ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        try (RawVendor vendor = new RawVendor("https", plain, (_, _) -> {});
                Wire wire = wire(known.getSocketFactory())) {
            assertThatThrownBy(() -> get(wire, vendor.url("localhost")))
                    .hasMessageEndingWith("closed the connection before its answer was complete");
        }
    }

    private static Reply get(Wire wire, URI uri) throws ConnectorException, InterruptedException {
        return wire.exchange("town", Call.get("/"), uri, HostConnections.to(uri));
    }

    private static void refusesCertificate(Wire wire, URI uri) {
        assertThatThrownBy(() -> get(wire, uri))
                .hasMessage(uri.getAuthority() + " could not be reached over a secure connection"
                        + " (its certificate or protocol is not accepted)");
    }

    private static RawVendor vendor() throws Exception {
        ServerSocket server = known.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        return new RawVendor("https", server, (peer, _) -> {
            while (peer.hears()) {
                peer.says(RawVendor.SEVEN);
            }
        });
    }

    private static Wire wire(SSLSocketFactory tls) {
        return new Wire(WHOLE, new SimpleMeterRegistry(), tls);
    }
}
