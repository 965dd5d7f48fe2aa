package io.patchbay.server.subject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.server.access.AppId;
import io.patchbay.server.action.ActionView;
import io.patchbay.server.action.Actions;
import io.patchbay.server.client.StoredClient;
import io.patchbay.server.client.SubjectClients;
import io.patchbay.server.thing.SubjectChanges;
import io.patchbay.server.thing.SubjectThings;
import io.patchbay.server.thing.ThingView;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes what is stored of an end customer, page by page; a reader who is slow slows the writing down. What
/// changes meanwhile may be seen as it was or as it is.
@Singleton
final class Export {
    private static final int PAGE = 100;
    private static final int CHANGES = 1000;

    /// Positions of the change log that one query looks at.
    private static final long SPAN = 50_000;

    private final SubjectClients clients;
    private final SubjectThings things;
    private final SubjectChanges changes;
    private final Actions actions;
    private final ObjectMapper json;

    Export(SubjectClients clients, SubjectThings things, SubjectChanges changes, Actions actions, ObjectMapper json) {
        this.clients = clients;
        this.things = things;
        this.changes = changes;
        this.actions = actions;
        this.json = json;
    }

    boolean isKnown(AppId app, String subject) {
        return things.isKnown(app, subject);
    }

    /// Writes all that comes after a cursor, and the line that says it was all.
    void write(OutputStream out, AppId app, String subject, Cursor from) throws IOException {
        for (Cursor.Part part : Cursor.Part.values()) {
            if (part.compareTo(from.part()) < 0) {
                continue;
            }
            Cursor start = part == from.part() ? from : new Cursor(part, "");
            switch (part) {
                case SUBJECT -> {
                    if (start.key().isEmpty()) {
                        line(out, Line.of(part, 0, Map.of("id", subject)));
                    }
                }
                case CLIENT -> pages(out, start, after -> clients.pageOf(app, subject, after, PAGE), StoredClient::id);
                case THING -> pages(out, start, after -> things.pageOf(app, subject, after, PAGE), ThingView::id);
                case CHANGE -> changes(out, start, app, subject);
                case ACTION -> pages(out, start, after -> actions.pageOf(app, subject, after, PAGE), ActionView::id);
            }
        }
        line(out, Line.END);
    }

    private <T> void pages(OutputStream out, Cursor start, Function<@Nullable UUID, List<T>> page, Function<T, UUID> id)
            throws IOException {
        UUID after = start.id();
        List<T> rows;
        do {
            rows = page.apply(after);
            for (T row : rows) {
                after = id.apply(row);
                line(out, Line.of(start.part(), after, row));
            }
        } while (!rows.isEmpty());
    }

    private void changes(OutputStream out, Cursor start, AppId app, String subject) throws IOException {
        SubjectChanges.Bounds bounds = changes.bounds(app);
        long after = Math.max(start.position(), bounds.below());
        while (after < bounds.newest()) {
            long to = Math.min(after + SPAN, bounds.newest());
            List<SubjectChanges.Stored> rows = changes.page(app, subject, after, to, CHANGES);
            for (SubjectChanges.Stored row : rows) {
                line(out, Line.of(start.part(), row.position(), row));
            }
            after = rows.size() == CHANGES ? rows.getLast().position() : to;
        }
    }

    private void line(OutputStream out, Line line) throws IOException {
        try {
            out.write(json.writeValueAsBytes(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line of an export is JSON", e);
        }
        out.write('\n');
    }
}
