package io.patchbay.server.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;

/// Every exception becomes an answer with the documented body; what nobody expected is logged with its stack
/// and answered without it.
final class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Errors errors;

    ErrorMappers(Errors errors) {
        this.errors = errors;
    }

    @ServerExceptionMapper
    Response expected(ApiException error, RoutingContext request) {
        if (error.status() == 500) {
            LOG.errorf(error, "%s %s", request.request().method(), LoggedPath.of(request));
        }
        return errors.answer(error, request);
    }

    /// What the REST layer itself refuses, and redirects, which are no errors.
    @ServerExceptionMapper
    Response refused(WebApplicationException refusal, RoutingContext request) {
        Response given = refusal.getResponse();
        if (given.getStatus() < 400) {
            return given;
        }
        if (given.getStatus() >= 500) {
            return unexpected(refusal, request);
        }
        String method = request.request().method().name();
        return errors.answer(ApiException.refused(given.getStatus(), method), request);
    }

    /// The pool had no connection to give for ten seconds, or the database is away.
    @ServerExceptionMapper
    Response overloaded(ConnectionException error, RoutingContext request) {
        LOG.errorf("No connection to the database: %s", error.getMessage());
        return errors.answer(ApiException.unavailable("The database does not answer in time.", SOON), request);
    }

    /// A statement that fails because the database ended meanwhile is nobody's mistake, and can be sent again. Whether
    /// it happened is not known where its commit was under way.
    @ServerExceptionMapper
    Response broken(JdbiException error, RoutingContext request) {
        if (!isDisconnected(error)) {
            return unexpected(error, request);
        }
        LOG.errorf("The connection to the database broke: %s", error.getMessage());
        return errors.answer(
                ApiException.unavailable(
                        "The database did not answer: look whether it was done, or send it again.", SOON),
                request);
    }

    @ServerExceptionMapper
    Response stopping(RejectedExecutionException error, RoutingContext request) {
        return errors.answer(ApiException.unavailable("The service is stopping.", SOON), request);
    }

    @ServerExceptionMapper
    Response unexpected(Throwable error, RoutingContext request) {
        LOG.errorf(error, "%s %s", request.request().method(), LoggedPath.of(request));
        return errors.answer(ApiException.internal("Something went wrong in the service.", error), request);
    }

    /// Classes 08 and 57P of PostgreSQL's error codes,
    /// https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static boolean isDisconnected(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .anyMatch(cause -> cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && (sql.getSQLState().startsWith("08")
                                || sql.getSQLState().startsWith("57P")));
    }
}
