package io.patchbay.server.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/// What the service logs while this is open, with the id of the request that each line belongs to.
public final class LogCapture implements AutoCloseable {
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final PatternFormatter text = new PatternFormatter("%s");
    private final Logger root = Logger.getLogger("");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            ExtLogRecord full = ExtLogRecord.wrap(entry);
            lines.add(new Line(
                    full.getLevel(),
                    text.format(full),
                    String.valueOf(full.getThrown()),
                    String.valueOf(full.getMdc("requestId"))));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public LogCapture() {
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
    }

    public record Line(Level level, String message, String thrown, String requestId) {}

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.removeHandler(handler);
    }
}
