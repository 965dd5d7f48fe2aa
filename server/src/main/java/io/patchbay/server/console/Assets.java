package io.patchbay.server.console;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// Scripts, styles and pictures of the pages, kept in memory as they are sent. Constant while the service runs.
@Startup
@Singleton
final class Assets {
    private static final String OURS = "console/";
    private static final String HTMX = "META-INF/resources/webjars/htmx.org/2.0.8/dist/";
    private static final String CHARTS = "META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final String SCRIPT = "text/javascript;charset=UTF-8";
    private static final String STYLE = "text/css;charset=UTF-8";

    private final Map<String, Asset> byName = new TreeMap<>();

    Assets() {
        add("console.css", OURS, STYLE);
        add("console.js", OURS, SCRIPT);
        add("icon.svg", OURS, "image/svg+xml");
        add("htmx.min.js", HTMX, SCRIPT);
        add("uPlot.iife.min.js", CHARTS, SCRIPT);
        add("uPlot.min.css", CHARTS, STYLE);
    }

    /// @param hash of the content, hexadecimal; a part of the address
    /// @param packed with gzip
    record Asset(String hash, String type, byte[] content, byte[] packed) {}

    Optional<Asset> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Below `/console/assets/`.
    ///
    /// @throws IllegalArgumentException if there is none of this name
    String path(String name) {
        return find(name).map(asset -> asset.hash() + "/" + name).orElseThrow(() -> new IllegalArgumentException(name));
    }

    private void add(String name, String folder, String type) {
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(folder + name)) {
            if (file == null) {
                throw new IllegalStateException(folder + name + " is not in the program");
            }
            byte[] content = file.readAllBytes();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            String start = HexFormat.of().formatHex(Arrays.copyOf(hash, 8));
            byName.put(name, new Asset(start, type, content, packed(content)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }
}
