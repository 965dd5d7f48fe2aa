package io.patchbay.server.run;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// A connector's log whose lines name the client.
final class TaggedLog implements System.Logger {
    private final System.Logger log;
    private final String tag;

    TaggedLog(String name, String tag) {
        this.log = System.getLogger(name);
        this.tag = tag;
    }

    @Override
    public String getName() {
        return log.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return log.isLoggable(level);
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        if (log.isLoggable(level)) {
            log.log(level, tag + message, thrown);
        }
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... parameters) {
        if (log.isLoggable(level)) {
            boolean plain = format == null || parameters == null || parameters.length == 0;
            log.log(level, tag + (plain ? format : MessageFormat.format(format, parameters)));
        }
    }
}
