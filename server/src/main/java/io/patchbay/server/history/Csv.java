package io.patchbay.server.history;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// A table as RFC 4180 wants it, in UTF-8.
final class Csv {
    static final String MEDIA_TYPE = "text/csv";

    private final CsvWriter writer;

    Csv(OutputStream out, List<String> header) {
        writer = CsvWriter.builder().build(out);
        writer.writeRecord(header);
    }

    void write(Row row) {
        writer.writeRecord(row.cells());
    }

    /// The table is whole. Until then it must not be closed, or what failed would look like a table that is.
    void end() throws IOException {
        writer.flush();
    }

    /// Text that came from outside must not become a formula where the table is opened as a spreadsheet: what begins
    /// like one gets an apostrophe before it (OWASP, CSV Injection). Numbers are left alone: `-12.5` is none.
    static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
