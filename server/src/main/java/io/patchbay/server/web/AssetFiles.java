package io.patchbay.server.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Scripts, styles and pictures of pages, kept in memory as they are sent. Each face of the service has its own; it is
/// filled while the service starts, and constant then. Addresses change with the content: a browser asks for each once.
public final class AssetFiles {
    public static final String SCRIPT = "text/javascript;charset=UTF-8";
    public static final String STYLE = "text/css;charset=UTF-8";
    public static final String PICTURE = "image/svg+xml";

    /// The folder of htmx, which all faces use.
    public static final String HTMX = "META-INF/resources/webjars/htmx.org/2.0.8/dist/";

    private final Map<String, Asset> byName = new TreeMap<>();

    /// @param hash of the content, hexadecimal; a part of the address
    /// @param packed with gzip
    private record Asset(String hash, String type, byte[] content, byte[] packed) {}

    /// @param folder of the program, ending with `/`
    /// @param type   SCRIPT, STYLE or PICTURE
    /// @throws IllegalStateException if the file is not in the program
    public void add(String name, String folder, String type) {
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(folder + name)) {
            if (file == null) {
                throw new IllegalStateException(folder + name + " is not in the program");
            }
            byte[] content = file.readAllBytes();
            byName.put(name, new Asset(ContentHash.of(content, 8), type, content, packed(content)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The last two parts of a file's address: its hash and its name.
    ///
    /// @throws IllegalArgumentException if there is none of this name
    public String path(String name) {
        return Optional.ofNullable(byName.get(name))
                .map(asset -> asset.hash() + "/" + name)
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    /// The file, to be kept for ever.
    ///
    /// @param takes the request's `Accept-Encoding`
    /// @throws ApiException 404 if there is none of this name, or it has another content now
    public Response answer(String hash, String name, @Nullable String takes) {
        Asset asset = Optional.ofNullable(byName.get(name))
                .filter(found -> found.hash().equals(hash))
                .orElseThrow(() -> ApiException.notFound("file"));
        return filled(
                Response.ok().header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable"), asset, takes);
    }

    /// The file under an address that does not change with it: kept for an hour, and then asked for again.
    ///
    /// @param takes the request's `Accept-Encoding`
    /// @param has   its `If-None-Match`
    /// @throws IllegalArgumentException if there is none of this name
    public Response current(String name, @Nullable String takes, @Nullable String has) {
        Asset asset = Optional.ofNullable(byName.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
        String tag = "\"" + asset.hash() + "\"";
        boolean same = has != null && has.contains(tag);
        // weak, because it may be packed or not
        Response.ResponseBuilder answer = (same ? Response.notModified() : Response.ok())
                .header(HttpHeaders.ETAG, "W/" + tag)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600");
        return same
                ? answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING).build()
                : filled(answer, asset, takes);
    }

    private static Response filled(Response.ResponseBuilder answer, Asset asset, @Nullable String takes) {
        answer.header(HttpHeaders.CONTENT_TYPE, asset.type()).header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return takes != null && takes.contains("gzip")
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip")
                        .entity(asset.packed())
                        .build()
                : answer.entity(asset.content()).build();
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }
}
