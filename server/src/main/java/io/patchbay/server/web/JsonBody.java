package io.patchbay.server.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/// Reads the JSON body of a request into what the route asks for, or says what is wrong with it. A route never
/// gets null.
@Provider
@Consumes({MediaType.APPLICATION_JSON, "application/*+json"})
public final class JsonBody implements ServerMessageBodyReader<Object> {
    private static final Set<Class<?>> RAW = Set.of(String.class, byte[].class, InputStream.class, Reader.class);

    private final ObjectMapper json;

    JsonBody(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo route, MediaType mediaType) {
        return !RAW.contains(type);
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return !RAW.contains(type);
    }

    @Override
    public Object readFrom(Class<Object> type, Type genericType, MediaType mediaType, ServerRequestContext request) {
        return read(
                genericType,
                request.getRequestHeaders().getHeaderString(HttpHeaders.CONTENT_TYPE) != null,
                request.getInputStream());
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body) {
        return read(genericType, headers.containsKey(HttpHeaders.CONTENT_TYPE), body);
    }

    private Object read(Type type, boolean typed, InputStream stream) {
        byte[] body = RawBody.of(stream);
        if (body.length > 0 && !typed) {
            throw ApiException.unsupportedType();
        }
        return read(type, body);
    }

    /// @param body of a request that says it is JSON
    /// @throws ApiException 400 if it is not what is asked for
    public <T> T read(Class<T> type, byte[] body) {
        return type.cast(read((Type) type, body));
    }

    private Object read(Type type, byte[] body) {
        if (body.length == 0) {
            throw ApiException.badRequest("The body is empty: send a JSON object.");
        }
        Object value;
        try {
            value = json.readValue(body, json.constructType(type));
        } catch (IOException e) {
            throw JsonProblems.in(e);
        }
        if (value == null) {
            throw ApiException.badRequest("The body is null: send a JSON object.");
        }
        return value;
    }
}
